//! What is worth trying in the fallback lab.

use super::{Picture, is_on};
use crate::play::Run;
use crate::play::tries::Done::InARun;
use crate::play::tries::{Answer, Try};
use crate::text::fallback as lab;
use crate::text::fallback::tries as text;

pub(super) static TRIES: [Try; 4] = [
    Try {
        text: text::NO_DEFAULT,
        answer: Answer::Numbers(lab::ERRORS),
        fits: |settings| is_on(settings, "fixed"),
        done: InARun(|run| !is_on(run.settings(), "fixed") && reads_fail(run)),
    },
    Try {
        text: text::SILENCE,
        answer: Answer::Numbers(lab::SEEN_FULL),
        fits: |settings| !is_on(settings, "silent"),
        done: InARun(|run| is_on(run.settings(), "silent") && shows(run, |picture| picture.unflagged > 5)),
    },
    Try {
        text: text::REPLAY,
        answer: Answer::Why(text::REPLAY_ANSWER),
        fits: |settings| is_on(settings, "letters") && settings.choice("replay") == "hand",
        done: InARun(|run| shows(run, |picture| picture.replayed > 0)),
    },
    Try {
        text: text::STALE,
        answer: Answer::Numbers(lab::BY_DEFAULT),
        fits: |settings| is_on(settings, "cached") && settings.number("stale") < 60.0,
        done: InARun(|run| run.settings().number("stale") >= 60.0 && shows(run, |picture| picture.down == [true; 2])),
    },
];

fn shows(run: &Run, is: impl Fn(&Picture) -> bool) -> bool {
    run.picture().of::<Picture>().is_some_and(is)
}

/// Whether the last call is a read that came to nothing.
fn reads_fail(run: &Run) -> bool {
    shows(run, |picture| picture.last.as_ref().is_some_and(|last| last.step == 4 && !last.write))
}
