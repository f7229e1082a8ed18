//! The batch lab: what it is about, its settings and its numbers.

pub mod questions;
pub mod stage;
pub mod tries;

/// What a list of rates must be.
pub const RATES: &str = "five rates, S0 to S4, separated by commas";

/// Its tab.
pub const TITLE: &str = "Batch";

/// What it is about.
pub const ABOUT: &str = "Five sensors are read together; those that fail are marked as missing, and the batch goes on.";

/// What the pattern is good for.
pub const WHY: &str = "One broken sensor should not cost the values of the other four. Graceful degradation uses what is there and says \
          what is missing.";

/// When to use it: when it helps, when it harms, what instead.
pub const WHEN: [&str; 3] = [
    "Where a part of the answer is worth something by itself: four sensors of five show more than none.",
    "Where the missing part is the one that matters, or where nobody is told: a gap that is not flagged is a hidden fault.",
    "A loud error on the critical path, and a minimum below which a batch is no answer. For a job that runs once a day, crash and restart may do.",
];

/// A preset.
pub const LECTURE: &str = "As in the lecture";

/// What it shows.
pub const LECTURE_NOTE: &str = "Five batches, one right after the other.";

/// A preset.
pub const THREE_ATTEMPTS: &str = "Three attempts each";

/// What it shows.
pub const THREE_ATTEMPTS_NOTE: &str = "A retry inside each read turns most missing values into late ones.";

/// A preset.
pub const HEALTHY: &str = "Mostly healthy";

/// What it shows.
pub const HEALTHY_NOTE: &str = "Every sensor fails one time in ten: the twin still dies within a few batches.";

/// A preset.
pub const THREE_OF_FIVE: &str = "Three of five";

/// What it shows.
pub const THREE_OF_FIVE_NOTE: &str = "A batch with fewer than three values is no answer.";

/// A preset.
pub const CRITICAL: &str = "One is critical";

/// What it shows.
pub const CRITICAL_NOTE: &str = "Without S1 the other values are worth nothing.";

/// A preset.
pub const RESTART: &str = "The twin restarts";

/// What it shows.
pub const RESTART_NOTE: &str = "Crash and restart: the twin keeps only the batches in which nothing failed.";

/// The button for a lane without the pattern.
pub const WITHOUT: &str = "Without degradation";

/// What a service is called.
pub const SENSOR: &str = "Sensor";

/// What a command did, as the head of a line.
pub const TWIN_RESTARTED: &str = "Twin restarted:";

/// What it does.
pub const TWIN_RESTARTED_MORE: &str =
    "it reads again from the next batch on. More settings, “After a crash the twin”, restarts it with every batch.";

/// A setting of `failures`.
pub const FAILURE_S0: &str = "Failure rate of S0";

/// A setting of `failures`.
pub const FAILURE_S1: &str = "Failure rate of S1";

/// A setting of `failures`.
pub const FAILURE_S2: &str = "Failure rate of S2";

/// A setting of `failures`.
pub const FAILURE_S3: &str = "Failure rate of S3";

/// A setting of `failures`.
pub const FAILURE_S4: &str = "Failure rate of S4";

/// The setting `attempts`.
pub const ATTEMPTS: &str = "Attempts per read";

/// What it means.
pub const ATTEMPTS_HINT: &str = "with no wait between them";

/// The setting `latency`.
pub const LATENCY: &str = "Latency";

/// What it means.
pub const LATENCY_HINT: &str = "how long an attempt takes";

/// The setting `every`.
pub const EVERY: &str = "A batch every";

/// What it means.
pub const EVERY_HINT: &str = "or when the one before has ended";

/// The setting `stale`.
pub const STALE: &str = "Show a last good value for";

/// What it means.
pub const STALE_HINT: &str = "marked stale; it still counts as missing";

/// The setting `share`.
pub const SHARE: &str = "Least share of values";

/// What it means.
pub const SHARE_HINT: &str = "a batch with fewer is no answer; 100 % is all or nothing";

/// The setting `critical`.
pub const SENSOR_NEEDED: &str = "Critical sensor";

/// What it means.
pub const SENSOR_NEEDED_HINT: &str = "without its value a batch is no answer";

/// The setting `restart`.
pub const TWIN: &str = "After a crash the twin";

/// One of its options.
pub const TWIN_STAYS: &str = "stays down";

/// One of its options.
pub const TWIN_AT_ONCE: &str = "starts again with every batch";

/// One of its options.
pub const TWIN_LATER: &str = "starts again after a time";

/// What it means.
pub const TWIN_HINT: &str = "crash and restart, as the alternative";

/// The setting `restart-after`.
pub const TWIN_AFTER: &str = "The twin is up again after";

/// What it means.
pub const TWIN_AFTER_HINT: &str = "and reads from the next batch on";

/// The setting `batches`.
pub const BATCHES: &str = "Number of batches";

/// What it means.
pub const BATCHES_HINT: &str = "0 = endless; changing it restarts the run";

/// What a twin keeps in the long run.
pub const TWIN_STAYS_DOWN: &str = "– (it stays down)";

/// A number: how many batches have all values.
pub const WHOLE: &str = "Batches with all five values";

/// A number: how many batches are an answer.
pub const ANSWERS: &str = "Batches that are an answer";

/// A number: how many values are kept.
pub const KEPT_PART: &str = "Values kept";

/// A number: how many a twin keeps.
pub const KEPT_BY_TWIN: &str = "Kept by a twin that restarts";

/// What two lanes are compared by.
pub const COMPARED_WHOLE: &str = "Batches with all values";

/// What two lanes are compared by.
pub const COMPARED_ANSWERS: &str = "Batches that are an answer";

/// What two lanes are compared by.
pub const COMPARED_KEPT: &str = "Data kept";

/// What two lanes are compared by.
pub const COMPARED_TWIN: &str = "Kept by all-or-nothing";

/// What two lanes are compared by.
pub const COMPARED_LOAD: &str = "Load on the sensors";

/// What two lanes are compared by.
pub const COMPARED_WAIT: &str = "Mean wait for a batch";

/// The state on the timeline.
pub const HEALTHY_STATE: &str = "Healthy";

/// The state on the timeline.
pub const DEGRADED_STATE: &str = "Degraded";

/// The state on the timeline.
pub const NO_ANSWER_STATE: &str = "No answer";

/// A number, below the one before.
pub const DEGRADED: &str = "of these degraded";

/// A number, below the one before.
pub const UNANSWERED: &str = "of these no answer";

/// A number.
pub const WANTED: &str = "values wanted";

/// A number.
pub const KEPT: &str = "values kept";

/// A number.
pub const TWIN_KEPT: &str = "kept by the all-or-nothing twin";

/// A sensor without a name.
pub const A_SENSOR: &str = "sensor";

/// Why a value is missing.
pub const ONLY_ATTEMPT: &str = "its only attempt failed";

/// Why a value is missing.
pub const BOTH_ATTEMPTS: &str = "both attempts failed";

/// Why a value is missing.
pub fn all_attempts(attempts: u32) -> String {
    format!("all {attempts} attempts failed")
}

/// Why a value is missing, with the last attempt's luck.
pub fn tried(tried: &str, luck: &str) -> String {
    format!("{tried}{luck}.")
}

/// The head of a line about a missing value.
pub fn unavailable(name: &str) -> String {
    format!("{name} unavailable:")
}

/// Beside a line of code: all values are there.
pub fn all_there(total: u32) -> String {
    format!("all {total} are there")
}

/// Beside a line of code: which values are missing.
pub fn missing(names: &str) -> String {
    format!("missing: {names}")
}

/// Beside a line of code: what the twin kept.
pub fn kept(values: u32) -> String {
    format!("{values} values")
}

/// Beside a line of code: how many values are there.
pub fn available(available: u32, total: u32) -> String {
    format!("{available} of {total}")
}

/// A number: batches.
pub const FINISHED: &str = "batches";
