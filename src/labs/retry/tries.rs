//! What is worth trying in the retry lab.

use super::shown;
use crate::play::tries::Done::{Beside, InARun};
use crate::play::tries::{Answer, Try, applies, ends, since_set};
use crate::play::{Run, Settings};
use crate::sim::event::Event;
use crate::text::retry;
use crate::text::retry::tries as text;

pub(super) static TRIES: [Try; 4] = [
    Try {
        text: text::TOGETHER,
        answer: Answer::Stage,
        fits: |settings| has_spread(settings) && retries(settings),
        done: InARun(|run| {
            has_spread(run.settings()) && run.settings().number("spread") == 0.0 && retries_together(run)
        }),
    },
    Try {
        text: text::WAITING,
        answer: Answer::Numbers(retry::WAITED),
        fits: retries,
        done: InARun(|run| {
            run.settings().number("failure") >= 0.9 && since_set(run).any(|event| *event == Event::Finished)
        }),
    },
    Try {
        text: text::ATTEMPTS,
        answer: Answer::Numbers(retry::FAILED),
        fits: |settings| applies(settings, "attempts"),
        done: InARun(|run| run.settings().count("attempts") >= 8 && since_set(run).any(ends)),
    },
    Try {
        text: text::WITHOUT,
        answer: Answer::Lanes(retry::COMPARED_SUCCESS),
        fits: retries,
        done: Beside(|settings| shown(settings).count("attempts") == 1, ends),
    },
];

/// Whether reads that begin at the same time are kept apart by jitter alone.
fn has_spread(settings: &Settings) -> bool {
    applies(settings, "spread") && settings.choice("start") == "together"
}

/// Whether reads fail at times and then try again.
fn retries(settings: &Settings) -> bool {
    shown(settings).count("attempts") > 1 && settings.number("failure") > 0.0 && settings.count("reads") > 1
}

/// Whether further attempts of two reads have started at the same moment.
fn retries_together(run: &Run) -> bool {
    let again = run.log().records().filter_map(|record| {
        let Event::AttemptStarted { attempt, .. } = record.event else { return None };
        (attempt > 1).then_some(record.at)
    });
    let mut before = None;
    let mut together = again.map(|at| before.replace(at) == Some(at));
    together.any(|same| same)
}
