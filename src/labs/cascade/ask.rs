//! What the cascade lab's questions ask of a run.

use core::time::Duration;

use super::{A, ROUTES, SERVICES};
use crate::play::question::ask::{choice, counts, extent, near};
use crate::play::question::{Axes, Kind};
use crate::play::{Settings, Tape};
use crate::sim::input::Action;
use crate::text::cascade::questions as text;
use crate::text::noun;
use crate::time::Instant;
use crate::words::{decimal, seconds, span};

/// Moments of the curve.
pub(super) const MOMENTS: usize = 8;

/// From here on much was worked for nobody.
pub(super) const MUCH: Duration = Duration::from_secs(10);

/// How many seconds lie between two moments of the curve, so that the last one is the moment of decision.
pub(super) fn spacing(until: Instant) -> u64 {
    (until.millis() / 1_000 / MOMENTS as u64).max(1)
}

/// The most requests of one route that can come up to a moment.
fn most_of_a_route(tape: &Tape, until: Instant) -> f64 {
    (extent(tape, "rate", until).1 * until.seconds() / ROUTES.len() as f64).ceil() + 1.0
}

/// C hangs from when, and what protects: in two sentences.
fn situation(tape: &Tape) -> String {
    let settings = &tape.scenario.settings;
    let rate = decimal(settings.number("rate"), 1);
    let hangs = if settings.number("outage-for") > 0.0 {
        let (from, hang) = (settings.number("outage"), settings.number("hang"));
        text::hangs(&seconds(from), &seconds(hang))
    } else {
        text::NO_OUTAGE.to_owned()
    };
    text::situation(&rate, settings.count("front"), &hangs, &protection(settings), kills(tape))
}

/// A Kill changes what was said.
fn kills(tape: &Tape) -> &'static str {
    let is_kill = tape.inputs.iter().any(|input| matches!(input.action, Action::Kill { .. } | Action::Recover { .. }));
    if is_kill || !tape.scenario.paint.strokes().is_empty() { text::MORE_HAPPENS } else { "" }
}

fn protection(settings: &Settings) -> String {
    let (timeout, wall) = (settings.number("timeout"), settings.count("bulkhead"));
    let parts = [
        (timeout > 0.0).then(|| text::a_timeout(&seconds(timeout))),
        (settings.choice("breaker") == "1").then(|| text::BREAKERS.to_owned()),
        (wall > 0).then(|| text::a_wall(wall)),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { text::NOTHING.to_owned() } else { text::protected_by(&parts.join(text::AND)) }
}

pub(super) fn status(tape: &Tape, until: Instant) -> (String, Kind) {
    let most = most_of_a_route(tape, until);
    let prompt = situation(tape) + &text::status(&seconds(until.seconds()));
    (prompt, Kind::Number { unit: text::ANSWERS, min: 0.0, max: most, step: 1.0, near: near(most, 0.1) })
}

pub(super) fn full(tape: &Tape, _: Instant) -> (String, Kind) {
    (situation(tape) + text::WHEN_FULL, Kind::Moment { near: 0.5 })
}

pub(super) fn breakers(tape: &Tape, until: Instant) -> (String, Kind) {
    let prompt = situation(tape) + &text::what_happens(&seconds(until.seconds()));
    (prompt, choice([text::STAYS_FREE, text::FULL_OPEN, text::FULL_CLOSED], [2, 0, 1]))
}

pub(super) fn climb(tape: &Tape, until: Instant) -> (String, Kind) {
    let (_, front) = counts(tape, "front", until);
    let max = front as f64;
    let every = spacing(until);
    let points = (1..=MOMENTS as u64).map(|point| (point * every).to_string()).collect();
    let axes = Axes {
        across: text::SECOND,
        at: text::AT_SECOND,
        points,
        up: text::BUSY,
        unit: noun::WORKERS,
        max,
        step: (max / 30.0).round().max(1.0),
        near: near(max, 0.15),
    };
    (situation(tape) + &text::climb(SERVICES[A]), Kind::Curve(axes))
}

pub(super) fn most(tape: &Tape, until: Instant) -> (String, Kind) {
    let (_, front) = counts(tape, "front", until);
    let max = front as f64;
    let prompt = situation(tape) + &text::most(&seconds(until.seconds()));
    (prompt, Kind::Number { unit: noun::WORKERS, min: 0.0, max, step: 1.0, near: near(max, 0.1) })
}

pub(super) fn wasted(tape: &Tape, _: Instant) -> (String, Kind) {
    let (less, more) = (text::less_than(&span(MUCH)), text::more_than(&span(MUCH)));
    (situation(tape) + text::WHO_WORKS, choice([text::NOBODY, &less, &more], [1, 2, 0]))
}
