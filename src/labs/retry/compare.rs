//! What two lanes of the retry lab are compared by.

use super::{Picture, Read, ReadOutcome, SLOT, SLOTS, Span};
use crate::play::Run;
use crate::play::chance::Wins;
use crate::play::compare::{Amount, Measure, Sense, measure, winner};
use crate::text::retry as text;
use crate::time::nanos;

pub(super) fn measures(picture: &Picture) -> Vec<Measure> {
    const { assert!(SLOT.as_millis() == 100, "the label of the peak names its width") };
    let ended = picture.successes + picture.failures;
    vec![
        measure("load", text::COMPARED_LOAD, Sense::Less, Amount::Count(picture.attempts)),
        measure("waiting-ms", text::COMPARED_WAITING, Sense::Less, Amount::Span(picture.waiting)),
        measure("success-share", text::COMPARED_SUCCESS, Sense::More, Amount::Share(picture.successes, ended)),
        measure("peak-retries", text::COMPARED_PEAK, Sense::Less, Amount::Count(peak_of_retries(picture))),
    ]
}

/// The most retries that started within one slot. First attempts may all start together, whatever the policy.
fn peak_of_retries(picture: &Picture) -> u64 {
    let mut slots: Vec<u64> = Vec::new();
    for span in picture.reads.iter().flat_map(|read| &read.spans) {
        let &Span::Attempt { attempt: 2.., from, .. } = span else { continue };
        let slot = usize::try_from(from.nanos() / nanos(SLOT)).unwrap_or(usize::MAX).min(SLOTS - 1);
        if slots.len() <= slot {
            slots.resize(slot + 1, 0);
        }
        slots[slot] += 1;
    }
    slots.into_iter().max().unwrap_or(0)
}

/// Of the measures, how many reads went better in a lane. Luck is given to a read by its number, so each
/// read is a pair. The most retries at one time are no matter of single reads: each of them is taken as a case.
pub(super) fn wins(a: &Run, b: &Run) -> Vec<Wins> {
    let (Some(a), Some(b)) = (a.picture().of::<Picture>(), b.picture().of::<Picture>()) else { return Vec::new() };
    let mut wins = [Wins::default(); 4];
    for (a, b) in a.reads.iter().zip(&b.reads).filter(|(a, b)| a.ended.is_some() && b.ended.is_some()) {
        let success = |read: &Read| Amount::Count(u64::from(read.outcome == ReadOutcome::Success));
        let attempts = |read: &Read| Amount::Count(u64::from(read.attempts));
        wins[0].count(winner(Sense::Less, attempts(a), attempts(b)));
        wins[2].count(winner(Sense::More, success(a), success(b)));
        wins[1].count(winner(Sense::Less, Amount::Span(a.waited()), Amount::Span(b.waited())));
    }
    wins[3] = Wins { a: peak_of_retries(b), b: peak_of_retries(a) };
    wins.to_vec()
}

/// What the counts leave out.
pub(super) fn note(a: &Run, _: &Run) -> Option<String> {
    (!a.finished()).then(|| text::NOTE.to_owned())
}
