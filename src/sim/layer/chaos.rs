//! Injected failures and waits in the path of a call; they belong innermost, next to the service.
//!
//! What is done to an attempt is decided when it starts and done to its answer: the service is called and takes its
//! time in any case, so that an attempt's luck is the same with chaos and without. A refusal from inside is let alone.

use super::{Context, Effect, Effects, Layer, RequestId, ms, of_kind};
use crate::policy::chaos::{Chaos, Injected, Rule};
use crate::random::{Purpose, draw};
use crate::sim::event::{CallOutcome, Event};
use crate::sim::slots::Beside;

/// Chaos, and what it does to the attempts under way.
#[derive(Clone, Debug)]
pub struct ChaosLayer {
    chaos: Chaos,
    attempts: Beside<(Injected, Option<CallOutcome>)>,
}

impl ChaosLayer {
    /// The layer of chaos.
    pub fn new(chaos: Chaos) -> Self {
        Self { chaos, attempts: Beside::new() }
    }
}

impl Layer for ChaosLayer {
    fn name(&self) -> &'static str {
        "chaos"
    }

    fn fork(&self) -> Box<dyn Layer> {
        Box::new(self.clone())
    }

    /// Other settings begin their script anew; the same ones go on.
    fn adopt(&mut self, other: &dyn Layer) {
        if let Some(other) = of_kind::<Self>(other)
            && self.chaos.settings() != other.chaos.settings()
        {
            self.chaos = other.chaos.clone();
        }
    }

    fn on_call(&mut self, at: Context, request: RequestId, effects: &mut Effects) {
        let luck = |purpose| draw(at.seed, purpose, at.address);
        let injected = self.chaos.decide(at.now, luck(Purpose::Injected), luck(Purpose::Latency));
        self.attempts.insert(request, (injected, None));
        if let Some((_, rule)) = injected.failure {
            let decided = match rule {
                Rule::Outage { until } => at.decided(self.name(), "outage", &[("until_s", until.seconds())]),
                Rule::Forced { left } => at.decided(self.name(), "forced", &[("left", f64::from(left))]),
                Rule::Drawn { random, rate } => at.decided(self.name(), "failure", &[("draw", random), ("rate", rate)]),
            };
            effects.push(Effect::Emit(Event::Decided(decided)));
        }
        if !injected.extra.is_zero() {
            effects.push(Effect::Emit(Event::Decided(at.decided(
                "chaos",
                "latency",
                &[("extra_ms", ms(injected.extra))],
            ))));
        }
        effects.push(Effect::Forward);
    }

    fn on_result(&mut self, at: Context, request: RequestId, outcome: CallOutcome, effects: &mut Effects) {
        let Some((injected, held)) = self.attempts.get_mut(request) else {
            return effects.push(Effect::Reply(outcome));
        };
        let outcome = match (injected.failure, outcome) {
            (None, _) | (_, CallOutcome::Refused) => outcome,
            (Some((kind, _)), _) => CallOutcome::Failed { kind, reason: None },
        };
        if outcome != CallOutcome::Refused && !injected.extra.is_zero() {
            *held = Some(outcome);
            return effects.push(Effect::Timer(at.now.after(injected.extra)));
        }
        self.attempts.remove(request);
        effects.push(Effect::Reply(outcome));
    }

    fn on_timer(&mut self, _: Context, request: RequestId, effects: &mut Effects) {
        let held = self.attempts.remove(request).and_then(|(_, held)| held);
        effects.extend(held.map(Effect::Reply));
    }

    fn on_cancel(&mut self, _: Context, request: RequestId, _: &mut Effects) {
        self.attempts.remove(request);
    }
}
