//! What events say of a breaker, whichever it is. The general breaker has rules that the plain one has not, and what is
//! made of events should not have to know which of them runs: so both layers tell these, and the file of the plain
//! breaker holds its own only.

use core::time::Duration;

/// Where a breaker stands: the general one's words, which have a place for all that the plain one says.
pub use crate::policy::breaker::general::{Over, Progress};
use crate::policy::breaker::{self as plain, State};
use crate::policy::share::Share;
use crate::sim::event::CallId;
use crate::time::Instant;

/// A change of state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transition {
    /// When.
    pub at: Instant,
    /// The state before. One of the general breaker's own reads as the plain state that treats calls alike.
    pub from: State,
    /// The state after.
    pub to: State,
    /// The rule that led to it, with its numbers.
    pub cause: Cause,
    /// When the first probe may go, if the breaker opened.
    pub probe_at: Option<Instant>,
    /// The call that brought it about, which tells breakers apart; nothing where time alone did, or a hand.
    pub call: Option<CallId>,
}

impl Transition {
    /// A change of state of the plain breaker, brought about by a call or by hand.
    pub fn told(made: plain::Transition, call: Option<CallId>) -> Self {
        let plain::Transition { at, from, to, cause, probe_at } = made;
        Self { at, from, to, cause: cause.into(), probe_at, call }
    }

    /// Whether calls are refused from now on that were not before: by a rule, or by hand.
    pub const fn opens(&self) -> bool {
        const fn is_open(state: State) -> bool {
            matches!(state, State::Open | State::ForcedOpen)
        }
        is_open(self.to) && !is_open(self.from)
    }
}

/// The rule that led to a change of state, with its numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// This many failures in a row.
    Row {
        /// Failures in a row, the last one included.
        failures: u64,
        /// How many open the breaker.
        threshold: u32,
    },
    /// Too large a share of failures.
    Rate {
        /// Failures among the calls.
        failures: u64,
        /// Calls that were judged.
        calls: u64,
        /// The share that opens the breaker.
        rate: Share,
        /// What the calls were taken from.
        over: Over,
    },
    /// This many failures among the last calls, within a time or in total, whatever succeeded between them.
    Several {
        /// Failures, the last one included.
        failures: u64,
        /// How many open the breaker.
        threshold: u64,
        /// Among which calls.
        over: Over,
    },
    /// Too large a share of slow calls.
    Slow {
        /// Slow calls among the calls.
        slow: u64,
        /// Calls that were judged.
        calls: u64,
        /// The share that opens the breaker.
        rate: Share,
    },
    /// The success rate, in which older results fade, fell too low.
    Faded {
        /// The rate that is required.
        required: Share,
    },
    /// A success that came while the breaker was open closed it.
    SuccessWhileOpen,
    /// The wait of the open state is over, and a call came.
    WaitOver {
        /// When the breaker opened.
        opened: Instant,
        /// How long it had to wait.
        wait: Duration,
    },
    /// Enough probes succeeded.
    ProbesSucceeded {
        /// How many.
        successes: u32,
    },
    /// A probe failed.
    ProbeFailed,
    /// A probe came to an outcome that does not count, which opens, if that is asked for.
    ProbeIgnored,
    /// A probe did not answer in time, which counts as a failure.
    LeaseExpired {
        /// When the probe was admitted.
        issued: Instant,
        /// How long it had.
        lease: Duration,
    },
    /// A success from before the half-open state was applied to it and was the last one needed.
    LateSuccess {
        /// Successes counted in the half-open state, this one included.
        successes: u32,
    },
    /// A failure from before the half-open state was applied to it.
    LateFailure,
    /// A hand forced the breaker open.
    Forced,
    /// A hand reset it.
    Reset,
}

impl From<plain::Cause> for Cause {
    fn from(cause: plain::Cause) -> Self {
        match cause {
            plain::Cause::Row { failures, threshold } => Self::Row { failures, threshold },
            plain::Cause::Rate { failures, calls, rate, over } => {
                Self::Rate { failures, calls, rate, over: over.into() }
            }
            plain::Cause::WaitOver { opened, wait } => Self::WaitOver { opened, wait },
            plain::Cause::ProbesSucceeded { successes } => Self::ProbesSucceeded { successes },
            plain::Cause::ProbeFailed => Self::ProbeFailed,
            plain::Cause::LeaseExpired { issued, lease } => Self::LeaseExpired { issued, lease },
            plain::Cause::LateSuccess { successes } => Self::LateSuccess { successes },
            plain::Cause::LateFailure => Self::LateFailure,
            plain::Cause::Forced => Self::Forced,
            plain::Cause::Reset => Self::Reset,
        }
    }
}

impl From<plain::Over> for Over {
    fn from(over: plain::Over) -> Self {
        match over {
            plain::Over::Calls(last) => Self::Calls(last),
            plain::Over::Span(span) => Self::Span(span),
        }
    }
}

impl From<plain::Progress> for Progress {
    fn from(progress: plain::Progress) -> Self {
        match progress {
            plain::Progress::Row { failures, threshold } => Self::Row { failures, threshold },
            plain::Progress::Rate { failures, calls, min, rate, over } => {
                Self::Rate { failures, calls, min, rate, over: over.into() }
            }
            plain::Progress::Waiting { probe_at } => Self::Waiting { probe_at },
            plain::Progress::Probing { successes, needed, under_way } => Self::Probing { successes, needed, under_way },
            plain::Progress::Forced => Self::Forced,
        }
    }
}
