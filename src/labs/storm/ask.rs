//! What the storm lab's questions ask of a run.

use core::time::Duration;

use super::questions::SECONDS;
use super::{SERVICE, World, backoff, second};
use crate::play::question::ask::{Course, capital, choice, course, extent, is_reset, near};
use crate::play::question::{Axes, Kind};
use crate::play::{Settings, Tape};
use crate::policy::backoff::Jitter;
use crate::text::storm::questions as text;
use crate::time::Instant;
use crate::words::{Noun, grouped, seconds};

const CLIENTS: Noun = Noun("client", "clients");
const CALLS: Noun = Noun("call", "calls");
const WRITES: Noun = Noun("write", "writes");
const ATTEMPTS: Noun = Noun("attempt", "attempts");

fn settings(tape: &Tape) -> &Settings {
    &tape.scenario.settings
}

fn is(tape: &Tape, world: World) -> bool {
    World::of(settings(tape)) == world
}

/// `without jitter`, `with full jitter`.
pub(super) fn jitter(settings: &Settings) -> String {
    match settings.choice("jitter") {
        "none" => text::WITHOUT_JITTER.to_owned(),
        "share" => text::WITH_A_SHARE.to_owned(),
        kind => text::with_jitter(kind),
    }
}

/// The planned wait before the first retry.
pub(super) fn first_wait(settings: &Settings) -> Duration {
    backoff(settings).map_or(Duration::ZERO, |backoff| backoff.delay(1, None, 0.0).planned)
}

fn span(settings: &Settings, key: &str) -> String {
    seconds(settings.number(key))
}

/// A prompt of a world, or that the run has none of it; and that more happens to the server than the prompt says.
fn prompt(tape: &Tape, until: Instant, world: World, says: impl FnOnce(&Settings) -> String, asks: &str) -> String {
    if !is(tape, world) {
        return [text::elsewhere(world as usize), asks].join(" ");
    }
    let steady = matches!(course(tape, SERVICE, until), Course::Steady) && settings(tape).number("failure") == 0.0;
    let more = if steady { "" } else { text::MORE_TROUBLE };
    [&says(settings(tape)), more, " ", asks].concat()
}

/// The clients, what they wait, and what the server can do.
fn clients(settings: &Settings) -> String {
    let again = match settings.count("attempts") {
        1 => text::NO_RETRY.to_owned(),
        _ => text::wait(&seconds(first_wait(settings).as_secs_f64()), &jitter(settings)),
    };
    text::fail_together(&CLIENTS.count(settings.count("clients").into()), &again, u64::from(settings.count("capacity")))
}

pub(super) fn first_retries(tape: &Tape, until: Instant) -> (String, Kind) {
    let prompt = prompt(tape, until, World::Blip, clients, text::ASK_FIRST);
    (prompt, choice(text::OF_FIRST, [1, 0, 2]))
}

pub(super) fn all_served(tape: &Tape, until: Instant) -> (String, Kind) {
    let says = |settings: &Settings| {
        let next = backoff(settings).map_or(Duration::ZERO, |backoff| backoff.delay(2, None, 0.0).planned);
        let then =
            if settings.count("attempts") > 2 { text::then(&seconds(next.as_secs_f64())) } else { String::new() };
        clients(settings) + &then
    };
    (prompt(tape, until, World::Blip, says, text::ASK_LAST), Kind::Moment { near: 1.0 })
}

pub(super) fn waves(tape: &Tape, until: Instant) -> (String, Kind) {
    let settings = settings(tape);
    let clients_most = extent(tape, "clients", until).1;
    // Who waits for a second or more comes once in each.
    let apart = backoff(settings).is_ok_and(|backoff| {
        backoff.jitter() == Jitter::None && backoff.delay(1, None, 0.0).total >= Duration::from_secs(1)
    });
    let each = if apart && !is_reset(tape, until) { 1.0 } else { extent(tape, "attempts", until).1 };
    let max = clients_most * each;
    let axes = Axes {
        across: text::SECOND,
        at: text::IN_SECOND,
        points: SECONDS.map(str::to_owned).into(),
        up: text::ATTEMPTS_THAT_COME,
        unit: ATTEMPTS,
        max,
        step: (max / 20.0).round().max(1.0),
        near: near(max, 0.2),
    };
    (prompt(tape, until, World::Blip, clients, text::DRAW_WAVES), Kind::Curve(axes))
}

pub(super) fn busiest(tape: &Tape, until: Instant) -> (String, Kind) {
    let says = |settings: &Settings| {
        let clients = CLIENTS.count(settings.count("clients").into());
        text::the_same(&clients, &jitter(settings), &span(settings, "blip"))
    };
    let max = extent(tape, "clients", until).1 * extent(tape, "attempts", until).1;
    let kind = Kind::Number { unit: CLIENTS, min: 0.0, max, step: 1.0, near: near(max, 0.02) };
    (prompt(tape, until, World::Blip, says, text::ASK_BUSIEST), kind)
}

/// The load, its cause, and how often a call is tried.
fn load(settings: &Settings) -> String {
    let capacity = 10 * u64::from(settings.count("capacity"));
    let rate = u64::from(settings.count("rate"));
    text::load(rate, capacity, &span(settings, "blip"), &span(settings, "patience"))
}

pub(super) fn more_or_fewer(tape: &Tape, until: Instant) -> (String, Kind) {
    let asks = text::ask_side(u64::from(settings(tape).count("attempts")), &seconds(until.seconds()));
    let prompt = prompt(tape, until, World::Load, load, &asks);
    (prompt, choice(text::SIDES, [0, 2, 1]))
}

pub(super) fn goodput(tape: &Tape, until: Instant) -> (String, Kind) {
    let says = |settings: &Settings| load(settings) + &text::tried(u64::from(settings.count("attempts")));
    let prompt = prompt(tape, until, World::Load, says, &text::ask_goodput(&seconds(until.seconds())));
    // No more is answered than the server can do, and one that it had begun.
    let max = extent(tape, "capacity", until).1 * 10.0 + 1.0;
    (prompt, Kind::Number { unit: CALLS, min: 0.0, max, step: 1.0, near: near(max, 0.05) })
}

pub(super) fn writes(tape: &Tape, until: Instant) -> (String, Kind) {
    let says = |settings: &Settings| {
        let waits = match (settings.number("base") == 0.0, settings.choice("jitter")) {
            (true, "none") => text::AT_ONCE.to_owned(),
            _ => text::waits_apart(&seconds(first_wait(settings).as_secs_f64()), &jitter(settings)),
        };
        text::contend(&CLIENTS.count(settings.count("clients").into()), &waits)
    };
    let clients = extent(tape, "clients", until).1;
    // Each write that counts makes the reads of the others old, and each of those fails once for it.
    let max = clients + clients * (clients - 1.0) / 2.0;
    let kind = Kind::Number { unit: WRITES, min: 0.0, max, step: 1.0, near: near(max, 0.05) };
    (prompt(tape, until, World::Contention, says, text::ASK_WRITES), kind)
}

pub(super) fn done_first(tape: &Tape, until: Instant) -> (String, Kind) {
    let says = |settings: &Settings| {
        let waits = text::waits_apart(&seconds(first_wait(settings).as_secs_f64()), &jitter(settings));
        text::contend(&CLIENTS.count(settings.count("clients").into()), &waits)
    };
    let prompt = prompt(tape, until, World::Contention, says, text::ASK_WHO_IS_FIRST);
    let own = capital(&jitter(settings(tape)));
    let kind = choice([&own, text::BOTH_ALIKE, text::BESIDE_FULL], [0, 1, 2]);
    (prompt, kind)
}

/// What the two sides are called in a sentence.
pub(super) fn names(settings: &Settings) -> (String, String) {
    let own = match settings.choice("budget") {
        "none" => text::NO_BUDGET.to_owned(),
        kind => text::own_budget(kind),
    };
    (own, second(World::of(settings)).to_ascii_lowercase())
}

/// A number as it reads in a sentence.
pub(super) fn number(value: u64) -> String {
    grouped(value)
}
