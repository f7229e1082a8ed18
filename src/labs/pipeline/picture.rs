//! The pipeline lab's picture: everything its stage shows, folded from the events. The naive pipeline beside it has one, too.

use core::time::Duration;

use super::compare::measures;
use super::facts::facts;
use super::{ENRICH, is_on};
use crate::labs::sensors::{self, SENSORS, Sensor, keep};
use crate::play::compare::Measure;
use crate::play::course::Course;
use crate::play::observed::Observed;
use crate::play::signs::{Look, MarkSign, Signs, StateSign};
use crate::play::{self, Fact, Metric, Settings, changes_theory};
use crate::policy::breaker::State;
use crate::sim::event::breaker::{Progress, Transition};
use crate::sim::event::{CallId, Event, Record, ServiceId, Services};
use crate::sim::input::{Action, Input};
use crate::text::pipeline as text;
use crate::time::Instant;

/// Finished batches kept for the grid.
pub const KEPT: usize = 48;
/// Breakers that there can be: one before each sensor and one before the enrichment.
const GATES: usize = SENSORS + 1;

static SIGNS: Signs = Signs {
    marks: &[MarkSign::Success, MarkSign::Degraded, MarkSign::Failure],
    states: &[
        StateSign { look: Look::Plain, word: text::HEALTHY, counted: None },
        StateSign { look: Look::Broken, word: text::DEGRADED_STATE, counted: None },
        StateSign { look: Look::Broken, word: text::FLAGGED, counted: None },
        StateSign { look: Look::Hatched, word: text::DOWN, counted: None },
    ],
    least: 60.0,
    bursts: false,
};

/// What the pipeline lab shows at one moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// The sensors, S0 to S4.
    pub sensors: [Sensor; SENSORS],
    /// The service behind them.
    pub station: Station,
    /// The breakers, by the service that they stand before; one that all sensors share is the first.
    gates: [Gate; GATES],
    /// Whether one breaker stands before all sensors.
    shared: bool,
    /// The batch that is being read.
    pub reading: Option<u64>,
    /// Batches that wait for the enrichment, the oldest first; the one that is there is not among them.
    pub queue: Vec<u64>,
    /// Whether the batch whose end comes next was enriched.
    delivers: Fate,
    /// Finished batches, oldest first.
    pub finished_batches: Vec<Batch>,
    /// The whole run: batches, and how the last one came out.
    pub course: Course,
    /// Transitions of breakers, crashes, and changes of how batches come out.
    pub turns: u64,
    /// What one wants to know of a pipeline that runs.
    pub observed: Observed,
    /// Since when the pipeline is down, and when it is up again, if it comes back by itself.
    pub down: Option<(Instant, Option<Instant>)>,
    /// The last crash: the batch and the service that failed.
    pub crash: Option<(u64, ServiceId)>,
    /// Crashes so far.
    pub crashes: u64,
    /// Batches that were lost.
    pub lost: u64,
    /// How long it was down, up to the last restart.
    was_down: Duration,
    /// Values that were wanted of all finished batches.
    pub values: u64,
    /// Of these: values that left the pipeline.
    pub values_kept: u64,
    /// Batches that have all their values and were enriched.
    pub whole: u64,
    /// Batches that were enriched.
    pub enriched: u64,
    /// Batches that were not, and are flagged.
    pub flagged: u64,
    /// How late the newest batch was.
    pub late: Duration,
    /// How late the batches were that left the pipeline, summed.
    pub late_in_all: Duration,
    /// How late the latest was.
    pub latest: Duration,
    /// Attempts started at any service.
    pub attempts: u64,
    /// Calls that a breaker refused, by their services.
    pub refused: [u64; GATES],
    /// When the breaker before the enrichment opened first.
    pub opened: Option<Instant>,
    /// When the first crash was.
    pub crashed_at: Option<Instant>,
    /// What can stand beside theory.
    pub sample: Sample,
}

/// The service behind the sensors.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Station {
    /// The batch that is there.
    pub batch: Option<u64>,
    /// Its attempt.
    pub attempt: u32,
    /// The attempt under way: when it started and when its result comes.
    pub flight: Option<(Instant, Instant)>,
    /// The wait before its next attempt: when it began and when it ends.
    pub waiting: Option<(Instant, Instant)>,
    /// Whether its last attempt failed.
    pub failing: bool,
    /// Whether it is killed.
    pub killed: bool,
}

/// A breaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gate {
    /// Its state.
    pub state: State,
    /// Failures in a row, while it is closed.
    pub failures: u64,
    /// While it is open: when the next call may be a probe.
    pub probe_at: Option<Instant>,
}

impl Gate {
    const CLOSED: Self = Self { state: State::Closed, failures: 0, probe_at: None };
}

/// What became of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The service behind the sensors enriched it.
    Enriched,
    /// It did not: the batch is kept as it is, with a flag.
    Flagged,
    /// It was lost in a crash, or was due while the pipeline was down.
    Lost,
}

/// A finished batch.
#[derive(Clone, Debug, PartialEq)]
pub struct Batch {
    /// The batch, from 1.
    pub number: u64,
    /// When it left the pipeline or was lost.
    pub ended: Instant,
    /// Values that arrived.
    pub available: u32,
    /// Reads of the batch.
    pub total: u32,
    /// Sensors without a value.
    pub unavailable: Services,
    /// What became of it.
    pub fate: Fate,
    /// Whether it was in hand when the pipeline crashed.
    pub crashed: bool,
    /// How late it left.
    pub late: Duration,
}

impl Batch {
    /// Whether it left the pipeline with something missing.
    pub fn degraded(&self) -> bool {
        self.fate != Fate::Lost && self.available < self.total
    }

    /// How it came out, by its place in what the timeline shows: healthy, degraded, flagged, lost.
    pub fn verdict(&self) -> u8 {
        match self.fate {
            Fate::Enriched => u8::from(self.degraded()),
            Fate::Flagged => 2,
            Fate::Lost => 3,
        }
    }
}

/// Counts since the last change of a setting, of the weather or by Kill and Recover, without the batches that were under way
/// then.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sample {
    /// When the last change was; nothing if there was none since the start.
    pub since: Option<Instant>,
    /// Finished batches.
    pub batches: u64,
    /// Of these: batches with all values.
    pub whole: u64,
    /// Values that were wanted.
    pub values: u64,
    /// Of these: values that left the pipeline.
    pub kept: u64,
    /// The newest batch that had begun then.
    old: u64,
}

impl Sample {
    fn apply(&mut self, record: &Record, begun: u64) {
        match &record.event {
            Event::BatchEnded { batch, available, total, .. } if *batch > self.old => {
                self.batches += 1;
                self.whole += u64::from(available == total);
                self.values += u64::from(*total);
                self.kept += u64::from(*available);
            }
            Event::Lost { batch, values } if *batch > self.old => {
                self.batches += 1;
                self.values += u64::from(*values);
            }
            event if changes_theory(event) => {
                let since = (record.at > Instant::ZERO).then_some(record.at);
                *self = Self { since, old: begun, ..Self::default() };
            }
            _ => {}
        }
    }
}

impl Picture {
    /// The picture at the start of a run.
    pub fn new(settings: &Settings) -> Self {
        Self {
            sensors: Default::default(),
            station: Station::default(),
            gates: [Gate::CLOSED; GATES],
            shared: settings.choice("own") == "2",
            reading: None,
            queue: Vec::new(),
            delivers: Fate::Flagged,
            finished_batches: Vec::new(),
            course: Course::default(),
            turns: 0,
            observed: Observed::default(),
            down: None,
            crash: None,
            crashes: 0,
            lost: 0,
            was_down: Duration::ZERO,
            values: 0,
            values_kept: 0,
            whole: 0,
            enriched: 0,
            flagged: 0,
            late: Duration::ZERO,
            late_in_all: Duration::ZERO,
            latest: Duration::ZERO,
            attempts: 0,
            refused: [0; GATES],
            opened: None,
            crashed_at: None,
            sample: Sample::default(),
        }
    }

    /// The breaker before a service, if one stands there with these settings.
    pub fn gate(&self, settings: &Settings, service: ServiceId) -> Option<&Gate> {
        let stands = is_on(settings, "breaker") && super::breaker_of(settings, service).is_some();
        self.gates.get(self.place(service)).filter(|_| stands)
    }

    fn place(&self, service: ServiceId) -> usize {
        if self.shared && service != ENRICH { 0 } else { service as usize }
    }

    fn gate_of(&mut self, call: CallId) -> Option<&mut Gate> {
        let place = self.place(call.caller);
        self.gates.get_mut(place)
    }

    /// How long the pipeline has been down.
    pub fn down_for(&self, now: Instant) -> Duration {
        let present = self.down.map_or(Duration::ZERO, |(since, _)| now.since(since));
        self.was_down.saturating_add(present)
    }

    /// Finished batches, lost ones included.
    pub fn batches(&self) -> u64 {
        self.observed.batches.all
    }

    /// The newest batch that has begun.
    fn begun(&self) -> u64 {
        let finished = self.finished_batches.last().map_or(0, |batch| batch.number);
        let queued = self.queue.last().copied().or(self.station.batch);
        self.reading.or(queued).unwrap_or(finished)
    }

    fn finish(&mut self, batch: Batch) {
        let (verdict, at) = (batch.verdict(), batch.ended);
        if self.finished_batches.last().map(Batch::verdict) != Some(verdict) {
            self.turns += u64::from(!self.finished_batches.is_empty());
            self.course.band(at, verdict);
        }
        self.course.mark(at, [0, 1, 1, 2][usize::from(verdict)]);
        self.values += u64::from(batch.total);
        self.lost += u64::from(batch.fate == Fate::Lost);
        self.whole += u64::from(verdict == 0);
        keep(&mut self.finished_batches, KEPT, batch);
    }

    fn turn(&mut self, transition: &Transition) {
        self.turns += 1;
        if transition.to == State::Open && transition.call.is_some_and(|call| call.caller == ENRICH) {
            self.opened.get_or_insert(transition.at);
        }
        let Some(gate) = transition.call.and_then(|call| self.gate_of(call)) else { return };
        *gate = Gate { state: transition.to, failures: 0, probe_at: transition.probe_at };
    }

    /// Where the enrichment stands.
    fn at_station(&mut self, record: &Record) {
        let station = &mut self.station;
        match &record.event {
            Event::CallStarted { call } if call.caller == ENRICH => {
                *station = Station { batch: Some(call.number), killed: station.killed, ..Station::default() };
                self.queue.retain(|batch| *batch != call.number);
            }
            Event::AttemptStarted { service: ENRICH, attempt, ends, .. } => {
                (station.attempt, station.flight, station.waiting) = (*attempt, Some((record.at, *ends)), None);
            }
            Event::AttemptEnded { service: ENRICH, value, .. } => {
                (station.flight, station.failing) = (None, value.is_none());
            }
            Event::AttemptCancelled { service: ENRICH, .. } => station.flight = None,
            Event::Waiting { call, until, .. } if call.caller == ENRICH => {
                station.waiting = Some((record.at, *until));
            }
            Event::CallEnded { call, .. } if call.caller == ENRICH => {
                (station.batch, station.waiting) = (None, None);
            }
            Event::Applied(Input { action: Action::Kill { service: ENRICH }, .. }) => station.killed = true,
            Event::Applied(Input { action: Action::Recover { service: ENRICH }, .. }) => station.killed = false,
            _ => {}
        }
    }
}

impl play::Picture for Picture {
    fn apply(&mut self, record: &Record) {
        let begun = self.begun();
        self.sample.apply(record, begun);
        self.observed.apply(record);
        // The sensors of a lab without stale values show none.
        sensors::apply(&mut self.sensors, record, 0);
        self.at_station(record);
        match &record.event {
            Event::BatchStarted { batch } => self.reading = Some(*batch),
            Event::AttemptStarted { .. } => self.attempts += 1,
            Event::Refused { call, .. } => {
                if let Some(refused) = self.refused.get_mut(call.caller as usize) {
                    *refused += 1;
                }
            }
            Event::Counted { call, progress: Progress::Row { failures, .. }, .. } => {
                if let Some(gate) = self.gate_of(*call) {
                    gate.failures = *failures;
                }
            }
            Event::Transition(transition) => self.turn(transition),
            Event::Gathered { batch, .. } => {
                self.reading = None;
                self.queue.push(*batch);
            }
            Event::Delivered { enriched, late, .. } => {
                self.delivers = if *enriched { Fate::Enriched } else { Fate::Flagged };
                self.enriched += u64::from(*enriched);
                self.flagged += u64::from(!enriched);
                (self.late, self.latest) = (*late, self.latest.max(*late));
                self.late_in_all = self.late_in_all.saturating_add(*late);
            }
            Event::BatchEnded { batch, available, total, unavailable, .. } => {
                self.values_kept += u64::from(*available);
                let (number, ended, fate) = (*batch, record.at, self.delivers);
                let (available, total, unavailable) = (*available, *total, *unavailable);
                self.finish(Batch {
                    number,
                    ended,
                    available,
                    total,
                    unavailable,
                    fate,
                    crashed: false,
                    late: self.late,
                });
            }
            Event::Lost { batch, values } => {
                let unavailable = (0..*values).collect();
                let (number, ended) = (*batch, record.at);
                let (available, fate) = (0, Fate::Lost);
                let crashed = self.down.is_some_and(|(since, _)| since == ended);
                self.finish(Batch {
                    number,
                    ended,
                    available,
                    total: *values,
                    unavailable,
                    fate,
                    crashed,
                    late: Duration::ZERO,
                });
            }
            Event::Crashed { batch, service, back_at } => {
                self.turns += 1;
                self.crashes += 1;
                self.crash = Some((*batch, *service));
                self.crashed_at.get_or_insert(record.at);
                self.down = Some((record.at, *back_at));
                (self.reading, self.station.batch, self.station.waiting) = (None, None, None);
                self.queue.clear();
            }
            Event::Restarted { down } => {
                self.turns += 1;
                self.down = None;
                self.was_down = self.was_down.saturating_add(*down);
            }
            // What is switched on or off begins afresh.
            Event::Applied(Input { action: Action::Set { key: "breaker", .. }, .. }) => {
                self.gates = [Gate::CLOSED; GATES];
            }
            _ => {}
        }
    }

    fn metrics(&self) -> Vec<Metric> {
        let observed = &self.observed;
        vec![
            Metric::count("batches", text::BATCHES, observed.batches.all),
            Metric::count("degraded", text::OF_THESE_DEGRADED, observed.degraded.all),
            Metric::count("values", text::VALUES, self.values),
            Metric::count("values-kept", text::VALUES_KEPT, self.values_kept),
            Metric::count("enriched", text::ENRICHED, self.enriched),
            Metric::count("flagged", text::FLAGGED_BATCHES, self.flagged),
            Metric::count("retries", text::RETRIES, observed.again),
            Metric::count("retried-well", text::RETRIED_WELL, observed.saved.all),
            Metric::count("openings", text::OPENINGS, observed.openings.all),
            Metric::millis("late-ms", text::LATE, self.late),
        ]
    }

    /// With those of the naive pipeline, which is the run beside it.
    fn metrics_at(&self, now: Instant, baseline: Option<&dyn play::Picture>) -> Vec<Metric> {
        let mut metrics = self.metrics();
        if let Some(naive) = baseline.and_then(|picture| picture.of::<Self>()) {
            metrics.push(Metric::count("naive-kept", text::NAIVE_KEPT, naive.values_kept));
            metrics.push(Metric::millis("naive-down-ms", text::NAIVE_DOWN, naive.down_for(now)));
        }
        metrics
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
        self.turns
    }

    fn state(&self) -> &'static str {
        match self.finished_batches.last().map(Batch::verdict) {
            _ if self.down.is_some() => "down",
            None => "waiting",
            Some(0) => "healthy",
            Some(1) => "degraded",
            Some(2) => "flagged",
            Some(_) => "lost",
        }
    }
}
