//! The lecture's numbers, with fixed seeds.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use half_open::labs::{batch, breaker, retry};
use half_open::link;
use half_open::play::Run;
use half_open::policy::FailureKind;
use half_open::policy::backoff::{Backoff, Growth, Jitter};
use half_open::policy::breaker::State;
use half_open::policy::retry::{Next, Retried, Retry};
use half_open::random::{Address, Purpose, draw};
use half_open::sim::event::Event;
use half_open::time::Instant;
use std::time::Duration;

fn play(text: &str, seconds: u64) -> Run {
    let parsed = link::parse(text);
    assert!(parsed.complaints.is_empty(), "{:?}", parsed.complaints);
    let mut run = Run::replay(parsed.tape).expect("a valid link");
    assert!(run.advance(Instant::from_millis(seconds * 1_000), 50_000_000));
    run
}

/// 500 runs of the lab with 200 reads each. Five standard deviations of the share are 0.53 points; the seeds are fixed.
#[test]
fn one_read_in_eight_fails_for_good_at_failure_0_6_and_4_attempts() {
    let (mut reads, mut failed) = (0, 0);
    for seed in 0..500 {
        let run = play(&format!("#retry?failure=0.6&attempts=4&reads=200&seed={seed}"), 200);
        let Some(picture) = run.picture().of::<retry::Picture>() else { panic!("not the retry lab") };
        reads += picture.successes + picture.failures;
        failed += picture.failures;
    }
    assert_eq!(reads, 100_000);
    let share = failed as f64 / reads as f64;
    assert!((share - 0.1296).abs() < 0.005, "{share}");
}

#[test]
fn without_jitter_the_waits_are_exactly_0_1_and_0_2_and_0_4_seconds() {
    let run = play("#retry?base=0.1&jitter=none&failure=1&reads=1", 60);
    let waits: Vec<u64> = run
        .log()
        .records()
        .filter_map(|record| match record.event {
            Event::Waiting { delay, .. } => Some(delay.total.as_nanos() as u64),
            _ => None,
        })
        .collect();
    assert_eq!(waits, [100_000_000, 200_000_000, 400_000_000]);
}

/// The outcomes are judged by a breaker of the test's own, in the lecture's words.
#[test]
fn the_breaker_presets_twenty_outcomes_follow_from_the_states_before_them() {
    for seed in 0..50 {
        let run = play(&format!("#breaker?latency=0.05&pause=0.1&reset=2&calls=20&seed={seed}"), 60);
        let Some(picture) = run.picture().of::<breaker::Picture>() else { panic!("not the breaker lab") };
        assert!(picture.finished);
        assert_eq!(picture.marks.len(), 20);
        let (mut failures, mut opened_at) = (0, None::<u64>);
        for mark in &picture.marks {
            let end = mark.at.millis();
            let open = opened_at.is_some_and(|at| end < at + 2_000);
            match mark.kind {
                breaker::MarkKind::FastFail => assert!(open, "seed {seed}: refused at {end} while not open"),
                breaker::MarkKind::Success => {
                    assert!(!open, "seed {seed}: let through at {end} while open");
                    (failures, opened_at) = (0, None);
                }
                breaker::MarkKind::Failure => {
                    assert!(!open, "seed {seed}: let through at {end} while open");
                    failures += 1;
                    if failures >= 3 || opened_at.is_some() {
                        opened_at = Some(end);
                    }
                }
            }
        }
        let last_open = opened_at.is_some();
        assert_eq!(picture.state == State::Open, last_open, "seed {seed}");
    }
}

/// 0.9 x 0.1 x 0.9 x 0.2 x 0.9 = 1.458 %. With 100,000 batches the 99.9 % interval is 3.29 standard deviations wide,
/// 0.125 points.
#[test]
fn the_five_sensors_give_a_full_batch_with_probability_1_458_percent() {
    let (mut batches, mut full) = (0, 0);
    for seed in 0..10 {
        let run = play(&format!("#batch?latency=0&every=0.05&batches=10000&seed={seed}"), 600);
        let Some(picture) = run.picture().of::<batch::Picture>() else { panic!("not the batch lab") };
        assert!(picture.finished);
        batches += picture.batches;
        full += picture.batches - picture.degraded;
    }
    assert_eq!(batches, 100_000);
    let (share, expected): (f64, f64) = (full as f64 / batches as f64, 0.9 * 0.1 * 0.9 * 0.2 * 0.9);
    assert!((expected - 0.01458).abs() < 1e-12);
    let deviation = (expected * (1.0 - expected) / 100_000.0).sqrt();
    assert!((share - expected).abs() < 3.29 * deviation, "{share}");
}

#[test]
fn theory_on_the_page_agrees_with_the_lecture() {
    let retry = play("#retry", 0);
    assert!(retry::facts(picture_of(&retry), retry.settings())[0].expected.contains("13.0 %"));
    let batch = play("#batch", 0);
    let Some(picture) = batch.picture().of::<batch::Picture>() else { panic!("not the batch lab") };
    assert_eq!(batch::facts(picture, batch.settings())[0].expected, "1.5 %");
}

fn picture_of(run: &Run) -> &retry::Picture {
    let Some(picture) = run.picture().of::<retry::Picture>() else { panic!("not the retry lab") };
    picture
}

/// The lecture's decorator: waits of 1, 2, 4 s plus up to a second, none after the last attempt.
#[test]
fn the_lectures_outage_costs_7_seconds_a_record_without_jitter_and_8_5_with() {
    let backoff = |spread| {
        let jitter = Jitter::Additive { spread };
        Backoff::new(Growth::Exponential { factor: 2.0 }, Duration::from_secs(1), Duration::from_secs(30), jitter)
            .expect("a valid backoff")
    };
    let waited = |backoff, call| {
        let retry = Retry::new(4, backoff, Retried::default()).expect("a valid retry");
        let (mut course, mut waited, mut attempt) = (retry.begin(), Duration::ZERO, 1);
        loop {
            let u = draw(1, Purpose::Jitter, Address { service: 1, caller: 0, call, attempt });
            match retry.on_failure(&mut course, FailureKind::Connection, u) {
                Next::Again { delay, .. } => waited += delay.total,
                Next::GiveUp(_) => return waited,
            }
            attempt += 1;
        }
    };
    assert_eq!(waited(backoff(Duration::ZERO), 1), Duration::from_secs(7));
    let records = 1_800;
    let sum: f64 = (0..records).map(|call| waited(backoff(Duration::from_secs(1)), call).as_secs_f64()).sum();
    // 8.5 s on average; the sum of three uniform draws has a deviation of half a second.
    assert!((sum / records as f64 - 8.5).abs() < 5.0 * 0.5 / (records as f64).sqrt(), "{sum}");
}
