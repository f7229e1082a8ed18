//! What is worth trying in the cascade lab.

/// A try.
pub const TIMEOUT: &str = "While C hangs, set the timeout to 1 s.";
/// A try.
pub const WALL: &str = "Set the bulkhead in A to 8: who is refused now, and who is not?";
/// What answers it.
pub const WALL_ANSWER: &str = "refused";
/// A try.
pub const BREAKERS: &str = "Switch on the breakers alone: when do they open?";
/// A try.
pub const BUDGET: &str = "After a timeout, let all of them stop.";
