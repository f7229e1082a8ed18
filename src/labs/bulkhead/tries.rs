//! What is worth trying in the bulkhead lab.

use super::{ORDERS, Picture, has_wall, share};
use crate::play::Run;
use crate::play::tries::Done::InARun;
use crate::play::tries::{Answer, Try};
use crate::text::bulkhead as lab;
use crate::text::bulkhead::tries as text;

pub(super) static TRIES: [Try; 4] = [
    Try {
        text: text::NARROW,
        answer: Answer::Numbers(lab::ORDERS_REFUSED),
        fits: |settings| has_wall(settings) && share(settings, ORDERS) > 1 && settings.number("orders") > 10.0,
        done: InARun(|run| has_wall(run.settings()) && share(run.settings(), ORDERS) == 1 && refused(run)),
    },
    Try {
        text: text::TAKE_AWAY,
        answer: Answer::Stage,
        fits: has_wall,
        done: InARun(|run| !has_wall(run.settings()) && refused(run)),
    },
    Try {
        text: text::CONNECTIONS,
        answer: Answer::Numbers(lab::ORDERS_SERVED),
        fits: |settings| !has_wall(settings) && settings.count("pool") == 0,
        done: InARun(|run| picture(run).is_some_and(|picture| picture.connections.exhausted > 0)),
    },
    Try {
        text: text::TIMEOUT,
        answer: Answer::Why(text::TIMEOUT_ANSWER),
        fits: |settings| settings.number("timeout") == 0.0,
        done: InARun(|run| run.settings().number("timeout") > 0.0 && failed(run)),
    },
];

fn picture(run: &Run) -> Option<&Picture> {
    run.picture().of()
}

/// Whether an order found no place.
fn refused(run: &Run) -> bool {
    picture(run).is_some_and(|picture| picture.kinds[ORDERS].refused > 0)
}

/// Whether a report took too long.
fn failed(run: &Run) -> bool {
    picture(run).is_some_and(|picture| picture.kinds[super::REPORTS].failed > 0)
}
