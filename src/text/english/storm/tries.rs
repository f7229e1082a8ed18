//! What is worth trying in the storm lab.

/// With jitter.
pub const TRY_JITTER: &str = "Choose full jitter and press Restart. How many come at the same time now?";
/// With a budget.
pub const TRY_BUDGET: &str =
    "Wait until the blip is over and nothing gets better. Then choose a budget. When is the server back?";
/// Which jitter is best.
pub const TRY_CONTENTION: &str = "Choose one jitter after the other. Which one makes the fewest attempts?";
/// Without retries.
pub const TRY_WITHOUT: &str = "Press “Without retries”. Who serves more clients?";
