//! What a configuration is for. Names of libraries and languages are names everywhere.

/// A library.
pub const HALF_OPEN: &str = "Rust";
