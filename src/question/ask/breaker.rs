//! What the breaker lab's questions ask of a run.

use super::{capital, choice, fails, near, outage, slowest};
use crate::decimal::short;
use crate::lab::breaker::{SERVICE, shown, within};
use crate::lab::{Settings, Tape};
use crate::policy::breaker::Over;
use crate::question::breaker::{CALLS, SLOT, SLOTS};
use crate::question::{Axes, Kind, percent, seconds};
use crate::time::Instant;

/// What opens the breaker, as a sentence.
fn rule(settings: &Settings) -> String {
    let settings = &shown(settings);
    let rate = percent(settings.number("rate"));
    match settings.choice("trip") {
        "count" => format!("The breaker opens when {rate} of its last {} calls fail.", settings.count("window")),
        "time" => format!("The breaker opens when {rate} of the calls of {} fail.", seconds(settings.number("span"))),
        _ => format!("The breaker's threshold is {}.", threshold(settings)),
    }
}

/// `3 failures in a row`.
fn threshold(settings: &Settings) -> String {
    let failures = match settings.count("threshold") {
        1 => "1 failure".to_owned(),
        several => format!("{several} failures"),
    };
    match within(settings) {
        None => failures + " in a row",
        Some(Over::Calls(of)) => format!("{failures} among {of} calls"),
        Some(Over::Span(span)) => format!("{failures} in {}", seconds(span.as_secs_f64())),
    }
}

/// How the service does over the run, as a sentence.
fn weather(tape: &Tape) -> String {
    let failure = tape.scenario.settings.number("failure");
    match outage(tape, SERVICE) {
        Some((from, to)) => {
            format!("The service is down from {} to {}", short(from.seconds(), 1) + " s", seconds(to.seconds()))
        }
        None if failure >= 1.0 => "The service is down: every call fails".to_owned(),
        None => capital(&fails(failure, "call", "calls")) + if failure > 0.0 { ", by chance" } else { "" },
    }
}

/// How many calls there are in the run, if it has surely made them all by a moment; and the most that there can be.
fn calls(tape: &Tape, until: Instant) -> (Option<f64>, f64) {
    let settings = &tape.scenario.settings;
    let (calls, callers, pause) = (settings.number("calls"), settings.number("callers"), settings.number("pause"));
    let longest = (calls / callers.max(1.0)).ceil() * (pause + slowest(tape));
    if calls > 0.0 && longest <= until.seconds() + 1e-9 {
        return (Some(calls), calls);
    }
    // A caller takes at least a millisecond from call to call.
    let most = (callers * until.seconds() / pause.max(0.001) / 10.0).ceil() * 10.0;
    (None, if calls > 0.0 { most.min(calls) } else { most })
}

fn how_many(most: f64, share: f64) -> Kind {
    Kind::Number { unit: CALLS, min: 0.0, max: most, step: 1.0, near: near(most, share) }
}

pub(in crate::question) fn fourth(tape: &Tape, _: Instant) -> (String, Kind) {
    let prompt = format!("{}. {} What becomes of the fourth call?", weather(tape), rule(&tape.scenario.settings));
    (prompt, choice(["It is tried, like those before", "It waits until the service is back", "It is refused at once"]))
}

pub(in crate::question) fn reached(tape: &Tape, until: Instant) -> (String, Kind) {
    let settings = &tape.scenario.settings;
    let (all, most) = calls(tape, until);
    let asks = match all {
        Some(all) => format!("How many of {} calls reach the service?", short(all, 0)),
        None => format!("How many calls reach the service in {}?", seconds(until.seconds())),
    };
    let reset = seconds(shown(settings).number("reset"));
    (format!("{}. {} Its reset timeout is {reset}. {asks}", weather(tape), rule(settings)), how_many(most, 0.05))
}

pub(in crate::question) fn back(tape: &Tape, _: Instant) -> (String, Kind) {
    let reset = seconds(shown(&tape.scenario.settings).number("reset"));
    let prompt = match outage(tape, SERVICE) {
        Some((from, to)) => format!(
            "The service dies at {} and is well again at {}. The reset timeout is {reset}. When does the first call \
             succeed again?",
            seconds(from.seconds()),
            seconds(to.seconds()),
        ),
        None => format!(
            "{}. The reset timeout is {reset}. After the breaker's first refusal, when does a call succeed again?",
            weather(tape)
        ),
    };
    (prompt, Kind::Moment { near: 1.0 })
}

pub(in crate::question) fn load(tape: &Tape, _: Instant) -> (String, Kind) {
    let settings = &tape.scenario.settings;
    let each = settings.number("latency") + settings.number("pause");
    let most = settings.number("callers") * SLOT / each.max(0.001);
    // Callers that wait longer than a slot still make a call in some.
    let calls = most.floor().max(1.0);
    let who = match settings.count("callers") {
        1 => "A caller makes".to_owned(),
        several => format!("{several} callers make"),
    };
    let prompt = format!(
        "{who} up to {} in {}. {}; the reset timeout is {}. Draw how many calls reach the service.",
        CALLS.of(calls),
        seconds(SLOT),
        weather(tape),
        seconds(shown(settings).number("reset")),
    );
    let max = (calls * 1.2).ceil();
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

pub(in crate::question) fn opens(tape: &Tape, _: Instant) -> (String, Kind) {
    let prompt = format!("{}. {} When does it open within a minute?", weather(tape), rule(&tape.scenario.settings));
    (prompt, choice(["Within the first 10 s", "Later in that minute", "Not at all"]))
}

pub(in crate::question) fn refused(tape: &Tape, until: Instant) -> (String, Kind) {
    let settings = &tape.scenario.settings;
    let failure = settings.number("failure");
    let (all, most) = calls(tape, until);
    let health = if outage(tape, SERVICE).is_some() || failure > 0.2 {
        weather(tape)
    } else {
        format!("Now the service is nearly healthy: {}", fails(failure, "call", "calls"))
    };
    let rule = match (settings.choice("trip"), settings.choice("like")) {
        ("row", "own") => format!("Someone has set the threshold to {}.", settings.count("threshold")),
        _ => rule(settings),
    };
    let asks = match all {
        Some(all) => format!("How many of {} calls does the breaker refuse?", short(all, 0)),
        None => format!("How many calls does the breaker refuse in {}?", seconds(until.seconds())),
    };
    (format!("{health}. {rule} {asks}"), how_many(most, 0.08))
}
