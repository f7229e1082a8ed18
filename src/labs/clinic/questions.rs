//! The clinic's questions.

use super::ask::{self, SLOTS, slot};
use super::{ANSWERED, Picture};
use crate::play::Run;
use crate::play::question::{Answer, Question};
use crate::text::clinic::questions as text;
use crate::text::noun;
use crate::words::{decimal, grouped, seconds};

/// Which cases the questions are about.
const RACE: usize = 1;
const CRASH: usize = 4;
const SHARED: usize = 5;
const NESTED: usize = 14;
const STUCK: usize = 16;
const SEMIAN: usize = 25;

pub(super) static QUESTIONS: [Question; 7] = [
    Question {
        link: "#clinic?case=25",
        until: 18_000,
        asks: ask::open,
        outcome: |run| {
            let share = open_for(run, of(run, SEMIAN)?) / run.now().seconds();
            Some(Answer::Choice(usize::from(share >= 0.05) + usize::from(share >= 0.3)))
        },
        explain: why_open,
    },
    Question {
        link: "#clinic?case=1",
        until: 14_000,
        asks: ask::probes,
        outcome: |run| {
            let most = of(run, RACE)?.most_probes;
            Some(Answer::Choice(match most {
                0 => 2,
                1 => 0,
                _ => 1,
            }))
        },
        explain: why_probes,
    },
    Question {
        link: "#clinic?case=14",
        until: 16_000,
        asks: ask::attempts,
        outcome: |run| {
            Some(Answer::Number(of(run, NESTED)?.most_attempts.into())).filter(|_| run.now().seconds() > 1.0)
        },
        explain: why_attempts,
    },
    Question {
        link: "#clinic?case=4",
        until: 20_000,
        asks: ask::crash,
        outcome: |run| Some(Answer::Moment(of(run, CRASH)?.crashed?)),
        explain: why_crash,
    },
    Question {
        link: "#clinic?case=3&first=no-breaker",
        until: 40_000,
        asks: ask::without,
        outcome: |run| {
            let (now, before) = both(run)?;
            let rises = |now: u64, before: u64| now > before;
            let answered = rises(now.answered(), before.answered());
            let avoided = rises(now.avoided(), before.avoided());
            Some(Answer::Choice(match (answered, avoided) {
                (true, true) => 0,
                (false, false) => 2,
                _ => 1,
            }))
        },
        explain: why_without,
    },
    Question { link: "#clinic?case=16", until: 40_000, asks: ask::answered, outcome: answered, explain: why_answered },
    Question {
        link: "#clinic?case=5",
        until: 28_000,
        asks: ask::others,
        outcome: |run| {
            Some(Answer::Number(refused_elsewhere(of(run, SHARED)?) as f64)).filter(|_| run.now().seconds() > 1.0)
        },
        explain: why_others,
    },
];

fn picture(run: &Run) -> Option<&Picture> {
    run.picture().of()
}

/// The picture of a run of the case that a question is about.
fn of(run: &Run, number: usize) -> Option<&Picture> {
    picture(run).filter(|picture| picture.number == number)
}

/// The run with its changes, and as it was.
fn both(run: &Run) -> Option<(&Picture, &Picture)> {
    let now = picture(run).filter(|picture| picture.finished && picture.changes > 0)?;
    Some((now, run.baseline()?.of()?))
}

fn told(run: &Run, tell: impl FnOnce(&Picture) -> String) -> String {
    picture(run).map_or_else(String::new, tell)
}

/// How many seconds the breaker before S1 was open or half-open.
fn open_for(run: &Run, picture: &Picture) -> f64 {
    picture.open_for(run.now()).as_secs_f64()
}

fn why_open(run: &Run) -> String {
    told(run, |picture| {
        let rule = if picture.plan.guard.share <= picture.plan.failure { text::RULE_NORMAL } else { text::RULE_ABOVE };
        text::was_open(&decimal(open_for(run, picture), 1), &seconds(run.now().seconds()), rule)
    })
}

fn why_probes(run: &Run) -> String {
    told(run, |picture| {
        let rule = if picture.most_probes > 1 { text::RULE_RACE } else { text::RULE_LOCK };
        text::were_probes(&noun::PROBES.count(picture.most_probes.into()), rule)
    })
}

fn why_attempts(run: &Run) -> String {
    told(run, |picture| {
        let again = picture.plan.again;
        let rule = text::rule_product(again.layers, again.attempts);
        text::made_attempts(&noun::ATTEMPTS.count(picture.most_attempts.into()), &rule)
    })
}

fn why_crash(run: &Run) -> String {
    told(run, |picture| {
        let Some(at) = picture.crashed else { return text::NO_CRASH.to_owned() };
        text::crashed_at(&seconds(at.seconds()), picture.plan.guard.row)
    })
}

fn why_without(run: &Run) -> String {
    let Some((now, before)) = both(run) else { return String::new() };
    let calls = |picture: &Picture| grouped(picture.all.answered);
    text::answered_and_avoided((&calls(now), &calls(before)), (&grouped(now.vain), &grouped(before.vain)))
}

/// Calls that were answered in each slot of the run.
fn answered(run: &Run) -> Option<Answer> {
    let picture = of(run, STUCK).filter(|picture| !picture.course.marks().is_empty())?;
    let mut slots = vec![0.0; SLOTS];
    let length = slot(run.now());
    for mark in picture.course.marks().iter().filter(|mark| mark.kind == ANSWERED) {
        let index = (mark.at.millis() / 1_000 / length) as usize;
        if let Some(slot) = slots.get_mut(index.min(SLOTS - 1)) {
            *slot += f64::from(mark.count);
        }
    }
    Some(Answer::Curve(slots))
}

fn why_answered(run: &Run) -> String {
    told(run, |picture| {
        let (probes, _) = picture.plan.guard.probes;
        let rule = text::rule_stuck(probes, picture.plan.guard.successes);
        text::were_answered(&grouped(picture.all.answered), &grouped(picture.all.asked), &rule)
    })
}

/// Calls to services that work which were refused all the same.
fn refused_elsewhere(picture: &Picture) -> u64 {
    picture.lanes.iter().skip(1).map(|lane| lane.counts.refused).sum()
}

fn why_others(run: &Run) -> String {
    told(run, |picture| {
        let rule = if picture.plan.guard.shared { text::RULE_SHARED } else { text::RULE_OWN };
        text::were_refused(&grouped(refused_elsewhere(picture)), rule)
    })
}
