//! What two lanes of the pipeline lab are compared by.

use core::time::Duration;

use super::{Picture, attempts, outage};
use crate::play::Settings;
use crate::play::compare::{Amount, Measure, Sense, measure};
use crate::sim::service::Symptom;
use crate::text::pipeline as text;

pub(super) fn measures(picture: &Picture) -> Vec<Measure> {
    let (batches, delivered) = (picture.batches(), picture.enriched + picture.flagged);
    vec![
        measure("success-share", text::WHOLE_AND_ENRICHED, Sense::More, Amount::Share(picture.whole, batches)),
        measure("data-kept", text::DATA_KEPT, Sense::More, Amount::Share(picture.values_kept, picture.values)),
        measure("enriched", text::SHARE_ENRICHED, Sense::More, Amount::Share(picture.enriched, batches)),
        measure("load", text::LOAD, Sense::Less, Amount::Count(picture.attempts)),
        measure("waiting-ms", text::MEAN_DELAY, Sense::Less, Amount::Mean(picture.late_in_all, delivered)),
        measure("openings", text::OPENED_IN_ALL, Sense::Open, Amount::Count(picture.observed.openings.all)),
    ]
}

/// From one batch to the next, or as long as a batch is held up where the enrichment hangs.
pub(super) fn stretch(settings: &Settings) -> Duration {
    let Symptom::Fails { after } = outage(settings).symptom else { return settings.span("every") };
    settings.span("every").max(after.max(settings.span("latency")).saturating_mul(attempts(settings)))
}
