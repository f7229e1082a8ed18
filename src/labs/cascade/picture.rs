//! The cascade lab's picture: everything its stage shows, folded from the events.

use core::time::Duration;
use std::collections::VecDeque;

use super::compare::measures;
use super::{A, B, C, D, SERVICES, facts, workers};
use crate::play::compare::Measure;
use crate::play::signs::{Look, MarkSign, Signs, StateSign};
use crate::play::{Course, Fact, Metric, Settings, changes_theory};
use crate::policy::FailureKind;
use crate::policy::breaker::State;
use crate::sim::event::{CallId, CallOutcome, Event, LayerStep, Record, Trouble};
use crate::sim::input::{Action, Input, Value};
use crate::text::cascade as text;
use crate::time::Instant;

/// How many of the last steps of the climb are kept.
pub const CLIMB: usize = 300;
/// How long a step of the climb is.
pub const STEP: Duration = Duration::from_millis(100);
/// Turning points that are kept.
const TOLD: usize = 40;
/// Where requests go on to from A: to B, to D, nowhere.
pub const ROUTES: [&str; 3] = ["B", "D", "status"];
/// The route of those that go nowhere.
pub const STATUS: usize = 2;

static SIGNS: Signs = Signs {
    marks: &[MarkSign::Success, MarkSign::FastFail, MarkSign::Failure],
    states: &[
        StateSign { look: Look::Plain, word: text::STATE_FREE, counted: None },
        StateSign { look: Look::Hatched, word: text::STATE_FULL, counted: Some(1) },
    ],
    least: 40.0,
    bursts: false,
};

/// What the cascade lab shows at one moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// The services, A to D.
    pub hosts: [Host; 4],
    /// The breakers before C, in B and in D: their states, and how often each has opened.
    pub breakers: [(State, u64); 2],
    /// Requests by where they go on to.
    pub routes: [Route; 3],
    /// Calls of B and of D that wait for C.
    pub waiting: [u32; 2],
    /// Requests that were refused at once, by whoever.
    pub refused: u64,
    /// Requests that came to an error later than at once.
    pub failed: u64,
    /// What was worked for callers who had gone.
    pub wasted: Duration,
    /// The busiest moment of each of the last steps, the oldest first, and the number of the newest step.
    pub climb: VecDeque<[u32; 4]>,
    /// The newest step.
    pub step: u64,
    /// Turning points, the newest last.
    pub turned: VecDeque<Turned>,
    /// The whole run: requests, and whether A has room.
    pub course: Course,
    /// How often A has become full or has had room again.
    pub turns: u64,
    /// When C begins to hang and when that is over.
    pub outage: (Instant, Instant),
    /// Whether the run has come to its end.
    pub finished: bool,
    /// Attempts that a worker of C is busy with and that hang.
    pub hanging: Vec<(CallId, u32)>,
    /// What can stand beside theory.
    pub sample: Sample,
    /// All that was full of A before the present time in which it is.
    full: Duration,
    /// All events so far.
    events: u64,
    /// Which timeout decides what comes next, by the service that is waited for.
    deciding: usize,
}

/// Counts since the last change of a setting, of the weather or by Kill and Recover.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sample {
    /// When the last change was; nothing if there was none since the start.
    pub since: Option<Instant>,
    /// The most workers of A that were busy at once.
    pub most_busy: u32,
    /// When they all were for the first time.
    pub filled: Option<Instant>,
    /// Requests for status that have come to an end.
    pub ended: u64,
    /// Of these answered.
    pub served: u64,
}

/// A service.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Host {
    /// Its workers.
    pub workers: u32,
    /// Of these busy.
    pub busy: u32,
    /// Attempts in its queue.
    pub queued: u32,
    /// The most that were busy at once.
    pub most_busy: u32,
    /// Attempts that were refused because it had no room.
    pub refused: u64,
    /// Calls to it whose callers wait.
    pub awaited: u32,
    /// Since when all its workers are busy, if they are.
    pub full_since: Option<Instant>,
    /// When they all were for the first time.
    pub full_first: Option<Instant>,
    /// Whether it is killed.
    pub killed: bool,
}

/// Requests that go the same way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Route {
    /// How many have come.
    pub asked: u64,
    /// How many were answered.
    pub served: u64,
    /// How many were refused or failed.
    pub lost: u64,
}

/// Something that turned, as Why tells it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Turned {
    /// When.
    pub at: Instant,
    /// The number of the event among all of the run.
    pub id: u64,
    /// What.
    pub turn: Turn,
    /// How often in a row, for what comes again and again.
    pub count: u64,
}

/// What turned.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Turn {
    /// All workers of a service are busy.
    Full {
        /// The service.
        service: usize,
        /// Its workers.
        workers: u32,
        /// Calls to B and D, or of B and D to C, that wait.
        waiting: [u32; 2],
    },
    /// A service has a free worker again, after so long.
    Free {
        /// The service.
        service: usize,
        /// How long it was full.
        after: Duration,
    },
    /// A request was refused because a service had no room.
    NoRoom {
        /// The service.
        service: usize,
        /// Where the request was going.
        route: usize,
        /// Its workers and the attempts in its queue.
        taken: (u32, u32),
    },
    /// A wall refused a call to B or D.
    Walled {
        /// Where the request was going.
        route: usize,
    },
    /// A breaker refused a call to C.
    FastFail {
        /// In B or in D.
        route: usize,
    },
    /// A timeout ended a call.
    TimedOut {
        /// The service that did not answer.
        service: usize,
        /// How long it was waited for.
        limit: Duration,
    },
    /// A breaker changed its state.
    Breaker {
        /// In B or in D.
        route: usize,
        /// Its state before.
        from: State,
        /// Its state now.
        to: State,
    },
    /// A request failed behind A.
    Failed {
        /// Where it was going.
        route: usize,
    },
}

impl Turn {
    /// Whether it is the same as another but for its numbers.
    fn is_like(self, other: Self) -> bool {
        match (self, other) {
            (Self::NoRoom { service: a, route: b, .. }, Self::NoRoom { service: c, route: d, .. }) => (a, b) == (c, d),
            (Self::Walled { route: a }, Self::Walled { route: b })
            | (Self::FastFail { route: a }, Self::FastFail { route: b })
            | (Self::Failed { route: a }, Self::Failed { route: b })
            | (Self::TimedOut { service: a, .. }, Self::TimedOut { service: b, .. }) => a == b,
            _ => false,
        }
    }
}

/// Where a request goes on to: in turn to B, to D and nowhere.
const fn route_of(call: CallId) -> usize {
    (call.number.saturating_sub(1) % 3) as usize
}

impl Picture {
    /// The picture at the start of a run with these settings.
    pub fn new(settings: &Settings) -> Self {
        let host = |service| Host { workers: workers(settings, service), ..Host::default() };
        let mut course = Course::default();
        course.band(Instant::ZERO, 0);
        Self {
            hosts: [A, B, C, D].map(host),
            breakers: [(State::Closed, 0); 2],
            routes: [Route::default(); 3],
            waiting: [0; 2],
            refused: 0,
            failed: 0,
            wasted: Duration::ZERO,
            climb: VecDeque::new(),
            step: 0,
            turned: VecDeque::new(),
            course,
            turns: 0,
            outage: super::outage(settings),
            finished: false,
            hanging: Vec::new(),
            sample: Sample::default(),
            full: Duration::ZERO,
            events: 0,
            deciding: 0,
        }
    }

    /// Requests so far.
    pub fn requests(&self) -> u64 {
        self.routes.iter().map(|route| route.asked).sum()
    }

    /// Requests that were answered.
    pub fn served(&self) -> u64 {
        self.routes.iter().map(|route| route.served).sum()
    }

    /// How long A has had no free worker.
    pub fn full(&self, now: Instant) -> Duration {
        self.full.saturating_add(self.hosts[A].full_since.map_or(Duration::ZERO, |since| now.since(since)))
    }

    fn turned(&mut self, at: Instant, turn: Turn) {
        // As the lines of inputs are numbered, beside which these stand.
        let id = self.events.saturating_sub(1);
        // The same again is one line, even if another kind came between.
        if let Some(index) = self.turned.iter().rev().take(4).position(|last| last.turn.is_like(turn)) {
            let place = self.turned.len() - 1 - index;
            let count = self.turned.remove(place).map_or(0, |last| last.count);
            return self.turned.push_back(Turned { at, id, turn, count: count + 1 });
        }
        if self.turned.len() == TOLD {
            self.turned.pop_front();
        }
        self.turned.push_back(Turned { at, id, turn, count: 1 });
    }

    /// The steps up to a moment are over; in each the busiest moment counts.
    fn climb_to(&mut self, at: Instant) {
        let step = at.nanos() / STEP.as_nanos() as u64;
        let busy = self.hosts.map(|host| host.busy);
        // A long time in which nothing happens is as many steps as are kept, at most.
        let passed = if self.climb.is_empty() { 1 } else { (step - self.step).min(CLIMB as u64) };
        for _ in 0..passed {
            if self.climb.len() == CLIMB {
                self.climb.pop_front();
            }
            self.climb.push_back(busy);
        }
        self.step = step;
    }

    fn busy(&mut self, at: Instant, service: usize, busy: u32) {
        self.climb_to(at);
        let (waiting, behind) = (self.waiting, [B, D].map(|service| self.hosts[service].awaited));
        let Some(host) = self.hosts.get_mut(service) else { return };
        host.busy = busy;
        host.most_busy = host.most_busy.max(busy);
        if service == A {
            self.sample.most_busy = self.sample.most_busy.max(busy);
            if busy >= host.workers {
                self.sample.filled.get_or_insert(at);
            }
        }
        if let Some(newest) = self.climb.back_mut().and_then(|step| step.get_mut(service)) {
            *newest = busy.max(*newest);
        }
        let (workers, since) = (host.workers, host.full_since);
        match since {
            None if busy >= workers => {
                host.full_since = Some(at);
                host.full_first.get_or_insert(at);
                self.turned(at, Turn::Full { service, workers, waiting: if service == A { behind } else { waiting } });
            }
            Some(since) if busy < workers => {
                host.full_since = None;
                let after = at.since(since);
                if service == A {
                    self.full = self.full.saturating_add(after);
                }
                // A worker who is taken again at once was never free.
                if after >= STEP {
                    self.turned(at, Turn::Free { service, after });
                } else if matches!(self.turned.back(), Some(Turned { turn: Turn::Full { service: last, .. }, .. }) if *last == service)
                {
                    self.turned.pop_back();
                }
            }
            _ => return,
        }
        if service == A {
            self.turns += 1;
            self.course.band(at, u8::from(busy >= workers));
        }
    }

    fn awaits(&mut self, service: usize, call: CallId, more: bool) {
        let step = |count: &mut u32| *count = if more { *count + 1 } else { count.saturating_sub(1) };
        if let Some(host) = self.hosts.get_mut(service) {
            step(&mut host.awaited);
        }
        if service == C
            && let Some(waiting) = self.waiting.get_mut(route_of(call))
        {
            step(waiting);
        }
    }

    fn end_request(&mut self, at: Instant, call: CallId, outcome: CallOutcome) {
        let Some(route) = self.routes.get_mut(route_of(call)) else { return };
        let mark = match outcome {
            CallOutcome::Success { .. } | CallOutcome::FellBack { .. } => {
                route.served += 1;
                0
            }
            CallOutcome::Refused
            | CallOutcome::Failed { kind: FailureKind::Refused | FailureKind::Unavailable, .. } => {
                route.lost += 1;
                self.refused += 1;
                1
            }
            CallOutcome::Failed { .. } => {
                route.lost += 1;
                self.failed += 1;
                2
            }
        };
        self.course.mark(at, mark);
        if route_of(call) == STATUS {
            self.sample.ended += 1;
            self.sample.served += u64::from(mark == 0);
        }
        if mark == 2 {
            self.turned(at, Turn::Failed { route: route_of(call) });
        }
    }

    fn set(&mut self, at: Instant, key: &str, value: Value) {
        let Value::Number(number) = value else { return };
        for (service, host) in self.hosts.iter_mut().enumerate() {
            if key == if service == A { "front" } else { "workers" } {
                host.workers = number as u32;
            }
        }
        let span = |seconds: f64| crate::time::span_from_seconds(seconds).unwrap_or_default();
        let length = self.outage.1.since(self.outage.0);
        match key {
            "outage" => {
                let from = Instant::ZERO.after(span(number));
                self.outage = (from, from.after(length));
            }
            "outage-for" => self.outage.1 = self.outage.0.after(span(number)),
            _ => {}
        }
        for service in [A, B, C, D] {
            self.busy(at, service, self.hosts[service].busy);
        }
    }
}

impl crate::play::Picture for Picture {
    fn apply(&mut self, record: &Record) {
        self.events += 1;
        let at = record.at;
        if changes_theory(&record.event) {
            let since = (at > Instant::ZERO).then_some(at);
            self.sample = Sample { since, most_busy: self.hosts[A].busy, ..Sample::default() };
        }
        match record.event {
            Event::CallStarted { call } => {
                if let Some(route) = self.routes.get_mut(route_of(call)) {
                    route.asked += 1;
                }
            }
            Event::AttemptStarted { service, call, .. } => self.awaits(service as usize, call, true),
            Event::Queued { service, queued, .. } => {
                if let Some(host) = self.hosts.get_mut(service as usize) {
                    host.queued = queued;
                }
            }
            Event::WorkStarted { service, call, attempt, busy, queued } => {
                let hangs = service as usize == C && self.outage.0 <= at && at < self.outage.1;
                if hangs && !self.hosts[C].killed {
                    self.hanging.push((call, attempt));
                }
                if let Some(host) = self.hosts.get_mut(service as usize) {
                    host.queued = queued;
                }
                self.busy(at, service as usize, busy);
            }
            Event::WorkEnded { service, call, attempt, busy, wasted } => {
                if service as usize == C {
                    self.hanging.retain(|one| *one != (call, attempt));
                }
                self.wasted = self.wasted.saturating_add(wasted.unwrap_or_default());
                self.busy(at, service as usize, busy);
            }
            Event::AttemptEnded { service, call, luck, .. } => {
                self.awaits(service as usize, call, false);
                if luck.trouble == Some(Trouble::Full)
                    && let Some(host) = self.hosts.get_mut(service as usize)
                {
                    host.refused += 1;
                    let taken = (host.workers, host.queued);
                    self.turned(at, Turn::NoRoom { service: service as usize, route: route_of(call), taken });
                }
            }
            Event::AttemptCancelled { service, call, .. } => self.awaits(service as usize, call, false),
            Event::Decided(decided) if decided.policy == "bulkhead" && decided.rule == "full" => {
                self.turned(at, Turn::Walled { route: route_of(decided.call) });
            }
            Event::Refused { call, .. } => self.turned(at, Turn::FastFail { route: route_of(call) }),
            Event::TimedOut { limit, .. } => self.turned(at, Turn::TimedOut { service: self.deciding, limit }),
            Event::AtLayer { place, step: LayerStep::Decides, .. } => self.deciding = place as usize,
            Event::Transition(transition) => {
                let route = transition.call.map_or(0, route_of).min(1);
                let (state, openings) = &mut self.breakers[route];
                *state = transition.to;
                *openings += u64::from(transition.to == State::Open);
                self.turned(at, Turn::Breaker { route, from: transition.from, to: transition.to });
            }
            Event::CallEnded { call, outcome, .. } => self.end_request(at, call, outcome),
            Event::Applied(Input { action, .. }) => match action {
                Action::Kill { service } | Action::Recover { service } => {
                    if let Some(host) = self.hosts.get_mut(service as usize) {
                        host.killed = matches!(action, Action::Kill { .. });
                    }
                }
                Action::Set { key, value } => self.set(at, key, value),
                Action::Command(_) => {}
            },
            Event::Finished => self.finished = true,
            _ => {}
        }
    }

    fn metrics(&self) -> Vec<Metric> {
        self.metrics_at(Instant::ZERO, None)
    }

    /// The first numbers are of the side without protection, as the stage has it above.
    fn metrics_at(&self, now: Instant, baseline: Option<&dyn crate::play::Picture>) -> Vec<Metric> {
        let bare: &Self = baseline.and_then(|picture| picture.of()).unwrap_or(self);
        vec![
            Metric::count("requests", text::REQUESTS, bare.requests()),
            Metric::count("served", text::SERVED, bare.served()),
            Metric::count("refused", text::REFUSED, bare.refused),
            Metric::count("failed", text::FAILED, bare.failed),
            Metric::count("status-asked", text::STATUS_ASKED, bare.routes[STATUS].asked),
            Metric::count("status-served", text::STATUS_SERVED, bare.routes[STATUS].served),
            // Where nothing protects, nobody goes away.
            Metric::millis("wasted-ms", text::WASTED, self.wasted),
            Metric::millis("full-ms", text::FULL, bare.full(now)),
            Metric::count("protected-served", text::PROTECTED_SERVED, self.served()),
            Metric::count("protected-status-served", text::PROTECTED_STATUS, self.routes[STATUS].served),
        ]
    }

    fn course(&self) -> &Course {
        &self.course
    }

    fn signs(&self, _: &Settings) -> &'static Signs {
        &SIGNS
    }

    fn measures(&self) -> Vec<Measure> {
        measures(self)
    }

    fn facts(&self, settings: &Settings) -> Vec<Fact> {
        facts(self, settings)
    }

    fn turns(&self) -> u64 {
        self.turns
    }

    fn state(&self) -> &'static str {
        match self.hosts[A].full_since {
            _ if self.finished => "finished",
            Some(_) => "full",
            None => "free",
        }
    }
}

/// The name of a service.
pub(super) fn name(service: usize) -> &'static str {
    SERVICES.get(service).copied().unwrap_or_default()
}
