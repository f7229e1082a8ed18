//! What a configuration of the bulkhead lab says beside the code.

/// Nothing to configure.
pub const NOTHING: &str = "There is no wall, no limiter, no pool and no timeout, so there is nothing to configure.";
/// An isolation.
pub const STRICT: &str = "own workers for each kind, orders and reports; two bulkheads.";
/// An isolation.
pub const SHARED: &str =
    "each kind may have a fifth more under way than its part; SysManage's level, written as limits.";
/// An isolation.
pub const ADAPTIVE: &str = "a tenth more while nine of ten find a place, a fifth less otherwise; SysManage's level, written as its first limits.";
/// The workers of the reports.
pub const OWN: &str =
    "calls of reports that may be under way at once, before the level; the other workers are the orders'.";
/// The queue.
pub const QUEUE: &str = "calls of each kind that may wait; more are refused.";
/// SysManage's queue.
pub const QUEUEING: &str = "SysManage's code never uses its queue, so it is written without one.";
/// A limiter.
pub const BUCKET: &str = "reports take a token each; the bucket begins full.";
/// A limiter.
pub const GCRA: &str = "a report that comes before its time is refused; it decides as a token bucket that begins full.";
/// Its rate.
pub const TOKENS: &str = "reports a second in the long run.";
/// Its burst.
pub const BURST: &str = "reports at one moment.";
/// The pool.
pub const POOL: &str = "set it where the connections are made; a report that finds none is refused.";
/// A timeout.
pub const TIMEOUT: &str = "a limit for each report; set it where the call is made, inside the bulkhead.";
/// A library without these.
pub const NO_MECHANISM: &str =
    "This library has nothing for what stands above: take a semaphore with a queue for the bulkhead.";
/// A library whose bulkhead has no bounded queue.
pub const NO_QUEUE: &str = "This bulkhead has no places to wait; maxWaitDuration lets any number wait for so long.";
/// A library whose limiter counts by periods.
pub const WINDOW: &str = "This limiter gives the permits of a period at once, at its beginning, and has no burst.";
