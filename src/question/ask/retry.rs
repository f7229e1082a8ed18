//! What the retry lab's questions ask of a run.

use super::{choice, fails, near};
use crate::decimal::short;
use crate::lab::retry::backoff;
use crate::lab::{Settings, Tape};
use crate::question::retry::{ATTEMPTS, FOURTH, SECONDS};
use crate::question::{Axes, Kind, Unit, count, percent, seconds};
use crate::time::{Instant, nanos};

/// More waits than this are not listed one by one.
const LISTED: u32 = 4;

/// The planned wait before a retry, counted from 1, in seconds.
fn planned(settings: &Settings, retry: u32) -> f64 {
    backoff(settings).map_or(0.0, |backoff| nanos(backoff.delay(retry, None, 0.0).planned) as f64 / 1e9)
}

/// `without jitter`, `with full jitter`.
fn jitter(settings: &Settings) -> String {
    match settings.choice("jitter") {
        "none" => "without jitter".to_owned(),
        "share" => format!("with a jitter of {} more or less", percent(settings.number("spread"))),
        kind => format!("with {kind} jitter"),
    }
}

/// `the service is down for good`, or the share of attempts that fail.
fn health(settings: &Settings) -> String {
    let failure = settings.number("failure");
    if failure >= 1.0 { "the service is down for good".to_owned() } else { fails(failure, "attempt", "attempts") }
}

pub(in crate::question) fn first(_: &Tape, _: Instant) -> (String, Kind) {
    let prompt = "The first attempt of a read has just failed. What happens next?".to_owned();
    (prompt, choice(["The caller gets the error", "It is tried again at once", "It waits, then tries again"]))
}

pub(in crate::question) fn gives_up(tape: &Tape, _: Instant) -> (String, Kind) {
    let settings = &tape.scenario.settings;
    let growth = match (settings.choice("kind"), settings.number("factor")) {
        ("constant", _) => "and stays so".to_owned(),
        ("linear", _) => "and then grows by as much each time".to_owned(),
        (_, 2.0) => "and then doubles".to_owned(),
        (_, factor) => format!("and then grows by a factor of {}", short(factor, 1)),
    };
    let luck = if settings.choice("jitter") == "none" { String::new() } else { format!(", {}", jitter(settings)) };
    let reads = if settings.count("reads") == 1 { "A read" } else { "The first read" };
    let prompt = format!(
        "{}. {reads} makes {}{} of {}; the wait before the second is {} {growth}{luck}. When does it {}?",
        super::capital(&health(settings)),
        if settings.number("failure") >= 1.0 { "" } else { "up to " },
        count(u64::from(settings.count("attempts")), "attempt", "attempts"),
        seconds(settings.number("latency")),
        seconds(planned(settings, 1)),
        if settings.number("failure") >= 1.0 { "give up" } else { "end" },
    );
    (prompt, Kind::Moment { near: 1.0 })
}

pub(in crate::question) fn lost(tape: &Tape, _: Instant) -> (String, Kind) {
    let settings = &tape.scenario.settings;
    let reads = settings.number("reads");
    let prompt = format!(
        "Each attempt fails with {}. Of {} with up to {} each, how many fail for good?",
        percent(settings.number("failure")),
        count(reads as u64, "read", "reads"),
        count(u64::from(settings.count("attempts")), "attempt", "attempts"),
    );
    let unit = Unit("read", "reads");
    (prompt, Kind::Number { unit, min: 0.0, max: reads, step: 1.0, near: near(reads, 0.05) })
}

pub(in crate::question) fn storm(tape: &Tape, _: Instant) -> (String, Kind) {
    let settings = &tape.scenario.settings;
    let (reads, attempts) = (settings.number("reads"), settings.count("attempts"));
    let waits: Vec<String> = (1..attempts.min(LISTED + 1)).map(|retry| seconds(planned(settings, retry))).collect();
    let waits = match (attempts, waits.join(", ")) {
        (1, _) => "They do not try again".to_owned(),
        (_, waits) if attempts > LISTED + 1 => format!("They wait {waits} and so on, {}", jitter(settings)),
        (_, waits) => format!("They wait {waits}, {}", jitter(settings)),
    };
    let begin = if settings.choice("start") == "in-turn" {
        "come one after the other"
    } else {
        "lose the service at the same moment"
    };
    let prompt = format!(
        "{} clients {begin}; {}. {waits}. Draw how many attempts start in each second.",
        short(reads, 0),
        fails(settings.number("failure"), "attempt", "attempts").replace(" the ", " "),
    );
    // Clients that wait less than a second start several attempts in one.
    let most = if planned(settings, 1) >= 1.0 && settings.choice("jitter") == "none" { 1 } else { attempts };
    let max = reads * f64::from(most);
    let axes = Axes {
        across: "second",
        at: "in second",
        points: SECONDS.map(str::to_owned).into(),
        up: "attempts that start",
        unit: ATTEMPTS,
        max,
        step: (max / 20.0).round().max(1.0),
        near: near(max, 0.2),
    };
    (prompt, Kind::Curve(axes))
}

pub(in crate::question) fn band(tape: &Tape, _: Instant) -> (String, Kind) {
    let settings = &tape.scenario.settings;
    let wait = planned(settings, FOURTH - 1);
    let jitter = jitter(settings);
    let prompt =
        format!("Now {jitter}. The planned wait before attempt {FOURTH} is {}. Which waits come about?", seconds(wait));
    let all = format!("All close to {}", seconds(wait));
    let upper = format!("From about {} to {}", seconds(wait / 2.0), seconds(wait));
    let any = format!("Anything from 0 to {}", seconds(wait));
    (prompt, choice([&all, &upper, &any]))
}

pub(in crate::question) fn busiest(tape: &Tape, _: Instant) -> (String, Kind) {
    let settings = &tape.scenario.settings;
    let reads = settings.number("reads");
    let prompt = format!(
        "The same {}, {}. After the first second, how many attempts start in the busiest tenth of a second?",
        count(reads as u64, "client", "clients"),
        jitter(settings),
    );
    (prompt, Kind::Number { unit: ATTEMPTS, min: 0.0, max: reads, step: 1.0, near: near(reads, 0.05) })
}
