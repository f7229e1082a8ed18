//! A rate limit in the path of a call: what is over the rate is refused, with the time of the next permission.

use super::through::switched_on;
use super::{Context, Effect, Effects, Layer, RequestId, ms, of_kind};
use crate::policy::rate_limit::{Decision, Gcra, TokenBucket};
use crate::sim::event::{CallOutcome, Event};
use crate::time::Instant;

/// The two forms of a rate limit.
#[derive(Clone, Debug)]
pub enum Limiter {
    /// See [`Gcra`].
    Gcra(Gcra),
    /// See [`TokenBucket`].
    TokenBucket(TokenBucket),
}

/// A rate limit.
#[derive(Clone, Debug)]
pub struct RateLimitLayer {
    limiter: Limiter,
}

impl RateLimitLayer {
    /// The layer of a rate limit.
    pub const fn new(limiter: Limiter) -> Self {
        Self { limiter }
    }
}

impl Layer for RateLimitLayer {
    fn name(&self) -> &'static str {
        "rate_limit"
    }

    fn fork(&self) -> Box<dyn Layer> {
        Box::new(self.clone())
    }

    fn taking_over(&self, before: &dyn Layer) -> Option<Box<dyn Layer>> {
        switched_on(self, before)
    }

    fn adopt(&mut self, other: &dyn Layer) {
        let Some(other) = of_kind::<Self>(other) else { return };
        match (&mut self.limiter, &other.limiter) {
            (Limiter::Gcra(own), Limiter::Gcra(other)) => own.configure(other),
            (Limiter::TokenBucket(own), Limiter::TokenBucket(other)) => own.configure(other),
            (own, other) => *own = other.clone(),
        }
    }

    fn on_call(&mut self, at: Context, _: RequestId, effects: &mut Effects) {
        let decision = match &mut self.limiter {
            Limiter::Gcra(gcra) => gcra.admit(at.now),
            Limiter::TokenBucket(bucket) => bucket.admit(at.now),
        };
        match decision {
            Decision::Admitted { left } => {
                let decided = at.decided(self.name(), "admitted", &[("left", f64::from(left))]);
                effects.extend([Effect::Emit(Event::Decided(decided)), Effect::Forward]);
            }
            Decision::Rejected(limited) => {
                let numbers = [
                    ("wait_ms", ms(limited.wait)),
                    ("next_at_ms", ms(limited.next_at.since(Instant::ZERO))),
                    ("calls", f64::from(limited.rate.calls())),
                    ("period_ms", ms(limited.rate.period())),
                    ("burst", f64::from(limited.burst)),
                ];
                effects.push(Effect::Reject(at.decided(self.name(), "over_rate", &numbers)));
            }
        }
    }

    fn on_result(&mut self, _: Context, _: RequestId, outcome: CallOutcome, effects: &mut Effects) {
        effects.push(Effect::Reply(outcome));
    }
}
