//! The sources that the cascade lab's runs go through: those of what protects.

use crate::play::Settings;
use crate::play::code::source::source;
use crate::play::code::{Listing, Rule, rule};
use crate::sim::event::{Event, Record};
use crate::text::cascade as text;
use crate::words::span;

/// A timeout's time is over.
pub const EXPIRED: Rule = Rule::new("expired");
/// A bulkhead has no room.
pub const NO_ROOM: Rule = Rule::new("no-room");

/// What protects.
pub static LISTING: Listing = Listing {
    key: "cascade",
    files: &[
        source!("timeout.rs", "policy/timeout.rs"),
        source!("bulkhead/mod.rs", "policy/bulkhead/mod.rs"),
        source!("breaker/mod.rs", "policy/breaker/mod.rs"),
        source!("breaker/trip.rs", "policy/breaker/trip.rs"),
        source!("breaker/probing.rs", "policy/breaker/probing.rs"),
    ],
    named,
    shown: |_, _| None,
    numbers,
};

fn named(event: &Event, before: Option<&Event>, settings: &Settings) -> Vec<Rule> {
    match event {
        Event::TimedOut { .. } => vec![EXPIRED],
        Event::Decided(decided) if decided.policy == "bulkhead" && decided.rule == "full" => vec![NO_ROOM],
        // Most attempts go to services that no breaker guards, and a breaker that is off decides nothing.
        Event::AttemptStarted { .. } => Vec::new(),
        _ if settings.choice("breaker") == "1" => rule::of_breaker(event, before, false),
        _ => Vec::new(),
    }
}

fn numbers(record: &Record, _: Rule) -> Option<String> {
    match record.event {
        Event::TimedOut { limit, .. } => Some(span(limit)),
        Event::Decided(decided) => {
            let of =
                |name: &str| decided.numbers.iter().find(|(one, _)| *one == name).map_or(0, |(_, value)| *value as u64);
            Some(text::of_limit_in_code(of("active"), of("limit")))
        }
        _ => None,
    }
}
