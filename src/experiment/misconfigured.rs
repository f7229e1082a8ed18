//! How much of its workers' time a program spends on finding out that services are still down.
//!
//! Each of many services that are down has its breaker; each time its wait is over, a probe occupies a worker until it
//! times out. The published percentages follow from services x probe time / (workers x wait), with the wait measured from
//! the probe's start. The article's own formula could not be read; this one is put together again from its figures.

use core::time::Duration;

use super::measure::{EXACT, play};
use super::{Experiment, Progress, Provenance, Row, Setup};
use crate::policy::ConfigError;
use crate::policy::breaker::general::GeneralBreaker;
use crate::policy::breaker::{self, IgnoredCounts, Late, Probes, Trip, presets};
use crate::policy::partial::Partial;
use crate::policy::restart::Comeback;
use crate::sim::World;
use crate::sim::event::Event;
use crate::sim::layer::Layer;
use crate::sim::layer::breaker::BreakerLayer;
use crate::sim::layer::general_breaker::GeneralBreakerLayer;
use crate::sim::service::ServiceConfig;
use crate::sim::workload::Batches;
use crate::text::experiment::misconfigured as text;
use crate::time::{Instant, nanos};

/// The registry's row.
pub(super) const EXPERIMENT: Experiment =
    Experiment { name: "misconfigured", about: text::ABOUT, source: text::SOURCE, clients: None, runs: None, measure };

const SERVICES: u32 = 42;
const WORKERS: u32 = 2;
/// Waits over which is measured.
const CYCLES: u32 = 20;

fn measure(setup: Setup, progress: &mut Progress<'_>) -> Result<Vec<Row>, ConfigError> {
    let short = Case { probe: Duration::from_millis(250), wait: 2, from_start: true };
    let long = Case { probe: Duration::from_millis(50), wait: 30, from_start: true };
    let (eager, patient) = (utilisation(setup, short)?, utilisation(setup, long)?);
    progress(2, 3);
    let from_end = Case { from_start: false, ..short };
    let later = utilisation(setup, from_end)?;
    progress(3, 3);
    // The article rounds to whole per cent.
    let rounded = 0.005 + EXACT;
    let row = |what, value, measured| Row::near(what, Provenance::Derived, value, EXACT, measured);
    Ok(vec![
        Row::near(text::SHORT, Provenance::Published, 2.63, rounded, eager),
        row(text::SHORT_FORMULA, short.formula(), eager),
        Row::near(text::LONG, Provenance::Published, 0.04, rounded, patient),
        row(text::LONG_FORMULA, long.formula(), patient),
        row(text::FROM_END, from_end.formula(), later),
    ])
}

#[derive(Clone, Copy, Debug)]
struct Case {
    /// How long a probe takes until it is given up.
    probe: Duration,
    /// The breaker's wait in seconds.
    wait: u64,
    /// Whether the wait runs from the probe's start, else from its end.
    from_start: bool,
}

impl Case {
    /// From one probe's start to the next one's.
    fn cycle(self) -> Duration {
        let wait = Duration::from_secs(self.wait);
        if self.from_start { wait } else { wait + self.probe }
    }

    fn formula(self) -> f64 {
        let probes = f64::from(SERVICES) * self.probe.as_secs_f64();
        probes / (f64::from(WORKERS) * self.cycle().as_secs_f64())
    }

    fn layer(self) -> Result<Box<dyn Layer>, ConfigError> {
        if self.from_start {
            // SysManage measures its wait so; the first failure opens it.
            let breaker = GeneralBreaker::new(presets::sysmanage(1, self.wait, 1))?;
            return Ok(Box::new(GeneralBreakerLayer::new(breaker)));
        }
        Ok(Box::new(BreakerLayer::new(breaker::Settings {
            trip: Trip::Row { threshold: 1 },
            reset: Duration::from_secs(self.wait),
            probes: Probes::AtOnce(1),
            successes: 1,
            lease: Duration::from_secs(30),
            late: Late::Drop,
            ignored: IgnoredCounts::Neutral,
        })?))
    }
}

/// The time that probes take of each second of the workers, over whole cycles. Above 1 the workers do nothing else and
/// fall behind.
fn utilisation(setup: Setup, case: Case) -> Result<f64, ConfigError> {
    let mut stacks = Vec::new();
    for id in 0..SERVICES {
        let service = ServiceConfig::new(id, "down", 1.0, case.probe);
        stacks.push((service, vec![case.layer()?]));
    }
    // Calls come often enough for a probe to go as soon as it may: a fortieth of the wait divides both cycles.
    let every = Duration::from_secs(case.wait) / 40;
    let workload = Box::new(Batches::new(every, 0, Partial::ANY, Comeback::NextItem));
    let end = Instant::ZERO.after(case.cycle() * CYCLES);
    let mut busy = 0;
    play(setup.seed, World { stacks, workload }, end.before(Duration::from_nanos(1)), &mut |record| {
        if let Event::AttemptStarted { ends, .. } = record.event {
            busy += nanos(ends.since(record.at));
        }
    });
    Ok(busy as f64 / (f64::from(WORKERS) * end.nanos() as f64))
}
