//! `COVERAGE.md` names only files and tests that exist.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

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
