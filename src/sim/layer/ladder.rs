//! The fallback ladder in the path of a call: full service, other ways, the cache, a default value, the error.

use super::{Context, Effect, Effects, Layer, RequestId, failure_kind, ms, of_kind};
use crate::policy::cache::{Cache, Missing};
use crate::policy::fallback::{Descent, Ladder, Step, Why};
use crate::policy::{ConfigError, FailureKind};
use crate::random::Address;
use crate::sim::event::{CallOutcome, Event, ServiceId};
use crate::sim::paint::Painting;
use crate::sim::service::{Service, ServiceConfig};
use crate::sim::slots::Beside;
use crate::time::Instant;

const NAME: &str = "fallback";

/// A ladder, what its lower steps answer with, and where each request under way stands.
#[derive(Clone, Debug)]
pub struct LadderLayer {
    ladder: Ladder,
    /// The services behind the degraded steps.
    ways: Vec<ServiceConfig>,
    /// What full service answered last, by service.
    cache: Cache<ServiceId, f64>,
    default: f64,
    under_way: Beside<UnderWay>,
}

#[derive(Clone, Debug)]
struct UnderWay {
    descent: Descent,
    /// What full service came to, once it has.
    failed: CallOutcome,
    /// When the present step has its result or has taken too long.
    due: Instant,
    /// What the present degraded step will have come to.
    coming: Result<f64, FailureKind>,
}

impl LadderLayer {
    /// The layer of a ladder. Each of its other ways is a service of `ways`, in the same order; `default` is its
    /// default value.
    ///
    /// # Errors
    /// Not as many `ways` as the ladder has.
    pub fn new(
        ladder: Ladder,
        ways: Vec<ServiceConfig>,
        cache: Cache<ServiceId, f64>,
        default: f64,
    ) -> Result<Self, ConfigError> {
        if ways.len() != ladder.ways() {
            return Err(ConfigError::new("ways", ways.len(), format!("{}, as in the ladder", ladder.ways())));
        }
        Ok(Self { ladder, ways, cache, default, under_way: Beside::new() })
    }

    /// The present step gave nothing: takes those below until one answers or takes time.
    fn descend(&mut self, at: Context, request: RequestId, why: Why) -> Vec<Effect> {
        let Some(mut under_way) = self.under_way.remove(request) else { return Vec::new() };
        let (mut effects, mut why) = (Vec::new(), why);
        loop {
            effects.push(missed(at, under_way.descent.step(), why));
            let step = self.ladder.on_miss(&mut under_way.descent, why);
            let answer = match step {
                Step::Degraded(index) => {
                    self.set_out(at, index, &mut under_way);
                    effects.push(Effect::Timer(under_way.due));
                    self.under_way.insert(request, under_way);
                    return effects;
                }
                Step::Cached => match self.cache.after_failure(at.now, &at.address.service) {
                    Err(Missing::Absent) => {
                        why = Why::NotCached;
                        continue;
                    }
                    Err(Missing::TooOld { age, .. }) => {
                        why = Why::TooOld { age };
                        continue;
                    }
                    Ok(found) => {
                        let stale = found.stale.map_or(0.0, ms);
                        vec![("value", *found.value), ("age_ms", ms(found.age)), ("stale_ms", stale)]
                    }
                },
                Step::Default => vec![("value", self.default)],
                Step::Full | Step::Error => Vec::new(),
            };
            effects.extend(serve(at, under_way, &answer));
            return effects;
        }
    }

    /// Asks another way. What it will answer is fixed now, as for every attempt.
    fn set_out(&self, at: Context, index: u32, under_way: &mut UnderWay) {
        let step = Step::Degraded(index);
        let Some(config) = self.ways.get(index as usize) else { return };
        let service = Service { config: config.clone(), killed: false };
        let limit = self.ladder.limit(step).unwrap_or_default();
        let Address { attempt, .. } = at.address;
        under_way.due = at.now.after(config.latency.min(limit));
        under_way.coming = if config.latency > limit {
            Err(FailureKind::Timeout)
        } else if service.luck(at.seed, &Painting::default(), at.now, at.call, attempt).fails() {
            Err(FailureKind::Connection)
        } else {
            Ok(service.value(at.seed, at.call, attempt))
        };
    }
}

impl Layer for LadderLayer {
    fn name(&self) -> &'static str {
        NAME
    }

    fn fork(&self) -> Box<dyn Layer> {
        Box::new(self.clone())
    }

    fn adopt(&mut self, other: &dyn Layer) {
        let Some(other) = of_kind::<Self>(other) else { return };
        self.ladder = other.ladder.clone();
        self.ways.clone_from(&other.ways);
        self.cache.configure(&other.cache);
        self.default = other.default;
    }

    fn on_call(&mut self, at: Context, request: RequestId, effects: &mut Effects) {
        let descent = self.ladder.begin();
        let due = at.now.after(self.ladder.limit(Step::Full).unwrap_or_default());
        let (failed, coming) = (CallOutcome::Refused, Err(FailureKind::Timeout));
        self.under_way.insert(request, UnderWay { descent, failed, due, coming });
        effects.extend([Effect::Timer(due), Effect::Forward]);
    }

    fn on_result(&mut self, at: Context, request: RequestId, outcome: CallOutcome, effects: &mut Effects) {
        let (Some(kind), Some(under_way)) = (failure_kind(outcome), self.under_way.get_mut(request)) else {
            self.under_way.remove(request);
            if let CallOutcome::Success { value } = outcome {
                self.cache.store(at.now, at.address.service, value);
            }
            return effects.push(Effect::Reply(outcome));
        };
        under_way.failed = outcome;
        effects.extend(self.descend(at, request, Why::Failed(kind)));
    }

    fn on_timer(&mut self, at: Context, request: RequestId, effects: &mut Effects) {
        let Some(under_way) = self.under_way.get_mut(request).filter(|under_way| under_way.due <= at.now) else {
            return;
        };
        match (under_way.descent.step(), under_way.coming) {
            (Step::Degraded(_), Ok(value)) => {
                let Some(under_way) = self.under_way.remove(request) else { return };
                effects.extend(serve(at, under_way, &[("value", value)]));
            }
            (Step::Degraded(_), Err(kind)) => effects.extend(self.descend(at, request, Why::Failed(kind))),
            _ => {
                under_way.failed = CallOutcome::Failed { kind: FailureKind::Timeout, reason: None };
                effects.push(Effect::CancelInner);
                effects.extend(self.descend(at, request, Why::Failed(FailureKind::Timeout)));
            }
        }
    }

    fn on_cancel(&mut self, _: Context, request: RequestId, _: &mut Effects) {
        self.under_way.remove(request);
    }
}

/// The end of a descent: it says the step that answered, with its numbers, and never passes it off as full service.
fn serve(at: Context, under_way: UnderWay, answer: &[(&'static str, f64)]) -> Vec<Effect> {
    let UnderWay { descent, failed, .. } = under_way;
    let served = descent.serve();
    let mut numbers = vec![("steps_missed", served.missed.len() as f64)];
    numbers.extend_from_slice(answer);
    let (rule, outcome) = match served.step {
        Step::Full => ("served_full", failed),
        Step::Degraded(_) => ("served_degraded", fell_back(failed)),
        Step::Cached => ("served_cached", fell_back(failed)),
        Step::Default => ("served_default", fell_back(failed)),
        Step::Error => ("error", failed),
    };
    vec![Effect::Emit(Event::Decided(at.decided(NAME, rule, &numbers))), Effect::Reply(outcome)]
}

fn fell_back(failed: CallOutcome) -> CallOutcome {
    failure_kind(failed).map_or(failed, |kind| CallOutcome::FellBack { kind })
}

fn missed(at: Context, step: Step, why: Why) -> Effect {
    let (rule, number) = match (step, why) {
        (Step::Degraded(index), _) => ("degraded_missed", Some(("way", f64::from(index)))),
        (Step::Cached, Why::TooOld { age }) => ("cached_too_old", Some(("age_ms", ms(age)))),
        (Step::Cached, _) => ("cached_missed", None),
        _ => ("full_missed", None),
    };
    let numbers: Vec<_> = number.into_iter().collect();
    Effect::Emit(Event::Decided(at.decided(NAME, rule, &numbers)))
}
