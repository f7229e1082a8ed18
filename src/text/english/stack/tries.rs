//! What is worth trying in the stack lab.

/// Things worth trying.
pub const TRY_ORDER: &str = "Move Breaker outside Retry. How many calls get a full answer now?";
/// With refusals that are final.
pub const TRY_FINAL: &str =
    "Let a refusal be final: More settings, A refusal by the breaker. How much less is waited for nothing?";
/// With one more retry.
pub const TRY_SECOND_RETRY: &str = "Switch on a second Retry. How many attempts does one call make now?";
/// With the service down.
pub const TRY_KILL: &str = "Kill the service. What do its callers get instead?";
