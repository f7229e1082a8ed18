//! What the fallback lab's questions ask of a run.

use super::picture::{SLOT, WINDOW};
use super::{REPLICA, SERVICE, is_on, outage};
use crate::play::question::ask::{choice, extent, latency, near};
use crate::play::question::{Axes, Kind};
use crate::play::{Settings, Tape};
use crate::sim::input::Action;
use crate::sim::layer::steps::BATCH;
use crate::text::fallback::questions as text;
use crate::text::noun;
use crate::time::Instant;
use crate::words::{percent, seconds, span};

/// Stretches of the curve.
pub(super) const STRETCHES: usize = 6;

/// The most calls that can come up to a moment.
fn most(tape: &Tape, until: Instant) -> f64 {
    (until.seconds() / extent(tape, "every", until).0).floor() + 1.0
}

/// Who is down, when: a sentence.
fn weather(settings: &Settings) -> String {
    let down = |service: usize| {
        let (from, until) = outage(settings, service);
        (from < until).then(|| (seconds(from.seconds()), span(until.since(from))))
    };
    let replica = down(REPLICA).filter(|_| is_on(settings, "degraded"));
    match (down(SERVICE), replica) {
        (Some((from, long)), Some((replica_from, replica_long))) => {
            text::both_down(&from, &long, &replica_from, &replica_long)
        }
        (Some((from, long)), None) => text::service_down(&from, &long),
        (None, Some((from, long))) => text::replica_down(&from, &long),
        (None, None) => text::nobody_down(&percent(settings.number("failure"))),
    }
}

/// What the cache may serve: a sentence.
fn cache(settings: &Settings) -> String {
    if is_on(settings, "cached") {
        text::cache(&span(settings.span("ttl")), &span(settings.span("stale")))
    } else {
        text::NO_CACHE.to_owned()
    }
}

/// A Kill or paint changes what was said.
fn more(tape: &Tape) -> &'static str {
    let is_kill = tape.inputs.iter().any(|input| matches!(input.action, Action::Kill { .. } | Action::Recover { .. }));
    if is_kill || !tape.scenario.paint.strokes().is_empty() { text::MORE_HAPPENS } else { "" }
}

fn situation(tape: &Tape) -> String {
    [weather(&tape.scenario.settings).as_str(), more(tape), " "].concat()
}

pub(super) fn alarm(tape: &Tape, until: Instant) -> (String, Kind) {
    let how = if is_on(&tape.scenario.settings, "silent") { text::SILENT } else { text::FLAGGED };
    let rings = text::rings(WINDOW / 2, WINDOW, &seconds(until.seconds()));
    let prompt = [situation(tape).as_str(), how, " ", rings.as_str()].concat();
    (prompt, choice([text::RINGS_EARLY, text::RINGS_LATE, text::STAYS_QUIET], [2, 0, 1]))
}

pub(super) fn first_default(tape: &Tape, _: Instant) -> (String, Kind) {
    let prompt = [situation(tape).as_str(), cache(&tape.scenario.settings).as_str(), " ", text::FIRST_DEFAULT].concat();
    (prompt, Kind::Moment { near: 2.0 })
}

pub(super) fn letters(tape: &Tape, until: Instant) -> (String, Kind) {
    let (share, most) = (percent(tape.scenario.settings.number("writes")), most(tape, until));
    let prompt = situation(tape) + &text::letters(&share, &seconds(until.seconds()));
    (prompt, Kind::Number { unit: text::A_LETTER, min: 0.0, max: most, step: 1.0, near: near(most, 0.05) })
}

pub(super) fn cached(tape: &Tape, until: Instant) -> (String, Kind) {
    let every = extent(tape, "every", until).0;
    // Where a call may take longer than the next one is due, those that are late come one after the other.
    let in_time = 2.0 * latency(tape, until).1.as_secs_f64() <= every;
    let max = if in_time { (SLOT.as_secs_f64() / every).ceil() + 1.0 } else { most(tape, until) };
    let points = (1..=STRETCHES as u64).map(|point| (point * SLOT.as_secs()).to_string()).collect();
    let axes = Axes {
        across: text::ENDS,
        at: text::AT_END,
        points,
        up: text::FROM_CACHE,
        unit: noun::CALLS,
        max,
        step: 1.0,
        near: near(max, 0.2),
    };
    let prompt = [situation(tape).as_str(), cache(&tape.scenario.settings).as_str(), " ", text::DRAW].concat();
    (prompt, Kind::Curve(axes))
}

pub(super) fn whole(tape: &Tape, until: Instant) -> (String, Kind) {
    let most = most(tape, until);
    let asked = if tape.scenario.settings.number("min-share") > 0.0 { BATCH } else { 1 };
    let prompt = situation(tape) + &text::whole(asked, &seconds(until.seconds()));
    (prompt, Kind::Number { unit: text::ANSWERS, min: 0.0, max: most, step: 1.0, near: near(most, 0.1) })
}

pub(super) fn replay(tape: &Tape, until: Instant) -> (String, Kind) {
    let times = tape.inputs.iter().filter(|input| matches!(input.action, Action::Command(_)));
    let first = times.map(|input| input.at).find(|at| *at < until);
    let when = first.map_or_else(|| text::WHENEVER.to_owned(), |at| text::replayed_at(&seconds(at.seconds())));
    let prompt = [situation(tape).as_str(), when.as_str(), " ", text::WHAT_BECOMES].concat();
    (prompt, choice([text::ALL_DONE, text::ALL_LOST, text::COME_BACK], [0, 1, 2]))
}
