//! The breaker of every library: the states and the calling order of the plain [`Breaker`](super::Breaker), with each
//! choice that libraries make differently as a setting.
//!
//! Read the plain one first. What is more here: trip rules that can be combined ([`trip`]), waits that grow or vary,
//! probes judged by a sample ([`half_open`]), a choice of what the wait is measured from and what late and ignored
//! results do ([`settings`]), and states set by hand. [`super::presets`] has the settings with which it behaves
//! like one library or another.
//!
//! Only [`GeneralBreaker::admit`] and [`GeneralBreaker::evaluate`] look whether the wait of the open state is over. A
//! result does not, unless [`Turn`] says so: one that arrives after the wait, with no call since, finds the breaker
//! still open.

mod change;
pub mod half_open;
mod handover;
mod progress;
pub mod settings;
pub mod trip;
pub mod value;
pub mod window;

use core::time::Duration;
use std::sync::Arc;

use change::state;
use half_open::Trial;
pub use half_open::{Close, HalfOpen, LateProbe, Lease, Others, Reopen};
pub use progress::{Over, Progress};
pub use settings::{AfterClosing, Boundary, Ignored, MeasuredFrom, Settings, Turn, Wait};
use trip::Watch;
pub use trip::{Compare, JudgedOn, Of, Rate, Slow, Trip};
pub use value::{Admission, Cause, Counts, Deadline, Effect, Now, Opening, Recorded, Rejection, State, Transition};
pub use window::{Begin, Reach, Tally, Window};

use super::presets::Preset;
use super::{Late, Outcome, Permit, RejectReason};
use crate::policy::ConfigError;
use crate::time::Instant;

/// A breaker that can behave like that of any library. See the [module](self).
///
/// The breaker of a library, by its name:
///
/// ```
/// use half_open::policy::breaker::Outcome;
/// use half_open::policy::breaker::general::{GeneralBreaker, State};
/// use half_open::policy::breaker::presets::Preset;
/// use half_open::time::Instant;
///
/// let mut breaker = GeneralBreaker::like(Preset::Cockatiel);
/// for second in 1..=5 {
///     let now = Instant::from_millis(second * 1_000);
///     if let Ok(permit) = breaker.admit(now).decision {
///         let _ = breaker.report(now, permit, Outcome::Failure);
///     }
/// }
/// assert_eq!(breaker.state(), State::Open);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct GeneralBreaker {
    /// Shared with the copies of this breaker, as checkpoints of a run make many.
    settings: Arc<Settings>,
    phase: Phase,
    /// The memory of each trip rule.
    watches: Vec<Watch>,
    /// Openings since the breaker was last closed, and the wait of the last one.
    openings: (u32, Option<Duration>),
    generation: u64,
    /// Calls admitted in this generation and not yet reported.
    under_way: u64,
    last_failure: Option<Instant>,
    /// Successes of earlier half-open states that count on.
    carried: u64,
    late: u64,
    seen: Instant,
    /// Up to when snapshots have been looked at.
    looked: Instant,
    luck: f64,
}

/// The state with what is only known in it.
#[derive(Clone, Debug, PartialEq)]
enum Phase {
    Closed,
    /// `since` is what the wait is measured from and `known` when that was settled, `counts` what the state before held.
    Open {
        since: Instant,
        wait: Duration,
        known: Instant,
        counts: Tally,
    },
    HalfOpen(Trial),
    ForcedOpen,
    Isolated {
        holds: u32,
    },
    Disabled,
    MetricsOnly,
}

impl GeneralBreaker {
    /// A closed breaker.
    ///
    /// # Errors
    /// What [`Settings::check`] refuses.
    pub fn new(settings: Settings) -> Result<Self, ConfigError> {
        settings.check()?;
        Ok(Self::unchecked(settings))
    }

    /// A closed breaker that behaves like that of a document or a library. Their settings are valid; a test checks it.
    pub fn like(preset: Preset) -> Self {
        Self::unchecked(preset.settings())
    }

    fn unchecked(settings: Settings) -> Self {
        let watches = settings.trips.iter().map(|trip| Watch::new(trip, Instant::ZERO)).collect();
        Self {
            settings: Arc::new(settings),
            phase: Phase::Closed,
            watches,
            openings: (0, None),
            generation: 0,
            under_way: 0,
            last_failure: None,
            carried: 0,
            late: 0,
            seen: Instant::ZERO,
            looked: Instant::ZERO,
            luck: 0.0,
        }
    }

    /// Takes new trip rules and starts to count anew.
    ///
    /// # Errors
    /// What [`Trip::check`] refuses, and no rule at all; the rules before then stay.
    pub fn configure_trip(&mut self, now: impl Into<Now>, trips: Vec<Trip>) -> Result<Vec<Transition>, ConfigError> {
        settings::check_trips(&trips)?;
        let transitions = self.poll(now);
        Arc::make_mut(&mut self.settings).trips = trips;
        self.watches = self.settings.trips.iter().map(|trip| Watch::new(trip, self.seen)).collect();
        Ok(transitions)
    }

    /// Asks whether a call may be made. An open breaker whose wait is over becomes half-open here.
    #[inline(always)]
    pub fn admit(&mut self, now: impl Into<Now>) -> Admission {
        let now = now.into();
        if self.row().is_some() {
            if matches!(self.phase, Phase::Closed) {
                self.look(now);
                self.under_way = self.under_way.saturating_add(1);
                let permit = Permit { generation: self.generation, issued: self.seen, probe: None };
                return Admission { transitions: Vec::new(), decision: Ok(permit) };
            }
            if let Some(retry_at) = self.probe_at().filter(|due| self.seen.max(now.at) < *due) {
                self.look(now);
                let (state, reason, retry_at) = (State::Open, RejectReason::Open, Some(retry_at));
                let refused = Rejection { state, reason, retry_at, waits: false };
                return Admission { transitions: Vec::new(), decision: Err(refused) };
            }
        }
        self.admit_any(now)
    }

    /// How many failures in a row open the breaker, if it counts these and nothing else. Then time leads to nothing before
    /// an open state's wait is over, and a success in the closed state to nothing but a count, so neither needs the
    /// questions that other rules ask.
    #[inline]
    fn row(&self) -> Option<u32> {
        match self.settings.trips.as_slice() {
            [Trip::Consecutive { failures }] => Some(*failures),
            _ => None,
        }
    }

    #[inline(never)]
    fn admit_any(&mut self, now: Now) -> Admission {
        let transitions = self.evaluate(now);
        for (watch, trip) in self.watches.iter_mut().zip(&self.settings.trips) {
            watch.fire(trip, self.seen);
        }
        let state = self.state();
        let admitted = match &mut self.phase {
            Phase::Closed | Phase::Disabled | Phase::MetricsOnly => Ok(None), // rule: admitted
            Phase::HalfOpen(trial) => {
                let rules = self.settings.half_open;
                let waits = rules.others == Others::Wait; // rule: probe-awaited
                let probe = trial.probing.admit(rules.probes, self.seen, rules.lease()); // rule: probe; reads: lease, probes
                // rule: probes-busy, probes-used; reads: total, stuck
                probe.map(Some).map_err(|refused| Rejection { state, reason: refused.reason, retry_at: None, waits })
            }
            Phase::Open { .. } => {
                let retry_at = self.probe_at();
                Err(Rejection { state, reason: RejectReason::Open, retry_at, waits: false }) // rule: open
            }
            Phase::ForcedOpen | Phase::Isolated { .. } => {
                // rule: forced-open
                Err(Rejection { state, reason: RejectReason::ForcedOpen, retry_at: None, waits: false })
            }
        };
        let decision = admitted.map(|probe| {
            self.under_way = self.under_way.saturating_add(1);
            Permit { generation: self.generation, issued: self.seen, probe }
        });
        Admission { transitions, decision }
    }

    /// Says how an admitted call came out; it took from its admission until now.
    #[inline(always)]
    pub fn report(&mut self, now: impl Into<Now>, permit: Permit, outcome: Outcome) -> Recorded {
        let now = now.into();
        if outcome == Outcome::Success
            && permit.generation == self.generation
            && matches!(self.phase, Phase::Closed)
            && let (Some(threshold), [watch]) = (self.row(), self.watches.as_mut_slice())
        {
            watch.record_in_row();
            let progress = Progress::Row { failures: watch.run(), threshold };
            self.look(now);
            self.under_way = self.under_way.saturating_sub(1);
            return Recorded { transitions: Vec::new(), effect: Effect::Counted, progress, would_open: None };
        }
        let took = now.at.max(self.seen).since(permit.issued);
        self.report_after(now, permit, outcome, took)
    }

    /// Says how an admitted call came out and how long it took, where that is known better than from the clock.
    pub fn report_after(&mut self, now: impl Into<Now>, permit: Permit, outcome: Outcome, took: Duration) -> Recorded {
        let mut transitions = self.catch_up(now);
        if self.settings.turn == Turn::WithCallOrResult {
            transitions.extend(self.turn());
        }
        self.roll();
        let counted = match outcome {
            Outcome::Ignored if self.settings.ignored != Ignored::Success => None,
            Outcome::Ignored | Outcome::Success => Some(false),
            Outcome::Failure => Some(true),
        };
        let was = self.state();
        let gives_back = counted.is_none() && self.settings.ignored != Ignored::KeepPermitEvenIfStuck;
        let late = !self.take_back(&permit, gives_back);
        self.late = self.late.saturating_add(u64::from(late));
        // A trip rule is told of calls; a probe that no longer decides tells nobody.
        let unheard = permit.is_probe() && self.settings.half_open.late == LateProbe::ForTripRule;
        let dropped = late && (self.settings.late == Late::Drop || unheard); // rule: late-dropped; reads: late
        let (mut would_open, mut applied) = (None, false);
        let one = self.tally(counted, took);
        if !dropped && (counted.is_some() || matches!(self.settings.ignored, Ignored::Neutral | Ignored::Open)) {
            applied = self.count(&permit, one, late);
        }
        let progress = self.progress();
        // reads: ignored
        let unsure = self.settings.ignored == Ignored::Open && counted.is_none() && !late;
        if !dropped {
            match self.judge(counted, late) {
                Some((_, cause)) if matches!(self.phase, Phase::MetricsOnly) => would_open = Some(cause),
                Some((State::Closed, cause)) => {
                    applied = true;
                    transitions.push(self.close(cause));
                    if self.settings.after_closing == AfterClosing::LastResult {
                        self.count(&permit, one, late);
                    }
                }
                Some((_, cause)) => transitions.push(self.open(self.seen, cause)),
                None if unsure && matches!(self.phase, Phase::HalfOpen(_)) => {
                    transitions.push(self.open(self.seen, Cause::ProbeIgnored)); // rule: ignored-opens
                }
                None => {}
            }
        }
        let told = self.settings.half_open.late == LateProbe::ForTripRule && was != State::Closed;
        let effect = match (late, counted) {
            (true, Some(_)) if told && applied => Effect::LateForTripRule, // rule: late-for-trip-rule
            (true, _) => Effect::Late { applied: applied && counted.is_some() }, // rule: late-applied
            (false, Some(_)) if applied => Effect::Counted,
            (false, _) => Effect::Ignored, // rule: ignored
        };
        Recorded { transitions, effect, progress, would_open }
    }

    /// Takes back the permit of a call that has no result. It decides nothing; a probe's place is free again.
    pub fn cancel(&mut self, now: impl Into<Now>, permit: Permit) -> Vec<Transition> {
        let transitions = self.catch_up(now);
        self.roll();
        self.take_back(&permit, true);
        transitions
    }

    /// Brings the state up to date as a call would, without one: an open breaker whose wait is over becomes half-open.
    pub fn evaluate(&mut self, now: impl Into<Now>) -> Vec<Transition> {
        let mut transitions = self.poll(now);
        transitions.extend(self.turn());
        transitions
    }

    /// What has changed by itself: a lease that ran out, a snapshot that opened it, a wait that ends by timer, a window
    /// that starts anew.
    pub fn poll(&mut self, now: impl Into<Now>) -> Vec<Transition> {
        let mut transitions = self.catch_up(now);
        if let Some(due) = self.probe_at().filter(|due| self.settings.turn == Turn::ByTimer && *due <= self.seen) {
            let known = if let Phase::Open { known, .. } = self.phase { known } else { due };
            transitions.push(self.half_open(due.max(known)));
        }
        self.roll();
        transitions
    }

    /// What changes next as time passes, and when.
    pub fn next_deadline(&self) -> Option<Deadline> {
        match &self.phase {
            Phase::Open { .. } => self.probe_at().map(Deadline::ProbeDue),
            Phase::HalfOpen(trial) => trial.probing.first_to_end().map(|lease| Deadline::LeaseEnds(lease.until)),
            Phase::Closed => self.snapshot(self.looked).map(|(at, _)| Deadline::Opens(at)),
            _ => None,
        }
    }

    /// Opens the breaker until it is told otherwise.
    pub fn force_open(&mut self, now: impl Into<Now>) -> Vec<Transition> {
        self.force(now, Phase::ForcedOpen)
    }

    /// Opens the breaker as a trip rule would; the wait applies. Nothing if it is open already.
    pub fn force_open_timed(&mut self, now: impl Into<Now>) -> Vec<Transition> {
        let mut transitions = self.poll(now);
        if self.state() != State::Open {
            transitions.push(self.open(self.seen, Cause::ByHand));
        }
        transitions
    }

    /// Makes the breaker half-open, whatever its state.
    pub fn force_half_open(&mut self, now: impl Into<Now>) -> Vec<Transition> {
        let phase = Phase::HalfOpen(self.trial());
        self.force(now, phase)
    }

    /// Lets all calls pass and counts nothing, until the breaker is told otherwise.
    pub fn disable(&mut self, now: impl Into<Now>) -> Vec<Transition> {
        self.force(now, Phase::Disabled)
    }

    /// Lets all calls pass, counts them and says when it would have opened, until the breaker is told otherwise.
    pub fn only_measure(&mut self, now: impl Into<Now>) -> Vec<Transition> {
        self.force(now, Phase::MetricsOnly)
    }

    /// Keeps the breaker open for one more holder, until each has [released](Self::release) it.
    pub fn isolate(&mut self, now: impl Into<Now>) -> Vec<Transition> {
        let transitions = self.force(now, Phase::Isolated { holds: 0 });
        if let Phase::Isolated { holds } = &mut self.phase {
            *holds = holds.saturating_add(1);
        }
        transitions
    }

    /// Ends one holder's isolation; with the last the breaker is closed. Nothing if it is not isolated.
    pub fn release(&mut self, now: impl Into<Now>) -> Vec<Transition> {
        let mut transitions = self.poll(now);
        if let Phase::Isolated { holds } = &mut self.phase {
            *holds -= 1;
            if *holds == 0 {
                transitions.push(self.close(Cause::ByHand));
            }
        }
        transitions
    }

    /// Closes the breaker, whatever its state, and forgets all that it has counted.
    pub fn reset(&mut self, now: impl Into<Now>) -> Vec<Transition> {
        let mut transitions = self.poll(now);
        if !matches!(self.phase, Phase::Closed) {
            transitions.push(self.close(Cause::ByHand)); // rule: reset
        }
        self.forget(self.seen, false);
        transitions
    }

    /// The settings in force.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The state, as far as calls, [`evaluate`](Self::evaluate) and [`poll`](Self::poll) have brought it.
    pub const fn state(&self) -> State {
        state(&self.phase)
    }

    /// What the present state holds. An open breaker shows what led to its opening where late results are applied,
    /// and nothing where they are dropped, as each generation then begins with nothing.
    pub fn counts(&self) -> Counts {
        let (counted, started) = match &self.phase {
            Phase::Closed | Phase::MetricsOnly => (self.watches.first().map(|watch| watch.window.sum()), true),
            Phase::HalfOpen(trial) => (Some(trial.all), true),
            Phase::Open { counts, .. } => (Some(*counts), false),
            Phase::ForcedOpen | Phase::Isolated { .. } | Phase::Disabled => (None, false),
        };
        let Tally { ok, err, ignored, .. } = counted.unwrap_or_default();
        let under_way = if started && self.settings.late == Late::Drop { self.under_way } else { 0 };
        Counts { requests: ok.saturating_add(err).saturating_add(ignored).saturating_add(under_way), ok, err, ignored }
    }

    /// How many changes of state, and of tumbling windows where late results are dropped, there have been.
    pub const fn generation(&self) -> u64 {
        self.generation
    }

    /// How many results came late, whether they were applied or dropped.
    pub const fn late(&self) -> u64 {
        self.late
    }
}

#[cfg(test)]
mod tests;
