//! From an event to the rules of policies that it names. Each rule has one marked place in the source of the policy that
//! runs.

use crate::play::Settings;
use crate::policy::FailureKind;
use crate::policy::backoff::Delay;
use crate::policy::breaker::{Outcome, RejectReason};
use crate::policy::retry::{Reason, Retried};
use crate::sim::event::breaker::{Cause, Over, Progress, Transition};
use crate::sim::event::{CallOutcome, Event};

/// A rule that a decision names, by its name in the marks: `// rule: row-threshold`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule(&'static str);

impl Rule {
    /// The rule of a name.
    pub const fn new(key: &'static str) -> Self {
        Self(key)
    }

    /// The name in the source.
    pub const fn key(self) -> &'static str {
        self.0
    }
}

/// The rules of breakers and retries, which several labs have.
impl Rule {
    /// A closed breaker lets a call pass.
    pub const ADMITTED: Self = Self::new("admitted");
    /// A closed breaker counts failures in a row.
    pub const ROW_COUNT: Self = Self::new("row-count");
    /// This many failures in a row open it.
    pub const ROW_THRESHOLD: Self = Self::new("row-threshold");
    /// It counts the last calls.
    pub const CALLS_COUNT: Self = Self::new("calls-count");
    /// It counts the calls of a time.
    pub const SPAN_COUNT: Self = Self::new("span-count");
    /// The general breaker counts, whatever its window.
    pub const WINDOW_COUNT: Self = Self::new("window-count");
    /// A share of failures opens it.
    pub const RATE_THRESHOLD: Self = Self::new("rate-threshold");
    /// A share is taken of all calls that were asked for.
    pub const FIRED_COUNT: Self = Self::new("fired-count");
    /// A share is judged by a snapshot.
    pub const SNAPSHOT: Self = Self::new("snapshot");
    /// A share of slow calls opens it.
    pub const SLOW_RATE: Self = Self::new("slow-rate");
    /// This many failures among the last calls open it.
    pub const SEVERAL_OF_THE_LAST: Self = Self::new("several-of-the-last");
    /// This many failures within a time open it.
    pub const SEVERAL_WITHIN: Self = Self::new("several-within");
    /// A fading success rate opens it.
    pub const SUCCESS_RATE: Self = Self::new("success-rate");
    /// An open breaker refuses.
    pub const OPEN: Self = Self::new("open");
    /// One forced open refuses.
    pub const FORCED_OPEN: Self = Self::new("forced-open");
    /// The wait of the open state is over.
    pub const WAIT_OVER: Self = Self::new("wait-over");
    /// A success while open closes it.
    pub const SUCCESS_WHILE_OPEN: Self = Self::new("success-while-open");
    /// A half-open breaker admits a probe.
    pub const PROBE: Self = Self::new("probe");
    /// As many probes as may be are under way.
    pub const PROBES_BUSY: Self = Self::new("probes-busy");
    /// All probes that may be made have been.
    pub const PROBES_USED: Self = Self::new("probes-used");
    /// A call waits until the probe has answered.
    pub const PROBE_AWAITED: Self = Self::new("probe-awaited");
    /// A probe's success counts.
    pub const PROBE_COUNTED: Self = Self::new("probe-counted");
    /// Enough probes succeeded, so it closes.
    pub const PROBES_SUCCEEDED: Self = Self::new("probes-succeeded");
    /// A probe failed, so it opens.
    pub const PROBE_FAILED: Self = Self::new("probe-failed");
    /// A probe did not answer in time, so it opens.
    pub const LEASE_ENDED: Self = Self::new("lease-ended");
    /// A late result is dropped.
    pub const LATE_DROPPED: Self = Self::new("late-dropped");
    /// A late result counts in the present state.
    pub const LATE_APPLIED: Self = Self::new("late-applied");
    /// A late result counts for the trip rule alone.
    pub const LATE_FOR_TRIP_RULE: Self = Self::new("late-for-trip-rule");
    /// A late success closes it.
    pub const LATE_SUCCESS: Self = Self::new("late-success");
    /// A late failure opens it.
    pub const LATE_FAILURE: Self = Self::new("late-failure");
    /// A result that decides nothing.
    pub const IGNORED: Self = Self::new("ignored");
    /// A probe that does not count opens it again.
    pub const IGNORED_OPENS: Self = Self::new("ignored-opens");
    /// A hand opens it.
    pub const FORCED: Self = Self::new("forced");
    /// A hand closes it.
    pub const RESET: Self = Self::new("reset");
    /// A failed attempt is followed by another.
    pub const AGAIN: Self = Self::new("again");
    /// Without a wait, at once.
    pub const AT_ONCE: Self = Self::new("at-once");
    /// No attempts are left.
    pub const EXHAUSTED: Self = Self::new("exhausted");
    /// The failure is of a kind that is not retried.
    pub const NOT_RETRIED: Self = Self::new("not-retried");
    /// An attempt succeeded.
    pub const SUCCESS: Self = Self::new("success");
    /// The wait does not grow.
    pub const GROWTH_CONSTANT: Self = Self::new("growth-constant");
    /// It grows by a step.
    pub const GROWTH_LINEAR: Self = Self::new("growth-linear");
    /// It grows by a factor.
    pub const GROWTH_EXPONENTIAL: Self = Self::new("growth-exponential");
    /// Nothing times a factor is nothing.
    pub const GROWTH_OF_NOTHING: Self = Self::new("growth-of-nothing");
    /// No luck changes the wait.
    pub const JITTER_NONE: Self = Self::new("jitter-none");
    /// Luck adds to it.
    pub const JITTER_ADDITIVE: Self = Self::new("jitter-additive");
    /// Luck takes any part of it.
    pub const JITTER_FULL: Self = Self::new("jitter-full");
    /// Luck takes up to half of it.
    pub const JITTER_EQUAL: Self = Self::new("jitter-equal");
    /// It is picked at random from the last wait.
    pub const JITTER_DECORRELATED: Self = Self::new("jitter-decorrelated");
    /// Luck turns it by a part, up or down.
    pub const JITTER_SHARE: Self = Self::new("jitter-share");
    /// It is cut to the longest allowed.
    pub const CAP: Self = Self::new("cap");
    /// It is raised to the shortest allowed.
    pub const FLOOR: Self = Self::new("floor");
    /// The service has asked for a longer one.
    pub const ASKED: Self = Self::new("asked");
}

/// The rules of a breaker that an event names, the one that decided most first; `before` is the event before it. The
/// `general` breaker counts in another place.
pub fn of_breaker(event: &Event, before: Option<&Event>, general: bool) -> Vec<Rule> {
    match event {
        // A probe's attempt was admitted by the rule of its own event.
        Event::AttemptStarted { call, .. } => match before {
            Some(Event::ProbeStarted { call: probe, .. }) if probe == call => Vec::new(),
            _ => vec![Rule::ADMITTED],
        },
        Event::ProbeStarted { .. } => vec![Rule::PROBE],
        Event::Counted { outcome, progress, .. } => {
            let fired = matches!(progress, Progress::Rate { over: Over::Fired(_), .. }).then_some(Rule::FIRED_COUNT);
            counted(general, *outcome, *progress).into_iter().chain(fired).collect()
        }
        Event::LateForTripRule { .. } => vec![Rule::LATE_FOR_TRIP_RULE],
        Event::Late { applied, .. } => vec![if *applied { Rule::LATE_APPLIED } else { Rule::LATE_DROPPED }],
        Event::Held { .. } => vec![Rule::PROBE_AWAITED],
        Event::Transition(Transition { cause: cause @ Cause::Rate { over: Over::Snapshot { .. }, .. }, .. }) => {
            vec![Rule::SNAPSHOT, caused(*cause)]
        }
        Event::Transition(transition) => vec![caused(transition.cause)],
        Event::Refused { rejection, .. } => vec![refused(rejection.reason)],
        // The breaker is told of a result before its caller is.
        _ => Vec::new(),
    }
}

/// The rules of a retry that an event names, the one that decided most first. `before` is the event before it, and
/// `settings` are those with which it was decided: an event of a wait does not repeat the rule for all waits.
pub fn of_retry(event: &Event, before: Option<&Event>, settings: &Settings) -> Vec<Rule> {
    match event {
        // Only a retry without a wait follows its failure directly.
        Event::AttemptStarted { call, attempt: 2.., .. } => match before {
            Some(Event::AttemptEnded { call: failed, .. }) if failed == call => vec![Rule::AGAIN, Rule::AT_ONCE],
            _ => Vec::new(),
        },
        Event::Waiting { delay, .. } => waited(*delay, settings),
        Event::CallEnded { outcome: CallOutcome::Success { .. }, .. } => vec![Rule::SUCCESS],
        Event::CallEnded { outcome: CallOutcome::Failed { reason, .. }, .. } => {
            reason.map(given_up).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// What a result that is not late counts as.
fn counted(general: bool, outcome: Outcome, progress: Progress) -> Option<Rule> {
    if outcome == Outcome::Ignored {
        return Some(Rule::IGNORED);
    }
    match progress {
        Progress::Row { .. } => Some(Rule::ROW_COUNT),
        Progress::Rate { .. } if general => Some(Rule::WINDOW_COUNT),
        Progress::Rate { over: Over::Calls(_), .. } => Some(Rule::CALLS_COUNT),
        Progress::Rate { .. } => Some(Rule::SPAN_COUNT),
        Progress::Several { .. } => Some(Rule::WINDOW_COUNT),
        // A probe's failure needs no count: it ends the half-open state.
        Progress::Probing { .. } => (outcome == Outcome::Success).then_some(Rule::PROBE_COUNTED),
        // An open state counts nothing.
        Progress::Waiting { .. } | Progress::Forced => None,
    }
}

const fn caused(cause: Cause) -> Rule {
    match cause {
        Cause::Row { .. } => Rule::ROW_THRESHOLD,
        Cause::Rate { .. } => Rule::RATE_THRESHOLD,
        Cause::Several { over: Over::Calls(_), .. } => Rule::SEVERAL_OF_THE_LAST,
        Cause::Several { .. } => Rule::SEVERAL_WITHIN,
        Cause::Slow { .. } => Rule::SLOW_RATE,
        Cause::Faded { .. } => Rule::SUCCESS_RATE,
        Cause::SuccessWhileOpen => Rule::SUCCESS_WHILE_OPEN,
        Cause::WaitOver { .. } => Rule::WAIT_OVER,
        Cause::ProbesSucceeded { .. } => Rule::PROBES_SUCCEEDED,
        Cause::ProbeFailed => Rule::PROBE_FAILED,
        Cause::ProbeIgnored => Rule::IGNORED_OPENS,
        Cause::LeaseExpired { .. } => Rule::LEASE_ENDED,
        Cause::LateSuccess { .. } => Rule::LATE_SUCCESS,
        Cause::LateFailure => Rule::LATE_FAILURE,
        Cause::Forced => Rule::FORCED,
        Cause::Reset => Rule::RESET,
    }
}

const fn refused(reason: RejectReason) -> Rule {
    match reason {
        RejectReason::Open => Rule::OPEN,
        RejectReason::ProbesBusy => Rule::PROBES_BUSY,
        RejectReason::ProbesUsed => Rule::PROBES_USED,
        RejectReason::ForcedOpen => Rule::FORCED_OPEN,
    }
}

/// A wait is made by luck from what has grown, under the cap.
fn waited(delay: Delay, settings: &Settings) -> Vec<Rule> {
    let jitter = match settings.choice("jitter") {
        // A lab without the setting has none.
        "none" | "" => Rule::JITTER_NONE,
        "full" => Rule::JITTER_FULL,
        "equal" => Rule::JITTER_EQUAL,
        "decorrelated" => Rule::JITTER_DECORRELATED,
        "share" => Rule::JITTER_SHARE,
        _ => Rule::JITTER_ADDITIVE,
    };
    let growth = match settings.choice("kind") {
        "constant" => Rule::GROWTH_CONSTANT,
        "linear" => Rule::GROWTH_LINEAR,
        _ if settings.number("base") == 0.0 => Rule::GROWTH_OF_NOTHING,
        _ => Rule::GROWTH_EXPONENTIAL,
    };
    // Decorrelated waits do not use the growth.
    let growth = (jitter != Rule::JITTER_DECORRELATED).then_some(growth);
    let cap = delay.capped.then_some(Rule::CAP);
    let raised = (!delay.raised.is_zero()).then(|| if is_asked(delay, settings) { Rule::ASKED } else { Rule::FLOOR });
    [raised, Some(jitter), growth, cap, Some(Rule::AGAIN)].into_iter().flatten().collect()
}

/// Whether a wait was raised by the service's wish and not by the shortest wait.
pub(crate) fn is_asked(delay: Delay, settings: &Settings) -> bool {
    delay.total > settings.span("floor").min(settings.span("cap"))
}

/// Why a retry gave up.
pub(crate) const fn given_up(reason: Reason) -> Rule {
    match reason {
        Reason::Exhausted { .. } => Rule::EXHAUSTED,
        Reason::NotRetried { .. } => Rule::NOT_RETRIED,
    }
}

/// Why the retry behind a fallback gave up; those of the labs retry the kinds that are retried by default.
pub(crate) const fn given_up_on(kind: FailureKind) -> Rule {
    if Retried::Transient.includes(kind) { Rule::EXHAUSTED } else { Rule::NOT_RETRIED }
}
