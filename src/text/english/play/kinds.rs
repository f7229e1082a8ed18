//! The kinds of failure.

/// A kind, in a sentence.
pub const CONNECTION: &str = "connection refused";

/// A kind, in a sentence.
pub const TIMEOUT: &str = "no answer in time";

/// A kind, in a sentence.
pub const UNAVAILABLE: &str = "503 service unavailable";

/// A kind, in a sentence.
pub const RATE_LIMITED: &str = "429 too many requests";

/// A kind, in a sentence.
pub const REFUSED: &str = "refused by the breaker";

/// A kind, in a sentence.
pub const CLIENT: &str = "400 wrong request";

/// A kind, in a sentence.
pub const AUTHENTICATION: &str = "401 not allowed to ask";

/// A kind, in a sentence.
pub const SERVER: &str = "500 error in the service";

/// A kind, in a sentence.
pub const BUG: &str = "a bug in the caller";

/// A kind, in a sentence.
pub const UNKNOWN: &str = "an unknown error";

/// A kind, as a choice.
pub const NAME_CONNECTION: &str = "connection refused";

/// A kind, as a choice.
pub const NAME_UNAVAILABLE: &str = "unavailable, 503";

/// A kind, as a choice.
pub const NAME_RATE_LIMITED: &str = "rate limited, 429";

/// A kind, as a choice.
pub const NAME_CLIENT: &str = "wrong request, 400";

/// A kind, as a choice.
pub const NAME_AUTHENTICATION: &str = "not allowed, 401";

/// A kind, as a choice.
pub const NAME_SERVER: &str = "server error, 500";

/// No kind.
pub const NONE: &str = "no failure";

/// What a mix must be.
pub fn mix_allowed(kinds: &str) -> String {
    format!("kinds with shares that add up to 1, as connection:0.5,client:0.5; the kinds are {kinds}")
}

/// What a set must be.
pub fn set_allowed(kinds: &str) -> String {
    format!("none, or kinds separated by commas; the kinds are {kinds}")
}
