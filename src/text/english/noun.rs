//! What is counted in more than one place: one of it, and several.

use crate::words::Noun;

/// A wish of a caller.
pub const CALLS: Noun = Noun("call", "calls");

/// An attempt or a call without success.
pub const FAILURES: Noun = Noun("failure", "failures");

/// A try of one call.
pub const ATTEMPTS: Noun = Noun("attempt", "attempts");

/// A call of the retry lab.
pub const READS: Noun = Noun("read", "reads");

/// A round of reads.
pub const BATCHES: Noun = Noun("batch", "batches");

/// What a read brings.
pub const VALUES: Noun = Noun("value", "values");

/// A call that tries whether a service works again.
pub const PROBES: Noun = Noun("probe", "probes");

/// A breaker's change to open.
pub const OPENINGS: Noun = Noun("opening", "openings");

/// A call that an open breaker refused.
pub const FAST_FAILS: Noun = Noun("fast fail", "fast fails");

/// Those who do a service's work, one call at a time each.
pub const WORKERS: Noun = Noun("worker", "workers");
