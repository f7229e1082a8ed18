//! What has come of calls since theory last changed: only that can stand beside what theory expects now.

use super::Flight;
use crate::play::changes_theory;
use crate::policy::breaker::{Outcome, State};
use crate::sim::event::{CallId, CallOutcome, Event, Record};
use crate::time::Instant;

/// Counts since the last change of a setting, of the weather or by Kill and Recover. Calls that were under way then have
/// their result from before, and are left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// When the last change was; nothing if there was none since the start.
    pub since: Option<Instant>,
    /// Calls that have ended.
    pub calls: u64,
    /// Of these: successes.
    pub successes: u64,
    /// Calls that the breaker refused.
    pub refused: u64,
    /// Of these: those that the service would have answered at their moment.
    pub good_refused: u64,
    /// Openings of a closed breaker, of phases that began since.
    pub trips: u64,
    /// Results of those phases.
    pub closed_results: u64,
    /// Results of probes.
    pub probe_results: u64,
    /// Of these: successes.
    pub probe_successes: u64,
    /// Results of the present closed phase; nothing if it began before.
    phase: Option<u64>,
    /// Calls under way at the last change that have not ended yet.
    old: Vec<CallId>,
}

impl Default for Sample {
    fn default() -> Self {
        Self::since(None, Some(0), Vec::new())
    }
}

impl Sample {
    fn since(since: Option<Instant>, phase: Option<u64>, old: Vec<CallId>) -> Self {
        Self {
            since,
            calls: 0,
            successes: 0,
            refused: 0,
            good_refused: 0,
            trips: 0,
            closed_results: 0,
            probe_results: 0,
            probe_successes: 0,
            phase,
            old,
        }
    }

    /// Takes the next event in, with the breaker's state and the attempts under way before it.
    pub(super) fn apply(&mut self, record: &Record, state: State, flights: &[Flight]) {
        match &record.event {
            Event::Counted { call, outcome, .. } if *outcome != Outcome::Ignored && !self.old.contains(call) => {
                match state {
                    State::HalfOpen => {
                        self.probe_results += 1;
                        self.probe_successes += u64::from(*outcome == Outcome::Success);
                    }
                    State::Closed => self.phase = self.phase.map(|results| results + 1),
                    State::Open | State::ForcedOpen => {}
                }
            }
            Event::Refused { luck, .. } => {
                self.refused += 1;
                self.good_refused += u64::from(!luck.fails());
            }
            Event::Transition(transition) => {
                if let (State::Closed, State::Open, Some(results)) = (transition.from, transition.to, self.phase) {
                    self.trips += 1;
                    self.closed_results += results;
                }
                self.phase = Some(0);
            }
            Event::CallEnded { call, outcome, .. } => {
                if let Some(place) = self.old.iter().position(|old| old == call) {
                    self.old.swap_remove(place);
                } else {
                    self.calls += 1;
                    self.successes += u64::from(matches!(outcome, CallOutcome::Success { .. }));
                }
            }
            event if changes_theory(event) => {
                let since = (record.at > Instant::ZERO).then_some(record.at);
                let fresh = self.phase == Some(0) && flights.is_empty() || state != State::Closed;
                *self = Self::since(since, fresh.then_some(0), flights.iter().map(|flight| flight.call).collect());
            }
            _ => {}
        }
    }
}
