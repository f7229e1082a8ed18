//! Which of the published runs of contention a run of the lab is, and whether it comes to the same.

pub use crate::labs::published::{KINDS, Published, TABLE, of};

use super::World;
use crate::play::Settings;

/// How far a single run may be from the mean, in its deviations: more than three is chance in 3 of 1,000 runs.
const NEAR: f64 = 3.0;

/// The published kind that settings are, by its place in the tables: a base of 5 ms that doubles, at most 2 s.
pub fn kind(settings: &Settings) -> Option<usize> {
    let is = |key: &str, number: f64| settings.number(key) == number;
    let plain = World::of(settings) == World::Contention && settings.choice("budget") == "none" && is("failure", 0.0);
    if !plain || !is("cap", 2.0) {
        return None;
    }
    let jitter = settings.choice("jitter");
    if settings.choice("kind") == "constant" && is("base", 0.0) && jitter == "none" {
        return Some(0);
    }
    let doubles = settings.choice("kind") == "exponential" && is("factor", 2.0);
    let index = match jitter {
        "none" => 1,
        "equal" => 2,
        "full" => 3,
        "decorrelated" => 4,
        _ => return None,
    };
    (doubles && is("base", 0.005)).then_some(index)
}

/// Whether a single run's number is as near to the published mean as chance has it.
pub fn is_near(seen: f64, (mean, deviation): (f64, f64)) -> bool {
    (seen - mean).abs() <= NEAR * deviation
}
