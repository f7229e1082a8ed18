//! The clinic's picture: everything its stage shows, folded from the events.

use core::time::Duration;
use std::collections::VecDeque;

use super::cases::Case;
use super::compare::measures;
use super::mistakes::{POLICY, crash, leak};
use super::plan::{Kind, LENGTH, Plan, SERVICES};
use super::{case, is_as_it_was, made, number, plan, visits};
use crate::play::compare::Measure;
use crate::play::signs::{Look, MarkSign, Signs, StateSign};
use crate::play::{Course, Fact, Metric, Settings};
use crate::policy::FailureKind;
use crate::policy::breaker::{RejectReason, State};
use crate::sim::event::breaker::{Cause, Transition};
use crate::sim::event::{CallId, CallOutcome, Decided, Event, Record, Trouble};
use crate::sim::input::{Action, Input, Value};
use crate::text::clinic as text;
use crate::time::Instant;
use crate::words::grouped;

/// Turning points that are kept.
const TOLD: usize = 40;

/// A call was answered.
pub const ANSWERED: u8 = 0;
/// A call was refused.
pub const REFUSED: u8 = 1;
/// A call failed, or was answered when nobody waited any more.
pub const LOST: u8 = 2;
/// A stand-in was given.
pub const STOOD_IN: u8 = 3;

/// The caller is down.
const DOWN: u8 = 3;
/// There is no breaker.
const NO_BREAKER: u8 = 4;

static SIGNS: Signs = Signs {
    marks: &[MarkSign::Success, MarkSign::FastFail, MarkSign::Failure, MarkSign::Degraded],
    states: &[
        StateSign { look: Look::Plain, word: text::STATE_CLOSED, counted: None },
        StateSign { look: Look::Hatched, word: text::STATE_OPEN, counted: Some(1) },
        StateSign { look: Look::Fine, word: text::STATE_HALF_OPEN, counted: None },
        StateSign { look: Look::Broken, word: text::STATE_DOWN, counted: None },
        StateSign { look: Look::Plain, word: text::STATE_NONE, counted: None },
    ],
    least: LENGTH,
    bursts: false,
};

/// What the clinic shows at one moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// The case, from 1.
    pub number: usize,
    /// The case with the changes that were made.
    pub plan: Plan,
    /// How many those are.
    pub changes: usize,
    /// The goal: calls answered and load avoided, of a thousand each.
    pub goal: (u64, u64),
    /// The services, S1 to S3.
    pub lanes: [Lane; 3],
    /// All calls.
    pub all: Counts,
    /// Attempts that could not succeed: at a service in trouble, again with a request that is wrong, or where no worker was
    /// free.
    pub vain: u64,
    /// How many those would be if nothing avoided the service.
    pub reference: u64,
    /// All attempts that reached a service.
    pub attempts: u64,
    /// The most attempts of one call.
    pub most_attempts: u32,
    /// The most probes that were under way at once.
    pub most_probes: u32,
    /// Places that are taken, and calls that wait for one.
    pub places: (u32, u32),
    /// The most calls that have waited at once.
    pub most_waiting: u32,
    /// Connections that are lost.
    pub leaked: u32,
    /// Successes of probes since it last became half-open.
    pub successes: u32,
    /// Probes of the same time.
    pub probes: u32,
    /// How often a breaker has opened.
    pub openings: u64,
    /// Whether the services are as the case has them.
    pub as_it_was: bool,
    /// When a refusal ended the caller's program for the first time.
    pub crashed: Option<Instant>,
    /// When the calls were moved to S2.
    pub moved: Option<Instant>,
    /// Calls that would have been answered at their first attempt, and all of which that is known.
    pub bare: (u64, u64),
    /// Turning points, the newest last.
    pub turned: VecDeque<Turned>,
    /// The whole run.
    pub course: Course,
    /// How often a breaker has changed its state, or the caller has crashed.
    pub turns: u64,
    /// Whether the run has come to its end.
    pub finished: bool,
    /// Calls under way, each with its start.
    under_way: Vec<(CallId, Instant)>,
    /// Probes under way.
    probing: Vec<CallId>,
    /// How long the breaker before S1 has not been closed, before the present stay.
    open: Duration,
    /// Since when it is not closed, if it is not.
    open_since: Option<Instant>,
    /// Until when the caller is down.
    down: Option<Instant>,
    /// All events so far.
    events: u64,
}

/// Calls by what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Calls so far.
    pub asked: u64,
    /// Of these at an end.
    pub ended: u64,
    /// Of these answered in time, or with a stand-in that says so.
    pub answered: u64,
    /// Of these refused.
    pub refused: u64,
}

impl Counts {
    fn end(&mut self, mark: u8, answered: bool) {
        self.ended += 1;
        self.answered += u64::from(answered);
        self.refused += u64::from(mark == REFUSED);
    }
}

/// A service, with the calls that are meant for it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lane {
    /// Its calls and the states of the breaker before it.
    pub course: Course,
    /// Its calls, counted.
    pub counts: Counts,
    /// The state of its breaker, by the numbers of the course.
    pub state: u8,
    /// Whether it is killed.
    pub killed: bool,
}

/// A turning point, and how often it has come again.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Turned {
    /// The last time.
    pub at: Instant,
    /// Its number among the run's events.
    pub id: u64,
    /// What.
    pub turn: Turn,
    /// How often.
    pub count: u32,
}

/// A turning point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Turn {
    /// A breaker changed its state.
    Breaker {
        /// Before which service.
        service: usize,
        /// To which.
        to: State,
        /// Why.
        cause: Cause,
    },
    /// One more became the probe.
    SecondProbe,
    /// A breaker refused a call.
    Refused {
        /// To which service.
        service: usize,
        /// Why.
        reason: RejectReason,
    },
    /// A call found no place, or no connection.
    NoPlace {
        /// To which service.
        service: usize,
        /// Whether connections are gone.
        connection: bool,
    },
    /// A call failed.
    Failed {
        /// To which service.
        service: usize,
        /// In so many attempts.
        attempts: u32,
    },
    /// An answer came when nobody waited any more.
    Late {
        /// After so long.
        after: Duration,
    },
    /// A stand-in was given.
    StoodIn {
        /// Whether it says so.
        flagged: bool,
    },
    /// A refusal ended the caller's program.
    Crashed {
        /// For how long.
        down: Duration,
    },
    /// Somebody was told.
    Alerted {
        /// Refused for so long.
        after: Duration,
    },
    /// The calls were moved.
    Moved,
    /// A connection was lost.
    Leaked {
        /// Lost so far.
        leaked: u64,
        /// Of all.
        of: u64,
    },
    /// A timeout ended an attempt.
    TimedOut {
        /// Its limit.
        limit: Duration,
    },
    /// The run is over.
    Ended {
        /// Calls answered, of a thousand.
        answered: u64,
        /// Load avoided, of a thousand.
        avoided: u64,
        /// Whether both are enough.
        reached: bool,
    },
}

impl Turn {
    /// Whether it is the same as another but for its numbers.
    fn is_like(self, other: Self) -> bool {
        match (self, other) {
            (Self::Refused { service: a, reason: b }, Self::Refused { service: c, reason: d }) => (a, b) == (c, d),
            (Self::NoPlace { service: a, .. }, Self::NoPlace { service: b, .. })
            | (Self::Failed { service: a, .. }, Self::Failed { service: b, .. }) => a == b,
            (Self::Late { .. }, Self::Late { .. })
            | (Self::StoodIn { .. }, Self::StoodIn { .. })
            | (Self::Leaked { .. }, Self::Leaked { .. })
            | (Self::TimedOut { .. }, Self::TimedOut { .. }) => true,
            _ => false,
        }
    }
}

/// A part of a whole, of a thousand; `none` where there is no whole.
fn permille(part: u64, whole: u64, none: u64) -> u64 {
    (part * 1_000).checked_div(whole).unwrap_or(none)
}

impl Picture {
    /// The picture at the start of a run with these settings.
    pub fn new(settings: &Settings) -> Self {
        let plan = plan(settings);
        let state = if plan.guard.kind == Kind::Off { NO_BREAKER } else { 0 };
        let mut course = Course::default();
        course.band(Instant::ZERO, state);
        let lane = Lane { course: course.clone(), state, ..Lane::default() };
        Self {
            number: number(settings),
            plan,
            changes: made(settings).len(),
            goal: case(settings).0.goal,
            lanes: [lane.clone(), lane.clone(), lane],
            all: Counts::default(),
            vain: 0,
            reference: 0,
            attempts: 0,
            most_attempts: 0,
            most_probes: 0,
            places: (0, 0),
            most_waiting: 0,
            leaked: 0,
            successes: 0,
            probes: 0,
            openings: 0,
            as_it_was: is_as_it_was(settings),
            crashed: None,
            moved: None,
            bare: (0, 0),
            turned: VecDeque::new(),
            course,
            turns: 0,
            finished: false,
            under_way: Vec::new(),
            probing: Vec::new(),
            open: Duration::ZERO,
            open_since: None,
            down: None,
            events: 0,
        }
    }

    /// Calls answered, of a thousand.
    pub fn answered(&self) -> u64 {
        permille(self.all.answered, self.all.asked, 0)
    }

    /// Load avoided, of a thousand: all of it where there is nothing to spare.
    pub fn avoided(&self) -> u64 {
        permille(self.reference.saturating_sub(self.vain), self.reference, 1_000)
    }

    /// How long the breaker before S1 was open or half-open up to a moment.
    pub fn open_for(&self, now: Instant) -> Duration {
        self.open.saturating_add(self.open_since.map_or(Duration::ZERO, |since| now.since(since)))
    }

    /// Whether both numbers are as high as the goal.
    pub fn reached(&self) -> bool {
        self.answered() >= self.goal.0 && self.avoided() >= self.goal.1
    }

    /// Whether the case has been cured: the goal is reached at its end, by changes.
    pub fn cured(&self) -> bool {
        self.finished && self.changes > 0 && self.as_it_was && self.reached()
    }

    /// Whether a service is in trouble at a moment.
    fn in_trouble(&self, at: Instant, service: usize) -> bool {
        let (from, until) = self.plan.trouble();
        let out = service == 0 && from <= at && at < until;
        out || self.lanes.get(service).is_some_and(|lane| lane.killed)
    }

    fn turned(&mut self, at: Instant, turn: Turn) {
        // As the lines of inputs are numbered, beside which these stand.
        // The end has a line of its own, and this one about the score stands above it.
        let id = if matches!(turn, Turn::Ended { .. }) { self.events } else { self.events.saturating_sub(1) };
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

    fn start(&mut self, at: Instant, call: CallId) {
        self.under_way.push((call, at));
        self.all.asked += 1;
        let home = self.plan.home(call.number);
        if let Some(lane) = self.lanes.get_mut(home) {
            lane.counts.asked += 1;
        }
        let each = u64::from(self.plan.each);
        if self.plan.crowd || self.in_trouble(at, home) {
            self.reference += each;
        } else if self.plan.is_wrong(call.number) {
            // Its first attempt tells what is wrong with it; the others are in vain.
            self.reference += each - 1;
        }
    }

    fn end(&mut self, at: Instant, call: CallId, attempts: u32, outcome: CallOutcome) {
        let Some(index) = self.under_way.iter().position(|(one, _)| *one == call) else { return };
        let (_, started) = self.under_way.swap_remove(index);
        self.most_attempts = self.most_attempts.max(attempts);
        let home = self.plan.home(call.number);
        let took = at.since(started);
        let late = self.plan.patience > 0.0 && took.as_secs_f64() > self.plan.patience;
        let (mark, answered) = match outcome {
            CallOutcome::Success { .. } if late => {
                self.turned(at, Turn::Late { after: took });
                (LOST, false)
            }
            CallOutcome::Success { .. } => (ANSWERED, true),
            CallOutcome::FellBack { .. } => {
                let flagged = self.plan.fallback.flagged;
                if late {
                    self.turned(at, Turn::Late { after: took });
                } else {
                    self.turned(at, Turn::StoodIn { flagged });
                }
                (STOOD_IN, flagged && !late)
            }
            CallOutcome::Refused | CallOutcome::Failed { kind: FailureKind::Refused, .. } => (REFUSED, false),
            // That it is wrong is the answer to a wrong request.
            CallOutcome::Failed { kind: FailureKind::ClientError, .. } if !late => (ANSWERED, true),
            CallOutcome::Failed { .. } => {
                self.turned(at, Turn::Failed { service: home, attempts });
                (LOST, false)
            }
        };
        self.course.mark(at, mark);
        self.all.end(mark, answered);
        if let Some(lane) = self.lanes.get_mut(home) {
            lane.course.mark(at, mark);
            lane.counts.end(mark, answered);
        }
    }

    fn band(&mut self, at: Instant, service: usize, state: u8) {
        let is_shared = self.plan.guard.shared;
        for (index, lane) in self.lanes.iter_mut().enumerate() {
            if is_shared || index == service {
                lane.course.band(at, state);
                lane.state = state;
            }
        }
        if is_shared || service == 0 {
            self.course.band(at, state);
        }
    }

    fn transition(&mut self, at: Instant, transition: Transition) {
        let service = transition.call.map_or(0, |call| self.plan.home(call.number));
        let state = match transition.to {
            State::Closed => 0,
            State::Open | State::ForcedOpen => 1,
            State::HalfOpen => 2,
        };
        self.turns += 1;
        self.openings += u64::from(state == 1);
        if state == 2 {
            (self.successes, self.probes) = (0, 0);
            self.probing.clear();
        }
        if service == 0 || self.plan.guard.shared {
            match self.open_since {
                None if state != 0 => self.open_since = Some(at),
                Some(since) if state == 0 => {
                    self.open_since = None;
                    self.open = self.open.saturating_add(at.since(since));
                }
                _ => {}
            }
        }
        self.band(at, service, state);
        self.turned(at, Turn::Breaker { service, to: transition.to, cause: transition.cause });
    }

    fn decided(&mut self, at: Instant, decided: &Decided) {
        let of = |name: &str| decided.numbers.iter().find(|(one, _)| *one == name).map_or(0.0, |(_, value)| *value);
        let span = |name: &str| crate::time::span_from_seconds(of(name) / 1e3).unwrap_or_default();
        let service = self.plan.home(decided.call.number);
        match (decided.policy, decided.rule) {
            (POLICY, crash::CRASHED) => {
                let down = span("down_ms");
                self.down = Some(at.after(down));
                self.crashed.get_or_insert(at);
                self.turns += 1;
                self.course.band(at, DOWN);
                self.turned(at, Turn::Crashed { down });
            }
            (POLICY, leak::LEAKED) => {
                self.leaked = of("leaked") as u32;
                self.turned(at, Turn::Leaked { leaked: of("leaked") as u64, of: of("connections") as u64 });
            }
            (POLICY, leak::EXHAUSTED) => self.turned(at, Turn::NoPlace { service, connection: true }),
            (POLICY, visits::ALERTED) => self.turned(at, Turn::Alerted { after: span("open_ms") }),
            (POLICY, visits::MOVED) => {
                self.moved = Some(at);
                self.turned(at, Turn::Moved);
            }
            ("bulkhead", rule) => {
                self.places = (of("active") as u32, of("waiting") as u32);
                self.most_waiting = self.most_waiting.max(self.places.1);
                if rule == "full" {
                    self.turned(at, Turn::NoPlace { service, connection: false });
                }
            }
            _ => {}
        }
    }

    /// What a call would have come to without a breaker, known of its first attempt.
    fn judge(&mut self, attempt: u32, answered: bool) {
        if attempt == 1 {
            self.bare.0 += u64::from(answered);
            self.bare.1 += 1;
        }
    }
}

impl crate::play::Picture for Picture {
    fn apply(&mut self, record: &Record) {
        self.events += 1;
        let at = record.at;
        if self.down.is_some_and(|until| at >= until)
            && let Some(until) = self.down.take()
        {
            self.course.band(until, self.lanes[0].state);
        }
        match record.event {
            Event::CallStarted { call } => self.start(at, call),
            Event::CallEnded { call, attempts, outcome } => self.end(at, call, attempts, outcome),
            Event::AttemptStarted { service, call, attempt, .. } => {
                self.attempts += 1;
                let service = (service as usize).saturating_sub(1);
                self.vain += u64::from(self.in_trouble(at, service) || self.plan.is_wrong(call.number) && attempt > 1);
            }
            Event::AttemptEnded { call, attempt, luck, .. } => {
                self.vain += u64::from(luck.trouble == Some(Trouble::Full));
                self.judge(attempt, !luck.fails() || self.plan.is_wrong(call.number));
                if let Some(place) = self.probing.iter().position(|one| *one == call) {
                    self.probing.swap_remove(place);
                    self.successes += u32::from(!luck.fails());
                }
            }
            Event::Refused { call, attempt, rejection, luck, .. } => {
                self.judge(attempt, !luck.fails());
                self.turned(at, Turn::Refused { service: self.plan.home(call.number), reason: rejection.reason });
            }
            Event::ProbeStarted { call, .. } => {
                self.probing.push(call);
                self.probes += 1;
                let under_way = self.probing.len() as u32;
                if under_way > self.plan.guard.probes.0 && !self.plan.guard.probes.1 {
                    self.turned(at, Turn::SecondProbe);
                }
                self.most_probes = self.most_probes.max(under_way);
            }
            Event::TimedOut { limit, .. } => self.turned(at, Turn::TimedOut { limit }),
            Event::Transition(transition) => self.transition(at, transition),
            Event::Decided(decided) => self.decided(at, &decided),
            Event::Applied(Input { action: Action::Kill { service }, .. }) => self.killed(service, true),
            Event::Applied(Input { action: Action::Recover { service }, .. }) => self.killed(service, false),
            Event::Applied(Input { action: Action::Set { key, value: Value::Number(number) }, .. }) => {
                self.as_it_was = false;
                // 0 is what the case has.
                let own = Case::of(self.number).map(|(case, _)| case.plan);
                let of = |own: Option<f64>| own.filter(|_| number == 0.0).unwrap_or(number);
                match key {
                    "failure" => self.plan.failure = of(own.map(|plan| plan.failure)),
                    "latency" => self.plan.latency = of(own.map(|plan| plan.latency)),
                    _ => {}
                }
            }
            Event::Finished => {
                self.finished = true;
                let (answered, avoided, reached) = (self.answered(), self.avoided(), self.reached());
                self.turned(at, Turn::Ended { answered, avoided, reached });
            }
            _ => {}
        }
    }

    fn metrics(&self) -> Vec<Metric> {
        self.metrics_at(Instant::ZERO, None)
    }

    fn metrics_at(&self, _: Instant, baseline: Option<&dyn crate::play::Picture>) -> Vec<Metric> {
        let broken: &Self = baseline.and_then(|picture| picture.of()).unwrap_or(self);
        vec![
            Metric::count("answered-permille", text::ANSWERED_PERMILLE, self.answered()),
            Metric::count("spared-permille", text::AVOIDED_PERMILLE, self.avoided()),
            Metric::count("changes", text::CHANGES, self.changes as u64),
            Metric::count("cured", text::CURED, u64::from(self.cured())),
            Metric::count("calls", text::CALLS, self.all.asked),
            Metric::count("answered", text::ANSWERED, self.all.answered),
            Metric::count("refused", text::REFUSED, self.all.refused),
            Metric::count("vain", text::VAIN, self.vain),
            Metric::count("reference", text::REFERENCE, self.reference),
            Metric::count("broken-answered-permille", text::BROKEN_ANSWERED, broken.answered()),
            Metric::count("broken-spared-permille", text::BROKEN_AVOIDED, broken.avoided()),
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

    fn facts(&self, _: &Settings) -> Vec<Fact> {
        let again = self.plan.again;
        let most = match again.attempts {
            _ if again.layers == 0 => Some(1),
            u32::MAX => None,
            attempts => attempts.checked_pow(again.layers),
        };
        let expected = most.map_or_else(|| text::NO_LIMIT.to_owned(), |most| grouped(most.into()));
        let attempts = Fact {
            label: text::FACT_ATTEMPTS.to_owned(),
            expected,
            seen: grouped(self.most_attempts.into()),
            since: None,
        };
        // A strategy that is chosen has attempts of its own.
        if again.chosen.is_some() { Vec::new() } else { vec![attempts] }
    }

    fn turns(&self) -> u64 {
        self.turns
    }

    fn state(&self) -> &'static str {
        match self.finished {
            true if self.cured() => "cured",
            true => "not-cured",
            false => "running",
        }
    }
}

impl Picture {
    fn killed(&mut self, service: u32, killed: bool) {
        if let Some(lane) = self.lanes.get_mut((service as usize).saturating_sub(1)) {
            lane.killed = killed;
        }
    }
}

/// The name of a service.
pub(super) fn name(service: usize) -> &'static str {
    SERVICES.get(service).copied().unwrap_or_default()
}
