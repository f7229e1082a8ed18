//! The batch lab's questions.

use super::{Answer, Axes, Kind, Question, Unit, count, percent, seconds};
use crate::decimal::short;
use crate::lab::batch::{Batch, FAILURES, NAMES, Picture, Status};
use crate::lab::{Picture as Any, Run, Settings, power};

/// The sensor that is asked for.
const S3: usize = 3;

pub(super) static QUESTIONS: [Question; 6] = [
    Question {
        prompt: "Five sensors are read for a batch, and S3 fails. What becomes of the batch?",
        link: "#batch?failures=0,0,0,1,0&seed=1",
        until: 1_000,
        kind: Kind::Choice { options: &["It is lost", "It waits for S3", "It goes on without S3"] },
        outcome: |run| first(picture(run)?.finished_batches.first()),
        explain: why_goes_on,
    },
    Question {
        prompt: "Every sensor fails in 1 of 10 reads. Of 40 batches, how many lack a value?",
        link: "#batch?failures=0.1,0.1,0.1,0.1,0.1&every=0.5&latency=0.1&batches=40&seed=9",
        until: 20_000,
        kind: Kind::Number { unit: Unit("batch", "batches"), min: 0.0, max: 40.0, step: 1.0, near: 3.0 },
        outcome: |run| Some(Answer::Number(picture(run)?.degraded as f64)),
        explain: why_many_degraded,
    },
    Question {
        prompt: "The all-or-nothing twin has no fallbacks: a failed read stops it. Again each sensor fails in 1 of 10 reads, \
                 a batch every 2 s. When does it crash?",
        link: "#batch?failures=0.1,0.1,0.1,0.1,0.1&seed=4",
        until: 20_000,
        kind: Kind::Moment { near: 2.0 },
        outcome: |run| Some(Answer::Moment(crash(picture(run)?)?.ended)),
        explain: why_crash,
    },
    Question {
        prompt: "Now the twin starts again with every batch. Of the 200 values of 40 batches, how many does it keep?",
        link: "#batch?failures=0.1,0.1,0.1,0.1,0.1&restart=1&every=0.5&latency=0.1&batches=40&seed=9",
        until: 20_000,
        kind: Kind::Number { unit: Unit("value", "values"), min: 0.0, max: 200.0, step: 5.0, near: 15.0 },
        outcome: |run| Some(Answer::Number(picture(run)?.twin_kept as f64)),
        explain: why_twin_keeps,
    },
    Question {
        prompt: "The sensors fail with 0, 30, 50, 70 and 90 %, and each read now has 3 attempts. \
                 Draw the share of reads that give a value.",
        link: "#batch?failures=0,0.3,0.5,0.7,0.9&attempts=3&every=0.5&latency=0.1&batches=40&seed=11",
        until: 20_000,
        kind: Kind::Curve(Axes {
            across: "failure rate of the sensor",
            at: "at",
            points: &["0 %", "30 %", "50 %", "70 %", "90 %"],
            up: "reads with a value",
            unit: Unit("%", "%"),
            max: 100.0,
            step: 5.0,
            near: 12.0,
        }),
        outcome: |run| shares(picture(run)?).map(Answer::Curve),
        explain: why_attempts,
    },
    Question {
        prompt: "S3 gives a value in batch 1 and then no more. A last good value is shown for 3 batches. \
                 What stands at S3 after batch 5?",
        link: "#batch?failures=0,0,0,0,0&seed=1&in=1~kill~S3",
        until: 8_700,
        kind: Kind::Choice {
            options: &["The value of batch 1, marked stale", "Nothing: unavailable", "The mean of the other sensors"],
        },
        outcome: |run| at_s3(picture(run)?),
        explain: why_stale,
    },
];

fn picture(run: &Run) -> Option<&Picture> {
    if let Any::Batch(picture) = run.picture() { Some(picture) } else { None }
}

/// An explanation of a run, which is one of this lab.
fn told(run: &Run, tell: impl FnOnce(&Picture) -> String) -> String {
    picture(run).map_or_else(String::new, tell)
}

/// The names of a batch's missing sensors.
fn missing(batch: &Batch) -> String {
    let name = |id: &u32| usize::try_from(*id).ok().and_then(|id| NAMES.get(id)).copied().unwrap_or_default();
    batch.unavailable.iter().map(name).collect::<Vec<_>>().join(" and ")
}

fn first(batch: Option<&Batch>) -> Option<Answer> {
    batch.filter(|batch| batch.degraded()).map(|_| Answer::Choice(2))
}

fn why_goes_on(run: &Run) -> String {
    told(run, |picture| {
        let Some(batch) = picture.finished_batches.first() else { return String::new() };
        format!(
            "The batch ended at {} with {} of {} values, marked degraded: {} is missing. Each read has a fallback of its own, so a \
             failure costs one value and never the batch.",
            seconds(batch.ended.seconds()),
            batch.available,
            batch.total,
            missing(batch),
        )
    })
}

/// The probability that all five reads of a batch succeed.
fn all_fresh(settings: &Settings) -> f64 {
    let attempts = settings.count("attempts");
    FAILURES.iter().map(|key| 1.0 - power(settings.number(key), attempts)).product()
}

fn why_many_degraded(run: &Run) -> String {
    told(run, |picture| {
        let fresh = all_fresh(run.settings());
        format!(
            "{} of {} batches lacked a value, although {} of all reads gave one. A batch is complete only if all five succeed: \
             0.9^5 = {}, so {} are degraded in the long run.",
            picture.degraded,
            picture.batches,
            percent(picture.values_kept as f64 / picture.values.max(1) as f64),
            percent(fresh),
            percent(1.0 - fresh),
        )
    })
}

/// The batch in which the twin crashed.
fn crash(picture: &Picture) -> Option<&Batch> {
    let (number, _) = picture.twin.crash?;
    picture.finished_batches.iter().find(|batch| batch.number == number)
}

fn why_crash(run: &Run) -> String {
    told(run, |picture| {
        let Some(batch) = crash(picture) else {
            return "In this run no read failed, so the twin is still up. It lasts until the first failure of any sensor.".to_owned();
        };
        format!(
            "It crashed at {} in batch {}, when {} failed, and stayed down: it kept {} values, the batches with fallbacks {}. \
             All or nothing lasts until the first failure of any sensor, here {} batches on average.",
            seconds(batch.ended.seconds()),
            batch.number,
            missing(batch),
            picture.twin_kept,
            picture.values_kept,
            short(1.0 / (1.0 - all_fresh(run.settings())).max(1e-9), 1),
        )
    })
}

fn why_twin_keeps(run: &Run) -> String {
    told(run, |picture| {
        let twin = picture.twin_kept as f64 / picture.values.max(1) as f64;
        let ours = picture.values_kept as f64 / picture.values.max(1) as f64;
        format!(
            "It kept {} of {} values ({}), the batches with fallbacks {} ({}). Each crash throws away the values that had \
             arrived: it loses {} to {}.",
            picture.twin_kept,
            picture.values,
            percent(twin),
            picture.values_kept,
            percent(ours),
            count(picture.values - picture.twin_kept, "value", "values"),
            count(picture.values - picture.values_kept, "failed read", "failed reads"),
        )
    })
}

/// The share of each sensor's reads that gave a value, in per cent.
fn shares(picture: &Picture) -> Option<Vec<f64>> {
    let batches = &picture.finished_batches;
    let share = |id: u32| {
        let missing = batches.iter().filter(|batch| batch.unavailable.contains(&id)).count();
        100.0 * (1.0 - missing as f64 / batches.len() as f64)
    };
    (!batches.is_empty()).then(|| (0..).take(NAMES.len()).map(share).collect())
}

fn why_attempts(run: &Run) -> String {
    told(run, |picture| {
        let shares = shares(picture).unwrap_or_default();
        let share =
            |index: usize| percent((shares.get(index).copied().unwrap_or_default() / 100.0 * 1e3).round() / 1e3);
        let attempts = run.settings().count("attempts");
        format!(
            "The sensor that fails half of the time gave a value in {} of its reads, the one that fails with 90 % only in {}. A \
             read is missing only if all {attempts} attempts fail, f^{attempts}: attempts nearly cure a flaky sensor and hardly \
             help a broken one.",
            share(2),
            share(4),
        )
    })
}

fn at_s3(picture: &Picture) -> Option<Answer> {
    match picture.sensors.get(S3)?.status {
        Status::Stale { .. } => Some(Answer::Choice(0)),
        Status::Unavailable => Some(Answer::Choice(1)),
        _ => None,
    }
}

fn why_stale(run: &Run) -> String {
    told(run, |picture| {
        let last = picture.sensors.get(S3).and_then(|sensor| sensor.last_good).map_or(0, |(batch, _)| batch);
        let limit = run.settings().count("stale");
        format!(
            "The value of batch {last} was shown as stale up to batch {}, and from batch {} on S3 reads unavailable. A stale value \
             only helps the eye: it counts as missing all the while, so {} of {} batches are degraded.",
            last + u64::from(limit),
            last + u64::from(limit) + 1,
            picture.degraded,
            picture.batches,
        )
    })
}
