//! Retry breaker: a circuit breaker that stops retries and lets every first attempt pass.
//!
//! While at most a share as many attempts have failed as calls were made, a retry is allowed; beyond it, none is. Both are
//! counted from the start. Marc Brooker, "Fixing retries with token buckets and circuit breakers", 2022, whose simulator
//! has a share of a tenth.

use super::ConfigError;
use super::share::Share;
use crate::decimal;

/// A retry breaker and what it has counted.
///
/// Ten calls pay for one failed attempt; after the second one there is no retry any more:
///
/// ```
/// use half_open::policy::retry_breaker::{Open, RetryBreaker};
///
/// let mut breaker = RetryBreaker::new(0.1)?;
/// (0..10).for_each(|_| breaker.on_call());
/// breaker.on_failure();
/// assert_eq!(breaker.admit(), Ok(()));
/// breaker.on_failure();
/// assert_eq!(breaker.admit(), Err(Open { failures: 2, calls: 10 }));
/// # Ok::<(), half_open::policy::ConfigError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryBreaker {
    share: Share,
    calls: u64,
    failures: u64,
}

/// A retry that the breaker does not allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Open {
    /// Attempts that have failed.
    pub failures: u64,
    /// Calls that were made.
    pub calls: u64,
}

impl RetryBreaker {
    /// A closed breaker that opens beyond this share of failed attempts, from 0 to 1.
    ///
    /// # Errors
    /// A `share` outside of 0 to 1.
    pub fn new(share: f64) -> Result<Self, ConfigError> {
        let refused = || ConfigError::new("share", decimal::short(share, 9), "a number from 0 to 1");
        Ok(Self { share: Share::new(share).ok_or_else(refused)?, calls: 0, failures: 0 })
    }

    /// The share beyond which it opens.
    pub const fn share(&self) -> Share {
        self.share
    }

    /// Attempts that have failed.
    pub const fn failures(&self) -> u64 {
        self.failures
    }

    /// Calls that were made.
    pub const fn calls(&self) -> u64 {
        self.calls
    }

    /// A call starts.
    pub fn on_call(&mut self) {
        self.calls += 1;
    }

    /// An attempt has failed.
    pub fn on_failure(&mut self) {
        self.failures += 1;
    }

    /// Asks for a retry.
    ///
    /// # Errors
    /// Too many attempts have failed.
    pub fn admit(&self) -> Result<(), Open> {
        if self.share.passed_by(self.failures, self.calls) {
            return Err(Open { failures: self.failures, calls: self.calls }); // rule: retries-refused
        }
        Ok(()) // rule: retries-granted
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::*;

    #[test]
    fn it_opens_beyond_the_share_and_closes_when_enough_calls_have_come() {
        let mut breaker = RetryBreaker::new(0.25).unwrap();
        (0..3).for_each(|_| breaker.on_call());
        breaker.on_failure();
        assert_eq!(breaker.admit(), Err(Open { failures: 1, calls: 3 }));
        breaker.on_call();
        assert_eq!(breaker.admit(), Ok(()), "exactly the share is allowed");
    }

    #[test]
    fn a_share_of_nothing_allows_no_retry_and_a_whole_one_all() {
        let failed = |share| {
            let mut breaker = RetryBreaker::new(share).unwrap();
            breaker.on_call();
            breaker.on_failure();
            breaker.admit().is_ok()
        };
        assert_eq!((failed(0.0), failed(1.0)), (false, true));
    }

    #[test]
    fn point_9_a_share_out_of_range_is_refused_by_name() {
        let refused = |share| RetryBreaker::new(share).unwrap_err().field;
        assert_eq!((refused(-0.1), refused(1.1), refused(f64::NAN)), ("share", "share", "share"));
    }
}
