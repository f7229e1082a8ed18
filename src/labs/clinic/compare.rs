//! What two lanes of the clinic are compared by.

use super::Picture;
use crate::play::compare::{Amount, Measure, Sense, measure};
use crate::text::clinic as text;

pub(super) fn measures(picture: &Picture) -> Vec<Measure> {
    let all = picture.all;
    vec![
        measure("answered", text::COMPARED_ANSWERED, Sense::More, Amount::Share(all.answered, all.ended)),
        measure("refused", text::COMPARED_REFUSED, Sense::Open, Amount::Count(all.refused)),
        measure(
            "avoided",
            text::COMPARED_AVOIDED,
            Sense::More,
            Amount::Share(picture.reference.saturating_sub(picture.vain), picture.reference),
        ),
        measure("vain", text::COMPARED_VAIN, Sense::Less, Amount::Count(picture.vain)),
    ]
}
