//! What is exported is what happened: nothing left out, nothing counted twice, and others can read it.
#![cfg(all(feature = "headless", not(target_arch = "wasm32")))]
#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "common/links.rs"]
mod links;

use std::collections::BTreeSet;
use std::time::Duration;

use half_open::export::fields::{NAMES, fields, kind};
use half_open::export::metrics::{Dialect, text, text_of};
use half_open::export::tally::Tally;
use half_open::export::{csv, json, report};
use half_open::labs::breaker;
use half_open::labs::breaker::is_without;
use half_open::link;
use half_open::play::{MetricUnit, Run};
use half_open::policy::FailureKind;
use half_open::sim::event::{CallId, CallOutcome, Decided, Event, Numbers, Record};
use half_open::time::Instant;
use links::LINKS;
use openmetrics_parser::PrometheusValue;
use openmetrics_parser::prometheus::parse_prometheus;

/// A run of a link with all its events.
fn run(link: &str, seconds: u64) -> (Run, Vec<Record>) {
    let mut run = Run::replay(link::parse(link).tape).expect("a valid link");
    let mut records = Vec::new();
    let until = Instant::from_millis(seconds * 1_000);
    assert!(run.advance_with(until, 10_000_000, &mut |record| records.push(*record)));
    (run, records)
}

fn metric(run: &Run, name: &str) -> u64 {
    run.metrics().iter().find(|metric| metric.name == name).map_or_else(|| panic!("no {name}"), |metric| metric.value)
}

#[test]
fn every_event_is_an_object_with_its_time_and_kind_and_only_known_fields() {
    let mut kinds = BTreeSet::new();
    for (link, seconds) in LINKS {
        for record in run(link, *seconds).1 {
            let event = json::event(&record);
            assert_eq!(event["t_ns"], record.at.nanos());
            assert_eq!(event["kind"], kind(&record.event));
            let names: Vec<&str> = fields(&record).iter().map(|(name, _)| *name).collect();
            assert!(names.iter().all(|name| NAMES.contains(name)), "{names:?}");
            let distinct: BTreeSet<_> = names.iter().collect();
            assert_eq!(distinct.len(), names.len(), "{names:?}");
            assert_eq!(event.as_object().map(serde_json::Map::len), Some(names.len() + 2));
            kinds.insert(kind(&record.event));
        }
    }
    assert_eq!(kinds.len(), 33, "{kinds:?}");
}

#[test]
fn decisions_of_any_policy_carry_their_numbers() {
    let call = CallId { caller: 2, number: 7 };
    let numbers = Numbers::new(&[("active", 10.0), ("wait_ms", 1.5)]);
    let event = Event::Decided(Decided { policy: "bulkhead", rule: "queued", call, numbers });
    let record = Record { at: Instant::from_nanos(3), event };
    let wanted = r#"{"t_ns":3,"kind":"decided","caller":2,"call":7,"policy":"bulkhead","rule":"queued","numbers":{"active":10.0,"wait_ms":1.5}}"#;
    assert_eq!(json::event(&record), serde_json::from_str::<serde_json::Value>(wanted).expect("valid JSON"));
    let timed_out = Event::TimedOut { call, attempt: 1, limit: Duration::from_millis(200) };
    let table = table(&[record, Record { at: Instant::ZERO, event: timed_out }]);
    assert!(table.contains("active=10 wait_ms=1.5") && table.contains("200000000"), "{table}");
}

fn table(records: &[Record]) -> String {
    let mut table = Vec::new();
    csv::write(records, &mut table).expect("a vector takes everything");
    String::from_utf8(table).expect("text")
}

#[test]
fn a_table_has_a_row_for_each_event_and_the_same_values_as_the_objects() {
    let (_, records) = run("#batch?seed=17&in=3~kill~S0;9~recover~S0;11~twin~restart;20~every~5", 40);
    let table = table(&records);
    let mut reader = ::csv::Reader::from_reader(table.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let rows: Vec<_> = reader.records().map(|row| row.expect("as many fields as the header")).collect();
    assert_eq!((rows.len(), header.len()), (records.len(), NAMES.len() + 2));
    for (row, record) in rows.iter().zip(&records) {
        let event = json::event(record);
        for (name, text) in header.iter().zip(row) {
            match event.get(name) {
                None => assert_eq!(text, "", "{name}"),
                Some(serde_json::Value::Number(number)) => {
                    assert_eq!(text.parse::<f64>().ok(), number.as_f64(), "{name}");
                }
                Some(serde_json::Value::String(word)) => assert_eq!(text, word, "{name}"),
                Some(serde_json::Value::Bool(flag)) => assert_eq!(text, flag.to_string(), "{name}"),
                Some(_) => {}
            }
        }
    }
}

/// The tally replays a run's events and comes to the run's own numbers.
#[test]
fn a_tally_agrees_with_the_runs_numbers() {
    for (link, seconds) in LINKS {
        let (run, records) = run(link, *seconds);
        let tally = Tally::of(&run);
        match run.lab().key {
            "breaker" if is_without(run.settings()) => assert!(tally.breakers.is_empty(), "{link}"),
            "breaker" => {
                let breaker = tally.breakers.first().expect("a breaker");
                let results = breaker.watch.results();
                assert_eq!(results.successes(), metric(&run, "successes"), "{link}");
                let failures = metric(&run, "failures");
                // A caller's own mistake is a failure that the breaker does not count.
                let all_count = run.settings().choice("counts") == "all";
                assert!(results.failures == failures || (!all_count && results.failures < failures), "{link}");
                assert_eq!(breaker.fast_fails, metric(&run, "fast-fails"), "{link}");
                assert_eq!(breaker.watch.openings(), metric(&run, "openings"), "{link}");
                assert_eq!(breaker.openings.all, metric(&run, "openings"), "{link}");
                assert_eq!(breaker.watch.reopenings(), metric(&run, "reopenings"), "{link}");
            }
            "retry" => {
                let waiting = u64::try_from(tally.observed.waiting.as_millis()).expect("not so long");
                assert_eq!(waiting, metric(&run, "waiting-ms"), "{link}");
                let attempts: u64 = tally.services.values().flat_map(|service| service.attempts.values()).sum();
                assert_eq!(attempts, metric(&run, "attempts"), "{link}");
                let ended: u64 = tally.services.values().map(|service| service.succeeded.count).sum();
                assert_eq!(ended, metric(&run, "successes"), "{link}");
            }
            "dashboard" => {
                assert_eq!(tally.observed.batches.all, metric(&run, "batches"), "{link}");
                assert_eq!(tally.observed.degraded.all, metric(&run, "degraded"), "{link}");
            }
            lab if run.lab().has_batches => {
                let batches = tally.batches.as_ref().expect("batches");
                assert_eq!(tally.observed.batches.all, metric(&run, "batches"), "{link}");
                assert_eq!(tally.observed.degraded.all, metric(&run, "degraded"), "{link}");
                assert_eq!(
                    (batches.values, batches.kept),
                    (metric(&run, "values"), metric(&run, "values-kept")),
                    "{link}"
                );
                let twin = if lab == "pipeline" { "naive-kept" } else { "twin-kept" };
                assert_eq!(batches.twin.kept, metric(&run, twin), "{link}");
            }
            // In the other labs one call may meet a breaker several times, or several services.
            _ => continue,
        }
        let ended = records.iter().filter(|record| matches!(record.event, Event::CallEnded { .. })).count() as u64;
        let reached: u64 = tally.services.values().map(|one| one.succeeded.count + one.failed.count).sum();
        let refused: u64 = tally.breakers.iter().map(|breaker| breaker.fast_fails).sum();
        assert_eq!(reached + refused, ended, "{link}");
    }
}

/// The exposition of each dialect is read by a parser that others wrote, and holds the run's numbers.
#[test]
fn a_real_parser_reads_every_dialect() {
    for (link, seconds) in LINKS {
        let (run, _) = run(link, *seconds);
        for dialect in Dialect::ALL {
            let text = text(&run, dialect);
            if text.is_empty() {
                // The guide measures breakers only.
                let breaker = run.lab() == breaker::ID && !is_without(run.settings());
                assert!(dialect == Dialect::Guide && !breaker);
                continue;
            }
            let page = parse_prometheus(&text).unwrap_or_else(|error| panic!("{link} {dialect:?}: {error:?}\n{text}"));
            if dialect != Dialect::HalfOpen {
                continue;
            }
            for metric in run.metrics() {
                let total = if metric.unit == MetricUnit::Level { "" } else { "_total" };
                let name = format!("half_open_{}{total}", metric.name.replace('-', "_"));
                let family = page.families.get(&name).unwrap_or_else(|| panic!("{link}: no {name}"));
                let values: Vec<f64> = family.iter_samples().map(|sample| number(&sample.value)).collect();
                assert_eq!(values, [metric.value as f64], "{link} {name}");
            }
        }
    }
}

/// Of two lanes the values stand together under one head, as a parser wants them.
#[test]
fn a_real_parser_reads_two_lanes() {
    for link in ["#breaker?b.threshold=5", "#retry?b.jitter=none", "#batch?b.attempts=3"] {
        let (run, _) = run(link, 30);
        for dialect in Dialect::ALL {
            let text = text(&run, dialect);
            if dialect == Dialect::Guide && run.lab() != breaker::ID {
                continue;
            }
            let page = parse_prometheus(&text).unwrap_or_else(|error| panic!("{link} {dialect:?}: {error:?}\n{text}"));
            let two = |name: &str| page.families.get(name).map(|family| family.iter_samples().count());
            if dialect == Dialect::HalfOpen {
                assert!(
                    run.metrics().iter().all(|metric| {
                        two(&format!("half_open_{}_total", metric.name.replace('-', "_"))) == Some(2)
                    })
                );
            }
        }
    }
}

fn number(value: &PrometheusValue) -> f64 {
    match value {
        PrometheusValue::Counter(counter) => counter.value.as_f64(),
        PrometheusValue::Gauge(number) | PrometheusValue::Unknown(number) => number.as_f64(),
        other => panic!("not one number: {other:?}"),
    }
}

#[test]
fn each_dialect_has_its_documents_names_and_labels() {
    let (run, _) = run("#breaker?seed=7", 60);
    let named = |dialect, wanted: &[&str]| {
        let text = text(&run, dialect);
        for name in wanted {
            assert!(text.contains(name), "{name} in\n{text}");
        }
    };
    named(
        Dialect::SysManage,
        &[
            "circuit_breaker_state{name=\"S1\",state=\"open\"} ",
            "circuit_breaker_failures_total{name=\"S1\"} ",
            "retry_attempts_total{operation=\"S1\",attempt=\"1\"} ",
            "retry_success_total{operation=\"S1\"} ",
            "retry_duration_seconds_bucket{operation=\"S1\",le=\"+Inf\"} ",
        ],
    );
    named(
        Dialect::Guide,
        &[
            "circuit_breaker_state{service_name=\"S1\"} ",
            "circuit_breaker_failures_total{service_name=\"S1\"} ",
            "circuit_breaker_successes_total{service_name=\"S1\"} ",
            "circuit_breaker_call_duration_seconds_count{service_name=\"S1\",result=\"success\"} ",
        ],
    );
    for dialect in Dialect::ALL {
        assert_eq!(Dialect::from_key(dialect.key()), Some(dialect));
    }
    assert_eq!(Dialect::from_key("other"), None);
}

/// No lab has a bulkhead yet, so its decisions are told by hand.
#[test]
fn a_bulkheads_decisions_become_its_metrics_and_its_part_of_the_report() {
    let mut tally = Tally::new("own", breaker::LAB.services);
    let mut tell = |number, rule, numbers: &[(&'static str, f64)]| {
        let call = CallId { caller: 0, number };
        let decided = Decided { policy: "bulkhead", rule, call, numbers: Numbers::new(numbers) };
        tally.apply(&Record { at: Instant::from_millis(number), event: Event::Decided(decided) });
    };
    tell(1, "admitted", &[("active", 1.0), ("limit", 2.0), ("waited_ms", 0.0)]);
    tell(2, "queued", &[("place", 1.0)]);
    tell(2, "admitted", &[("active", 2.0), ("limit", 2.0), ("waited_ms", 5.0)]);
    tell(3, "queued", &[("place", 1.0)]);
    tell(3, "waited_too_long", &[("waited_ms", 9.0)]);
    tell(4, "full", &[("active", 2.0), ("limit", 2.0), ("waiting", 0.0), ("queue", 0.0)]);
    tell(1, "left", &[("active", 1.0), ("waiting", 0.0)]);
    let text = text_of(&tally, Dialect::SysManage);
    assert!(text.contains("bulkhead_active_calls{resource=\"bulkhead\"} 1\n"), "{text}");
    assert!(text.contains("bulkhead_rejected_calls_total{resource=\"bulkhead\"} 2\n"), "{text}");
    assert!(text.contains("bulkhead_utilization_ratio{resource=\"bulkhead\"} 0.5\n"), "{text}");
    assert!(parse_prometheus(&text).is_ok(), "{text}");
    let report = report::report_of(&tally);
    assert_eq!((report.bulkheads[0].rejection_rate, report.overall.bulkhead_health), (0.5, 0.5));
    assert!(report.to_string().contains("50 % of all calls rejected"));
}

#[test]
fn a_recovered_retry_and_a_timeout_are_seen() {
    let mut tally = Tally::new("own", breaker::LAB.services);
    let call = CallId { caller: 0, number: 1 };
    let events = [
        Event::CallStarted { call },
        Event::AttemptStarted { service: 1, call, attempt: 1, ends: Instant::from_millis(9) },
        Event::TimedOut { call, attempt: 1, limit: Duration::from_millis(1) },
        Event::CallEnded {
            call,
            attempts: 3,
            outcome: CallOutcome::Failed { kind: FailureKind::Timeout, reason: None },
        },
        Event::CallStarted { call },
        Event::CallEnded { call, attempts: 2, outcome: CallOutcome::Success { value: 1.0 } },
    ];
    for event in events {
        tally.apply(&Record { at: Instant::from_millis(2), event });
    }
    let report = report::report_of(&tally);
    assert_eq!((report.retries.retried_calls, report.retries.successful, report.retries.total_retries), (2, 1, 3));
    assert_eq!((report.services[0].status, report.services[0].consecutive_failures), ("unhealthy", 1));
    assert_eq!(report.overall.retry_health, 0.5);
}

#[test]
fn the_report_as_data_holds_what_its_text_says() {
    let (run, _) = run("#breaker?failure=1", 600);
    let report = report::report(&run);
    let data = serde_json::to_value(&report).expect("a report is data");
    assert_eq!(data["overall"]["status"], "degraded");
    assert_eq!(data["availability"]["status_code"], 503);
    assert_eq!(data["breakers"][0]["state"], run.state());
    assert_eq!(data["summary"]["open_breakers"], 1);
    let alerts: Vec<&str> = report.alerts.iter().map(|alert| alert.rule).collect();
    assert!(alerts.contains(&"open_too_long"), "{alerts:?}");
    let text = report.to_string();
    for alert in &report.alerts {
        assert!(text.contains(&alert.message) && text.contains(alert.action), "{text}");
    }
}
