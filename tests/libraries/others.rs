//! failsafe-go and Semian.

use std::collections::VecDeque;

use super::{Answer, Call, Library};

/// failsafe-go: circuitbreaker with its defaults, where one execution decides.
pub(crate) struct FailsafeGo {
    state: &'static str,
    start_time: u64,
    permitted_executions: u32,
}

impl FailsafeGo {
    const DELAY: u64 = 60_000;

    pub(crate) const fn new() -> Self {
        Self { state: "closed", start_time: 0, permitted_executions: 0 }
    }
}

impl Library for FailsafeGo {
    fn state(&self) -> &'static str {
        self.state
    }

    fn ask(&mut self, now: u64, _: Call) -> Answer {
        if self.state == "open" {
            if now - self.start_time < Self::DELAY {
                return Answer::Refused;
            }
            (self.state, self.permitted_executions) = ("half-open", 1);
        }
        if self.state == "half-open" {
            if self.permitted_executions == 0 {
                return Answer::Refused;
            }
            self.permitted_executions -= 1;
        }
        Answer::Goes
    }

    fn end(&mut self, now: u64, _: Call, good: bool) {
        match (self.state, good) {
            ("half-open", true) => self.state = "closed",
            ("half-open" | "closed", false) => (self.state, self.start_time) = ("open", now),
            _ => {}
        }
    }
}

/// Semian: CircuitBreaker, with the numbers of its Net::HTTP example.
pub(crate) struct Semian {
    state: &'static str,
    errors: VecDeque<u64>,
    successes: u32,
}

impl Semian {
    const ERROR_THRESHOLD: usize = 3;
    const ERROR_TIMEOUT: u64 = 10_000;
    const SUCCESS_THRESHOLD: u32 = 1;

    pub(crate) const fn new() -> Self {
        Self { state: "closed", errors: VecDeque::new(), successes: 0 }
    }
}

impl Library for Semian {
    fn state(&self) -> &'static str {
        self.state
    }

    fn ask(&mut self, now: u64, _: Call) -> Answer {
        if self.state == "open" {
            if self.errors.back().is_none_or(|last| last + Self::ERROR_TIMEOUT >= now) {
                return Answer::Refused;
            }
            (self.state, self.successes) = ("half-open", 0);
        }
        Answer::Goes
    }

    fn end(&mut self, now: u64, _: Call, good: bool) {
        if good {
            if self.state == "half-open" {
                self.successes += 1;
                if self.successes >= Self::SUCCESS_THRESHOLD {
                    self.state = "closed";
                    self.errors.clear();
                }
            }
            return;
        }
        self.errors.retain(|error| error + Self::ERROR_TIMEOUT >= now);
        self.errors.push_back(now);
        // The window keeps as many errors as open the breaker.
        if self.errors.len() > Self::ERROR_THRESHOLD {
            self.errors.pop_front();
        }
        if self.state == "half-open" || (self.state == "closed" && self.errors.len() == Self::ERROR_THRESHOLD) {
            self.state = "open";
        }
    }
}
