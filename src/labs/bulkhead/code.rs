//! The sources that the bulkhead lab's runs go through: the wall, the limiter, the pool and the timeout.

use super::UNLIMITED;
use crate::play::Settings;
use crate::play::code::source::source;
use crate::play::code::{Listing, Rule};
use crate::sim::event::{Decided, Event, Record};
use crate::text::bulkhead as text;
use crate::words::span;

/// A call has a place behind its wall.
pub const RUNS: Rule = Rule::new("runs");
/// It waits for one.
pub const WAITS: Rule = Rule::new("waits");
/// There is none.
pub const NO_ROOM: Rule = Rule::new("no-room");
/// The bucket has a token.
pub const TOKEN_TAKEN: Rule = Rule::new("token-taken");
/// It has none.
pub const NO_TOKEN: Rule = Rule::new("no-token");
/// A call is not too early by the generic cell rate algorithm.
pub const IN_TIME: Rule = Rule::new("in-time");
/// It is.
pub const TOO_EARLY: Rule = Rule::new("too-early");
/// A connection serves once more.
pub const REUSED: Rule = Rule::new("connection-reused");
/// A connection is opened.
pub const OPENED: Rule = Rule::new("connection-opened");
/// All connections are in use.
pub const EXHAUSTED: Rule = Rule::new("connections-exhausted");
/// A connection is ready for the next.
pub const KEPT: Rule = Rule::new("connection-kept");
/// A connection is closed for good.
pub const CLOSED: Rule = Rule::new("connection-closed");
/// A timeout's time is over.
pub const EXPIRED: Rule = Rule::new("expired");

/// All that may stand between a call and its worker.
pub static LISTING: Listing = Listing {
    key: "bulkhead",
    files: &[
        source!("bulkhead/mod.rs", "policy/bulkhead/mod.rs"),
        source!("rate_limit.rs", "policy/rate_limit.rs"),
        source!("pool.rs", "policy/pool.rs"),
        source!("timeout.rs", "policy/timeout.rs"),
    ],
    named,
    shown: |_, _| None,
    numbers,
};

fn named(event: &Event, _: Option<&Event>, settings: &Settings) -> Vec<Rule> {
    match event {
        Event::TimedOut { .. } => vec![EXPIRED],
        Event::Decided(decided) => of(decided, settings.choice("limiter")).into_iter().collect(),
        _ => Vec::new(),
    }
}

fn number(decided: &Decided, name: &str) -> f64 {
    decided.numbers.iter().find(|(one, _)| *one == name).map_or(0.0, |(_, value)| *value)
}

fn of(decided: &Decided, limiter: &str) -> Option<Rule> {
    Some(match (decided.policy, decided.rule) {
        // Where there is no wall nothing is decided.
        ("bulkhead", "admitted") if number(decided, "limit") > f64::from(UNLIMITED) => return None,
        ("bulkhead", "admitted") => RUNS,
        ("bulkhead", "queued") => WAITS,
        ("bulkhead", "full") => NO_ROOM,
        ("rate_limit", "admitted") if limiter == "gcra" => IN_TIME,
        ("rate_limit", "over_rate") if limiter == "gcra" => TOO_EARLY,
        ("rate_limit", "admitted") => TOKEN_TAKEN,
        ("rate_limit", "over_rate") => NO_TOKEN,
        ("pool", "reused") => REUSED,
        ("pool", "opened") => OPENED,
        ("pool", "exhausted") => EXHAUSTED,
        ("pool", "kept") => KEPT,
        ("pool", "closed") => CLOSED,
        _ => return None,
    })
}

fn numbers(record: &Record, _: Rule) -> Option<String> {
    let decided = match &record.event {
        Event::TimedOut { limit, .. } => return Some(span(*limit)),
        Event::Decided(decided) => decided,
        _ => return None,
    };
    let of = |name: &str| number(decided, name) as u64;
    Some(match (decided.policy, decided.rule) {
        ("bulkhead", "queued") => text::place_in_code(of("place")),
        ("bulkhead", _) => text::of_limit_in_code(of("active"), of("limit")),
        ("rate_limit", "admitted") => text::left_in_code(of("left")),
        ("rate_limit", _) => text::wait_in_code(&span(core::time::Duration::from_millis(of("wait_ms")))),
        _ => text::in_use_in_code(of("in_use"), of("limit")),
    })
}
