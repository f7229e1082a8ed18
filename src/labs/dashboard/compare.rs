//! What two lanes of the dashboard lab are compared by.

use core::time::Duration;

use super::{BATCH_EVERY, Picture};
use crate::play::Settings;
use crate::play::compare::{Amount, Measure, Sense, measure};
use crate::text::dashboard as text;

pub(super) fn measures(picture: &Picture) -> Vec<Measure> {
    let observed = &picture.tally.observed;
    let calls: u64 = picture.rows.iter().map(|row| row.calls).sum();
    vec![
        measure("refused", text::COMPARED_REFUSED, Sense::Less, Amount::Share(picture.refused_well, calls)),
        measure(
            "whole",
            text::COMPARED_WHOLE,
            Sense::More,
            Amount::Share(observed.batches.all - observed.degraded.all, observed.batches.all),
        ),
        measure("openings", text::COMPARED_OPENINGS, Sense::Open, Amount::Count(observed.openings.all)),
        measure("alerts", text::COMPARED_ALERTS, Sense::Open, Amount::Count(picture.tally.alarms.all())),
        measure("held-back", text::COMPARED_HELD, Sense::Open, Amount::Count(picture.tally.alarms.suppressed())),
    ]
}

/// A minute: as long as most breakers wait, and six batches.
pub(super) fn stretch(_: &Settings) -> Duration {
    BATCH_EVERY * 6
}
