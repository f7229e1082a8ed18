//! What the dashboard lab's stage says.

use crate::app::component::glyph::Glyph;
use crate::app::stage::Scene;
use crate::labs::dashboard::{MEMBERS, Picture, Row, SENSOR_NAMES, SENSORS, SERVICES};
use crate::order;
use crate::play::tally::Told;
use crate::policy::alert::Rule;
use crate::policy::health::{Circuit, Results, Score};
use crate::text::dashboard::stage as text;
use crate::time::Instant;
use crate::words::{moment, percent, span, whole_percent};

/// The rows, the one with the lowest score first.
pub(super) fn worst_first(picture: &Picture) -> [usize; SERVICES] {
    let rank = |row: &Row| match row.watch.circuit() {
        Circuit::Open => 0,
        Circuit::HalfOpen => 1,
        Circuit::Closed => 2,
    };
    let mut rows: [(u32, u32, usize); SERVICES] =
        core::array::from_fn(|index| (picture.rows[index].score().points, rank(&picture.rows[index]), index));
    order::sort(&mut rows, |one, other| one < other);
    rows.map(|(_, _, index)| index)
}

/// The sign and the word of a state.
pub(super) fn state(circuit: Circuit) -> (Glyph, &'static str) {
    match circuit {
        Circuit::Closed => (Glyph::SwitchClosed, text::IS_CLOSED),
        Circuit::Open => (Glyph::SwitchOpen, text::IS_OPEN),
        Circuit::HalfOpen => (Glyph::SwitchHalf, text::IS_HALF_OPEN),
    }
}

/// A state as the page contract writes it.
pub(super) const fn key(circuit: Circuit) -> &'static str {
    match circuit {
        Circuit::Closed => "closed",
        Circuit::Open => "open",
        Circuit::HalfOpen => "half-open",
    }
}

/// How long a row has been in its state, in whole seconds where it is longer than a few.
pub(super) fn since(row: &Row, now: Instant) -> String {
    let since = now.since(row.watch.since());
    let whole = core::time::Duration::from_secs(since.as_secs());
    span(if since.as_secs() < 2 {
        core::time::Duration::from_millis(since.as_millis() as u64 / 100 * 100)
    } else {
        whole
    })
}

/// The share that failed.
pub(super) fn share(results: Results) -> String {
    if results.all == 0 { text::NO_RESULT.to_owned() } else { whole_percent(part(results)) }
}

/// The same as a part of one.
pub(super) fn part(results: Results) -> f64 {
    results.failures as f64 / results.all.max(1) as f64
}

/// What was taken off a score, if something was.
pub(super) fn less(circuit: Circuit, score: Score) -> String {
    let of = |points: u32, told: fn(u32) -> String| (points > 0).then(|| told(points));
    let state = if circuit == Circuit::HalfOpen { text::less_half_open } else { text::less_open };
    let parts =
        [of(score.circuit, state), of(score.failures, text::less_failing), of(score.openings, text::less_opened)];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(", ")
}

/// The rows that have no room of their own, as one line.
pub(super) fn others(rows: &[usize]) -> String {
    let names: Vec<&str> = rows.iter().map(|index| MEMBERS[*index].name).collect();
    text::more(&names.join(", "))
}

/// An alert: its sign, its title, its numbers, and what to do.
pub(super) fn alert(told: &Told) -> (Glyph, String, String, &'static str) {
    let alert = &told.raised.alert;
    let name = &alert.subject;
    let (kind, title, action) = match alert.rule {
        Rule::OpenTooLong { .. } => (Glyph::SwitchOpen, text::open_too_long(name), text::DO_OPEN_LONG),
        Rule::Flapping { .. } | Rule::OpenAgain { .. } => (Glyph::Waiting, text::flapping(name), text::DO_FLAPS),
        Rule::BatchDegraded { .. } => (Glyph::Degraded, text::BATCH_DEGRADED.to_owned(), text::DO_BATCH),
        Rule::HighButClosed { .. } | Rule::FailureRateHigh { .. } => {
            (Glyph::Failure, text::fails_closed(name), text::DO_FAILING)
        }
    };
    let numbers = match alert.rule {
        Rule::OpenTooLong { open, limit } => {
            text::open_for(&span(core::time::Duration::from_secs(open.as_secs())), &span(limit))
        }
        Rule::Flapping { changes, limit, .. } | Rule::OpenAgain { openings: changes, limit } => {
            text::changes(changes, limit)
        }
        Rule::BatchDegraded { missing, total } => text::lacks(missing, total),
        Rule::HighButClosed { failures, results, limit } | Rule::FailureRateHigh { failures, results, limit } => {
            let share = failures as f64 / results.max(1) as f64;
            text::fail(&whole_percent(share), &percent(limit.fraction()))
        }
    };
    (kind, title, numbers, action)
}

/// The row that an alert is about, by its name; a breaker that all share has none.
pub(super) fn about(told: &Told) -> String {
    let subject = &*told.raised.alert.subject;
    if SENSOR_NAMES.contains(&subject) { MEMBERS[SENSORS].name.to_owned() } else { subject.to_owned() }
}

/// When an alert was sent.
pub(super) fn sent(told: &Told, applies: bool) -> String {
    text::sent_at(&moment(told.at), told.held, applies)
}

/// The drawing for those who cannot see it.
pub(super) fn spoken(scene: &Scene<'_>, picture: &Picture, order: &[usize]) -> String {
    let row = |index: &usize| {
        let row = &picture.rows[*index];
        let (_, state) = state(row.watch.circuit());
        text::spoken_row(MEMBERS[*index].name, state, &share(row.recent(scene.now)), row.score().points)
    };
    let rows: String = order.iter().map(row).collect();
    text::spoken(picture.health(), &rows, &text::spoken_alerts(picture.alerts(scene.now).len()))
}
