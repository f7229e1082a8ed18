//! What can be changed in the clinic, as it is called on the page.

/// No change.
pub const NONE: &str = "no change";
/// A knob.
pub const THRESHOLD: &str = "failures that open it";
/// A knob.
pub const WAIT: &str = "wait while open";
/// A knob.
pub const PROBES: &str = "probes at once";
/// A knob.
pub const SUCCESSES: &str = "successes to close";
/// A knob.
pub const LOCK: &str = "who reads the state";
/// A knob.
pub const HALF_OPEN: &str = "after the wait";
/// A knob.
pub const BREAKER: &str = "breaker";
/// A knob.
pub const TIMEOUT: &str = "timeout";
/// A knob.
pub const ATTEMPTS: &str = "attempts";
/// A knob.
pub const RETRY: &str = "retry";
/// A knob.
pub const BACKOFF: &str = "first wait of a retry";
/// A knob.
pub const JITTER: &str = "jitter";
/// A knob.
pub const RETRIED: &str = "what is tried again";
/// A knob.
pub const LAYERS: &str = "layers that retry";
/// A knob.
pub const COUNTED: &str = "failures that count";
/// A knob.
pub const OWN: &str = "breakers";
/// A knob.
pub const REFUSALS: &str = "what a refusal does";
/// A knob.
pub const RESTART: &str = "restart after a crash";
/// A knob.
pub const FLAG: &str = "stand-in answers";
/// A knob.
pub const OUTSIDE: &str = "place of the fallback";
/// A knob.
pub const ALERT: &str = "when it stays open";
/// A knob.
pub const TESTS: &str = "a test";
/// A knob.
pub const LIMIT: &str = "calls at once";
/// A knob.
pub const RETURN: &str = "a failed call";
/// A knob.
pub const QUEUE: &str = "places to wait";
/// A knob.
pub const MEASURED: &str = "the wait counts from";
/// A knob.
pub const STRATEGY: &str = "retry strategy";
/// A knob.
pub const SHARE: &str = "share that opens it";
/// A knob.
pub const MIN: &str = "calls before the share counts";
