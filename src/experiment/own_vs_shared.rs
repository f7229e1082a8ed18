//! Some of five sensors are dead: a breaker for each of them, against one that all share.
//!
//! The sensors are read in turn, once a second. A breaker of its own keeps callers from a dead sensor alone; a shared one
//! refuses the healthy with the dead, or, if it counts failures in a row, never opens at all, since the healthy ones'
//! successes hide the failures.

use core::time::Duration;

use super::measure::EXACT;
use super::{Experiment, Progress, Provenance, Row, Setup};
use crate::policy::ConfigError;
use crate::policy::breaker::general::{Settings, Trip};
use crate::policy::breaker::{self, IgnoredCounts, Late, Outcome, Probes};
use crate::sim::registry::{Asked, Registry, Service, WhenRefused};
use crate::text::experiment::own_vs_shared as text;
use crate::time::Instant;

/// The registry's row.
pub(super) const EXPERIMENT: Experiment =
    Experiment { name: "own-vs-shared", about: text::ABOUT, source: text::SOURCE, clients: None, runs: None, measure };

const SENSORS: [&str; 5] = ["S0", "S1", "S2", "S3", "S4"];
const BATCHES: u64 = 7_000;
const ERRORS: u32 = 3;
/// Seconds, and so batches, that the breaker stays open.
const WAIT: u64 = 5;

/// What a batch costs on average.
#[derive(Clone, Copy, Debug)]
struct Cost {
    /// The share of reads without a value.
    lost: f64,
    /// Calls of dead sensors, a batch.
    dead_called: f64,
}

fn measure(_: Setup, progress: &mut Progress<'_>) -> Result<Vec<Row>, ConfigError> {
    let services = |breaker: Settings| {
        let when_refused = WhenRefused::Skip;
        SENSORS.map(|name| Service { name: name.into(), breaker: breaker.clone(), when_refused }).to_vec()
    };
    let within =
        settings(Trip::ErrorsWithin { errors: ERRORS, window: Duration::from_secs(10), lumping: Duration::ZERO });
    let in_a_row = settings(Trip::Consecutive { failures: ERRORS });
    let own = |dead: &[&str]| Ok::<_, ConfigError>(read(Registry::own(services(within.clone()), 0)?, dead));
    let [one, two, three] = [own(&["S3"])?, own(&["S1", "S3"])?, own(&["S0", "S1", "S3"])?];
    progress(1, 3);
    let shared = read(Registry::shared(services(within.clone()), within.clone(), 0)?, &["S3"]);
    progress(2, 3);
    let hidden = read(Registry::shared(services(in_a_row.clone()), in_a_row, 0)?, &["S3"]);
    progress(3, 3);
    let row = |what, value, measured| Row::near(what, Provenance::Derived, value, EXACT, measured);
    let batches = BATCHES as f64;
    // Three failures, then a failed probe each time the wait is over.
    let probed = f64::from(ERRORS) + ((BATCHES - u64::from(ERRORS)) / WAIT) as f64;
    // From opening to opening: two batches without S3, one in which S3 opens it and S4 is refused, and four of nothing;
    // S0 is then the probe that closes it.
    let cycle = u64::from(ERRORS) - 1 + WAIT;
    let lost = (u64::from(ERRORS) - 1) + 2 + (WAIT - 1) * 5;
    Ok(vec![
        row(text::ONE_DEAD, 0.2, one.lost),
        row(text::TWO_DEAD, 0.4, two.lost),
        row(text::THREE_DEAD, 0.6, three.lost),
        row(text::CALLS_OF_DEAD, probed / batches, one.dead_called),
        row(text::SHARED_RATE, lost as f64 / (cycle * 5) as f64, shared.lost),
        row(text::SHARED_ROW, 0.2, hidden.lost),
        row(text::SHARED_CALLS, 1.0, hidden.dead_called),
        Row::shown(text::COST, shared.lost / one.lost),
    ])
}

/// Reads all sensors once a second.
fn read(mut registry: Registry, dead: &[&str]) -> Cost {
    let (mut lost, mut dead_called) = (0_u64, 0_u64);
    for batch in 0..BATCHES {
        let now = Instant::from_millis(batch * 1_000);
        for name in SENSORS {
            let Asked::Admitted(permit) = registry.admit(name, now) else {
                lost += 1;
                continue;
            };
            let failed = dead.contains(&name);
            lost += u64::from(failed);
            dead_called += u64::from(failed);
            let outcome = if failed { Outcome::Failure } else { Outcome::Success };
            // What the breaker makes of it shows in the next admission.
            let _ = registry.report(name, now, permit, outcome);
        }
    }
    let batches = BATCHES as f64;
    Cost { lost: lost as f64 / (batches * SENSORS.len() as f64), dead_called: dead_called as f64 / batches }
}

/// One trip rule, a wait of 5 s, one probe at a time.
fn settings(trip: Trip) -> Settings {
    let plain = breaker::Settings {
        trip: breaker::Trip::Row { threshold: ERRORS },
        reset: Duration::from_secs(WAIT),
        probes: Probes::AtOnce(1),
        successes: 1,
        lease: Duration::from_secs(30),
        late: Late::Drop,
        ignored: IgnoredCounts::Neutral,
    };
    Settings { trips: vec![trip], ..Settings::from(&plain) }
}
