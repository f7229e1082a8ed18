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
    fn begin(&mut self, _: usize) -> Vec<Wish> {
        let first = if self.in_turn { 1 } else { self.reads };
        (1..=first).map(|read| Wish::Turn { at: Instant::ZERO, turn: read }).collect()
    }

    fn on_turn(&mut self, _: Instant, turn: Turn) -> Vec<Wish> {
        self.started += 1;
        vec![Wish::Call { call: CallId { caller: 0, number: turn }, stack: 0 }]
    }

    fn on_end(&mut self, now: Instant, call: CallId, _: CallOutcome) -> Vec<Wish> {
        self.ended += 1;
        let next = self.in_turn && self.started < self.reads;
        let next = next.then(|| Wish::Turn { at: now, turn: call.number + 1 });
        let end = (self.ended >= self.reads).then_some(Wish::Emit(Event::Finished));
        next.into_iter().chain(end).collect()
    }

    fn adopt(&mut self, _: Instant, other: &dyn Workload) -> Vec<Wish> {
        if let Some(other) = of_kind::<Self>(other) {
            (self.reads, self.in_turn) = (other.reads, other.in_turn);
        }
        Vec::new()
    }

    fn fork(&self) -> Box<dyn Workload> {
        Box::new(self.clone())
    }
}
