//! Retry quota: a bucket of tokens that every retry of a client draws on, as in the AWS SDKs.
//!
//! A retry takes some tokens, more after a timeout, and is refused when they do not suffice. A success gives back what
//! its last retry took, or a little if there was none. Time plays no part: only successes fill the bucket.
//!
//! Numbers: botocore, `botocore/retries/quota.py` and `standard.py`; the SDKs for JavaScript use the same.

use super::{ConfigError, FailureKind};

/// What a quota is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The tokens at the start, and the most there ever are.
    pub capacity: u64,
    /// What a retry costs.
    pub cost: u64,
    /// What a retry after a timeout costs.
    pub timeout_cost: u64,
    /// What a success without a retry gives back.
    pub refund: u64,
}

impl Default for Settings {
    /// 500 tokens; a retry costs 5, after a timeout 10; a success without a retry gives 1.
    fn default() -> Self {
        Self { capacity: 500, cost: 5, timeout_cost: 10, refund: 1 }
    }
}

/// A quota and what is left of it.
///
/// When two retries have taken all tokens, the third is refused. The success of a retry gives back what that retry
/// took, so retries that help are not held back:
///
/// ```
/// use half_open::policy::FailureKind;
/// use half_open::policy::retry_quota::{Refused, RetryQuota, Settings};
///
/// let mut quota = RetryQuota::new(Settings { capacity: 15, ..Settings::default() })?;
/// assert_eq!(quota.admit(FailureKind::Connection).map(|taken| taken.left), Ok(10));
/// // After a timeout a retry costs 10 tokens instead of 5, because the service may have too much to do.
/// let last = quota.admit(FailureKind::Timeout).ok();
/// assert_eq!(quota.admit(FailureKind::Connection), Err(Refused { cost: 5, left: 0 }));
/// assert_eq!(quota.on_success(last), 10);
/// assert!(quota.admit(FailureKind::Connection).is_ok());
/// # Ok::<(), half_open::policy::ConfigError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryQuota {
    settings: Settings,
    left: u64,
}

/// What a retry took. It goes back with the success of that retry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// How many tokens.
    pub tokens: u64,
    /// What was left then.
    pub left: u64,
}

/// A retry that the quota does not allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused {
    /// What it costs.
    pub cost: u64,
    /// What is left, which is less.
    pub left: u64,
}

impl RetryQuota {
    /// A full quota.
    ///
    /// # Errors
    /// A `capacity` or a `cost` of 0, and a `timeout_cost` of 0: the first would allow no retry, the others all.
    pub fn new(settings: Settings) -> Result<Self, ConfigError> {
        for (field, value) in
            [("capacity", settings.capacity), ("cost", settings.cost), ("timeout_cost", settings.timeout_cost)]
        {
            if value == 0 {
                return Err(ConfigError::new(field, value, "a whole number from 1 up"));
            }
        }
        Ok(Self { settings, left: settings.capacity })
    }

    /// What it is made of.
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The tokens that are left.
    pub const fn left(&self) -> u64 {
        self.left
    }

    /// Takes that many tokens.
    ///
    /// # Errors
    /// There are fewer; then none is taken.
    pub fn acquire(&mut self, tokens: u64) -> Result<Taken, Refused> {
        if tokens > self.left {
            return Err(Refused { cost: tokens, left: self.left }); // rule: quota-refused
        }
        self.left -= tokens; // rule: quota-granted
        Ok(Taken { tokens, left: self.left })
    }

    /// Gives that many tokens back, up to the capacity. Returns what is left then.
    pub fn release(&mut self, tokens: u64) -> u64 {
        self.left = self.left.saturating_add(tokens).min(self.settings.capacity);
        self.left
    }

    /// Asks for a retry after a failure of this kind, and takes what it costs.
    ///
    /// # Errors
    /// There are fewer tokens left; then none is taken.
    pub fn admit(&mut self, after: FailureKind) -> Result<Taken, Refused> {
        let timeout = matches!(after, FailureKind::Timeout);
        self.acquire(if timeout { self.settings.timeout_cost } else { self.settings.cost })
    }

    /// A call has succeeded: what its last retry took goes back, or the refund if there was no retry. Returns what is
    /// left then.
    pub fn on_success(&mut self, last: Option<Taken>) -> u64 {
        self.release(last.map_or(self.settings.refund, |taken| taken.tokens))
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::*;

    #[test]
    fn a_full_quota_pays_a_hundred_retries_or_fifty_after_timeouts_and_then_none() {
        for (kind, count) in [(FailureKind::Connection, 100), (FailureKind::Timeout, 50)] {
            let mut quota = RetryQuota::new(Settings::default()).unwrap();
            assert!((0..count).all(|_| quota.admit(kind).is_ok()));
            let cost = 500 / count;
            assert_eq!(quota.admit(kind), Err(Refused { cost, left: 0 }));
        }
    }

    #[test]
    fn a_success_gives_back_what_its_retry_took_and_otherwise_one() {
        let mut quota = RetryQuota::new(Settings::default()).unwrap();
        let first = quota.admit(FailureKind::Timeout).unwrap();
        let second = quota.admit(FailureKind::Connection).unwrap();
        assert_eq!((first, second), (Taken { tokens: 10, left: 490 }, Taken { tokens: 5, left: 485 }));
        assert_eq!(quota.on_success(Some(second)), 490);
        assert_eq!(quota.on_success(None), 491);
        assert_eq!((0..20).map(|_| quota.on_success(None)).last(), Some(500), "never above the capacity");
    }

    #[test]
    fn a_refused_retry_takes_nothing() {
        let mut quota = RetryQuota::new(Settings { capacity: 7, ..Settings::default() }).unwrap();
        assert_eq!(quota.admit(FailureKind::Timeout), Err(Refused { cost: 10, left: 7 }));
        assert_eq!(quota.admit(FailureKind::Unavailable), Ok(Taken { tokens: 5, left: 2 }));
    }

    #[test]
    fn point_9_a_quota_of_nothing_is_refused_by_name() {
        let all = Settings::default();
        let refused = |settings| RetryQuota::new(settings).unwrap_err().field;
        assert_eq!(refused(Settings { capacity: 0, ..all }), "capacity");
        assert_eq!(refused(Settings { cost: 0, ..all }), "cost");
        assert_eq!(refused(Settings { timeout_cost: 0, ..all }), "timeout_cost");
    }
}
