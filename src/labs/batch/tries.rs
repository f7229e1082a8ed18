//! What is worth trying in the batch lab.

use crate::play::tries::Done::{Beside, InARun};
use crate::play::tries::{Answer, Try, action, follows, since_set};
use crate::sim::event::{Event, TwinFate};
use crate::sim::input::Action;
use crate::text::batch;
use crate::text::batch::tries as text;

pub(super) static TRIES: [Try; 4] = [
    Try {
        text: text::KILL,
        answer: Answer::Why(text::KILL_ANSWER),
        fits: |_| true,
        done: InARun(|run| {
            let kills_s0 = |event: &Event| matches!(action(event), Some(Action::Kill { service: 0 }));
            let misses_s0 =
                |event: &Event| matches!(event, Event::BatchEnded { unavailable, .. } if unavailable.contains(0));
            follows(run, kills_s0, misses_s0)
        }),
    },
    Try {
        text: text::TWIN,
        answer: Answer::Numbers(batch::TWIN_KEPT),
        fits: |_| true,
        done: InARun(|run| {
            let reads = |event: &Event| {
                matches!(event, Event::Twin { fate: TwinFate::Kept { .. } | TwinFate::Crashed { .. }, .. })
            };
            run.settings().choice("restart") == "1" && since_set(run).any(reads)
        }),
    },
    Try {
        text: text::ATTEMPTS,
        answer: Answer::Numbers(batch::KEPT),
        fits: |_| true,
        done: InARun(|run| {
            let ended = |event: &Event| matches!(event, Event::BatchEnded { .. });
            run.settings().count("attempts") >= 3 && since_set(run).any(ended)
        }),
    },
    Try {
        text: text::WITHOUT,
        answer: Answer::Lanes(batch::COMPARED_KEPT),
        fits: |settings| settings.number("share") < 1.0,
        done: Beside(|settings| settings.number("share") >= 1.0, |event| matches!(event, Event::BatchEnded { .. })),
    },
];
