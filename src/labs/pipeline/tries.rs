//! What is worth trying in the pipeline lab.

use super::{ENRICH, is_on};
use crate::play::Settings;
use crate::play::tries::Done::{Beside, InARun};
use crate::play::tries::{Answer, Try, action, follows, since_set};
use crate::sim::event::Event;
use crate::sim::input::Action;
use crate::text::pipeline;
use crate::text::pipeline::tries as text;

pub(super) static TRIES: [Try; 4] = [
    Try {
        text: text::BREAKER,
        answer: Answer::Numbers(pipeline::LATE),
        fits: |_| true,
        done: InARun(|run| !is_on(run.settings(), "breaker") && since_set(run).any(is_flagged)),
    },
    Try {
        text: text::DEGRADE,
        answer: Answer::Why(text::DEGRADE_ANSWER),
        fits: |_| true,
        done: InARun(|run| {
            let crashes = |event: &Event| matches!(event, Event::Crashed { .. });
            !is_on(run.settings(), "degrade") && since_set(run).any(crashes)
        }),
    },
    Try {
        text: text::KILL,
        answer: Answer::Why(text::KILL_ANSWER),
        fits: |settings| is_on(settings, "degrade"),
        done: InARun(|run| {
            let kills = |event: &Event| matches!(action(event), Some(Action::Kill { service: ENRICH }));
            follows(run, kills, is_flagged)
        }),
    },
    Try {
        text: text::SHARED,
        answer: Answer::Lanes(pipeline::DATA_KEPT),
        fits: |_| true,
        done: Beside(is_shared, |event| matches!(event, Event::BatchEnded { .. })),
    },
];

fn is_flagged(event: &Event) -> bool {
    matches!(event, Event::Delivered { enriched: false, .. })
}

fn is_shared(settings: &Settings) -> bool {
    settings.choice("own") == "2"
}
