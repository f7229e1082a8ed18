//! What retries give and what they cost, while failures are independent.

use core::time::Duration;

use super::measure::{ERRORS, EXACT, play, share_tolerance};
use super::{Experiment, Knob, Progress, Provenance, Row, Setup};
use crate::decimal::short;
use crate::play::power;
use crate::policy::ConfigError;
use crate::policy::backoff::{Backoff, Growth, Jitter};
use crate::policy::retry::{Retried, Retry};
use crate::sim::World;
use crate::sim::event::{CallOutcome, Event};
use crate::sim::layer::retry::RetryLayer;
use crate::sim::service::ServiceConfig;
use crate::sim::workload::Reads;
use crate::text::experiment::retry_arithmetic as text;
use crate::time::Instant;

/// The registry's row.
pub(super) const EXPERIMENT: Experiment = Experiment {
    name: "retry-arithmetic",
    about: text::ABOUT,
    source: text::SOURCE,
    clients: None,
    runs: Some(Knob { default: 20, most: 10_000, of: text::RUNS }),
    measure,
};

const CALLS: u64 = 1_000;

/// Retries after the first try, and the failure rate.
const CASES: [(u32, f64); 10] =
    [(0, 0.5), (1, 0.5), (3, 0.1), (3, 0.2), (3, 0.3), (3, 0.5), (3, 0.9), (3, 1.0), (10, 0.5), (10, 1.0)];

fn measure(setup: Setup, progress: &mut Progress<'_>) -> Result<Vec<Row>, ConfigError> {
    let mut rows = Vec::new();
    for (index, (retries, failure)) in (0_u32..).zip(CASES) {
        let none = Backoff::new(Growth::Constant, Duration::ZERO, Duration::from_secs(1), Jitter::None)?;
        let retry = Retry::new(retries + 1, none, Retried::Transient)?;
        let (mut succeeded, mut attempts) = (0_u64, 0_u64);
        for run in 0..setup.runs {
            let service = ServiceConfig::new(1, "S1", failure, Duration::ZERO);
            let world = World {
                stacks: vec![(service, vec![Box::new(RetryLayer::new(retry.clone()))])],
                workload: Box::new(Reads::new(CALLS, true)),
            };
            play(setup.seed_of(run), world, Instant::MAX, &mut |record| match record.event {
                Event::AttemptStarted { .. } => attempts += 1,
                Event::CallEnded { outcome: CallOutcome::Success { .. }, .. } => succeeded += 1,
                _ => {}
            });
            progress(index * setup.runs + run + 1, setup.runs * CASES.len() as u32);
        }
        let calls = f64::from(setup.runs) * CALLS as f64;
        let lost = power(failure, retries + 1);
        // At a rate of 1 the quotient is 0 / 0; its limit is a try for each.
        let load = if failure < 1.0 { (1.0 - lost) / (1.0 - failure) } else { f64::from(retries + 1) };
        let case = text::case(retries, &short(failure, 2));
        rows.push(Row::near(
            text::succeed(&case),
            Provenance::Derived,
            1.0 - lost,
            share_tolerance(lost, calls),
            succeeded as f64 / calls,
        ));
        rows.push(Row::near(
            text::attempts(&case),
            Provenance::Derived,
            load,
            ERRORS * attempts_deviation(failure, retries + 1) / libm::sqrt(calls) + EXACT,
            attempts as f64 / calls,
        ));
    }
    Ok(rows)
}

/// The standard deviation of the number of attempts of a call with at most `most`, each failing with probability
/// `failure`: attempt k is the last with probability f^(k-1) (1 - f), the last allowed one with f^(most-1).
pub(super) fn attempts_deviation(failure: f64, most: u32) -> f64 {
    let (mut mean, mut square) = (0.0, 0.0);
    for attempt in 1..=most {
        let before = power(failure, attempt - 1);
        let share = if attempt == most { before } else { before * (1.0 - failure) };
        mean += share * f64::from(attempt);
        square += share * f64::from(attempt) * f64::from(attempt);
    }
    libm::sqrt((square - mean * mean).max(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_deviation_of_attempts() {
        assert_eq!(attempts_deviation(1.0, 4), 0.0);
        assert_eq!(attempts_deviation(0.0, 4), 0.0);
        // Half of the calls take one attempt, half two.
        assert_eq!(attempts_deviation(0.5, 2), 0.5);
    }
}
