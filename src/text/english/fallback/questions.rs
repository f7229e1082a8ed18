//! The questions of the fallback lab.

use crate::words::Noun;

pub use super::A_LETTER;

/// What is counted.
pub const ANSWERS: Noun = Noun("answer", "answers");

/// Both are down.
pub fn both_down(from: &str, long: &str, replica_from: &str, replica_long: &str) -> String {
    format!("The service is down from {from} on for {long}, its replica from {replica_from} on for {replica_long}.")
}

/// The service is down.
pub fn service_down(from: &str, long: &str) -> String {
    format!("The service is down from {from} on for {long}.")
}

/// The replica is down.
pub fn replica_down(from: &str, long: &str) -> String {
    format!("The replica is down from {from} on for {long}, the service is up.")
}

/// Nobody is down.
pub fn nobody_down(failure: &str) -> String {
    format!("The service is up; each of its attempts fails with {failure}.")
}

/// What else happens.
pub const MORE_HAPPENS: &str = " More happens on the way.";

/// What the cache may serve.
pub fn cache(ttl: &str, stale: &str) -> String {
    format!("A cached answer is fresh for {ttl} and may be stale for {stale} more.")
}

/// There is no cache.
pub const NO_CACHE: &str = "There is no cache.";
/// How answers below full look.
pub const SILENT: &str = "No answer says that it is below full.";
/// How answers below full look.
pub const FLAGGED: &str = "Answers below full are flagged.";

/// When the monitoring rings.
pub fn rings(below: u32, of: u32, until: &str) -> String {
    format!("An alarm rings at {below} of {of} calls known to be below full. What does it do by {until}?")
}

/// An option.
pub const RINGS_EARLY: &str = "It rings before both are down";
/// An option.
pub const RINGS_LATE: &str = "It rings once both are down";
/// An option.
pub const STAYS_QUIET: &str = "It does not ring";
/// A moment.
pub const FIRST_DEFAULT: &str = "When is the first default value served?";

/// How many letters.
pub fn letters(share: &str, until: &str) -> String {
    format!("{share} of the calls write. How many writes wait as letters at {until}?")
}

/// Across a curve.
pub const ENDS: &str = "the ten seconds up to second";
/// One point of it.
pub const AT_END: &str = "up to second";
/// Upwards.
pub const FROM_CACHE: &str = "calls answered from the cache";
/// A curve.
pub const DRAW: &str = "Draw how many calls the cache answers.";

/// How many answers are whole.
pub fn whole(parts: u32, until: &str) -> String {
    let what = if parts > 1 {
        format!("A call is a batch of {parts} reads at once; enough of them are an answer.")
    } else {
        "A call is one read.".to_owned()
    };
    format!("{what} How many calls up to {until} are answered in full?")
}

/// When letters are tried again.
pub fn replayed_at(at: &str) -> String {
    format!("At {at} all letters are replayed.")
}

/// Nobody says when.
pub const WHENEVER: &str = "At some moment letters are replayed.";
/// A choice.
pub const WHAT_BECOMES: &str = "What happens to them?";
/// An option.
pub const ALL_DONE: &str = "They are done";
/// An option.
pub const ALL_LOST: &str = "They are lost";
/// An option.
pub const COME_BACK: &str = "They fail again and wait on";

/// What the monitoring knew.
pub fn known_of(known: &str, below: &str, cached: &str, rang: &str, rule: &str) -> String {
    format!(
        "Of {below} calls below full, {cached} of them from the cache, the alarm knew of {known}, and it {rang}. {rule}"
    )
}

/// It did not ring.
pub const NEVER_RANG: &str = "never rang";

/// It rang.
pub fn rang_at(at: &str) -> String {
    format!("rang at {at}")
}

/// Why not.
pub const RULE_SILENT: &str =
    "A fallback that does not say so hides the outage from everybody outside it: from callers, breakers and alarms.";
/// Why.
pub const RULE_FLAGGED: &str = "Each answer that says that it is below full is one that an alarm can count.";

/// When the first default value was served.
pub fn first_default_at(at: &str, since: &str, rule: &str) -> String {
    format!("The first default value was served at {at}, {since}. {rule}")
}

/// How long after the last good answer.
pub fn after_the_last(age: &str) -> String {
    format!("{age} after the last good answer")
}

/// There was none before.
pub const NOTHING_BEFORE: &str = "before any good answer";
/// It has not come to that.
pub const NO_DEFAULT: &str = "No default value was served.";
/// Without a cache.
pub const RULE_NO_CACHE: &str = "Without a cache it comes as soon as service and replica fail.";

/// How long a cache bridges.
pub fn rule_bridge(ttl: &str, stale: &str) -> String {
    format!("The replica fills the cache as well, and from its last answer on the cache bridges {ttl} and {stale}.")
}

/// How many wait.
pub fn letters_of(waiting: &str, writes: &str, rule: &str) -> String {
    format!("{waiting} of {writes} writes wait. {rule}")
}

/// Why so many.
pub const RULE_LETTERS: &str =
    "A write has no last value and no default: it is done by the service, or the replica, or not at all.";
/// Why no more.
pub const RULE_REPLAYED: &str = "Those that were replayed wait no longer.";

/// How many the cache answered.
pub fn cached_in_all(calls: &str, oldest: &str, limit: &str) -> String {
    format!(
        "The cache answered {calls}, at most {oldest} old. It helps as long as its last answer is no older than {limit}; then it is as empty as before the first one."
    )
}

/// It answered none.
pub const NOTHING_CACHED: &str = "The cache answered nothing.";

/// How many were whole.
pub fn whole_of(full: &str, calls: &str, partial: &str, rule: &str) -> String {
    format!("{full} of {calls} were answered in full and {partial} in part. {rule}")
}

/// How often all parts come.
pub fn rule_whole(each: &str, all: &str) -> String {
    format!("Each read succeeds with {each}, so all of a batch do with {all}; what is less has to say so.")
}

/// A single read.
pub fn rule_single(each: &str) -> String {
    format!("Each read succeeds with {each} while the service is up.")
}

/// What came of the tries.
pub fn tries_of(tries: &str, failed: &str, waiting: &str, oldest: &str) -> String {
    format!(
        "Of {tries} tries {failed} failed, and {waiting} wait, the oldest for {oldest}. A replay is a call like any other: it succeeds when the service does."
    )
}
