//! What the stack lab's questions ask of a run.

use super::{Kind, bounds, is_recommended, layers, name};
use crate::play::question::ask::{capital, choice, extent, fails, fits, near, spans};
use crate::play::question::{Axes, Kind as Guess};
use crate::play::{Settings, Tape};
use crate::text::noun;
use crate::text::stack as text;
use crate::text::stack::questions as asks;
use crate::time::Instant;
use crate::words::seconds;

/// The layers of a run in words, outermost first.
fn order(settings: &Settings) -> String {
    let kinds = layers(settings);
    let names: Vec<String> = (0..kinds.len()).filter_map(|index| name(&kinds, index)).collect();
    if names.is_empty() { asks::NO_LAYERS_ASKED.to_owned() } else { asks::layers_asked(&names.join(", ")) }
}

/// `the service hangs from 6 s to 16 s`, or how often it fails.
fn health(settings: &Settings) -> String {
    let (from, long) = (settings.number("outage"), settings.number("outage-for"));
    if long > 0.0 {
        asks::hangs_asked(&seconds(from), &seconds(from + long))
    } else {
        asks::sentence(&capital(&fails(settings.number("failure"), noun::ATTEMPTS)))
    }
}

/// The most attempts that one call can make on the way to a moment.
fn attempts_of_a_call(tape: &Tape, until: Instant) -> f64 {
    let kinds = layers(&tape.scenario.settings);
    let retries = kinds.iter().filter(|kind| **kind == Kind::Retry).count();
    let attempts = extent(tape, "attempts", until).1;
    (0..retries).fold(1.0, |product, _| product * attempts)
}

/// The most calls that can have started by a moment.
fn calls(tape: &Tape, until: Instant) -> u64 {
    let due = fits(spans(tape, "every", until).0, until).saturating_add(1);
    match tape.scenario.settings.count("calls") {
        0 => due,
        calls => due.min(u64::from(calls)),
    }
}

pub(super) fn refused(tape: &Tape, _: Instant) -> (String, Guess) {
    let settings = &tape.scenario.settings;
    let attempts = noun::ATTEMPTS.count(u64::from(settings.count("attempts")));
    let prompt = asks::ask_refused(&order(settings), &attempts);
    (prompt, choice([asks::GIVES_UP, asks::ASKS_AGAIN, asks::WAITS_FOR_PROBE], [1, 0, 2]))
}

pub(super) fn multiplied(tape: &Tape, until: Instant) -> (String, Guess) {
    let settings = &tape.scenario.settings;
    let attempts = noun::ATTEMPTS.count(u64::from(settings.count("attempts")));
    let prompt = asks::ask_multiplied(&order(settings), &attempts, &health(settings));
    let max = attempts_of_a_call(tape, until);
    (prompt, Guess::Number { unit: noun::ATTEMPTS, min: 0.0, max, step: 1.0, near: near(max, 0.05) })
}

pub(super) fn load(tape: &Tape, _: Instant) -> (String, Guess) {
    let settings = &tape.scenario.settings;
    let prompt = asks::ask_load(&order(settings), &health(settings), is_recommended(&layers(settings)));
    (prompt, choice([asks::FEWER, asks::JUST_AS_MANY, asks::MORE], [0, 2, 1]))
}

pub(super) fn opens(tape: &Tape, _: Instant) -> (String, Guess) {
    let settings = &tape.scenario.settings;
    let every = seconds(settings.number("every"));
    let prompt = asks::ask_opens(&order(settings), &health(settings), &every, settings.count("threshold"));
    (prompt, Guess::Moment { near: 1.0 })
}

pub(super) fn passed(tape: &Tape, until: Instant) -> (String, Guess) {
    let settings = &tape.scenario.settings;
    let kinds = layers(settings);
    let most = calls(tape, until);
    let prompt = asks::ask_passed(&noun::CALLS.count(most), &health(settings));
    let max = attempts_of_a_call(tape, until) * most as f64;
    let names = (0..kinds.len()).filter_map(|index| name(&kinds, index));
    let axes = Axes {
        across: asks::FROM_OUTSIDE_IN,
        at: asks::AT,
        points: names.chain([text::SERVICE.to_owned()]).collect(),
        up: asks::REQUESTS_THAT_COME,
        unit: asks::REQUESTS,
        max: max.max(1.0),
        step: (max / 40.0).round().max(1.0),
        near: near(max, 0.1),
    };
    (prompt, Guess::Curve(axes))
}

pub(super) fn hidden(tape: &Tape, _: Instant) -> (String, Guess) {
    let settings = &tape.scenario.settings;
    let prompt = asks::ask_hidden(&order(settings), &health(settings));
    (prompt, choice([asks::OPENS_NO_LATER, asks::OPENS_LATER, asks::NEVER_OPENS], [0, 1, 2]))
}

/// What one call can cost at most in a run as it is set at its start.
pub(super) fn most(settings: &Settings) -> super::Bounds {
    bounds(&layers(settings), settings)
}
