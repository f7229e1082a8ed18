//! The sources that the batch lab's runs go through, and the rules of a batch and of its twin.

use super::{Picture, Status};
use crate::decimal::short;
pub use crate::labs::sensors::{AVAILABLE, FALLBACK, UNAVAILABLE, VALUE, VERDICT};
use crate::play::code::source::source;
use crate::play::code::{Listing, Rule, rule};
use crate::play::{Run, Settings};
use crate::policy::partial::Lack;
use crate::sim::event::{CallOutcome, Event, Record, TwinFate};
use crate::text::batch as text;
use crate::words::span;

/// A last good value is shown.
pub const STALE: Rule = Rule::new("stale");
/// No last good value is fresh enough.
pub const NOTHING_TO_SHOW: Rule = Rule::new("nothing-to-show");
/// It lacks a value without which there is no answer.
pub const CRITICAL_MISSING: Rule = Rule::new("critical-missing");
/// It has too few values to be an answer.
pub const TOO_FEW: Rule = Rule::new("too-few");
/// The all-or-nothing twin keeps a batch.
pub const TWIN_KEPT: Rule = Rule::new("twin-kept");
/// It crashes.
pub const TWIN_CRASHED: Rule = Rule::new("twin-crashed");
/// It is down.
pub const TWIN_DOWN: Rule = Rule::new("twin-down");
/// It was started again.
pub const TWIN_RESTARTED: Rule = Rule::new("twin-restarted");
/// It has come back by itself.
pub const TWIN_BACK: Rule = Rule::new("twin-back");

/// A batch with fallbacks, its twin, and the retry of each read.
pub static LISTING: Listing = Listing {
    key: "batch",
    files: &[
        source!("degrade.rs", "policy/degrade.rs"),
        source!("partial.rs", "policy/partial.rs"),
        source!("restart.rs", "policy/restart.rs"),
        source!("sensors.rs", "labs/sensors.rs"),
        source!("retry/mod.rs", "policy/retry/mod.rs"),
        source!("layer/retry.rs", "sim/layer/retry.rs"),
    ],
    named,
    shown: shown_instead,
    numbers,
};

fn named(event: &Event, before: Option<&Event>, settings: &Settings) -> Vec<Rule> {
    match event {
        Event::CallEnded { outcome: CallOutcome::Success { .. }, .. } => vec![VALUE, Rule::SUCCESS],
        Event::CallEnded { outcome: CallOutcome::FellBack { kind }, .. } => vec![FALLBACK, rule::given_up_on(*kind)],
        Event::BatchEnded { available, total, lack, .. } => {
            let no_answer = lack.map(|lack| match lack {
                Lack::Critical { .. } => CRITICAL_MISSING,
                Lack::Share { .. } => TOO_FEW,
            });
            let kept = (*available > 0).then_some(AVAILABLE);
            let missing = (available < total).then_some(UNAVAILABLE);
            [no_answer, Some(VERDICT), missing, kept].into_iter().flatten().collect()
        }
        Event::Twin { fate, .. } => vec![match fate {
            TwinFate::Kept { .. } => TWIN_KEPT,
            TwinFate::Crashed { .. } => TWIN_CRASHED,
            TwinFate::Down => TWIN_DOWN,
            TwinFate::Restarted => TWIN_RESTARTED,
            TwinFate::Back { .. } => TWIN_BACK,
        }],
        _ => rule::of_retry(event, before, settings),
    }
}

/// What the stage shows in the place of a missing value, as long as the picture knows.
fn shown_instead(run: &Run, record: &Record) -> Option<Rule> {
    let picture = run.picture().of::<Picture>()?;
    let Event::CallEnded { call, outcome: CallOutcome::FellBack { .. }, .. } = record.event else { return None };
    let sensor = picture.sensors.get(call.caller as usize).filter(|sensor| sensor.ended == Some(record.at))?;
    match sensor.status {
        Status::Stale { .. } => Some(STALE),
        Status::Unavailable => Some(NOTHING_TO_SHOW),
        Status::Waiting | Status::Ok { .. } | Status::Retrying { .. } => None,
    }
}

fn numbers(record: &Record, rule: Rule) -> Option<String> {
    Some(match &record.event {
        Event::CallEnded { call, outcome, .. } => match (rule, outcome) {
            (VALUE, CallOutcome::Success { value }) => format!("S{}: {}", call.caller, short(*value, 1)),
            (FALLBACK, CallOutcome::FellBack { kind }) => format!("S{}: {kind:?}", call.caller),
            (STALE | NOTHING_TO_SHOW, _) => format!("S{}", call.caller),
            _ => return None,
        },
        Event::BatchEnded { available, total, unavailable, lack, .. } => match rule {
            TOO_FEW | CRITICAL_MISSING => lack.map_or_else(String::new, |lack| match lack {
                Lack::Share { needed } => format!("{available} < {needed}"),
                Lack::Critical { part } => format!("S{part}"),
            }),
            AVAILABLE => text::available(*available, *total),
            _ if unavailable.is_empty() => text::all_there(*total),
            UNAVAILABLE => unavailable.names(", "),
            _ => text::missing(&unavailable.names(", ")),
        },
        Event::Twin { fate: TwinFate::Kept { values }, .. } => text::kept(*values),
        Event::Twin { fate: TwinFate::Crashed { sensor }, .. } => format!("S{sensor}"),
        Event::Twin { fate: TwinFate::Back { after }, .. } => span(*after),
        _ => return None,
    })
}
