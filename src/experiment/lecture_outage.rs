//! A service that is down for half an hour while a record arrives each second: how long its records wait in all.
//!
//! The lecture's text counts a wait after the fourth attempt, its code does not; and its code adds up to a second of
//! luck to each wait. Then a breaker stands around the retries, so that each probe still retries, or inside them, so
//! that each attempt is asked for.

use core::time::Duration;

use super::arrivals::Arrivals;
use super::measure::{ERRORS, EXACT, play};
use super::{Experiment, Knob, Progress, Provenance, Row, Setup};
use crate::policy::ConfigError;
use crate::policy::backoff::{Backoff, Growth, Jitter};
use crate::policy::breaker::{self, IgnoredCounts, Late, Probes, Trip};
use crate::policy::retry::{Retried, Retry};
use crate::sim::World;
use crate::sim::event::Event;
use crate::sim::layer::Layer;
use crate::sim::layer::breaker::BreakerLayer;
use crate::sim::layer::retry::RetryLayer;
use crate::sim::service::ServiceConfig;
use crate::sim::workload::Reads;
use crate::text::experiment::lecture_outage as text;
use crate::time::Instant;

/// The registry's row.
pub(super) const EXPERIMENT: Experiment = Experiment {
    name: "lecture-outage",
    about: text::ABOUT,
    source: text::SOURCE,
    clients: None,
    runs: Some(Knob { default: 10, most: 1_000, of: text::OUTAGES }),
    measure,
};

const RECORDS: u64 = 1_800;
/// The greatest addition to a wait in the lecture's code.
const SPREAD: Duration = Duration::from_secs(1);

/// Where the breaker stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Nowhere,
    Around,
    Inside,
}

fn measure(setup: Setup, progress: &mut Progress<'_>) -> Result<Vec<Row>, ConfigError> {
    let mut done = 0;
    let steps = setup.runs + 4;
    let mut waited = |attempts, spread, place, run| -> Result<f64, ConfigError> {
        let waited = outage(setup.seed_of(run), attempts, spread, place)?;
        done += 1;
        progress(done, steps);
        Ok(waited)
    };
    let records = RECORDS as f64;
    let text = waited(5, Duration::ZERO, Place::Nowhere, 0)?;
    let code = waited(4, Duration::ZERO, Place::Nowhere, 0)?;
    let around = waited(4, Duration::ZERO, Place::Around, 0)?;
    let inside = waited(4, Duration::ZERO, Place::Inside, 0)?;
    let mut lucky = 0.0;
    for run in 0..setup.runs {
        lucky += waited(4, SPREAD, Place::Nowhere, run)? / f64::from(setup.runs);
    }
    // Three uniform random numbers a record, each of variance 1/12: half a second of deviation.
    let tolerance = ERRORS * 0.5 * libm::sqrt(records / f64::from(setup.runs)) + EXACT;
    let row = |what, from, value, measured| Row::near(what, from, value, EXACT, measured);
    Ok(vec![
        row(text::BY_TEXT, Provenance::Published, 27_000.0, text),
        row(text::BY_CODE, Provenance::Derived, 7.0 * records, code),
        Row::near(text::AS_WRITTEN, Provenance::Derived, 8.5 * records, tolerance, lucky),
        row(text::AROUND, Provenance::Derived, around_by_hand(), around),
        row(text::INSIDE, Provenance::Derived, inside_by_hand(), inside),
    ])
}

/// With the breaker around: the third record fails at 9 s and opens it, with ten records let in by then; from 14 s on a
/// probe each 12 s, 7 s of retries and 5 s open. Each of them waits 7 s.
fn around_by_hand() -> f64 {
    let probes = (RECORDS - 1 - 14) / 12 + 1;
    7.0 * (10 + probes) as f64
}

/// With the breaker inside: the first record's second attempt and the second record's first are the second and the
/// third failure and open it after a second. The first record waits 1 + 2 s until its third attempt is refused, the
/// second one 1 s; from 6 s on a probe each 5 s, whose record waits 1 s until its next attempt is refused.
fn inside_by_hand() -> f64 {
    let probes = (RECORDS - 1 - 6) / 5 + 1;
    3.0 + 1.0 + probes as f64
}

/// The seconds waited in one outage, over all records.
fn outage(seed: u64, attempts: u32, spread: Duration, place: Place) -> Result<f64, ConfigError> {
    let service = ServiceConfig::new(1, "S1", 1.0, Duration::ZERO);
    let times = (0..RECORDS).map(|record| Instant::from_millis(record * 1_000)).collect();
    let retry: Box<dyn Layer> = Box::new(RetryLayer::new(retry(attempts, spread)?));
    let mut layers: Vec<Box<dyn Layer>> = vec![Box::new(Arrivals::new(times)), retry];
    match place {
        Place::Nowhere => {}
        Place::Around => layers.insert(1, Box::new(BreakerLayer::new(lecture())?)),
        Place::Inside => layers.push(Box::new(BreakerLayer::new(lecture())?)),
    }
    let workload = Box::new(Reads::new(RECORDS, false));
    let mut waited = Duration::ZERO;
    play(seed, World { stacks: vec![(service, layers)], workload }, Instant::MAX, &mut |record| {
        if let Event::Waiting { delay, .. } = record.event {
            waited += delay.total;
        }
    });
    Ok(waited.as_secs_f64())
}

/// 1 s and its doubles, up to `spread` more; a wait after the fourth attempt is that before a fifth.
fn retry(attempts: u32, spread: Duration) -> Result<Retry, ConfigError> {
    let growth = Growth::Exponential { factor: 2.0 };
    let jitter = Jitter::Additive { spread };
    let backoff = Backoff::new(growth, Duration::from_secs(1), Duration::from_secs(30), jitter)?;
    Retry::new(attempts, backoff, Retried::Transient)
}

/// The lecture's breaker: 3 failures in a row, 5 s, one probe.
const fn lecture() -> breaker::Settings {
    breaker::Settings {
        trip: Trip::Row { threshold: 3 },
        reset: Duration::from_secs(5),
        probes: Probes::AtOnce(1),
        successes: 1,
        lease: Duration::from_secs(30),
        late: Late::Drop,
        ignored: IgnoredCounts::Neutral,
    }
}
