//! The pipeline lab's questions.

use super::{ENRICH, ENRICHMENT, Fate, NAMES, Picture, SENSORS, ask};
use crate::play::Run;
use crate::play::question::{Answer, Question};
use crate::text::pipeline::questions as text;
use crate::time::Instant;
use crate::words::{percent, seconds, span};

/// The sensor that is asked for.
const S3: usize = 3;

pub(super) static QUESTIONS: [Question; 6] = [
    Question {
        link: "#pipeline?retry=0&degrade=0&failures=0,0,0,0,0&enrich=0&seed=1",
        until: 12_000,
        asks: ask::does,
        outcome: |run| does(picture(run)?),
        explain: why_it_does,
    },
    Question {
        link: "#pipeline?failures=0,0,0,0,0&enrich=0&seed=1",
        until: 25_000,
        asks: ask::opens,
        outcome: |run| picture(run)?.opened.map(Answer::Moment),
        explain: why_open,
    },
    Question {
        link: "#pipeline?failures=0,0,0,0,0&enrich=0&seed=1",
        until: 40_000,
        asks: ask::flagged,
        outcome: |run| Some(Answer::Number(picture(run)?.flagged as f64)),
        explain: why_flagged,
    },
    Question {
        link: "#pipeline?own=2&failures=0,0,0,1,0&enrich=0&outage-for=0&seed=1",
        until: 20_000,
        asks: ask::refused,
        outcome: |run| refused(picture(run)?),
        explain: why_refused,
    },
    Question {
        link: "#pipeline?own=2&threshold=1&failures=0,0,0,1,0&enrich=0&outage-for=0&seed=1",
        until: 40_000,
        asks: ask::kept,
        outcome: |run| Some(Answer::Number(picture(run)?.values_kept as f64)),
        explain: why_kept,
    },
    Question {
        link: "#pipeline?breaker=0&failures=0,0,0,0,0&enrich=0&seed=1",
        until: 36_000,
        asks: ask::late,
        outcome: |run| late(picture(run)?).map(Answer::Curve),
        explain: why_late,
    },
];

fn picture(run: &Run) -> Option<&Picture> {
    run.picture().of()
}

/// An explanation of a run, which is one of this lab.
fn told(run: &Run, tell: impl FnOnce(&Picture) -> String) -> String {
    picture(run).map_or_else(String::new, tell)
}

fn does(picture: &Picture) -> Option<Answer> {
    match (picture.crashes, picture.flagged) {
        (0, 0) => None,
        (0, _) => Some(Answer::Choice(0)),
        _ => Some(Answer::Choice(1)),
    }
}

fn why_it_does(run: &Run) -> String {
    told(run, |picture| match (picture.crash, picture.crashed_at) {
        (Some((batch, service)), Some(at)) => {
            let name = NAMES.get(service as usize).copied().unwrap_or(ENRICHMENT);
            text::crashed(&seconds(at.seconds()), name, batch)
        }
        _ => text::went_on(picture.flagged, picture.values_kept),
    })
}

fn why_open(run: &Run) -> String {
    told(run, |picture| {
        let threshold = text::threshold(run.settings().count("threshold").into());
        let at = picture.opened.map_or(0.0, Instant::seconds);
        text::opened(&seconds(at), &threshold, &span(ask::call_in_outage(run.settings())))
    })
}

fn why_flagged(run: &Run) -> String {
    told(run, |picture| {
        let refused = picture.refused[ENRICH as usize];
        text::flagged(picture.flagged, picture.batches(), picture.flagged.saturating_sub(refused), refused)
    })
}

/// Reads that breakers refused: of S3, and of the others.
fn refusals(picture: &Picture) -> (u64, u64) {
    let sensors = picture.refused.iter().take(SENSORS);
    let all: u64 = sensors.sum();
    (picture.refused[S3], all - picture.refused[S3])
}

fn refused(picture: &Picture) -> Option<Answer> {
    if picture.batches() == 0 {
        return None;
    }
    Some(Answer::Choice(match refusals(picture) {
        (0, 0) => 2,
        (_, 0) => 0,
        _ => 1,
    }))
}

fn why_refused(run: &Run) -> String {
    told(run, |picture| match refusals(picture) {
        (0, 0) => {
            let missing = picture.observed.missing.iter().find(|(sensor, _)| *sensor as usize == S3);
            text::nobody(missing.map_or(0, |(_, missing)| missing.all), picture.batches())
        }
        (s3, 0) => text::only_s3(s3),
        (s3, others) => text::others_too(s3, others),
    })
}

fn why_kept(run: &Run) -> String {
    told(run, |picture| {
        let (s3, others) = refusals(picture);
        let share = percent(picture.values_kept as f64 / picture.values.max(1) as f64);
        text::kept(picture.values_kept, picture.values, &share, s3 + others)
    })
}

/// How late the first batches left, in seconds; nothing unless all of them did.
fn late(picture: &Picture) -> Option<Vec<f64>> {
    let batches = picture.finished_batches.iter().filter(|batch| batch.number <= ask::DRAWN as u64);
    let left: Option<Vec<f64>> =
        batches.map(|batch| (batch.fate != Fate::Lost).then(|| batch.late.as_secs_f64().min(ask::LATEST))).collect();
    left.filter(|left| left.len() == ask::DRAWN)
}

fn why_late(run: &Run) -> String {
    told(run, |picture| {
        let batches = picture.finished_batches.iter().filter(|batch| batch.number <= ask::DRAWN as u64);
        let latest = batches.map(|batch| batch.late).max().unwrap_or_default();
        let each = span(ask::call_in_outage(run.settings()));
        text::late(&span(latest), &each, &seconds(run.settings().number("every")))
    })
}
