//! A history that was left on another page and goes on here.

use std::rc::Rc;

use super::{AGAIN, Again, Branch, FORKS, History, Place};
use crate::play::{Run, Tape};
use crate::policy::ConfigError;
use crate::time::Instant;

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
    /// A history as [`History::tell`] told it, on its way to its moment. Nothing if it is none: there is one present run, at
    /// most one other future and at most [`FORKS`] changes each way, and every run can be built.
    pub fn restored(all: Vec<Left>) -> Option<Self> {
        let (mut here, mut other) = (None, None);
        let (mut undo, mut redo) = (Vec::new(), Vec::new());
        for Left { place, tape, known: until, now } in all {
            match place {
                Place::Here if here.is_none() => here = Some((Self::new(tape).ok()?, until, now)),
                Place::Other if other.is_none() => {
                    other = Some((Run::replay(tape).ok()?, until));
                }
                Place::Undo if undo.len() < FORKS => undo.push(Branch::left(tape, until, now).ok()?),
                Place::Redo if redo.len() < FORKS => redo.push(Branch::left(tape, until, now).ok()?),
                _ => return None,
            }
        }
        let (history, known, now) = here?;
        let mut history = Self { undo, redo, ..history };
        history.seek(now);
        history.want_again(now, known);
        if let Some((run, until)) = other {
            history.again.push(Again { run: Some(Box::new(run.clone())), until, left: AGAIN, other: true });
            history.other = Some(Rc::new(run));
        }
        Some(history)
    }
}

impl Branch {
    /// A run that can be built, and of which nothing has been played yet.
    fn left(tape: Tape, until: Instant, now: Instant) -> Result<Self, ConfigError> {
        Run::replay(tape.clone())?;
        Ok(Self { tape, until, now, ahead: None })
    }
}
