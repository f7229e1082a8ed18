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
use decision::Probe;
pub use decision::{
    Admission, Cause, Changes, Deadline, Decision, Effect, Outcome, Over, Permit, Progress, Recorded, RejectReason,
    Rejection, Transition,
};
pub use probing::Probes;
use probing::{Lease, Probing};
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
///
/// Three failures in a row open it:
///
/// ```
/// use core::time::Duration;
/// use half_open::policy::breaker::{Breaker, Decision, IgnoredCounts, Late, Outcome, Probes, Settings, State, Trip};
/// use half_open::time::Instant;
///
/// let mut breaker = Breaker::new(Settings {
///     trip: Trip::Row { threshold: 3 },
///     reset: Duration::from_secs(5),
///     probes: Probes::AtOnce(1),
///     successes: 1,
///     lease: Duration::from_secs(30),
///     late: Late::Drop,
///     ignored: IgnoredCounts::Neutral,
/// })?;
/// for second in [1, 2, 3] {
///     let now = Instant::from_millis(second * 1_000);
///     if let Decision::Admitted(permit) = breaker.admit(now).decision {
///         let recorded = breaker.report(now, permit, Outcome::Failure);
///         assert_eq!(recorded.transitions.is_empty(), second < 3);
///     }
/// }
/// let Decision::Rejected(rejection) = breaker.admit(Instant::from_millis(4_000)).decision else { unreachable!() };
/// assert_eq!(rejection.retry_at, Some(Instant::from_millis(8_000)));
/// assert!(matches!(breaker.admit(Instant::from_millis(8_000)).decision, Decision::Admitted(probe) if probe.is_probe()));
/// assert_eq!(breaker.state(), State::HalfOpen);
/// # Ok::<(), half_open::policy::ConfigError>(())
/// ```
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
    /// `until` is the end of the wait: the first call from then on may be a probe.
    Open {
        since: Instant,
        wait: Duration,
        until: Instant,
    },
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
        let phase = Phase::Closed(Window::new(&settings.trip));
        Ok(Self { settings, phase, generation: 0, late: 0, seen: Instant::ZERO })
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
            *window = Window::new(&settings.trip);
        }
        self.settings = settings;
        Ok(())
    }

    /// Asks whether a call may be made. An open breaker whose wait is over becomes half-open here, with the first
    /// call, and not by itself (as in the lecture).
    // Where it is called the answer is taken apart at once, and then need not be written down first.
    #[inline(always)]
    pub fn admit(&mut self, now: Instant) -> Admission {
        self.seen = self.seen.max(now);
        let mut transitions = Changes::new();
        let admitted = match &self.phase {
            Phase::Closed(_) => Ok(None), // rule: admitted
            Phase::Open { until, .. } if self.seen < *until => {
                Err(Rejection { reason: RejectReason::Open, retry_at: Some(*until) }) // rule: open
            }
            _ => self.admit_probe(&mut transitions),
        };
        let decision = match admitted {
            Ok(probe) => Decision::Admitted(Permit { generation: self.generation, issued: self.seen, probe }),
            Err(rejection) => Decision::Rejected(rejection),
        };
        Admission { transitions, decision }
    }

    /// The same of a caller that has to ask a clock for the time. A closed breaker admits whatever the time is, so the
    /// clock is not asked, and the permit was issued when the breaker last knew the time.
    #[inline]
    pub fn admit_asking(&mut self, clock: impl FnOnce() -> Instant) -> Admission {
        let now = if matches!(self.phase, Phase::Closed(_)) { self.seen } else { clock() };
        self.admit(now)
    }

    /// Decides on a call that may be a probe. Apart from the way of nearly every call, which is short without it.
    #[inline(never)]
    fn admit_probe(&mut self, transitions: &mut Changes) -> Result<Option<Probe>, Rejection> {
        self.expire(transitions);
        let now = self.seen;
        match &self.phase {
            // rule: wait-over
            Phase::Open { since, wait, .. } if now.since(*since) >= *wait => {
                let cause = Cause::WaitOver { opened: *since, wait: *wait };
                transitions.push(self.enter(now, Phase::HalfOpen(Probing::default()), cause));
            }
            // Results close the breaker themselves; this is for `successes` lowered since the last of them.
            Phase::HalfOpen(probing) if probing.passed(self.settings.successes) => {
                let cause = Cause::ProbesSucceeded { successes: probing.successes };
                transitions.push(self.close(now, cause));
            }
            _ => {}
        }
        match &mut self.phase {
            Phase::Closed(_) => Ok(None),
            Phase::HalfOpen(probing) => probing.admit(self.settings.probes, now, self.settings.lease).map(Some),
            // A lease that has run out has just opened it, or its wait is longer than time.
            Phase::Open { until, .. } => Err(Rejection { reason: RejectReason::Open, retry_at: Some(*until) }),
            // rule: forced-open
            Phase::ForcedOpen => Err(Rejection { reason: RejectReason::ForcedOpen, retry_at: None }),
        }
    }

    /// Says how an admitted call came out. A failed probe opens the breaker at once, the last success needed closes
    /// it at once; the results of other probes under way are then late.
    #[inline(always)]
    pub fn report(&mut self, now: Instant, permit: Permit, outcome: Outcome) -> Recorded {
        self.seen = self.seen.max(now);
        let mut transitions = Changes::new();
        // The way of nearly every result, which the other way would go, too, with more questions.
        if outcome == Outcome::Success
            && permit.generation == self.generation
            && let Phase::Closed(window) = &mut self.phase
        {
            window.record(&self.settings.trip, self.seen, false);
            let progress = window.progress(&self.settings.trip, self.seen);
            // With the success that completes a minimum a share of failures may be reached.
            if verdict(progress).is_some() {
                self.change(progress, false, false, &mut transitions);
            }
            return Recorded { transitions, effect: Effect::Counted, progress };
        }
        let (effect, progress) = self.take_in(permit.generation, permit.probe, outcome, &mut transitions);
        Recorded { transitions, effect, progress }
    }

    /// The same of a caller that has to ask a clock for the time. A success in the closed state needs none where failures
    /// in a row are counted.
    #[inline]
    pub fn report_asking(&mut self, clock: impl FnOnce() -> Instant, permit: Permit, outcome: Outcome) -> Recorded {
        let in_a_row = outcome == Outcome::Success && matches!(self.settings.trip, Trip::Row { .. });
        let timeless = in_a_row && permit.generation == self.generation && matches!(self.phase, Phase::Closed(_));
        let now = if timeless { self.seen } else { clock() };
        self.report(now, permit, outcome)
    }

    #[inline(never)]
    fn take_in(
        &mut self,
        generation: u64,
        probe: Option<Probe>,
        outcome: Outcome,
        transitions: &mut Changes,
    ) -> (Effect, Progress) {
        self.expire(transitions);
        let now = self.seen;
        let failed = match outcome {
            Outcome::Failure => Some(true),
            Outcome::Ignored if self.settings.ignored == IgnoredCounts::Neutral => None, // rule: ignored; reads: ignored
            Outcome::Success | Outcome::Ignored => Some(false),
        };
        let late = !self.take_back(generation, probe, failed.is_none());
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
            self.change(progress, failed == Some(true), late, transitions);
        }
        (effect, progress)
    }

    /// Takes back the permit of a call that has no result. It decides nothing; a probe's place is free again.
    pub fn cancel(&mut self, now: Instant, permit: Permit) -> Changes {
        let transitions = self.poll(now);
        self.take_back(permit.generation, permit.probe, true);
        transitions
    }

    /// What has changed by itself: a probe whose lease has run out counts as failed, and the breaker has been open
    /// again since the lease's end. An open breaker stays open until a call comes.
    pub fn poll(&mut self, now: Instant) -> Changes {
        self.seen = self.seen.max(now);
        let mut transitions = Changes::new();
        self.expire(&mut transitions);
        transitions
    }

    /// Opens the breaker if a probe's lease has run out.
    fn expire(&mut self, transitions: &mut Changes) {
        let now = self.seen;
        let ended = |lease: &Lease| lease.until <= now; // rule: lease-ended
        if let Phase::HalfOpen(probing) = &self.phase
            && let Some(lease) = probing.first_to_end().filter(ended)
        {
            let cause = Cause::LeaseExpired { issued: lease.issued, lease: lease.until.since(lease.issued) };
            transitions.push(self.open(lease.until, cause));
        }
    }

    /// What changes next as time passes, and when. Nothing while the breaker is closed, forced open, or half-open
    /// without a probe under way.
    pub fn next_deadline(&self) -> Option<Deadline> {
        match &self.phase {
            Phase::Open { until, .. } => Some(Deadline::ProbeDue(*until)),
            Phase::HalfOpen(probing) => probing.first_to_end().map(|lease| Deadline::LeaseEnds(lease.until)),
            Phase::Closed(_) | Phase::ForcedOpen => None,
        }
    }

    /// Opens the breaker until it is [reset](Self::reset).
    pub fn force_open(&mut self, now: Instant) -> Changes {
        let mut transitions = self.poll(now);
        if self.phase != Phase::ForcedOpen {
            transitions.push(self.enter(self.seen, Phase::ForcedOpen, Cause::Forced)); // rule: forced
        }
        transitions
    }

    /// Closes the breaker, whatever its state, and forgets what it has counted. No transition if it was closed.
    pub fn reset(&mut self, now: Instant) -> Changes {
        let mut transitions = self.poll(now);
        if let Phase::Closed(window) = &mut self.phase {
            *window = Window::new(&self.settings.trip);
        } else {
            transitions.push(self.close(self.seen, Cause::Reset)); // rule: reset
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
            Phase::Open { until, .. } => Progress::Waiting { probe_at: *until },
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
    fn take_back(&mut self, generation: u64, probe: Option<Probe>, unused: bool) -> bool {
        generation == self.generation
            && match (&mut self.phase, probe) {
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

    /// Makes the change of state that a counted result leads to, if any.
    #[inline(never)]
    fn change(&mut self, progress: Progress, failed: bool, late: bool, transitions: &mut Changes) {
        let now = self.seen;
        let made = match &self.phase {
            Phase::Closed(_) => verdict(progress).map(|cause| self.open(now, cause)),
            Phase::HalfOpen(_) if failed && late => Some(self.open(now, Cause::LateFailure)), // rule: late-failure
            Phase::HalfOpen(_) if failed => Some(self.open(now, Cause::ProbeFailed)),         // rule: probe-failed
            Phase::HalfOpen(probing) if probing.passed(self.settings.successes) => {
                let successes = probing.successes;
                let cause = match late {
                    true => Cause::LateSuccess { successes }, // rule: late-success
                    false => Cause::ProbesSucceeded { successes },
                };
                Some(self.close(now, cause))
            }
            _ => None,
        };
        transitions.extend(made);
    }

    fn open(&mut self, at: Instant, cause: Cause) -> Transition {
        let wait = self.settings.reset; // reads: reset
        self.enter(at, Phase::Open { since: at, wait, until: at.after(wait) }, cause)
    }

    fn close(&mut self, at: Instant, cause: Cause) -> Transition {
        self.enter(at, Phase::Closed(Window::new(&self.settings.trip)), cause)
    }

    /// Changes the state, which starts a new generation.
    fn enter(&mut self, at: Instant, phase: Phase, cause: Cause) -> Transition {
        let from = self.state();
        let probe_at = match &phase {
            Phase::Open { until, .. } => Some(*until),
            _ => None,
        };
        self.phase = phase;
        self.generation += 1;
        Transition { at, from, to: self.state(), cause, probe_at }
    }
}

#[cfg(test)]
mod tests;
