//! Calls that come by the clock: whatever became of those before, or each when the one before has ended.

use core::time::Duration;

use super::{Turn, Wish, Workload, of_kind};
use crate::sim::event::{CallId, CallOutcome, Event};
use crate::time::{Instant, span_from_seconds};

/// How far apart the calls are due.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Spacing {
    /// One each so often.
    Every(Duration),
    /// So many a second.
    Rate(f64),
}

impl Spacing {
    /// When a number of them have passed. A rate is not added up, so it stays exact for any number of calls.
    fn times(self, number: u64) -> Duration {
        match self {
            Self::Every(span) => {
                let nanos = span.as_nanos().saturating_mul(number.into());
                Duration::from_nanos(u64::try_from(nanos).unwrap_or(u64::MAX))
            }
            Self::Rate(rate) => span_from_seconds(number as f64 / rate).unwrap_or(Duration::MAX),
        }
    }
}

/// Whether calls wait for each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// A call starts when it is due.
    Open,
    /// A call starts when it is due and the one before has ended.
    InTurn,
}

/// Calls of one caller that are due at regular times, to one stack after the other in turn.
#[derive(Clone, Debug)]
pub struct Arrivals {
    spacing: Spacing,
    pace: Pace,
    /// How many; 0 for no end.
    calls: u64,
    stacks: Vec<usize>,
    /// From when the present spacing counts, and how many calls were due before.
    origin: (Instant, u64),
    due: u64,
    started: u64,
    ended: u64,
}

impl Arrivals {
    /// Call n is due at (n - 1) times the spacing; `calls` are how many, 0 for no end. They go to these stacks in turn.
    pub const fn new(spacing: Spacing, pace: Pace, calls: u64, stacks: Vec<usize>) -> Self {
        let (origin, due, started, ended) = ((Instant::ZERO, 0), 0, 0, 0);
        Self { spacing, pace, calls, stacks, origin, due, started, ended }
    }

    const fn is_over(&self, number: u64) -> bool {
        self.calls > 0 && number >= self.calls
    }

    /// The turn of the next call that is due, if there is one.
    fn next(&self) -> Option<(Instant, Turn)> {
        let (from, before) = self.origin;
        let at = from.after(self.spacing.times(self.due.saturating_sub(before)));
        (!self.is_over(self.due)).then_some((at, self.due + 1))
    }

    fn start(&mut self, wishes: &mut Vec<Wish>) {
        let lane = (self.started % (self.stacks.len() as u64).max(1)) as usize;
        self.started += 1;
        let call = CallId { caller: 0, number: self.started };
        wishes.push(Wish::Call { call, stack: self.stacks.get(lane).copied().unwrap_or_default() });
    }
}

impl Workload for Arrivals {
    fn begin(&mut self, _: usize, wishes: &mut Vec<Wish>) {
        wishes.extend(self.next().map(|(at, turn)| Wish::MovableTurn { at, turn }));
    }

    fn on_turn(&mut self, _: Instant, turn: Turn, wishes: &mut Vec<Wish>) {
        // How many there are may have been changed meanwhile.
        if self.is_over(self.due) {
            return wishes.extend((self.ended == self.started).then_some(Wish::Emit(Event::Finished)));
        }
        self.due = turn;
        // The next is asked for first: what comes of a call may take long, and the turn is the one that can be moved.
        wishes.extend(self.next().map(|(at, turn)| Wish::MovableTurn { at, turn }));
        if self.pace == Pace::Open || self.started == self.ended {
            return self.start(wishes);
        }
        let (call, backlog) = (CallId { caller: 0, number: turn }, self.due - self.started);
        wishes.push(Wish::Emit(Event::Due { call, backlog }));
    }

    fn on_end(&mut self, _: Instant, _: CallId, _: CallOutcome, wishes: &mut Vec<Wish>) {
        self.ended += 1;
        if self.is_over(self.ended) {
            return wishes.push(Wish::Emit(Event::Finished));
        }
        if self.pace == Pace::InTurn && self.started == self.ended && self.started < self.due {
            self.start(wishes);
        }
    }

    fn adopt(&mut self, now: Instant, other: &dyn Workload, wishes: &mut Vec<Wish>) {
        let Some(other) = of_kind::<Self>(other) else { return };
        let waits = self.next().is_some();
        (self.pace, self.stacks) = (other.pace, other.stacks.clone());
        self.calls = other.calls;
        let moves = self.spacing != other.spacing;
        if moves {
            // The next call is due one new spacing after the last one, or at once.
            let (from, before) = self.origin;
            let last = self.due.saturating_sub(1);
            self.origin = (from.after(self.spacing.times(last.saturating_sub(before))), last);
            self.spacing = other.spacing;
        }
        // One that would have been due before is due at once, and those after it count from there.
        if self.next().is_some_and(|(at, _)| at < now) {
            self.origin = (now, self.due);
        }
        let Some((at, turn)) = self.next() else { return };
        if !waits {
            wishes.push(Wish::MovableTurn { at, turn });
        } else if moves {
            wishes.push(Wish::Move { at, turn });
        }
    }

    fn fork(&self) -> Box<dyn Workload> {
        Box::new(self.clone())
    }
}
