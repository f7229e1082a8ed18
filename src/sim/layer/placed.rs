//! A layer that tells what passes through it, for worlds in which the order of the layers is the subject.
//!
//! The layer itself knows nothing of it and decides as it does anywhere else. What it wants done is told in order: a
//! request in, each request that it sends inward, that it is this layer which decides what the next event says, and its
//! answer. A world whose layers stand bare has none of these events.

use super::{Context, Effect, Effects, Layer, RequestId, of_kind};
use crate::sim::event::{CallOutcome, Event, LayerStep};
use crate::sim::input::Command;
use crate::time::Instant;

/// A layer and where it stands.
#[derive(Clone, Debug)]
pub struct Placed {
    place: u32,
    layer: Box<dyn Layer>,
    /// Whether what passes is told, beside what the layer decides.
    passes: bool,
}

impl Placed {
    /// The layer at a place, from 1 for the outermost.
    pub fn new(place: u32, layer: Box<dyn Layer>) -> Self {
        Self { place, layer, passes: true }
    }

    /// The same, which tells its decisions only: for worlds with several layers of a kind, in which it matters which of
    /// them decided, and not what passed.
    pub fn deciding(place: u32, layer: Box<dyn Layer>) -> Self {
        Self { passes: false, ..Self::new(place, layer) }
    }

    /// These layers, outermost first, each at its place.
    pub fn all(layers: Vec<Box<dyn Layer>>) -> Vec<Box<dyn Layer>> {
        (1..).zip(layers).map(|(place, layer)| Box::new(Self::new(place, layer)) as _).collect()
    }

    /// Puts the events about the layer among the effects that it has pushed from one on.
    fn tell(&self, at: Context, from: usize, effects: &mut Effects) {
        let mut has_decided = false;
        for (whose, effect) in effects.split_off(from) {
            let step = match effect {
                Effect::Forward if self.passes => Some(LayerStep::Out),
                Effect::Reply(outcome) if self.passes => Some(LayerStep::Back { outcome }),
                Effect::Emit(_) | Effect::Refuse(_) | Effect::Reject(_) if !has_decided => {
                    has_decided = true;
                    Some(LayerStep::Decides)
                }
                _ => None,
            };
            // Of another request it is not known whose call it serves.
            if let Some(step) = step.filter(|_| whose.is_none()) {
                effects.push(self.event(at, step));
            }
            match whose {
                Some(request) => effects.push_for(request, effect),
                None => effects.push(effect),
            }
        }
    }

    fn event(&self, at: Context, step: LayerStep) -> Effect {
        Effect::Emit(Event::AtLayer { call: at.call, place: self.place, step })
    }
}

impl Layer for Placed {
    fn name(&self) -> &'static str {
        self.layer.name()
    }

    fn fork(&self) -> Box<dyn Layer> {
        Box::new(self.clone())
    }

    fn adopt(&mut self, other: &dyn Layer) {
        let Some(other) = of_kind::<Self>(other) else { return };
        match other.layer.taking_over(&*self.layer) {
            Some(turned) => self.layer = turned,
            None => self.layer.adopt(&*other.layer),
        }
    }

    fn on_call(&mut self, at: Context, request: RequestId, effects: &mut Effects) {
        if self.passes {
            effects.push(self.event(at, LayerStep::In));
        }
        let from = effects.len();
        self.layer.on_call(at, request, effects);
        self.tell(at, from, effects);
    }

    fn on_result(&mut self, at: Context, request: RequestId, outcome: CallOutcome, effects: &mut Effects) {
        let from = effects.len();
        self.layer.on_result(at, request, outcome, effects);
        self.tell(at, from, effects);
    }

    fn on_timer(&mut self, at: Context, request: RequestId, effects: &mut Effects) {
        let from = effects.len();
        self.layer.on_timer(at, request, effects);
        self.tell(at, from, effects);
    }

    fn on_wake(&mut self, now: Instant, effects: &mut Effects) {
        self.layer.on_wake(now, effects);
    }

    fn obeys(&self, command: Command) -> bool {
        self.layer.obeys(command)
    }

    fn on_command(&mut self, now: Instant, command: Command, effects: &mut Effects) {
        self.layer.on_command(now, command, effects);
    }

    fn on_cancel(&mut self, at: Context, request: RequestId, effects: &mut Effects) {
        self.layer.on_cancel(at, request, effects);
    }
}
