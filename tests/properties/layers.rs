//! What the runs of any layers share.

use core::time::Duration;

use half_open::policy::breaker;
use half_open::sim::Simulation;
use half_open::sim::event::Record;
use half_open::sim::layer::Layer;
use half_open::sim::layer::breaker::BreakerLayer;

/// A breaker that opens after this many failures in a row.
pub(super) fn breaker(threshold: u32, reset: Duration) -> Box<dyn Layer> {
    let settings = breaker::Settings {
        trip: breaker::Trip::Row { threshold },
        reset,
        probes: breaker::Probes::AtOnce(1),
        successes: 1,
        lease: Duration::from_secs(30),
        late: breaker::Late::Drop,
        ignored: breaker::IgnoredCounts::Neutral,
    };
    Box::new(BreakerLayer::new(settings).unwrap())
}

/// Steps until the end or the limit; the events of a simulation.
pub(super) fn play(simulation: &mut Simulation, steps: usize) -> Vec<Record> {
    let mut records = Vec::new();
    let taken = (0..steps).take_while(|_| simulation.step(&mut records)).count();
    assert!(taken < steps || steps < 1_000, "it never ends");
    records
}
