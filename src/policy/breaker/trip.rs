//! Trip rules: when a closed breaker opens, and the results that each rule looks back on.

use core::time::Duration;
use std::collections::VecDeque;

use super::decision::{Cause, Over, Progress};
use crate::policy::ConfigError;
use crate::policy::share::Share;
use crate::time::Instant;

/// When a closed breaker opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trip {
    /// After so many failures in a row: the lecture's rule. A success sets the count back.
    Row {
        /// At least 1; the lecture has 3.
        threshold: u32,
    },
    /// At a failure rate over the last calls.
    Count {
        /// Calls in the window, at least 1.
        window: u32,
        /// At or above this share the breaker opens.
        rate: Share,
        /// No rate is judged before so many calls, at least 1; more than the window counts as the window
        /// (as in resilience4j).
        min: u32,
    },
    /// At a failure rate over the calls of a time.
    Time {
        /// How far back the window reaches: a result counts while it is younger than this.
        span: Duration,
        /// At or above this share the breaker opens.
        rate: Share,
        /// No rate is judged before so many calls, at least 1.
        min: u32,
    },
}

impl Trip {
    /// The error names a threshold, window or minimum of 0, or a span of nothing.
    pub fn check(&self) -> Result<(), ConfigError> {
        let one = |field, n: u32| {
            if n == 0 { Err(ConfigError::new(field, n, "a whole number, 1 or more")) } else { Ok(()) }
        };
        match *self {
            Self::Row { threshold } => one("threshold", threshold),
            Self::Count { window, min, .. } => one("window", window).and_then(|()| one("min", min)),
            Self::Time { span, .. } if span.is_zero() => Err(ConfigError::new("span", "0 s", "more than 0 s")),
            Self::Time { min, .. } => one("min", min),
        }
    }
}

/// The results that the present trip rule looks back on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Window {
    /// Failures in a row.
    Row(u64),
    /// The last results; true is a failure.
    Calls { results: VecDeque<bool>, failures: u64 },
    /// Results by millisecond, so that memory is bounded by the span and not by the traffic.
    Span { buckets: VecDeque<Bucket>, calls: u64, failures: u64 },
}

/// The results of one millisecond.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bucket {
    at: Instant,
    calls: u64,
    failures: u64,
}

impl Window {
    pub(super) fn new(trip: &Trip) -> Self {
        match trip {
            Trip::Row { .. } => Self::Row(0),
            Trip::Count { .. } => Self::Calls { results: VecDeque::new(), failures: 0 },
            Trip::Time { .. } => Self::Span { buckets: VecDeque::new(), calls: 0, failures: 0 },
        }
    }

    /// Whether the window holds what a rule looks at; another kind of rule needs a new one.
    pub(super) fn fits(&self, trip: &Trip) -> bool {
        matches!(
            (self, trip),
            (Self::Row(_), Trip::Row { .. })
                | (Self::Calls { .. }, Trip::Count { .. })
                | (Self::Span { .. }, Trip::Time { .. })
        )
    }

    pub(super) fn record(&mut self, now: Instant, failed: bool) {
        match self {
            Self::Row(failures) => *failures = if failed { failures.saturating_add(1) } else { 0 },
            Self::Calls { results, failures } => {
                results.push_back(failed);
                *failures += u64::from(failed);
            }
            Self::Span { buckets, calls, failures } => {
                *calls += 1;
                *failures += u64::from(failed);
                match buckets.back_mut() {
                    Some(last) if last.at.millis() == now.millis() => {
                        last.calls += 1;
                        last.failures += u64::from(failed);
                    }
                    _ => buckets.push_back(Bucket { at: now, calls: 1, failures: u64::from(failed) }),
                }
            }
        }
    }

    /// Lets go of what the rule no longer looks at.
    pub(super) fn forget(&mut self, now: Instant, trip: &Trip) {
        match (self, trip) {
            (Self::Calls { results, failures }, Trip::Count { window, .. }) => {
                while results.len() > *window as usize {
                    *failures -= u64::from(results.pop_front() == Some(true));
                }
            }
            (Self::Span { buckets, calls, failures }, Trip::Time { span, .. }) => {
                while let Some(oldest) = buckets.pop_front_if(|bucket| now.since(bucket.at) >= *span) {
                    *calls -= oldest.calls;
                    *failures -= oldest.failures;
                }
            }
            _ => {}
        }
    }

    /// How far the rule is from its verdict, without what it no longer looks at.
    pub(super) fn progress(&self, now: Instant, trip: &Trip) -> Progress {
        match (self, *trip) {
            (Self::Calls { results, failures }, Trip::Count { window, rate, min }) => {
                let old = results.len().saturating_sub(window as usize);
                let old_failures = results.iter().take(old).filter(|&&failed| failed).count();
                Progress::Rate {
                    failures: failures - old_failures as u64,
                    calls: (results.len() - old) as u64,
                    min: min.min(window),
                    rate,
                    over: Over::Calls(window),
                }
            }
            (Self::Span { buckets, calls, failures }, Trip::Time { span, rate, min }) => {
                let old = || buckets.iter().take_while(|bucket| now.since(bucket.at) >= span);
                let failures = failures - old().map(|bucket| bucket.failures).sum::<u64>();
                let calls = calls - old().map(|bucket| bucket.calls).sum::<u64>();
                Progress::Rate { failures, calls, min, rate, over: Over::Span(span) }
            }
            (Self::Row(failures), Trip::Row { threshold }) => Progress::Row { failures: *failures, threshold },
            (_, Trip::Row { threshold }) => Progress::Row { failures: 0, threshold },
            (_, Trip::Count { window, rate, min }) => {
                Progress::Rate { failures: 0, calls: 0, min, rate, over: Over::Calls(window) }
            }
            (_, Trip::Time { span, rate, min }) => {
                Progress::Rate { failures: 0, calls: 0, min, rate, over: Over::Span(span) }
            }
        }
    }

    /// Why the breaker opens now, if it does. Any counted result may trip it.
    pub(super) fn verdict(&self, now: Instant, trip: &Trip) -> Option<Cause> {
        match self.progress(now, trip) {
            Progress::Row { failures, threshold } => {
                (failures >= u64::from(threshold)).then_some(Cause::Row { failures, threshold })
            }
            Progress::Rate { failures, calls, min, rate, over } => {
                let trips = calls >= u64::from(min) && rate.reached_by(failures, calls);
                trips.then_some(Cause::Rate { failures, calls, rate, over })
            }
            Progress::Waiting { .. } | Progress::Probing { .. } | Progress::Forced => None,
        }
    }
}
