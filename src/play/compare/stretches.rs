//! A run of two lanes in stretches of time that both go through with the same random numbers, each of them a case for or against
//! a lane.

use core::time::Duration;

use super::{Cases, Measure, winner};
use crate::play::Run;
use crate::play::chance::Wins;
use crate::sim::input::{Action, Input, Lane};
use crate::time::Instant;

/// A stretch of a lab that does not say how long one is.
pub const SHORTEST: Duration = Duration::from_secs(5);

/// The stretches since the last change of a setting.
#[derive(Clone, Debug)]
pub struct Stretches {
    /// When the first one began.
    since: Instant,
    length: Duration,
    /// When the present one ends.
    end: Instant,
    /// How many of the tape's inputs had been applied when a change was looked for last.
    applied: usize,
    /// Both lanes' measures when the present one began.
    begun: [Vec<Measure>; 2],
    /// Of each measure, the stretches in which a lane was better.
    wins: Vec<Wins>,
}

impl Stretches {
    /// Begins at the present moment of two lanes, of whose inputs this many have been applied. Nothing where the lab has
    /// other cases than stretches.
    pub(in crate::play) fn begin(a: &Run, b: &Run, now: Instant, applied: usize) -> Option<Self> {
        let Cases::Stretches(least) = a.lab().cases else { return None };
        // A stretch without a length would never end.
        let length = least(a.settings()).max(least(b.settings())).max(Duration::from_millis(1));
        let begun = [a.picture().measures(), b.picture().measures()];
        let wins = begun[0].iter().map(|_| Wins::default()).collect();
        Some(Self { since: now, length, end: now.after(length), applied, begun, wins })
    }

    /// The moment at which both lanes are to be looked at next, if they go on to `until` and these inputs are to come.
    pub(in crate::play) fn stop(&self, until: Instant, to_come: &[Input]) -> Instant {
        let input = to_come.first().map_or(until, |input| input.at);
        until.min(self.end).min(input)
    }

    /// Both lanes have come to `now`, and these inputs have been applied.
    pub(in crate::play) fn look(&mut self, a: &Run, b: &Run, now: Instant, applied: &[Input]) {
        if now >= self.end {
            let now_begins = [a.picture().measures(), b.picture().measures()];
            let pairs = now_begins[0].iter().zip(&now_begins[1]).zip(self.begun[0].iter().zip(&self.begun[1]));
            for (wins, ((a, b), (a_before, b_before))) in self.wins.iter_mut().zip(pairs) {
                wins.count(winner(a.sense, a.amount.since(a_before.amount), b.amount.since(b_before.amount)));
            }
            self.begun = now_begins;
            self.end = now.after(self.length);
        }
        // A lane that is still behind has applied fewer.
        if let Some(new @ [_, ..]) = applied.get(self.applied..) {
            self.applied = applied.len();
            let set = new.iter().any(|input| matches!(input.action, Action::Set { .. }));
            if let Some(anew) = Self::begin(a, b, now, applied.len()).filter(|_| set) {
                *self = anew;
            }
        }
    }

    /// Since when the stretches are counted, and how long each of them is.
    pub fn measured(&self) -> (Instant, Duration) {
        (self.since, self.length)
    }

    /// Of each measure, the stretches in which a lane was better.
    pub(super) fn wins(&self) -> &[Wins] {
        &self.wins
    }
}

impl Run {
    /// The lane and the other one, if there are two.
    pub(super) fn both(&self) -> Option<(&Self, &Self)> {
        self.lane(Lane::B).map(|other| (self, other))
    }
}
