//! The sources that the stack lab's runs go through: those of all its layers.

use super::{Kind, layers};
use crate::play::Settings;
use crate::play::code::source::source;
use crate::play::code::{Listing, Rule, rule};
use crate::policy::retry::Reason;
use crate::sim::event::{CallOutcome, Event, LayerStep, Record};
use crate::text::stack as text;

/// A limit's time is over.
pub const EXPIRED: Rule = Rule::new("expired");
/// What is late is cancelled.
pub const CANCELLED: Rule = Rule::new("cancelled");
/// What is late goes on, and nobody waits for it.
pub const LEFT_RUNNING: Rule = Rule::new("left-running");
/// What is late is awaited all the same.
pub const AWAITED: Rule = Rule::new("awaited");
/// A fallback takes the place of a failure.
pub const REPLACED: Rule = Rule::new("replaced");

/// All layers.
pub static LISTING: Listing = Listing {
    key: "stack",
    files: &[
        source!("layer/fallback.rs", "sim/layer/fallback.rs"),
        source!("retry/mod.rs", "policy/retry/mod.rs"),
        source!("layer/retry.rs", "sim/layer/retry.rs"),
        source!("backoff/mod.rs", "policy/backoff/mod.rs"),
        source!("breaker/mod.rs", "policy/breaker/mod.rs"),
        source!("breaker/trip.rs", "policy/breaker/trip.rs"),
        source!("breaker/probing.rs", "policy/breaker/probing.rs"),
        source!("breaker/counted.rs", "policy/breaker/counted.rs"),
        source!("timeout.rs", "policy/timeout.rs"),
        source!("layer/deadline.rs", "sim/layer/deadline.rs"),
    ],
    named,
    shown: |_, _| None,
    numbers,
};

/// Nothing decides where there is no layer.
pub(super) fn listing(settings: &Settings) -> Option<&'static Listing> {
    (!layers(settings).is_empty()).then_some(&LISTING)
}

fn named(event: &Event, before: Option<&Event>, settings: &Settings) -> Vec<Rule> {
    match event {
        // Who is let through is told by the layer itself.
        Event::AttemptStarted { .. } => Vec::new(),
        Event::Waiting { .. } => rule::of_retry(event, before, settings),
        Event::TimedOut { .. } => vec![
            match settings.choice("expired") {
                "leave" => LEFT_RUNNING,
                "await" => AWAITED,
                _ => CANCELLED,
            },
            EXPIRED,
        ],
        Event::AtLayer { place, step, .. } => {
            let kind = layers(settings).get(*place as usize - 1).copied();
            kind.map_or_else(Vec::new, |kind| passed(kind, *step, before))
        }
        _ => rule::of_breaker(event, before, false),
    }
}

/// The rules of what a layer does without an event of its own.
fn passed(kind: Kind, step: LayerStep, before: Option<&Event>) -> Vec<Rule> {
    match (kind, step) {
        // A probe was admitted by the rule of its own event.
        (Kind::Breaker, LayerStep::Out) => match before {
            Some(Event::ProbeStarted { .. }) => Vec::new(),
            _ => vec![Rule::ADMITTED],
        },
        // Only a retry without a wait sends an attempt inward right behind the result of the one before.
        (Kind::Retry, LayerStep::Out) => match before {
            Some(
                Event::AttemptEnded { .. }
                | Event::Refused { .. }
                | Event::AtLayer { step: LayerStep::Back { .. }, .. },
            ) => vec![Rule::AGAIN, Rule::AT_ONCE],
            _ => Vec::new(),
        },
        (Kind::Retry, LayerStep::Back { outcome }) => match outcome {
            CallOutcome::Failed { reason, .. } => reason.map(rule::given_up).into_iter().collect(),
            _ => vec![Rule::SUCCESS],
        },
        (Kind::Degrade, LayerStep::Back { outcome: CallOutcome::FellBack { .. } }) => vec![REPLACED],
        _ => Vec::new(),
    }
}

fn numbers(record: &Record, rule: Rule) -> Option<String> {
    Some(match &record.event {
        Event::TimedOut { call, attempt, limit } => match rule {
            EXPIRED => crate::words::span(*limit),
            _ => text::attempt_in_code(call.number, *attempt),
        },
        // Of several retries each counts its own attempts, and this is the call's.
        Event::Waiting { call, attempt, .. } if rule == Rule::AGAIN => text::attempt_in_code(call.number, *attempt),
        Event::AtLayer { call, step, .. } => match (rule, step) {
            (Rule::AT_ONCE, _) => text::NO_WAIT.to_owned(),
            (
                _,
                LayerStep::Back { outcome: CallOutcome::Failed { reason: Some(Reason::Exhausted { attempts }), .. } },
            ) => text::used_up_in_code(*attempts),
            _ => text::call_in_code(call.number),
        },
        _ => return None,
    })
}
