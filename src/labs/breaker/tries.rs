//! What is worth trying in the breaker lab.

use super::is_without;
use crate::play::Run;
use crate::play::tries::Done::{Beside, InARun};
use crate::play::tries::{Answer, Try, applies, fails, follows, kills, recovers, since_set, turns_to};
use crate::policy::breaker::State;
use crate::sim::event::Event;
use crate::text::breaker;
use crate::text::breaker::tries as text;

pub(super) static TRIES: [Try; 6] = [
    Try {
        text: text::KILL,
        answer: Answer::Why(text::KILL_ANSWER),
        // Where many calls fail anyway, a Kill shows nothing.
        fits: |settings| !is_without(settings) && settings.number("failure") <= 0.3,
        done: InARun(|run| follows(run, kills, |event| turns_to(event, State::Open))),
    },
    Try {
        text: text::RECOVER,
        answer: Answer::Why(text::RECOVER_ANSWER),
        fits: |settings| !is_without(settings),
        done: InARun(|run| follows(run, recovers, |event| turns_to(event, State::Closed))),
    },
    Try {
        text: text::THRESHOLD,
        answer: Answer::Numbers(breaker::GOOD_REFUSED),
        fits: |settings| applies(settings, "threshold"),
        done: InARun(|run| {
            applies(run.settings(), "threshold") && run.settings().count("threshold") == 1 && refuses_good(run)
        }),
    },
    Try {
        text: text::RATE,
        answer: Answer::Numbers(breaker::GOOD_REFUSED),
        fits: |settings| applies(settings, "rate"),
        done: InARun(|run| {
            applies(run.settings(), "rate") && run.settings().number("rate") <= 0.1 && refuses_good(run)
        }),
    },
    Try {
        text: text::NONE,
        answer: Answer::Numbers(breaker::BAD_THROUGH),
        fits: is_without,
        done: InARun(|run| is_without(run.settings()) && follows(run, kills, fails)),
    },
    Try {
        text: text::WITHOUT,
        answer: Answer::Lanes(breaker::COMPARED_BAD_THROUGH),
        fits: |settings| !is_without(settings),
        done: Beside(is_without, fails),
    },
];

fn refuses_good(run: &Run) -> bool {
    since_set(run).any(|event| matches!(event, Event::Refused { luck, .. } if !luck.fails()))
}
