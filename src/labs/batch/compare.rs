//! What two lanes of the batch lab are compared by.

use core::time::Duration;

use super::Picture;
use crate::play::Settings;
use crate::play::compare::{Amount, Measure, Sense, measure};
use crate::text::batch as text;

pub(super) fn measures(picture: &Picture) -> Vec<Measure> {
    let healthy = picture.batches - picture.degraded;
    let answers = picture.batches - picture.unanswered;
    vec![
        measure("success-share", text::COMPARED_WHOLE, Sense::More, Amount::Share(healthy, picture.batches)),
        measure("answered", text::COMPARED_ANSWERS, Sense::More, Amount::Share(answers, picture.batches)),
        measure("data-kept", text::COMPARED_KEPT, Sense::More, Amount::Share(picture.values_kept, picture.values)),
        measure("twin-kept", text::COMPARED_TWIN, Sense::More, Amount::Share(picture.twin_kept, picture.values)),
        measure("load", text::COMPARED_LOAD, Sense::Less, Amount::Count(picture.attempts)),
        measure("waiting-ms", text::COMPARED_WAIT, Sense::Less, Amount::Mean(picture.took, picture.batches)),
    ]
}

/// From one batch to the next.
pub(super) fn stretch(settings: &Settings) -> Duration {
    settings.span("every").max(settings.span("latency") * settings.count("attempts"))
}
