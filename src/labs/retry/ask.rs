//! What the retry lab's questions ask of a run.

use core::time::Duration;

use super::questions::{ATTEMPTS, SECONDS, last_asked};
use super::{SERVICE, SLOT, backoff, plan, shown};
use crate::decimal::short;
use crate::play::question::ask::{capital, choice, extent, fails, is_reset, latency, later, near, times};
use crate::play::question::{Axes, Kind};
use crate::play::{Settings, Tape};
use crate::policy::backoff::Backoff;
use crate::text::noun;
use crate::text::retry::questions as text;
use crate::time::Instant;
use crate::words::{percent, seconds};

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
        "none" => text::WITHOUT_JITTER.to_owned(),
        "share" => text::share_of_jitter(&percent(settings.number("spread"))),
        kind => text::kind_of_jitter(kind),
    }
}

/// `the service is permanently down`, or the share of attempts that fail.
fn health(tape: &Tape, until: Instant) -> String {
    let (failure, later) = (tape.scenario.settings.number("failure"), later(tape, SERVICE, until));
    if failure >= 1.0 && later.is_empty() { text::DOWN.to_owned() } else { fails(failure, ATTEMPTS) + later }
}

/// The waits with their jitter: `1 s, 2 s, 4 s, 8 s and so on, with full jitter`.
fn waits(settings: &Settings) -> String {
    if settings.choice("jitter") == "decorrelated" {
        return text::waits_decorrelated(&long(planned(settings, 1)));
    }
    let attempts = settings.count("attempts");
    let waits: Vec<String> = (1..attempts.min(LISTED + 1)).map(|retry| long(planned(settings, retry))).collect();
    let more = if attempts > LISTED + 1 { text::AND_SO_ON } else { "" };
    text::waits(&waits.join(", "), more, &jitter(settings))
}

/// Whether all reads have surely ended by a moment.
fn is_over(tape: &Tape, until: Instant) -> bool {
    let settings = &shown(&tape.scenario.settings);
    let attempts = settings.count("attempts");
    let add = |sum: Duration, wait: Duration| sum.saturating_add(wait);
    let longest = |backoff: Backoff| (1..attempts).map(|retry| backoff.band(retry).1).fold(Duration::ZERO, add);
    let waits = backoff(settings).map_or(Duration::MAX, longest);
    let each = waits.saturating_add(times(latency(tape, until).1, u64::from(attempts)));
    let reads = if settings.choice("start") == "in-turn" { settings.count("reads") } else { 1 };
    !is_reset(tape, until) && times(each, u64::from(reads)) <= until.since(Instant::ZERO)
}

/// The most attempts that a read may make up to a moment.
fn most_attempts(tape: &Tape, until: Instant) -> f64 {
    let plan = plan::chosen(&tape.scenario.settings);
    plan.map_or_else(|| extent(tape, "attempts", until).1, |(plan, _)| f64::from(plan.settings().attempts))
}

pub(super) fn first(_: &Tape, _: Instant) -> (String, Kind) {
    let prompt = text::FIRST.to_owned();
    (prompt, choice([text::FIRST_ERROR, text::FIRST_AT_ONCE, text::FIRST_WAITS], [0, 1, 2]))
}

pub(super) fn gives_up(tape: &Tape, until: Instant) -> (String, Kind) {
    let settings = &shown(&tape.scenario.settings);
    let (attempts, first) = (settings.count("attempts"), planned(settings, 1));
    let growth = match (settings.choice("kind"), settings.number("factor")) {
        ("constant", _) => text::STAYS.to_owned(),
        ("linear", _) => text::GROWS.to_owned(),
        (_, 2.0) => text::DOUBLES.to_owned(),
        (_, factor) => text::grows_by(&short(factor, 1)),
    };
    // Where the cap or another rule cuts in, the words of the growth would be wrong.
    let is_plain = settings.choice("jitter") != "decorrelated"
        && (1..attempts).all(|retry| planned(settings, retry) < settings.span("cap"));
    let luck = if settings.choice("jitter") == "none" { String::new() } else { format!(", {}", jitter(settings)) };
    let waits = match attempts {
        1 => String::new(),
        2 if is_plain => text::one_wait(&long(first), &luck),
        _ if is_plain => text::first_wait(&long(first), &growth, &luck),
        _ => text::it_waits(&waits(settings)),
    };
    let reads = if settings.count("reads") == 1 { text::A_READ } else { text::FIRST_READ };
    let surely = settings.number("failure") >= 1.0 && later(tape, SERVICE, until).is_empty();
    let prompt = text::when_it_ends(
        &capital(&health(tape, until)),
        reads,
        if surely { "" } else { text::UP_TO },
        &ATTEMPTS.count(u64::from(attempts)),
        &seconds(settings.number("latency")),
        &waits,
        if surely { text::GIVE_UP } else { text::END },
    );
    (prompt, Kind::Moment { near: 1.0 })
}

pub(super) fn lost(tape: &Tape, until: Instant) -> (String, Kind) {
    let settings = &shown(&tape.scenario.settings);
    let reads = settings.number("reads");
    let limit = if is_over(tape, until) { String::new() } else { text::within(&seconds(until.seconds())) };
    let prompt = text::lost(
        &percent(settings.number("failure")),
        later(tape, SERVICE, until),
        &noun::READS.count(reads as u64),
        &ATTEMPTS.count(u64::from(settings.count("attempts"))),
        &limit,
    );
    let unit = noun::READS;
    (prompt, Kind::Number { unit, min: 0.0, max: reads, step: 1.0, near: near(reads, 0.05) })
}

pub(super) fn storm(tape: &Tape, until: Instant) -> (String, Kind) {
    let settings = &shown(&tape.scenario.settings);
    let (reads, attempts, failure) = (settings.number("reads"), settings.count("attempts"), settings.number("failure"));
    let (they, them) = if reads <= 1.0 { (text::IT_WAITS, text::IT_DOES) } else { (text::THEY_WAIT, text::THEY_DO) };
    let waits = match attempts {
        1 => text::no_retry(them),
        _ => text::they_wait(they, &waits(settings)),
    };
    let begin = if reads <= 1.0 {
        text::ONE_STARTS
    } else if settings.choice("start") == "in-turn" {
        text::IN_TURN
    } else if failure > 0.0 {
        text::TOGETHER_DOWN
    } else {
        text::TOGETHER
    };
    let prompt = text::storm(
        &text::CLIENTS.count(reads as u64),
        begin,
        &fails(failure, ATTEMPTS).replace(" the ", " "),
        later(tape, SERVICE, until),
        &waits,
    );
    // Clients that wait less than a second start several attempts in one.
    let apart =
        planned(settings, 1) >= Duration::from_secs(1) && settings.choice("jitter") == "none" && !is_reset(tape, until);
    let max = reads * if apart { 1.0 } else { most_attempts(tape, until) };
    let axes = Axes {
        across: text::SECOND,
        at: text::IN_SECOND,
        points: SECONDS.map(str::to_owned).into(),
        up: text::STARTED,
        unit: ATTEMPTS,
        max,
        step: (max / 20.0).round().max(1.0),
        near: near(max, 0.2),
    };
    (prompt, Kind::Curve(axes))
}

pub(super) fn band(tape: &Tape, _: Instant) -> (String, Kind) {
    let settings = &shown(&tape.scenario.settings);
    let attempt = last_asked(settings);
    let wait = planned(settings, attempt - 1);
    let jitter = jitter(settings);
    let prompt = text::band(&jitter, attempt, &long(wait));
    let (least, most) = backoff(settings).map_or((wait, wait), |backoff| backoff.band(attempt - 1));
    let all = if most > wait && least >= wait {
        text::from_to(&long(wait), &long(most))
    } else {
        text::close_to(&long(wait))
    };
    // The middle one is that of a jitter which leaves a part of the wait certain.
    let half = if settings.choice("jitter") == "share" && least >= wait / 2 { least } else { wait / 2 };
    let upper = text::from_about(&long(half), &long(most));
    let any = text::from_nothing(&long(most));
    (prompt, choice([&all, &upper, &any], [2, 1, 0]))
}

pub(super) fn busiest(tape: &Tape, until: Instant) -> (String, Kind) {
    let settings = &shown(&tape.scenario.settings);
    let reads = settings.number("reads");
    let prompt = text::busiest(&text::CLIENTS.count(reads as u64), &jitter(settings));
    // An attempt that takes a tenth of a second or more is the only one of its read there.
    let each = if latency(tape, until).0 >= SLOT { 1.0 } else { most_attempts(tape, until) };
    let max = reads * each;
    (prompt, Kind::Number { unit: ATTEMPTS, min: 0.0, max, step: 1.0, near: near(max, 0.05) })
}
