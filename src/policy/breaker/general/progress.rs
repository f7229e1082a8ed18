//! How far a general breaker is from its next decision. Its rules look at more than the plain one's do.

use core::time::Duration;

use super::half_open::Close;
use super::trip::Trip;
use super::{GeneralBreaker, Phase};
use crate::policy::share::Share;
use crate::time::Instant;

/// Which calls a trip rule looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// This many of the last calls.
    Calls(u32),
    /// The calls that ended within the last such span.
    Span(Duration),
    /// All calls since the last change of state.
    All,
    /// The calls that were asked for within the last such span, refused ones and those under way included, and the
    /// failures that came within it: there may be more of them.
    Fired(Duration),
    /// The calls that ended within the last such span, as the last snapshot found them.
    Snapshot {
        /// How far back.
        span: Duration,
        /// How much time is between two snapshots.
        every: Duration,
    },
}

/// How far the breaker is from its next decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Closed, counting failures in a row.
    Row {
        /// Failures in a row so far.
        failures: u64,
        /// How many open the breaker.
        threshold: u32,
    },
    /// Closed, watching the share of failures.
    Rate {
        /// Failures in the window.
        failures: u64,
        /// Calls in the window.
        calls: u64,
        /// How many calls it takes before the share is judged; never more than a window of calls holds.
        min: u32,
        /// The share that opens the breaker.
        rate: Share,
        /// The window.
        over: Over,
    },
    /// Closed, counting failures whatever succeeds between them.
    Several {
        /// Failures that count so far.
        failures: u64,
        /// How many open the breaker.
        threshold: u64,
        /// Among which calls.
        over: Over,
    },
    /// Open.
    Waiting {
        /// From when on a call becomes a probe.
        probe_at: Instant,
    },
    /// Half-open.
    Probing {
        /// Probes that succeeded so far.
        successes: u32,
        /// How many close the breaker.
        needed: u32,
        /// Probes under way.
        under_way: u32,
    },
    /// Open until it is told otherwise.
    Forced,
}

impl GeneralBreaker {
    /// How far it is from its next decision, by its [leading](super::Settings::leading) trip rule. It looks and changes nothing.
    pub fn progress(&self) -> Progress {
        match &self.phase {
            Phase::Closed | Phase::MetricsOnly | Phase::Disabled => self.counted(),
            Phase::Open { .. } => self.probe_at().map_or(Progress::Forced, |probe_at| Progress::Waiting { probe_at }),
            Phase::HalfOpen(trial) => {
                let needed = match self.settings.half_open.close {
                    Close::ConsecutiveSuccesses(needed) | Close::Successes { needed, .. } => needed,
                    Close::Sample { size, .. } | Close::FewFailures { size, .. } => size,
                };
                let successes = u32::try_from(trial.all.ok).unwrap_or(u32::MAX);
                Progress::Probing { successes, needed, under_way: trial.probing.under_way() }
            }
            Phase::ForcedOpen | Phase::Isolated { .. } => Progress::Forced,
        }
    }

    fn counted(&self) -> Progress {
        let leading = self.settings.leading();
        let (Some(trip), Some(watch)) = (self.settings.trips.get(leading), self.watches.get(leading)) else {
            return Progress::Forced;
        };
        let found = watch.window.sum();
        let over = trip.over();
        match *trip {
            Trip::Consecutive { failures } => Progress::Row { failures: watch.run(), threshold: failures },
            Trip::CountWindow { rate, .. } | Trip::TimeWindow { rate, .. } | Trip::Tumbling { rate, .. } => {
                let most = if let Over::Calls(size) = over { size } else { u32::MAX };
                let min = rate.min_calls.min(most);
                Progress::Rate { failures: found.err, calls: rate.calls(found), min, rate: rate.rate, over }
            }
            Trip::LastResults { failures, .. } => {
                Progress::Several { failures: found.err, threshold: u64::from(failures), over }
            }
            Trip::ErrorsWithin { errors, .. } | Trip::ErrorGap { errors, .. } => {
                Progress::Several { failures: watch.errors(trip, self.seen), threshold: u64::from(errors), over }
            }
            Trip::SuccessRate { required, min_calls, .. } => {
                Progress::Rate { failures: found.err, calls: found.judged(), min: min_calls, rate: required, over }
            }
        }
    }
}
