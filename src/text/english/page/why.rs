//! The card of sentences.

/// That there is none yet.
pub const NOTHING: &str = "Nothing has happened yet.";

/// Their order.
pub const NEWEST_FIRST: &str = "newest first";
