//! Retry: try a call again after a failure that may pass, a limited number of times.
//!
//! [`Retry`] is the rule and never changes during a call; a [`Course`] is where one call stands. Begin a course with
//! the call, tell [`Retry::on_failure`] of each failed attempt, and do what it answers. A success needs no telling.
//! [`plan`] is the complete rule, with deadlines and all else.

pub mod adaptive;
pub mod classify;
pub mod plan;
pub mod presets;
pub mod selection;
pub mod statistics;

use core::time::Duration;

use super::backoff::{Backoff, Delay};
use super::{ConfigError, FailureKind, Kinds};

/// Which failures are worth another attempt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Retried {
    /// Those that may pass by themselves: the connection, a timeout, an unavailable or overloaded service. The default.
    ///
    /// A breaker's refusal is not among them: it says that the service is known to be down and for how long, so a
    /// retry would bring back the very waiting that the breaker saves.
    #[default]
    Transient,
    /// The same and a breaker's refusal. It makes sense where the breaker stands inside the retry and its wait is
    /// shorter than the retry's.
    TransientAndRefused,
    /// These kinds.
    Only(Kinds),
    /// Every failure, as the lecture's `exceptions=(Exception,)` does. It hides programming errors behind waits.
    Every,
}

impl Retried {
    /// Whether a failure of this kind is worth another attempt.
    pub const fn includes(self, kind: FailureKind) -> bool {
        match self {
            Self::Transient => kind.is_transient(),
            Self::TransientAndRefused => kind.is_transient() || matches!(kind, FailureKind::Refused),
            Self::Only(kinds) => kinds.includes(kind),
            Self::Every => true,
        }
    }
}

/// The rule: how many attempts, how far apart, after which failures.
///
/// Two attempts, with a wait between them:
///
/// ```
/// use core::time::Duration;
/// use half_open::policy::FailureKind;
/// use half_open::policy::backoff::{Backoff, Growth, Jitter};
/// use half_open::policy::retry::{Next, Retried, Retry};
///
/// let second = Duration::from_secs(1);
/// let retry = Retry::new(2, Backoff::new(Growth::Constant, second, second, Jitter::None)?, Retried::Transient)?;
/// let mut course = retry.begin();
/// let Next::Again { delay, .. } = retry.on_failure(&mut course, FailureKind::Timeout, 0.5) else { unreachable!() };
/// assert_eq!((delay.total, course.attempt()), (second, 2));
/// assert!(matches!(retry.on_failure(&mut course, FailureKind::Timeout, 0.5), Next::GiveUp(_)));
/// # Ok::<(), half_open::policy::ConfigError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Retry {
    attempts: u32,
    backoff: Backoff,
    retried: Retried,
}

/// Where one call stands: the attempt under way and the wait before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Course {
    attempt: u32,
    previous: Option<Duration>,
}

/// What to do after a failed attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Wait for the delay, then try again.
    Again {
        /// The number of the coming attempt, counted from 1, so 2 or more.
        attempt: u32,
        /// How long to wait before it, and how that came about.
        delay: Delay,
    },
    /// The call has failed permanently; there is no wait after the last attempt.
    GiveUp(Reason),
}

/// Why there is no further attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// All attempts failed.
    Exhausted {
        /// How many were made.
        attempts: u32,
    },
    /// The failure is of a kind that is not retried.
    NotRetried {
        /// Its kind.
        kind: FailureKind,
    },
}

impl Retry {
    /// A rule of at most `attempts` attempts, the first one included (1 never retries).
    ///
    /// # Errors
    /// `attempts` of 0: a call that is never tried is no call.
    pub fn new(attempts: u32, backoff: Backoff, retried: Retried) -> Result<Self, ConfigError> {
        if attempts == 0 {
            return Err(ConfigError::new("attempts", attempts, "a whole number from 1 up"));
        }
        Ok(Self { attempts, backoff, retried })
    }

    /// The most attempts, the first one included.
    pub const fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The rule for the delays.
    pub const fn backoff(&self) -> &Backoff {
        &self.backoff
    }

    /// Which failures are retried.
    pub const fn retried(&self) -> Retried {
        self.retried
    }

    /// The course of a new call, whose first attempt starts at once.
    pub const fn begin(&self) -> Course {
        Course { attempt: 1, previous: None }
    }

    /// What to do now that the attempt under way has failed. `random` is a random number, in [0, 1).
    ///
    /// The limit is read at each failure, so a rule with fewer attempts may take over in the middle of a call: the
    /// next failure then gives up. A failure after giving up gives up again.
    pub fn on_failure(&self, course: &mut Course, kind: FailureKind, random: f64) -> Next {
        // reads: retried, refusals
        if !self.retried.includes(kind) {
            return Next::GiveUp(Reason::NotRetried { kind }); // rule: not-retried
        }
        // rule: exhausted; reads: attempts
        if course.attempt >= self.attempts {
            return Next::GiveUp(Reason::Exhausted { attempts: course.attempt });
        }
        let delay = self.backoff.delay(course.attempt, course.previous, random);
        course.attempt += 1;
        course.previous = Some(delay.total);
        Next::Again { attempt: course.attempt, delay } // rule: again
    }
}

impl Course {
    /// The number of the attempt under way or awaited, counted from 1.
    pub const fn attempt(&self) -> u32 {
        self.attempt
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::*;
    use crate::policy::backoff::{Growth, Jitter};

    fn retry_with(attempts: u32, jitter: Jitter, retried: Retried) -> Retry {
        let growth = Growth::Exponential { factor: 2.0 };
        let backoff = Backoff::new(growth, Duration::from_secs(1), Duration::from_secs(30), jitter).unwrap();
        Retry::new(attempts, backoff, retried).unwrap()
    }

    fn retry(attempts: u32) -> Retry {
        retry_with(attempts, Jitter::None, Retried::Transient)
    }

    /// Fails until given up: the waits in milliseconds and the reason.
    fn fail_on(retry: &Retry, random: f64) -> (Vec<u128>, Reason) {
        let mut course = retry.begin();
        let mut waits = Vec::new();
        loop {
            match retry.on_failure(&mut course, FailureKind::Connection, random) {
                Next::Again { attempt, delay } => {
                    waits.push(delay.total.as_millis());
                    assert_eq!(attempt as usize, waits.len() + 1);
                    assert_eq!(course.attempt(), attempt);
                }
                Next::GiveUp(reason) => return (waits, reason),
            }
        }
    }

    #[test]
    fn four_attempts_wait_three_times_and_never_after_the_last() {
        assert_eq!(fail_on(&retry(4), 0.0), (vec![1_000, 2_000, 4_000], Reason::Exhausted { attempts: 4 }));
        assert_eq!(fail_on(&retry(1), 0.0), (vec![], Reason::Exhausted { attempts: 1 }));
    }

    #[test]
    fn an_outage_costs_a_record_7_seconds_without_the_lectures_jitter_and_8_and_a_half_with_it_on_average() {
        let jitter = Jitter::Additive { spread: Duration::from_secs(1) };
        let total = |jitter| fail_on(&retry_with(4, jitter, Retried::Transient), 0.5).0.iter().sum::<u128>();
        assert_eq!((total(Jitter::None), total(jitter)), (7_000, 8_500));
    }

    #[test]
    fn a_decorrelated_wait_remembers_the_one_before() {
        let (waits, _) = fail_on(&retry_with(4, Jitter::Decorrelated, Retried::Transient), 0.5);
        assert_eq!(waits, [2_000, 3_500, 5_750]);
    }

    #[test]
    fn each_setting_retries_its_kinds_and_says_which_it_does_not() {
        for (retried, count) in [(Retried::Transient, 4), (Retried::TransientAndRefused, 5), (Retried::Every, 10)] {
            let retry = retry_with(2, Jitter::None, retried);
            for (index, kind) in FailureKind::ALL.into_iter().enumerate() {
                let next = retry.on_failure(&mut retry.begin(), kind, 0.0);
                if index < count {
                    assert!(matches!(next, Next::Again { attempt: 2, .. }), "{retried:?} {kind:?}");
                } else {
                    assert_eq!(next, Next::GiveUp(Reason::NotRetried { kind }));
                }
            }
        }
        assert_eq!(Retried::default(), Retried::Transient);
    }

    #[test]
    fn fewer_attempts_in_the_middle_of_a_call_make_the_next_failure_give_up() {
        let mut course = retry(10).begin();
        for _ in 0..5 {
            assert!(matches!(retry(10).on_failure(&mut course, FailureKind::Timeout, 0.0), Next::Again { .. }));
        }
        let end = Next::GiveUp(Reason::Exhausted { attempts: 6 });
        assert_eq!(retry(3).on_failure(&mut course, FailureKind::Timeout, 0.0), end);
        assert_eq!(retry(3).on_failure(&mut course, FailureKind::Timeout, 0.0), end);
    }

    #[test]
    fn point_9_no_attempts_are_refused_by_name() {
        let backoff = retry(1).backoff().clone();
        assert_eq!(Retry::new(0, backoff, Retried::Transient).unwrap_err().field, "attempts");
    }
}
