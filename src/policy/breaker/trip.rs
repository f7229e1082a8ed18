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
#[derive(Clone, Copy, Debug, PartialEq)]
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

/// The results of the closed state, as far as its trip rule looks at them: one kind for each kind of rule.
///
/// The rule is not kept here but comes with each question. What no longer counts is dropped with the next result, so
/// a window made smaller and larger again between two results loses nothing.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Window {
    /// Failures without a success between them.
    Row(u64),
    /// The last calls.
    Calls(Ring),
    /// The calls of a time.
    Span(Buckets),
}

impl Window {
    /// An empty window for a rule.
    pub(super) fn new(trip: &Trip) -> Self {
        match trip {
            Trip::Row { .. } => Self::Row(0),
            Trip::Count { .. } => Self::Calls(Ring::default()),
            Trip::Time { .. } => Self::Span(Buckets::default()),
        }
    }

    /// Counts a result.
    #[inline]
    pub(super) fn record(&mut self, trip: &Trip, now: Instant, failed: bool) {
        match (self, trip) {
            (Self::Row(failures), _) => *failures = if failed { failures.saturating_add(1) } else { 0 }, // rule: row-count
            (Self::Calls(ring), Trip::Count { window, .. }) => ring.push(now, failed, *window as usize), // rule: calls-count
            (Self::Span(buckets), Trip::Time { span, .. }) => buckets.push(now, failed, *span), // rule: span-count
            // Another kind of rule starts with a window of its own.
            (Self::Calls(_) | Self::Span(_), _) => {}
        }
    }

    /// Where the window stands under `trip`.
    #[inline]
    pub(super) fn progress(&self, trip: &Trip, now: Instant) -> Progress {
        match (self, *trip) {
            (Self::Calls(ring), Trip::Count { window, rate, min }) => {
                let (failures, calls) = ring.newest(window as usize); // reads: window
                Progress::Rate { failures, calls, min: min.min(window), rate, over: Over::Calls(window) }
            }
            (Self::Span(buckets), Trip::Time { span, rate, min }) => {
                let (failures, calls) = buckets.within(span, now); // reads: span
                Progress::Rate { failures, calls, min, rate, over: Over::Span(span) }
            }
            (&Self::Row(failures), Trip::Row { threshold }) => Progress::Row { failures, threshold },
            (_, Trip::Row { threshold }) => Progress::Row { failures: 0, threshold },
            (_, Trip::Count { window, rate, min }) => {
                Progress::Rate { failures: 0, calls: 0, min: min.min(window), rate, over: Over::Calls(window) }
            }
            (_, Trip::Time { span, rate, min }) => {
                Progress::Rate { failures: 0, calls: 0, min, rate, over: Over::Span(span) }
            }
        }
    }

    /// The results that it holds, oldest first; of failures in a row only that they were. Within a millisecond that
    /// results share, failures come first.
    pub(super) fn results(&self) -> Vec<(Instant, bool)> {
        match self {
            Self::Row(failures) => (0..*failures).map(|_| (Instant::ZERO, true)).collect(),
            Self::Calls(ring) => ring.iter().map(|result| (result.at(), result.failed())).collect(),
            Self::Span(Buckets { buckets, .. }) => {
                let each = |bucket: &Bucket| (bucket.at, bucket.failures, bucket.calls);
                let calls = buckets.iter().map(each);
                calls.flat_map(|(at, failures, calls)| (0..calls).map(move |call| (at, call < failures))).collect()
            }
        }
    }

    /// How many results or buckets are kept.
    #[cfg(test)]
    pub(super) fn memory(&self) -> usize {
        match self {
            Self::Row(_) => 0,
            Self::Calls(ring) => ring.results.len(),
            Self::Span(buckets) => buckets.buckets.len(),
        }
    }
}

/// The results of the last calls, in a ring that is as large as the rule's window: the newest takes the place of the
/// oldest.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Ring {
    results: Vec<Call>,
    /// Where the oldest one stands.
    oldest: usize,
    failures: u64,
}

/// When a call ended and whether it failed, in the lowest bit: a time may come up to 292 years after the start.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Call(u64);

impl Call {
    const fn new(at: Instant, failed: bool) -> Self {
        Self(at.nanos() << 1 | failed as u64)
    }

    const fn at(self) -> Instant {
        Instant::from_nanos(self.0 >> 1)
    }

    const fn failed(self) -> bool {
        self.0 & 1 == 1
    }
}

impl Ring {
    /// Counts the newest result, in a window of this many.
    #[inline]
    fn push(&mut self, at: Instant, failed: bool, size: usize) {
        let new = Call::new(at, failed);
        self.failures += u64::from(failed);
        if self.results.len() != size {
            return self.resize(new, size);
        }
        if let Some(old) = self.results.get_mut(self.oldest) {
            self.failures -= u64::from(old.failed());
            *old = new;
        }
        self.oldest += 1;
        if self.oldest == size {
            self.oldest = 0;
        }
    }

    /// Counts the newest result while the ring fills, or after the window's size was changed.
    #[cold]
    fn resize(&mut self, new: Call, size: usize) {
        self.results.rotate_left(self.oldest);
        self.oldest = 0;
        self.results.push(new);
        let over = self.results.len().saturating_sub(size);
        self.failures -= self.results.drain(..over).filter(|old| old.failed()).count() as u64;
    }

    /// The failures among the newest results, of a window of this many, and how many results there are.
    #[inline]
    fn newest(&self, size: usize) -> (u64, u64) {
        let over = self.results.len().saturating_sub(size);
        let outdated = if over == 0 { 0 } else { self.iter().take(over).filter(|old| old.failed()).count() };
        (self.failures - outdated as u64, (self.results.len() - over) as u64)
    }

    /// The oldest first.
    fn iter(&self) -> impl Iterator<Item = Call> {
        let (newer, older) = self.results.split_at(self.oldest);
        older.iter().chain(newer).copied()
    }
}

/// The results of a time, one bucket a millisecond.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Buckets {
    /// Failures in `buckets`.
    failures: u64,
    /// Calls in `buckets`.
    calls: u64,
    /// The oldest first.
    buckets: VecDeque<Bucket>,
}

#[derive(Clone, Debug, PartialEq)]
struct Bucket {
    at: Instant,
    failures: u64,
    calls: u64,
}

impl Buckets {
    /// Counts a result, and drops what is no longer within the span.
    fn push(&mut self, now: Instant, failed: bool, span: Duration) {
        let (at, failures) = (Instant::from_millis(now.millis()), u64::from(failed));
        self.failures = self.failures.saturating_add(failures);
        self.calls = self.calls.saturating_add(1);
        match self.buckets.back_mut().filter(|last| last.at == at) {
            Some(last) => {
                last.failures += failures;
                last.calls += 1;
            }
            None => self.buckets.push_back(Bucket { at, failures, calls: 1 }),
        }
        while self.buckets.front().is_some_and(|old| now.since(old.at) >= span)
            && let Some(old) = self.buckets.pop_front()
        {
            self.failures -= old.failures;
            self.calls -= old.calls;
        }
    }

    /// Failures and calls within the span.
    fn within(&self, span: Duration, now: Instant) -> (u64, u64) {
        let outdated = self.buckets.iter().take_while(|old| now.since(old.at) >= span);
        outdated
            .fold((self.failures, self.calls), |(failures, calls), old| (failures - old.failures, calls - old.calls))
    }
}

/// Why a breaker that stands so opens, if it does.
#[inline]
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
