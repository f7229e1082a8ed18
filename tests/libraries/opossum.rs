//! opossum 8 to 10: lib/circuit.js and lib/status.js.

use std::collections::VecDeque;

use super::{Answer, Call, Library};

/// The options that the breaker lab has to do with; times in ms, a time limit of 0 for none.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    pub(crate) timeout: u64,
    pub(crate) reset_timeout: u64,
    pub(crate) error_threshold_percentage: f64,
    pub(crate) volume_threshold: u32,
    pub(crate) rolling_count_timeout: u64,
    pub(crate) rolling_count_buckets: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            timeout: 10_000,
            reset_timeout: 30_000,
            error_threshold_percentage: 50.0,
            volume_threshold: 0,
            rolling_count_timeout: 10_000,
            rolling_count_buckets: 10,
        }
    }
}

/// The breaker.
pub(crate) struct Opossum {
    options: Options,
    state: &'static str,
    pending_close: bool,
    /// Fires and failures of each bucket, the present one first.
    buckets: VecDeque<(u32, u32)>,
    rotates: u64,
    half_opens: Option<u64>,
}

impl Opossum {
    pub(crate) fn new(options: Options) -> Self {
        let buckets = (0..options.rolling_count_buckets).map(|_| (0, 0)).collect();
        let rotates = options.rolling_count_timeout / options.rolling_count_buckets;
        Self { options, state: "closed", pending_close: false, buckets, rotates, half_opens: None }
    }

    /// Opens it, as its user may, too.
    pub(crate) fn open(&mut self, now: u64) {
        if self.state != "open" {
            (self.state, self.pending_close) = ("open", false);
            self.half_opens = Some(now + self.options.reset_timeout);
        }
    }
}

impl Library for Opossum {
    fn state(&self) -> &'static str {
        self.state
    }

    fn ask(&mut self, _: u64, _: Call) -> Answer {
        self.buckets[0].0 += 1;
        if self.state != "closed" && !self.pending_close {
            return Answer::Refused;
        }
        self.pending_close = false;
        Answer::Goes
    }

    fn end(&mut self, now: u64, _: Call, good: bool) {
        if good {
            if self.state == "half-open" {
                (self.state, self.pending_close, self.half_opens) = ("closed", false, None);
            }
            return;
        }
        self.buckets[0].1 += 1;
        let (fires, failures) = self.buckets.iter().fold((0, 0), |sum, bucket| (sum.0 + bucket.0, sum.1 + bucket.1));
        if fires < self.options.volume_threshold && self.state != "half-open" {
            return;
        }
        let rate = f64::from(failures) / f64::from(fires) * 100.0;
        if rate > self.options.error_threshold_percentage || self.state == "half-open" {
            self.open(now);
        }
    }

    fn timer(&self) -> Option<u64> {
        Some(self.half_opens.map_or(self.rotates, |due| due.min(self.rotates)))
    }

    fn ring(&mut self, now: u64) {
        if self.rotates <= now {
            self.buckets.pop_back();
            self.buckets.push_front((0, 0));
            self.rotates += self.options.rolling_count_timeout / self.options.rolling_count_buckets;
        }
        if self.half_opens.is_some_and(|due| due <= now) {
            (self.state, self.pending_close, self.half_opens) = ("half-open", true, None);
        }
    }

    fn limit(&self) -> Option<u64> {
        (self.options.timeout > 0).then_some(self.options.timeout)
    }
}
