//! A breaker's words: its states and why it changes them, how far it is from the next change, and whom it refuses.

/// What a late result does: it counts.
pub const APPLIED: &str = "it counts in the present state";

/// What a late result does: nothing.
pub const DROPPED: &str = "it is dropped";

/// What a late result does where probes decide.
pub const FOR_TRIP_RULE: &str = "only the rule that opens the breaker is told of it, and a probe decides";

/// How many calls wait for a probe's answer, with a space before it.
pub fn waiting(waiting: u32) -> String {
    format!(" {waiting} calls wait.")
}

/// Why a call waits.
pub fn held(others: &str) -> String {
    format!("for the probe that is under way, and is asked about again once it has answered.{others}")
}

/// The head of a line about a call that waits for a probe.
pub fn waits(call: &str, caller: &str) -> String {
    format!("Call {call}{caller} waits")
}

/// Why it refuses, without a moment when it would not.
pub const IS_OPEN: &str = "the breaker is open";

/// Why it refuses at the very end of its wait.
pub const OPEN_UNTIL_NOW: &str = "the breaker is open until just after this";

/// Why it refuses, with what is left of its wait.
pub fn open_for(left: &str) -> String {
    format!("the breaker is open for another {left}")
}

/// Why it refuses: the probe has not answered yet.
pub const PROBE_BUSY: &str = "the breaker is half-open and its probe is still under way";

/// Why it refuses: there are no further probes.
pub const PROBES_USED: &str = "the breaker is half-open and its probes are used up";

/// Why it refuses: somebody wants it so.
pub const FORCED_OPEN: &str = "the breaker was forced open";

/// The head of a line about a call that was refused.
pub const FAST_FAIL: &str = "Fast fail:";

/// Why a call was refused, and what that avoided.
pub fn avoided(why: &str, saved: &str) -> String {
    format!("{why}. No call made, {saved} of waiting avoided.")
}

/// The same of several in a row.
pub fn avoided_since(since: &str, why: &str, saved: &str) -> String {
    format!("since {since}: {why}. {saved} of waiting avoided.")
}

/// Since when a service has answered each call.
pub fn answers_since(since: &str, service: u32) -> String {
    format!("since {since}: S{service} answers.")
}

/// The head of a line about several successes.
pub fn in_a_row(successes: &str) -> String {
    format!("{successes} successes in a row")
}

/// When the next probe may go, with a space before it.
pub fn next_probe(at: &str) -> String {
    format!(" Next probe at {at}.")
}

/// That it opens after a probe, with a space before it.
pub const AGAIN: &str = " again";

/// The head of a line about an opening.
pub fn opened(again: &str) -> String {
    format!("Opened{again}:")
}

/// The head of a line about the wait's end.
pub const HALF_OPEN: &str = "Half-open:";

/// The head of a line about a closing.
pub const CLOSED: &str = "Closed:";

/// Said of more than one failure, with a space before it.
pub const IN_A_ROW: &str = " in a row";

/// It opened on failures in a row.
pub fn row(nth: &str, row: &str, threshold: u32, next: &str) -> String {
    format!("{nth} failure{row} (threshold {threshold}).{next}")
}

/// How many of some calls failed.
pub fn failed_of(failures: u64, calls: &str) -> String {
    format!("{failures} of {calls} failed")
}

/// The same, of the calls of a time.
pub fn failed_within(failures: u64, calls: &str, window: &str) -> String {
    format!("{failures} of {calls} failed within {window}")
}

/// The same, of all calls that were asked for.
pub fn failed_of_fired(failures: &str, calls: &str, window: &str) -> String {
    format!("{failures}, {calls} asked for, refused ones too, within {window}")
}

/// The same, by a look from time to time.
pub fn failed_by_a_look(failures: u64, calls: &str, window: &str, every: &str) -> String {
    format!("{failures} of {calls} failed within {window}, by a look every {every}")
}

/// It opened on a share of failures.
pub fn rate(found: &str, share: &str, limit: &str, next: &str) -> String {
    format!("{found}, {share}; the limit is {limit}.{next}")
}

/// It half-opened.
pub fn wait_over(wait: &str, since: &str) -> String {
    format!("the wait of {wait} since {since} is over. This call is a probe.")
}

/// It opened on failures among some calls.
pub fn several(failures: &str, among: &str, threshold: u64, next: &str) -> String {
    format!("{failures} {among} (threshold {threshold}).{next}")
}

/// It opened on slow calls.
pub fn slow(slow: u64, calls: &str, limit: &str, next: &str) -> String {
    format!("{slow} of {calls} took too long; the limit is {limit}.{next}")
}

/// It opened on a fading rate of success.
pub fn faded(limit: &str, next: &str) -> String {
    format!("the success rate fell below {limit}.{next}")
}

/// It closed on a late success.
pub const SUCCESS_WHILE_OPEN: &str = "a call from before the opening succeeded late.";

/// It closed on its one probe.
pub const PROBE_SUCCEEDED: &str = "the probe succeeded.";

/// It closed on several probes.
pub fn probes_succeeded(successes: u32) -> String {
    format!("{successes} probes succeeded.")
}

/// It opened on a probe that says nothing.
pub fn probe_ignored(next: &str) -> String {
    format!("the probe's outcome says nothing about the service, so the breaker stays careful.{next}")
}

/// It opened on several probes.
pub fn too_many_failed(next: &str) -> String {
    format!("too many of the probes failed.{next}")
}

/// It opened on its one probe.
pub fn probe_failed(next: &str) -> String {
    format!("the probe failed.{next}")
}

/// It opened on a probe without an answer.
pub fn lease_expired(lease: &str, next: &str) -> String {
    format!("the probe did not answer within {lease} and counts as failed.{next}")
}

/// A late success changed its state.
pub const LATE_SUCCESS: &str = "a success from before the opening came late and was counted.";

/// A late failure opened it.
pub fn late_failure(next: &str) -> String {
    format!("a failure from before the opening came late and was counted.{next}")
}

/// Somebody opened it.
pub const WAS_FORCED: &str = "it was forced open.";

/// Somebody closed it.
pub const WAS_RESET: &str = "it was reset.";

/// Among which calls failures are counted: the last one.
pub const IN_THE_LAST: &str = "in the last call";

/// The last ones.
pub fn among_the_last(calls: u32) -> String {
    format!("among the last {calls}")
}

/// Those of a time.
pub fn within(window: &str) -> String {
    format!("within {window}")
}

/// All.
pub const IN_TOTAL: &str = "in total";

/// How far it is: the first of a row.
pub const FIRST_FAILURE: &str = "First failure";

/// How far it is: a later one of a row.
pub fn nth_in_a_row(nth: &str) -> String {
    format!("{nth} in a row")
}

/// The same with where the row leads, with a space before it.
pub fn of_a_row(nth: &str, threshold: u32) -> String {
    format!(" {nth} (threshold {threshold}).")
}

/// How far it is among some calls, with a space before it.
pub fn of_several(failures: u64, threshold: u64, among: &str) -> String {
    format!(" {failures} of {threshold} failures {among}.")
}

/// How far it is before there are enough calls, with a space before it.
pub fn before_the_minimum(failures: u64, calls: u64, limit: &str, min: u32) -> String {
    format!(" {failures} of {calls} failed; {limit} is judged from {min} calls on.")
}

/// How far it is among all that were asked for, with a space before it.
pub fn of_fired(failures: &str, calls: &str, limit: &str) -> String {
    format!(" {failures} and {calls} asked for, refused ones too; the limit is {limit}.")
}

/// How far it is from a share, with a space before it.
pub fn of_a_rate(failures: u64, calls: u64, limit: &str) -> String {
    format!(" {failures} of {calls} failed; the limit is {limit}.")
}

/// How far it is from closing, with a space before it.
pub fn of_probes(successes: u32, needed: u32) -> String {
    format!(" {successes} of {needed} probes succeeded.")
}

/// What came late.
pub const SUCCESS: &str = "success";

/// What came late.
pub const FAILURE: &str = "failure";

/// What came late and does not count.
pub const RESULT: &str = "result";

/// A result of a call from before the last change.
pub fn late(result: &str, call: &str, fate: &str) -> String {
    format!("the {result} of call {call} was asked for before the last change; {fate}.")
}

/// The head of a line about such a result.
pub const LATE: &str = "Late:";

/// The head of a line about a change of state, where there are several breakers.
pub fn of_several_breakers(name: &str, head: &str) -> String {
    let (first, rest) = head.split_at(head.len().min(1));
    format!("Breaker {name} {}{rest}", first.to_ascii_lowercase())
}

/// The head of a line about a call that was refused, where there are several services.
pub fn fast_fail_at(service: &str) -> String {
    format!("Fast fail at {service}:")
}
