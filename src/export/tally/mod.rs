//! What a run's events come to, as metrics and reports need it.
//!
//! A run keeps only its newest events, so [`Tally::of`] plays its tape again: a run is its seed plus its inputs. Who
//! shows events to an observer anyway folds them with [`Tally::apply`].
//!
//! The engine's changes of state name no breaker, so a tally holds one; the labs have no more.

mod alarms;
mod spread;

use core::time::Duration;
use std::collections::BTreeMap;

pub use alarms::{Alarms, CHECK_EVERY, Told};
pub use spread::{BOUNDS, LastHour, Spread};

use super::fields::failure;
use crate::play::{self, Metric, Run};
use crate::policy::breaker::{Outcome, State};
use crate::policy::health::{CheckResult, Circuit, Results, ServiceHealth, Watch};
use crate::policy::partial::Lack;
use crate::policy::restart::Totals;
use crate::sim::event::breaker::Transition;
use crate::sim::event::{CallId, CallOutcome, Decided, Event, Record, ServiceId, Services, TwinFate};
use crate::time::Instant;

/// What a run's events come to.
#[derive(Clone, Debug)]
pub struct Tally {
    /// The lab's name in a link.
    pub lab: &'static str,
    /// The moment up to which it counts.
    pub at: Instant,
    /// The numbers of the page contract, as the run has them.
    pub metrics: Vec<Metric>,
    /// The breaker, in a run that has one.
    pub breaker: Option<Breaker>,
    /// The services by their numbers.
    pub services: BTreeMap<ServiceId, Service>,
    /// Calls that failed, by the kind of their last failure; those left out that a breaker refused.
    pub failures: BTreeMap<&'static str, u64>,
    /// Decisions of policies that have no event of their own, by policy and rule.
    pub decisions: BTreeMap<(&'static str, &'static str), u64>,
    /// What came of trying again.
    pub retries: Retries,
    /// The bulkhead, in a run that has one.
    pub bulkhead: Option<Bulkhead>,
    /// Finished batches, in a run that has batches.
    pub batches: Option<Batches>,
    /// The alerts.
    pub alarms: Alarms,
    names: &'static [play::Service],
    calls: BTreeMap<CallId, Instant>,
}

/// A breaker.
#[derive(Clone, Debug)]
pub struct Breaker {
    /// Its name, that of its service.
    pub name: &'static str,
    /// Its state and results.
    pub watch: Watch,
    /// Calls that it refused.
    pub fast_fails: u64,
    /// Its openings.
    pub openings: LastHour,
    /// While it is open: when the next call may be a probe.
    pub probe_at: Option<Instant>,
}

/// A service.
#[derive(Clone, Debug)]
pub struct Service {
    /// Its name.
    pub name: &'static str,
    /// How it is, each attempt taken as a check.
    pub health: ServiceHealth,
    /// Attempts by their number within a call, from 1.
    pub attempts: BTreeMap<u32, u64>,
    /// Calls that succeeded after a retry.
    pub recovered: u64,
    /// How long the calls took that succeeded.
    pub succeeded: Spread,
    /// How long the calls took that failed, those left out that a breaker refused.
    pub failed: Spread,
}

/// What came of trying again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Retries {
    /// Calls that were tried more than once.
    pub retried: u64,
    /// Of these: those that got a value.
    pub recovered: u64,
    /// Further attempts.
    pub again: u64,
    /// Time spent waiting before them.
    pub waiting: Duration,
}

/// A bulkhead.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bulkhead {
    /// Calls that came.
    pub calls: u64,
    /// Of these: refused, or given up after too long a wait in the queue.
    pub rejected: u64,
    /// Calls under way.
    pub active: u64,
    /// How many may be.
    pub limit: u64,
    waiting: Vec<CallId>,
}

/// Finished batches.
#[derive(Clone, Debug, Default)]
pub struct Batches {
    /// All of them.
    pub all: u64,
    /// Those with something missing, with what.
    pub degraded: LastHour,
    /// Reads.
    pub values: u64,
    /// Of these: values that arrived and are part of an answer.
    pub kept: u64,
    /// Batches that are no answer.
    pub unanswered: u64,
    /// The sensors that the last batch lacks.
    pub last: Services,
    /// What the last batch lacks to be an answer.
    pub lack: Option<Lack>,
    /// For each sensor the batches that lack it.
    pub missing: BTreeMap<ServiceId, LastHour>,
    /// What crashing and restarting made of the same reads.
    pub twin: Totals,
}

impl Tally {
    /// What a run comes to at its present moment.
    pub fn of(run: &Run) -> Self {
        let lab = run.lab();
        let mut tally = Self::new(lab.key, lab.services);
        if run.has_layer("breaker") {
            tally.breaker();
        }
        if lab.has_batches {
            tally.batches = Some(Batches::default());
        }
        // The tape has been played once, so it plays again.
        if let Ok(mut again) = Run::replay(run.tape().clone()) {
            while !again.advance_with(run.now(), usize::MAX, &mut |record| tally.apply(record)) {}
        }
        tally.metrics = run.metrics();
        tally.finish(run.now());
        tally
    }

    /// Nothing yet. `names` are the services by number and name.
    pub fn new(lab: &'static str, names: &'static [play::Service]) -> Self {
        Self {
            lab,
            at: Instant::ZERO,
            metrics: Vec::new(),
            breaker: None,
            services: BTreeMap::new(),
            failures: BTreeMap::new(),
            decisions: BTreeMap::new(),
            retries: Retries::default(),
            bulkhead: None,
            batches: None,
            alarms: Alarms::default(),
            names,
            calls: BTreeMap::new(),
        }
    }

    /// Takes the next event in.
    pub fn apply(&mut self, record: &Record) {
        self.look(record.at);
        self.at = record.at;
        match &record.event {
            Event::CallStarted { call } => _ = self.calls.insert(*call, record.at),
            Event::AttemptStarted { service, attempt, .. } => {
                *self.service(*service).attempts.entry(*attempt).or_insert(0) += 1;
            }
            Event::AttemptEnded { service, value, .. } => {
                let result = if value.is_some() { CheckResult::Answered } else { CheckResult::Failed };
                self.service(*service).health.report(record.at, result);
            }
            Event::TimedOut { call, .. } => self.check(record.at, *call, CheckResult::Failed),
            Event::Refused { call, .. } => self.check(record.at, *call, CheckResult::Refused),
            Event::Counted { outcome, .. } | Event::Late { outcome, .. } | Event::LateForTripRule { outcome, .. }
                if *outcome != Outcome::Ignored =>
            {
                self.breaker().watch.report(record.at, *outcome == Outcome::Failure);
            }
            Event::Transition(transition) => self.change(record.at, transition),
            Event::Waiting { delay, .. } => {
                self.retries.waiting = self.retries.waiting.saturating_add(delay.total);
            }
            Event::CallEnded { call, attempts, outcome } => self.end(record.at, *call, *attempts, *outcome),
            Event::BatchEnded { available, total, unavailable, lack, .. } => {
                self.end_batch(record.at, (*available, *total), *unavailable, *lack);
            }
            Event::Twin { fate, .. } => self.twin(*fate),
            Event::Decided(decided) => self.decided(decided),
            _ => {}
        }
    }

    /// Nothing more comes until `at`.
    pub fn finish(&mut self, at: Instant) {
        self.look(at);
        self.at = self.at.max(at);
        if let Some(breaker) = &self.breaker {
            self.alarms.check(self.at, breaker.name, &breaker.watch);
        }
    }

    /// The name of a service.
    pub fn name(&self, service: ServiceId) -> &'static str {
        self.names.iter().find(|one| one.id == service).map_or("?", |one| one.name)
    }

    /// The breaker, which there is from now on.
    fn breaker(&mut self) -> &mut Breaker {
        let name = self.names.first().map_or("breaker", |one| one.name);
        self.breaker.get_or_insert_with(|| Breaker {
            name,
            watch: Watch::default(),
            fast_fails: 0,
            openings: LastHour::default(),
            probe_at: None,
        })
    }

    fn service(&mut self, id: ServiceId) -> &mut Service {
        let name = self.name(id);
        self.services.entry(id).or_insert_with(|| Service {
            name,
            health: ServiceHealth::new(),
            attempts: BTreeMap::new(),
            recovered: 0,
            succeeded: Spread::default(),
            failed: Spread::default(),
        })
    }

    /// The service that a call is for: the only one, or the one with the caller's number.
    fn service_of(&self, call: CallId) -> ServiceId {
        match self.names {
            [only] => only.id,
            _ => call.caller,
        }
    }

    fn check(&mut self, at: Instant, call: CallId, result: CheckResult) {
        if result == CheckResult::Refused {
            self.breaker().fast_fails += 1;
        }
        let service = self.service_of(call);
        self.service(service).health.report(at, result);
    }

    fn change(&mut self, at: Instant, transition: &Transition) {
        let breaker = self.breaker();
        breaker.watch.on_change(transition.at, circuit(transition.to));
        breaker.probe_at = transition.probe_at;
        if transition.to == State::Open {
            breaker.openings.count(at);
        }
    }

    fn end(&mut self, at: Instant, call: CallId, attempts: u32, outcome: CallOutcome) {
        let took = self.calls.remove(&call).map_or(Duration::ZERO, |started| at.since(started));
        let (succeeded, again) = (matches!(outcome, CallOutcome::Success { .. }), attempts.saturating_sub(1));
        if again > 0 {
            self.retries.retried += 1;
            self.retries.recovered += u64::from(succeeded);
            self.retries.again += u64::from(again);
        }
        if let CallOutcome::Failed { kind, .. } | CallOutcome::FellBack { kind } = outcome {
            *self.failures.entry(failure(kind)).or_insert(0) += 1;
        }
        let service = self.service_of(call);
        let service = self.service(service);
        match outcome {
            CallOutcome::Success { .. } => {
                service.recovered += u64::from(again > 0);
                service.succeeded.count(took);
            }
            CallOutcome::Failed { .. } | CallOutcome::FellBack { .. } => service.failed.count(took),
            CallOutcome::Refused => {}
        }
    }

    fn end_batch(&mut self, at: Instant, (available, total): (u32, u32), unavailable: Services, lack: Option<Lack>) {
        let batches = self.batches.get_or_insert_default();
        batches.all += 1;
        batches.values += u64::from(total);
        batches.kept += if lack.is_none() { u64::from(available) } else { 0 };
        batches.unanswered += u64::from(lack.is_some());
        if available < total {
            batches.degraded.count(at);
        }
        batches.last = unavailable;
        batches.lack = lack;
        for sensor in unavailable.iter() {
            batches.missing.entry(sensor).or_default().count(at);
        }
        self.alarms.batch(at, u64::from(total.saturating_sub(available)), u64::from(total));
    }

    fn twin(&mut self, fate: TwinFate) {
        let twin = &mut self.batches.get_or_insert_default().twin;
        match fate {
            TwinFate::Kept { values } => twin.kept += u64::from(values),
            TwinFate::Crashed { .. } => twin.crashes += 1,
            TwinFate::Down | TwinFate::Restarted | TwinFate::Back { .. } => {}
        }
    }

    fn decided(&mut self, decided: &Decided) {
        *self.decisions.entry((decided.policy, decided.rule)).or_insert(0) += 1;
        if decided.policy != "bulkhead" {
            return;
        }
        let bulkhead = self.bulkhead.get_or_insert_default();
        let number =
            |wanted| decided.numbers.iter().find(|(name, _)| *name == wanted).map(|(_, number)| *number as u64);
        let waited = bulkhead.waiting.iter().position(|call| *call == decided.call);
        match decided.rule {
            "queued" => {
                bulkhead.calls += 1;
                bulkhead.waiting.push(decided.call);
            }
            "admitted" if waited.is_none() => bulkhead.calls += 1,
            "full" => {
                bulkhead.calls += 1;
                bulkhead.rejected += 1;
            }
            "waited_too_long" => bulkhead.rejected += 1,
            _ => {}
        }
        if let Some(place) = waited.filter(|_| decided.rule != "queued") {
            bulkhead.waiting.swap_remove(place);
        }
        bulkhead.active = number("active").unwrap_or(bulkhead.active);
        bulkhead.limit = number("limit").unwrap_or(bulkhead.limit);
    }

    /// Looks at the breaker as a monitor does, every half minute until `until`.
    fn look(&mut self, until: Instant) {
        while let Some(at) = self.alarms.due(until) {
            if let Some(breaker) = &self.breaker {
                self.alarms.check(at, breaker.name, &breaker.watch);
            }
        }
    }
}

impl Bulkhead {
    /// Calls under way as a part of those that may be; 0 where none may.
    pub fn utilization(&self) -> f64 {
        if self.limit == 0 { 0.0 } else { self.active as f64 / self.limit as f64 }
    }
}

impl Retries {
    /// What came of the calls that were tried more than once.
    pub const fn results(&self) -> Results {
        Results { failures: self.retried - self.recovered, all: self.retried }
    }
}

/// A breaker's state as health sees it.
pub const fn circuit(state: State) -> Circuit {
    match state {
        State::Closed => Circuit::Closed,
        State::Open | State::ForcedOpen => Circuit::Open,
        State::HalfOpen => Circuit::HalfOpen,
    }
}
