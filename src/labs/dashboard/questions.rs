//! The dashboard lab's questions.

use core::time::Duration;

use super::ask::{self, ASKED, FIRST, MOMENTS, spacing};
use super::{MEMBERS, Picture, SENSORS, is_shared};
use crate::play::Run;
use crate::play::question::{Answer, Question};
use crate::policy::health::{Overall, Retries, Serving, Status, availability, overall};
use crate::text::dashboard::questions as text;
use crate::text::noun;
use crate::time::Instant;
use crate::words::{decimal, grouped, seconds, share};

pub(super) static QUESTIONS: [Question; 6] = [
    Question {
        link: "#dashboard?weather=calm&shared=1&in=60~kill~payment",
        until: 660_000,
        asks: ask::opens,
        outcome: |run| {
            let observed = &picture(run)?.tally.observed;
            // As long as nothing has failed there is nothing to decide.
            let decides = is_shared(run.settings()) && observed.retried.all > 0;
            decides.then(|| Answer::Choice(observed.openings.all.min(2) as usize))
        },
        explain: why_opens,
    },
    Question {
        link: "#dashboard?weather=calm&shared=1&in=60~kill~sensors",
        until: 660_000,
        asks: ask::refused,
        outcome: |run| Some(Answer::Number(picture(run)?.rows[ASKED].refused as f64)),
        explain: why_refused,
    },
    Question {
        link: "#dashboard",
        until: 120_000,
        asks: ask::opened,
        outcome: |run| {
            let opened = picture(run)?.rows[FIRST].opened?;
            (!is_shared(run.settings())).then_some(Answer::Moment(opened))
        },
        explain: why_opened,
    },
    Question {
        link: "#dashboard",
        until: 600_000,
        asks: ask::alerts,
        outcome: |run| Some(Answer::Number(picture(run)?.tally.alarms.all() as f64)),
        explain: why_alerts,
    },
    Question { link: "#dashboard", until: 480_000, asks: ask::health, outcome: health, explain: why_health },
    Question {
        link: "#dashboard?weather=calm&in=60~kill~health-check",
        until: 90_000,
        asks: ask::words,
        outcome: words,
        explain: why_words,
    },
];

fn picture(run: &Run) -> Option<&Picture> {
    run.picture().of()
}

/// An explanation of a run, which is one of this lab.
fn told(run: &Run, tell: impl FnOnce(&Picture) -> String) -> String {
    picture(run).map_or_else(String::new, tell)
}

fn why_refused(run: &Run) -> String {
    told(run, |picture| {
        let row = &picture.rows[ASKED];
        let rule = match (is_shared(run.settings()), row.refused > 0) {
            (true, true) if picture.rows[SENSORS].killed => text::RULE_SHARED,
            (true, true) => text::RULE_SHARED_ANY,
            (_, false) => text::RULE_NOT_REFUSED,
            (false, true) => text::RULE_OWN,
        };
        let openings = noun::OPENINGS.count(picture.tally.observed.openings.all);
        text::were_refused(&share(row.refused, row.calls), MEMBERS[ASKED].name, &openings, rule)
    })
}

fn why_opens(run: &Run) -> String {
    told(run, |picture| {
        let openings = picture.tally.observed.openings.all;
        let rule = if openings == 0 { text::RULE_MIXED_IN } else { text::RULE_IN_A_ROW };
        text::opened_so_often(&noun::OPENINGS.count(openings), &grouped(picture.tally.observed.again), rule)
    })
}

fn why_opened(run: &Run) -> String {
    told(run, |picture| {
        let member = &MEMBERS[FIRST];
        match picture.rows[FIRST].opened {
            Some(at) => text::opened_at(member.name, &seconds(at.seconds()), member.failures),
            None => text::not_opened(member.name),
        }
    })
}

fn why_alerts(run: &Run) -> String {
    told(run, |picture| {
        let alarms = &picture.tally.alarms;
        let rule = if run.settings().span("suppress").is_zero() { text::RULE_NONE_HELD } else { text::RULE_HELD };
        text::were_sent(&grouped(alarms.all()), &grouped(alarms.suppressed()), rule)
    })
}

/// The health at each moment of the curve.
fn health(run: &Run) -> Option<Answer> {
    let picture = picture(run)?;
    let every = Duration::from_secs(spacing(run.now()));
    let value =
        |point: usize| picture.health_at(Instant::ZERO.after(every.saturating_mul(point as u32))).map(f64::from);
    (1..=MOMENTS).map(value).collect::<Option<Vec<_>>>().map(Answer::Curve)
}

fn why_health(run: &Run) -> String {
    told(run, |picture| {
        let states = picture.states();
        text::health_was(picture.health(), states.open, states.half_open)
    })
}

/// The guide's word and `SysManage`'s: how many of them say that all is well.
fn verdicts(picture: &Picture) -> (Serving, Overall) {
    let states = picture.states();
    let observed = &picture.tally.observed;
    let retries = Retries { succeeded: observed.saved.all, operations: observed.retried.all };
    (availability(states, None).serving, overall(states, &[], retries))
}

fn words(run: &Run) -> Option<Answer> {
    let (guide, sysmanage) = verdicts(picture(run)?);
    let well = [guide == Serving::Healthy, sysmanage.status == Status::Healthy];
    Some(Answer::Choice(match well {
        [true, true] => 0,
        [false, false] => 2,
        _ => 1,
    }))
}

fn why_words(run: &Run) -> String {
    told(run, |picture| {
        let (guide, sysmanage) = verdicts(picture);
        let guide = match guide {
            Serving::Healthy => text::HEALTHY,
            Serving::Degraded => text::DEGRADED,
            Serving::Unhealthy => text::UNHEALTHY,
        };
        let score = decimal(sysmanage.score.fraction(), 3);
        let sysmanage = match sysmanage.status {
            Status::Healthy => text::HEALTHY,
            Status::Degraded => text::DEGRADED,
            Status::Critical => text::CRITICAL,
        };
        text::words_were(picture.states().open, guide, &score, sysmanage)
    })
}
