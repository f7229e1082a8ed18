//! What a lab's stage shows at one moment, folded from the events of a run.

use core::any::Any;
use core::fmt::{self, Debug, Formatter};
use core::time::Duration;

use super::compare::Measure;
use super::signs::Signs;
use super::tally::Tally;
use super::{Course, Fact, Metric, Settings};
use crate::sim::event::Record;
use crate::time::Instant;

/// Attempts by when they start and end.
pub type Attempts<'a> = Box<dyn Iterator<Item = (Instant, Instant)> + 'a>;

/// Everything that a lab shows at a moment. It is made of events alone, so the same events make the same picture.
pub trait Picture: Any + Fork {
    /// Takes the next event in.
    fn apply(&mut self, record: &Record);

    /// The numbers of the page contract.
    fn metrics(&self) -> Vec<Metric>;

    /// The same at a moment, which may be later than the last event, and with the picture of the lab's baseline: where a
    /// number is about what has happened lately, or about the run that is drawn beside this one.
    fn metrics_at(&self, now: Instant, baseline: Option<&dyn Picture>) -> Vec<Metric> {
        let _ = (now, baseline);
        self.metrics()
    }

    /// The whole run, for the timeline.
    fn course(&self) -> &Course;

    /// What the numbers of the course mean with these settings, and how they look.
    fn signs(&self, settings: &Settings) -> &'static Signs;

    /// What two lanes are compared by.
    fn measures(&self) -> Vec<Measure>;

    /// How often something has turned: transitions of a breaker, reads that ended, changes of a verdict.
    fn turns(&self) -> u64;

    /// The lab's state in one word, for messages to an embedding page and for the headless program.
    fn state(&self) -> &'static str;

    /// Theory beside what was seen.
    fn facts(&self, settings: &Settings) -> Vec<Fact>;

    /// What reports and metrics are made of, where the picture folds that itself.
    fn tally(&self) -> Option<&Tally> {
        None
    }

    /// Whether an embedding page is told of each turn, and not of the state alone.
    fn tells_turns(&self) -> bool {
        false
    }

    /// The attempts so far, each from its start to its end, where the timeline shows how many are in flight.
    fn attempts(&self) -> Option<Attempts<'_>> {
        None
    }

    /// How long a state lasts that should be seen and may be over before it is. Nothing if there is none at present.
    fn fleeting(&self) -> Option<Duration> {
        None
    }
}

/// Copying and comparing of pictures; each picture that can be cloned and compared has it.
pub trait Fork {
    /// A copy.
    fn fork(&self) -> Box<dyn Picture>;

    /// Whether another picture is of the same lab and shows the same. Tests alone ask this, so the page is not to carry
    /// the code for it.
    #[cfg(not(target_family = "wasm"))]
    fn is_same(&self, other: &dyn Picture) -> bool;
}

impl<P: Picture + Clone + PartialEq> Fork for P {
    fn fork(&self) -> Box<dyn Picture> {
        Box::new(self.clone())
    }

    #[cfg(not(target_family = "wasm"))]
    fn is_same(&self, other: &dyn Picture) -> bool {
        other.of::<P>() == Some(self)
    }
}

impl dyn Picture {
    /// The picture of one lab, if it is that lab's.
    pub fn of<P: Picture>(&self) -> Option<&P> {
        let any: &dyn Any = self;
        any.downcast_ref()
    }
}

impl Clone for Box<dyn Picture> {
    fn clone(&self) -> Self {
        self.fork()
    }
}

/// Its state alone: to write all that a picture holds would put the code for it into the page.
impl Debug for dyn Picture {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(self.state())
    }
}

#[cfg(not(target_family = "wasm"))]
impl PartialEq for dyn Picture {
    fn eq(&self, other: &Self) -> bool {
        self.is_same(other)
    }
}
