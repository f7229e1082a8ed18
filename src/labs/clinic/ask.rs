//! What the clinic's questions ask of a run.

use super::{case, made};
use crate::play::Tape;
use crate::play::question::ask::{choice, near};
use crate::play::question::{Axes, Kind};
use crate::text::clinic::questions as text;
use crate::text::noun;
use crate::time::Instant;
use crate::words::seconds;

/// Slots of the curve.
pub(super) const SLOTS: usize = 8;

/// The symptom, and how many changes have been made.
fn situation(tape: &Tape) -> String {
    let settings = &tape.scenario.settings;
    let (_, words) = case(settings);
    text::situation(words.line, made(settings).len())
}

pub(super) fn probes(tape: &Tape, _: Instant) -> (String, Kind) {
    (situation(tape) + text::HOW_MANY_PROBES, choice([text::ONE_PROBE, text::TWO_PROBES, text::NO_PROBE], [0, 2, 1]))
}

pub(super) fn attempts(tape: &Tape, _: Instant) -> (String, Kind) {
    let kind = Kind::Number { unit: noun::ATTEMPTS, min: 0.0, max: 200.0, step: 1.0, near: near(200.0, 0.05) };
    (situation(tape) + text::MOST_ATTEMPTS, kind)
}

pub(super) fn crash(tape: &Tape, _: Instant) -> (String, Kind) {
    (situation(tape) + text::FIRST_CRASH, Kind::Moment { near: 0.5 })
}

/// How many seconds a slot of the curve is.
pub(super) fn slot(until: Instant) -> u64 {
    (until.millis() / 1_000 / SLOTS as u64).max(1)
}

pub(super) fn answered(tape: &Tape, until: Instant) -> (String, Kind) {
    let plan = super::plan(&tape.scenario.settings);
    let length = slot(until);
    let max = (length as f64 / plan.every).ceil() * f64::from(plan.together) + f64::from(plan.together);
    let axes = Axes {
        across: text::SECONDS,
        at: text::AT_SECONDS,
        points: (0..SLOTS as u64).map(|slot| (slot * length).to_string()).collect(),
        up: text::ANSWERED,
        unit: super::text::OF_CALLS,
        max,
        step: 1.0,
        near: near(max, 0.15),
    };
    (situation(tape) + text::DRAW_ANSWERED, Kind::Curve(axes))
}

pub(super) fn open(tape: &Tape, until: Instant) -> (String, Kind) {
    let prompt = situation(tape) + &text::how_long_open(&seconds(until.seconds()));
    (prompt, choice([text::HARDLY, text::SOME, text::MUCH], [2, 0, 1]))
}

pub(super) fn others(tape: &Tape, until: Instant) -> (String, Kind) {
    let plan = super::plan(&tape.scenario.settings);
    let max = (until.seconds() / plan.every).ceil() * f64::from(plan.together) + 1.0;
    let prompt = situation(tape) + &text::how_many_others(&seconds(until.seconds()));
    (prompt, Kind::Number { unit: super::text::OF_CALLS, min: 0.0, max, step: 1.0, near: near(max, 0.05) })
}

pub(super) fn without(tape: &Tape, _: Instant) -> (String, Kind) {
    (situation(tape) + text::WHAT_CHANGES, choice([text::BOTH_RISE, text::ONE_FALLS, text::BOTH_FALL], [0, 1, 2]))
}
