//! How the general breaker changes: what a result counts for, what it leads to, and what each state begins with.

use core::time::Duration;

use super::half_open::{LateProbe, Trial, Verdict};
use super::settings::{AfterClosing, Boundary, MeasuredFrom};
use super::trip::{Trip, Watch};
use super::value::{Cause, Now, Opening, State, Transition};
use super::window::Tally;
use super::{GeneralBreaker, Phase};
use crate::policy::breaker::{Late, Permit};
use crate::time::Instant;

pub(super) const fn state(phase: &Phase) -> State {
    match phase {
        Phase::Closed => State::Closed,
        Phase::Open { .. } => State::Open,
        Phase::HalfOpen(_) => State::HalfOpen,
        Phase::ForcedOpen => State::ForcedOpen,
        Phase::Isolated { .. } => State::Isolated,
        Phase::Disabled => State::Disabled,
        Phase::MetricsOnly => State::MetricsOnly,
    }
}

impl GeneralBreaker {
    /// Takes note of the present, and of what has opened the breaker since: a probe whose lease has run out, or a
    /// snapshot. It has been open since then.
    pub(super) fn catch_up(&mut self, now: impl Into<Now>) -> Vec<Transition> {
        let looked = self.looked;
        self.look(now.into());
        let due = match &self.phase {
            Phase::HalfOpen(trial) => trial.probing.first_to_end().map(|lease| {
                let lasted = lease.until.since(lease.issued);
                (lease.until, Cause::LeaseExpired { issued: lease.issued, lease: lasted }) // rule: lease-ended
            }),
            _ => self.snapshot(looked),
        };
        let due = due.filter(|(at, _)| *at <= self.seen);
        due.map(|(at, cause)| self.open(at, cause)).into_iter().collect()
    }

    /// Takes note of the present, up to which snapshots have been looked at then.
    #[inline]
    pub(super) fn look(&mut self, now: Now) {
        (self.seen, self.luck) = (self.seen.max(now.at), now.luck);
        self.looked = self.seen;
    }

    /// The snapshot after those that were `looked` at which opens a closed breaker next, if no result comes before it, and
    /// why.
    pub(super) fn snapshot(&self, looked: Instant) -> Option<(Instant, Cause)> {
        if !matches!(self.phase, Phase::Closed) {
            return None;
        }
        let rules = self.watches.iter().zip(&self.settings.trips);
        rules.filter_map(|(watch, trip)| watch.snapshot(trip, looked)).min_by_key(|(at, _)| *at)
    }

    /// Makes an open breaker half-open if its wait is over.
    pub(super) fn turn(&mut self) -> Option<Transition> {
        self.probe_at().is_some_and(|due| due <= self.seen).then(|| self.half_open(self.seen))
    }

    /// Forgets what has left the windows. Where late results are dropped, a tumbling window that starts anew starts a
    /// generation. Where calls count by their start, a window goes on with what is counted, and not with time.
    pub(super) fn roll(&mut self) {
        if self.settings.measured_from == MeasuredFrom::CallStart {
            return;
        }
        let mut anew = false;
        for watch in &mut self.watches {
            anew |= watch.window.advance(self.seen);
        }
        if anew && self.settings.late == Late::Drop && matches!(self.phase, Phase::Closed | Phase::MetricsOnly) {
            self.generation += 1;
            self.under_way = 0;
        }
    }

    /// The first moment at which an open breaker takes a probe. Nothing, if that is later than time can say.
    pub(super) fn probe_at(&self) -> Option<Instant> {
        let Phase::Open { since, wait, .. } = &self.phase else { return None };
        let wait = match self.settings.boundary {
            Boundary::AtWait => *wait,
            Boundary::AfterWait => wait.saturating_add(Duration::from_nanos(1)),
        };
        let at = since.after(wait);
        (at.since(*since) == wait).then_some(at)
    }

    /// Takes back a permit; false if it is late. `unused` also frees its place among the probes allowed in total.
    pub(super) fn take_back(&mut self, permit: &Permit, unused: bool) -> bool {
        let known = permit.generation == self.generation
            && match (&mut self.phase, permit.probe) {
                (Phase::HalfOpen(trial), Some(probe)) => trial.probing.take_back(probe, unused),
                (Phase::Closed | Phase::Disabled | Phase::MetricsOnly, None) => true,
                _ => false,
            };
        self.under_way = self.under_way.saturating_sub(u64::from(known));
        known
    }

    /// A result as a tally of one; `failed` is nothing if it decides nothing.
    pub(super) fn tally(&self, failed: Option<bool>, took: Duration) -> Tally {
        let rule = match &self.phase {
            Phase::HalfOpen(_) => self.settings.half_open.slow(),
            _ => self.settings.trips.iter().find_map(Trip::slow),
        };
        let slow = failed.is_some() && rule.is_some_and(|rule| took > rule.longer_than); // reads: slow
        Tally {
            ok: u64::from(failed == Some(false)),
            err: u64::from(failed == Some(true)),
            ignored: u64::from(failed.is_none()),
            slow: u64::from(slow),
            fired: 0,
        }
    }

    /// Counts a result in the present state. False if it could change nothing there: an open breaker shows it in its
    /// counts, and only a failure that the wait is measured from, or what the trip rule is told, changes something.
    pub(super) fn count(&mut self, permit: &Permit, one: Tally, late: bool) -> bool {
        let started = self.settings.measured_from == MeasuredFrom::CallStart; // reads: measured
        let at = if started { permit.issued } else { self.seen };
        let told = self.settings.half_open.late == LateProbe::ForTripRule;
        let (mut keep, mut kept) = (told || self.settings.after_closing == AfterClosing::Windows, true);
        match &mut self.phase {
            Phase::Closed | Phase::MetricsOnly => keep = true,
            Phase::HalfOpen(_) if late && told => {}
            Phase::HalfOpen(trial) => trial.record(one), // rule: probe-counted
            Phase::Open { counts, .. } => counts.add(one),
            Phase::ForcedOpen | Phase::Isolated { .. } | Phase::Disabled => return false,
        }
        // A failure while open is remembered too, and may be one of a burst.
        if keep || (one.err > 0 && self.settings.late == Late::Apply) {
            for (watch, trip) in self.watches.iter_mut().zip(&self.settings.trips) {
                if started {
                    watch.window.advance(at);
                }
                kept &= watch.record(trip, at, one); // reads: trip
            }
        }
        let failed = one.err > 0 && kept;
        if failed {
            self.last_failure = Some(at);
        }
        let Phase::Open { since, known, .. } = &mut self.phase else { return true };
        let moves = failed && self.settings.measured_from != MeasuredFrom::Opened;
        if moves {
            (*since, *known) = (at, self.seen);
        }
        moves || told
    }

    /// The state that a counted result leads to, and why.
    pub(super) fn judge(&self, failed: Option<bool>, late: bool) -> Option<(State, Cause)> {
        let failed = failed?;
        match &self.phase {
            Phase::Closed | Phase::MetricsOnly => self.tripped(failed),
            Phase::HalfOpen(_) if late && self.settings.half_open.late == LateProbe::ForTripRule => {
                self.tripped(failed)
            }
            // reads: successes
            Phase::HalfOpen(trial) => trial.verdict(&self.settings.half_open).map(|verdict| match verdict {
                // rule: probes-succeeded, late-success
                Verdict::Pass => (State::Closed, Cause::ProbesPassed { results: trial.all, late }),
                // rule: probe-failed, late-failure
                Verdict::Fail => (State::Open, Cause::ProbesFailed { results: trial.all, late }),
            }),
            Phase::Open { .. } if self.settings.success_closes_open && !failed => {
                Some((State::Closed, Cause::SuccessWhileOpen)) // rule: success-while-open
            }
            _ => None,
        }
    }

    /// Whether a trip rule is met after a result, and why.
    fn tripped(&self, failed: bool) -> Option<(State, Cause)> {
        let mut rules = self.watches.iter().zip(&self.settings.trips);
        rules.find_map(|(watch, trip)| watch.judge(trip, failed)).map(|cause| (State::Open, cause))
    }

    /// Opens the breaker with the wait that is due.
    pub(super) fn open(&mut self, at: Instant, cause: Cause) -> Transition {
        let by_failure = !matches!(cause, Cause::ByHand | Cause::ProbeIgnored | Cause::LeaseExpired { .. });
        let since = match self.last_failure {
            Some(failed) if by_failure && self.settings.measured_from != MeasuredFrom::Opened => failed,
            _ => at,
        };
        if let Phase::HalfOpen(trial) = &self.phase
            && self.settings.half_open.carry
        {
            self.carried = trial.successes();
        }
        let (before, previous) = self.openings;
        let number = before.saturating_add(1);
        let wait = self.settings.wait.of(number, previous, self.luck); // reads: reset
        self.openings = (number, Some(wait));
        let counts = match &self.phase {
            _ if self.settings.late == Late::Drop => Tally::default(),
            Phase::Closed => self.watches.first().map(|watch| watch.window.sum()).unwrap_or_default(),
            Phase::HalfOpen(trial) => trial.all,
            _ => Tally::default(),
        };
        let mut made = self.enter(at, Phase::Open { since, wait, known: at, counts }, cause);
        made.opening = Some(Opening { number, wait, probe_at: self.probe_at() });
        made
    }

    pub(super) fn half_open(&mut self, at: Instant) -> Transition {
        let cause = match &self.phase {
            Phase::Open { since, wait, .. } => Cause::WaitOver { since: *since, wait: *wait }, // rule: wait-over
            _ => Cause::ByHand,
        };
        self.enter(at, Phase::HalfOpen(self.trial()), cause)
    }

    /// A new half-open state.
    pub(super) fn trial(&self) -> Trial {
        Trial::new(&self.settings.half_open, self.carried)
    }

    pub(super) fn close(&mut self, cause: Cause) -> Transition {
        self.enter(self.seen, Phase::Closed, cause)
    }

    /// Changes the state by hand, unless it is that state already.
    pub(super) fn force(&mut self, now: impl Into<Now>, phase: Phase) -> Vec<Transition> {
        let mut transitions = self.poll(now);
        if self.state() != state(&phase) {
            transitions.push(self.enter(self.seen, phase, Cause::ByHand)); // rule: forced
        }
        transitions
    }

    /// Changes the state, which starts a new generation.
    fn enter(&mut self, at: Instant, phase: Phase, cause: Cause) -> Transition {
        let from = self.state();
        let keep = self.settings.after_closing == AfterClosing::Windows && matches!(phase, Phase::Closed);
        if matches!(phase, Phase::Closed | Phase::MetricsOnly) {
            self.forget(at, keep);
            (self.openings, self.carried) = ((0, None), 0);
        }
        self.phase = phase;
        self.generation += 1;
        self.under_way = 0;
        Transition { at, from, to: self.state(), cause, opening: None }
    }

    /// Starts to count anew, with `keep` only what is no window.
    pub(super) fn forget(&mut self, at: Instant, keep: bool) {
        for (watch, trip) in self.watches.iter_mut().zip(&self.settings.trips) {
            if keep {
                watch.forget_run();
            } else {
                *watch = Watch::new(trip, at);
            }
        }
    }
}
