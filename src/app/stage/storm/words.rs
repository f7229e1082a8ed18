//! What the storm lab's stage says. Pure text from the pictures and the settings.

pub(super) use crate::text::storm::stage::{
    ANSWERED, BUSIEST, CAUSE, COSTS, FOR_NOBODY, IN_QUEUE, KILL, LOST, MADE, OVER_AFTER, PUBLISHED, RECOVER,
    TURNED_AWAY, calls_and_time, known,
};

use crate::app::stage::Scene;
use crate::decimal::short;
use crate::labs::storm::{Burst, Mood, Picture, World, is_second, published, second};
use crate::play::Settings;
use crate::text::storm::stage as text;
use crate::time::Instant;
use crate::words::{grouped, seconds};

/// Clients of the table that is shown where there is none for the run's own.
pub(super) const CLIENTS: u32 = 100;

/// What a mark of the legend stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Served,
    Refused,
    Failed,
    All,
    Capacity,
}

/// The legend of a world.
pub(super) const fn legend(world: World) -> &'static [(Mark, &'static str)] {
    use Mark::{All, Capacity, Failed, Refused, Served};
    match world {
        World::Blip => {
            &[(Served, text::SERVED), (Refused, text::REFUSED), (Failed, text::FAILED), (Capacity, text::CAPACITY)]
        }
        World::Load => &[(Served, text::IN_TIME), (All, text::ALL), (Capacity, text::CAPACITY)],
        World::Contention => &[(Served, text::WRITTEN), (All, text::ALL_WRITES)],
    }
}

/// What the first side is called.
pub(super) fn as_set(settings: &Settings) -> String {
    if World::of(settings) == World::Load {
        return match settings.choice("budget") {
            "none" => text::NO_BUDGET,
            "budget" => text::RETRY_BUDGET,
            "quota" => text::RETRY_QUOTA,
            "tokens" => text::RETRY_TOKENS,
            _ => text::RETRY_BREAKER,
        }
        .to_owned();
    }
    match settings.choice("jitter") {
        "none" if settings.choice("kind") == "constant" && settings.number("base") == 0.0 => text::NO_WAIT,
        "none" => text::NO_JITTER,
        "full" => text::FULL,
        "equal" => text::EQUAL,
        "decorrelated" => text::DECORRELATED,
        "additive" => text::ADDITIVE,
        _ => text::SHARE,
    }
    .to_owned()
}

/// What is said of a second side that is the first one again: it has the same settings, or there is nothing to spread.
pub(super) fn alike(settings: &Settings) -> Option<String> {
    let says = match is_second(settings) {
        true => text::ALIKE,
        false if settings.number("base") == 0.0 && World::of(settings) != World::Load => text::NOTHING_TO_SPREAD,
        false => return None,
    };
    Some(says.to_owned())
}

/// What a side came to, in a few words.
pub(super) fn says(side: &Picture) -> String {
    match side.world {
        World::Blip if side.retries == 0 => text::NOBODY_BACK.to_owned(),
        World::Blip => text::refused_of(side.refused, side.retries),
        World::Load => text::for_nobody(side.wasted.0),
        World::Contention => text::too_late(side.refused, side.attempts),
    }
}

/// What stands in the corner of a side's plot.
pub(super) fn note(side: &Picture, now: Instant) -> (String, String) {
    if side.world == World::Load {
        return (text::a_second(side.goodput(now)), text::ANSWERED_IN_TIME.to_owned());
    }
    match (side.done, side.finished) {
        (Some(done), _) => (text::all_done(&tenths(done.seconds())), String::new()),
        (None, Some(end)) => (text::gave_up(side.gave_up), text::over_at(&tenths(end.seconds()))),
        _ => (text::served_of(side.served, side.clients), String::new()),
    }
}

/// Seconds to a tenth.
fn tenths(value: f64) -> String {
    seconds((value * 10.0).round() / 10.0)
}

/// When a side was over, or that it is not.
pub(super) fn ended_at(side: &Picture, until: f64) -> String {
    if side.finished.is_some() { tenths(until) } else { "…".to_owned() }
}

/// What the two numbers of a row are.
pub(super) fn columns(world: World, same: bool) -> String {
    if same { text::AS_SET.to_owned() } else { text::as_set_and(second(world)) }
}

/// Whose numbers are shown.
pub(super) fn published_for(clients: u32) -> String {
    match published::of(clients) {
        Some(_) => text::model_of(clients.into()),
        None => text::other_model(CLIENTS.into(), clients.into()),
    }
}

/// The run beside the published numbers, if it is of a published kind.
pub(super) fn verdict(settings: &Settings, picture: &Picture) -> Option<String> {
    let (kind, known) = (published::kind(settings)?, published::of(settings.count("clients"))?);
    let (calls, millis) = (*known.calls.get(kind)?, *known.millis.get(kind)?);
    let published = (grouped(calls.0 as u64), tenths(millis.0 / 1e3));
    let near = |done: Instant| {
        published::is_near(picture.attempts as f64, calls) && published::is_near(done.seconds() * 1e3, millis)
    };
    Some(match picture.done {
        Some(done) if near(done) => text::agrees(&published),
        Some(_) => text::differs(&published),
        None => text::published(&published),
    })
}

/// The headline and its clause.
pub(super) fn headline(scene: &Scene<'_>, picture: &Picture, wordy: bool) -> (String, String) {
    match picture.world {
        World::Blip => of_blip(scene.settings, picture, wordy),
        World::Load => of_load(scene, picture, wordy),
        World::Contention => {
            let clients = picture.clients;
            let clause = match picture.done {
                Some(done) => text::writes_done(clients, &tenths(done.seconds())),
                None => text::writes_so_far(picture.served, clients),
            };
            (text::writes(picture.attempts), clause)
        }
    }
}

fn of_blip(settings: &Settings, picture: &Picture, wordy: bool) -> (String, String) {
    let capacity = settings.number("capacity");
    if picture.killed {
        return (text::KILLED.to_owned(), text::ALL_FAIL.to_owned());
    }
    if picture.peak == 0 {
        return (text::all_failed(picture.clients), text::NOBODY_BACK_YET.to_owned());
    }
    let times = f64::from(picture.peak) / capacity;
    let title = text::times_capacity(&short(times, if times < 9.95 { 1 } else { 0 }));
    let clause = if wordy {
        text::within_a_slot(&with(settings), picture.peak.into(), picture.clients)
    } else {
        text::within_a_slot_short(picture.peak.into(), picture.clients)
    };
    (title, clause)
}

fn of_load(scene: &Scene<'_>, picture: &Picture, wordy: bool) -> (String, String) {
    let goodput = picture.goodput(scene.now);
    let title = text::answered_of(goodput, scene.settings.count("rate").into());
    let mood = picture.bursts.back().map_or(Mood::Calm, Burst::mood);
    let after = scene.now.since(picture.blip.1).as_secs_f64();
    let clause = match mood {
        _ if picture.killed => text::ALL_FAIL.to_owned(),
        Mood::Blip => text::IS_SLOW.to_owned(),
        Mood::Storm if scene.now > picture.blip.1 => {
            let after = seconds(after.floor());
            if wordy { text::stays(&after) } else { text::stays_short(&after) }
        }
        _ if scene.now > picture.blip.1 => text::IS_BACK.to_owned(),
        _ => text::KEEPS_UP.to_owned(),
    };
    (title, clause)
}

/// `Without jitter`, `With full jitter`.
fn with(settings: &Settings) -> String {
    match settings.choice("jitter") {
        "none" => text::WITHOUT_JITTER.to_owned(),
        _ => text::with(&as_set(settings).to_ascii_lowercase()),
    }
}

/// The whole drawing in a few sentences, for those who cannot see it.
pub(super) fn spoken(scene: &Scene<'_>, picture: &Picture, beside: &Picture, (title, clause): (&str, &str)) -> String {
    let side = |name: &str, side: &Picture| {
        let (first, second) = note(side, scene.now);
        text::side(name, &says(side), &first, &second)
    };
    let own = side(&as_set(scene.settings), picture);
    let other = side(second(picture.world), beside);
    let verdict = verdict(scene.settings, picture).unwrap_or_default();
    [&text::spoken(title, clause), own.as_str(), other.as_str(), verdict.as_str()].join(" ").trim_end().to_owned()
}
