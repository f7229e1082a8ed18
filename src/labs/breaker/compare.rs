//! What two lanes of the breaker lab are compared by.

use core::cmp::Ordering;
use core::time::Duration;

use super::{Picture, shown};
use crate::play::compare::{Amount, Measure, SHORTEST, Sense, measure};
use crate::play::{Run, Settings};
use crate::text::breaker as text;
use crate::words;

/// A fast fail is a wait that was avoided and a chance that was missed, so more of them is neither good nor bad.
pub(super) fn measures(picture: &Picture) -> Vec<Measure> {
    let load = picture.successes + picture.failures + picture.flights.len() as u64;
    vec![
        measure("load", text::COMPARED_LOAD, Sense::Less, Amount::Count(load)),
        measure("waiting-ms", text::COMPARED_WAITING, Sense::Less, Amount::Span(picture.lost)),
        measure("success-share", text::COMPARED_SUCCESS, Sense::More, Amount::Share(picture.successes, picture.calls)),
        measure("good-refused", text::COMPARED_GOOD_REFUSED, Sense::Less, Amount::Count(picture.good_refused)),
        measure("bad-through", text::COMPARED_BAD_THROUGH, Sense::Less, Amount::Count(picture.failures)),
        measure("fast-fails", text::COMPARED_FAST_FAILS, Sense::Open, Amount::Count(picture.fast_fails)),
        measure("openings", text::COMPARED_OPENINGS, Sense::Open, Amount::Count(picture.openings)),
        measure("reopenings", text::COMPARED_REOPENINGS, Sense::Open, Amount::Count(picture.reopenings)),
        measure("waiting-spared-ms", text::COMPARED_AVOIDED, Sense::Open, Amount::Span(picture.time_saved)),
    ]
}

/// From one chance to the next: an opening with its probe, and the call that comes after it.
pub(super) fn stretch(settings: &Settings) -> Duration {
    (shown(settings).span("reset") + 2 * settings.span("latency") + settings.span("pause")).max(SHORTEST)
}

/// Why the lanes count other numbers of calls, if they do.
pub(super) fn note(a: &Run, b: &Run) -> Option<String> {
    let (in_a, in_b) = (a.picture().of::<Picture>()?, b.picture().of::<Picture>()?);
    let (more, most, least) = match in_a.calls.cmp(&in_b.calls) {
        Ordering::Equal => return None,
        Ordering::Greater => ("A", in_a, in_b),
        Ordering::Less => ("B", in_b, in_a),
    };
    let (calls, fewer) = (words::grouped(most.calls), words::grouped(least.calls));
    let pace = |key| a.settings().get(key) == b.settings().get(key);
    let refused = most.fast_fails > least.fast_fails && ["callers", "pause", "latency"].into_iter().all(pace);
    let why = if refused { text::ASKS_MORE_OFTEN } else { "" };
    Some(text::calls_differ(more, &calls, &fewer, why))
}
