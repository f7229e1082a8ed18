//! What the batch lab asks, and why it comes out as it does.

use crate::words::Noun;

/// What a sensor fails in.
pub const READS: &str = "reads";

/// What a sensor fails in.
pub const ATTEMPTS: &str = "attempts";

/// How sensors fail that are all alike.
pub fn every_sensor_fails(rate: &str, what: &str) -> String {
    format!("Every sensor fails in {rate} of its {what}")
}

/// How sensors fail.
pub fn sensors_fail(rates: &str) -> String {
    format!("The sensors fail with {rates} %")
}

/// The same with what changes.
pub fn as_they_fail(words: &str, later: &str) -> String {
    format!("{words}{later}")
}

/// The same where reads have several attempts.
pub fn with_attempts(words: &str, later: &str, attempts: u32) -> String {
    format!("{words}{later}, and each read has {attempts} attempts")
}

/// A list.
pub fn and(before: &str, last: &str) -> String {
    format!("{before} and {last}")
}

/// The batches of a time.
pub fn batches_of(time: &str) -> String {
    format!("the batches of {time}")
}

/// How many values a batch needs, with a space before it.
pub fn needs(values: &str) -> String {
    format!(" A batch with fewer than {values} is no answer.")
}

/// Which value it needs, with a space before it.
pub fn needs_one(name: &str) -> String {
    format!(" A batch without {name} is no answer.")
}

/// What fails in a batch.
pub const SOME_FAIL: &str = "some may fail";

/// What a batch goes without.
pub const MISSING_VALUE: &str = "the missing value";

/// What fails in a batch.
pub fn one_fails(name: &str) -> String {
    format!("{name} fails")
}

/// What fails in a batch.
pub fn several_fail(names: &str) -> String {
    format!("{names} fail")
}

/// What happens to a batch with a failure.
pub fn first(fail: &str, rule: &str) -> String {
    format!("Five sensors are read for a batch, and {fail}.{rule} What happens to the batch?")
}

/// An option.
pub const FIRST_LOST: &str = "It is lost";

/// An option.
pub fn first_waits(whom: &str) -> String {
    format!("It waits for {whom}")
}

/// An option.
pub fn first_goes_on(whom: &str) -> String {
    format!("It goes on without {whom}")
}

/// How many batches lack a value.
pub fn lacking(failures: &str, batches: &str) -> String {
    format!("{failures}. Of {batches}, how many lack a value?")
}

/// Which crash is meant.
pub const LAST_TIME: &str = " for the last time";

/// When the twin crashes.
pub fn crashes(failures: &str, every: &str, last: &str) -> String {
    format!(
        "The all-or-nothing twin has no fallbacks: a failed read stops it. {failures}; a batch is read every {every}. When does it \
         crash{last}?"
    )
}

/// What the twin does after a crash.
pub const TWIN_AT_ONCE: &str = "Now the twin starts again with every batch";

/// What the twin does after a crash.
pub fn twin_later(after: &str) -> String {
    format!("Now the twin is up again {after} after a crash")
}

/// What the twin does after a crash.
pub const TWIN_BY_HAND: &str = "Now the twin stays down after a crash, until someone starts it again";

/// What the twin does after a crash.
pub const TWIN_STAYS: &str = "Now the twin stays down after a crash";

/// Which values are meant.
pub fn values_of(values: &str, batches: &str) -> String {
    format!("{values} of {batches}")
}

/// Which values are meant.
pub fn values_in(time: &str) -> String {
    format!("values of {time}")
}

/// How many values the twin keeps.
pub fn kept(twin: &str, of: &str) -> String {
    format!("{twin}. Of the {of}, how many does it keep?")
}

/// How often a value is asked for.
pub const ONE_ATTEMPT: &str = "and each read has 1 attempt";

/// How often a value is asked for.
pub fn several_attempts(attempts: u32) -> String {
    format!("and each read now has {attempts} attempts")
}

/// To draw how many reads give a value.
pub fn shares(rates: &str, later: &str, attempts: &str) -> String {
    format!("The sensors fail with {rates} %{later}, {attempts}. Draw the share of reads that give a value.")
}

/// What the drawing goes along.
pub const RATE_OF_SENSOR: &str = "failure rate of the sensor";

/// What the drawing goes along.
pub const SENSOR: &str = "sensor";

/// One place of it.
pub const AT: &str = "at";

/// What is drawn.
pub const WITH_A_VALUE: &str = "reads with a value";

/// How a sensor does.
pub fn last_value(batch: u64) -> String {
    format!("S3 gives a value in batch {batch} and then no more")
}

/// How a sensor does.
pub fn fails_in(rate: &str, what: &str, later: &str) -> String {
    format!("S3 fails in {rate} of its {what}{later}")
}

/// Whether old values are shown.
pub const NONE_SHOWN: &str = "No old value is shown";

/// Whether old values are shown.
pub const SHOWN_ONCE: &str = "A last good value is shown for 1 batch";

/// Whether old values are shown.
pub fn shown_for(batches: u32) -> String {
    format!("A last good value is shown for {batches} batches")
}

/// When.
pub fn after_batch(batch: u64) -> String {
    format!("after batch {batch}")
}

/// When.
pub fn at(moment: &str) -> String {
    format!("at {moment}")
}

/// What is shown for a sensor.
pub fn stale(story: &str, shown: &str, after: &str) -> String {
    format!("{story}. {shown}. What is shown for S3 {after}?")
}

/// An option.
pub const STALE_OLD: &str = "An old value, marked stale";

/// An option.
pub fn stale_of(batch: u64) -> String {
    format!("The value of batch {batch}, marked stale")
}

/// An option.
pub const STALE_NOTHING: &str = "Nothing: unavailable";

/// An option.
pub const STALE_MEAN: &str = "The mean of the other sensors";

/// Between two names.
pub const AND: &str = " and ";

/// What a batch with a failure is.
pub const DEGRADED: &str = "marked degraded";

/// What a failure costs.
pub const ONE_VALUE: &str = "so a failure costs one value and never the batch";

/// What a batch that lacks too much is.
pub const NO_ANSWER: &str = "which is no answer";

/// What a failure costs then.
pub const WHOLE_BATCH: &str = "but a batch that lacks too much is lost with all that arrived";

/// What became of a batch.
pub fn ended(at: &str, available: u32, total: u32, marked: &str, missing: &str, are: &str, rule: &str) -> String {
    format!(
        "The batch ended at {at} with {available} of {total} values, {marked}: {missing} {are} missing. Each read has a fallback of its own, {rule}."
    )
}

/// Of one that is missing.
pub const IS: &str = "is";

/// Of several.
pub const ARE: &str = "are";

/// How many lacked a value, and why.
pub fn lacked(degraded: &str, all: &str, share: &str, chance: &str, whole: &str, degraded_share: &str) -> String {
    format!(
        "{degraded} of {all} lacked a value, although {share} of all reads gave one. A batch is complete only if all five succeed: \
             {chance} = {whole}, so {degraded_share} are degraded in the long run."
    )
}

/// When the twin crashed: never.
pub const NEVER_CRASHED: &str =
    "In this run no read failed, so the twin is still up. It lasts until the first failure of any sensor.";

/// What came of its crash.
pub const STAYED_DOWN: &str = ", and stayed down";

/// When it crashed, and why.
pub fn crashed(
    at: &str,
    batch: &str,
    failed: &str,
    stays: &str,
    kept: &str,
    with_fallbacks: &str,
    mean: &str,
) -> String {
    format!(
        "It crashed at {at} in batch {batch}, when {failed} failed{stays}: it kept {kept}, the batches with fallbacks {with_fallbacks}. \
             All or nothing lasts until the first failure of any sensor, here {mean} on average."
    )
}

/// How many values it kept, and why.
pub fn twin_kept(
    kept: &str,
    values: &str,
    share: &str,
    arrived: &str,
    arrived_share: &str,
    lost: &str,
    failed: &str,
) -> String {
    format!(
        "It kept {kept} of {values} ({share}), the batches with fallbacks {arrived} ({arrived_share}). Each crash throws away the values that had \
             arrived: it loses {lost} to {failed}."
    )
}

/// Attempts without a value.
pub const FAILED_READS: Noun = Noun("failed read", "failed reads");

/// How often a value is missing.
pub const ONE_ATTEMPT_RULE: &str = "With one attempt a read is missing as often as its sensor fails: more of them";

/// How often a value is missing.
pub fn attempts_rule(attempts: u32) -> String {
    format!("A read is missing only if all {attempts} attempts fail, f^{attempts}: attempts")
}

/// How many reads gave a value, and why.
pub fn cured(third: &str, third_gave: &str, fifth: &str, fifth_gave: &str, rule: &str) -> String {
    format!(
        "The third sensor fails with {third} and gave a value in {third_gave} of its reads, the fifth fails with {fifth} and gave one in \
             {fifth_gave}. {rule} nearly cure an unreliable sensor and hardly help a broken one."
    )
}

/// What a stale value is worth.
pub fn stale_rule(degraded: &str, all: &str) -> String {
    format!(
        "A stale value only helps the eye: it counts as missing all the while, so {degraded} of {all} are degraded."
    )
}

/// What was shown: nothing.
pub fn never_gave(rule: &str) -> String {
    format!("S3 never gave a value, so there is none to show. {rule}")
}

/// What was shown: no old value.
pub fn last_only(batch: &str, rule: &str) -> String {
    format!("The value of batch {batch} was the last one, and no old value is shown. {rule}")
}

/// What was shown, and for how long.
pub fn was_stale(batch: &str, until: &str, from: &str, rule: &str) -> String {
    format!(
        "The value of batch {batch} was shown as stale up to batch {until}, and from batch {from} on S3 reads unavailable. {rule}"
    )
}
