//! Hints: where an answer stands.

/// Where it stands.
pub fn in_numbers(label: &str) -> String {
    format!("See “{label}” in Numbers.")
}

/// Where it stands.
pub fn in_why(words: &str) -> String {
    format!("See “{words}” in Why.")
}

/// Where it stands.
pub const ON_THE_STAGE: &str = "See the stage.";

/// Where it stands.
pub fn in_the_table(label: &str) -> String {
    format!("See “{label}” in the table of A and B.")
}
