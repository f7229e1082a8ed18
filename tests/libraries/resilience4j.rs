//! resilience4j: CircuitBreakerStateMachine and CircuitBreakerMetrics, with the windows of its core module.

use std::collections::{BTreeMap, VecDeque};

use super::{Answer, Call, Library, Mistake};

/// What the properties of an instance say. Times are in ms, rates in per cent.
#[derive(Clone, Debug)]
pub(crate) struct Config {
    pub(crate) count_based: bool,
    pub(crate) sliding_window_size: u64,
    pub(crate) minimum_number_of_calls: u64,
    pub(crate) failure_rate_threshold: f32,
    pub(crate) slow_call_duration: u64,
    pub(crate) slow_call_rate_threshold: f32,
    pub(crate) wait_duration_in_open_state: u64,
    pub(crate) permitted_in_half_open: u64,
    /// 0 for no limit.
    pub(crate) max_wait_in_half_open: u64,
    /// By ignoreExceptions nothing, by recordExceptions a success.
    pub(crate) mistake: Mistake,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            count_based: true,
            sliding_window_size: 100,
            minimum_number_of_calls: 100,
            failure_rate_threshold: 50.0,
            slow_call_duration: 60_000,
            slow_call_rate_threshold: 100.0,
            wait_duration_in_open_state: 60_000,
            permitted_in_half_open: 10,
            max_wait_in_half_open: 0,
            mistake: Mistake::Failure,
        }
    }
}

/// Results of the last calls, or of the last seconds of the clock.
struct Metrics {
    count_based: bool,
    size: u64,
    minimum: u64,
    /// When, or nothing of it where calls are counted; whether it failed, whether it was slow.
    results: VecDeque<(u64, bool, bool)>,
}

impl Metrics {
    fn closed(config: &Config) -> Self {
        let (size, minimum) = (config.sliding_window_size, config.minimum_number_of_calls);
        let minimum = if config.count_based { minimum.min(size) } else { minimum };
        Self { count_based: config.count_based, size, minimum, results: VecDeque::new() }
    }

    fn half_open(config: &Config) -> Self {
        let size = config.permitted_in_half_open;
        let minimum = config.minimum_number_of_calls.min(size);
        Self { count_based: true, size, minimum, results: VecDeque::new() }
    }

    /// Records a result; whether a threshold is exceeded, if there are enough calls.
    fn record(&mut self, config: &Config, now: u64, failed: bool, slow: bool) -> Option<bool> {
        self.results.push_back((now / 1_000, failed, slow));
        if self.count_based {
            while self.results.len() as u64 > self.size {
                self.results.pop_front();
            }
        } else {
            self.results.retain(|(second, ..)| second + self.size > now / 1_000);
        }
        let total = self.results.len();
        if (total as u64) < self.minimum {
            return None;
        }
        let rate = |count: usize| count as f32 * 100.0 / total as f32;
        let failures = rate(self.results.iter().filter(|(_, failed, _)| *failed).count());
        let slow = rate(self.results.iter().filter(|(.., slow)| *slow).count());
        Some(failures >= config.failure_rate_threshold || slow >= config.slow_call_rate_threshold)
    }
}

enum State {
    Closed(Metrics),
    Open { retry_after: u64 },
    HalfOpen { permitted: u64, metrics: Metrics, opens: Option<u64> },
}

/// The breaker.
pub(crate) struct Resilience4j {
    config: Config,
    state: State,
    started: BTreeMap<Call, u64>,
}

impl Resilience4j {
    pub(crate) fn new(config: Config) -> Self {
        Self { state: State::Closed(Metrics::closed(&config)), config, started: BTreeMap::new() }
    }

    fn open(&mut self, now: u64) {
        self.state = State::Open { retry_after: now + self.config.wait_duration_in_open_state };
    }
}

impl Library for Resilience4j {
    fn state(&self) -> &'static str {
        match self.state {
            State::Closed(_) => "closed",
            State::Open { .. } => "open",
            State::HalfOpen { .. } => "half-open",
        }
    }

    fn ask(&mut self, now: u64, call: Call) -> Answer {
        if let State::Open { retry_after } = self.state {
            if now <= retry_after {
                return Answer::Refused;
            }
            let limit = self.config.max_wait_in_half_open;
            let opens = (limit > 0).then_some(now + limit);
            let (permitted, metrics) = (self.config.permitted_in_half_open, Metrics::half_open(&self.config));
            self.state = State::HalfOpen { permitted, metrics, opens };
        }
        if let State::HalfOpen { permitted, .. } = &mut self.state {
            if *permitted == 0 {
                return Answer::Refused;
            }
            *permitted -= 1;
        }
        self.started.insert(call, now);
        Answer::Goes
    }

    fn end(&mut self, now: u64, call: Call, good: bool) {
        let took = now - self.started.remove(&call).unwrap_or(now);
        let slow = took > self.config.slow_call_duration;
        match &mut self.state {
            State::Closed(metrics) => {
                if metrics.record(&self.config, now, !good, slow) == Some(true) {
                    self.open(now);
                }
            }
            State::Open { .. } => {}
            State::HalfOpen { metrics, .. } => match metrics.record(&self.config, now, !good, slow) {
                Some(true) => self.open(now),
                Some(false) => self.state = State::Closed(Metrics::closed(&self.config)),
                None => {}
            },
        }
    }

    fn mistaken(&mut self, now: u64, call: Call) {
        match (self.config.mistake, &mut self.state) {
            // releasePermission
            (Mistake::Nothing, State::HalfOpen { permitted, .. }) => *permitted += 1,
            (Mistake::Nothing, _) => {}
            (mistake, _) => self.end(now, call, mistake == Mistake::Success),
        }
    }

    fn timer(&self) -> Option<u64> {
        if let State::HalfOpen { opens, .. } = self.state { opens } else { None }
    }

    fn ring(&mut self, now: u64) {
        self.open(now);
    }
}
