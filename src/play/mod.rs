//! What any lab is played with: settings, runs, history, two lanes, timeline, paint, comparison, questions, code in step.
//!
//! It names no lab. What a lab supplies is its [`Lab`] table, and the registry stands above, in `labs`.

mod act;
pub mod chance;
pub mod code;
pub mod compare;
pub mod course;
pub mod explain;
pub mod history;
pub mod kinds;
pub mod lanes;
pub mod observed;
pub mod paint;
pub mod picture;
pub mod practice;
pub mod question;
pub mod run;
pub mod signs;
pub mod spec;
pub mod table;
pub mod tally;
pub mod target;
pub mod terms;
pub mod tries;

use core::time::Duration;

pub use course::Course;
pub use history::History;
pub use picture::Picture;
pub use run::{Log, Run};
pub use spec::{Settings, Spec, Value};
pub use table::{CommandSpec, Group, Lab, LabId, List, Name, Preset, Readers, Service, Tooling, Without};

use crate::sim::event::Event;
use crate::sim::input::{Action, Input};
use crate::sim::paint::Painting;
use crate::text::play::lanes as text;
use crate::time::Instant;

/// Everything that fixes a run, except what the user does during it.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// The lab.
    pub lab: LabId,
    /// Its settings at the start; of two lanes, those of lane A.
    pub settings: Settings,
    /// The settings of lane B at the start, if the run is split into two lanes with the same random numbers.
    pub lane_b: Option<Settings>,
    /// The seed of all luck, 0 to 9007199254740991 so that every number of a script can hold it.
    pub seed: u64,
    /// What is painted over the settings of the services: the weather, the same for each run.
    pub paint: Painting,
}

impl Scenario {
    /// A lab with its defaults and its telling seed.
    pub fn new(lab: LabId) -> Self {
        let settings = Settings::new(lab.specs);
        Self { lab, settings, lane_b: None, seed: lab.default_seed, paint: Painting::default() }
    }
}

/// A scenario and what the user did: it replays the run.
#[derive(Clone, Debug, PartialEq)]
pub struct Tape {
    /// What fixes the run's start.
    pub scenario: Scenario,
    /// What the user did, in order of time.
    pub inputs: Vec<Input>,
}

impl Tape {
    /// A tape with no inputs yet.
    pub const fn new(scenario: Scenario) -> Self {
        Self { scenario, inputs: Vec::new() }
    }
}

/// A number of the page contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Metric {
    /// Its name in the contract.
    pub name: &'static str,
    /// Its name on the page.
    pub label: &'static str,
    /// Its value.
    pub value: u64,
    /// What it counts.
    pub unit: MetricUnit,
}

/// What a metric counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MetricUnit {
    /// Things, which become more.
    Count,
    /// How many there are at present, or how much it is: it goes up and down.
    Level,
    /// Milliseconds.
    Millis,
}

impl Metric {
    /// A number of things.
    pub const fn count(name: &'static str, label: &'static str, value: u64) -> Self {
        Self { name, label, value, unit: MetricUnit::Count }
    }

    /// A number that goes up and down.
    pub const fn level(name: &'static str, label: &'static str, value: u64) -> Self {
        Self { name, label, value, unit: MetricUnit::Level }
    }

    /// A span, in milliseconds rounded down.
    pub fn millis(name: &'static str, label: &'static str, span: Duration) -> Self {
        let value = u64::try_from(span.as_millis()).unwrap_or(u64::MAX);
        Self { name, label, value, unit: MetricUnit::Millis }
    }
}

/// A value that theory gives for the present settings, beside what the run has shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is.
    pub label: String,
    /// What theory gives.
    pub expected: String,
    /// What was seen under these settings, with the number of cases behind it.
    pub seen: String,
    /// Since when they hold, if not from the start: only what came later is counted.
    pub since: Option<Instant>,
}

impl Fact {
    /// The heading of what was seen: since when it is counted.
    pub fn seen_since(facts: &[Self]) -> String {
        let since = facts.iter().filter_map(|fact| fact.since).max();
        since.map_or_else(|| "seen".to_owned(), |since| text::seen_since(&crate::words::moment(since)))
    }
}

/// Whether theory is another one after an event: a setting was changed, a service was killed or recovers, or painted
/// weather begins or ends.
pub fn changes_theory(event: &Event) -> bool {
    match event {
        Event::Applied(input) => !matches!(input.action, Action::Command(_)),
        Event::Painted { .. } => true,
        _ => false,
    }
}

/// `base` to a whole power, by multiplication alone so that every platform gives the same bits.
pub fn power(base: f64, exponent: u32) -> f64 {
    (0..exponent).fold(1.0, |product, _| product * base)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link;

    /// The facts of a link at a moment: expected and seen, by the first words of their labels.
    fn facts(link: &str, millis: u64) -> Vec<Fact> {
        let parsed = link::parse(link);
        assert!(parsed.complaints.is_empty(), "{:?}", parsed.complaints);
        let Ok(mut run) = Run::replay(parsed.tape) else { return Vec::new() };
        run.advance(Instant::from_millis(millis), 10_000_000);
        run.facts()
    }

    fn told(link: &str, millis: u64, label: &str) -> Option<(String, String, Option<u64>)> {
        let fact = facts(link, millis).into_iter().find(|fact| fact.label.starts_with(label))?;
        Some((fact.expected, fact.seen, fact.since.map(Instant::millis)))
    }

    #[test]
    fn what_was_seen_is_counted_since_theory_last_changed() {
        let run = "#breaker?seed=289&in=2.5~kill~S1;6.8~recover~S1;40~reset~2";
        let closed = |millis| told(run, millis, "Closed until");
        assert_eq!(closed(2_400).and_then(|told| told.2), None);
        // The phase of the Kill began before it, so the first one that counts is the next.
        assert_eq!(closed(6_000).map(|told| (told.1, told.2)), Some(("–".to_owned(), Some(2_500))));
        assert_eq!(closed(39_000).and_then(|told| told.2), Some(6_800));
        assert_eq!(closed(60_000).and_then(|told| told.2), Some(40_000));
        let probes = told(run, 40_000, "Probes").map(|told| told.1);
        assert_eq!(probes, Some("–".to_owned()), "none has answered since");
        // Painted weather is another theory, too.
        let painted = "#breaker?failure=0&paint=5~9~failure~1";
        assert_eq!(told(painted, 8_000, "Closed until").and_then(|told| told.2), Some(5_000));
        assert_eq!(told(painted, 20_000, "Closed until").and_then(|told| told.2), Some(9_000));
    }

    #[test]
    fn a_call_under_way_at_the_change_is_not_counted_after_it() {
        // The first call starts at 0 and ends at 0.3 s; the second one is under way at 1 s.
        let run = "#breaker?like=none&failure=1&latency=0.3&pause=0.5&in=1~failure~0";
        assert_eq!(told(run, 1_200, "Calls that succeed").map(|told| told.1), Some("–".to_owned()));
        let after = told(run, 60_000, "Calls that succeed").map(|told| told.1);
        assert!(after.is_some_and(|seen| seen.starts_with("100 %")), "only what started under the rate of now");
    }

    #[test]
    fn reads_and_batches_that_had_begun_are_not_counted() {
        let reads = "#retry?reads=20&start=in-turn&latency=0.3&in=3~failure~0";
        let lost = |millis| told(reads, millis, "Reads that fail");
        assert!(lost(2_900).is_some_and(|told| told.1.contains("failures come last")));
        assert!(lost(60_000).is_some_and(|told| told.1.starts_with("0 %") && !told.1.contains("last")));
        assert_eq!(told("#retry?in=1~failure~0", 60_000, "Reads that fail").map(|told| told.1), Some("–".to_owned()));
        let batches = "#batch?failures=1,1,1,1,1&every=2&in=4.2~failures.S0~0;4.2~failures.S1~0";
        assert_eq!(told(batches, 5_000, "Values kept").map(|told| told.1), Some("–".to_owned()));
        let kept = told(batches, 60_000, "Values kept");
        assert!(kept.is_some_and(|told| told.0 == "40 %" && told.1.starts_with("40 %")));
        let twin = told(batches, 60_000, "Kept by a twin").map(|told| told.1);
        assert_eq!(twin, Some("– (it stays down)".to_owned()));
    }
}
