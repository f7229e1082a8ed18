//! Crash and restart: the alternative to degrading, to compare with.
//!
//! The first failure stops everything: what was in hand is lost, and everything that comes until the restart is done
//! is lost as well. It is a defined behaviour, and for a job that runs once a day a good one; for a stream it makes a
//! short failure a long outage (the lecture, "Why not just let it crash and restart?").
//!
//! Tell [`Process::begin`] when an item comes and [`Process::report`] what became of it. Between two items nobody can tell
//! whether the process is up, so it comes back with the item that meets it up again.

use core::time::Duration;

use crate::time::Instant;

/// How a process that crashed comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comeback {
    /// It is there again for the next item.
    NextItem,
    /// By itself, after so long: for the first item that comes then.
    After(Duration),
    /// When somebody starts it again.
    ByHand,
}

/// A process that works on one item after another and crashes with the first that fails.
///
/// A single failure at 2 s stops the process for ten seconds. The item that comes meanwhile is lost, although nothing
/// is wrong with it:
///
/// ```
/// use core::time::Duration;
/// use half_open::policy::restart::{Comeback, Fate, Process};
/// use half_open::time::Instant;
///
/// let at = |seconds: u64| Instant::from_millis(seconds * 1_000);
/// let mut process = Process::new(Comeback::After(Duration::from_secs(10)));
/// let mut item = |now, failed| {
///     process.begin(now);
///     process.report(now, 5, failed)
/// };
/// assert_eq!(item(at(2), true), Fate::Crashed { back_at: Some(at(12)) });
/// assert_eq!(item(at(11), false), Fate::Down { since: at(2), back_at: Some(at(12)) });
/// assert_eq!(item(at(12), false), Fate::Kept);
/// assert_eq!((process.totals().kept, process.totals().lost), (5, 10));
/// ```
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

    /// From now on it comes back in another way; the time that it has been down counts.
    pub const fn configure(&mut self, comeback: Comeback) {
        self.comeback = comeback;
    }

    /// An item comes. Says whether the process has come back by itself for it, and after how long. Time does not go back.
    pub fn begin(&mut self, now: Instant) -> Option<Duration> {
        self.seen = self.seen.max(now);
        match (self.down, self.comeback) {
            // reads: restart-after
            (Some(since), Comeback::After(span)) if since.after(span) <= self.seen => {
                self.come_back(since, since.after(span)); // rule: twin-back
                Some(span)
            }
            _ => None,
        }
    }

    /// The item of this many values has ended, and `failed` says whether any part of it failed.
    pub fn report(&mut self, now: Instant, values: u64, failed: bool) -> Fate {
        self.seen = self.seen.max(now);
        // reads: restart
        match (self.down, self.comeback) {
            (Some(since), Comeback::NextItem) => self.come_back(since, since),
            (Some(since), Comeback::After(_) | Comeback::ByHand) => {
                self.totals.lost = self.totals.lost.saturating_add(values);
                return Fate::Down { since, back_at: self.back_at(since) }; // rule: twin-down
            }
            (None, _) => {}
        }
        if failed {
            self.totals.lost = self.totals.lost.saturating_add(values);
            self.totals.crashes = self.totals.crashes.saturating_add(1);
            self.down = Some(self.seen);
            return Fate::Crashed { back_at: self.back_at(self.seen) }; // rule: twin-crashed
        }
        self.totals.kept = self.totals.kept.saturating_add(values);
        Fate::Kept // rule: twin-kept
    }

    /// Somebody starts it again. Nothing if it runs.
    pub fn start(&mut self, now: Instant) {
        self.seen = self.seen.max(now);
        if let Some(since) = self.down {
            let back = self.back_at(since).map_or(self.seen, |at| at.min(self.seen));
            self.come_back(since, back); // rule: twin-restarted
        }
    }

    /// Since when it is down, as far as anybody knows: one that came back by itself is met by the next item only.
    pub const fn down(&self) -> Option<Instant> {
        self.down
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
            Comeback::NextItem => Some(since),
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

    /// An item that takes no time.
    fn item(process: &mut Process, now: Instant, values: u64, failed: bool) -> Fate {
        process.begin(now);
        process.report(now, values, failed)
    }

    #[test]
    fn one_failure_loses_everything_until_the_restart_is_done() {
        let mut process = Process::new(Comeback::After(Duration::from_secs(10)));
        assert_eq!(item(&mut process, at(0), 5, false), Fate::Kept);
        assert_eq!(item(&mut process, at(2), 5, true), Fate::Crashed { back_at: Some(at(12)) });
        assert_eq!(item(&mut process, at(4), 5, false), Fate::Down { since: at(2), back_at: Some(at(12)) });
        assert!(process.is_down(at(11)) && !process.is_down(at(12)));
        assert_eq!(item(&mut process, at(12), 5, false), Fate::Kept);
        let down = Duration::from_secs(10);
        assert_eq!(process.totals(), Totals { kept: 10, lost: 10, crashes: 1, down });
    }

    #[test]
    fn started_by_hand_it_stays_down_until_somebody_comes() {
        let mut process = Process::new(Comeback::ByHand);
        assert_eq!(item(&mut process, at(1), 1, true), Fate::Crashed { back_at: None });
        assert_eq!(item(&mut process, at(3_601), 1, false), Fate::Down { since: at(1), back_at: None });
        process.start(at(3_601));
        process.start(at(3_700));
        assert_eq!(item(&mut process, at(3_601), 1, false), Fate::Kept);
        assert_eq!(process.totals().down, Duration::from_secs(3_600));
    }

    #[test]
    fn a_restart_that_takes_no_time_loses_only_the_item() {
        let mut process = Process::new(Comeback::After(Duration::ZERO));
        item(&mut process, at(1), 5, true);
        assert_eq!(item(&mut process, at(1), 5, false), Fate::Kept);
        assert_eq!(process.totals(), Totals { kept: 5, lost: 5, crashes: 1, down: Duration::ZERO });
    }

    #[test]
    fn it_comes_back_for_an_item_and_not_in_the_midst_of_one() {
        let mut process = Process::new(Comeback::After(Duration::from_secs(10)));
        assert_eq!(item(&mut process, at(0), 5, true), Fate::Crashed { back_at: Some(at(10)) });
        assert_eq!(process.begin(at(9)), None);
        assert_eq!(process.report(at(11), 5, false), Fate::Down { since: at(0), back_at: Some(at(10)) });
        assert_eq!(process.begin(at(12)), Some(Duration::from_secs(10)));
        assert_eq!(process.begin(at(12)), None, "it is told once");
        assert_eq!(process.report(at(13), 5, false), Fate::Kept);
    }

    #[test]
    fn another_comeback_counts_from_the_crash() {
        let mut process = Process::new(Comeback::ByHand);
        item(&mut process, at(1), 5, true);
        process.configure(Comeback::After(Duration::from_secs(3)));
        assert_eq!(item(&mut process, at(3), 5, false), Fate::Down { since: at(1), back_at: Some(at(4)) });
        process.configure(Comeback::NextItem);
        assert_eq!(item(&mut process, at(3), 5, false), Fate::Kept);
        assert_eq!(process.down(), None);
    }
}
