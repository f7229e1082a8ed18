//! What a breaker takes and gives: permits, decisions, transitions and their reasons.

use core::time::Duration;

use arrayvec::ArrayVec;

use super::State;
use crate::policy::share::Share;
use crate::time::Instant;

impl State {
    /// The state in a word, as attributes and messages have it; one that was forced open is open.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Open | Self::ForcedOpen => "open",
            Self::HalfOpen => "half-open",
        }
    }
}

/// The right to make one call, and the duty to say what came of it.
///
/// It cannot be copied: [`report`](super::Breaker::report) or [`cancel`](super::Breaker::cancel) takes it, so no call
/// counts twice. One that is lost costs nothing in the closed state; a lost probe is found out by its lease.
#[derive(Debug, PartialEq, Eq)]
#[must_use = "a permit is reported or cancelled, or a probe holds its place until its lease ends"]
pub struct Permit {
    pub(super) generation: u64,
    pub(super) issued: Instant,
    pub(super) probe: Option<Probe>,
}

/// What a permit for a probe knows beyond others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Probe {
    /// Its number among the probes of its half-open phase.
    pub(super) number: u64,
    pub(super) lease_until: Instant,
}

impl Permit {
    /// The generation that it was issued in. Each change of state starts another; a permit of another one is late.
    pub const fn generation(&self) -> u64 {
        self.generation
    }

    /// Whether the call is a probe of the half-open state.
    pub const fn is_probe(&self) -> bool {
        self.probe.is_some()
    }

    /// When the call was admitted.
    pub const fn issued(&self) -> Instant {
        self.issued
    }

    /// When a probe counts as failed if no result has come before.
    pub fn lease_until(&self) -> Option<Instant> {
        self.probe.map(|probe| probe.lease_until)
    }

    /// The same permit for another future: code that clones a [`Breaker`](super::Breaker) to fork a run takes the
    /// permits under way along with this. Within one future it would let a call count twice.
    pub const fn fork(&self) -> Self {
        Self { generation: self.generation, issued: self.issued, probe: self.probe }
    }
}

/// How a call came out, as far as the breaker needs to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The service answered.
    Success,
    /// The service failed.
    Failure,
    /// The call says nothing about the service, for example because its caller made a mistake.
    Ignored,
}

/// The changes of state that one step led to, in order of time: two at most, as a lease that has run out is found out by
/// the step after it. An empty list costs nothing to make and to drop, and most are empty.
pub type Changes = ArrayVec<Transition, 2>;

/// The answer to a request for admission.
#[derive(Debug, PartialEq, Eq)]
#[must_use]
pub struct Admission {
    /// What changed first.
    pub transitions: Changes,
    /// Whether the call may be made.
    pub decision: Decision,
}

/// Whether a call may be made.
#[derive(Debug, PartialEq, Eq)]
#[must_use]
pub enum Decision {
    /// It may.
    Admitted(Permit),
    /// It may not: a fast fail.
    Rejected(Rejection),
}

/// Why a call may not be made, and when to ask again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rejection {
    /// Why.
    pub reason: RejectReason,
    /// The first moment at which a call may be admitted, never in the past. It is known in the open state only:
    /// nobody knows when a probe will answer or a hand will reset the breaker.
    pub retry_at: Option<Instant>,
}

/// Why a call may not be made.
// As long as what stands beside it, so that a refusal is handed on in whole words: a single byte among them would first
// have to arrive in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub enum RejectReason {
    /// The breaker is open and its wait is not over.
    Open,
    /// The breaker is half-open, and as many probes as may be under way at once are.
    ProbesBusy,
    /// The breaker is half-open, and all the probes that it may make in total have been admitted.
    ProbesUsed,
    /// The breaker was forced open.
    ForcedOpen,
}

/// What happened to a reported result.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Recorded {
    /// What changed. A lease that had run out comes first and made the result late; to see it before the result,
    /// [`poll`](super::Breaker::poll) first.
    pub transitions: Changes,
    /// What was made of the result.
    pub effect: Effect,
    /// Where the breaker stood with the result and before the transition that the result led to: a third failure of
    /// three reads as 3 of 3, not as the open state that follows.
    pub progress: Progress,
}

/// What was made of a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It counted.
    Counted,
    /// It decided nothing, and a probe's place is free again.
    Ignored,
    /// Its call was admitted before the last change of state, or its lease had run out.
    Late {
        /// Whether it counted in the present state all the same. An open state counts nothing.
        applied: bool,
    },
}

/// A change of state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transition {
    /// When.
    pub at: Instant,
    /// The state before.
    pub from: State,
    /// The state after.
    pub to: State,
    /// The rule that led to it, with its numbers.
    pub cause: Cause,
    /// When the first probe may go, if the breaker opened.
    pub probe_at: Option<Instant>,
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

/// What a rate is taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// This many of the last calls.
    Calls(u32),
    /// The calls that ended within the last such span.
    Span(Duration),
}

/// How far the breaker is from its next decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Closed, counting failures in a row.
    Row {
        /// Failures in a row so far.
        failures: u64,
        /// How many open the breaker.
        threshold: u32,
    },
    /// Closed, watching the share of failures.
    Rate {
        /// Failures in the window.
        failures: u64,
        /// Calls in the window.
        calls: u64,
        /// How many calls it takes before the share is judged; never more than a window of calls holds.
        min: u32,
        /// The share that opens the breaker.
        rate: Share,
        /// The window.
        over: Over,
    },
    /// Open.
    Waiting {
        /// From when on a call becomes a probe.
        probe_at: Instant,
    },
    /// Half-open.
    Probing {
        /// Probes that succeeded so far.
        successes: u32,
        /// How many close the breaker.
        needed: u32,
        /// Probes under way.
        under_way: u32,
    },
    /// Forced open.
    Forced,
}

/// What will change, or may change, as time passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deadline {
    /// Open: the first call from then on becomes a probe. Nothing changes before such a call, so it may be past.
    ProbeDue(Instant),
    /// Half-open: a probe counts as failed then and the breaker opens again.
    LeaseEnds(Instant),
}
