//! A setting's control.

/// What was written does not make sense.
pub fn not_allowed(text: &str, allowed: &str) -> String {
    format!("“{text}” is not allowed: {allowed}.")
}

/// The button beside a word, for a screen reader.
pub fn what_is(word: &str) -> String {
    format!("What is: {word}")
}

/// The button that takes a setting back, for a screen reader.
pub fn reset(label: &str) -> String {
    format!("Reset {label}")
}

/// What it does.
pub fn back_to(number: &str, unit: &str) -> String {
    format!("Back to {number} {unit}")
}

/// A unit.
pub const PART_OF_THE_WAIT: &str = "% of the wait";
