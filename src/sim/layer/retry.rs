//! Retries with backoff in the path of a call.

use core::time::Duration;

use super::allowance::Allowance;
use super::{Context, Effect, Effects, Layer, RequestId, failure_kind, of_kind};
use crate::policy::FailureKind;
use crate::policy::backoff::Jitter;
use crate::policy::retry::{Course, Next, Retry};
use crate::policy::retry_quota::Taken;
use crate::sim::event::{CallOutcome, Event};
use crate::sim::slots::Beside;

/// A retry, what it draws on, and where each request under way stands.
#[derive(Clone, Debug)]
pub struct RetryLayer {
    retry: Retry,
    /// How long a service that is asked too often asks its callers to stay away.
    after: Duration,
    allowance: Allowance,
    /// Of each request its course, and what its last retry took of the allowance.
    courses: Beside<(Course, Option<Taken>)>,
}

impl RetryLayer {
    /// The layer of a retry.
    pub fn new(retry: Retry) -> Self {
        Self { retry, after: Duration::ZERO, allowance: Allowance::Unlimited, courses: Beside::new() }
    }

    /// The same before a service that answers "too many requests" with this Retry-After; a wait is at least as long.
    pub fn after(self, after: Duration) -> Self {
        Self { after, ..self }
    }

    /// The same where all retries draw on an allowance.
    pub fn within(self, allowance: Allowance) -> Self {
        Self { allowance, ..self }
    }
}

impl Layer for RetryLayer {
    fn name(&self) -> &'static str {
        "retry"
    }

    fn fork(&self) -> Box<dyn Layer> {
        Box::new(self.clone())
    }

    fn adopt(&mut self, other: &dyn Layer) {
        if let Some(other) = of_kind::<Self>(other) {
            (self.retry, self.after) = (other.retry.clone(), other.after);
            self.allowance.adopt(&other.allowance);
        }
    }

    fn on_call(&mut self, at: Context, request: RequestId, effects: &mut Effects) {
        self.allowance.on_call(at.now);
        self.courses.insert(request, (self.retry.begin(), None));
        effects.push(Effect::Forward);
    }

    fn on_result(&mut self, at: Context, request: RequestId, outcome: CallOutcome, effects: &mut Effects) {
        let (Some(kind), Some((course, taken))) = (failure_kind(outcome), self.courses.get_mut(request)) else {
            let taken = self.courses.remove(request).and_then(|(_, taken)| taken);
            self.allowance.on_success(taken);
            return effects.push(Effect::Reply(outcome)); // rule: success
        };
        self.allowance.on_failure();
        // reads: after
        let asked = if kind == FailureKind::RateLimited { self.after } else { Duration::ZERO };
        // Without jitter no luck is asked for, and the run beside this lab's runs has none.
        let luck = if matches!(self.retry.backoff().jitter(), Jitter::None) { 0.0 } else { at.jitter() };
        let next = self.retry.on_failure(course, kind, luck);
        if let Next::Again { .. } = next {
            let (granted, decided) = self.allowance.admit(at, kind);
            effects.extend(decided.map(|decided| Effect::Emit(Event::Decided(decided))));
            let Some(cost) = granted else {
                self.courses.remove(request);
                return effects.push(Effect::Reply(CallOutcome::Failed { kind, reason: None }));
            };
            *taken = cost;
        }
        match next {
            Next::Again { delay, .. } if delay.total.max(asked) > Duration::ZERO => {
                let delay = delay.at_least(asked); // rule: asked
                let until = at.now.after(delay.total);
                let waiting = Event::Waiting { call: at.call, attempt: at.asked + 1, delay, until };
                effects.push(Effect::Emit(waiting));
                effects.push(Effect::Timer(until));
            }
            Next::Again { .. } => effects.push(Effect::Forward), // rule: at-once
            Next::GiveUp(reason) => {
                self.courses.remove(request);
                effects.push(Effect::Reply(CallOutcome::Failed { kind, reason: Some(reason) }));
            }
        }
    }

    fn on_timer(&mut self, _: Context, _: RequestId, effects: &mut Effects) {
        effects.push(Effect::Forward);
    }

    fn on_cancel(&mut self, _: Context, request: RequestId, _: &mut Effects) {
        self.courses.remove(request);
    }
}
