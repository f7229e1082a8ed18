//! From an event to the rules that it names. Each rule has one marked place in the source of the policy that runs.

use super::Listing;
use crate::lab::Settings;
use crate::policy::FailureKind;
use crate::policy::backoff::Delay;
use crate::policy::breaker::{Cause, Outcome, Over, Progress, RejectReason, Transition};
use crate::policy::partial::Lack;
use crate::policy::retry::{Reason, Retried};
use crate::sim::event::{CallOutcome, Event, TwinFate};

/// A rule of a policy, with its name in the marks: `// rule: row-threshold`.
macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident = $key:literal,)+) => {
        /// A rule that a decision names.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Rule { $($(#[$doc])* $name,)+ }

        impl Rule {
            /// All rules.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The name in the source.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)+ }
            }
        }
    };
}

rules! {
    /// A closed breaker lets a call pass.
    Admitted = "admitted",
    /// A closed breaker counts failures in a row.
    RowCount = "row-count",
    /// This many failures in a row open it.
    RowThreshold = "row-threshold",
    /// It counts the last calls.
    CallsCount = "calls-count",
    /// It counts the calls of a time.
    SpanCount = "span-count",
    /// The general breaker counts, whatever its window.
    WindowCount = "window-count",
    /// A share of failures opens it.
    RateThreshold = "rate-threshold",
    /// A share is taken of all calls that were asked for.
    FiredCount = "fired-count",
    /// A share is judged by a snapshot.
    Snapshot = "snapshot",
    /// A share of slow calls opens it.
    SlowRate = "slow-rate",
    /// This many failures among the last calls open it.
    SeveralOfTheLast = "several-of-the-last",
    /// This many failures within a time open it.
    SeveralWithin = "several-within",
    /// A fading success rate opens it.
    SuccessRate = "success-rate",
    /// An open breaker refuses.
    Open = "open",
    /// One forced open refuses.
    ForcedOpen = "forced-open",
    /// The wait of the open state is over.
    WaitOver = "wait-over",
    /// A success while open closes it.
    SuccessWhileOpen = "success-while-open",
    /// A half-open breaker admits a probe.
    Probe = "probe",
    /// As many probes as may be are under way.
    ProbesBusy = "probes-busy",
    /// All probes that may be made have been.
    ProbesUsed = "probes-used",
    /// A call waits until the probe has answered.
    ProbeAwaited = "probe-awaited",
    /// A probe's success counts.
    ProbeCounted = "probe-counted",
    /// Enough probes succeeded, so it closes.
    ProbesSucceeded = "probes-succeeded",
    /// A probe failed, so it opens.
    ProbeFailed = "probe-failed",
    /// A probe did not answer in time, so it opens.
    LeaseEnded = "lease-ended",
    /// A late result is dropped.
    LateDropped = "late-dropped",
    /// A late result counts in the present state.
    LateApplied = "late-applied",
    /// A late result counts for the trip rule alone.
    LateForTripRule = "late-for-trip-rule",
    /// A late success closes it.
    LateSuccess = "late-success",
    /// A late failure opens it.
    LateFailure = "late-failure",
    /// A result that decides nothing.
    Ignored = "ignored",
    /// A probe that does not count opens it again.
    IgnoredOpens = "ignored-opens",
    /// A hand opens it.
    Forced = "forced",
    /// A hand closes it.
    Reset = "reset",
    /// A failed attempt is followed by another.
    Again = "again",
    /// Without a wait, at once.
    AtOnce = "at-once",
    /// No attempts are left.
    Exhausted = "exhausted",
    /// The failure is of a kind that is not retried.
    NotRetried = "not-retried",
    /// An attempt succeeded.
    Success = "success",
    /// The wait does not grow.
    GrowthConstant = "growth-constant",
    /// It grows by a step.
    GrowthLinear = "growth-linear",
    /// It grows by a factor.
    GrowthExponential = "growth-exponential",
    /// Nothing times a factor is nothing.
    GrowthOfNothing = "growth-of-nothing",
    /// No luck changes the wait.
    JitterNone = "jitter-none",
    /// Luck adds to it.
    JitterAdditive = "jitter-additive",
    /// Luck takes any part of it.
    JitterFull = "jitter-full",
    /// Luck takes up to half of it.
    JitterEqual = "jitter-equal",
    /// It is picked at random from the last wait.
    JitterDecorrelated = "jitter-decorrelated",
    /// Luck turns it by a part, up or down.
    JitterShare = "jitter-share",
    /// It is cut to the longest allowed.
    Cap = "cap",
    /// It is raised to the shortest allowed.
    Floor = "floor",
    /// The service has asked for a longer one.
    Asked = "asked",
    /// A read's value goes into the batch.
    Value = "value",
    /// A fallback takes a value's place.
    Fallback = "fallback",
    /// A last good value is shown.
    Stale = "stale",
    /// No last good value is fresh enough.
    NothingToShow = "nothing-to-show",
    /// The batch keeps the values that arrived.
    Available = "available",
    /// It names those that are missing.
    Unavailable = "unavailable",
    /// It is degraded or healthy.
    Verdict = "verdict",
    /// It lacks a value without which there is no answer.
    CriticalMissing = "critical-missing",
    /// It has too few values to be an answer.
    TooFew = "too-few",
    /// The all-or-nothing twin keeps a batch.
    TwinKept = "twin-kept",
    /// It crashes.
    TwinCrashed = "twin-crashed",
    /// It is down.
    TwinDown = "twin-down",
    /// It was started again.
    TwinRestarted = "twin-restarted",
    /// It has come back by itself.
    TwinBack = "twin-back",
}

impl Rule {
    /// The rule of a name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|rule| rule.key() == key)
    }

    /// The listings in which it has its place.
    pub const fn listings(self) -> &'static [Listing] {
        match self {
            Self::Admitted
            | Self::RowCount
            | Self::RowThreshold
            | Self::RateThreshold
            | Self::Open
            | Self::ForcedOpen
            | Self::WaitOver
            | Self::Probe
            | Self::ProbesBusy
            | Self::ProbesUsed
            | Self::ProbeCounted
            | Self::ProbesSucceeded
            | Self::ProbeFailed
            | Self::LeaseEnded
            | Self::LateDropped
            | Self::LateApplied
            | Self::LateSuccess
            | Self::LateFailure
            | Self::Ignored
            | Self::Forced
            | Self::Reset => &[Listing::Breaker, Listing::General],
            Self::CallsCount | Self::SpanCount => &[Listing::Breaker],
            Self::WindowCount
            | Self::FiredCount
            | Self::Snapshot
            | Self::SlowRate
            | Self::SeveralOfTheLast
            | Self::SeveralWithin
            | Self::SuccessRate
            | Self::IgnoredOpens
            | Self::SuccessWhileOpen
            | Self::ProbeAwaited
            | Self::LateForTripRule => &[Listing::General],
            Self::Again | Self::AtOnce | Self::Exhausted | Self::NotRetried | Self::Success => {
                &[Listing::Retry, Listing::Batch]
            }
            Self::GrowthConstant
            | Self::GrowthLinear
            | Self::GrowthExponential
            | Self::GrowthOfNothing
            | Self::JitterNone
            | Self::JitterAdditive
            | Self::JitterFull
            | Self::JitterEqual
            | Self::JitterDecorrelated
            | Self::JitterShare
            | Self::Floor
            | Self::Cap => &[Listing::Retry],
            // The batch lab retries at once, by the same layer.
            Self::Asked => &[Listing::Retry, Listing::Batch],
            Self::Value
            | Self::Fallback
            | Self::Stale
            | Self::NothingToShow
            | Self::Available
            | Self::Unavailable
            | Self::Verdict
            | Self::CriticalMissing
            | Self::TooFew
            | Self::TwinKept
            | Self::TwinCrashed
            | Self::TwinDown
            | Self::TwinRestarted
            | Self::TwinBack => &[Listing::Batch],
        }
    }
}

/// The rules that an event names, the one that decided most first. `before` is the event before it, and `settings` are
/// those with which it was decided: an event of a wait does not repeat the rule for all waits.
pub fn rules(listing: Listing, event: &Event, before: Option<&Event>, settings: &Settings) -> Vec<Rule> {
    match event {
        Event::AttemptStarted { call, attempt, .. } => match (listing, before) {
            // A probe's attempt was admitted by the rule of its own event.
            (Listing::Breaker | Listing::General, Some(Event::ProbeStarted { call: probe, .. })) if probe == call => {
                Vec::new()
            }
            (Listing::Breaker | Listing::General, _) => vec![Rule::Admitted],
            // Only a retry without a wait follows its failure directly.
            (Listing::Retry | Listing::Batch, Some(Event::AttemptEnded { call: failed, .. }))
                if failed == call && *attempt > 1 =>
            {
                vec![Rule::Again, Rule::AtOnce]
            }
            (Listing::Retry | Listing::Batch, _) => Vec::new(),
        },
        Event::ProbeStarted { .. } => vec![Rule::Probe],
        Event::Counted { outcome, progress, .. } => {
            let fired = matches!(progress, Progress::Rate { over: Over::Fired(_), .. }).then_some(Rule::FiredCount);
            counted(listing, *outcome, *progress).into_iter().chain(fired).collect()
        }
        Event::LateForTripRule { .. } => vec![Rule::LateForTripRule],
        Event::Late { applied, .. } => vec![if *applied { Rule::LateApplied } else { Rule::LateDropped }],
        Event::Held { .. } => vec![Rule::ProbeAwaited],
        Event::Transition(Transition { cause: cause @ Cause::Rate { over: Over::Snapshot { .. }, .. }, .. }) => {
            vec![Rule::Snapshot, caused(*cause)]
        }
        Event::Transition(transition) => vec![caused(transition.cause)],
        Event::Refused { rejection, .. } => vec![refused(rejection.reason)],
        Event::Waiting { delay, .. } => waited(*delay, settings),
        Event::CallEnded { outcome, .. } => match listing {
            // The breaker is told of a result before its caller is.
            Listing::Breaker | Listing::General => Vec::new(),
            Listing::Retry | Listing::Batch => ended(listing, *outcome),
        },
        Event::BatchEnded { available, total, lack, .. } => {
            let no_answer = lack.map(|lack| match lack {
                Lack::Critical { .. } => Rule::CriticalMissing,
                Lack::Share { .. } => Rule::TooFew,
            });
            let kept = (*available > 0).then_some(Rule::Available);
            let missing = (available < total).then_some(Rule::Unavailable);
            [no_answer, Some(Rule::Verdict), missing, kept].into_iter().flatten().collect()
        }
        Event::Twin { fate, .. } => vec![match fate {
            TwinFate::Kept { .. } => Rule::TwinKept,
            TwinFate::Crashed { .. } => Rule::TwinCrashed,
            TwinFate::Down => Rule::TwinDown,
            TwinFate::Restarted => Rule::TwinRestarted,
            TwinFate::Back { .. } => Rule::TwinBack,
        }],
        // What callers, services and the user do is no decision; policies that describe themselves are in no lab yet.
        Event::CallStarted { .. }
        | Event::AttemptEnded { .. }
        | Event::AttemptCancelled { .. }
        | Event::TimedOut { .. }
        | Event::BatchStarted { .. }
        | Event::Decided(_)
        | Event::Applied(_)
        | Event::LimitReached(_)
        | Event::Painted { .. }
        | Event::Finished => Vec::new(),
    }
}

/// What a result that is not late counts as.
fn counted(listing: Listing, outcome: Outcome, progress: Progress) -> Option<Rule> {
    if outcome == Outcome::Ignored {
        return Some(Rule::Ignored);
    }
    match progress {
        Progress::Row { .. } => Some(Rule::RowCount),
        Progress::Rate { .. } if listing == Listing::General => Some(Rule::WindowCount),
        Progress::Rate { over: Over::Calls(_), .. } => Some(Rule::CallsCount),
        Progress::Rate { .. } => Some(Rule::SpanCount),
        Progress::Several { .. } => Some(Rule::WindowCount),
        // A probe's failure needs no count: it ends the half-open state.
        Progress::Probing { .. } => (outcome == Outcome::Success).then_some(Rule::ProbeCounted),
        // An open state counts nothing.
        Progress::Waiting { .. } | Progress::Forced => None,
    }
}

const fn caused(cause: Cause) -> Rule {
    match cause {
        Cause::Row { .. } => Rule::RowThreshold,
        Cause::Rate { .. } => Rule::RateThreshold,
        Cause::Several { over: Over::Calls(_), .. } => Rule::SeveralOfTheLast,
        Cause::Several { .. } => Rule::SeveralWithin,
        Cause::Slow { .. } => Rule::SlowRate,
        Cause::Faded { .. } => Rule::SuccessRate,
        Cause::SuccessWhileOpen => Rule::SuccessWhileOpen,
        Cause::WaitOver { .. } => Rule::WaitOver,
        Cause::ProbesSucceeded { .. } => Rule::ProbesSucceeded,
        Cause::ProbeFailed => Rule::ProbeFailed,
        Cause::ProbeIgnored => Rule::IgnoredOpens,
        Cause::LeaseExpired { .. } => Rule::LeaseEnded,
        Cause::LateSuccess { .. } => Rule::LateSuccess,
        Cause::LateFailure => Rule::LateFailure,
        Cause::Forced => Rule::Forced,
        Cause::Reset => Rule::Reset,
    }
}

const fn refused(reason: RejectReason) -> Rule {
    match reason {
        RejectReason::Open => Rule::Open,
        RejectReason::ProbesBusy => Rule::ProbesBusy,
        RejectReason::ProbesUsed => Rule::ProbesUsed,
        RejectReason::ForcedOpen => Rule::ForcedOpen,
    }
}

/// A wait is made by luck from what has grown, under the cap.
fn waited(delay: Delay, settings: &Settings) -> Vec<Rule> {
    let jitter = match settings.choice("jitter") {
        "none" => Rule::JitterNone,
        "full" => Rule::JitterFull,
        "equal" => Rule::JitterEqual,
        "decorrelated" => Rule::JitterDecorrelated,
        "share" => Rule::JitterShare,
        _ => Rule::JitterAdditive,
    };
    let growth = match settings.choice("kind") {
        "constant" => Rule::GrowthConstant,
        "linear" => Rule::GrowthLinear,
        _ if settings.number("base") == 0.0 => Rule::GrowthOfNothing,
        _ => Rule::GrowthExponential,
    };
    // Decorrelated waits do not use the growth.
    let growth = (jitter != Rule::JitterDecorrelated).then_some(growth);
    let cap = delay.capped.then_some(Rule::Cap);
    let raised = (!delay.raised.is_zero()).then(|| if is_asked(delay, settings) { Rule::Asked } else { Rule::Floor });
    [raised, Some(jitter), growth, cap, Some(Rule::Again)].into_iter().flatten().collect()
}

/// Whether a wait was raised by the service's wish and not by the shortest wait.
pub(in crate::lab) fn is_asked(delay: Delay, settings: &Settings) -> bool {
    delay.total > settings.span("floor").min(settings.span("cap"))
}

fn ended(listing: Listing, outcome: CallOutcome) -> Vec<Rule> {
    match outcome {
        CallOutcome::Success { .. } if listing == Listing::Batch => vec![Rule::Value, Rule::Success],
        CallOutcome::Success { .. } => vec![Rule::Success],
        CallOutcome::Failed { reason, .. } => reason.map(given_up).into_iter().collect(),
        CallOutcome::FellBack { kind } => vec![Rule::Fallback, given_up_on(kind)],
        CallOutcome::Refused => Vec::new(),
    }
}

const fn given_up(reason: Reason) -> Rule {
    match reason {
        Reason::Exhausted { .. } => Rule::Exhausted,
        Reason::NotRetried { .. } => Rule::NotRetried,
    }
}

/// Why the retry behind a fallback gave up; those of the labs retry the kinds that are retried by default.
const fn given_up_on(kind: FailureKind) -> Rule {
    if Retried::Transient.includes(kind) { Rule::Exhausted } else { Rule::NotRetried }
}
