//! What the batch lab's questions ask of a run.

use super::{choice, near, slowest};
use crate::decimal::short;
use crate::lab::batch::{FAILURES, NAMES, SENSORS};
use crate::lab::{Settings, Tape};
use crate::question::batch::S3;
use crate::question::{Axes, Kind, Unit, percent, seconds};
use crate::sim::input::Action;
use crate::time::Instant;

const BATCHES: Unit = Unit("batch", "batches");
const VALUES: Unit = Unit("value", "values");

/// The failure rates of the sensors.
fn rates(settings: &Settings) -> [f64; SENSORS] {
    FAILURES.map(|key| settings.number(key))
}

/// The rates as a sentence without its full stop: of all sensors, or one by one; with the attempts, if a read has more.
fn failures(settings: &Settings) -> String {
    let rates = rates(settings);
    let words = match rates {
        [first, ..] if rates.iter().all(|rate| *rate == first) => {
            format!("Every sensor fails in {} of its reads", percent(first))
        }
        _ => format!("The sensors fail with {} %", listed(&rates.map(|rate| short(rate * 100.0, 1)))),
    };
    match settings.count("attempts") {
        1 => words,
        attempts => format!("{words}, and each read has {attempts} attempts"),
    }
}

/// `S1 and S3`, `S0, S1 and S2`.
fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}

/// How many batches there are in the run, if it has surely made them all by a moment; and the most that there can be.
fn batches(tape: &Tape, until: Instant) -> (Option<f64>, f64) {
    let settings = &tape.scenario.settings;
    let (batches, every) = (settings.number("batches"), settings.number("every"));
    let longest = every.max(slowest(tape) * settings.number("attempts"));
    if batches > 0.0 && batches * longest <= until.seconds() + 1e-9 {
        return (Some(batches), batches);
    }
    let most = (until.seconds() / every).ceil();
    (None, if batches > 0.0 { most.min(batches) } else { most })
}

/// `Of 40 batches`, `Of the batches of 20 s`.
fn of_batches(all: Option<f64>, until: Instant) -> String {
    match all {
        Some(all) => BATCHES.of(all),
        None => format!("the batches of {}", seconds(until.seconds())),
    }
}

pub(in crate::question) fn becomes(tape: &Tape, _: Instant) -> (String, Kind) {
    let rates = rates(&tape.scenario.settings);
    let down = NAMES.iter().zip(rates).filter(|(_, rate)| *rate >= 1.0).map(|(name, _)| (*name).to_owned());
    let down: Vec<String> = down.collect();
    let (fail, whom) = match down.as_slice() {
        [] => ("some may fail".to_owned(), "the missing value".to_owned()),
        [one] => (format!("{one} fails"), one.clone()),
        several => (format!("{} fail", listed(several)), listed(several)),
    };
    let prompt = format!("Five sensors are read for a batch, and {fail}. What becomes of the batch?");
    (prompt, choice(["It is lost", &format!("It waits for {whom}"), &format!("It goes on without {whom}")]))
}

pub(in crate::question) fn degraded(tape: &Tape, until: Instant) -> (String, Kind) {
    let (all, most) = batches(tape, until);
    let prompt =
        format!("{}. Of {}, how many lack a value?", failures(&tape.scenario.settings), of_batches(all, until));
    (prompt, Kind::Number { unit: BATCHES, min: 0.0, max: most, step: 1.0, near: near(most, 0.075) })
}

pub(in crate::question) fn crashes(tape: &Tape, _: Instant) -> (String, Kind) {
    let settings = &tape.scenario.settings;
    let prompt = format!(
        "The all-or-nothing twin has no fallbacks: a failed read stops it. {}; a batch is read every {}. When does it \
         crash?",
        failures(settings),
        seconds(settings.number("every")),
    );
    (prompt, Kind::Moment { near: 2.0 })
}

pub(in crate::question) fn twin_keeps(tape: &Tape, until: Instant) -> (String, Kind) {
    let settings = &tape.scenario.settings;
    let (all, most) = batches(tape, until);
    let restarts = if settings.choice("restart") == "1" {
        "Now the twin starts again with every batch"
    } else {
        "Now the twin stays down after a crash"
    };
    let of = match all {
        Some(all) => format!("{} of {}", VALUES.of(all * SENSORS as f64), BATCHES.of(all)),
        None => format!("values of {}", seconds(until.seconds())),
    };
    let max = most * SENSORS as f64;
    let prompt = format!("{restarts}. Of the {of}, how many does it keep?");
    (prompt, Kind::Number { unit: VALUES, min: 0.0, max, step: SENSORS as f64, near: near(max, 0.075) })
}

pub(in crate::question) fn shares(tape: &Tape, _: Instant) -> (String, Kind) {
    let settings = &tape.scenario.settings;
    let rates = rates(settings);
    let fail = match settings.count("attempts") {
        1 => "and each read has 1 attempt".to_owned(),
        attempts => format!("and each read now has {attempts} attempts"),
    };
    let prompt = format!(
        "The sensors fail with {} %, {fail}. Draw the share of reads that give a value.",
        listed(&rates.map(|rate| short(rate * 100.0, 1)))
    );
    // Sensors of one rate are told apart by their names.
    let apart = rates.iter().enumerate().all(|(index, rate)| rates.iter().take(index).all(|other| other != rate));
    let (across, points) = if apart {
        ("failure rate of the sensor", rates.iter().map(|rate| percent(*rate)).collect())
    } else {
        ("sensor", NAMES.map(str::to_owned).into())
    };
    let axes = Axes {
        across,
        at: "at",
        points,
        up: "reads with a value",
        unit: Unit("%", "%"),
        max: 100.0,
        step: 5.0,
        near: 12.0,
    };
    (prompt, Kind::Curve(axes))
}

pub(in crate::question) fn stale(tape: &Tape, until: Instant) -> (String, Kind) {
    let settings = &tape.scenario.settings;
    let killed = tape.inputs.iter().find(|input| input.action == Action::Kill { service: S3 as u32 });
    let every = settings.number("every");
    // The first batch is read at once.
    let read = |at: Instant| (at.seconds() / every).floor() as u64 + 1;
    let story = match killed {
        Some(input) => format!("S3 gives a value in batch {} and then no more", read(input.at)),
        None => format!("S3 fails in {} of its reads", percent(settings.number(FAILURES[S3]))),
    };
    let shown = match settings.count("stale") {
        0 => "No old value is shown".to_owned(),
        1 => "A last good value is shown for 1 batch".to_owned(),
        limit => format!("A last good value is shown for {limit} batches"),
    };
    let begun = (read(until) - 1) as f64 * every;
    let after = if begun + slowest(tape) * settings.number("attempts") <= until.seconds() {
        format!("after batch {}", read(until))
    } else {
        format!("at {}", seconds(until.seconds()))
    };
    let prompt = format!("{story}. {shown}. What stands at S3 {after}?");
    let first = killed.map_or_else(
        || "An old value, marked stale".to_owned(),
        |input| format!("The value of batch {}, marked stale", read(input.at)),
    );
    (prompt, choice([&first, "Nothing: unavailable", "The mean of the other sensors"]))
}
