//! Five sensors read together: how often all values are there, and how often at least one is.

use core::time::Duration;

use super::measure::{play, share_tolerance};
use super::{Experiment, Knob, Progress, Provenance, Row, Setup};
use crate::decimal::short;
use crate::play::power;
use crate::policy::ConfigError;
use crate::policy::backoff::{Backoff, Growth, Jitter};
use crate::policy::partial::Partial;
use crate::policy::restart::Comeback;
use crate::policy::retry::{Retried, Retry};
use crate::sim::World;
use crate::sim::event::Event;
use crate::sim::layer::Layer;
use crate::sim::layer::fallback::FallbackLayer;
use crate::sim::layer::retry::RetryLayer;
use crate::sim::service::ServiceConfig;
use crate::sim::workload::Batches;
use crate::text::experiment::five_sensors as text;
use crate::time::Instant;

/// The registry's row.
pub(super) const EXPERIMENT: Experiment = Experiment {
    name: "five-sensors",
    about: text::ABOUT,
    source: text::SOURCE,
    clients: None,
    runs: Some(Knob { default: 10, most: 10_000, of: text::RUNS }),
    measure,
};

const BATCHES: u64 = 1_000;
const NAMES: [&str; 5] = ["S0", "S1", "S2", "S3", "S4"];

/// The sensors' failure rates and how many attempts a read has.
const CASES: [([f64; 5], u32); 5] = [
    ([0.2; 5], 1),
    ([0.5; 5], 1),
    ([0.2; 5], 3),
    ([0.5; 5], 3),
    // The lecture's own.
    ([0.1, 0.9, 0.1, 0.8, 0.1], 1),
];

fn measure(setup: Setup, progress: &mut Progress<'_>) -> Result<Vec<Row>, ConfigError> {
    let mut rows = Vec::new();
    for (index, (rates, attempts)) in (0_u32..).zip(CASES) {
        let (mut complete, mut something) = (0_u64, 0_u64);
        for run in 0..setup.runs {
            play(setup.seed_of(run), world(rates, attempts)?, Instant::MAX, &mut |record| {
                if let Event::BatchEnded { available, total, .. } = record.event {
                    complete += u64::from(available == total);
                    something += u64::from(available > 0);
                }
            });
            progress(index * setup.runs + run + 1, setup.runs * CASES.len() as u32);
        }
        let batches = f64::from(setup.runs) * BATCHES as f64;
        let lost = rates.map(|rate| power(rate, attempts));
        let all: f64 = lost.iter().map(|lost| 1.0 - lost).product();
        let some = 1.0 - lost.iter().product::<f64>();
        let same = rates.iter().all(|rate| *rate == rates[0]);
        let sensors = if same { format!("f = {}", short(rates[0], 2)) } else { text::RATES.to_owned() };
        let tries = if attempts == 1 { text::ONE_ATTEMPT.to_owned() } else { text::attempts(attempts) };
        let row = |what: &str, value, count: u64| {
            let tolerance = share_tolerance(value, batches);
            let what = text::row(&sensors, &tries, what);
            Row::near(what, Provenance::Derived, value, tolerance, count as f64 / batches)
        };
        rows.push(row(text::ALL_FIVE, all, complete));
        rows.push(row(text::SOMETHING, some, something));
    }
    Ok(rows)
}

fn world(rates: [f64; 5], attempts: u32) -> Result<World, ConfigError> {
    let none = Backoff::new(Growth::Constant, Duration::ZERO, Duration::from_secs(1), Jitter::None)?;
    let retry = Retry::new(attempts, none, Retried::Transient)?;
    let stack = |((id, name), failure): ((u32, &&'static str), f64)| {
        let service = ServiceConfig::new(id, name, failure, Duration::from_millis(50));
        let layers: Vec<Box<dyn Layer>> = vec![Box::new(FallbackLayer), Box::new(RetryLayer::new(retry.clone()))];
        (service, layers)
    };
    Ok(World {
        stacks: (0..).zip(&NAMES).zip(rates).map(stack).collect(),
        workload: Box::new(Batches::new(Duration::from_secs(1), BATCHES, Partial::ANY, Comeback::NextItem)),
    })
}
