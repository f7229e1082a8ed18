//! Load shedding in the path of a call, by how important its caller is.

use super::{Context, Effect, Effects, Layer, RequestId, of_kind};
use crate::policy::ConfigError;
use crate::policy::shed::{Criticality, Decision, Shedder};
use crate::sim::event::{CallOutcome, Event};

/// The door of a service.
#[derive(Clone, Debug)]
pub struct ShedLayer {
    shedder: Shedder,
    callers: Vec<Criticality>,
}

impl ShedLayer {
    /// The layer of a door. `callers` says how important each caller is, and begins anew for callers beyond its end.
    ///
    /// # Errors
    /// No callers at all.
    pub fn new(shedder: Shedder, callers: Vec<Criticality>) -> Result<Self, ConfigError> {
        if callers.is_empty() {
            return Err(ConfigError::new("callers", "empty", "one criticality or more"));
        }
        Ok(Self { shedder, callers })
    }
}

impl Layer for ShedLayer {
    fn name(&self) -> &'static str {
        "shed"
    }

    fn fork(&self) -> Box<dyn Layer> {
        Box::new(self.clone())
    }

    fn adopt(&mut self, other: &dyn Layer) {
        if let Some(other) = of_kind::<Self>(other) {
            self.shedder.configure(&other.shedder);
            self.callers.clone_from(&other.callers);
        }
    }

    fn on_call(&mut self, at: Context, _: RequestId, effects: &mut Effects) {
        let criticality = self.callers[at.call.caller as usize % self.callers.len()];
        let level = ("criticality", f64::from(criticality as u8));
        match self.shedder.admit(criticality) {
            Decision::Admitted { active } => {
                let numbers = [level, ("active", f64::from(active)), ("capacity", f64::from(self.shedder.capacity()))];
                effects.push(Effect::Emit(Event::Decided(at.decided(self.name(), "admitted", &numbers))));
                effects.push(Effect::Forward);
            }
            Decision::Shed(shed) => {
                let numbers = [
                    level,
                    ("active", f64::from(shed.active)),
                    ("capacity", f64::from(shed.capacity)),
                    ("from", shed.from.fraction()),
                ];
                effects.push(Effect::Reject(at.decided(self.name(), "shed", &numbers)));
            }
        }
    }

    fn on_result(&mut self, _: Context, _: RequestId, outcome: CallOutcome, effects: &mut Effects) {
        self.shedder.release();
        effects.push(Effect::Reply(outcome));
    }

    fn on_cancel(&mut self, _: Context, _: RequestId, _: &mut Effects) {
        self.shedder.release();
    }
}
