//! The circuit breaker: stop calling what keeps failing, and probe whether it has recovered.
//!
//! Closed, calls pass and their results are counted; when the [trip rule](Trip) says so, the breaker opens. Open, calls
//! are refused at once; the first call after the wait finds the breaker half-open and passes as a probe. Half-open, a
//! few probes pass; enough successes close the breaker, one failure opens it again.
//!
//! The calling order: [`Breaker::admit`] before a call, then either [`Breaker::report`] or [`Breaker::cancel`] with the
//! permit. [`Breaker::next_deadline`] says when [`Breaker::poll`] is worth calling.

mod decision;
mod trip;

use core::time::Duration;

pub use decision::{
    Admission, Cause, Deadline, Decision, Effect, Outcome, Over, Permit, Progress, Recorded, RejectReason, Rejection,
    State, Transition,
};
pub use trip::Trip;
use trip::Window;

use super::ConfigError;
use crate::time::Instant;

/// How a breaker behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// When it opens.
    pub trip: Trip,
    /// How long it stays open before a call may be a probe; the lecture has 5 s.
    pub reset: Duration,
    /// How many probes may pass.
    pub probes: Probes,
    /// How many successful probes close it, at least 1; the lecture has 1.
    pub successes: u32,
    /// How long a probe may take before it counts as failed, more than nothing.
    pub lease: Duration,
    /// What happens to results of calls that started before the last change of state.
    pub late: Late,
    /// What an ignored outcome counts as.
    pub ignored: IgnoredCounts,
}

/// How many probes a half-open breaker lets through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Probes {
    /// So many at the same time, and as many in all as it takes.
    AtOnce(u32),
    /// So many in all. Fewer than the successes needed is refused, because the breaker could never close.
    InAll(u32),
    /// So many in all, even if the breaker can then never close: a known mistake, asked for by its name.
    InAllEvenIfStuck(u32),
}

/// What happens to a result whose call started before the last change of state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Late {
    /// It is dropped and counted as late.
    Drop,
    /// It counts in the present state, as in most libraries.
    Apply,
}

/// What an ignored outcome counts as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IgnoredCounts {
    /// Nothing: the permit goes back and no count moves.
    Neutral,
    /// A success.
    Success,
}

impl Settings {
    /// The error names the field that makes no sense, its value and what is allowed.
    pub fn check(&self) -> Result<(), ConfigError> {
        self.trip.check()?;
        if self.successes == 0 {
            return Err(ConfigError::new("successes", self.successes, "a whole number, 1 or more"));
        }
        if self.lease.is_zero() {
            return Err(ConfigError::new("lease", "0 s", "more than 0 s"));
        }
        match self.probes {
            Probes::AtOnce(0) | Probes::InAll(0) | Probes::InAllEvenIfStuck(0) => {
                Err(ConfigError::new("probes", 0, "a whole number, 1 or more"))
            }
            Probes::InAll(probes) if probes < self.successes => Err(ConfigError::new(
                "probes",
                probes,
                format!("at least the {} successes needed, or the breaker could never close", self.successes),
            )),
            _ => Ok(()),
        }
    }
}

/// What the breaker knows in each state.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Phase {
    Closed { window: Window },
    Open { since: Instant, wait: Duration },
    HalfOpen { under_way: Vec<Probe>, admitted: u32, successes: u32 },
    ForcedOpen,
}

/// A probe under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Probe {
    number: u64,
    issued: Instant,
    lease_until: Instant,
}

/// A circuit breaker.
#[derive(Clone, Debug)]
pub struct Breaker {
    settings: Settings,
    phase: Phase,
    /// Counts the states entered; a permit of another generation is late.
    generation: u64,
    permits: u64,
    late: u64,
    last_seen: Instant,
}

impl Breaker {
    /// A closed breaker. The error names the setting that makes no sense.
    pub fn new(settings: Settings) -> Result<Self, ConfigError> {
        settings.check()?;
        let phase = Phase::Closed { window: Window::new(&settings.trip) };
        Ok(Self { settings, phase, generation: 0, permits: 0, late: 0, last_seen: Instant::ZERO })
    }

    /// Takes new settings, which apply from the next decision on: a lower threshold is judged at the next result, a new
    /// wait at the next opening. Results already counted stay while the kind of trip rule stays the same; another kind
    /// begins with an empty window. The error leaves everything as it was.
    pub fn configure(&mut self, settings: Settings) -> Result<(), ConfigError> {
        settings.check()?;
        if let Phase::Closed { window } = &mut self.phase
            && !window.fits(&settings.trip) {
                *window = Window::new(&settings.trip);
            }
        self.settings = settings;
        Ok(())
    }

    /// A call wants to pass.
    pub fn admit(&mut self, now: Instant) -> Admission {
        let now = self.clamp(now);
        let mut transitions = self.poll(now);
        if let Phase::Open { since, wait } = self.phase
            && now.since(since) >= wait {
                let half_open = Phase::HalfOpen { under_way: Vec::new(), admitted: 0, successes: 0 };
                transitions.push(self.enter(now, half_open, Cause::WaitOver { opened: since, wait }));
            }
        let decision = self.decide(now);
        Admission { transitions, decision }
    }

    fn decide(&mut self, now: Instant) -> Decision {
        let reject = |reason, retry_at| Decision::Rejected(Rejection { reason, retry_at });
        self.permits += 1;
        let (generation, number) = (self.generation, self.permits);
        match &mut self.phase {
            Phase::Closed { .. } => Decision::Admitted(Permit { generation, number, issued: now, lease_until: None }),
            Phase::Open { since, wait } => reject(RejectReason::Open, Some(since.after(*wait))),
            Phase::ForcedOpen => reject(RejectReason::ForcedOpen, None),
            Phase::HalfOpen { under_way, admitted, .. } => {
                let free = match self.settings.probes {
                    Probes::AtOnce(most) => under_way.len() < most as usize,
                    Probes::InAll(most) | Probes::InAllEvenIfStuck(most) => *admitted < most,
                };
                if !free {
                    let next = under_way.iter().map(|probe| probe.lease_until).min();
                    let busy = if next.is_some() { RejectReason::ProbesBusy } else { RejectReason::ProbesUsed };
                    return reject(busy, next);
                }
                let lease_until = now.after(self.settings.lease);
                under_way.push(Probe { number, issued: now, lease_until });
                *admitted = admitted.saturating_add(1);
                Decision::Admitted(Permit { generation, number, issued: now, lease_until: Some(lease_until) })
            }
        }
    }

    /// A call that was let through has come to an outcome.
    pub fn report(&mut self, now: Instant, permit: Permit, outcome: Outcome) -> Recorded {
        let now = self.clamp(now);
        let mut transitions = self.poll(now);
        let late = permit.generation != self.generation;
        if late {
            self.late += 1;
            if self.settings.late == Late::Drop {
                let progress = self.progress(now);
                return Recorded { transitions, effect: Effect::Late { applied: false }, progress };
            }
        }
        let counted = match (outcome, self.settings.ignored) {
            (Outcome::Ignored, IgnoredCounts::Neutral) => None,
            (Outcome::Success | Outcome::Ignored, _) => Some(false),
            (Outcome::Failure, _) => Some(true),
        };
        if counted.is_none() {
            self.give_back(&permit);
        }
        let effect = match counted {
            _ if late => Effect::Late { applied: true },
            None => Effect::Ignored,
            Some(_) => Effect::Counted,
        };
        let cause = counted.and_then(|failed| self.count(now, &permit, failed));
        let progress = self.progress(now);
        if let Some(cause) = cause {
            let phase = match cause {
                Cause::ProbesSucceeded { .. } => Phase::Closed { window: Window::new(&self.settings.trip) },
                _ => self.opened(now),
            };
            transitions.push(self.enter(now, phase, cause));
        }
        Recorded { transitions, effect, progress }
    }

    /// Takes a result in; says why the state must change, if it must.
    fn count(&mut self, now: Instant, permit: &Permit, failed: bool) -> Option<Cause> {
        match &mut self.phase {
            Phase::Closed { window } => {
                window.record(now, failed);
                window.forget(now, &self.settings.trip);
                window.verdict(now, &self.settings.trip)
            }
            Phase::HalfOpen { under_way, successes, .. } => {
                under_way.retain(|probe| probe.number != permit.number);
                if failed {
                    return Some(Cause::ProbeFailed);
                }
                *successes = successes.saturating_add(1);
                (*successes >= self.settings.successes).then_some(Cause::ProbesSucceeded { successes: *successes })
            }
            Phase::Open { .. } | Phase::ForcedOpen => None,
        }
    }

    /// A call that was let through will come to no outcome: the permit goes back and nothing is decided.
    pub fn cancel(&mut self, now: Instant, permit: Permit) -> Vec<Transition> {
        let now = self.clamp(now);
        let transitions = self.poll(now);
        self.give_back(&permit);
        transitions
    }

    fn give_back(&mut self, permit: &Permit) {
        if let Phase::HalfOpen { under_way, admitted, .. } = &mut self.phase {
            let before = under_way.len();
            under_way.retain(|probe| probe.number != permit.number);
            *admitted -= u32::try_from(before - under_way.len()).unwrap_or(0);
        }
    }

    /// What changes by itself: a probe whose lease has run out counts as a failure, so that a lost probe can't hold the
    /// breaker half-open for ever. The opening is dated at the lease's end, whenever somebody looks.
    pub fn poll(&mut self, now: Instant) -> Vec<Transition> {
        let now = self.clamp(now);
        let Phase::HalfOpen { under_way, .. } = &self.phase else { return Vec::new() };
        let first = under_way.iter().min_by_key(|probe| probe.lease_until).copied();
        let Some(lost) = first.filter(|probe| now >= probe.lease_until) else { return Vec::new() };
        let cause = Cause::LeaseExpired { issued: lost.issued, lease: lost.lease_until.since(lost.issued) };
        let phase = self.opened(lost.lease_until);
        vec![self.enter(lost.lease_until, phase, cause)]
    }

    /// When something changes by itself, or could with the next call.
    pub fn next_deadline(&self) -> Option<Deadline> {
        match &self.phase {
            Phase::Open { since, wait } => Some(Deadline::ProbeDue(since.after(*wait))),
            Phase::HalfOpen { under_way, .. } => {
                under_way.iter().map(|probe| probe.lease_until).min().map(Deadline::LeaseEnds)
            }
            Phase::Closed { .. } | Phase::ForcedOpen => None,
        }
    }

    /// Opens the breaker until it is reset.
    pub fn force_open(&mut self, now: Instant) -> Vec<Transition> {
        let now = self.clamp(now);
        if self.phase == Phase::ForcedOpen {
            Vec::new()
        } else {
            vec![self.enter(now, Phase::ForcedOpen, Cause::Forced)]
        }
    }

    /// Closes the breaker and forgets what it counted.
    pub fn reset(&mut self, now: Instant) -> Vec<Transition> {
        let now = self.clamp(now);
        let window = Window::new(&self.settings.trip);
        if let Phase::Closed { window: counted } = &mut self.phase {
            *counted = window;
            return Vec::new();
        }
        vec![self.enter(now, Phase::Closed { window }, Cause::Reset)]
    }

    /// The present state. An open breaker whose wait is over stays open until a call comes.
    pub fn state(&self) -> State {
        match self.phase {
            Phase::Closed { .. } => State::Closed,
            Phase::Open { .. } => State::Open,
            Phase::HalfOpen { .. } => State::HalfOpen,
            Phase::ForcedOpen => State::ForcedOpen,
        }
    }

    /// How far the breaker is from its next decision.
    pub fn progress(&self, now: Instant) -> Progress {
        match &self.phase {
            Phase::Closed { window } => window.progress(now.max(self.last_seen), &self.settings.trip),
            Phase::Open { since, wait } => Progress::Waiting { probe_at: since.after(*wait) },
            Phase::HalfOpen { under_way, successes, .. } => Progress::Probing {
                successes: *successes,
                needed: self.settings.successes,
                under_way: u32::try_from(under_way.len()).unwrap_or(u32::MAX),
            },
            Phase::ForcedOpen => Progress::Forced,
        }
    }

    /// Counts the states entered so far.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// Results so far whose permit was of an earlier generation.
    pub fn late(&self) -> u64 {
        self.late
    }

    fn opened(&self, since: Instant) -> Phase {
        Phase::Open { since, wait: self.settings.reset }
    }

    fn enter(&mut self, at: Instant, phase: Phase, cause: Cause) -> Transition {
        let from = self.state();
        self.generation += 1;
        self.phase = phase;
        let probe_at = match self.phase {
            Phase::Open { since, wait } => Some(since.after(wait)),
            _ => None,
        };
        Transition { at, from, to: self.state(), cause, probe_at }
    }

    /// Time never goes back: an earlier `now` is taken for the latest seen.
    fn clamp(&mut self, now: Instant) -> Instant {
        self.last_seen = self.last_seen.max(now);
        self.last_seen
    }
}
