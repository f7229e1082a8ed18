//! The fallback lab: full service, a replica, the cache, a default value, the error, and what becomes of writes.

mod ask;
pub mod code;
mod compare;
mod copies;
mod facts;
mod picture;
mod practice;
mod questions;
mod tries;
mod words;

pub use picture::{Answered, KEPT, Letter, Miss, Picture, SLOT, STEPS, Turn, Turned, WINDOW};

use core::time::Duration;

use crate::play::compare::Cases;
use crate::play::spec::Unit::{Count, Rate, Seconds};
use crate::play::{CommandSpec, Group, Lab, LabId, Name, Preset, Service, Settings, Spec, Tooling, Without};
use crate::policy::ConfigError;
use crate::policy::cache::Cache;
use crate::policy::dead_letter::{DeadLetters, WhenFull};
use crate::policy::fallback::Ladder;
use crate::policy::partial::Partial;
use crate::sim::World;
use crate::sim::layer::steps::{Plan, StepsLayer};
use crate::sim::service::{Outage, ServiceConfig, Symptom, VALUE_MEAN};
use crate::sim::workload::{Arrivals, Errands, Letters, Pace, REPLAY_LETTERS, Replay, Spacing};
use crate::text::fallback as text;
use crate::time::Instant;

/// The two that can answer, by their numbers.
pub const SERVICES: [&str; 2] = ["service", "replica"];
/// The service itself.
pub const SERVICE: usize = 0;
/// Its replica.
pub const REPLICA: usize = 1;
/// The stack of the replica, and the one at which letters are tried again.
const REPLICA_STACK: usize = 1;
const REPLAY_STACK: usize = 2;
/// Longer than any run: a step may take as long as it takes.
const NEVER: Duration = Duration::from_nanos(u64::MAX / 2);

/// What it is called.
pub const NAME: Name = Name { key: "fallback", title: text::TITLE, group: Group::Beyond };

/// The lab.
pub const ID: LabId = LabId::of(&LAB);

/// The registry's row.
pub static LAB: Lab = Lab {
    about: text::ABOUT,
    why: text::WHY,
    when: text::WHEN,
    terms: &["degraded", "batch", "latency", "random-number", "seed"],
    tries: &tries::TRIES,
    next: text::NEXT,
    asks: questions::QUESTIONS.len(),
    specs: &SPECS,
    presets: &[
        Preset { name: text::WHOLE_PRESET, note: text::WHOLE_NOTE, text: "writes=0" },
        Preset { name: text::SILENT_PRESET, note: text::SILENT_NOTE, text: "silent=1" },
        Preset { name: text::LETTERS_PRESET, note: text::LETTERS_NOTE, text: "writes=0.5&replay=auto" },
        Preset {
            name: text::PARTIAL_PRESET,
            note: text::PARTIAL_NOTE,
            text: "degraded=0&failure=0.3&outage-for=0&writes=0&min-share=0.5",
        },
        Preset { name: text::CACHE_PRESET, note: text::CACHE_NOTE, text: "degraded=0&fixed=0&stale=30&writes=0" },
        Preset { name: text::FIRST_PRESET, note: text::FIRST_NOTE, text: "cache-first=1&degraded=0&writes=0" },
        Preset {
            name: text::CRITICAL_PRESET,
            note: text::CRITICAL_NOTE,
            text: "degraded=0&cached=0&fixed=0&letters=0",
        },
    ],
    without: Some(Without {
        label: text::WITHOUT,
        settings: &[("degraded", "0"), ("cached", "0"), ("fixed", "0"), ("letters", "0")],
    }),
    services: &[service(SERVICE, "failure"), service(REPLICA, "replica")],
    commands: &[CommandSpec { command: REPLAY_LETTERS, told: text::REPLAYED_BY_HAND, button: "" }],
    default_seed: 42,
    cases: Cases::Stretches(compare::stretch),
    telling: words::TELLING,
    ..Lab::new(NAME, world, |settings| Box::new(Picture::new(settings)))
};

/// What the tools know of it.
pub static TOOLING: Tooling = Tooling {
    questions: &questions::QUESTIONS,
    listings: &[&code::LISTING],
    listing: |_| Some(&code::LISTING),
    copy: Some(copies::write),
    practice: practice::practice,
};

const fn service(id: usize, failure: &'static str) -> Service {
    Service { id: id as u32, name: SERVICES[id], failure: Some(failure), latency: Some("latency") }
}

const fn switch(key: &'static str, label: &'static str) -> Spec {
    Spec::choice(key, label, &[("0", text::OFF), ("1", text::ON)], 1)
}

const fn moment(key: &'static str, label: &'static str, default: f64) -> Spec {
    Spec::number(key, label, (0.0, 86_400.0), 0.5, default, Seconds).of_service().more().reaching(120.0)
}

static SPECS: [Spec; 21] = [
    Spec::number("ttl", text::TTL, (0.0, 3_600.0), 1.0, 10.0, Seconds).reaching(60.0).hint(text::TTL_HINT),
    Spec::number("stale", text::STALE, (0.0, 3_600.0), 1.0, 20.0, Seconds).reaching(60.0).hint(text::STALE_HINT),
    switch("fixed", text::FIXED).first().hint(text::FIXED_HINT),
    switch("degraded", text::DEGRADED).hint(text::DEGRADED_HINT),
    switch("cached", text::CACHED).hint(text::CACHED_HINT),
    switch("letters", text::LETTERS).hint(text::LETTERS_HINT),
    Spec::choice("silent", text::SILENT, &[("0", text::FLAGGED), ("1", text::UNFLAGGED_CHOICE)], 0)
        .hint(text::SILENT_HINT),
    Spec::choice(
        "replay",
        text::REPLAY,
        &[("hand", text::REPLAY_HAND), ("auto", text::REPLAY_AUTO), ("never", text::REPLAY_NEVER)],
        0,
    )
    .only("letters", &["1"])
    .hint(text::REPLAY_HINT),
    Spec::number("room", text::ROOM, (0.0, 10_000.0), 1.0, 100.0, Count(text::A_LETTER))
        .more()
        .reaching(100.0)
        .only("letters", &["1"])
        .hint(text::ROOM_HINT),
    Spec::number("min-share", text::MIN_SHARE, (0.0, 1.0), 0.05, 0.0, Rate).more().hint(text::MIN_SHARE_HINT),
    Spec::choice("cache-first", text::CACHE_FIRST, &[("0", text::CACHE_LAST), ("1", text::CACHE_BEFORE)], 0)
        .only("cached", &["1"])
        .hint(text::CACHE_FIRST_HINT),
    Spec::choice("replica-writes", text::REPLICA_WRITES, &[("0", text::READS_ONLY), ("1", text::READS_AND_WRITES)], 1)
        .only("degraded", &["1"])
        .hint(text::REPLICA_WRITES_HINT),
    Spec::number("writes", text::WRITES, (0.0, 1.0), 0.05, 0.2, Rate).more().hint(text::WRITES_HINT),
    Spec::number("failure", text::FAILURE, (0.0, 1.0), 0.01, 0.03, Rate).of_service().more().hint(text::FAILURE_HINT),
    Spec::number("replica", text::REPLICA_FAILURE, (0.0, 1.0), 0.01, 0.35, Rate)
        .of_service()
        .more()
        .hint(text::REPLICA_FAILURE_HINT),
    moment("outage", text::OUTAGE, 8.0).hint(text::OUTAGE_HINT),
    moment("outage-for", text::OUTAGE_FOR, 60.0).hint(text::OUTAGE_FOR_HINT),
    moment("replica-outage", text::REPLICA_OUTAGE, 20.0).hint(text::OUTAGE_HINT),
    moment("replica-outage-for", text::REPLICA_OUTAGE_FOR, 40.0).hint(text::OUTAGE_FOR_HINT),
    Spec::number("latency", text::LATENCY, (0.0, 60.0), 0.05, 0.1, Seconds)
        .of_service()
        .more()
        .reaching(5.0)
        .hint(text::LATENCY_HINT),
    Spec::number("every", text::EVERY, (0.05, 60.0), 0.05, 1.0, Seconds).more().reaching(5.0).hint(text::EVERY_HINT),
];

/// Whether a switch is on.
pub fn is_on(settings: &Settings, switch: &str) -> bool {
    settings.choice(switch) == "1"
}

/// When one of the two is out: from, until.
pub fn outage(settings: &Settings, service: usize) -> (Instant, Instant) {
    let keys = if service == SERVICE { ["outage", "outage-for"] } else { ["replica-outage", "replica-outage-for"] };
    let from = Instant::ZERO.after(settings.span(keys[0]));
    (from, from.after(settings.span(keys[1])))
}

/// How old an answer from the cache may be at most.
pub fn oldest(settings: &Settings) -> Duration {
    settings.span("ttl").saturating_add(settings.span("stale"))
}

/// The rule for a batch of five reads; nothing where a read is an answer by itself.
///
/// # Errors
/// What [`Partial::new`] refuses.
pub fn batch(settings: &Settings) -> Result<Option<Partial>, ConfigError> {
    let share = settings.number("min-share");
    if share > 0.0 { Partial::new(share).map(Some) } else { Ok(None) }
}

/// The steps of a call.
///
/// # Errors
/// What [`Ladder`] refuses.
pub fn ladder(settings: &Settings, writes: bool) -> Result<Ladder, ConfigError> {
    let mut ladder = Ladder::new(NEVER)?;
    if is_on(settings, "degraded") && (!writes || settings.choice("replica-writes") == "1") {
        ladder = ladder.with_degraded(vec![SERVICES[REPLICA]], NEVER)?;
    }
    if is_on(settings, "cached") && !writes {
        ladder = ladder.with_cache();
    }
    if is_on(settings, "fixed") && !writes {
        ladder = ladder.with_default();
    }
    Ok(ladder)
}

/// Three stacks: the service behind the ladder, the replica that it asks, and the service alone, for letters.
fn world(settings: &Settings) -> Result<World, ConfigError> {
    let latency = settings.span("latency");
    let service = |id: usize, failure: &str| {
        let (from, until) = outage(settings, id);
        let outage = Outage { from, until, symptom: Symptom::Fails { after: latency } };
        ServiceConfig::new(id as u32, SERVICES[id], settings.number(failure), latency).outage(outage)
    };
    let plan = Plan {
        reads: ladder(settings, false)?,
        writes: ladder(settings, true)?,
        share: settings.number("writes"),
        replica: REPLICA_STACK,
        batch: batch(settings)?,
        silent: is_on(settings, "silent"),
        cache_first: is_on(settings, "cached") && is_on(settings, "cache-first"),
        default: VALUE_MEAN,
    };
    let cache = Cache::new(settings.span("ttl"), settings.span("stale"), 1)?;
    let letters = Letters {
        writes: settings.number("writes"),
        keeps: is_on(settings, "letters"),
        room: settings.count("room") as usize,
        replay: match settings.choice("replay") {
            "auto" => Replay::Auto,
            "never" => Replay::Never,
            _ => Replay::Hand,
        },
        stack: REPLAY_STACK,
    };
    let queue = DeadLetters::new(letters.room.max(1), u32::MAX, WhenFull::RefuseNew)?;
    let calls = Arrivals::new(Spacing::Every(settings.span("every")), Pace::InTurn, 0, vec![0]);
    Ok(World {
        stacks: vec![
            (service(SERVICE, "failure"), vec![Box::new(StepsLayer::new(plan, cache))]),
            (service(REPLICA, "replica"), Vec::new()),
            (service(SERVICE, "failure"), Vec::new()),
        ],
        workload: Box::new(Errands::new(calls, letters, queue)),
    })
}
