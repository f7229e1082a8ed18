//! The experiment with probes that cost too much.

/// What it measures.
pub const ABOUT: &str = "42 services down, 2 workers: what the probes take of the workers' time.";

/// Where its values come from.
pub const SOURCE: &str = "Shopify Engineering, Your Circuit Breaker is Misconfigured, 2020: 263 % and 4 %";

/// A row.
pub const SHORT: &str = "probes of 0.25 s each 2 s: of the workers' time";

/// A row.
pub const SHORT_FORMULA: &str = "the same by the formula: 42 x 0.25 / (2 x 2)";

/// A row.
pub const LONG: &str = "probes of 0.05 s each 30 s: of the workers' time";

/// A row.
pub const LONG_FORMULA: &str = "the same by the formula: 42 x 0.05 / (2 x 30)";

/// A row.
pub const FROM_END: &str = "0.25 s and 2 s, measured from the probe's end: 42 x 0.25 / (2 x 2.25)";
