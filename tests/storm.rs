//! What the storm lab is to show: peaks without jitter and with it, a load that stays after its cause is gone, and the
//! published rows of contention.
#![cfg(not(target_arch = "wasm32"))]

use half_open::labs::storm::{Mood, Picture, Slot, published};
use half_open::link;
use half_open::play::{LabId, Run};
use half_open::sim::input::{Action, Value};
use half_open::time::Instant;

/// Steps that no run here needs.
const BUDGET: usize = 50_000_000;
/// The preset of a load that stays.
const LOAD: &str = "#storm?world=load&capacity=10&rate=70&blip=3&attempts=4&base=0.1&jitter=full";

fn at(seconds: f64) -> Instant {
    Instant::from_millis((seconds * 1_000.0) as u64)
}

/// A link's run at a moment.
fn run(link: &str, seconds: f64) -> Run {
    let parsed = link::parse(link);
    assert!(parsed.complaints.is_empty(), "{link}: {:?}", parsed.complaints);
    let mut run = Run::replay(parsed.tape).unwrap_or_else(|error| unreachable!("{link}: {error}"));
    run.advance(at(seconds), BUDGET);
    run
}

fn metric(run: &Run, name: &str) -> u64 {
    run.metrics()
        .iter()
        .find(|metric| metric.name == name)
        .map_or_else(|| unreachable!("{name}"), |metric| metric.value)
}

fn metrics<const N: usize>(run: &Run, names: [&str; N]) -> [u64; N] {
    names.map(|name| metric(run, name))
}

fn picture(run: &Run) -> &Picture {
    run.picture().of().unwrap_or_else(|| unreachable!("the lab's picture"))
}

fn second(run: &Run) -> &Picture {
    run.baseline().and_then(|picture| picture.of()).unwrap_or_else(|| unreachable!("the second side"))
}

#[test]
fn without_jitter_all_come_back_in_the_same_slot_until_all_are_served() {
    let run = run("#storm", 20.0);
    assert!(run.finished());
    let names = ["clients", "served", "gave-up", "attempts", "retries", "refused", "peak", "done-ms"];
    assert_eq!(metrics(&run, names), [100, 100, 0, 400, 300, 200, 100, 9_000]);
    let waves: Vec<(u64, Slot)> = picture(&run).slots(at(9.0)).filter(|(_, slot)| slot.arrived > 0).collect();
    let wave =
        |number, arrived, refused| (number, Slot { arrived, served: arrived - refused, refused, ..Slot::default() });
    let blip = (0, Slot { arrived: 100, failed: 100, ..Slot::default() });
    assert_eq!(waves, [blip, wave(10, 100, 80), wave(30, 80, 60), wave(50, 60, 40), wave(70, 40, 20), wave(90, 20, 0)]);
}

#[test]
fn a_capacity_serves_the_clients_in_the_order_of_their_numbers() {
    let run = run("#storm", 1.0);
    let served = |client: &half_open::labs::storm::Caller| client.ended == Some((at(1.0), true));
    let served: Vec<usize> =
        picture(&run).callers.iter().enumerate().filter(|(_, client)| served(client)).map(|(n, _)| n).collect();
    assert_eq!(served, (0..20).collect::<Vec<_>>());
}

#[test]
fn peaks_stay_far_above_the_capacity_without_jitter_and_not_with_full_jitter() {
    for seed in 1..=50 {
        let run = run(&format!("#storm?seed={seed}"), 30.0);
        assert_eq!(metric(&run, "peak"), 100, "five times the capacity");
        let beside = second(&run);
        assert!(beside.peak <= 30, "{seed}: {}", beside.peak);
        assert!(beside.done.is_some_and(|done| done < at(6.0)), "{seed}: {:?}", beside.done);
        assert!(beside.refused < 20, "{seed}: {}", beside.refused);
    }
}

#[test]
fn the_second_side_is_a_run_with_the_same_luck() {
    let (beside, alone) = (run("#storm?seed=7", 30.0), run("#storm?seed=7&jitter=full", 30.0));
    assert_eq!(second(&beside), picture(&alone));
    // It meets what happens to the server, and hears nothing of another jitter.
    let (beside, alone) = (
        run("#storm?seed=7&in=0.2~kill~server;0.4~jitter~equal;2~recover~server", 30.0),
        run("#storm?seed=7&jitter=full&in=0.2~kill~server;2~recover~server", 30.0),
    );
    assert_eq!(second(&beside), picture(&alone));
    assert!(metric(&beside, "served") > 0);
}

#[test]
fn a_client_without_an_attempt_left_gives_up() {
    let run = run("#storm?attempts=3", 30.0);
    // The attempts at 0, 1 and 3 s serve twice twenty.
    assert_eq!(metrics(&run, ["served", "gave-up", "done-ms"]), [40, 60, 0]);
}

#[test]
fn the_load_stays_after_its_cause_is_gone_and_a_retry_budget_brings_the_server_back() {
    for seed in [1, 2, 3, 42] {
        let (mut without, mut with) =
            (run(&format!("{LOAD}&seed={seed}"), 5.0), run(&format!("{LOAD}&seed={seed}&budget=budget"), 5.0));
        assert_eq!(metrics(&without, ["goodput", "gave-up"]), [70, 0], "all is well before");
        let mut back = None;
        for second in 9..=60 {
            without.advance(at(f64::from(second)), BUDGET);
            with.advance(at(f64::from(second)), BUDGET);
            assert!(metric(&without, "goodput") < 7, "{seed}, {second} s: {}", metric(&without, "goodput"));
            if metric(&with, "goodput") >= 69 {
                back = back.or(Some(second));
            }
            assert!(back.is_none() || metric(&with, "goodput") >= 69, "{seed}, {second} s: it stays back");
        }
        assert!(back.is_some_and(|back| back <= 28), "{seed}: {back:?}");
        assert!(metric(&without, "wasted") > 3_000);
        // The second side of the one is the other.
        assert_eq!(second(&without), picture(&with));
    }
}

#[test]
fn any_limit_for_retries_ends_the_metastable_failure() {
    for budget in ["budget", "quota", "tokens", "breaker"] {
        let run = run(&format!("{LOAD}&budget={budget}"), 60.0);
        assert!(metric(&run, "goodput") >= 69, "{budget}: {}", metric(&run, "goodput"));
        assert!(metric(&run, "held-back") > 0, "{budget}");
        assert_eq!(picture(&run).bursts.back().map(half_open::labs::storm::Burst::mood), Some(Mood::Calm));
    }
    // Without retries there is nothing that could stay.
    assert!(metric(&run(&LOAD.replace("attempts=4", "attempts=1"), 60.0), "goodput") >= 69);
}

#[test]
fn a_budget_that_is_switched_on_in_the_midst_of_it_helps_and_one_that_is_switched_off_does_no_harm() {
    let mut run = run(LOAD, 30.0);
    assert_eq!(metric(&run, "goodput"), 0);
    run.act(Action::Set { key: "budget", value: Value::Choice(1) }).unwrap_or_else(|error| unreachable!("{error}"));
    // A thousand wait, and what comes leaves 23 of 100 calls a second for them: 39 s until the wait is a second again.
    run.advance(at(60.0), BUDGET);
    assert!(metric(&run, "goodput") < 7, "{}", metric(&run, "goodput"));
    run.advance(at(75.0), BUDGET);
    assert!(metric(&run, "goodput") >= 69, "{}", metric(&run, "goodput"));
    run.act(Action::Set { key: "budget", value: Value::Choice(0) }).unwrap_or_else(|error| unreachable!("{error}"));
    run.advance(at(120.0), BUDGET);
    assert!(metric(&run, "goodput") >= 69, "what is stable stays so until the next trouble");
}

/// Write calls and milliseconds of a run of contention.
fn contend(link: &str, seed: u32) -> (f64, f64) {
    let run = run(&format!("{link}&seed={seed}"), 400.0);
    assert!(run.finished(), "{link}, {seed}");
    let [calls, attempts, served, clients, done] = metrics(&run, ["calls", "attempts", "served", "clients", "done-ms"]);
    assert_eq!((calls, served), (attempts, clients));
    assert_eq!(metric(&run, "refused"), calls - served, "all writes but one of each client came too late");
    (calls as f64, done as f64)
}

const CONTENTION: [&str; 5] = [
    "kind=constant&base=0",
    "base=0.005",
    "base=0.005&jitter=equal",
    "base=0.005&jitter=full",
    "base=0.005&jitter=decorrelated",
];

#[test]
fn contention_is_the_published_experiment() {
    const RUNS: u32 = 20;
    for row in &published::TABLE[..2] {
        for (kind, settings) in CONTENTION.into_iter().enumerate() {
            let link = format!("#storm?world=contention&clients={}&{settings}", row.clients);
            let runs: Vec<(f64, f64)> = (1..=RUNS).map(|seed| contend(&link, seed)).collect();
            let mean = |of: fn(&(f64, f64)) -> f64| runs.iter().map(of).sum::<f64>() / f64::from(RUNS);
            for (seen, (value, deviation)) in
                [(mean(|run| run.0), row.calls[kind]), (mean(|run| run.1), row.millis[kind])]
            {
                // Four standard errors of the difference of two means.
                let tolerance = 4.0 * deviation * (1.0 / f64::from(RUNS) + 1.0 / row.runs).sqrt();
                assert!((seen - value).abs() <= tolerance, "{link}: {seen} and {value}, {tolerance} at most");
            }
        }
    }
}

#[test]
fn each_published_row_is_a_preset_with_its_verdict() {
    let lab = LabId::from_key("storm").unwrap_or_else(LabId::first);
    let presets: Vec<&str> = lab.presets.iter().map(|preset| preset.text).collect();
    for (kind, settings) in CONTENTION.into_iter().enumerate() {
        let text = format!("world=contention&{settings}");
        assert!(presets.contains(&text.as_str()), "{text}");
        let run = run(&format!("#storm?{text}"), 120.0);
        assert_eq!(published::kind(run.settings()), Some(kind));
        for fact in run.facts() {
            assert!(fact.seen.ends_with(": as published"), "{text}: {fact:?}");
        }
    }
    let other = run("#storm?world=contention&base=0.006", 200.0);
    assert_eq!(published::kind(other.settings()), None);
}

#[test]
fn theory_of_the_blip_is_what_comes() {
    for link in [
        "#storm",
        "#storm?clients=1000&capacity=170",
        "#storm?base=0.3&factor=3&cap=5&blip=2",
        "#storm?attempts=4",
        "#storm?kind=constant&base=0.05",
    ] {
        let run = run(link, 60.0);
        let served = run.facts().into_iter().find(|fact| fact.label.starts_with("All are served"));
        let served = served.unwrap_or_else(|| unreachable!("{link}"));
        let fails = served.seen.ends_with("gave up") && served.expected.starts_with("some give up");
        assert!(served.seen == served.expected || fails, "{link}: {served:?}");
    }
}

#[test]
fn an_hour_under_load_has_no_more_memory_than_a_minute() {
    let run = run(&format!("{LOAD}&budget=budget"), 3_600.0);
    let picture = picture(&run);
    assert!(picture.columns.len() <= 2_048 && picture.bursts.len() <= 40 && picture.callers.len() < 2_000);
    assert_eq!(picture.slots(run.now()).count(), 100);
    assert_eq!(picture.columns.iter().map(|slot| u64::from(slot.arrived)).sum::<u64>(), metric(&run, "attempts"));
    assert!(metric(&run, "goodput") >= 69);
}
