//! The stack lab.

use crate::words::{Noun, grouped};

pub mod copies;
pub mod questions;
pub mod stage;
pub mod tries;

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

/// What it is called.
pub const TITLE: &str = "Stack";
/// The question that the lab ends with.
pub const NEXT: &str = "And the whole pipeline of the lecture: five sensors, all three patterns, one switch each?";
/// What the lab is about.
pub const ABOUT: &str = "The same layers in another order give other answers: move them and see what an outage costs.";
/// Why one wants to know it.
pub const WHY: &str = "Each layer sees only what comes out of the layers inside it. So the order decides what a breaker \
                       counts, what a retry waits for, and how long a caller is held.";

/// When to use it: when it helps, when it harms, what instead.
pub const WHEN: [&str; 3] = [
    "Where there is more than one kind of trouble: a short failure wants a retry, an outage a breaker around it, a call that hangs a timeout, and the caller a fallback outside of all.",
    "Where layers are in each other's way: a retry around a breaker waits for refusals, retries inside each other multiply, and a fallback inside hides the outage from the breaker.",
    "As many layers as the requirement asks for, and one layer for each job: one retry, one breaker, one deadline before the caller's patience ends.",
];

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
pub const THRESHOLD_HINT: &str = "this many failures in a row, of what is inside the breaker, open it";
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

/// The numbers of the run.
pub const N_CALLS: &str = "calls answered";
/// Answered by the service.
pub const N_FULL: &str = "full answers";
/// Answered by the fallback.
pub const N_DEGRADED: &str = "degraded answers";
/// Ended with an error.
pub const N_ERRORS: &str = "errors";
/// Attempts that reached the service.
pub const N_ATTEMPTS: &str = "attempts at the service";
/// Of one call.
pub const N_MOST: &str = "most attempts of one call";
/// By the breaker.
pub const N_REFUSED: &str = "attempts refused";
/// By a limit.
pub const N_CUT_OFF: &str = "attempts cut off";
/// What the breaker counted.
pub const N_SEEN: &str = "failures that the breaker saw";
/// Changes to open.
pub const N_OPENINGS: &str = "openings";
/// Waits of retries.
pub const N_WAITING: &str = "time spent waiting";
/// Those of calls without a full answer.
pub const N_FOR_NOTHING: &str = "of this without a full answer";
/// From calls to answers.
pub const N_HELD: &str = "time that callers were held";
/// Calls that wait for their turn.
pub const N_BACKLOG: &str = "calls that are due and wait";

/// The breaker's states on the timeline.
pub const CLOSED: &str = "Closed";
/// The other one that has room for a word.
pub const OPEN: &str = "Open";
/// Where there is none.
pub const NO_BREAKER: &str = "No breaker";

/// Units of settings.
pub const PER_RETRY: Noun = Noun("per retry", "per retry");
/// Failures.
pub const IN_A_ROW: Noun = Noun("in a row", "in a row");
/// Probes.
pub const AT_ONCE: Noun = Noun("at once", "at once");
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

/// What a fallback's answer begins with.
pub const INSTEAD: &str = "the last value instead of";

/// What a caller gets from a fallback, and what for.
pub fn last_value(failure: &str, attempts: &str) -> String {
    format!("{INSTEAD} “{failure}”, after {attempts}.")
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

/// The stage: what is to be said of an order first.
pub const NO_LAYER: &str = "No layer";
/// Several retries.
pub const RETRY_INSIDE_RETRY: &str = "Retry inside retry";
/// A deadline around all.
pub const ONE_DEADLINE: &str = "One deadline over all";
/// Both sides in a sentence.
pub fn both(full: u64, full_there: u64, attempts: u64, attempts_there: u64) -> String {
    format!(
        " Full answers: {}, in the recommended order {}. Attempts on the service: {}, there {}.",
        grouped(full),
        grouped(full_there),
        grouped(attempts),
        grouped(attempts_there)
    )
}

/// The whole drawing, for those who cannot see it.
pub fn stage(title: &str, clause: &str, layers: &str, both: &str) -> String {
    let layers = if layers.is_empty() { String::new() } else { format!(" From the outside in: {layers}.") };
    format!("{title}: {clause}{layers}{both}")
}

/// What a limit allows.
pub fn limit(limit: &str) -> String {
    format!("{limit} at most")
}

/// How far a closed breaker is.
pub fn in_a_row(failures: u64, threshold: u32) -> String {
    format!("closed, {failures} of {threshold} in a row")
}

/// The sums of the layers.
pub fn waited(span: &str) -> String {
    format!("{span} waited")
}

/// The service.
pub const SERVICE: &str = "Service";
/// The service in its outage.
pub fn hangs(until: &str) -> String {
    format!("hangs until {until}")
}

/// The service out of it.
pub fn fails(percent: &str) -> String {
    format!("{percent} fail")
}

/// The other.
pub const RECOMMENDED: &str = "recommended";
/// A part of a whole.
pub fn of(whole: u64) -> String {
    format!("of {}", grouped(whole))
}

/// Moves a layer inward.
pub fn inward(layer: &str) -> String {
    format!("Move {layer} inward")
}

/// Numbers behind a line of code: which attempt of which call.
pub fn attempt_in_code(call: u64, attempt: u32) -> String {
    format!("call {call}, attempt {attempt}")
}

/// Which call.
pub fn call_in_code(call: u64) -> String {
    format!("call {call}")
}

/// A retry without a wait.
pub const NO_WAIT: &str = "no wait";

/// A retry that has used its attempts.
pub fn used_up_in_code(attempts: u32) -> String {
    format!("{attempts} of its own")
}

/// Presets with their notes.
pub const SKILLS_ORDER: &str = "The recommended order";
/// Its note.
pub const SKILLS_ORDER_NOTE: &str = "The breaker counts whole calls, each with all attempts of its retry.";
/// The breaker inside the retry.
pub const BREAKER_INSIDE: &str = "Breaker inside retry";
/// Its note.
pub const BREAKER_INSIDE_NOTE: &str =
    "It counts each attempt, so one call's bad luck opens it; the retry then waits for refusals.";
/// Its note.
pub const NESTED_NOTE: &str = "Three retries of 4 attempts: 4 x 4 x 4 = 64 attempts for one call.";
/// Its note.
pub const ONE_DEADLINE_NOTE: &str = "However often it is tried: after 2 s the caller has an answer.";
/// Its note.
pub const NO_LAYER_NOTE: &str = "The caller meets the service as it is, and waits as long as that hangs.";
/// A silent fallback.
pub const SILENT: &str = "Fallback inside";
/// Its note.
pub const SILENT_NOTE: &str = "It turns failures into values before the breaker sees them, which so never opens.";
/// Half an hour, text and code.
pub const HALF_HOUR_TEXT: &str = "Half an hour down: two sums";
/// Its note.
pub const HALF_HOUR_TEXT_NOTE: &str = "A waits 1 + 2 + 4 s a record, 12,600 s in all, as the lecture's code does. B needs a \
                                       fifth attempt for the 8 s more of the text: 27,000 s.";
/// Half an hour, with luck.
pub const HALF_HOUR_LUCK: &str = "Half an hour down: with luck";
/// Its note.
pub const HALF_HOUR_LUCK_NOTE: &str = "A has no jitter: 12,600 s. B adds up to a second to each wait, as the code is \
                                       written: 8.5 s a record, about 15,300 s.";
/// Half an hour, with a breaker.
pub const HALF_HOUR_BREAKER: &str = "Half an hour down: a breaker";
/// Its note.
pub const HALF_HOUR_BREAKER_NOTE: &str = "In A it stands around the retries, and each probe still waits 7 s. In B it stands \
                                          inside, and refusals are final.";
/// The last wait.
pub const LAST_WAIT: &str = "The last wait that never happens";
/// Its note.
pub const LAST_WAIT_NOTE: &str = "Nobody waits after the last attempt: four attempts wait 1 + 2 + 4 s. The 8 s come only with a \
                                  fifth, as in B.";
/// A thread's timeout.
pub const THREAD: &str = "A timeout in a thread";
/// Its note.
pub const THREAD_NOTE: &str = "A cancels what is late after 0.3 s. B waits for its thread all the same, so the error comes \
                               after 2 s.";
/// A timeout beyond the patience.
pub const GONE: &str = "A timeout longer than the patience";
/// Its note.
pub const GONE_NOTE: &str = "The caller has 2 s. In A an attempt has 0.3 s of them; in B it has 5 s, so the first one uses up \
                             all.";
/// Work for nobody.
pub const HIDDEN_WORK: &str = "The caller is gone, the retry goes on";
/// Its note.
pub const HIDDEN_WORK_NOTE: &str = "In B what is late is not cancelled: attempts go on for a caller who has left.";
/// A preset.
pub const CLIENTS: &str = "A client's mistakes";
/// What it shows.
pub const CLIENTS_NOTE: &str = "The service is well, and most failures are wrong requests. Lane A tries them again and lets its \
                                breaker count them; lane B does neither.";
/// A preset.
pub const SLOW_DOWN: &str = "429 with Retry-After";
/// What it shows.
pub const SLOW_DOWN_NOTE: &str =
    "The service asks its callers to slow down. In lane B it says for how long, 3 s, and the retry waits so long.";
