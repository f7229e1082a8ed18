//! For each mechanism a scenario whose events and summary are kept as a readable table in `tests/goldens/`.
//!
//! After an intended change: `UPDATE_GOLDENS=1 cargo test --no-default-features`, then read the difference.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod mechanisms {
    pub(crate) mod breaker;
    pub(crate) mod compose;
    pub(crate) mod fallback;
    pub(crate) mod health;
    pub(crate) mod limits;
    pub(crate) mod play;
    pub(crate) mod retry;
}

use std::path::PathBuf;

/// Compares `found` with the golden of that name, line by line.
pub(crate) fn golden(name: &str, found: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/goldens").join(format!("{name}.txt"));
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        std::fs::write(&path, found).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        return;
    }
    let wanted = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    for (line, (found, wanted)) in (1..).zip(found.lines().zip(wanted.lines())) {
        assert_eq!(found, wanted, "{name}, line {line}");
    }
    assert_eq!(found.lines().count(), wanted.lines().count(), "{name}: as many lines");
}
