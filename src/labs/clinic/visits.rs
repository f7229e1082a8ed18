//! The callers of a case: so many at a time, until its end; and, where somebody watches, the hand that moves them to
//! another service.

use core::time::Duration;

use super::mistakes::POLICY;
use crate::sim::event::{CallId, CallOutcome, Decided, Event, Numbers};
use crate::sim::workload::{Turn, Wish, Workload};
use crate::time::Instant;

/// Somebody is told of a breaker that stays open.
pub const ALERTED: &str = "alerted";
/// And moves the calls to another service.
pub const MOVED: &str = "moved";

/// Calls start.
const START: Turn = 0;
/// Whoever was told has moved the calls.
const MOVE: Turn = 1;
/// The run is over.
const END: Turn = 2;

/// Who is told of a breaker that stays open, and what comes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Watch {
    /// Calls have been refused for so long, and none was answered.
    pub open_for: Duration,
    /// Until the hand has moved the calls.
    pub takes: Duration,
    /// To this stack.
    pub to: usize,
}

/// When calls come, and where they go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coming {
    /// From one start to the next.
    pub every: Duration,
    /// Calls that start together.
    pub together: u32,
    /// Every so many-th call goes to this stack in the place of its own; 0 for none.
    pub wrong: (u32, usize),
    /// Stacks that are called in turn.
    pub homes: usize,
    /// The end of the run.
    pub until: Instant,
    /// Who watches, if somebody does.
    pub watch: Option<Watch>,
}

/// The callers of a case.
#[derive(Clone, Debug)]
pub struct Visits {
    coming: Coming,
    starts: u64,
    calls: u64,
    /// Since when all calls are refused.
    refused_since: Option<Instant>,
    alerted: bool,
    moved: bool,
}

impl Visits {
    /// Callers at the start of a run.
    pub const fn new(coming: Coming) -> Self {
        Self { coming, starts: 0, calls: 0, refused_since: None, alerted: false, moved: false }
    }

    fn next(&self) -> Option<Wish> {
        let nanos = self.coming.every.as_nanos().saturating_mul(self.starts.into());
        let at = Instant::from_nanos(u64::try_from(nanos).unwrap_or(u64::MAX));
        (at < self.coming.until).then_some(Wish::Turn { at, turn: START })
    }

    fn stack(&self, number: u64) -> usize {
        let (each, wrong) = self.coming.wrong;
        match self.coming.watch {
            Some(watch) if self.moved => watch.to,
            _ if each > 0 && number.is_multiple_of(each.into()) => wrong,
            _ => (number.saturating_sub(1) % (self.coming.homes as u64).max(1)) as usize,
        }
    }

    fn decided(rule: &'static str, call: CallId, numbers: &[(&'static str, f64)]) -> Wish {
        Wish::Emit(Event::Decided(Decided { policy: POLICY, rule, call, numbers: Numbers::new(numbers) }))
    }
}

impl Workload for Visits {
    fn begin(&mut self, _: usize, wishes: &mut Vec<Wish>) {
        wishes.extend(self.next());
        wishes.push(Wish::Turn { at: self.coming.until, turn: END });
    }

    fn on_turn(&mut self, _: Instant, turn: Turn, wishes: &mut Vec<Wish>) {
        match turn {
            START => {
                self.starts += 1;
                wishes.extend(self.next());
                for _ in 0..self.coming.together {
                    self.calls += 1;
                    let call = CallId { caller: 0, number: self.calls };
                    wishes.push(Wish::Call { call, stack: self.stack(self.calls) });
                }
            }
            MOVE => {
                self.moved = true; // rule: moved
                wishes.push(Self::decided(MOVED, CallId { caller: 0, number: self.calls }, &[]));
            }
            _ => wishes.push(Wish::Emit(Event::Finished)),
        }
    }

    fn on_end(&mut self, now: Instant, call: CallId, outcome: CallOutcome, wishes: &mut Vec<Wish>) {
        if outcome != CallOutcome::Refused {
            // A probe that failed changes nothing about what is refused.
            if matches!(outcome, CallOutcome::Success { .. }) {
                self.refused_since = None;
            }
            return;
        }
        let since = *self.refused_since.get_or_insert(now);
        let Some(watch) = self.coming.watch.filter(|watch| !self.alerted && now.since(since) >= watch.open_for) else {
            return;
        };
        self.alerted = true; // rule: alerted
        let numbers = [("open_ms", now.since(since).as_secs_f64() * 1e3)];
        wishes.push(Self::decided(ALERTED, call, &numbers));
        wishes.push(Wish::Turn { at: now.after(watch.takes), turn: MOVE });
    }

    // All settings of this lab begin its run anew.
    fn adopt(&mut self, _: Instant, _: &dyn Workload, _: &mut Vec<Wish>) {}

    fn fork(&self) -> Box<dyn Workload> {
        Box::new(self.clone())
    }
}
