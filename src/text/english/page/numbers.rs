//! The card of numbers.

/// Its heading.
pub const NUMBERS: &str = "Numbers";

/// What the numbers are of.
pub const SO_FAR: &str = "this run so far";

/// The heading of what is expected.
pub const THEORY: &str = "With the present settings";

/// The heading of what is expected, below it.
pub const EXPECTED: &str = "expected";
