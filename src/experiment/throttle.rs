//! A client that throttles itself by what the service accepted lately.

use core::time::Duration;

use super::measure::{play, share_tolerance};
use super::{Experiment, Knob, Progress, Provenance, Row, Setup};
use crate::policy::ConfigError;
use crate::policy::rate_limit::{Gcra, Rate};
use crate::policy::throttle::{Settings, Throttle};
use crate::random::{Address, Purpose, draw};
use crate::sim::World;
use crate::sim::event::Event;
use crate::sim::layer::Layer;
use crate::sim::layer::rate_limit::{Limiter, RateLimitLayer};
use crate::sim::layer::throttle::ThrottleLayer;
use crate::sim::service::ServiceConfig;
use crate::sim::workload::Callers;
use crate::text::experiment::throttle as text;
use crate::time::Instant;

/// The registry's row.
pub(super) const EXPERIMENT: Experiment = Experiment {
    name: "throttle",
    about: text::ABOUT,
    source: text::SOURCE,
    clients: None,
    runs: Some(Knob { default: 20, most: 1_000, of: text::DRAWS }),
    measure,
};

const REQUESTS: u64 = 1_000;
const ACCEPTS: [u64; 6] = [1_000, 500, 400, 250, 100, 0];
/// What a service accepts in two minutes, of a thousand requests that want in.
const CAPACITIES: [u32; 4] = [600, 400, 250, 100];
/// How far the long run may be off: requests come and tokens are there in whole ones, and a window has sixty parts.
const UNEVEN: f64 = 0.02;

fn measure(setup: Setup, progress: &mut Progress<'_>) -> Result<Vec<Row>, ConfigError> {
    let steps = (ACCEPTS.len() + CAPACITIES.len()) as u32;
    let mut rows = Vec::new();
    for accepts in ACCEPTS {
        let expected = ((REQUESTS as f64 - 2.0 * accepts as f64) / (REQUESTS as f64 + 1.0)).max(0.0);
        let draws = u64::from(setup.runs) * 1_000;
        let what = text::rejected(accepts, REQUESTS);
        let tolerance = share_tolerance(expected, draws as f64);
        rows.push(Row::near(what, Provenance::Derived, expected, tolerance, rejected(setup.seed, accepts, draws)));
        progress(rows.len() as u32, steps);
    }
    for capacity in CAPACITIES {
        let expected = ((REQUESTS as f64 - 2.0 * f64::from(capacity)) / (REQUESTS as f64 + 1.0)).max(0.0);
        let what = text::in_the_long_run(capacity, REQUESTS);
        rows.push(Row::near(what, Provenance::Derived, expected, UNEVEN, long_run(setup, capacity)?));
        progress(rows.len() as u32, steps);
    }
    Ok(rows)
}

/// The share of random numbers that are rejected after this many accepted requests of a thousand.
fn rejected(seed: u64, accepts: u64, draws: u64) -> f64 {
    let mut throttle = Throttle::new(Settings::default());
    (0..REQUESTS).for_each(|request| throttle.report(Instant::ZERO, request < accepts));
    // A rejection would count as a request itself, so each random number meets a throttle of its own.
    let refused = (1..=draws).filter(|&call| {
        let luck = draw(seed, Purpose::Admission, Address { service: 0, caller: 0, call, attempt: 1 });
        !throttle.clone().admit(Instant::ZERO, luck).admitted
    });
    refused.count() as f64 / draws as f64
}

/// The share of requests that the throttle rejects before a service of limited capacity, after two windows to settle.
fn long_run(setup: Setup, capacity: u32) -> Result<f64, ConfigError> {
    let window = Settings::default().window();
    let limit = Gcra::new(Rate::new(capacity, window)?, 20)?;
    let layers: Vec<Box<dyn Layer>> =
        vec![Box::new(ThrottleLayer::new(Settings::default())), Box::new(RateLimitLayer::new(Limiter::Gcra(limit)))];
    let service = ServiceConfig::new(1, "S1", 0.0, Duration::ZERO);
    let pause = window / REQUESTS as u32;
    let workload = Box::new(Callers::new(1, pause, 0));
    let settled = Instant::ZERO.after(window * 2);
    let end = settled.after(window * setup.runs);
    let (mut requests, mut rejected) = (0_u64, 0_u64);
    play(setup.seed, World { stacks: vec![(service, layers)], workload }, end, &mut |record| {
        if record.at <= settled {
            return;
        }
        match &record.event {
            Event::CallStarted { .. } => requests += 1,
            Event::Decided(decided) if decided.policy == "throttle" && decided.rule == "too_few_accepted" => {
                rejected += 1;
            }
            _ => {}
        }
    });
    Ok(rejected as f64 / requests.max(1) as f64)
}
