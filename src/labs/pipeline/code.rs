//! The sources that the pipeline lab's runs go through: the three policies, and what a pipeline makes of them.

use super::{ENRICH, breaker_of, is_on};
use crate::labs::sensors::{AVAILABLE, FALLBACK, UNAVAILABLE, VALUE, VERDICT};
use crate::play::Settings;
use crate::play::code::source::source;
use crate::play::code::{Listing, Rule, rule};
use crate::policy::FailureKind;
use crate::sim::event::{CallOutcome, Event, Record};
use crate::text::batch;
use crate::text::pipeline as text;
use crate::words::span;

/// A batch left the pipeline enriched, or with a flag.
pub const DELIVERED: Rule = Rule::new("delivered");
/// A failure without degradation stops all.
pub const CRASH: Rule = Rule::new("crash");
/// What was in hand, or due while it was down, is lost.
pub const LOST: Rule = Rule::new("lost");
/// It is up again.
pub const UP_AGAIN: Rule = Rule::new("up-again");

/// The three policies, and the pipeline.
pub static LISTING: Listing = Listing {
    key: "pipeline",
    files: &[
        source!("workload/pipeline.rs", "sim/workload/pipeline.rs"),
        source!("degrade.rs", "policy/degrade.rs"),
        source!("breaker/mod.rs", "policy/breaker/mod.rs"),
        source!("breaker/trip.rs", "policy/breaker/trip.rs"),
        source!("breaker/probing.rs", "policy/breaker/probing.rs"),
        source!("retry/mod.rs", "policy/retry/mod.rs"),
        source!("backoff/mod.rs", "policy/backoff/mod.rs"),
        source!("layer/retry.rs", "sim/layer/retry.rs"),
    ],
    named,
    shown: |_, _| None,
    numbers,
};

fn named(event: &Event, before: Option<&Event>, settings: &Settings) -> Vec<Rule> {
    match event {
        // A retry inside a breaker asks it only once, and a sensor may have none.
        Event::AttemptStarted { call, attempt, .. } => {
            let guarded = *attempt == 1 && is_on(settings, "breaker") && breaker_of(settings, call.caller).is_some();
            let admitted = if guarded { rule::of_breaker(event, before, false) } else { Vec::new() };
            [admitted, rule::of_retry(event, before, settings)].concat()
        }
        Event::CallEnded { call, outcome: CallOutcome::Success { .. }, .. } => {
            let value = (call.caller != ENRICH).then_some(VALUE);
            value.into_iter().chain([Rule::SUCCESS]).collect()
        }
        Event::CallEnded { call, outcome: CallOutcome::FellBack { kind }, .. } => {
            let fallback = (call.caller != ENRICH).then_some(FALLBACK);
            let given_up = (*kind != FailureKind::Refused).then(|| rule::given_up_on(*kind));
            fallback.into_iter().chain(given_up).collect()
        }
        Event::Gathered { available, total, .. } => {
            let kept = (*available > 0).then_some(AVAILABLE);
            let missing = (available < total).then_some(UNAVAILABLE);
            [Some(VERDICT), missing, kept].into_iter().flatten().collect()
        }
        Event::Delivered { .. } => vec![DELIVERED],
        Event::Crashed { .. } => vec![CRASH],
        Event::Lost { .. } => vec![LOST],
        Event::Restarted { .. } => vec![UP_AGAIN],
        Event::Waiting { .. } | Event::CallEnded { .. } => rule::of_retry(event, before, settings),
        _ => rule::of_breaker(event, before, false),
    }
}

fn numbers(record: &Record, rule: Rule) -> Option<String> {
    Some(match &record.event {
        Event::CallEnded { call, outcome, .. } => match (rule, outcome) {
            (VALUE, CallOutcome::Success { value }) => {
                format!("S{}: {}", call.caller, crate::decimal::short(*value, 1))
            }
            (FALLBACK, CallOutcome::FellBack { kind }) => format!("S{}: {kind:?}", call.caller),
            _ => return None,
        },
        Event::Gathered { available, total, unavailable, .. } => match rule {
            AVAILABLE => batch::available(*available, *total),
            _ if unavailable.is_empty() => batch::all_there(*total),
            UNAVAILABLE => unavailable.names(", "),
            _ => batch::missing(&unavailable.names(", ")),
        },
        Event::Delivered { batch, enriched, .. } => text::delivered_note(*batch, *enriched),
        Event::Crashed { batch, .. } | Event::Lost { batch, .. } => text::batch_note(*batch),
        Event::Restarted { down } => span(*down),
        _ => return None,
    })
}
