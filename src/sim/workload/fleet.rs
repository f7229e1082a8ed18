//! Services that are called by the clock, each by a caller of its own, and a batch of reads among them.

use core::time::Duration;

use super::batches::{gathered, reading};
use super::{Turn, Wish, Workload, of_kind};
use crate::policy::degrade::Batch;
use crate::sim::event::{CallId, CallOutcome, Event};
use crate::time::Instant;

/// Who calls what, and how often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rounds {
    /// The first stacks are called each so often, whatever became of the calls before.
    pub callers: usize,
    /// How often.
    pub every: Duration,
    /// The caller that reads the first stack of the batch; the others follow.
    pub first_reader: u32,
    /// A batch reads all further stacks each so often, or when the one before has ended.
    pub batch_every: Duration,
}

/// Calls to many services by the clock. Call n of a caller starts at (n - 1) times `every`; batch n at (n - 1) times
/// `batch_every`, or when the one before has ended.
#[derive(Clone, Debug)]
pub struct Fleet {
    rounds: Rounds,
    readers: usize,
    /// Calls of each caller so far.
    called: u64,
    begun: u64,
    slot: Instant,
    batch: Option<Batch<f64>>,
}

/// The turn of the callers; those above it are batches.
const CALLERS: Turn = 0;

impl Fleet {
    /// Nobody has called yet.
    pub const fn new(rounds: Rounds) -> Self {
        Self { rounds, readers: 0, called: 0, begun: 0, slot: Instant::ZERO, batch: None }
    }

    fn call_all(&mut self, wishes: &mut Vec<Wish>) {
        self.called += 1;
        let nanos = (self.rounds.every.as_nanos() as u64).saturating_mul(self.called);
        wishes.push(Wish::Turn { at: Instant::from_nanos(nanos), turn: CALLERS });
        let calls = (0..self.rounds.callers).zip(0..);
        wishes.extend(calls.map(|(stack, caller)| Wish::Call { call: CallId { caller, number: self.called }, stack }));
    }

    fn read_all(&mut self, now: Instant, number: u64, wishes: &mut Vec<Wish>) {
        (self.slot, self.begun) = (now, number);
        self.batch = Some(Batch::new(self.readers));
        wishes.push(Wish::Emit(Event::BatchStarted { batch: number }));
        let stacks = self.rounds.callers..self.rounds.callers + self.readers;
        let reads = stacks.zip(self.rounds.first_reader..);
        wishes.extend(reads.map(|(stack, caller)| Wish::Call { call: CallId { caller, number }, stack }));
    }
}

impl Workload for Fleet {
    fn begin(&mut self, stacks: usize, wishes: &mut Vec<Wish>) {
        self.readers = stacks.saturating_sub(self.rounds.callers);
        wishes.push(Wish::Turn { at: Instant::ZERO, turn: CALLERS });
        if self.readers > 0 {
            wishes.push(Wish::Turn { at: Instant::ZERO, turn: 1 });
        }
    }

    fn on_turn(&mut self, now: Instant, turn: Turn, wishes: &mut Vec<Wish>) {
        match turn {
            CALLERS => self.call_all(wishes),
            batch => self.read_all(now, batch, wishes),
        }
    }

    fn on_end(&mut self, now: Instant, call: CallId, outcome: CallOutcome, wishes: &mut Vec<Wish>) {
        let Some(reader) = call.caller.checked_sub(self.rounds.first_reader) else { return };
        if let Some(batch) = &mut self.batch {
            batch.report(reader as usize, reading(outcome));
        }
        let Some(batch) = self.batch.take_if(|batch| batch.is_complete()) else { return };
        let (available, total, unavailable) = gathered(&batch.finish());
        wishes.push(Wish::Emit(Event::BatchEnded { batch: self.begun, available, total, unavailable, lack: None }));
        let at = self.slot.after(self.rounds.batch_every).max(now);
        wishes.push(Wish::Turn { at, turn: self.begun + 1 });
    }

    fn adopt(&mut self, _: Instant, other: &dyn Workload, _: &mut Vec<Wish>) {
        if let Some(other) = of_kind::<Self>(other) {
            self.rounds = other.rounds;
        }
    }

    fn fork(&self) -> Box<dyn Workload> {
        Box::new(self.clone())
    }
}
