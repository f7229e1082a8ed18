//! What the pipeline lab's stage says. Pure, from the pictures, the settings and the time.

use crate::app::component::glyph::Glyph;
use crate::app::stage::Scene;
use crate::app::stage::sensors::words::{look, rushes};
use crate::app::stage::sensors::{COLUMNS, Column, Reads};
use crate::labs::pipeline::{Batch, ENRICH, ENRICHMENT, Fate, Gate, NAMES, Picture, Sensor, attempts, outage};
use crate::policy::breaker::State;
use crate::sim::event::ServiceId;
use crate::text::pipeline as text;
use crate::time::Instant;
use crate::words::{moment, percent, span};

/// The name of a service.
pub(super) fn name(service: ServiceId) -> &'static str {
    NAMES.get(service as usize).copied().unwrap_or(ENRICHMENT)
}

/// What the sensors are drawn from.
pub(super) fn reads<'a>(scene: &Scene<'_>, picture: &'a Picture) -> Reads<'a> {
    let gate = |service: usize| picture.gate(scene.settings, service as ServiceId).map(|gate| gate.state);
    Reads {
        batches: picture.batches(),
        attempts: attempts(scene.settings),
        gates: core::array::from_fn(gate),
        ..Reads::of(&picture.sensors)
    }
}

/// How the last batch came out, or that the pipeline is down: the shape, and in words.
pub(super) fn verdict(picture: &Picture) -> (Glyph, String) {
    if picture.down.is_some() {
        return (Glyph::Failure, text::DOWN.to_owned());
    }
    match picture.finished_batches.last() {
        None => (Glyph::InFlight, text::first_batch()),
        Some(batch) => {
            let (available, total) = (batch.available.into(), batch.total.into());
            let words = match batch.fate {
                Fate::Lost => text::lost(batch.number),
                _ if batch.degraded() => text::degraded_batch(batch.number, available, total),
                _ => text::healthy_batch(batch.number, available, total),
            };
            (judged(batch), words)
        }
    }
}

/// The shape of how a batch came out.
fn judged(batch: &Batch) -> Glyph {
    match batch.verdict() {
        0 => Glyph::Success,
        1 | 2 => Glyph::Degraded,
        _ => Glyph::Failure,
    }
}

/// What is missing from the last batch; briefly where there is little room.
pub(super) fn clause(picture: &Picture, brief: bool) -> String {
    if let (Some((_, back_at)), Some((batch, service))) = (picture.down, picture.crash) {
        return text::crashed_at(name(service), batch, &back_at.map(moment).filter(|_| !brief).unwrap_or_default());
    }
    let Some(batch) = picture.finished_batches.last() else { return text::HOW_IT_BEGINS.to_owned() };
    let missing = if brief && batch.unavailable.len() > 2 {
        text::missing(batch.unavailable.len() as u64)
    } else {
        batch.unavailable.names(", ")
    };
    match batch.fate {
        Fate::Lost => String::new(),
        Fate::Enriched if batch.degraded() => text::without(&missing),
        Fate::Enriched => text::IS_ENRICHED.to_owned(),
        Fate::Flagged if batch.degraded() => text::without_and_flagged(&missing),
        Fate::Flagged => text::IS_FLAGGED.to_owned(),
    }
}

/// The newest batches as columns of the grid.
pub(super) fn columns(picture: &Picture) -> Vec<Column> {
    let column = |batch: &Batch| Column {
        number: batch.number,
        verdict: judged(batch),
        available: batch.available,
        total: batch.total,
        unavailable: batch.unavailable,
        degraded: batch.degraded(),
        behind: Some(batch.fate == Fate::Enriched),
        answer: batch.fate != Fate::Lost,
    };
    newest(picture).map(column).collect()
}

/// The newest batches that the grid shows.
pub(super) fn newest(picture: &Picture) -> impl Iterator<Item = &Batch> {
    let skip = picture.finished_batches.len().saturating_sub(COLUMNS);
    picture.finished_batches.iter().skip(skip)
}

/// The words of the breaker before the enrichment: its state, and what it counts or waits for.
pub(super) fn gate(gate: Gate, threshold: u32, now: Instant) -> String {
    match gate.state {
        State::Closed => text::closed(gate.failures, threshold.into()),
        State::HalfOpen => text::HALF_OPEN.to_owned(),
        State::Open | State::ForcedOpen => match gate.probe_at.filter(|at| *at > now) {
            Some(at) => text::probe_at(&moment(at)),
            None => text::PROBE_DUE.to_owned(),
        },
    }
}

/// What is wrong with the enrichment at present, if something is, or how often it fails.
pub(super) fn rate(scene: &Scene<'_>, picture: &Picture) -> (bool, String) {
    let outage = outage(scene.settings);
    if picture.station.killed {
        (true, text::KILLED.to_owned())
    } else if outage.from <= scene.now && scene.now < outage.until {
        (true, text::IN_OUTAGE.to_owned())
    } else {
        (false, text::fails(&percent(scene.settings.number("enrich"))))
    }
}

/// Where the enrichment stands: its shape, and in words.
pub(super) fn station(scene: &Scene<'_>, picture: &Picture) -> (Glyph, String) {
    let station = picture.station;
    let tried = text::attempt(station.attempt.max(1).into(), attempts(scene.settings).into());
    let shut = picture.gate(scene.settings, ENRICH).is_some_and(|gate| gate.state == State::Open);
    match (station.batch, station.waiting) {
        (Some(batch), Some((_, until))) => (Glyph::Waiting, text::waits(batch, &span(until.since(scene.now)))),
        (Some(batch), None) if station.attempt > 1 => (Glyph::Waiting, text::at_work(batch, &tried)),
        (Some(batch), None) => (Glyph::InFlight, text::at_work(batch, &tried)),
        (None, _) if shut => (Glyph::FastFail, text::NOT_ASKED.to_owned()),
        (None, _) if station.failing => (Glyph::Failure, text::LAST_FAILED.to_owned()),
        (None, _) => (Glyph::Success, text::IDLE.to_owned()),
    }
}

/// How it stands with the naive pipeline.
pub(super) fn story(naive: &Picture, now: Instant) -> String {
    match (naive.down, naive.crash) {
        (Some((_, Some(back))), Some((_, service))) if back > now => text::down_until(&moment(back), name(service)),
        (Some((_, None)), Some((batch, service))) => text::down_since(batch, name(service)),
        (_, Some(_)) => text::runs_again(naive.crashes),
        _ => text::RUNS.to_owned(),
    }
}

/// The whole drawing in a few sentences, for those who cannot see it.
pub(super) fn spoken(scene: &Scene<'_>, picture: &Picture, naive: Option<&Picture>) -> String {
    let reads = reads(scene, picture);
    let sensor = |(sensor, name): (&Sensor, &&str)| {
        let look = look(sensor, &reads, rushes(scene));
        let (value, fresh) = look.value();
        let killed = if sensor.killed { text::AND_KILLED } else { "" };
        format!("{name} {} {}{killed}", if fresh { &value } else { "" }, look.words(reads.attempts))
    };
    let sensors: Vec<String> = picture.sensors.iter().zip(&NAMES).map(sensor).collect();
    let breaker = picture
        .gate(scene.settings, ENRICH)
        .map_or_else(|| text::NO_BREAKER.to_owned(), |one| gate(*one, scene.settings.count("threshold"), scene.now));
    let naive = naive.map_or_else(String::new, |naive| story(naive, scene.now));
    text::spoken(
        &[verdict(picture).1, clause(picture, false)].join(", "),
        &sensors.join("; "),
        &[station(scene, picture).1, breaker].join(", "),
        &naive,
    )
}
