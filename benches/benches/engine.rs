//! How many events the engine makes a second: worlds alone, and runs of links with the picture that a page draws.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use half_open::link;
use half_open::play::Run;
use half_open::sim::Simulation;
use half_open::time::Instant;

/// Links and the virtual seconds that are played of each.
const LINKS: [(&str, &str, u64); 4] = [
    ("one caller", "#breaker", 600),
    ("twenty callers", "#breaker?callers=20&latency=0.05&pause=0.1&failure=0.3", 60),
    ("200 reads", "#retry?reads=200&failure=0.8&jitter=full&attempts=8", 600),
    ("batches", "#batch?attempts=3", 600),
];

fn worlds(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("engine");
    for (name, text, seconds) in LINKS {
        let scenario = link::parse(text).tape.scenario;
        let until = Instant::from_millis(seconds * 1_000);
        let play = || {
            let world = (scenario.lab.world)(&scenario.settings).unwrap();
            let mut simulation = Simulation::new(scenario.seed, world);
            let (mut records, mut events) = (Vec::new(), 0_u64);
            while simulation.next_at().is_some_and(|at| at <= until) && simulation.step(&mut records) {
                events += records.len() as u64;
                records.clear();
            }
            events
        };
        group.throughput(Throughput::Elements(play()));
        group.bench_function(name, |b| b.iter(play));
    }
    group.finish();
}

fn runs(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("engine with its picture");
    for (name, text, seconds) in LINKS {
        let tape = link::parse(text).tape;
        let until = Instant::from_millis(seconds * 1_000);
        let play = || {
            let mut run = Run::replay(tape.clone()).unwrap();
            assert!(run.advance(until, usize::MAX));
            run.log().total()
        };
        group.throughput(Throughput::Elements(play()));
        group.bench_function(name, |b| b.iter(play));
    }
    group.finish();
}

criterion_group!(benches, worlds, runs);
criterion_main!(benches);
