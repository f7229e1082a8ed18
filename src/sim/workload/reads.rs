//! A number of reads, each one call.

use super::{Turn, Wish, Workload, of_kind};
use crate::sim::event::{CallId, CallOutcome, Event};
use crate::time::Instant;

/// A number of reads of one stack, each one call.
#[derive(Clone, Debug)]
pub struct Reads {
    reads: u64,
    in_turn: bool,
    started: u64,
    ended: u64,
}

impl Reads {
    /// This many reads, and whether each starts when the one before has ended; otherwise all start together.
    pub const fn new(reads: u64, in_turn: bool) -> Self {
        Self { reads, in_turn, started: 0, ended: 0 }
    }
}

impl Workload for Reads {
    fn begin(&mut self, _: usize, wishes: &mut Vec<Wish>) {
        let first = if self.in_turn { 1 } else { self.reads };
        wishes.extend((1..=first).map(|read| Wish::Turn { at: Instant::ZERO, turn: read }));
    }

    fn on_turn(&mut self, _: Instant, turn: Turn, wishes: &mut Vec<Wish>) {
        self.started += 1;
        wishes.push(Wish::Call { call: CallId { caller: 0, number: turn }, stack: 0 });
    }

    fn on_end(&mut self, now: Instant, call: CallId, _: CallOutcome, wishes: &mut Vec<Wish>) {
        self.ended += 1;
        if self.in_turn && self.started < self.reads {
            wishes.push(Wish::Turn { at: now, turn: call.number + 1 });
        }
        if self.ended >= self.reads {
            wishes.push(Wish::Emit(Event::Finished));
        }
    }

    fn adopt(&mut self, _: Instant, other: &dyn Workload, _: &mut Vec<Wish>) {
        if let Some(other) = of_kind::<Self>(other) {
            (self.reads, self.in_turn) = (other.reads, other.in_turn);
        }
    }

    fn fork(&self) -> Box<dyn Workload> {
        Box::new(self.clone())
    }
}
