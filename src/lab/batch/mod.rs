//! The batch lab: five sensors, each with its fallback, so that a batch is never lost as a whole.

mod picture;
mod tries;

pub use picture::{Batch, KEPT, Picture, SENSORS, SPARK, Sample, Sensor, Status, Twin};

use core::time::Duration;

use super::spec::Unit::{Count, Rate, Seconds};
use super::{Fact, Lab, Preset, Settings, Spec, Value, percent, power, share};
use crate::policy::ConfigError;
use crate::policy::backoff::{Backoff, Growth, Jitter};
use crate::policy::retry::{Retried, Retry};
use crate::sim::World;
use crate::sim::caller::WorkloadConfig;
use crate::sim::layer::Layer;
use crate::sim::layer::fallback::FallbackLayer;
use crate::sim::layer::retry::RetryLayer;
use crate::sim::service::ServiceConfig;
use crate::words::Noun;

/// The keys of the sensors' failure rates, S0 to S4.
pub const FAILURES: [&str; SENSORS] = ["failures.S0", "failures.S1", "failures.S2", "failures.S3", "failures.S4"];
/// What is counted in the lab.
const BATCHES: Noun = Noun("batch", "batches");
/// What the five rates in one text look like: `0.1,0.9,0.1,0.8,0.1`.
pub const RATES: &str = "five rates, S0 to S4, separated by commas";
/// The names of the sensors.
pub const NAMES: [&str; SENSORS] = ["S0", "S1", "S2", "S3", "S4"];

/// The registry's row.
pub const LAB: Lab = Lab {
    key: "batch",
    title: "Batch",
    about: "Five sensors are read together; those that fail are marked as missing, and the batch goes on.",
    why: "One broken sensor should not cost the values of the other four. Graceful degradation uses what is there and says \
          what is missing.",
    terms: &["batch", "degraded", "unavailable", "stale", "all-or-nothing", "random-number", "seed"],
    tries: &tries::TRIES,
    specs: &SPECS,
    presets: &[
        Preset {
            name: "As in the lecture",
            note: "Five batches, one right after the other.",
            text: "latency=0.05&every=0.05&batches=5",
        },
        Preset {
            name: "Three attempts each",
            note: "A retry inside each read turns most missing values into late ones.",
            text: "attempts=3",
        },
        Preset {
            name: "Mostly healthy",
            note: "Every sensor fails one time in ten: the twin still dies within a few batches.",
            text: "failures=0.1,0.1,0.1,0.1,0.1",
        },
        Preset {
            name: "The twin restarts",
            note: "Crash and restart: the twin keeps only the batches in which nothing failed.",
            text: "restart=1&failures=0.1,0.3,0.1,0.3,0.1",
        },
    ],
    without: None,
    opening: "",
    services: &[(0, "S0"), (1, "S1"), (2, "S2"), (3, "S3"), (4, "S4")],
    default_seed: 3422,
    questions: 6,
    world,
};

const fn rate(key: &'static str, name: &'static str, default: f64) -> Spec {
    Spec::number(key, name, (0.0, 1.0), 0.01, default, Rate).on_grid()
}

static SPECS: [Spec; 11] = [
    rate("failures.S0", "Failure rate of S0", 0.1),
    rate("failures.S1", "Failure rate of S1", 0.9),
    rate("failures.S2", "Failure rate of S2", 0.1),
    rate("failures.S3", "Failure rate of S3", 0.8),
    rate("failures.S4", "Failure rate of S4", 0.1),
    Spec::number("attempts", "Attempts per read", (1.0, 6.0), 1.0, 1.0, Count(Noun("attempt", "attempts")))
        .more()
        .hint("with no wait between them"),
    Spec::number("latency", "Latency", (0.0, 5.0), 0.05, 0.5, Seconds).more().hint("how long an attempt takes"),
    Spec::number("every", "A batch every", (0.05, 60.0), 0.05, 2.0, Seconds)
        .more()
        .hint("or when the one before has ended"),
    Spec::number("stale", "Show a last good value for", (0.0, 20.0), 1.0, 3.0, Count(BATCHES))
        .more()
        .hint("marked stale; it still counts as missing"),
    Spec::choice(
        "restart",
        "After a crash the twin",
        &[("0", "stays down"), ("1", "starts again with every batch")],
        0,
    )
    .hint("crash and restart, as the alternative"),
    Spec::number("batches", "Number of batches", (0.0, 10_000.0), 1.0, 0.0, Count(BATCHES))
        .more()
        .field()
        .restarting()
        .hint("0 = endless; changing it restarts the run"),
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
        workload: WorkloadConfig::Batches {
            every: settings.span("every"),
            batches: u64::from(settings.count("batches")),
            twin_restarts: settings.choice("restart") == "1",
        },
    })
}

/// Reads the five rates of a text. The error names the one that makes no sense, and what is allowed.
pub fn rates(settings: &Settings, text: &str) -> Result<Vec<(&'static str, Value)>, ConfigError> {
    let parts: Vec<&str> = text.split(',').collect();
    if parts.len() != SENSORS {
        return Err(ConfigError::new("failures", text, RATES));
    }
    let specs = FAILURES.iter().filter_map(|key| settings.spec(key));
    specs.zip(parts).map(|(spec, part)| spec.parse(part.trim()).map(|value| (spec.key, value))).collect()
}

/// The probability that a sensor's read gives a value: one minus its failure rate to the power of the attempts.
pub fn success_rate(settings: &Settings, sensor: usize, killed: bool) -> f64 {
    let failure = FAILURES.get(sensor).map_or(0.0, |key| settings.number(key));
    if killed { 0.0 } else { 1.0 - power(failure, settings.count("attempts")) }
}

/// Theory beside what was seen since it has been this theory.
pub fn facts(picture: &Picture, settings: &Settings) -> Vec<Fact> {
    let rates: Vec<f64> = picture
        .sensors
        .iter()
        .enumerate()
        .map(|(index, sensor)| success_rate(settings, index, sensor.killed))
        .collect();
    let fresh: f64 = rates.iter().product();
    let kept = rates.iter().sum::<f64>() / SENSORS as f64;
    let sample = &picture.sample;
    let since = sample.since;
    let twin = match settings.choice("restart") {
        "1" => share(sample.twin_kept, sample.values),
        _ => "– (it stays down)".to_owned(),
    };
    vec![
        Fact {
            label: "Batches with all five values".to_owned(),
            expected: percent(fresh),
            seen: share(sample.batches - sample.degraded, sample.batches),
            since,
        },
        Fact {
            label: "Values kept".to_owned(),
            expected: percent(kept),
            seen: share(sample.values_kept, sample.values),
            since,
        },
        Fact { label: "Kept by a twin that restarts".to_owned(), expected: percent(fresh), seen: twin, since },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_rates_are_read_and_nothing_beside_them() {
        let settings = Settings::new(&SPECS);
        let read = |text: &str| rates(&settings, text).map_err(|error| error.to_string());
        let five = read("0,0.25,1, 0.5,0.01");
        assert_eq!(five.map(|rates| rates[1]), Ok(("failures.S1", Value::Number(0.25))));
        for text in
            ["", "0,0,0,0", "0,0,0,0,0,0", "0,0,0,0,0&seed=5&in=1~kill~S0", "0,0,0,0,0#", "0,0,0,0,%30", "0,0,0,0,2"]
        {
            assert!(read(text).is_err_and(|error| error.starts_with("failures")), "{text}");
        }
        assert!(read(&"0,".repeat(1_000)).is_err_and(|error| error.chars().count() < 150));
    }
}
