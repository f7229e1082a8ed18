//! What is said in configurations of the fallback lab.

/// There is none.
pub const NOTHING: &str = "This library has no fallback: catch the error and go down the steps yourself.";
/// It has one.
pub const RESILIENCE4J: &str =
    "Resilience4j names a fallback method in code: fallbackMethod of its annotations, one for each kind of exception.";
/// Limits of the steps.
pub const LIMITS: &str = "The playground has no limit of time for a step. Here full service may take 30 s and the replica 5 s, as in SysManage.";
/// A step.
pub const DEGRADED: &str = "whether a replica is asked when the service fails.";
/// A step.
pub const FIXED: &str = "whether a default value is the last answer of a read; a write has none.";
/// A step that is not there.
pub const NO_CACHE: &str = "no answer is taken from a cache.";
/// A time.
pub const TTL: &str = "how long an answer in the cache is fresh.";
/// A time.
pub const STALE: &str = "how long beyond that it may stand in for a failure (stale-if-error, RFC 5861).";
/// Flags.
pub const SILENT: &str = "1 hides that an answer is below full; keep it at 0, and log and count each such answer.";
/// Letters.
pub const LETTERS: &str = "whether writes that failed are kept, to be tried again.";
/// Room.
pub const ROOM: &str = "how many may wait; a write beyond that is lost.";
/// Replay.
pub const REPLAY: &str = "who tries them again: somebody by hand, or the first answer in full.";
