//! For each mechanism a scenario whose events and summary are kept as a readable table in `tests/goldens/`.
//!
//! After an intended change: `UPDATE_GOLDENS=1 cargo test --no-default-features`, then read the difference.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "common/golden.rs"]
mod golden;
mod mechanisms {
    pub(crate) mod breaker;
    pub(crate) mod compose;
    pub(crate) mod fallback;
    pub(crate) mod health;
    pub(crate) mod lab;
    pub(crate) mod limits;
    pub(crate) mod minimum;
    pub(crate) mod plans;
    pub(crate) mod play;
    pub(crate) mod retry;
}
#[path = "common/one_probe.rs"]
mod one_probe;

use golden::golden;
