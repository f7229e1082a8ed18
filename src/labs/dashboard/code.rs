//! The sources that the dashboard lab's runs go through: the breaker of the documents, and the alerts.

use crate::play::code::source::source;
use crate::play::code::{Listing, rule};
use crate::sim::event::Event;

/// The breaker with all its rules, and what a monitor makes of it.
pub static LISTING: Listing = Listing {
    key: "dashboard",
    files: &[
        source!("breaker/general/mod.rs", "policy/breaker/general/mod.rs"),
        source!("breaker/general/change.rs", "policy/breaker/general/change.rs"),
        source!("breaker/general/trip.rs", "policy/breaker/general/trip.rs"),
        source!("breaker/counted.rs", "policy/breaker/counted.rs"),
        source!("alert.rs", "policy/alert.rs"),
    ],
    named: |event, before, _| match event {
        // A retry inside a breaker asks it only once.
        Event::AttemptStarted { attempt: 2.., .. } => Vec::new(),
        _ => rule::of_breaker(event, before, true),
    },
    shown: |_, _| None,
    numbers: |_, _| None,
};
