//! What the retry lab's questions ask of a run.

use core::time::Duration;

use super::questions::{ATTEMPTS, SECONDS, last_asked};
use super::{SERVICE, SLOT, backoff};
use crate::decimal::short;
use crate::play::question::ask::{capital, choice, extent, fails, is_reset, latency, later, near, times};
use crate::play::question::{Axes, Kind};
use crate::play::{Settings, Tape};
use crate::policy::backoff::Backoff;
use crate::text::noun;
use crate::time::Instant;
use crate::words::{Noun, count, percent, seconds};

/// More waits than this are not listed one by one.
const LISTED: u32 = 4;

/// The planned wait before a retry, counted from 1.
fn planned(settings: &Settings, retry: u32) -> Duration {
    backoff(settings).map_or(Duration::ZERO, |backoff| backoff.delay(retry, None, 0.0).planned)
}

/// A span as it reads in a sentence.
fn long(span: Duration) -> String {
    seconds(span.as_secs_f64())
}

/// `without jitter`, `with full jitter`.
fn jitter(settings: &Settings) -> String {
    match settings.choice("jitter") {
        "none" => "without jitter".to_owned(),
        "share" => format!("with a jitter of {} more or less", percent(settings.number("spread"))),
        kind => format!("with {kind} jitter"),
    }
}

/// `the service is permanently down`, or the share of attempts that fail.
fn health(tape: &Tape, until: Instant) -> String {
    let (failure, later) = (tape.scenario.settings.number("failure"), later(tape, SERVICE, until));
    if failure >= 1.0 && later.is_empty() {
        "the service is permanently down".to_owned()
    } else {
        fails(failure, noun::ATTEMPTS) + later
    }
}

/// The waits with their jitter: `1 s, 2 s, 4 s, 8 s and so on, with full jitter`.
fn waits(settings: &Settings) -> String {
    if settings.choice("jitter") == "decorrelated" {
        return format!("at random between {} and three times the last wait", long(planned(settings, 1)));
    }
    let attempts = settings.count("attempts");
    let waits: Vec<String> = (1..attempts.min(LISTED + 1)).map(|retry| long(planned(settings, retry))).collect();
    let more = if attempts > LISTED + 1 { " and so on" } else { "" };
    format!("{}{more}, {}", waits.join(", "), jitter(settings))
}

/// Whether all reads have surely ended by a moment.
fn is_over(tape: &Tape, until: Instant) -> bool {
    let settings = &tape.scenario.settings;
    let attempts = settings.count("attempts");
    let add = |sum: Duration, wait: Duration| sum.saturating_add(wait);
    let longest = |backoff: Backoff| (1..attempts).map(|retry| backoff.band(retry).1).fold(Duration::ZERO, add);
    let waits = backoff(settings).map_or(Duration::MAX, longest);
    let each = waits.saturating_add(times(latency(tape, until).1, u64::from(attempts)));
    let reads = if settings.choice("start") == "in-turn" { settings.count("reads") } else { 1 };
    !is_reset(tape, until) && times(each, u64::from(reads)) <= until.since(Instant::ZERO)
}

pub(super) fn first(_: &Tape, _: Instant) -> (String, Kind) {
    let prompt = "The first attempt of a read has just failed. What happens next?".to_owned();
    (
        prompt,
        choice(["The caller gets the error", "It is tried again at once", "It waits, then tries again"], [0, 1, 2]),
    )
}

pub(super) fn gives_up(tape: &Tape, until: Instant) -> (String, Kind) {
    let settings = &tape.scenario.settings;
    let (attempts, first) = (settings.count("attempts"), planned(settings, 1));
    let growth = match (settings.choice("kind"), settings.number("factor")) {
        ("constant", _) => "and stays so".to_owned(),
        ("linear", _) => "and then grows by as much each time".to_owned(),
        (_, 2.0) => "and then doubles".to_owned(),
        (_, factor) => format!("and then grows by a factor of {}", short(factor, 1)),
    };
    // Where the cap or another rule cuts in, the words of the growth would be wrong.
    let is_plain = settings.choice("jitter") != "decorrelated"
        && (1..attempts).all(|retry| planned(settings, retry) < settings.span("cap"));
    let luck = if settings.choice("jitter") == "none" { String::new() } else { format!(", {}", jitter(settings)) };
    let waits = match attempts {
        1 => String::new(),
        2 if is_plain => format!("; the wait before the second is {}{luck}", long(first)),
        _ if is_plain => format!("; the wait before the second is {} {growth}{luck}", long(first)),
        _ => format!("; it waits {}", waits(settings)),
    };
    let reads = if settings.count("reads") == 1 { "A read" } else { "The first read" };
    let surely = settings.number("failure") >= 1.0 && later(tape, SERVICE, until).is_empty();
    let prompt = format!(
        "{}. {reads} makes {}{} of {}{waits}. When does it {}?",
        capital(&health(tape, until)),
        if surely { "" } else { "up to " },
        count(u64::from(attempts), "attempt", "attempts"),
        seconds(settings.number("latency")),
        if surely { "give up" } else { "end" },
    );
    (prompt, Kind::Moment { near: 1.0 })
}

pub(super) fn lost(tape: &Tape, until: Instant) -> (String, Kind) {
    let settings = &tape.scenario.settings;
    let reads = settings.number("reads");
    let limit = if is_over(tape, until) { String::new() } else { format!(" within {}", seconds(until.seconds())) };
    let prompt = format!(
        "Each attempt fails with {}{}. Of {} with up to {} each, how many fail permanently{limit}?",
        percent(settings.number("failure")),
        later(tape, SERVICE, until),
        count(reads as u64, "read", "reads"),
        count(u64::from(settings.count("attempts")), "attempt", "attempts"),
    );
    let unit = Noun("read", "reads");
    (prompt, Kind::Number { unit, min: 0.0, max: reads, step: 1.0, near: near(reads, 0.05) })
}

pub(super) fn storm(tape: &Tape, until: Instant) -> (String, Kind) {
    let settings = &tape.scenario.settings;
    let (reads, attempts, failure) = (settings.number("reads"), settings.count("attempts"), settings.number("failure"));
    let (they, them) = if reads <= 1.0 { ("It waits", "It does") } else { ("They wait", "They do") };
    let waits = match attempts {
        1 => format!("{them} not try again"),
        _ => format!("{they} {}", waits(settings)),
    };
    let begin = if reads <= 1.0 {
        "starts"
    } else if settings.choice("start") == "in-turn" {
        "come one after the other"
    } else if failure > 0.0 {
        "lose the service at the same moment"
    } else {
        "start at the same moment"
    };
    let prompt = format!(
        "{} {begin}; {}{}. {waits}. Draw how many attempts start in each second.",
        count(reads as u64, "client", "clients"),
        fails(failure, noun::ATTEMPTS).replace(" the ", " "),
        later(tape, SERVICE, until),
    );
    // Clients that wait less than a second start several attempts in one.
    let apart =
        planned(settings, 1) >= Duration::from_secs(1) && settings.choice("jitter") == "none" && !is_reset(tape, until);
    let max = reads * if apart { 1.0 } else { extent(tape, "attempts", until).1 };
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

pub(super) fn band(tape: &Tape, _: Instant) -> (String, Kind) {
    let settings = &tape.scenario.settings;
    let attempt = last_asked(settings);
    let wait = planned(settings, attempt - 1);
    let jitter = jitter(settings);
    let prompt =
        format!("Now {jitter}. The planned wait before attempt {attempt} is {}. What waits do you get?", long(wait));
    let (least, most) = backoff(settings).map_or((wait, wait), |backoff| backoff.band(attempt - 1));
    let all = if most > wait && least >= wait {
        format!("From {} to {}", long(wait), long(most))
    } else {
        format!("All close to {}", long(wait))
    };
    // The middle one is that of a jitter which leaves a part of the wait certain.
    let half = if settings.choice("jitter") == "share" && least >= wait / 2 { least } else { wait / 2 };
    let upper = format!("From about {} to {}", long(half), long(most));
    let any = format!("Anything from 0 to {}", long(most));
    (prompt, choice([&all, &upper, &any], [2, 1, 0]))
}

pub(super) fn busiest(tape: &Tape, until: Instant) -> (String, Kind) {
    let settings = &tape.scenario.settings;
    let reads = settings.number("reads");
    let prompt = format!(
        "The same {}, {}. After the first second, how many attempts start in the busiest tenth of a second?",
        count(reads as u64, "client", "clients"),
        jitter(settings),
    );
    // An attempt that takes a tenth of a second or more is the only one of its read there.
    let each = if latency(tape, until).0 >= SLOT { 1.0 } else { extent(tape, "attempts", until).1 };
    let max = reads * each;
    (prompt, Kind::Number { unit: ATTEMPTS, min: 0.0, max, step: 1.0, near: near(max, 0.05) })
}
