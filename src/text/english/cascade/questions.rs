//! The questions of the cascade lab.

use crate::words::Noun;

/// What is counted.
pub const ANSWERS: Noun = Noun("answer", "answers");

/// What a run is about.
pub fn situation(rate: &str, front: u32, hangs: &str, protection: &str, more: &str) -> String {
    format!(
        "{rate} requests a second, a third each for B, D and A alone; A has {front} workers. {hangs} {protection}{more} "
    )
}

/// When C hangs.
pub fn hangs(from: &str, hang: &str) -> String {
    format!("From {from} on C hangs, {hang} a call.")
}

/// It never does.
pub const NO_OUTAGE: &str = "C does not hang.";
/// No protection.
pub const NOTHING: &str = "Nothing protects.";
/// Between protections.
pub const AND: &str = " and ";
/// What else happens.
pub const MORE_HAPPENS: &str = " More happens on the way.";

/// What protects.
pub fn protected_by(parts: &str) -> String {
    format!("With {parts}.")
}

/// A timeout.
pub fn a_timeout(limit: &str) -> String {
    format!("a timeout of {limit}")
}

/// Breakers.
pub const BREAKERS: &str = "a breaker before C in each";

/// A wall.
pub fn a_wall(workers: u32) -> String {
    format!("a bulkhead of twice {workers}")
}

/// How many status requests.
pub fn status(until: &str) -> String {
    format!("How many of those for A alone are answered by {until}?")
}

/// When A is full.
pub const WHEN_FULL: &str = "When is A full?";

/// What breakers do.
pub fn what_happens(until: &str) -> String {
    format!("What happens up to {until}?")
}

/// An option.
pub const STAYS_FREE: &str = "A always has a free worker";
/// An option.
pub const FULL_OPEN: &str = "A fills, and a breaker opens";
/// An option.
pub const FULL_CLOSED: &str = "A fills, and no breaker opens";

/// Across a curve.
pub const SECOND: &str = "second";
/// One point of it.
pub const AT_SECOND: &str = "at second";
/// Upwards.
pub const BUSY: &str = "busy workers of A";

/// A curve.
pub fn climb(service: &str) -> String {
    format!("Draw how many workers of {service} are busy.")
}

/// The most workers.
pub fn most(until: &str) -> String {
    format!("How many workers of A are busy at most by {until}?")
}

/// Who works for nobody.
pub const WHO_WORKS: &str = "Does anybody work for callers who gave up?";
/// An option.
pub const NOBODY: &str = "No, all of them stop";
/// An option.
pub fn less_than(time: &str) -> String {
    format!("Yes, for less than {time} in all")
}

/// An option.
pub fn more_than(time: &str) -> String {
    format!("Yes, for more than {time} in all")
}

/// It has not come to that.
pub const NOT_FULL: &str = "A was never full.";

/// When A was full, and why then.
pub fn was_full_at(at: &str, after: &str, rule: &str) -> String {
    format!("A was full at {at}, {after} after C began to hang. {rule}")
}

/// Why then.
pub fn rule_full(front: &str, behind: &str, time: &str) -> String {
    format!(
        "{behind} requests a second wait for B or D and give no worker back: {front} workers are gone in about {time}, however fast A itself is."
    )
}

/// How many were answered.
pub fn answered(served: &str, asked: &str, rule: &str) -> String {
    format!("{served} of {asked} were answered. {rule}")
}

/// Why so few.
pub const RULE_STATUS: &str =
    "They need neither B, C nor D, but a worker of A, and those wait for an answer that does not come.";
/// Why so many.
pub const RULE_ROOM: &str = "A always had a worker for them.";

/// What the breakers did.
pub fn opened(openings: &str, full: &str, rule: &str) -> String {
    format!("The breakers had {openings}; A was {full}. {rule}")
}

/// A was never full.
pub const NEVER_FULL: &str = "never full";

/// A was full.
pub fn full_from(at: &str) -> String {
    format!("full at {at}")
}

/// A breaker without a timeout.
pub const RULE_HANGING: &str = "A breaker counts failures, and a call that hangs has not failed yet: without a timeout it learns of it only at the end.";
/// A breaker with a timeout.
pub const RULE_TOLD: &str = "The timeout makes a failure of a call that hangs, and a breaker counts failures.";

/// How it climbed.
pub fn climbed(most: &str, full: &str, behind: &str) -> String {
    format!(
        "At most {most} were busy; A was {full}. While C hangs, {behind} requests a second take a worker and keep it, so the curve is a straight line up to the last one."
    )
}

/// The most workers.
pub fn at_most(most: &str, rule: &str) -> String {
    format!("At most {most} were busy. {rule}")
}

/// Why no more.
pub fn rule_most(behind: &str, timeout: &str, wanted: &str) -> String {
    format!("By Little's law {behind} a second times {timeout} is {wanted}; the rest is their own work and status.")
}

/// Nothing holds it back.
pub const RULE_UNLIMITED: &str = "Without a timeout each call keeps its worker as long as C hangs.";

/// How long was worked for nobody.
pub fn worked(wasted: &str, rule: &str) -> String {
    format!("Workers were busy for {wasted} in all with calls that nobody waited for. {rule}")
}

/// Why.
pub const RULE_NOT_TOLD: &str = "A timeout lets the caller go; those whom it called do not learn of it.";
/// Why not.
pub const RULE_BUDGETED: &str = "The time that is left is passed on with the call, so all of them stop together.";
