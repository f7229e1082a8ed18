//! The sources that the fallback lab's runs go through: the ladder, its cache, and the dead letters.

use super::picture::{of, span};
use crate::play::Settings;
use crate::play::code::source::source;
use crate::play::code::{Listing, Rule};
use crate::sim::event::{Decided, Event, Record};
use crate::sim::layer::steps::LADDER;
use crate::text::fallback as text;
use crate::words::span as spelled;

/// A step answered.
pub const SERVED: Rule = Rule::new("served");
/// A step gave nothing.
pub const MISSED: Rule = Rule::new("missed");
/// The replica is next.
pub const TO_DEGRADED: Rule = Rule::new("to-degraded");
/// The cache is next.
pub const TO_CACHED: Rule = Rule::new("to-cached");
/// The default value is next.
pub const TO_DEFAULT: Rule = Rule::new("to-default");
/// Nothing is left.
pub const TO_ERROR: Rule = Rule::new("to-error");
/// An answer is kept in the cache.
pub const STORED: Rule = Rule::new("stored");
/// The cache is asked before the service.
pub const FRESH_FIRST: Rule = Rule::new("fresh-first");
/// The cache has an answer.
pub const FOUND: Rule = Rule::new("found");
/// The cache has none.
pub const CACHE_EMPTY: Rule = Rule::new("cache-empty");
/// What the cache has is too old.
pub const TOO_OLD: Rule = Rule::new("too-old");
/// A write waits.
pub const KEPT: Rule = Rule::new("kept");
/// A write finds no room.
pub const NO_ROOM: Rule = Rule::new("no-room");
/// Letters are tried again.
pub const REPLAY: Rule = Rule::new("replay");
/// A letter failed again.
pub const CAME_BACK: Rule = Rule::new("came-back");

/// The ladder, its cache, and the dead letters.
pub static LISTING: Listing = Listing {
    key: "fallback",
    files: &[
        source!("fallback.rs", "policy/fallback.rs"),
        source!("cache.rs", "policy/cache.rs"),
        source!("dead_letter.rs", "policy/dead_letter.rs"),
    ],
    named,
    shown: |_, _| None,
    numbers,
};

fn named(event: &Event, before: Option<&Event>, settings: &Settings) -> Vec<Rule> {
    let Event::Decided(decided) = event else { return Vec::new() };
    // Where a step gave nothing before, this one is what came next.
    let came_down = matches!(before, Some(Event::Decided(before)) if before.rule.ends_with("missed") || before.rule.starts_with("cache_"));
    let down = |to: Rule| came_down.then_some(to);
    let rules: Vec<Option<Rule>> = match (decided.policy, decided.rule) {
        (LADDER, "full") => vec![Some(SERVED), Some(STORED)],
        (LADDER, "partial") => vec![Some(SERVED)],
        (LADDER, "degraded") => vec![Some(SERVED), (of(decided, "parts") >= of(decided, "of")).then_some(STORED)],
        (LADDER, "full_missed") => vec![Some(MISSED), below(decided, settings)],
        (LADDER, "degraded_missed") => vec![Some(MISSED)],
        (LADDER, "cache_empty") => vec![Some(CACHE_EMPTY), Some(MISSED), down(TO_CACHED)],
        (LADDER, "cache_too_old") => vec![Some(TOO_OLD), Some(MISSED), down(TO_CACHED)],
        (LADDER, "fresh_first") => vec![Some(FRESH_FIRST), Some(FOUND)],
        (LADDER, "fresh" | "stale") => vec![Some(FOUND), Some(SERVED), down(TO_CACHED)],
        (LADDER, "default") => vec![Some(SERVED), down(TO_DEFAULT)],
        (LADDER, "error") => vec![Some(SERVED), down(TO_ERROR)],
        (_, "kept") => vec![Some(KEPT)],
        (_, "no_room") => vec![Some(NO_ROOM)],
        (_, "replay") => vec![Some(REPLAY)],
        (_, "came_back") => vec![Some(CAME_BACK)],
        _ => Vec::new(),
    };
    rules.into_iter().flatten().collect()
}

/// The replica comes after the service, if it is asked at all.
fn below(decided: &Decided, settings: &Settings) -> Option<Rule> {
    let reads_only = settings.choice("replica-writes") == "0" && of(decided, "write") > 0.0;
    (settings.choice("degraded") == "1" && !reads_only).then_some(TO_DEGRADED)
}

fn numbers(record: &Record, rule: Rule) -> Option<String> {
    let Event::Decided(decided) = &record.event else { return None };
    let counted = |name: &str| of(decided, name) as u64;
    Some(match rule {
        FOUND | TOO_OLD => text::old_in_code(&spelled(span(decided, "age_ms"))),
        SERVED | MISSED => text::call_in_code(decided.call.number),
        KEPT | NO_ROOM => text::of_room_in_code(counted("waiting"), counted("room")),
        REPLAY => text::letters_in_code(counted("letters")),
        _ => return None,
    })
}
