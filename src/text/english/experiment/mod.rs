//! Published experiments: what each measures, where its values come from, and the names of its rows.

pub mod amplification;
pub mod aws_backoff;
pub mod five_sensors;
pub mod lecture_outage;
pub mod lecture_retry;
pub mod misconfigured;
pub mod own_vs_shared;
pub mod retry_arithmetic;
pub mod retry_strategies;
pub mod throttle;

/// What a size must be.
pub fn whole_number(most: u32, of: &str) -> String {
    format!("a whole number from 1 to {most}: {of}")
}

/// What an option must be.
pub const NO_OPTION: &str = "left out: this experiment has no such option";

/// A value that is not met.
pub const MISSED: &str = "MISSED";
