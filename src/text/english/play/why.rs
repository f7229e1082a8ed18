//! Why: what is said in any lab, whatever policies are at work.

/// A call as most labs name it, at the beginning of a sentence.
pub const CALL: &str = "Call";

/// The head of a line about an attempt that ran out of time.
pub fn timed_out(call: &str, attempt: u32, layer: &str) -> String {
    format!("Call {call}, attempt {attempt} timed out{layer}:")
}

/// Why it did.
pub fn no_answer(limit: &str) -> String {
    format!("no answer within {limit}.")
}

/// The head of a line about a painted stroke.
pub const PAINTED: &str = "Painted:";

/// The limit on how often a caller asks.
pub const CALLER_PACE: &str = "without a pause a caller still takes 1 ms from call to call.";

/// The head of a line about a limit.
pub const LIMIT: &str = "Limit:";

/// The head of the last line.
pub const FINISHED: &str = "Finished:";

/// The last line.
pub const AT_ITS_END: &str = "the run has come to its end.";

/// How a call ended.
pub const SUCCEEDED: &str = "succeeded";

/// How a call ended.
pub const FAILED: &str = "failed";

/// A call at the beginning of a sentence.
pub fn call(number: &str) -> String {
    format!("Call {number}")
}

/// The head of a line about a call, or an attempt, that ended.
pub fn call_ended(subject: &str, caller: &str, word: &str) -> String {
    format!("{subject}{caller} {word}:")
}

/// Why it ended so, and what a breaker made of it.
pub fn as_made(luck: &str, made: &str) -> String {
    format!("{luck}.{made}")
}

/// That a service is killed, before what comes of it.
pub fn is_killed(service: &str) -> String {
    format!("{service} is killed; ")
}

/// Why an attempt failed: at random.
pub fn failed_by_chance(what: &str, draw: &str, rate: &str) -> String {
    format!("{what}; random number {draw} < failure rate {rate}")
}

/// Why an attempt succeeded.
pub fn succeeded_by_chance(draw: &str, rate: &str) -> String {
    format!("random number {draw} ≥ failure rate {rate}")
}

/// Whose call it is, with a space before it.
pub fn of_caller(caller: u32) -> String {
    format!(" of caller {caller}")
}

/// The head of a line about a kill.
pub fn was_killed(service: &str) -> String {
    format!("{service} was killed:")
}

/// What a kill does.
pub const FROM_NOW_ON: &str = "from now on every attempt fails.";

/// What a recovery does.
pub fn recovered_rate(more: &str) -> String {
    format!("its failure rate applies again.{more}")
}

/// The head of a line about a recovery.
pub fn was_recovered(service: &str) -> String {
    format!("{service} recovered:")
}

/// The head of a line about a changed setting.
pub const SET: &str = "Set";

/// A call in a line about a decision: what a call is called, its number, and whose it is.
pub fn named(call: &str, number: &str, caller: &str) -> String {
    format!("{call} {number}{caller}")
}
