//! Code in step: which lines of a policy's source took a decision.
//!
//! The sources are the very files that were compiled, which the site has as files. A comment marks the one line of each
//! rule, `// rule: open`, and the line that reads a setting, `// reads: reset`; on a line of its own it stands for the
//! line below. [`rule`] leads from an event to its rules, [`source`] from a rule to its line.

mod note;
pub mod rule;
pub mod source;

use std::collections::VecDeque;

pub use rule::Rule;
pub use source::{File, Line, lines};

use super::run::setting;
use super::{Run, Settings};
use crate::sim::event::{Event, Record, TwinFate};
use crate::time::Instant;

/// The sources that a lab's runs go through, and how their events name the rules that are marked there.
#[derive(Debug)]
pub struct Listing {
    /// Its name among all listings.
    pub key: &'static str,
    /// Its files, in the order in which they are to be read.
    pub files: &'static [File],
    /// The rules that an event names, the one that decided most first. It gets the event, the one before it, and the
    /// settings with which it was decided.
    pub named: fn(&Event, Option<&Event>, &Settings) -> Vec<Rule>,
    /// The rule that the picture of a run names for an event, as long as it knows.
    pub shown: fn(&Run, &Record) -> Option<Rule>,
    /// The numbers of a rule that only this lab knows; nothing for all others.
    pub numbers: fn(&Record, Rule) -> Option<String>,
}

impl PartialEq for Listing {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

/// A decision: an event with the rules that it names.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// When.
    pub at: Instant,
    /// The rules, each with its numbers; the one that decided most comes first. Not empty.
    pub rules: Vec<(Rule, String)>,
    /// Whether it is told as a sentence of its own; a count and an admission only lead to such a turn.
    leads: bool,
}

impl Step {
    /// The rule that decided most.
    pub fn rule(&self) -> Option<Rule> {
        self.rules.first().map(|(rule, _)| *rule)
    }
}

/// The newest decisions of a run by the sources that it goes through, `most` at most. The first is the one that its moment is about: the newest of its
/// instant, and rather a turn than the count that led to it. The others follow, newest first.
pub fn steps(run: &Run, listing: &Listing, most: usize) -> Vec<Step> {
    let mut settings = Rewound::new(run);
    let mut steps: VecDeque<Step> = VecDeque::new();
    let mut records = run.log().records().rev().peekable();
    while let Some(record) = records.next() {
        let newest = steps.front().map_or(record.at, |step| step.at);
        if steps.len() >= most && record.at < newest {
            break;
        }
        settings.before(&record.event);
        let before = records.peek().map(|record| &record.event);
        let mut named = (listing.named)(&record.event, before, &settings.now);
        named.extend((listing.shown)(run, record));
        if named.is_empty() {
            continue;
        }
        let leads = leads(&record.event);
        let rules = named.into_iter().map(|rule| {
            let own = (listing.numbers)(record, rule);
            (rule, own.unwrap_or_else(|| note::note(record, rule, &settings.now)))
        });
        let rules = rules.collect();
        let step = Step { at: record.at, rules, leads };
        // A turn comes before the counts of its instant.
        if leads && step.at == newest && steps.front().is_some_and(|first| !first.leads) {
            steps.push_front(step);
        } else if steps.len() < most {
            steps.push_back(step);
        }
    }
    steps.truncate(most);
    steps.into()
}

/// Whether a decision is told as a sentence of its own.
const fn leads(event: &Event) -> bool {
    let twin_is_quiet =
        matches!(event, Event::Twin { fate: TwinFate::Down | TwinFate::Restarted | TwinFate::Back { .. }, .. });
    let counts = matches!(event, Event::Counted { .. } | Event::AttemptStarted { .. } | Event::ProbeStarted { .. });
    !twin_is_quiet && !counts
}

/// The settings in force as they were, by the lab's own parameters, on the way back through a run's events.
struct Rewound<'a> {
    run: &'a Run,
    /// How many of the lane's inputs came before.
    inputs: usize,
    now: Settings,
}

impl<'a> Rewound<'a> {
    fn new(run: &'a Run) -> Self {
        Self { run, inputs: run.inputs().count(), now: (run.lab().shown)(run.settings()) }
    }

    /// Goes back to before an event.
    fn before(&mut self, event: &Event) {
        if !matches!(event, Event::Applied(_)) {
            return;
        }
        self.inputs = self.inputs.saturating_sub(1);
        let first = &self.run.tape().scenario.settings;
        let mut then = first.clone();
        for input in self.run.inputs().take(self.inputs) {
            if let Some((spec, value)) = setting(first, input.action) {
                then.set(spec.key, value);
            }
        }
        self.now = (self.run.lab().shown)(&then);
    }
}
