//! What is worth trying in the dashboard lab.

use super::{Picture, is_shared};
use crate::play::Run;
use crate::play::tries::Done::{Beside, InARun};
use crate::play::tries::{Answer, Try, action, follows, since_set};
use crate::policy::breaker::State;
use crate::sim::event::Event;
use crate::sim::input::Action;
use crate::text::dashboard as lab;
use crate::text::dashboard::tries as text;

pub(super) static TRIES: [Try; 4] = [
    Try {
        text: text::KILL,
        answer: Answer::Numbers(lab::OPEN_NOW),
        fits: |settings| !is_shared(settings),
        done: InARun(|run| follows(run, |event| matches!(action(event), Some(Action::Kill { .. })), opens)),
    },
    Try {
        text: text::SHARED,
        answer: Answer::Lanes(lab::COMPARED_REFUSED),
        fits: |_| true,
        done: Beside(is_shared, opens),
    },
    Try {
        text: text::SUPPRESS,
        answer: Answer::Numbers(lab::ALERTS_SENT),
        fits: |settings| !settings.span("suppress").is_zero(),
        done: InARun(|run| {
            run.settings().span("suppress").is_zero() && picture(run).is_some_and(|one| one.tally.alarms.all() > 1)
        }),
    },
    Try {
        text: text::LIMIT,
        answer: Answer::Why(text::LIMIT_ANSWER),
        fits: |settings| settings.count("flaps") > 1,
        done: InARun(|run| run.settings().count("flaps") <= 1 && since_set(run).any(opens)),
    },
];

fn picture(run: &Run) -> Option<&Picture> {
    run.picture().of()
}

fn opens(event: &Event) -> bool {
    matches!(event, Event::Transition(transition) if transition.to == State::Open)
}
