//! The stack lab: what its contract says, and what its runs show.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use half_open::labs::stack::{Kind, Mark, Picture, bounds, layers, reordered};
use half_open::link;
use half_open::play::{Run, Value, explain};
use half_open::sim::event::{CallOutcome, Event, LayerStep, Record};
use half_open::time::Instant;

/// A run of the lab after so many seconds, and its events.
fn played(query: &str, seconds: u64) -> (Run, Vec<Record>) {
    let link = format!("#stack?{query}");
    let parsed = link::parse(&link);
    assert!(parsed.complaints.is_empty(), "{link}: {:?}", parsed.complaints);
    let mut run = Run::replay(parsed.tape).expect("a valid run");
    let mut records = Vec::new();
    let reached =
        run.advance_with(Instant::from_millis(seconds * 1_000), 10_000_000, &mut |record| records.push(*record));
    assert!(reached, "{link} takes too many steps");
    (run, records)
}

fn run(query: &str, seconds: u64) -> Run {
    played(query, seconds).0
}

fn picture(run: &Run) -> &Picture {
    run.picture().of().expect("the lab's picture")
}

fn metric(run: &Run, name: &str) -> u64 {
    let metrics = run.metrics();
    metrics.iter().find(|metric| metric.name == name).unwrap_or_else(|| panic!("no {name}")).value
}

fn metrics<const N: usize>(run: &Run, names: [&str; N]) -> [u64; N] {
    names.map(|name| metric(run, name))
}

const FOREVER: &str = "attempts=4&failure=1&base=0&outage-for=0&calls=1";

#[test]
fn retries_around_each_other_multiply() {
    for (order, attempts, made) in [
        ("retry", 4, 4),
        ("retry,retry", 4, 16),
        ("retry,retry,retry", 4, 64),
        ("retry,retry,retry,retry,retry", 3, 243),
    ] {
        let run = run(&format!("order={order}&attempts={attempts}&failure=1&base=0&outage-for=0&calls=1"), 60);
        assert!(run.finished(), "{order}");
        assert_eq!(metrics(&run, ["attempts", "most-attempts", "errors"]), [made, made, 1], "{order}");
        assert_eq!(bounds(&layers(run.settings()), run.settings()).attempts, made, "{order}");
    }
    // What came to each of three and what it sent inward.
    let run = run(&format!("order=retry,retry,retry&{FOREVER}"), 60);
    let passed: Vec<(u64, u64)> = picture(&run).layers.iter().map(|layer| (layer.came, layer.sent)).collect();
    assert_eq!(passed, [(1, 4), (4, 16), (16, 64)]);
}

#[test]
fn the_outage_of_half_an_hour_has_three_sums() {
    let outage = "base=1&failure=1&outage-for=0&pace=open&every=1&calls=1800";
    let waited = |more: &str| {
        let more = format!("order=retry&{more}");
        let run = run(&format!("{outage}&{more}"), 2_000);
        assert!(run.finished());
        metric(&run, "waiting-ms")
    };
    assert_eq!(waited("attempts=4"), 12_600_000, "1 + 2 + 4 s a record, as the code does it");
    assert_eq!(waited("attempts=5"), 27_000_000, "1 + 2 + 4 + 8 s, as the text counts it");
    // With up to a second more each time: three times half a second on average, within a hundredth.
    let lucky = waited("attempts=4&jitter=additive&spread=1");
    assert!(lucky.abs_diff(15_300_000) < 153_000, "{lucky}");
    // A breaker around the retries, and one inside them.
    let with = |order: &str| metric(&run(&format!("{outage}&attempts=4&order={order}"), 2_000), "waiting-ms");
    assert!(with("breaker,retry") < 1_200_000);
    assert!(with("retry,breaker&refusals=final") < 500_000);
}

#[test]
fn calls_in_turn_fall_behind_and_open_ones_do_not() {
    let slow = "order=retry&base=1&failure=1&outage-for=0&every=1&calls=100";
    let run_in_turn = run(slow, 50);
    assert!(metric(&run_in_turn, "backlog") > 30, "{}", metric(&run_in_turn, "backlog"));
    assert_eq!(metric(&run(&format!("{slow}&pace=open"), 50), "backlog"), 0);
    let ended = run(slow, 2_000);
    assert_eq!(metrics(&ended, ["calls", "backlog"]), [100, 0]);
}

#[test]
fn the_breaker_sees_attempts_inside_a_retry_and_calls_outside_it() {
    let inside = run("", 60);
    let outside = run("order=degrade,breaker,retry,timeout", 60);
    let names = ["calls", "full", "degraded", "errors"];
    let [calls, full, degraded, errors] = metrics(&inside, names);
    assert_eq!((calls, errors, full + degraded), (20, 0, 20));
    assert!(full < metric(&outside, "full"), "the retry's own attempts open the breaker early");
    assert!(metric(&inside, "attempts") < metric(&outside, "attempts"), "the recommended order costs more attempts");
    assert!(metric(&inside, "for-nothing-ms") > metric(&outside, "for-nothing-ms"));
    assert!(metric(&inside, "breaker-failures") > metric(&outside, "breaker-failures"));
    // The stage's second side is that very run.
    let baseline: Option<&Picture> = inside.baseline().and_then(|picture| picture.of());
    assert_eq!(baseline, Some(picture(&outside)));
    // The point is seen within twenty seconds of it.
    let early = run("", 20);
    let beside: &Picture = early.baseline().and_then(|picture| picture.of()).expect("a second side");
    assert!(picture(&early).totals.full < beside.totals.full);
    assert!(picture(&early).totals.openings > beside.totals.openings);
}

#[test]
fn a_final_refusal_is_waited_for_no_more() {
    let tried = run("", 60);
    let given_up = run("refusals=final", 60);
    assert!(metric(&tried, "refused") > metric(&given_up, "refused"));
    assert!(metric(&tried, "for-nothing-ms") > metric(&given_up, "for-nothing-ms"));
    let lines = explain::lines(&given_up, 400);
    assert!(lines.iter().any(|line| line.head.starts_with("Retry gives up call") && line.body.contains("final")));
}

#[test]
fn a_fallback_inside_hides_failures_from_the_breaker() {
    let silent = run("order=breaker,retry,degrade,timeout", 60);
    assert_eq!(metrics(&silent, ["openings", "breaker-failures", "errors", "refused"]), [0; 4]);
    assert!(metric(&silent, "degraded") > 4);
    let lines = explain::lines(&silent, 400);
    assert!(lines.iter().any(|line| line.body.contains("Retry and all outside it see a success")));
    assert!(metric(&run("order=breaker,retry,timeout", 60), "openings") > 0);
}

#[test]
fn one_deadline_over_all_bounds_what_a_caller_is_held() {
    let with = |query: &str| run(&format!("base=1&{query}"), 120);
    let longest = |run: &Run| picture(run).sample.held;
    let without = with("order=retry,timeout");
    let within = with("order=deadline,retry,timeout");
    assert!(longest(&without).as_secs_f64() > 7.0);
    assert_eq!(longest(&within).as_secs_f64(), 2.0);
    // A wait that the deadline cuts short is counted as long as it was waited.
    assert!(metric(&within, "waiting-ms") <= metric(&within, "held-ms"));
    let lines = explain::lines(&within, 400);
    assert!(lines.iter().any(|line| line.head.ends_with("timed out at Deadline:")));
}

#[test]
fn a_thread_timeout_shortens_no_wait() {
    let longest = |query: &str| picture(&run(&format!("order=timeout&failure=0&{query}"), 60)).sample.held.as_millis();
    assert_eq!(longest("expired=cancel"), 300);
    assert_eq!(longest("expired=leave"), 300);
    assert_eq!(longest("expired=await"), 2_000);
    let same_luck = |query: &str| metrics(&run(&format!("order=timeout&{query}"), 60), ["calls", "full", "cut-off"]);
    assert_eq!(same_luck("expired=cancel"), same_luck("expired=await"), "it takes longer and answers no more");
}

#[test]
fn no_layer_leaves_the_caller_to_the_service() {
    let run = run("order=none", 60);
    let [calls, errors, attempts] = metrics(&run, ["calls", "errors", "attempts"]);
    assert_eq!((calls, attempts), (20, 20));
    assert!(errors >= 5);
    assert!(picture(&run).layers.is_empty() && run.state() == "finished");
}

#[test]
fn what_passes_a_layer_is_counted_and_adds_up() {
    for query in [
        "",
        "order=degrade,breaker,retry,timeout",
        "order=deadline,retry,breaker,retry,timeout",
        "order=retry,degrade,timeout&expired=leave",
        "order=timeout,retry&expired=await&pace=open&every=0.5",
        "order=breaker,retry,retry&refusals=final&in=3~kill~S1;9~recover~S1",
    ] {
        let (run, records) = played(query, 60);
        let picture = picture(&run);
        let layers = &picture.layers;
        let started = records.iter().filter(|record| matches!(record.event, Event::CallStarted { .. })).count() as u64;
        assert_eq!(layers.first().map(|layer| layer.came), Some(started), "{query}");
        for pair in layers.windows(2) {
            assert_eq!(pair[0].sent, pair[1].came, "{query}: what one sends comes to the next");
        }
        assert_eq!(layers.last().map(|layer| layer.sent), Some(picture.totals.attempts), "{query}");
        for layer in layers {
            match layer.kind {
                Kind::Breaker => assert_eq!(layer.came, layer.sent + layer.acted, "{query}"),
                Kind::Retry => assert!(layer.came <= layer.sent, "{query}"),
                _ => assert_eq!(layer.came, layer.sent, "{query}"),
            }
        }
        let waited: u128 = layers.iter().map(|layer| layer.waited.as_millis()).sum();
        assert_eq!(waited, u128::from(metric(&run, "waiting-ms")), "{query}");
        let [calls, full, degraded, errors] = metrics(&run, ["calls", "full", "degraded", "errors"]);
        assert_eq!(calls, full + degraded + errors, "{query}");
    }
}

#[test]
fn of_several_retries_why_names_the_one_that_waits_and_the_one_that_gives_up() {
    let run = run("order=retry,retry,retry&attempts=2&failure=1&base=0.1&outage-for=0&calls=1", 60);
    let lines: Vec<String> =
        explain::lines(&run, 400).iter().map(|line| format!("{} {}", line.head, line.body)).collect();
    for number in 1..=3 {
        assert!(lines.iter().any(|line| line.contains(&format!(" waits 0.1 s at Retry {number}:"))), "{lines:#?}");
        assert!(lines.iter().any(|line| line.starts_with(&format!("Retry {number} gives up call 1:"))), "{lines:#?}");
    }
    assert!(lines.iter().any(|line| line.contains("2 attempts of its own failed. Retry 2 sees one failure.")));
}

#[test]
fn the_trace_of_a_call_has_a_column_for_each_attempt() {
    // Call 3 begins the outage: three attempts are cut off, the breaker opens, the fourth is refused.
    let run = run("failure=0&every=3", 8);
    let trace = &picture(&run).trace;
    assert_eq!((trace.call, trace.attempts(), trace.refused()), (3, 4, 1));
    let marks: Vec<Mark> = trace.columns.iter().map(|column| column.mark).collect();
    assert_eq!(marks[..3], [Mark::CutOff(4); 3]);
    assert_eq!(marks[3], Mark::Refused(3));
    let ways: Vec<(usize, usize)> = trace.columns.iter().map(|column| (column.from, column.reach)).collect();
    assert_eq!(ways, [(0, 5), (2, 5), (2, 5), (2, 3)]);
    assert_eq!(trace.columns[3].tries, [(2, 4)]);
    assert_eq!(trace.waited().as_millis(), 700);
}

#[test]
fn an_order_may_hold_each_layer_as_often_as_the_link_allows() {
    assert!(reordered(&[Kind::Retry; 5]).is_some_and(|value| matches!(value, Value::Order(_))));
    assert!(reordered(&[Kind::Retry; 6]).is_none());
    assert!(reordered(&[Kind::Breaker, Kind::Breaker]).is_none());
    assert!(reordered(&[]).is_some());
    for refused in ["order=breaker,breaker", "order=deadline,deadline", "order=hedge", "timeout=0", "hang=61"] {
        assert_eq!(link::parse(&format!("#stack?{refused}")).complaints.len(), 1, "{refused}");
    }
}

#[test]
fn layers_that_tell_of_themselves_change_nothing_else() {
    let (run, records) = played("", 60);
    let told = |step: fn(&LayerStep) -> bool| {
        records.iter().filter(|record| matches!(&record.event, Event::AtLayer { step: one, .. } if step(one))).count()
    };
    let ins = told(|step| matches!(step, LayerStep::In));
    let backs = told(|step| matches!(step, LayerStep::Back { .. }));
    let refused = records.iter().filter(|record| matches!(record.event, Event::Refused { .. })).count();
    assert_eq!(ins, backs + refused, "each request in is answered, or refused");
    let fell_back =
        |record: &&Record| matches!(record.event, Event::CallEnded { outcome: CallOutcome::FellBack { .. }, .. });
    assert_eq!(records.iter().filter(fell_back).count() as u64, metric(&run, "degraded"));
}

/// A wrong request is wrong however often it is sent, and says nothing about the service.
#[test]
fn kinds_of_failure_decide_what_is_tried_again_and_what_counts() {
    let of = |more: &str| {
        let link = format!("order=breaker,retry&mix=client:1&failure=1&outage-for=0&base=0&seed=5{more}");
        let run = run(&link, 60);
        [metric(&run, "calls"), metric(&run, "attempts"), metric(&run, "openings")]
    };
    assert_eq!(of("&counts=service"), [20, 20, 0], "one attempt a call, and the breaker stays closed");
    assert_eq!(of("&counts=service&retried=client"), [20, 80, 0], "four attempts a call, all for nothing");
    let [_, attempts, openings] = of("");
    assert!(openings > 0 && attempts < 20, "the client's mistakes keep the service from everybody");
}

/// A wait after a 429 is at least as long as its Retry-After; the longest that a call can wait counts it.
#[test]
fn a_retry_waits_as_long_as_the_service_asks_for() {
    let link = "order=retry&attempts=3&mix=rate-limited:1&failure=1&outage-for=0&calls=1&after=3&seed=5";
    let run = run(link, 20);
    assert_eq!(metric(&run, "waiting-ms"), 6_000);
    assert_eq!(run.facts()[1].expected, "6 s");
    let waits = explain::lines(&run, 100);
    assert!(
        waits.iter().any(|line| line.body.contains("429")),
        "{:?}",
        waits.iter().map(|line| &line.body).collect::<Vec<_>>()
    );
}
