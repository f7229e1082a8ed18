//! What two lanes of the cascade lab are compared by.

use core::time::Duration;

use super::Picture;
use crate::play::Settings;
use crate::play::compare::{Amount, Measure, SHORTEST, Sense, measure};
use crate::text::cascade as text;

pub(super) fn measures(picture: &Picture) -> Vec<Measure> {
    let [_, _, status] = picture.routes;
    // Those that still wait have come to nothing yet.
    let ended = picture.served() + picture.refused + picture.failed;
    vec![
        measure("served", text::COMPARED_SERVED, Sense::More, Amount::Share(picture.served(), ended)),
        measure(
            "status",
            text::COMPARED_STATUS,
            Sense::More,
            Amount::Share(status.served, status.served + status.lost),
        ),
        measure("refused", text::COMPARED_REFUSED, Sense::Open, Amount::Count(picture.refused)),
        measure("failed", text::COMPARED_FAILED, Sense::Less, Amount::Count(picture.failed)),
        measure("wasted-ms", text::COMPARED_WASTED, Sense::Less, Amount::Span(picture.wasted)),
    ]
}

/// As long as a call hangs, so that what it does is seen in the same stretch.
pub(super) fn stretch(settings: &Settings) -> Duration {
    settings.span("hang").max(SHORTEST)
}
