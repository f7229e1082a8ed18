//! A level at which nothing stands: a policy that is switched off, in a run in which it can be switched on again.

use super::{Context, Effect, Effects, Layer, RequestId, of_kind};
use crate::sim::event::CallOutcome;

/// Lets everything through, in both directions.
#[derive(Clone, Copy, Debug)]
pub struct Through;

impl Layer for Through {
    fn name(&self) -> &'static str {
        "nothing"
    }

    fn fork(&self) -> Box<dyn Layer> {
        Box::new(*self)
    }

    /// What stood here is gone, with all that it kept; what it had let through comes back unhindered.
    fn taking_over(&self, before: &dyn Layer) -> Option<Box<dyn Layer>> {
        if of_kind::<Self>(before).is_some() { None } else { Some(self.fork()) }
    }

    fn on_result(&mut self, _: Context, _: RequestId, outcome: CallOutcome, effects: &mut Effects) {
        effects.push(Effect::Reply(outcome));
    }
}

/// `layer` in the place of `before`, if nothing stood there: a policy that is switched on begins afresh.
pub(super) fn switched_on(layer: &dyn Layer, before: &dyn Layer) -> Option<Box<dyn Layer>> {
    of_kind::<Through>(before).map(|_| layer.fork())
}
