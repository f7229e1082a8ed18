//! A bulkhead in the path of a call: a request that waits is forwarded when another ends.

use super::{Context, Effect, Effects, Layer, RequestId, ms, of_kind};
use crate::policy::bulkhead::{Bulkhead, Changes, Decision, Expired, Outcome, Settings, Started, Ticket};
use crate::policy::{ConfigError, FailureKind};
use crate::sim::event::{CallId, CallOutcome, Decided, Event, Numbers};
use crate::sim::keyed::Keyed;
use crate::sim::slots::Beside;
use crate::time::Instant;

const NAME: &str = "bulkhead";

/// A bulkhead and the requests that run and wait.
#[derive(Clone, Debug)]
pub struct BulkheadLayer {
    bulkhead: Bulkhead,
    places: Beside<Place>,
    requests: Keyed<Ticket, RequestId>,
}

/// A request's place.
#[derive(Clone, Copy, Debug)]
struct Place {
    ticket: Ticket,
    call: CallId,
    /// When it has run too long, once it runs.
    until: Option<Instant>,
}

impl BulkheadLayer {
    /// An empty bulkhead.
    ///
    /// # Errors
    /// What [`Settings::check`] refuses.
    pub fn new(settings: Settings) -> Result<Self, ConfigError> {
        Ok(Self { bulkhead: Bulkhead::new(settings)?, places: Beside::new(), requests: Keyed::new() })
    }

    /// Gives the place of a request back.
    fn leave(&mut self, at: Context, request: RequestId, outcome: Outcome, effects: &mut Effects) {
        let Some(place) = self.places.remove(request) else { return };
        self.requests.remove(place.ticket);
        let changes = self.bulkhead.release(at.now, place.ticket, outcome);
        // The figures between this one's leaving and the next one's coming.
        let (stats, next) = (self.bulkhead.stats(), changes.started.len() as f64);
        let numbers = [("active", f64::from(stats.active) - next), ("waiting", f64::from(stats.waiting) + next)];
        effects.push(Effect::Emit(Event::Decided(at.decided(NAME, "left", &numbers))));
        self.carry_on(changes, effects);
    }

    /// What there is to do for those that waited.
    fn carry_on(&mut self, changes: Changes, effects: &mut Effects) {
        for expired in changes.expired {
            let Some(request) = self.requests.remove(expired.ticket) else { continue };
            let Some(place) = self.places.remove(request) else { continue };
            effects.push_for(request, Effect::Reject(too_long(place.call, expired)));
        }
        for started in changes.started {
            let Some(&request) = self.requests.get(started.ticket) else { continue };
            let Some(place) = self.places.get_mut(request) else { continue };
            place.until = Some(started.until);
            effects.push_for(request, Effect::Emit(admitted(place.call, started)));
            effects.push_for(request, Effect::Timer(started.until));
            effects.push_for(request, Effect::Forward);
        }
    }

    fn keep(&mut self, request: RequestId, place: Place) {
        self.places.insert(request, place);
        self.requests.insert(place.ticket, request);
    }
}

impl Layer for BulkheadLayer {
    fn name(&self) -> &'static str {
        NAME
    }

    fn fork(&self) -> Box<dyn Layer> {
        Box::new(self.clone())
    }

    fn adopt(&mut self, other: &dyn Layer) {
        if let Some(other) = of_kind::<Self>(other) {
            let checked = self.bulkhead.configure(*other.bulkhead.settings());
            debug_assert!(checked.is_ok(), "the settings of a bulkhead that exists are valid");
        }
    }

    fn on_call(&mut self, at: Context, request: RequestId, effects: &mut Effects) {
        let (changes, decision) = self.bulkhead.admit(at.now);
        self.carry_on(changes, effects);
        match decision {
            Decision::Runs(started) => {
                self.keep(request, Place { ticket: started.ticket, call: at.call, until: Some(started.until) });
                let told = Effect::Emit(admitted(at.call, started));
                effects.extend([told, Effect::Timer(started.until), Effect::Forward]);
            }
            Decision::Waits { ticket, place, until } => {
                self.keep(request, Place { ticket, call: at.call, until: None });
                let mut numbers = vec![("place", f64::from(place))];
                numbers.extend(until.map(|until| ("wait_at_most_ms", ms(until.since(at.now)))));
                effects.push(Effect::Emit(Event::Decided(at.decided(NAME, "queued", &numbers))));
                effects.extend(until.map(Effect::Timer));
            }
            Decision::Rejected(full) => {
                let numbers = [
                    ("active", f64::from(full.active)),
                    ("limit", f64::from(full.limit)),
                    ("waiting", f64::from(full.waiting)),
                    ("queue", f64::from(full.queue)),
                ];
                effects.push(Effect::Reject(at.decided(NAME, "full", &numbers)));
            }
        }
    }

    fn on_result(&mut self, at: Context, request: RequestId, outcome: CallOutcome, effects: &mut Effects) {
        let went = match outcome {
            CallOutcome::Success { .. } | CallOutcome::FellBack { .. } => Outcome::Success,
            CallOutcome::Failed { .. } => Outcome::Failure,
            // A refusal by a layer inside says nothing about the service.
            CallOutcome::Refused => Outcome::Cancelled,
        };
        self.leave(at, request, went, effects);
        effects.push(Effect::Reply(outcome));
    }

    fn on_timer(&mut self, at: Context, request: RequestId, effects: &mut Effects) {
        let overrun = self.places.get(request).and_then(|place| place.until).is_some_and(|until| until <= at.now);
        if !overrun {
            let changes = self.bulkhead.poll(at.now);
            return self.carry_on(changes, effects);
        }
        let numbers = [("limit_ms", ms(self.bulkhead.settings().run_limit))];
        let told = Effect::Emit(Event::Decided(at.decided(NAME, "ran_too_long", &numbers)));
        // What is inside is given up before another may take its place there.
        effects.extend([told, Effect::CancelInner]);
        self.leave(at, request, Outcome::Failure, effects);
        effects.push(Effect::Reply(CallOutcome::Failed { kind: FailureKind::Timeout, reason: None }));
    }

    fn on_cancel(&mut self, at: Context, request: RequestId, effects: &mut Effects) {
        self.leave(at, request, Outcome::Cancelled, effects);
    }
}

fn admitted(call: CallId, started: Started) -> Event {
    let numbers = Numbers::new(&[
        ("active", f64::from(started.active)),
        ("limit", f64::from(started.limit)),
        ("waited_ms", ms(started.waited)),
    ]);
    Event::Decided(Decided { policy: NAME, rule: "admitted", call, numbers })
}

fn too_long(call: CallId, expired: Expired) -> Decided {
    Decided { policy: NAME, rule: "waited_too_long", call, numbers: Numbers::new(&[("waited_ms", ms(expired.waited))]) }
}
