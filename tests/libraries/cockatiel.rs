//! cockatiel 4.0.0: CircuitBreakerPolicy with ConsecutiveBreaker; half-open, the other calls wait for the decision.

use std::collections::{BTreeMap, VecDeque};

use super::{Answer, Call, Library};

#[derive(Clone, Copy, PartialEq)]
enum Inner {
    Closed,
    Open {
        opened_at: u64,
    },
    /// Its number, as each half-open state is an object of its own.
    HalfOpen {
        number: u64,
    },
}

/// The breaker.
pub(crate) struct Cockatiel {
    threshold: u32,
    half_open_after: u64,
    state: Inner,
    /// Failures in a row, of the rule.
    failures: u32,
    half_opens: u64,
    /// The half-open state that a call probes; nothing for one that found the breaker closed.
    made: BTreeMap<Call, Option<u64>>,
    waiting: VecDeque<Call>,
    decided: bool,
}

impl Cockatiel {
    pub(crate) const fn new(threshold: u32, half_open_after: u64) -> Self {
        Self {
            threshold,
            half_open_after,
            state: Inner::Closed,
            failures: 0,
            half_opens: 0,
            made: BTreeMap::new(),
            waiting: VecDeque::new(),
            decided: false,
        }
    }

    fn open(&mut self, now: u64) {
        if !matches!(self.state, Inner::Open { .. }) {
            self.decided |= matches!(self.state, Inner::HalfOpen { .. });
            self.state = Inner::Open { opened_at: now };
        }
    }
}

impl Library for Cockatiel {
    fn state(&self) -> &'static str {
        match self.state {
            Inner::Closed => "closed",
            Inner::Open { .. } => "open",
            Inner::HalfOpen { .. } => "half-open",
        }
    }

    fn ask(&mut self, now: u64, call: Call) -> Answer {
        match self.state {
            Inner::Closed => _ = self.made.insert(call, None),
            Inner::HalfOpen { .. } => {
                self.waiting.push_back(call);
                return Answer::Waits;
            }
            Inner::Open { opened_at } if now - opened_at < self.half_open_after => return Answer::Refused,
            Inner::Open { .. } => {
                self.half_opens += 1;
                self.state = Inner::HalfOpen { number: self.half_opens };
                self.made.insert(call, Some(self.half_opens));
            }
        }
        Answer::Goes
    }

    fn end(&mut self, now: u64, call: Call, good: bool) {
        let probes = self.made.remove(&call).flatten();
        match probes {
            Some(number) if self.state != (Inner::HalfOpen { number }) => {}
            Some(_) if good => (self.state, self.failures, self.decided) = (Inner::Closed, 0, true),
            Some(_) => {
                self.failures += 1;
                self.open(now);
            }
            None if good => self.failures = 0,
            None => {
                self.failures += 1;
                if self.failures >= self.threshold {
                    self.open(now);
                }
            }
        }
    }

    fn released(&mut self) -> Vec<Call> {
        if std::mem::take(&mut self.decided) { self.waiting.drain(..).collect() } else { Vec::new() }
    }
}
