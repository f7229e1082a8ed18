//! What the storm lab says beside its configurations.

/// What is no configuration.
pub const WORLD: &str = "Clients, server and blip are the lab's; what follows is how a client retries.";
/// A retry without an end.
pub const NO_LIMIT_OF_ATTEMPTS: &str =
    "In contention the lab tries until it has written; the number of attempts below is that of the other worlds.";
/// The timeout around an attempt.
pub const PATIENCE: &str = "the timeout of each attempt; put it inside the retry.";
/// A limit for all retries.
pub const NO_BUDGET: &str = "this library has no limit that all retries share. Count calls and retries beside it.";

/// How much of a limit there is.
pub const SHARE: &str = "how many retries that is for each call, or of each token for a success.";
