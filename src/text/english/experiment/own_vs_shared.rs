//! The experiment with breakers of one's own and shared ones.

/// What it measures.
pub const ABOUT: &str = "Dead sensors among five, with a breaker for each against one for all: reads lost.";

/// Where its values come from.
pub const SOURCE: &str =
    "Shopify's Semian, experiments: one of ten services down, about a tenth rejected; k of five dead, k/5";

/// A row.
pub const ONE_DEAD: &str = "own breakers, one of five dead: reads lost";

/// A row.
pub const TWO_DEAD: &str = "own breakers, two of five dead: reads lost";

/// A row.
pub const THREE_DEAD: &str = "own breakers, three of five dead: reads lost";

/// A row.
pub const CALLS_OF_DEAD: &str = "own breakers, one dead: calls of the dead one a batch";

/// A row.
pub const SHARED_RATE: &str = "one shared, errors in 10 s: reads lost";

/// A row.
pub const SHARED_ROW: &str = "one shared, errors in a row: reads lost";

/// A row.
pub const SHARED_CALLS: &str = "one shared, errors in a row: calls of the dead one a batch";

/// A row.
pub const COST: &str = "what sharing costs: reads lost, shared over own";
