//! The sources that the breaker lab's runs go through.

use super::{is_general, is_without};
use crate::play::Settings;
use crate::play::code::source::source;
use crate::play::code::{Listing, rule};

pub(super) static LISTINGS: [&Listing; 2] = [&PLAIN, &GENERAL];

/// The plain breaker.
pub static PLAIN: Listing = Listing {
    key: "breaker",
    files: &[
        source!("breaker/mod.rs", "policy/breaker/mod.rs"),
        source!("breaker/trip.rs", "policy/breaker/trip.rs"),
        source!("breaker/probing.rs", "policy/breaker/probing.rs"),
        source!("breaker/counted.rs", "policy/breaker/counted.rs"),
    ],
    named: |event, before, _| rule::of_breaker(event, before, false),
    shown: |_, _| None,
    numbers: |_, _| None,
};

/// The breaker of every library.
pub static GENERAL: Listing = Listing {
    key: "general-breaker",
    files: &[
        source!("breaker/general/mod.rs", "policy/breaker/general/mod.rs"),
        source!("breaker/general/change.rs", "policy/breaker/general/change.rs"),
        source!("breaker/general/trip.rs", "policy/breaker/general/trip.rs"),
        source!("breaker/counted.rs", "policy/breaker/counted.rs"),
    ],
    named: |event, before, _| rule::of_breaker(event, before, true),
    shown: |_, _| None,
    numbers: |_, _| None,
};

/// Nothing decides where there is no breaker.
pub(super) fn listing(settings: &Settings) -> Option<&'static Listing> {
    let listing = if is_general(settings) { &GENERAL } else { &PLAIN };
    (!is_without(settings)).then_some(listing)
}
