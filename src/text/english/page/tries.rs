//! The line of hints.

/// The button that takes back what was done, for a screen reader.
pub fn undo(done: &str) -> String {
    format!("Undo: {done}")
}

/// The button that hides it.
pub const DISMISS: &str = "Dismiss what was done";

/// The button that takes back what was done.
pub const UNDO: &str = "Undo";

/// Before a hint.
pub const TRY: &str = "Try";
