//! The headless program from outside: what it prints, and its exit status.
#![cfg(all(feature = "headless", not(target_arch = "wasm32")))]
#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "common/golden.rs"]
mod golden;

use std::process::Command;

use golden::golden;
use half_open::copy_as::Target;
use half_open::experiment;
use half_open::export::fields::NAMES;
use half_open::export::metrics::Dialect;
use half_open::labs::breaker;
use half_open::link;
use half_open::play::{LabId, Run};
use half_open::time::Instant;
use serde_json::Value;

/// Exit status, standard output and standard error.
fn headless(arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_headless")).args(arguments).output().expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    (output.status.code().expect("an exit status"), text(output.stdout), text(output.stderr))
}

fn good(arguments: &[&str]) -> String {
    let (status, out, error) = headless(arguments);
    assert_eq!((status, error.as_str()), (0, ""), "{arguments:?}");
    out
}

fn data(arguments: &[&str]) -> Value {
    serde_json::from_str(&good(arguments)).expect("one JSON object")
}

/// The run of a link, played here.
fn played(text: &str, millis: u64) -> (Run, u64) {
    let mut run = Run::replay(link::parse(text).tape).expect("a valid link");
    let mut events = 0;
    assert!(run.advance_with(Instant::from_millis(millis), usize::MAX, &mut |_| events += 1));
    (run, events)
}

#[test]
fn a_run_is_printed_as_the_contract_says_with_the_numbers_of_the_page() {
    for (text, until, millis) in [
        ("#breaker?seed=42&failure=0.7", "60", 60_000),
        ("#breaker?like=semian&seed=3", "120", 120_000),
        ("#retry?seed=7", "12.3456", 12_345),
        ("#batch?batches=5&in=2~kill~S0", "100", 100_000),
    ] {
        let object = data(&["run", text, "--until", until, "--format", "json"]);
        let (run, _) = played(text, millis);
        let keys: Vec<&str> = object.as_object().expect("an object").keys().map(String::as_str).collect();
        assert_eq!(keys, ["v", "lab", "link", "seed", "time_ms", "finished", "state", "metrics"]);
        assert_eq!(object["v"], 1);
        assert_eq!(object["lab"], run.lab().key);
        assert_eq!(object["link"], text);
        assert_eq!(object["seed"], run.seed());
        assert_eq!(object["time_ms"], run.now().millis());
        assert_eq!(object["finished"], run.finished());
        assert_eq!(object["state"], run.state());
        let metrics = object["metrics"].as_object().expect("an object");
        assert_eq!(metrics.len(), run.metrics().len());
        for metric in run.metrics() {
            assert_eq!(metrics[metric.name], metric.value, "{text}: {}", metric.name);
        }
        let again = data(&["run", object["link"].as_str().expect("a link"), "--until", until, "--format", "json"]);
        assert_eq!(object, again);
    }
}

#[test]
fn lane_b_stands_beside_the_fields_of_the_contract_as_the_run_that_it_is() {
    let link = "#breaker?seed=42&b.threshold=5&in=4~b.reset~2;6~kill~S1";
    let object = data(&["run", link, "--until", "20", "--events", "--format", "json"]);
    let alone = |link| data(&["run", link, "--until", "20", "--events", "--format", "json"]);
    let a = alone("#breaker?seed=42&in=6~kill~S1");
    for member in ["state", "metrics", "events", "finished", "time_ms"] {
        assert_eq!(object[member], a[member], "{member} of lane A");
    }
    let b = alone("#breaker?seed=42&threshold=5&in=4~reset~2;6~kill~S1");
    assert_eq!(object["b"].as_object().expect("an object").len(), 4);
    for member in ["state", "metrics", "events", "finished"] {
        assert_eq!(object["b"][member], b[member], "{member} of lane B");
    }
    assert_ne!(a["metrics"], b["metrics"]);
    let openings = format!("b.openings={}", b["metrics"]["openings"]);
    good(&["run", link, "--until", "20", "--expect", &openings]);
    assert!(good(&["run", link, "--until", "20", "--format", "table"]).contains("Lane B: "));
    let (status, _, error) = headless(&["run", "#breaker?b.threshold=99"]);
    assert_eq!(status, 2);
    assert!(error.contains("b.threshold is “99”"), "{error}");
    let (status, _, error) = headless(&["run", "#breaker", "--expect", "b.openings=1"]);
    assert_eq!(status, 2);
    assert!(error.contains("b.openings"), "{error}");
}

/// Every format shows both lanes, each as the run that it is and under its name.
#[test]
fn no_export_leaves_out_lane_b() {
    let link = "#breaker?seed=42&failure=0.7&b.threshold=5&in=4~b.reset~2;6~kill~S1";
    let a = "#breaker?seed=42&failure=0.7&in=6~kill~S1";
    let b = "#breaker?seed=42&failure=0.7&threshold=5&in=4~reset~2;6~kill~S1";
    let printed = |link, command: &[&str]| {
        let arguments: Vec<&str> =
            command[..1].iter().chain(&[link, "--until", "20"]).chain(&command[1..]).copied().collect();
        good(&arguments)
    };
    let rows = |text: &str, lane: &str| {
        let prefixed = text.lines().filter_map(|line| line.strip_prefix(lane)).map(|line| format!("{line}\n"));
        prefixed.collect::<String>()
    };
    for command in [&["run", "--format", "csv"][..], &["run", "--format", "csv", "--events"]] {
        let both = printed(link, command);
        assert!(both.starts_with("lane,"), "{both}");
        for (lane, alone) in [("a,", a), ("b,", b)] {
            let alone = printed(alone, command);
            assert!(!alone.starts_with("lane"));
            let (_, alone) = alone.split_once('\n').expect("a header");
            assert_eq!(rows(&both, lane), alone, "lane {lane}");
        }
    }
    let both = printed(link, &["run", "--format", "table", "--events"]);
    let (of_a, of_b) = both.split_once("Events of lane B\n").expect("the events of lane B");
    let (_, of_a) = of_a.split_once("Events of lane A\n").expect("the events of lane A");
    for (events, alone) in [(of_a, a), (of_b, b)] {
        let alone = printed(alone, &["run", "--format", "table", "--events"]);
        assert!(alone.trim_end().ends_with(events.trim_end()), "{events}");
    }
    assert_eq!(
        printed(link, &["report"]),
        format!("Lane A\n{}\nLane B\n{}", printed(a, &["report"]), printed(b, &["report"]))
    );
    let report =
        |link| -> Value { serde_json::from_str(&printed(link, &["report", "--format", "json"])).expect("JSON") };
    assert_eq!(report(link)["b"], report(b));
    assert_eq!(report(link)["breakers"], report(a)["breakers"]);
    for dialect in Dialect::ALL {
        let text = |link| printed(link, &["metrics", "--dialect", dialect.key()]);
        let both = text(link);
        for (lane, alone) in [("a", a), ("b", b)] {
            let label = format!("lane=\"{lane}\"");
            let own: Vec<String> =
                both.lines().filter(|line| line.contains(&label)).map(|line| without(line, &label)).collect();
            let alone = text(alone);
            let alone: Vec<&str> = alone.lines().filter(|line| !line.starts_with('#')).collect();
            assert_eq!(own, alone, "{dialect:?}, lane {lane}");
        }
        let heads: Vec<&str> = both.lines().filter(|line| line.starts_with("# TYPE")).collect();
        assert!(heads.iter().all(|head| heads.iter().filter(|other| *other == head).count() == 1), "{heads:?}");
    }
    assert!(good(&["config", link, "--as", "pybreaker", "--lane", "b"]).contains("fail_max=5"));
    assert!(good(&["config", link, "--as", "pybreaker"]).contains("fail_max=3"));
    let (status, _, error) = headless(&["config", a, "--as", "pybreaker", "--lane", "b"]);
    assert_eq!(status, 2);
    assert!(error.contains("--lane is “b”"), "{error}");
}

/// A line of an exposition without one of its labels.
fn without(line: &str, label: &str) -> String {
    line.replace(&format!("{{{label},"), "{").replace(&format!("{{{label}}}"), "")
}

#[test]
fn events_are_printed_when_asked_for_and_all_of_them() {
    let text = "#breaker?seed=42&failure=0.7";
    let (_, count) = played(text, 30_000);
    let object = data(&["run", text, "--until", "30", "--format", "json", "--events"]);
    let events = object["events"].as_array().expect("a list");
    assert_eq!(events.len() as u64, count);
    assert!(events.iter().all(|event| event["t_ns"].is_u64() && event["kind"].is_string()));
    assert!(events.iter().any(|event| event["kind"] == "transition" && event["to"] == "open"));
    let times: Vec<u64> = events.iter().filter_map(|event| event["t_ns"].as_u64()).collect();
    assert!(times.is_sorted());

    let table = good(&["run", text, "--until", "30", "--format", "csv", "--events"]);
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    assert_eq!(reader.headers().expect("a header").len(), NAMES.len() + 2);
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len() as u64, count);
}

#[test]
fn the_numbers_are_printed_as_a_table_and_as_csv() {
    let (run, _) = played("#breaker", 60_000);
    let table = good(&["run", "#breaker"]);
    let text = good(&["run", "#breaker", "--format", "csv"]);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    for (metric, row) in run.metrics().iter().zip(&rows) {
        assert_eq!((&row[0], &row[1]), (metric.name, metric.value.to_string().as_str()));
        assert!(table.contains(metric.name) && table.contains(&metric.value.to_string()));
    }
    assert_eq!(rows.len(), run.metrics().len());
    let at_its_moment = data(&["run", "#breaker?t=5", "--format", "json"]);
    assert_eq!(at_its_moment["time_ms"], 5_000, "a link's own moment is kept");
}

#[test]
fn a_check_that_fails_is_status_1_and_the_run_is_printed_all_the_same() {
    let link = "#breaker?seed=42&failure=0.7";
    let openings = data(&["run", link, "--format", "json"])["metrics"]["openings"].as_u64().expect("a number");
    let check = |number: u64| headless(&["run", link, "--expect", &format!("openings={number}")]);
    assert_eq!(check(openings).0, 0);
    let (status, out, error) = check(openings + 1);
    assert_eq!(status, 1);
    assert!(out.contains("openings"));
    assert!(error.contains(&format!("openings is {openings}, expected {}", openings + 1)), "{error}");
}

#[test]
fn wrong_arguments_and_bad_links_are_status_2_and_named() {
    for (arguments, named) in [
        (&["run", "#breaker?failure=2"][..], &["failure", "“2”", "0 to 1"][..]),
        (&["run", "#breaker?failure=2&wrong=1"], &["failure", "“wrong” is not a key", "threshold, rate"]),
        (&["run", "#valve"], &["“valve”", "retry, breaker, batch"]),
        (&["run", "#?failure=0.5"], &["names no lab", "retry, breaker, batch"]),
        (&["run", "#breaker?v=2"], &["v is “2”", "must be 1"]),
        (&["run", "#breaker?seed=-1"], &["seed", "0 to 9007199254740991"]),
        (&["run", "#breaker?seed=1&seed=2"], &["“seed” stands twice"]),
        (&["run", "#breaker?in=9~failure~7"], &["9~failure~7", "0 to 1"]),
        (&["run", "#breaker", "--until", "-1"], &["--until", "0 to 86400 s"]),
        (&["run", "#breaker", "--until", "86401"], &["--until", "0 to 86400 s"]),
        (&["run", "#breaker", "--until", "NaN"], &["--until", "0 to 86400 s"]),
        (&["run", "#breaker", "--format", "yaml"], &["--format", "table, json, csv"]),
        (&["run", "#breaker", "--expect", "openings"], &["--expect", "METRIC=NUMBER"]),
        (&["run", "#breaker", "--expect", "opening=1"], &["“opening”", "openings"]),
        (&["run"], &["<LINK>"]),
        (&["report", "#breaker?x=1"], &["“x” is not a key"]),
        (&["metrics", "#breaker", "--dialect", "latin"], &["--dialect", "half-open, sysmanage, guide"]),
        (&["reproduce", "nothing"], &["“nothing”", "lecture-retry"]),
        (&["reproduce", "aws-backoff", "--clients", "0"], &["--clients", "1 to 2000"]),
        (&["reproduce", "aws-backoff", "--clients", "-3"], &["--clients"]),
        (&["reproduce", "aws-backoff", "--seed", "-1"], &["--seed", "0 to 9007199254740991"]),
        (&["reproduce", "amplification", "--runs", "5"], &["--runs", "no such option"]),
        (&["reproduce", "amplification", "--all"], &["--all"]),
        (&["reproduce", "--seed", "1"], &["--seed", "--all"]),
        (&["sing"], &["sing"]),
    ] {
        let (status, out, error) = headless(arguments);
        assert_eq!((status, out.as_str()), (2, ""), "{arguments:?}: {error}");
        for word in named {
            assert!(error.contains(word), "{arguments:?} does not name {word}: {error}");
        }
        assert!(!error.contains("was used"), "nothing falls back to a default: {error}");
    }
    let (status, _, _) = headless(&[]);
    assert_eq!(status, 2);
}

#[test]
fn help_and_version_are_status_0_and_help_tells_the_statuses() {
    let help = good(&["--help"]);
    for word in ["Exit status", "run", "report", "metrics", "config", "check", "labs", "reproduce"] {
        assert!(help.contains(word), "{help}");
    }
    assert!(good(&["--version"]).contains(env!("CARGO_PKG_VERSION")));
}

#[test]
fn config_prints_the_settings_of_the_moment_for_a_library() {
    for target in Target::ALL {
        let text = good(&["config", "#breaker?threshold=4&in=2~reset~7", "--as", target.key()]);
        let mut settings = link::parse("#breaker?threshold=4").tape.scenario.settings;
        settings.set("reset", half_open::play::Value::Number(7.0));
        assert_eq!(text, link::config(target, breaker::ID, &settings));
    }
    let before = good(&["config", "#breaker?in=2~reset~7", "--until", "1", "--as", "pybreaker"]);
    assert!(before.contains("reset_timeout=5,"), "{before}");
    let help = good(&["config", "--help"]);
    assert!(Target::ALL.iter().all(|target| help.contains(target.key()) && help.contains(target.name())), "{help}");
    for (arguments, word) in [
        (["config", "#breaker", "--as", "hystrix"], "pybreaker"),
        (["config", "#breaker?threshold=99", "--as", "polly"], "threshold"),
        (["config", "#braker", "--as", "polly"], "braker"),
    ] {
        let (status, out, error) = headless(&arguments);
        assert_eq!((status, out.as_str()), (2, ""), "{arguments:?}");
        assert!(error.contains(word), "{error}");
    }
    assert_eq!(headless(&["config", "#breaker"]).0, 2, "a library must be named");
}

#[test]
fn report_and_metrics_are_those_of_the_run() {
    let (run, _) = played("#batch?seed=3", 30_000);
    let report = half_open::export::report::report(&run);
    assert_eq!(good(&["report", "#batch?seed=3", "--until", "30"]), report.to_string());
    let expected = serde_json::to_value(&report).expect("data");
    assert_eq!(data(&["report", "#batch?seed=3", "--until", "30", "--format", "json"]), expected);
    for dialect in Dialect::ALL {
        let text = good(&["metrics", "#batch?seed=3", "--until", "30", "--dialect", dialect.key()]);
        assert_eq!(text, half_open::export::metrics::text(&run, dialect));
    }
}

#[test]
fn labs_lists_every_parameter_with_its_default_and_what_is_allowed() {
    let (text, object) = (good(&["labs"]), data(&["labs", "--format", "json"]));
    for (index, lab) in LabId::all().enumerate() {
        let listed = &object["labs"][index];
        assert_eq!((&listed["lab"], &listed["seed"]), (&lab.key.into(), &lab.default_seed.into()));
        for (spec, parameter) in lab.specs.iter().zip(listed["parameters"].as_array().expect("a list")) {
            assert_eq!(parameter["key"], spec.key);
            assert_eq!(parameter["default"], spec.write(spec.default()));
            assert_eq!(parameter["allowed"], spec.allowed());
            assert!(text.contains(spec.key) && text.contains(&spec.allowed()), "{}", spec.key);
        }
        for preset in listed["presets"].as_array().expect("a list") {
            assert!(link::parse(preset["link"].as_str().expect("a link")).complaints.is_empty());
        }
    }
}

#[test]
fn a_new_seed_is_told() {
    let (_, text, _) = headless(&["reproduce", "amplification", "--seed", "random", "--format", "json"]);
    let seed = serde_json::from_str::<Value>(&text).expect("JSON")["seed"].as_u64().expect("a seed");
    assert!(seed < 1_000_000, "{seed}");
    let again = good(&["reproduce", "amplification", "--seed", &seed.to_string()]);
    assert!(again.contains(&format!("Seed {seed}\n")), "{again}");
}

#[test]
fn experiments_are_listed_and_reproduced() {
    let (text, list) = (good(&["reproduce"]), data(&["reproduce", "--format", "json"]));
    for (index, experiment) in experiment::ALL.into_iter().enumerate() {
        assert!(text.contains(experiment.name));
        assert_eq!(list["experiments"][index]["name"], experiment.name);
    }
    let table = good(&["reproduce", "amplification"]);
    assert!(table.contains("published") && table.contains("243") && table.contains("0 missed"), "{table}");
    let object = data(&["reproduce", "aws-backoff", "--clients", "10", "--runs", "20", "--format", "json"]);
    assert_eq!((&object["passed"], &object["seed"]), (&true.into(), &experiment::SEED.into()));
    let rows = object["experiments"][0]["rows"].as_array().expect("a list");
    for row in rows.iter().filter(|row| row["relation"] == "near") {
        let number = |name: &str| row[name].as_f64().expect("a number");
        assert!((number("measured") - number("value")).abs() <= number("tolerance"), "{row}");
        assert_eq!((&row["verdict"], &row["provenance"]), (&"met".into(), &"re-run".into()));
    }
    assert!(rows.len() > 10);
}

/// The outage of a painted link, event by event, as a reader sees it. Recorded anew with `UPDATE_GOLDENS=1`.
#[test]
fn a_painted_outage_is_told_event_by_event() {
    let link = "#breaker?failure=0&latency=0.5&pause=1&seed=1&paint=4~8~failure~1;8~14~failure~1~0;3~6~latency~1.5~0.5";
    let found = good(&["run", link, "--until", "18", "--format", "table", "--events"]);
    let found: String = found.lines().map(|line| format!("{}\n", line.trim_end())).collect();
    golden("painted", &found);
}

#[test]
fn questions_are_printed_with_what_their_runs_say() {
    let found = good(&["questions"]);
    golden("questions", &found);
    assert!(good(&["questions", "retry"]).starts_with("Retry 1: "));
    let all = data(&["questions", "--format", "json"]);
    let questions = all["questions"].as_array().expect("a list");
    assert_eq!(questions.len(), LabId::all().map(|lab| lab.tooling().questions.len()).sum::<usize>());
    assert!(questions.iter().all(|one| one["explanation"].is_string() && one["until_ms"].is_u64()));
    let (status, _, error) = headless(&["questions", "ward"]);
    assert_eq!(status, 2);
    assert!(error.contains("retry, breaker, batch"), "{error}");
}

#[test]
fn a_checklist_is_printed_as_text_and_as_data_for_each_lab() {
    for lab in LabId::all() {
        let link = format!("#{}", lab.key);
        let (text, object) = (good(&["check", &link]), data(&["check", &link, "--format", "json"]));
        assert!(text.starts_with(&format!("Checklist: {}\n\nThe skill's ten points: ", lab.title)), "{text}");
        assert_eq!((object["lab"].as_str(), object["lane"].as_str()), (Some(lab.key), Some("a")));
        let groups = object["groups"].as_array().expect("groups");
        let points: Vec<&Value> = groups.iter().filter_map(|group| group["points"].as_array()).flatten().collect();
        assert_eq!((groups.len(), points.len()), (13, 78));
        for point in points {
            for part in ["title", "reason", "decides"] {
                assert!(text.contains(point[part].as_str().expect(part)), "{point}");
            }
            let setting = point["setting"].as_str();
            assert!(setting.is_none_or(|key| lab.specs.iter().any(|spec| spec.key == key)), "{point}");
            let mend = point["mend"].as_str();
            assert!(mend.is_none_or(|mend| link::parse(&format!("{link}?{mend}")).complaints.is_empty()), "{point}");
        }
    }
}

#[test]
fn a_checklist_is_of_the_settings_at_the_moment_and_of_the_lane_that_is_asked_for() {
    let verdict = |arguments: &[&str]| {
        let object = data(&[&["check", "--format", "json"], arguments].concat());
        object["groups"][0]["points"][5]["verdict"].as_str().map(str::to_owned)
    };
    let link = "#cascade?b.timeout=2&in=9~a.timeout~1";
    assert_eq!(link::parse(link).complaints, []);
    assert_eq!(verdict(&[link, "--until", "5"]).as_deref(), Some("not-met"));
    assert_eq!(verdict(&[link, "--until", "10"]).as_deref(), Some("met"));
    assert_eq!(verdict(&[link, "--until", "5", "--lane", "b"]).as_deref(), Some("met"));
    let (status, _, error) = headless(&["check", "#cascade", "--lane", "b"]);
    assert_eq!((status, error.contains("one lane")), (2, true));
    assert_eq!(headless(&["check", "#cascade?timeout=x"]).0, 2);
    assert!(good(&["check", link, "--lane", "b"]).starts_with("Checklist: Cascade, lane B\n"));
}
