//! What is worth trying in the batch lab.

use crate::play::tries::Done::{Beside, InARun};
use crate::play::tries::{Answer, Try, action, follows, since_set};
use crate::sim::event::{Event, TwinFate};
use crate::sim::input::Action;

pub(super) static TRIES: [Try; 4] = [
    Try {
        text: "Kill S0. What do the next batches say of it?",
        answer: Answer::Why("Unavailable: S0"),
        fits: |_| true,
        done: InARun(|run| {
            let kills_s0 = |event: &Event| matches!(action(event), Some(Action::Kill { service: 0 }));
            let misses_s0 =
                |event: &Event| matches!(event, Event::BatchEnded { unavailable, .. } if unavailable.contains(0));
            follows(run, kills_s0, misses_s0)
        }),
    },
    Try {
        text: "Let the twin start again with every batch (More settings). How many values does it keep?",
        answer: Answer::Numbers("kept by the all-or-nothing twin"),
        fits: |_| true,
        done: InARun(|run| {
            let reads = |event: &Event| {
                matches!(event, Event::Twin { fate: TwinFate::Kept { .. } | TwinFate::Crashed { .. }, .. })
            };
            run.settings().choice("restart") == "1" && since_set(run).any(reads)
        }),
    },
    Try {
        text: "Set the attempts per read to 3 (More settings). How many of the values wanted are kept now?",
        answer: Answer::Numbers("values kept"),
        fits: |_| true,
        done: InARun(|run| {
            let ended = |event: &Event| matches!(event, Event::BatchEnded { .. });
            run.settings().count("attempts") >= 3 && since_set(run).any(ended)
        }),
    },
    Try {
        text: "Press “Without degradation”. How many values are kept without it?",
        answer: Answer::Lanes("Data kept"),
        fits: |settings| settings.number("share") < 1.0,
        done: Beside(|settings| settings.number("share") >= 1.0, |event| matches!(event, Event::BatchEnded { .. })),
    },
];
