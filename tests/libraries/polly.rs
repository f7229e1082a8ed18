//! Polly v8: CircuitStateController, AdvancedCircuitBehavior and its two health metrics.

use std::collections::VecDeque;

use super::{Answer, Call, Library};

/// CircuitBreakerStrategyOptions; spans in ms.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    pub(crate) failure_ratio: f64,
    pub(crate) minimum_throughput: u32,
    pub(crate) sampling_duration: u64,
    pub(crate) break_duration: u64,
    /// Whether ShouldHandle leaves a caller's own mistakes out: OnUnhandledOutcomeAsync takes them as successes.
    pub(crate) leaves_out: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            failure_ratio: 0.1,
            minimum_throughput: 100,
            sampling_duration: 30_000,
            break_duration: 5_000,
            leaves_out: false,
        }
    }
}

/// A window: when it started, its successes and its failures.
type Window = (u64, u32, u32);

/// RollingHealthMetrics, or SingleHealthMetrics with a single window, below 200 ms.
struct Metrics {
    sampling: u64,
    windows: VecDeque<Window>,
    rolling: bool,
}

impl Metrics {
    fn increment(&mut self, now: u64, good: bool) {
        let width = if self.rolling { self.sampling as f64 / 10.0 } else { self.sampling as f64 };
        if self.windows.back().is_none_or(|(started, ..)| (now - started) as f64 >= width) {
            self.windows.push_back((now, 0, 0));
        }
        while self.windows.front().is_some_and(|(started, ..)| now - started >= self.sampling) {
            self.windows.pop_front();
        }
        let Some((_, successes, failures)) = self.windows.back_mut() else { return };
        if good {
            *successes += 1;
        } else {
            *failures += 1;
        }
    }

    fn reset(&mut self, now: u64) {
        self.windows.clear();
        if !self.rolling {
            self.windows.push_back((now, 0, 0));
        }
    }
}

/// The breaker.
pub(crate) struct Polly {
    options: Options,
    state: &'static str,
    blocked_until: u64,
    metrics: Metrics,
}

impl Polly {
    pub(crate) fn new(options: Options) -> Self {
        let mut metrics = Metrics {
            sampling: options.sampling_duration,
            windows: VecDeque::new(),
            rolling: options.sampling_duration >= 200,
        };
        metrics.reset(0);
        Self { options, state: "closed", blocked_until: 0, metrics }
    }
}

impl Library for Polly {
    fn state(&self) -> &'static str {
        self.state
    }

    fn ask(&mut self, now: u64, _: Call) -> Answer {
        match self.state {
            "closed" => Answer::Goes,
            "open" if now >= self.blocked_until => {
                self.blocked_until = now + self.options.break_duration;
                self.state = "half-open";
                Answer::Goes
            }
            _ => Answer::Refused,
        }
    }

    fn end(&mut self, now: u64, _: Call, good: bool) {
        if good || self.state != "half-open" {
            self.metrics.increment(now, good);
        }
        let (successes, failures) =
            self.metrics.windows.iter().fold((0, 0), |(good, bad), window| (good + window.1, bad + window.2));
        let throughput = successes + failures;
        let ratio = f64::from(failures) / f64::from(throughput);
        let breaks = throughput >= self.options.minimum_throughput && ratio >= self.options.failure_ratio;
        match (self.state, good) {
            ("half-open", true) => {
                (self.state, self.blocked_until) = ("closed", 0);
                self.metrics.reset(now);
            }
            ("half-open", false) => {
                (self.state, self.blocked_until) = ("open", now + self.options.break_duration);
            }
            ("closed", false) if breaks => {
                (self.state, self.blocked_until) = ("open", now + self.options.break_duration);
            }
            _ => {}
        }
    }

    fn mistaken(&mut self, now: u64, call: Call) {
        self.end(now, call, self.options.leaves_out);
    }
}
