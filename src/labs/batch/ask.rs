//! What the batch lab's questions ask of a run.

use super::questions::S3;
use super::{FAILURES, NAMES, SENSORS, critical, minimum};
use crate::decimal::short;
use crate::play::question::ask::{choice, counts, fits, inputs, is_reset, latency, later, near, spans, times};
use crate::play::question::{Axes, Kind};
use crate::play::{Settings, Tape};
use crate::sim::input::{Action, Input};
use crate::sim::workload::RESTART_TWIN;
use crate::text::batch::questions as text;
use crate::time::Instant;
use crate::words::{Noun, percent, seconds};

/// What a batch is counted as.
pub(super) use crate::text::noun::BATCHES;
use crate::text::noun::VALUES;
/// Values of a batch.
const FIVE: u64 = SENSORS as u64;

/// The failure rates of the sensors.
fn rates(settings: &Settings) -> [f64; SENSORS] {
    FAILURES.map(|key| settings.number(key))
}

/// The rates as a sentence without its full stop: of all sensors, or one by one; with the attempts, if a read has more.
fn failures(tape: &Tape, until: Instant) -> String {
    let settings = &tape.scenario.settings;
    let (rates, attempts) = (rates(settings), settings.count("attempts"));
    let words = match rates {
        [first, ..] if rates.iter().all(|rate| *rate == first) => {
            let what = if attempts == 1 { text::READS } else { text::ATTEMPTS };
            text::every_sensor_fails(&percent(first), what)
        }
        _ => text::sensors_fail(&listed(&rates.map(|rate| short(rate * 100.0, 1)))),
    };
    let later = any_later(tape, until);
    match attempts {
        1 => text::as_they_fail(&words, later),
        attempts => text::with_attempts(&words, later, attempts),
    }
}

/// What is to be said if any sensor does not stay as it is set.
fn any_later(tape: &Tape, until: Instant) -> &'static str {
    let of = |sensor| later(tape, sensor, until);
    (0..).take(SENSORS).map(of).find(|words| !words.is_empty()).unwrap_or_default()
}

/// `S1 and S3`, `S0, S1 and S2`.
fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [before @ .., last] => text::and(&before.join(", "), last),
    }
}

/// How many batches there are in the run, if it has surely made them all by a moment; and the most that there can be.
fn batches(tape: &Tape, until: Instant) -> (Option<u64>, u64) {
    let ((limited, batches), (least, every)) = (counts(tape, "batches", until), spans(tape, "every", until));
    let longest = every.max(times(latency(tape, until).1, counts(tape, "attempts", until).1));
    if limited > 0 && limited == batches && times(longest, batches) <= until.since(Instant::ZERO) {
        return (Some(batches), batches);
    }
    // The first batch is read at once.
    let most = fits(least, until) + 1;
    (None, if limited > 0 { most.min(batches) } else { most })
}

/// `Of 40 batches`, `Of the batches of 20 s`.
fn of_batches(all: Option<u64>, until: Instant) -> String {
    match all {
        Some(all) => BATCHES.count(all),
        None => text::batches_of(&seconds(until.seconds())),
    }
}

/// What a batch must have to be an answer, as sentences of their own.
fn rule(settings: &Settings) -> String {
    let needed = minimum(settings).map_or(0, |minimum| minimum.needed(SENSORS as u32));
    let mut words = String::new();
    if needed > 0 {
        words += &text::needs(&VALUES.count(needed.into()));
    }
    if let Some(name) = critical(settings).and_then(|sensor| NAMES.get(sensor)) {
        words += &text::needs_one(name);
    }
    words
}

pub(super) fn becomes(tape: &Tape, until: Instant) -> (String, Kind) {
    let rates = rates(&tape.scenario.settings);
    let down = NAMES.iter().zip(rates).filter(|(_, rate)| *rate >= 1.0).map(|(name, _)| (*name).to_owned());
    let down: Vec<String> = if any_later(tape, until).is_empty() { down.collect() } else { Vec::new() };
    let (fail, whom) = match down.as_slice() {
        [] => (text::SOME_FAIL.to_owned(), text::MISSING_VALUE.to_owned()),
        [one] => (text::one_fails(one), one.clone()),
        several => (text::several_fail(&listed(several)), listed(several)),
    };
    let rule = rule(&tape.scenario.settings);
    let prompt = text::first(&fail, &rule);
    (prompt, choice([text::FIRST_LOST, &text::first_waits(&whom), &text::first_goes_on(&whom)], [0, 1, 2]))
}

pub(super) fn degraded(tape: &Tape, until: Instant) -> (String, Kind) {
    let (all, most) = batches(tape, until);
    let max = most as f64;
    let prompt = text::lacking(&failures(tape, until), &of_batches(all, until));
    (prompt, Kind::Number { unit: BATCHES, min: 0.0, max, step: 1.0, near: near(max, 0.075) })
}

/// Whether the twin may come back from a crash, so that there can be several.
fn comes_back(tape: &Tape, until: Instant) -> bool {
    let by_hand = |input: &Input| input.action == Action::Command(RESTART_TWIN);
    tape.scenario.settings.choice("restart") != "0" || inputs(tape, until).any(by_hand)
}

pub(super) fn crashes(tape: &Tape, until: Instant) -> (String, Kind) {
    let settings = &tape.scenario.settings;
    let last = if comes_back(tape, until) { text::LAST_TIME } else { "" };
    let prompt = text::crashes(&failures(tape, until), &seconds(settings.number("every")), last);
    (prompt, Kind::Moment { near: 2.0 })
}

pub(super) fn twin_keeps(tape: &Tape, until: Instant) -> (String, Kind) {
    let settings = &tape.scenario.settings;
    let (all, most) = batches(tape, until);
    let restarts = match settings.choice("restart") {
        "1" => text::TWIN_AT_ONCE.to_owned(),
        "2" => text::twin_later(&seconds(settings.number("restart-after"))),
        _ if comes_back(tape, until) => text::TWIN_BY_HAND.to_owned(),
        _ => text::TWIN_STAYS.to_owned(),
    };
    let of = match all {
        Some(all) => text::values_of(&VALUES.count(all * FIVE), &BATCHES.count(all)),
        None => text::values_in(&seconds(until.seconds())),
    };
    let max = (most * FIVE) as f64;
    let prompt = text::kept(&restarts, &of);
    (prompt, Kind::Number { unit: VALUES, min: 0.0, max, step: SENSORS as f64, near: near(max, 0.075) })
}

pub(super) fn shares(tape: &Tape, until: Instant) -> (String, Kind) {
    let settings = &tape.scenario.settings;
    let rates = rates(settings);
    let fail = match settings.count("attempts") {
        1 => text::ONE_ATTEMPT.to_owned(),
        attempts => text::several_attempts(attempts),
    };
    let prompt = text::shares(&listed(&rates.map(|rate| short(rate * 100.0, 1))), any_later(tape, until), &fail);
    // Sensors of one rate are told apart by their names.
    let apart = rates.iter().enumerate().all(|(index, rate)| rates.iter().take(index).all(|other| other != rate));
    let (across, points) = if apart {
        (text::RATE_OF_SENSOR, rates.iter().map(|rate| percent(*rate)).collect())
    } else {
        (text::SENSOR, NAMES.map(str::to_owned).into())
    };
    let axes = Axes {
        across,
        at: text::AT,
        points,
        up: text::WITH_A_VALUE,
        unit: Noun("%", "%"),
        max: 100.0,
        step: 5.0,
        near: 12.0,
    };
    (prompt, Kind::Curve(axes))
}

/// When S3 is killed, if that is all that happens to it, and if it never fails before: its last value is known then.
fn killed(tape: &Tape, until: Instant) -> Option<Instant> {
    let service = S3 as u32;
    let mut inputs = inputs(tape, until).filter(|input| match input.action {
        Action::Kill { service: one } | Action::Recover { service: one } => one == service,
        Action::Set { .. } => true,
        _ => false,
    });
    let (first, second) = (inputs.next()?, inputs.next());
    let painted = tape.scenario.paint.strokes().iter().any(|stroke| stroke.track().service == service);
    let steady = !painted && tape.scenario.settings.number(FAILURES[S3]) <= 0.0;
    (first.action == Action::Kill { service } && second.is_none() && steady).then_some(first.at)
}

pub(super) fn stale(tape: &Tape, until: Instant) -> (String, Kind) {
    let settings = &tape.scenario.settings;
    let (every, batches) = (settings.span("every"), settings.count("batches"));
    let most = if batches > 0 { u64::from(batches) } else { u64::MAX };
    // The first batch is read at once. Batches that take longer than from one to the next are not counted like this.
    let read = |at: Instant| fits(every, at).saturating_add(1).min(most);
    let longest = times(latency(tape, until).1, u64::from(settings.count("attempts")));
    let in_time = longest <= every && !is_reset(tape, until);
    let killed = killed(tape, until).filter(|_| in_time).map(read);
    let story = match killed {
        Some(batch) => text::last_value(batch),
        None => {
            let what = if settings.count("attempts") == 1 { text::READS } else { text::ATTEMPTS };
            let rate = percent(settings.number(FAILURES[S3]));
            let later = later(tape, S3 as u32, until);
            text::fails_in(&rate, what, later)
        }
    };
    let shown = match settings.count("stale") {
        0 => text::NONE_SHOWN.to_owned(),
        1 => text::SHOWN_ONCE.to_owned(),
        limit => text::shown_for(limit),
    };
    let begun = times(every, read(until) - 1);
    let after = if in_time && begun.saturating_add(longest) <= until.since(Instant::ZERO) {
        text::after_batch(read(until))
    } else {
        text::at(&seconds(until.seconds()))
    };
    let prompt = text::stale(&story, &shown, &after);
    let first = killed.map_or_else(|| text::STALE_OLD.to_owned(), text::stale_of);
    (prompt, choice([&first, text::STALE_NOTHING, text::STALE_MEAN], [0, 1, 2]))
}
