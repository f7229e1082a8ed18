//! A client-side throttle in the path of a call.

use super::{Context, Effect, Effects, Layer, RequestId, of_kind};
use crate::policy::throttle::{Settings, Throttle};
use crate::random::{Address, Purpose, draw};
use crate::sim::event::{CallOutcome, Event};

/// A throttle. Its own rejections are fast fails.
#[derive(Clone, Debug)]
pub struct ThrottleLayer {
    throttle: Throttle,
}

impl ThrottleLayer {
    /// A throttle that knows nothing yet.
    pub const fn new(settings: Settings) -> Self {
        Self { throttle: Throttle::new(settings) }
    }
}

impl Layer for ThrottleLayer {
    fn name(&self) -> &'static str {
        "throttle"
    }

    fn fork(&self) -> Box<dyn Layer> {
        Box::new(self.clone())
    }

    fn adopt(&mut self, other: &dyn Layer) {
        if let Some(other) = of_kind::<Self>(other) {
            self.throttle.configure(*other.throttle.settings());
        }
    }

    fn on_call(&mut self, at: Context, _: RequestId, effects: &mut Effects) {
        let address = Address { attempt: at.asked.saturating_add(1), ..at.address };
        let decision = self.throttle.admit(at.now, draw(at.seed, Purpose::Admission, address));
        let numbers = [
            ("probability", decision.probability),
            ("draw", decision.random),
            ("requests", decision.requests as f64),
            ("accepts", decision.accepts as f64),
        ];
        if decision.admitted {
            let decided = at.decided(self.name(), "admitted", &numbers);
            effects.extend([Effect::Emit(Event::Decided(decided)), Effect::Forward]);
        } else {
            effects.push(Effect::Reject(at.decided(self.name(), "too_few_accepted", &numbers)));
        }
    }

    fn on_result(&mut self, at: Context, _: RequestId, outcome: CallOutcome, effects: &mut Effects) {
        let accepted = matches!(outcome, CallOutcome::Success { .. } | CallOutcome::FellBack { .. });
        self.throttle.report(at.now, accepted);
        effects.push(Effect::Reply(outcome));
    }

    /// A call that was given up was not accepted in time.
    fn on_cancel(&mut self, at: Context, _: RequestId, _: &mut Effects) {
        self.throttle.report(at.now, false);
    }
}
