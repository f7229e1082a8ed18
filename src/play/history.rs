//! A run that can be gone back in, forked, and undone.
//!
//! Any moment is reached by replaying from a checkpoint before it. Checkpoints are copies of the run without its
//! events; there are at most [`CHECKPOINTS`], and they thin out as the run grows. The way to a moment changes nothing
//! about it.
//!
//! Nothing is played but by [`History::work`] and [`History::advance`], in portions of as many steps as they are given;
//! all else only says where to go. What the user does on the way to a moment is written on the tape at that moment, as if
//! the way had taken no time.
//!
//! What the user does in the past begins a new future. What followed before stays known as the *other* future, and
//! [`History::undo`] goes back to it; at most [`FORKS`] changes are remembered, the older ones without what was known of
//! their future. However long it goes on, it holds at most [`CHECKPOINTS`] + 2 x [`FUTURES`] + 6 copies of a run.

mod restore;
mod search;
#[cfg(test)]
mod tests;
mod work;

use std::rc::Rc;

use serde::{Deserialize, Serialize};

pub use restore::Left;

use self::search::Search;
use self::work::{Again, Errand};
pub use self::work::{Way, Worked};
use super::run::EVENTS_KEPT;
use super::{Run, Tape};
use crate::policy::ConfigError;
use crate::sim::input::{Action, Lane, Lanes};
use crate::time::Instant;

/// The most checkpoints of a run.
pub const CHECKPOINTS: usize = 256;
/// The most changes that can be undone; older ones are forgotten.
pub const FORKS: usize = 50;
/// This many changes that can be undone, and this many that can be redone, keep the future that was known. That of an
/// older one is played anew: its tape is all that it takes.
pub const FUTURES: usize = 10;
/// The most steps to know again what was known of a run; what comes later is played when it is seen.
pub const AGAIN: usize = 100_000;
/// The fewest events between two checkpoints, of both lanes together; no fewer, for the sake of the newest events: see
/// [`History::seek`].
const APART: u64 = EVENTS_KEPT as u64;
/// The steps between two looks at whether a checkpoint is due.
const STRIDE: usize = 1_000;
/// The search for the next turn is given up this much later, in milliseconds.
const SEARCH: u64 = 3_600_000;

/// A run with what is known of its past, its future and its forks.
pub struct History {
    run: Run,
    /// The same run at the latest moment that it was ever played to, unless that is the present one.
    ahead: Option<Rc<Run>>,
    /// In order of time; the first is the start.
    checkpoints: Vec<Run>,
    apart: u64,
    /// The future that was left last, until it is dismissed.
    other: Option<Rc<Run>>,
    undo: Vec<Branch>,
    redo: Vec<Branch>,
    /// Whether a change has been forgotten.
    forgot: bool,
    errand: Errand,
    /// What was known and is to be known again, once the errand is done.
    again: Vec<Again>,
    /// Counts the changes of the tape.
    edition: u64,
    /// Whether a change goes on with the last one.
    continued: bool,
}

/// A run to which one can return.
struct Branch {
    tape: Tape,
    /// How far it was known: played to here, or on the page that it comes from.
    until: Instant,
    /// The moment at which it was left.
    now: Instant,
    /// The run at that moment, if it is a later one. A copy is large, a tape is not, so an old one has none.
    ahead: Option<Rc<Run>>,
}

/// Where a run stands in a history.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    /// It is the present one.
    Here,
    /// A change leads back to it, the oldest first.
    Undo,
    /// A change that was taken back leads to it, the last to be made again first.
    Redo,
    /// It is the other future.
    Other,
}

impl History {
    /// A tape at its start.
    pub fn new(tape: Tape) -> Result<Self, ConfigError> {
        let run = Run::replay(tape)?;
        let checkpoints = vec![run.without_events()];
        let (undo, redo) = (Vec::new(), Vec::new());
        Ok(Self {
            run,
            ahead: None,
            checkpoints,
            apart: APART,
            other: None,
            undo,
            redo,
            forgot: false,
            errand: Errand::Rest,
            again: Vec::new(),
            edition: 0,
            continued: false,
        })
    }

    /// The run at the present moment.
    pub fn run(&self) -> &Run {
        &self.run
    }

    /// The run as far as it is known.
    pub fn known(&self) -> &Run {
        self.ahead.as_deref().unwrap_or(&self.run)
    }

    /// The future that was left, as far as it is known, and since when it is another one.
    pub fn other(&self) -> Option<(&Run, Instant)> {
        let other = self.other.as_deref()?;
        let (here, there) = (&self.run.tape().inputs, &other.tape().inputs);
        let same = here.iter().zip(there).take_while(|(a, b)| a == b).count();
        let differs = [here.get(same), there.get(same)].into_iter().flatten().map(|input| input.at).min()?;
        Some((other, differs))
    }

    /// The other future is not shown any more.
    pub fn dismiss(&mut self) {
        self.other = None;
        self.again.retain(|again| !again.other);
    }

    /// Whether there is a change to undo, and one to redo.
    pub fn can(&self) -> (bool, bool) {
        (!self.undo.is_empty(), !self.redo.is_empty())
    }

    /// Whether the oldest change has just been forgotten, because there are too many. Says so once.
    pub fn has_forgotten(&mut self) -> bool {
        core::mem::take(&mut self.forgot)
    }

    /// A number that changes with the tape: as long as it is zero, the tape is the one that was opened.
    pub fn edition(&self) -> u64 {
        self.edition
    }

    /// Tells all that is known: each run's place, its tape, how far it is known, and the moment at which it was left.
    pub fn tell(&self, to: &mut dyn FnMut(Place, &Tape, Instant, Instant)) {
        let now = self.moment();
        to(Place::Here, self.run.tape(), self.known_until(false).max(now), now);
        let mut tell = |place, branches: &[Branch]| {
            for branch in branches {
                to(place, &branch.tape, branch.until, branch.now);
            }
        };
        tell(Place::Undo, &self.undo);
        tell(Place::Redo, &self.redo);
        if let Some(other) = &self.other {
            let until = other.now().max(self.known_until(true));
            to(Place::Other, other.tape(), until, until);
        }
    }

    /// Whether what is done from here on goes on with the last change, if there is one: both are undone as one then.
    pub fn go_on(&mut self, continued: bool) {
        self.continued = continued;
    }

    /// Plays on up to `until`, in at most `budget` steps. Returns whether it was reached.
    pub fn advance(&mut self, until: Instant, mut budget: usize) -> bool {
        self.advance_within(until, &mut budget)
    }

    /// As [`History::advance`], and takes the steps that it needs from the budget.
    pub fn advance_within(&mut self, until: Instant, budget: &mut usize) -> bool {
        while *budget > 0 {
            let stride = (*budget).min(STRIDE);
            let mut left = stride;
            let done = self.run.advance_within(until, &mut left);
            *budget -= stride - left;
            self.remember();
            if done {
                return true;
            }
        }
        false
    }

    /// Sets out to a moment: goes back to a checkpoint, or forward to one, if that is nearer, and [`History::work`] does
    /// the rest.
    ///
    /// In each lane at least as many events are replayed as a run keeps, or all that there are. So the newest events
    /// are the same as if nothing had been left out.
    pub fn seek(&mut self, to: Instant) {
        let bases = self.bases(to);
        let nearer =
            |(base, base_b): &(&Run, &Run)| to < self.run.now() || base.now().max(base_b.now()) > self.run.now();
        if let Some((base, base_b)) = bases.filter(nearer) {
            let run = base.copy_with(base_b, self.run.tape());
            let left = core::mem::replace(&mut self.run, run);
            if self.ahead.as_ref().is_none_or(|ahead| ahead.now() < left.now()) {
                self.ahead = Some(Rc::new(left.without_events()));
            }
        }
        self.set_out(to);
    }

    fn set_out(&mut self, to: Instant) {
        self.errand = Errand::Replay { from: self.run.now(), to };
    }

    /// The checkpoints from which the lanes are replayed to a moment: for each lane its own, because where little
    /// happens in a lane its newest events reach back further.
    fn bases(&self, to: Instant) -> Option<(&Run, &Run)> {
        let before = self.checkpoints.partition_point(|checkpoint| checkpoint.now() <= to);
        // With one lane the last but one is far enough back, because they stand so far apart.
        let base = self.checkpoints.get(before.saturating_sub(2))?;
        if base.lane(Lane::B).is_none() {
            return Some((base, base));
        }
        let passed = self.checkpoints.get(..before).filter(|passed| !passed.is_empty())?;
        let total = |run: &Run, lane| run.lane(lane).map_or(0, |run| run.log().total());
        let base = |lane| {
            let reached = passed.last().map_or(0, |last| total(last, lane));
            let is_base = |&run: &&Run| total(run, lane) + EVENTS_KEPT as u64 <= reached;
            passed.iter().rev().find(is_base).or_else(|| passed.first())
        };
        base(Lane::A).zip(base(Lane::B))
    }

    /// The present is remembered if it is new and far enough from the last checkpoint.
    fn remember(&mut self) {
        if self.ahead.as_ref().is_some_and(|ahead| ahead.now() <= self.run.now()) {
            self.ahead = None;
        }
        let last = self.checkpoints.last().map_or(0, Run::events);
        if self.run.events() < last + self.apart {
            return;
        }
        if self.checkpoints.len() == CHECKPOINTS {
            // Every second one goes, and the next ones are twice as far apart.
            self.apart *= 2;
            let mut keep = false;
            self.checkpoints.retain(|_| {
                keep = !keep;
                keep
            });
        }
        self.checkpoints.push(self.run.without_events());
    }

    /// Sets out to the next turn (a transition, the end of a read, a change of verdict), if one comes within an hour, or
    /// to the last one before the present moment, or else to the start. A run on its way goes on to where it is wanted.
    pub fn turn(&mut self, forward: bool) {
        if !matches!(self.errand, Errand::Rest) {
            return;
        }
        let moment = self.moment();
        let limit = Instant::from_millis(moment.millis().saturating_add(SEARCH));
        self.errand = Errand::Search(Box::new(if forward {
            Search::forward(self.run.without_events(), moment, limit)
        } else {
            Search::back(self.checkpoints.len(), moment)
        }));
    }

    /// The user does something at [`History::moment`], in both lanes if there are two. What followed so far becomes the
    /// other future. Returns whether it changes anything.
    pub fn act(&mut self, action: Action) -> Result<bool, ConfigError> {
        self.act_in(Lanes::Both, action)
    }

    /// As [`History::act`], in some of two lanes; see [`Tape::acted`].
    pub fn act_in(&mut self, lanes: Lanes, action: Action) -> Result<bool, ConfigError> {
        let at = self.moment();
        let tape = self.run.tape().acted(at, lanes, action)?;
        if tape == *self.run.tape() {
            return Ok(false);
        }
        let before = self.branch();
        self.leave_ahead();
        if self.run.fits(&tape) {
            self.run.take_tape(&tape);
            self.set_out(at);
        } else {
            self.put(&tape, at);
        }
        self.changed(before);
        Ok(true)
    }

    /// Takes another tape and stays at the present moment, or on the way there; the present tape can be returned to. As
    /// much as was known is known again. The error names what makes no sense in the new one.
    pub fn rewrite(&mut self, tape: &Tape) -> Result<(), ConfigError> {
        Run::replay(tape.clone())?;
        let before = self.branch();
        let (now, until) = (before.now, before.until);
        self.put(tape, now);
        self.other = None;
        self.changed(before);
        self.again.clear();
        self.want_again(now, until);
        Ok(())
    }

    /// Begins another run; the present one can be returned to.
    pub fn begin(&mut self, tape: Tape) -> Result<(), ConfigError> {
        let mut new = Self::new(tape)?;
        let before = self.branch();
        new.undo = core::mem::take(&mut self.undo);
        new.edition = self.edition;
        new.continued = self.continued;
        *self = new;
        self.changed(before);
        self.set_out(Instant::ZERO);
        Ok(())
    }

    /// Takes the last change back and sets out to the moment at which it was made. Returns that moment.
    pub fn undo(&mut self) -> Option<Instant> {
        let to = self.undo.pop()?;
        let from = self.branch();
        let now = self.turn_to(to);
        keep(&mut self.redo, from);
        Some(now)
    }

    /// Makes the change again that was taken back last, and sets out to where that was left. Returns that moment.
    pub fn redo(&mut self) -> Option<Instant> {
        let to = self.redo.pop()?;
        let from = self.branch();
        let now = self.turn_to(to);
        keep(&mut self.undo, from);
        Some(now)
    }

    fn branch(&self) -> Branch {
        // A run that is on its way to a moment is left at that moment.
        let now = self.moment();
        let until = self.known_until(false).max(now);
        let ahead = self.ahead.clone().filter(|ahead| ahead.now() > now);
        Branch { tape: self.run.tape().clone(), until, now, ahead }
    }

    fn changed(&mut self, before: Branch) {
        if !self.continued || self.undo.is_empty() {
            if self.undo.len() == FORKS {
                self.undo.remove(0);
                self.forgot = true;
            }
            keep(&mut self.undo, before);
        }
        self.redo.clear();
        self.edition += 1;
        self.ahead = None;
        self.checkpoints.retain(|checkpoint| checkpoint.fits(self.run.tape()));
    }

    fn turn_to(&mut self, to: Branch) -> Instant {
        self.edition += 1;
        if to.tape.scenario == self.run.tape().scenario {
            self.ahead.get_or_insert_with(|| Rc::new(self.run.without_events()));
            self.leave_ahead();
        } else {
            self.again.clear();
            self.other = None;
        }
        self.put(&to.tape, to.now);
        self.ahead = to.ahead;
        if self.ahead.is_none() {
            self.want_again(to.now, to.until);
        }
        to.now
    }

    /// Takes another tape, at a checkpoint before `now`, and sets out from there.
    fn put(&mut self, tape: &Tape, now: Instant) {
        self.checkpoints.retain(|checkpoint| checkpoint.fits(tape));
        if self.checkpoints.is_empty()
            && let Ok(start) = Run::replay(tape.clone())
        {
            self.apart = APART;
            self.checkpoints.push(start);
        }
        if let Some((base, base_b)) = self.bases(now) {
            self.run = base.copy_with(base_b, tape);
        }
        self.set_out(now);
    }
}

/// Remembers a run, and forgets what was known of the future of an old one.
fn keep(branches: &mut Vec<Branch>, branch: Branch) {
    branches.push(branch);
    if let Some(old) = branches.iter_mut().rev().nth(FUTURES) {
        old.ahead = None;
    }
}

/// The first whole millisecond at which what happens at `at` has happened.
pub fn whole(at: Instant) -> Instant {
    Instant::from_millis(at.nanos().div_ceil(1_000_000))
}
