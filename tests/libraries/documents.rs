//! The breakers of the four documents, line by line as their Python has them.

use std::collections::BTreeMap;

use super::{Answer, Call, Library};

/// The lecture, example 39.2: `AsyncCircuitBreaker`.
pub(crate) struct Lecture {
    pub(crate) failure_threshold: u32,
    pub(crate) reset_timeout: u64,
    state: &'static str,
    failure_count: u32,
    last_failure_time: u64,
}

impl Lecture {
    pub(crate) const fn new(failure_threshold: u32, reset_timeout: u64) -> Self {
        Self { failure_threshold, reset_timeout, state: "closed", failure_count: 0, last_failure_time: 0 }
    }
}

impl Library for Lecture {
    fn state(&self) -> &'static str {
        self.state
    }

    fn ask(&mut self, now: u64, _: Call) -> Answer {
        if self.state == "open" {
            if now - self.last_failure_time < self.reset_timeout {
                return Answer::Refused;
            }
            self.state = "half-open";
        }
        Answer::Goes
    }

    fn end(&mut self, now: u64, _: Call, good: bool) {
        if good {
            if self.state == "half-open" {
                self.state = "closed";
            }
            self.failure_count = 0;
        } else {
            self.failure_count += 1;
            self.last_failure_time = now;
            if self.failure_count >= self.failure_threshold || self.state == "half-open" {
                self.state = "open";
            }
        }
    }
}

/// The skill, pattern 2: `CircuitBreaker`.
pub(crate) struct Skill {
    pub(crate) failure_threshold: u32,
    pub(crate) recovery_timeout: u64,
    state: &'static str,
    failure_count: u32,
    last_failure_time: u64,
}

impl Skill {
    pub(crate) const fn new(failure_threshold: u32, recovery_timeout: u64) -> Self {
        Self { failure_threshold, recovery_timeout, state: "closed", failure_count: 0, last_failure_time: 0 }
    }
}

impl Library for Skill {
    fn state(&self) -> &'static str {
        self.state
    }

    fn ask(&mut self, now: u64, _: Call) -> Answer {
        if self.state == "open" && now - self.last_failure_time >= self.recovery_timeout {
            self.state = "half-open";
        }
        if self.state == "open" { Answer::Refused } else { Answer::Goes }
    }

    fn end(&mut self, now: u64, _: Call, good: bool) {
        if good {
            (self.failure_count, self.state) = (0, "closed");
        } else {
            self.failure_count += 1;
            self.last_failure_time = now;
            if self.failure_count >= self.failure_threshold {
                self.state = "open";
            }
        }
    }
}

/// SysManage's documentation: `CircuitBreaker`, which notes each call at the time of its start.
pub(crate) struct SysManage {
    failure_threshold: u32,
    timeout: u64,
    success_threshold: u32,
    state: &'static str,
    failure_count: u32,
    success_count: u32,
    last_failure_time: u64,
    call_history: Vec<(u64, bool)>,
    started: BTreeMap<Call, u64>,
}

impl SysManage {
    const WINDOW: u64 = 300_000;

    pub(crate) const fn new(failure_threshold: u32, timeout: u64, success_threshold: u32) -> Self {
        Self {
            failure_threshold,
            timeout,
            success_threshold,
            state: "closed",
            failure_count: 0,
            success_count: 0,
            last_failure_time: 0,
            call_history: Vec::new(),
            started: BTreeMap::new(),
        }
    }

    fn failure_rate(&self, current: u64) -> f64 {
        let recent = self.call_history.iter().filter(|(at, _)| at + Self::WINDOW >= current);
        let failures = recent.clone().filter(|(_, success)| !success).count();
        failures as f64 / recent.count() as f64
    }
}

impl Library for SysManage {
    fn state(&self) -> &'static str {
        self.state
    }

    fn ask(&mut self, now: u64, call: Call) -> Answer {
        if self.state == "open" {
            if now - self.last_failure_time < self.timeout {
                return Answer::Refused;
            }
            (self.state, self.success_count) = ("half-open", 0);
        }
        self.started.insert(call, now);
        Answer::Goes
    }

    fn end(&mut self, _: u64, call: Call, good: bool) {
        let timestamp = self.started.remove(&call).unwrap_or_default();
        self.call_history.push((timestamp, good));
        self.call_history.retain(|(at, _)| at + Self::WINDOW >= timestamp);
        match (good, self.state) {
            (true, "half-open") => {
                self.success_count += 1;
                if self.success_count >= self.success_threshold {
                    (self.state, self.failure_count) = ("closed", 0);
                }
            }
            (true, "closed") => self.failure_count = 0,
            (true, _) => {}
            (false, state) => {
                self.last_failure_time = timestamp;
                self.failure_count += 1;
                let tripped = || self.failure_count >= self.failure_threshold || self.failure_rate(timestamp) > 0.5;
                if state == "half-open" || (state == "closed" && tripped()) {
                    self.state = "open";
                }
            }
        }
    }
}

/// The guide's step 7: `ConfigurableCircuitBreaker`.
pub(crate) struct Guide {
    failure_threshold: u32,
    timeout: u64,
    half_open_max_calls: u32,
    success_threshold: u32,
    state: &'static str,
    failure_count: u32,
    success_count: u32,
    half_open_calls: u32,
    last_failure_time: u64,
}

impl Guide {
    pub(crate) const fn new(failure_threshold: u32, timeout: u64, calls: u32, success_threshold: u32) -> Self {
        Self {
            failure_threshold,
            timeout,
            half_open_max_calls: calls,
            success_threshold,
            state: "closed",
            failure_count: 0,
            success_count: 0,
            half_open_calls: 0,
            last_failure_time: 0,
        }
    }
}

impl Library for Guide {
    fn state(&self) -> &'static str {
        self.state
    }

    fn ask(&mut self, now: u64, _: Call) -> Answer {
        if self.state == "open" {
            if now - self.last_failure_time <= self.timeout {
                return Answer::Refused;
            }
            (self.state, self.half_open_calls) = ("half-open", 0);
        }
        if self.state == "half-open" {
            if self.half_open_calls >= self.half_open_max_calls {
                return Answer::Refused;
            }
            self.half_open_calls += 1;
        }
        Answer::Goes
    }

    fn end(&mut self, now: u64, _: Call, good: bool) {
        match (good, self.state) {
            (true, "half-open") => {
                self.success_count += 1;
                if self.success_count >= self.success_threshold {
                    (self.state, self.failure_count, self.success_count) = ("closed", 0, 0);
                }
            }
            (true, "closed") => self.failure_count = 0,
            (true, _) => {}
            (false, state) => {
                self.failure_count += 1;
                self.last_failure_time = now;
                let tripped = self.failure_count >= self.failure_threshold;
                if state == "half-open" || (state == "closed" && tripped) {
                    self.state = "open";
                }
            }
        }
    }
}
