//! The retry lab's hints: what to try, and where the answer stands.

/// A try.
pub const TOGETHER: &str = "Set the jitter to 0 and press Restart. Which attempts start together now?";

/// A try.
pub const WAITING: &str = "Set the failure rate to 90 % and press Restart. How long do all reads together wait now?";

/// A try.
pub const ATTEMPTS: &str = "Set the attempts to 8 and press Restart. How many reads still fail permanently?";

/// A try.
pub const WITHOUT: &str = "Press “Without retries”. How many fewer reads succeed?";
