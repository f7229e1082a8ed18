//! The storm lab's questions.

use super::ask::{first_wait, jitter, names, number};
use super::{Picture, World, ask};
use crate::play::Run;
use crate::play::question::{Answer, Question};
use crate::text::storm::questions as text;
use crate::words::seconds;

/// Seconds of the waves' curve.
pub(super) const SECONDS: [&str; 8] = ["0", "1", "2", "3", "4", "5", "6", "7"];
/// Slots of the picture in a second.
const IN_A_SECOND: usize = 10;

pub(super) static QUESTIONS: [Question; 8] = [
    Question {
        link: "#storm?seed=1",
        until: 1_500,
        asks: ask::first_retries,
        outcome: |run| first_retries(picture(run)?),
        explain: why_together,
    },
    Question {
        link: "#storm?seed=1",
        until: 12_000,
        asks: ask::all_served,
        outcome: |run| Some(Answer::Moment(blip(run)?.done?)),
        explain: why_last,
    },
    Question {
        link: "#storm?seed=2&clients=60&base=1.5",
        until: 8_000,
        asks: ask::waves,
        outcome: |run| Some(Answer::Curve(waves(blip(run)?)?)),
        explain: why_waves,
    },
    Question {
        link: "#storm?seed=2&jitter=full",
        until: 8_000,
        asks: ask::busiest,
        outcome: |run| blip(run).filter(|picture| picture.peak > 0).map(|picture| Answer::Number(picture.peak.into())),
        explain: why_spread,
    },
    Question {
        link: "#storm?world=load&capacity=10&blip=3&attempts=4&base=0.1&jitter=full&seed=3",
        until: 20_000,
        asks: ask::more_or_fewer,
        outcome: more_or_fewer,
        explain: why_fewer,
    },
    Question {
        link: "#storm?world=load&capacity=10&blip=3&attempts=4&base=0.1&jitter=full&seed=4",
        until: 28_000,
        asks: ask::goodput,
        outcome: |run| after_blip(run).map(|picture| Answer::Number(picture.goodput(run.now()) as f64)),
        explain: why_in_vain,
    },
    Question {
        link: "#storm?world=contention&clients=50&kind=constant&base=0&seed=5",
        until: 4_000,
        asks: ask::writes,
        outcome: |run| contention(run).map(|picture| Answer::Number(picture.attempts as f64)),
        explain: why_square,
    },
    Question {
        link: "#storm?world=contention&clients=50&base=0.005&seed=6",
        until: 60_000,
        asks: ask::done_first,
        outcome: done_first,
        explain: why_first,
    },
];

fn picture(run: &Run) -> Option<&Picture> {
    run.picture().of()
}

/// The picture of a run in this world.
fn of(run: &Run, world: World) -> Option<&Picture> {
    picture(run).filter(|picture| picture.world == world)
}

fn blip(run: &Run) -> Option<&Picture> {
    of(run, World::Blip)
}

/// The picture of a run under load whose cause is gone.
fn after_blip(run: &Run) -> Option<&Picture> {
    of(run, World::Load).filter(|picture| run.now() > picture.blip.1)
}

/// The picture of a contention that is over, in which writes failed for nothing but coming too late.
fn contention(run: &Run) -> Option<&Picture> {
    of(run, World::Contention).filter(|picture| picture.finished.is_some() && fails(picture) == 0)
}

fn fails(picture: &Picture) -> u64 {
    picture.columns.iter().map(|slot| u64::from(slot.failed)).sum()
}

/// The second side.
fn beside(run: &Run) -> Option<&Picture> {
    run.baseline()?.of()
}

fn told(run: &Run, tell: impl FnOnce(&Picture) -> String) -> String {
    picture(run).map_or_else(String::new, tell)
}

/// Of the first retries, those that were served, and all.
fn of_first_retries(picture: &Picture) -> Option<(u64, u64)> {
    if picture.world != World::Blip {
        return None;
    }
    let (mut served, mut all) = (0, 0);
    for caller in &picture.callers {
        match (caller.attempts, caller.ended) {
            (2, Some((_, true))) => (served, all) = (served + 1, all + 1),
            (2.., _) => all += 1,
            // It is still to come.
            (_, None) => return None,
            _ => {}
        }
    }
    (all > 0).then_some((served, all))
}

fn first_retries(picture: &Picture) -> Option<Answer> {
    let (served, all) = of_first_retries(picture)?;
    Some(Answer::Choice(if served == all {
        0
    } else if served > 0 {
        1
    } else {
        2
    }))
}

fn why_together(run: &Run) -> String {
    told(run, |picture| {
        let Some((served, all)) = of_first_retries(picture) else { return text::NO_FIRST_RETRY.to_owned() };
        let plain = run.settings().choice("jitter") == "none";
        text::first_retries(
            (served, all),
            u64::from(run.settings().count("capacity")),
            (plain, &seconds(first_wait(run.settings()).as_secs_f64())),
        )
    })
}

/// Slots in which somebody was served.
fn slots_used(picture: &Picture) -> u64 {
    picture.columns.iter().filter(|slot| slot.served > 0).count() as u64
}

fn why_last(run: &Run) -> String {
    told(run, |picture| {
        let Some(done) = picture.done else { return text::NOT_ALL_SERVED.to_owned() };
        let plain = run.settings().choice("jitter") == "none";
        text::last_served(&seconds(done.seconds()), slots_used(picture), picture.clients, plain)
    })
}

/// Attempts in each of the first seconds.
fn waves(picture: &Picture) -> Option<Vec<f64>> {
    let second = |index: usize| {
        let slots = picture.columns.iter().skip(index * IN_A_SECOND).take(IN_A_SECOND);
        slots.map(|slot| f64::from(slot.arrived)).sum()
    };
    (picture.joined == 1 && picture.attempts > picture.clients).then(|| (0..SECONDS.len()).map(second).collect())
}

fn why_waves(run: &Run) -> String {
    told(run, |picture| {
        let Some(waves) = waves(picture) else { return text::NO_WAVES.to_owned() };
        let waves: Vec<String> = waves.into_iter().map(|attempts| number(attempts as u64)).collect();
        text::waves(&waves.join(", "), run.settings().choice("jitter") == "none")
    })
}

fn why_spread(run: &Run) -> String {
    told(run, |picture| {
        let settings = run.settings();
        text::spread(
            u64::from(picture.peak),
            u64::from(settings.count("capacity")),
            &jitter(settings),
            settings.choice("jitter") == "none",
        )
    })
}

/// Which side has answered more, by a tenth at least.
fn more_or_fewer(run: &Run) -> Option<Answer> {
    let (own, other) = (after_blip(run)?.served, beside(run)?.served);
    Some(Answer::Choice(if own * 10 > other * 11 {
        0
    } else if other * 10 > own * 11 {
        2
    } else {
        1
    }))
}

fn why_fewer(run: &Run) -> String {
    told(run, |picture| {
        let (own, other) = names(run.settings());
        let beside = beside(run).map_or(0, |beside| beside.served);
        let fewer = beside > picture.served;
        text::fewer(&seconds(run.now().seconds()), (&own, picture.served), (&other, beside), fewer)
    })
}

fn why_in_vain(run: &Run) -> String {
    told(run, |picture| {
        let settings = run.settings();
        text::in_vain(
            (picture.goodput(run.now()), u64::from(settings.count("rate"))),
            &seconds(f64::from(picture.queued) / (settings.number("capacity") * 10.0)),
            &seconds(settings.number("patience")),
        )
    })
}

fn why_square(run: &Run) -> String {
    told(run, |picture| text::square(picture.attempts, picture.clients, picture.refused))
}

/// Which side was done first, by a tenth at least.
fn done_first(run: &Run) -> Option<Answer> {
    let (own, other) = (of(run, World::Contention)?.done, beside(run)?.done);
    let at = |done: Option<crate::time::Instant>| done.map_or(f64::INFINITY, crate::time::Instant::seconds);
    let (own, other) = (at(own), at(other));
    if own.is_infinite() && other.is_infinite() {
        return None;
    }
    Some(Answer::Choice(if own * 1.1 < other {
        0
    } else if other * 1.1 < own {
        2
    } else {
        1
    }))
}

fn why_first(run: &Run) -> String {
    told(run, |picture| {
        let at = |picture: Option<&Picture>| {
            let done = picture.and_then(|picture| picture.done);
            done.map_or_else(|| text::NOT_YET.to_owned(), |done| text::done_after(&seconds(done.seconds())))
        };
        let beside = beside(run);
        let attempts = beside.map_or(0, |beside| beside.attempts);
        text::who_was_first((&jitter(run.settings()), &at(Some(picture)), picture.attempts), (&at(beside), attempts))
    })
}
