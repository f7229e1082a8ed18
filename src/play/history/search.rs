//! The search for a turn, in portions.

use core::time::Duration;

use super::whole;
use crate::play::{Run, Tape};
use crate::time::Instant;

/// A search on its way.
pub(super) struct Search {
    /// The run that looks; nothing before it has set out from a checkpoint.
    run: Option<Run>,
    /// The instant that is being played, and how often something had turned before it.
    instant: Option<(Instant, u64)>,
    /// The moment from which it looks.
    from: Instant,
    /// Of a search back: where the stretch that is looked through begins.
    start: Option<Instant>,
    /// What happens here or later is not looked at any more.
    end: Instant,
    /// The last turn of the stretch that is looked through.
    last: Option<Instant>,
    /// Of a search back: how many checkpoints have not been looked at, of how many.
    stretches: Option<(usize, usize)>,
}

/// What a portion of a search came to.
pub(super) enum Sought {
    /// There is more to look at.
    NotYet,
    /// A turn, by the whole millisecond at which it has happened; of a search back without one, the start.
    Found(Instant),
    /// There is none up to the limit.
    Nothing,
}

impl Search {
    /// Looks for the first turn after a moment and before a limit, with a run that stands at the moment.
    pub(super) fn forward(run: Run, moment: Instant, limit: Instant) -> Self {
        Self { run: Some(run), instant: None, from: moment, start: None, end: limit, last: None, stretches: None }
    }

    /// Looks for the last turn before a moment, from this many checkpoints on.
    pub(super) fn back(checkpoints: usize, moment: Instant) -> Self {
        let stretches = Some((checkpoints, checkpoints));
        Self { run: None, instant: None, from: moment, start: None, end: moment, last: None, stretches }
    }

    /// How much has been looked at, as a part of one.
    pub(super) fn part(&self) -> f64 {
        match self.stretches {
            Some((left, all)) => 1.0 - left as f64 / all.max(1) as f64,
            None => {
                let now = self.run.as_ref().map_or(self.from, Run::now);
                now.since(self.from).as_secs_f64() / self.end.since(self.from).as_secs_f64().max(1e-9)
            }
        }
    }

    /// Goes on, and takes the steps that it needs from the budget.
    pub(super) fn go_on(&mut self, checkpoints: &[Run], tape: &Tape, budget: &mut usize) -> Sought {
        loop {
            if let Some(run) = &mut self.run {
                match look(run, &mut self.instant, self.end, budget) {
                    Looked::NotYet => return Sought::NotYet,
                    Looked::Turn(at) if self.stretches.is_none() => return Sought::Found(at),
                    Looked::Turn(at) => {
                        self.last = Some(at);
                        continue;
                    }
                    Looked::End => {}
                }
            }
            let Some((left, _)) = &mut self.stretches else { return Sought::Nothing };
            if let Some(last) = self.last {
                return Sought::Found(last);
            }
            let before = checkpoints.get(..*left).unwrap_or_default();
            let Some(index) = before.iter().rposition(|base| base.now() < self.from) else {
                return Sought::Found(Instant::ZERO);
            };
            *left = index;
            if let Some(start) = self.start.replace(before[index].now()) {
                // What happened at that very instant may stand in the same millisecond.
                self.end = whole(start).after(Duration::from_nanos(1)).min(self.from);
            }
            self.run = Some(before[index].copy_for(tape));
        }
    }
}

enum Looked {
    NotYet,
    Turn(Instant),
    End,
}

/// Plays on to the next turn, instant by instant.
fn look(run: &mut Run, instant: &mut Option<(Instant, u64)>, end: Instant, budget: &mut usize) -> Looked {
    loop {
        let (at, turns) = match *instant {
            Some(begun) => begun,
            None => match run.next_at().map(whole).filter(|at| *at < end) {
                Some(at) => (at, run.turns()),
                None => return Looked::End,
            },
        };
        *instant = Some((at, turns));
        if !run.advance_within(at, budget) {
            return Looked::NotYet;
        }
        *instant = None;
        if run.turns() > turns {
            return Looked::Turn(at);
        }
    }
}
