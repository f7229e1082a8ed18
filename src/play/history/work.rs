//! What a history has to do, and doing it in portions.

use std::rc::Rc;

use super::search::{Search, Sought};
use super::{AGAIN, History, whole};
use crate::play::{Run, Scenario, Settings};
use crate::sim::input::Lane;
use crate::time::Instant;

/// What is to be done before the run is where it is wanted.
#[derive(Default)]
pub(super) enum Errand {
    /// Nothing.
    #[default]
    Rest,
    /// It is on its way between these moments.
    Replay { from: Instant, to: Instant },
    /// It is not known yet where it is wanted: at the next turn, or at the one before.
    Search(Box<Search>),
}

/// A future that was known and is played again behind what is shown, as far as does not take too long.
pub(super) struct Again {
    /// The run on its way there; it sets out from the present moment.
    pub(super) run: Option<Box<Run>>,
    pub(super) until: Instant,
    /// The steps that are left.
    pub(super) left: usize,
    /// Whether it is the other future, and not what is ahead.
    pub(super) other: bool,
}

/// How far a replay or a search has come.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Way {
    /// As a part of one, of virtual time.
    pub part: f64,
    /// Where it leads, if that is known.
    pub to: Option<Instant>,
}

/// What came of a portion of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Worked {
    /// The run is on its way.
    OnItsWay,
    /// It is where it is wanted; what was known of the future may still be played again behind it.
    There,
    /// It is, because there is no turn to go to within an hour.
    NoTurn,
}

impl History {
    /// The moment at which the run is, or to which it is on its way: the next act is written there.
    pub fn moment(&self) -> Instant {
        if let Errand::Replay { to, .. } = self.errand { to } else { self.reached() }
    }

    /// The first whole millisecond that no lane has passed.
    fn reached(&self) -> Instant {
        let lanes = Lane::ALL.into_iter().filter_map(|lane| self.run.lane(lane));
        whole(lanes.map(Run::now).max().unwrap_or_default())
    }

    /// The settings of a lane at [`History::moment`]. Where there is one lane, it is A.
    pub fn settings(&self, lane: Lane) -> Settings {
        self.run.tape().settings_at(lane, self.moment())
    }

    /// The scenario that Restart begins: the same seed, with the settings of [`History::moment`].
    pub fn restarted(&self) -> Scenario {
        self.run.tape().restarted_at(self.moment())
    }

    /// How far a replay or a search has come; nothing if the run is where it is wanted.
    pub fn way(&self) -> Option<Way> {
        match &self.errand {
            Errand::Rest => None,
            Errand::Replay { from, to } => {
                let (whole, come) = (to.since(*from).as_secs_f64(), self.run.now().since(*from).as_secs_f64());
                Some(Way { part: if whole > 0.0 { (come / whole).min(1.0) } else { 0.0 }, to: Some(*to) })
            }
            Errand::Search(search) => Some(Way { part: search.part(), to: None }),
        }
    }

    /// Whether [`History::work`] has anything to do.
    pub fn is_busy(&self) -> bool {
        !matches!(self.errand, Errand::Rest) || !self.again.is_empty()
    }

    /// Ends a replay at the moment that it has reached, or a search. What was done on the way stays on the tape where it
    /// was written, in the future.
    pub fn stop(&mut self) {
        match &mut self.errand {
            Errand::Rest => {}
            Errand::Replay { .. } => {
                let to = self.reached();
                self.errand = Errand::Replay { from: self.run.now(), to };
            }
            Errand::Search(_) => self.errand = Errand::Rest,
        }
    }

    /// Goes on with what is to be done, and takes the steps that it needs from the budget.
    pub fn work(&mut self, budget: &mut usize) -> Worked {
        match core::mem::take(&mut self.errand) {
            Errand::Rest => {}
            Errand::Replay { from, to } => {
                if !self.advance_within(to, budget) {
                    self.errand = Errand::Replay { from, to };
                    return Worked::OnItsWay;
                }
            }
            Errand::Search(mut search) => match search.go_on(&self.checkpoints, self.run.tape(), budget) {
                Sought::NotYet => {
                    self.errand = Errand::Search(search);
                    return Worked::OnItsWay;
                }
                Sought::Found(at) => {
                    self.seek(at);
                    return self.work(budget);
                }
                Sought::Nothing => return Worked::NoTurn,
            },
        }
        self.know_again(budget);
        Worked::There
    }

    fn know_again(&mut self, budget: &mut usize) {
        while let Some(again) = self.again.first_mut() {
            if again.other || again.until > self.run.now() {
                let run = again.run.get_or_insert_with(|| Box::new(self.run.without_events()));
                let portion = again.left.min(*budget);
                let mut left = portion;
                let done = run.advance_within(again.until, &mut left);
                *budget -= portion - left;
                again.left -= portion - left;
                if !done && again.left > 0 {
                    return;
                }
            }
            let Again { run, other, .. } = self.again.remove(0);
            let known = self.known().now();
            match run.map(|run| Rc::new(*run)) {
                Some(run) if other => self.other = Some(run),
                Some(run) if run.now() > known => self.ahead = Some(run),
                _ => {}
            }
        }
    }

    /// How far the future was known: what is ahead or the other one, with what is being played again.
    pub(super) fn known_until(&self, other: bool) -> Instant {
        let known = if other { Instant::ZERO } else { self.known().now() };
        let again = self.again.iter().filter(|again| again.other == other).map(|again| again.until);
        again.fold(known, Instant::max)
    }

    /// What is ahead, or being played again, becomes the other future.
    pub(super) fn leave_ahead(&mut self) {
        let pending = self.again.iter().any(|again| !again.other);
        if self.ahead.is_none() && !pending {
            return;
        }
        self.again.retain(|again| !again.other);
        for again in &mut self.again {
            again.run.get_or_insert_with(|| Box::new(self.run.without_events()));
            again.other = true;
        }
        let begun = || self.again.iter().find_map(|again| again.run.as_deref().map(Run::without_events));
        self.other = self.ahead.take().or_else(|| begun().map(Rc::new));
    }

    /// What was known up to a moment is to be known again.
    pub(super) fn want_again(&mut self, now: Instant, until: Instant) {
        if until > now {
            self.again.push(Again { run: None, until, left: AGAIN, other: false });
        }
    }
}
