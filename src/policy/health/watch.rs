//! What a monitor keeps of one breaker.

use core::time::Duration;
use std::collections::VecDeque;

use super::Circuit;
use crate::policy::ConfigError;
use crate::time::Instant;

/// Changes of state that a watch keeps, the newest (the guide looks at the last ten).
pub const CHANGES_KEPT: usize = 10;
/// Results that a watch keeps for its window, the newest. Of a busier service the window is shorter.
pub const RESULTS_KEPT: usize = 100_000;
/// The window of the recent results in SysManage's documentation.
pub const WINDOW: Duration = Duration::from_secs(300);

/// A change of state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// When.
    pub at: Instant,
    /// The state after it.
    pub to: Circuit,
}

/// How many results there were and how many of them were failures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Results {
    /// Failures, at most `all`.
    pub failures: u64,
    /// All results.
    pub all: u64,
}

impl Results {
    /// Counts another one.
    pub fn count(&mut self, failed: bool) {
        self.all = self.all.saturating_add(1);
        self.failures = self.failures.saturating_add(u64::from(failed));
    }

    /// Those that were no failures.
    pub const fn successes(self) -> u64 {
        self.all.saturating_sub(self.failures)
    }

    /// The share of successes in [0, 1], for text only. 1 where there are no results: nothing has gone wrong (guide).
    pub fn success_rate(self) -> f64 {
        if self.all == 0 { 1.0 } else { self.successes() as f64 / self.all as f64 }
    }

    /// Whether less than `percent` of the results are successes. No results are a hundred per cent (guide).
    pub(super) fn succeed_below(self, percent: u32) -> bool {
        u128::from(self.successes()) * 100 < u128::from(self.all) * u128::from(percent)
    }
}

/// What is known of one breaker: its state, its results and its last changes.
///
/// Tell it of every result that reached the service and of every change of state, in order of time. A `now` earlier
/// than one seen before is read as that one.
///
/// A breaker opens after three failures. Its probe fails half a minute later, which does not end the outage, so the
/// time goes on from the first opening:
///
/// ```
/// use core::time::Duration;
/// use half_open::policy::health::{Circuit, Recommendation, WINDOW, Watch, recommend, score};
/// use half_open::time::Instant;
///
/// let at = |seconds: u64| Instant::from_millis(seconds * 1_000);
/// let mut watch = Watch::new(WINDOW)?;
/// (1..=3).for_each(|second| watch.report(at(second), true));
/// watch.on_change(at(3), Circuit::Open);
/// // Of 100 points it loses 50 because it is open, 25 for its failures and 5 for the opening.
/// assert_eq!(score(&watch).points, 20);
/// assert_eq!(recommend(&watch), Recommendation::InvestigateNow);
/// watch.on_change(at(33), Circuit::HalfOpen);
/// watch.report(at(34), true);
/// watch.on_change(at(34), Circuit::Open);
/// assert_eq!(watch.open_for(at(93)), Some(Duration::from_secs(90)));
/// # Ok::<(), half_open::policy::ConfigError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Watch {
    window: Duration,
    circuit: Circuit,
    since: Instant,
    results: Results,
    recent: VecDeque<(Instant, bool)>,
    changes: u64,
    last: VecDeque<Change>,
    openings: u64,
    reopenings: u64,
    openings_in_row: u64,
    /// When it was last closed, if it is not.
    left: Option<Instant>,
    last_failure: Option<Instant>,
    seen: Instant,
}

/// A closed breaker, with SysManage's window.
impl Default for Watch {
    fn default() -> Self {
        Self {
            window: WINDOW,
            circuit: Circuit::Closed,
            since: Instant::ZERO,
            results: Results::default(),
            recent: VecDeque::new(),
            changes: 0,
            last: VecDeque::new(),
            openings: 0,
            reopenings: 0,
            openings_in_row: 0,
            left: None,
            last_failure: None,
            seen: Instant::ZERO,
        }
    }
}

impl Watch {
    /// A watch over a closed breaker whose recent results are those of the last `window`; see [`WINDOW`].
    ///
    /// # Errors
    /// A `window` of 0, which no result would be in.
    pub fn new(window: Duration) -> Result<Self, ConfigError> {
        if window.is_zero() {
            return Err(ConfigError::new("window", "0 s", "longer than 0 s"));
        }
        Ok(Self { window, ..Self::default() })
    }

    /// A call that reached the service has ended. A refusal is no result: the service was not asked.
    pub fn report(&mut self, now: Instant, failed: bool) {
        self.seen = self.seen.max(now);
        self.results.count(failed);
        if failed {
            self.last_failure = Some(self.seen);
        }
        if self.recent.len() == RESULTS_KEPT {
            self.recent.pop_front();
        }
        self.recent.push_back((self.seen, failed));
        while self.recent.front().is_some_and(|(at, _)| self.seen.since(*at) > self.window) {
            self.recent.pop_front();
        }
    }

    /// The breaker has changed its state. The same state again is no change.
    pub fn on_change(&mut self, now: Instant, to: Circuit) {
        self.seen = self.seen.max(now);
        if to == self.circuit {
            return;
        }
        if self.circuit == Circuit::Closed {
            self.left = Some(self.seen);
        }
        self.reopenings += u64::from((self.circuit, to) == (Circuit::HalfOpen, Circuit::Open));
        self.circuit = to;
        self.since = self.seen;
        self.changes = self.changes.saturating_add(1);
        match to {
            Circuit::Open => {
                self.openings = self.openings.saturating_add(1);
                self.openings_in_row = self.openings_in_row.saturating_add(1);
            }
            Circuit::Closed => {
                self.openings_in_row = 0;
                self.left = None;
            }
            Circuit::HalfOpen => {}
        }
        if self.last.len() == CHANGES_KEPT {
            self.last.pop_front();
        }
        self.last.push_back(Change { at: self.seen, to });
    }

    /// The state.
    pub const fn circuit(&self) -> Circuit {
        self.circuit
    }

    /// When the state began.
    pub const fn since(&self) -> Instant {
        self.since
    }

    /// All results so far.
    pub const fn results(&self) -> Results {
        self.results
    }

    /// The results of the last window. One that is just as old as the window still counts (SysManage).
    pub fn recent(&self, now: Instant) -> Results {
        let now = self.seen.max(now);
        let mut results = Results::default();
        for (_, failed) in self.recent.iter().filter(|(at, _)| now.since(*at) <= self.window) {
            results.count(*failed);
        }
        results
    }

    /// The last changes, oldest first.
    pub fn last_changes(&self) -> impl DoubleEndedIterator<Item = &Change> + ExactSizeIterator {
        self.last.iter()
    }

    /// How many of the last changes are younger than `span`.
    pub fn changes_within(&self, now: Instant, span: Duration) -> u64 {
        let now = self.seen.max(now);
        self.last.iter().filter(|change| now.since(change.at) < span).count() as u64
    }

    /// How many of the last changes were openings.
    pub fn openings_among_last(&self) -> u64 {
        self.last.iter().filter(|change| change.to == Circuit::Open).count() as u64
    }

    /// All changes so far.
    pub const fn changes(&self) -> u64 {
        self.changes
    }

    /// All openings so far.
    pub const fn openings(&self) -> u64 {
        self.openings
    }

    /// Of these: openings after a probe.
    pub const fn reopenings(&self) -> u64 {
        self.reopenings
    }

    /// Openings since the breaker was last closed.
    pub const fn openings_in_row(&self) -> u64 {
        self.openings_in_row
    }

    /// How long the breaker has been open, if it is, since it was last closed: probes that failed do not end an outage.
    ///
    /// SysManage measures from the last failure. A breaker that probes every minute then never seems open for five.
    pub fn open_for(&self, now: Instant) -> Option<Duration> {
        let left = self.left.filter(|_| self.circuit == Circuit::Open)?;
        Some(self.seen.max(now).since(left))
    }

    /// When the service last failed.
    pub const fn last_failure(&self) -> Option<Instant> {
        self.last_failure
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::*;

    fn at(seconds: u64) -> Instant {
        Instant::from_millis(seconds * 1_000)
    }

    #[test]
    fn the_window_includes_its_far_end() {
        let mut watch = Watch::new(WINDOW).unwrap();
        watch.report(at(0), true);
        watch.report(at(100), false);
        assert_eq!(watch.recent(at(300)), Results { failures: 1, all: 2 });
        assert_eq!(watch.recent(at(301)), Results { failures: 0, all: 1 });
        assert_eq!(watch.recent(at(900)), Results::default());
        assert_eq!((watch.results(), watch.last_failure()), (Results { failures: 1, all: 2 }, Some(at(0))));
        assert_eq!(Watch::new(Duration::ZERO).unwrap_err().field, "window");
    }

    #[test]
    fn only_the_last_ten_changes_are_kept_and_all_are_counted() {
        let mut watch = Watch::new(WINDOW).unwrap();
        for turn in 0..8 {
            watch.on_change(at(20 * turn), Circuit::Open);
            watch.on_change(at(20 * turn), Circuit::Open);
            watch.on_change(at(20 * turn + 10), Circuit::HalfOpen);
        }
        assert_eq!((watch.changes(), watch.openings(), watch.openings_in_row()), (16, 8, 8));
        assert_eq!((watch.last_changes().len(), watch.openings_among_last()), (CHANGES_KEPT, 5));
        // The newest change is at 150 s; those at 140 and 150 s are younger than 11 s.
        assert_eq!(watch.changes_within(at(150), Duration::from_secs(11)), 2);
        assert_eq!(watch.changes_within(at(150), Duration::from_secs(10)), 1);
        watch.on_change(at(200), Circuit::Closed);
        assert_eq!((watch.openings_in_row(), watch.open_for(at(300))), (0, None));
    }

    #[test]
    fn time_does_not_go_back() {
        let mut watch = Watch::new(WINDOW).unwrap();
        watch.on_change(at(50), Circuit::Open);
        watch.report(at(10), true);
        assert_eq!(watch.last_failure(), Some(at(50)));
        assert_eq!(watch.open_for(at(20)), Some(Duration::ZERO));
        assert_eq!(watch.open_for(at(60)), Some(Duration::from_secs(10)));
    }

    #[test]
    fn a_failed_probe_does_not_end_an_outage() {
        let mut watch = Watch::new(WINDOW).unwrap();
        watch.on_change(at(10), Circuit::Open);
        watch.on_change(at(70), Circuit::HalfOpen);
        assert_eq!(watch.open_for(at(70)), None, "while it probes it is not open");
        watch.on_change(at(71), Circuit::Open);
        assert_eq!((watch.open_for(at(100)), watch.since()), (Some(Duration::from_secs(90)), at(71)));
    }
}
