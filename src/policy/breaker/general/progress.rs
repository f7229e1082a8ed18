//! How far a general breaker is from its next decision, in the words of the plain one.

use super::half_open::Close;
use super::trip::Trip;
use super::{GeneralBreaker, Phase};
use crate::policy::breaker::{Over, Progress};

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
                match trial.probing.progress(needed) {
                    Progress::Probing { under_way, .. } => {
                        let successes = u32::try_from(trial.all.ok).unwrap_or(u32::MAX);
                        Progress::Probing { successes, needed, under_way }
                    }
                    other => other,
                }
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
