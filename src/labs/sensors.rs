//! Five sensors that are read together, in the labs that have them.

use crate::play::code::Rule;
use crate::play::explain::{Ended, Told, Tone};
use crate::play::spec::Unit::Rate;
use crate::play::{List, Service, Spec};
use crate::sim::event::{CallOutcome, Event, Record};
use crate::sim::input::{Action, Input};
use crate::text::batch as text;
use crate::time::Instant;

/// How many there are, S0 to S4.
pub const SENSORS: usize = 5;
/// Readings kept for a sensor's sparkline.
pub const SPARK: usize = 24;
/// Their names.
pub const NAMES: [&str; SENSORS] = ["S0", "S1", "S2", "S3", "S4"];
/// The keys of their failure rates.
pub const FAILURES: [&str; SENSORS] = ["failures.S0", "failures.S1", "failures.S2", "failures.S3", "failures.S4"];
/// What the five rates in one text look like: `0.1,0.9,0.1,0.8,0.1`.
pub const RATES: &str = text::RATES;
/// The five rates in one text.
pub(super) const LIST: List = List { key: "failures", parts: &FAILURES, allowed: RATES };

/// A sensor as a service; all share one latency.
pub(super) const fn service(id: usize) -> Service {
    Service { id: id as u32, name: NAMES[id], failure: Some(FAILURES[id]), latency: Some("latency") }
}

/// The failure rate of a sensor, which stands in a list of five.
pub(super) const fn rate(key: &'static str, name: &'static str, default: f64) -> Spec {
    Spec::number(key, name, (0.0, 1.0), 0.01, default, Rate).on_grid().of_service()
}

/// A read's value goes into the batch.
pub const VALUE: Rule = Rule::new("value");
/// A fallback takes a value's place.
pub const FALLBACK: Rule = Rule::new("fallback");
/// The batch keeps the values that arrived.
pub const AVAILABLE: Rule = Rule::new("available");
/// It names those that are missing.
pub const UNAVAILABLE: Rule = Rule::new("unavailable");
/// It is degraded or healthy.
pub const VERDICT: Rule = Rule::new("verdict");

/// A sensor.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sensor {
    /// Where its present or last read stands.
    pub status: Status,
    /// The attempt under way: when it started and when its result comes.
    pub flight: Option<(Instant, Instant)>,
    /// The attempt of the present or last read.
    pub attempt: u32,
    /// The last good value and its batch.
    pub last_good: Option<(u64, f64)>,
    /// Readings of the last batches, oldest first; nothing where a batch got none.
    pub history: Vec<Option<f64>>,
    /// When its present or last read ended.
    pub ended: Option<Instant>,
    /// Whether it is killed.
    pub killed: bool,
}

/// Where a sensor's read stands.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Status {
    /// Its first attempt is under way, or it has not been read yet.
    #[default]
    Waiting,
    /// It gave a value.
    Ok {
        /// The value.
        value: f64,
    },
    /// A further attempt is under way.
    Retrying {
        /// The attempt, from 2.
        attempt: u32,
    },
    /// It gave nothing, and no last good value is fresh enough to be shown.
    Unavailable,
    /// It gave nothing; its last good value is shown as old. It still counts as missing.
    Stale {
        /// The last good value.
        value: f64,
        /// How many batches old it is.
        age: u64,
    },
}

/// Takes the next event in for all sensors. `stale` is for how many batches a last good value is shown.
pub(super) fn apply(sensors: &mut [Sensor; SENSORS], record: &Record, stale: u32) {
    match &record.event {
        Event::BatchStarted { .. } => {
            for sensor in sensors {
                (sensor.status, sensor.attempt, sensor.ended) = (Status::Waiting, 0, None);
            }
        }
        Event::AttemptStarted { service, attempt, ends, .. } => {
            let Some(sensor) = sensors.get_mut(*service as usize) else { return };
            sensor.flight = Some((record.at, *ends));
            sensor.attempt = *attempt;
            if *attempt > 1 {
                sensor.status = Status::Retrying { attempt: *attempt };
            }
        }
        Event::AttemptEnded { service, .. } | Event::AttemptCancelled { service, .. } => {
            let Some(sensor) = sensors.get_mut(*service as usize) else { return };
            sensor.flight = None;
        }
        Event::Crashed { .. } => {
            for sensor in sensors.iter_mut().filter(|sensor| matches!(sensor.status, Status::Retrying { .. })) {
                sensor.status = Status::Waiting;
            }
        }
        Event::CallEnded { call, outcome, .. } => {
            let Some(sensor) = sensors.get_mut(call.caller as usize) else { return };
            sensor.end_read(record.at, call.number, *outcome, stale);
        }
        Event::Applied(Input { action: Action::Kill { service }, .. }) => mark_killed(sensors, *service, true),
        Event::Applied(Input { action: Action::Recover { service }, .. }) => mark_killed(sensors, *service, false),
        _ => {}
    }
}

fn mark_killed(sensors: &mut [Sensor; SENSORS], service: u32, killed: bool) {
    if let Some(sensor) = sensors.get_mut(service as usize) {
        sensor.killed = killed;
    }
}

impl Sensor {
    fn end_read(&mut self, at: Instant, batch: u64, outcome: CallOutcome, stale: u32) {
        let limit = u64::from(stale); // reads: stale
        self.ended = Some(at);
        let reading = if let CallOutcome::Success { value } = outcome {
            self.last_good = Some((batch, value));
            self.status = Status::Ok { value };
            Some(value)
        } else {
            self.status = match self.last_good {
                // rule: stale
                Some((good, value)) if batch - good <= limit => Status::Stale { value, age: batch - good },
                _ => Status::Unavailable, // rule: nothing-to-show
            };
            None
        };
        keep(&mut self.history, SPARK, reading);
    }
}

/// What Why says of a read that came to its fallback.
pub(super) fn told(end: &Ended<'_>) -> Option<Told> {
    if !matches!(end.outcome, CallOutcome::FellBack { .. }) {
        return None;
    }
    let name = NAMES.get(end.call.caller as usize).copied().unwrap_or(text::A_SENSOR);
    let body = text::tried(&tried(end.attempts), &end.luck(end.call.caller));
    Some((Tone::Unavailable, text::unavailable(name), body, false))
}

/// How many attempts a call made in vain.
pub(super) fn tried(attempts: u32) -> String {
    match attempts {
        1 => text::ONLY_ATTEMPT.to_owned(),
        2 => text::BOTH_ATTEMPTS.to_owned(),
        attempts => text::all_attempts(attempts),
    }
}

/// Adds to a list that keeps the newest of a limited number.
pub(super) fn keep<T>(kept: &mut Vec<T>, limit: usize, next: T) {
    if kept.len() == limit {
        kept.remove(0);
    }
    kept.push(next);
}
