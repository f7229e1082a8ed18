//! The cascade lab: one service that hangs, and how it stops those that call it, and those that call them.

mod ask;
pub mod code;
mod compare;
mod copies;
mod picture;
mod practice;
mod questions;
mod tries;
mod words;

pub use picture::{CLIMB, Host, Picture, ROUTES, Route, STATUS, STEP, Sample, Turn, Turned};

use core::time::Duration;

use crate::play::compare::Cases;
use crate::play::spec::Unit::{Count, Seconds, Times};
use crate::play::{Fact, Group, Lab, LabId, Name, Preset, Service, Settings, Spec, Tooling, Value};
use crate::policy::ConfigError;
use crate::policy::breaker::{self, IgnoredCounts, Late, Probes, Trip};
use crate::policy::bulkhead;
use crate::policy::timeout::Timeout;
use crate::sim::World;
use crate::sim::layer::Layer;
use crate::sim::layer::breaker::BreakerLayer;
use crate::sim::layer::bulkhead::BulkheadLayer;
use crate::sim::layer::placed::Placed;
use crate::sim::layer::timeout::TimeoutLayer;
use crate::sim::service::{Capacity, Outage, ServiceConfig, Symptom};
use crate::sim::workload::{Arrivals, Pace, Spacing};
use crate::text::cascade as text;
use crate::text::noun;
use crate::time::Instant;
use crate::words::{grouped, seconds};

/// The services, A to D, by their numbers.
pub const SERVICES: [&str; 4] = ["A", "B", "C", "D"];
/// The front, which every request comes to.
pub const A: usize = 0;
/// One of the two that A calls.
pub const B: usize = 1;
/// The one that both call.
pub const C: usize = 2;
/// The other one that A calls.
pub const D: usize = 3;

/// A breaker before C opens after so many failures in a row.
pub const FAILURES: u32 = 3;
/// And stays open for so long.
pub const RESET: Duration = Duration::from_secs(5);
/// Longer than any run: how long a timeout is that is off. Half of all time, so that nothing comes after the end of it.
const NEVER: Duration = Duration::from_nanos(u64::MAX / 2);

/// Without any protection a run is what it is compared with.
const UNPROTECTED: [(&str, Value); 4] = [
    ("timeout", Value::Number(0.0)),
    ("budgeted", Value::Choice(0)),
    ("breaker", Value::Choice(0)),
    ("bulkhead", Value::Number(0.0)),
];

/// What it is called.
pub const NAME: Name = Name { key: "cascade", title: text::TITLE, group: Group::Beyond };

/// The lab.
pub const ID: LabId = LabId::of(&LAB);

/// The registry's row.
pub static LAB: Lab = Lab {
    about: text::ABOUT,
    why: text::WHY,
    when: text::WHEN,
    terms: &["fast-fail", "open", "half-open", "latency", "seed"],
    tries: &tries::TRIES,
    next: text::NEXT,
    asks: questions::QUESTIONS.len(),
    specs: &SPECS,
    presets: &[
        Preset { name: text::TIMEOUT_PRESET, note: text::TIMEOUT_NOTE, text: "timeout=1" },
        Preset { name: text::BULKHEAD_PRESET, note: text::BULKHEAD_NOTE, text: "bulkhead=8" },
        Preset { name: text::BREAKER_PRESET, note: text::BREAKER_NOTE, text: "breaker=1&hang=30" },
        Preset { name: text::BOTH_PRESET, note: text::BOTH_NOTE, text: "timeout=1&breaker=1" },
        Preset { name: text::BUDGET_PRESET, note: text::BUDGET_NOTE, text: "timeout=1&budgeted=1" },
    ],
    services: &[service(A), service(B), service(C), service(D)],
    default_seed: 42,
    baseline: Some(|tape| tape.holding(&UNPROTECTED)),
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

const fn service(id: usize) -> Service {
    Service { id: id as u32, name: SERVICES[id], failure: None, latency: Some("latency") }
}

static SPECS: [Spec; 12] = [
    Spec::number("timeout", text::TIMEOUT, (0.0, 60.0), 0.1, 0.0, Seconds).reaching(5.0).hint(text::TIMEOUT_HINT),
    Spec::choice("breaker", text::BREAKER, &[("0", text::OFF), ("1", text::ON)], 0).first().hint(text::BREAKER_HINT),
    Spec::number("bulkhead", text::BULKHEAD, (0.0, 100.0), 1.0, 0.0, Count(noun::WORKERS))
        .reaching(30.0)
        .hint(text::BULKHEAD_HINT),
    Spec::choice("budgeted", text::BUDGETED, &[("0", text::BUDGETED_OFF), ("1", text::BUDGETED_ON)], 0)
        .unless("timeout", &["0"])
        .hint(text::BUDGETED_HINT),
    Spec::number("rate", text::RATE, (0.5, 200.0), 0.5, 20.0, Times)
        .of_service()
        .more()
        .reaching(60.0)
        .hint(text::RATE_HINT),
    Spec::number("front", text::FRONT, (1.0, 200.0), 1.0, 30.0, Count(noun::WORKERS))
        .of_service()
        .more()
        .reaching(60.0)
        .hint(text::FRONT_HINT),
    Spec::number("workers", text::WORKERS, (1.0, 100.0), 1.0, 10.0, Count(noun::WORKERS))
        .of_service()
        .more()
        .reaching(30.0)
        .hint(text::WORKERS_HINT),
    Spec::number("queue", text::QUEUE, (0.0, 1000.0), 1.0, 10.0, Count(text::PLACES))
        .of_service()
        .more()
        .reaching(30.0)
        .hint(text::QUEUE_HINT),
    Spec::number("latency", text::LATENCY, (0.0, 60.0), 0.01, 0.05, Seconds)
        .of_service()
        .more()
        .reaching(5.0)
        .hint(text::LATENCY_HINT),
    Spec::number("hang", text::HANG, (0.0, 60.0), 0.5, 10.0, Seconds).of_service().more().hint(text::HANG_HINT),
    Spec::number("outage", text::OUTAGE, (0.0, 86_400.0), 0.5, 5.0, Seconds)
        .of_service()
        .more()
        .reaching(60.0)
        .hint(text::OUTAGE_HINT),
    Spec::number("outage-for", text::OUTAGE_FOR, (0.0, 86_400.0), 0.5, 20.0, Seconds)
        .of_service()
        .more()
        .reaching(60.0)
        .hint(text::OUTAGE_FOR_HINT),
];

/// How many workers a service has.
pub fn workers(settings: &Settings, service: usize) -> u32 {
    settings.count(if service == A { "front" } else { "workers" })
}

/// When C hangs: from, until.
pub fn outage(settings: &Settings) -> (Instant, Instant) {
    let from = Instant::ZERO.after(settings.span("outage"));
    (from, from.after(settings.span("outage-for")))
}

/// Whether any protection is chosen.
pub fn is_protected(settings: &Settings) -> bool {
    settings.number("timeout") > 0.0 || settings.choice("breaker") == "1" || settings.count("bulkhead") > 0
}

/// Seven stacks: A with B behind it, with D, and alone; B and D for A; C for B and for D. Each service is one, whichever
/// stack leads to it. All protections stand in their places whether they are on or not, so that they can be switched in the
/// midst of an outage.
fn world(settings: &Settings) -> Result<World, ConfigError> {
    let leaves = settings.choice("budgeted") == "1";
    let (latency, queue) = (settings.span("latency"), settings.count("queue"));
    let service = |id: usize| {
        let capacity = Capacity::Workers { workers: workers(settings, id), queue, leaves };
        ServiceConfig::new(id as u32, SERVICES[id], 0.0, latency).capacity(capacity)
    };
    let (from, until) = outage(settings);
    let hangs = || service(C).outage(Outage { from, until, symptom: Symptom::Fails { after: settings.span("hang") } });
    let stacks = vec![
        (service(A).then(3), Vec::new()),
        (service(A).then(4), Vec::new()),
        (service(A), Vec::new()),
        (service(B).then(5), vec![wall(settings)?, limit(settings, B)?]),
        (service(D).then(6), vec![wall(settings)?, limit(settings, D)?]),
        (hangs(), vec![guard(settings)?, limit(settings, C)?]),
        (hangs(), vec![guard(settings)?, limit(settings, C)?]),
    ];
    let arrivals = Arrivals::new(Spacing::Rate(settings.number("rate")), Pace::Open, 0, vec![0, 1, 2]);
    Ok(World { stacks, workload: Box::new(arrivals) })
}

/// How long a service behind is waited for.
fn limit(settings: &Settings, service: usize) -> Result<Box<dyn Layer>, ConfigError> {
    let limit = settings.span("timeout");
    let limit = TimeoutLayer::new(Timeout::new(if limit.is_zero() { NEVER } else { limit })?);
    Ok(Box::new(Placed::deciding(service as u32, Box::new(limit))))
}

/// How many workers of A may be held by calls to one service.
fn wall(settings: &Settings) -> Result<Box<dyn Layer>, ConfigError> {
    let limit = match settings.count("bulkhead") {
        0 => u32::MAX,
        limit => limit,
    };
    let settings = bulkhead::Settings { limit, queue: 0, run_limit: NEVER, ..bulkhead::Settings::default() };
    Ok(Box::new(BulkheadLayer::new(settings)?))
}

/// The breaker before C, in B or in D.
fn guard(settings: &Settings) -> Result<Box<dyn Layer>, ConfigError> {
    let is_on = settings.choice("breaker") == "1";
    let settings = breaker::Settings {
        trip: Trip::Row { threshold: if is_on { FAILURES } else { u32::MAX } },
        reset: RESET,
        probes: Probes::AtOnce(1),
        successes: 1,
        lease: NEVER,
        late: Late::Drop,
        ignored: IgnoredCounts::Neutral,
    };
    Ok(Box::new(BreakerLayer::new(settings)?))
}

/// What theory says beside what was seen.
fn facts(picture: &Picture, settings: &Settings) -> Vec<Fact> {
    if settings.number("outage-for") == 0.0 {
        return Vec::new();
    }
    // Two of three requests go on to B or D, and stay as long as C hangs, or as the timeout has it.
    let behind = settings.number("rate") * 2.0 / 3.0;
    let timeout = settings.number("timeout");
    let held = if timeout > 0.0 { timeout.min(settings.number("hang")) } else { settings.number("hang") };
    let (wanted, front) = (behind * held, settings.number("front"));
    let wall = 2.0 * settings.number("bulkhead");
    let wanted = if wall > 0.0 { wanted.min(wall) } else { wanted };
    let fills = if wanted < front { text::NEVER.to_owned() } else { text::about(&seconds(front / behind)) };
    let (from, _) = outage(settings);
    let Sample { since, most_busy, filled, ended, served } = picture.sample;
    // Where it began to fill under other settings, the time says nothing of these.
    let begun = since.is_none_or(|since| since <= from);
    let seen = match filled.filter(|at| *at >= from) {
        Some(at) if begun => seconds(at.since(from).as_secs_f64()),
        None if begun => text::NOT_YET.to_owned(),
        _ => text::UNKNOWN.to_owned(),
    };
    let status = if wanted < front { text::ALL } else { text::FEW };
    vec![
        Fact {
            label: text::FACT_WANTED.to_owned(),
            expected: noun::WORKERS.of(wanted),
            seen: text::most_of(most_busy.into(), picture.hosts[A].workers.into()),
            since,
        },
        Fact { label: text::FACT_FILLS.to_owned(), expected: fills, seen, since },
        Fact {
            label: text::FACT_STATUS.to_owned(),
            expected: status.to_owned(),
            seen: text::of_asked(&grouped(served), &grouped(ended)),
            since,
        },
    ]
}
