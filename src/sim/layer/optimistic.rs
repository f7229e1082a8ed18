//! Optimistic locking in the path of a call: an attempt reads a row's version, and its write counts only if the row still
//! has it.
//!
//! Four legs through the network, each of a random length, lie between client and row: to read and back, to write and back.
//! What the service sees as an attempt is the write. The model is that of the published simulator
//! (aws-samples/aws-arch-backoff-simulator, `backoff_simulator.py`).

use core::time::Duration;

use super::{Context, Effect, Effects, Layer, RequestId, of_kind};
use crate::policy::FailureKind;
use crate::policy::optimistic::Row;
use crate::random::{Address, Purpose, bell};
use crate::sim::event::{CallOutcome, Event};
use crate::sim::slots::Beside;
use crate::time::nanos;

/// The policy's name.
pub const NAME: &str = "optimistic_lock";
/// The rule of a write that counts.
pub const WRITTEN: &str = "written";
/// The rule of a write that came too late.
pub const CONFLICT: &str = "conflict";
/// Legs of an attempt.
const LEGS: u32 = 4;

/// A row behind a service, and how far each request has come with it.
#[derive(Clone, Debug)]
pub struct OptimisticLayer {
    row: Row,
    /// The mean of a leg, and its standard deviation.
    leg: (Duration, Duration),
    requests: Beside<Step>,
}

/// What a request waits for.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// Its question reaches the row.
    Read,
    /// Its write does, made of this version.
    Write { version: u64 },
    /// The row's answer reaches its client.
    Answer(CallOutcome),
}

impl OptimisticLayer {
    /// The layer of a row that legs of this mean and standard deviation lead to.
    pub fn new(leg: (Duration, Duration)) -> Self {
        Self { row: Row::default(), leg, requests: Beside::new() }
    }

    /// When something arrives that sets out now over these legs of the attempt, counted from 1.
    fn after_legs(&self, at: Context, attempt: u32, legs: &[u32]) -> Effect {
        let (mean, deviation) = (nanos(self.leg.0) as f64, nanos(self.leg.1) as f64);
        let leg = |leg: &u32| {
            let address =
                Address { attempt: attempt.saturating_sub(1).saturating_mul(LEGS).saturating_add(*leg), ..at.address };
            // As in the simulator a leg's sign is dropped.
            Duration::from_nanos((bell(at.seed, Purpose::Latency, address, mean, deviation).abs() + 0.5) as u64)
        };
        Effect::Timer(at.now.after(legs.iter().map(leg).sum()))
    }
}

impl Layer for OptimisticLayer {
    fn name(&self) -> &'static str {
        NAME
    }

    fn fork(&self) -> Box<dyn Layer> {
        Box::new(self.clone())
    }

    fn adopt(&mut self, other: &dyn Layer) {
        if let Some(other) = of_kind::<Self>(other) {
            self.leg = other.leg;
        }
    }

    fn on_call(&mut self, at: Context, request: RequestId, effects: &mut Effects) {
        self.requests.insert(request, Step::Read);
        effects.push(self.after_legs(at, at.asked + 1, &[1]));
    }

    fn on_timer(&mut self, at: Context, request: RequestId, effects: &mut Effects) {
        match self.requests.get(request).copied() {
            Some(Step::Read) => {
                self.requests.insert(request, Step::Write { version: self.row.read() });
                effects.push(self.after_legs(at, at.asked + 1, &[2, 3]));
            }
            Some(Step::Write { .. }) => effects.push(Effect::Forward),
            Some(Step::Answer(outcome)) => {
                self.requests.remove(request);
                effects.push(Effect::Reply(outcome));
            }
            None => {}
        }
    }

    fn on_result(&mut self, at: Context, request: RequestId, outcome: CallOutcome, effects: &mut Effects) {
        let mut answer = outcome;
        if let (Some(Step::Write { version }), CallOutcome::Success { .. }) = (self.requests.get(request), outcome) {
            let (rule, read, present) = match self.row.write(*version) {
                Ok(present) => (WRITTEN, *version, present),
                Err(conflict) => {
                    // It may pass by itself, and reading again is all that it takes.
                    answer = CallOutcome::Failed { kind: FailureKind::Unavailable, reason: None };
                    (CONFLICT, conflict.read, conflict.present)
                }
            };
            let numbers = [("read", read as f64), ("present", present as f64)];
            effects.push(Effect::Emit(Event::Decided(at.decided(NAME, rule, &numbers))));
        }
        self.requests.insert(request, Step::Answer(answer));
        effects.push(self.after_legs(at, at.asked, &[LEGS]));
    }

    fn on_cancel(&mut self, _: Context, request: RequestId, _: &mut Effects) {
        self.requests.remove(request);
    }
}
