//! What the pipeline lab's questions ask of a run.

use core::time::Duration;

use super::{ENRICH, FAILURES, NAMES, attempts, is_on, outage};
use crate::decimal::short;
use crate::play::question::ask::{choice, fits, later, near, spans, times};
use crate::play::question::{Axes, Kind};
use crate::play::{Settings, Tape};
use crate::sim::service::Symptom;
use crate::text::noun;
use crate::text::pipeline as words;
use crate::text::pipeline::questions as text;
use crate::time::Instant;
use crate::words::{Noun, percent, seconds, span};

/// Batches that a curve is drawn over.
pub(super) const DRAWN: usize = 14;
/// The latest that can be drawn, in seconds.
pub(super) const LATEST: f64 = 12.0;

/// Which of the three are on.
fn switched(settings: &Settings) -> String {
    let all = [("retry", words::RETRY), ("breaker", words::BREAKER), ("degrade", words::DEGRADE)];
    let named = |wanted: bool| -> Vec<&'static str> {
        all.iter().filter(|(key, _)| is_on(settings, key) == wanted).map(|(_, name)| *name).collect()
    };
    let lowered = |names: Vec<&str>| names.join(", ").to_ascii_lowercase();
    match (named(true), named(false)) {
        (_, off) if off.is_empty() => text::ALL_ON.to_owned(),
        (on, _) if on.is_empty() => text::ALL_OFF.to_owned(),
        (on, off) => text::switched(&lowered(on), &lowered(off)),
    }
}

/// How the enrichment does.
fn enrichment(tape: &Tape, until: Instant) -> String {
    let settings = &tape.scenario.settings;
    let (outage, later) = (outage(settings), later(tape, ENRICH, until));
    let words = if outage.from < outage.until {
        text::hangs(&seconds(outage.from.seconds()), &span(outage.until.since(outage.from)))
    } else {
        text::fails(&percent(settings.number("enrich")))
    };
    format!("{words}{later}")
}

/// What an attempt in the outage costs, and how many a call has.
fn costs(settings: &Settings) -> String {
    text::costs(&span(hang(settings)), &noun::ATTEMPTS.count(attempts(settings).into()))
}

fn hang(settings: &Settings) -> Duration {
    match outage(settings).symptom {
        Symptom::Fails { after } => after,
        Symptom::Slow { .. } => settings.span("latency"),
    }
}

/// How long a call takes that fails with all its attempts in the outage: these, and the waits between them.
pub(super) fn call_in_outage(settings: &Settings) -> Duration {
    let (attempts, cap) = (attempts(settings), Duration::from_secs(30));
    let mut wait = settings.span("base");
    let mut whole = times(hang(settings), attempts.into());
    for _ in 1..attempts {
        whole = whole.saturating_add(wait.min(cap));
        wait = wait.saturating_mul(2);
    }
    whole
}

/// How the sensors do.
fn sensors(tape: &Tape, until: Instant) -> String {
    let settings = &tape.scenario.settings;
    let rates = FAILURES.map(|key| settings.number(key));
    let changes = (0..).zip(NAMES).map(|(service, _)| later(tape, service, until)).find(|words| !words.is_empty());
    let dead: Vec<&str> = NAMES.into_iter().zip(rates).filter(|(_, rate)| *rate >= 1.0).map(|(name, _)| name).collect();
    let words = if dead.is_empty() {
        text::sensors_fail(&rates.map(|rate| short(rate * 100.0, 1)).join(", "))
    } else {
        text::dead(&dead.join(", "), dead.len() > 1)
    };
    format!("{words}{}", changes.unwrap_or_default())
}

/// Which breakers stand before the sensors.
fn breakers(settings: &Settings) -> String {
    let threshold = text::threshold(settings.count("threshold").into());
    match settings.choice("own") {
        _ if !is_on(settings, "breaker") => text::NO_BREAKERS.to_owned(),
        "1" => text::own_breakers(&threshold),
        "2" => text::shared_breaker(&threshold),
        _ => text::NO_BREAKERS.to_owned(),
    }
}

/// The most batches that there can be.
fn most(tape: &Tape, until: Instant) -> f64 {
    // The first batch is read at once.
    (fits(spans(tape, "every", until).0, until) + 1) as f64
}

fn every(tape: &Tape) -> String {
    seconds(tape.scenario.settings.number("every"))
}

pub(super) fn does(tape: &Tape, until: Instant) -> (String, Kind) {
    let prompt = text::what_it_does(&switched(&tape.scenario.settings), &enrichment(tape, until));
    (prompt, choice([text::GOES_ON, text::CRASHES, text::WAITS], [0, 2, 1]))
}

pub(super) fn opens(tape: &Tape, until: Instant) -> (String, Kind) {
    let settings = &tape.scenario.settings;
    let threshold = text::threshold(settings.count("threshold").into());
    (text::when_open(&enrichment(tape, until), &costs(settings), &every(tape), &threshold), Kind::Moment { near: 2.0 })
}

pub(super) fn flagged(tape: &Tape, until: Instant) -> (String, Kind) {
    let settings = &tape.scenario.settings;
    let until_words = seconds(until.seconds());
    let prompt = text::how_many_flagged(&enrichment(tape, until), &switched(settings), &every(tape), &until_words);
    let max = most(tape, until);
    (prompt, Kind::Number { unit: noun::BATCHES, min: 0.0, max, step: 1.0, near: near(max, 0.075) })
}

pub(super) fn refused(tape: &Tape, until: Instant) -> (String, Kind) {
    let prompt = text::who_is_refused(&sensors(tape, until), &breakers(&tape.scenario.settings));
    (prompt, choice([text::ONLY_S3, text::OTHERS_TOO, text::NOBODY], [2, 0, 1]))
}

pub(super) fn kept(tape: &Tape, until: Instant) -> (String, Kind) {
    let settings = &tape.scenario.settings;
    let prompt = text::how_many_kept(&sensors(tape, until), &breakers(settings), &seconds(until.seconds()));
    let max = most(tape, until) * NAMES.len() as f64;
    (prompt, Kind::Number { unit: noun::VALUES, min: 0.0, max, step: 1.0, near: near(max, 0.075) })
}

pub(super) fn late(tape: &Tape, until: Instant) -> (String, Kind) {
    let settings = &tape.scenario.settings;
    let prompt = text::how_late(&switched(settings), &enrichment(tape, until), &costs(settings), &every(tape));
    let axes = Axes {
        across: text::BATCH,
        at: text::AT_BATCH,
        points: (1..=DRAWN).map(|batch| batch.to_string()).collect(),
        up: text::LATE_BY,
        unit: Noun(text::SECONDS.0, text::SECONDS.1),
        max: LATEST,
        step: 0.5,
        near: 1.5,
    };
    (prompt, Kind::Curve(axes))
}
