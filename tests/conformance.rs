//! What other implementations do, replayed: every vector of `tests/vectors/` and of the folder that `HALF_OPEN_VECTORS`
//! names, against the policies here, by configuration alone.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "a test fails by panicking and reports")]

mod conformance {
    pub(crate) mod breaker;
    pub(crate) mod limits;
    pub(crate) mod retry;
}
#[path = "common/one_probe.rs"]
mod one_probe;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// How many steps a vector has, and what came out otherwise than it says.
#[derive(Debug, Default)]
pub(crate) struct Replayed {
    pub(crate) steps: u64,
    pub(crate) mismatches: Vec<String>,
}

impl Replayed {
    /// Counts one comparison.
    pub(crate) fn compare<T: PartialEq + std::fmt::Debug>(&mut self, what: &str, found: &T, wanted: &T) {
        if found != wanted {
            self.mismatches.push(format!("{what}: {found:?}, but {wanted:?} is wanted"));
        }
    }
}

/// Replays a vector by its kind. The error says what is not understood.
fn replay(vector: &Value) -> Result<Replayed, String> {
    let kind = vector["kind"].as_str().ok_or("no kind")?;
    let by_kind = [conformance::breaker::replay, conformance::retry::replay, conformance::limits::replay];
    by_kind.iter().find_map(|replay| replay(kind, vector)).ok_or_else(|| format!("kind {kind} is not known"))?
}

fn folders() -> Vec<PathBuf> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
    std::iter::once(own).chain(std::env::var_os("HALF_OPEN_VECTORS").map(PathBuf::from)).collect()
}

/// The `.json` files of a folder, by name.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let paths = entries.map(|entry| entry.expect("a readable entry").path());
    let mut found: Vec<PathBuf> = paths.filter(|path| path.extension().is_some_and(|end| end == "json")).collect();
    found.sort();
    found
}

#[test]
fn every_vector_is_met() {
    let (mut vectors, mut steps, mut complaints) = (0_u64, 0_u64, Vec::new());
    for path in folders().iter().flat_map(|folder| files(folder)) {
        let text = fs::read_to_string(&path).expect("a readable file");
        let file: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert_eq!(file["schema"], "resilience-vectors/1", "{}", path.display());
        for vector in file["vectors"].as_array().expect("a list of vectors") {
            vectors += 1;
            let name = vector["id"].as_str().or_else(|| vector["name"].as_str()).unwrap_or("without a name");
            match replay(vector) {
                Ok(replayed) => {
                    steps += replayed.steps;
                    complaints.extend(replayed.mismatches.into_iter().map(|mismatch| format!("{name}: {mismatch}")));
                }
                Err(error) => complaints.push(format!("{name}: not understood: {error}")),
            }
        }
    }
    println!("{vectors} vectors, {steps} steps, {} mismatches", complaints.len());
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}
