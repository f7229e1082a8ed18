//! The cascade lab's questions.

use core::time::Duration;

use super::ask::{self, MOMENTS, spacing};
use super::{A, Picture, STATUS, STEP, is_protected};
use crate::play::Run;
use crate::play::question::{Answer, Question};
use crate::text::cascade::questions as text;
use crate::text::noun;
use crate::time::Instant;
use crate::words::{decimal, grouped, seconds, span};

pub(super) static QUESTIONS: [Question; 6] = [
    Question {
        link: "#cascade?breaker=1&hang=30",
        until: 24_000,
        asks: ask::breakers,
        outcome: breakers,
        explain: why_breakers,
    },
    Question {
        link: "#cascade",
        until: 12_000,
        asks: ask::full,
        outcome: |run| Some(Answer::Moment(picture(run)?.hosts[A].full_first?)),
        explain: why_full,
    },
    Question {
        link: "#cascade",
        until: 20_000,
        asks: ask::status,
        outcome: |run| Some(Answer::Number(picture(run)?.routes[STATUS].served as f64)),
        explain: why_status,
    },
    Question { link: "#cascade", until: 8_000, asks: ask::climb, outcome: climb, explain: why_climb },
    Question {
        link: "#cascade?timeout=1",
        until: 20_000,
        asks: ask::most,
        outcome: |run| Some(Answer::Number(f64::from(picture(run)?.hosts[A].most_busy))),
        explain: why_most,
    },
    Question {
        link: "#cascade?timeout=1&breaker=1",
        until: 20_000,
        asks: ask::wasted,
        outcome: |run| {
            let wasted = picture(run)?.wasted;
            let much = usize::from(!wasted.is_zero()) + usize::from(wasted > ask::MUCH);
            (run.settings().number("timeout") > 0.0).then_some(Answer::Choice(much))
        },
        explain: why_wasted,
    },
];

fn picture(run: &Run) -> Option<&Picture> {
    run.picture().of()
}

/// An explanation of a run, which is one of this lab.
fn told(run: &Run, tell: impl FnOnce(&Picture) -> String) -> String {
    picture(run).map_or_else(String::new, tell)
}

/// How many workers of A wait while C hangs, if they are enough: two of three requests, as long as each is held.
fn wanted(run: &Run) -> (f64, f64) {
    let settings = run.settings();
    let (hang, timeout) = (settings.number("hang"), settings.number("timeout"));
    let behind = settings.number("rate") * 2.0 / 3.0;
    (behind, behind * if timeout > 0.0 { timeout.min(hang) } else { hang })
}

fn why_full(run: &Run) -> String {
    told(run, |picture| {
        let (behind, _) = wanted(run);
        let (from, front) = (picture.outage.0, run.settings().number("front"));
        let Some(at) = picture.hosts[A].full_first else { return text::NOT_FULL.to_owned() };
        let rule = text::rule_full(&decimal(front, 0), &decimal(behind, 1), &seconds(front / behind));
        text::was_full_at(&seconds(at.seconds()), &span(at.since(from)), &rule)
    })
}

fn why_status(run: &Run) -> String {
    told(run, |picture| {
        let status = picture.routes[STATUS];
        let rule = if picture.hosts[A].full_first.is_some() { text::RULE_STATUS } else { text::RULE_ROOM };
        text::answered(&grouped(status.served), &grouped(status.asked), rule)
    })
}

fn breakers(run: &Run) -> Option<Answer> {
    let picture = picture(run)?;
    if run.settings().choice("breaker") != "1" {
        return None;
    }
    let opened = picture.breakers.iter().any(|(_, openings)| *openings > 0);
    Some(Answer::Choice(match (picture.hosts[A].full_first.is_some(), opened) {
        (false, _) => 0,
        (true, true) => 1,
        (true, false) => 2,
    }))
}

/// When A was full, if it was.
fn full(picture: &Picture) -> String {
    let at = picture.hosts[A].full_first;
    at.map_or_else(|| text::NEVER_FULL.to_owned(), |at| text::full_from(&seconds(at.seconds())))
}

fn why_breakers(run: &Run) -> String {
    told(run, |picture| {
        let openings: u64 = picture.breakers.iter().map(|(_, openings)| *openings).sum();
        let full = full(picture);
        let timeout = run.settings().number("timeout") > 0.0;
        let rule = if timeout { text::RULE_TOLD } else { text::RULE_HANGING };
        text::opened(&noun::OPENINGS.count(openings), &full, rule)
    })
}

/// The busy workers of A at each moment of the curve.
fn climb(run: &Run) -> Option<Answer> {
    let picture = picture(run)?;
    let every = Duration::from_secs(spacing(run.now()));
    let value = |point: usize| {
        let at = Instant::ZERO.after(every.saturating_mul(point as u32));
        let step = at.nanos() / STEP.as_nanos() as u64;
        // The newest step goes on, and what is too old was not kept.
        let back = picture.step.saturating_sub(step) as usize;
        let index = picture.climb.len().checked_sub(back + 1)?;
        picture.climb.get(index).map(|busy| f64::from(busy[A]))
    };
    (1..=MOMENTS).map(value).collect::<Option<Vec<_>>>().map(Answer::Curve)
}

fn why_climb(run: &Run) -> String {
    told(run, |picture| {
        let (behind, _) = wanted(run);
        let most = noun::WORKERS.count(u64::from(picture.hosts[A].most_busy));
        text::climbed(&most, &full(picture), &decimal(behind, 1))
    })
}

fn why_most(run: &Run) -> String {
    told(run, |picture| {
        let (behind, wanted) = wanted(run);
        let most = noun::WORKERS.count(u64::from(picture.hosts[A].most_busy));
        let rule = if is_protected(run.settings()) && run.settings().number("timeout") > 0.0 {
            text::rule_most(&decimal(behind, 1), &seconds(run.settings().number("timeout")), &decimal(wanted, 1))
        } else {
            text::RULE_UNLIMITED.to_owned()
        };
        text::at_most(&most, &rule)
    })
}

fn why_wasted(run: &Run) -> String {
    told(run, |picture| {
        let rule = if run.settings().choice("budgeted") == "1" { text::RULE_BUDGETED } else { text::RULE_NOT_TOLD };
        text::worked(&span(picture.wasted), rule)
    })
}
