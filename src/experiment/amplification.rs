//! Retries inside retries: each layer multiplies the attempts of the one outside it.

use core::time::Duration;

use super::measure::{EXACT, play};
use super::{Experiment, Progress, Provenance, Row, Setup};
use crate::policy::ConfigError;
use crate::policy::backoff::{Backoff, Growth, Jitter};
use crate::policy::retry::{Retried, Retry};
use crate::sim::World;
use crate::sim::event::Event;
use crate::sim::layer::Layer;
use crate::sim::layer::retry::RetryLayer;
use crate::sim::service::ServiceConfig;
use crate::sim::workload::Reads;
use crate::text::experiment::amplification as text;
use crate::time::Instant;

/// The registry's row.
pub(super) const EXPERIMENT: Experiment =
    Experiment { name: "amplification", about: text::ABOUT, source: text::SOURCE, clients: None, runs: None, measure };

fn measure(setup: Setup, progress: &mut Progress<'_>) -> Result<Vec<Row>, ConfigError> {
    let cases = [
        (text::THREE_LAYERS, 3, 4, Provenance::Published, 64.0),
        (text::FIVE_LAYERS, 5, 3, Provenance::Published, 243.0),
        (text::ONE_RETRIES, 1, 3, Provenance::Derived, 3.0),
    ];
    let mut rows = Vec::new();
    for (what, layers, attempts, from, value) in cases {
        let none = Backoff::new(Growth::Constant, Duration::ZERO, Duration::from_secs(1), Jitter::None)?;
        let retry = Retry::new(attempts, none, Retried::Transient)?;
        let layers = (0..layers).map(|_| Box::new(RetryLayer::new(retry.clone())) as Box<dyn Layer>).collect();
        let service = ServiceConfig::new(1, "S1", 1.0, Duration::ZERO);
        let workload = Box::new(Reads::new(1, true));
        let mut reached = 0_u32;
        play(setup.seed, World { stacks: vec![(service, layers)], workload }, Instant::MAX, &mut |record| {
            reached += u32::from(matches!(record.event, Event::AttemptStarted { .. }));
        });
        rows.push(Row::near(text::attempts(what), from, value, EXACT, f64::from(reached)));
        progress(rows.len() as u32, cases.len() as u32);
    }
    Ok(rows)
}
