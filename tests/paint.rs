//! Painted outages: what a stroke changes about a run, and what it does not.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

#[path = "common/cases.rs"]
mod cases;

use std::collections::BTreeMap;

use cases::cases;
use half_open::labs::batch;
use half_open::link;
use half_open::play::{Run, Tape, explain, paint};
use half_open::sim::event::{Event, Record};
use half_open::sim::paint::{Stroke, Track, What};
use half_open::time::Instant;
use proptest::prelude::*;

/// Labs with stacks and workloads of every kind.
const LINKS: [&str; 7] = [
    "#breaker",
    "#breaker?callers=8&latency=0.6&trip=count",
    "#breaker?latency=0.05&pause=0.1&reset=2&calls=60",
    "#retry",
    "#retry?reads=50&jitter=full&start=in-turn",
    "#batch",
    "#batch?attempts=3&restart=1",
];
/// Each run is looked at for so long.
const END: Instant = Instant::from_millis(40_000);

fn at(millis: u64) -> Instant {
    Instant::from_millis(millis)
}

fn tape(link: &str, seed: u64) -> Tape {
    let mut tape = link::parse(link).tape;
    tape.scenario.seed = seed;
    tape
}

fn brush(tape: &mut Tape, track: Track, times: (u64, u64), values: (f64, f64)) {
    let stroke = Stroke::new(track, (at(times.0), at(times.1)), values).expect("a valid stroke");
    tape.scenario.paint.paint(&[stroke]).expect("few strokes");
}

fn events(tape: Tape) -> Vec<Record> {
    let mut run = Run::replay(tape).expect("a valid tape");
    let mut records = Vec::new();
    assert!(run.advance_with(END, 10_000_000, &mut |record| records.push(*record)));
    records
}

/// What the light of day shows of a link at a moment.
fn run(link: &str, millis: u64) -> Run {
    let parsed = link::parse(link);
    assert!(parsed.complaints.is_empty(), "{:?}", parsed.complaints);
    let mut run = Run::replay(parsed.tape).expect("a valid tape");
    assert!(run.advance(at(millis), 10_000_000));
    run
}

/// Whether each attempt failed, by its address: service, caller, call, attempt.
fn failed(records: &[Record]) -> BTreeMap<(u32, u32, u64, u32), bool> {
    let ended = records.iter().filter_map(|record| match record.event {
        Event::AttemptEnded { service, call, attempt, luck, .. } => {
            Some(((service, call.caller, call.number, attempt), luck.fails()))
        }
        _ => None,
    });
    ended.collect()
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn what_is_painted_as_it_is_set_changes_nothing(
        link in 0..LINKS.len(), seed in 0_u64..1_000, from in 0_u64..30_000, length in 1_u64..20_000,
    ) {
        let plain = tape(LINKS[link], seed);
        let mut painted = plain.clone();
        for track in paint::tracks(plain.scenario.lab) {
            let value = paint::unpainted(plain.scenario.lab, &plain.scenario.settings, track);
            brush(&mut painted, track, (from, from + length), (value, value));
        }
        let (plain, painted) = (events(plain), events(painted));
        let paints = painted.iter().filter(|record| matches!(record.event, Event::Painted { .. })).count();
        let rest = painted.iter().filter(|record| !matches!(record.event, Event::Painted { .. }));
        prop_assert!(plain.iter().eq(rest), "{} events, {} of them paint, and {}", painted.len(), paints, plain.len());
        prop_assert!(paints > 0 || plain.iter().any(|record| record.event == Event::Finished));
    }

    #[test]
    fn a_higher_rate_only_adds_failures(
        link in 0..LINKS.len(), seed in 0_u64..1_000, low in 0_u32..=20, more in 0_u32..=20,
    ) {
        let (low, high) = (f64::from(low) / 20.0, f64::from((low + more).min(20)) / 20.0);
        let painted = |rate| {
            let mut tape = tape(LINKS[link], seed);
            for service in tape.scenario.lab.services {
                brush(&mut tape, Track { service: service.id, what: What::Failure }, (0, 86_400_000), (rate, rate));
            }
            failed(&events(tape))
        };
        let (low, high) = (painted(low), painted(high));
        let both: Vec<_> = low.iter().filter_map(|(place, failed)| Some((*failed, *high.get(place)?))).collect();
        prop_assert!(!both.is_empty());
        prop_assert!(both.iter().all(|(low, high)| *high || !low));
    }

    #[test]
    fn an_attempt_takes_what_is_painted_when_it_starts(
        seed in 0_u64..1_000, from in 0_u64..20_000, length in 1_u64..20_000, start in 0_u32..=20, end in 0_u32..=20,
    ) {
        let mut tape = tape("#breaker?callers=4", seed);
        let (start, end) = (f64::from(start) / 20.0, f64::from(end) / 20.0);
        let [failure, latency] = What::ALL.map(|what| Track { service: 1, what });
        brush(&mut tape, failure, (from, from + length), (start, end));
        brush(&mut tape, latency, (from, from + length), (end, start));
        let painting = tape.scenario.paint.clone();
        let mut begun = BTreeMap::new();
        for record in events(tape) {
            match record.event {
                Event::AttemptStarted { call, attempt, ends, .. } => {
                    let seconds = painting.value(latency, record.at).unwrap_or(0.3);
                    prop_assert!((ends.since(record.at).as_secs_f64() - seconds).abs() < 1e-8);
                    begun.insert((call, attempt), record.at);
                }
                Event::AttemptEnded { call, attempt, luck, .. } => {
                    let started = begun.get(&(call, attempt)).copied().expect("it has started");
                    prop_assert_eq!(luck.rate, painting.value(failure, started).unwrap_or(0.7));
                }
                _ => {}
            }
        }
    }
}

#[test]
fn a_stroke_is_told_of_before_any_attempt_meets_it_and_stepped_to() {
    let mut run = run("#breaker?failure=0&seed=1&paint=8~12~failure~1;12~14~failure~0.5", 7_999);
    let mut edges = Vec::new();
    let mut luck = Vec::new();
    while let Some(next) = run.next_at().filter(|next| *next <= at(15_000)) {
        run.advance_with(next, 10_000, &mut |record| match record.event {
            Event::Painted { stroke, .. } => edges.push((record.at.millis(), stroke.map(|stroke| stroke.start()))),
            Event::AttemptEnded { luck: one, .. } => luck.push(one.rate),
            _ => {}
        });
    }
    assert_eq!(edges, [(8_000, Some(1.0)), (12_000, Some(0.5)), (14_000, None)]);
    assert!(luck.contains(&1.0), "{luck:?}");
    let told: Vec<String> =
        explain::lines(&run, 100).into_iter().filter(|line| line.head == "Painted:").map(|line| line.body).collect();
    assert_eq!(
        told,
        ["S1's failure rate is as set again.", "S1 fails 50 % until 14 s.", "S1 fails 100 % until 12 s."],
        "newest first"
    );
    let failed = explain::lines(&run, 100).into_iter().find(|line| line.head.ends_with("failed:"));
    assert!(failed.is_some_and(|line| line.body.contains("< failure rate")), "the painted one is named");
}

#[test]
fn a_kill_wins_over_paint_and_the_stage_shows_what_is_painted() {
    let killed = run("#breaker?failure=1&paint=0~20~failure~0&in=3~kill~S1;12~recover~S1", 20_000);
    let (mut ok, mut lost) = (0, 0);
    for record in killed.log().records() {
        if let Event::AttemptEnded { luck, .. } = record.event {
            assert_eq!(luck.rate, 0.0);
            *(if luck.fails() { &mut lost } else { &mut ok }) += 1;
        }
    }
    assert!(ok > 0 && lost > 0, "{ok} {lost}");
    let shown = |link, millis, key| run(link, millis).shown_settings().number(key);
    let link = "#breaker?paint=5~10~failure~1~0;5~10~latency~2";
    assert_eq!(shown(link, 4_999, "failure"), 0.7);
    assert_eq!(shown(link, 5_000, "failure"), 1.0);
    assert_eq!(shown(link, 7_500, "failure"), 0.5);
    assert_eq!(shown(link, 10_000, "failure"), 0.7);
    assert_eq!(shown(link, 9_999, "latency"), 2.0);
    assert_eq!(run(link, 7_500).settings().number("failure"), 0.7, "the slider keeps the setting");
    assert_eq!(run(link, 7_500).facts()[1].expected, "50 %", "theory takes what is painted");
    assert_eq!(shown("#batch?paint=5~10~failure.S0~1;5~10~latency.S0~3", 6_000, "failures.S0"), 1.0);
    assert_eq!(shown("#batch?paint=5~10~failure.S0~1;5~10~latency.S0~3", 6_000, "latency"), 0.5);
}

#[test]
fn time_saved_is_what_a_call_would_have_taken() {
    let slow = run("#breaker?failure=1&paint=0~30~latency~2", 29_000);
    let saved: Vec<u64> = slow
        .log()
        .records()
        .filter_map(|record| match record.event {
            Event::Refused { saved, .. } => u64::try_from(saved.as_millis()).ok(),
            _ => None,
        })
        .collect();
    assert!(!saved.is_empty() && saved.iter().all(|millis| *millis == 2_000), "{saved:?}");
}

#[test]
fn each_sensor_has_a_latency_of_its_own() {
    let run = run("#batch?attempts=1&every=5&paint=0~60~latency.S3~4", 4_999);
    let ends: BTreeMap<u32, u64> = run
        .log()
        .records()
        .filter_map(|record| match record.event {
            Event::AttemptEnded { service, .. } => Some((service, record.at.millis())),
            _ => None,
        })
        .collect();
    assert_eq!(ends, BTreeMap::from([(0, 500), (1, 500), (2, 500), (3, 4_000), (4, 500)]));
    assert_eq!(run.lab(), batch::ID);
}
