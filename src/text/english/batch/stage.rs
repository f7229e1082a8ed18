//! The batch lab's stage, for eyes and screen readers.

/// A button, for a screen reader.
pub fn kill(name: &str) -> String {
    format!("Kill {name}")
}

/// A button.
pub const KILL: &str = "Kill";

/// A button, for a screen reader.
pub fn recover(name: &str) -> String {
    format!("Recover {name}")
}

/// A button.
pub const RECOVER: &str = "Recover";

/// What a restart of the twin does, and where it can be had for good.
pub const ONCE: &str = "Once. With every batch: More settings, After a crash the twin";

/// A button.
pub const RESTART_TWIN: &str = "Restart twin";

/// A heading.
pub const LAST_BATCHES: &str = "Last 24 batches";

/// The head of a row.
pub const BATCH: &str = "batch";

/// What a sign means.
pub const UNAVAILABLE: &str = "unavailable";

/// What a sign means.
pub const ARRIVED_LOST: &str = "arrived, lost";

/// What a sign means.
pub const NO_ANSWER: &str = "no answer";

/// What a sign means.
pub const KEPT: &str = "kept";

/// What a sign means.
pub const DEGRADED: &str = "degraded";

/// A sensor that is needed.
pub const CRITICAL: &str = "critical";

/// A sensor that is killed.
pub const KILLED: &str = "killed";

/// How long a read takes.
pub fn within(latency: &str) -> String {
    format!("in {latency}")
}

/// The end of a rate, which is left out where there is little room.
pub const FAIL: &str = " fail";

/// What a value is worth where a batch is no answer.
pub const LOST: &str = "lost";

/// Where there is no value.
pub const NONE: &str = "none";

/// Where there is no value.
pub const NO_VALUE: &str = "no value";

/// A heading.
pub const ALL_OR_NOTHING: &str = "All-or-nothing";

/// The end of a sentence, which is left out where there is little room.
pub const FAILED: &str = " failed.";

/// What the twin made of a value.
pub const LOST_WITH_BATCH: &str = "lost with the batch";

/// What the twin made of a value.
pub const CRASHED_HERE: &str = "crashed here";

/// What the twin made of a value.
pub const NEVER_USED: &str = "never used";

/// What the twin makes of the next one.
pub const FROM_NEXT: &str = "from the next batch on";

/// That there is no value yet.
pub const NOT_READ: &str = "not read yet";

/// How many there were.
pub fn of(values: u64) -> String {
    format!("of {values}")
}

/// How many there were.
pub fn of_values(values: u64) -> String {
    format!("of {values} values")
}

/// A heading.
pub const DATA_KEPT: &str = "Data kept";

/// The bar of the batch.
pub const KEEP_WHAT_WORKS: &str = "keep what works";

/// The bar of the twin.
pub const NOTHING_OR_ALL: &str = "all or nothing";

/// The beginning of a sentence, which is left out where there is little room.
pub const KEEP: &str = "keep ";

/// How many were seen.
pub fn seen_of(part: u64, batches: u64, since: &str) -> String {
    format!("{part} of {batches} seen{since}")
}

/// Said of what was seen since a change.
pub const SINCE: &str = " since";

/// A number.
pub const BATCHES_NO_ANSWER: &str = "batches no answer";

/// A number.
pub const BATCHES_DEGRADED: &str = "batches degraded";

/// What is expected.
pub fn expected(what: &str, expected: &str) -> String {
    format!("{what}: {expected} expected,")
}

/// Of what.
pub const ANSWERS: &str = "answers";

/// Of what.
pub const ALL_FIVE: &str = "all five";

/// How a sensor does.
pub const WAITING: &str = "waiting";

/// How a sensor does.
pub fn retrying(attempt: u32, attempts: u32) -> String {
    format!("retrying {attempt}/{attempts}")
}

/// How a sensor does.
pub fn stale_for(age: u64) -> String {
    format!("stale, {age} old")
}

/// How a sensor does.
pub const RETRYING: &str = "retrying";

/// How a sensor does.
pub const STALE: &str = "stale";

/// How often a sensor fails.
pub fn fail(rate: u64) -> String {
    format!("{rate} % fail")
}

/// The heading before there is any batch.
pub const FIRST_BATCH: &str = "Batch 1";

/// The heading of a batch.
pub fn batch_is(batch: &str, word: &str, available: u32, total: u32) -> String {
    format!("Batch {batch}: {word} {available}/{total}")
}

/// How a batch is.
pub const HEALTHY: &str = "healthy";

/// What a batch is, before there is one.
pub const FIVE_SENSORS: &str = "five sensors, read at once";

/// What a batch lacks: everything.
pub const NO_SENSOR: &str = "no sensor gave a value";

/// What it needs.
pub fn needs(needed: u32) -> String {
    format!("it needs {needed}")
}

/// What it needs.
pub fn needs_one(part: usize) -> String {
    format!("it needs S{part}")
}

/// What it lacks.
pub fn some_missing(missing: u32) -> String {
    format!("{missing} missing")
}

/// What it lacks.
pub fn unavailable(names: &str) -> String {
    format!("unavailable: {names}")
}

/// What it lacks: nothing.
pub const NOTHING_MISSING: &str = "nothing is missing";

/// Which batch is read.
pub fn reading(batch: &str) -> String {
    format!("reading batch {batch}")
}

/// How the twin does.
pub fn crashed_restarts(sensor: u32, batch: u64) -> String {
    format!("Crashed at S{sensor} in batch {batch}; restarts.")
}

/// How the twin does.
pub fn down_until(back: &str, sensor: u32) -> String {
    format!("Down until {back}: S{sensor} failed.")
}

/// How the twin does.
pub const RUNNING_FROM_NEXT: &str = "Running, from the next batch on.";

/// How the twin does.
pub fn down_since(batch: u64, sensor: u32) -> String {
    format!("Down since batch {batch}: S{sensor} failed.")
}

/// How the twin does.
pub const CRASHED_ONCE: &str = "Running; it crashed once.";

/// How the twin does.
pub fn crashed(crashes: &str) -> String {
    format!("Running; {crashes} crashes.")
}

/// How the twin does.
pub const RUNNING: &str = "Running, with the same random numbers.";

/// Of a sensor, for a screen reader.
pub const AND_KILLED: &str = ", killed";

/// Of a sensor, for a screen reader.
pub const AND_CRITICAL: &str = ", critical";

/// A sensor, for a screen reader.
pub fn sensor(name: &str, value: &str, status: &str, killed: &str, critical: &str) -> String {
    format!("{name} {value} {status}{killed}{critical}")
}

/// How many batches were no answer, for a screen reader.
pub fn unanswered(batches: &str) -> String {
    format!(", {batches} no answer")
}

/// The whole picture, for a screen reader.
pub fn picture(
    title: &str,
    clause: &str,
    sensors: &str,
    degraded: &str,
    batches: &str,
    lost: &str,
    story: &str,
) -> String {
    format!("{title}, {clause}. {sensors}. {degraded} of {batches} degraded{lost}. All-or-nothing twin: {story}")
}
