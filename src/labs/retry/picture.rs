//! The retry lab's picture: everything its stage shows, folded from the events.

use core::time::Duration;

use super::compare::measures;
use super::facts;
use crate::play::compare::Measure;
use crate::play::course::Course;
use crate::play::picture::Attempts;
use crate::play::signs::{MarkSign, Signs};
use crate::play::{Fact, Metric, Settings, changes_theory};
use crate::policy::backoff::Delay;
use crate::sim::event::{CallOutcome, Event, Record};
use crate::sim::input::{Action, Input};
use crate::text::retry as text;
use crate::time::Instant;

/// The width of a slot of the load plot.
pub const SLOT: Duration = Duration::from_millis(100);
/// Slots of the load plot; what comes later is counted in the last one.
pub const SLOTS: usize = 6_000;

/// Results of attempts.
static SIGNS: Signs = Signs { marks: &[MarkSign::Success, MarkSign::Failure], states: &[], least: 5.0, bursts: true };

/// What the retry lab shows at one moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Picture {
    /// The reads that have started, in order; read n is at n - 1.
    pub reads: Vec<Read>,
    /// The whole run: results of attempts, where 0 is a success and 1 a failure.
    pub course: Course,
    /// Attempts started in each [`SLOT`] since the run's start.
    pub load: Vec<u32>,
    /// Reads that got a value.
    pub successes: u64,
    /// Reads that failed permanently.
    pub failures: u64,
    /// Attempts started.
    pub attempts: u64,
    /// All waits before a retry that have begun, summed.
    pub waiting: Duration,
    /// When theory last changed, if it has since the start.
    pub since: Option<Instant>,
    /// Whether the service is killed.
    pub killed: bool,
    /// Whether the run has come to its end.
    pub finished: bool,
    /// When it did.
    pub finished_at: Option<Instant>,
}

/// A read and how it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    /// The read, from 1.
    pub number: u64,
    /// How it stands.
    pub outcome: ReadOutcome,
    /// When it started.
    pub started: Instant,
    /// When it ended, if it has.
    pub ended: Option<Instant>,
    /// Attempts started so far.
    pub attempts: u32,
    /// Its attempts and waits in order; the last one may still be going on.
    pub spans: Vec<Span>,
}

/// How a read stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadOutcome {
    /// It is still trying.
    Running,
    /// It got a value.
    Success,
    /// It failed permanently.
    Failed,
}

/// A stretch of a read's lane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Span {
    /// An attempt.
    Attempt {
        /// The attempt, from 1.
        attempt: u32,
        /// When it started.
        from: Instant,
        /// When its result comes or came.
        until: Instant,
        /// Whether it failed; nothing while it is under way.
        failed: Option<bool>,
    },
    /// A wait before the next attempt.
    Wait {
        /// The attempt that it comes before.
        before: u32,
        /// When it started.
        from: Instant,
        /// When it ends or ended.
        until: Instant,
        /// How long, and what it is made of.
        delay: Delay,
    },
}

impl Read {
    /// All waits before a retry that have begun, summed.
    pub fn waited(&self) -> Duration {
        let waits = self
            .spans
            .iter()
            .map(|span| if let Span::Wait { delay, .. } = span { delay.total } else { Duration::ZERO });
        waits.fold(Duration::ZERO, Duration::saturating_add)
    }
}

impl Picture {
    /// The reads that can stand beside theory: those that have begun since it has been this theory.
    pub fn sample(&self) -> impl Iterator<Item = &Read> {
        let since = self.since;
        self.reads.iter().filter(move |read| since.is_none_or(|since| read.started > since))
    }

    fn read(&mut self, number: u64) -> Option<&mut Read> {
        let index = usize::try_from(number.checked_sub(1)?).ok()?;
        self.reads.get_mut(index)
    }

    fn count_load(&mut self, at: Instant) {
        let slot = usize::try_from(at.nanos() / crate::time::nanos(SLOT)).unwrap_or(usize::MAX).min(SLOTS - 1);
        if self.load.len() <= slot {
            self.load.resize(slot + 1, 0);
        }
        self.load[slot] += 1;
    }
}

impl crate::play::Picture for Picture {
    fn apply(&mut self, record: &Record) {
        if changes_theory(&record.event) && record.at > Instant::ZERO {
            self.since = Some(record.at);
        }
        match &record.event {
            Event::CallStarted { call } => self.reads.push(Read {
                number: call.number,
                outcome: ReadOutcome::Running,
                started: record.at,
                ended: None,
                attempts: 0,
                // Four attempts and the waits between them, as many as the lab opens with.
                spans: Vec::with_capacity(8),
            }),
            Event::AttemptStarted { call, attempt, ends, .. } => {
                self.attempts += 1;
                self.count_load(record.at);
                if let Some(read) = self.read(call.number) {
                    read.attempts = *attempt;
                    read.spans.push(Span::Attempt { attempt: *attempt, from: record.at, until: *ends, failed: None });
                }
            }
            Event::AttemptEnded { call, value, .. } => {
                self.course.mark(record.at, u8::from(value.is_none()));
                if let Some(Span::Attempt { failed, .. }) =
                    self.read(call.number).and_then(|read| read.spans.last_mut())
                {
                    *failed = Some(value.is_none());
                }
            }
            Event::Waiting { call, attempt, delay, until } => {
                self.waiting = self.waiting.saturating_add(delay.total);
                let (before, from, until, delay) = (*attempt, record.at, *until, *delay);
                if let Some(read) = self.read(call.number) {
                    read.spans.push(Span::Wait { before, from, until, delay });
                }
            }
            Event::CallEnded { call, outcome, .. } => {
                let succeeded = matches!(outcome, CallOutcome::Success { .. });
                if succeeded {
                    self.successes += 1;
                } else {
                    self.failures += 1;
                }
                if let Some(read) = self.read(call.number) {
                    read.outcome = if succeeded { ReadOutcome::Success } else { ReadOutcome::Failed };
                    read.ended = Some(record.at);
                }
            }
            Event::Applied(Input { action: Action::Kill { .. }, .. }) => self.killed = true,
            Event::Applied(Input { action: Action::Recover { .. }, .. }) => self.killed = false,
            Event::Finished => {
                self.finished = true;
                self.finished_at = Some(record.at);
            }
            _ => {}
        }
    }

    fn metrics(&self) -> Vec<Metric> {
        vec![
            Metric::count("successes", text::SUCCEEDED, self.successes),
            Metric::count("failures", text::FAILED, self.failures),
            Metric::count("attempts", text::MADE, self.attempts),
            Metric::millis("waiting-ms", text::WAITED, self.waiting),
        ]
    }

    fn course(&self) -> &Course {
        &self.course
    }

    fn signs(&self, _: &Settings) -> &'static Signs {
        &SIGNS
    }

    fn measures(&self) -> Vec<Measure> {
        measures(self)
    }

    fn facts(&self, settings: &Settings) -> Vec<Fact> {
        facts(self, settings)
    }

    fn turns(&self) -> u64 {
        self.successes + self.failures
    }

    fn attempts(&self) -> Option<Attempts<'_>> {
        let attempt = |span: &Span| match *span {
            Span::Attempt { from, until, .. } => Some((from, until)),
            Span::Wait { .. } => None,
        };
        Some(Box::new(self.reads.iter().flat_map(|read| &read.spans).filter_map(attempt)))
    }

    fn state(&self) -> &'static str {
        if self.finished { "finished" } else { "running" }
    }
}
