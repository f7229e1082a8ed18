//! A run that can be gone back in, forked, and undone.
//!
//! Any moment is reached by replaying from a checkpoint before it. Checkpoints are copies of the run without its
//! events; there are at most [`CHECKPOINTS`], and they thin out as the run grows. The way to a moment changes nothing
//! about it.
//!
//! What the user does in the past begins a new future. What followed before stays known as the *other* future, and
//! [`History::undo`] goes back to it; at most [`FORKS`] changes are remembered, the older ones without what was known
//! of their future. However long it goes on, it holds at most [`CHECKPOINTS`] + 2 x [`FUTURES`] + 3 copies of a run.

mod restore;

use core::time::Duration;
use std::rc::Rc;

pub use restore::Left;

use super::lanes::is_same_setting;
use super::run::EVENTS_KEPT;
use super::{Run, Scenario, Tape, Value};
use crate::policy::ConfigError;
use crate::sim::input::{Action, Input, Lane, Lanes};
use crate::time::Instant;

/// The most checkpoints of a run.
pub const CHECKPOINTS: usize = 128;
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
/// The search for a turn is given up after this many steps, or so much later.
const SEARCH: (usize, u64) = (200_000, 3_600_000);

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
    /// The moment that was sought last. The run may still be on its way there.
    sought: Instant,
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
            sought: Instant::ZERO,
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
    /// The present one is at `now`, or on the way there.
    pub fn tell(&self, now: Instant, to: &mut dyn FnMut(Place, &Tape, Instant, Instant)) {
        to(Place::Here, self.run.tape(), self.known().now(), now);
        let mut tell = |place, branches: &[Branch]| {
            for branch in branches {
                to(place, &branch.tape, branch.until, branch.now);
            }
        };
        tell(Place::Undo, &self.undo);
        tell(Place::Redo, &self.redo);
        if let Some(other) = &self.other {
            to(Place::Other, other.tape(), other.now(), other.now());
        }
    }

    /// Whether what is done from here on goes on with the last change, if there is one: both are undone as one then.
    pub fn go_on(&mut self, continued: bool) {
        self.continued = continued;
    }

    /// Makes everything up to `until` happen, in at most `budget` steps. Returns whether it was reached.
    pub fn advance(&mut self, until: Instant, budget: usize) -> bool {
        let mut left = budget;
        while left > 0 {
            let stride = left.min(STRIDE);
            left -= stride;
            let done = self.run.advance(until, stride);
            self.remember();
            if done {
                return true;
            }
        }
        false
    }

    /// Gets ready to [`History::advance`] to a moment: goes back to a checkpoint, or forward to one, if that is nearer.
    ///
    /// In each lane at least as many events are replayed as a run keeps, or all that there are. So the newest events
    /// are the same as if nothing had been left out.
    pub fn seek(&mut self, to: Instant) {
        self.sought = to;
        let Some((base, base_b)) = self.bases(to) else { return };
        if to >= self.run.now() && base.now().max(base_b.now()) <= self.run.now() {
            return;
        }
        let run = base.copy_with(base_b, self.run.tape());
        let left = core::mem::replace(&mut self.run, run);
        if self.ahead.as_ref().is_none_or(|ahead| ahead.now() < left.now()) {
            self.ahead = Some(Rc::new(left.without_events()));
        }
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

    /// The moment of the last turn before `moment` (a transition, the end of a read, a change of verdict).
    pub fn turn_before(&self, moment: Instant) -> Option<Instant> {
        let mut end = moment;
        for base in self.checkpoints.iter().rev().filter(|checkpoint| checkpoint.now() < moment) {
            let mut run = base.copy_for(self.run.tape());
            let start = run.now();
            let mut last = None;
            while let Some(at) = next_turn(&mut run, end, usize::MAX) {
                last = Some(at);
            }
            if last.is_some() {
                return last;
            }
            // What happened at that very instant may stand in the same millisecond.
            end = whole(start).after(Duration::from_nanos(1)).min(moment);
        }
        None
    }

    /// The moment of the next turn, if one comes within an hour or some hundred thousand steps.
    pub fn turn_after(&self) -> Option<Instant> {
        let limit = Instant::from_millis(self.run.now().millis() + SEARCH.1);
        next_turn(&mut self.run.without_events(), limit, SEARCH.0)
    }

    /// The user does something now, at a whole millisecond, in both lanes if there are two. What followed so far
    /// becomes the other future.
    pub fn act(&mut self, action: Action) -> Result<(), ConfigError> {
        self.act_in(Lanes::Both, action)
    }

    /// As [`History::act`], in some of two lanes.
    pub fn act_in(&mut self, lanes: Lanes, action: Action) -> Result<(), ConfigError> {
        let before = self.branch();
        self.run.act_in(lanes, action)?;
        if before.ahead.is_some() {
            self.other = before.ahead.clone();
        }
        self.changed(before);
        Ok(())
    }

    /// A second change of one setting at one moment replaces the first, so that a hand on a slider does not fill the
    /// tape. Returns whether it did. The error says what makes no sense; then nothing has changed.
    pub fn change_last(&mut self, lanes: Lanes, key: &'static str, value: Value) -> Result<bool, ConfigError> {
        let now = self.run.now();
        let mut tape = self.run.tape().clone();
        let again = |input: &Input| input.at == now && is_same_setting(input, lanes, key);
        if self.ahead.is_some() || !tape.inputs.last().is_some_and(again) {
            return Ok(false);
        }
        let before = self.branch();
        tape.inputs.pop();
        self.put(&tape, now);
        self.advance(now, usize::MAX);
        if !self.run.has(lanes, key, value)
            && let Err(error) = self.run.act_in(lanes, Action::Set { key, value })
        {
            self.put(&before.tape, now);
            self.advance(now, usize::MAX);
            return Err(error);
        }
        self.changed(before);
        Ok(true)
    }

    /// Takes another tape and stays at the present moment, to which the caller is to go; the present tape can be
    /// returned to. The error names what makes no sense in the new one.
    pub fn rewrite(&mut self, tape: &Tape) -> Result<Instant, ConfigError> {
        Run::replay(tape.clone())?;
        let before = self.branch();
        let now = whole(before.now);
        self.put(tape, now);
        self.other = None;
        self.changed(before);
        Ok(now)
    }

    /// Begins another run; the present one can be returned to.
    pub fn begin(&mut self, scenario: Scenario) -> Result<(), ConfigError> {
        let mut new = Self::new(Tape::new(scenario))?;
        let before = self.branch();
        new.undo = core::mem::take(&mut self.undo);
        new.edition = self.edition;
        new.continued = self.continued;
        *self = new;
        self.changed(before);
        Ok(())
    }

    /// Takes the last change back. Returns the moment at which it was made; the caller is to go there.
    pub fn undo(&mut self) -> Option<Instant> {
        let to = self.undo.pop()?;
        let from = self.branch();
        let now = self.turn_to(to);
        keep(&mut self.redo, from);
        Some(now)
    }

    /// Makes the change again that was taken back last. Returns the moment to go to.
    pub fn redo(&mut self) -> Option<Instant> {
        let to = self.redo.pop()?;
        let from = self.branch();
        let now = self.turn_to(to);
        keep(&mut self.undo, from);
        Some(now)
    }

    fn branch(&self) -> Branch {
        // A run that is on its way to a moment is left at that moment.
        let now = self.run.now().max(self.sought);
        let until = self.known().now().max(now);
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
        let related = to.tape.scenario == self.run.tape().scenario;
        self.other = related.then(|| self.ahead.clone().unwrap_or_else(|| Rc::new(self.run.without_events())));
        self.put(&to.tape, to.now);
        self.ahead = to.ahead;
        if self.ahead.is_none() && to.until > to.now {
            // As much is known again as does not take too long.
            let mut known = self.run.without_events();
            known.advance(to.until, AGAIN);
            self.ahead = (known.now() > to.now).then(|| Rc::new(known));
        }
        to.now
    }

    /// Takes another tape, at a checkpoint before `now`.
    fn put(&mut self, tape: &Tape, now: Instant) {
        self.sought = now;
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
    }
}

/// Remembers a run, and forgets what was known of the future of an old one.
fn keep(branches: &mut Vec<Branch>, branch: Branch) {
    branches.push(branch);
    if let Some(old) = branches.iter_mut().rev().nth(FUTURES) {
        old.ahead = None;
    }
}

/// Steps on until something turns. Returns the whole millisecond at which that has happened, if it is before `end`.
fn next_turn(run: &mut Run, end: Instant, budget: usize) -> Option<Instant> {
    let turns = run.turns();
    for _ in 0..budget {
        let at = whole(run.next_at()?);
        if at >= end {
            return None;
        }
        run.advance(at, usize::MAX);
        if run.turns() > turns {
            return Some(at);
        }
    }
    None
}

/// The first whole millisecond at which what happens at `at` has happened.
pub fn whole(at: Instant) -> Instant {
    Instant::from_millis(at.nanos().div_ceil(1_000_000))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::LabId;

    /// The copies of a run, each as large as a run's picture.
    fn copies(history: &History) -> usize {
        let branches = history.undo.iter().chain(&history.redo);
        let (here, ahead, other) = (1, history.ahead.iter().len(), history.other.iter().len());
        history.checkpoints.len() + here + ahead + other + branches.filter(|branch| branch.ahead.is_some()).count()
    }

    fn go(history: &mut History, to: u64) {
        history.seek(Instant::from_millis(to));
        history.advance(Instant::from_millis(to), usize::MAX);
    }

    #[test]
    fn an_old_change_takes_no_more_than_its_tape() -> Result<(), ConfigError> {
        let mut history = History::new(Tape::new(Scenario::new(LabId::Retry)))?;
        for _ in 0..FORKS {
            go(&mut history, 60_000);
            let again = history.run().restarted();
            history.begin(again)?;
        }
        assert_eq!(copies(&history), 2, "the start and the present; the runs that were left have nothing ahead");
        for number in 0..FORKS as u64 {
            go(&mut history, 4_000);
            go(&mut history, 2_000);
            history.act(Action::Set { key: "failure", value: Value::Number(0.01 * number as f64) })?;
            assert!(copies(&history) <= history.checkpoints.len() + FUTURES + 3);
        }
        for number in 0..FORKS {
            let now = history.undo();
            let known = history.known().now();
            assert!(now.is_some_and(|now| known > now), "change {number}, known to {known}");
            assert!(copies(&history) <= history.checkpoints.len() + 2 * FUTURES + 3);
        }
        // What was not kept has been played anew, as the tape says.
        go(&mut history, 4_000);
        let mut played = Run::replay(history.run().tape().clone())?;
        played.advance(Instant::from_millis(4_000), usize::MAX);
        assert!(history.run().picture() == played.picture());
        Ok(())
    }
}
