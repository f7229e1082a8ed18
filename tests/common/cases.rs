//! The cases of every property: those that once failed, and then the same ones each time. `cargo xtask fuzz` takes
//! fresh ones in their place and keeps what fails.
//!
//! What failed stands in `tests/regressions/`, a file a source. A line that begins with a quotation mark is a case as
//! JSON text; a line that begins with `cc` is proptest's seed of one, with what it came to behind `#`. A case that can
//! be written as text is, because a seed leads to another case once the generator has changed.

use std::any::Any;
use std::fmt::Debug;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use proptest::test_runner::{Config, FailurePersistence, PersistedSeed, RngAlgorithm, RngSeed};

/// The seed of the cases that are the same each time.
const SEED: u64 = 20_260_901;
/// Holds the seed of fresh cases.
const FRESH: &str = "HALF_OPEN_FUZZ";
/// This many times as many cases as usual, if they are fresh.
const MORE: u32 = 4;

/// What every property is configured with: this many cases.
pub(crate) fn cases(count: u32) -> Config {
    let fresh = fresh();
    Config {
        cases: if fresh.is_some() { count.saturating_mul(MORE) } else { count },
        rng_algorithm: RngAlgorithm::ChaCha,
        rng_seed: RngSeed::Fixed(fresh.unwrap_or(SEED)),
        failure_persistence: Some(Box::new(Regressions)),
        ..Config::default()
    }
}

/// The seed of fresh cases, if those are wanted.
fn fresh() -> Option<u64> {
    std::env::var(FRESH).ok()?.parse().ok()
}

/// The regressions of a source: `tests/properties/retry.rs` has `tests/regressions/properties-retry.txt`.
pub(crate) fn file(source: &str) -> PathBuf {
    let path = Path::new(source).with_extension("txt");
    let name: Vec<_> = path.iter().skip(1).map(|part| part.to_string_lossy()).collect();
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/regressions").join(name.join("-"))
}

/// The lines that are cases.
pub(crate) fn kept(source: &str) -> Vec<String> {
    let text = std::fs::read_to_string(file(source)).unwrap_or_default();
    text.lines().filter(|line| line.starts_with('"') || line.starts_with("cc ")).map(str::to_owned).collect()
}

/// Keeps what a search has found; a fixed case that fails needs no line, since it comes again by itself.
pub(crate) fn keep(source: &str, line: &str) {
    if fresh().is_none() || kept(source).iter().any(|known| known == line) {
        return;
    }
    let opened = OpenOptions::new().create(true).append(true).open(file(source));
    opened.and_then(|mut file| writeln!(file, "{line}")).expect("a folder that can be written to");
}

/// Proptest's seeds in our files.
#[derive(Clone, Copy, Debug)]
struct Regressions;

impl FailurePersistence for Regressions {
    fn load_persisted_failures2(&self, source: Option<&'static str>) -> Vec<PersistedSeed> {
        let lines = source.map(kept).unwrap_or_default();
        let seeds = lines.iter().filter_map(|line| line.starts_with("cc ").then(|| line.split('#').next()).flatten());
        seeds.map(|seed| seed.trim().parse().expect("a seed as proptest writes it")).collect()
    }

    fn save_persisted_failure2(&mut self, source: Option<&'static str>, seed: PersistedSeed, value: &dyn Debug) {
        if let Some(source) = source {
            keep(source, &format!("{seed} # {value:?}"));
        }
    }

    fn box_clone(&self) -> Box<dyn FailurePersistence> {
        Box::new(*self)
    }

    fn eq(&self, other: &dyn FailurePersistence) -> bool {
        other.as_any().is::<Self>()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
