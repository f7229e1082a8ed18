//! The bulkhead lab: what a wall keeps and what it costs, the queue that is never used, the limiter, and the pool.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::panic, reason = "a test fails by panicking")]

use half_open::labs::bulkhead::{ORDERS, Picture, REPORTS};
use half_open::link;
use half_open::play::Run;
use half_open::time::Instant;

fn run(link: &str, seconds: f64) -> Run {
    let parsed = link::parse(link);
    assert!(parsed.complaints.is_empty(), "{link}: {:?}", parsed.complaints);
    let Ok(mut run) = Run::replay(parsed.tape) else { panic!("{link}") };
    assert!(run.advance(Instant::from_millis((seconds * 1_000.0) as u64), 10_000_000));
    run
}

fn picture(run: &Run) -> &Picture {
    run.picture().of().unwrap_or_else(|| panic!("the lab's picture"))
}

fn metric(run: &Run, name: &str) -> u64 {
    run.metrics().iter().find(|metric| metric.name == name).map_or_else(|| panic!("{name}"), |metric| metric.value)
}

/// The numbers of a link at a moment.
fn numbers<const N: usize>(link: &str, seconds: f64, names: [&str; N]) -> [u64; N] {
    let run = run(link, seconds);
    names.map(|name| metric(&run, name))
}

/// Busy workers, workers and waiting calls of a kind.
fn hull(link: &str, seconds: f64, kind: usize) -> (u32, u32, u32) {
    let run = run(link, seconds);
    let kind = &picture(&run).kinds[kind];
    (kind.hull.busy, kind.hull.workers, kind.queued())
}

const ALL: [&str; 6] = ["orders", "orders-served", "orders-refused", "reports", "reports-served", "reports-refused"];

/// What comes to the workers, in milliseconds: kind, when, for how long.
fn arrivals(until: u64) -> Vec<(usize, u64, u64)> {
    // The bucket of five tokens, three a second, in thirds of a millisecond's token.
    let (mut level, mut last) = (5_000_u64, 0);
    let mut all = Vec::new();
    for at in (0..=until).filter(|at| at % 50 == 0) {
        all.push((ORDERS, at, 100));
        if at % 250 == 0 {
            level = (level + 3 * (at - last)).min(5_000);
            last = at;
            if level >= 1_000 {
                level -= 1_000;
                all.push((REPORTS, at, 10_000));
            }
        }
    }
    all
}

/// A small model of its own: one pool, or a wall. Returns served and refused of both kinds.
fn model(until: u64, limits: [usize; 2], workers: usize, places: usize) -> [(u64, u64); 2] {
    let mut working: Vec<(u64, usize)> = Vec::new();
    let mut line: Vec<(usize, u64)> = Vec::new();
    let mut counts = [(0, 0); 2];
    let arrivals = arrivals(until);
    let mut next = 0;
    for now in 0..=until {
        // Who ends at a moment makes room for those that wait, before anybody comes.
        while let Some(index) = working.iter().position(|(end, _)| *end == now) {
            let (_, kind) = working.remove(index);
            counts[kind].0 += 1;
            let held = |working: &[(u64, usize)], kind| working.iter().filter(|(_, of)| *of == kind).count();
            if let Some(first) = line.iter().position(|(kind, _)| held(&working, *kind) < limits[*kind]) {
                let (kind, takes) = line.remove(first);
                working.push((now + takes, kind));
            }
        }
        while let Some((kind, _, takes)) = arrivals.get(next).copied().filter(|(_, at, _)| *at == now) {
            next += 1;
            let held = working.iter().filter(|(_, of)| *of == kind).count();
            if working.len() < workers && held < limits[kind] {
                working.push((now + takes, kind));
            } else if line.iter().filter(|(of, _)| *of == kind).count() < places {
                line.push((kind, takes));
            } else {
                counts[kind].1 += 1;
            }
        }
    }
    counts
}

#[test]
fn both_sides_are_as_a_model_of_its_own_counts_them() {
    for seconds in [1_u32, 5, 12, 30, 60] {
        let [_, orders, orders_refused, _, reports, reports_refused] = numbers("#bulkhead", f64::from(seconds), ALL);
        let walled = model(u64::from(seconds) * 1_000, [5, 5], 10, 3);
        assert_eq!(walled, [(orders, orders_refused), (reports, reports_refused)], "{seconds} s");
        let link = "#bulkhead?isolation=none";
        let [_, orders, orders_refused, _, reports, reports_refused] = numbers(link, f64::from(seconds), ALL);
        let pool = model(u64::from(seconds) * 1_000, [10, 10], 10, 3);
        assert_eq!(pool, [(orders, orders_refused), (reports, reports_refused)], "{seconds} s");
    }
}

#[test]
fn by_default_all_orders_are_served_behind_the_wall_and_few_from_one_pool() {
    let names = ["orders", "orders-served", "orders-refused", "none-orders-served"];
    assert_eq!(numbers("#bulkhead", 30.0, names), [601, 599, 0, 82]);
    let names = ["reports", "reports-served", "reports-refused", "limited", "none-reports-served"];
    assert_eq!(numbers("#bulkhead", 30.0, names), [121, 11, 76, 26, 20]);
    assert_eq!(hull("#bulkhead", 30.0, ORDERS), (2, 5, 0));
    assert_eq!(hull("#bulkhead", 30.0, REPORTS), (5, 5, 3));
    let run = run("#bulkhead", 30.0);
    let bare: &Picture = run.baseline().and_then(|picture| picture.of()).unwrap_or_else(|| panic!("a baseline"));
    assert_eq!((bare.workers.busy, bare.workers.workers, bare.line.len()), (10, 10, 6));
}

#[test]
fn the_wall_lowers_the_throughput_of_the_slow_kind() {
    let [walled, pool] = numbers("#bulkhead", 60.0, ["reports-served", "none-reports-served"]);
    assert!(walled < pool, "{walled} {pool}");
}

#[test]
fn three_a_second_of_ten_seconds_want_thirty_workers() {
    // Whatever the limiter does, ten workers are full of reports; with thirty there is room for the orders, too.
    let served = |link: &str| numbers(link, 30.0, ["orders", "orders-served"]);
    for limiter in ["bucket", "gcra"] {
        let [asked, served] = served(&format!("#bulkhead?isolation=none&limiter={limiter}"));
        assert!(served * 5 < asked, "{limiter}: {served} of {asked}");
    }
    let [asked, all] = served("#bulkhead?isolation=none&workers=40");
    assert!(asked - all <= 2, "{all} of {asked}");
    let run = run("#bulkhead?isolation=none&workers=100", 60.0);
    let most = picture(&run).kinds[REPORTS].most_busy;
    assert!((30..=35).contains(&most), "{most}: what is let in by Little's law, and the burst");
}

#[test]
fn bucket_and_gcra_let_the_same_reports_in() {
    for more in ["", "&tokens=0.7&burst=9", "&reports=17.5&tokens=4"] {
        let of = |limiter| numbers(&format!("#bulkhead?limiter={limiter}{more}"), 45.0, ["reports", "limited"]);
        assert_eq!(of("bucket"), of("gcra"), "{more}");
        let [_, limited] = of("off");
        assert_eq!(limited, 0);
    }
}

#[test]
fn sysmanages_strict_queue_is_never_used() {
    let link = "#bulkhead?workers=20&own=10&queue=100&queueing=documented";
    let run = run(link, 40.0);
    assert_eq!(picture(&run).kinds[REPORTS].most_queued, 0);
    assert_eq!(metric(&run, "queued-ms"), 0);
    assert!(metric(&run, "reports-refused") > 50);
    // The same with a queue that queues.
    let [refused, queued] = numbers("#bulkhead?workers=20&own=10&queue=100", 40.0, ["reports-refused", "queued-ms"]);
    assert!(refused == 0 && queued > 100_000, "{refused} {queued}");
}

#[test]
fn sysmanages_shared_queue_has_no_end() {
    let run = run("#bulkhead?isolation=shared&queueing=documented", 40.0);
    assert_eq!(metric(&run, "reports-refused"), 0);
    assert!(picture(&run).kinds[REPORTS].most_queued > 80, "{}", picture(&run).kinds[REPORTS].most_queued);
}

#[test]
fn levels_have_sysmanages_figures() {
    assert_eq!(hull("#bulkhead?isolation=shared", 20.0, REPORTS), (6, 6, 3));
    // Nine of ten orders find a place, and fewer reports do.
    assert_eq!(hull("#bulkhead?isolation=adaptive", 20.0, REPORTS).1, 4);
    assert_eq!(hull("#bulkhead?isolation=adaptive", 20.0, ORDERS).1, 6);
    // A lowered limit stays low long after the load has gone, because it is judged by its own rejections.
    assert_eq!(hull("#bulkhead?isolation=adaptive&in=20~reports~0.5;20~reports-take~0.2", 60.0, REPORTS).1, 4);
}

#[test]
fn a_pool_of_connections_is_a_bulkhead() {
    let link = "#bulkhead?isolation=none&pool=5";
    let run = run(link, 30.0);
    assert_eq!(metric(&run, "orders-refused"), 0);
    assert_eq!(picture(&run).kinds[REPORTS].most_busy, 5);
    let of = picture(&run).connections;
    assert_eq!((of.in_use, of.opened, of.closed), (5, 5, 0));
    assert!(of.exhausted > 50);
}

#[test]
fn closed_connections_are_replaced_and_another_timeout_is_another_pool() {
    let run_of = |link| run(link, 30.0);
    let timed = run_of("#bulkhead?pool=5&timeout=1");
    let of = picture(&timed).connections;
    assert_eq!((metric(&timed, "failed"), metric(&timed, "reports-refused")), (92, 0), "three workers are enough");
    assert_eq!((of.closed, of.opened - of.closed), (92, u64::from(of.in_use)));
    // Quick reports share a connection, until the timeout changes: those that idle have the wrong key.
    let quick = run_of("#bulkhead?pool=1&reports-take=0.1");
    assert_eq!(picture(&quick).connections.opened, 1);
    let other = run_of("#bulkhead?pool=1&reports-take=0.1&in=10~timeout~5");
    assert_eq!(picture(&other).connections.opened, 2);
}

#[test]
fn a_narrow_side_serves_half_of_the_orders() {
    assert_eq!(numbers("#bulkhead?own=9", 30.0, ["orders-served", "none-orders-served"]), [300, 82]);
    // The orders keep one worker whatever is asked for.
    assert_eq!(hull("#bulkhead?own=99", 10.0, ORDERS).1, 1);
    assert_eq!(hull("#bulkhead?workers=2", 10.0, REPORTS).1, 1);
}

#[test]
fn a_wall_can_be_put_up_in_the_midst_of_a_run() {
    let link = "#bulkhead?isolation=none&in=15~isolation~strict";
    let [before] = numbers(link, 15.0, ["orders-refused"]);
    let [soon] = numbers(link, 21.0, ["orders-refused"]);
    let [later] = numbers(link, 24.0, ["orders-refused"]);
    let [at_last] = numbers(link, 60.0, ["orders-refused"]);
    assert!(before < soon, "those that hold a worker go on");
    assert!(later == at_last || at_last - later < 40, "{before} {soon} {later} {at_last}");
    assert_eq!(hull(link, 60.0, REPORTS), (5, 5, 3));
}

#[test]
fn calls_are_served_refused_failed_or_under_way() {
    for link in [
        "#bulkhead",
        "#bulkhead?isolation=none&queue=0",
        "#bulkhead?isolation=adaptive&orders=200&reports=200&limiter=off&pool=3&timeout=0.3",
        "#bulkhead?isolation=shared&orders-take=1&in=5~kill~orders;9~recover~orders;12~workers~3",
        "#bulkhead?orders=0&reports=0",
    ] {
        let run = run(link, 25.0);
        let names = ["orders", "reports", "orders-served", "reports-served", "orders-refused", "reports-refused"];
        let [orders, reports, served, also, refused, too] = names.map(|name| metric(&run, name));
        let ended = served + also + refused + too + metric(&run, "limited") + metric(&run, "failed");
        let of = picture(&run);
        let under_way = of.kinds.iter().map(|kind| u64::from(kind.hull.busy + kind.queued())).sum::<u64>();
        assert_eq!(orders + reports, ended + under_way, "{link}");
    }
}

#[test]
fn killed_services_fail_and_recover() {
    let link = "#bulkhead?in=2~kill~orders;4~recover~orders";
    let [failed] = numbers(link, 20.0, ["failed"]);
    assert_eq!(failed, 40, "two seconds of them");
    let [later] = numbers(link, 40.0, ["failed"]);
    assert_eq!(later, failed);
}
