//! What is said while a run is played again.

/// How far it is to go.
pub fn replaying_to(to: &str) -> String {
    format!("Replaying to {to}…")
}

/// When a change acts.
pub fn acts_at(to: &str) -> String {
    format!("What you change meanwhile acts at {to}.")
}

/// What is looked for.
pub const LOOKING: &str = "Looking for a transition…";

/// How long it will take.
pub fn left(far: &str, left: &str) -> String {
    format!("{far}, about {left} left")
}

/// The bar, for a screen reader.
pub const REPLAYING: &str = "Replaying";

/// What the button does.
pub const STAY: &str = "Stay at the moment reached (Escape)";

/// The button.
pub const CANCEL: &str = "Cancel";
