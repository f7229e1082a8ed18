//! The breaker lab's questions.

use core::time::Duration;

use super::{Mark, MarkKind, Picture, SERVICE, ask, shown, within};
use crate::decimal::short;
use crate::play::question::ask::{Course, course, is_reset};
use crate::play::question::{Answer, Question};
use crate::play::{Run, Settings, power};
use crate::sim::input::Action;
use crate::text::breaker::questions as text;
use crate::text::noun;
use crate::time::{Instant, nanos};
use crate::words::{grouped, percent, seconds};

pub(super) use crate::text::noun::CALLS;
/// The length of a slot of the curve.
pub(super) const SLOT: Duration = Duration::from_secs(2);
pub(super) const SLOTS: [&str; 8] = ["0", "2", "4", "6", "8", "10", "12", "14"];
/// An opening this early is soon, and if there is none up to here there is none at all.
const SOON: Instant = Instant::from_millis(10_000);
const MINUTE: Instant = Instant::from_millis(60_000);

pub(super) static QUESTIONS: [Question; 6] = [
    Question {
        link: "#breaker?failure=1&latency=1&pause=0.5&seed=1",
        until: 5_500,
        asks: ask::fourth,
        outcome: fourth,
        explain: why_refused,
    },
    Question {
        link: "#breaker?failure=0.7&reset=2&latency=0.05&pause=0.1&calls=200&seed=43",
        until: 30_000,
        asks: ask::reached,
        outcome: |run| Some(Answer::Number(reached(picture(run)?) as f64)),
        explain: why_few,
    },
    Question {
        link: "#breaker?failure=0&seed=1&in=2~kill~S1;10~recover~S1",
        until: 18_000,
        asks: ask::back,
        outcome: |run| Some(Answer::Moment(back(picture(run)?)?)),
        explain: why_late,
    },
    Question {
        link: "#breaker?failure=0&latency=0.1&pause=0.1&reset=3&seed=1&in=3.99~kill~S1;10~recover~S1",
        until: 16_000,
        asks: ask::load,
        outcome: |run| Some(Answer::Curve(load(picture(run)?))),
        explain: why_load_returns,
    },
    Question {
        link: "#breaker?failure=0.4&threshold=8&latency=0.1&pause=0.2&seed=33",
        until: 60_000,
        asks: ask::opens,
        outcome: |run| opened(picture(run)?, run.now()).map(Answer::Choice),
        explain: why_in_a_row,
    },
    Question {
        link: "#breaker?failure=0.1&threshold=1&reset=2&latency=0.05&pause=0.1&calls=100&seed=34",
        until: 15_000,
        asks: ask::refused,
        outcome: |run| Some(Answer::Number(picture(run)?.fast_fails as f64)),
        explain: why_nervous,
    },
];

fn picture(run: &Run) -> Option<&Picture> {
    run.picture().of()
}

/// An explanation of a run, which is one of this lab.
fn told(run: &Run, tell: impl FnOnce(&Picture) -> String) -> String {
    picture(run).map_or_else(String::new, tell)
}

fn fourth(run: &Run) -> Option<Answer> {
    let fourth = picture(run)?.marks.iter().find(|mark| mark.call.number == 4)?;
    Some(Answer::Choice(if fourth.kind == MarkKind::FastFail { 2 } else { 0 }))
}

/// The settings as the breaker that is chosen has them, which are those that a prompt names.
fn rules(run: &Run) -> Settings {
    shown(run.settings())
}

/// The reset timeout.
fn reset(run: &Run) -> String {
    seconds(rules(run).number("reset"))
}

/// How many failures in a row open the breaker, if that is its rule.
fn in_a_row(rules: &Settings) -> Option<u32> {
    (rules.choice("trip") == "row" && within(rules).is_none()).then(|| rules.count("threshold"))
}

fn why_refused(run: &Run) -> String {
    told(run, |picture| {
        let wait = seconds(run.settings().number("latency"));
        let in_a_row = in_a_row(&rules(run));
        let Some(at) = first_opening(picture) else {
            let what = in_a_row.map_or_else(|| text::RULE_NOT_MET.to_owned(), text::no_row);
            return text::let_through(&what);
        };
        if fourth(run) == Some(Answer::Choice(0)) {
            return text::opened_later(&seconds(at.seconds()), &reset(run));
        }
        let what = in_a_row.map_or_else(|| text::ITS_RULE.to_owned(), text::nth_failure);
        text::refused_at_once(&what, &seconds(at.seconds()), &wait, &reset(run))
    })
}

fn reached(picture: &Picture) -> u64 {
    picture.successes + picture.failures
}

fn why_few(run: &Run) -> String {
    told(run, |picture| {
        if picture.openings == 0 {
            return text::all_reached(&CALLS.count(reached(picture)), &ask::trips(&rules(run)));
        }
        text::only_reached(
            &grouped(reached(picture)),
            &CALLS.count(picture.calls),
            &grouped(picture.fast_fails),
            &noun::OPENINGS.count(picture.openings),
            if rules(run).count("probes") == 1 { text::SINGLE_PROBE } else { text::SEVERAL_PROBES },
            &reset(run),
            &ask::trips(&rules(run)),
        )
    })
}

/// When the first call succeeded after the first refusal.
fn back(picture: &Picture) -> Option<Instant> {
    let refused = picture.marks.iter().position(|mark| mark.kind == MarkKind::FastFail)?;
    picture.marks.iter().skip(refused).find(|mark| mark.kind == MarkKind::Success).map(|mark| mark.at)
}

/// When the service worked again: at the end of its outage, or at the last Recover.
fn recovered(run: &Run) -> Option<Instant> {
    if let Course::Down(_, well) = course(run.tape(), SERVICE, run.now()) {
        return Some(well);
    }
    let recover = run.tape().inputs.iter().rev().find(|input| matches!(input.action, Action::Recover { .. }));
    recover.map(|input| input.at)
}

fn why_late(run: &Run) -> String {
    told(run, |picture| {
        let (Some(back), Some(well)) = (back(picture), recovered(run)) else {
            return text::NONE_SUCCEEDED.to_owned();
        };
        let refused =
            picture.marks.iter().filter(|mark| mark.kind == MarkKind::FastFail && mark.at > well && mark.at < back);
        text::learned(
            &seconds(well.seconds()),
            &CALLS.count(refused.count() as u64),
            &seconds(back.seconds()),
            &reset(run),
        )
    })
}

/// Calls that reached the service and ended, by slots.
fn load(picture: &Picture) -> Vec<f64> {
    let mut slots = vec![0.0; SLOTS.len()];
    for mark in picture.marks.iter().filter(|mark| mark.kind != MarkKind::FastFail) {
        let slot = usize::try_from(mark.at.nanos() / nanos(SLOT)).unwrap_or(usize::MAX);
        if let Some(slot) = slots.get_mut(slot) {
            *slot += 1.0;
        }
    }
    slots
}

fn why_load_returns(run: &Run) -> String {
    told(run, |picture| {
        let Course::Down(dead, well) = course(run.tape(), SERVICE, run.now()) else {
            return text::NO_OUTAGE.to_owned();
        };
        // A call that was under way at the Kill still succeeds, one that began before the recovery fails. A call of the
        // very moment begins before the input of that moment.
        let latency = run.settings().span("latency");
        let met = |mark: &&Mark| {
            mark.kind == MarkKind::Failure && mark.at > dead.after(latency) && mark.at <= well.after(latency)
        };
        let refused = picture.marks.iter().filter(|mark| mark.kind == MarkKind::FastFail);
        let refused = refused.filter(|mark| mark.at > dead && mark.at <= well);
        text::load_while_down(
            &short(dead.seconds(), 1),
            &seconds(well.seconds()),
            &CALLS.count(picture.marks.iter().filter(met).count() as u64),
            &CALLS.count(refused.count() as u64),
            &reset(run),
        )
    })
}

/// When the breaker first opened.
fn first_opening(picture: &Picture) -> Option<Instant> {
    picture.first_opening()
}

fn opened(picture: &Picture, now: Instant) -> Option<usize> {
    match first_opening(picture) {
        Some(at) if at <= SOON => Some(0),
        Some(_) => Some(1),
        None => (now >= MINUTE).then_some(2),
    }
}

/// Whether the service failed at one rate all the time, so that chances can be told.
fn is_as_set(run: &Run) -> bool {
    matches!(course(run.tape(), SERVICE, run.now()), Course::Steady) && !is_reset(run.tape(), run.now())
}

/// The most failures in a row among the calls that reached the service.
fn longest(marks: &[Mark]) -> u64 {
    let count = |(most, here): (u64, u64), mark: &Mark| match mark.kind {
        MarkKind::Failure => (most.max(here + 1), here + 1),
        MarkKind::Success => (most, 0),
        MarkKind::FastFail => (most, here),
    };
    marks.iter().fold((0, 0), count).0
}

fn why_in_a_row(run: &Run) -> String {
    told(run, |picture| {
        let failure = run.settings().number("failure");
        let (failures, all) = (grouped(picture.failures), CALLS.count(reached(picture)));
        let Some(threshold) = in_a_row(&rules(run)) else {
            let opened = first_opening(picture)
                .map_or_else(|| text::NEVER_OPENED.to_owned(), |at| text::opened_at(&seconds(at.seconds())));
            return text::rate_sees(&failures, &all, &opened, &ask::trips(&rules(run)));
        };
        let opened = match first_opening(picture) {
            Some(at) => text::so_opened(&seconds(at.seconds())),
            None => text::never_reached(threshold),
        };
        if !is_as_set(run) {
            return text::row_sees(&failures, &all, longest(&picture.marks), &opened);
        }
        let share = short(100.0 * power(failure, threshold), 2);
        let chance = text::chance_of_a_row(&short(failure, 2), threshold, &share, &CALLS.count(threshold.into()));
        text::row_by_chance(&failures, &all, longest(&picture.marks), &opened, &chance)
    })
}

fn why_nervous(run: &Run) -> String {
    told(run, |picture| {
        let failure = run.settings().number("failure");
        let good = grouped(picture.good_refused);
        let good = if is_as_set(run) { text::of_which_good(&good) } else { String::new() };
        let (failures, refused) = (noun::FAILURES.count(picture.failures), CALLS.count(picture.fast_fails));
        if picture.openings == 0 {
            return text::refused_nothing(&failures, &ask::trips(&rules(run)));
        }
        if in_a_row(&rules(run)) != Some(1) {
            return text::refused_for_few(&failures, &noun::OPENINGS.count(picture.openings), &refused, &good);
        }
        text::refused_for_one(&failures, &refused, &good, &percent(power(failure, 3)))
    })
}
