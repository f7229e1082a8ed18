//! The pipeline lab: what it is to hold and to show, with its numbers.
#![cfg(all(feature = "headless", not(target_arch = "wasm32")))]
#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use half_open::export::metrics::{Dialect, text};
use half_open::export::report::report;
use half_open::labs::pipeline::{ENRICH, Picture, SENSORS, breaker_of};
use half_open::link;
use half_open::play::Run;
use half_open::play::explain::lines;
use half_open::sim::event::{Event, Record};
use half_open::time::Instant;

fn played(link: &str, seconds: u64) -> Run {
    with_events(link, seconds).0
}

fn with_events(link: &str, seconds: u64) -> (Run, Vec<Record>) {
    let parsed = link::parse(link);
    assert_eq!(parsed.complaints, [], "{link}");
    let mut run = Run::replay(parsed.tape).expect("a valid link");
    let mut records = Vec::new();
    let until = Instant::from_millis(seconds * 1_000);
    assert!(run.advance_with(until, 10_000_000, &mut |record| records.push(*record)), "{link}");
    (run, records)
}

fn number(run: &Run, name: &str) -> u64 {
    let metrics = run.metrics();
    metrics.iter().find(|metric| metric.name == name).map_or_else(|| panic!("no {name}"), |metric| metric.value)
}

fn numbers<const N: usize>(link: &str, seconds: u64, names: [&str; N]) -> [u64; N] {
    let run = played(link, seconds);
    names.map(|name| number(&run, name))
}

fn picture(run: &Run) -> &Picture {
    run.picture().of().expect("the pipeline lab")
}

/// Sensors and enrichment that never fail by chance.
const CALM: &str = "failures=0,0,0,0,0&enrich=0";

#[test]
fn it_has_the_numbers_of_the_contract_in_their_order() {
    let names: Vec<&str> = played("#pipeline", 1).metrics().iter().map(|metric| metric.name).collect();
    let wanted = [
        "batches",
        "degraded",
        "values",
        "values-kept",
        "enriched",
        "flagged",
        "retries",
        "retried-well",
        "openings",
        "late-ms",
        "naive-kept",
        "naive-down-ms",
    ];
    assert_eq!(names, wanted);
}

#[test]
fn with_all_three_off_nothing_is_left_of_the_difference() {
    for more in
        ["", "&restart=0", "&restart=1", "&latency=0.7&every=0.5", "&in=9~kill~S4;20~recover~S4;31~failures.S1~0"]
    {
        for seed in 1..=12 {
            let run = played(&format!("#pipeline?retry=0&breaker=0&degrade=0&seed={seed}{more}"), 120);
            let naive = run.baseline().expect("the naive pipeline");
            assert!(run.picture() == naive, "{seed} {more}");
            assert_eq!(number(&run, "naive-kept"), number(&run, "values-kept"));
            let down = picture(&run).down_for(run.now());
            assert_eq!(u128::from(number(&run, "naive-down-ms")), down.as_millis());
        }
    }
}

/// Whatever the switches of this side, the other one is the run in which all are off.
#[test]
fn the_naive_pipeline_is_the_run_without_the_three_whatever_is_done_to_them() {
    for seed in 1..=6 {
        let plain =
            played(&format!("#pipeline?retry=0&breaker=0&degrade=0&seed={seed}&in=8~kill~S2;14~recover~S2"), 90);
        let link =
            format!("#pipeline?own=1&seed={seed}&in=3~degrade~0;8~kill~S2;10~retry~0;14~recover~S2;15~breaker~0");
        let other = played(&link, 90);
        assert!(Some(plain.picture()) == other.baseline(), "{seed}");
    }
}

#[test]
fn by_default_the_breaker_opens_within_twenty_seconds_and_the_naive_pipeline_has_crashed() {
    let (run, records) = with_events("#pipeline", 20);
    let opened: Vec<u64> = transitions(&records, "open");
    assert_eq!(opened, [16_200]);
    assert_eq!(picture(&run).sensors.len(), SENSORS);
    let names =
        ["batches", "degraded", "values-kept", "enriched", "flagged", "retried-well", "naive-kept", "naive-down-ms"];
    assert_eq!(names.map(|name| number(&run, name)), [10, 2, 48, 3, 7, 6, 10, 12_900]);
}

fn transitions(records: &[Record], to: &str) -> Vec<u64> {
    let change = |record: &Record| match &record.event {
        Event::Transition(change) if change.to.key() == to => Some(record.at.millis()),
        _ => None,
    };
    records.iter().filter_map(change).collect()
}

/// A blip is what a retry is for, an outage what a breaker is for, a dead sensor what degradation is for. Each number tells
/// what one switch changes; the two others change it for nothing.
#[test]
fn each_switch_helps_against_one_kind_of_trouble() {
    let switches = |retry: u8, breaker: u8, degrade: u8| format!("retry={retry}&breaker={breaker}&degrade={degrade}");
    let of = |trouble: &str, on: String, name| numbers(&format!("#pipeline?{on}&{trouble}"), 40, [name])[0];
    // For 0.3 s the enrichment stumbles, when batch 4 comes to it: only with a retry all batches are enriched.
    let blip = format!("{CALM}&outage-for=0.3&hang=0.2");
    let enriched = |on| of(&blip, on, "enriched");
    assert_eq!(enriched(switches(1, 0, 0)), 20);
    assert_eq!(
        [enriched(switches(0, 1, 0)), enriched(switches(0, 0, 0))],
        [14, 14],
        "it crashed, and was down for 10 s"
    );
    assert_eq!(enriched(switches(0, 0, 1)), 19, "the batch is kept, but flagged");
    // The enrichment hangs for 20 s, 5 s each time: only a breaker keeps the others from waiting behind.
    let outage = format!("{CALM}&hang=5");
    let latest = |on: String| {
        let run = played(&format!("#pipeline?{on}&{outage}"), 60);
        picture(&run).latest.as_millis()
    };
    assert_eq!([latest(switches(0, 1, 1)), latest(switches(0, 0, 1))], [10_900, 13_900]);
    assert!(latest(switches(1, 0, 1)) > 60_000 / 4, "trying again makes it later still");
    // By itself it does not keep the pipeline from crashing: to its caller a refusal is a failure.
    let crashes = |on: String| picture(&played(&format!("#pipeline?{on}&{outage}"), 60)).crashes;
    assert_eq!([crashes(switches(0, 1, 0)), crashes(switches(0, 0, 0))], [2, 2]);
    // S3 is dead: only with degradation anything is kept.
    let dead = "failures=0,0,0,1,0&enrich=0&outage-for=0";
    let kept = |on| of(dead, on, "values-kept");
    assert_eq!(kept(switches(0, 0, 1)), 80);
    assert_eq!([kept(switches(1, 0, 0)), kept(switches(0, 1, 0)), kept(switches(0, 0, 0))], [0, 0, 0]);
}

/// The guide's mistake, and what it hides as long as failures are counted in a row.
#[test]
fn one_breaker_for_five_sensors_loses_the_healthy_ones_or_notices_nothing() {
    let dead = "failures=0,0,0,1,0&enrich=0&outage-for=0";
    let names = ["values", "values-kept", "openings"];
    let of = |more: &str| numbers(&format!("#pipeline?{more}&{dead}"), 40, names);
    assert_eq!(of("own=1&threshold=1"), [100, 80, 7]);
    assert_eq!(of("own=2&threshold=1"), [100, 25, 5], "S3 opens it, S0 is the probe that closes it");
    assert_eq!(of("own=2"), [100, 80, 0], "the successes of the others hide it");
    assert_eq!(of("own=1"), [100, 80, 6]);
    // Three that are dead fail in a row.
    let three = "failures=0,1,1,1,0&enrich=0&outage-for=0";
    let of = |more: &str| numbers(&format!("#pipeline?{more}&{three}"), 40, ["values-kept"])[0];
    assert_eq!([of("own=1"), of("own=2")], [40, 15]);
}

#[test]
fn a_crash_loses_what_is_in_hand_and_gives_up_what_is_under_way() {
    let (run, records) = with_events(&format!("#pipeline?retry=0&breaker=0&degrade=0&{CALM}&every=0.5&hang=2"), 30);
    let crash = records.iter().position(|record| matches!(record.event, Event::Crashed { .. })).expect("a crash");
    let at = records[crash].at;
    let back = records.iter().position(|record| matches!(record.event, Event::Restarted { .. })).expect("a restart");
    assert_eq!(records[back].at.since(at).as_secs(), 10);
    let between = &records[crash..back];
    let begins = |record: &&Record| matches!(record.event, Event::AttemptStarted { .. } | Event::CallStarted { .. });
    assert_eq!(between.iter().filter(begins).count(), 0, "who is down asks nobody");
    let lost = between.iter().filter(|record| matches!(record.event, Event::Lost { .. })).count() as u64;
    assert_eq!(lost, 25, "five in hand, and those of ten seconds");
    assert!(picture(&run).lost >= lost);
}

#[test]
fn by_hand_both_sides_are_started_by_one_command() {
    let link = format!("#pipeline?degrade=0&retry=0&breaker=0&restart=0&{CALM}&in=30~pipeline~restart");
    let (run, records) = with_events(&link, 40);
    let ups: Vec<u64> = records
        .iter()
        .filter(|record| matches!(record.event, Event::Restarted { .. }))
        .map(|record| record.at.millis())
        .collect();
    assert_eq!(ups, [30_000]);
    assert_eq!(number(&run, "naive-down-ms"), 22_900);
    assert_eq!([number(&run, "naive-kept"), number(&run, "values-kept")], [35, 35]);
    // With degradation this side never needs it, and the other one gets it.
    let run = played(&format!("#pipeline?restart=0&{CALM}&in=30~pipeline~restart"), 40);
    assert_eq!(number(&run, "naive-kept"), 35);
}

#[test]
fn a_breaker_that_is_switched_on_in_the_outage_ends_the_lateness() {
    let late = |link: &str, seconds| number(&played(link, seconds), "late-ms");
    let off = format!("#pipeline?breaker=0&{CALM}&outage-for=40");
    let on = format!("#pipeline?breaker=0&{CALM}&outage-for=40&in=20~breaker~1");
    assert!(late(&off, 44) > 15_000);
    assert!(late(&on, 44) < 3_000, "{}", late(&on, 44));
}

/// The stage's three answers are folded as the reports' are, so any run has one truth.
#[test]
fn the_stage_the_report_and_the_metrics_tell_the_same() {
    let links = [
        ("#pipeline", 60),
        ("#pipeline?own=1&seed=5&failures=0.6,0.2,0.9,0.1,0.4&threshold=2", 300),
        ("#pipeline?own=2&seed=6&threshold=1&in=20~kill~S1;60~recover~S1;90~breaker~0;140~breaker~1", 300),
        ("#pipeline?degrade=0&seed=7&in=40~degrade~1;100~retry~0", 300),
        ("#pipeline?seed=8&paint=10~60~failure.S2~1;30~90~failure.enrich~0.2~1;5~50~latency.S0~0.1~3", 300),
        ("#pipeline?seed=9&failures=0.5,0.5,0.5,0.5,0.5&in=4000~failures.S4~1", 8_000),
    ];
    for (link, seconds) in links {
        let run = played(link, seconds);
        let (observed, now) = (&picture(&run).observed, run.now());
        let report = report(&run);
        let hour = &report.last_hour;
        assert_eq!(hour.openings, observed.openings.of_late(now), "{link}");
        let retries = [hour.retried_calls, hour.saved_calls];
        assert_eq!(retries, [observed.retried.of_late(now), observed.saved.of_late(now)], "{link}");
        assert_eq!(hour.degraded, observed.degraded.of_late(now), "{link}");
        let ranked: Vec<(String, u64)> =
            observed.ranked(now).into_iter().map(|(sensor, missing)| (format!("S{sensor}"), missing)).collect();
        let told: Vec<(String, u64)> =
            hour.missing.iter().map(|(name, missing)| ((*name).to_owned(), *missing)).collect();
        assert_eq!(told, ranked, "{link}");
        assert!(ranked.is_sorted_by(|one, other| one.1 >= other.1), "{link}");
        let page = text(&run, Dialect::HalfOpen);
        let value = |name: &str| {
            let line =
                page.lines().find(|line| line.starts_with(&format!("{name} "))).unwrap_or_else(|| panic!("{name}"));
            line.rsplit(' ').next().and_then(|value| value.parse::<u64>().ok()).expect("a whole number")
        };
        assert_eq!(value("half_open_retried_calls_last_hour"), hour.retried_calls, "{link}");
        assert_eq!(value("half_open_saved_calls_last_hour"), hour.saved_calls, "{link}");
        assert_eq!(value("half_open_degraded_batches_last_hour"), hour.degraded, "{link}");
        if !report.breakers.is_empty() {
            assert_eq!(value("half_open_openings_last_hour"), hour.openings, "{link}");
        }
        for (sensor, missing) in &ranked {
            let line = format!("half_open_sensor_missing_last_hour{{sensor=\"{sensor}\"}} {missing}\n");
            assert!(page.contains(&line), "{link}: {line}");
        }
        // Within the first hour the last hour is all of it.
        if seconds < 3_600 {
            assert_eq!(hour.openings, number(&run, "openings"), "{link}");
            assert_eq!(hour.saved_calls, number(&run, "retried-well"), "{link}");
            assert_eq!(hour.degraded, number(&run, "degraded"), "{link}");
        } else {
            assert!(hour.degraded < number(&run, "degraded"), "{link}");
        }
        let batches = report.batches.as_ref().expect("batches");
        assert_eq!(
            [batches.batches, batches.values, batches.values_kept].map(Some),
            [Some(number(&run, "batches")), Some(number(&run, "values")), Some(number(&run, "values-kept")),]
        );
        assert_eq!([batches.enriched, batches.flagged], [number(&run, "enriched"), number(&run, "flagged")]);
        assert_eq!(batches.restart_kept, number(&run, "naive-kept"), "{link}");
        assert_eq!(batches.late_ms, number(&run, "late-ms"), "{link}");
    }
}

#[test]
fn a_report_names_the_breakers_by_what_they_stand_before() {
    let names = |link: &str| -> Vec<&'static str> {
        report(&played(link, 40)).breakers.iter().map(|breaker| breaker.name).collect()
    };
    assert_eq!(names("#pipeline"), ["enrich"]);
    assert_eq!(names("#pipeline?own=1"), ["S0", "S1", "S2", "S3", "S4", "enrich"]);
    assert_eq!(names("#pipeline?own=2"), ["sensors", "enrich"]);
    assert!(names("#pipeline?breaker=0").is_empty());
    let run = played("#pipeline?own=2", 40);
    assert_eq!(breaker_of(run.settings(), 3), Some("sensors"));
    let openings: u64 = report(&run).breakers.iter().map(|breaker| breaker.openings).sum();
    assert_eq!(openings, number(&run, "openings"));
}

#[test]
fn values_and_batches_add_up() {
    for link in [
        "#pipeline?seed=3",
        "#pipeline?degrade=0&seed=4",
        "#pipeline?own=1&seed=5&every=0.3",
        "#pipeline?every=0.05&hang=9",
    ] {
        for seconds in [7, 33, 200] {
            let names = ["batches", "values", "values-kept", "enriched", "flagged"];
            let [batches, values, kept, enriched, flagged] = numbers(link, seconds, names);
            assert_eq!(values, 5 * batches, "{link}");
            let lost = picture(&played(link, seconds)).lost;
            assert_eq!(enriched + flagged + lost, batches, "{link}");
            assert!(kept <= values - 5 * lost, "{link}");
        }
    }
}

#[test]
fn why_tells_which_breaker_and_which_service() {
    let told = |link: &str, seconds| -> Vec<String> {
        let run = played(link, seconds);
        lines(&run, 200).iter().map(|line| format!("{} {}", line.head, line.body)).collect()
    };
    let default = told("#pipeline", 33);
    for says in [
        "Breaker enrich opened: 3rd failure in a row (threshold 3). Next probe at 21.2 s.",
        "Breaker enrich opened again: the probe failed. Next probe at 30.6 s.",
        "Breaker enrich closed: the probe succeeded.",
        "Batch 5 flagged: not enriched, so its 5 of 5 values are kept as they are.",
    ] {
        assert!(default.iter().any(|line| line == says), "{says}: {default:#?}");
    }
    assert!(default.iter().any(|line| line.starts_with("Fast fail at enrich: the breaker is open")), "{default:#?}");
    assert!(default.iter().any(|line| line.starts_with("S1 waits 0.1 s in batch")), "{default:#?}");
    let crashed = told(&format!("#pipeline?degrade=0&{CALM}&in=3~kill~enrich"), 20);
    for says in [
        "enrich was killed: from now on every attempt fails.",
        "Pipeline crashed at enrich in batch 3; without degradation all that is in hand is lost. It is up again at 14.",
        "Pipeline is up again: it was down for 10 s and reads from the next batch on.",
    ] {
        assert!(crashed.iter().any(|line| line.starts_with(says)), "{says}: {crashed:#?}");
    }
    assert_eq!(ENRICH as usize, SENSORS);
}
