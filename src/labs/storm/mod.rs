//! The storm lab: many clients lose a server in the same moment and come back to it together.

mod ask;
pub mod code;
mod compare;
mod copies;
mod facts;
mod picture;
mod practice;
pub mod published;
mod questions;
mod tries;
mod words;

pub use picture::{Burst, Caller, KEPT, Mood, Picture, SLOT, Slot};

use core::time::Duration;

use super::waits;
use crate::play::compare::Cases;
use crate::play::spec::Unit::{Count, Rate, Seconds, Spread, Times};
use crate::play::{Group, Lab, LabId, Name, Preset, Service, Settings, Spec, Tape, Tooling, Without};
use crate::policy::ConfigError;
use crate::policy::backoff::{Backoff, Growth, Jitter};
use crate::policy::retry::{Retried, Retry};
use crate::policy::retry_breaker::RetryBreaker;
use crate::policy::retry_budget::{self, RetryBudget};
use crate::policy::retry_quota::{self, RetryQuota};
use crate::policy::timeout::Timeout;
use crate::policy::token_retry::{self, TokenRetry};
use crate::sim;
use crate::sim::input::{Action, Lane};
use crate::sim::layer::Layer;
use crate::sim::layer::allowance::Allowance;
use crate::sim::layer::optimistic::OptimisticLayer;
use crate::sim::layer::retry::RetryLayer;
use crate::sim::layer::timeout::TimeoutLayer;
use crate::sim::service::{Capacity, Outage, ServiceConfig, Symptom};
use crate::sim::workload::{Arrivals, Clients, Pace, Spacing, Workload};
use crate::text::storm::{self as text, settings as named};
use crate::time::Instant;

/// The only service of the lab.
pub const SERVICE: u32 = 1;

/// What it is called.
pub const NAME: Name = Name { key: "storm", title: named::TITLE, group: Group::Beyond };

/// When the server slows down under load.
const SLOWS: Duration = Duration::from_secs(5);
/// How many times as long it takes for a call then.
const TIMES: u32 = 10;
/// Places in its queue.
const QUEUE: u32 = 1_000;
/// How long a retry budget remembers a call.
const REMEMBERED: Duration = Duration::from_secs(10);
/// A leg through the network to the contended row: its mean and deviation, as in the published simulator.
const LEG: (Duration, Duration) = (Duration::from_millis(10), Duration::from_millis(2));

/// The lab.
pub const ID: LabId = LabId::of(&LAB);

/// The registry's row.
pub static LAB: Lab = Lab {
    about: named::ABOUT,
    why: named::WHY,
    when: named::WHEN,
    next: named::NEXT,
    terms: &["retry", "attempt", "backoff", "jitter", "retry-storm", "seed"],
    tries: &tries::TRIES,
    specs: &SPECS,
    presets: &PRESETS,
    without: Some(Without { label: named::WITHOUT, settings: &[("attempts", "1")] }),
    services: &[Service { id: SERVICE, name: "server", failure: Some("failure"), latency: None }],
    default_seed: 42,
    asks: questions::QUESTIONS.len(),
    baseline: Some(second_side),
    cases: Cases::Pairs { wins: compare::wins, method: named::METHOD },
    telling: words::TELLING,
    note: compare::note,
    ..Lab::new(NAME, world, |settings| Box::new(Picture::new(settings)))
};

/// What the tools know of it.
pub static TOOLING: Tooling = Tooling {
    questions: &questions::QUESTIONS,
    listings: &code::LISTINGS,
    listing: code::listing,
    copy: Some(copies::write),
    practice: practice::practice,
};

/// What the clients meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum World {
    /// A server that fails all of them at first and has room for a number of them in each slot of time afterwards.
    Blip,
    /// Calls that go on coming while the server is slow for a while, and whose work is done even if nobody waits for it.
    Load,
    /// A row that all of them want to write, by optimistic locking.
    Contention,
}

impl World {
    /// The world of the settings.
    pub fn of(settings: &Settings) -> Self {
        match settings.choice("world") {
            "load" => Self::Load,
            "contention" => Self::Contention,
            _ => Self::Blip,
        }
    }
}

const PRESETS: [Preset; 9] = [
    Preset { name: named::THOUSAND, note: named::THOUSAND_NOTE, text: "clients=1000&capacity=200" },
    Preset { name: named::FULL_JITTER, note: named::FULL_JITTER_NOTE, text: "jitter=full" },
    Preset {
        name: named::LOAD,
        note: named::LOAD_NOTE,
        text: "world=load&capacity=10&rate=70&blip=3&attempts=4&base=0.1&jitter=full",
    },
    Preset {
        name: named::LOAD_WITH_BUDGET,
        note: named::LOAD_WITH_BUDGET_NOTE,
        text: "world=load&capacity=10&rate=70&blip=3&attempts=4&base=0.1&jitter=full&budget=budget",
    },
    Preset { name: named::NO_BACKOFF, note: named::NO_BACKOFF_NOTE, text: "world=contention&kind=constant&base=0" },
    Preset { name: named::EXPONENTIAL, note: named::EXPONENTIAL_NOTE, text: "world=contention&base=0.005" },
    Preset { name: named::EQUAL, note: named::EQUAL_NOTE, text: "world=contention&base=0.005&jitter=equal" },
    Preset { name: named::FULL, note: named::FULL_NOTE, text: "world=contention&base=0.005&jitter=full" },
    Preset {
        name: named::DECORRELATED,
        note: named::DECORRELATED_NOTE,
        text: "world=contention&base=0.005&jitter=decorrelated",
    },
];

static SPECS: [Spec; 16] = [
    Spec::choice(
        "world",
        named::WORLD,
        &[("blip", named::WORLD_BLIP), ("load", named::WORLD_LOAD), ("contention", named::WORLD_CONTENTION)],
        0,
    )
    .of_service()
    .restarting()
    .hint(named::WORLD_HINT),
    Spec::choice(
        "jitter",
        named::JITTER,
        &[
            ("none", named::JITTER_NONE),
            ("additive", named::JITTER_ADDITIVE),
            ("full", named::JITTER_FULL),
            ("equal", named::JITTER_EQUAL),
            ("decorrelated", named::JITTER_DECORRELATED),
            ("share", named::JITTER_SHARE),
        ],
        0,
    )
    .first()
    .hint(named::JITTER_HINT),
    Spec::number("clients", named::CLIENTS, (2.0, 1_000.0), 1.0, 100.0, Count(named::CLIENTS_UNIT))
        .unless("world", &["load"])
        .of_service()
        .restarting()
        .hint(named::CLIENTS_HINT),
    Spec::choice(
        "budget",
        named::BUDGET,
        &[
            ("none", named::BUDGET_NONE),
            ("budget", named::BUDGET_BUDGET),
            ("quota", named::BUDGET_QUOTA),
            ("tokens", named::BUDGET_TOKENS),
            ("breaker", named::BUDGET_BREAKER),
        ],
        0,
    )
    .first()
    .hint(named::BUDGET_HINT),
    Spec::number("budget-share", named::BUDGET_SHARE, (0.0, 1.0), 0.01, 0.1, Rate)
        .more()
        .only("budget", &["budget", "tokens", "breaker"])
        .hint(named::BUDGET_SHARE_HINT),
    Spec::number("capacity", named::CAPACITY, (1.0, 1_000.0), 1.0, 20.0, Count(named::CAPACITY_UNIT))
        .more()
        .reaching(100.0)
        .unless("world", &["contention"])
        .of_service()
        .hint(named::CAPACITY_HINT),
    Spec::number("rate", named::RATE, (1.0, 1_000.0), 1.0, 70.0, Count(named::RATE_UNIT))
        .more()
        .reaching(200.0)
        .only("world", &["load"])
        .of_service()
        .hint(named::RATE_HINT),
    Spec::number("blip", named::BLIP, (0.0, 60.0), 0.1, 0.5, Seconds)
        .more()
        .reaching(10.0)
        .unless("world", &["contention"])
        .of_service()
        .restarting()
        .hint(named::BLIP_HINT),
    Spec::number("patience", named::PATIENCE, (0.05, 60.0), 0.05, 1.0, Seconds)
        .more()
        .reaching(5.0)
        .only("world", &["load"])
        .hint(named::PATIENCE_HINT),
    Spec::number("attempts", named::ATTEMPTS, (1.0, 12.0), 1.0, 8.0, Count(named::ATTEMPTS_UNIT))
        .more()
        .unless("world", &["contention"])
        .hint(named::ATTEMPTS_HINT),
    Spec::choice(
        "kind",
        named::KIND,
        &[("constant", named::KIND_CONSTANT), ("linear", named::KIND_LINEAR), ("exponential", named::KIND_EXPONENTIAL)],
        2,
    )
    .hint(named::KIND_HINT),
    Spec::number("base", named::BASE, (0.0, 10.0), 0.1, 1.0, Seconds).more().hint(named::BASE_HINT),
    Spec::number("factor", named::FACTOR, (1.0, 5.0), 0.1, 2.0, Times)
        .more()
        .only("kind", &["exponential"])
        .hint(named::FACTOR_HINT),
    Spec::number("cap", named::CAP, (0.1, 600.0), 0.1, 2.0, Seconds).more().field().hint(named::CAP_HINT),
    Spec::number("spread", named::SPREAD, (0.0, 10.0), 0.1, 0.5, Spread)
        .more()
        .only("jitter", &["additive", "share"])
        .hint(named::SPREAD_HINT),
    Spec::number("failure", named::FAILURE, (0.0, 1.0), 0.01, 0.0, Rate)
        .more()
        .of_service()
        .on_grid()
        .hint(named::FAILURE_HINT),
];

/// When the server is in trouble.
pub fn blip(settings: &Settings) -> (Instant, Instant) {
    let from = match World::of(settings) {
        World::Blip => Instant::ZERO,
        World::Load => Instant::ZERO.after(SLOWS),
        World::Contention => return (Instant::ZERO, Instant::ZERO),
    };
    (from, from.after(settings.span("blip")))
}

/// The backoff of the settings. In contention the first wait that grows by a factor is a step further, as in the published
/// simulator, which counts a client's first failure as attempt 1 and waits for base x 2^1.
pub fn backoff(settings: &Settings) -> Result<Backoff, ConfigError> {
    let backoff = waits::backoff(settings)?;
    match backoff.growth() {
        Growth::Exponential { factor }
            if World::of(settings) == World::Contention && backoff.jitter() != Jitter::Decorrelated =>
        {
            let base = backoff.base().mul_f64(factor);
            Backoff::new(backoff.growth(), base, backoff.cap(), backoff.jitter())
        }
        _ => Ok(backoff),
    }
}

/// What all retries draw on.
fn allowance(settings: &Settings) -> Result<Allowance, ConfigError> {
    let share = settings.number("budget-share");
    Ok(match settings.choice("budget") {
        "budget" => {
            Allowance::Budget(RetryBudget::new(retry_budget::Settings { ttl: REMEMBERED, min_per_second: 0, share })?)
        }
        "quota" => Allowance::Quota(RetryQuota::new(retry_quota::Settings::default())?),
        "tokens" => Allowance::Tokens(TokenRetry::new(token_retry::Settings { deposit: share, ..Default::default() })?),
        "breaker" => Allowance::Breaker(RetryBreaker::new(share)?),
        _ => Allowance::Unlimited,
    })
}

/// Builds the lab's world.
fn world(settings: &Settings) -> Result<sim::World, ConfigError> {
    let world = World::of(settings);
    // Who contends tries until it has written.
    let attempts = if world == World::Contention { u32::MAX } else { settings.count("attempts") };
    let retry = RetryLayer::new(Retry::new(attempts, backoff(settings)?, Retried::Transient)?);
    let mut layers: Vec<Box<dyn Layer>> = vec![Box::new(retry.within(allowance(settings)?))];
    let (from, until) = blip(settings);
    let service = |latency| ServiceConfig::new(SERVICE, "server", settings.number("failure"), latency);
    let calls = settings.count("capacity");
    let (service, workload): (ServiceConfig, Box<dyn Workload>) = match world {
        World::Blip => {
            let fails = Outage { from, until, symptom: Symptom::Fails { after: Duration::ZERO } };
            let service = service(Duration::ZERO).outage(fails);
            (
                service.capacity(Capacity::Slots { length: SLOT, calls }),
                Box::new(Clients::new(settings.count("clients"))),
            )
        }
        World::Load => {
            layers.push(Box::new(TimeoutLayer::new(Timeout::new(settings.span("patience"))?)));
            let slow = Outage { from, until, symptom: Symptom::Slow { times: TIMES } };
            let one = Capacity::Workers { workers: 1, queue: QUEUE, leaves: false };
            let service = service(SLOT / calls.max(1)).outage(slow).capacity(one);
            (service, Box::new(Arrivals::new(Spacing::Rate(settings.number("rate")), Pace::Open, 0, vec![0])))
        }
        World::Contention => {
            layers.push(Box::new(OptimisticLayer::new(LEG)));
            (service(Duration::ZERO), Box::new(Clients::new(settings.count("clients"))))
        }
    };
    Ok(sim::World { stacks: vec![(service, layers)], workload })
}

/// The tape of the run beside it: the same with full jitter; under load, where no jitter helps, with a retry budget as well.
fn second_side(tape: &Tape) -> Tape {
    let mut tape = tape.of_lane(Lane::A);
    let settings = &mut tape.scenario.settings;
    let loaded = World::of(settings) == World::Load;
    let mut put = |key: &str, text: &str| {
        if let Some(value) = settings.spec(key).and_then(|spec| spec.parse(text).ok()) {
            settings.set(key, value);
        }
    };
    put("jitter", "full");
    if loaded {
        put("budget", "budget");
    }
    tape.inputs.retain(|input| match input.action {
        Action::Set { key: "jitter" | "spread", .. } => false,
        Action::Set { key: "budget", .. } => !loaded,
        _ => true,
    });
    tape
}

/// What the second side is called.
pub const fn second(world: World) -> &'static str {
    match world {
        World::Load => text::WITH_BUDGET,
        World::Blip | World::Contention => text::FULL_JITTER,
    }
}

/// Whether settings are those of the second side already, so that there is nothing to compare.
pub fn is_second(settings: &Settings) -> bool {
    let jitter = settings.choice("jitter") == "full";
    jitter && (World::of(settings) != World::Load || settings.choice("budget") == "budget")
}
