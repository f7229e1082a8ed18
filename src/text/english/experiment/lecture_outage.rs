//! The experiment with the lecture's outage.

/// What it measures.
pub const ABOUT: &str =
    "Waiting summed over an outage of 30 minutes at one record a second, without and with a breaker.";

/// Where its values come from.
pub const SOURCE: &str = "the lecture, on retries that are not enough: 1,800 x 15 = 27,000 s";

/// What its size counts.
pub const OUTAGES: &str = "outages, of those with luck";

/// A row.
pub const BY_TEXT: &str = "by the text, 1 + 2 + 4 + 8 s a record, s";

/// A row.
pub const BY_CODE: &str = "by the code without luck, 1 + 2 + 4 s a record, s";

/// A row.
pub const AS_WRITTEN: &str = "by the code as written, 8.5 s a record, s";

/// A row.
pub const AROUND: &str = "a breaker around the retries, s";

/// A row.
pub const INSIDE: &str = "a breaker inside the retries, s";
