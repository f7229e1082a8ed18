//! What the bulkhead lab's questions ask of a run.

use super::{ORDERS, REPORTS, has_wall, limit, share};
use crate::play::question::ask::{choice, counts, extent, near};
use crate::play::question::{Axes, Kind};
use crate::play::{Settings, Tape};
use crate::sim::input::Action;
use crate::text::bulkhead::questions as text;
use crate::text::noun;
use crate::time::Instant;
use crate::words::{decimal, seconds};

/// Moments of the curve.
pub(super) const MOMENTS: usize = 8;

/// How many seconds lie between two moments of the curve, so that the last one is the moment of decision.
pub(super) fn spacing(until: Instant) -> u64 {
    (until.millis() / 1_000 / MOMENTS as u64).max(1)
}

/// The most calls of a kind that can come up to a moment.
fn most_of(tape: &Tape, key: &str, until: Instant) -> f64 {
    (extent(tape, key, until).1 * until.seconds()).ceil() + 1.0
}

/// Who comes, who works, and what stands between them.
fn situation(tape: &Tape) -> String {
    let settings = &tape.scenario.settings;
    let [orders, reports] = [("orders", "orders-take"), ("reports", "reports-take")]
        .map(|(rate, takes)| (decimal(settings.number(rate), 1), seconds(settings.number(takes))));
    let limiter = match settings.choice("limiter") {
        "off" => String::new(),
        _ => text::limiter(&decimal(settings.number("tokens"), 1)),
    };
    text::situation(&orders, &reports, &limiter, &workers(settings), kills(tape))
}

/// A Kill changes what was said.
fn kills(tape: &Tape) -> &'static str {
    let is_kill = tape.inputs.iter().any(|input| matches!(input.action, Action::Kill { .. } | Action::Recover { .. }));
    if is_kill || !tape.scenario.paint.strokes().is_empty() { text::MORE_HAPPENS } else { "" }
}

fn workers(settings: &Settings) -> String {
    let queue = settings.count("queue");
    let documented = has_wall(settings) && settings.choice("queueing") == "documented";
    let waits = match (documented, queue) {
        (true, _) => text::queue_as_documented(queue.into()),
        (false, queue) => text::queue(queue.into()),
    };
    let workers = match settings.choice("isolation") {
        "none" => text::one_pool(settings.count("workers").into()),
        "strict" => text::walled(share(settings, ORDERS), share(settings, REPORTS)),
        _ => text::at_most(limit(settings, ORDERS), limit(settings, REPORTS)),
    };
    [workers, waits].concat()
}

pub(super) fn limiter(tape: &Tape, until: Instant) -> (String, Kind) {
    let prompt = situation(tape) + &text::how_many_orders(&seconds(until.seconds()));
    (prompt, choice([text::NEARLY_ALL, text::MOST, text::LESS_THAN_HALF], [1, 2, 0]))
}

pub(super) fn throughput(tape: &Tape, until: Instant) -> (String, Kind) {
    let prompt = situation(tape) + &text::who_serves_more(&seconds(until.seconds()));
    (prompt, choice([text::THE_WALL, text::BOTH_THE_SAME, text::ONE_POOL_SERVES_MORE], [0, 2, 1]))
}

pub(super) fn queue(tape: &Tape, until: Instant) -> (String, Kind) {
    let prompt = situation(tape) + &text::what_of_the_queue(&seconds(until.seconds()));
    (prompt, choice([text::IT_FILLS, text::NOBODY_WAITS, text::IT_GROWS], [0, 1, 2]))
}

pub(super) fn served(tape: &Tape, until: Instant) -> (String, Kind) {
    let most = most_of(tape, "orders", until);
    let prompt = situation(tape) + &text::how_many_orders(&seconds(until.seconds()));
    (prompt, Kind::Number { unit: text::ORDERS, min: 0.0, max: most, step: 1.0, near: near(most, 0.1) })
}

pub(super) fn full(tape: &Tape, _: Instant) -> (String, Kind) {
    (situation(tape) + text::WHEN_FULL, Kind::Moment { near: 0.5 })
}

pub(super) fn climb(tape: &Tape, until: Instant) -> (String, Kind) {
    let (_, workers) = counts(tape, "workers", until);
    let max = workers as f64;
    let every = spacing(until);
    let points = (1..=MOMENTS as u64).map(|point| (point * every).to_string()).collect();
    let axes = Axes {
        across: text::SECOND,
        at: text::AT_SECOND,
        points,
        up: text::WITH_REPORTS,
        unit: noun::WORKERS,
        max,
        step: (max / 30.0).round().max(1.0),
        near: near(max, 0.15),
    };
    (situation(tape) + text::CLIMB, Kind::Curve(axes))
}

pub(super) fn most(tape: &Tape, until: Instant) -> (String, Kind) {
    let (_, workers) = counts(tape, "workers", until);
    let max = workers as f64;
    let prompt = situation(tape) + &text::most(&seconds(until.seconds()));
    (prompt, Kind::Number { unit: noun::WORKERS, min: 0.0, max, step: 1.0, near: near(max, 0.1) })
}
