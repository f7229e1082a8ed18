//! What the page says of itself, and how it is dismissed.

/// A button.
pub const DISMISS: &str = "Dismiss";

/// A part of the program is loaded.
pub const ON_ITS_WAY: &str = "This part of the playground is on its way…";

/// A part of the program did not come.
pub fn missing(why: &str) -> String {
    format!("This part of the playground did not come, and the run goes on without it. {why}")
}

/// A button.
pub const RETRY: &str = "Retry";

/// A dialog's button.
pub const CLOSE: &str = "Close";

/// What a search did not find.
pub const NO_TRANSITION: &str = "There is no further transition within an hour.";

/// What was done.
pub const BEGINS_ANEW: &str = "The run begins anew.";

/// What can no longer be undone.
pub fn forgotten(changes: usize) -> String {
    format!("Undo remembers {changes} changes; the oldest one was forgotten.")
}

/// An error.
pub fn sentence(error: &str) -> String {
    format!("{error}.")
}

/// What was done.
pub const DEFAULTS: &str = "Settings are back at their defaults.";

/// What was done.
pub const OPENING: &str = "Settings are those of the opening run.";

/// What was done.
pub fn preset(name: &str) -> String {
    format!("Preset: {name}.")
}

/// What was done.
pub fn new_seed(seed: u64) -> String {
    format!("New seed: {seed}.")
}

/// What cannot be done.
pub const NO_RANDOM_NUMBERS: &str = "This browser gives no random numbers; the seed stays as it is.";
