//! When a closed breaker opens: the trip rules and the results that they look at.

use core::mem::discriminant;
use core::time::Duration;
use std::collections::VecDeque;

use super::decision::{Cause, Over, Progress};
use crate::policy::ConfigError;
use crate::policy::share::Share;
use crate::time::Instant;

/// The rule that opens a closed breaker. It is judged at each result that counts, and a rate at each success too: with
/// a minimum number of calls the success that completes it may be the result that shows the share.
#[derive(Clone, Debug, PartialEq)]
pub enum Trip {
    /// This many failures without a success between them (the lecture's code: 3).
    Row {
        /// From 1.
        threshold: u32,
    },
    /// A share of failures among the last calls, at or above `rate`.
    Count {
        /// How many calls, from 1.
        window: u32,
        /// More than 0.
        rate: Share,
        /// The calls it takes before the share is judged, from 1. One above the window acts as the window's size, as
        /// in resilience4j: otherwise the breaker could never open.
        min: u32,
    },
    /// A share of failures among the calls that ended within a time, at or above `rate`.
    ///
    /// Results of the same millisecond share a bucket, so the memory is bounded by the span and not by the traffic. A
    /// bucket counts while it is less than `span` since its millisecond began.
    Time {
        /// How far back, more than 0.
        span: Duration,
        /// More than 0.
        rate: Share,
        /// The calls it takes before the share is judged, from 1.
        min: u32,
    },
}

impl Trip {
    /// Whether the rule makes sense.
    ///
    /// # Errors
    /// A `threshold`, `window`, `span`, `rate` or `min` of 0: the breaker would open without a failure.
    pub fn check(&self) -> Result<(), ConfigError> {
        let whole = |field, value: u32| match value {
            0 => Err(ConfigError::new(field, value, "a whole number from 1 up")),
            _ => Ok(()),
        };
        let (rate, min) = match *self {
            Self::Row { threshold } => return whole("threshold", threshold),
            Self::Count { window, rate, min } => {
                whole("window", window)?;
                (rate, min)
            }
            Self::Time { span, .. } if span.is_zero() => {
                return Err(ConfigError::new("span", "0 s", "longer than 0 s"));
            }
            Self::Time { rate, min, .. } => (rate, min),
        };
        if rate.fraction() == 0.0 {
            return Err(ConfigError::new("rate", 0, "above 0 and at most 1"));
        }
        whole("min", min)
    }

    /// Whether both are of the same kind, so that results counted for one can be judged by the other.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        discriminant(self) == discriminant(other)
    }
}

/// The results of the closed state, as far as its trip rule looks at them.
///
/// The rule is not kept here but comes with each question. What no longer counts is dropped with the next result, so
/// a window made smaller and larger again between two results loses nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Window {
    /// Failures: in a row, or in `buckets`.
    failures: u64,
    /// Calls in `buckets`.
    calls: u64,
    /// The oldest first: one a call with [`Trip::Count`], one a millisecond with [`Trip::Time`].
    buckets: VecDeque<Bucket>,
}

#[derive(Clone, Debug, PartialEq)]
struct Bucket {
    at: Instant,
    failures: u64,
    calls: u64,
}

impl Window {
    /// Counts a result.
    pub(super) fn record(&mut self, trip: &Trip, now: Instant, failed: bool) {
        let failures = u64::from(failed);
        match trip {
            Trip::Row { .. } => {
                self.failures = if failed { self.failures.saturating_add(1) } else { 0 }; // rule: row-count
                return;
            }
            Trip::Count { .. } => self.push(Bucket { at: now, failures, calls: 1 }, false), // rule: calls-count
            Trip::Time { .. } => {
                // rule: span-count
                self.push(Bucket { at: Instant::from_millis(now.millis()), failures, calls: 1 }, true);
            }
        }
        for _ in 0..self.outdated(trip, now) {
            let Some(old) = self.buckets.pop_front() else { return };
            self.failures -= old.failures;
            self.calls -= old.calls;
        }
    }

    /// Where the window stands under `trip`.
    pub(super) fn progress(&self, trip: &Trip, now: Instant) -> Progress {
        let (mut failures, mut calls) = (self.failures, self.calls);
        if let Trip::Row { threshold } = *trip {
            return Progress::Row { failures, threshold };
        }
        let outdated = self.outdated(trip, now);
        if outdated > 0 {
            for old in self.buckets.iter().take(outdated) {
                failures -= old.failures;
                calls -= old.calls;
            }
        }
        match *trip {
            Trip::Row { threshold } => Progress::Row { failures, threshold },
            Trip::Count { window, rate, min } => {
                Progress::Rate { failures, calls, min: min.min(window), rate, over: Over::Calls(window) }
            }
            Trip::Time { span, rate, min } => Progress::Rate { failures, calls, min, rate, over: Over::Span(span) },
        }
    }

    /// The results that it holds, oldest first; of failures in a row only that they were. Within a millisecond that
    /// results share, failures come first.
    pub(super) fn results(&self) -> impl Iterator<Item = (Instant, bool)> {
        let row = if self.buckets.is_empty() { self.failures } else { 0 };
        let row = (0..row).map(|_| (Instant::ZERO, true));
        let each = |bucket: &Bucket| (bucket.at, bucket.failures, bucket.calls);
        row.chain(
            self.buckets
                .iter()
                .map(each)
                .flat_map(|(at, failures, calls)| (0..calls).map(move |call| (at, call < failures))),
        )
    }

    /// Adds a result: to the newest bucket if that is of the same millisecond and `shared`, else as its own.
    fn push(&mut self, new: Bucket, shared: bool) {
        self.failures = self.failures.saturating_add(new.failures);
        self.calls = self.calls.saturating_add(new.calls);
        match self.buckets.back_mut().filter(|last| shared && last.at == new.at) {
            Some(last) => {
                last.failures += new.failures;
                last.calls += new.calls;
            }
            None => self.buckets.push_back(new),
        }
    }

    /// How many buckets are kept.
    #[cfg(test)]
    pub(super) fn memory(&self) -> usize {
        self.buckets.len()
    }

    /// A window that has already seen this many failures in a row.
    #[cfg(test)]
    pub(super) fn after_row(failures: u64) -> Self {
        Self { failures, ..Self::default() }
    }

    /// How many of the oldest buckets no longer count.
    fn outdated(&self, trip: &Trip, now: Instant) -> usize {
        match *trip {
            Trip::Row { .. } => 0,
            Trip::Count { window, .. } => self.buckets.len().saturating_sub(window as usize), // reads: window
            // reads: span
            Trip::Time { span, .. } => self.buckets.iter().take_while(|bucket| now.since(bucket.at) >= span).count(),
        }
    }
}

/// Why a breaker that stands so opens, if it does.
pub(super) fn verdict(progress: Progress) -> Option<Cause> {
    match progress {
        // rule: row-threshold; reads: threshold
        Progress::Row { failures, threshold } if failures >= u64::from(threshold) => {
            Some(Cause::Row { failures, threshold })
        }
        Progress::Rate { calls, min, .. } if calls < u64::from(min) => None, // reads: min
        // rule: rate-threshold; reads: rate
        Progress::Rate { failures, calls, rate, over, .. } if rate.reached_by(failures, calls) => {
            Some(Cause::Rate { failures, calls, rate, over })
        }
        _ => None,
    }
}
