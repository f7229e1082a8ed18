//! What is worth trying in the cascade lab.

use super::{A, C, Picture};
use crate::play::Run;
use crate::play::tries::Done::InARun;
use crate::play::tries::{Answer, Try, since_set};
use crate::sim::event::{Event, Trouble};
use crate::text::cascade as lab;
use crate::text::cascade::tries as text;

pub(super) static TRIES: [Try; 4] = [
    Try {
        text: text::TIMEOUT,
        answer: Answer::Numbers(lab::PROTECTED_STATUS),
        fits: |settings| settings.number("timeout") == 0.0,
        done: InARun(|run| run.settings().number("timeout") > 0.0 && hangs(run) && has_room(run)),
    },
    Try {
        text: text::WALL,
        answer: Answer::Why(text::WALL_ANSWER),
        fits: |settings| settings.count("bulkhead") == 0,
        done: InARun(|run| run.settings().count("bulkhead") > 0 && hangs(run) && has_room(run)),
    },
    Try {
        text: text::BREAKERS,
        answer: Answer::Stage,
        fits: |settings| settings.choice("breaker") == "0" && settings.number("timeout") == 0.0,
        done: InARun(|run| {
            let settings = run.settings();
            settings.choice("breaker") == "1" && settings.number("timeout") == 0.0 && hangs(run) && !has_room(run)
        }),
    },
    Try {
        text: text::BUDGET,
        answer: Answer::Numbers(lab::WASTED),
        fits: |settings| settings.number("timeout") > 0.0 && settings.choice("budgeted") == "0",
        done: InARun(|run| run.settings().choice("budgeted") == "1" && hangs(run)),
    },
];

/// Whether C has let a call hang since the last change of a setting.
fn hangs(run: &Run) -> bool {
    since_set(run).any(|event| match event {
        Event::AttemptCancelled { service, .. } => *service as usize == C,
        Event::AttemptEnded { luck, .. } => luck.trouble == Some(Trouble::Outage),
        _ => false,
    })
}

fn has_room(run: &Run) -> bool {
    run.picture().of::<Picture>().is_some_and(|picture| picture.hosts[A].full_since.is_none())
}
