//! Breakers with a mistake: the guide's mistakes 1, 2 and 8. Each opens after failures in a row, and has one fault.

use core::time::Duration;

use crate::policy::breaker::{Outcome, RejectReason, Rejection, State};
use crate::sim::event::breaker::{Cause, Progress, Transition};
use crate::sim::event::{CallOutcome, Event};
use crate::sim::layer::{Context, Effect, Effects, Layer, RequestId};
use crate::time::Instant;

/// What is wrong with a breaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It has no half-open state: after the wait it closes, and all its failures are forgotten.
    NoHalfOpen,
    /// It has no lock: callers at the same moment read what it was before, so several become the probe, and of two
    /// failures at the same moment one is counted.
    NoLock,
    /// Nobody has tested what a failed probe does: it stays half-open and lets everybody through.
    NeverReopens,
}

/// What it keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Kept {
    state: State,
    failures: u32,
    opened: Instant,
}

/// A breaker with a mistake.
#[derive(Clone, Debug)]
pub struct FaultyBreaker {
    fault: Fault,
    threshold: u32,
    reset: Duration,
    now: Kept,
    /// What it was before the present moment, which is all that those see who come without a lock.
    before: (Instant, Kept),
}

impl FaultyBreaker {
    /// A closed one that opens after so many failures in a row and stays open for a time.
    pub const fn new(fault: Fault, threshold: u32, reset: Duration) -> Self {
        let now = Kept { state: State::Closed, failures: 0, opened: Instant::ZERO };
        Self { fault, threshold, reset, now, before: (Instant::ZERO, now) }
    }

    /// What a caller reads at a moment.
    fn read(&mut self, at: Instant) -> Kept {
        if self.before.0 != at {
            self.before = (at, self.now);
        }
        // rule: no-lock
        if self.fault == Fault::NoLock { self.before.1 } else { self.now }
    }

    fn turn(&mut self, at: Context, to: State, cause: Cause, effects: &mut Effects) {
        let from = self.now.state;
        self.now.state = to;
        let mut probe_at = None;
        if to == State::Open {
            self.now.opened = at.now;
            probe_at = Some(at.now.after(self.reset));
        }
        if to == State::Closed {
            self.now.failures = 0;
        }
        if from != to {
            let transition = Transition { at: at.now, from, to, cause, probe_at, call: Some(at.call) };
            effects.push(Effect::Emit(Event::Transition(transition)));
        }
    }

    /// The wait is over, and a call has come.
    fn admit(&mut self, at: Context, seen: Kept, effects: &mut Effects) {
        let over = Cause::WaitOver { opened: seen.opened, wait: self.reset };
        if self.fault == Fault::NoHalfOpen {
            // rule: no-half-open
            return self.turn(at, State::Closed, over, effects);
        }
        self.turn(at, State::HalfOpen, over, effects);
        // rule: faulty-probe
        let probe = Event::ProbeStarted { call: at.call, under_way: 1, lease_until: Instant::MAX };
        effects.push(Effect::Emit(probe));
    }

    fn counted(&self, at: Context, failures: u64) -> Event {
        let progress = Progress::Row { failures, threshold: self.threshold };
        Event::Counted { call: at.call, outcome: Outcome::Failure, progress }
    }

    fn count(&mut self, at: Context, failed: bool, effects: &mut Effects) {
        let seen = self.read(at.now);
        if !failed {
            self.now.failures = 0;
            if seen.state == State::HalfOpen {
                // rule: faulty-closed
                self.turn(at, State::Closed, Cause::ProbesSucceeded { successes: 1 }, effects);
            }
            return;
        }
        match seen.state {
            State::HalfOpen if self.fault == Fault::NeverReopens => {
                // rule: never-reopens
                effects.push(Effect::Emit(self.counted(at, 0)));
            }
            State::HalfOpen => self.turn(at, State::Open, Cause::ProbeFailed, effects), // rule: faulty-reopened
            State::Closed => {
                self.now.failures = seen.failures + 1; // rule: faulty-counted
                let (failures, threshold) = (u64::from(self.now.failures), self.threshold);
                effects.push(Effect::Emit(self.counted(at, failures)));
                if self.now.failures >= threshold {
                    // rule: faulty-opened
                    self.turn(at, State::Open, Cause::Row { failures, threshold }, effects);
                }
            }
            State::Open | State::ForcedOpen => {}
        }
    }
}

impl Layer for FaultyBreaker {
    fn name(&self) -> &'static str {
        "faulty_breaker"
    }

    fn fork(&self) -> Box<dyn Layer> {
        Box::new(self.clone())
    }

    fn on_call(&mut self, at: Context, _: RequestId, effects: &mut Effects) {
        let seen = self.read(at.now);
        let probe_at = seen.opened.after(self.reset);
        match seen.state {
            State::Closed => effects.push(Effect::Forward), // rule: faulty-admitted
            State::HalfOpen if self.fault == Fault::NeverReopens => effects.push(Effect::Forward),
            State::Open if at.now >= probe_at => {
                self.admit(at, seen, effects);
                effects.push(Effect::Forward);
            }
            state => {
                let (reason, retry_at) = match state {
                    State::HalfOpen => (RejectReason::ProbesBusy, None),
                    _ => (RejectReason::Open, Some(probe_at)),
                };
                effects.push(Effect::Refuse(Rejection { reason, retry_at })); // rule: faulty-refused
            }
        }
    }

    fn on_result(&mut self, at: Context, _: RequestId, outcome: CallOutcome, effects: &mut Effects) {
        match outcome {
            CallOutcome::Failed { .. } => self.count(at, true, effects),
            CallOutcome::Success { .. } | CallOutcome::FellBack { .. } => self.count(at, false, effects),
            CallOutcome::Refused => {}
        }
        effects.push(Effect::Reply(outcome));
    }
}
