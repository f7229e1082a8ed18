//! Circuit breaker: stop calling what keeps failing, and find out carefully whether it works again.
//!
//! Three states and a fourth by hand (Nygard, "Release It!", 2007; the lecture, example 39.2):
//!
//! ```text
//!            the trip rule is met
//!   Closed ------------------------> Open <---------.
//!      ^                               |            | a probe fails,
//!      |                               | a call     | or its lease ends
//!      |                               | after the  |
//!      |     enough probes succeed     v wait       |
//!      '---------------------------- HalfOpen ------'
//! ```
//!
//! The calling order: [`Breaker::admit`] before a call; if it is admitted, exactly one of [`Breaker::report`] and
//! [`Breaker::cancel`] after it, with the permit. [`Breaker::poll`] when [`Breaker::next_deadline`] says that a lease
//! ends. Each returns what changed, in order of time.
//!
//! [`settings`] has what can be set, [`trip`] the rules that open, [`decision`] the values that go in and out.
//! [`general`] is the breaker of every library, for those who want to compare them; [`presets`] has its
//! settings by name.

mod counted;
pub mod decision;
pub mod general;
pub mod presets;
mod probing;
pub mod settings;
pub mod trip;

use core::time::Duration;

pub use counted::Counts;
pub use decision::{
    Admission, Cause, Deadline, Decision, Effect, Outcome, Over, Permit, Progress, Recorded, RejectReason, Rejection,
    Transition,
};
pub use probing::Probes;
use probing::Probing;
pub use settings::{IgnoredCounts, Late, Settings};
pub use trip::Trip;
use trip::{Window, verdict};

use super::ConfigError;
use crate::time::Instant;

/// What the breaker does with calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It lets all pass and counts.
    Closed,
    /// It refuses all until its wait is over.
    Open,
    /// It lets a few pass as probes.
    HalfOpen,
    /// It refuses all until it is reset by hand.
    ForcedOpen,
}

/// A circuit breaker. See the [module](self) for the order of calls.
///
/// A `now` earlier than one seen before is read as that one: for a breaker, time never goes back.
#[derive(Clone, Debug, PartialEq)]
pub struct Breaker {
    settings: Settings,
    phase: Phase,
    generation: u64,
    late: u64,
    seen: Instant,
}

/// The state with what is only known in it.
#[derive(Clone, Debug, PartialEq)]
enum Phase {
    Closed(Window),
    Open { since: Instant, wait: Duration },
    HalfOpen(Probing),
    ForcedOpen,
}

impl Breaker {
    /// A closed breaker.
    ///
    /// # Errors
    /// What [`Settings::check`] refuses.
    pub fn new(settings: Settings) -> Result<Self, ConfigError> {
        settings.check()?;
        Ok(Self { settings, phase: Phase::Closed(Window::default()), generation: 0, late: 0, seen: Instant::ZERO })
    }

    /// Takes new settings; they apply from the next decision on. A lower threshold is judged at the next result, a
    /// new wait holds from the next opening, a new lease from the next probe. Results stay counted, except that
    /// another kind of trip rule starts without any.
    ///
    /// # Errors
    /// What [`Settings::check`] refuses; the settings before then stay.
    pub fn configure(&mut self, settings: Settings) -> Result<(), ConfigError> {
        settings.check()?;
        if let Phase::Closed(window) = &mut self.phase
            && !settings.trip.is_like(&self.settings.trip)
        {
            *window = Window::default();
        }
        self.settings = settings;
        Ok(())
    }

    /// Asks whether a call may be made. An open breaker whose wait is over becomes half-open here, with the first
    /// call, and not by itself (as in the lecture).
    pub fn admit(&mut self, now: Instant) -> Admission {
        let mut transitions = self.poll(now);
        let now = self.seen;
        if matches!(self.phase, Phase::Closed(_)) {
            let permit = Permit { generation: self.generation, issued: now, probe: None };
            return Admission { transitions, decision: Decision::Admitted(permit) }; // rule: admitted
        }
        match &self.phase {
            // rule: wait-over
            Phase::Open { since, wait } if now.since(*since) >= *wait => {
                let cause = Cause::WaitOver { opened: *since, wait: *wait };
                transitions.push(self.enter(now, Phase::HalfOpen(Probing::default()), cause));
            }
            // Results close the breaker themselves; this is for `successes` lowered since the last of them.
            Phase::HalfOpen(probing) if probing.passed(self.settings.successes) => {
                let cause = Cause::ProbesSucceeded { successes: probing.successes };
                transitions.push(self.enter(now, Phase::Closed(Window::default()), cause));
            }
            _ => {}
        }
        let admitted = match &mut self.phase {
            Phase::Closed(_) => Ok(None),
            Phase::HalfOpen(probing) => probing.admit(self.settings.probes, now, self.settings.lease).map(Some),
            Phase::Open { since, wait } => {
                Err(Rejection { reason: RejectReason::Open, retry_at: Some(since.after(*wait)) }) // rule: open
            }
            // rule: forced-open
            Phase::ForcedOpen => Err(Rejection { reason: RejectReason::ForcedOpen, retry_at: None }),
        };
        let decision = match admitted {
            Ok(probe) => Decision::Admitted(Permit { generation: self.generation, issued: now, probe }),
            Err(rejection) => Decision::Rejected(rejection),
        };
        Admission { transitions, decision }
    }

    /// Says how an admitted call came out. A failed probe opens the breaker at once, the last success needed closes
    /// it at once; the results of other probes under way are then late.
    pub fn report(&mut self, now: Instant, permit: Permit, outcome: Outcome) -> Recorded {
        let mut transitions = self.poll(now);
        let now = self.seen;
        let failed = match outcome {
            Outcome::Failure => Some(true),
            Outcome::Ignored if self.settings.ignored == IgnoredCounts::Neutral => None, // rule: ignored; reads: ignored
            Outcome::Success | Outcome::Ignored => Some(false),
        };
        let late = !self.take_back(&permit, failed.is_none());
        if late {
            self.late = self.late.saturating_add(1); // rule: late-dropped
        }
        // rule: late-applied; reads: late
        let counted = (!late || self.settings.late == Late::Apply) && self.count(now, failed);
        let effect = match (late, counted) {
            (true, applied) => Effect::Late { applied },
            (false, true) => Effect::Counted,
            (false, false) => Effect::Ignored,
        };
        let progress = self.progress(now);
        if counted {
            transitions.extend(self.judge(now, progress, failed == Some(true), late));
        }
        Recorded { transitions, effect, progress }
    }

    /// Takes back the permit of a call that has no result. It decides nothing; a probe's place is free again.
    pub fn cancel(&mut self, now: Instant, permit: Permit) -> Vec<Transition> {
        let transitions = self.poll(now);
        self.take_back(&permit, true);
        transitions
    }

    /// What has changed by itself: a probe whose lease has run out counts as failed, and the breaker has been open
    /// again since the lease's end. An open breaker stays open until a call comes.
    #[inline]
    pub fn poll(&mut self, now: Instant) -> Vec<Transition> {
        self.seen = self.seen.max(now);
        if matches!(self.phase, Phase::HalfOpen(_)) { self.expire() } else { Vec::new() }
    }

    /// Opens the breaker if a probe's lease has run out.
    fn expire(&mut self) -> Vec<Transition> {
        let Phase::HalfOpen(probing) = &self.phase else { return Vec::new() };
        // rule: lease-ended
        let Some(lease) = probing.first_to_end().filter(|lease| lease.until <= self.seen) else { return Vec::new() };
        let cause = Cause::LeaseExpired { issued: lease.issued, lease: lease.until.since(lease.issued) };
        let until = lease.until;
        vec![self.open(until, cause)]
    }

    /// What changes next as time passes, and when. Nothing while the breaker is closed, forced open, or half-open
    /// without a probe under way.
    pub fn next_deadline(&self) -> Option<Deadline> {
        match &self.phase {
            Phase::Open { since, wait } => Some(Deadline::ProbeDue(since.after(*wait))),
            Phase::HalfOpen(probing) => probing.first_to_end().map(|lease| Deadline::LeaseEnds(lease.until)),
            Phase::Closed(_) | Phase::ForcedOpen => None,
        }
    }

    /// Opens the breaker until it is [reset](Self::reset).
    pub fn force_open(&mut self, now: Instant) -> Vec<Transition> {
        let mut transitions = self.poll(now);
        if self.phase != Phase::ForcedOpen {
            transitions.push(self.enter(self.seen, Phase::ForcedOpen, Cause::Forced)); // rule: forced
        }
        transitions
    }

    /// Closes the breaker, whatever its state, and forgets what it has counted. No transition if it was closed.
    pub fn reset(&mut self, now: Instant) -> Vec<Transition> {
        let mut transitions = self.poll(now);
        if let Phase::Closed(window) = &mut self.phase {
            *window = Window::default();
        } else {
            transitions.push(self.enter(self.seen, Phase::Closed(Window::default()), Cause::Reset)); // rule: reset
        }
        transitions
    }

    /// The settings in force.
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The state, as far as calls and [`Breaker::poll`] have brought it.
    pub const fn state(&self) -> State {
        match self.phase {
            Phase::Closed(_) => State::Closed,
            Phase::Open { .. } => State::Open,
            Phase::HalfOpen(_) => State::HalfOpen,
            Phase::ForcedOpen => State::ForcedOpen,
        }
    }

    /// How far the breaker is from its next decision. It looks and changes nothing.
    pub fn progress(&self, now: Instant) -> Progress {
        match &self.phase {
            Phase::Closed(window) => window.progress(&self.settings.trip, self.seen.max(now)),
            Phase::Open { since, wait } => Progress::Waiting { probe_at: since.after(*wait) },
            Phase::HalfOpen(probing) => probing.progress(self.settings.successes),
            Phase::ForcedOpen => Progress::Forced,
        }
    }

    /// How many changes of state there have been. A permit carries the generation that it was issued in.
    pub const fn generation(&self) -> u64 {
        self.generation
    }

    /// How many results came late, whether they were applied or dropped.
    pub const fn late(&self) -> u64 {
        self.late
    }

    /// Takes back a permit; false if it is late. `unused` also frees its place among the probes allowed in total.
    fn take_back(&mut self, permit: &Permit, unused: bool) -> bool {
        permit.generation == self.generation
            && match (&mut self.phase, permit.probe) {
                (Phase::Closed(_), None) => true,
                (Phase::HalfOpen(probing), Some(probe)) => probing.take_back(probe, unused),
                _ => false,
            }
    }

    /// Counts a result in the present state; false if it counts for nothing.
    fn count(&mut self, now: Instant, failed: Option<bool>) -> bool {
        match (&mut self.phase, failed) {
            (Phase::Closed(window), Some(failed)) => window.record(&self.settings.trip, now, failed), // reads: trip
            (Phase::HalfOpen(probing), Some(failed)) => probing.record(failed),
            _ => return false,
        }
        true
    }

    /// The change of state that a counted result leads to, if any.
    fn judge(&mut self, now: Instant, progress: Progress, failed: bool, late: bool) -> Option<Transition> {
        match &self.phase {
            Phase::Closed(_) => verdict(progress).map(|cause| self.open(now, cause)),
            Phase::HalfOpen(_) if failed && late => Some(self.open(now, Cause::LateFailure)), // rule: late-failure
            Phase::HalfOpen(_) if failed => Some(self.open(now, Cause::ProbeFailed)),         // rule: probe-failed
            Phase::HalfOpen(probing) if probing.passed(self.settings.successes) => {
                let successes = probing.successes;
                let cause = match late {
                    true => Cause::LateSuccess { successes }, // rule: late-success
                    false => Cause::ProbesSucceeded { successes },
                };
                Some(self.enter(now, Phase::Closed(Window::default()), cause))
            }
            _ => None,
        }
    }

    fn open(&mut self, at: Instant, cause: Cause) -> Transition {
        self.enter(at, Phase::Open { since: at, wait: self.settings.reset }, cause) // reads: reset
    }

    /// Changes the state, which starts a new generation.
    fn enter(&mut self, at: Instant, phase: Phase, cause: Cause) -> Transition {
        let from = self.state();
        let probe_at = match &phase {
            Phase::Open { since, wait } => Some(since.after(*wait)),
            _ => None,
        };
        self.phase = phase;
        self.generation += 1;
        Transition { at, from, to: self.state(), cause, probe_at }
    }
}

#[cfg(test)]
mod tests;
