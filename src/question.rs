//! Questions with their links: what is asked and decided of a run stands with the labs, and here is what plays it.

pub use crate::play::question::{Answer, Asked, Axes, Closeness, Decided, Kind, Question, Verdict, verdict};

use crate::link;
use crate::play::{Run, Tape};

impl Question {
    /// The run that the question is asked of.
    pub fn tape(&self) -> Tape {
        link::parse(self.link).tape
    }

    /// Plays the question's run to its end and decides it.
    pub fn play(&self) -> Option<Decided> {
        let mut run = Run::replay(self.tape()).ok()?;
        run.advance(self.decided_at(), usize::MAX);
        self.decide(&run)
    }

    /// What it asks of its own run.
    pub fn own(&self) -> Asked {
        self.asked_of(&self.tape())
    }
}
