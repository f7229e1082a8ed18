//! A limit on the time of what is inside that may leave it running.
//!
//! As a [`TimeoutLayer`](super::timeout::TimeoutLayer) it answers in the place of what is late. Where late results are
//! counted, nothing inside is cancelled: the service goes on working, and the layers inside see what comes of it. Where
//! they are awaited all the same, the caller learns that its time was over only when the work is done.

use super::{Context, Effect, Effects, Layer, RequestId, ms, of_kind};
use crate::policy::FailureKind;
use crate::policy::timeout::{Deadline, Late, Timeout};
use crate::sim::event::{CallOutcome, Event};
use crate::sim::slots::Beside;

/// A timeout, what happens to late results, and the deadlines of the requests under way.
#[derive(Clone, Debug)]
pub struct DeadlineLayer {
    timeout: Timeout,
    late: Late,
    deadlines: Beside<Deadline>,
}

impl DeadlineLayer {
    /// The layer of a timeout.
    pub fn new(timeout: Timeout, late: Late) -> Self {
        Self { timeout, late, deadlines: Beside::new() }
    }
}

impl Layer for DeadlineLayer {
    fn name(&self) -> &'static str {
        "deadline"
    }

    fn fork(&self) -> Box<dyn Layer> {
        Box::new(self.clone())
    }

    fn adopt(&mut self, other: &dyn Layer) {
        if let Some(other) = of_kind::<Self>(other) {
            self.timeout = other.timeout.clone();
            self.late = other.late;
        }
    }

    fn on_call(&mut self, at: Context, request: RequestId, effects: &mut Effects) {
        let deadline = self.timeout.begin(at.now);
        self.deadlines.insert(request, deadline);
        effects.extend([Effect::Timer(deadline.at), Effect::Forward]);
    }

    fn on_result(&mut self, at: Context, request: RequestId, outcome: CallOutcome, effects: &mut Effects) {
        let deadline = self.deadlines.remove(request);
        let expired = deadline.and_then(|deadline| deadline.expired(at.now));
        let Some(expired) = expired.filter(|_| self.late == Late::AwaitedAllTheSame) else {
            return effects.push(Effect::Reply(outcome));
        };
        let awaited = at.decided("deadline", "awaited_all_the_same", &[("waited_ms", ms(expired.waited))]);
        let timeout = CallOutcome::Failed { kind: FailureKind::Timeout, reason: None };
        effects.extend([Effect::Emit(Event::Decided(awaited)), Effect::Reply(timeout)]);
    }

    fn on_timer(&mut self, at: Context, request: RequestId, effects: &mut Effects) {
        let deadline = self.deadlines.get_mut(request).copied();
        let Some(expired) = deadline.and_then(|deadline| deadline.expired(at.now)) else { return };
        let timed_out = Event::TimedOut { call: at.call, attempt: at.asked, limit: expired.limit };
        // reads: expired
        let inside = match self.late {
            // The deadline is kept, and with it what the result will be worth.
            Late::AwaitedAllTheSame => return effects.push(Effect::Emit(timed_out)), // rule: awaited
            Late::Cancelled => Effect::CancelInner,                                  // rule: cancelled
            // rule: left-running
            Late::Counted => Effect::Emit(Event::Decided(at.decided(
                "deadline",
                "left_running",
                &[("waited_ms", ms(expired.waited))],
            ))),
        };
        self.deadlines.remove(request);
        let timeout = CallOutcome::Failed { kind: FailureKind::Timeout, reason: None };
        effects.extend([Effect::Emit(timed_out), inside, Effect::Reply(timeout)]);
    }

    fn on_cancel(&mut self, _: Context, request: RequestId, _: &mut Effects) {
        self.deadlines.remove(request);
    }
}
