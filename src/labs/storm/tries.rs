//! What is worth trying in the storm lab.

use super::{Picture, World};
use crate::play::tries::Done::{Beside, InARun};
use crate::play::tries::{Answer, Try, ends};
use crate::play::{Run, Settings};
use crate::text::storm as text;

pub(super) static TRIES: [Try; 4] = [
    Try {
        text: text::tries::TRY_JITTER,
        answer: Answer::Numbers(text::PEAK),
        fits: |settings| World::of(settings) == World::Blip && settings.choice("jitter") == "none",
        done: InARun(|run| is(run, World::Blip, "full") && run.finished()),
    },
    Try {
        text: text::tries::TRY_BUDGET,
        answer: Answer::Stage,
        fits: |settings| World::of(settings) == World::Load && settings.choice("budget") == "none",
        done: InARun(|run| {
            let is_back = picture(run).is_some_and(|picture| picture.now_calm() && run.now() > picture.blip.1);
            World::of(run.settings()) == World::Load && run.settings().choice("budget") != "none" && is_back
        }),
    },
    Try {
        text: text::tries::TRY_CONTENTION,
        answer: Answer::Numbers(text::ATTEMPTS),
        fits: |settings| World::of(settings) == World::Contention,
        done: InARun(|run| is(run, World::Contention, "full") && run.finished()),
    },
    Try {
        text: text::tries::TRY_WITHOUT,
        answer: Answer::Lanes(text::SHARE_SERVED),
        fits: |settings| World::of(settings) != World::Contention && settings.count("attempts") > 1,
        done: Beside(|settings| settings.count("attempts") == 1, ends),
    },
];

fn picture(run: &Run) -> Option<&Picture> {
    run.picture().of()
}

fn is(run: &Run, world: World, jitter: &str) -> bool {
    let settings: &Settings = run.settings();
    World::of(settings) == world && settings.choice("jitter") == jitter
}
