//! The batch lab's hints: what to try, and where the answer stands.

/// A try.
pub const KILL: &str = "Kill S0. What do the next batches say of it?";

/// Its answer has these words in Why.
pub const KILL_ANSWER: &str = "Unavailable: S0";

/// A try.
pub const TWIN: &str = "Let the twin start again with every batch (More settings). How many values does it keep?";

/// A try.
pub const ATTEMPTS: &str =
    "Set the attempts per read to 3 (More settings). How many of the values wanted are kept now?";

/// A try.
pub const WITHOUT: &str = "Press “Without degradation”. How many values are kept without it?";
