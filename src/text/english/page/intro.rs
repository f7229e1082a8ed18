//! What stands over a lab, and the welcome.

/// The button of the welcome.
pub const START: &str = "Start with Predict";

/// The welcome's other button.
pub const DISMISS: &str = "Dismiss the welcome";

/// The welcome's beginning, with a space behind it.
pub const NEW_HERE: &str = "New here? ";

/// The welcome, with a space behind it.
pub const GUESS_FIRST: &str = "Guess what will happen, then see it. Or change what you like: all can be undone. ";

/// What the words over a lab are, for a screen reader.
pub const WHAT_FOR: &str = "What it is for";

/// What the list of words is.
pub const WORDS: &str = "Words and their meaning";

/// What opens the advice.
pub const WHEN: &str = "When to use it";

/// Where it helps.
pub const HELPS: &str = "It helps";

/// Where it does not.
pub const HARMS: &str = "It harms";

/// What to use there.
pub const INSTEAD: &str = "Instead";
