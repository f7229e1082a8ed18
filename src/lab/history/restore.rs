//! A history that was left on another page and goes on here.

use super::{Branch, FORKS, History, Place};
use crate::lab::{Run, Tape};
use crate::time::Instant;

/// The most steps to know again what was known of a run; what comes later is played when it is seen.
pub const AGAIN: usize = 100_000;

/// A run of a history that was left.
#[derive(Clone, Debug, PartialEq)]
pub struct Left {
    /// Its place in the history.
    pub place: Place,
    /// The run.
    pub tape: Tape,
    /// How far it was known.
    pub known: Instant,
    /// The moment at which it was left.
    pub now: Instant,
}

impl History {
    /// A history as [`History::tell`] told it, and the moment to which the caller is to go. Nothing if it is none: there
    /// is one present run, at most one other future and at most [`FORKS`] changes each way, and every run can be built.
    pub fn restored(all: Vec<Left>) -> Option<(Self, Instant)> {
        let (mut here, mut other) = (None, None);
        let (mut undo, mut redo) = (Vec::new(), Vec::new());
        for Left { place, tape, known: until, now } in all {
            match place {
                Place::Here if here.is_none() => here = Some((Self::new(tape).ok()?, until, now)),
                Place::Other if other.is_none() => {
                    let mut run = Run::replay(tape).ok()?;
                    run.advance(until, AGAIN);
                    other = Some(run.without_events());
                }
                Place::Undo if undo.len() < FORKS => undo.push(Branch { known: Run::replay(tape).ok()?, until, now }),
                Place::Redo if redo.len() < FORKS => redo.push(Branch { known: Run::replay(tape).ok()?, until, now }),
                _ => return None,
            }
        }
        let (history, known, now) = here?;
        let mut history = Self { other, undo, redo, ..history };
        history.advance(known, AGAIN);
        Some((history, now))
    }
}

impl Branch {
    /// The same, known as far as it was once, if that does not take too long.
    pub(super) fn known_again(mut self) -> Self {
        if self.known.now() < self.until {
            self.known.advance(self.until, AGAIN);
            self.known = self.known.without_events();
        }
        self
    }
}
