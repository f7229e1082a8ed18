//! A history that was left on another page and goes on here.

use std::rc::Rc;

use super::{AGAIN, Branch, FORKS, History, Place};
use crate::lab::{Run, Tape};
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
                    other = Some(Rc::new(run.without_events()));
                }
                Place::Undo if undo.len() < FORKS => undo.push(Branch::left(tape, until, now).ok()?),
                Place::Redo if redo.len() < FORKS => redo.push(Branch::left(tape, until, now).ok()?),
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
    /// A run that can be built, and of which nothing has been played yet.
    fn left(tape: Tape, until: Instant, now: Instant) -> Result<Self, ConfigError> {
        Run::replay(tape.clone())?;
        Ok(Self { tape, until, now, ahead: None })
    }
}
