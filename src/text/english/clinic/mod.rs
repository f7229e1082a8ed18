//! The clinic.

pub mod cases;
pub mod knobs;
pub mod questions;
pub mod stage;
pub mod tries;

use crate::words::Noun;

/// What it is called.
pub const TITLE: &str = "Clinic";
/// What it shows.
pub const ABOUT: &str = "Something is wrong in each of 25 runs. Find it, and cure it with two changes at most.";
/// Why one wants the thing at all.
pub const WHY: &str = "A breaker, a retry or a fallback that is set wrongly often does more harm than none, and its symptom is \
                       seen somewhere else. Two numbers have to be right together: calls answered, and load avoided.";

/// When to use it: when it helps, when it harms, what instead.
pub const WHEN: [&str; 3] = [
    "When a system that has breakers and retries does badly: look for the symptom, then for the setting behind it, and measure both numbers again.",
    "A change that raises one number and lowers the other is no cure: without a breaker most calls are answered, and nothing is avoided.",
    "To find such mistakes before anybody suffers, write the tests first: that it opens, that it closes again, and that a failed probe opens it.",
];

/// The question that the path ends with.
pub const NEXT: &str = "Which of these mistakes is in a system of your own?";

/// A setting.
pub const CASE: &str = "Case";
/// What it means.
pub const CASE_HINT: &str = "what is wrong here?";
/// A setting.
pub const FIRST: &str = "First change";
/// A setting.
pub const SECOND: &str = "Second change";
/// What it means.
pub const CHANGE_HINT: &str = "one of those that the case offers; the run begins anew";
/// A change: what it is about, what that was, what it becomes.
pub fn change(knob: &str, from: &str, to: &str) -> String {
    format!("{knob}: {from} → {to}")
}

/// A change that this case does not have.
pub fn not_offered(knob: &str) -> String {
    format!("{knob}: not of this case")
}

/// A preset: the first case.
pub const STUCK_PRESET: &str = "3 probes, 5 successes";
/// What it shows.
pub const STUCK_NOTE: &str =
    "After the outage the breaker stays half-open for ever: three probes cannot bring five successes.";
/// A preset.
pub const SHARED_PRESET: &str = "One breaker for all";
/// What it shows.
pub const SHARED_NOTE: &str = "S1 is down, and the calls to S2 and S3, which work, are refused with its own.";
/// A preset.
pub const NESTED_PRESET: &str = "Retry inside retry";
/// What it shows.
pub const NESTED_NOTE: &str = "Three layers of four attempts each: 64 attempts for one call in the outage.";
/// A preset.
pub const SILENT_PRESET: &str = "Silent degradation";
/// What it shows.
pub const SILENT_NOTE: &str =
    "Default values look like answers, to the reader and to the breaker. It takes two changes to cure that.";
/// A preset.
pub const SEMIAN_PRESET: &str = "Semian's 20 %";
/// What it shows.
pub const SEMIAN_NOTE: &str = "A breaker that opens at 20 % stands before a service that always loses 20 %.";

/// On the timeline.
pub const STATE_CLOSED: &str = "Closed";
/// On the timeline.
pub const STATE_OPEN: &str = "Open";
/// On the timeline.
pub const STATE_HALF_OPEN: &str = "Half-open";
/// On the timeline: the caller has crashed.
pub const STATE_DOWN: &str = "Caller down";
/// On the timeline: there is no breaker.
pub const STATE_NONE: &str = "No breaker";

/// A number.
pub const ANSWERED_PERMILLE: &str = "calls answered, of a thousand";
/// A number.
pub const AVOIDED_PERMILLE: &str = "load avoided, of a thousand";
/// A number.
pub const CHANGES: &str = "changes made";
/// A number.
pub const CURED: &str = "cured (1) or not (0)";
/// A number.
pub const CALLS: &str = "calls";
/// A number.
pub const ANSWERED: &str = "answered";
/// A number.
pub const REFUSED: &str = "refused";
/// A number.
pub const VAIN: &str = "attempts in vain";
/// A number.
pub const REFERENCE: &str = "attempts in vain if nothing were avoided";
/// A number.
pub const BROKEN_ANSWERED: &str = "answered as it was, of a thousand";
/// A number.
pub const BROKEN_AVOIDED: &str = "avoided as it was, of a thousand";

/// What lanes are compared by.
pub const COMPARED_ANSWERED: &str = "Calls answered";
/// What lanes are compared by.
pub const COMPARED_REFUSED: &str = "Refused";
/// What lanes are compared by.
pub const COMPARED_AVOIDED: &str = "Load avoided";
/// What lanes are compared by.
pub const COMPARED_VAIN: &str = "Attempts in vain";

/// Theory.
pub const FACT_ATTEMPTS: &str = "Attempts of a call, at most";
/// Theory.
pub const FACT_TROUBLE: &str = "Calls that meet the trouble";
/// Without an end.
pub const NO_LIMIT: &str = "no limit";
/// So far, of all.
pub fn so_far(count: &str) -> String {
    format!("{count} so far")
}

/// What is counted.
pub const OF_CALLS: Noun = Noun("call", "calls");

/// A call as Why names it.
pub const CALL: &str = "Call";

/// The head of a line.
pub fn opened(service: &str) -> String {
    format!("{service} opened:")
}

/// Why it opened.
pub fn in_a_row(failures: u64) -> String {
    match failures {
        1 => "a call failed.".to_owned(),
        _ => format!("{failures} failures in a row."),
    }
}

/// Why it opened.
pub fn by_share(failures: u64, calls: u64) -> String {
    match calls {
        1 => "the only call of its window failed: 100 %.".to_owned(),
        _ => format!("{failures} of the last {calls} calls failed."),
    }
}

/// Why it opened.
pub const PROBE_FAILED: &str = "the probe failed.";
/// Why it changed its state.
pub const BY_ITSELF: &str = "its rule says so.";

/// The head of a line.
pub fn half_open(service: &str) -> String {
    format!("{service} half-open:")
}

/// Why.
pub fn wait_over(wait: &str) -> String {
    format!("the wait of {wait} is over, and a call came.")
}

/// The head of a line.
pub fn closed(service: &str) -> String {
    format!("{service} closed:")
}

/// Why it closed.
pub fn successes(count: u32) -> String {
    match count {
        1 => "a probe succeeded.".to_owned(),
        _ => format!("{count} probes succeeded."),
    }
}

/// Why it closed: it has no half-open state.
pub fn closed_untested(wait: &str) -> String {
    format!("the wait of {wait} is over. No call was tried first.")
}

/// The head of a line: another probe while one is under way.
pub const SECOND_PROBE: &str = "One more probe:";
/// Why.
pub const SAME_MOMENT: &str = "its caller read the state at the same moment, and saw that the wait was over.";

/// The head of a line.
pub fn call_refused(service: &str) -> String {
    format!("A call to {service} was refused:")
}

/// Why.
pub const IS_OPEN: &str = "the breaker is open.";
/// Why.
pub const PROBES_BUSY: &str = "half-open, and no further probe is allowed at present.";
/// Why.
pub const PROBES_USED: &str = "half-open, and all probes have been used.";
/// Why.
pub const NO_PLACE: &str = "no place is free, and nobody waits.";
/// Why.
pub const NO_CONNECTION: &str = "no connection is left.";

/// The head of a line.
pub fn call_failed(service: &str) -> String {
    format!("A call to {service} failed:")
}

/// Why.
pub fn after_attempts(attempts: u32) -> String {
    match attempts {
        0 => "its caller is down.".to_owned(),
        1 => "in its only attempt.".to_owned(),
        _ => format!("in each of {attempts} attempts."),
    }
}

/// The head of a line.
pub const CAME_LATE: &str = "An answer came too late:";
/// Why.
pub fn nobody_waits(after: &str) -> String {
    format!("after {after}, and nobody waits for it any more.")
}

/// The head of a line.
pub const STOOD_IN: &str = "A stand-in was given:";
/// Why.
pub const FLAGGED: &str = "it is flagged, so its reader knows.";
/// Why.
pub const UNFLAGGED: &str = "it looks like a real answer.";

/// The head of a line.
pub const CRASHED: &str = "The caller crashed:";
/// Why.
pub fn down_for(down: &str) -> String {
    format!("nothing handles a refusal. It is down for {down}.")
}

/// The head of a line.
pub const ALERTED: &str = "An alert was sent:";
/// Why.
pub fn open_for(time: &str) -> String {
    format!("all calls have been refused for {time}.")
}

/// The head of a line.
pub const MOVED: &str = "The calls go to S2:";
/// Why.
pub const BY_HAND: &str = "somebody has moved them to the standby.";

/// The head of a line.
pub const LEAKED: &str = "A connection is gone:";
/// Why.
pub fn lost(leaked: u64, of: u64) -> String {
    format!("the call failed and kept it. {leaked} of {of} are lost.")
}

/// The head of a line.
pub const TIMED_OUT: &str = "A timeout ended an attempt:";
/// Why.
pub fn no_answer(limit: &str) -> String {
    format!("no answer within {limit}.")
}

/// The head of a line.
pub const REACHED: &str = "The goal is reached:";
/// The head of a line.
pub const MISSED: &str = "The goal is missed:";
/// Why.
pub fn score(answered: &str, avoided: &str) -> String {
    format!("{answered} % answered, {avoided} % of the load avoided.")
}

/// In a configuration: which case it is of.
pub fn copied_case(title: &str) -> String {
    format!("The breaker of the case \"{title}\", with the changes that were made.")
}
/// In a configuration: there is no breaker.
pub const COPIED_NONE: &str = "This case has no breaker.";
/// In a configuration: it has a mistake.
pub const COPIED_MISTAKE: &str =
    "This breaker has a mistake on purpose, so there is no configuration of it. Cure it first.";
/// In a configuration: the retry.
pub const COPIED_RETRY: &str = "Its retry is configured as in the retry lab.";
/// A setting.
pub const FAILURE: &str = "Bad luck";
/// What it means.
pub const FAILURE_HINT: &str = "share of attempts that fail; 0: as the case has it";
/// A setting.
pub const LATENCY: &str = "Latency";
/// What it means.
pub const LATENCY_HINT: &str = "of each attempt; 0: as the case has it";
