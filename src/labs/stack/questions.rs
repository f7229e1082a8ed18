//! The stack lab's questions.

use super::{Kind, Mark, Picture, ask, layers};
use crate::play::question::{Answer, Question};
use crate::play::{Run, Settings};
use crate::text::noun;
use crate::text::stack::questions as asks;
use crate::time::Instant;
use crate::words::{grouped, seconds};

pub(super) static QUESTIONS: [Question; 6] = [
    Question {
        link: "#stack?order=retry,breaker&attempts=6&failure=1&outage-for=0&calls=1&seed=1",
        until: 6_000,
        asks: ask::refused,
        outcome: after_a_refusal,
        explain: why_asked_again,
    },
    Question {
        link: "#stack?order=retry,retry,retry&attempts=4&failure=1&base=0&outage-for=0&calls=1&seed=1",
        until: 7_000,
        asks: ask::multiplied,
        outcome: |run| {
            let totals = &picture(run)?.totals;
            (totals.calls > 0).then_some(Answer::Number(totals.most_attempts as f64))
        },
        explain: why_multiplied,
    },
    Question { link: "#stack?seed=149", until: 38_000, asks: ask::load, outcome: more_or_fewer, explain: why_more },
    Question {
        link: "#stack?order=degrade,breaker,retry,timeout&failure=0&seed=1",
        until: 20_000,
        asks: ask::opens,
        outcome: |run| opened(picture(run)?).map(Answer::Moment),
        explain: why_so_late,
    },
    Question {
        link: "#stack?seed=111",
        until: 30_000,
        asks: ask::passed,
        outcome: |run| {
            let picture = picture(run)?;
            let came = picture.layers.iter().map(|layer| layer.came).chain([picture.totals.attempts]);
            (picture.totals.calls > 0).then(|| Answer::Curve(came.map(|count| count as f64).collect()))
        },
        explain: why_passed,
    },
    Question {
        link: "#stack?order=breaker,retry,degrade,timeout&seed=7",
        until: 30_000,
        asks: ask::hidden,
        outcome: hidden,
        explain: why_hidden,
    },
];

fn picture(run: &Run) -> Option<&Picture> {
    run.picture().of()
}

fn beside(run: &Run) -> Option<&Picture> {
    run.baseline()?.of()
}

/// An explanation of a run, which is one of this lab.
fn told(run: &Run, tell: impl FnOnce(&Picture) -> String) -> String {
    picture(run).map_or_else(String::new, tell)
}

/// When the breaker first opened.
fn opened(picture: &Picture) -> Option<Instant> {
    let bands = crate::play::Picture::course(picture).bands(0);
    bands.into_iter().find(|band| band.state == 2).map(|band| band.from)
}

/// What the newest call did after its first refusal.
fn after_a_refusal(run: &Run) -> Option<Answer> {
    let picture = picture(run)?;
    let trace = &picture.trace;
    let first = trace.columns.iter().position(|column| matches!(column.mark, Mark::Refused(_)))?;
    let again = trace.columns.len() > first + 1;
    let ended = picture.answer_of(trace.call).is_some();
    (again || ended).then_some(Answer::Choice(usize::from(again)))
}

fn why_asked_again(run: &Run) -> String {
    told(run, |picture| {
        let trace = &picture.trace;
        let refused = noun::ATTEMPTS.count(trace.refused() as u64);
        let at = opened(picture).map_or_else(String::new, |at| seconds(at.seconds()));
        let waited = seconds(trace.waited().as_secs_f64());
        asks::why_asked_again(&at, &refused, &waited, run.settings().choice("refusals") == "final")
    })
}

fn why_multiplied(run: &Run) -> String {
    told(run, |picture| {
        let settings = run.settings();
        let retries = layers(settings).iter().filter(|kind| **kind == Kind::Retry).count();
        let made = grouped(picture.totals.most_attempts);
        let held = seconds(picture.sample.held.as_secs_f64());
        asks::why_multiplied(&made, &held, settings.count("attempts"), retries, &grouped(ask::most(settings).attempts))
    })
}

/// Whether the recommended order sends more attempts to the service.
fn more_or_fewer(run: &Run) -> Option<Answer> {
    let (own, beside) = (picture(run)?.totals.attempts, beside(run)?.totals.attempts);
    (own > 0).then(|| Answer::Choice((beside.cmp(&own) as i8 + 1) as usize))
}

fn why_more(run: &Run) -> String {
    told(run, |picture| {
        let there = beside(run).map_or(0, |beside| beside.totals.attempts);
        asks::why_more(&grouped(picture.totals.attempts), &grouped(there))
    })
}

/// Whether the breaker stands around all retries of an order.
fn is_around(settings: &Settings) -> bool {
    let kinds = layers(settings);
    let inside = kinds.iter().skip_while(|kind| **kind != Kind::Breaker);
    let retries = |kind: &&Kind| **kind == Kind::Retry;
    inside.filter(retries).count() > 0
        && kinds.iter().take_while(|kind| **kind != Kind::Breaker).all(|kind| !retries(&kind))
}

fn why_so_late(run: &Run) -> String {
    told(run, |picture| {
        let at = opened(picture).map_or_else(String::new, |at| seconds(at.seconds()));
        let failures = noun::FAILURES.count(picture.totals.breaker_failures);
        asks::why_so_late(
            &at,
            &failures,
            &grouped(picture.totals.failed + picture.totals.cut_off),
            is_around(run.settings()),
        )
    })
}

fn why_passed(run: &Run) -> String {
    told(run, |picture| {
        let came = picture.layers.first().map_or(picture.totals.attempts, |layer| layer.came);
        let calls = noun::CALLS.count(came);
        asks::why_passed(&calls, &grouped(picture.totals.attempts), &grouped(picture.totals.refused))
    })
}

/// Whether the breaker opens with the fallback where it is, and as soon as with the fallback outside.
fn hidden(run: &Run) -> Option<Answer> {
    let (own, beside) = (picture(run)?, beside(run)?);
    let answer = match (opened(own), opened(beside)) {
        (None, _) => 2,
        (Some(own), Some(beside)) if own > beside => 1,
        (Some(_), _) => 0,
    };
    (own.totals.calls > 0 && own.state.is_some()).then_some(Answer::Choice(answer))
}

fn why_hidden(run: &Run) -> String {
    told(run, |picture| {
        let replaced: u64 =
            picture.layers.iter().filter(|layer| layer.kind == Kind::Degrade).map(|layer| layer.acted).sum();
        let seen = noun::FAILURES.count(picture.totals.breaker_failures);
        let attempts = noun::ATTEMPTS.count(picture.totals.attempts);
        asks::why_hidden(&attempts, &noun::FAILURES.count(replaced), &seen)
    })
}
