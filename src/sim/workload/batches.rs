//! Rounds of reads, and the all-or-nothing twin that reads the same.

use core::time::Duration;

use super::{Turn, Wish, Workload, of_kind};
use crate::policy::FailureKind;
use crate::policy::degrade::{Batch, BatchResult};
use crate::policy::partial::Partial;
use crate::policy::restart::{Comeback, Fate, Process};
use crate::sim::event::{CallId, CallOutcome, Event, Services, TwinFate};
use crate::sim::input::Command;
use crate::time::Instant;

/// Starts the twin again after a crash.
pub const RESTART_TWIN: Command = Command { word: "twin", argument: "restart", exported: "restart_twin" };

/// Rounds of reads, one of each stack at the same time. Batch n starts at (n - 1) times `every`, or when the one before
/// has ended.
#[derive(Clone, Debug)]
pub struct Batches {
    every: Duration,
    /// How many; 0 for no end.
    batches: u64,
    /// What a batch must have to be an answer.
    minimum: Partial,
    stacks: usize,
    started: u64,
    ended: u64,
    batch: Option<Batch<f64>>,
    /// When the present or last batch was due, whenever it started.
    slot: Instant,
    twin: Process,
    comeback: Comeback,
}

impl Batches {
    /// A batch each `every`; how many, 0 for no end; what a batch must have to be an answer; and how the twin comes back
    /// after a crash.
    pub const fn new(every: Duration, batches: u64, minimum: Partial, comeback: Comeback) -> Self {
        let (stacks, started, ended, batch, slot) = (0, 0, 0, None, Instant::ZERO);
        let twin = Process::new(comeback);
        Self { every, batches, minimum, stacks, started, ended, batch, slot, twin, comeback }
    }

    fn finished(&self) -> bool {
        self.batches > 0 && self.ended >= self.batches
    }

    /// What becomes of the twin, and what is said of a batch that is complete.
    fn finish(&mut self, now: Instant, number: u64, batch: Batch<f64>, wishes: &mut Vec<Wish>) {
        self.ended += 1;
        let result = batch.finish();
        let lack = self.minimum.lack(result.total, &result.unavailable);
        let (available, total, unavailable) = gathered(&result);
        let fate = match self.twin.report(now, total.into(), result.degraded) {
            Fate::Kept => TwinFate::Kept { values: available },
            Fate::Crashed { .. } => TwinFate::Crashed { sensor: unavailable.iter().next().unwrap_or_default() },
            Fate::Down { .. } => TwinFate::Down,
        };
        wishes.push(Wish::Emit(Event::BatchEnded { batch: number, available, total, unavailable, lack }));
        wishes.push(Wish::Emit(Event::Twin { batch: number, fate }));
        if self.batches == 0 || number < self.batches {
            wishes.push(Wish::MovableTurn { at: self.slot.after(self.every).max(now), turn: number + 1 });
        }
    }
}

impl Workload for Batches {
    fn begin(&mut self, stacks: usize, wishes: &mut Vec<Wish>) {
        debug_assert!(stacks <= Services::MOST as usize, "a batch has 64 services at most");
        self.stacks = stacks;
        wishes.push(Wish::MovableTurn { at: Instant::ZERO, turn: 1 });
    }

    fn on_turn(&mut self, now: Instant, batch: Turn, wishes: &mut Vec<Wish>) {
        self.slot = if batch == 1 { now } else { self.slot.after(self.every) };
        self.started = batch;
        self.batch = Some(Batch::new(self.stacks));
        let reads = (0..self.stacks).map(|stack| {
            let caller = u32::try_from(stack).unwrap_or(u32::MAX);
            Wish::Call { call: CallId { caller, number: batch }, stack }
        });
        let back = self.twin.begin(now).map(|after| Event::Twin { batch, fate: TwinFate::Back { after } });
        let told = core::iter::once(Event::BatchStarted { batch }).chain(back).map(Wish::Emit);
        wishes.extend(told.chain(reads));
    }

    fn on_end(&mut self, now: Instant, call: CallId, outcome: CallOutcome, wishes: &mut Vec<Wish>) {
        if let Some(batch) = &mut self.batch {
            batch.report(call.caller as usize, reading(outcome));
        }
        if let Some(batch) = self.batch.take_if(|batch| batch.is_complete()) {
            self.finish(now, call.number, batch, wishes);
        }
        // A read of a batch that is still under way ends nothing.
        if self.finished() && self.batch.is_none() {
            wishes.push(Wish::Emit(Event::Finished));
        }
    }

    fn adopt(&mut self, now: Instant, other: &dyn Workload, wishes: &mut Vec<Wish>) {
        let Some(other) = of_kind::<Self>(other) else { return };
        (self.every, self.batches, self.minimum) = (other.every, other.batches, other.minimum);
        self.comeback = other.comeback;
        self.twin.configure(other.comeback);
        let waits = self.batch.is_none() && self.started > 0 && !self.finished();
        let next = Wish::Move { at: self.slot.after(self.every).max(now), turn: self.started + 1 };
        wishes.extend(waits.then_some(next));
    }

    fn fork(&self) -> Box<dyn Workload> {
        Box::new(self.clone())
    }

    fn obeys(&self, command: Command) -> bool {
        command == RESTART_TWIN && self.twin.down().is_some()
    }

    fn on_command(&mut self, now: Instant, _: Command, wishes: &mut Vec<Wish>) {
        self.twin.start(now);
        wishes.push(Wish::Emit(Event::Twin { batch: self.started, fate: TwinFate::Restarted }));
    }
}

/// What a read has come to for its batch.
pub(super) const fn reading(outcome: CallOutcome) -> Result<f64, FailureKind> {
    match outcome {
        CallOutcome::Success { value } => Ok(value),
        CallOutcome::Failed { kind, .. } | CallOutcome::FellBack { kind } => Err(kind),
        CallOutcome::Refused => Err(FailureKind::Refused),
    }
}

/// What has come of a batch, as events tell it: values that arrived, reads, and the sensors without a value.
pub(super) fn gathered(result: &BatchResult<f64>) -> (u32, u32, Services) {
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let unavailable = result.unavailable.iter().map(|&sensor| count(sensor)).collect();
    (count(result.available), count(result.total), unavailable)
}
