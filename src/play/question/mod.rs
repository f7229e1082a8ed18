//! Questions to answer before a run: what happens, when, how many, and what a curve will look like.
//!
//! A question is data: a run, the moment at which it is decided, and how its words, its outcome and its explanation are
//! read off that run. Neither a number nor an outcome is typed in, so a question asked of another run (a lecturer's own
//! link) is about that one and answered by it.

pub mod ask;
pub mod verdict;

use crate::decimal;
use crate::play::{Run, Tape};
use crate::text::play::question as text;
use crate::time::Instant;
use crate::words::Noun;

pub use ask::Asked;
pub use verdict::{Closeness, Verdict};

/// A question with its run.
#[derive(Debug)]
pub struct Question {
    /// The run, as a link.
    pub link: &'static str,
    /// When it is decided, in virtual milliseconds: the run is shown up to here.
    pub until: u64,
    /// What is asked of a run up to the moment of decision: a few short sentences, and what is guessed.
    pub asks: fn(&Tape, Instant) -> (String, Kind),
    /// What came out, read off a run that stands at the moment of decision; nothing if that run leaves it open.
    pub outcome: fn(&Run) -> Option<Answer>,
    /// Two sentences: what was seen, and the rule behind it. The numbers come from the run.
    pub explain: fn(&Run) -> String,
}

/// What is guessed, and with what.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A number from `min` to `max` in steps of `step`; a guess within `near` is close.
    Number {
        /// What is counted: one of it, and several.
        unit: Noun,
        /// The least.
        min: f64,
        /// The greatest.
        max: f64,
        /// Between two guesses that can be made.
        step: f64,
        /// How far off is still close.
        near: f64,
    },
    /// One of several.
    Choice {
        /// What can happen, each as a short sentence without its full stop.
        options: Vec<String>,
        /// In which order they are shown: a place of its own for each index. An answer is stored by its index, so the
        /// order may change.
        order: Vec<usize>,
    },
    /// A moment on the timeline, from the start to the moment of decision, in seconds; a guess within `near` is close.
    Moment {
        /// How far off is still close, in seconds.
        near: f64,
    },
    /// A value at each of several points.
    Curve(Axes),
}

/// What a curve is drawn over.
#[derive(Clone, Debug, PartialEq)]
pub struct Axes {
    /// What the points are, in a few words.
    pub across: &'static str,
    /// One point, as in "at attempt 4": the words before its name.
    pub at: &'static str,
    /// The points' names, short enough to stand side by side.
    pub points: Vec<String>,
    /// What is drawn upwards, in a few words.
    pub up: &'static str,
    /// Its unit.
    pub unit: Noun,
    /// The greatest value; the least is 0.
    pub max: f64,
    /// Between two values that can be drawn.
    pub step: f64,
    /// How far off each point may be for the curve to be close.
    pub near: f64,
}

/// A guess, or an outcome.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// How many.
    Number(f64),
    /// Which option, from 0.
    Choice(usize),
    /// When.
    Moment(Instant),
    /// The value at each point.
    Curve(Vec<f64>),
}

/// A question whose run has been played.
#[derive(Clone, Debug, PartialEq)]
pub struct Decided {
    /// What came out.
    pub outcome: Answer,
    /// What was seen, and the rule.
    pub explanation: String,
}

impl Question {
    /// The moment at which it is decided.
    pub const fn decided_at(&self) -> Instant {
        Instant::from_millis(self.until)
    }

    /// What a run shows that stands at the moment of decision; nothing if it leaves the question open.
    pub fn decide(&self, run: &Run) -> Option<Decided> {
        let outcome = (self.outcome)(run)?;
        Some(Decided { outcome, explanation: (self.explain)(run) })
    }

    /// What it asks of a run.
    pub fn asked_of(&self, tape: &Tape) -> Asked {
        let until = self.decided_at();
        let (mut prompt, kind) = (self.asks)(tape, until);
        if ask::is_reset(tape, until) {
            prompt += text::CHANGES;
        }
        Asked { prompt, kind, until }
    }

    /// An answer as it is stored: a number, an option, milliseconds, or values with commas.
    pub fn write(answer: &Answer) -> String {
        match answer {
            Answer::Number(number) => decimal::short(*number, 3),
            Answer::Choice(index) => index.to_string(),
            Answer::Moment(at) => at.millis().to_string(),
            Answer::Curve(values) => values.iter().map(|value| decimal::short(*value, 3)).collect::<Vec<_>>().join(","),
        }
    }
}

impl Kind {
    /// The options of a choice in the order in which they are shown, each with its index.
    pub fn shown(&self) -> Vec<(usize, &str)> {
        let Self::Choice { options, order } = self else { return Vec::new() };
        order.iter().filter_map(|&index| Some((index, options.get(index)?.as_str()))).collect()
    }
}
