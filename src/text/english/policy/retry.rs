//! A retry's words: how a wait is made, and why there is no further attempt.

use crate::words::Noun;

/// The head of a line about a wait.
pub fn waits(call: &str, number: &str, wait: &str, layer: &str) -> String {
    format!("{call} {number} waits {wait}{layer}:")
}

/// What a wait is made of.
pub fn before_attempt(because: &str, wait: &str, attempt: u32) -> String {
    format!("{because}{wait} before attempt {attempt}.")
}

/// The wait as it was planned.
pub fn backoff(planned: &str) -> String {
    format!("{planned} backoff")
}

/// What jitter adds to it.
pub fn plus_jitter(jitter: &str) -> String {
    format!(", plus {jitter} jitter")
}

/// What jitter takes from it.
pub fn less_jitter(shortened: &str) -> String {
    format!(", less {shortened} by jitter")
}

/// That it is as long as it may be.
pub const CAPPED: &str = ", at the longest wait allowed";

/// What made a wait longer: the service asks for it.
pub const RETRY_AFTER: &str = "the Retry-After of the 429";

/// What made a wait longer: it may not be shorter.
pub const SHORTEST: &str = "the shortest wait allowed";

/// What made it longer.
pub fn raised_to(what: &str) -> String {
    format!(", raised to {what}")
}

/// The head of a line about a retry that the service has a wish for.
pub fn asked_to_wait(call: &str) -> String {
    format!("{call} is asked to wait:")
}

/// The wish is respected.
pub fn respects(asked: &str) -> String {
    format!("the service wants {asked} before the next attempt.")
}

/// The head of a line about a call that is not tried again.
pub fn gives_up(call: &str) -> String {
    format!("{call} gives up:")
}

/// Why: nobody knows whether it was done.
pub const NOT_IDEMPOTENT: &str = "it may have been done, and must not be done twice.";

/// Why: the schedule has no further wait.
pub fn no_further_delay(delays: &str) -> String {
    format!("the schedule ends after {delays}.")
}

/// Why: it has waited enough.
pub fn waited_enough(waited: &str, next: &str, limit: &str) -> String {
    format!("it has waited {waited}; another {next} is more than the {limit} allowed.")
}

/// Why: the service wants too long a wait.
pub fn asked_for_too_long(asked: &str, longest: &str) -> String {
    format!("the service asks for a wait of {asked}; {longest} is the most that is respected.")
}

/// Why: the next attempt would start too late.
pub fn past_the_deadline(spent: &str, wait: &str, limit: &str) -> String {
    format!("{spent} have passed, and after a wait of {wait} the limit of {limit} is over.")
}

/// The head of a line about a retry that may be made.
pub fn granted(call: &str) -> String {
    format!("{call} may be tried again:")
}

/// The head of a line about a retry that may not.
pub fn refused(call: &str) -> String {
    format!("{call} may not be tried again:")
}

/// What the budget has left.
pub fn budget_left(left: &str) -> String {
    format!("the retry budget has {left} left.")
}

/// What the budget lacks.
pub fn budget_lacks(cost: &str, balance: &str) -> String {
    format!("a retry costs {cost}, and the retry budget has {balance}.")
}

/// What the quota has left.
pub fn quota_left(cost: &str, left: &str) -> String {
    format!("it costs {cost} of the retry quota, which has {left} left.")
}

/// What the quota lacks.
pub fn quota_lacks(cost: &str, left: &str) -> String {
    format!("it costs {cost}, and the retry quota has {left} left.")
}

/// What the token bucket has.
pub fn tokens_left(left: &str) -> String {
    format!("the bucket has {left} tokens left.")
}

/// What the token bucket lacks.
pub fn tokens_lack(left: &str) -> String {
    format!("the bucket has only {left} tokens left.")
}

/// The head of a line about a wait that adapts.
pub fn adapts(call: &str) -> String {
    format!("{call} adapts its wait:")
}

/// How, and from what.
pub fn adapted(percent: u64, successes: &str, operations: &str) -> String {
    format!("to {percent} % of the planned one, because {successes} of the last {operations} succeeded.")
}

/// The head of a line about a choice among strategies.
pub fn chooses(call: &str, strategy: &str) -> String {
    format!("{call} takes the {strategy} strategy:")
}

/// A strategy's name: waits that grow by a factor.
pub const EXPONENTIAL: &str = "exponential";

/// A strategy's name: waits that grow by a step.
pub const LINEAR: &str = "linear";

/// A strategy's name: waits that follow how many succeed.
pub const ADAPTIVE: &str = "adaptive";

/// Why: it is the first.
pub const STRATEGY_FIRST: &str = "nothing is known of any yet.";

/// Why: each is tried a number of times.
pub fn strategy_tried(tried: u64, of: u64) -> String {
    format!("it has been tried {tried} of {of} times.")
}

/// Why: it has been the quickest.
pub fn strategy_quickest(average: &str) -> String {
    format!("it has been the quickest, with {average} on average.")
}

/// The waits of a schedule.
pub const DELAYS: Noun = Noun("delay", "delays");

/// The head of a line about a wait, where the calls of several services stand side by side.
pub fn service_waits(service: &str, batch: &str, wait: &str) -> String {
    format!("{service} waits {wait} in batch {batch}:")
}
