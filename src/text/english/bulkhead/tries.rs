//! What is worth trying in the bulkhead lab.

/// A try.
pub const NARROW: &str = "Give reports all workers but one. How many does an order need? (20 a second × 0.1 s)";
/// A try.
pub const TAKE_AWAY: &str = "Take the wall away: set the isolation to none, and look at the queue.";
/// A try.
pub const CONNECTIONS: &str = "Without a wall, give reports 5 connections: is that enough to protect the orders?";
/// A try.
pub const TIMEOUT: &str = "Give reports a timeout of 1 s. What happens to their workers?";
/// What answers it.
pub const TIMEOUT_ANSWER: &str = "timed out";
