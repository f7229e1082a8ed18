//! How durations spread, and how often something happened of late.

use core::time::Duration;
use std::collections::VecDeque;

use crate::time::Instant;

/// The upper ends of a histogram's buckets in milliseconds: those of Prometheus' Python client, which both documents
/// leave as they are. Above the last one is one more bucket.
pub const BOUNDS: [u64; 14] = [5, 10, 25, 50, 75, 100, 250, 500, 750, 1_000, 2_500, 5_000, 7_500, 10_000];

/// A histogram of durations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spread {
    buckets: [u64; BOUNDS.len()],
    /// How many there are.
    pub count: u64,
    /// Their sum.
    pub sum: Duration,
}

impl Spread {
    /// Counts a duration; one at a bucket's upper end is in it.
    pub fn count(&mut self, duration: Duration) {
        self.count += 1;
        self.sum = self.sum.saturating_add(duration);
        let bucket = BOUNDS.iter().position(|bound| duration <= Duration::from_millis(*bound));
        if let Some(bucket) = bucket {
            self.buckets[bucket] += 1;
        }
    }

    /// The two as one.
    pub fn with(mut self, other: &Self) -> Self {
        for (own, more) in self.buckets.iter_mut().zip(other.buckets) {
            *own += more;
        }
        self.count += other.count;
        self.sum = self.sum.saturating_add(other.sum);
        self
    }

    /// For each upper end in milliseconds how many durations were no longer.
    pub fn cumulative(&self) -> impl Iterator<Item = (u64, u64)> {
        BOUNDS.into_iter().zip(self.buckets).scan(0, |sum, (bound, count)| {
            *sum += count;
            Some((bound, *sum))
        })
    }
}

const HOUR: Duration = Duration::from_secs(3_600);

/// How often something happened, in total and in the last hour.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LastHour {
    /// In total.
    pub all: u64,
    times: VecDeque<Instant>,
}

impl LastHour {
    /// It happened, not earlier than the time before.
    pub fn count(&mut self, at: Instant) {
        self.all += 1;
        self.times.push_back(at);
        while self.times.front().is_some_and(|first| at.since(*first) > HOUR) {
            self.times.pop_front();
        }
    }

    /// How often in the hour up to `now`.
    pub fn of_late(&self, now: Instant) -> u64 {
        self.times.iter().filter(|at| now.since(**at) <= HOUR).count() as u64
    }

    /// How often an hour: what happened in the last hour, or, in a shorter run, what would have happened in an hour of
    /// the same. 0 at the start.
    pub fn per_hour(&self, now: Instant) -> f64 {
        let seconds = now.seconds().min(HOUR.as_secs_f64());
        if seconds > 0.0 { self.of_late(now) as f64 * HOUR.as_secs_f64() / seconds } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_at_a_buckets_end_is_in_it() {
        let mut spread = Spread::default();
        for millis in [5, 6, 10_000, 10_001] {
            spread.count(Duration::from_millis(millis));
        }
        let all: Vec<_> = spread.cumulative().collect();
        assert_eq!((all[0], all[1], all[13]), ((5, 1), (10, 2), (10_000, 3)));
        assert_eq!((spread.count, spread.sum), (4, Duration::from_millis(20_012)));
        assert_eq!(spread.with(&spread).cumulative().last(), Some((10_000, 6)));
    }

    #[test]
    fn the_last_hour_forgets_and_a_short_run_is_scaled() {
        let at = |minutes: u64| Instant::from_millis(minutes * 60_000);
        let mut openings = LastHour::default();
        for minutes in [1, 2, 3] {
            openings.count(at(minutes));
        }
        assert_eq!((openings.of_late(at(6)), openings.per_hour(at(6))), (3, 30.0));
        assert_eq!((openings.of_late(at(62)), openings.per_hour(at(62)), openings.all), (2, 2.0, 3));
        assert_eq!(LastHour::default().per_hour(Instant::ZERO), 0.0);
    }
}
