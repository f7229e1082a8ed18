//! Services with workers, queues, slots, outages and services behind them; calls that come by the clock.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::time::Duration;

use half_open::policy::breaker::{self, IgnoredCounts, Late, Probes, Trip};
use half_open::policy::timeout::Timeout;
use half_open::sim::event::breaker::Cause;
use half_open::sim::event::{CallOutcome, Event, Record, Trouble};
use half_open::sim::layer::Layer;
use half_open::sim::layer::breaker::BreakerLayer;
use half_open::sim::layer::same::Same;
use half_open::sim::layer::timeout::TimeoutLayer;
use half_open::sim::service::{Capacity, Outage, ServiceConfig, Symptom};
use half_open::sim::workload::{Arrivals, Clients, Pace, Spacing, Workload};
use half_open::sim::{Simulation, World};
use half_open::time::Instant;

fn ms(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

fn service(id: u32, latency: u64) -> ServiceConfig {
    ServiceConfig::new(id, "S", 0.0, ms(latency))
}

fn timeout(limit: u64) -> Box<dyn Layer> {
    Box::new(TimeoutLayer::new(Timeout::new(ms(limit)).expect("a valid timeout")))
}

fn workers(workers: u32, queue: u32, leaves: bool) -> Capacity {
    Capacity::Workers { workers, queue, leaves }
}

fn every(span: u64, calls: u64, stacks: &[usize]) -> Box<dyn Workload> {
    Box::new(Arrivals::new(Spacing::Every(ms(span)), Pace::Open, calls, stacks.to_vec()))
}

fn play(stacks: Vec<(ServiceConfig, Vec<Box<dyn Layer>>)>, workload: Box<dyn Workload>) -> Vec<Record> {
    let mut simulation = Simulation::new(1, World { stacks, workload });
    let mut records = Vec::new();
    while records.len() < 100_000 && simulation.step(&mut records) {}
    records
}

/// What a reader of the events wants to know here: when, of which call, and what.
fn told(records: &[Record], tell: impl Fn(&Event) -> Option<(u64, &'static str)>) -> Vec<(u64, u64, &'static str)> {
    let told =
        records.iter().filter_map(|record| tell(&record.event).map(|(call, what)| (record.at.millis(), call, what)));
    told.collect()
}

fn ends(records: &[Record]) -> Vec<(u64, u64, &'static str)> {
    told(records, |event| match event {
        Event::CallEnded { call, outcome: CallOutcome::Success { .. }, .. } => Some((call.number, "ok")),
        Event::CallEnded { call, .. } => Some((call.number, "failed")),
        _ => None,
    })
}

#[test]
fn two_workers_and_one_place_serve_in_order_and_refuse_the_fourth() {
    // Five calls, 10 ms apart, of 100 ms each.
    let service = service(1, 100).capacity(workers(2, 1, false));
    let records = play(vec![(service, vec![])], every(10, 5, &[0]));
    let expected = [(30, 4, "failed"), (40, 5, "failed"), (100, 1, "ok"), (110, 2, "ok"), (200, 3, "ok")];
    assert_eq!(ends(&records), expected);
    let full = records.iter().filter(
        |record| matches!(record.event, Event::AttemptEnded { luck, .. } if luck.trouble == Some(Trouble::Full)),
    );
    assert_eq!(full.count(), 2);
    assert!(matches!(records.last().map(|record| record.event), Some(Event::Finished)));
}

#[test]
fn a_service_works_for_callers_who_have_gone_unless_they_leave() {
    let wasted = |leaves| {
        let service = service(1, 100).capacity(workers(1, 10, leaves));
        let records = play(vec![(service, vec![timeout(50)])], every(10, 3, &[0]));
        let wasted = records.iter().filter_map(|record| match record.event {
            Event::WorkEnded { wasted, call, .. } => {
                Some((record.at.millis(), call.number, wasted.map(|span| span.as_millis())))
            }
            _ => None,
        });
        assert!(ends(&records).iter().all(|&(_, _, how)| how == "failed"));
        wasted.collect::<Vec<_>>()
    };
    assert_eq!(wasted(true), [(50, 1, Some(0)), (60, 2, Some(0)), (70, 3, Some(0))]);
    // The first is given up at 50 ms, in the midst; the others had gone before their work began. The run is over when the
    // last caller has its answer, so what is worked on after that is not told.
    let service = service(1, 100).capacity(workers(1, 10, false));
    let more = play(vec![(service, vec![timeout(50)])], every(100, 4, &[0]));
    let told = told(&more, |event| match event {
        Event::WorkStarted { call, .. } => Some((call.number, "taken up")),
        Event::WorkEnded { call, wasted: Some(_), .. } => Some((call.number, "wasted")),
        _ => None,
    });
    let expected = [
        (0, 1, "taken up"),
        (100, 1, "wasted"),
        (100, 2, "taken up"),
        (200, 2, "wasted"),
        (200, 3, "taken up"),
        (300, 3, "wasted"),
        (300, 4, "taken up"),
    ];
    assert_eq!(told, expected);
}

#[test]
fn a_worker_waits_for_the_service_behind_it() {
    // A (one worker, 10 ms of its own) calls B, which hangs for 500 ms from 100 ms to 200 ms.
    let outage = Outage {
        from: Instant::from_millis(100),
        until: Instant::from_millis(200),
        symptom: Symptom::Fails { after: ms(500) },
    };
    let stacks = || {
        vec![(service(0, 10).capacity(workers(1, 10, false)).then(1), vec![]), (service(1, 20).outage(outage), vec![])]
    };
    let records = play(stacks(), every(60, 4, &[0]));
    assert_eq!(ends(&records), [(30, 1, "ok"), (90, 2, "ok"), (630, 3, "failed"), (660, 4, "ok")]);
    let behind = records.iter().filter_map(|record| match record.event {
        Event::AttemptEnded { service, luck, .. } => luck.trouble.map(|trouble| (service, trouble)),
        _ => None,
    });
    assert_eq!(behind.collect::<Vec<_>>(), [(1, Trouble::Outage), (0, Trouble::Behind)]);
}

#[test]
fn several_stacks_share_the_workers_of_one_service() {
    // Calls go in turn to A alone and to A with B behind it; A has one worker for both.
    let front = || service(0, 40).capacity(workers(1, 5, false));
    let stacks = vec![(front(), vec![]), (front().then(2), vec![]), (service(1, 100), vec![])];
    let records = play(stacks, every(10, 3, &[1, 0]));
    assert_eq!(ends(&records), [(140, 1, "ok"), (180, 2, "ok"), (320, 3, "ok")]);
}

#[test]
fn a_slot_serves_its_number_in_the_order_of_the_clients_and_refuses_the_rest_at_once() {
    let slots = Capacity::Slots { length: ms(100), calls: 3 };
    let records = play(vec![(service(1, 0).capacity(slots), vec![])], Box::new(Clients::new(5)));
    let callers = records.iter().filter_map(|record| match record.event {
        Event::CallEnded { call, outcome, .. } => {
            Some((record.at.millis(), call.caller, matches!(outcome, CallOutcome::Success { .. })))
        }
        _ => None,
    });
    let expected = [(0, 0, true), (0, 1, true), (0, 2, true), (0, 3, false), (0, 4, false)];
    assert_eq!(callers.collect::<Vec<_>>(), expected);
}

#[test]
fn one_breaker_stands_in_two_stacks() {
    let settings = breaker::Settings {
        trip: Trip::Row { threshold: 2 },
        reset: ms(1_000),
        probes: Probes::AtOnce(1),
        successes: 1,
        lease: ms(30_000),
        late: Late::Drop,
        ignored: IgnoredCounts::Neutral,
    };
    let broken = ServiceConfig::new(0, "S0", 1.0, ms(1));
    let healthy = service(1, 1);
    let shared: Vec<Box<dyn Layer>> = vec![Box::new(BreakerLayer::new(settings).expect("a valid breaker"))];
    let same: Vec<Box<dyn Layer>> = vec![Box::new(Same { stack: 0, level: 0 })];
    let records = play(vec![(broken, shared), (healthy, same)], every(10, 5, &[0, 0, 1]));
    // Two failures of the one open it, and the other is refused.
    assert!(
        records.iter().any(|record| {
            matches!(record.event, Event::Transition(turn) if matches!(turn.cause, Cause::Row { .. }))
        })
    );
    let refused = told(&records, |event| match event {
        Event::Refused { call, .. } => Some((call.number, "refused")),
        _ => None,
    });
    assert_eq!(refused, [(20, 3, "refused"), (30, 4, "refused"), (40, 5, "refused")]);
}

#[test]
fn calls_in_turn_wait_for_the_one_before_and_are_counted() {
    let workload = Arrivals::new(Spacing::Every(ms(100)), Pace::InTurn, 4, vec![0]);
    let records = play(vec![(service(1, 250), vec![])], Box::new(workload));
    assert_eq!(ends(&records), [(250, 1, "ok"), (500, 2, "ok"), (750, 3, "ok"), (1_000, 4, "ok")]);
    let backlog = records.iter().filter_map(|record| match record.event {
        Event::Due { backlog, .. } => Some((record.at.millis(), backlog)),
        _ => None,
    });
    assert_eq!(backlog.collect::<Vec<_>>(), [(100, 1), (200, 2), (300, 2)]);
}

#[test]
fn a_rate_is_exact_for_any_number_of_calls() {
    let workload = Arrivals::new(Spacing::Rate(70.0), Pace::Open, 7_001, vec![0]);
    let records = play(vec![(service(1, 0), vec![])], Box::new(workload));
    let last =
        records.iter().rev().find_map(|record| matches!(record.event, Event::CallStarted { .. }).then_some(record.at));
    assert_eq!(last, Some(Instant::from_millis(100_000)));
}
