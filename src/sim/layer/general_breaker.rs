//! A breaker that behaves like that of a library, in the path of a call. It tells what the plain one tells, so that
//! code that draws or explains a run needs to know one kind of event, and that a call waits, if the library lets it.

use super::breaker::{BreakerLayer, FORCE_OPEN, RESET, forked, obeys as breaker_obeys, outcome_for_breaker};
use super::{Context, Effect, Effects, Layer, RequestId, of_kind};
use crate::policy::breaker::general::{self, Deadline, GeneralBreaker, Now, State, Turn};
use crate::policy::breaker::{self, Counts, Permit, Rejection};
use crate::sim::event::breaker::{Cause, Over, Progress, Transition};
use crate::sim::event::{CallId, CallOutcome, Event};
use crate::sim::input::Command;
use crate::sim::slots::Beside;
use crate::time::Instant;

/// A general breaker, the permits of the requests under way, and the requests that wait.
#[derive(Debug)]
pub struct GeneralBreakerLayer {
    breaker: GeneralBreaker,
    counts: Counts,
    permits: Beside<Permit>,
    /// In the order in which they came.
    waiting: Vec<(RequestId, Context)>,
}

impl GeneralBreakerLayer {
    /// The layer of a breaker.
    pub const fn new(breaker: GeneralBreaker) -> Self {
        Self { breaker, counts: Counts::All, permits: Beside::new(), waiting: Vec::new() }
    }

    /// The same, which counts these failures only.
    pub fn counting(self, counts: Counts) -> Self {
        Self { counts, ..self }
    }

    /// What there is to say of changes of state, and to watch: an open state may end by time alone.
    fn tell(&self, changes: Vec<general::Transition>, call: Option<CallId>, effects: &mut Effects) {
        let by_timer = self.breaker.settings().turn == Turn::ByTimer;
        for change in changes {
            let wake = change.opening.and_then(|opening| opening.probe_at).filter(|_| by_timer);
            effects.push(Effect::Emit(Event::Transition(self.told(change, call))));
            effects.extend(wake.map(Effect::Wake));
        }
    }

    /// A change of state in the words of events.
    fn told(&self, change: general::Transition, call: Option<CallId>) -> Transition {
        let probe_at = change.opening.and_then(|opening| opening.probe_at);
        let (from, to) = (plain_state(change.from), plain_state(change.to));
        Transition { at: change.at, from, to, cause: self.told_cause(change.cause), probe_at, call }
    }

    /// Which calls the leading trip rule looks at.
    fn over(&self) -> Over {
        let settings = self.breaker.settings();
        settings.trips.get(settings.leading()).map_or(Over::All, general::Trip::over)
    }

    fn told_cause(&self, cause: general::Cause) -> Cause {
        match cause {
            general::Cause::Row { failures, threshold } => Cause::Row { failures, threshold },
            general::Cause::Rate { failures, calls, rate, .. } => {
                Cause::Rate { failures, calls, rate, over: self.over() }
            }
            general::Cause::SlowRate { slow, calls, rate, .. } => Cause::Slow { slow, calls, rate },
            general::Cause::Among { failures, of, threshold } => {
                Cause::Several { failures, threshold: u64::from(threshold), over: Over::Calls(of) }
            }
            general::Cause::Within { errors, .. } | general::Cause::Gap { errors, .. } => {
                Cause::Several { failures: errors, threshold: errors, over: self.over() }
            }
            general::Cause::SuccessRate { required, .. } => Cause::Faded { required },
            general::Cause::WaitOver { since, wait } => Cause::WaitOver { opened: since, wait },
            general::Cause::ProbesPassed { results, late } => {
                let successes = u32::try_from(results.ok).unwrap_or(u32::MAX);
                if late { Cause::LateSuccess { successes } } else { Cause::ProbesSucceeded { successes } }
            }
            general::Cause::ProbesFailed { late: true, .. } => Cause::LateFailure,
            general::Cause::ProbesFailed { late: false, .. } => Cause::ProbeFailed,
            general::Cause::ProbeIgnored => Cause::ProbeIgnored,
            general::Cause::LeaseExpired { issued, lease } => Cause::LeaseExpired { issued, lease },
            general::Cause::SuccessWhileOpen => Cause::SuccessWhileOpen,
            general::Cause::ByHand if self.breaker.state() == State::Closed => Cause::Reset,
            general::Cause::ByHand => Cause::Forced,
        }
    }

    /// What there is to say and to watch when a permit is for a probe.
    fn probe(&self, at: Context, permit: &Permit, effects: &mut Effects) {
        let (true, Some(lease_until)) = (permit.is_probe(), permit.lease_until()) else { return };
        let under_way = match self.breaker.progress() {
            Progress::Probing { under_way, .. } => under_way,
            _ => 1,
        };
        effects.push(Effect::Emit(Event::ProbeStarted { call: at.call, under_way, lease_until }));
        if let general::Lease::For(_) = self.breaker.settings().half_open.lease {
            effects.push(Effect::Timer(lease_until));
        }
    }

    /// Reports a result to the breaker and says what it made of it.
    fn record(&mut self, at: Context, permit: Permit, result: CallOutcome, effects: &mut Effects) {
        let outcome = outcome_for_breaker(result, self.counts);
        let by_result = self.breaker.settings().turn == Turn::WithCallOrResult;
        let changes = if by_result { self.breaker.evaluate(now(at)) } else { self.breaker.poll(now(at)) };
        self.tell(changes, Some(at.call), effects);
        let made = self.breaker.report(now(at), permit, outcome);
        let call = at.call;
        effects.push(Effect::Emit(match made.effect {
            general::Effect::Late { applied } => Event::Late { call, outcome, applied },
            general::Effect::LateForTripRule => Event::LateForTripRule { call, outcome },
            general::Effect::Counted | general::Effect::Ignored => {
                Event::Counted { call, outcome, progress: made.progress }
            }
        }));
        self.tell(made.transitions, Some(at.call), effects);
        if let Some(Deadline::Opens(at)) = self.breaker.next_deadline() {
            effects.push(Effect::Wake(at));
        }
    }

    /// Asks the breaker for a request: it goes on, is refused or waits.
    fn ask(&mut self, at: Context, request: RequestId, effects: &mut Effects) {
        let admission = self.breaker.admit(now(at));
        self.tell(admission.transitions, Some(at.call), effects);
        match admission.decision {
            Ok(permit) => {
                self.probe(at, &permit, effects);
                self.permits.insert(request, permit);
                effects.push(Effect::Forward);
            }
            Err(refused) if refused.waits => {
                self.waiting.push((request, at));
                let waiting = u32::try_from(self.waiting.len()).unwrap_or(u32::MAX);
                effects.push(Effect::Emit(Event::Held { call: at.call, waiting }));
            }
            Err(refused) => {
                effects.push(Effect::Refuse(Rejection { reason: refused.reason, retry_at: refused.retry_at }));
            }
        }
    }

    /// Asks again for those that wait, once the half-open state is over. If the first of them becomes the next probe,
    /// the others go on waiting.
    fn release(&mut self, now: Instant, effects: &mut Effects) {
        if self.breaker.state() == State::HalfOpen {
            return;
        }
        for (request, at) in core::mem::take(&mut self.waiting) {
            let own = effects.len();
            self.ask(Context { now, ..at }, request, effects);
            effects.hand_over(own, request);
        }
    }
}

impl Layer for GeneralBreakerLayer {
    fn name(&self) -> &'static str {
        "breaker"
    }

    fn fork(&self) -> Box<dyn Layer> {
        let (breaker, waiting) = (self.breaker.clone(), self.waiting.clone());
        Box::new(Self { breaker, counts: self.counts, permits: forked(&self.permits), waiting })
    }

    /// It stays what it is even if the plain breaker has all the rules again: both then decide alike.
    fn adopt(&mut self, other: &dyn Layer) {
        let (settings, counts) = match (of_kind::<Self>(other), of_kind::<BreakerLayer>(other)) {
            (Some(other), _) => (other.breaker.settings().clone(), other.counts),
            (None, Some(plain)) => (general::Settings::from(plain.settings()), plain.counts()),
            (None, None) => return,
        };
        self.counts = counts;
        if settings != *self.breaker.settings() {
            let checked = self.breaker.configure(settings);
            debug_assert!(checked.is_ok(), "the settings of a breaker that exists are valid");
        }
    }

    /// A rule that only this breaker has takes over from the plain one, in the midst of its work.
    fn taking_over(&self, before: &dyn Layer) -> Option<Box<dyn Layer>> {
        let (plain, permits) = of_kind::<BreakerLayer>(before)?.parts();
        let breaker = GeneralBreaker::taking_over(plain, self.breaker.settings().clone()).ok()?;
        Some(Box::new(Self { breaker, counts: self.counts, permits, waiting: Vec::new() }))
    }

    fn on_call(&mut self, at: Context, request: RequestId, effects: &mut Effects) {
        self.ask(at, request, effects);
    }

    fn on_result(&mut self, at: Context, request: RequestId, outcome: CallOutcome, effects: &mut Effects) {
        if let Some(permit) = self.permits.remove(request) {
            self.record(at, permit, outcome, effects);
        }
        // The probe's own caller hears of it before those that waited for it.
        effects.push(Effect::Reply(outcome));
        self.release(at.now, effects);
    }

    fn on_timer(&mut self, at: Context, _: RequestId, effects: &mut Effects) {
        let changes = self.breaker.poll(now(at));
        self.tell(changes, Some(at.call), effects);
        self.release(at.now, effects);
    }

    fn on_wake(&mut self, now: Instant, effects: &mut Effects) {
        let changes = self.breaker.poll(now);
        self.tell(changes, None, effects);
        self.release(now, effects);
    }

    fn obeys(&self, command: Command) -> bool {
        breaker_obeys(plain_state(self.breaker.state()), command)
    }

    fn on_command(&mut self, now: Instant, command: Command, effects: &mut Effects) {
        let changes = match command {
            FORCE_OPEN => self.breaker.force_open(now),
            RESET => self.breaker.reset(now),
            _ => return,
        };
        self.tell(changes, None, effects);
        self.release(now, effects);
    }

    fn on_cancel(&mut self, at: Context, request: RequestId, effects: &mut Effects) {
        self.waiting.retain(|(waiting, _)| *waiting != request);
        let Some(permit) = self.permits.remove(request) else { return };
        let changes = self.breaker.cancel(now(at), permit);
        self.tell(changes, Some(at.call), effects);
        self.release(at.now, effects);
    }
}

/// The present, with the luck of the present attempt for the wait of an opening.
fn now(at: Context) -> Now {
    Now { at: at.now, luck: at.jitter() }
}

fn plain_state(state: State) -> breaker::State {
    match state {
        State::Closed | State::Disabled | State::MetricsOnly => breaker::State::Closed,
        State::Open => breaker::State::Open,
        State::HalfOpen => breaker::State::HalfOpen,
        State::ForcedOpen | State::Isolated => breaker::State::ForcedOpen,
    }
}
