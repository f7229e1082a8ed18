//! What is worth trying in the cascade lab.

use super::{A, Picture};
use crate::play::Run;
use crate::play::tries::Done::InARun;
use crate::play::tries::{Answer, Try};
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

/// Whether C hangs.
fn hangs(run: &Run) -> bool {
    let outage = run.picture().of::<Picture>().map(|picture| picture.outage);
    outage.is_some_and(|(from, until)| from < run.now() && run.now() < until)
}

fn has_room(run: &Run) -> bool {
    run.picture().of::<Picture>().is_some_and(|picture| picture.hosts[A].full_since.is_none())
}
