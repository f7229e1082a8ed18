//! Timeout: how long an answer is waited for.
//!
//! [`Timeout`] is the rule, a [`Deadline`] is one call under it. At its deadline a call has failed with
//! [`FailureKind::Timeout`](super::FailureKind::Timeout), and whoever keeps the deadline cancels what is inside. A
//! result that comes at the deadline or after it is late: the caller has gone on, so it is dropped, whatever it is.

use core::time::Duration;

use super::ConfigError;
use crate::time::Instant;

/// The rule: an answer has to come before the limit is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeout {
    limit: Duration,
}

/// A call under a timeout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// When the call started.
    pub started: Instant,
    /// When it has failed if no answer came before.
    pub at: Instant,
}

/// A call whose answer did not come in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expired {
    /// How long it was to be waited.
    pub limit: Duration,
    /// How long it has been waited, the limit or more.
    pub waited: Duration,
}

impl Timeout {
    /// A timeout after `limit`, which is more than 0.
    ///
    /// # Errors
    /// `limit` of 0: every call would have failed before it started.
    pub fn new(limit: Duration) -> Result<Self, ConfigError> {
        if limit.is_zero() {
            return Err(ConfigError::new("limit", "0 s", "longer than 0 s"));
        }
        Ok(Self { limit })
    }

    /// How long an answer is waited for.
    pub const fn limit(&self) -> Duration {
        self.limit
    }

    /// The deadline of a call that starts now. A limit beyond the end of time never expires before it.
    pub fn start(&self, now: Instant) -> Deadline {
        Deadline { started: now, at: now.after(self.limit) }
    }
}

impl Deadline {
    /// Whether the time is over: it is at the very limit, so a result of that instant is late.
    pub fn expired(&self, now: Instant) -> Option<Expired> {
        (now >= self.at).then(|| Expired { limit: self.at.since(self.started), waited: now.since(self.started) })
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::*;

    #[test]
    fn a_call_expires_at_the_limit_and_not_a_nanosecond_before() {
        let limit = Duration::from_secs(2);
        let deadline = Timeout::new(limit).unwrap().start(Instant::from_millis(500));
        assert_eq!(deadline.at, Instant::from_millis(2_500));
        assert_eq!(deadline.expired(Instant::from_nanos(2_499_999_999)), None);
        assert_eq!(deadline.expired(Instant::from_millis(2_500)), Some(Expired { limit, waited: limit }));
        let waited = Duration::from_millis(2_600);
        assert_eq!(deadline.expired(Instant::from_millis(3_100)), Some(Expired { limit, waited }));
    }

    #[test]
    fn a_clock_that_goes_back_and_an_endless_limit_expire_nothing() {
        let deadline = Timeout::new(Duration::MAX).unwrap().start(Instant::from_millis(500));
        assert_eq!(deadline.at, Instant::MAX);
        assert_eq!(deadline.expired(Instant::ZERO), None);
        assert_eq!(deadline.expired(Instant::from_millis(86_400_000)), None);
    }

    #[test]
    fn point_9_no_time_at_all_is_refused_by_name() {
        assert_eq!(Timeout::new(Duration::ZERO).unwrap_err().field, "limit");
    }
}
