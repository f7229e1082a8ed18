//! The complete retry in the path of a call: deadlines, Retry-After, what must not be done twice, and an allowance that
//! all calls of the stack share.

use core::time::Duration;

use super::allowance::Allowance;
use super::{Context, Effect, Effects, Layer, RequestId, failure_kind, ms, of_kind};
use crate::policy::FailureKind;
use crate::policy::backoff::schedule::Ended;
use crate::policy::retry;
use crate::policy::retry::plan::{AttemptDeadline, Course, Failure, Next, Plan, Reason};
use crate::policy::retry_quota::Taken;
use crate::sim::event::{CallOutcome, Event};
use crate::sim::slots::Beside;
use crate::time::Instant;

/// A plan, its allowance, and where each request under way stands.
#[derive(Clone, Debug)]
pub struct PlanLayer {
    plan: Plan,
    allowance: Allowance,
    asks: Option<Duration>,
    standings: Beside<Standing>,
}

/// Where a request stands.
#[derive(Clone, Copy, Debug)]
struct Standing {
    course: Course,
    phase: Phase,
    taken: Option<Taken>,
}

/// What a request waits for. A timer of an earlier phase finds another phase, or its time not come, and does nothing.
#[derive(Clone, Copy, Debug)]
enum Phase {
    Attempt(Option<AttemptDeadline>),
    Wait(Instant),
}

impl PlanLayer {
    /// The layer of a plan. `asks` is the Retry-After with which the service, rate-limited or unavailable, answers:
    /// outcomes carry only their kind, so the world that knows the service tells the layer.
    pub fn new(plan: Plan, allowance: Allowance, asks: Option<Duration>) -> Self {
        Self { plan, allowance, asks, standings: Beside::new() }
    }

    /// Sends the next attempt of a request, with its deadline.
    fn attempt(&mut self, at: Context, request: RequestId) -> Vec<Effect> {
        let Some(standing) = self.standings.get_mut(request) else { return Vec::new() };
        let deadline = self.plan.deadline(&mut standing.course, at.now);
        standing.phase = Phase::Attempt(deadline);
        let timer = deadline.map(|deadline| Effect::Timer(deadline.at));
        timer.into_iter().chain([Effect::Forward]).collect()
    }

    /// What follows from a failed attempt.
    fn fail(&mut self, at: Context, request: RequestId, kind: FailureKind) -> Vec<Effect> {
        let Some(standing) = self.standings.get_mut(request) else { return Vec::new() };
        self.allowance.on_failure();
        let asking = matches!(kind, FailureKind::RateLimited | FailureKind::Unavailable);
        let failure = Failure { kind, retry_after: self.asks.filter(|_| asking) };
        let (delay, asked, until) = match self.plan.on_failure(&mut standing.course, at.now, failure, at.jitter()) {
            Next::Again { delay, asked, at, .. } => (delay, asked, at),
            Next::GiveUp(reason) => return self.give_up(at, request, kind, reason),
        };
        let (granted, decided) = self.allowance.admit(at, kind);
        let mut effects: Vec<Effect> =
            decided.map(|decided| Effect::Emit(Event::Decided(decided))).into_iter().collect();
        let Some(taken) = granted else {
            self.standings.remove(request);
            effects.push(Effect::Reply(CallOutcome::Failed { kind, reason: None }));
            return effects;
        };
        if let Some(asked) = asked {
            effects.push(Effect::Emit(Event::Decided(at.decided("retry", "retry_after", &[("asked_ms", ms(asked))]))));
        }
        standing.taken = taken;
        if delay.total.is_zero() {
            effects.extend(self.attempt(at, request));
            return effects;
        }
        standing.phase = Phase::Wait(until);
        effects.push(Effect::Emit(Event::Waiting { call: at.call, attempt: at.asked + 1, delay, until }));
        effects.push(Effect::Timer(until));
        effects
    }

    fn give_up(&mut self, at: Context, request: RequestId, kind: FailureKind, reason: Reason) -> Vec<Effect> {
        self.standings.remove(request);
        let reply = |reason| Effect::Reply(CallOutcome::Failed { kind, reason });
        let (rule, numbers) = match reason {
            Reason::Exhausted { attempts } => return vec![reply(Some(retry::Reason::Exhausted { attempts }))],
            Reason::NotRetried { kind } => return vec![reply(Some(retry::Reason::NotRetried { kind }))],
            Reason::NotIdempotent { .. } => ("not_idempotent", vec![]),
            Reason::Ended(Ended::Times { max }) => ("no_further_delay", vec![("delays", f64::from(max))]),
            Reason::Ended(Ended::Total { limit, spent, next }) => {
                ("waited_enough", vec![("limit_ms", ms(limit)), ("waited_ms", ms(spent)), ("next_ms", ms(next))])
            }
            Reason::AskedTooLong { asked, longest } => {
                ("asked_for_too_long", vec![("asked_ms", ms(asked)), ("longest_ms", ms(longest))])
            }
            Reason::Deadline { limit, spent, wait } => {
                ("deadline", vec![("limit_ms", ms(limit)), ("spent_ms", ms(spent)), ("wait_ms", ms(wait))])
            }
        };
        vec![Effect::Emit(Event::Decided(at.decided("retry", rule, &numbers))), reply(None)]
    }
}

impl Layer for PlanLayer {
    fn name(&self) -> &'static str {
        "retry_plan"
    }

    fn fork(&self) -> Box<dyn Layer> {
        Box::new(self.clone())
    }

    fn adopt(&mut self, other: &dyn Layer) {
        if let Some(other) = of_kind::<Self>(other) {
            self.plan = other.plan.clone();
            self.asks = other.asks;
            self.allowance.adopt(&other.allowance);
        }
    }

    fn on_call(&mut self, at: Context, request: RequestId, effects: &mut Effects) {
        self.allowance.on_call(at.now);
        let standing = Standing { course: self.plan.begin(at.now), phase: Phase::Attempt(None), taken: None };
        self.standings.insert(request, standing);
        effects.extend(self.attempt(at, request));
    }

    fn on_result(&mut self, at: Context, request: RequestId, outcome: CallOutcome, effects: &mut Effects) {
        if let Some(kind) = failure_kind(outcome) {
            return effects.extend(self.fail(at, request, kind));
        }
        let standing = self.standings.remove(request);
        self.allowance.on_success(standing.and_then(|standing| standing.taken));
        effects.push(Effect::Reply(outcome));
    }

    fn on_timer(&mut self, at: Context, request: RequestId, effects: &mut Effects) {
        match self.standings.get(request).map(|standing| standing.phase) {
            Some(Phase::Wait(until)) if at.now >= until => effects.extend(self.attempt(at, request)),
            Some(Phase::Attempt(Some(deadline))) if at.now >= deadline.at => {
                let expired = Event::TimedOut { call: at.call, attempt: at.asked, limit: deadline.limit };
                effects.extend([Effect::Emit(expired), Effect::CancelInner]);
                effects.extend(self.fail(at, request, FailureKind::Timeout));
            }
            _ => {}
        }
    }

    fn on_cancel(&mut self, _: Context, request: RequestId, _: &mut Effects) {
        self.standings.remove(request);
    }
}
