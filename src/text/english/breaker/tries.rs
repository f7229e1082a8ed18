//! The breaker lab's hints: what to try, and where the answer stands.

/// A try.
pub const KILL: &str = "Kill S1. Which failure opens the breaker?";

/// Its answer begins so in Why.
pub const KILL_ANSWER: &str = "Opened";

/// A try.
pub const RECOVER: &str = "Recover S1 while the breaker is open. What must happen before it closes?";

/// Its answer begins so in Why.
pub const RECOVER_ANSWER: &str = "Closed";

/// A try.
pub const THRESHOLD: &str = "Set the failure threshold to 1. How many good calls does the breaker refuse now?";

/// A try.
pub const RATE: &str = "Set the failure rate that opens to 10 %. How many good calls does the breaker refuse now?";

/// A try.
pub const NONE: &str = "Kill S1. How many bad calls go through when nothing stops them?";

/// A try.
pub const WITHOUT: &str = "Press “Without a breaker”. How many more calls reach a service that is down?";
