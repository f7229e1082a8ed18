//! What two lanes of the stack lab are compared by.

use core::time::Duration;

use super::picture::Totals;
use crate::play::Settings;
use crate::play::compare::{Amount, Measure, SHORTEST, Sense, measure};
use crate::text::stack as text;

/// What a breaker sees and how often it opens is neither good nor bad: that depends on what becomes of the calls.
pub(super) fn measures(totals: &Totals) -> Vec<Measure> {
    let count = |key, label, sense, count| measure(key, label, sense, Amount::Count(count));
    vec![
        measure("success-share", text::FULL_ANSWERS, Sense::More, Amount::Share(totals.full, totals.calls)),
        measure("error-share", text::ERRORS, Sense::Less, Amount::Share(totals.errors, totals.calls)),
        measure("held-ms", text::HELD, Sense::Less, Amount::Mean(totals.held, totals.calls)),
        measure("waiting-ms", text::FOR_NOTHING, Sense::Less, Amount::Span(totals.for_nothing)),
        count("load", text::LOAD, Sense::Less, totals.attempts),
        count("refused", text::REFUSED, Sense::Open, totals.refused),
        count("breaker-failures", text::SEEN_BY_BREAKER, Sense::Open, totals.breaker_failures),
        count("openings", text::OPENINGS, Sense::Open, totals.openings),
    ]
}

/// From one chance to the next: an opening and the call that comes after it.
pub(super) fn stretch(settings: &Settings) -> Duration {
    (settings.span("reset") + settings.span("every") + settings.span("hang")).max(SHORTEST)
}
