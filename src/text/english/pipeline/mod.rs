//! The pipeline lab, and what its three questions are called in a report.

pub mod questions;
pub mod tries;

use crate::words::{Noun, count, grouped};

/// What it is called.
pub const TITLE: &str = "Pipeline";
/// What it is about.
pub const ABOUT: &str =
    "Retry, breaker and degradation at work together: five sensors make a batch, and one more service enriches it.";
/// Why one wants it.
pub const WHY: &str = "Each of the three helps against one kind of trouble only. Together they leave the pipeline no failure \
                       for which it has no answer; without them, the first one stops it.";
/// What it leaves open.
pub const NEXT: &str = "All is well with one caller. What if a thousand of them retry at the same moment?";
/// When to use all three, when not, and what to do instead.
pub const WHEN: [&str; 3] = [
    "All three, where data comes all the time and others wait for it: for a stream, and even more where an alarm or somebody's \
     safety depends on it.",
    "Not all three for a job that runs once a day: each is code that has to be right, and a flag that nobody reads hides a \
     failure.",
    "For such a job let it crash, tell somebody, and start it again: that is a defined behaviour, too.",
];
/// The lab without its mechanism.
pub const WITHOUT: &str = "Without degradation";
/// What a service is called.
pub const SERVICE: &str = "Service";

/// A switch that is off.
pub const OFF: &str = "off";
/// A switch that is on.
pub const ON: &str = "on";
/// What each setting is called.
pub const RETRY: &str = "Retry";
/// Likewise.
pub const BREAKER: &str = "Breaker";
/// Likewise.
pub const DEGRADE: &str = "Degradation";
/// Likewise.
pub const ENRICH_RATE: &str = "Failure rate of the enrichment";
/// Likewise.
pub const OUTAGE_AT: &str = "Its outage begins at";
/// Likewise.
pub const OUTAGE_FOR: &str = "Its outage lasts";
/// Likewise.
pub const HANG: &str = "In it an attempt fails after";
/// Likewise.
pub const LATENCY: &str = "Latency";
/// Likewise.
pub const ATTEMPTS: &str = "Attempts";
/// What attempts are counted as.
pub const PER_CALL: Noun = Noun("per call", "per call");
/// Likewise.
pub const BASE: &str = "Base delay";
/// Likewise.
pub const OWN: &str = "Breakers before the sensors";
/// Likewise: no such breaker.
pub const OWN_NONE: &str = "none";
/// Likewise: each sensor has its own.
pub const OWN_EACH: &str = "one each";
/// Likewise: all share one.
pub const OWN_SHARED: &str = "one for all five";
/// Likewise.
pub const THRESHOLD: &str = "Failure threshold";
/// Likewise.
pub const RESET: &str = "Reset timeout";
/// Likewise.
pub const RESTART_AFTER: &str = "After a crash it is up again after";
/// Likewise.
pub const EVERY: &str = "A batch every";

/// What each setting means.
pub const RETRY_HINT: &str = "for what is over in a moment";
/// Likewise.
pub const BREAKER_HINT: &str = "for a service that stays down";
/// Likewise.
pub const DEGRADE_HINT: &str = "for what does not come back: go on without it, and say so";
/// Likewise.
pub const OUTAGE_HINT: &str = "of the enrichment, in virtual time";
/// Likewise.
pub const OUTAGE_FOR_HINT: &str = "0 = there is none";
/// Likewise.
pub const HANG_HINT: &str = "a call that hangs costs more than one that fails at once";
/// Likewise.
pub const LATENCY_HINT: &str = "how long an attempt takes, at the sensors and at the enrichment";
/// Likewise.
pub const ATTEMPTS_HINT: &str = "of a sensor's read and of the enrichment; the first try counts as one";
/// Likewise.
pub const BASE_HINT: &str = "the wait before the first retry; each further one is twice as long";
/// Likewise.
pub const OWN_HINT: &str = "the enrichment always has its own; changing it restarts the run";
/// Likewise.
pub const THRESHOLD_HINT: &str = "calls that fail with all their attempts, at any breaker";
/// Likewise.
pub const RESET_HINT: &str = "from the opening to the first probe";
/// Likewise.
pub const RESTART_HINT: &str = "what crashed; 0 = when somebody starts it by hand";
/// Likewise.
pub const EVERY_HINT: &str = "or when the reads of the one before have ended";

/// The presets: a name and what it shows.
pub const BLIP: &str = "A blip: retry alone";
/// Likewise.
pub const BLIP_NOTE: &str = "The enrichment stumbles for 0.3 s. A retry hides it; without one the pipeline crashes.";
/// Likewise.
pub const OUTAGE: &str = "An outage behind: the breaker";
/// Likewise.
pub const OUTAGE_NOTE: &str =
    "The enrichment hangs for 20 s. Switch the breaker off, and each batch waits for the hang.";
/// Likewise.
pub const DEAD: &str = "A dead sensor: degradation alone";
/// Likewise.
pub const DEAD_NOTE: &str =
    "S3 never answers. Four of five values are still a batch; without degradation there is none.";
/// Likewise.
pub const ALL_OFF: &str = "All three off";
/// Likewise.
pub const ALL_OFF_NOTE: &str = "Nothing is left of the difference: both sides are the naive pipeline.";
/// Likewise.
pub const SHARED_BREAKER: &str = "One breaker for five sensors";
/// Likewise.
pub const SHARED_NOTE: &str =
    "S3 is dead. In lane A its failures shut out the healthy four; in lane B each has its own breaker.";
/// Likewise.
pub const FOR_A_HAND: &str = "Restart by hand";
/// Likewise.
pub const FOR_A_HAND_NOTE: &str = "The naive pipeline stays down after its first crash until somebody starts it again.";

/// What Why says where somebody starts again what is down: in a few words, and in a sentence.
pub const RESTARTED_BY_HAND: (&str, &str) =
    ("Start again pressed:", "what was down starts again and reads from the next batch on.");

/// The states of the timeline.
pub const HEALTHY: &str = "Healthy";
/// Likewise: something is missing.
pub const DEGRADED_STATE: &str = "Degraded";
/// Likewise: not enriched.
pub const FLAGGED: &str = "Flagged";
/// Likewise: batches are lost.
pub const DOWN: &str = "Down";

/// A sensor that a breaker keeps from being asked.
pub const BREAKER_OPEN: &str = "breaker open";

/// The numbers.
pub const BATCHES: &str = "batches";
/// Likewise.
pub const OF_THESE_DEGRADED: &str = "of these degraded";
/// Likewise.
pub const VALUES: &str = "values wanted";
/// Likewise.
pub const VALUES_KEPT: &str = "values kept";
/// Likewise.
pub const ENRICHED: &str = "batches enriched";
/// Likewise.
pub const FLAGGED_BATCHES: &str = "batches flagged, not enriched";
/// Likewise.
pub const RETRIES: &str = "retries";
/// Likewise.
pub const RETRIED_WELL: &str = "calls saved by a retry";
/// Likewise.
pub const OPENINGS: &str = "breaker openings";
/// Likewise.
pub const LATE: &str = "the newest batch is late by";
/// Likewise.
pub const NAIVE_KEPT: &str = "kept by the naive pipeline";
/// Likewise.
pub const NAIVE_DOWN: &str = "the naive pipeline was down for";

/// What two lanes are compared by.
pub const WHOLE_AND_ENRICHED: &str = "Batches whole and enriched";
/// Likewise.
pub const DATA_KEPT: &str = "Data kept";
/// Likewise.
pub const SHARE_ENRICHED: &str = "Batches enriched";
/// Likewise.
pub const LOAD: &str = "Load on all services";
/// Likewise.
pub const MEAN_DELAY: &str = "Mean delay of a batch";
/// Likewise.
pub const OPENED_IN_ALL: &str = "Openings of breakers";

/// Theory beside what was seen.
pub const ALL_FIVE: &str = "Batches with all five values";
/// Likewise.
pub const KEPT: &str = "Values kept";

/// The first of the three questions that one asks of a pipeline that runs.
pub const OPENED: &str = "How often does the breaker open?";
/// The second one.
pub const SAVED: &str = "What is the success rate of retries?";
/// The third one.
pub const DEGRADED: &str = "How many batches were degraded, and by which sensors?";

/// The heading of the three answers in a report.
pub fn asked(since: &str) -> String {
    format!("\nAsked of a pipeline that runs, {since}")
}

/// What the three answers are about.
pub const fn since(longer_than_an_hour: bool) -> &'static str {
    if longer_than_an_hour { "in the last hour" } else { "in the run so far" }
}

/// The same as a heading.
pub const fn since_as_heading(longer_than_an_hour: bool) -> &'static str {
    if longer_than_an_hour { "The last hour" } else { "The run so far" }
}

/// How often a breaker opened.
pub fn times(openings: u64) -> String {
    match openings {
        0 => "never".to_owned(),
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        more => format!("{} times", grouped(more)),
    }
}

/// How many of the calls that failed at first a retry saved.
pub fn saved(saved: u64, retried: u64) -> String {
    match retried {
        0 => "no call was tried again".to_owned(),
        retried => format!("{} of {} calls saved", grouped(saved), grouped(retried)),
    }
}

/// How many batches were degraded, and by whom, the worst first.
pub fn degraded(degraded: u64, ranked: &[(&str, u64)]) -> String {
    let by: Vec<String> = ranked.iter().map(|(sensor, batches)| format!("{sensor} {}", grouped(*batches))).collect();
    if by.is_empty() { grouped(degraded) } else { format!("{}: {}", grouped(degraded), by.join(", ")) }
}

/// The first answer where its question is not shown.
pub fn times_briefly(openings: u64) -> String {
    format!("breaker opened: {}", times(openings))
}

/// The second one.
pub fn saved_briefly(saved: u64, retried: u64) -> String {
    format!("saved by a retry: {} of {}", grouped(saved), grouped(retried))
}

/// The third one, with the names of the worst alone.
pub fn degraded_briefly(degraded: u64, ranked: &[(&str, u64)]) -> String {
    let by: Vec<String> = ranked.iter().take(3).map(|(sensor, batches)| format!("{sensor} {batches}")).collect();
    let by = if by.is_empty() { String::new() } else { format!(" ({})", by.join(", ")) };
    format!("degraded: {}{by}", grouped(degraded))
}

/// What became of the batches behind the sensors; `enriched` is their share in words.
pub fn delivered(enriched: &str, flagged: u64) -> String {
    format!("enriched {enriched}, flagged without it: {}", grouped(flagged))
}

/// That the pipeline itself crashed.
pub fn crashed(crashes: u64, lost: u64) -> String {
    format!("{}, {} lost", count(crashes, "crash", "crashes"), count(lost, "batch", "batches"))
}

/// The head of a line about a batch that could not be enriched.
pub fn enrichment_failed(batch: &str) -> String {
    format!("Enrichment of batch {batch} failed:")
}

/// The button that starts again what is down.
pub const RESTART: &str = "Start again";
/// What the grid's shapes mean.
pub const MISSING: &str = "missing";
/// Likewise.
pub const LOST: &str = "lost";
/// Likewise.
pub const DEGRADED_OR_FLAGGED: &str = "degraded or flagged";

/// The headline before the first batch.
pub fn first_batch() -> String {
    "Batch 1".to_owned()
}

/// The headline: the batch was lost.
pub fn lost(batch: u64) -> String {
    format!("Batch {} lost", grouped(batch))
}

/// The headline: something is missing.
pub fn degraded_batch(batch: u64, available: u64, total: u64) -> String {
    format!("Batch {}: degraded {available}/{total}", grouped(batch))
}

/// The headline: all values are there.
pub fn healthy_batch(batch: u64, available: u64, total: u64) -> String {
    format!("Batch {}: {available}/{total}", grouped(batch))
}

/// Behind the headline, before the first batch.
pub const HOW_IT_BEGINS: &str = "five sensors, then the enrichment";
/// Behind the headline: all is well.
pub const IS_ENRICHED: &str = "enriched";
/// Behind the headline: the enrichment failed.
pub const IS_FLAGGED: &str = "kept and flagged: not enriched";

/// Behind the headline: which sensors are missing.
pub fn without(sensors: &str) -> String {
    format!("enriched, without {sensors}")
}

/// Behind the headline: which sensors are missing, and the enrichment failed, too.
pub fn without_and_flagged(sensors: &str) -> String {
    format!("flagged, without {sensors}")
}

/// How many sensors are missing, where there is no room for their names.
pub fn missing(sensors: u64) -> String {
    count(sensors, "sensor", "sensors")
}

/// Behind the headline: where the pipeline crashed, and when it is up again, if that is known and there is room for it.
pub fn crashed_at(service: &str, batch: u64, back: &str) -> String {
    let back = if back.is_empty() { String::new() } else { format!("; up again at {back}") };
    format!("crashed at {service} in batch {}{back}", grouped(batch))
}

/// What a closed breaker counts.
pub fn closed(failures: u64, threshold: u64) -> String {
    if failures == 0 { "closed".to_owned() } else { format!("closed, {failures} of {threshold}") }
}

/// A breaker whose probe is under way.
pub const HALF_OPEN: &str = "half-open";
/// An open breaker whose next call is a probe.
pub const PROBE_DUE: &str = "open, probe due";
/// Where no breaker stands.
pub const NO_BREAKER: &str = "no breaker";

/// When an open breaker lets its probe through.
pub fn probe_at(at: &str) -> String {
    format!("open until {at}")
}

/// How many batches wait.
pub fn waiting(batches: u64) -> String {
    match batches {
        0 => "nothing waits".to_owned(),
        1 => "1 batch waits".to_owned(),
        more => format!("{more} batches wait"),
    }
}

/// A service that the user killed.
pub const KILLED: &str = "killed";
/// A service in its outage.
pub const IN_OUTAGE: &str = "outage";
/// A sensor that is killed, behind how it stands.
pub const AND_KILLED: &str = ", killed";

/// How often a service fails.
pub fn fails(rate: &str) -> String {
    format!("{rate} fail")
}

/// Which attempt it is.
pub fn attempt(attempt: u64, of: u64) -> String {
    format!("attempt {attempt}/{}", of.max(attempt))
}

/// The batch that is being enriched, and with which attempt.
pub fn at_work(batch: u64, attempt: &str) -> String {
    format!("batch {}, {attempt}", grouped(batch))
}

/// The batch whose next attempt has to wait.
pub fn waits(batch: u64, left: &str) -> String {
    format!("batch {} waits {left}", grouped(batch))
}

/// The service is kept from being asked.
pub const NOT_ASKED: &str = "not asked";
/// It failed last time and has nothing to do.
pub const LAST_FAILED: &str = "failed last time";
/// It answered last time and has nothing to do.
pub const IDLE: &str = "ready";

/// What has left the pipeline enriched.
pub fn count_enriched(batches: u64) -> String {
    format!("{} enriched", grouped(batches))
}

/// What has left it with a flag.
pub fn count_flagged(batches: u64) -> String {
    format!("{} flagged", grouped(batches))
}

/// How late the newest batch was.
pub fn late(by: &str) -> String {
    format!("late by {by}")
}

/// The second side.
pub const NAIVE: &str = "Naive pipeline";
/// It has not crashed yet.
pub const RUNS: &str = "Running, with the same random numbers.";

/// It is down and comes back by itself.
pub fn down_until(back: &str, service: &str) -> String {
    format!("Down until {back}: {service} failed.")
}

/// It is down until somebody comes.
pub fn down_since(batch: u64, service: &str) -> String {
    format!("Down since batch {}: {service} failed.", grouped(batch))
}

/// It runs after crashes.
pub fn runs_again(crashes: u64) -> String {
    match crashes {
        1 => "Running; it crashed once.".to_owned(),
        more => format!("Running; {} crashes.", grouped(more)),
    }
}

/// What it made of a value, or of a batch.
pub const KEPT_IT: &str = "kept";
/// Likewise.
pub const ENRICHED_IT: &str = "enriched";
/// Likewise.
pub const LOST_WITH_IT: &str = "lost with the batch";
/// Likewise.
pub const CRASHED_HERE: &str = "crashed here";
/// Likewise.
pub const NEVER_USED: &str = "never used";
/// Likewise.
pub const FROM_THE_NEXT: &str = "from the next batch on";
/// Likewise.
pub const NOT_READ: &str = "not read yet";
/// Whose part of the data a bar shows.
pub const THIS_ONE: &str = "this pipeline";
/// Likewise.
pub const NAIVE_SIDE: &str = "naive";

/// How long each side was down.
pub fn down_for(naive: &str, naive_crashes: u64, own: &str, crashes: u64) -> [String; 2] {
    let crashed = |crashes| count(crashes, "crash", "crashes");
    [
        format!("naive down for {naive}, {}", crashed(naive_crashes)),
        if crashes == 0 { "this one never".to_owned() } else { format!("this one for {own}, {}", crashed(crashes)) },
    ]
}

/// The whole stage in a few sentences.
pub fn spoken(verdict: &str, sensors: &str, enrichment: &str, naive: &str) -> String {
    format!("{verdict}. {sensors}. Enrichment: {enrichment}. Naive pipeline: {naive}")
}

/// What stands at the end of a lit line: a batch that left.
pub fn delivered_note(batch: u64, enriched: bool) -> String {
    format!("batch {batch}: {}", if enriched { "enriched" } else { "flagged" })
}

/// Likewise: a batch.
pub fn batch_note(batch: u64) -> String {
    format!("batch {batch}")
}

/// The growth of waits, in a configuration.
pub const FACTOR: &str = "Factor";
/// Likewise: the longest wait.
pub const CAP: &str = "Longest wait";
/// Likewise.
pub const JITTER: &str = "Kind of jitter";

/// How the policies stand around each other, in a configuration.
pub const COPIED_ORDER: &str = "Before each service, outermost first: fallback, breaker, retry.";
/// What a configuration cannot say of the breakers.
pub const COPIED_OWN: &str =
    "make one breaker for the enrichment, and for the sensors none, one each, or one for all five.";
/// What a configuration cannot say of degradation.
pub const COPIED_DEGRADE: &str = "what takes the place of a missing value is code of your own.";
/// Where nothing is left.
pub const COPIED_NOTHING: &str = "Retry and breaker are off, so there is nothing to configure.";

/// The heading of a part of a configuration.
pub fn copied_part(name: &str) -> String {
    format!("{name}:")
}
