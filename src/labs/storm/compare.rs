//! What two lanes of the storm lab are compared by.

use super::{Caller, Picture, Slot, World};
use crate::play::Run;
use crate::play::chance::Wins;
use crate::play::compare::{Amount, Measure, Sense, measure, winner};
use crate::text::storm as text;

/// Slots in a stretch of time.
const STRETCH: usize = 50;

pub(super) fn measures(picture: &Picture) -> Vec<Measure> {
    let ended = picture.served + picture.gave_up;
    vec![
        measure("load", text::LOAD, Sense::Less, Amount::Count(picture.attempts)),
        measure("refused", text::REFUSED, Sense::Less, Amount::Count(picture.refused)),
        measure("success-share", text::SHARE_SERVED, Sense::More, Amount::Share(picture.served, ended)),
        measure("waiting-ms", text::UNTIL_SERVED, Sense::Less, Amount::Mean(picture.took, picture.served)),
        measure("peak", text::PEAK, Sense::Less, Amount::Count(picture.peak.into())),
    ]
}

/// Of the measures, how many cases went better in a lane: clients, who have the same number in both and so the same random numbers, or
/// stretches of time where calls have no end. The peak is no matter of single cases: each attempt more is taken as one.
pub(super) fn wins(a: &Run, b: &Run) -> Vec<Wins> {
    let (Some(in_a), Some(in_b)) = (a.picture().of::<Picture>(), b.picture().of::<Picture>()) else {
        return Vec::new();
    };
    let mut wins = [Wins::default(); 5];
    if in_a.world == World::Load {
        by_stretches(in_a, in_b, &mut wins);
    } else {
        by_clients(in_a, in_b, &mut wins);
    }
    wins[4] = Wins { a: in_b.peak.into(), b: in_a.peak.into() };
    wins.to_vec()
}

fn by_clients(a: &Picture, b: &Picture, wins: &mut [Wins; 5]) {
    let pairs = a.callers.iter().zip(&b.callers).filter_map(|(a, b)| Some(((a, a.ended?), (b, b.ended?))));
    for ((a, (until_a, served_a)), (b, (until_b, served_b))) in pairs {
        let attempts = |caller: &Caller| Amount::Count(caller.attempts.into());
        wins[0].count(winner(Sense::Less, attempts(a), attempts(b)));
        // All attempts but the one that was served were refused, or failed with all others of that moment.
        let refused = |caller: &Caller, served: bool| Amount::Count(u64::from(caller.attempts) - u64::from(served));
        wins[1].count(winner(Sense::Less, refused(a, served_a), refused(b, served_b)));
        let served = |served: bool| Amount::Count(served.into());
        wins[2].count(winner(Sense::More, served(served_a), served(served_b)));
        let took = |caller: &Caller, until: crate::time::Instant| Amount::Span(until.since(caller.started));
        if served_a && served_b {
            wins[3].count(winner(Sense::Less, took(a, until_a), took(b, until_b)));
        }
    }
}

fn by_stretches(a: &Picture, b: &Picture, wins: &mut [Wins; 5]) {
    let joined = a.joined.max(b.joined).max(STRETCH);
    let sums = |picture: &Picture| -> Vec<Slot> {
        picture.columns.chunks_exact(joined / picture.joined).map(Slot::sum).collect()
    };
    for (a, b) in sums(a).into_iter().zip(sums(b)) {
        let count = |of: fn(Slot) -> u32, slot: Slot| Amount::Count(of(slot).into());
        let mut judge = |place: usize, sense: Sense, of: fn(Slot) -> u32| {
            wins[place].count(winner(sense, count(of, a), count(of, b)));
        };
        judge(0, Sense::Less, |slot| slot.arrived);
        judge(1, Sense::Less, |slot| slot.refused);
        judge(2, Sense::More, |slot| slot.served);
    }
}

/// What the counts leave out.
pub(super) fn note(a: &Run, b: &Run) -> Option<String> {
    let (in_a, in_b) = (a.picture().of::<Picture>()?, b.picture().of::<Picture>()?);
    if in_a.world == World::Load {
        return Some(text::WASTED_WORK.to_owned()).filter(|_| in_a.wasted.0 + in_b.wasted.0 > 0);
    }
    (!a.finished()).then(|| text::ONLY_ENDED.to_owned())
}
