//! What the general breaker takes and gives, where it differs from the plain one.

use core::fmt;
use core::time::Duration;

use super::progress::Progress;
use super::trip::Compare;
use super::window::Tally;
use crate::decimal;
use crate::policy::breaker::{Permit, RejectReason};
use crate::policy::share::Share;
use crate::time::{Instant, seconds_text};

/// What the breaker does with calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It lets all pass and counts.
    Closed,
    /// It refuses all until its wait is over.
    Open,
    /// It lets a few pass as probes.
    HalfOpen,
    /// It refuses all until it is told otherwise.
    ForcedOpen,
    /// It refuses all until everyone who isolated it has released it (cockatiel).
    Isolated,
    /// It lets all pass and counts nothing, until it is told otherwise (resilience4j).
    Disabled,
    /// It lets all pass, counts, and says when it would have opened, until it is told otherwise (resilience4j).
    MetricsOnly,
}

impl State {
    /// Its name in the field's words.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Open => "open",
            Self::HalfOpen => "half-open",
            Self::ForcedOpen => "forced open",
            Self::Isolated => "isolated",
            Self::Disabled => "disabled",
            Self::MetricsOnly => "metrics only",
        }
    }
}

/// The present, with the luck that an opening would use.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Now {
    /// The time. One earlier than one seen before is read as that one.
    pub at: Instant,
    /// A random number in [0, 1) for the jitter of the wait, should the breaker open now.
    pub luck: f64,
}

/// A time without luck: a jittered wait takes the random number 0.
impl From<Instant> for Now {
    fn from(at: Instant) -> Self {
        Self { at, luck: 0.0 }
    }
}

/// The answer to a request for admission.
#[derive(Debug, PartialEq)]
#[must_use]
pub struct Admission {
    /// What changed first, in order of time.
    pub transitions: Vec<Transition>,
    /// The permit, or why there is none.
    pub decision: Result<Permit, Rejection>,
}

/// Why a call may not be made, and when to ask again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rejection {
    /// The state that refuses.
    pub state: State,
    /// Why; isolation counts as forced open.
    pub reason: RejectReason,
    /// The first moment at which a call may be admitted; known in the open state only.
    pub retry_at: Option<Instant>,
    /// Whether the call is not refused but may wait until the half-open state is over, to ask again then
    /// ([`Others::Wait`](super::Others::Wait)).
    pub waits: bool,
}

/// What happened to a reported result.
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct Recorded {
    /// What changed, in order of time.
    pub transitions: Vec<Transition>,
    /// What was made of the result.
    pub effect: Effect,
    /// Where the breaker stood with the result and before the transition that the result led to.
    pub progress: Progress,
    /// Why the breaker would have opened, in [`State::MetricsOnly`].
    pub would_open: Option<Cause>,
}

/// What was made of a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It counted.
    Counted,
    /// It decided nothing.
    Ignored,
    /// Its call was admitted before the last change of state, or its lease had run out.
    Late {
        /// Whether it counted in the present state all the same.
        applied: bool,
    },
    /// It came late, while the breaker was not closed, and only the trip rule was told
    /// ([`LateProbe::ForTripRule`](super::LateProbe::ForTripRule)).
    LateForTripRule,
}

/// What will change, or may change, as time passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deadline {
    /// Open: the first call from then on becomes a probe, or the wait ends by itself then ([`Turn`](super::Turn)).
    ProbeDue(Instant),
    /// Half-open: a probe counts as failed then and the breaker opens again.
    LeaseEnds(Instant),
    /// Closed: a snapshot opens the breaker then, if no result comes before it.
    Opens(Instant),
}

/// A change of state.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Transition {
    /// When.
    pub at: Instant,
    /// The state before.
    pub from: State,
    /// The state after.
    pub to: State,
    /// The rule that led to it, with its numbers.
    pub cause: Cause,
    /// How long it stays open, if it opened.
    pub opening: Option<Opening>,
}

/// A stay in the open state, as planned when it began. A later failure may move its end; see
/// [`MeasuredFrom`](super::MeasuredFrom).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opening {
    /// Its number among the openings since the breaker was last closed, from 1.
    pub number: u32,
    /// How long it waits.
    pub wait: Duration,
    /// The first moment at which a probe may go; nothing if that is later than time can say.
    pub probe_at: Option<Instant>,
}

/// The rule that led to a change of state, with its numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cause {
    /// This many failures in a row.
    Row {
        /// Failures in a row.
        failures: u64,
        /// How many open the breaker.
        threshold: u32,
    },
    /// Too large a share of failures.
    Rate {
        /// Failures among the calls.
        failures: u64,
        /// What the share is of: results, or calls that were asked for.
        calls: u64,
        /// The limit.
        rate: Share,
        /// Whether the limit itself is too large.
        compare: Compare,
    },
    /// Too large a share of slow calls.
    SlowRate {
        /// Slow calls among the calls.
        slow: u64,
        /// Calls that were judged.
        calls: u64,
        /// The limit.
        rate: Share,
        /// Whether the limit itself is too large.
        compare: Compare,
    },
    /// This many failures among the last results.
    Among {
        /// Failures among them.
        failures: u64,
        /// How many results are looked at.
        of: u32,
        /// How many failures open the breaker.
        threshold: u32,
    },
    /// This many failures within a time.
    Within {
        /// Failures.
        errors: u64,
        /// The time.
        window: Duration,
    },
    /// This many failures without a longer gap.
    Gap {
        /// Failures.
        errors: u64,
        /// The longest gap allowed between two of them.
        gap: Duration,
    },
    /// The fading success rate fell too low.
    SuccessRate {
        /// The rate, from 0 to 1.
        rate: f64,
        /// What is required.
        required: Share,
    },
    /// The wait of the open state is over.
    WaitOver {
        /// What it was measured from.
        since: Instant,
        /// How long it was.
        wait: Duration,
    },
    /// The results of the half-open state were good enough.
    ProbesPassed {
        /// What they were.
        results: Tally,
        /// Whether the last of them was a late one that was applied.
        late: bool,
    },
    /// The results of the half-open state were not good enough.
    ProbesFailed {
        /// What they were.
        results: Tally,
        /// Whether the last of them was a late one that was applied.
        late: bool,
    },
    /// A probe came to an outcome that does not count, which opens ([`Ignored::Open`](super::Ignored)).
    ProbeIgnored,
    /// A probe did not answer in time, which counts as a failure that opens.
    LeaseExpired {
        /// When the probe was admitted.
        issued: Instant,
        /// How long it had.
        lease: Duration,
    },
    /// A success that came while the breaker was open closed it (the skill).
    SuccessWhileOpen,
    /// A hand did it.
    ByHand,
}

/// What the breaker holds of the present state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Calls: those with a result below and, where late results are dropped, those under way (gobreaker counts a
    /// request when it is admitted, the others when it is recorded).
    pub requests: u64,
    /// Successes.
    pub ok: u64,
    /// Failures.
    pub err: u64,
    /// Results that decide nothing.
    pub ignored: u64,
}

/// The rule in words, as it ends a sentence about a transition: `5 failures in a row (limit 5)`.
impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = |rate: Share, compare: Compare| {
            let word = if compare == Compare::AtLeast { "from" } else { "above" };
            format!("limit {word} {} %", decimal::short(rate.fraction() * 100.0, 4))
        };
        let late = |late: bool| if late { ", the last one late" } else { "" };
        match *self {
            Self::Row { failures, threshold } => write!(f, "{failures} failures in a row (limit {threshold})"),
            Self::Rate { failures, calls, rate, compare } => {
                write!(f, "{failures} of {calls} calls failed ({})", share(rate, compare))
            }
            Self::SlowRate { slow, calls, rate, compare } => {
                write!(f, "{slow} of {calls} calls were slow ({})", share(rate, compare))
            }
            Self::Among { failures, of, threshold } => {
                write!(f, "{failures} failures among the last {of} results (limit {threshold})")
            }
            Self::Within { errors, window: Duration::MAX } => write!(f, "{errors} failures in total"),
            Self::Within { errors, window } => write!(f, "{errors} failures within {} s", seconds_text(window)),
            Self::Gap { errors, gap } => {
                write!(f, "{errors} failures with no gap longer than {} s", seconds_text(gap))
            }
            Self::SuccessRate { rate, required } => {
                let (rate, required) = (rate * 100.0, required.fraction() * 100.0);
                write!(f, "the success rate faded to {} % (", decimal::short(rate, 2))?;
                write!(f, "{} % required)", decimal::short(required, 4))
            }
            Self::WaitOver { since, wait } => write!(f, "the wait of {} s from {since} is over", seconds_text(wait)),
            Self::ProbesPassed { results, late: last } => {
                write!(f, "{} of {} probes succeeded{}", results.ok, results.judged(), late(last))
            }
            Self::ProbesFailed { results, late: last } => {
                write!(f, "{} of {} probes failed{}", results.err, results.judged(), late(last))
            }
            Self::LeaseExpired { issued, lease } => {
                write!(f, "the probe from {issued} did not answer in {} s", seconds_text(lease))
            }
            Self::ProbeIgnored => write!(f, "a probe came to an outcome that does not count"),
            Self::SuccessWhileOpen => write!(f, "a success came while it was open"),
            Self::ByHand => write!(f, "by hand"),
        }
    }
}
