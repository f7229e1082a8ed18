//! The dashboard lab: eight services with the settings of the documents, watched for an hour.

mod ask;
pub mod code;
mod compare;
mod copies;
mod facts;
mod picture;
mod practice;
mod questions;
mod services;
mod tries;
mod words;

pub use picture::{MINUTES, Minute, Picture, Row, Sample, Turn, Turned};
pub use services::{
    BATCH_EVERY, EVERY, FIRST_READER, Kind, MEMBERS, Member, READS, SENSOR_NAMES, SENSORS, SERVICES, SHARED, row_of,
    shared_breaker, weather,
};

pub use words::key as alert_key;

use core::time::Duration;

use crate::play::compare::Cases;
use crate::play::spec::Unit::{Count, Rate, Seconds};
use crate::play::tally::Alarms;
use crate::play::{Group, Lab, LabId, Name, Preset, Readers, Service, Settings, Spec, Tooling, Without};
use crate::policy::ConfigError;
use crate::policy::alert;
use crate::policy::breaker::general::{GeneralBreaker, Settings as Breaker};
use crate::policy::share::Share;
use crate::sim::World;
use crate::sim::event::ServiceId;
use crate::sim::layer::Layer;
use crate::sim::layer::allowance::Allowance;
use crate::sim::layer::general_breaker::GeneralBreakerLayer;
use crate::sim::layer::plan::PlanLayer;
use crate::sim::layer::same::Same;
use crate::sim::service::ServiceConfig;
use crate::sim::workload::{Fleet, Rounds};
use crate::text::dashboard as text;

/// What it is called.
pub const NAME: Name = Name { key: "dashboard", title: text::TITLE, group: Group::Beyond };

/// The lab.
pub const ID: LabId = LabId::of(&LAB);

/// The registry's row.
pub static LAB: Lab = Lab {
    about: text::ABOUT,
    why: text::WHY,
    when: text::WHEN,
    terms: &["batch", "degraded", "retry", "closed", "open", "half-open", "probe", "fast-fail", "seed"],
    tries: &tries::TRIES,
    next: text::NEXT,
    asks: questions::QUESTIONS.len(),
    specs: &SPECS,
    presets: &[
        Preset { name: text::CALM_PRESET, note: text::CALM_NOTE, text: "weather=calm" },
        Preset { name: text::STORM_PRESET, note: text::STORM_NOTE, text: "weather=storm" },
        Preset { name: text::SHARED_PRESET, note: text::SHARED_NOTE, text: SHARED_TEXT },
        Preset { name: text::HIDDEN_PRESET, note: text::HIDDEN_NOTE, text: HIDDEN_TEXT },
        Preset { name: text::NOISY_PRESET, note: text::NOISY_NOTE, text: "suppress=0&b.suppress=600" },
        Preset {
            name: text::NIGHT_PRESET,
            note: text::NIGHT_NOTE,
            text: "open-long=600&failing=0.9&flaps=10&suppress=3600",
        },
    ],
    without: Some(Without { label: text::WITHOUT, settings: &[("shared", "1")] }),
    services: &[
        service(0, "failure"),
        service(1, "failure"),
        service(2, "failure"),
        service(3, "failure"),
        service(4, "failure"),
        service(5, "failure"),
        service(6, "failure"),
        service(SENSORS, "reads"),
    ],
    default_seed: 42,
    has_batches: true,
    breaker: Some(breaker_of),
    readers: Readers { of: Some(SENSORS as ServiceId), first: FIRST_READER, names: &SENSOR_NAMES },
    weather: |settings, service| weather(settings.choice("weather")).of(service),
    speed: 16.0,
    cases: Cases::Stretches(compare::stretch),
    telling: words::TELLING,
    ..Lab::new(NAME, world, |settings| Box::new(Picture::new(settings)))
};

/// One breaker for all while the sensors alone are down, and beside it one for each.
const SHARED_TEXT: &str = "weather=calm&shared=1&b.shared=0&in=60~kill~sensors";
/// One breaker for all while one service alone is down.
const HIDDEN_TEXT: &str = "weather=calm&shared=1&b.shared=0&in=60~kill~payment";

/// What the tools know of it.
pub static TOOLING: Tooling = Tooling {
    questions: &questions::QUESTIONS,
    listings: &[&code::LISTING],
    listing: |_| Some(&code::LISTING),
    copy: Some(copies::write),
    practice: practice::practice,
};

const fn service(id: usize, failure: &'static str) -> Service {
    Service { id: id as u32, name: MEMBERS[id].name, failure: Some(failure), latency: Some("latency") }
}

static SPECS: [Spec; 10] = [
    Spec::choice("shared", text::SHARED, &[("0", text::ONE_EACH), ("1", text::ONE_FOR_ALL)], 0)
        .restarting()
        .first()
        .hint(text::SHARED_HINT),
    Spec::choice("weather", text::WEATHER, &[("calm", text::CALM), ("mixed", text::MIXED), ("storm", text::STORM)], 1)
        .of_service()
        .first()
        .hint(text::WEATHER_HINT),
    Spec::number("suppress", text::SUPPRESS, (0.0, 86_400.0), 30.0, 600.0, Seconds)
        .reaching(3_600.0)
        .first()
        .hint(text::SUPPRESS_HINT),
    Spec::number("open-long", text::OPEN_LONG, (0.0, 86_400.0), 10.0, 300.0, Seconds)
        .more()
        .reaching(1_800.0)
        .hint(text::OPEN_LONG_HINT),
    Spec::number("failing", text::FAILING, (0.0, 1.0), 0.01, 0.5, Rate).more().hint(text::FAILING_HINT),
    Spec::number("flaps", text::FLAPS, (0.0, 10.0), 1.0, 5.0, Count(text::CHANGES)).more().hint(text::FLAPS_HINT),
    Spec::choice(
        "dialect",
        text::DIALECT,
        &[("half-open", text::DIALECT_OWN), ("sysmanage", text::DIALECT_SYSMANAGE), ("guide", text::DIALECT_GUIDE)],
        0,
    )
    .more()
    .hint(text::DIALECT_HINT),
    Spec::number("failure", text::FAILURE, (0.0, 1.0), 0.01, 0.01, Rate).of_service().more().hint(text::FAILURE_HINT),
    Spec::number("reads", text::READS, (0.0, 1.0), 0.01, 0.2, Rate).of_service().more().hint(text::READS_HINT),
    Spec::number("latency", text::LATENCY, (0.0, 60.0), 0.05, 0.1, Seconds)
        .of_service()
        .more()
        .reaching(5.0)
        .hint(text::LATENCY_HINT),
];

/// Whether one breaker stands before all services.
pub fn is_shared(settings: &Settings) -> bool {
    settings.choice("shared") == "1"
}

/// The name of the breaker before a service or a sensor.
pub fn breaker_of(settings: &Settings, caller: ServiceId) -> Option<&'static str> {
    if is_shared(settings) {
        return Some(SHARED);
    }
    let sensor = caller.checked_sub(FIRST_READER).and_then(|sensor| SENSOR_NAMES.get(sensor as usize));
    sensor.copied().or_else(|| MEMBERS.get(caller as usize).map(|member| member.name))
}

/// The limits of the alerts. Two of the documents' rules are left out: a closed breaker is judged by one limit, and that it
/// has opened again and again is told as flapping.
pub fn limits(settings: &Settings) -> alert::Settings {
    alert::Settings {
        open: settings.span("open-long"),
        failure_rate: Share::percent(100),
        closed_rate: Share::new(settings.number("failing")).unwrap_or(Share::percent(50)),
        changes: u64::from(settings.count("flaps")),
        flapping_span: Duration::from_secs(3_600),
        openings: u64::MAX,
        quiet: settings.span("suppress"),
        ..alert::Settings::documented()
    }
}

/// The monitor of a run.
fn alarms(settings: &Settings) -> Alarms {
    Alarms::new(limits(settings)).unwrap_or_default()
}

/// Eight services, of which the last is five sensors: a breaker around a retry before each.
fn world(settings: &Settings) -> Result<World, ConfigError> {
    let (latency, choice) = (settings.span("latency"), weather(settings.choice("weather")));
    let callers = (0..SENSORS as u32).chain((FIRST_READER..).take(READS));
    let stack = |(index, caller): (usize, u32)| {
        let row = row_of(caller);
        let member = &MEMBERS[row];
        let failure = settings.number(if row == SENSORS { "reads" } else { "failure" });
        let config = ServiceConfig::new(row as u32, member.name, failure, latency).weather(choice.of(caller));
        let breaker: Box<dyn Layer> = match (is_shared(settings), index) {
            (true, 0) => breaker(shared_breaker())?,
            (true, _) => Box::new(Same { stack: 0, level: 0 }),
            (false, _) => breaker(member.breaker())?,
        };
        let retry =
            member.plan()?.map(|plan| Box::new(PlanLayer::new(plan, Allowance::Unlimited, None)) as Box<dyn Layer>);
        Ok((config, [breaker].into_iter().chain(retry).collect()))
    };
    let stacks = callers.enumerate().map(stack).collect::<Result<Vec<_>, ConfigError>>()?;
    let rounds = Rounds { callers: SENSORS, every: EVERY, first_reader: FIRST_READER, batch_every: BATCH_EVERY };
    Ok(World { stacks, workload: Box::new(Fleet::new(rounds)) })
}

fn breaker(settings: Breaker) -> Result<Box<dyn Layer>, ConfigError> {
    Ok(Box::new(GeneralBreakerLayer::new(GeneralBreaker::new(settings)?)))
}
