//! A fallback in the place of a failure, so that what is outside never fails.

use super::through::switched_on;
use super::{Context, Effect, Effects, Layer, RequestId, failure_kind};
use crate::sim::event::CallOutcome;

/// A fallback that is always at hand.
#[derive(Clone, Copy, Debug)]
pub struct FallbackLayer;

impl Layer for FallbackLayer {
    fn name(&self) -> &'static str {
        "fallback"
    }

    fn fork(&self) -> Box<dyn Layer> {
        Box::new(*self)
    }

    fn taking_over(&self, before: &dyn Layer) -> Option<Box<dyn Layer>> {
        switched_on(self, before)
    }

    fn on_result(&mut self, _: Context, _: RequestId, outcome: CallOutcome, effects: &mut Effects) {
        // rule: replaced
        effects.push(Effect::Reply(failure_kind(outcome).map_or(outcome, |kind| CallOutcome::FellBack { kind })));
    }
}
