//! The words of a ladder of fallbacks: which steps gave nothing, and which one answered.

use crate::words::Noun;

/// What a ladder is made of.
pub const STEPS: Noun = Noun("step", "steps");

/// The head of a line about a step that gave nothing.
pub fn steps_down(call: &str) -> String {
    format!("{call} goes a step down:")
}

/// Full service gave nothing.
pub const FULL_MISSED: &str = "full service gave no answer.";

/// Another way gave nothing; the first is 1.
pub fn way_missed(way: u64) -> String {
    format!("fallback {way} gave no answer.")
}

/// The cache has nothing.
pub const NOT_CACHED: &str = "the cache has no value.";

/// What the cache has is too old.
pub fn too_old(age: &str) -> String {
    format!("the cached value is {age} old, which is too old.")
}

/// The head of a line about a call that has an answer.
pub fn served(call: &str) -> String {
    format!("{call} answered:")
}

/// By full service.
pub const BY_FULL: &str = "by full service.";

/// By another way.
pub fn by_way(after: &str) -> String {
    format!("by a fallback, after {after} without an answer.")
}

/// From the cache.
pub fn by_cache(age: &str, after: &str) -> String {
    format!("from the cache with a value {age} old, after {after} without an answer.")
}

/// With a value past its time.
pub fn by_stale_cache(age: &str, stale: &str, after: &str) -> String {
    format!("from the cache with a value {age} old, {stale} longer than it is fresh, after {after} without an answer.")
}

/// By a default value.
pub fn by_default(after: &str) -> String {
    format!("by the default value, after {after} without an answer.")
}

/// The head of a line about a call without an answer.
pub fn failed(call: &str) -> String {
    format!("{call} failed:")
}

/// No step had one.
pub fn by_none(after: &str) -> String {
    format!("no step is left after {after} without an answer.")
}
