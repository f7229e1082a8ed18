//! What retries have done so far: attempts, their times, and how operations ended.
//!
//! `SysManage`'s `get_retry_statistics` has these numbers of the last operation of each name, with a success rate that
//! is always 1, even after all attempts failed. Here they are summed over all operations, and the rate is what its name
//! says. The guide's four numbers (retries, those that succeeded, operations exhausted, the rate of success) are here,
//! too.

use core::time::Duration;

use crate::time::nanos;

/// The numbers so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Statistics {
    /// Attempts that have ended.
    pub attempts: u64,
    /// The time of all of them.
    pub total: Duration,
    /// The longest.
    pub longest: Duration,
    /// The shortest; nothing before the first.
    pub shortest: Option<Duration>,
    /// Operations that have ended.
    pub operations: u64,
    /// Of these: successes.
    pub successes: u64,
    /// Attempts after the first of an operation.
    pub retries: u64,
    /// Successes that needed a retry.
    pub successes_by_retry: u64,
    /// Failures after which nothing was left to try.
    pub exhausted: u64,
}

impl Statistics {
    /// An attempt has ended, the given one of its operation, counted from 1.
    pub fn attempt(&mut self, number: u32, took: Duration) {
        self.attempts = self.attempts.saturating_add(1);
        self.retries = self.retries.saturating_add(u64::from(number > 1));
        self.total = self.total.saturating_add(took);
        self.longest = self.longest.max(took);
        self.shortest = Some(self.shortest.map_or(took, |shortest| shortest.min(took)));
    }

    /// An operation has succeeded with the given attempt, or failed.
    pub fn operation(&mut self, attempts: u32, success: bool, exhausted: bool) {
        self.operations = self.operations.saturating_add(1);
        self.successes = self.successes.saturating_add(u64::from(success));
        self.successes_by_retry = self.successes_by_retry.saturating_add(u64::from(success && attempts > 1));
        self.exhausted = self.exhausted.saturating_add(u64::from(!success && exhausted));
    }

    /// The average time of an attempt; nothing before the first.
    pub fn average(&self) -> Option<Duration> {
        (self.attempts > 0).then(|| Duration::from_nanos(nanos(self.total) / self.attempts))
    }

    /// The share of operations that succeeded, from 0 to 1; nothing before the first has ended.
    pub fn success_rate(&self) -> Option<f64> {
        (self.operations > 0).then(|| self.successes as f64 / self.operations as f64)
    }

    /// The share of retries that brought a success, in percent; 100 before the first retry: the guide's formula.
    pub fn retry_success_percent(&self) -> f64 {
        if self.retries == 0 { 100.0 } else { self.successes_by_retry as f64 / self.retries as f64 * 100.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attempts_and_operations_are_summed() {
        let mut statistics = Statistics::default();
        assert_eq!((statistics.average(), statistics.success_rate()), (None, None));
        assert_eq!(statistics.retry_success_percent(), 100.0);
        for (number, millis) in [(1, 300), (2, 100), (1, 200), (2, 200), (3, 200), (1, 800)] {
            statistics.attempt(number, Duration::from_millis(millis));
        }
        statistics.operation(2, true, false);
        statistics.operation(3, false, true);
        statistics.operation(1, false, false);
        let ms = Duration::from_millis;
        assert_eq!((statistics.attempts, statistics.retries, statistics.average()), (6, 3, Some(ms(300))));
        assert_eq!((statistics.longest, statistics.shortest), (ms(800), Some(ms(100))));
        assert_eq!((statistics.successes_by_retry, statistics.exhausted), (1, 1));
        assert_eq!(statistics.success_rate(), Some(1.0 / 3.0));
        assert_eq!(statistics.retry_success_percent(), 1.0 / 3.0 * 100.0);
    }
}
