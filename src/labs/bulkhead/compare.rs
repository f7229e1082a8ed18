//! What two lanes of the bulkhead lab are compared by.

use core::time::Duration;

use super::{ORDERS, Picture, REPORTS};
use crate::play::Settings;
use crate::play::compare::{Amount, Measure, SHORTEST, Sense, measure};
use crate::text::bulkhead as text;

pub(super) fn measures(picture: &Picture) -> Vec<Measure> {
    // Those that still wait or are worked on have come to nothing yet.
    let share = |kind: usize| {
        let of = &picture.kinds[kind];
        Amount::Share(of.served, of.served + of.refused + of.limited + of.failed)
    };
    let [orders, reports] = &picture.kinds;
    let queued = picture.queued_for(picture.counted_to());
    vec![
        measure("orders-served", text::COMPARED_ORDERS, Sense::More, share(ORDERS)),
        measure("reports-served", text::COMPARED_REPORTS, Sense::More, share(REPORTS)),
        measure("refused", text::COMPARED_REFUSED, Sense::Less, Amount::Count(orders.refused + reports.refused)),
        measure("limited", text::COMPARED_LIMITED, Sense::Open, Amount::Count(reports.limited)),
        measure("failed", text::COMPARED_FAILED, Sense::Less, Amount::Count(orders.failed + reports.failed)),
        measure("queued-ms", text::COMPARED_QUEUED, Sense::Less, Amount::Span(queued)),
    ]
}

/// As long as a report takes, so that what it does is seen in the same stretch.
pub(super) fn stretch(settings: &Settings) -> Duration {
    settings.span("reports-take").max(SHORTEST)
}
