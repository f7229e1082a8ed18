//! Many callers with one call each, all at the run's start.

use super::{Turn, Wish, Workload};
use crate::sim::event::{CallId, CallOutcome, Event};
use crate::time::Instant;

/// Callers of one stack with one call each, which set out together at the run's start, in the order of their numbers.
#[derive(Clone, Debug)]
pub struct Clients {
    clients: u32,
    ended: u32,
}

impl Clients {
    /// So many callers.
    pub const fn new(clients: u32) -> Self {
        Self { clients, ended: 0 }
    }
}

impl Workload for Clients {
    fn begin(&mut self, _: usize, wishes: &mut Vec<Wish>) {
        wishes.extend((0..self.clients).map(|client| Wish::Turn { at: Instant::ZERO, turn: client.into() }));
    }

    fn on_turn(&mut self, _: Instant, turn: Turn, wishes: &mut Vec<Wish>) {
        let Ok(caller) = u32::try_from(turn) else { return };
        wishes.push(Wish::Call { call: CallId { caller, number: 1 }, stack: 0 });
    }

    fn on_end(&mut self, _: Instant, _: CallId, _: CallOutcome, wishes: &mut Vec<Wish>) {
        self.ended += 1;
        if self.ended >= self.clients {
            wishes.push(Wish::Emit(Event::Finished));
        }
    }

    /// They have all set out at the start, so other settings come too late for them.
    fn adopt(&mut self, _: Instant, _: &dyn Workload, _: &mut Vec<Wish>) {}

    fn fork(&self) -> Box<dyn Workload> {
        Box::new(self.clone())
    }
}
