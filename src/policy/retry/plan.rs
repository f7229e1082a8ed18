//! The complete retry: any schedule of delays, chosen kinds of failure, Retry-After, deadlines, and operations that
//! must not be done twice.
//!
//! [`Retry`](super::Retry) is the rule to read first. A [`Plan`] is used alike: begin a [`Course`] with the call, tell
//! [`Plan::on_failure`] of each failed attempt, and do what it answers.

use core::time::Duration;

pub use crate::policy::Kinds;
use crate::policy::backoff::Delay;
use crate::policy::backoff::schedule::{Ended, Position, Schedule};
use crate::policy::{ConfigError, FailureKind};
use crate::time::Instant;

/// Whether doing the operation twice is the same as doing it once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Operation {
    /// It is: reading, setting a value. The default.
    #[default]
    Idempotent,
    /// It is not: paying, sending. A failed attempt may have been carried out with only its answer lost, so it is not
    /// retried, except after a breaker's refusal, for then nothing was sent.
    NotIdempotent,
}

/// What the service's wish to be left alone (Retry-After) does to the delay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetryAfter {
    /// Nothing: the wish is ignored.
    Ignored,
    /// The delay is at least as long. A wish for longer than `longest` ends the call, for waiting would be in vain.
    AtLeast {
        /// The longest wish that is respected.
        longest: Duration,
    },
    /// The wish is the delay, as with a `DelayGenerator` of Polly; ends the call like the other.
    Instead {
        /// The longest wish that is respected.
        longest: Duration,
    },
}

/// What a plan is made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The most attempts, the first one included.
    pub attempts: u32,
    /// The delays; the call also ends with them.
    pub schedule: Schedule,
    /// Which failures are retried.
    pub kinds: Kinds,
    /// Whether the operation may be done twice.
    pub operation: Operation,
    /// What a Retry-After does.
    pub retry_after: RetryAfter,
    /// How long one attempt may take.
    pub attempt_limit: Option<Duration>,
    /// How long the call may take with all its attempts and waits. No attempt starts at its end or after it.
    pub total_limit: Option<Duration>,
}

/// The rule.
///
/// `SysManage`'s delays begin with a second, but the service asks for three, so the wait is three. Then it asks for a
/// wait that would end at the total limit of 10 s, and the call is given up at once, because waiting would be in vain:
///
/// ```
/// use core::time::Duration;
/// use half_open::policy::FailureKind;
/// use half_open::policy::retry::plan::{Failure, Next, Plan, Reason, RetryAfter, Settings};
/// use half_open::policy::retry::presets;
/// use half_open::time::Instant;
///
/// let second = Duration::from_secs(1);
/// let retry_after = RetryAfter::AtLeast { longest: 60 * second };
/// let base = presets::sysmanage()?.settings().clone();
/// let plan = Plan::new(Settings { retry_after, total_limit: Some(10 * second), ..base })?;
/// let mut course = plan.begin(Instant::ZERO);
/// let busy = |asked| Failure { kind: FailureKind::RateLimited, retry_after: Some(asked) };
/// let next = plan.on_failure(&mut course, Instant::from_millis(500), busy(3 * second), 0.5);
/// assert!(matches!(next, Next::Again { attempt: 2, at, .. } if at == Instant::from_millis(3_500)));
/// let next = plan.on_failure(&mut course, Instant::from_millis(4_000), busy(6 * second), 0.5);
/// assert!(matches!(next, Next::GiveUp(Reason::Deadline { .. })));
/// # Ok::<(), half_open::policy::ConfigError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    settings: Settings,
}

/// Where one call stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Course {
    attempt: u32,
    position: Position,
    started: Instant,
    latest: Instant,
}

/// A failed attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Its kind.
    pub kind: FailureKind,
    /// After how long the service asks to come back, if it does.
    pub retry_after: Option<Duration>,
}

/// What to do after a failed attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Wait, then try again.
    Again {
        /// The number of the coming attempt, counted from 1, so 2 or more.
        attempt: u32,
        /// How long to wait before it, and how that came about.
        delay: Delay,
        /// The service's wish, if it and not the schedule made the delay.
        asked: Option<Duration>,
        /// When the attempt starts.
        at: Instant,
    },
    /// The call has failed permanently.
    GiveUp(Reason),
}

/// Why there is no further attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The operation must not be done twice.
    NotIdempotent {
        /// The failure, after which it is not known whether it was done.
        kind: FailureKind,
    },
    /// The failure is of a kind that is not retried.
    NotRetried {
        /// Its kind.
        kind: FailureKind,
    },
    /// All attempts failed.
    Exhausted {
        /// How many were made.
        attempts: u32,
    },
    /// The schedule has no further delay.
    Ended(Ended),
    /// The service asks for a longer wait than is respected.
    AskedTooLong {
        /// What it asks for.
        asked: Duration,
        /// What is respected.
        longest: Duration,
    },
    /// The next attempt would start at the total limit or after it.
    Deadline {
        /// The total limit.
        limit: Duration,
        /// How long the call has taken.
        spent: Duration,
        /// The wait that does not fit.
        wait: Duration,
    },
}

/// When an attempt has to be over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AttemptDeadline {
    /// When.
    pub at: Instant,
    /// How long the attempt may take.
    pub limit: Duration,
    /// Whether it is the end of the whole call and not the attempt's own limit.
    pub total: bool,
}

impl Plan {
    /// The plan of these settings.
    ///
    /// # Errors
    /// `attempts` of 0, and an attempt's or the total limit of 0.
    pub fn new(settings: Settings) -> Result<Self, ConfigError> {
        if settings.attempts == 0 {
            return Err(ConfigError::new("attempts", settings.attempts, "a whole number from 1 up"));
        }
        for (field, limit) in [("attempt_limit", settings.attempt_limit), ("total_limit", settings.total_limit)] {
            if limit == Some(Duration::ZERO) {
                return Err(ConfigError::new(field, "0 s", "longer than 0 s"));
            }
        }
        Ok(Self { settings })
    }

    /// What it is made of.
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The course of a call whose first attempt starts now.
    pub const fn begin(&self, now: Instant) -> Course {
        Course { attempt: 1, position: self.settings.schedule.begin(), started: now, latest: now }
    }

    /// When an attempt that starts now has to be over: at its own limit or at the call's, whichever is first.
    pub fn deadline(&self, course: &mut Course, now: Instant) -> Option<AttemptDeadline> {
        let now = course.seen(now);
        let own =
            self.settings.attempt_limit.map(|limit| AttemptDeadline { at: now.after(limit), limit, total: false });
        let total = self.settings.total_limit.map(|limit| {
            let at = course.started.after(limit);
            AttemptDeadline { at, limit: at.since(now), total: true }
        });
        match (own, total) {
            (Some(own), Some(total)) => Some(if total.at < own.at { total } else { own }),
            (own, total) => own.or(total),
        }
    }

    /// What to do now that the attempt under way has failed. `random` is a random number, in [0, 1).
    pub fn on_failure(&self, course: &mut Course, now: Instant, failure: Failure, random: f64) -> Next {
        let now = course.seen(now);
        let mut position = course.position;
        match self.judge(course, &mut position, now, failure, random) {
            Ok((delay, asked)) => {
                course.attempt += 1;
                course.position = position;
                Next::Again { attempt: course.attempt, delay, asked, at: now.after(delay.total) }
            }
            Err(reason) => Next::GiveUp(reason),
        }
    }

    fn judge(
        &self,
        course: &Course,
        position: &mut Position,
        now: Instant,
        failure: Failure,
        random: f64,
    ) -> Result<(Delay, Option<Duration>), Reason> {
        let settings = &self.settings;
        let kind = failure.kind;
        if settings.operation == Operation::NotIdempotent && !matches!(kind, FailureKind::Refused) {
            return Err(Reason::NotIdempotent { kind });
        }
        if !settings.kinds.includes(kind) {
            return Err(Reason::NotRetried { kind });
        }
        if course.attempt >= settings.attempts {
            return Err(Reason::Exhausted { attempts: course.attempt });
        }
        let planned = settings.schedule.next(position, random).map_err(Reason::Ended)?;
        let (delay, asked) = self.respect(planned, failure.retry_after)?;
        if let Some(limit) = settings.total_limit
            && now.after(delay.total) >= course.started.after(limit)
        {
            return Err(Reason::Deadline { limit, spent: now.since(course.started), wait: delay.total });
        }
        Ok((delay, asked))
    }

    /// The delay in view of what the service asks for.
    fn respect(&self, delay: Delay, asked: Option<Duration>) -> Result<(Delay, Option<Duration>), Reason> {
        let (asked, longest, instead) = match (asked, self.settings.retry_after) {
            (None, _) | (_, RetryAfter::Ignored) => return Ok((delay, None)),
            (Some(asked), RetryAfter::AtLeast { longest }) => (asked, longest, false),
            (Some(asked), RetryAfter::Instead { longest }) => (asked, longest, true),
        };
        if asked > longest {
            return Err(Reason::AskedTooLong { asked, longest });
        }
        if !instead && delay.total >= asked {
            return Ok((delay, None));
        }
        let none = Duration::ZERO;
        Ok((
            Delay { total: asked, planned: asked, jitter: none, shortened: none, capped: false, raised: none },
            Some(asked),
        ))
    }
}

impl Course {
    /// The number of the attempt under way or awaited, counted from 1.
    pub const fn attempt(&self) -> u32 {
        self.attempt
    }

    /// The time, which never goes back.
    fn seen(&mut self, now: Instant) -> Instant {
        self.latest = self.latest.max(now);
        self.latest
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::*;
    use crate::policy::backoff::schedule::{self, Growth};

    fn ms(millis: u64) -> Duration {
        Duration::from_millis(millis)
    }

    fn at(millis: u64) -> Instant {
        Instant::from_millis(millis)
    }

    /// Four attempts, a second and its doubles apart.
    fn settings() -> Settings {
        let growth = Growth::Exponential { initial: ms(1_000), factor: 2.0 };
        Settings {
            attempts: 4,
            schedule: Schedule::new(schedule::Settings::plain(growth)).unwrap(),
            kinds: Kinds::TRANSIENT,
            operation: Operation::Idempotent,
            retry_after: RetryAfter::AtLeast { longest: ms(60_000) },
            attempt_limit: None,
            total_limit: None,
        }
    }

    fn failure(kind: FailureKind) -> Failure {
        Failure { kind, retry_after: None }
    }

    /// What a plan answers to a first failure at once.
    fn first(settings: Settings, failure: Failure) -> Next {
        let plan = Plan::new(settings).unwrap();
        plan.on_failure(&mut plan.begin(at(0)), at(0), failure, 0.5)
    }

    fn wait(next: Next) -> Duration {
        match next {
            Next::Again { delay, .. } => delay.total,
            Next::GiveUp(reason) => unreachable!("{reason:?}"),
        }
    }

    #[test]
    fn without_anything_special_it_is_a_retry() {
        let plan = Plan::new(settings()).unwrap();
        let mut course = plan.begin(at(500));
        for (attempt, seconds) in [(2, 1), (3, 2), (4, 4)] {
            let next = plan.on_failure(&mut course, at(500), failure(FailureKind::Connection), 0.5);
            let Next::Again { attempt: coming, delay, asked: None, at: starts } = next else { unreachable!() };
            assert_eq!((coming, delay.total, starts), (attempt, ms(seconds * 1_000), at(500 + seconds * 1_000)));
        }
        let end = Next::GiveUp(Reason::Exhausted { attempts: 4 });
        assert_eq!(plan.on_failure(&mut course, at(500), failure(FailureKind::Connection), 0.5), end);
    }

    #[test]
    fn kinds_are_a_set() {
        let most = Kinds::ALL.without(&[FailureKind::ClientError, FailureKind::Bug]);
        assert!(most.includes(FailureKind::Authentication) && !most.includes(FailureKind::Bug));
        assert!(
            Kinds::TRANSIENT.includes(FailureKind::RateLimited) && !Kinds::TRANSIENT.includes(FailureKind::Refused)
        );
        let bug = Reason::NotRetried { kind: FailureKind::Bug };
        assert_eq!(first(settings(), failure(FailureKind::Bug)), Next::GiveUp(bug));
    }

    #[test]
    fn what_must_not_be_done_twice_is_retried_only_if_nothing_was_sent() {
        let once = Settings { operation: Operation::NotIdempotent, kinds: Kinds::ALL, ..settings() };
        let kind = FailureKind::Timeout;
        assert_eq!(first(once.clone(), failure(kind)), Next::GiveUp(Reason::NotIdempotent { kind }));
        assert_eq!(wait(first(once, failure(FailureKind::Refused))), ms(1_000));
    }

    #[test]
    fn a_retry_after_is_a_floor_or_the_delay_itself_or_nothing() {
        let asking = |millis| Failure { kind: FailureKind::RateLimited, retry_after: Some(ms(millis)) };
        let longest = ms(60_000);
        assert_eq!(wait(first(settings(), asking(3_000))), ms(3_000));
        assert_eq!(wait(first(settings(), asking(400))), ms(1_000), "the schedule's is longer");
        let instead = Settings { retry_after: RetryAfter::Instead { longest }, ..settings() };
        assert_eq!(wait(first(instead, asking(400))), ms(400));
        let ignored = Settings { retry_after: RetryAfter::Ignored, ..settings() };
        assert_eq!(wait(first(ignored, asking(90_000))), ms(1_000));
        let too_long = Reason::AskedTooLong { asked: ms(60_001), longest };
        assert_eq!(first(settings(), asking(60_001)), Next::GiveUp(too_long));
    }

    #[test]
    fn no_attempt_starts_at_the_total_limit_and_none_lasts_beyond_it() {
        let limits = Settings { attempt_limit: Some(ms(2_000)), total_limit: Some(ms(5_000)), ..settings() };
        let plan = Plan::new(limits).unwrap();
        let mut course = plan.begin(at(0));
        let own = AttemptDeadline { at: at(2_000), limit: ms(2_000), total: false };
        assert_eq!(plan.deadline(&mut course, at(0)), Some(own));
        let next = plan.on_failure(&mut course, at(2_000), failure(FailureKind::Timeout), 0.5);
        assert_eq!(wait(next), ms(1_000));
        let next = plan.on_failure(&mut course, at(3_000), failure(FailureKind::Timeout), 0.5);
        let limit = Reason::Deadline { limit: ms(5_000), spent: ms(3_000), wait: ms(2_000) };
        assert_eq!(next, Next::GiveUp(limit));
        let next = plan.on_failure(&mut course, at(2_999), failure(FailureKind::Timeout), 0.5);
        assert_eq!(next, Next::GiveUp(limit), "time does not go back");
        let total = AttemptDeadline { at: at(5_000), limit: ms(1_500), total: true };
        assert_eq!(plan.deadline(&mut course, at(3_500)), Some(total));
    }

    #[test]
    fn the_end_of_the_schedule_ends_the_call() {
        let growth = Growth::Constant { delay: ms(10) };
        let short = schedule::Settings { max_times: Some(1), ..schedule::Settings::plain(growth) };
        let plan = Plan::new(Settings { schedule: Schedule::new(short).unwrap(), ..settings() }).unwrap();
        let mut course = plan.begin(at(0));
        assert_eq!(wait(plan.on_failure(&mut course, at(0), failure(FailureKind::Timeout), 0.5)), ms(10));
        let ended = Reason::Ended(Ended::Times { max: 1 });
        assert_eq!(plan.on_failure(&mut course, at(0), failure(FailureKind::Timeout), 0.5), Next::GiveUp(ended));
    }

    #[test]
    fn point_9_a_meaningless_setting_is_refused_by_name() {
        let refused = |settings| Plan::new(settings).unwrap_err().field;
        assert_eq!(refused(Settings { attempts: 0, ..settings() }), "attempts");
        assert_eq!(refused(Settings { attempt_limit: Some(ms(0)), ..settings() }), "attempt_limit");
        assert_eq!(refused(Settings { total_limit: Some(ms(0)), ..settings() }), "total_limit");
    }
}
