//! What goes into a breaker and what comes out, as values.

use core::time::Duration;

use crate::policy::share::Share;
use crate::time::Instant;

/// A breaker's state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Calls pass and results are counted.
    Closed,
    /// Calls are refused until the wait is over.
    Open,
    /// A few calls pass as probes; their results decide.
    HalfOpen,
    /// Calls are refused until the breaker is reset.
    ForcedOpen,
}

/// The result of a call, as a breaker counts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The service answered.
    Success,
    /// The service failed.
    Failure,
    /// It says nothing about the service.
    Ignored,
}

/// The right to make one call. It must go back with [`report`](super::Breaker::report) or
/// [`cancel`](super::Breaker::cancel); a probe's permit that is lost ends with its lease.
#[derive(Debug, PartialEq)]
#[must_use = "a permit goes back with `report` or `cancel`"]
pub struct Permit {
    pub(super) generation: u64,
    pub(super) number: u64,
    pub(super) issued: Instant,
    pub(super) lease_until: Option<Instant>,
}

impl Permit {
    /// The generation of the breaker's state that issued it.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// Whether the call is a probe.
    pub fn probe(&self) -> bool {
        self.lease_until.is_some()
    }

    /// When it was issued.
    pub fn issued(&self) -> Instant {
        self.issued
    }

    /// For a probe: when it counts as failed if no result has come.
    pub fn lease_until(&self) -> Option<Instant> {
        self.lease_until
    }

    /// The same permit for a copy of the breaker that issued it, as a checkpoint of a whole run needs it.
    pub(crate) fn for_checkpoint(&self) -> Self {
        Self { ..*self }
    }
}

/// The answer to a call that wants to pass.
#[derive(Debug, PartialEq)]
pub struct Admission {
    /// Changes of state that came with it.
    pub transitions: Vec<Transition>,
    /// Whether it may pass.
    pub decision: Decision,
}

/// Whether a call may pass.
#[derive(Debug, PartialEq)]
pub enum Decision {
    /// It may.
    Admitted(Permit),
    /// It may not: a fast fail.
    Rejected(Rejection),
}

/// Why a call may not pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rejection {
    /// The rule.
    pub reason: RejectReason,
    /// When it is worth asking again; nothing if time alone will not help.
    pub retry_at: Option<Instant>,
}

/// The rule behind a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RejectReason {
    /// The breaker is open, and its wait is not over.
    Open,
    /// As many probes as allowed are under way.
    ProbesBusy,
    /// All probes of this half-open phase have been used, and the successes were too few.
    ProbesUsed,
    /// The breaker was forced open.
    ForcedOpen,
}

/// What became of a reported result.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded {
    /// Changes of state that came with it.
    pub transitions: Vec<Transition>,
    /// What the breaker made of it.
    pub effect: Effect,
    /// How far the breaker now is from its next decision; judged before the changes of state.
    pub progress: Progress,
}

/// What the breaker made of a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It counted.
    Counted,
    /// It was neutral; the permit is back.
    Ignored,
    /// Its permit was of an earlier generation.
    Late {
        /// Whether it was applied to the present state; dropped otherwise.
        applied: bool,
    },
}

/// How far a breaker is from its next decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Closed, and counting failures in a row.
    Row {
        /// Failures in a row.
        failures: u64,
        /// So many open the breaker.
        threshold: u32,
    },
    /// Closed, and watching a failure rate.
    Rate {
        /// Failures in the window.
        failures: u64,
        /// Calls in the window.
        calls: u64,
        /// No rate is judged before so many calls.
        min: u32,
        /// At or above this the breaker opens.
        rate: Share,
        /// The window.
        over: Over,
    },
    /// Open, and waiting.
    Waiting {
        /// When a call may be a probe.
        probe_at: Instant,
    },
    /// Half-open, and counting probes.
    Probing {
        /// Probes that succeeded.
        successes: u32,
        /// So many close the breaker.
        needed: u32,
        /// Probes under way.
        under_way: u32,
    },
    /// Forced open.
    Forced,
}

/// What a failure rate is taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// The last so many calls.
    Calls(u32),
    /// The calls of the last so long.
    Span(Duration),
}

/// A change of state, with the rule and the numbers that led to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transition {
    /// When.
    pub at: Instant,
    /// The state before.
    pub from: State,
    /// The state after.
    pub to: State,
    /// Why.
    pub cause: Cause,
    /// When a call may be a probe, if the breaker opened.
    pub probe_at: Option<Instant>,
}

/// Why a breaker changed its state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Too many failures in a row.
    Row {
        /// Failures in a row.
        failures: u64,
        /// The threshold that they reached.
        threshold: u32,
    },
    /// Too high a failure rate.
    Rate {
        /// Failures in the window.
        failures: u64,
        /// Calls in the window.
        calls: u64,
        /// The rate that they reached.
        rate: Share,
        /// The window.
        over: Over,
    },
    /// The open wait is over, and a call came.
    WaitOver {
        /// When the breaker had opened.
        opened: Instant,
        /// How long the wait was.
        wait: Duration,
    },
    /// Enough probes succeeded.
    ProbesSucceeded {
        /// How many.
        successes: u32,
    },
    /// A probe failed.
    ProbeFailed,
    /// A probe gave no result within its lease, which counts as a failure.
    LeaseExpired {
        /// When the probe was let through.
        issued: Instant,
        /// How long it had.
        lease: Duration,
    },
    /// Somebody forced the breaker open.
    Forced,
    /// Somebody reset the breaker.
    Reset,
}

/// What a breaker's state will change by itself, or could with the next call, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deadline {
    /// From then on a call may be a probe.
    ProbeDue(Instant),
    /// Then a probe counts as failed.
    LeaseEnds(Instant),
}
