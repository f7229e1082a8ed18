//! The fallback lab.

use crate::words::Noun;

/// What it is called.
pub const TITLE: &str = "Fallback";
/// What it shows.
pub const ABOUT: &str = "A read goes down from the full service to a replica, the cache and a default value. A write cannot, and waits to be replayed.";
/// Why one wants the thing at all.
pub const WHY: &str = "An answer that is a little old is often better than none, if it says so. One that does not say so is a hidden \
                       failure.";
/// When to use it: when it helps, when it harms, what instead.
pub const WHEN: [&str; 3] = [
    "Where less than the full answer is still of use: a list from a replica, a price of a minute ago, a default that is safe. Every such answer is flagged and counted.",
    "On a critical path, where a wrong answer is worse than an error, and wherever nobody is told: a silent fallback hides the outage from callers, breakers and alarms.",
    "For what must not be lost, a queue with a replay; for what must be right, an error at once; for a blip, a retry before the first step down.",
];
/// The question that the next lab answers.
pub const NEXT: &str = "Who notices that answers are below full, and by which numbers?";

/// A preset.
pub const WHOLE_PRESET: &str = "The whole ladder";
/// What it shows.
pub const WHOLE_NOTE: &str =
    "Service and replica fail one after the other: each read ends one step lower, until the cache is too old.";
/// A preset.
pub const SILENT_PRESET: &str = "Silent fallback (a mistake)";
/// What it shows.
pub const SILENT_NOTE: &str =
    "The same run, and no answer says that it is below full: the monitoring sees a healthy service.";
/// A preset.
pub const LETTERS_PRESET: &str = "Writes as dead letters";
/// What it shows.
pub const LETTERS_NOTE: &str = "Half of the calls write. What fails is kept, and replayed as soon as the service answers again: the oldest goes first.";
/// A preset.
pub const PARTIAL_PRESET: &str = "Partial results (guide)";
/// What it shows.
pub const PARTIAL_NOTE: &str =
    "A read is a batch of five, of which each fails with 30 %. Half of them is an answer, flagged as a part.";
/// A preset.
pub const CACHE_PRESET: &str = "Cache only (stale-if-error)";
/// What it shows.
pub const CACHE_NOTE: &str =
    "Nothing but the cache stands in for the service: for 10 s fresh, for 30 s more stale, then reads fail.";
/// A preset.
pub const FIRST_PRESET: &str = "Cache first (guide)";
/// What it shows.
pub const FIRST_NOTE: &str = "The guide's application asks the cache before its database: the service is called once in ten seconds, and its outage shows later.";
/// A preset.
pub const CRITICAL_PRESET: &str = "A critical path";
/// What it shows.
pub const CRITICAL_NOTE: &str =
    "No step below full, as for a payment: in the outage all callers are told the truth at once.";
/// A lane without.
pub const WITHOUT: &str = "Without a ladder";

/// A setting.
pub const TTL: &str = "Time to live";
/// What it means.
pub const TTL_HINT: &str = "a cached answer is fresh up to here";
/// A setting.
pub const STALE: &str = "Stale if error";
/// What it means.
pub const STALE_HINT: &str = "and may be stale for this long beyond that, when all above failed";
/// A setting.
pub const FIXED: &str = "Default value";
/// What it means.
pub const FIXED_HINT: &str = "the last step of a read";
/// A setting.
pub const DEGRADED: &str = "Degraded: replica";
/// What it means.
pub const DEGRADED_HINT: &str = "asked when the service fails";
/// A setting.
pub const CACHED: &str = "Cached";
/// What it means.
pub const CACHED_HINT: &str = "the last good answer of service or replica";
/// A setting.
pub const LETTERS: &str = "Dead letters";
/// What it means.
pub const LETTERS_HINT: &str = "writes that failed are kept";
/// A choice.
pub const OFF: &str = "off";
/// A choice.
pub const ON: &str = "on";
/// A setting.
pub const SILENT: &str = "Answers below full";
/// A choice.
pub const FLAGGED: &str = "are flagged";
/// A choice.
pub const UNFLAGGED_CHOICE: &str = "are silent";
/// What it means.
pub const SILENT_HINT: &str = "whether an answer says that it is less than the full one";
/// A setting.
pub const REPLAY: &str = "Replay";
/// A choice.
pub const REPLAY_HAND: &str = "by hand";
/// A choice.
pub const REPLAY_AUTO: &str = "when the service answers again";
/// A choice.
pub const REPLAY_NEVER: &str = "never";
/// What it means.
pub const REPLAY_HINT: &str = "when letters are tried again";
/// A setting.
pub const ROOM: &str = "Room for letters";
/// What it means.
pub const ROOM_HINT: &str = "a write that finds none is lost";
/// A setting.
pub const MIN_SHARE: &str = "Least share of a batch";
/// What it means.
pub const MIN_SHARE_HINT: &str = "above 0 a read is a batch of five, and this share of them is an answer";
/// A setting.
pub const CACHE_FIRST: &str = "The cache is asked";
/// A choice.
pub const CACHE_LAST: &str = "after a failure";
/// A choice.
pub const CACHE_BEFORE: &str = "before the service";
/// What it means.
pub const CACHE_FIRST_HINT: &str = "before the service only for what is fresh";
/// A setting.
pub const REPLICA_WRITES: &str = "The replica takes";
/// A choice.
pub const READS_ONLY: &str = "reads only";
/// A choice.
pub const READS_AND_WRITES: &str = "reads and writes";
/// What it means.
pub const REPLICA_WRITES_HINT: &str = "a read replica takes no writes; a second address does";
/// A setting.
pub const WRITES: &str = "Share of writes";
/// What it means.
pub const WRITES_HINT: &str = "each call reads or writes by chance";
/// A setting.
pub const FAILURE: &str = "Failure rate of the service";
/// What it means.
pub const FAILURE_HINT: &str = "outside its outage";
/// A setting.
pub const REPLICA_FAILURE: &str = "Failure rate of the replica";
/// What it means.
pub const REPLICA_FAILURE_HINT: &str = "outside its outage";
/// A setting.
pub const OUTAGE: &str = "The service is out from";
/// A setting.
pub const OUTAGE_FOR: &str = "The service is out for";
/// A setting.
pub const REPLICA_OUTAGE: &str = "The replica is out from";
/// A setting.
pub const REPLICA_OUTAGE_FOR: &str = "The replica is out for";
/// What it means.
pub const OUTAGE_HINT: &str = "seconds from the start";
/// What it means.
pub const OUTAGE_FOR_HINT: &str = "0 for no outage";
/// A setting.
pub const LATENCY: &str = "Latency";
/// What it means.
pub const LATENCY_HINT: &str = "of service and replica, failed or not";
/// A setting.
pub const EVERY: &str = "A call every";
/// What it means.
pub const EVERY_HINT: &str = "or when the one before has ended";
/// What is counted.
pub const A_LETTER: Noun = Noun("letter", "letters");

/// On the timeline.
pub const STATE_UP: &str = "service up";
/// On the timeline.
pub const STATE_REPLICA_DOWN: &str = "replica down";
/// On the timeline.
pub const STATE_DOWN: &str = "service down";
/// On the timeline.
pub const STATE_BOTH_DOWN: &str = "service and replica down";

/// A number.
pub const CALLS: &str = "calls";
/// A number.
pub const FULL: &str = "full";
/// A number.
pub const BY_REPLICA: &str = "degraded";
/// A number.
pub const FROM_CACHE: &str = "from the cache";
/// A number.
pub const BY_DEFAULT: &str = "default value";
/// A number.
pub const ERRORS: &str = "errors";
/// A number.
pub const LETTERS_WAIT: &str = "dead letters";
/// A number.
pub const REPLAYED: &str = "replayed";
/// A number.
pub const LOST: &str = "lost: no room";
/// A number.
pub const OLDEST: &str = "oldest letter waits";
/// A number.
pub const UNFLAGGED: &str = "below full, not flagged";
/// A number.
pub const IN_PART: &str = "answered in part";
/// A number.
pub const SEEN_FULL: &str = "full by the monitoring";
/// A number.
pub const RANG: &str = "first alarm at";

/// What lanes are compared by.
pub const COMPARED_ANSWERED: &str = "Calls answered";
/// What lanes are compared by.
pub const COMPARED_FULL: &str = "In full";
/// What lanes are compared by.
pub const COMPARED_CACHED: &str = "From the cache";
/// What lanes are compared by.
pub const COMPARED_FIXED: &str = "By the default value";
/// What lanes are compared by.
pub const COMPARED_UNFLAGGED: &str = "Below full, not flagged";
/// What lanes are compared by.
pub const COMPARED_LOST: &str = "Writes lost";

/// Theory.
pub const FACT_SERVICE: &str = "The service answers, outside its outage";
/// Theory.
pub const FACT_REPLICA: &str = "The replica answers, outside its outage";
/// Theory.
pub const FACT_WHOLE: &str = "Batches that are whole, outside the outage";
/// Theory.
pub const FACT_OLDEST: &str = "Oldest answer from the cache";
/// Nothing was seen.
pub const NONE_YET: &str = "none yet";

/// An upper bound.
pub fn at_most(limit: &str) -> String {
    format!("at most {limit}")
}

/// A call as Why names it.
pub const CALL: &str = "Call";
/// The head of a line.
pub const FULL_HEAD: &str = "Full answer:";
/// The head of a line.
pub const WRITTEN_HEAD: &str = "Written:";
/// Its body.
pub const FULL_BODY: &str = "by the service itself.";
/// The head of a line.
pub const PARTIAL_HEAD: &str = "Answer in part:";

/// Its body.
pub fn partial_body(parts: u32, of: u32) -> String {
    format!("{parts} of {of} reads came, which is enough; it says that it is a part.")
}

/// The head of a line.
pub const DEGRADED_HEAD: &str = "Degraded answer:";
/// Its body.
pub const DEGRADED_BODY: &str = "by the replica, which fills the cache as well.";

/// Its body.
pub fn degraded_part(parts: u32, of: u32) -> String {
    format!("by the replica, {parts} of {of} reads.")
}

/// The head of a line.
pub const DEGRADED_WRITE_HEAD: &str = "Written below full:";
/// Its body.
pub const DEGRADED_WRITE_BODY: &str = "the replica took it, which has to hand it on to the service.";
/// The head of a line.
pub const CACHED_HEAD: &str = "Cached answer:";

/// Its body.
pub fn cached_fresh(age: &str, ttl: &str) -> String {
    format!("{age} old, fresh up to {ttl}.")
}

/// Its body.
pub fn cached_first(age: &str, ttl: &str) -> String {
    format!("{age} old, fresh up to {ttl}. The service was not called.")
}

/// Its body.
pub fn cached_stale(age: &str, ttl: &str, stale: &str) -> String {
    format!("{age} old. Its time of {ttl} is over, stale-if-error allows {stale} more.")
}

/// The head of a line.
pub const FIXED_HEAD: &str = "Default value:";
/// Its body.
pub const FIXED_BODY: &str = "service, replica and cache gave nothing.";

/// The head of a line.
pub fn failed_head(call: &str) -> String {
    format!("Read {call} failed:")
}

/// Its body.
pub const FAILED_BODY: &str = "no step is left.";

/// The head of a line.
pub fn write_failed_head(call: &str) -> String {
    format!("Write {call} failed:")
}

/// Its body.
pub const WRITE_FAILED_BODY: &str = "a write has no last value, and nothing keeps it.";

/// The head of a line.
pub fn kept_head(call: &str) -> String {
    format!("Write {call} waits:")
}

/// Its body.
pub fn kept_body(waiting: &str) -> String {
    format!("a write has no last value. It is dead letter {waiting}.")
}

/// The head of a line.
pub fn lost_head(call: &str) -> String {
    format!("Write {call} is lost:")
}

/// Its body.
pub fn lost_body(room: &str) -> String {
    format!("there is room for {room} letters, and all of it is taken.")
}

/// The head of a line.
pub const SERVICE_MISSED: &str = "The service failed:";
/// Its body.
pub const SERVICE_DOWN: &str = "it is down.";
/// The head of a line.
pub const REPLICA_MISSED: &str = "The replica failed, too:";
/// Its body.
pub const REPLICA_DOWN: &str = "it is down.";

/// Its body.
pub fn by_chance(parts: &str) -> String {
    format!("by chance{parts}.")
}

/// How many parts came.
pub fn only_parts(came: u32, of: u32) -> String {
    format!(", {came} of {of} reads are not enough")
}

/// The head of a line.
pub const EMPTY_HEAD: &str = "The cache is empty:";
/// Its body.
pub const EMPTY_BODY: &str = "no good answer has come yet.";
/// The head of a line.
pub const TOO_OLD_HEAD: &str = "The cache is too old:";

/// Its body.
pub fn too_old(age: &str, limit: &str) -> String {
    format!("{age} are more than the {limit} that are allowed.")
}

/// The head of a line.
pub const REPLAY_HEAD: &str = "Replay:";

/// Its body.
pub fn replay_body(letters: u64) -> String {
    format!("{} tried again.", crate::words::count(letters, "letter is", "letters are"))
}

/// The head of a line.
pub fn replayed_head(call: &str) -> String {
    format!("Write {call} is done after all:")
}

/// Its body.
pub fn replayed_body(waited: &str) -> String {
    format!("the letter had waited for {waited}.")
}

/// The head of a line.
pub fn came_back_head(call: &str) -> String {
    format!("Write {call} failed again:")
}

/// Its body.
pub const CAME_BACK_BODY: &str = "its letter waits on.";
/// The head of a line.
pub const RINGS_HEAD: &str = "The alarm rings:";

/// Its body.
pub fn rings_body(below: u32) -> String {
    format!("{below} of the last 10 calls are known to be below full.")
}

/// The head of a line.
pub const QUIET_HEAD: &str = "The alarm is over:";
/// Its body.
pub const QUIET_BODY: &str = "most of the last 10 calls count as full.";
/// What somebody did.
pub const REPLAYED_BY_HAND: (&str, &str) = ("You replayed the letters:", "each is tried again at the service.");

/// In the code.
pub fn old_in_code(age: &str) -> String {
    format!("{age} old")
}

/// In the code.
pub fn call_in_code(call: u64) -> String {
    format!("call {call}")
}

/// In the code.
pub fn of_room_in_code(waiting: u64, room: u64) -> String {
    format!("{waiting} of {room}")
}

/// In the code.
pub fn letters_in_code(letters: u64) -> String {
    A_LETTER.count(letters)
}

pub mod copies;
pub mod questions;
pub mod stage;
pub mod tries;
