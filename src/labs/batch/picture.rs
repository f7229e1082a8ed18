//! The batch lab's picture: everything its stage shows, folded from the events.

use core::time::Duration;

use super::compare::measures;
use super::facts;
use crate::labs::sensors::{self, SENSORS, Sensor, keep};
use crate::play::compare::Measure;
use crate::play::course::Course;
use crate::play::signs::{Look, MarkSign, Signs, StateSign};
use crate::play::{Fact, Metric, Settings, changes_theory};
use crate::policy::partial::Lack;
use crate::sim::event::{Event, Record, ServiceId, Services, TwinFate};
use crate::sim::input::{Action, Input, Value};
use crate::text::batch as text;
use crate::time::Instant;

/// Finished batches kept for the grid.
pub const KEPT: usize = 48;

static SIGNS: Signs = signs(&[MarkSign::Success, MarkSign::Degraded]);
static WITH_NO_ANSWER: Signs = signs(&[MarkSign::Success, MarkSign::Degraded, MarkSign::Failure]);

const fn signs(marks: &'static [MarkSign]) -> Signs {
    const STATES: &[StateSign] = &[
        StateSign { look: Look::Plain, word: text::HEALTHY_STATE, counted: None },
        StateSign { look: Look::Broken, word: text::DEGRADED_STATE, counted: None },
        StateSign { look: Look::Hatched, word: text::NO_ANSWER_STATE, counted: None },
    ];
    Signs { marks, states: STATES, least: 60.0, bursts: false }
}

/// What the batch lab shows at one moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// The sensors, S0 to S4.
    pub sensors: [Sensor; SENSORS],
    /// The batch under way, if one is.
    pub current: Option<u64>,
    /// When the present or last batch started.
    pub started: Instant,
    /// Finished batches, oldest first.
    pub finished_batches: Vec<Batch>,
    /// The whole run: batches and the verdict of the last, where 0 is healthy, 1 degraded and 2 no answer.
    pub course: Course,
    /// Times that the verdict changed.
    pub turns: u64,
    /// The all-or-nothing twin.
    pub twin: Twin,
    /// For how many batches a last good value is shown.
    pub stale_limit: u32,
    /// Finished batches.
    pub batches: u64,
    /// Of these: degraded, those that are no answer included.
    pub degraded: u64,
    /// Of these: no answer.
    pub unanswered: u64,
    /// Reads of all finished batches.
    pub values: u64,
    /// Of these: values that arrived.
    pub arrived: u64,
    /// Of these: values that are part of an answer.
    pub values_kept: u64,
    /// Attempts started.
    pub attempts: u64,
    /// How long all finished batches took, summed.
    pub took: Duration,
    /// Values that the twin kept.
    pub twin_kept: u64,
    /// What can stand beside theory.
    pub sample: Sample,
    /// Whether the run has come to its end.
    pub finished: bool,
}

/// Counts since the last change of a setting, of the weather or by Kill and Recover, without the batch that was under way
/// then.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sample {
    /// When the last change was; nothing if there was none since the start.
    pub since: Option<Instant>,
    /// Finished batches.
    pub batches: u64,
    /// Of these: degraded.
    pub degraded: u64,
    /// Of these: no answer.
    pub unanswered: u64,
    /// Reads of these batches.
    pub values: u64,
    /// Of these: values that arrived and are part of an answer.
    pub values_kept: u64,
    /// Values that the twin kept of them.
    pub twin_kept: u64,
    /// The batch that was under way.
    old: Option<u64>,
}

impl Sample {
    fn apply(&mut self, record: &Record, current: Option<u64>) {
        match &record.event {
            Event::BatchEnded { batch, available, total, lack, .. } if self.old != Some(*batch) => {
                self.batches += 1;
                self.degraded += u64::from(available < total);
                self.unanswered += u64::from(lack.is_some());
                self.values += u64::from(*total);
                self.values_kept += lack.map_or(u64::from(*available), |_| 0);
            }
            Event::Twin { batch, fate: TwinFate::Kept { values } } if self.old != Some(*batch) => {
                self.twin_kept += u64::from(*values);
            }
            event if changes_theory(event) => {
                let since = (record.at > Instant::ZERO).then_some(record.at);
                *self = Self { since, old: current, ..Self::default() };
            }
            _ => {}
        }
    }
}

/// A finished batch.
#[derive(Clone, Debug, PartialEq)]
pub struct Batch {
    /// The batch, from 1.
    pub number: u64,
    /// When it started.
    pub started: Instant,
    /// When it ended.
    pub ended: Instant,
    /// Values that arrived.
    pub available: u32,
    /// Reads of the batch.
    pub total: u32,
    /// Sensors without a value.
    pub unavailable: Services,
    /// What it lacks to be an answer; its values are lost then.
    pub lack: Option<Lack>,
    /// What the twin made of it.
    pub twin: Option<TwinFate>,
}

impl Batch {
    /// Whether anything is missing.
    pub fn degraded(&self) -> bool {
        self.available < self.total
    }

    /// Its verdict, by its place in what the timeline shows: healthy, degraded, no answer.
    pub fn verdict(&self) -> u8 {
        if self.lack.is_some() { 2 } else { u8::from(self.degraded()) }
    }
}

/// The all-or-nothing twin, which reads with the same random numbers and has no fallbacks.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Twin {
    /// Its fate in the last batch.
    pub last: Option<TwinFate>,
    /// Its last crash: the batch and the sensor.
    pub crash: Option<(u64, ServiceId)>,
    /// When that was.
    pub crashed: Instant,
    /// Whether it is down.
    pub down: bool,
    /// Crashes so far.
    pub crashes: u64,
}

impl Picture {
    /// The picture at the run's start.
    pub fn new(stale_limit: u32) -> Self {
        Self {
            sensors: Default::default(),
            current: None,
            started: Instant::ZERO,
            finished_batches: Vec::new(),
            course: Course::default(),
            turns: 0,
            twin: Twin::default(),
            stale_limit,
            batches: 0,
            degraded: 0,
            unanswered: 0,
            values: 0,
            arrived: 0,
            values_kept: 0,
            attempts: 0,
            took: Duration::ZERO,
            twin_kept: 0,
            sample: Sample::default(),
            finished: false,
        }
    }

    fn end_twin(&mut self, at: Instant, batch: u64, fate: TwinFate) {
        if matches!(fate, TwinFate::Restarted | TwinFate::Back { .. }) {
            self.twin.down = false;
            return;
        }
        self.twin.last = Some(fate);
        match fate {
            TwinFate::Kept { values } => {
                self.twin.down = false;
                self.twin_kept += u64::from(values);
            }
            TwinFate::Crashed { sensor } => {
                self.twin.down = true;
                self.twin.crash = Some((batch, sensor));
                self.twin.crashed = at;
                self.twin.crashes += 1;
            }
            TwinFate::Down | TwinFate::Restarted | TwinFate::Back { .. } => {}
        }
        if let Some(last) = self.finished_batches.last_mut().filter(|last| last.number == batch) {
            last.twin = Some(fate);
        }
    }
}

impl crate::play::Picture for Picture {
    fn apply(&mut self, record: &Record) {
        self.sample.apply(record, self.current);
        sensors::apply(&mut self.sensors, record, self.stale_limit);
        match &record.event {
            Event::BatchStarted { batch } => {
                self.current = Some(*batch);
                self.started = record.at;
            }
            Event::AttemptStarted { .. } => self.attempts += 1,
            Event::BatchEnded { batch, available, total, unavailable, lack } => {
                self.current = None;
                let ended = Batch {
                    number: *batch,
                    started: self.started,
                    ended: record.at,
                    available: *available,
                    total: *total,
                    unavailable: *unavailable,
                    lack: *lack,
                    twin: None,
                };
                let verdict = ended.verdict();
                let before = self.finished_batches.last().map(Batch::verdict);
                self.turns += u64::from(before.is_some_and(|before| before != verdict));
                if before != Some(verdict) {
                    self.course.band(record.at, verdict);
                }
                self.course.mark(record.at, verdict);
                self.batches += 1;
                self.degraded += u64::from(ended.degraded());
                self.unanswered += u64::from(lack.is_some());
                self.values += u64::from(*total);
                self.arrived += u64::from(*available);
                self.values_kept += lack.map_or(u64::from(*available), |_| 0);
                self.took = self.took.saturating_add(record.at.since(self.started));
                keep(&mut self.finished_batches, KEPT, ended);
            }
            Event::Twin { batch, fate } => self.end_twin(record.at, *batch, *fate),
            Event::Applied(Input { action: Action::Set { key: "stale", value: Value::Number(limit) }, .. }) => {
                self.stale_limit = *limit as u32;
            }
            Event::Finished => self.finished = true,
            _ => {}
        }
    }

    fn metrics(&self) -> Vec<Metric> {
        vec![
            Metric::count("batches", text::FINISHED, self.batches),
            Metric::count("degraded", text::DEGRADED, self.degraded),
            Metric::count("unanswered", text::UNANSWERED, self.unanswered),
            Metric::count("values", text::WANTED, self.values),
            Metric::count("values-kept", text::KEPT, self.values_kept),
            Metric::count("twin-kept", text::TWIN_KEPT, self.twin_kept),
        ]
    }

    fn course(&self) -> &Course {
        &self.course
    }

    /// Finished batches, and the verdict of the last one.
    fn signs(&self, _: &Settings) -> &'static Signs {
        // A row for what does not happen would only take place.
        if self.unanswered > 0 { &WITH_NO_ANSWER } else { &SIGNS }
    }

    fn measures(&self) -> Vec<Measure> {
        measures(self)
    }

    fn facts(&self, settings: &Settings) -> Vec<Fact> {
        facts(self, settings)
    }

    fn turns(&self) -> u64 {
        self.turns
    }

    fn state(&self) -> &'static str {
        match self.finished_batches.last() {
            None => "waiting",
            Some(batch) if batch.lack.is_some() => "no-answer",
            Some(batch) if batch.degraded() => "degraded",
            Some(_) => "healthy",
        }
    }
}
