//! The stack lab.

use crate::words::grouped;

/// The layers' names.
pub const DEGRADE: &str = "Degradation";
/// A breaker in the order.
pub const BREAKER: &str = "Breaker";
/// A retry in the order.
pub const RETRY: &str = "Retry";
/// A limit for an attempt.
pub const TIMEOUT: &str = "Timeout";
/// A limit for the call.
pub const DEADLINE: &str = "Deadline";

/// A layer among several of its kind.
pub fn numbered(label: &str, number: usize) -> String {
    format!("{label} {number}")
}

/// What the lab is about.
pub const ABOUT: &str = "The same layers in another order give other answers: move them and see what an outage costs.";
/// Why one wants to know it.
pub const WHY: &str = "Each layer sees only what comes out of the layers inside it. So the order decides what a breaker \
                       counts, what a retry waits for, and how long a caller is held.";

/// Settings and their hints.
pub const FAILURE: &str = "Failure rate";
/// Where the rate holds.
pub const FAILURE_HINT: &str = "of all attempts fail, outside the outage";
/// How often a retry tries.
pub const ATTEMPTS: &str = "Attempts";
/// Of which retry.
pub const ATTEMPTS_HINT: &str = "of each retry in the order; the first try counts as one";
/// How long a breaker stays open.
pub const RESET: &str = "Reset timeout";
/// What follows it.
pub const RESET_HINT: &str = "the breaker is open this long, then a probe";
/// The layers.
pub const ORDER: &str = "Layers, outermost first";
/// How they are moved.
pub const ORDER_HINT: &str = "drag them on the stage, or write them here; a change restarts the run";
/// What a retry does with a refusal.
pub const REFUSALS: &str = "A refusal by the breaker";
/// It tries again.
pub const REFUSALS_RETRY: &str = "is tried again";
/// It does not.
pub const REFUSALS_FINAL: &str = "is final";
/// Whose matter that is.
pub const REFUSALS_HINT: &str = "for a retry that stands around a breaker";
/// What the timeout is for.
pub const TIMEOUT_HINT: &str = "what is inside it has this long";
/// What the deadline is for.
pub const DEADLINE_HINT: &str = "a second limit, meant for the whole call";
/// What a limit does with late work.
pub const EXPIRED: &str = "Work that is late";
/// It is ended.
pub const EXPIRED_CANCEL: &str = "is cancelled";
/// It goes on for nobody.
pub const EXPIRED_LEAVE: &str = "goes on, and nobody waits";
/// It is awaited.
pub const EXPIRED_AWAIT: &str = "is awaited all the same";
/// What each of them stands for.
pub const EXPIRED_HINT: &str = "a thread cannot be cancelled; leaving its pool waits for it";
/// The first wait.
pub const BASE: &str = "Base delay";
/// Before which retry.
pub const BASE_HINT: &str = "the wait before a first retry";
/// How waits grow.
pub const FACTOR: &str = "Factor";
/// From one to the next.
pub const FACTOR_HINT: &str = "each wait is this many times the one before";
/// The longest wait.
pub const CAP: &str = "Longest wait";
/// That it is the longest.
pub const CAP_HINT: &str = "no wait is longer than this";
/// The kind of jitter.
pub const JITTER: &str = "Kind of jitter";
/// What it does.
pub const JITTER_HINT: &str = "how chance changes a wait";
/// No jitter.
pub const JITTER_NONE: &str = "none";
/// A bit more.
pub const JITTER_ADDITIVE: &str = "additive: a bit more, before the cap";
/// Anything.
pub const JITTER_FULL: &str = "full: from nothing to the whole wait";
/// Half of it.
pub const JITTER_EQUAL: &str = "equal: half certain, half random";
/// From the last one.
pub const JITTER_DECORRELATED: &str = "decorrelated: from the last wait";
/// A part of it.
pub const JITTER_SHARE: &str = "share: a part more or less";
/// How much jitter.
pub const SPREAD: &str = "Jitter";
/// What that is.
pub const SPREAD_HINT: &str = "random part of each wait";
/// When the breaker opens.
pub const THRESHOLD: &str = "Failure threshold";
/// Which failures count.
pub const THRESHOLD_HINT: &str = "so many failures of what is inside the breaker open it";
/// How many probes.
pub const PROBES: &str = "Probes at the same time";
/// When.
pub const PROBES_HINT: &str = "a half-open breaker lets this many through";
/// How long an attempt takes.
pub const LATENCY: &str = "Latency";
/// When it does.
pub const LATENCY_HINT: &str = "of an attempt outside the outage";
/// How long an attempt hangs.
pub const HANG: &str = "Attempts hang";
/// When they do.
pub const HANG_HINT: &str = "in the outage an attempt fails after this time";
/// When the outage begins.
pub const OUTAGE: &str = "Outage begins";
/// What it does.
pub const OUTAGE_HINT: &str = "from then on attempts hang and fail";
/// How long the outage is.
pub const OUTAGE_FOR: &str = "Outage lasts";
/// How to have none.
pub const OUTAGE_FOR_HINT: &str = "0 for no outage";
/// How often calls come.
pub const EVERY: &str = "A call every";
/// When they do.
pub const EVERY_HINT: &str = "from the start of one to the start of the next";
/// Whether calls wait for each other.
pub const PACE: &str = "Calls start";
/// They do.
pub const PACE_IN_TURN: &str = "one after the other";
/// They do not.
pub const PACE_OPEN: &str = "by the clock, whatever became of the others";
/// What the choice costs.
pub const PACE_HINT: &str = "changing it restarts the run";
/// How many calls there are.
pub const CALLS: &str = "Number of calls";
/// How to have no end.
pub const CALLS_HINT: &str = "0 = endless; changing it restarts the run";

/// Rows of the comparison.
pub const FULL_ANSWERS: &str = "Full answers";
/// Calls that ended with an error.
pub const ERRORS: &str = "Errors";
/// From a call to its answer.
pub const HELD: &str = "Time to the answer, mean";
/// Waits that no full answer came of.
pub const FOR_NOTHING: &str = "Waited for nothing";
/// Attempts that reached the service.
pub const LOAD: &str = "Attempts on the service";
/// Attempts that the breaker refused.
pub const REFUSED: &str = "Attempts refused";
/// What the breaker counted.
pub const SEEN_BY_BREAKER: &str = "Failures the breaker saw";
/// How often it opened.
pub const OPENINGS: &str = "Openings";

/// Rows of theory.
pub const MOST_ATTEMPTS: &str = "Attempts of one call, at most";
/// All waits of a call.
pub const LONGEST_WAIT: &str = "Waits of one call, at most";
/// From its start to its answer.
pub const LONGEST_HELD: &str = "A call is held, at most";

/// The most that was seen, and of how many calls.
pub fn of_calls(most: &str, calls: &str) -> String {
    format!("{most} (of {calls})")
}

/// One of a call's attempts, at the beginning of a sentence.
pub fn attempt_of(call: u64, attempt: u32) -> String {
    format!("Attempt {attempt} of call {}", grouped(call))
}

/// Behind what a layer did: which layer it was.
pub fn at_layer(layer: &str) -> String {
    format!(" at {layer}")
}

/// The head of a line about a fallback inside other layers.
pub fn replaced(call: u64) -> String {
    format!("Degradation answers call {}:", grouped(call))
}

/// What a fallback keeps from the layers outside it.
pub fn hidden(failure: &str, outside: &str) -> String {
    format!("the last value instead of “{failure}”. {outside} and all outside it see a success.")
}

/// The head of a line about a retry that gives up.
pub fn gives_up(retry: &str, call: u64) -> String {
    format!("{retry} gives up call {}:", grouped(call))
}

/// That a retry among several has used its attempts, and what the layer outside makes of that.
pub fn exhausted(attempts: &str, outside: Option<&str>) -> String {
    match outside {
        Some(outside) => format!("{attempts} of its own failed. {outside} sees one failure."),
        None => format!("{attempts} of its own failed."),
    }
}

/// Why a retry does not ask again after a refusal.
pub const FINAL: &str = "the breaker refused, and that is final here.";

/// The head of a line about a call with a fallback's answer.
pub fn degraded(call: u64) -> String {
    format!("Call {} degraded:", grouped(call))
}

/// What a caller gets from a fallback, and what for.
pub fn last_value(failure: &str, attempts: &str) -> String {
    format!("the last value instead of “{failure}”, after {attempts}.")
}

/// The head of a line about a call that ended with an error.
pub fn failed(call: u64) -> String {
    format!("Call {} failed:", grouped(call))
}

/// What its caller gets.
pub fn to_the_caller(failure: &str, attempts: &str) -> String {
    format!("its caller gets “{failure}”, after {attempts}.")
}

/// The head of a line about a call that a breaker refused.
pub fn refused(call: u64) -> String {
    format!("Call {} refused:", grouped(call))
}

/// What its caller gets.
pub const REFUSED_TO_THE_CALLER: &str = "its caller gets the refusal, for nothing outside the breaker took its place.";
