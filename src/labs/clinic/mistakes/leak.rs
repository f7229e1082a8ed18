//! A pool whose connections are not given back by calls that fail: the guide's third common issue.

use super::POLICY;
use crate::policy::FailureKind;
use crate::sim::event::{CallOutcome, Decided, Event, Numbers};
use crate::sim::layer::{Context, Effect, Effects, Layer, RequestId};

/// The rule: no connection is left.
pub const EXHAUSTED: &str = "exhausted";
/// The rule: a failed call has kept its connection.
pub const LEAKED: &str = "leaked";

/// Connections, each for one call at a time.
#[derive(Clone, Copy, Debug)]
pub struct LeakyPool {
    connections: u32,
    in_use: u32,
    leaked: u32,
}

impl LeakyPool {
    /// A pool of so many connections.
    pub const fn new(connections: u32) -> Self {
        Self { connections, in_use: 0, leaked: 0 }
    }

    fn decided(self, at: Context, rule: &'static str) -> Decided {
        let numbers = [("leaked", f64::from(self.leaked)), ("connections", f64::from(self.connections))];
        Decided { policy: POLICY, rule, call: at.call, numbers: Numbers::new(&numbers) }
    }
}

impl Layer for LeakyPool {
    fn name(&self) -> &'static str {
        "leaky_pool"
    }

    fn fork(&self) -> Box<dyn Layer> {
        Box::new(*self)
    }

    fn on_call(&mut self, at: Context, _: RequestId, effects: &mut Effects) {
        if self.in_use + self.leaked >= self.connections {
            // rule: exhausted
            return effects.push(Effect::Reject(self.decided(at, EXHAUSTED)));
        }
        self.in_use += 1;
        effects.push(Effect::Forward);
    }

    fn on_result(&mut self, at: Context, _: RequestId, outcome: CallOutcome, effects: &mut Effects) {
        self.in_use = self.in_use.saturating_sub(1);
        let failed = matches!(outcome, CallOutcome::Failed { kind, .. } if kind != FailureKind::Refused);
        if failed {
            // rule: leaked
            self.leaked += 1;
            effects.push(Effect::Emit(Event::Decided(self.decided(at, LEAKED))));
        }
        effects.push(Effect::Reply(outcome));
    }
}
