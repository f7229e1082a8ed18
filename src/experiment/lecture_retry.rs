//! How many reads fail permanently with four attempts.

use core::time::Duration;

use super::measure::{ERRORS, EXACT, play, share_tolerance};
use super::retry_arithmetic::attempts_deviation;
use super::{Experiment, Knob, Progress, Provenance, Row, Setup};
use crate::play::power;
use crate::policy::ConfigError;
use crate::policy::backoff::{Backoff, Growth, Jitter};
use crate::policy::retry::{Retried, Retry};
use crate::sim::World;
use crate::sim::event::{CallOutcome, Event};
use crate::sim::layer::retry::RetryLayer;
use crate::sim::service::ServiceConfig;
use crate::sim::workload::Reads;
use crate::text::experiment::lecture_retry as text;
use crate::time::Instant;

/// The registry's row.
pub(super) const EXPERIMENT: Experiment = Experiment {
    name: "lecture-retry",
    about: text::ABOUT,
    source: text::SOURCE,
    clients: None,
    runs: Some(Knob { default: 100, most: 10_000, of: text::RUNS }),
    measure,
};

const FAILURE: f64 = 0.6;
const ATTEMPTS: u32 = 4;
const READS: u64 = 1_000;

fn measure(setup: Setup, progress: &mut Progress<'_>) -> Result<Vec<Row>, ConfigError> {
    let jitter = Jitter::Additive { spread: Duration::from_secs(1) };
    let growth = Growth::Exponential { factor: 2.0 };
    let backoff = Backoff::new(growth, Duration::from_millis(100), Duration::from_secs(30), jitter)?;
    let retry = Retry::new(ATTEMPTS, backoff, Retried::Transient)?;
    let (mut failed, mut attempts) = (0_u64, 0_u64);
    for run in 0..setup.runs {
        let service = ServiceConfig::new(1, "S1", FAILURE, Duration::ZERO);
        let world = World {
            stacks: vec![(service, vec![Box::new(RetryLayer::new(retry.clone()))])],
            workload: Box::new(Reads::new(READS, true)),
        };
        play(setup.seed_of(run), world, Instant::MAX, &mut |record| match record.event {
            Event::AttemptStarted { .. } => attempts += 1,
            Event::CallEnded { outcome: CallOutcome::Failed { .. }, .. } => failed += 1,
            _ => {}
        });
        progress(run + 1, setup.runs);
    }
    let reads = f64::from(setup.runs) * READS as f64;
    let lost = power(FAILURE, ATTEMPTS);
    let mean = (1.0 - lost) / (1.0 - FAILURE);
    let tolerance = ERRORS * attempts_deviation(FAILURE, ATTEMPTS) / libm::sqrt(reads) + EXACT;
    Ok(vec![
        Row::near(text::FAIL, Provenance::Published, lost, share_tolerance(lost, reads), failed as f64 / reads),
        Row::near(text::ATTEMPTS, Provenance::Derived, mean, tolerance, attempts as f64 / reads),
    ])
}
