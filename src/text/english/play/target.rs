//! What a configuration is for. Names of libraries and languages are names everywhere.

/// The library that this is.
pub const HALF_OPEN: &str = "half-open, this crate";
