//! A service: what is called and may fail.

use core::time::Duration;

use super::event::{CallId, Luck, ServiceId};
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
    /// How long an attempt takes, failed or not.
    pub latency: Duration,
    /// Of which kinds its failures are.
    pub mix: Mix,
}

impl ServiceConfig {
    /// A service whose failures are broken connections.
    pub fn new(id: ServiceId, name: &'static str, failure: f64, latency: Duration) -> Self {
        Self { id, name, failure, latency, mix: Mix::default() }
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
    /// The failure rate of an attempt that starts at a moment: what is painted there, or the setting.
    pub fn failure(&self, painting: &Painting, at: Instant) -> f64 {
        let track = Track { service: self.config.id, what: What::Failure };
        painting.value(track, at).unwrap_or(self.config.failure)
    }

    /// The latency of an attempt that starts at a moment: what is painted there, or the setting.
    pub fn latency(&self, painting: &Painting, at: Instant) -> Duration {
        painting.latency(self.config.id, at).unwrap_or(self.config.latency)
    }

    /// What decides the result of an attempt that starts now. It stays fixed whatever changes later.
    pub fn luck(&self, seed: u64, call: CallId, attempt: u32) -> Luck {
        let address = self.address(call, attempt);
        let kind = match self.config.mix.single() {
            // Who is dead answers no connection, whatever its failures are while it lives.
            _ if self.killed => FailureKind::Connection,
            Some(kind) => kind,
            None => self.config.mix.pick(draw(seed, Purpose::Kind, address)),
        };
        Luck { draw: draw(seed, Purpose::Failure, address), rate: self.config.failure, killed: self.killed, kind }
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
