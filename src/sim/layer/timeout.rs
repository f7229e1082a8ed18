//! A limit on the time of what is inside.

use super::{Context, Effect, Effects, Layer, RequestId, of_kind};
use crate::policy::FailureKind;
use crate::policy::timeout::{Deadline, Timeout};
use crate::sim::event::{CallOutcome, Event};
use crate::sim::slots::Beside;

/// A timeout and the deadlines of the requests under way.
#[derive(Clone, Debug)]
pub struct TimeoutLayer {
    timeout: Timeout,
    deadlines: Beside<Deadline>,
}

impl TimeoutLayer {
    /// The layer of a timeout.
    pub fn new(timeout: Timeout) -> Self {
        Self { timeout, deadlines: Beside::new() }
    }
}

impl Layer for TimeoutLayer {
    fn name(&self) -> &'static str {
        "timeout"
    }

    fn fork(&self) -> Box<dyn Layer> {
        Box::new(self.clone())
    }

    fn adopt(&mut self, other: &dyn Layer) {
        if let Some(other) = of_kind::<Self>(other) {
            self.timeout = other.timeout.clone();
        }
    }

    fn on_call(&mut self, at: Context, request: RequestId, effects: &mut Effects) {
        let deadline = self.timeout.begin(at.now);
        self.deadlines.insert(request, deadline);
        effects.push(Effect::Timer(deadline.at));
        effects.push(Effect::Forward);
    }

    fn on_result(&mut self, _: Context, request: RequestId, outcome: CallOutcome, effects: &mut Effects) {
        self.deadlines.remove(request);
        effects.push(Effect::Reply(outcome));
    }

    fn on_timer(&mut self, at: Context, request: RequestId, effects: &mut Effects) {
        let deadline = self.deadlines.remove(request);
        let Some(expired) = deadline.and_then(|deadline| deadline.expired(at.now)) else { return };
        effects.extend([
            Effect::Emit(Event::TimedOut { call: at.call, attempt: at.asked, limit: expired.limit }),
            Effect::CancelInner,
            Effect::Reply(CallOutcome::Failed { kind: FailureKind::Timeout, reason: None }),
        ]);
    }

    fn on_cancel(&mut self, _: Context, request: RequestId, _: &mut Effects) {
        self.deadlines.remove(request);
    }
}
