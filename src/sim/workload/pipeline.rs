//! A pipeline: rounds of reads, and a service behind them that each round goes to, one after the other.

use std::collections::VecDeque;

use core::time::Duration;

use super::batches::{gathered, reading};
use super::{Turn, Wish, Workload, of_kind};
use crate::policy::degrade::Batch;
use crate::policy::restart::{Comeback, Process};
use crate::sim::event::{CallId, CallOutcome, Event, ServiceId, Services};
use crate::sim::input::Command;
use crate::time::Instant;

/// Starts again what has crashed and waits for a hand, on either side.
pub const RESTART_PIPELINE: Command = Command { word: "pipeline", argument: "restart", exported: "restart_pipeline" };

/// The turn at which a pipeline that crashed is up again.
const UP_AGAIN: Turn = 0;
/// The turn at which it crashes: behind all that belongs to the same moment. The other turns are the batches.
const CRASH: Turn = Turn::MAX;

/// How a pipeline is driven.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drive {
    /// From one batch to the next.
    pub every: Duration,
    /// How long a batch takes in which nothing fails and nothing waits, from its first read to its end.
    pub calm: Duration,
    /// Whether a failed read is a gap and a batch that cannot be enriched is flagged. Without that the first failure
    /// crashes the pipeline, with all that it has in hand.
    pub degrade: bool,
    /// How it comes back after a crash.
    pub comeback: Comeback,
}

/// Rounds of reads, one of each stack but the last at the same time; then a call of the last stack for each round, one
/// after the other. Batch n is due at (n - 1) times `every`, and starts when the reads of the one before have ended.
#[derive(Clone, Debug)]
pub struct Pipeline {
    drive: Drive,
    /// Sensors, and so the number of the stack behind them.
    sensors: usize,
    started: u64,
    /// When the present or last batch was due, whenever it started.
    due: Instant,
    reading: Option<Batch<f64>>,
    /// Gathered batches that wait for their turn, oldest first; the first of them has it while `busy`.
    queue: VecDeque<Gathered>,
    /// Whether a batch is at the service behind.
    busy: bool,
    /// The failure with which it is about to crash.
    failed: Option<CallId>,
    process: Process,
}

/// A batch whose reads have ended.
#[derive(Clone, Copy, Debug)]
struct Gathered {
    number: u64,
    due: Instant,
    available: u32,
    total: u32,
    unavailable: Services,
}

impl Pipeline {
    /// A pipeline that has not begun.
    pub fn new(drive: Drive) -> Self {
        let process = Process::new(drive.comeback);
        let (queue, due) = (VecDeque::new(), Instant::ZERO);
        Self { drive, sensors: 0, started: 0, due, reading: None, queue, busy: false, failed: None, process }
    }

    /// The service behind the sensors.
    fn behind(&self) -> ServiceId {
        u32::try_from(self.sensors).unwrap_or(u32::MAX)
    }

    /// The next batch, at its time or as soon as possible.
    fn next(&self, now: Instant) -> (Instant, Turn) {
        (self.due.after(self.drive.every).max(now), self.started + 1)
    }

    /// A batch is lost with all its values.
    fn lost(&self, batch: u64) -> Wish {
        Wish::Emit(Event::Lost { batch, values: self.behind() }) // rule: lost
    }

    fn come_back(&mut self, now: Instant, wishes: &mut Vec<Wish>) {
        let after = self.process.begin(now); // reads: restart
        wishes.extend(after.map(up_again));
    }

    /// Sends the next gathered batch on, unless one is there already.
    fn send(&mut self, wishes: &mut Vec<Wish>) {
        let Some(first) = self.queue.front().filter(|_| !self.busy) else { return };
        let call = CallId { caller: self.behind(), number: first.number };
        self.busy = true;
        wishes.push(Wish::Call { call, stack: self.sensors });
    }

    /// The first batch of the queue has come back from the service behind.
    fn deliver(&mut self, now: Instant, enriched: bool, wishes: &mut Vec<Wish>) {
        self.busy = false;
        let Some(Gathered { number, due, available, total, unavailable }) = self.queue.pop_front() else { return };
        let late = now.since(due.after(self.drive.calm));
        wishes.push(Wish::Emit(Event::Delivered { batch: number, enriched, late })); // rule: delivered
        wishes.push(Wish::Emit(Event::BatchEnded { batch: number, available, total, unavailable, lack: None }));
        self.send(wishes);
    }

    /// The first failure stops everything, and all that is in hand is lost.
    fn crash(&mut self, now: Instant, wishes: &mut Vec<Wish>) {
        let Some(call) = self.failed.take() else { return };
        let values = self.sensors as u64;
        let was_reading = self.reading.take().is_some();
        let at_hand = self.queue.drain(..).map(|batch| batch.number).chain(was_reading.then_some(self.started));
        let lost: Vec<u64> = at_hand.collect();
        for _ in &lost {
            self.process.report(now, values, true);
        }
        let back_at = match self.drive.comeback {
            Comeback::After(span) => Some(now.after(span)),
            Comeback::NextItem | Comeback::ByHand => None,
        };
        wishes.push(Wish::Emit(Event::Crashed { batch: call.number, service: call.caller, back_at })); // rule: crash
        wishes.push(Wish::GiveUp);
        wishes.extend(lost.into_iter().map(|batch| self.lost(batch)));
        wishes.extend(back_at.map(|at| Wish::Turn { at, turn: UP_AGAIN }));
        self.busy = false;
        if was_reading {
            let (at, turn) = self.next(now);
            wishes.push(Wish::MovableTurn { at, turn });
        }
    }

    fn on_read(&mut self, now: Instant, call: CallId, outcome: CallOutcome, wishes: &mut Vec<Wish>) {
        let Some(batch) = &mut self.reading else { return };
        batch.report(call.caller as usize, reading(outcome));
        let Some(batch) = self.reading.take_if(|batch| batch.is_complete()) else { return };
        let (available, total, unavailable) = gathered(&batch.finish());
        let number = call.number;
        wishes.push(Wish::Emit(Event::Gathered { batch: number, available, total, unavailable }));
        self.queue.push_back(Gathered { number, due: self.due, available, total, unavailable });
        let (at, turn) = self.next(now);
        wishes.push(Wish::MovableTurn { at, turn });
        self.send(wishes);
    }
}

fn up_again(down: Duration) -> Wish {
    Wish::Emit(Event::Restarted { down }) // rule: up-again
}

impl Workload for Pipeline {
    fn begin(&mut self, stacks: usize, wishes: &mut Vec<Wish>) {
        self.sensors = stacks.saturating_sub(1);
        wishes.push(Wish::MovableTurn { at: Instant::ZERO, turn: 1 });
    }

    fn on_turn(&mut self, now: Instant, batch: Turn, wishes: &mut Vec<Wish>) {
        if batch == CRASH {
            return self.crash(now, wishes);
        }
        self.come_back(now, wishes);
        if batch == UP_AGAIN {
            return;
        }
        self.due = if batch == 1 { now } else { self.due.after(self.drive.every) };
        self.started = batch;
        if self.process.is_down(now) {
            self.process.report(now, self.sensors as u64, false);
            wishes.push(self.lost(batch));
            let (at, turn) = self.next(now);
            return wishes.push(Wish::MovableTurn { at, turn });
        }
        self.reading = Some(Batch::new(self.sensors));
        wishes.push(Wish::Emit(Event::BatchStarted { batch }));
        let sensors = (0..).take(self.sensors).enumerate();
        wishes.extend(sensors.map(|(stack, caller)| Wish::Call { call: CallId { caller, number: batch }, stack }));
    }

    fn on_end(&mut self, now: Instant, call: CallId, outcome: CallOutcome, wishes: &mut Vec<Wish>) {
        let succeeded = matches!(outcome, CallOutcome::Success { .. });
        if self.failed.is_some() {
            // What ends at the moment of the crash is lost with all the rest.
        } else if !succeeded && !self.drive.degrade {
            // reads: degrade
            self.failed = Some(call);
            wishes.push(Wish::Turn { at: now, turn: CRASH });
        } else if call.caller == self.behind() {
            self.deliver(now, succeeded, wishes);
        } else {
            self.on_read(now, call, outcome, wishes);
        }
    }

    fn adopt(&mut self, now: Instant, other: &dyn Workload, wishes: &mut Vec<Wish>) {
        let Some(other) = of_kind::<Self>(other) else { return };
        self.drive = other.drive;
        self.process.configure(other.drive.comeback);
        if let (Some(since), Comeback::After(span)) = (self.process.down(), other.drive.comeback) {
            wishes.push(Wish::Turn { at: since.after(span).max(now), turn: UP_AGAIN });
        }
        if self.reading.is_none() && self.started > 0 {
            let (at, turn) = self.next(now);
            wishes.push(Wish::Move { at, turn });
        }
    }

    fn fork(&self) -> Box<dyn Workload> {
        Box::new(self.clone())
    }

    /// It cannot know whether the pipeline beside it is down, which gets the same command.
    fn obeys(&self, command: Command) -> bool {
        command == RESTART_PIPELINE && self.drive.comeback == Comeback::ByHand
    }

    fn on_command(&mut self, now: Instant, _: Command, wishes: &mut Vec<Wish>) {
        let since = self.process.down();
        self.process.start(now);
        wishes.extend(since.map(|since| up_again(now.since(since))));
    }
}
