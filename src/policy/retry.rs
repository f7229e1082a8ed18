//! Retry: whether a failed call is tried again, and when.

use core::time::Duration;

use super::backoff::{Backoff, Delay};
use super::{ConfigError, FailureKind};

/// Which kinds of failure are tried again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Retried {
    /// The transient ones: connection, timeout, unavailable, rate-limited. What will fail again is not tried again,
    /// and neither is what a breaker refused: it opened so that nobody calls.
    #[default]
    Transient,
    /// The transient ones, and what a breaker refused.
    TransientAndRefused,
    /// Everything, as a decorator for any exception does.
    All,
}

impl Retried {
    /// Whether a failure of this kind is tried again.
    pub fn includes(self, kind: FailureKind) -> bool {
        match kind {
            FailureKind::Connection | FailureKind::Timeout | FailureKind::Unavailable | FailureKind::RateLimited => {
                true
            }
            FailureKind::Refused => self != Self::Transient,
            FailureKind::ClientError | FailureKind::Authentication | FailureKind::Bug => self == Self::All,
        }
    }
}

/// The retry policy. Valid by construction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Retry {
    attempts: u32,
    backoff: Backoff,
    retried: Retried,
}

/// Where one call stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Course {
    attempt: u32,
    previous: Option<Duration>,
}

/// What follows a failed attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Wait, then try again.
    Again {
        /// The attempt that follows, from 2.
        attempt: u32,
        /// The wait.
        delay: Delay,
    },
    /// The call has failed for good. There is no wait after the last attempt.
    GiveUp(Reason),
}

/// Why a call is not tried again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// All attempts have been made.
    Exhausted {
        /// How many.
        attempts: u32,
    },
    /// A failure of this kind would only repeat itself.
    NotRetried {
        /// The kind.
        kind: FailureKind,
    },
}

impl Retry {
    /// A retry with `attempts` in all, the first try included. The error names a number of attempts below 1.
    pub fn new(attempts: u32, backoff: Backoff, retried: Retried) -> Result<Self, ConfigError> {
        if attempts == 0 {
            return Err(ConfigError::new("attempts", attempts, "1 or more; the first try counts as one"));
        }
        Ok(Self { attempts, backoff, retried })
    }

    /// A call at its first attempt.
    pub fn begin(&self) -> Course {
        Course { attempt: 1, previous: None }
    }

    /// The present attempt failed. `draw`, in [0, 1), is the luck of the wait.
    pub fn on_failure(&self, course: &mut Course, kind: FailureKind, draw: f64) -> Next {
        if !self.retried.includes(kind) {
            return Next::GiveUp(Reason::NotRetried { kind });
        }
        if course.attempt >= self.attempts {
            return Next::GiveUp(Reason::Exhausted { attempts: course.attempt });
        }
        let delay = self.backoff.delay(course.attempt, course.previous, draw);
        course.previous = Some(delay.total);
        course.attempt += 1;
        Next::Again { attempt: course.attempt, delay }
    }
}
