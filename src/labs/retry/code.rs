//! The sources that the retry lab's runs go through.

use crate::play::code::source::source;
use crate::play::code::{Listing, rule};

/// A retry with its backoff.
pub static LISTING: Listing = Listing {
    key: "retry",
    files: &[
        source!("retry/mod.rs", "policy/retry/mod.rs"),
        source!("backoff/mod.rs", "policy/backoff/mod.rs"),
        source!("layer/retry.rs", "sim/layer/retry.rs"),
    ],
    named: rule::of_retry,
    shown: |_, _| None,
    numbers: |_, _| None,
};
