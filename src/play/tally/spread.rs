//! How durations spread.

use core::time::Duration;

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
}
