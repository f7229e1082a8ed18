//! The retry lab's questions.

use core::time::Duration;

use super::{Picture, Read, ReadOutcome, SLOT, Span, ask, backoff, shown};
use crate::decimal::short;
use crate::play::question::{Answer, Question};
use crate::play::{Run, Settings, power};
use crate::text::noun;
use crate::text::retry::questions as text;
use crate::time::Instant;
use crate::words::{percent, seconds};

pub(super) use crate::text::noun::ATTEMPTS;
/// Seconds of the storm's curve.
pub(super) const SECONDS: [&str; 8] = ["0", "1", "2", "3", "4", "5", "6", "7"];

/// Slots of the picture's load in a second.
const IN_A_SECOND: usize = (1_000 / SLOT.as_millis()) as usize;

/// The attempt whose wait is asked for: the fourth, or the last if there are fewer.
pub(super) fn last_asked(settings: &Settings) -> u32 {
    settings.count("attempts").clamp(2, 4)
}

pub(super) static QUESTIONS: [Question; 6] = [
    Question {
        link: "#retry?reads=1&base=1&jitter=none&latency=0.5&seed=2",
        until: 2_200,
        asks: ask::first,
        outcome: |run| next(first(run)?),
        explain: why_wait,
    },
    Question {
        link: "#retry?failure=1&reads=1&base=1&jitter=none&latency=0.1&seed=1",
        until: 18_000,
        asks: ask::gives_up,
        outcome: |run| Some(Answer::Moment(first(run)?.ended?)),
        explain: why_no_last_wait,
    },
    Question {
        link: "#retry?failure=0.6&reads=100&seed=2",
        until: 5_000,
        asks: ask::lost,
        outcome: |run| Some(Answer::Number(picture(run)?.failures as f64)),
        explain: why_power,
    },
    Question {
        link: "#retry?failure=0.8&reads=100&base=1&jitter=none&latency=0.1&seed=25",
        until: 8_000,
        asks: ask::storm,
        outcome: |run| Some(Answer::Curve(storm(picture(run)?))),
        explain: why_in_step,
    },
    Question {
        link: "#retry?failure=0.8&reads=100&base=1&jitter=full&latency=0.1&seed=6",
        until: 8_000,
        asks: ask::band,
        outcome: band,
        explain: why_whole_band,
    },
    Question {
        link: "#retry?failure=0.8&reads=100&base=1&jitter=full&latency=0.1&seed=6",
        until: 8_000,
        asks: ask::busiest,
        outcome: |run| Some(Answer::Number(f64::from(busiest(picture(run)?)))),
        explain: why_spread,
    },
];

fn picture(run: &Run) -> Option<&Picture> {
    run.picture().of()
}

/// An explanation of a run, which is one of this lab.
fn told(run: &Run, tell: impl FnOnce(&Picture) -> String) -> String {
    picture(run).map_or_else(String::new, tell)
}

fn first(run: &Run) -> Option<&Read> {
    picture(run)?.reads.first()
}

/// What follows a failed first attempt.
fn next(read: &Read) -> Option<Answer> {
    match read.spans.as_slice() {
        [Span::Attempt { failed: Some(true), .. }, rest @ ..] => Some(Answer::Choice(match rest {
            [] => 0,
            [Span::Attempt { .. }, ..] => 1,
            [Span::Wait { .. }, ..] => 2,
        })),
        _ => None,
    }
}

/// The read's waits.
fn waits(read: &Read) -> Vec<Duration> {
    let wait = |span: &Span| if let Span::Wait { delay, .. } = span { Some(delay.total) } else { None };
    read.spans.iter().filter_map(wait).collect()
}

fn why_wait(run: &Run) -> String {
    let Some(read) = first(run) else { return String::new() };
    let Some(wait) = waits(read).first().copied() else {
        return text::SINGLE_ATTEMPT.to_owned();
    };
    text::asked_again(&seconds(wait.as_secs_f64()))
}

fn why_no_last_wait(run: &Run) -> String {
    let Some(read) = first(run) else { return String::new() };
    let waits = waits(read);
    let terms: Vec<String> = waits.iter().map(|wait| short(wait.as_secs_f64(), 2)).collect();
    let sum = seconds(waits.iter().sum::<Duration>().as_secs_f64());
    let ended = read.ended.map_or_else(|| text::NOT_YET.to_owned(), |at| text::at(&seconds(at.seconds())));
    let waited = match terms.as_slice() {
        [] => text::NO_WAIT.to_owned(),
        [_] => text::after_one(&sum),
        _ => text::after_several(&terms.join(" + "), &sum),
    };
    match (read.outcome, read.attempts) {
        (ReadOutcome::Success, attempt) => text::succeeded(attempt, &ended, &waited),
        (_, 1) => text::ended_at_once(&ended),
        (_, attempts) => {
            let next =
                backoff(&shown(run.settings())).map_or(Duration::ZERO, |rule| rule.delay(attempts, None, 0.0).planned);
            text::gave_up(&terms.join(" + "), &sum, attempts, &ended, &seconds(next.as_secs_f64()))
        }
    }
}

fn why_power(run: &Run) -> String {
    told(run, |picture| {
        let settings = shown(run.settings());
        let (failure, attempts) = (settings.number("failure"), settings.count("attempts"));
        let open = picture.reads.iter().filter(|read| read.ended.is_none()).count() as u64;
        let (lost, all) = (picture.failures, noun::READS.count(picture.reads.len() as u64));
        let rule = text::all_must_fail(&short(failure, 2), attempts, &percent(power(failure, attempts)));
        if open > 0 {
            return text::lost_so_far(lost, &all, open, &rule);
        }
        text::lost_of_all(lost, &all, &percent(failure), &rule)
    })
}

/// Attempts started in each second.
fn storm(picture: &Picture) -> Vec<f64> {
    let sum = |second: usize| {
        picture.load.iter().skip(second * IN_A_SECOND).take(IN_A_SECOND).map(|load| f64::from(*load)).sum()
    };
    (0..SECONDS.len()).map(sum).collect()
}

fn why_in_step(run: &Run) -> String {
    told(run, |picture| {
        let storm = storm(picture);
        let waves: Vec<String> = storm.iter().filter(|load| **load > 0.0).map(|load| short(*load, 0)).collect();
        let quiet = storm.iter().filter(|load| **load == 0.0).count();
        text::waves(
            &waves.join(", "),
            &text::SECONDS.count(quiet as u64),
            match shown(run.settings()).choice("jitter") {
                "none" => text::PLAIN_WAVES,
                _ => text::WAVES,
            },
        )
    })
}

/// Least and greatest wait before the attempt that is asked for, with the planned one.
fn waits_before(picture: &Picture, asked: u32) -> Option<(Duration, Duration, Duration)> {
    let spans = picture.reads.iter().flat_map(|read| &read.spans);
    let waits = spans.filter_map(|span| match span {
        Span::Wait { before, delay, .. } if *before == asked => Some((delay.total, delay.planned)),
        _ => None,
    });
    waits.fold(None, |range, (wait, planned)| {
        let (least, most, _) = range.unwrap_or((wait, wait, planned));
        Some((wait.min(least), wait.max(most), planned))
    })
}

fn band(run: &Run) -> Option<Answer> {
    let (least, _, planned) = waits_before(picture(run)?, last_asked(&shown(run.settings())))?;
    if planned.is_zero() {
        return None;
    }
    let is_part = |tenths: u32| least.saturating_mul(10) >= planned.saturating_mul(tenths);
    Some(Answer::Choice(if is_part(9) {
        0
    } else if is_part(4) {
        1
    } else {
        2
    }))
}

/// What a kind of jitter makes of a planned wait, which is named as `planned`.
fn rule_of(jitter: &str, planned: &str) -> String {
    match jitter {
        "none" => text::rule_none(planned),
        "full" => text::rule_full(planned),
        "equal" => text::rule_equal(planned),
        "decorrelated" => text::RULE_DECORRELATED.to_owned(),
        "share" => text::rule_share(planned),
        _ => text::rule_additive(planned),
    }
}

fn why_whole_band(run: &Run) -> String {
    told(run, |picture| {
        let jitter = shown(run.settings()).choice("jitter");
        match waits_before(picture, last_asked(&shown(run.settings()))) {
            None => text::none_waited(&rule_of(jitter, text::WHAT_IS_PLANNED)),
            Some((least, most, planned)) => text::waited_between(
                &seconds(least.as_secs_f64()),
                &seconds(most.as_secs_f64()),
                &rule_of(jitter, &text::the_planned(&seconds(planned.as_secs_f64()))),
            ),
        }
    })
}

/// The most attempts in one slot after the first second.
fn busiest(picture: &Picture) -> u32 {
    picture.load.iter().skip(IN_A_SECOND).copied().max().unwrap_or(0)
}

fn why_spread(run: &Run) -> String {
    told(run, |picture| {
        let plain = shown(run.settings()).choice("jitter") == "none";
        let rule = if plain { text::NOT_SPREAD } else { text::SPREAD };
        let twin = run.baseline().filter(|_| !plain).and_then(|picture| picture.of().map(busiest));
        let without = twin.map_or_else(String::new, text::without_jitter);
        let end = run.picture().course().marks().last().map_or(Instant::ZERO, |mark| mark.at);
        text::at_most(
            &ATTEMPTS.count(u64::from(busiest(picture))),
            &without,
            rule,
            &seconds(end.seconds()),
            if plain { "" } else { text::NOT_OVERLOADED },
        )
    })
}
