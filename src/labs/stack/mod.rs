//! The stack lab: one caller, layers in any order, one service that hangs for a while.

mod ask;
pub mod code;
mod compare;
mod copies;
mod facts;
mod picture;
mod practice;
mod questions;
mod trace;
mod tries;
mod words;

pub use facts::{Bounds, bounds};
pub use picture::{Answer, Answered, LayerSeen, Picture, Totals};
pub use trace::{Column, Mark, Trace, Wait};

use crate::labs::waits::backoff;
use crate::play::compare::Cases;
use crate::play::spec::Thing;
use crate::play::spec::Unit::{Count, Rate, Seconds, Spread, Times};
use crate::play::{Group, Lab, LabId, Name, Preset, Service, Settings, Spec, Tape, Tooling, Value};
use crate::policy::breaker::{self, Counts, IgnoredCounts, Late, Probes, Trip};
use crate::policy::retry::{Retried, Retry};
use crate::policy::timeout::{self, Timeout};
use crate::policy::{ConfigError, FailureKind, Kinds};
use crate::sim::World;
use crate::sim::input::{Action, Lane};
use crate::sim::layer::Layer;
use crate::sim::layer::breaker::BreakerLayer;
use crate::sim::layer::deadline::DeadlineLayer;
use crate::sim::layer::fallback::FallbackLayer;
use crate::sim::layer::placed::Placed;
use crate::sim::layer::retry::RetryLayer;
use crate::sim::order::Order;
use crate::sim::service::{Outage, ServiceConfig, Symptom};
use crate::sim::workload::{Arrivals, Pace, Spacing};
use crate::text::stack as text;
use crate::text::{breaker as breaker_text, noun, retry};
use crate::time::Instant;

/// The only service of the lab.
pub const SERVICE: u32 = 1;

/// What it is called.
pub const NAME: Name = Name { key: "stack", title: text::TITLE, group: Group::Lecture };

/// The lab.
pub const ID: LabId = LabId::of(&LAB);

/// A layer that can stand in the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A fallback: the last value in the place of a failure.
    Degrade,
    /// A circuit breaker.
    Breaker,
    /// A retry.
    Retry,
    /// A limit for what is inside, as it is set for an attempt.
    Timeout,
    /// A limit for what is inside, as it is set for the whole call.
    Deadline,
}

impl Kind {
    /// All of them, in the order of [`THINGS`].
    pub const ALL: [Self; 5] = [Self::Degrade, Self::Breaker, Self::Retry, Self::Timeout, Self::Deadline];

    /// Its row of [`THINGS`].
    pub const fn thing(self) -> &'static Thing {
        &THINGS[self as usize]
    }

    /// Its name on the page.
    pub const fn label(self) -> &'static str {
        self.thing().label
    }
}

const fn thing(key: &'static str, label: &'static str, most: usize) -> Thing {
    Thing { key, label, most }
}

/// The layers as the order of a link names them.
pub static THINGS: [Thing; 5] = [
    thing("degrade", text::DEGRADE, 1),
    thing("breaker", text::BREAKER, 1),
    thing("retry", text::RETRY, 5),
    thing("timeout", text::TIMEOUT, 1),
    thing("deadline", text::DEADLINE, 1),
];

/// The order of the lecture's documents for a stack, outermost first: the breaker counts whole calls, each with its retries.
pub const RECOMMENDED: [usize; 4] =
    [Kind::Degrade as usize, Kind::Breaker as usize, Kind::Retry as usize, Kind::Timeout as usize];

/// The layers of the settings, outermost first.
pub fn layers(settings: &Settings) -> Vec<Kind> {
    let Some(Value::Order(order)) = settings.get("order") else { return Vec::new() };
    order.iter().filter_map(|index| Kind::ALL.get(index).copied()).collect()
}

/// The settings' order with a change, if it is allowed: no thing more often than it may stand there.
pub fn reordered(kinds: &[Kind]) -> Option<Value> {
    let allowed = |kind: &Kind| kinds.iter().filter(|one| *one == kind).count() <= kind.thing().most;
    let indices: Vec<usize> = kinds.iter().map(|kind| *kind as usize).collect();
    kinds.iter().all(allowed).then(|| Order::new(&indices)).flatten().map(Value::Order)
}

/// What a layer is called among others: with a number, from the outermost, if there are several of its kind.
pub fn name(kinds: &[Kind], place: usize) -> Option<String> {
    let kind = *kinds.get(place)?;
    let same = |layers: &[Kind]| layers.iter().filter(|one| **one == kind).count();
    let label = kind.label();
    Some(match same(kinds) {
        1 => label.to_owned(),
        _ => text::numbered(label, same(kinds.get(..=place)?)),
    })
}

/// The registry's row.
pub static LAB: Lab = Lab {
    about: text::ABOUT,
    why: text::WHY,
    when: text::WHEN,
    next: text::NEXT,
    terms: &["layer", "retry", "timeout", "deadline", "probe", "fast-fail", "degraded", "seed"],
    tries: &tries::TRIES,
    specs: &SPECS,
    presets: &PRESETS,
    services: &[Service { id: SERVICE, name: "S1", failure: Some("failure"), latency: Some("latency") }],
    default_seed: 149,
    asks: questions::QUESTIONS.len(),
    baseline: Some(recommended),
    cases: Cases::Stretches(compare::stretch),
    telling: words::TELLING,
    ..Lab::new(NAME, world, |settings| Box::new(Picture::new(settings)))
};

/// What the tools know of it.
pub static TOOLING: Tooling = Tooling {
    questions: &questions::QUESTIONS,
    listings: &[&code::LISTING],
    listing: code::listing,
    copy: Some(copies::write),
    practice: practice::practice,
};

/// An outage of half an hour, in which a record comes each second.
macro_rules! half_an_hour {
    ($more:literal) => {
        concat!("base=1&failure=1&outage-for=0&pace=open&every=1&calls=1800&", $more)
    };
}

const fn preset(name: &'static str, note: &'static str, text: &'static str) -> Preset {
    Preset { name, note, text }
}

/// Those of two lanes show both sides of what the documents say.
static PRESETS: [Preset; 15] = [
    preset(text::SKILLS_ORDER, text::SKILLS_ORDER_NOTE, "order=degrade,breaker,retry,timeout"),
    preset(text::BREAKER_INSIDE, text::BREAKER_INSIDE_NOTE, "order=retry,breaker,timeout"),
    preset(
        text::RETRY_INSIDE_RETRY,
        text::NESTED_NOTE,
        "order=retry,retry,retry&failure=1&base=0&outage-for=0&calls=3&every=8",
    ),
    preset(text::ONE_DEADLINE, text::ONE_DEADLINE_NOTE, "order=degrade,deadline,retry,timeout&base=1"),
    preset(text::NO_LAYER, text::NO_LAYER_NOTE, "order=none"),
    preset(text::SILENT, text::SILENT_NOTE, "order=breaker,retry,degrade,timeout"),
    preset(text::HALF_HOUR_TEXT, text::HALF_HOUR_TEXT_NOTE, half_an_hour!("order=retry&attempts=4&b.attempts=5")),
    preset(
        text::HALF_HOUR_LUCK,
        text::HALF_HOUR_LUCK_NOTE,
        half_an_hour!("order=retry&attempts=4&b.jitter=additive&spread=1"),
    ),
    preset(
        text::HALF_HOUR_BREAKER,
        text::HALF_HOUR_BREAKER_NOTE,
        half_an_hour!("order=breaker,retry&refusals=final&attempts=4&b.order=retry,breaker"),
    ),
    preset(
        text::LAST_WAIT,
        text::LAST_WAIT_NOTE,
        "order=retry&base=1&failure=1&outage-for=0&calls=1&attempts=4&b.attempts=5",
    ),
    preset(text::THREAD, text::THREAD_NOTE, "order=timeout&failure=0&every=3&b.expired=await"),
    preset(
        text::GONE,
        text::GONE_NOTE,
        "order=deadline,retry,timeout&failure=0&every=4&hang=9&timeout=0.3&b.timeout=5",
    ),
    preset(
        text::HIDDEN_WORK,
        text::HIDDEN_WORK_NOTE,
        "order=deadline,retry&deadline=0.5&failure=0&every=3&b.expired=leave",
    ),
    preset(
        text::CLIENTS,
        text::CLIENTS_NOTE,
        "mix=connection:0.2,client:0.8&failure=0.5&retried=connection,client&outage-for=0&b.counts=service\
         &b.retried=connection",
    ),
    preset(
        text::SLOW_DOWN,
        text::SLOW_DOWN_NOTE,
        "order=retry&mix=rate-limited:1&failure=0.6&outage-for=0&pace=open&b.after=3",
    ),
];

/// The tape of the run with the recommended order.
fn recommended(tape: &Tape) -> Tape {
    let mut tape = tape.of_lane(Lane::A);
    if let Some(order) = Order::new(&RECOMMENDED) {
        tape.scenario.settings.set("order", Value::Order(order));
    }
    tape.inputs.retain(|input| !matches!(input.action, Action::Set { key: "order", .. }));
    tape
}

/// Whether these are the layers of the second side.
pub fn is_recommended(kinds: &[Kind]) -> bool {
    kinds.iter().map(|kind| *kind as usize).eq(RECOMMENDED)
}

static SPECS: [Spec; 26] = [
    Spec::number("failure", text::FAILURE, (0.0, 1.0), 0.01, 0.3, Rate).of_service().on_grid().hint(text::FAILURE_HINT),
    Spec::number("attempts", text::ATTEMPTS, (1.0, 12.0), 1.0, 4.0, Count(text::PER_RETRY)).hint(text::ATTEMPTS_HINT),
    Spec::number("reset", text::RESET, (0.0, 3600.0), 0.5, 5.0, Seconds).reaching(60.0).hint(text::RESET_HINT),
    Spec::order("order", text::ORDER, &THINGS, &[0, 2, 1, 3]).more().restarting().hint(text::ORDER_HINT),
    Spec::choice("refusals", text::REFUSALS, &[("retry", text::REFUSALS_RETRY), ("final", text::REFUSALS_FINAL)], 0)
        .hint(text::REFUSALS_HINT),
    Spec::kinds("retried", retry::RETRIED).hint(retry::RETRIED_HINT),
    Spec::choice(
        "counts",
        breaker_text::COUNTS,
        &[("all", breaker_text::COUNTS_ALL), ("service", breaker_text::COUNTS_SERVICE)],
        0,
    )
    .hint(breaker_text::COUNTS_HINT),
    Spec::mix("mix", retry::MIX).of_service().hint(retry::MIX_HINT),
    Spec::number("after", retry::AFTER, (0.0, 300.0), 0.1, 0.0, Seconds)
        .of_service()
        .more()
        .field()
        .hint(retry::AFTER_HINT),
    Spec::number("timeout", text::TIMEOUT, (0.05, 60.0), 0.05, 0.3, Seconds)
        .more()
        .reaching(5.0)
        .hint(text::TIMEOUT_HINT),
    Spec::number("deadline", text::DEADLINE, (0.05, 300.0), 0.05, 2.0, Seconds)
        .more()
        .reaching(20.0)
        .hint(text::DEADLINE_HINT),
    Spec::choice(
        "expired",
        text::EXPIRED,
        &[("cancel", text::EXPIRED_CANCEL), ("leave", text::EXPIRED_LEAVE), ("await", text::EXPIRED_AWAIT)],
        0,
    )
    .hint(text::EXPIRED_HINT),
    Spec::number("base", text::BASE, (0.0, 10.0), 0.1, 0.1, Seconds).more().hint(text::BASE_HINT),
    Spec::number("factor", text::FACTOR, (1.0, 5.0), 0.1, 2.0, Times).more().hint(text::FACTOR_HINT),
    Spec::number("cap", text::CAP, (0.1, 600.0), 0.1, 30.0, Seconds).more().field().hint(text::CAP_HINT),
    Spec::choice(
        "jitter",
        text::JITTER,
        &[
            ("none", text::JITTER_NONE),
            ("additive", text::JITTER_ADDITIVE),
            ("full", text::JITTER_FULL),
            ("equal", text::JITTER_EQUAL),
            ("decorrelated", text::JITTER_DECORRELATED),
            ("share", text::JITTER_SHARE),
        ],
        0,
    )
    .hint(text::JITTER_HINT),
    Spec::number("spread", text::SPREAD, (0.0, 10.0), 0.1, 0.5, Spread)
        .more()
        .only("jitter", &["additive", "share"])
        .hint(text::SPREAD_HINT),
    Spec::number("threshold", text::THRESHOLD, (1.0, 20.0), 1.0, 3.0, Count(text::IN_A_ROW))
        .more()
        .hint(text::THRESHOLD_HINT),
    Spec::number("probes", text::PROBES, (1.0, 20.0), 1.0, 1.0, Count(text::AT_ONCE)).more().hint(text::PROBES_HINT),
    Spec::number("latency", text::LATENCY, (0.0, 60.0), 0.05, 0.1, Seconds)
        .of_service()
        .more()
        .reaching(5.0)
        .hint(text::LATENCY_HINT),
    Spec::number("hang", text::HANG, (0.0, 60.0), 0.1, 2.0, Seconds)
        .of_service()
        .more()
        .reaching(10.0)
        .hint(text::HANG_HINT),
    Spec::number("outage", text::OUTAGE, (0.0, 86_400.0), 0.5, 6.0, Seconds)
        .of_service()
        .more()
        .reaching(60.0)
        .hint(text::OUTAGE_HINT),
    Spec::number("outage-for", text::OUTAGE_FOR, (0.0, 86_400.0), 0.5, 10.0, Seconds)
        .of_service()
        .more()
        .reaching(60.0)
        .hint(text::OUTAGE_FOR_HINT),
    Spec::number("every", text::EVERY, (0.05, 60.0), 0.05, 2.0, Seconds).more().field().hint(text::EVERY_HINT),
    Spec::choice("pace", text::PACE, &[("in-turn", text::PACE_IN_TURN), ("open", text::PACE_OPEN)], 0)
        .restarting()
        .hint(text::PACE_HINT),
    Spec::number("calls", text::CALLS, (0.0, 10_000.0), 1.0, 20.0, Count(noun::CALLS))
        .more()
        .field()
        .restarting()
        .hint(text::CALLS_HINT),
];

/// Builds the lab's world.
fn world(settings: &Settings) -> Result<World, ConfigError> {
    let build = |kind: Kind| layer(kind, settings);
    let layers = layers(settings).into_iter().map(build).collect::<Result<_, _>>()?;
    let mut service = ServiceConfig::new(SERVICE, "S1", settings.number("failure"), settings.span("latency"));
    if settings.number("outage-for") > 0.0 {
        let from = Instant::ZERO.after(settings.span("outage"));
        let until = from.after(settings.span("outage-for"));
        service = service.outage(Outage { from, until, symptom: Symptom::Fails { after: settings.span("hang") } });
    }
    service.mix = settings.mix("mix");
    let pace = if settings.choice("pace") == "open" { Pace::Open } else { Pace::InTurn };
    let calls = u64::from(settings.count("calls"));
    let workload = Arrivals::new(Spacing::Every(settings.span("every")), pace, calls, vec![0]);
    Ok(World { stacks: vec![(service, Placed::all(layers))], workload: Box::new(workload) })
}

fn layer(kind: Kind, settings: &Settings) -> Result<Box<dyn Layer>, ConfigError> {
    Ok(match kind {
        Kind::Degrade => Box::new(FallbackLayer),
        Kind::Breaker => {
            let counts = if settings.choice("counts") == "service" { Counts::Service } else { Counts::All };
            Box::new(
                BreakerLayer::new(breaker::Settings {
                    trip: Trip::Row { threshold: settings.count("threshold") },
                    reset: settings.span("reset"),
                    probes: Probes::AtOnce(settings.count("probes")),
                    successes: 1,
                    lease: core::time::Duration::MAX,
                    late: Late::Drop,
                    ignored: IgnoredCounts::Neutral,
                })?
                .counting(counts),
            )
        }
        Kind::Retry => {
            // The usual kinds are said in their own words, which are those of the other labs.
            let retried = match (settings.kinds("retried"), settings.choice("refusals")) {
                (Kinds::TRANSIENT, "final") => Retried::Transient,
                (Kinds::TRANSIENT, _) => Retried::TransientAndRefused,
                (kinds, "final") => Retried::Only(kinds),
                (kinds, _) => Retried::Only(kinds.toggled(FailureKind::Refused)),
            };
            let retry = Retry::new(settings.count("attempts"), backoff(settings)?, retried)?;
            Box::new(RetryLayer::new(retry).after(settings.span("after")))
        }
        Kind::Timeout => limit("timeout", settings)?,
        Kind::Deadline => limit("deadline", settings)?,
    })
}

/// A limit of time, and what becomes of work that is late.
fn limit(key: &'static str, settings: &Settings) -> Result<Box<dyn Layer>, ConfigError> {
    let late = match settings.choice("expired") {
        "leave" => timeout::Late::Counted,
        "await" => timeout::Late::AwaitedAllTheSame,
        _ => timeout::Late::Cancelled,
    };
    Ok(Box::new(DeadlineLayer::new(Timeout::new(settings.span(key))?, late)))
}
