//! The bulkhead lab's questions.

use core::time::Duration;

use super::ask::{self, MOMENTS, spacing};
use super::facts::{held, let_in, wanted};
use super::{ORDERS, Picture, REPORTS, STEP, has_wall, limit, share};
use crate::play::Run;
use crate::play::question::{Answer, Question};
use crate::text::bulkhead::questions as text;
use crate::text::noun;
use crate::time::{Instant, nanos};
use crate::words::{decimal, grouped, seconds};

pub(super) static QUESTIONS: [Question; 7] = [
    // Three a second sound like little for ten workers; nearly everybody takes the limiter for a protection.
    Question {
        link: "#bulkhead?isolation=none",
        until: 30_000,
        asks: ask::limiter,
        outcome: limiter,
        explain: why_limiter,
    },
    Question { link: "#bulkhead", until: 30_000, asks: ask::throughput, outcome: throughput, explain: why_throughput },
    Question {
        link: "#bulkhead?isolation=none",
        until: 10_000,
        asks: ask::full,
        outcome: |run| {
            let full = picture(run)?.workers.full_first?;
            (!has_wall(run.settings())).then_some(Answer::Moment(full))
        },
        explain: why_full,
    },
    Question { link: "#bulkhead?isolation=none", until: 8_000, asks: ask::climb, outcome: climb, explain: why_climb },
    Question {
        link: "#bulkhead",
        until: 20_000,
        asks: ask::most,
        outcome: |run| Some(Answer::Number(f64::from(picture(run)?.kinds[ORDERS].most_busy))),
        explain: why_most,
    },
    Question {
        link: "#bulkhead?isolation=shared&queueing=documented",
        until: 30_000,
        asks: ask::queue,
        outcome: queue,
        explain: why_queue,
    },
    Question {
        link: "#bulkhead?own=9",
        until: 20_000,
        asks: ask::served,
        outcome: |run| Some(Answer::Number(picture(run)?.kinds[ORDERS].served as f64)),
        explain: why_served,
    },
];

fn picture(run: &Run) -> Option<&Picture> {
    run.picture().of()
}

/// An explanation of a run, which is one of this lab.
fn told(run: &Run, tell: impl FnOnce(&Picture) -> String) -> String {
    picture(run).map_or_else(String::new, tell)
}

/// Little's law of a kind: so many a second, as long as each takes, are so many workers.
fn little(run: &Run, kind: usize) -> String {
    let settings = run.settings();
    let (rate, takes) = if kind == REPORTS {
        (let_in(settings), held(settings))
    } else {
        (settings.number("orders"), settings.number("orders-take"))
    };
    text::little(&decimal(rate, 1), &seconds(takes), &noun::WORKERS.of(wanted(settings, kind)))
}

fn limiter(run: &Run) -> Option<Answer> {
    let orders = &picture(run)?.kinds[ORDERS];
    let ended = orders.served + orders.refused + orders.failed;
    (ended > 0).then(|| {
        let share = orders.served as f64 / ended as f64;
        Answer::Choice(if share >= 0.9 {
            0
        } else if share >= 0.5 {
            1
        } else {
            2
        })
    })
}

fn why_limiter(run: &Run) -> String {
    told(run, |picture| {
        let orders = &picture.kinds[ORDERS];
        let ended = orders.served + orders.refused + orders.failed;
        let little = little(run, REPORTS);
        let rule = text::rule_limiter(&little, &noun::WORKERS.count(run.settings().count("workers").into()));
        text::were_served(&grouped(orders.served), &grouped(ended), &rule)
    })
}

fn throughput(run: &Run) -> Option<Answer> {
    let beside: &Picture = run.baseline()?.of()?;
    if !has_wall(run.settings()) {
        return None;
    }
    let [here, there] = [picture(run)?, beside].map(|picture| picture.kinds[REPORTS].served);
    Some(Answer::Choice(match here.cmp(&there) {
        core::cmp::Ordering::Greater => 0,
        core::cmp::Ordering::Equal => 1,
        core::cmp::Ordering::Less => 2,
    }))
}

fn why_throughput(run: &Run) -> String {
    told(run, |picture| {
        let beside = run.baseline().and_then(|beside| beside.of::<Picture>()).unwrap_or(picture);
        let [here, there] = [picture, beside].map(|picture| grouped(picture.kinds[REPORTS].served));
        let settings = run.settings();
        let rule = text::rule_throughput(limit(settings, REPORTS), settings.count("workers"));
        text::reports_served(&here, &there, &rule)
    })
}

fn why_full(run: &Run) -> String {
    told(run, |picture| {
        let Some(at) = picture.workers.full_first else { return text::NOT_FULL.to_owned() };
        let settings = run.settings();
        let rule = text::rule_full(
            &decimal(settings.number("reports"), 1),
            &decimal(wanted(settings, ORDERS), 1),
            &seconds(held(settings)),
        );
        text::was_full_at(&seconds(at.seconds()), &rule)
    })
}

/// The workers that reports held at each moment of the curve.
fn climb(run: &Run) -> Option<Answer> {
    let picture = picture(run)?;
    let every = Duration::from_secs(spacing(run.now()));
    let value = |point: usize| {
        let at = Instant::ZERO.after(every.saturating_mul(point as u32));
        picture.busy_in(REPORTS, at.nanos() / nanos(STEP)).map(f64::from)
    };
    (1..=MOMENTS).map(value).collect::<Option<Vec<_>>>().map(Answer::Curve)
}

fn why_climb(run: &Run) -> String {
    told(run, |picture| {
        let most = picture.kinds[REPORTS].most_busy;
        let settings = run.settings();
        let rule = text::rule_climb(&decimal(settings.number("reports"), 1), &seconds(held(settings)));
        text::climbed(&noun::WORKERS.count(most.into()), &rule)
    })
}

fn why_most(run: &Run) -> String {
    told(run, |picture| {
        let most = noun::WORKERS.count(picture.kinds[ORDERS].most_busy.into());
        text::at_most_busy(&most, &little(run, ORDERS))
    })
}

fn queue(run: &Run) -> Option<Answer> {
    let settings = run.settings();
    if !has_wall(settings) {
        return None;
    }
    let most = picture(run)?.kinds[REPORTS].most_queued;
    Some(Answer::Choice(match most {
        0 => 1,
        most if most <= settings.count("queue") => 0,
        _ => 2,
    }))
}

fn why_queue(run: &Run) -> String {
    told(run, |picture| {
        let reports = &picture.kinds[REPORTS];
        let settings = run.settings();
        let rule = match (settings.choice("queueing"), settings.choice("isolation")) {
            ("bounded", _) => text::RULE_QUEUE.to_owned(),
            (_, "strict") => text::RULE_NEVER_USED.to_owned(),
            _ => text::rule_never_reached(share(settings, REPORTS)),
        };
        text::most_waited(&reports.most_queued.to_string(), &reports.refused.to_string(), &rule)
    })
}

fn why_served(run: &Run) -> String {
    told(run, |picture| {
        let orders = &picture.kinds[ORDERS];
        let little = little(run, ORDERS);
        let rule = text::rule_narrow(&little, &noun::WORKERS.count(limit(run.settings(), ORDERS).into()));
        text::were_served(&grouped(orders.served), &grouped(orders.asked), &rule)
    })
}
