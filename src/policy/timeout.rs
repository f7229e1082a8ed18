//! Timeout: how long an answer is waited for.
//!
//! [`Timeout`] is the rule, a [`Deadline`] is one call under it. At its deadline a call has failed with
//! [`FailureKind::Timeout`](super::FailureKind::Timeout), and the code that keeps the deadline cancels what is inside.
//! A result that comes at the deadline or after it is late: the caller has gone on, so it is dropped, whatever it is.
//! Where nothing can be cancelled it comes all the same and may be counted ([`Late`]).
//!
//! Around one attempt it is the attempt's limit, around the retries the limit of the whole call. [`Hierarchy`] has the
//! guide's limits by the kind of operation.

use core::time::Duration;

use super::ConfigError;
use crate::time::Instant;

/// The rule: an answer has to come before the limit is over.
///
/// ```
/// use core::time::Duration;
/// use half_open::policy::timeout::Timeout;
/// use half_open::time::Instant;
///
/// let deadline = Timeout::new(Duration::from_secs(2))?.begin(Instant::from_millis(500));
/// assert!(deadline.expired(Instant::from_millis(2_499)).is_none());
/// assert!(deadline.expired(Instant::from_millis(2_500)).is_some());
/// # Ok::<(), half_open::policy::ConfigError>(())
/// ```
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

/// What happens to a result that comes late.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Late {
    /// What is inside was cancelled with the call, so there is none: the default.
    #[default]
    Cancelled,
    /// What is inside goes on, and its result is counted there and by all that look at it, though the caller has gone:
    /// "the user gives up, the retry continues" (the skill's anti-pattern).
    Counted,
    /// What is inside goes on, and the caller waits for it all the same; only then it is told that the time was over.
    /// The timeout shortens no wait: a known mistake. The skill's thread timeout does so, because the end of its
    /// `with ThreadPoolExecutor` waits for the thread, which cannot be stopped.
    AwaitedAllTheSame,
}

/// When a result came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrived {
    /// Before the deadline.
    InTime {
        /// The time that was left.
        left: Duration,
    },
    /// At the deadline or after it.
    Late {
        /// How late.
        expired: Expired,
        /// Whether it is counted; otherwise it is dropped.
        counted: bool,
    },
}

/// What an operation is, as far as its patience goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OperationKind {
    /// A health check.
    HealthCheck,
    /// A request, and whatever has no kind of its own.
    StandardRequest,
    /// A long operation.
    LongOperation,
    /// A batch.
    BatchOperation,
}

/// The limits of the kinds of operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hierarchy {
    timeouts: [Timeout; 4],
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

    /// The timeout of the skill's first implementation, whose alarm (`signal.alarm(int(seconds))`) counts whole
    /// seconds: 1.9 s are 1 s, and less than a second is no timeout at all.
    pub fn by_alarm(limit: Duration) -> Option<Self> {
        Self::new(Duration::from_secs(limit.as_secs())).ok()
    }

    /// How long an answer is waited for.
    pub const fn limit(&self) -> Duration {
        self.limit
    }

    /// The deadline of a call that starts now. A limit beyond the end of time never expires before it.
    pub fn begin(&self, now: Instant) -> Deadline {
        Deadline { started: now, at: now.after(self.limit) } // reads: timeout, deadline
    }
}

impl Deadline {
    /// Whether the time is over: it is at the very limit, so a result of that instant is late.
    pub fn expired(&self, now: Instant) -> Option<Expired> {
        // rule: expired
        (now >= self.at).then(|| Expired { limit: self.at.since(self.started), waited: now.since(self.started) })
    }

    /// The deadline of this attempt within a call: no attempt lasts longer than its call.
    #[must_use]
    pub fn within(self, call: Self) -> Self {
        Self { at: self.at.min(call.at), ..self }
    }

    /// What a result of now is worth.
    pub fn judge(&self, now: Instant, late: Late) -> Arrived {
        match self.expired(now) {
            None => Arrived::InTime { left: self.at.since(now) },
            Some(expired) => Arrived::Late { expired, counted: late != Late::Cancelled },
        }
    }
}

impl OperationKind {
    /// The kind of that name in the guide; a standard request for any other name, as there.
    pub fn named(name: &str) -> Self {
        match name {
            "health_check" => Self::HealthCheck,
            "long_operation" => Self::LongOperation,
            "batch_operation" => Self::BatchOperation,
            _ => Self::StandardRequest,
        }
    }
}

impl Hierarchy {
    /// The limits of a health check, a standard request, a long operation and a batch.
    ///
    /// # Errors
    /// A limit of 0.
    pub fn new(limits: [Duration; 4]) -> Result<Self, ConfigError> {
        let [health, standard, long, batch] = limits.map(Timeout::new);
        Ok(Self { timeouts: [health?, standard?, long?, batch?] })
    }

    /// The guide's `TimeoutManager`: 10, 30, 120 and 300 s.
    ///
    /// # Errors
    /// None: the limits are valid.
    pub fn guide() -> Result<Self, ConfigError> {
        Self::new([10, 30, 120, 300].map(Duration::from_secs))
    }

    /// The timeout of an operation: `custom` if it is given, else that of its kind. A custom limit of 0 reads as none,
    /// as in the guide's code (`if custom_timeout`).
    pub fn timeout(&self, kind: OperationKind, custom: Option<Duration>) -> Timeout {
        let custom = custom.and_then(|limit| Timeout::new(limit).ok());
        custom.unwrap_or_else(|| self.timeouts[kind as usize].clone())
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::*;

    #[test]
    fn a_call_expires_at_the_limit_and_not_a_nanosecond_before() {
        let limit = Duration::from_secs(2);
        let deadline = Timeout::new(limit).unwrap().begin(Instant::from_millis(500));
        assert_eq!(deadline.at, Instant::from_millis(2_500));
        assert_eq!(deadline.expired(Instant::from_nanos(2_499_999_999)), None);
        assert_eq!(deadline.expired(Instant::from_millis(2_500)), Some(Expired { limit, waited: limit }));
        let waited = Duration::from_millis(2_600);
        assert_eq!(deadline.expired(Instant::from_millis(3_100)), Some(Expired { limit, waited }));
    }

    #[test]
    fn a_clock_that_goes_back_and_an_endless_limit_expire_nothing() {
        let deadline = Timeout::new(Duration::MAX).unwrap().begin(Instant::from_millis(500));
        assert_eq!(deadline.at, Instant::MAX);
        assert_eq!(deadline.expired(Instant::ZERO), None);
        assert_eq!(deadline.expired(Instant::from_millis(86_400_000)), None);
    }

    #[test]
    fn a_late_result_is_dropped_or_counted() {
        let deadline = Timeout::new(Duration::from_secs(1)).unwrap().begin(Instant::ZERO);
        let left = Duration::from_millis(400);
        assert_eq!(deadline.judge(Instant::from_millis(600), Late::Counted), Arrived::InTime { left });
        let (limit, waited) = (Duration::from_secs(1), Duration::from_secs(3));
        for (late, counted) in [(Late::Cancelled, false), (Late::Counted, true)] {
            let expired = Expired { limit, waited };
            assert_eq!(deadline.judge(Instant::from_millis(3_000), late), Arrived::Late { expired, counted });
        }
    }

    #[test]
    fn an_attempt_ends_with_its_call() {
        let start =
            |limit, millis| Timeout::new(Duration::from_secs(limit)).unwrap().begin(Instant::from_millis(millis));
        let call = start(5, 0);
        assert_eq!(start(2, 1_000).within(call).at, Instant::from_millis(3_000));
        assert_eq!(start(2, 4_000).within(call).at, Instant::from_millis(5_000));
    }

    #[test]
    fn the_guides_operations_have_their_limits() {
        let guide = Hierarchy::guide().unwrap();
        let seconds = |name, custom| guide.timeout(OperationKind::named(name), custom).limit().as_secs();
        let names = ["health_check", "standard_request", "long_operation", "batch_operation", "something else"];
        assert_eq!(names.map(|name| seconds(name, None)), [10, 30, 120, 300, 30]);
        assert_eq!(seconds("health_check", Some(Duration::from_secs(7))), 7);
        assert_eq!(seconds("health_check", Some(Duration::ZERO)), 10);
        assert_eq!(Hierarchy::new([Duration::ZERO; 4]).unwrap_err().field, "limit");
    }

    #[test]
    fn an_alarm_counts_whole_seconds() {
        let limit = |millis| Timeout::by_alarm(Duration::from_millis(millis)).map(|timeout| timeout.limit().as_secs());
        assert_eq!([limit(120_000), limit(1_900), limit(900)], [Some(120), Some(1), None]);
    }

    #[test]
    fn point_9_no_time_at_all_is_refused_by_name() {
        assert_eq!(Timeout::new(Duration::ZERO).unwrap_err().field, "limit");
    }
}
