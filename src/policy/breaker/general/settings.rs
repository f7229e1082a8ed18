//! What can be set of a general breaker.

use core::time::Duration;

use super::half_open::{Close, HalfOpen, LateProbe, Lease, Others, Reopen};
use super::trip::{Compare, JudgedOn, Of, Rate, Trip};
use super::window::Begin;
use crate::policy::ConfigError;
use crate::policy::backoff::Backoff;
use crate::policy::breaker::{self as plain, Late};

/// How long an open breaker waits, by the number of the opening since the last closing.
#[derive(Clone, Debug, PartialEq)]
pub enum Wait {
    /// Always so long.
    Constant(Duration),
    /// One after the other; the last repeats. Not empty.
    List(Vec<Duration>),
    /// As the delays before retries: constant, linear or exponential, with a cap and any jitter.
    Backoff(Backoff),
}

impl Wait {
    /// The wait of opening `number`, from 1, after one of `previous`.
    pub(super) fn of(&self, number: u32, previous: Option<Duration>, luck: f64) -> Duration {
        match self {
            Self::Constant(wait) => *wait,
            Self::List(waits) => {
                let place = (number.max(1) as usize - 1).min(waits.len().saturating_sub(1));
                waits.get(place).copied().unwrap_or_default()
            }
            Self::Backoff(backoff) => backoff.delay(number, previous, luck).total,
        }
    }
}

/// Whether a probe may go at exactly the end of the wait.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Boundary {
    /// It may (the lecture, Polly, failsafe-go, cockatiel).
    #[default]
    AtWait,
    /// Only after it (resilience4j, gobreaker, Semian, the guide).
    AfterWait,
}

/// What ends the open state when its wait is over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Turn {
    /// The first call.
    #[default]
    WithCall,
    /// The first call or result (gobreaker): a late result makes it half-open too.
    WithCallOrResult,
    /// Time alone (opossum, go-resiliency).
    ByTimer,
}

/// What the wait is measured from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MeasuredFrom {
    /// The opening.
    #[default]
    Opened,
    /// The last failure: a late one while open makes the wait longer (the lecture, the skill, the guide, Semian).
    LastFailure,
    /// The start of the call that failed last: the longer it took, the shorter the wait, down to none (SysManage).
    CallStart,
}

/// What an ignored outcome counts as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ignored {
    /// Nothing, but it shows in the counts; a probe's place is free again (gobreaker).
    #[default]
    Neutral,
    /// Nothing at all; a probe's place is free again (resilience4j).
    ReleasePermit,
    /// A success (Polly, cockatiel, opossum): a probe that decided nothing closes the breaker.
    Success,
    /// In the half-open state a failure, which opens the breaker again: who is not sure stays away. Nothing elsewhere.
    Open,
    /// Nothing, and a probe's place is gone all the same: a known mistake (the guide). Ignored probes use up those
    /// that are allowed in total, and the breaker stays half-open for ever.
    KeepPermitEvenIfStuck,
}

/// What a breaker knows as it closes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AfterClosing {
    /// Nothing.
    #[default]
    Nothing,
    /// The result that closed it, as the first of its window (Hystrix; cockatiel's shares).
    LastResult,
    /// All that its windows hold, so that failures from before the opening still count (SysManage, opossum); results
    /// of the other states are counted in them too. A run of failures ends with the closing in any case.
    Windows,
}

/// The settings of a general breaker.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The rules that open a closed breaker; one that is met is enough. The counts are those of the first.
    pub trips: Vec<Trip>,
    /// What it knows as it closes.
    pub after_closing: AfterClosing,
    /// How long it stays open.
    pub wait: Wait,
    /// Whether the end of the wait itself is late enough.
    pub boundary: Boundary,
    /// What ends the open state.
    pub turn: Turn,
    /// What the wait is measured from.
    pub measured_from: MeasuredFrom,
    /// The half-open state.
    pub half_open: HalfOpen,
    /// What ignored outcomes count as.
    pub ignored: Ignored,
    /// What to do with results of calls from before the last change of state; a tumbling window that starts anew is
    /// such a change for [`Late::Drop`].
    pub late: Late,
    /// Whether a success that comes while the breaker is open, applied late, closes it at once (the skill).
    pub success_closes_open: bool,
}

impl Settings {
    /// The trip rule that tells most: one that judges a share, if there is one, else the first.
    pub fn leading(&self) -> usize {
        let shares =
            |trip: &Trip| matches!(trip, Trip::CountWindow { .. } | Trip::TimeWindow { .. } | Trip::Tumbling { .. });
        self.trips.iter().position(shares).unwrap_or(0)
    }

    /// Whether the settings make sense.
    ///
    /// # Errors
    /// What [`Trip::check`] and [`HalfOpen::check`] refuse, no trip rule at all, and an empty list of waits.
    pub fn check(&self) -> Result<(), ConfigError> {
        check_trips(&self.trips)?;
        if matches!(&self.wait, Wait::List(waits) if waits.is_empty()) {
            return Err(ConfigError::new("wait", "an empty list", "a list with one wait or more"));
        }
        self.half_open.check()
    }
}

/// The settings with which the general breaker does what the plain one does with these; the ends of a time window are
/// met to the millisecond.
impl From<&plain::Settings> for Settings {
    fn from(plain: &plain::Settings) -> Self {
        let rate = |rate, min_calls| Rate {
            rate,
            compare: Compare::AtLeast,
            of: Of::Results,
            min_calls,
            judged_on: JudgedOn::Any,
            slow: None,
        };
        let trip = match plain.trip {
            plain::Trip::Row { threshold } => Trip::Consecutive { failures: threshold },
            plain::Trip::Count { window, rate: share, min } => {
                Trip::CountWindow { size: window, only_when_full: false, rate: rate(share, min) }
            }
            plain::Trip::Time { span, rate: share, min } => {
                let bucket = Duration::from_millis(1);
                Trip::TimeWindow { window: span, bucket, begin: Begin::WithClock, rate: rate(share, min) }
            }
        };
        Self {
            trips: vec![trip],
            after_closing: AfterClosing::Nothing,
            wait: Wait::Constant(plain.reset),
            boundary: Boundary::AtWait,
            turn: Turn::WithCall,
            measured_from: MeasuredFrom::Opened,
            half_open: HalfOpen {
                probes: plain.probes,
                close: Close::Successes { needed: plain.successes, of: None },
                reopen: Reopen::Failures(1),
                lease: Lease::For(plain.lease),
                carry: false,
                others: Others::AreRefused,
                late: LateProbe::AsProbe,
            },
            ignored: match plain.ignored {
                plain::IgnoredCounts::Neutral => Ignored::Neutral,
                plain::IgnoredCounts::Success => Ignored::Success,
            },
            late: plain.late,
            success_closes_open: false,
        }
    }
}

pub(super) fn check_trips(trips: &[Trip]) -> Result<(), ConfigError> {
    if trips.is_empty() {
        return Err(ConfigError::new("trips", "an empty list", "a list with one rule or more"));
    }
    trips.iter().try_for_each(Trip::check)
}
