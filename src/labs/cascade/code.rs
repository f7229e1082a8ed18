//! The sources that the cascade lab's runs go through: those of what protects.

use crate::play::Settings;
use crate::play::code::source::source;
use crate::play::code::{Listing, Rule};
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
    files: &[source!("timeout.rs", "policy/timeout.rs"), source!("bulkhead/mod.rs", "policy/bulkhead/mod.rs")],
    named,
    shown: |_, _| None,
    numbers,
};

/// What the breakers decide is shown in their own lab: their files read a `rate` that is a share of failures there, and a
/// number of requests here.
fn named(event: &Event, _: Option<&Event>, _: &Settings) -> Vec<Rule> {
    match event {
        Event::TimedOut { .. } => vec![EXPIRED],
        Event::Decided(decided) if decided.policy == "bulkhead" && decided.rule == "full" => vec![NO_ROOM],
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
