//! The cases: a row each, with what is wrong in it, the changes that are offered, and the goal.

mod documents;
mod guide;
mod issues;
mod skill;

use super::plan::Plan;
use crate::text::clinic::cases::{CASES as WORDS, Words};
use crate::text::clinic::knobs as text;

/// How many cases there are.
pub const COUNT: usize = 25;
/// Changes that may be made.
pub const MOST_CHANGES: usize = 2;

/// A case.
#[derive(Debug)]
pub struct Case {
    /// What is wrong, as it runs.
    pub plan: Plan,
    /// The goal: calls answered and load avoided, of a thousand each.
    pub goal: (u64, u64),
    /// What its cause looks like.
    pub scene: Scene,
    /// The changes that are offered.
    pub remedies: &'static [Remedy],
    /// Those of them that cure it, by their names: one, or two together.
    pub cure: &'static [&'static str],
}

/// A change that is offered.
#[derive(Debug)]
pub struct Remedy {
    /// Its name in a link.
    pub key: &'static str,
    /// What it does.
    pub change: fn(&mut Plan),
}

/// What the cause of a case looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scene {
    /// Two callers at one gate.
    Gate,
    /// A switch that goes back and forth, without what should lie between.
    Switch,
    /// A clock and a limit on it.
    Clock,
    /// A caller that falls.
    Fall,
    /// One switch for several wires, beside a switch for each.
    Wires,
    /// A lamp that nobody sees.
    Lamp,
    /// What is counted, and what should be.
    Sieve,
    /// Calls that fan out, retry by retry.
    Fan,
    /// Waits between attempts, or none.
    Waits,
    /// An answer that looks like a real one.
    Mask,
    /// Places that fill up, and never become free.
    Places,
    /// Places that have to be filled, and a wall before the last.
    Wall,
    /// A share, and the limit of it.
    Share,
    /// A queue that stays empty.
    Queue,
}

/// The parts of the list, each with the number of its first case, from 1, and how many it has.
pub const GROUPS: [(Part, usize, usize); 5] =
    [(Part::Guide, 1, 8), (Part::Skill, 9, 7), (Part::Documents, 16, 5), (Part::Issues, 21, 4), (Part::Semian, 25, 1)];

/// A part of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The guide's mistakes.
    Guide,
    /// The skill's anti-patterns.
    Skill,
    /// Faults of the documents themselves.
    Documents,
    /// The guide's common issues.
    Issues,
    /// Semian's classic.
    Semian,
}

/// All cases, in order.
static CASES: [&[Case]; 4] = [&guide::CASES, &skill::CASES, &documents::CASES, &issues::CASES];

impl Case {
    /// A case by its number, from 1.
    pub fn of(number: usize) -> Option<(&'static Self, &'static Words)> {
        let case = CASES.iter().flat_map(|part| part.iter()).nth(number.checked_sub(1)?)?;
        Some((case, WORDS.get(number - 1)?))
    }

    /// The first case.
    pub fn first() -> (&'static Self, &'static Words) {
        let ([case, ..], [words, ..]) = (&guide::CASES, &WORDS);
        (case, words)
    }

    /// The place of a change among those that are offered.
    pub fn place(&self, key: &str) -> Option<usize> {
        self.remedies.iter().position(|remedy| remedy.key == key)
    }

    /// The plan with changes, each once; those that the case does not offer change nothing.
    pub fn with(&self, keys: [&str; MOST_CHANGES]) -> Plan {
        let mut plan = self.plan;
        // In the order in which they are offered, so that it does not matter which was chosen first.
        for remedy in self.remedies.iter().filter(|remedy| keys.contains(&remedy.key)) {
            (remedy.change)(&mut plan);
        }
        plan
    }
}

const fn remedy(key: &'static str, change: fn(&mut Plan)) -> Remedy {
    Remedy { key, change }
}

/// All changes, by their names in a link, with what they are about.
pub static KNOBS: [(&str, &str); 41] = [
    ("none", text::NONE),
    ("threshold-lower", text::THRESHOLD),
    ("threshold-higher", text::THRESHOLD),
    ("wait-shorter", text::WAIT),
    ("wait-longer", text::WAIT),
    ("wait-shortest", text::WAIT),
    ("probes-more", text::PROBES),
    ("successes-fewer", text::SUCCESSES),
    ("successes-more", text::SUCCESSES),
    ("lock", text::LOCK),
    ("half-open", text::HALF_OPEN),
    ("no-breaker", text::BREAKER),
    ("breaker", text::BREAKER),
    ("timeout-shorter", text::TIMEOUT),
    ("timeout-longer", text::TIMEOUT),
    ("attempts-fewer", text::ATTEMPTS),
    ("attempts-more", text::ATTEMPTS),
    ("retry", text::RETRY),
    ("no-retry", text::RETRY),
    ("backoff", text::BACKOFF),
    ("jitter", text::JITTER),
    ("retried", text::RETRIED),
    ("one-layer", text::LAYERS),
    ("counted", text::COUNTED),
    ("own", text::OWN),
    ("refusals", text::REFUSALS),
    ("restart", text::RESTART),
    ("flag", text::FLAG),
    ("outside", text::OUTSIDE),
    ("alert", text::ALERT),
    ("test-opens", text::TESTS),
    ("test-recovers", text::TESTS),
    ("test-reopens", text::TESTS),
    ("limit-more", text::LIMIT),
    ("limit-less", text::LIMIT),
    ("return", text::RETURN),
    ("queue", text::QUEUE),
    ("measured", text::MEASURED),
    ("strategy", text::STRATEGY),
    ("share-higher", text::SHARE),
    ("min-higher", text::MIN),
];
