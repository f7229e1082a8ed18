//! The labs of the playground: one folder each, with its table of parameters, the world that it builds and the picture
//! that its stage shows. The registry is [`LabId`].

mod act;
pub mod batch;
pub mod breaker;
pub mod chance;
pub mod code;
pub mod compare;
pub mod course;
pub mod explain;
pub mod history;
pub mod kinds;
pub mod lanes;
pub mod paint;
pub mod retry;
pub mod run;
pub mod spec;
pub mod terms;
pub mod tries;

use core::time::Duration;

pub use course::Course;
pub use history::History;
pub use run::{Log, Run};
pub use spec::{Settings, Spec, Value};

use crate::decimal;
use crate::policy::ConfigError;
use crate::sim::World;
use crate::sim::event::{Event, Record, ServiceId};
use crate::sim::input::{Action, Input};
use crate::sim::paint::Painting;
use crate::time::Instant;
use crate::words::grouped;

/// A lab, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabId {
    /// Ten reads and their waits.
    Retry,
    /// A circuit breaker before one service.
    Breaker,
    /// Five sensors and a batch that is never lost.
    Batch,
}

/// Named settings, to be had with one click.
#[derive(Debug)]
pub struct Preset {
    /// Its name on the page.
    pub name: &'static str,
    /// What it shows.
    pub note: &'static str,
    /// What differs from the defaults, as a link writes it; it may have inputs.
    pub text: &'static str,
}

/// A lab without its mechanism, to be seen beside it.
#[derive(Debug)]
pub struct Without {
    /// What the button is called.
    pub label: &'static str,
    /// The setting.
    pub key: &'static str,
    /// Its value, as a link writes it.
    pub value: &'static str,
}

impl Without {
    /// Whether settings are without the mechanism.
    pub fn holds(&self, settings: &Settings) -> bool {
        settings.spec(self.key).is_some_and(|spec| settings.get(self.key) == spec.parse(self.value).ok())
    }
}

/// What the registry knows of a lab.
#[derive(Debug)]
pub struct Lab {
    /// The name in the link.
    pub key: &'static str,
    /// The name on the page.
    pub title: &'static str,
    /// One sentence on what it shows.
    pub about: &'static str,
    /// One or two sentences on why one wants the thing at all.
    pub why: &'static str,
    /// The words that its stage uses, by their keys in [`terms`].
    pub terms: &'static [&'static str],
    /// Small things worth trying, in order.
    pub tries: &'static [tries::Try],
    /// Its parameters.
    pub specs: &'static [Spec],
    /// Its presets.
    pub presets: &'static [Preset],
    /// The run that a link to the lab opens if it says nothing of the run, as a link writes it; empty for the defaults.
    pub opening: &'static str,
    /// What a lane without the lab's mechanism is called, and the setting that takes it away, with its value as a link
    /// writes it. Nothing where the stage shows both anyway.
    pub without: Option<Without>,
    /// The services that can be killed, by number and name.
    pub services: &'static [(ServiceId, &'static str)],
    /// A seed whose run shows the point early.
    pub default_seed: u64,
    /// How many questions are asked about it, so that a link can name one; they stand above, in `question`.
    pub questions: u32,
    /// Builds the world of the settings.
    pub world: fn(&Settings) -> Result<World, ConfigError>,
}

impl LabId {
    /// All labs, in the order of the tabs.
    pub const ALL: [Self; 3] = [Self::Retry, Self::Breaker, Self::Batch];

    /// The lab that a link names.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lab| lab.key() == key)
    }

    /// What the registry knows of it.
    pub fn lab(self) -> &'static Lab {
        match self {
            Self::Retry => &retry::LAB,
            Self::Breaker => &breaker::LAB,
            Self::Batch => &batch::LAB,
        }
    }

    /// The name in the link.
    pub fn key(self) -> &'static str {
        self.lab().key
    }

    /// The name on the page.
    pub fn title(self) -> &'static str {
        self.lab().title
    }

    /// Its parameters.
    pub fn specs(self) -> &'static [Spec] {
        self.lab().specs
    }

    /// Its presets.
    pub fn presets(self) -> &'static [Preset] {
        self.lab().presets
    }

    /// A seed whose run shows the point early.
    pub fn default_seed(self) -> u64 {
        self.lab().default_seed
    }
}

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
        let settings = Settings::new(lab.specs());
        Self { lab, settings, lane_b: None, seed: lab.default_seed(), paint: Painting::default() }
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

/// What a lab's stage shows at one moment.
#[derive(Clone, Debug, PartialEq)]
pub enum Picture {
    /// The breaker lab's.
    Breaker(Box<breaker::Picture>),
    /// The retry lab's.
    Retry(Box<retry::Picture>),
    /// The batch lab's.
    Batch(Box<batch::Picture>),
}

impl Picture {
    /// The picture at the start of a run.
    pub fn new(scenario: &Scenario) -> Self {
        match scenario.lab {
            LabId::Breaker => Self::Breaker(Box::default()),
            LabId::Retry => Self::Retry(Box::default()),
            LabId::Batch => Self::Batch(Box::new(batch::Picture::new(scenario.settings.count("stale")))),
        }
    }

    /// Takes the next event in.
    pub fn apply(&mut self, record: &Record) {
        match self {
            Self::Breaker(picture) => picture.apply(record),
            Self::Retry(picture) => picture.apply(record),
            Self::Batch(picture) => picture.apply(record),
        }
    }

    /// The numbers of the page contract.
    pub fn metrics(&self) -> Vec<Metric> {
        match self {
            Self::Breaker(picture) => picture.metrics(),
            Self::Retry(picture) => picture.metrics(),
            Self::Batch(picture) => picture.metrics(),
        }
    }

    /// The whole run, for the timeline.
    pub fn course(&self) -> &Course {
        match self {
            Self::Breaker(picture) => &picture.course,
            Self::Retry(picture) => &picture.course,
            Self::Batch(picture) => &picture.course,
        }
    }

    /// How often something has turned: the breaker's transitions, reads that ended, changes of the batches' verdict.
    pub fn turns(&self) -> u64 {
        match self {
            Self::Breaker(picture) => picture.transitions,
            Self::Retry(picture) => picture.successes + picture.failures,
            Self::Batch(picture) => picture.turns,
        }
    }

    /// Theory beside what was seen.
    pub fn facts(&self, settings: &Settings) -> Vec<Fact> {
        match self {
            Self::Breaker(picture) => breaker::facts(picture, settings),
            Self::Retry(picture) => retry::facts(picture, settings),
            Self::Batch(picture) => batch::facts(picture, settings),
        }
    }

    /// The lab's state in one word, for messages to an embedding page and for the headless program.
    pub fn state(&self) -> &'static str {
        match self {
            Self::Breaker(picture) => breaker::state_key(picture.state),
            Self::Retry(picture) if picture.finished => "finished",
            Self::Retry(_) => "running",
            Self::Batch(picture) => match picture.finished_batches.last() {
                None => "waiting",
                Some(batch) if batch.lack.is_some() => "no-answer",
                Some(batch) if batch.degraded() => "degraded",
                Some(_) => "healthy",
            },
        }
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
    /// Things.
    Count,
    /// Milliseconds.
    Millis,
}

impl Metric {
    /// A number of things.
    pub const fn count(name: &'static str, label: &'static str, value: u64) -> Self {
        Self { name, label, value, unit: MetricUnit::Count }
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
        since.map_or_else(|| "seen".to_owned(), |since| format!("seen since {}", crate::words::moment(since)))
    }
}

/// Whether theory is another one after an event: a setting was changed, a service was killed or recovers, or painted
/// weather begins or ends.
fn changes_theory(event: &Event) -> bool {
    match event {
        Event::Applied(input) => !matches!(input.action, Action::RestartTwin),
        Event::Painted { .. } => true,
        _ => false,
    }
}

/// `base` to a whole power, by multiplication alone so that every platform gives the same bits.
pub fn power(base: f64, exponent: u32) -> f64 {
    (0..exponent).fold(1.0, |product, _| product * base)
}

/// A part of one in per cent, with one decimal unless it is whole.
pub fn percent(part: f64) -> String {
    let percent = part * 100.0;
    let places = u32::from((percent - percent.round()).abs() > 0.005);
    format!("{} %", decimal::fixed(percent, places))
}

/// A share as it is seen: `12 % (3 of 25)`, or a dash before there is any case.
pub fn share(part: u64, whole: u64) -> String {
    if whole == 0 {
        return "–".to_owned();
    }
    format!("{} ({} of {})", percent(part as f64 / whole as f64), grouped(part), grouped(whole))
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
