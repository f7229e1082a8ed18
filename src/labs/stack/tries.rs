//! What is worth trying in the stack lab.

use super::{Kind, layers};
use crate::play::tries::Done::InARun;
use crate::play::tries::{Answer, Try, ends, follows, kills, since_set};
use crate::play::{Run, Settings};
use crate::sim::event::{CallOutcome, Event};
use crate::text::stack as text;
use crate::text::stack::tries as told;

pub(super) static TRIES: [Try; 4] = [
    Try {
        text: told::TRY_ORDER,
        answer: Answer::Stage,
        fits: |settings| has(settings, Kind::Breaker) && has(settings, Kind::Retry),
        done: InARun(|run| is_outside(run.settings()) && seen(run, ends)),
    },
    Try {
        text: told::TRY_FINAL,
        answer: Answer::Numbers(text::N_FOR_NOTHING),
        fits: |settings| has(settings, Kind::Breaker) && has(settings, Kind::Retry) && !is_outside(settings),
        done: InARun(|run| {
            run.settings().choice("refusals") == "final" && seen(run, |event| matches!(event, Event::Refused { .. }))
        }),
    },
    Try {
        text: told::TRY_SECOND_RETRY,
        answer: Answer::Numbers(text::N_MOST),
        fits: |settings| has(settings, Kind::Retry),
        done: InARun(|run| {
            layers(run.settings()).iter().filter(|kind| **kind == Kind::Retry).count() > 1 && seen(run, ends)
        }),
    },
    Try {
        text: told::TRY_KILL,
        answer: Answer::Why(text::INSTEAD),
        fits: |settings| has(settings, Kind::Degrade),
        done: InARun(|run| {
            let replaced =
                |event: &Event| matches!(event, Event::CallEnded { outcome: CallOutcome::FellBack { .. }, .. });
            follows(run, kills, replaced)
        }),
    },
];

fn has(settings: &Settings, kind: Kind) -> bool {
    layers(settings).contains(&kind)
}

/// Whether the breaker stands around each retry.
fn is_outside(settings: &Settings) -> bool {
    let kinds = layers(settings);
    let first = |kind: Kind| kinds.iter().position(|one| *one == kind);
    first(Kind::Breaker).zip(first(Kind::Retry)).is_some_and(|(breaker, retry)| breaker < retry)
}

fn seen(run: &Run, is: fn(&Event) -> bool) -> bool {
    since_set(run).any(is)
}
