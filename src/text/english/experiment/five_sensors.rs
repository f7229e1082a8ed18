//! The experiment with batches of five.

/// What it measures.
pub const ABOUT: &str = "A batch of five reads, each with its fallback, with one and with three attempts.";

/// Where its values come from.
pub const SOURCE: &str = "the lecture, example 39.3; all fresh (1 - f)^5, something 1 - f^5, with n attempts f^n for f";

/// What its size counts.
pub const RUNS: &str = "runs of 1,000 batches for each row";

/// The lecture's sensors.
pub const RATES: &str = "the lecture's rates";

/// How often a value is asked for.
pub const ONE_ATTEMPT: &str = "one attempt";

/// How often a value is asked for.
pub fn attempts(attempts: u32) -> String {
    format!("{attempts} attempts")
}

/// A row.
pub fn row(sensors: &str, tries: &str, what: &str) -> String {
    format!("{sensors}, {tries}: {what}")
}

/// What a row counts.
pub const ALL_FIVE: &str = "batches with all five";

/// What a row counts.
pub const SOMETHING: &str = "batches with something";
