//! What a breaker costs: a guarded call that succeeds, and a call that an open breaker refuses.
//!
//! Each breaker opens after failures in a row where it can, else by the share of failures among the last 100 calls; the
//! guarded call does nothing. Ours takes the time as an argument. "one clock read" gives it the system's, once a call;
//! "mutex" puts it behind a lock as well, as one has to who shares it between threads. The others read the clock when
//! they want to know it (failsafe and recloser only while they are open) and can be shared between threads as they are.
//!
//! With "a clock to ask" it asks for the time only where its rule needs it.
//!
//! What ours pays for: a window of calls keeps the time and the result of each, so that it can be changed while it runs
//! and drawn, where recloser keeps a bit; and every report says what was counted and how far the breaker is from its next
//! decision.

use std::hint::black_box;
use std::sync::Mutex;
use std::time::{Duration, Instant as Clock};

use criterion::{BenchmarkGroup, Criterion, criterion_group, criterion_main, measurement::WallTime};
use failsafe::{CircuitBreaker as _, backoff, failure_policy};
use futures_util::FutureExt as _;
use half_open::policy::breaker::general::{GeneralBreaker, Settings as General};
use half_open::policy::breaker::{Breaker, Decision, IgnoredCounts, Late, Outcome, Probes, Settings, Trip};
use half_open::policy::share::Share;
use half_open::time::Instant;
use recloser::Recloser;
use tower::{Service as _, service_fn};
use tower_resilience_circuitbreaker::CircuitBreakerLayer;

/// Longer than any benchmark.
const OPEN: Duration = Duration::from_secs(3_600);

fn settings(trip: Trip) -> Settings {
    Settings {
        trip,
        reset: OPEN,
        probes: Probes::AtOnce(1),
        successes: 1,
        lease: Duration::from_secs(30),
        late: Late::Drop,
        ignored: IgnoredCounts::Neutral,
    }
}

fn in_a_row() -> Trip {
    Trip::Row { threshold: 3 }
}

fn of_100() -> Trip {
    Trip::Count { window: 100, rate: Share::new(0.5).unwrap(), min: 100 }
}

/// A call that always works, and that nobody can see through.
fn work() -> Result<(), ()> {
    black_box(Ok(()))
}

/// Time as the system tells it, from the benchmark's start.
fn read(start: Clock) -> Instant {
    Instant::ZERO.after(start.elapsed())
}

/// A call guarded by ours: nothing if it was refused.
fn guarded(breaker: &mut Breaker, now: Instant) -> Option<Result<(), ()>> {
    match breaker.admit(now).decision {
        Decision::Admitted(permit) => {
            let result = work();
            let outcome = if result.is_ok() { Outcome::Success } else { Outcome::Failure };
            let _ = breaker.report(now, permit, outcome);
            Some(result)
        }
        Decision::Rejected(rejection) => {
            black_box(rejection);
            None
        }
    }
}

/// Opens it by failures.
fn opened(trip: Trip) -> Breaker {
    let mut breaker = Breaker::new(settings(trip)).unwrap();
    for _ in 0..200 {
        if let Decision::Admitted(permit) = breaker.admit(Instant::ZERO).decision {
            let _ = breaker.report(Instant::ZERO, permit, Outcome::Failure);
        }
    }
    assert!(guarded(&mut breaker, Instant::ZERO).is_none());
    breaker
}

/// Ours without a clock, with one read of it, and behind a lock.
fn ours(group: &mut BenchmarkGroup<'_, WallTime>, name: &str, breaker: Breaker) {
    let start = Clock::now();
    let mut plain = breaker.clone();
    group.bench_function(format!("half-open, {name}"), |b| {
        b.iter(|| guarded(&mut plain, black_box(Instant::from_millis(1))));
    });
    let mut clocked = breaker.clone();
    group.bench_function(format!("half-open, {name}, one clock read"), |b| {
        b.iter(|| guarded(&mut clocked, read(start)));
    });
    let mut asking = breaker.clone();
    group.bench_function(format!("half-open, {name}, a clock to ask"), |b| {
        b.iter(|| match asking.admit_asking(|| read(start)).decision {
            Decision::Admitted(permit) => {
                let result = work();
                let _ = asking.report_asking(|| read(start), permit, Outcome::Success);
                Some(result)
            }
            Decision::Rejected(rejection) => {
                black_box(rejection);
                None
            }
        });
    });
    let locked = Mutex::new(breaker);
    group.bench_function(format!("half-open, {name}, one clock read, mutex"), |b| {
        b.iter(|| {
            let now = read(start);
            let permit = match locked.lock().unwrap().admit(now).decision {
                Decision::Admitted(permit) => permit,
                Decision::Rejected(_) => return None,
            };
            let result = work();
            let _ = locked.lock().unwrap().report(now, permit, Outcome::Success);
            Some(result)
        });
    });
}

fn general(group: &mut BenchmarkGroup<'_, WallTime>, mut breaker: GeneralBreaker) {
    group.bench_function("half-open, as any library's, in a row", |b| {
        b.iter(|| match breaker.admit(black_box(Instant::from_millis(1))).decision {
            Ok(permit) => {
                let result = work();
                let _ = breaker.report(Instant::from_millis(1), permit, Outcome::Success);
                Some(result)
            }
            Err(rejection) => {
                black_box(rejection);
                None
            }
        });
    });
}

fn failsafe() -> impl failsafe::CircuitBreaker {
    failsafe::Config::new().failure_policy(failure_policy::consecutive_failures(3, backoff::constant(OPEN))).build()
}

fn recloser() -> Recloser {
    Recloser::custom().error_rate(0.5).closed_len(100).half_open_len(10).open_wait(OPEN).build()
}

/// A service behind tower-resilience's layer, called once: refused, or its result.
macro_rules! tower {
    ($layer:expr, $inner:expr) => {{
        let mut service = $layer.build().unwrap().layer_fn(service_fn($inner));
        move || {
            // What a caller does: wait until it is ready, then call. Nothing here is ever pending.
            let ready = std::future::poll_fn(|context| service.poll_ready(context)).now_or_never();
            assert!(matches!(ready, Some(Ok(()))));
            match service.call(()).now_or_never() {
                Some(result) => result,
                None => panic!("it waits for something"),
            }
        }
    }};
}

fn success(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("guarded success");
    ours(&mut group, "in a row", Breaker::new(settings(in_a_row())).unwrap());
    ours(&mut group, "of 100", Breaker::new(settings(of_100())).unwrap());
    general(&mut group, GeneralBreaker::new(General::from(&settings(in_a_row()))).unwrap());
    let peer = failsafe();
    group.bench_function("failsafe, in a row", |b| b.iter(|| peer.call(work)));
    let peer = recloser();
    group.bench_function("recloser, of 100", |b| b.iter(|| peer.call(work)));
    let layer = || CircuitBreakerLayer::builder().wait_duration_in_open(OPEN);
    let mut call = tower!(layer().consecutive_failures(3), |()| async { work() });
    group.bench_function("tower-resilience, in a row", |b| b.iter(&mut call));
    let mut call =
        tower!(layer().sliding_window_size(100).minimum_number_of_calls(100).failure_rate_threshold(0.5), |()| async {
            work()
        });
    group.bench_function("tower-resilience, of 100", |b| b.iter(&mut call));
    group.finish();
}

fn fast_fail(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("fast fail");
    ours(&mut group, "in a row", opened(in_a_row()));
    ours(&mut group, "of 100", opened(of_100()));
    let mut breaker = GeneralBreaker::new(General::from(&settings(in_a_row()))).unwrap();
    breaker.force_open_timed(Instant::ZERO);
    general(&mut group, breaker);
    let peer = failsafe();
    (0..3).for_each(|_| drop(peer.call(|| Err::<(), ()>(()))));
    assert!(peer.call(work).is_err());
    group.bench_function("failsafe, in a row", |b| b.iter(|| peer.call(work)));
    let peer = recloser();
    (0..200).for_each(|_| drop(peer.call(|| Err::<(), ()>(()))));
    assert!(peer.call(work).is_err());
    group.bench_function("recloser, of 100", |b| b.iter(|| peer.call(work)));
    let layer = CircuitBreakerLayer::builder().wait_duration_in_open(OPEN).consecutive_failures(3);
    let mut call = tower!(layer, |()| async { Err::<(), ()>(()) });
    (0..3).for_each(|_| drop(call()));
    assert!(matches!(call(), Err(error) if error.is_circuit_open()));
    group.bench_function("tower-resilience, in a row", |b| b.iter(&mut call));
    group.finish();
}

criterion_group!(benches, success, fast_fail);
criterion_main!(benches);
