//! Calls that come when they come, whatever became of those before: a layer that holds each back until its time.
//!
//! The workload starts all reads at the run's start; this layer, outermost, lets read n in at the n-th time of a list.
//! So clients are open, as the papers call it: a slow service does not make them call less.

use std::rc::Rc;

use crate::sim::event::CallOutcome;
use crate::sim::layer::{Context, Effect, Effects, Layer, RequestId};
use crate::time::Instant;

/// The times at which calls arrive, for the calls from number 1 on.
#[derive(Clone, Debug)]
pub(super) struct Arrivals {
    times: Rc<[Instant]>,
}

impl Arrivals {
    /// The layer of these times.
    pub(super) fn new(times: Vec<Instant>) -> Self {
        Self { times: times.into() }
    }
}

impl Layer for Arrivals {
    fn name(&self) -> &'static str {
        "arrivals"
    }

    fn fork(&self) -> Box<dyn Layer> {
        Box::new(self.clone())
    }

    fn on_call(&mut self, at: Context, _: RequestId, effects: &mut Effects) {
        let index = usize::try_from(at.call.number.saturating_sub(1)).unwrap_or(usize::MAX);
        let arrival = self.times.get(index).copied().unwrap_or(at.now);
        effects.push(Effect::Timer(arrival));
    }

    fn on_timer(&mut self, _: Context, _: RequestId, effects: &mut Effects) {
        effects.push(Effect::Forward);
    }

    fn on_result(&mut self, _: Context, _: RequestId, outcome: CallOutcome, effects: &mut Effects) {
        effects.push(Effect::Reply(outcome));
    }
}
