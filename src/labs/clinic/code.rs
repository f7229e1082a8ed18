//! The sources that the clinic's runs go through: that of the mistake, or of the policy that is set wrongly.

use super::mistakes::breaker::Fault;
use super::mistakes::{POLICY, crash, leak};
use super::plan::{Kind, Pool};
use super::{plan, visits};
use crate::labs::{breaker, cascade};
use crate::play::Settings;
use crate::play::code::source::source;
use crate::play::code::{Listing, Rule, rule};
use crate::policy::breaker::{RejectReason, State};
use crate::sim::event::breaker::{Cause, Progress, Transition};
use crate::sim::event::{Event, Record};

/// Without a lock: what a caller reads is what was before its moment.
pub const NO_LOCK: Rule = Rule::new("no-lock");
/// Without half-open: it closes, and nothing has been tried.
pub const NO_HALF_OPEN: Rule = Rule::new("no-half-open");
/// A failed probe changes nothing.
pub const NEVER_REOPENS: Rule = Rule::new("never-reopens");
/// It is closed, and a call passes.
pub const ADMITTED: Rule = Rule::new("faulty-admitted");
/// A failure is counted.
pub const COUNTED: Rule = Rule::new("faulty-counted");
/// So many in a row open it.
pub const OPENED: Rule = Rule::new("faulty-opened");
/// It refuses.
pub const REFUSED: Rule = Rule::new("faulty-refused");
/// A call becomes the probe.
pub const PROBE: Rule = Rule::new("faulty-probe");
/// A probe succeeded.
pub const CLOSED: Rule = Rule::new("faulty-closed");
/// A probe failed.
pub const REOPENED: Rule = Rule::new("faulty-reopened");
/// A refusal that nobody handles ends the program.
pub const CRASHED: Rule = Rule::new(crash::CRASHED);
/// No connection is left.
pub const EXHAUSTED: Rule = Rule::new(leak::EXHAUSTED);
/// A failed call keeps its connection.
pub const LEAKED: Rule = Rule::new(leak::LEAKED);
/// Somebody is told.
pub const ALERTED: Rule = Rule::new(visits::ALERTED);
/// And moves the calls.
pub const MOVED: Rule = Rule::new(visits::MOVED);

/// The listings of this lab's own.
pub(super) static LISTINGS: [&Listing; 3] = [&MISTAKES, &GUARD, &AGAIN];

/// The mistakes that the real policies do not allow.
pub static MISTAKES: Listing = Listing {
    key: "clinic",
    files: &[
        source!("mistakes/breaker.rs", "labs/clinic/mistakes/breaker.rs"),
        source!("mistakes/crash.rs", "labs/clinic/mistakes/crash.rs"),
        source!("mistakes/leak.rs", "labs/clinic/mistakes/leak.rs"),
    ],
    named: mistaken,
    shown: |_, _| None,
    numbers: |_, _| None,
};

/// The real breaker, set wrongly or well, and who watches it.
pub static GUARD: Listing = Listing {
    key: "clinic-breaker",
    files: &[
        source!("breaker/mod.rs", "policy/breaker/mod.rs"),
        source!("breaker/trip.rs", "policy/breaker/trip.rs"),
        source!("breaker/probing.rs", "policy/breaker/probing.rs"),
        source!("clinic/visits.rs", "labs/clinic/visits.rs"),
    ],
    named: |event, before, _| match event {
        Event::Decided(decided) if decided.policy == POLICY => watched(decided.rule),
        // A retry inside the breaker tries again without asking it.
        Event::AttemptStarted { attempt: 2.., .. } => Vec::new(),
        _ => rule::of_breaker(event, before, false),
    },
    shown: |_, _| None,
    numbers: |_, _| None,
};

/// Retries.
pub static AGAIN: Listing = Listing {
    key: "clinic-retry",
    files: &[source!("retry/mod.rs", "policy/retry/mod.rs"), source!("layer/retry.rs", "sim/layer/retry.rs")],
    named: |event, before, settings| match event {
        Event::Waiting { .. } => vec![Rule::AGAIN],
        _ => rule::of_retry(event, before, settings),
    },
    shown: |_, _| None,
    numbers,
};

/// Which attempt follows.
fn numbers(record: &Record, rule: Rule) -> Option<String> {
    match record.event {
        Event::Waiting { attempt, .. } if rule == Rule::AGAIN => Some(attempt.to_string()),
        _ => None,
    }
}

/// The sources that decide most in a run with these settings.
pub(super) fn listing(settings: &Settings) -> Option<&'static Listing> {
    let plan = plan(settings);
    let is_mistaken = plan.crash > 0.0 || matches!(plan.pool, Pool::Leaky(_));
    match plan.guard.kind {
        Kind::Faulty(_) => Some(&MISTAKES),
        _ if is_mistaken => Some(&MISTAKES),
        Kind::FromStart => Some(&breaker::code::GENERAL),
        Kind::Real => Some(&GUARD),
        Kind::Off if plan.again.layers > 0 && plan.again.chosen.is_none() => Some(&AGAIN),
        Kind::Off => matches!(plan.pool, Pool::Limit(..)).then_some(&cascade::code::LISTING),
    }
}

fn watched(rule: &'static str) -> Vec<Rule> {
    match rule {
        visits::ALERTED => vec![ALERTED],
        visits::MOVED => vec![MOVED],
        _ => Vec::new(),
    }
}

fn mistaken(event: &Event, before: Option<&Event>, settings: &Settings) -> Vec<Rule> {
    let fault = match plan(settings).guard.kind {
        Kind::Faulty(fault) => Some(fault),
        _ => None,
    };
    match event {
        Event::Decided(decided) if decided.policy == POLICY => match decided.rule {
            crash::CRASHED => vec![CRASHED],
            leak::EXHAUSTED => vec![EXHAUSTED],
            leak::LEAKED => vec![LEAKED],
            _ => Vec::new(),
        },
        // Beside a crash or a leak stands a real breaker, which is shown in its own lab.
        _ if fault.is_none() => Vec::new(),
        Event::Transition(Transition { to, cause, .. }) => match (to, cause) {
            (State::Closed, Cause::WaitOver { .. }) => vec![NO_HALF_OPEN],
            (State::Closed, _) => vec![CLOSED],
            (State::Open, Cause::ProbeFailed) => vec![REOPENED],
            (State::Open, _) => vec![OPENED],
            _ => Vec::new(),
        },
        // A probe was admitted by the rule of its own event, and half-open lets everybody through by its mistake.
        Event::AttemptStarted { attempt: 1, .. } if !matches!(before, Some(Event::ProbeStarted { .. })) => {
            vec![ADMITTED]
        }
        Event::ProbeStarted { .. } if matches!(before, Some(Event::Transition(_))) => vec![PROBE],
        // The state has turned at this moment already, and this caller has not seen it.
        Event::ProbeStarted { .. } => vec![NO_LOCK, PROBE],
        Event::Counted { .. } if fault == Some(Fault::NeverReopens) && is_probing(event) => vec![NEVER_REOPENS],
        Event::Counted { .. } => vec![COUNTED],
        Event::Refused { rejection, .. } if rejection.reason != RejectReason::ForcedOpen => vec![REFUSED],
        _ => Vec::new(),
    }
}

/// Whether a failure was one of the half-open state, which counts none.
const fn is_probing(event: &Event) -> bool {
    matches!(event, Event::Counted { progress: Progress::Row { failures: 0, .. }, .. })
}
