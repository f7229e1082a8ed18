//! What a run's events come to, as metrics and reports need it.
//!
//! A run keeps only its newest events, so [`Tally::of`] plays its tape again: a run is its seed plus its inputs. Who
//! shows events to an observer anyway folds them with [`Tally::apply`], as the picture of a lab does that is about nothing
//! else: its tally is the run's, so page and reports tell the same.
//!
//! A breaker is known by the call that a change of state names; which breaker stands before its service, the lab knows.

mod alarms;
mod spread;

use core::time::Duration;
use std::collections::BTreeMap;

pub use alarms::{Alarms, CHECK_EVERY, Told};
pub use spread::{BOUNDS, Spread};

use crate::play::observed::{LastHour, Observed};
use crate::play::table::Readers;
use crate::play::{self, LabId, Metric, Run, Settings};
use crate::policy::FailureKind;
use crate::policy::breaker::{Outcome, State};
use crate::policy::health::{CheckResult, Circuit, Results, ServiceHealth, Watch};
use crate::policy::partial::Lack;
use crate::policy::restart::Totals;
use crate::sim::event::breaker::Transition;
use crate::sim::event::{CallId, CallOutcome, Decided, Event, Record, ServiceId, Services, TwinFate};
use crate::sim::input::{Action, Input};
use crate::time::Instant;

/// What a run's events come to.
#[derive(Clone, Debug, PartialEq)]
pub struct Tally {
    /// The lab's name in a link.
    pub lab: &'static str,
    /// The moment up to which it counts.
    pub at: Instant,
    /// The numbers of the page contract, as the run has them.
    pub metrics: Vec<Metric>,
    /// The breakers, in the order of the services that they stand before; none in a run without.
    pub breakers: Vec<Breaker>,
    /// What one wants to know of a pipeline that runs.
    pub observed: Observed,
    /// The services by their numbers.
    pub services: BTreeMap<ServiceId, Service>,
    /// Calls that failed, by the kind of their last failure; those left out that a breaker refused.
    pub failures: BTreeMap<&'static str, u64>,
    /// Decisions of policies that have no event of their own, by policy and rule.
    pub decisions: BTreeMap<(&'static str, &'static str), u64>,
    /// The bulkheads, in a run that has any, in the order in which they were first asked.
    pub bulkheads: Vec<Bulkhead>,
    bulkhead_of: Option<LabId>,
    /// Finished batches, in a run that has batches.
    pub batches: Option<Batches>,
    /// The alerts.
    pub alarms: Alarms,
    names: &'static [play::Service],
    /// Who reads the parts of a service.
    readers: Readers,
    /// Whether it was begun by a picture, whose alerts are those of its own monitor.
    watched: bool,
    /// The name of the breaker before a service, where that is not the only one's.
    named: Option<Named>,
    calls: BTreeMap<CallId, Instant>,
}

/// The breaker before a service, by name.
type Named = BTreeMap<ServiceId, Option<&'static str>>;

/// A breaker.
#[derive(Clone, Debug, PartialEq)]
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
#[derive(Clone, Debug, PartialEq)]
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

/// A bulkhead.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bulkhead {
    /// Its name, where there are several.
    pub name: Option<&'static str>,
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
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Batches {
    /// Reads.
    pub values: u64,
    /// Of these: values that arrived and are part of an answer.
    pub kept: u64,
    /// Batches that are no answer.
    pub unanswered: u64,
    /// Batches that the service behind the sensors enriched.
    pub enriched: u64,
    /// Batches that it did not: kept, and flagged.
    pub flagged: u64,
    /// Batches that were lost in a crash or while the pipeline was down.
    pub lost: u64,
    /// Crashes of the pipeline itself.
    pub crashes: u64,
    /// How late the newest batch was.
    pub late: Duration,
    /// The sensors that the last batch lacks.
    pub last: Services,
    /// What the last batch lacks to be an answer.
    pub lack: Option<Lack>,
    /// What crashing and restarting made of the same reads.
    pub twin: Totals,
}

/// The layers that make further attempts of a call.
const TRY_AGAIN: [&str; 5] = ["retry", "retry_plan", "strategy", "hedge", "optimistic"];

impl Tally {
    /// What a run comes to at its present moment.
    pub fn of(run: &Run) -> Self {
        if let Some(tally) = run.picture().tally() {
            return tally.at(run.now(), run.metrics());
        }
        let lab = run.lab();
        let mut tally = Self::begun(lab, run.settings(), run.has_layer("breaker"));
        if lab.has_batches {
            tally.batches = Some(Batches { twin: beside(lab, run), ..Batches::default() });
        }
        // The tape has been played once, so it plays again.
        if let Ok(mut again) = Run::replay(run.tape().clone()) {
            while !again.advance_with(run.now(), usize::MAX, &mut |record| tally.apply(record)) {}
        }
        // Breakers that are switched off are none.
        if lab.breaker.is_some() && !run.has_layer("breaker") {
            tally.breakers.clear();
        }
        // Where nothing tries again, several attempts of a call are those of several services or of the parts of a batch.
        if !TRY_AGAIN.iter().any(|layer| run.has_layer(layer)) {
            (tally.observed.retried, tally.observed.saved) = (LastHour::default(), LastHour::default());
            tally.observed.again = 0;
            tally.services.values_mut().for_each(|service| service.recovered = 0);
        }
        tally.metrics = run.metrics();
        tally.finish(run.now());
        tally
    }

    /// Nothing yet, of a run that a lab's picture folds itself, with the alerts of its monitor.
    pub fn watching(lab: LabId, settings: &Settings, alarms: Alarms) -> Self {
        let batches = lab.has_batches.then(Batches::default);
        Self { alarms, batches, watched: true, ..Self::begun(lab, settings, true) }
    }

    /// Nothing yet, of a lab with these settings; whether there are breakers.
    fn begun(lab: LabId, settings: &Settings, has_breakers: bool) -> Self {
        let mut tally = Self { readers: lab.readers, bulkhead_of: Some(lab), ..Self::new(lab.key, lab.services) };
        let services: Vec<ServiceId> = lab.services.iter().map(|service| service.id).collect();
        // The parts of a service have breakers of their own, and it has none.
        let whole = services.iter().copied().filter(|id| lab.readers.of != Some(*id));
        let callers: Vec<ServiceId> = whole.chain(lab.readers.callers()).collect();
        tally.named = lab.breaker.map(|name| callers.iter().map(|id| (*id, name(settings, *id))).collect());
        if has_breakers {
            for caller in callers {
                tally.breaker(caller);
            }
        }
        tally
    }

    /// The same at a moment that may be later than the last event, with the numbers of the page contract.
    pub fn at(&self, now: Instant, metrics: Vec<Metric>) -> Self {
        let mut tally = Self { metrics, ..self.clone() };
        tally.finish(now);
        tally
    }

    /// Nothing yet. `names` are the services by number and name.
    pub fn new(lab: &'static str, names: &'static [play::Service]) -> Self {
        Self {
            lab,
            at: Instant::ZERO,
            metrics: Vec::new(),
            breakers: Vec::new(),
            observed: Observed::default(),
            services: BTreeMap::new(),
            failures: BTreeMap::new(),
            decisions: BTreeMap::new(),
            bulkheads: Vec::new(),
            bulkhead_of: None,
            batches: None,
            alarms: Alarms::default(),
            names,
            readers: Readers::NONE,
            watched: false,
            named: None,
            calls: BTreeMap::new(),
        }
    }

    /// Takes the next event in.
    pub fn apply(&mut self, record: &Record) {
        self.look(record.at);
        self.at = record.at;
        self.observed.apply(record);
        match &record.event {
            Event::CallStarted { call } => _ = self.calls.insert(*call, record.at),
            Event::AttemptStarted { service, call, attempt, .. } => {
                let service = self.readers.part(*service, *call);
                *self.service(service).attempts.entry(*attempt).or_insert(0) += 1;
            }
            Event::AttemptEnded { service, call, value, .. } => {
                let result = if value.is_some() { CheckResult::Answered } else { CheckResult::Failed };
                let service = self.readers.part(*service, *call);
                self.service(service).health.report(record.at, result);
            }
            Event::TimedOut { call, .. } => self.check(record.at, *call, CheckResult::Failed),
            Event::Refused { call, .. } => self.check(record.at, *call, CheckResult::Refused),
            Event::Counted { call, outcome, .. }
            | Event::Late { call, outcome, .. }
            | Event::LateForTripRule { call, outcome }
                if *outcome != Outcome::Ignored =>
            {
                let failed = *outcome == Outcome::Failure;
                let service = self.service_of(*call);
                if let Some(breaker) = self.breaker(service) {
                    breaker.watch.report(record.at, failed);
                }
            }
            Event::Transition(transition) => self.change(record.at, transition),
            Event::CallEnded { call, attempts, outcome } => self.end(record.at, *call, *attempts, *outcome),
            Event::BatchEnded { available, total, unavailable, lack, .. } => {
                self.end_batch(record.at, (*available, *total), *unavailable, *lack);
            }
            Event::Delivered { enriched, late, .. } => {
                let batches = self.batches.get_or_insert_default();
                batches.enriched += u64::from(*enriched);
                batches.flagged += u64::from(!enriched);
                batches.late = *late;
            }
            Event::Lost { values, .. } => {
                let batches = self.batches.get_or_insert_default();
                batches.lost += 1;
                batches.values += u64::from(*values);
            }
            Event::Crashed { .. } => self.batches.get_or_insert_default().crashes += 1,
            Event::Applied(Input { action: Action::Set { key: "breaker", .. }, .. }) => self.renew_breakers(record.at),
            Event::Twin { fate, .. } => self.twin(*fate),
            Event::Decided(decided) => self.decided(decided),
            _ => {}
        }
    }

    /// Nothing more comes until `at`.
    pub fn finish(&mut self, at: Instant) {
        self.look(at);
        self.at = self.at.max(at);
        if !self.watched {
            self.check_breakers(self.at);
        }
    }

    /// Whether it is that of a picture, which has nothing beside it.
    pub const fn is_watched(&self) -> bool {
        self.watched
    }

    /// The name of what a batch lacks.
    pub fn missing(&self, sensor: ServiceId) -> &'static str {
        self.readers.names.get(sensor as usize).copied().unwrap_or_else(|| self.name(sensor))
    }

    /// The name of a service, or of a part of one.
    pub fn name(&self, service: ServiceId) -> &'static str {
        if let Some(part) = self.readers.name(service) {
            return part;
        }
        self.names.iter().find(|one| one.id == service).map_or("?", |one| one.name)
    }

    /// The breaker before a service, which there is from now on; nothing if none stands there.
    fn breaker(&mut self, service: ServiceId) -> Option<&mut Breaker> {
        let name = match &self.named {
            Some(named) => (*named.get(&service)?)?,
            None => self.names.first().map_or("breaker", |one| one.name),
        };
        let known = self.breakers.iter().position(|breaker| breaker.name == name);
        let index = known.unwrap_or_else(|| {
            let (watch, openings) = (Watch::default(), LastHour::default());
            self.breakers.push(Breaker { name, watch, fast_fails: 0, openings, probe_at: None });
            self.breakers.len() - 1
        });
        self.breakers.get_mut(index)
    }

    /// What came of the calls that were tried more than once.
    pub const fn retries(&self) -> Results {
        let (all, saved) = (self.observed.retried.all, self.observed.saved.all);
        Results { failures: all - saved, all }
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

    /// The service that a call is for: the one with the caller's number, or the first where none has it.
    fn service_of(&self, call: CallId) -> ServiceId {
        match self.names {
            [only] => only.id,
            [first, ..]
                if self.readers.name(call.caller).is_none() && self.names.iter().all(|one| one.id != call.caller) =>
            {
                first.id
            }
            _ => call.caller,
        }
    }

    fn check(&mut self, at: Instant, call: CallId, result: CheckResult) {
        let service = self.service_of(call);
        if let Some(breaker) = self.breaker(service).filter(|_| result == CheckResult::Refused) {
            breaker.fast_fails += 1;
        }
        self.service(service).health.report(at, result);
    }

    fn change(&mut self, at: Instant, transition: &Transition) {
        let service =
            transition.call.map_or_else(|| self.names.first().map_or(0, |one| one.id), |call| self.service_of(call));
        let Some(breaker) = self.breaker(service) else { return };
        breaker.probe_at = transition.probe_at;
        // One that is forced open while it is open has not opened again.
        if circuit(transition.from) != circuit(transition.to) {
            breaker.watch.on_change(transition.at, circuit(transition.to));
        }
        if transition.opens() {
            breaker.openings.count(at);
        }
    }

    fn end(&mut self, at: Instant, call: CallId, attempts: u32, outcome: CallOutcome) {
        let took = self.calls.remove(&call).map_or(Duration::ZERO, |started| at.since(started));
        let again = attempts.saturating_sub(1);
        if matches!(outcome, CallOutcome::FellBack { kind: FailureKind::Refused }) {
            // What a breaker refused is told of as a fast fail, also where a fallback takes its place.
            return;
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
        batches.values += u64::from(total);
        batches.kept += if lack.is_none() { u64::from(available) } else { 0 };
        batches.unanswered += u64::from(lack.is_some());
        batches.last = unavailable;
        batches.lack = lack;
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
        let number =
            |wanted| decided.numbers.iter().find(|(name, _)| *name == wanted).map(|(_, number)| *number as u64);
        // One that limits nothing is none.
        if number("limit").is_some_and(|limit| limit >= u64::from(u32::MAX)) {
            return;
        }
        let name = self.bulkhead_of.and_then(|lab| (lab.bulkhead)(decided.call));
        let known = self.bulkheads.iter().position(|one| one.name == name);
        let index = match known {
            Some(index) => index,
            None if decided.rule == "left" => return,
            None => {
                self.bulkheads.push(Bulkhead { name, ..Bulkhead::default() });
                self.bulkheads.len() - 1
            }
        };
        let Some(bulkhead) = self.bulkheads.get_mut(index) else { return };
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

    fn check_breakers(&mut self, at: Instant) {
        for breaker in &self.breakers {
            self.alarms.check(at, breaker.name, &breaker.watch);
        }
    }

    /// Breakers were switched on or off: those that there are begin afresh.
    fn renew_breakers(&mut self, at: Instant) {
        for breaker in self.breakers.iter_mut().filter(|breaker| breaker.watch.circuit() != Circuit::Closed) {
            breaker.watch.on_change(at, Circuit::Closed);
            breaker.probe_at = None;
        }
    }

    /// Looks at the breakers as a monitor does, every half minute until `until`.
    fn look(&mut self, until: Instant) {
        while let Some(at) = self.alarms.due(until) {
            self.check_breakers(at);
        }
    }
}

impl Bulkhead {
    /// Calls under way as a part of those that may be; 0 where none may.
    pub fn utilization(&self) -> f64 {
        if self.limit == 0 { 0.0 } else { self.active as f64 / self.limit as f64 }
    }
}

/// What the run beside a run makes of the same luck, in a lab in which it is the one that crashes and is restarted.
fn beside(lab: LabId, run: &Run) -> Totals {
    let mut totals = Totals::default();
    let Some(Ok(mut naive)) = lab.baseline.map(|of| Run::replay(of(run.tape()))) else { return totals };
    let mut count = |record: &Record| match &record.event {
        Event::BatchEnded { available, .. } => totals.kept += u64::from(*available),
        Event::Lost { values, .. } => totals.lost += u64::from(*values),
        Event::Crashed { .. } => totals.crashes += 1,
        Event::Restarted { down } => totals.down = totals.down.saturating_add(*down),
        _ => {}
    };
    while !naive.advance_with(run.now(), usize::MAX, &mut count) {}
    totals
}

/// A breaker's state as health sees it.
pub const fn circuit(state: State) -> Circuit {
    match state {
        State::Closed => Circuit::Closed,
        State::Open | State::ForcedOpen => Circuit::Open,
        State::HalfOpen => Circuit::HalfOpen,
    }
}

/// A kind of failure.
pub const fn failure(kind: FailureKind) -> &'static str {
    match kind {
        FailureKind::Connection => "connection",
        FailureKind::Timeout => "timeout",
        FailureKind::Unavailable => "unavailable",
        FailureKind::RateLimited => "rate_limited",
        FailureKind::Refused => "refused",
        FailureKind::ClientError => "client_error",
        FailureKind::Authentication => "authentication",
        FailureKind::ServerError => "server_error",
        FailureKind::Bug => "bug",
        FailureKind::Unknown => "unknown",
    }
}
