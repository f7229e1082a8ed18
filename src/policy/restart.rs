//! Crash and restart: the alternative to degrading, to compare with.
//!
//! The first failure stops everything: what was in hand is lost, and everything that comes until the restart is done
//! is lost as well. It is a defined behaviour, and for a job that runs once a day a good one; for a stream it makes a
//! short failure a long outage (the lecture, "Why not just let it crash and restart?").

use core::time::Duration;

use crate::time::Instant;

/// How a process that crashed comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comeback {
    /// By itself, after so long. 0 is a process that is there again for the next item.
    After(Duration),
    /// When somebody starts it again.
    ByHand,
}

/// A process that works on one item after another and crashes with the first that fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Process {
    comeback: Comeback,
    /// Since when it has been down, if it is.
    down: Option<Instant>,
    totals: Totals,
    seen: Instant,
}

/// What a process has come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Values of items that were worked on.
    pub kept: u64,
    /// Values of items that crashed it or came while it was down.
    pub lost: u64,
    /// How often it crashed.
    pub crashes: u64,
    /// How long it was down, an outage that has not ended left out.
    pub down: Duration,
}

/// What happened to an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It was worked on.
    Kept,
    /// It failed and the process crashed.
    Crashed {
        /// When the process is back, if it comes back by itself.
        back_at: Option<Instant>,
    },
    /// The process is down since an earlier crash.
    Down {
        /// When it crashed.
        since: Instant,
        /// When it is back, if it comes back by itself.
        back_at: Option<Instant>,
    },
}

impl Process {
    /// A process that runs.
    pub const fn new(comeback: Comeback) -> Self {
        let totals = Totals { kept: 0, lost: 0, crashes: 0, down: Duration::ZERO };
        Self { comeback, down: None, totals, seen: Instant::ZERO }
    }

    /// An item of this many values comes, and `failed` says whether any part of it fails. Time does not go back.
    pub fn on_item(&mut self, now: Instant, values: u64, failed: bool) -> Fate {
        self.seen = self.seen.max(now);
        if let Some(since) = self.down {
            let back_at = self.back_at(since);
            match back_at.filter(|at| *at <= self.seen) {
                Some(at) => self.come_back(since, at),
                None => {
                    self.totals.lost = self.totals.lost.saturating_add(values);
                    return Fate::Down { since, back_at };
                }
            }
        }
        if failed {
            self.totals.lost = self.totals.lost.saturating_add(values);
            self.totals.crashes = self.totals.crashes.saturating_add(1);
            self.down = Some(self.seen);
            return Fate::Crashed { back_at: self.back_at(self.seen) };
        }
        self.totals.kept = self.totals.kept.saturating_add(values);
        Fate::Kept
    }

    /// Somebody starts it again. Nothing if it runs.
    pub fn start(&mut self, now: Instant) {
        self.seen = self.seen.max(now);
        if let Some(since) = self.down {
            let back = self.back_at(since).map_or(self.seen, |at| at.min(self.seen));
            self.come_back(since, back);
        }
    }

    /// Whether it is down at `now`.
    pub fn is_down(&self, now: Instant) -> bool {
        let now = self.seen.max(now);
        self.down.is_some_and(|since| self.back_at(since).is_none_or(|at| at > now))
    }

    /// What it has come to.
    pub const fn totals(&self) -> Totals {
        self.totals
    }

    fn back_at(&self, since: Instant) -> Option<Instant> {
        match self.comeback {
            Comeback::After(span) => Some(since.after(span)),
            Comeback::ByHand => None,
        }
    }

    fn come_back(&mut self, since: Instant, at: Instant) {
        self.down = None;
        self.totals.down = self.totals.down.saturating_add(at.since(since));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(seconds: u64) -> Instant {
        Instant::from_millis(seconds * 1_000)
    }

    #[test]
    fn one_failure_loses_everything_until_the_restart_is_done() {
        let mut process = Process::new(Comeback::After(Duration::from_secs(10)));
        assert_eq!(process.on_item(at(0), 5, false), Fate::Kept);
        assert_eq!(process.on_item(at(2), 5, true), Fate::Crashed { back_at: Some(at(12)) });
        assert_eq!(process.on_item(at(4), 5, false), Fate::Down { since: at(2), back_at: Some(at(12)) });
        assert!(process.is_down(at(11)) && !process.is_down(at(12)));
        assert_eq!(process.on_item(at(12), 5, false), Fate::Kept);
        let down = Duration::from_secs(10);
        assert_eq!(process.totals(), Totals { kept: 10, lost: 10, crashes: 1, down });
    }

    #[test]
    fn started_by_hand_it_stays_down_until_somebody_comes() {
        let mut process = Process::new(Comeback::ByHand);
        assert_eq!(process.on_item(at(1), 1, true), Fate::Crashed { back_at: None });
        assert_eq!(process.on_item(at(3_601), 1, false), Fate::Down { since: at(1), back_at: None });
        process.start(at(3_601));
        process.start(at(3_700));
        assert_eq!(process.on_item(at(3_601), 1, false), Fate::Kept);
        assert_eq!(process.totals().down, Duration::from_secs(3_600));
    }

    #[test]
    fn a_restart_that_takes_no_time_loses_only_the_item() {
        let mut process = Process::new(Comeback::After(Duration::ZERO));
        process.on_item(at(1), 5, true);
        assert_eq!(process.on_item(at(1), 5, false), Fate::Kept);
        assert_eq!(process.totals(), Totals { kept: 5, lost: 5, crashes: 1, down: Duration::ZERO });
    }
}
