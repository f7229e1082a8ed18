//! Callers that ask again and again.

use core::time::Duration;

use super::{Turn, Wish, Workload, of_kind};
use crate::sim::event::{CallId, CallOutcome, Event, Limit};
use crate::time::Instant;

/// The least time between two calls of one caller. Without it a caller with no pause and a service with no latency
/// would call for ever within one instant.
pub const CALLER_PACE: Duration = Duration::from_millis(1);

/// Callers of one stack that ask again and again, each a pause after its last outcome.
#[derive(Clone, Debug)]
pub struct Callers {
    pause: Duration,
    /// How many calls in total; 0 for no end.
    calls: u64,
    started: u64,
    ended: u64,
    /// Each caller's calls so far and the start of the last one.
    callers: Vec<(u64, Instant)>,
    pace_reached: bool,
}

impl Callers {
    /// This many callers, with a pause after each outcome, and how many calls there are in total; 0 for no end.
    pub fn new(callers: u32, pause: Duration, calls: u64) -> Self {
        let callers = vec![(0, Instant::ZERO); callers as usize];
        Self { pause, calls, started: 0, ended: 0, callers, pace_reached: false }
    }

    fn finished(&self) -> bool {
        self.calls > 0 && self.ended >= self.calls
    }
}

impl Workload for Callers {
    fn begin(&mut self, _: usize, wishes: &mut Vec<Wish>) {
        let callers = 0..self.callers.len() as u64;
        wishes.extend(callers.map(|caller| Wish::Turn { at: Instant::ZERO, turn: caller }));
    }

    fn on_turn(&mut self, now: Instant, turn: Turn, wishes: &mut Vec<Wish>) {
        if self.calls > 0 && self.started >= self.calls {
            return;
        }
        let Ok(caller) = u32::try_from(turn) else { return };
        let Some((number, last)) = self.callers.get_mut(caller as usize) else { return };
        self.started += 1;
        *number += 1;
        *last = now;
        wishes.push(Wish::Call { call: CallId { caller, number: *number }, stack: 0 });
    }

    fn on_end(&mut self, now: Instant, call: CallId, _: CallOutcome, wishes: &mut Vec<Wish>) {
        self.ended += 1;
        if self.finished() {
            return wishes.push(Wish::Emit(Event::Finished));
        }
        let started = self.callers.get(call.caller as usize).map_or(now, |(_, started)| *started);
        let least = started.after(CALLER_PACE);
        let wanted = now.after(self.pause);
        wishes.push(Wish::Turn { at: wanted.max(least), turn: u64::from(call.caller) });
        if least > wanted && !self.pace_reached {
            self.pace_reached = true;
            wishes.push(Wish::Emit(Event::LimitReached(Limit::CallerPace)));
        }
    }

    fn adopt(&mut self, _: Instant, other: &dyn Workload, _: &mut Vec<Wish>) {
        if let Some(other) = of_kind::<Self>(other) {
            (self.pause, self.calls) = (other.pause, other.calls);
        }
    }

    fn fork(&self) -> Box<dyn Workload> {
        Box::new(self.clone())
    }
}
