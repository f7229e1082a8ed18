//! A caller that does not handle a refusal: the guide's mistake 4. Its program ends, and is down for a while.

use core::time::Duration;

use super::POLICY;
use crate::policy::FailureKind;
use crate::sim::event::{CallOutcome, Decided, Event, Numbers};
use crate::sim::layer::{Context, Effect, Effects, Layer, RequestId};
use crate::time::Instant;

/// The rule: a refusal that nobody handles ends the program.
pub const CRASHED: &str = "crashed";

/// The caller's program around everything that it calls.
#[derive(Clone, Copy, Debug)]
pub struct CrashLayer {
    down: Duration,
    until: Instant,
}

impl CrashLayer {
    /// A caller that is down for so long once a refusal has ended it.
    pub const fn new(down: Duration) -> Self {
        Self { down, until: Instant::ZERO }
    }
}

impl Layer for CrashLayer {
    fn name(&self) -> &'static str {
        "crash"
    }

    fn fork(&self) -> Box<dyn Layer> {
        Box::new(*self)
    }

    fn on_call(&mut self, at: Context, _: RequestId, effects: &mut Effects) {
        effects.push(if at.now < self.until {
            Effect::Reply(CallOutcome::Failed { kind: FailureKind::Bug, reason: None })
        } else {
            Effect::Forward
        });
    }

    fn on_result(&mut self, at: Context, _: RequestId, outcome: CallOutcome, effects: &mut Effects) {
        if outcome == CallOutcome::Refused && at.now >= self.until {
            // rule: crashed
            self.until = at.now.after(self.down);
            let numbers = Numbers::new(&[("down_ms", self.down.as_secs_f64() * 1e3)]);
            let decided = Decided { policy: POLICY, rule: CRASHED, call: at.call, numbers };
            effects.push(Effect::Emit(Event::Decided(decided)));
        }
        effects.push(Effect::Reply(outcome));
    }
}
