//! What is worth trying in the breaker lab.

use super::is_without;
use crate::play::Run;
use crate::play::tries::Done::{Beside, InARun};
use crate::play::tries::{Answer, Try, applies, fails, follows, kills, recovers, since_set, turns_to};
use crate::policy::breaker::State;
use crate::sim::event::Event;

pub(super) static TRIES: [Try; 6] = [
    Try {
        text: "Kill S1. Which failure opens the breaker?",
        answer: Answer::Why("Opened"),
        // Where many calls fail anyway, a Kill shows nothing.
        fits: |settings| !is_without(settings) && settings.number("failure") <= 0.3,
        done: InARun(|run| follows(run, kills, |event| turns_to(event, State::Open))),
    },
    Try {
        text: "Recover S1 while the breaker is open. What must happen before it closes?",
        answer: Answer::Why("Closed"),
        fits: |settings| !is_without(settings),
        done: InARun(|run| follows(run, recovers, |event| turns_to(event, State::Closed))),
    },
    Try {
        text: "Set the failure threshold to 1. How many good calls does the breaker refuse now?",
        answer: Answer::Numbers("good calls refused"),
        fits: |settings| applies(settings, "threshold"),
        done: InARun(|run| {
            applies(run.settings(), "threshold") && run.settings().count("threshold") == 1 && refuses_good(run)
        }),
    },
    Try {
        text: "Set the failure rate that opens to 10 %. How many good calls does the breaker refuse now?",
        answer: Answer::Numbers("good calls refused"),
        fits: |settings| applies(settings, "rate"),
        done: InARun(|run| {
            applies(run.settings(), "rate") && run.settings().number("rate") <= 0.1 && refuses_good(run)
        }),
    },
    Try {
        text: "Kill S1. How many bad calls go through when nothing stops them?",
        answer: Answer::Numbers("bad calls let through"),
        fits: is_without,
        done: InARun(|run| is_without(run.settings()) && follows(run, kills, fails)),
    },
    Try {
        text: "Press “Without a breaker”. How many more calls reach a service that is down?",
        answer: Answer::Lanes("Bad calls let through"),
        fits: |settings| !is_without(settings),
        done: Beside(is_without, fails),
    },
];

fn refuses_good(run: &Run) -> bool {
    since_set(run).any(|event| matches!(event, Event::Refused { luck, .. } if !luck.fails()))
}
