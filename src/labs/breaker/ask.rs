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
use crate::time::{Instant, nanos};
use crate::words::{percent, seconds};

/// What opens the breaker, as a sentence.
fn rule(settings: &Settings) -> String {
    if is_without(settings) {
        return "There is no breaker.".to_owned();
    }
    let settings = &shown(settings);
    if !matches!(settings.choice("trip"), "count" | "time") {
        return format!("The breaker's threshold is {}.", threshold(settings));
    }
    format!("The breaker opens when {}.", trips(settings))
}

/// When a breaker with these settings, as it shows them, opens: `3 calls in a row fail`.
pub(super) fn trips(settings: &Settings) -> String {
    let rate = percent(settings.number("rate"));
    let least = match settings.count("min") {
        0 | 1 => String::new(),
        least => format!(", counted from {least} calls on"),
    };
    match settings.choice("trip") {
        "count" => format!("{rate} of its last {} calls fail{least}", settings.count("window")),
        "time" => format!("{rate} of the calls of {} fail{least}", seconds(settings.number("span"))),
        _ => match (settings.count("threshold"), within(settings)) {
            (1, _) => "a call fails".to_owned(),
            (threshold, None) => format!("{threshold} calls in a row fail"),
            (threshold, Some(Over::Calls(of))) => format!("{threshold} of its last {of} calls fail"),
            (threshold, Some(Over::Span(span) | Over::Fired(span) | Over::Snapshot { span, .. })) => {
                format!("{threshold} calls fail within {}", seconds(span.as_secs_f64()))
            }
            (threshold, Some(Over::All)) => format!("{threshold} calls have failed since it was closed"),
        },
    }
}

/// `3 failures in a row`; a single one needs no further words.
fn threshold(settings: &Settings) -> String {
    let threshold = settings.count("threshold");
    match within(settings) {
        _ if threshold == 1 => "1 failure".to_owned(),
        None => format!("{threshold} failures in a row"),
        Some(Over::Calls(of)) => format!("{threshold} failures among {of} calls"),
        Some(Over::Span(span) | Over::Fired(span) | Over::Snapshot { span, .. }) => {
            format!("{threshold} failures in {}", seconds(span.as_secs_f64()))
        }
        Some(Over::All) => format!("{threshold} failures in total"),
    }
}

/// How the service does over the run, as a sentence.
fn weather(tape: &Tape, until: Instant) -> String {
    let failure = tape.scenario.settings.number("failure");
    let rate = || fails(failure, "call", "calls");
    match course(tape, SERVICE, until) {
        Course::Down(from, to) if failure < 1.0 => {
            let besides = if failure > 0.0 { format!(", and besides {}", rate()) } else { String::new() };
            format!(
                "The service is down from {} to {}{besides}",
                short(from.seconds(), 1) + " s",
                seconds(to.seconds())
            )
        }
        Course::Steady | Course::Down(..) if failure >= 1.0 => "The service is down: every call fails".to_owned(),
        Course::Steady | Course::Down(..) => capital(&rate()) + if failure > 0.0 { ", by chance" } else { "" },
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
    let prompt =
        format!("{}. {} What happens to the fourth call?", weather(tape, until), rule(&tape.scenario.settings));
    (
        prompt,
        choice(
            ["It is tried, like those before", "It waits until the service is back", "It is refused at once"],
            [0, 2, 1],
        ),
    )
}

pub(super) fn reached(tape: &Tape, until: Instant) -> (String, Kind) {
    let settings = &tape.scenario.settings;
    let (all, most) = calls(tape, until);
    let asks = match all {
        Some(all) => format!("How many of {} reach the service?", CALLS.count(all)),
        None => format!("How many calls reach the service in {}?", seconds(until.seconds())),
    };
    let reset = seconds(shown(settings).number("reset"));
    (format!("{}. {} Its reset timeout is {reset}. {asks}", weather(tape, until), rule(settings)), how_many(most, 0.05))
}

pub(super) fn back(tape: &Tape, until: Instant) -> (String, Kind) {
    let reset = seconds(shown(&tape.scenario.settings).number("reset"));
    let failure = tape.scenario.settings.number("failure");
    let prompt = match course(tape, SERVICE, until) {
        Course::Down(from, to) if failure < 1.0 => {
            let back = if failure > 0.0 {
                format!("comes back at {}, where {}", seconds(to.seconds()), fails(failure, "call", "calls"))
            } else {
                format!("works again at {}", seconds(to.seconds()))
            };
            format!(
                "The service dies at {} and {back}. The reset timeout is {reset}. When does the first call succeed again?",
                seconds(from.seconds()),
            )
        }
        _ => format!(
            "{}. The reset timeout is {reset}. After the breaker's first refusal, when does a call succeed again?",
            weather(tape, until)
        ),
    };
    (prompt, Kind::Moment { near: 1.0 })
}

pub(super) fn load(tape: &Tape, until: Instant) -> (String, Kind) {
    let settings = &tape.scenario.settings;
    // This many of a caller's calls can end in a slot, its end not included.
    let calls = counts(tape, "callers", until).1 * nanos(SLOT).div_ceil(nanos(turn(tape, until).0));
    let who = match settings.count("callers") {
        1 => "A caller makes".to_owned(),
        several => format!("{several} callers make"),
    };
    let prompt = format!(
        "{who} up to {} in {}. {}; the reset timeout is {}. Draw how many calls reach the service.",
        CALLS.count(calls),
        seconds(SLOT.as_secs_f64()),
        weather(tape, until),
        seconds(shown(settings).number("reset")),
    );
    // A fifth of room above the most.
    let max = (calls * 6).div_ceil(5) as f64;
    let axes = Axes {
        across: "from second",
        at: "in the 2 s from",
        points: SLOTS.map(str::to_owned).into(),
        up: "calls that reach it in 2 s",
        unit: CALLS,
        max,
        step: (max / 60.0).ceil(),
        near: near(max, 1.0 / 6.0),
    };
    (prompt, Kind::Curve(axes))
}

pub(super) fn opens(tape: &Tape, until: Instant) -> (String, Kind) {
    let prompt =
        format!("{}. {} When does it open within a minute?", weather(tape, until), rule(&tape.scenario.settings));
    (prompt, choice(["Within the first 10 s", "Later in that minute", "Not at all"], [2, 0, 1]))
}

pub(super) fn refused(tape: &Tape, until: Instant) -> (String, Kind) {
    let settings = &tape.scenario.settings;
    let failure = settings.number("failure");
    let (all, most) = calls(tape, until);
    let health = if matches!(course(tape, SERVICE, until), Course::Steady) && failure <= 0.2 {
        format!("Now the service is nearly healthy: {}", fails(failure, "call", "calls"))
    } else {
        weather(tape, until)
    };
    let rule = match (settings.choice("trip"), settings.choice("like")) {
        ("row", "own") => format!("Someone has set the threshold to {}.", settings.count("threshold")),
        _ => rule(settings),
    };
    let asks = match all {
        Some(all) => format!("How many of {} does the breaker refuse?", CALLS.count(all)),
        None => format!("How many calls does the breaker refuse in {}?", seconds(until.seconds())),
    };
    (format!("{health}. {rule} {asks}"), how_many(most, 0.08))
}
