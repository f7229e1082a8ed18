//! The batch lab: five sensors, each with its fallback, so that a batch is never lost as a whole.

mod ask;
pub mod code;
mod compare;
mod copies;
mod picture;
mod practice;
mod questions;
mod tries;
mod words;

pub use super::sensors::{FAILURES, NAMES, RATES, SENSORS, SPARK, Sensor, Status};
pub use picture::{Batch, KEPT, Picture, Sample, Twin};

use core::time::Duration;

use super::sensors::{LIST, rate, service};
use crate::play::compare::Cases;
use crate::play::spec::Unit::{Count, Rate, Seconds};
use crate::play::{CommandSpec, Fact, Group, Lab, LabId, Name, Preset, Settings, Spec, Tooling, Without, power};
use crate::policy::ConfigError;
use crate::policy::backoff::{Backoff, Growth, Jitter};
use crate::policy::partial::Partial;
use crate::policy::restart::Comeback;
use crate::policy::retry::{Retried, Retry};
use crate::sim::World;

use crate::sim::layer::Layer;
use crate::sim::layer::fallback::FallbackLayer;
use crate::sim::layer::retry::RetryLayer;
use crate::sim::service::ServiceConfig;
use crate::sim::workload::{Batches, RESTART_TWIN};
use crate::text::batch as text;
use crate::text::labs::AFTER_BATCH;
use crate::words::{Noun, percent, share};

/// What is counted in the lab.
const BATCHES: Noun = Noun("batch", "batches");

/// What it is called.
pub const NAME: Name = Name { key: "batch", title: text::TITLE, group: Group::Lecture };

/// The lab.
pub const ID: LabId = LabId::of(&LAB);

/// The registry's row.
pub static LAB: Lab = Lab {
    about: text::ABOUT,
    why: text::WHY,
    when: text::WHEN,
    next: AFTER_BATCH,
    terms: &["batch", "degraded", "unavailable", "stale", "all-or-nothing", "random-number", "seed"],
    tries: &tries::TRIES,
    specs: &SPECS,
    presets: &[
        Preset { name: text::LECTURE, note: text::LECTURE_NOTE, text: "latency=0.05&every=0.05&batches=5" },
        Preset { name: text::THREE_ATTEMPTS, note: text::THREE_ATTEMPTS_NOTE, text: "attempts=3" },
        Preset { name: text::HEALTHY, note: text::HEALTHY_NOTE, text: "failures=0.1,0.1,0.1,0.1,0.1" },
        Preset {
            name: text::THREE_OF_FIVE,
            note: text::THREE_OF_FIVE_NOTE,
            text: "share=0.6&failures=0.4,0.4,0.4,0.4,0.4",
        },
        Preset { name: text::CRITICAL, note: text::CRITICAL_NOTE, text: "critical=S1&failures=0.1,0.5,0.1,0.8,0.1" },
        Preset { name: text::RESTART, note: text::RESTART_NOTE, text: "restart=1&failures=0.1,0.3,0.1,0.3,0.1" },
    ],
    without: Some(Without { label: text::WITHOUT, settings: &[("share", "1")] }),
    service_noun: text::SENSOR,
    services: &[service(0), service(1), service(2), service(3), service(4)],
    lists: &[LIST],
    commands: &[CommandSpec {
        command: RESTART_TWIN,
        told: (text::TWIN_RESTARTED, text::TWIN_RESTARTED_MORE),
        button: "",
    }],
    default_seed: 3422,
    asks: questions::QUESTIONS.len(),
    has_batches: true,
    cases: Cases::Stretches(compare::stretch),
    telling: words::TELLING,
    ..Lab::new(NAME, world, |settings| Box::new(Picture::new(settings.count("stale"))))
};

/// What the tools know of it.
pub static TOOLING: Tooling = Tooling {
    questions: &questions::QUESTIONS,
    listings: &[&code::LISTING],
    listing: |_| Some(&code::LISTING),
    copy: Some(copies::write),
    practice: practice::practice,
};

static SPECS: [Spec; 14] = [
    rate("failures.S0", text::FAILURE_S0, 0.1),
    rate("failures.S1", text::FAILURE_S1, 0.9),
    rate("failures.S2", text::FAILURE_S2, 0.1),
    rate("failures.S3", text::FAILURE_S3, 0.8),
    rate("failures.S4", text::FAILURE_S4, 0.1),
    Spec::number("attempts", text::ATTEMPTS, (1.0, 6.0), 1.0, 1.0, Count(Noun("attempt", "attempts")))
        .more()
        .hint(text::ATTEMPTS_HINT),
    Spec::number("latency", text::LATENCY, (0.0, 5.0), 0.05, 0.5, Seconds).of_service().more().hint(text::LATENCY_HINT),
    Spec::number("every", text::EVERY, (0.05, 60.0), 0.05, 2.0, Seconds).more().hint(text::EVERY_HINT),
    Spec::number("stale", text::STALE, (0.0, 20.0), 1.0, 3.0, Count(BATCHES)).more().hint(text::STALE_HINT),
    Spec::number("share", text::SHARE, (0.0, 1.0), 0.1, 0.0, Rate).more().hint(text::SHARE_HINT),
    Spec::choice(
        "critical",
        text::SENSOR_NEEDED,
        &[("none", "none"), ("S0", "S0"), ("S1", "S1"), ("S2", "S2"), ("S3", "S3"), ("S4", "S4")],
        0,
    )
    .hint(text::SENSOR_NEEDED_HINT),
    Spec::choice(
        "restart",
        text::TWIN,
        &[("0", text::TWIN_STAYS), ("1", text::TWIN_AT_ONCE), ("2", text::TWIN_LATER)],
        0,
    )
    .hint(text::TWIN_HINT),
    Spec::number("restart-after", text::TWIN_AFTER, (0.0, 3_600.0), 1.0, 10.0, Seconds)
        .more()
        .reaching(60.0)
        .only("restart", &["2"])
        .hint(text::TWIN_AFTER_HINT),
    Spec::number("batches", text::BATCHES, (0.0, 10_000.0), 1.0, 0.0, Count(BATCHES))
        .more()
        .field()
        .restarting()
        .hint(text::BATCHES_HINT),
];

/// Builds the lab's world.
fn world(settings: &Settings) -> Result<World, ConfigError> {
    let none = Backoff::new(Growth::Constant, Duration::ZERO, Duration::from_secs(1), Jitter::None)?;
    let retry = Retry::new(settings.count("attempts"), none, Retried::default())?;
    let sensor = |(id, (key, name)): (u32, (&&'static str, &&'static str))| {
        let failure = settings.number(key);
        let service = ServiceConfig::new(id, name, failure, settings.span("latency"));
        let layers: Vec<Box<dyn Layer>> = vec![Box::new(FallbackLayer), Box::new(RetryLayer::new(retry.clone()))];
        (service, layers)
    };
    Ok(World {
        stacks: (0..).zip(FAILURES.iter().zip(&NAMES)).map(sensor).collect(),
        workload: Box::new(Batches::new(
            settings.span("every"),
            u64::from(settings.count("batches")),
            minimum(settings)?,
            match settings.choice("restart") {
                "1" => Comeback::NextItem,
                "2" => Comeback::After(settings.span("restart-after")),
                _ => Comeback::ByHand,
            },
        )),
    })
}

/// What a batch must have to be an answer.
///
/// # Errors
/// A share outside 0 to 1.
pub fn minimum(settings: &Settings) -> Result<Partial, ConfigError> {
    let rule = Partial::new(settings.number("share"))?;
    Ok(critical(settings).map_or(rule, |sensor| rule.with_critical(sensor)))
}

/// Whether a batch can fail to be an answer.
pub fn has_minimum(settings: &Settings) -> bool {
    minimum(settings).is_ok_and(|minimum| minimum != Partial::ANY)
}

/// The sensor without which a batch is no answer, if there is one.
pub fn critical(settings: &Settings) -> Option<usize> {
    NAMES.iter().position(|name| *name == settings.choice("critical"))
}

/// The probability that a sensor's read gives a value: one minus its failure rate to the power of the attempts.
pub fn success_rate(settings: &Settings, sensor: usize, killed: bool) -> f64 {
    let failure = FAILURES.get(sensor).map_or(0.0, |key| settings.number(key));
    if killed { 0.0 } else { 1.0 - power(failure, settings.count("attempts")) }
}

/// What theory expects of a batch, as parts of one.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Odds {
    /// Batches with all five values.
    pub whole: f64,
    /// Batches that are an answer.
    pub answered: f64,
    /// Values that are part of an answer.
    pub kept: f64,
}

/// What theory expects with the present settings: a sum over all ways in which five reads can end.
pub fn odds(picture: &Picture, settings: &Settings) -> Odds {
    let Ok(minimum) = minimum(settings) else { return Odds::default() };
    let mut odds = Odds::default();
    for outcome in 0..1_u32 << SENSORS {
        let (mut chance, mut missing) = (1.0, Vec::new());
        for (index, sensor) in picture.sensors.iter().enumerate() {
            let rate = success_rate(settings, index, sensor.killed);
            if outcome >> index & 1 == 1 {
                chance *= rate;
            } else {
                chance *= 1.0 - rate;
                missing.push(index);
            }
        }
        if missing.is_empty() {
            odds.whole = chance;
        }
        if minimum.lack(SENSORS, &missing).is_none() {
            odds.answered += chance;
            odds.kept += chance * (SENSORS - missing.len()) as f64 / SENSORS as f64;
        }
    }
    odds
}

/// The share of values that a twin keeps which comes back by itself, if the chance that a batch is whole is `whole`. It
/// loses the batch in which it crashes and those that begin before it is back: `m` of them, so `whole / (1 + (1 - whole)
/// m)` is left in the long run. Nothing where batches take longer than from one to the next, so that `m` is not fixed.
fn kept_by_twin(settings: &Settings, whole: f64) -> Option<f64> {
    if settings.choice("restart") != "2" {
        return Some(whole);
    }
    let (every, after) = (settings.number("every"), settings.number("restart-after"));
    // A read that fails has made all its attempts, and the twin crashes when the last one of the batch has ended.
    let crash = settings.number("latency") * f64::from(settings.count("attempts"));
    let missed = (((crash + after) / every - 1e-9).ceil() - 1.0).max(0.0);
    (crash <= every).then(|| whole / (1.0 + (1.0 - whole) * missed))
}

/// Theory beside what was seen since it has been this theory.
pub fn facts(picture: &Picture, settings: &Settings) -> Vec<Fact> {
    let odds = odds(picture, settings);
    let sample = &picture.sample;
    let twin = match settings.choice("restart") {
        "0" => text::TWIN_STAYS_DOWN.to_owned(),
        _ => share(sample.twin_kept, sample.values),
    };
    let fact = |label: &str, expected: Option<f64>, seen: String| Fact {
        label: label.to_owned(),
        expected: expected.map_or_else(|| "–".to_owned(), percent),
        seen,
        since: sample.since,
    };
    let mut facts = vec![fact(text::WHOLE, Some(odds.whole), share(sample.batches - sample.degraded, sample.batches))];
    if has_minimum(settings) {
        let seen = share(sample.batches - sample.unanswered, sample.batches);
        facts.push(fact(text::ANSWERS, Some(odds.answered), seen));
    }
    facts.push(fact(text::KEPT_PART, Some(odds.kept), share(sample.values_kept, sample.values)));
    facts.push(fact(text::KEPT_BY_TWIN, kept_by_twin(settings, odds.whole), twin));
    facts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_rates_are_read_and_nothing_beside_them() {
        let settings = Settings::new(&SPECS);
        let read = |text: &str| LAB.lists[0].read(&settings, text).map_err(|error| error.to_string());
        let five = read("0,0.25,1, 0.5,0.01");
        assert_eq!(five.map(|rates| rates[1]), Ok(("failures.S1", crate::play::Value::Number(0.25))));
        for text in
            ["", "0,0,0,0", "0,0,0,0,0,0", "0,0,0,0,0&seed=5&in=1~kill~S0", "0,0,0,0,0#", "0,0,0,0,%30", "0,0,0,0,2"]
        {
            assert!(read(text).is_err_and(|error| error.starts_with("failures")), "{text}");
        }
        assert!(read(&"0,".repeat(1_000)).is_err_and(|error| error.chars().count() < 150));
    }
}
