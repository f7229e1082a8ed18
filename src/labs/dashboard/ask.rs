//! What the dashboard lab's questions ask of a run.

use super::{MEMBERS, is_shared};
use crate::play::Tape;
use crate::play::question::ask::{choice, extent, near};
use crate::play::question::{Axes, Kind};
use crate::sim::input::Action;
use crate::text::dashboard::questions as text;
use crate::time::Instant;
use crate::words::{moment, span};

/// Moments of the curve.
pub(super) const MOMENTS: usize = 8;
/// The service that is asked about where one breaker refuses all.
pub(super) const ASKED: usize = 0;
/// The service whose opening is asked about.
pub(super) const FIRST: usize = 5;

/// How many seconds lie between two moments of the curve, so that the last one is the moment of decision.
pub(super) fn spacing(until: Instant) -> u64 {
    (until.millis() / 1_000 / MOMENTS as u64).max(1)
}

/// The breakers, and what happens to the services, in a few sentences.
fn situation(tape: &Tape) -> String {
    let settings = &tape.scenario.settings;
    let breakers = if is_shared(settings) { text::ONE_FOR_ALL } else { text::ONE_EACH };
    let weather = match settings.choice("weather") {
        "calm" => text::CALM,
        "storm" => text::STORM,
        _ => text::MIXED,
    };
    let told = |action: Action, at: Instant| {
        let name = |service: u32| MEMBERS.get(service as usize).map_or("", |member| member.name);
        match action {
            Action::Kill { service } => Some(text::killed(name(service), &moment(at))),
            Action::Recover { service } => Some(text::recovered(name(service), &moment(at))),
            _ => None,
        }
    };
    let kills: Vec<String> = tape.inputs.iter().filter_map(|input| told(input.action, input.at)).collect();
    // One is told; what more there is would be too long for a question.
    let is_painted = !tape.scenario.paint.strokes().is_empty();
    let done = match kills.as_slice() {
        [] if !is_painted => "",
        [only] if !is_painted => only,
        _ => text::MORE_IS_DONE,
    };
    [breakers, weather, done].concat()
}

pub(super) fn refused(tape: &Tape, until: Instant) -> (String, Kind) {
    let most = (until.seconds()).ceil() + 1.0;
    let prompt = situation(tape) + &text::how_many_refused(MEMBERS[ASKED].name, &moment(until));
    (prompt, Kind::Number { unit: text::CALLS, min: 0.0, max: most, step: 1.0, near: near(most, 0.1) })
}

pub(super) fn opens(tape: &Tape, until: Instant) -> (String, Kind) {
    let prompt = situation(tape) + &text::does_it_open(&moment(until));
    (prompt, choice([text::NEVER, text::ONCE, text::MORE_THAN_ONCE], [1, 2, 0]))
}

pub(super) fn alerts(tape: &Tape, until: Instant) -> (String, Kind) {
    let suppress = tape.scenario.settings.span("suppress");
    let rule = if suppress.is_zero() { text::NOTHING_HELD.to_owned() } else { text::held_for(&span(suppress)) };
    // A monitor that looks twice a minute at twelve breakers by two rules, and a batch every ten seconds; each of these alerts
    // is sent once in the least time for which it is held back.
    let most = (until.seconds() / 30.0).ceil() * 27.0 + 1.0;
    let (least, _) = extent(tape, "suppress", until);
    let max = if least > 0.0 { most.min(25.0 * (until.seconds() / least).floor() + 25.0) } else { most };
    let prompt = situation(tape) + &text::how_many_alerts(&moment(until), &rule);
    (prompt, Kind::Number { unit: text::ALERTS, min: 0.0, max, step: 1.0, near: near(max.min(60.0), 0.1) })
}

pub(super) fn opened(tape: &Tape, _: Instant) -> (String, Kind) {
    (situation(tape) + &text::when_opened(MEMBERS[FIRST].name), Kind::Moment { near: 3.0 })
}

pub(super) fn health(tape: &Tape, until: Instant) -> (String, Kind) {
    let every = spacing(until);
    let points = (1..=MOMENTS as u64).map(|point| (point * every).to_string()).collect();
    let axes = Axes {
        across: text::SECOND,
        at: text::AT_SECOND,
        points,
        up: text::HEALTH,
        unit: text::POINTS,
        max: 100.0,
        step: 5.0,
        near: near(100.0, 0.15),
    };
    (situation(tape) + text::HOW_HEALTHY, Kind::Curve(axes))
}

pub(super) fn words(tape: &Tape, until: Instant) -> (String, Kind) {
    let prompt = situation(tape) + &text::which_words(&moment(until));
    (prompt, choice([text::BOTH_WELL, text::THEY_DIFFER, text::BOTH_ILL], [2, 1, 0]))
}
