//! What the breaker lab's questions ask of a run.

use core::time::Duration;

use super::questions::{CALLS, SLOT, SLOTS};
use super::{SERVICE, is_without, shown, within};
use crate::decimal::short;
use crate::play::question::ask::{
    AT_FIRST, Course, capital, choice, counts, course, fails, fits, latency, near, spans, times,
};
use crate::play::question::{Axes, Kind};
use crate::play::{Settings, Tape};
use crate::policy::breaker::general::Over;
use crate::sim::workload::CALLER_PACE;
use crate::text::breaker::questions as text;
use crate::time::{Instant, nanos};
use crate::words::{percent, seconds};

/// What opens the breaker, as a sentence.
fn rule(settings: &Settings) -> String {
    if is_without(settings) {
        return text::NO_BREAKER.to_owned();
    }
    let settings = &shown(settings);
    if !matches!(settings.choice("trip"), "count" | "time") {
        return text::its_threshold(&threshold(settings));
    }
    text::opens_when(&trips(settings))
}

/// When a breaker with these settings, as it shows them, opens: `3 calls in a row fail`.
pub(super) fn trips(settings: &Settings) -> String {
    let rate = percent(settings.number("rate"));
    let least = match settings.count("min") {
        0 | 1 => String::new(),
        least => text::from_calls_on(least),
    };
    match settings.choice("trip") {
        "count" => text::rate_of_calls(&rate, settings.count("window"), &least),
        "time" => text::rate_of_time(&rate, &seconds(settings.number("span")), &least),
        _ => match (settings.count("threshold"), within(settings)) {
            (1, _) => text::ONE_FAILS.to_owned(),
            (threshold, None) => text::row_fails(threshold),
            (threshold, Some(Over::Calls(of))) => text::several_fail(threshold, of),
            (threshold, Some(Over::Span(span) | Over::Fired(span) | Over::Snapshot { span, .. })) => {
                text::fail_within(threshold, &seconds(span.as_secs_f64()))
            }
            (threshold, Some(Over::All)) => text::fail_in_total(threshold),
        },
    }
}

/// `3 failures in a row`; a single one needs no further words.
fn threshold(settings: &Settings) -> String {
    let threshold = settings.count("threshold");
    match within(settings) {
        _ if threshold == 1 => text::ONE_FAILURE.to_owned(),
        None => text::row(threshold),
        Some(Over::Calls(of)) => text::among(threshold, of),
        Some(Over::Span(span) | Over::Fired(span) | Over::Snapshot { span, .. }) => {
            text::within(threshold, &seconds(span.as_secs_f64()))
        }
        Some(Over::All) => text::in_total(threshold),
    }
}

/// How the service does over the run, as a sentence.
fn weather(tape: &Tape, until: Instant) -> String {
    let failure = tape.scenario.settings.number("failure");
    let rate = || fails(failure, CALLS);
    match course(tape, SERVICE, until) {
        Course::Down(from, to) if failure < 1.0 => {
            let besides = if failure > 0.0 { text::besides(&rate()) } else { String::new() };
            text::down_between(&(short(from.seconds(), 1) + " s"), &seconds(to.seconds()), &besides)
        }
        Course::Steady | Course::Down(..) if failure >= 1.0 => text::DOWN.to_owned(),
        Course::Steady | Course::Down(..) => capital(&rate()) + if failure > 0.0 { text::BY_CHANCE } else { "" },
        Course::Changing => capital(&rate()) + AT_FIRST,
    }
}

/// The shortest and the longest from one call of a caller to its next.
fn turn(tape: &Tape, until: Instant) -> (Duration, Duration) {
    let ((least, most), (quick, slow)) = (spans(tape, "pause", until), latency(tape, until));
    ((least + quick).max(CALLER_PACE), (most + slow).max(CALLER_PACE))
}

/// How many calls there are in the run, if it has surely made them all by a moment; and the most that there can be.
fn calls(tape: &Tape, until: Instant) -> (Option<u64>, u64) {
    let ((fewest, callers), (limited, calls)) = (counts(tape, "callers", until), counts(tape, "calls", until));
    let longest = times(turn(tape, until).1, calls.div_ceil(fewest.max(1)));
    if limited > 0 && limited == calls && longest <= until.since(Instant::ZERO) {
        return (Some(calls), calls);
    }
    // Each caller begins at once, and a fast fail takes no time.
    let turns = fits(spans(tape, "pause", until).0.max(CALLER_PACE), until) + 1;
    let most = (callers * turns).next_multiple_of(10);
    (None, if limited > 0 { most.min(calls) } else { most })
}

fn how_many(most: u64, share: f64) -> Kind {
    let max = most as f64;
    Kind::Number { unit: CALLS, min: 0.0, max, step: 1.0, near: near(max, share) }
}

pub(super) fn fourth(tape: &Tape, until: Instant) -> (String, Kind) {
    let prompt = text::fourth(&weather(tape, until), &rule(&tape.scenario.settings));
    (prompt, choice([text::FOURTH_TRIED, text::FOURTH_WAITS, text::FOURTH_REFUSED], [0, 2, 1]))
}

pub(super) fn reached(tape: &Tape, until: Instant) -> (String, Kind) {
    let settings = &tape.scenario.settings;
    let (all, most) = calls(tape, until);
    let asks = match all {
        Some(all) => text::how_many_of(&CALLS.count(all)),
        None => text::how_many_in(&seconds(until.seconds())),
    };
    let reset = seconds(shown(settings).number("reset"));
    (text::load(&weather(tape, until), &rule(settings), &reset, &asks), how_many(most, 0.05))
}

pub(super) fn back(tape: &Tape, until: Instant) -> (String, Kind) {
    let reset = seconds(shown(&tape.scenario.settings).number("reset"));
    let failure = tape.scenario.settings.number("failure");
    let prompt = match course(tape, SERVICE, until) {
        Course::Down(from, to) if failure < 1.0 => {
            let back = if failure > 0.0 {
                text::comes_back(&seconds(to.seconds()), &fails(failure, CALLS))
            } else {
                text::works_again(&seconds(to.seconds()))
            };
            text::first_success(&seconds(from.seconds()), &back, &reset)
        }
        _ => text::success_after_refusal(&weather(tape, until), &reset),
    };
    (prompt, Kind::Moment { near: 1.0 })
}

pub(super) fn load(tape: &Tape, until: Instant) -> (String, Kind) {
    let settings = &tape.scenario.settings;
    // This many of a caller's calls can end in a slot, its end not included.
    let calls = counts(tape, "callers", until).1 * nanos(SLOT).div_ceil(nanos(turn(tape, until).0));
    let who = match settings.count("callers") {
        1 => text::ONE_CALLER.to_owned(),
        several => text::several_callers(several),
    };
    let prompt = text::draw_load(
        &who,
        &CALLS.count(calls),
        &seconds(SLOT.as_secs_f64()),
        &weather(tape, until),
        &seconds(shown(settings).number("reset")),
    );
    // A fifth of room above the most.
    let max = (calls * 6).div_ceil(5) as f64;
    let axes = Axes {
        across: text::ACROSS,
        at: text::AT,
        points: SLOTS.map(str::to_owned).into(),
        up: text::UP,
        unit: CALLS,
        max,
        step: (max / 60.0).ceil(),
        near: near(max, 1.0 / 6.0),
    };
    (prompt, Kind::Curve(axes))
}

pub(super) fn opens(tape: &Tape, until: Instant) -> (String, Kind) {
    let prompt = text::opens(&weather(tape, until), &rule(&tape.scenario.settings));
    (prompt, choice([text::OPENS_SOON, text::OPENS_LATER, text::OPENS_NEVER], [2, 0, 1]))
}

pub(super) fn refused(tape: &Tape, until: Instant) -> (String, Kind) {
    let settings = &tape.scenario.settings;
    let failure = settings.number("failure");
    let (all, most) = calls(tape, until);
    let health = if matches!(course(tape, SERVICE, until), Course::Steady) && failure <= 0.2 {
        text::healthy(&fails(failure, CALLS))
    } else {
        weather(tape, until)
    };
    let rule = match (settings.choice("trip"), settings.choice("like")) {
        ("row", "own") => text::threshold_set(settings.count("threshold")),
        _ => rule(settings),
    };
    let asks = match all {
        Some(all) => text::refused_of(&CALLS.count(all)),
        None => text::refused_in(&seconds(until.seconds())),
    };
    (text::refused(&health, &rule, &asks), how_many(most, 0.08))
}
