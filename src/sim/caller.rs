//! Who calls, and when: the three workloads of the lecture.

use core::time::Duration;

use super::event::{CallId, CallOutcome, Event, Limit, ServiceId, TwinFate};
use crate::policy::FailureKind;
use crate::policy::degrade::Batch;
use crate::policy::partial::Partial;
use crate::policy::restart::{Comeback, Fate, Process};
use crate::time::Instant;

/// The least time between two calls of one caller. Without it a caller with no pause and a service with no latency
/// would call for ever within one instant.
pub const CALLER_PACE: Duration = Duration::from_millis(1);

/// Who calls, and when.
#[derive(Clone, Debug, PartialEq)]
pub enum WorkloadConfig {
    /// Callers that ask again and again, each a pause after its last outcome.
    Callers {
        /// How many.
        callers: u32,
        /// The pause after each outcome.
        pause: Duration,
        /// How many calls in total; 0 for no end.
        calls: u64,
    },
    /// A number of reads, each one call.
    Reads {
        /// How many.
        reads: u64,
        /// Whether each starts when the one before has ended; otherwise all start together.
        in_turn: bool,
    },
    /// Rounds of reads, one of each stack at the same time.
    Batches {
        /// Batch n starts at (n - 1) times this, or when the one before has ended.
        every: Duration,
        /// How many; 0 for no end.
        batches: u64,
        /// What a batch must have to be an answer.
        minimum: Partial,
        /// How the all-or-nothing twin comes back after a crash.
        comeback: Comeback,
    },
}

/// Something that the workload does at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// A caller asks.
    Caller(u32),
    /// A read starts.
    Read(u64),
    /// A batch starts.
    Batch(u64),
}

/// What the workload wants done.
#[derive(Clone, Debug, PartialEq)]
pub enum Wish {
    /// Start a call on a stack.
    Call {
        /// The call.
        call: CallId,
        /// The stack, by its index.
        stack: usize,
    },
    /// Take a turn then.
    Turn {
        /// When.
        at: Instant,
        /// Which.
        turn: Turn,
    },
    /// Say what happened.
    Emit(Event),
}

/// The workload of a run.
#[derive(Clone, Debug)]
pub struct Workload {
    config: WorkloadConfig,
    stacks: usize,
    /// Calls, reads or batches started so far.
    started: u64,
    /// Of these: ended.
    ended: u64,
    /// Each caller's wishes so far and the start of the last one.
    callers: Vec<(u64, Instant)>,
    pace_reached: bool,
    batch: Option<Batch<f64>>,
    /// When the present or last batch was due, whenever it started.
    slot: Instant,
    twin: Process,
}

impl Workload {
    /// The workload as configured, on that many stacks.
    pub fn new(config: WorkloadConfig, stacks: usize) -> Self {
        let callers = match config {
            WorkloadConfig::Callers { callers, .. } => callers as usize,
            _ => 0,
        };
        let comeback = match config {
            WorkloadConfig::Batches { comeback, .. } => comeback,
            _ => Comeback::ByHand,
        };
        Self {
            config,
            stacks,
            started: 0,
            ended: 0,
            callers: vec![(0, Instant::ZERO); callers],
            pace_reached: false,
            batch: None,
            slot: Instant::ZERO,
            twin: Process::new(comeback),
        }
    }

    /// What happens at the run's start.
    pub fn begin(&self) -> Vec<Wish> {
        let turns: Vec<Turn> = match self.config {
            WorkloadConfig::Callers { callers, .. } => (0..callers).map(Turn::Caller).collect(),
            WorkloadConfig::Reads { in_turn: true, .. } => vec![Turn::Read(1)],
            WorkloadConfig::Reads { reads, .. } => (1..=reads).map(Turn::Read).collect(),
            WorkloadConfig::Batches { .. } => vec![Turn::Batch(1)],
        };
        turns.into_iter().map(|turn| Wish::Turn { at: Instant::ZERO, turn }).collect()
    }

    /// Takes new settings, which apply from now on. Returns the turn that must be taken out of the queue, if the new
    /// settings move it, with its new time.
    pub fn configure(&mut self, now: Instant, config: WorkloadConfig) -> Option<(Turn, Instant)> {
        self.config = config;
        let WorkloadConfig::Batches { every, comeback, .. } = self.config else { return None };
        self.twin.configure(comeback);
        let waiting = self.batch.is_none() && self.started > 0 && !self.finished();
        waiting.then(|| (Turn::Batch(self.started + 1), self.slot.after(every).max(now)))
    }

    /// Whether the run has come to its end.
    pub fn finished(&self) -> bool {
        let limit = match self.config {
            WorkloadConfig::Callers { calls, .. } => calls,
            WorkloadConfig::Reads { reads, .. } => reads,
            WorkloadConfig::Batches { batches, .. } => batches,
        };
        limit > 0 && self.ended >= limit
    }

    /// A turn has come.
    pub fn on_turn(&mut self, now: Instant, turn: Turn) -> Vec<Wish> {
        match (turn, &self.config) {
            (Turn::Caller(caller), WorkloadConfig::Callers { calls, .. }) => {
                if *calls > 0 && self.started >= *calls {
                    return Vec::new();
                }
                let Some((number, last)) = self.callers.get_mut(caller as usize) else { return Vec::new() };
                self.started += 1;
                *number += 1;
                *last = now;
                vec![Wish::Call { call: CallId { caller, number: *number }, stack: 0 }]
            }
            (Turn::Read(number), WorkloadConfig::Reads { .. }) => {
                self.started += 1;
                vec![Wish::Call { call: CallId { caller: 0, number }, stack: 0 }]
            }
            (Turn::Batch(batch), WorkloadConfig::Batches { every, .. }) => {
                self.slot = if batch == 1 { now } else { self.slot.after(*every) };
                self.started = batch;
                self.batch = Some(Batch::new(self.stacks));
                let reads = (0..self.stacks).map(|stack| {
                    let caller = u32::try_from(stack).unwrap_or(u32::MAX);
                    Wish::Call { call: CallId { caller, number: batch }, stack }
                });
                let back = self.twin.begin(now).map(|after| Event::Twin { batch, fate: TwinFate::Back { after } });
                let told = core::iter::once(Event::BatchStarted { batch }).chain(back).map(Wish::Emit);
                told.chain(reads).collect()
            }
            _ => Vec::new(),
        }
    }

    /// A call has ended.
    pub fn on_end(&mut self, now: Instant, call: CallId, outcome: CallOutcome) -> Vec<Wish> {
        let mut wishes = match self.config {
            WorkloadConfig::Callers { pause, .. } => self.end_call(now, call, pause),
            WorkloadConfig::Reads { reads, in_turn } => {
                self.ended += 1;
                let next = in_turn && self.started < reads;
                next.then(|| Wish::Turn { at: now, turn: Turn::Read(call.number + 1) }).into_iter().collect()
            }
            WorkloadConfig::Batches { every, batches, minimum, .. } => {
                self.end_read(now, call, outcome, every, batches, minimum)
            }
        };
        // A read of a batch that is still under way ends nothing.
        if self.finished() && self.batch.is_none() {
            wishes.push(Wish::Emit(Event::Finished));
        }
        wishes
    }

    /// Whether the twin has crashed and waits for its restart.
    pub fn twin_is_down(&self) -> bool {
        self.twin.down().is_some()
    }

    /// The user starts the twin again.
    pub fn restart_twin(&mut self, now: Instant) -> Vec<Wish> {
        self.twin.start(now);
        vec![Wish::Emit(Event::Twin { batch: self.started, fate: TwinFate::Restarted })]
    }

    fn end_call(&mut self, now: Instant, call: CallId, pause: Duration) -> Vec<Wish> {
        self.ended += 1;
        if self.finished() {
            return Vec::new();
        }
        let started = self.callers.get(call.caller as usize).map_or(now, |(_, started)| *started);
        let least = started.after(CALLER_PACE);
        let at = now.after(pause).max(least);
        let mut wishes = vec![Wish::Turn { at, turn: Turn::Caller(call.caller) }];
        if least > now.after(pause) && !self.pace_reached {
            self.pace_reached = true;
            wishes.push(Wish::Emit(Event::LimitReached(Limit::CallerPace)));
        }
        wishes
    }

    fn end_read(
        &mut self,
        now: Instant,
        call: CallId,
        outcome: CallOutcome,
        every: Duration,
        batches: u64,
        minimum: Partial,
    ) -> Vec<Wish> {
        let reading = match outcome {
            CallOutcome::Success { value } => Ok(value),
            CallOutcome::Failed { kind, .. } | CallOutcome::FellBack { kind } => Err(kind),
            CallOutcome::Refused => Err(FailureKind::Refused),
        };
        if let Some(batch) = &mut self.batch {
            batch.record(call.caller as usize, reading);
        }
        let Some(batch) = self.batch.take_if(|batch| batch.is_complete()) else { return Vec::new() };
        self.ended += 1;
        let result = batch.finish();
        let lack = minimum.lack(result.total, &result.unavailable);
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let unavailable: Vec<ServiceId> = result.unavailable.iter().map(|&sensor| count(sensor)).collect();
        let (available, total) = (count(result.available), count(result.total));
        let fate = match self.twin.end(now, total.into(), result.degraded) {
            Fate::Kept => TwinFate::Kept { values: available },
            Fate::Crashed { .. } => TwinFate::Crashed { sensor: unavailable.first().copied().unwrap_or_default() },
            Fate::Down { .. } => TwinFate::Down,
        };
        let mut wishes = vec![
            Wish::Emit(Event::BatchEnded { batch: call.number, available, total, unavailable, lack }),
            Wish::Emit(Event::Twin { batch: call.number, fate }),
        ];
        if batches == 0 || call.number < batches {
            let at = self.slot.after(every).max(now);
            wishes.push(Wish::Turn { at, turn: Turn::Batch(call.number + 1) });
        }
        wishes
    }
}
