//! The experiment with reads of the lecture.

/// What it measures.
pub const ABOUT: &str = "A sensor that fails 60 % of the time, read with up to four attempts.";

/// Where its values come from.
pub const SOURCE: &str = "the lecture, example 39.1: 0.6^4 = 0.1296, about 13 %";

/// What its size counts.
pub const RUNS: &str = "runs of 1,000 reads";

/// A row.
pub const FAIL: &str = "reads that fail permanently: 0.6^4";

/// A row.
pub const ATTEMPTS: &str = "attempts a read: (1 - 0.6^4) / (1 - 0.6)";
