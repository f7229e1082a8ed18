//! A layer of another stack that stands in this one, too: one breaker for five sensors, one budget for all callers.

use super::{Context, Effect, Effects, Layer, RequestId};
use crate::sim::event::CallOutcome;

/// The place of the layer that is meant. It must be a layer of its own; what it keeps for requests it keeps by their
/// numbers, which no two stacks share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Same {
    /// Its stack, by its index.
    pub stack: usize,
    /// Its level there, 0 the outermost.
    pub level: usize,
}

impl Layer for Same {
    fn name(&self) -> &'static str {
        "same"
    }

    fn fork(&self) -> Box<dyn Layer> {
        Box::new(*self)
    }

    fn stands_for(&self) -> Option<(usize, usize)> {
        Some((self.stack, self.level))
    }

    // The engine asks the layer that is meant; where there is none, this one is as if it were not there.
    fn on_result(&mut self, _: Context, _: RequestId, outcome: CallOutcome, effects: &mut Effects) {
        effects.push(Effect::Reply(outcome));
    }
}
