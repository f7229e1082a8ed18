//! One breaker and one service, judged.

use core::fmt;

use super::{Circuit, Watch};
use crate::time::Instant;

/// A breaker's health from 0 to 100, and what was taken off it (guide).
///
/// Always `points == 100 - circuit - failures - openings`, but never below 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Score {
    /// What is left of 100.
    pub points: u32,
    /// For the state: 50 open, 25 half-open.
    pub circuit: u32,
    /// For the results so far: 25 with less than half of them successes, 10 with less than four fifths.
    pub failures: u32,
    /// For instability: 5 for each opening among the last ten changes.
    pub openings: u32,
}

/// The score of a breaker.
pub fn score(watch: &Watch) -> Score {
    let circuit = match watch.circuit() {
        Circuit::Closed => 0,
        Circuit::HalfOpen => 25,
        Circuit::Open => 50,
    };
    let results = watch.results();
    let failures = if results.succeed_below(50) {
        25
    } else if results.succeed_below(80) {
        10
    } else {
        0
    };
    // At most ten changes are kept, so this is at most 50.
    let openings = 5 * watch.openings_among_last() as u32;
    Score { points: 100_u32.saturating_sub(circuit + failures + openings), circuit, failures, openings }
}

/// What to do about a breaker (guide).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recommendation {
    /// It is open and less than a tenth of the results so far were successes.
    InvestigateNow,
    /// It is closed although less than half of the results were successes.
    MayOpenSoon,
    /// It has changed its state more than twenty times.
    Unstable,
    /// Nothing.
    Nothing,
}

/// The first of the guide's recommendations that applies.
///
/// Without any result the guide's code fails on an undefined rate; here it is 100 %, as in its monitor.
pub fn recommend(watch: &Watch) -> Recommendation {
    if watch.circuit() == Circuit::Open && watch.results().succeed_below(10) {
        Recommendation::InvestigateNow
    } else if watch.circuit() == Circuit::Closed && watch.results().succeed_below(50) {
        Recommendation::MayOpenSoon
    } else if watch.changes() > 20 {
        Recommendation::Unstable
    } else {
        Recommendation::Nothing
    }
}

impl fmt::Display for Recommendation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::InvestigateNow => "The service seems to be down: look into it now.",
            Self::MayOpenSoon => "Most calls fail: the breaker may open soon.",
            Self::Unstable => "The breaker changes its state often: the service may be failing on and off.",
            Self::Nothing => "Nothing to do.",
        })
    }
}

/// What a regular check found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckResult {
    /// The service answered in time.
    Answered,
    /// It failed or was too slow.
    Failed,
    /// The breaker before it refused the check.
    Refused,
}

/// How a service is, as of its last check (guide).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServiceState {
    /// It answered.
    Healthy,
    /// It did not.
    Unhealthy,
    /// Nobody asked it: its breaker is open.
    CircuitOpen,
}

/// What regular checks know of one service. The guide gives each check 10 s, and a breaker of its own that opens after
/// 3 failures and waits 30 s.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ServiceHealth {
    last: Option<(Instant, ServiceState)>,
    failures_in_row: u64,
}

impl ServiceHealth {
    /// A service that has not been checked yet.
    pub const fn new() -> Self {
        Self { last: None, failures_in_row: 0 }
    }

    /// Takes a check's result in. A refused check is neither a failure nor an answer, so the failures in a row stay.
    pub fn report(&mut self, now: Instant, result: CheckResult) -> ServiceState {
        let state = match result {
            CheckResult::Answered => ServiceState::Healthy,
            CheckResult::Failed => ServiceState::Unhealthy,
            CheckResult::Refused => ServiceState::CircuitOpen,
        };
        match result {
            CheckResult::Answered => self.failures_in_row = 0,
            CheckResult::Failed => self.failures_in_row = self.failures_in_row.saturating_add(1),
            CheckResult::Refused => {}
        }
        let now = self.last.map_or(now, |(before, _)| before.max(now));
        self.last = Some((now, state));
        state
    }

    /// The state, if there has been a check.
    pub fn state(&self) -> Option<ServiceState> {
        self.last.map(|(_, state)| state)
    }

    /// When the last check was.
    pub fn last_check(&self) -> Option<Instant> {
        self.last.map(|(at, _)| at)
    }

    /// Checks that failed since the last answer.
    pub const fn failures_in_row(&self) -> u64 {
        self.failures_in_row
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::super::WINDOW;
    use super::*;

    /// A watch over `successes` and `failures` that has opened so often and been half-open in between.
    fn watch(successes: u64, failures: u64, changes: &[Circuit]) -> Watch {
        let mut watch = Watch::new(WINDOW).unwrap();
        for _ in 0..successes {
            watch.report(Instant::ZERO, false);
        }
        for _ in 0..failures {
            watch.report(Instant::ZERO, true);
        }
        for change in changes {
            watch.on_change(Instant::ZERO, *change);
        }
        watch
    }

    fn points(watch: &Watch) -> u32 {
        score(watch).points
    }

    #[test]
    fn the_guides_points() {
        use Circuit::{Closed, HalfOpen, Open};
        assert_eq!(points(&watch(0, 0, &[])), 100);
        assert_eq!(points(&watch(8, 2, &[])), 100, "80 % is not below 80 %");
        assert_eq!(points(&watch(79, 21, &[])), 90);
        assert_eq!(points(&watch(5, 5, &[])), 90, "50 % is not below 50 %");
        assert_eq!(points(&watch(49, 51, &[])), 75);
        assert_eq!(points(&watch(10, 0, &[Open])), 45, "50 for open and 5 for the opening");
        assert_eq!(points(&watch(10, 0, &[Open, HalfOpen])), 70);
        assert_eq!(points(&watch(10, 0, &[Open, HalfOpen, Closed])), 95);
    }

    #[test]
    fn points_never_go_below_none() {
        let mut changes = Vec::new();
        for _ in 0..20 {
            changes.extend([Circuit::HalfOpen, Circuit::Open]);
        }
        let all = score(&watch(0, 9, &changes));
        assert_eq!(all, Score { points: 0, circuit: 50, failures: 25, openings: 25 });
    }

    #[test]
    fn the_guides_recommendations_in_their_order() {
        use Circuit::{HalfOpen, Open};
        assert_eq!(recommend(&watch(0, 0, &[Open])), Recommendation::Nothing, "nothing is known of the service");
        assert_eq!(recommend(&watch(0, 3, &[Open])), Recommendation::InvestigateNow);
        assert_eq!(recommend(&watch(1, 9, &[Open])), Recommendation::Nothing, "10 % is not below 10 %");
        assert_eq!(recommend(&watch(4, 5, &[])), Recommendation::MayOpenSoon);
        assert_eq!(recommend(&watch(5, 5, &[])), Recommendation::Nothing);
        let often: Vec<Circuit> = (0..21).map(|turn| if turn % 2 == 0 { Open } else { HalfOpen }).collect();
        assert_eq!(recommend(&watch(5, 5, &often)), Recommendation::Unstable);
        assert_eq!(recommend(&watch(5, 5, &often[..20])), Recommendation::Nothing, "twenty is not more than twenty");
    }

    #[test]
    fn a_refused_check_says_that_nobody_asked() {
        let mut health = ServiceHealth::new();
        assert_eq!((health.state(), health.last_check()), (None, None));
        let at = Instant::from_millis;
        assert_eq!(health.report(at(1), CheckResult::Answered), ServiceState::Healthy);
        assert_eq!(health.report(at(2), CheckResult::Failed), ServiceState::Unhealthy);
        assert_eq!(health.report(at(3), CheckResult::Failed), ServiceState::Unhealthy);
        assert_eq!(health.report(at(4), CheckResult::Refused), ServiceState::CircuitOpen);
        assert_eq!((health.failures_in_row(), health.last_check()), (2, Some(at(4))));
        health.report(at(1), CheckResult::Answered);
        assert_eq!((health.failures_in_row(), health.last_check()), (0, Some(at(4))));
    }
}
