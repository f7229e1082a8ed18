//! `COVERAGE.md` names only files and tests that exist, and its runs come to what it says.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use half_open::link;
use half_open::play::{Run, explain};
use half_open::time::Instant;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The names of all functions in the sources and tests.
fn functions() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut folders: Vec<PathBuf> = ["src", "tests"].iter().map(|folder| root().join(folder)).collect();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a readable folder") {
            let path = entry.expect("a readable entry").path();
            if path.is_dir() && path.file_name().is_none_or(|name| name != "node_modules") {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).expect("a readable file");
                let after = text.split("fn ").skip(1);
                names.extend(after.filter_map(|rest| rest.split(['(', '<']).next().map(str::to_owned)));
            }
        }
    }
    names
}

#[test]
fn the_coverage_table_names_files_and_tests_that_exist() {
    let text = fs::read_to_string(root().join("COVERAGE.md")).expect("the table");
    let (table, _) = text.split_once("\n## Where the documents contradict").expect("a part about contradictions");
    let functions = functions();
    let (mut files, mut tests) = (0, 0);
    for (index, line) in table.lines().enumerate() {
        let shown_by = line.trim_end_matches([' ', '|']).rsplit(" | ").next().unwrap_or_default();
        for name in line.split('`').skip(1).step_by(2).filter(|name| name.contains('/')) {
            let path = ["src/", "tests/"].iter().any(|folder| name.starts_with(folder));
            assert!(!path || root().join(name).exists(), "line {}: there is no {name}", index + 1);
            files += usize::from(path);
        }
        for name in shown_by.split('`').skip(1).step_by(2).filter(|_| line.starts_with('|')) {
            let word = name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
            let test = word && name.matches('_').count() >= 2;
            assert!(!test || functions.contains(name), "line {}: there is no test {name}", index + 1);
            tests += usize::from(test);
        }
    }
    assert!(files > 100 && tests > 100, "{files} files, {tests} tests");
}

/// A run that the table cites: `#link @seconds name=value ...`, or `#link @seconds says "words of Why"`.
struct Cited<'a> {
    link: &'a str,
    seconds: f64,
    numbers: Vec<(&'a str, &'a str)>,
    says: Option<&'a str>,
}

fn cited(code: &str) -> Option<Cited<'_>> {
    let (link, rest) = code.split_once(" @").filter(|(link, _)| link.starts_with('#'))?;
    let (seconds, rest) = rest.split_once(' ').expect("what it comes to");
    let seconds = seconds.parse().expect("a second");
    let says = rest.strip_prefix("says \"").map(|words| words.trim_end_matches('"'));
    let numbers = if says.is_some() { "" } else { rest };
    let pair = |part| str::split_once(part, '=').expect("name=value");
    Some(Cited { link, seconds, numbers: numbers.split_whitespace().map(pair).collect(), says })
}

#[test]
fn each_run_of_the_table_comes_to_what_the_table_says() {
    let text = fs::read_to_string(root().join("COVERAGE.md")).expect("the table");
    let mut runs = 0;
    for (index, line) in text.lines().enumerate().filter(|(_, line)| line.starts_with('|')) {
        for run in line.split('`').skip(1).step_by(2).filter_map(cited) {
            let at = format!("line {}: {}", index + 1, run.link);
            let parsed = link::parse(run.link);
            assert!(parsed.complaints.is_empty(), "{at}: {:?}", parsed.complaints);
            let mut played = Run::replay(parsed.tape).expect("a valid link");
            let until = Instant::from_millis((run.seconds * 1_000.0).round() as u64);
            assert!(played.advance(until, 10_000_000), "{at} takes too many steps");
            let metrics = played.metrics();
            for (name, wanted) in &run.numbers {
                let value = match *name {
                    "state" => played.state().to_owned(),
                    _ => metrics.iter().find(|metric| metric.name == *name).expect(name).value.to_string(),
                };
                assert_eq!(value, *wanted, "{at}: {name}");
            }
            if let Some(words) = run.says {
                let lines = explain::lines(&played, 50);
                let told = |line: &explain::Line| format!("{} {}", line.head, line.body);
                let all: Vec<String> = lines.iter().map(told).collect();
                assert!(all.iter().any(|line| line.contains(words)), "{at} does not say {words:?}: {all:#?}");
            }
            assert!(run.says.is_some() || !run.numbers.is_empty(), "{at} comes to nothing");
            runs += 1;
        }
    }
    assert!(runs >= 25, "{runs} runs");
}
