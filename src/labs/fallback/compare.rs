//! What two lanes of the fallback lab are compared by.

use core::time::Duration;

use super::Picture;
use crate::play::Settings;
use crate::play::compare::{Amount, Measure, SHORTEST, Sense, measure};
use crate::text::fallback as text;

pub(super) fn measures(picture: &Picture) -> Vec<Measure> {
    let [full, _, cached, fixed, errors] = picture.counts;
    let calls = picture.calls();
    vec![
        measure("answered", text::COMPARED_ANSWERED, Sense::More, Amount::Share(calls - errors, calls)),
        measure("full", text::COMPARED_FULL, Sense::More, Amount::Share(full, calls)),
        measure("cached", text::COMPARED_CACHED, Sense::Open, Amount::Count(cached)),
        measure("fixed", text::COMPARED_FIXED, Sense::Open, Amount::Count(fixed)),
        measure("unflagged", text::COMPARED_UNFLAGGED, Sense::Less, Amount::Count(picture.unflagged)),
        measure("lost", text::COMPARED_LOST, Sense::Less, Amount::Count(picture.lost)),
    ]
}

/// As long as some calls take that come one after the other.
pub(super) fn stretch(settings: &Settings) -> Duration {
    settings.span("every").saturating_mul(5).max(SHORTEST)
}
