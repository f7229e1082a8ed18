//! What the fallback lab's stage says.

/// The steps.
pub const STEPS: [&str; 5] = ["Full", "Degraded", "Cached", "Default", "Error"];
/// What each step is.
pub const ROLES: [&str; 5] =
    ["the service itself", "the replica", "last good value", "a fixed value", "nothing is left"];
/// The last step where reads never come to it.
pub const WRITES_ONLY: &str = "writes only";
/// Where a batch may come in part.
pub const PART: &str = "a part of the batch";
/// The same, with a replica.
pub const REPLICA_OR_PART: &str = "replica, or a part";
/// A step that is not in use.
pub const NOT_USED: &str = "not in use";
/// The title of the chart.
pub const CHART: &str = "Where calls landed";
/// What a column of it is.
pub const PER_SLOT: &str = "per 10 s";
/// What is counted beside the envelope.
pub const DEAD_LETTERS: &str = "dead letters";
/// One of it.
pub const DEAD_LETTER: &str = "dead letter";
/// No write waits.
pub const NO_LETTERS: &str = "no dead letters";
/// A button.
pub const REPLAY_ALL: &str = "Replay all";
/// Both were down.
pub const BOTH_DOWN: &str = "both down";
/// They failed by chance.
pub const BY_CHANCE: &str = "by chance";

/// A button.
pub fn kill(service: &str) -> String {
    format!("Kill {service}")
}

/// A button.
pub fn recover(service: &str) -> String {
    format!("Recover {service}")
}

/// How many of all.
pub fn of(part: &str, whole: &str) -> String {
    format!("{part} of {whole}")
}

/// How long the oldest letter has waited.
pub fn oldest(age: &str) -> String {
    format!("oldest {age}")
}

/// A write.
pub fn write(number: &str) -> String {
    format!("write {number}")
}

/// A read.
pub fn read(number: &str) -> String {
    format!("read {number}")
}

/// How long ago.
pub fn ago(age: &str) -> String {
    format!("{age} ago")
}

/// How many letters were replayed or lost.
pub fn replayed_and_lost(replayed: &str, lost: &str) -> String {
    format!("{replayed} replayed, {lost} lost")
}

/// What the monitoring knows.
pub fn watched(below: u32, of: u32) -> String {
    format!("Monitoring sees {below} of the last {of} below full")
}

/// It rings.
pub const ALARM: &str = "alarm";
/// It does not.
pub const NO_ALARM: &str = "no alarm";
/// Nothing is told.
pub const SILENT: &str = "silent";

/// A step failed.
pub const SERVICE_DOWN: &str = "service down";
/// A step failed.
pub const SERVICE_FAILED: &str = "service failed";
/// A step failed.
pub const REPLICA_DOWN: &str = "replica down";
/// A step failed.
pub const REPLICA_FAILED: &str = "replica failed";
/// A step failed.
pub const CACHE_EMPTY: &str = "cache empty";
/// A step failed.
pub const CACHE_OLD: &str = "cache too old";

/// The headline before the first call has ended.
pub const TITLE_IDLE: &str = "The first call is under way";
/// The headline.
pub const TITLE_FULL: &str = "Full answer";
/// The headline.
pub const TITLE_WRITTEN: &str = "Written";
/// The headline.
pub const TITLE_DEGRADED: &str = "Degraded answer";
/// The headline.
pub const TITLE_DEGRADED_WRITE: &str = "Written to the replica";
/// The headline.
pub const TITLE_FIXED: &str = "Default value";
/// The headline.
pub const TITLE_READ_FAILED: &str = "A read failed";
/// The headline.
pub const TITLE_WRITE_FAILED: &str = "A write failed";
/// The headline.
pub const TITLE_WRITE_WAITS: &str = "A write waits";

/// The headline.
pub fn title_partial(came: u32, of: u32) -> String {
    format!("{came} of {of} reads came")
}

/// The headline.
pub fn title_cached(age: &str) -> String {
    format!("Cached, {age} old")
}

/// The clause.
pub const BY_SERVICE: &str = "by the service itself";
/// The clause.
pub const IN_PART: &str = "enough for an answer, flagged as a part";
/// The clause.
pub const BY_REPLICA: &str = "by the replica";
/// The clause.
pub const NOTHING_LEFT: &str = "no step is left";
/// The clause.
pub const NO_LAST_VALUE: &str = "a write has no last value";
/// The clause.
pub const NOTHING_CACHED: &str = "the cache has nothing to serve";
/// The clause of an answer that does not say what it is.
pub const NOBODY_TOLD: &str = "nobody is told";
/// The clause.
pub const FIRST: &str = "the service was not called";

/// The clause.
pub fn fresh_for(more: &str) -> String {
    format!("fresh for {more} more")
}

/// The clause.
pub fn stale_for(ttl: &str, more: &str) -> String {
    format!("fresh until {ttl}; stale-if-error allows {more} more")
}

/// The same in few words.
pub fn allowed_for(more: &str) -> String {
    format!("allowed for {more} more")
}

/// The drawing for those who cannot see it.
pub fn spoken(title: &str, clause: &str) -> String {
    format!("{title}, {clause}. ")
}

/// One step of it.
pub fn spoken_step(step: &str, count: &str, calls: &str) -> String {
    format!("{step}: {count} of {calls} calls. ")
}

/// Its letters.
pub fn spoken_letters(letters: &str, monitoring: &str) -> String {
    format!("{letters}. {monitoring}.")
}
