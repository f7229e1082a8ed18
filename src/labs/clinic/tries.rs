//! What is worth trying in the clinic.

use super::plan::Kind;
use super::{Picture, case, number};
use crate::play::Run;
use crate::play::tries::Done::InARun;
use crate::play::tries::{Answer, Try};
use crate::policy::breaker::RejectReason;
use crate::sim::event::Event;
use crate::text::clinic as lab;
use crate::text::clinic::tries as text;

/// The case of three probes for five successes.
const STUCK: usize = 16;

pub(super) static TRIES: [Try; 3] = [
    Try {
        text: text::CHANGE,
        answer: Answer::Stage,
        fits: |_| true,
        done: InARun(|run| picture(run).is_some_and(|picture| picture.finished && picture.changes > 0)),
    },
    Try {
        text: text::WITHOUT,
        answer: Answer::Numbers(lab::AVOIDED_PERMILLE),
        fits: |settings| case(settings).0.place("no-breaker").is_some(),
        done: InARun(|run| {
            picture(run)
                .is_some_and(|picture| picture.finished && picture.changes > 0 && picture.plan.guard.kind == Kind::Off)
        }),
    },
    Try {
        text: text::STUCK,
        answer: Answer::Why(lab::PROBES_USED),
        fits: |_| true,
        done: InARun(|run| {
            number(run.settings()) == STUCK && run.log().records().any(|record| is_stuck(&record.event))
        }),
    },
];

fn picture(run: &Run) -> Option<&Picture> {
    run.picture().of()
}

fn is_stuck(event: &Event) -> bool {
    matches!(event, Event::Refused { rejection, .. } if rejection.reason == RejectReason::ProbesUsed)
}
