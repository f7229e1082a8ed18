//! The headless program as scripts use it: its output, its messages and its exit status.
#![cfg(feature = "headless")]
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::process::{Command, Output};

use half_open::lab::{LabId, Run};
use half_open::link;
use half_open::time::Instant;
use serde_json::Value;

fn headless(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_headless")).args(arguments).output().expect("the program starts")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("text")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("text")
}

fn json(arguments: &[&str]) -> Value {
    let output = headless(arguments);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    serde_json::from_str(&out(&output)).expect("one JSON object")
}

fn played(text: &str, seconds: u64) -> Run {
    let mut run = Run::replay(link::parse(text).tape).expect("a valid link");
    while !run.advance(Instant::from_millis(seconds * 1_000), 100_000) {}
    run
}

#[test]
fn a_run_is_printed_as_the_contract_says() {
    for (text, seconds) in [
        ("#breaker?seed=42&failure=0.7", 60_u64),
        ("#retry?seed=7", 60),
        ("#batch?seed=3&in=12.4~kill~S1", 30),
        ("#breaker?like=sysmanage", 90),
    ] {
        let run = played(text, seconds);
        let told = json(&["run", text, "--until", &seconds.to_string(), "--format", "json"]);
        assert_eq!(told["v"], 1);
        assert_eq!(told["lab"], run.lab().key());
        assert_eq!(told["seed"], run.seed());
        assert_eq!(told["time_ms"], seconds * 1_000);
        assert_eq!(told["finished"], run.finished());
        assert_eq!(told["state"], run.state());
        for metric in run.metrics() {
            assert_eq!(told["metrics"][metric.name], metric.value, "{text}: {}", metric.name);
        }
        assert!(told.get("events").is_none(), "events only when asked for");
        let link = told["link"].as_str().expect("a link");
        assert_eq!(played(link, seconds).picture(), run.picture(), "{text}: the link leads to the same run");
    }
}

#[test]
fn every_event_has_its_time_kind_and_fields() {
    let told = json(&["run", "#breaker?failure=1", "--until", "20", "--format", "json", "--events"]);
    let events = told["events"].as_array().expect("events");
    assert!(events.len() > 20);
    assert!(events.iter().all(|event| event["t_ns"].is_u64() && event["kind"].is_string()));
    assert!(events.windows(2).all(|pair| pair[0]["t_ns"].as_u64() <= pair[1]["t_ns"].as_u64()));
    let opening = events.iter().find(|event| event["kind"] == "transition").expect("an opening");
    assert_eq!((opening["to"].as_str(), opening["rule"].as_str()), (Some("open"), Some("row")));
}

#[test]
fn csv_is_read_by_a_csv_reader() {
    let rows = |arguments: &[&str]| {
        let output = headless(arguments);
        let mut reader = csv::Reader::from_reader(output.stdout.as_slice());
        let heads = reader.headers().expect("a header").clone();
        let all: Vec<_> = reader.records().map(|row| row.expect("a row")).collect();
        (heads, all.len())
    };
    let (heads, metrics) = rows(&["run", "#batch", "--until", "10", "--format", "csv"]);
    assert_eq!((&heads[0], &heads[1], metrics), ("metric", "value", 5));
    let (heads, events) = rows(&["run", "#batch", "--until", "10", "--format", "csv", "--events"]);
    assert_eq!((&heads[0], &heads[1]), ("t_ns", "kind"));
    assert!(events > 50);
}

#[test]
fn a_bad_link_is_refused_with_what_is_allowed() {
    for (text, said) in [
        ("#breaker?failure=7", "failure is 7, but must be 0 to 1 in steps of 0.01"),
        ("#breaker?colour=red", "“colour” is not a key of this lab"),
        ("#toaster", "there is no lab “toaster”; the labs are retry, breaker and batch"),
        ("#breaker?in=nonsense", "nonsense"),
    ] {
        let output = headless(&["run", text, "--until", "1"]);
        assert_eq!(output.status.code(), Some(2), "{text}");
        assert!(err(&output).contains(said), "{text}: {}", err(&output));
        assert!(output.stdout.is_empty(), "{text}");
    }
}

#[test]
fn wrong_arguments_are_refused_by_name() {
    for (arguments, said) in [
        (&["run", "#breaker", "--until", "-1"][..], "--until"),
        (&["run", "#breaker", "--until", "86401"], "0 to 86400"),
        (&["run", "#breaker", "--format", "xml"], "table, json, csv"),
        (&["metrics", "#breaker", "--dialect", "latin"], "half-open, sysmanage or guide"),
        (&["reproduce", "nothing"], "lecture-retry"),
        (&["reproduce", "lecture-retry", "--clients", "5"], "clients"),
        (&["reproduce", "aws-backoff", "--runs", "0"], "--runs"),
        (&["run"], "<LINK>"),
        (&["dance"], "dance"),
    ] {
        let output = headless(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(err(&output).contains(said), "{arguments:?}: {}", err(&output));
    }
}

#[test]
fn labs_lists_every_parameter() {
    let told = json(&["labs", "--format", "json"]);
    let labs = told["labs"].as_array().expect("labs");
    for (lab, told) in LabId::ALL.iter().zip(labs) {
        assert_eq!(told["lab"], lab.key());
        let keys: Vec<&str> =
            told["parameters"].as_array().expect("parameters").iter().filter_map(|row| row["key"].as_str()).collect();
        assert_eq!(keys, lab.specs().iter().map(|spec| spec.key).collect::<Vec<_>>());
    }
    let table = out(&headless(&["labs"]));
    assert!(table.contains("reset") && table.contains("0 to 60 s"));
}

#[test]
fn reports_and_metrics_are_of_the_same_run() {
    let run = played("#breaker?failure=1", 20);
    let openings = run.metrics().iter().find(|metric| metric.name == "openings").map(|metric| metric.value);
    let metrics = out(&headless(&["metrics", "#breaker?failure=1", "--until", "20"]));
    let line = format!("half_open_openings_total {}", openings.expect("the metric"));
    assert!(metrics.lines().any(|text| text == line), "{metrics}");
    let report = json(&["report", "#breaker?failure=1", "--until", "20", "--format", "json"]);
    assert_eq!(report["time_ms"], 20_000);
    assert!(out(&headless(&["report", "#batch", "--until", "20"])).contains("Overall"));
}

#[test]
fn an_experiment_prints_its_rows_and_its_verdicts() {
    let told = json(&["reproduce", "amplification", "--format", "json"]);
    let rows = told["experiments"][0]["rows"].as_array().expect("rows");
    assert!(rows.iter().any(|row| row["measured"] == 64.0 && row["from"] == "published" && row["verdict"] == "met"));
    let list = out(&headless(&["reproduce"]));
    assert!(list.contains("own-vs-shared") && list.contains("--clients"));
    let few = headless(&["reproduce", "aws-backoff", "--clients", "20", "--runs", "20", "--seed", "1"]);
    assert_eq!(few.status.code(), Some(0), "{}", out(&few));
}
