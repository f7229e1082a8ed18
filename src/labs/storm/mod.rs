//! The storm lab: many clients lose a server in the same moment and come back to it together.

mod ask;
pub mod code;
mod compare;
mod copies;
mod facts;
mod picture;
pub mod published;
mod questions;
mod tries;
mod words;

pub use picture::{Burst, Caller, KEPT, Mood, Picture, SLOT, Slot};

use core::time::Duration;

use super::waits;
use crate::play::compare::Cases;
use crate::play::spec::Unit::{Count, Rate, Seconds, Spread, Times};
use crate::play::{Lab, LabId, Name, Preset, Service, Settings, Spec, Tape, Tooling, Without};
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
use crate::time::Instant;
use crate::words::Noun;

/// The only service of the lab.
pub const SERVICE: u32 = 1;

/// What it is called.
pub const NAME: Name = Name { key: "storm", title: "Storm" };

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
    about: "Many clients lose a server in the same moment; how they wait decides whether they come back as a storm.",
    why: "A server can be back after a second and still be down for minutes, because all who were waiting ask at once, and \
          what they ask costs the time of those whom it could have served. Jitter spreads them, a retry budget limits them.",
    terms: &["retry", "attempt", "backoff", "jitter", "retry-storm", "seed"],
    tries: &tries::TRIES,
    specs: &SPECS,
    presets: &PRESETS,
    without: Some(Without { label: "Without retries", key: "attempts", value: "1" }),
    services: &[Service { id: SERVICE, name: "server", failure: Some("failure"), latency: None }],
    default_seed: 42,
    asks: questions::QUESTIONS.len(),
    baseline: Some(second_side),
    cases: Cases::Pairs {
        wins: compare::wins,
        method: "Clients are compared one by one, as soon as one has ended in both lanes; under load, stretches of 5 s are.",
    },
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
};

/// What the clients meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum World {
    /// A server that fails all of them at first and serves so many in each slot of time afterwards.
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
    Preset {
        name: "No jitter",
        note: "A hundred clients wait equally long and come back in the same tenth of a second, again and again.",
        text: "",
    },
    Preset {
        name: "Full jitter",
        note: "The same clients and the same blip, each wait picked at random.",
        text: "jitter=full",
    },
    Preset {
        name: "The load stays",
        note: "Three seconds of slowness, and the server stays useless: it works for callers who have given up. Switch the \
               retry budget on.",
        text: "world=load&capacity=10&rate=70&blip=3&attempts=4&base=0.1&jitter=full",
    },
    Preset {
        name: "The same with a retry budget",
        note: "Retries may be a tenth of the calls, for all callers together: the server is back after seconds.",
        text: "world=load&capacity=10&rate=70&blip=3&attempts=4&base=0.1&jitter=full&budget=budget",
    },
    Preset {
        name: "Contention: no backoff",
        note: "AWS, 2015: a hundred clients write one row. Quickest, and three times the work.",
        text: "world=contention&kind=constant&base=0",
    },
    Preset {
        name: "Contention: exponential",
        note: "AWS, 2015: waits that double, all alike. The clear loser: over a minute.",
        text: "world=contention&base=0.005",
    },
    Preset {
        name: "Contention: equal jitter",
        note: "AWS, 2015: half of each wait is certain, half is random.",
        text: "world=contention&base=0.005&jitter=equal",
    },
    Preset {
        name: "Contention: full jitter",
        note: "AWS, 2015: anything up to the whole wait. The least work.",
        text: "world=contention&base=0.005&jitter=full",
    },
    Preset {
        name: "Contention: decorrelated jitter",
        note: "AWS, 2015: up to three times the last wait. A little sooner, for more work.",
        text: "world=contention&base=0.005&jitter=decorrelated",
    },
];

static SPECS: [Spec; 16] = [
    Spec::choice(
        "world",
        "What happens",
        &[("blip", "all fail at once"), ("load", "a slow server under load"), ("contention", "all write one row")],
        0,
    )
    .first()
    .of_service()
    .restarting()
    .hint("changing it restarts the run"),
    Spec::choice(
        "jitter",
        "Jitter",
        &[
            ("none", "none"),
            ("additive", "additive: a bit more, before the cap"),
            ("full", "full: from nothing to the whole wait"),
            ("equal", "equal: half certain, half random"),
            ("decorrelated", "decorrelated: from the last wait"),
            ("share", "share: a part more or less"),
        ],
        0,
    )
    .first()
    .hint("how chance changes a wait; the stage shows full jitter beside it"),
    Spec::number("clients", "Clients", (2.0, 1_000.0), 1.0, 100.0, Count(Noun("client", "clients")))
        .unless("world", &["load"])
        .of_service()
        .restarting()
        .hint("all begin at the same moment; changing it restarts the run"),
    Spec::choice(
        "budget",
        "Limit for all retries",
        &[
            ("none", "none"),
            ("budget", "budget: a share of the calls of the last 10 s"),
            ("quota", "quota: 500 tokens, as in the AWS SDKs"),
            ("tokens", "tokens: a bucket that successes fill"),
            ("breaker", "breaker: no retry while too many fail"),
        ],
        0,
    )
    .first()
    .hint("one for all callers together"),
    Spec::number("budget-share", "Retries allowed", (0.0, 1.0), 0.01, 0.1, Rate)
        .more()
        .only("budget", &["budget", "tokens", "breaker"])
        .hint("of the calls; of a token for each success; of the calls may fail"),
    Spec::number("capacity", "Capacity", (1.0, 1_000.0), 1.0, 20.0, Count(Noun("call in 0.1 s", "calls in 0.1 s")))
        .more()
        .reaching(100.0)
        .unless("world", &["contention"])
        .of_service()
        .hint("what the server can do in each slot of 0.1 s"),
    Spec::number("rate", "Calls a second", (1.0, 1_000.0), 1.0, 70.0, Count(Noun("a second", "a second")))
        .more()
        .reaching(200.0)
        .only("world", &["load"])
        .of_service()
        .hint("they come whatever became of those before"),
    Spec::number("blip", "Blip", (0.0, 60.0), 0.1, 0.5, Seconds)
        .more()
        .reaching(10.0)
        .unless("world", &["contention"])
        .of_service()
        .restarting()
        .hint("from the start in which all fail; under load, from 5 s on at a tenth of the capacity; restarts the run"),
    Spec::number("patience", "Patience", (0.05, 60.0), 0.05, 1.0, Seconds)
        .more()
        .reaching(5.0)
        .only("world", &["load"])
        .hint("a caller gives an attempt up after this; the server does not notice"),
    Spec::number("attempts", "Attempts", (1.0, 12.0), 1.0, 8.0, Count(Noun("a client", "a client")))
        .more()
        .unless("world", &["contention"])
        .hint("the first try counts as one"),
    Spec::choice(
        "kind",
        "Waits grow",
        &[("constant", "not at all"), ("linear", "by the same step"), ("exponential", "by a factor")],
        2,
    )
    .hint("from one retry to the next"),
    Spec::number("base", "First wait", (0.0, 10.0), 0.1, 1.0, Seconds)
        .more()
        .hint("before the first retry; in contention that is 5 ms, and the first window twice as long, as published"),
    Spec::number("factor", "Factor", (1.0, 5.0), 0.1, 2.0, Times)
        .more()
        .only("kind", &["exponential"])
        .hint("each wait is this many times the one before"),
    Spec::number("cap", "Longest wait", (0.1, 600.0), 0.1, 2.0, Seconds)
        .more()
        .field()
        .hint("no wait is longer than this"),
    Spec::number("spread", "Amount of jitter", (0.0, 10.0), 0.1, 0.5, Spread)
        .more()
        .only("jitter", &["additive", "share"])
        .hint("the random part of each wait"),
    Spec::number("failure", "Failure rate", (0.0, 1.0), 0.01, 0.0, Rate)
        .more()
        .of_service()
        .on_grid()
        .hint("of the attempts that the server takes in fail all the same"),
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
        World::Load => crate::text::storm::WITH_BUDGET,
        World::Blip | World::Contention => crate::text::storm::FULL_JITTER,
    }
}

/// Whether settings are those of the second side already, so that there is nothing to compare.
pub fn is_second(settings: &Settings) -> bool {
    let jitter = settings.choice("jitter") == "full";
    jitter && (World::of(settings) != World::Load || settings.choice("budget") == "budget")
}
