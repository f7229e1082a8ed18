//! The batch lab's questions.

use super::{Batch, FAILURES, NAMES, Picture, SENSORS, Status, ask};
use crate::decimal::short;
use crate::play::question::{Answer, Question};
use crate::play::{Run, Settings, power};
use crate::text::batch::questions as text;
use crate::text::noun;
use crate::words::{grouped, percent, seconds};

/// The sensor that is asked for.
pub(super) const S3: usize = 3;

pub(super) static QUESTIONS: [Question; 6] = [
    Question {
        link: "#batch?failures=0,0,0,1,0&seed=1",
        until: 1_000,
        asks: ask::becomes,
        outcome: |run| first(picture(run)?.finished_batches.first()),
        explain: why_goes_on,
    },
    Question {
        link: "#batch?failures=0.1,0.1,0.1,0.1,0.1&every=0.5&latency=0.1&batches=40&seed=9",
        until: 20_000,
        asks: ask::degraded,
        outcome: |run| Some(Answer::Number(picture(run)?.degraded as f64)),
        explain: why_many_degraded,
    },
    Question {
        link: "#batch?failures=0.1,0.1,0.1,0.1,0.1&seed=4",
        until: 20_000,
        asks: ask::crashes,
        outcome: |run| Some(Answer::Moment(crash(picture(run)?)?.ended)),
        explain: why_crash,
    },
    Question {
        link: "#batch?failures=0.1,0.1,0.1,0.1,0.1&restart=1&every=0.5&latency=0.1&batches=40&seed=9",
        until: 20_000,
        asks: ask::twin_keeps,
        outcome: |run| Some(Answer::Number(picture(run)?.twin_kept as f64)),
        explain: why_twin_keeps,
    },
    Question {
        link: "#batch?failures=0,0.3,0.5,0.7,0.9&attempts=3&every=0.5&latency=0.1&batches=40&seed=11",
        until: 20_000,
        asks: ask::shares,
        outcome: |run| shares(picture(run)?).map(Answer::Curve),
        explain: why_attempts,
    },
    Question {
        link: "#batch?failures=0,0,0,0,0&seed=1&in=1~kill~S3",
        until: 8_700,
        asks: ask::stale,
        outcome: |run| at_s3(picture(run)?),
        explain: why_stale,
    },
];

fn picture(run: &Run) -> Option<&Picture> {
    run.picture().of()
}

/// An explanation of a run, which is one of this lab.
fn told(run: &Run, tell: impl FnOnce(&Picture) -> String) -> String {
    picture(run).map_or_else(String::new, tell)
}

/// The names of a batch's missing sensors.
fn missing(batch: &Batch) -> String {
    batch.unavailable.names(text::AND)
}

fn first(batch: Option<&Batch>) -> Option<Answer> {
    let batch = batch.filter(|batch| batch.degraded())?;
    Some(Answer::Choice(if batch.lack.is_some() { 0 } else { 2 }))
}

fn why_goes_on(run: &Run) -> String {
    told(run, |picture| {
        let Some(batch) = picture.finished_batches.first() else { return String::new() };
        let (marked, rule) = match batch.lack {
            None => (text::DEGRADED, text::ONE_VALUE),
            Some(_) => (text::NO_ANSWER, text::WHOLE_BATCH),
        };
        text::ended(
            &seconds(batch.ended.seconds()),
            batch.available,
            batch.total,
            marked,
            &missing(batch),
            if batch.unavailable.len() == 1 { text::IS } else { text::ARE },
            rule,
        )
    })
}

/// The probabilities that a read succeeds, by sensor.
fn fresh(settings: &Settings) -> [f64; SENSORS] {
    let attempts = settings.count("attempts");
    FAILURES.map(|key| 1.0 - power(settings.number(key), attempts))
}

/// The probability that all five reads of a batch succeed.
fn all_fresh(settings: &Settings) -> f64 {
    fresh(settings).iter().product()
}

/// How that probability is computed: `0.9^5`, or a product of five.
fn all_five(settings: &Settings) -> String {
    let each = fresh(settings).map(|part| short(part, 3));
    match &each {
        [first, ..] if each.iter().all(|part| part == first) => format!("{first}^5"),
        _ => each.join(" · "),
    }
}

fn why_many_degraded(run: &Run) -> String {
    told(run, |picture| {
        let fresh = all_fresh(run.settings());
        text::lacked(
            &grouped(picture.degraded),
            &ask::BATCHES.count(picture.batches),
            &percent(picture.arrived as f64 / picture.values.max(1) as f64),
            &all_five(run.settings()),
            &percent(fresh),
            &percent(1.0 - fresh),
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
            return text::NEVER_CRASHED.to_owned();
        };
        let stays = if run.settings().choice("restart") == "0" { text::STAYED_DOWN } else { "" };
        text::crashed(
            &seconds(batch.ended.seconds()),
            &grouped(batch.number),
            &missing(batch),
            stays,
            &noun::VALUES.count(picture.twin_kept),
            &grouped(picture.values_kept),
            &ask::BATCHES.of(1.0 / (1.0 - all_fresh(run.settings())).max(1e-9)),
        )
    })
}

fn why_twin_keeps(run: &Run) -> String {
    told(run, |picture| {
        let twin = picture.twin_kept as f64 / picture.values.max(1) as f64;
        let ours = picture.values_kept as f64 / picture.values.max(1) as f64;
        text::twin_kept(
            &grouped(picture.twin_kept),
            &noun::VALUES.count(picture.values),
            &percent(twin),
            &grouped(picture.values_kept),
            &percent(ours),
            &noun::VALUES.count(picture.values - picture.twin_kept),
            &text::FAILED_READS.count(picture.values - picture.arrived),
        )
    })
}

/// The share of each sensor's reads that gave a value, in per cent.
fn shares(picture: &Picture) -> Option<Vec<f64>> {
    let batches = &picture.finished_batches;
    let share = |id: u32| {
        let missing = batches.iter().filter(|batch| batch.unavailable.contains(id)).count();
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
        let fails = |index: usize| percent(FAILURES.get(index).map_or(0.0, |key| run.settings().number(key)));
        let rule = match attempts {
            1 => text::ONE_ATTEMPT_RULE.to_owned(),
            _ => text::attempts_rule(attempts),
        };
        text::cured(&fails(2), &share(2), &fails(4), &share(4), &rule)
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
        let limit = u64::from(run.settings().count("stale"));
        let rule = text::stale_rule(&grouped(picture.degraded), &ask::BATCHES.count(picture.batches));
        match picture.sensors.get(S3).and_then(|sensor| sensor.last_good) {
            None => text::never_gave(&rule),
            Some((last, _)) if limit == 0 => text::last_only(&grouped(last), &rule),
            Some((last, _)) => {
                text::was_stale(&grouped(last), &grouped(last + limit), &grouped(last + limit + 1), &rule)
            }
        }
    })
}
