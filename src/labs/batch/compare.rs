//! What two lanes of the batch lab are compared by.

use core::time::Duration;

use super::Picture;
use crate::play::Settings;
use crate::play::compare::{Amount, Measure, Sense, measure};

pub(super) fn measures(picture: &Picture) -> Vec<Measure> {
    let healthy = picture.batches - picture.degraded;
    let answers = picture.batches - picture.unanswered;
    vec![
        measure("success-share", "Batches with all values", Sense::More, Amount::Share(healthy, picture.batches)),
        measure("answered", "Batches that are an answer", Sense::More, Amount::Share(answers, picture.batches)),
        measure("data-kept", "Data kept", Sense::More, Amount::Share(picture.values_kept, picture.values)),
        measure("twin-kept", "Kept by all-or-nothing", Sense::More, Amount::Share(picture.twin_kept, picture.values)),
        measure("load", "Load on the sensors", Sense::Less, Amount::Count(picture.attempts)),
        measure("waiting-ms", "Mean wait for a batch", Sense::Less, Amount::Mean(picture.took, picture.batches)),
    ]
}

/// From one batch to the next.
pub(super) fn stretch(settings: &Settings) -> Duration {
    settings.span("every").max(settings.span("latency") * settings.count("attempts"))
}
