//! A service: what is called and may fail.

use core::time::Duration;

use super::event::{CallId, Luck, ServiceId, Trouble};
use super::mix::Mix;
use super::paint::{Painting, Track, What};
use crate::policy::FailureKind;
use crate::random::{Address, Purpose, bell, draw};
use crate::time::Instant;

/// The mean of a sensor's values, as in the lecture.
pub const VALUE_MEAN: f64 = 50.0;
/// The standard deviation of a sensor's values, as in the lecture.
pub const VALUE_DEVIATION: f64 = 10.0;

/// What a service is like at present.
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceConfig {
    /// Its number.
    pub id: ServiceId,
    /// Its name on the page.
    pub name: &'static str,
    /// The share of attempts that fail, 0 to 1.
    pub failure: f64,
    /// How long an attempt takes, failed or not; without the service behind it, if there is one.
    pub latency: Duration,
    /// Of which kinds its failures are.
    pub mix: Mix,
    /// Stretches of time in which it fails more or less often; the failure rate is that of all others.
    pub weather: &'static [Spell],
    /// A time in which it is in trouble.
    pub outage: Option<Outage>,
    /// How much it can do at once.
    pub capacity: Capacity,
    /// The stack that it calls for the same call when its own work is done, by its index; its worker waits for the answer.
    pub then: Option<usize>,
    /// The service whose workers do its work: its own, unless it shares those of another one. What shares workers says the
    /// same of how many they are; the places in their queue are each one's own.
    pub workers_of: ServiceId,
}

/// A stretch of time with a failure rate of its own, for attempts that start in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spell {
    /// Its first second.
    pub from: u32,
    /// The second at which it is over.
    pub until: u32,
    /// The share of attempts that fail, 0 to 1.
    pub rate: f64,
}

impl Spell {
    /// From a second on until another, this share fails.
    pub const fn new(from: u32, until: u32, rate: f64) -> Self {
        Self { from, until, rate }
    }

    /// Whether a moment lies in it.
    fn holds(&self, at: Instant) -> bool {
        let start = |second: u32| Instant::from_millis(u64::from(second) * 1_000);
        start(self.from) <= at && at < start(self.until)
    }
}

/// A time in which a service is in trouble: attempts are that it takes up from one moment on and before another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outage {
    /// From then on.
    pub from: Instant,
    /// Before then.
    pub until: Instant,
    /// What becomes of the attempts.
    pub symptom: Symptom,
}

/// What an outage does to an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Symptom {
    /// It fails after this time, in the place of the latency.
    Fails {
        /// How long the attempt hangs.
        after: Duration,
    },
    /// It takes this many times as long.
    Slow {
        /// How many times.
        times: u32,
    },
}

/// How much a service can do at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Capacity {
    /// Any number of attempts.
    #[default]
    Unlimited,
    /// So many attempts in each slot of time, in the order in which they come; the rest fail at once.
    Slots {
        /// How long a slot is.
        length: Duration,
        /// Attempts in each.
        calls: u32,
    },
    /// As many attempts as it has workers; the next ones stand in a queue, first come, first served, and what finds no
    /// place there fails at once.
    Workers {
        /// How many.
        workers: u32,
        /// Places in the queue.
        queue: u32,
        /// Whether an attempt leaves when its caller gives it up. Otherwise the service knows nothing of that and does the
        /// work for nobody.
        leaves: bool,
    },
}

impl ServiceConfig {
    /// A service whose failures are broken connections, without an outage and a limit.
    pub fn new(id: ServiceId, name: &'static str, failure: f64, latency: Duration) -> Self {
        let (mix, outage, capacity, then) = (Mix::default(), None, Capacity::Unlimited, None);
        Self { id, name, failure, latency, mix, weather: &[], outage, capacity, then, workers_of: id }
    }

    /// The same with weather.
    pub fn weather(self, weather: &'static [Spell]) -> Self {
        Self { weather, ..self }
    }

    /// The share of attempts that fail of those that start at a moment: that of its weather, or of all other times.
    pub fn failure_at(&self, at: Instant) -> f64 {
        self.weather.iter().find(|spell| spell.holds(at)).map_or(self.failure, |spell| spell.rate)
    }

    /// The same with an outage.
    pub fn outage(self, outage: Outage) -> Self {
        Self { outage: Some(outage), ..self }
    }

    /// The same with a limit.
    pub fn capacity(self, capacity: Capacity) -> Self {
        Self { capacity, ..self }
    }

    /// The same with another service behind it, by the index of the stack before that.
    pub fn then(self, stack: usize) -> Self {
        Self { then: Some(stack), ..self }
    }

    /// The same with the workers of another service, first come, first served.
    pub fn sharing(self, workers_of: ServiceId) -> Self {
        Self { workers_of, ..self }
    }
}

/// A service of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Service {
    /// What it is like at present.
    pub config: ServiceConfig,
    /// Whether the user killed it: every attempt that starts fails.
    pub killed: bool,
}

impl Service {
    /// What its outage does to an attempt that it takes up at a moment, if it is in one.
    fn symptom(&self, at: Instant) -> Option<Symptom> {
        self.config.outage.filter(|outage| outage.from <= at && at < outage.until).map(|outage| outage.symptom)
    }

    fn painted_failure(&self, painting: &Painting, at: Instant) -> Option<f64> {
        painting.value(Track { service: self.config.id, what: What::Failure }, at)
    }

    /// The latency of an attempt that starts at a moment: what is painted there, or the setting with what an outage makes
    /// of it.
    pub fn latency(&self, painting: &Painting, at: Instant) -> Duration {
        painting.latency(self.config.id, at).unwrap_or_else(|| match self.symptom(at) {
            Some(Symptom::Fails { after }) if !self.killed => after,
            Some(Symptom::Slow { times }) => self.config.latency.saturating_mul(times),
            _ => self.config.latency,
        })
    }

    /// What decides the result of an attempt that starts at a moment, where failure rates are what is painted there, or the
    /// setting. It stays fixed whatever changes later.
    pub fn luck(&self, seed: u64, painting: &Painting, at: Instant, call: CallId, attempt: u32) -> Luck {
        let address = self.address(call, attempt);
        let painted = self.painted_failure(painting, at);
        let trouble = match self.symptom(at) {
            _ if self.killed => Some(Trouble::Killed),
            // Paint stands in the place of the settings, and the outage is one of them.
            Some(Symptom::Fails { .. }) if painted.is_none() => Some(Trouble::Outage),
            _ => None,
        };
        let kind = match (trouble, self.config.mix.single()) {
            // Who is dead answers no connection, whatever its failures are while it lives, and who hangs answers nothing.
            (Some(Trouble::Killed), _) => FailureKind::Connection,
            (Some(_), _) => FailureKind::Timeout,
            (None, Some(kind)) => kind,
            (None, None) => self.config.mix.pick(draw(seed, Purpose::Kind, address)),
        };
        let rate = painted.unwrap_or_else(|| self.config.failure_at(at));
        Luck { draw: draw(seed, Purpose::Failure, address), rate, trouble, kind }
    }

    /// The value that a successful attempt brings.
    pub fn value(&self, seed: u64, call: CallId, attempt: u32) -> f64 {
        bell(seed, Purpose::Value, self.address(call, attempt), VALUE_MEAN, VALUE_DEVIATION)
    }

    /// The address of an attempt's luck.
    pub fn address(&self, call: CallId, attempt: u32) -> Address {
        Address { service: self.config.id, caller: call.caller, call: call.number, attempt }
    }
}
