//! The checklist: what good practice asks for, judged on the present settings of a lab.
//!
//! A lab says what its settings amount to ([`Practice`]), as far as a checklist asks: which mechanisms are on, with which
//! numbers, and which setting decides each of them. The points ([`GROUPS`]) judge that and know no lab. What no setting
//! decides is said so.

mod judge;
mod points;
mod write;

pub use points::{GROUPS, Group, Point};
pub use write::{Mend, Row, Section, Tally, sections, text};

use super::{Settings, Value};
use crate::policy::Kinds;

/// A setting's key, and a value as a link writes it.
pub type Set = (&'static str, String);

/// What a lab's settings amount to, as far as a checklist asks.
#[derive(Clone, Debug)]
pub struct Practice {
    /// The settings by the lab's own keys, from which a mend starts: where a document's or a library's numbers are in
    /// force, these numbers as the lab's own.
    pub from: Settings,
    /// The retry.
    pub retry: Part<Retrying>,
    /// A limit for the retries of all callers together, by the setting that has it.
    pub budget: Part<&'static str>,
    /// The circuit breaker.
    pub breaker: Part<Guard>,
    /// The timeout.
    pub timeout: Part<Limit>,
    /// What takes the place of a failure.
    pub degrade: Part<Degrading>,
    /// A limit of what calls to one service may hold: a bulkhead or a pool.
    pub pool: Part<Pool>,
    /// Alerts.
    pub alerts: Part<Alerting>,
    /// How the layers that are on are composed.
    pub order: Order,
    /// Whether several services can be seen.
    pub several: bool,
}

impl Practice {
    /// The practice of a lab that has none of these mechanisms.
    pub fn none(settings: &Settings) -> Self {
        Self {
            from: settings.clone(),
            retry: Part::Absent,
            budget: Part::Absent,
            breaker: Part::Absent,
            timeout: Part::Absent,
            degrade: Part::Absent,
            pool: Part::Absent,
            alerts: Part::Absent,
            order: Order::default(),
            several: false,
        }
    }

    /// The settings with some of them set; nothing if there is none to set, or a value is not allowed.
    fn with(&self, sets: &[Set]) -> Option<Settings> {
        let mut settings = self.from.clone();
        for (key, text) in sets {
            let value: Value = settings.spec(key)?.parse(text).ok()?;
            settings.set(key, value);
        }
        (!sets.is_empty()).then_some(settings)
    }
}

/// A mechanism of a lab.
#[derive(Clone, Debug, PartialEq)]
pub enum Part<T> {
    /// The lab has no such thing.
    Absent,
    /// It is off. These settings switch it on; the first of them decides.
    Off(Vec<Set>),
    /// It is on.
    On(T),
}

impl<T> Part<T> {
    /// One that is off, and the setting that switches it on.
    pub fn off(key: &'static str, value: impl Into<String>) -> Self {
        Self::Off(vec![(key, value.into())])
    }

    /// Whether it is on.
    pub const fn is_on(&self) -> bool {
        matches!(self, Self::On(_))
    }
}

/// A number, and the setting that decides it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct By<T> {
    /// The number.
    pub is: T,
    /// The setting that decides it; nothing where it is the lab's own.
    pub key: Option<&'static str>,
    /// The setting that can change it. It is another one where a document's numbers are in force.
    own: Option<&'static str>,
}

impl<T> By<T> {
    /// A number that a setting decides.
    pub const fn at(is: T, key: &'static str) -> Self {
        Self { is, key: Some(key), own: Some(key) }
    }

    /// A number that the lab has fixed.
    pub const fn fixed(is: T) -> Self {
        Self { is, key: None, own: None }
    }

    /// The same where another setting has put a document's or a library's number in its place.
    pub fn through(self, key: Option<&'static str>) -> Self {
        Self { key: key.or(self.key), ..self }
    }

    /// The setting that changes it to this.
    fn to(&self, text: impl Into<String>) -> Vec<Set> {
        self.own.map(|key| (key, text.into())).into_iter().collect()
    }
}

/// Something that is as it should be or is not, and the setting that decides.
#[derive(Clone, Debug, PartialEq)]
pub struct Switch {
    /// Whether it is as it should be.
    pub good: bool,
    /// The setting that decides; nothing where it is always so in the lab.
    pub key: Option<&'static str>,
    /// The setting that makes it so.
    mend: Option<Set>,
}

impl Switch {
    /// Decided by a setting, which this value makes as it should be.
    pub fn at(good: bool, key: &'static str, value: impl Into<String>) -> Self {
        Self { good, key: Some(key), mend: Some((key, value.into())) }
    }

    /// Always so in the lab.
    pub const fn fixed(good: bool) -> Self {
        Self { good, key: None, mend: None }
    }

    /// The same where another setting has put a document's or a library's choice in its place.
    pub fn through(self, key: Option<&'static str>) -> Self {
        Self { key: key.or(self.key), ..self }
    }

    fn sets(&self) -> Vec<Set> {
        self.mend.iter().cloned().collect()
    }
}

/// A retry.
#[derive(Clone, Debug, PartialEq)]
pub struct Retrying {
    /// Attempts of a call, the first among them; nothing where there is no limit.
    pub attempts: By<Option<u32>>,
    /// Retries that stand one inside the other.
    pub layers: usize,
    /// What is tried again.
    pub kinds: By<Kinds>,
    /// Whether what an open breaker refuses is left alone.
    pub leaves_refused: Switch,
    /// Whether waits grow exponentially.
    pub grows: Switch,
    /// Each wait is this many times the one before; nothing where chance decides from the last wait.
    pub factor: By<Option<f64>>,
    /// The first wait, in seconds.
    pub first: By<f64>,
    /// No wait is longer, in seconds.
    pub cap: By<f64>,
    /// Whether chance changes the waits.
    pub jitter: Switch,
}

/// A circuit breaker.
#[derive(Clone, Debug, PartialEq)]
pub struct Guard {
    /// When it opens.
    pub trip: Trip,
    /// How long it stays open, in seconds.
    pub reset: By<f64>,
    /// How many probes half-open lets go; nothing for any number.
    pub probes: By<Option<u32>>,
    /// Whether the probes can bring the successes that close it.
    pub can_close: Switch,
    /// Whether a caller's own mistakes are left out of its count.
    pub selects: Switch,
    /// The share of failures that are callers' own mistakes, from 0 to 1; nothing where none can occur in the lab.
    pub mistakes: Option<f64>,
    /// Whether each service has one of its own.
    pub own: Switch,
}

/// When a breaker opens.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Trip {
    /// At a number of failures.
    Failures(By<u32>),
    /// At a share of failures, from a number of calls on.
    Share(By<f64>, u32),
}

/// A timeout.
#[derive(Clone, Debug, PartialEq)]
pub struct Limit {
    /// The longest that is waited, in seconds.
    pub seconds: By<f64>,
    /// Whether the caller is free when it ends.
    pub frees: Switch,
    /// Whether there is a limit on more than one level; nothing where the lab has one level.
    pub levels: Option<Switch>,
    /// Whether who is called knows how much time is left; nothing where a call goes no further than one service.
    pub passed_on: Option<Switch>,
    /// Whether the lab is one where a call that timed out needs a retry or a fallback around it.
    pub answers: bool,
}

/// What takes the place of a failure.
#[derive(Clone, Debug, PartialEq)]
pub struct Degrading {
    /// The setting that has it.
    pub key: Option<&'static str>,
    /// Whether its answers are known for what they are.
    pub flagged: Switch,
    /// Whether what a breaker refuses comes to it.
    pub catches: Switch,
}

/// A limit of what calls to one service may hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Pool {
    /// Places for each service.
    pub limit: By<u32>,
    /// Places that the usual load holds on average, by Little's law.
    pub wanted: f64,
    /// Whether a place is given back when the caller has gone.
    pub returns: Switch,
}

/// Alerts.
#[derive(Clone, Debug, PartialEq)]
pub struct Alerting {
    /// For how long the same alert is not sent again, in seconds.
    pub quiet: By<f64>,
}

/// A layer around a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// A fallback.
    Degrade,
    /// A limit for the whole call.
    Deadline,
    /// A circuit breaker.
    Breaker,
    /// A retry.
    Retry,
    /// A limit for an attempt.
    Timeout,
}

impl Layer {
    /// What an order in a link calls it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Degrade => "degrade",
            Self::Deadline => "deadline",
            Self::Breaker => "breaker",
            Self::Retry => "retry",
            Self::Timeout => "timeout",
        }
    }
}

/// How layers are composed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Order {
    /// The layers that are on, the outermost first.
    pub layers: Vec<Layer>,
    /// The setting that decides; nothing where the lab has fixed it.
    pub key: Option<&'static str>,
}

impl Order {
    /// An order that the lab has fixed, of those layers that are on.
    pub fn fixed(layers: &[(Layer, bool)]) -> Self {
        let on = layers.iter().filter(|(_, on)| *on).map(|(layer, _)| *layer);
        Self { layers: on.collect(), key: None }
    }

    /// These layers and others in the order that is asked for, each once, as a link writes it.
    pub fn right(&self, more: &[Layer]) -> String {
        let mut layers = [&self.layers, more].concat();
        crate::order::sort(&mut layers, |one, other| one < other);
        layers.dedup();
        layers.into_iter().map(Layer::key).collect::<Vec<_>>().join(",")
    }

    /// The setting that puts them into the order that is asked for, with others.
    pub fn mend(&self, more: &[Layer]) -> Vec<Set> {
        self.key.map(|key| (key, self.right(more))).into_iter().collect()
    }

    /// How many of a layer there are.
    pub fn count(&self, layer: Layer) -> usize {
        self.layers.iter().filter(|one| **one == layer).count()
    }

    /// Whether some layer of the first kind stands around one of the second.
    pub fn is_around(&self, outer: Layer, inner: Layer) -> bool {
        let first = self.layers.iter().position(|layer| *layer == outer);
        let last = self.layers.iter().rposition(|layer| *layer == inner);
        first.zip(last).is_some_and(|(outer, inner)| outer < inner)
    }
}

/// How a point comes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is met.
    Met,
    /// It is not.
    NotMet,
    /// It does not apply.
    DoesNotApply,
}

impl Verdict {
    /// Its name for scripts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::NotMet => "not-met",
            Self::DoesNotApply => "none",
        }
    }
}

/// A point that was judged.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// How it came out.
    pub verdict: Verdict,
    /// Why, in a sentence with the number.
    pub reason: String,
    /// The setting that decides, if one does.
    pub decides: Option<&'static str>,
    /// The settings with which it is met, if it is not and they can be set.
    pub mend: Option<Settings>,
}
