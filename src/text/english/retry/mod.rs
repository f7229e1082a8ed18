//! The retry lab.

pub mod plan;
pub mod questions;
pub mod stage;
pub mod tries;

use crate::words::Noun;

/// A call as Why names it, at the beginning of a sentence.
pub const CALL: &str = "Read";

/// The head of a line about a read that succeeded.
pub fn succeeded(read: u64) -> String {
    format!("Read {read} succeeded:")
}

/// Which attempt did it, with its luck in brackets.
pub fn by_attempt(attempt: u32, of: u32, luck: &str) -> String {
    format!("attempt {attempt} of {of}{luck}.")
}

/// The head of a line about a read that failed for good.
pub fn failed_for_good(read: u64) -> String {
    format!("Read {read} failed permanently:")
}

/// Why there is no further attempt: the failure is of a kind that is not tried again.
pub fn not_of_a_kind(attempt: u32, luck: &str) -> String {
    format!("attempt {attempt} failed{luck}. A failure of this kind is not tried again.")
}

/// Why there is no further attempt: it was the last.
pub fn no_attempts_left(attempts: u32, luck: &str) -> String {
    format!("attempt {attempts} of {attempts} failed{luck}. No attempts left.")
}

/// Its tab.
pub const TITLE: &str = "Retry";

/// What it is about.
pub const ABOUT: &str = "Reads that fail try again, after waits that grow and that luck keeps apart.";

/// What the pattern is good for.
pub const WHY: &str = "Many failures are short: asked again a moment later, the service answers. Waiting longer each time, and not all for \
          the same time, gives it the rest that it needs to recover.";

/// When to use it: when it helps, when it harms, what instead.
pub const WHEN: [&str; 3] = [
    "Where a failure is soon over by itself: a timeout on the network, a deadlock, a service that restarts. And where doing it twice does no harm.",
    "Where the service is down or overloaded: each retry adds load and lets the caller wait. And where the mistake is the caller's own, for it comes again each time.",
    "A circuit breaker for an outage that lasts, an error at once for a mistake. A job that runs once a day may simply crash and be started again.",
];

/// A preset.
pub const LECTURE: &str = "As in the lecture";

/// What it shows.
pub const LECTURE_NOTE: &str = "Base 0.1 s and up to 1 s of jitter, one read after the other.";

/// A preset.
pub const PLAIN: &str = "Without jitter";

/// What it shows.
pub const PLAIN_NOTE: &str = "A hundred clients that fail together retry together: a storm.";

/// A preset.
pub const FULL: &str = "Full jitter";

/// What it shows.
pub const FULL_NOTE: &str = "The same hundred clients, their waits random between nothing and the full wait.";

/// A preset.
pub const CONSTANT: &str = "Constant waits";

/// What it shows.
pub const CONSTANT_NOTE: &str = "The same wait before every retry, as a naive loop does it.";

/// The button for a lane without the pattern.
pub const WITHOUT: &str = "Without retries";

/// How two lanes are compared.
pub const METHOD: &str = "Both lanes are compared read by read, as soon as a read has ended in both.";

/// The setting `failure`.
pub const FAILURE: &str = "Failure rate";

/// What it means.
pub const FAILURE_HINT: &str = "of all attempts fail";

/// The setting `attempts`.
pub const ATTEMPTS: &str = "Attempts";

/// What it counts.
pub const PER_READ: Noun = Noun("per read", "per read");

/// What it means.
pub const ATTEMPTS_HINT: &str = "the first try counts as one";

/// The setting `plan`.
pub const PLAN: &str = "Behave like";

/// What it means.
pub const PLAN_HINT: &str = "the retries of a document, a change starts the run anew";

/// The setting `spread`.
pub const SPREAD: &str = "Jitter";

/// What it means.
pub const SPREAD_HINT: &str = "random part of each wait, keeps reads apart";

/// The setting `jitter`.
pub const JITTER: &str = "Kind of jitter";

/// One of its options.
pub const JITTER_ADDITIVE: &str = "additive: a bit more, before the cap";

/// One of its options.
pub const JITTER_FULL: &str = "full: from nothing to the whole wait";

/// One of its options.
pub const JITTER_EQUAL: &str = "equal: half certain, half random";

/// One of its options.
pub const JITTER_DECORRELATED: &str = "decorrelated: from the last wait";

/// One of its options.
pub const JITTER_SHARE: &str = "share: a part more or less";

/// What it means.
pub const JITTER_HINT: &str = "how chance changes a wait";

/// The setting `kind`.
pub const KIND: &str = "Waits grow";

/// One of its options.
pub const KIND_CONSTANT: &str = "not at all";

/// One of its options.
pub const KIND_LINEAR: &str = "by the same step";

/// One of its options.
pub const KIND_EXPONENTIAL: &str = "by a factor";

/// What it means.
pub const KIND_HINT: &str = "from one retry to the next";

/// The setting `base`.
pub const BASE: &str = "Base delay";

/// What it means.
pub const BASE_HINT: &str = "the wait before the first retry";

/// The setting `factor`.
pub const FACTOR: &str = "Factor";

/// What it means.
pub const FACTOR_HINT: &str = "each wait is this many times the one before";

/// The setting `cap`.
pub const CAP: &str = "Longest wait";

/// What it means.
pub const CAP_HINT: &str = "no wait is longer than this";

/// The setting `floor`.
pub const FLOOR: &str = "Shortest wait";

/// What it means.
pub const FLOOR_HINT: &str = "no wait is shorter than this, whatever the jitter; at most the longest wait";

/// The setting `mix`.
pub const MIX: &str = "Kinds of failure";

/// What it means.
pub const MIX_HINT: &str = "what goes wrong when an attempt fails, and how often it is that";

/// The setting `retried`.
pub const RETRIED: &str = "Tried again after";

/// What it means.
pub const RETRIED_HINT: &str = "failures of other kinds end the read at once";

/// The setting `after`.
pub const AFTER: &str = "Retry-After";

/// What it means.
pub const AFTER_HINT: &str = "a 429 asks the caller to wait at least this long";

/// The setting `latency`.
pub const LATENCY: &str = "Latency";

/// What it means.
pub const LATENCY_HINT: &str = "how long an attempt takes";

/// The setting `reads`.
pub const READS: &str = "Reads";

/// What some settings do when they change.
pub const RESTARTS: &str = "changing it restarts the run";

/// The setting `start`.
pub const START: &str = "Reads start";

/// One of its options.
pub const START_TOGETHER: &str = "all together";

/// One of its options.
pub const START_IN_TURN: &str = "one after the other";

/// That reads under way are not counted, and why that matters.
pub const SO_FAR: &str = "; finished reads only, failures come last";

/// A share of reads with its numbers.
pub fn part_of(part: &str, failed: &str, reads: &str, so_far: &str) -> String {
    format!("{part} ({failed} of {reads}{so_far})")
}

/// A mean with its numbers.
pub fn mean_of(mean: &str, made: &str, reads: &str) -> String {
    format!("{mean} ({made} in {reads})")
}

/// A number: how many reads fail.
pub const LOST: &str = "Reads that fail permanently";

/// A number: how many attempts a read makes.
pub const PER_READ_ON_AVERAGE: &str = "Attempts per read";

/// What two lanes are compared by.
pub const COMPARED_LOAD: &str = "Load on the service";

/// What two lanes are compared by.
pub const COMPARED_WAITING: &str = "Time spent waiting";

/// What two lanes are compared by.
pub const COMPARED_SUCCESS: &str = "Reads that succeeded";

/// What two lanes are compared by.
pub const COMPARED_PEAK: &str = "Most retries within 0.1 s";

/// What is to be known while reads are under way.
pub const NOTE: &str = "Only finished reads count so far; those that fail end last.";

/// A number.
pub const SUCCEEDED: &str = "reads that succeeded";

/// A number.
pub const FAILED: &str = "reads that failed permanently";

/// A number.
pub const WAITED: &str = "time spent waiting";

/// One of its options.
pub const JITTER_NONE: &str = "none";

/// A number: attempts.
pub const MADE: &str = "attempts";
