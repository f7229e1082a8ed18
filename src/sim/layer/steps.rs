//! The fallback ladder whose replica is a service of its own, with attempts that are told, killed and painted as any
//! others: full service, the replica, the cache, a default value, the error.
//!
//! Reads come down the whole ladder. A write cannot be answered from a cache: after service and replica it is an error. Where
//! a batch of reads is asked for, a step gives an answer if enough of them succeed.

use super::{Context, Effect, Effects, Layer, RequestId, failure_kind, ms, of_kind};
use crate::policy::FailureKind;
use crate::policy::cache::{Cache, Found, Missing};
use crate::policy::fallback::{Descent, Ladder, Step, Why};
use crate::policy::partial::{Counts, Partial, Verdict};
use crate::sim::event::{CallOutcome, Event, ServiceId};
use crate::sim::slots::Beside;
use crate::sim::workload::is_write;

/// The policy that its decisions name.
pub const LADDER: &str = "ladder";
/// Reads of a batch.
pub const BATCH: u32 = 5;

/// What a ladder is told.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The steps of a read.
    pub reads: Ladder,
    /// The steps of a write, which has neither a cache nor a default value.
    pub writes: Ladder,
    /// The share of calls that write, 0 to 1.
    pub share: f64,
    /// The stack of the replica, by its index.
    pub replica: usize,
    /// What a batch of five reads must have to be an answer; nothing where a read is one.
    pub batch: Option<Partial>,
    /// Whether answers below full are passed off as full.
    pub silent: bool,
    /// Whether a fresh answer from the cache spares the call.
    pub cache_first: bool,
    /// The value where nothing else is left.
    pub default: f64,
}

/// A ladder, its cache, and where each request under way stands.
#[derive(Clone, Debug)]
pub struct StepsLayer {
    plan: Plan,
    /// The last whole answer of the service or its replica.
    cache: Cache<ServiceId, f64>,
    under_way: Beside<UnderWay>,
}

#[derive(Clone, Debug)]
struct UnderWay {
    descent: Descent,
    writes: bool,
    /// Parts that the present step was asked for, and what has come of them.
    asked: u32,
    succeeded: u32,
    failed: u32,
    /// The last value that came.
    value: f64,
    /// The last failure.
    failure: CallOutcome,
}

impl StepsLayer {
    /// The layer of a plan, with an empty cache.
    pub const fn new(plan: Plan, cache: Cache<ServiceId, f64>) -> Self {
        Self { plan, cache, under_way: Beside::new() }
    }

    /// Asks a service for all parts of a request.
    fn ask(&self, under_way: &mut UnderWay, effect: Effect, effects: &mut Effects) {
        let is_batch = self.plan.batch.is_some() && !under_way.writes;
        (under_way.asked, under_way.succeeded, under_way.failed) = (if is_batch { BATCH } else { 1 }, 0, 0);
        effects.extend((0..under_way.asked).map(|_| effect));
    }

    /// Whether the parts that have ended are an answer: of all that were asked for, or of enough; nothing if it is none.
    fn judge(&self, under_way: &UnderWay) -> Option<bool> {
        let &UnderWay { asked: total, succeeded, failed, .. } = under_way;
        let rule = self.plan.batch.filter(|_| total > 1);
        match rule.map(|rule| rule.judge(Counts { succeeded, failed, total })) {
            None => (succeeded == total).then_some(true),
            Some(Verdict::Complete) => Some(true),
            // That nothing came at all is no answer, whatever the share.
            Some(Verdict::Degraded { .. }) => (succeeded > 0).then_some(false),
            Some(Verdict::Failed { .. } | Verdict::Pending) => None,
        }
    }

    /// The present step gave nothing: takes those below until one answers or is asked.
    fn descend(&mut self, at: Context, request: RequestId, why: Why, effects: &mut Effects) {
        let Some(mut under_way) = self.under_way.remove(request) else { return };
        let mut why = why;
        loop {
            effects.push(missed(at, &under_way, why));
            let ladder = if under_way.writes { &self.plan.writes } else { &self.plan.reads };
            match ladder.on_miss(&mut under_way.descent, why) {
                Step::Degraded(_) => {
                    self.ask(&mut under_way, Effect::ForwardTo(self.plan.replica), effects);
                    self.under_way.insert(request, under_way);
                    return;
                }
                Step::Cached => match self.cache.after_failure(at.now, &at.address.service).map(copied) {
                    Err(Missing::Absent) => why = Why::NotCached,
                    Err(Missing::TooOld { age, .. }) => why = Why::TooOld { age },
                    Ok(found) => {
                        let (rule, numbers) = cached(found, self.plan.silent);
                        let outcome = self.below_full(under_way.failure, found.value);
                        return answer(at, rule, &numbers, outcome, effects);
                    }
                },
                Step::Default => {
                    let outcome = self.below_full(under_way.failure, self.plan.default);
                    let numbers = [("flagged", flag(self.plan.silent)), ("value", self.plan.default)];
                    return answer(at, "default", &numbers, outcome, effects);
                }
                Step::Full | Step::Error => {
                    let numbers = [("write", f64::from(u8::from(under_way.writes)))];
                    return answer(at, "error", &numbers, under_way.failure, effects);
                }
            }
        }
    }

    /// What the caller is told of an answer below full: that it is one, or nothing of it.
    fn below_full(&self, failure: CallOutcome, value: f64) -> CallOutcome {
        match failure_kind(failure) {
            Some(kind) if !self.plan.silent => CallOutcome::FellBack { kind },
            _ => CallOutcome::Success { value },
        }
    }
}

impl Layer for StepsLayer {
    fn name(&self) -> &'static str {
        LADDER
    }

    fn fork(&self) -> Box<dyn Layer> {
        Box::new(self.clone())
    }

    fn adopt(&mut self, other: &dyn Layer) {
        let Some(other) = of_kind::<Self>(other) else { return };
        self.plan = other.plan.clone();
        self.cache.configure(&other.cache);
    }

    fn on_call(&mut self, at: Context, request: RequestId, effects: &mut Effects) {
        let writes = is_write(at.seed, at.call, self.plan.share);
        if self.plan.cache_first && !writes {
            let silent = self.plan.silent;
            if let Ok(found) = self.cache.fresh(at.now, &at.address.service).map(copied) {
                let (_, numbers) = cached(found, silent);
                let outcome = CallOutcome::Success { value: found.value };
                return answer(at, "fresh_first", &numbers, outcome, effects);
            }
        }
        let ladder = if writes { &self.plan.writes } else { &self.plan.reads };
        let failure = CallOutcome::Refused;
        let descent = ladder.begin();
        let mut under_way = UnderWay { descent, writes, asked: 1, succeeded: 0, failed: 0, value: 0.0, failure };
        self.ask(&mut under_way, Effect::Forward, effects);
        self.under_way.insert(request, under_way);
    }

    fn on_result(&mut self, at: Context, request: RequestId, outcome: CallOutcome, effects: &mut Effects) {
        let Some(under_way) = self.under_way.get_mut(request) else { return };
        match (outcome, failure_kind(outcome)) {
            (CallOutcome::Success { value }, _) => {
                under_way.succeeded += 1;
                under_way.value = value;
            }
            (_, Some(_)) => {
                under_way.failed += 1;
                under_way.failure = outcome;
            }
            // No service answers with a fallback of its own.
            _ => under_way.failed += 1,
        }
        if under_way.succeeded + under_way.failed < under_way.asked {
            return;
        }
        let under_way = under_way.clone();
        let Some(whole) = self.judge(&under_way) else {
            let kind = failure_kind(under_way.failure).unwrap_or(FailureKind::Unavailable);
            return self.descend(at, request, Why::Failed(kind), effects);
        };
        self.under_way.remove(request);
        let UnderWay { descent, writes, asked, succeeded, value, failure, .. } = under_way;
        // A part is not kept: it would later be taken for the whole.
        if whole {
            self.cache.store(at.now, at.address.service, value);
        }
        let served = descent.serve();
        let rule = match (served.step, whole) {
            (Step::Full, true) => "full",
            (Step::Full, false) => "partial",
            _ => "degraded",
        };
        let is_full = rule == "full";
        let flagged = if is_full { 0.0 } else { flag(self.plan.silent) };
        let numbers = [
            ("write", f64::from(u8::from(writes))),
            ("flagged", flagged),
            ("parts", f64::from(succeeded)),
            ("of", f64::from(asked)),
            ("value", value),
        ];
        let outcome = if is_full { CallOutcome::Success { value } } else { self.below_full(failure, value) };
        answer(at, rule, &numbers, outcome, effects);
    }

    fn on_cancel(&mut self, _: Context, request: RequestId, _: &mut Effects) {
        self.under_way.remove(request);
    }
}

/// Whether an answer below full says so, as a number.
fn flag(silent: bool) -> f64 {
    f64::from(u8::from(!silent))
}

/// What was found, without the cache around it.
const fn copied(found: Found<&f64>) -> Found<f64> {
    Found { value: *found.value, age: found.age, stale: found.stale }
}

/// What is told of an answer from the cache: how old it is, how much of that is beyond its time, and whether it says so.
fn cached(found: Found<f64>, silent: bool) -> (&'static str, [(&'static str, f64); 4]) {
    let rule = if found.stale.is_some() { "stale" } else { "fresh" };
    let numbers = [
        ("age_ms", ms(found.age)),
        ("stale_ms", found.stale.map_or(0.0, ms)),
        ("flagged", flag(silent)),
        ("value", found.value),
    ];
    (rule, numbers)
}

/// Tells which step it was that ended a call, and answers it.
fn answer(
    at: Context,
    rule: &'static str,
    numbers: &[(&'static str, f64)],
    outcome: CallOutcome,
    effects: &mut Effects,
) {
    effects.push(Effect::Emit(Event::Decided(at.decided(LADDER, rule, numbers))));
    effects.push(Effect::Reply(outcome));
}

/// A step gave nothing.
fn missed(at: Context, under_way: &UnderWay, why: Why) -> Effect {
    let parts = [
        ("write", f64::from(u8::from(under_way.writes))),
        ("parts", f64::from(under_way.succeeded)),
        ("of", f64::from(under_way.asked)),
    ];
    let decided = match (under_way.descent.step(), why) {
        (_, Why::TooOld { age }) => at.decided(LADDER, "cache_too_old", &[("age_ms", ms(age))]),
        (_, Why::NotCached) => at.decided(LADDER, "cache_empty", &[]),
        (Step::Degraded(_), _) => at.decided(LADDER, "degraded_missed", &parts),
        _ => at.decided(LADDER, "full_missed", &parts),
    };
    Effect::Emit(Event::Decided(decided))
}
