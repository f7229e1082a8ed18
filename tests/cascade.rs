//! The cascade lab: how it fills, what protects, and that it heals.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::panic, reason = "a test fails by panicking")]

use half_open::link;
use half_open::play::Run;
use half_open::sim::event::Event;
use half_open::time::Instant;

fn run(link: &str, seconds: f64) -> Run {
    let parsed = link::parse(link);
    assert!(parsed.complaints.is_empty(), "{link}: {:?}", parsed.complaints);
    let Ok(mut run) = Run::replay(parsed.tape) else { panic!("{link}") };
    assert!(run.advance(Instant::from_millis((seconds * 1_000.0) as u64), 10_000_000));
    run
}

fn metric(run: &Run, name: &str) -> u64 {
    run.metrics().iter().find(|metric| metric.name == name).map_or_else(|| panic!("{name}"), |metric| metric.value)
}

/// The numbers of a link at a moment.
fn numbers<const N: usize>(link: &str, seconds: f64, names: [&str; N]) -> [u64; N] {
    let run = run(link, seconds);
    names.map(|name| metric(&run, name))
}

#[test]
fn a_is_full_two_seconds_after_c_begins_to_hang_and_answers_nobody() {
    assert_eq!(run("#cascade", 7.0).state(), "free");
    assert_eq!(run("#cascade", 7.1).state(), "full");
    // While A is full, next to none of those who need only A is answered.
    let [asked, served] = numbers("#cascade", 7.1, ["status-asked", "status-served"]);
    let [asked_later, served_later] = numbers("#cascade", 25.0, ["status-asked", "status-served"]);
    assert_eq!(asked_later - asked, 120);
    assert!(served_later - served <= 7, "{}", served_later - served);
}

#[test]
fn it_heals_by_itself() {
    let lost = |seconds| numbers("#cascade", seconds, ["refused", "failed"]);
    assert_eq!(lost(40.0), lost(60.0), "nothing is lost any more");
    assert_eq!(run("#cascade", 60.0).state(), "free");
}

#[test]
fn a_timeout_or_a_wall_keeps_status_safe() {
    for link in ["#cascade?timeout=1", "#cascade?bulkhead=8"] {
        for seconds in [10.0, 25.0, 40.0] {
            let names = ["status-asked", "protected-status-served", "status-served"];
            let [asked, protected, bare] = numbers(link, seconds + 0.2, names);
            // What has come in the last tenth of a second may still be worked on.
            assert!(asked - protected <= 1, "{link} {seconds}: {protected} of {asked}");
            assert!(bare < protected, "{link} {seconds}");
        }
    }
}

#[test]
fn a_breaker_without_a_timeout_is_ten_seconds_late_or_does_not_help_at_all() {
    let protected = |link, seconds| numbers(link, seconds, ["protected-status-served", "status-served"]);
    let [with, without] = protected("#cascade?breaker=1", 14.9);
    assert_eq!(with, without, "up to ten seconds after the first call hung nothing is other");
    let [with, without] = protected("#cascade?breaker=1", 25.0);
    assert!(with > without + 30);
    let [with, without] = protected("#cascade?breaker=1&hang=30", 34.0);
    assert_eq!(with, without);
    let [with, without] = protected("#cascade?breaker=1&timeout=1", 25.0);
    assert!(with > without + 100);
}

#[test]
fn nobody_works_for_those_who_have_gone_if_the_time_left_is_passed_on() {
    let wasted = |link| numbers(link, 30.0, ["wasted-ms"])[0];
    assert_eq!(wasted("#cascade"), 0);
    assert!(wasted("#cascade?timeout=1") > 100_000);
    assert_eq!(wasted("#cascade?timeout=1&budgeted=1"), 0);
}

#[test]
fn without_protection_both_sides_are_the_same() {
    for seconds in [6.0, 20.0, 45.0] {
        let names = ["served", "protected-served", "status-served", "protected-status-served"];
        let [served, protected, status, protected_status] = numbers("#cascade", seconds, names);
        assert_eq!((served, status), (protected, protected_status));
    }
}

#[test]
fn requests_are_answered_refused_failed_or_under_way() {
    for link in ["#cascade", "#cascade?rate=200&queue=0", "#cascade?front=1&workers=1&queue=1000&rate=50"] {
        let run = run(link, 30.0);
        let [requests, served, refused, failed] =
            ["requests", "served", "refused", "failed"].map(|name| metric(&run, name));
        let room = 200 + 1_000 + 3 * 1_100;
        assert!(served + refused + failed <= requests && requests - served - refused - failed <= room, "{link}");
    }
}

#[test]
fn killed_services_answer_with_an_error_and_recover() {
    let link = "#cascade?outage-for=0&in=2~kill~B;4~recover~B";
    let [served, failed, refused] = numbers(link, 2.05, ["served", "failed", "refused"]);
    assert_eq!((failed, refused), (0, 0));
    let [later, failed, _] = numbers(link, 4.2, ["served", "failed", "refused"]);
    // A third of 40 requests goes to B.
    assert!((12..=14).contains(&failed) && later > served, "{failed}");
    let [_, after, _] = numbers(link, 20.0, ["served", "failed", "refused"]);
    assert_eq!(after, failed);
}

#[test]
fn a_timeout_can_be_set_in_the_midst_of_the_outage() {
    let [asked, served] = numbers("#cascade?in=10~timeout~1", 24.0, ["status-asked", "protected-status-served"]);
    let [_, before] = numbers("#cascade?in=10~timeout~1", 20.0, ["status-asked", "protected-status-served"]);
    assert!(served > before + 20 && served < asked, "{before} {served} {asked}");
}

/// A faster rate has the next request at once, and those after it a new spacing apart: nothing comes in the past.
#[test]
fn a_rate_that_is_changed_late_counts_from_then_on() {
    let run = run("#cascade?rate=0.5&in=1.5~rate~10", 1.75);
    let started = run.log().records().filter(|record| matches!(record.event, Event::CallStarted { .. }));
    let times: Vec<u64> = started.map(|record| record.at.millis()).collect();
    assert_eq!(times, [0, 1_500, 1_600, 1_700]);
}
