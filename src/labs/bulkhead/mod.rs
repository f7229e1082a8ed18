//! The bulkhead lab: quick orders and slow reports share an application's workers, or there is a wall between them.

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

pub use facts::{held, let_in, wanted};
pub use picture::{Connections, Hull, Kind, Limiter, Picture, STEP, STEPS, Sample, Second, Turn, Turned};

use core::time::Duration;

use crate::play::compare::Cases;
use crate::play::spec::Unit::{Count, Seconds, Times};
use crate::play::{Group, Lab, LabId, Name, Preset, Service, Settings, Spec, Tooling, Value};
use crate::policy::ConfigError;
use crate::policy::bulkhead::{self, Isolation, JudgedBy, Queueing};
use crate::policy::pool::{self, Key};
use crate::policy::rate_limit::{Gcra, Rate, Refill, TokenBucket};
use crate::policy::timeout::Timeout;
use crate::sim::World;
use crate::sim::layer::Layer;
use crate::sim::layer::bulkhead::BulkheadLayer;
use crate::sim::layer::pool::PoolLayer;
use crate::sim::layer::rate_limit::{Limiter as RateLimiter, RateLimitLayer};
use crate::sim::layer::through::Through;
use crate::sim::layer::timeout::TimeoutLayer;
use crate::sim::service::{Capacity, ServiceConfig};
use crate::sim::workload::Streams;
use crate::text::bulkhead as text;
use crate::text::noun;

/// The two kinds of work, by their numbers, which are those of their services, callers and stacks.
pub const KINDS: [&str; 2] = ["orders", "reports"];
/// The quick one.
pub const ORDERS: usize = 0;
/// The slow one.
pub const REPORTS: usize = 1;
/// The settings that say how long each takes.
const TAKES: [&str; 2] = ["orders-take", "reports-take"];

/// Longer than any run: how long may be waited and worked where nothing limits it. Half of all time, so that nothing comes
/// after the end of it.
const NEVER: Duration = Duration::from_nanos(u64::MAX / 2);
/// A limit above this is none: no lab has so many workers.
const UNLIMITED: u32 = 1_000;

/// What it is called.
pub const NAME: Name = Name { key: "bulkhead", title: text::TITLE, group: Group::Beyond };

/// The lab.
pub const ID: LabId = LabId::of(&LAB);

/// The registry's row.
pub static LAB: Lab = Lab {
    about: text::ABOUT,
    why: text::WHY,
    when: text::WHEN,
    terms: &["fast-fail", "timeout", "latency", "seed"],
    tries: &tries::TRIES,
    next: text::NEXT,
    asks: questions::QUESTIONS.len(),
    specs: &SPECS,
    presets: &[
        Preset {
            name: text::STRICT_PRESET,
            note: text::STRICT_NOTE,
            text: "workers=20&own=10&queue=100&queueing=documented",
        },
        Preset { name: text::ADAPTIVE_PRESET, note: text::ADAPTIVE_NOTE, text: "isolation=adaptive" },
        Preset { name: text::LIMITER_PRESET, note: text::LIMITER_NOTE, text: "isolation=none" },
        Preset { name: text::SHARED_PRESET, note: text::SHARED_NOTE, text: "isolation=shared&queueing=documented" },
        Preset { name: text::POOL_PRESET, note: text::POOL_NOTE, text: "isolation=none&pool=5" },
        Preset { name: text::TIMEOUT_PRESET, note: text::TIMEOUT_NOTE, text: "pool=5&timeout=1" },
        Preset { name: text::NARROW_PRESET, note: text::NARROW_NOTE, text: "own=9" },
    ],
    services: &[service(ORDERS), service(REPORTS)],
    default_seed: 42,
    baseline: Some(|tape| tape.holding(&[("isolation", Value::Choice(NONE))])),
    cases: Cases::Stretches(compare::stretch),
    bulkhead: |call| KINDS.get(call.caller as usize).copied(),
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
    Service { id: id as u32, name: KINDS[id], failure: None, latency: Some(TAKES[id]) }
}

/// The choice without a wall.
const NONE: usize = 3;

static SPECS: [Spec; 14] = [
    Spec::choice("isolation", text::ISOLATION, &text::ISOLATIONS, 0).first().notes(text::isolation_note),
    Spec::number("own", text::OWN, (1.0, 99.0), 1.0, 5.0, Count(noun::WORKERS))
        .reaching(20.0)
        .unless("isolation", &["none"])
        .hint(text::OWN_HINT),
    Spec::number("reports-take", text::REPORTS_TAKE, (0.0, 60.0), 0.1, 10.0, Seconds)
        .of_service()
        .reaching(20.0)
        .hint(text::REPORTS_TAKE_HINT),
    Spec::number("workers", text::WORKERS, (2.0, 100.0), 1.0, 10.0, Count(noun::WORKERS))
        .more()
        .reaching(30.0)
        .hint(text::WORKERS_HINT),
    Spec::number("queue", text::QUEUE, (0.0, 100.0), 1.0, 3.0, Count(text::PLACES))
        .more()
        .reaching(20.0)
        .hint(text::QUEUE_HINT),
    Spec::choice("queueing", text::QUEUEING, &text::QUEUEINGS, 0)
        .unless("isolation", &["none"])
        .notes(text::queueing_note),
    Spec::choice("limiter", text::LIMITER, &text::LIMITERS, 1).notes(text::limiter_note),
    Spec::number("tokens", text::TOKENS, (0.1, 100.0), 0.1, 3.0, Times)
        .more()
        .reaching(20.0)
        .unless("limiter", &["off"])
        .hint(text::TOKENS_HINT),
    Spec::number("burst", text::BURST, (1.0, 100.0), 1.0, 5.0, Count(text::TOKEN))
        .more()
        .reaching(20.0)
        .unless("limiter", &["off"])
        .hint(text::BURST_HINT),
    Spec::number("pool", text::POOL, (0.0, 100.0), 1.0, 0.0, Count(text::CONNECTION))
        .more()
        .reaching(20.0)
        .hint(text::POOL_HINT),
    Spec::number("timeout", text::TIMEOUT, (0.0, 60.0), 0.1, 0.0, Seconds)
        .more()
        .reaching(10.0)
        .hint(text::TIMEOUT_HINT),
    Spec::number("orders", text::ORDERS_RATE, (0.0, 200.0), 0.5, 20.0, Times)
        .of_service()
        .more()
        .reaching(60.0)
        .hint(text::ORDERS_RATE_HINT),
    Spec::number("orders-take", text::ORDERS_TAKE, (0.0, 60.0), 0.05, 0.1, Seconds)
        .of_service()
        .more()
        .reaching(5.0)
        .hint(text::ORDERS_TAKE_HINT),
    Spec::number("reports", text::REPORTS_RATE, (0.0, 200.0), 0.5, 4.0, Times)
        .of_service()
        .more()
        .reaching(20.0)
        .hint(text::REPORTS_RATE_HINT),
];

/// Whether there is a wall.
pub fn has_wall(settings: &Settings) -> bool {
    settings.choice("isolation") != "none"
}

/// The workers of one kind, as they are set: what is not the reports' is the orders'. Each has one at least.
pub fn share(settings: &Settings, kind: usize) -> u32 {
    let workers = settings.count("workers");
    let own = settings.count("own").min(workers.saturating_sub(1)).max(1);
    if kind == REPORTS { own } else { workers.saturating_sub(own) }
}

/// How many calls of a kind may be at work as far as the settings say; an adaptive wall moves it.
pub fn limit(settings: &Settings, kind: usize) -> u32 {
    let share = share(settings, kind);
    let counts = settings.choice("queueing") == "bounded";
    match settings.choice("isolation") {
        "none" => settings.count("workers"),
        "shared" if counts => tenths(share, 12),
        "adaptive" if counts => tenths(share, 11),
        _ => share,
    }
}

/// So many tenths of a number of workers; one that is begun is one.
fn tenths(workers: u32, tenths: u32) -> u32 {
    workers.saturating_mul(tenths).div_ceil(10)
}

/// A stack for each kind. Its service has the workers of the application, which are one crew whatever the isolation: the
/// walls' limits leave each kind its part of them. So a wall can be put up in the midst of a run, and what is at work then
/// counts. All layers stand in their places whether they are on or not.
fn world(settings: &Settings) -> Result<World, ConfigError> {
    // Behind a wall the queue is the wall's; what it has let in waits for a worker only where the limits overlap.
    let queue = if has_wall(settings) { u32::MAX } else { settings.count("queue") };
    let capacity = Capacity::Workers { workers: settings.count("workers"), queue, leaves: true };
    let service = |kind: usize| {
        let service = ServiceConfig::new(kind as u32, KINDS[kind], 0.0, settings.span(TAKES[kind]));
        service.capacity(capacity).sharing(ORDERS as u32)
    };
    let reports = vec![limiter(settings)?, wall(settings, REPORTS)?, pool(settings)?, timeout(settings)?];
    let stacks = vec![(service(ORDERS), vec![wall(settings, ORDERS)?]), (service(REPORTS), reports)];
    let rates = ["orders", "reports"].map(|key| settings.number(key));
    Ok(World { stacks, workload: Box::new(Streams::new(&rates)) })
}

/// The wall before the workers of one kind.
fn wall(settings: &Settings, kind: usize) -> Result<Box<dyn Layer>, ConfigError> {
    let isolation = match settings.choice("isolation") {
        "shared" => Isolation::Shared,
        "adaptive" => Isolation::Adaptive(JudgedBy::Rejections),
        _ => Isolation::Strict,
    };
    let has_wall = has_wall(settings);
    let documented = has_wall && settings.choice("queueing") == "documented";
    let settings = bulkhead::Settings {
        limit: if has_wall { share(settings, kind) } else { u32::MAX },
        queue: if has_wall { settings.count("queue") } else { 0 },
        max_wait: NEVER,
        run_limit: NEVER,
        isolation,
        queueing: if documented { Queueing::AsDocumented } else { Queueing::Bounded },
    };
    Ok(Box::new(BulkheadLayer::new(settings)?))
}

/// How often a report may be asked for.
fn limiter(settings: &Settings) -> Result<Box<dyn Layer>, ConfigError> {
    // In thousandths, so that a rate with decimals is whole.
    let rate = Rate::new((settings.number("tokens") * 1e3).round() as u32, Duration::from_secs(1_000))?;
    let burst = settings.count("burst");
    Ok(match settings.choice("limiter") {
        "off" => Box::new(Through),
        "gcra" => Box::new(RateLimitLayer::new(RateLimiter::Gcra(Gcra::new(rate, burst)?))),
        _ => {
            let bucket = TokenBucket::new(rate, burst, burst, Refill::Smooth)?;
            Box::new(RateLimitLayer::new(RateLimiter::TokenBucket(bucket)))
        }
    })
}

/// The connections of the reports. A timeout is a part of the key: a connection with another one is another pool's.
fn pool(settings: &Settings) -> Result<Box<dyn Layer>, ConfigError> {
    let limit = settings.count("pool");
    if limit == 0 {
        return Ok(Box::new(Through));
    }
    let key = Key { host: KINDS[REPORTS].to_owned(), timeout: settings.span("timeout") };
    let settings = pool::Settings { total: limit, per_key: limit, ..pool::Settings::default() };
    Ok(Box::new(PoolLayer::new(settings, key)?))
}

/// How long a report that was let in may take.
fn timeout(settings: &Settings) -> Result<Box<dyn Layer>, ConfigError> {
    let limit = settings.span("timeout");
    Ok(Box::new(TimeoutLayer::new(Timeout::new(if limit.is_zero() { NEVER } else { limit })?)))
}
