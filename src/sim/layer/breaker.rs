//! A circuit breaker in the path of a call.

use super::through::switched_on;
use super::{Context, Effect, Effects, Layer, RequestId, of_kind};
use crate::policy::ConfigError;
use crate::policy::breaker::{self, Breaker, Changes, Counts, Decision, Permit, Progress, State};
use crate::sim::event::breaker::Transition;
use crate::sim::event::{CallId, CallOutcome, Event};
use crate::sim::input::Command;
use crate::sim::slots::Beside;
use crate::time::Instant;

/// Opens the breaker until it is reset, whatever its rule says.
pub const FORCE_OPEN: Command = Command { word: "breaker", argument: "open", exported: "force_open" };

/// Closes the breaker, whatever its state.
pub const RESET: Command = Command { word: "breaker", argument: "reset", exported: "reset_breaker" };

/// Whether a breaker in this state has something to do for a command.
pub(super) fn obeys(state: State, command: Command) -> bool {
    match command {
        FORCE_OPEN => state != State::ForcedOpen,
        RESET => state != State::Closed,
        _ => false,
    }
}

/// A breaker and the permits of the requests under way.
#[derive(Debug)]
pub struct BreakerLayer {
    breaker: Breaker,
    counts: Counts,
    permits: Beside<Permit>,
}

impl BreakerLayer {
    /// A closed breaker.
    ///
    /// # Errors
    /// What [`breaker::Settings::check`] refuses.
    pub fn new(settings: breaker::Settings) -> Result<Self, ConfigError> {
        Ok(Self { breaker: Breaker::new(settings)?, counts: Counts::All, permits: Beside::new() })
    }

    /// The same, which counts these failures only.
    pub fn counting(self, counts: Counts) -> Self {
        Self { counts, ..self }
    }

    /// The breaker, and a copy of the permits of the requests under way.
    pub(super) fn parts(&self) -> (&Breaker, Beside<Permit>) {
        (&self.breaker, forked(&self.permits))
    }

    /// Which failures it counts.
    pub(super) const fn counts(&self) -> Counts {
        self.counts
    }

    /// The settings in force.
    pub(super) const fn settings(&self) -> &breaker::Settings {
        self.breaker.settings()
    }

    /// Reports a result to the breaker and says what it made of it.
    fn record(&mut self, at: Context, permit: Permit, result: CallOutcome, effects: &mut Effects) {
        let outcome = outcome_for_breaker(result, self.counts);
        // A lease that has run out comes before the result that it makes late.
        tell(self.breaker.poll(at.now), Some(at.call), effects);
        let made = self.breaker.report(at.now, permit, outcome);
        let call = at.call;
        effects.push(Effect::Emit(match made.effect {
            breaker::Effect::Late { applied } => Event::Late { call, outcome, applied },
            breaker::Effect::Counted | breaker::Effect::Ignored => {
                Event::Counted { call, outcome, progress: made.progress.into() }
            }
        }));
        tell(made.transitions, Some(at.call), effects);
    }

    /// What there is to say and to watch when a permit is for a probe.
    fn probe(&self, at: Context, permit: &Permit, effects: &mut Effects) {
        let Some(lease_until) = permit.lease_until() else { return };
        let under_way = match self.breaker.progress(at.now) {
            Progress::Probing { under_way, .. } => under_way,
            _ => 1,
        };
        let started = Event::ProbeStarted { call: at.call, under_way, lease_until };
        effects.extend([Effect::Emit(started), Effect::Timer(lease_until)]);
    }
}

impl Layer for BreakerLayer {
    fn name(&self) -> &'static str {
        "breaker"
    }

    fn fork(&self) -> Box<dyn Layer> {
        Box::new(Self { breaker: self.breaker.clone(), counts: self.counts, permits: forked(&self.permits) })
    }

    fn adopt(&mut self, other: &dyn Layer) {
        if let Some(other) = of_kind::<Self>(other) {
            let checked = self.breaker.configure(other.breaker.settings().clone());
            debug_assert!(checked.is_ok(), "the settings of a breaker that exists are valid");
            self.counts = other.counts;
        }
    }

    fn taking_over(&self, before: &dyn Layer) -> Option<Box<dyn Layer>> {
        switched_on(self, before)
    }

    fn on_call(&mut self, at: Context, request: RequestId, effects: &mut Effects) {
        let admission = self.breaker.admit(at.now);
        tell(admission.transitions, Some(at.call), effects);
        match admission.decision {
            Decision::Admitted(permit) => {
                self.probe(at, &permit, effects);
                self.permits.insert(request, permit);
                effects.push(Effect::Forward);
            }
            Decision::Rejected(rejection) => effects.push(Effect::Refuse(rejection)),
        }
    }

    fn on_result(&mut self, at: Context, request: RequestId, outcome: CallOutcome, effects: &mut Effects) {
        if let Some(permit) = self.permits.remove(request) {
            self.record(at, permit, outcome, effects);
        }
        effects.push(Effect::Reply(outcome));
    }

    fn on_timer(&mut self, at: Context, _: RequestId, effects: &mut Effects) {
        tell(self.breaker.poll(at.now), Some(at.call), effects);
    }

    fn obeys(&self, command: Command) -> bool {
        obeys(self.breaker.state(), command)
    }

    fn on_command(&mut self, now: Instant, command: Command, effects: &mut Effects) {
        let changes = match command {
            FORCE_OPEN => self.breaker.force_open(now),
            RESET => self.breaker.reset(now),
            _ => return,
        };
        tell(changes, None, effects);
    }

    fn on_cancel(&mut self, at: Context, request: RequestId, effects: &mut Effects) {
        if let Some(permit) = self.permits.remove(request) {
            tell(self.breaker.cancel(at.now, permit), Some(at.call), effects);
        }
    }
}

/// A checkpoint of a run copies the permits under way together with the breaker that issued them.
pub(super) fn forked(permits: &Beside<Permit>) -> Beside<Permit> {
    let mut copies = Beside::new();
    for (request, permit) in permits.iter() {
        copies.insert(request, permit.fork());
    }
    copies
}

/// How a call came out, as far as a breaker around it needs to know.
pub(super) const fn outcome_for_breaker(result: CallOutcome, counts: Counts) -> breaker::Outcome {
    match result {
        CallOutcome::Success { .. } | CallOutcome::FellBack { .. } => breaker::Outcome::Success,
        CallOutcome::Failed { kind, .. } => counts.outcome(kind),
        // A refusal by another layer inside says nothing about the service.
        CallOutcome::Refused => breaker::Outcome::Ignored,
    }
}

fn tell(made: Changes, call: Option<CallId>, effects: &mut Effects) {
    effects.extend(made.into_iter().map(|change| Effect::Emit(Event::Transition(Transition::told(change, call)))));
}
