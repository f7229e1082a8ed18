//! Hystrix 1.5: HystrixCircuitBreaker, and the stream of health counts that it listens to.

use super::{Answer, Call, Library};

/// A snapshot is made so often, and a bucket is as long.
const SNAPSHOT: u64 = 500;
/// The buckets of a snapshot: 10 s.
const BUCKETS: u64 = 20;
const VOLUME: usize = 20;
const PERCENTAGE: i64 = 50;
const SLEEP_WINDOW: u64 = 5_000;

/// The breaker.
pub(crate) struct Hystrix {
    status: &'static str,
    circuit_opened: u64,
    /// When it began to listen: at its making, and anew at each closing.
    subscribed: u64,
    snapshots: u64,
    /// Commands that have completed since it began to listen: when, and whether they succeeded.
    completed: Vec<(u64, bool)>,
}

impl Hystrix {
    pub(crate) const fn new() -> Self {
        Self { status: "closed", circuit_opened: 0, subscribed: 0, snapshots: 0, completed: Vec::new() }
    }
}

impl Library for Hystrix {
    fn state(&self) -> &'static str {
        self.status
    }

    fn ask(&mut self, now: u64, _: Call) -> Answer {
        match self.status {
            "closed" => Answer::Goes,
            "open" if now > self.circuit_opened + SLEEP_WINDOW => {
                self.status = "half-open";
                Answer::Goes
            }
            _ => Answer::Refused,
        }
    }

    fn end(&mut self, now: u64, _: Call, good: bool) {
        if self.status == "half-open" {
            if good {
                self.status = "closed";
                (self.subscribed, self.snapshots) = (now, 0);
                self.completed.clear();
            } else {
                (self.status, self.circuit_opened) = ("open", now);
            }
        }
        // The completion is told to the stream after the breaker has been told.
        self.completed.push((now, good));
    }

    fn timer(&self) -> Option<u64> {
        Some(self.subscribed + (self.snapshots + 1) * SNAPSHOT)
    }

    fn ring(&mut self, now: u64) {
        self.snapshots += 1;
        let from = now.saturating_sub(BUCKETS * SNAPSHOT);
        self.completed.retain(|(at, _)| *at >= from);
        let total = self.completed.len();
        let errors = self.completed.iter().filter(|(_, good)| !good).count();
        let percentage = if total == 0 { 0 } else { (errors as f64 / total as f64 * 100.0) as i64 };
        if total >= VOLUME && percentage >= PERCENTAGE && self.status == "closed" {
            (self.status, self.circuit_opened) = ("open", now);
        }
    }
}
