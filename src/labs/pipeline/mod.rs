//! The pipeline lab: five sensors behind retry, breaker and fallback make a batch, and each batch is enriched by a service
//! behind a breaker around retries. Beside it stands the same without any of the three.

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

pub use super::sensors::{FAILURES, NAMES, SENSORS, SPARK, Sensor, Status};
pub use picture::{Batch, Fate, Gate, KEPT, Picture, Station};

use core::time::Duration;

use super::sensors::{LIST, rate, service};
use crate::play::compare::Cases;
use crate::play::spec::Unit::{Count, Seconds};
use crate::play::{CommandSpec, Group, Lab, LabId, Name, Preset, Service, Settings, Spec, Tooling, Value, Without};
use crate::policy::ConfigError;
use crate::policy::backoff::{Backoff, Growth, Jitter};
use crate::policy::breaker::{self, IgnoredCounts, Late, Probes, Trip};
use crate::policy::restart::Comeback;
use crate::policy::retry::{Retried, Retry};
use crate::sim::World;
use crate::sim::event::ServiceId;
use crate::sim::layer::Layer;
use crate::sim::layer::breaker::BreakerLayer;
use crate::sim::layer::fallback::FallbackLayer;
use crate::sim::layer::retry::RetryLayer;
use crate::sim::layer::same::Same;
use crate::sim::layer::through::Through;
use crate::sim::service::{Outage, ServiceConfig, Symptom};
use crate::sim::workload::{Drive, Pipeline, RESTART_PIPELINE};
use crate::text::{batch as shared, pipeline as text};
use crate::time::Instant;
use crate::words::Noun;

/// The service behind the sensors.
pub const ENRICH: ServiceId = SENSORS as ServiceId;
/// Its name.
pub const ENRICHMENT: &str = "enrich";
/// The name of a breaker that all sensors share.
pub const SHARED: &str = "sensors";

/// The naive pipeline is the same with all of them off, whatever is done to them.
const NAIVE: [(&str, Value); 3] =
    [("retry", Value::Choice(0)), ("breaker", Value::Choice(0)), ("degrade", Value::Choice(0))];

/// What it is called.
pub const NAME: Name = Name { key: "pipeline", title: text::TITLE, group: Group::Lecture };

/// The lab.
pub const ID: LabId = LabId::of(&LAB);

/// The registry's row.
pub static LAB: Lab = Lab {
    about: text::ABOUT,
    why: text::WHY,
    next: text::NEXT,
    when: text::WHEN,
    terms: &["batch", "degraded", "retry", "closed", "open", "half-open", "probe", "random-number", "seed"],
    tries: &tries::TRIES,
    specs: &SPECS,
    presets: &[
        Preset {
            name: text::BLIP,
            note: text::BLIP_NOTE,
            text: "breaker=0&degrade=0&failures=0,0,0,0,0&enrich=0&outage-for=0.3&hang=0.2",
        },
        Preset { name: text::OUTAGE, note: text::OUTAGE_NOTE, text: "retry=0&failures=0,0,0,0,0&enrich=0&hang=5" },
        Preset {
            name: text::DEAD,
            note: text::DEAD_NOTE,
            text: "retry=0&breaker=0&failures=0,0,0,1,0&enrich=0&outage-for=0",
        },
        Preset { name: text::ALL_OFF, note: text::ALL_OFF_NOTE, text: "retry=0&breaker=0&degrade=0" },
        Preset { name: text::SHARED_BREAKER, note: text::SHARED_NOTE, text: SHARED_TEXT },
        Preset { name: text::FOR_A_HAND, note: text::FOR_A_HAND_NOTE, text: "restart=0" },
    ],
    without: Some(Without { label: text::WITHOUT, settings: &[("degrade", "0")] }),
    service_noun: text::SERVICE,
    services: &[
        service(0),
        service(1),
        service(2),
        service(3),
        service(4),
        Service { id: ENRICH, name: ENRICHMENT, failure: Some("enrich"), latency: Some("latency") },
    ],
    lists: &[LIST],
    commands: &[CommandSpec { command: RESTART_PIPELINE, told: text::RESTARTED_BY_HAND, button: "" }],
    default_seed: 321,
    asks: questions::QUESTIONS.len(),
    has_batches: true,
    baseline: Some(|tape| tape.holding(&NAIVE)),
    breaker: Some(breaker_of),
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

/// One breaker for all five sensors, of which one is dead, and beside it one for each.
const SHARED_TEXT: &str = "own=2&b.own=1&threshold=1&failures=0,0,0,1,0&enrich=0&outage-for=0";

const fn switch(key: &'static str, label: &'static str) -> Spec {
    Spec::choice(key, label, &[("0", text::OFF), ("1", text::ON)], 1).first()
}

static SPECS: [Spec; 20] = [
    switch("retry", text::RETRY).hint(text::RETRY_HINT),
    switch("breaker", text::BREAKER).hint(text::BREAKER_HINT),
    switch("degrade", text::DEGRADE).hint(text::DEGRADE_HINT),
    rate("failures.S0", shared::FAILURE_S0, 0.1).more(),
    rate("failures.S1", shared::FAILURE_S1, 0.3).more(),
    rate("failures.S2", shared::FAILURE_S2, 0.1).more(),
    rate("failures.S3", shared::FAILURE_S3, 0.3).more(),
    rate("failures.S4", shared::FAILURE_S4, 0.1).more(),
    rate("enrich", text::ENRICH_RATE, 0.05).more(),
    Spec::number("outage", text::OUTAGE_AT, (0.0, 86_400.0), 0.5, 6.0, Seconds)
        .of_service()
        .more()
        .reaching(60.0)
        .hint(text::OUTAGE_HINT),
    Spec::number("outage-for", text::OUTAGE_FOR, (0.0, 86_400.0), 0.5, 20.0, Seconds)
        .of_service()
        .more()
        .reaching(120.0)
        .hint(text::OUTAGE_FOR_HINT),
    Spec::number("hang", text::HANG, (0.0, 60.0), 0.1, 1.0, Seconds).of_service().more().hint(text::HANG_HINT),
    Spec::number("latency", text::LATENCY, (0.0, 60.0), 0.05, 0.1, Seconds)
        .of_service()
        .more()
        .reaching(5.0)
        .hint(text::LATENCY_HINT),
    Spec::number("attempts", text::ATTEMPTS, (1.0, 12.0), 1.0, 3.0, Count(text::PER_CALL))
        .more()
        .only("retry", &["1"])
        .hint(text::ATTEMPTS_HINT),
    Spec::number("base", text::BASE, (0.0, 10.0), 0.1, 0.1, Seconds).more().only("retry", &["1"]).hint(text::BASE_HINT),
    Spec::choice("own", text::OWN, &[("0", text::OWN_NONE), ("1", text::OWN_EACH), ("2", text::OWN_SHARED)], 0)
        .restarting()
        .only("breaker", &["1"])
        .hint(text::OWN_HINT),
    Spec::number("threshold", text::THRESHOLD, (1.0, 20.0), 1.0, 3.0, Count(Noun("failure", "in a row")))
        .more()
        .only("breaker", &["1"])
        .hint(text::THRESHOLD_HINT),
    Spec::number("reset", text::RESET, (0.0, 3_600.0), 0.5, 5.0, Seconds)
        .more()
        .reaching(60.0)
        .only("breaker", &["1"])
        .hint(text::RESET_HINT),
    Spec::number("restart", text::RESTART_AFTER, (0.0, 3_600.0), 1.0, 10.0, Seconds)
        .more()
        .reaching(60.0)
        .hint(text::RESTART_HINT),
    Spec::number("every", text::EVERY, (0.05, 60.0), 0.05, 2.0, Seconds).more().hint(text::EVERY_HINT),
];

/// Whether one of the switches is on.
pub fn is_on(settings: &Settings, switch: &str) -> bool {
    settings.choice(switch) == "1"
}

/// The name of the breaker before a service, if one stands there with these settings.
pub fn breaker_of(settings: &Settings, service: ServiceId) -> Option<&'static str> {
    match settings.choice("own") {
        _ if service == ENRICH => Some(ENRICHMENT),
        "1" => NAMES.get(service as usize).copied(),
        "2" => Some(SHARED),
        _ => None,
    }
}

/// Builds the lab's world. A switch that is off leaves its level empty, so that it can be switched on in the midst of a run.
fn world(settings: &Settings) -> Result<World, ConfigError> {
    let latency = settings.span("latency");
    let sensor = |(id, (key, name)): (ServiceId, (&&'static str, &&'static str))| {
        let service = ServiceConfig::new(id, name, settings.number(key), latency);
        let breaker: Box<dyn Layer> = match settings.choice("own") {
            "2" if id > 0 => Box::new(Same { stack: 0, level: BREAKER }),
            "1" | "2" => breaker(settings)?,
            _ => Box::new(Through),
        };
        Ok((service, layers(settings, breaker)?))
    };
    let mut stacks: Vec<(ServiceConfig, Vec<Box<dyn Layer>>)> =
        (0..).zip(FAILURES.iter().zip(&NAMES)).map(sensor).collect::<Result<_, ConfigError>>()?;
    let enrich = ServiceConfig::new(ENRICH, ENRICHMENT, settings.number("enrich"), latency).outage(outage(settings));
    stacks.push((enrich, layers(settings, breaker(settings)?)?));
    let restart = settings.span("restart");
    Ok(World {
        stacks,
        workload: Box::new(Pipeline::new(Drive {
            every: settings.span("every"),
            calm: latency.saturating_mul(2),
            degrade: is_on(settings, "degrade"),
            comeback: if restart.is_zero() { Comeback::ByHand } else { Comeback::After(restart) },
        })),
    })
}

/// The level at which a breaker stands: behind the fallback, around the retry.
const BREAKER: usize = 1;

/// The layers before a service, outermost first; the breaker is given.
fn layers(settings: &Settings, breaker: Box<dyn Layer>) -> Result<Vec<Box<dyn Layer>>, ConfigError> {
    let fallback: Box<dyn Layer> = if is_on(settings, "degrade") { Box::new(FallbackLayer) } else { Box::new(Through) };
    Ok(vec![fallback, breaker, Box::new(RetryLayer::new(retry(settings)?))])
}

/// A breaker, if they are switched on.
fn breaker(settings: &Settings) -> Result<Box<dyn Layer>, ConfigError> {
    if !is_on(settings, "breaker") {
        return Ok(Box::new(Through));
    }
    Ok(Box::new(BreakerLayer::new(breaker::Settings {
        trip: Trip::Row { threshold: settings.count("threshold") },
        reset: settings.span("reset"),
        probes: Probes::AtOnce(1),
        successes: 1,
        // A call ends by itself, so a probe always answers.
        lease: Duration::MAX,
        late: Late::Drop,
        ignored: IgnoredCounts::Neutral,
    })?))
}

/// The retry before each service; switched off, it makes one attempt.
///
/// # Errors
/// What [`Backoff::new`] and [`Retry::new`] refuse.
pub fn retry(settings: &Settings) -> Result<Retry, ConfigError> {
    let growth = Growth::Exponential { factor: 2.0 };
    let backoff = Backoff::new(growth, settings.span("base"), Duration::from_secs(30), Jitter::None)?;
    Retry::new(attempts(settings), backoff, Retried::default())
}

/// Attempts of a call.
pub fn attempts(settings: &Settings) -> u32 {
    if is_on(settings, "retry") { settings.count("attempts") } else { 1 }
}

/// The outage of the enrichment. One that lasts no time is none.
pub fn outage(settings: &Settings) -> Outage {
    let from = Instant::ZERO.after(settings.span("outage"));
    let symptom = Symptom::Fails { after: settings.span("hang") };
    Outage { from, until: from.after(settings.span("outage-for")), symptom }
}
