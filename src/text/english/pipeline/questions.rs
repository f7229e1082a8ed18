//! What the pipeline lab asks, and why it comes out as it does.

use crate::text::noun;
use crate::words::{Noun, grouped};

/// Which of the three are on: all.
pub const ALL_ON: &str = "Retry, breaker and degradation are on";
/// Likewise: none.
pub const ALL_OFF: &str = "Retry, breaker and degradation are off";

/// Which are on and which are off.
pub fn switched(on: &str, off: &str) -> String {
    format!("On: {on}. Off: {off}")
}

/// When the enrichment hangs.
pub fn hangs(from: &str, long: &str) -> String {
    format!("The enrichment hangs from {from} on, for {long}")
}

/// How often it fails where it has no outage.
pub fn fails(rate: &str) -> String {
    format!("The enrichment fails in {rate} of its attempts")
}

/// How long an attempt in the outage takes, and how many a call has.
pub fn costs(hang: &str, attempts: &str) -> String {
    format!("an attempt then fails after {hang}, and a call has {attempts}")
}

/// The sensors that never answer.
pub fn dead(names: &str, several: bool) -> String {
    if several { format!("{names} are dead") } else { format!("{names} is dead") }
}

/// How sensors fail that are not dead.
pub fn sensors_fail(rates: &str) -> String {
    format!("The sensors fail with {rates} %")
}

/// Which breakers stand before the sensors.
pub const NO_BREAKERS: &str = "No breaker stands before the sensors.";

/// After how many failures a breaker opens.
pub fn threshold(failures: u64) -> String {
    let row = if failures == 1 { "" } else { " in a row" };
    format!("{}{row}", noun::FAILURES.count(failures))
}

/// Likewise: one each.
pub fn own_breakers(threshold: &str) -> String {
    format!("Each sensor has a breaker of its own, which opens after {threshold}.")
}

/// Likewise: one for all.
pub fn shared_breaker(threshold: &str) -> String {
    format!("One breaker stands before all five and opens after {threshold}.")
}

/// What the pipeline does.
pub fn what_it_does(switched: &str, enrichment: &str) -> String {
    format!("{switched}. {enrichment}. What does the pipeline do?")
}

/// What it can do.
pub const GOES_ON: &str = "It goes on and flags batches";
/// Likewise.
pub const CRASHES: &str = "It crashes";
/// Likewise.
pub const WAITS: &str = "It waits for the enrichment";

/// When the breaker opens.
pub fn when_open(enrichment: &str, costs: &str, every: &str, threshold: &str) -> String {
    format!("{enrichment}; {costs}. A batch comes every {every}. Its breaker opens after {threshold}. When is that?")
}

/// How many batches are flagged.
pub fn how_many_flagged(enrichment: &str, switched: &str, every: &str, until: &str) -> String {
    format!("{enrichment}. {switched}; a batch comes every {every}. How many batches are flagged in {until}?")
}

/// Whom the breakers refuse.
pub fn who_is_refused(sensors: &str, breakers: &str) -> String {
    format!("{sensors}. {breakers} Which sensors does a breaker refuse to ask?")
}

/// Whom they can refuse.
pub const ONLY_S3: &str = "S3 alone";
/// Likewise.
pub const OTHERS_TOO: &str = "Others than S3, too";
/// Likewise.
pub const NOBODY: &str = "None of them";

/// How many values are kept.
pub fn how_many_kept(sensors: &str, breakers: &str, until: &str) -> String {
    format!("{sensors}. {breakers} How many values of {until} are kept?")
}

/// How late batches are.
pub fn how_late(switched: &str, enrichment: &str, costs: &str, every: &str) -> String {
    format!("{switched}. {enrichment}; {costs}. A batch comes every {every}. Draw how late each one leaves.")
}

/// Across a curve: batches.
pub const BATCH: &str = "batch";
/// Before the name of one.
pub const AT_BATCH: &str = "of batch";
/// Upwards.
pub const LATE_BY: &str = "how late it leaves";
/// In what.
pub const SECONDS: Noun = Noun("s", "s");

/// That it crashed, and why.
pub fn crashed(at: &str, service: &str, batch: u64) -> String {
    format!(
        "It crashed at {at} in batch {}, when {service} gave no answer. A breaker only refuses, and to its caller a refusal \
         is a failure like any other: without degradation either one stops the pipeline.",
        grouped(batch),
    )
}

/// That it went on.
pub fn went_on(flagged: u64, kept: u64) -> String {
    format!(
        "It flagged {} and kept {}. With degradation a failure costs what failed, and never the batch.",
        noun::BATCHES.count(flagged),
        noun::VALUES.count(kept),
    )
}

/// Why the breaker opened then.
pub fn opened(at: &str, threshold: &str, each: &str) -> String {
    format!(
        "It opened at {at}, after {threshold}. The breaker stands around the retries, so it counts calls and not \
         attempts: in the outage each call takes {each}."
    )
}

/// Why so many were flagged.
pub fn flagged(flagged: u64, batches: u64, failed: u64, refused: u64) -> String {
    format!(
        "{} of {} left with a flag: {} failed, and the breaker refused {}. An open breaker learns of a recovery by its next probe only, \
         so flags go on a while after the outage.",
        grouped(flagged),
        noun::BATCHES.count(batches),
        noun::CALLS.count(failed),
        grouped(refused),
    )
}

/// Why nobody was refused.
pub fn nobody(missing: u64, batches: u64) -> String {
    format!(
        "S3 was missing from {} of {}, and no breaker opened. Where one counts failures in a row for several services, \
         each success of the others starts its count again, so it never hears of the one that is dead.",
        grouped(missing),
        noun::BATCHES.count(batches),
    )
}

/// Why S3 alone was refused.
pub fn only_s3(refused: u64) -> String {
    format!(
        "It refused {} of S3 and none of another sensor. A breaker of its own knows one sensor and nobody else.",
        noun::READS.count(refused),
    )
}

/// Why others were refused, too.
pub fn others_too(s3: u64, others: u64) -> String {
    format!(
        "It refused {} of S3 and {} of the others. A breaker that is shared knows no names: what one service has done, all \
         have to bear.",
        noun::READS.count(s3),
        grouped(others),
    )
}

/// Why so few values were kept.
pub fn kept(kept: u64, values: u64, share: &str, refused: u64) -> String {
    format!(
        "{} of {} were kept, {share}; breakers refused {}. A breaker for all makes the failures of one sensor the failures \
         of five.",
        grouped(kept),
        noun::VALUES.count(values),
        noun::READS.count(refused),
    )
}

/// Why batches were late.
pub fn late(latest: &str, each: &str, every: &str) -> String {
    format!(
        "The latest of them left {latest} late. In the outage a call holds the enrichment for {each}, and a batch comes every \
         {every}: as long as that is more often than they leave, each has to wait longer than the one before."
    )
}
