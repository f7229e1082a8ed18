//! The stack lab's picture: everything its stage shows, folded from the events.

use core::time::Duration;
use std::collections::VecDeque;

use super::compare::measures;
use super::facts::facts;
use super::trace::{Trace, Wait};
use super::{Kind, layers};
use crate::play::compare::Measure;
use crate::play::course::Course;
use crate::play::signs::{Look, MarkSign, Signs, StateSign};
use crate::play::{Fact, Metric, Settings, changes_theory};
use crate::policy::breaker::{Outcome, State};
use crate::sim::event::breaker::Progress;
use crate::sim::event::{CallId, CallOutcome, Event, LayerStep, Record};
use crate::sim::input::{Action, Input};
use crate::text::stack as text;
use crate::time::Instant;

/// So many of the newest calls that have ended are kept.
const KEPT: usize = 24;

/// How calls ended, and the breaker's states.
static SIGNS: Signs = signs(&[
    StateSign { look: Look::Plain, word: text::CLOSED, counted: None },
    StateSign { look: Look::Fine, word: "", counted: None },
    StateSign { look: Look::Hatched, word: text::OPEN, counted: None },
]);
/// The same where no breaker stands in the order.
static WITHOUT: Signs = signs(&[StateSign { look: Look::Plain, word: text::NO_BREAKER, counted: None }]);

const fn signs(states: &'static [StateSign]) -> Signs {
    const MARKS: &[MarkSign] = &[MarkSign::Success, MarkSign::Failure, MarkSign::FastFail, MarkSign::Degraded];
    Signs { marks: MARKS, states, least: 20.0, bursts: false }
}

/// How a call ended, as the marks of the timeline count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The service answered.
    Full,
    /// An error of the service, or of a limit.
    Error,
    /// The breaker's refusal.
    Refused,
    /// The fallback took the place of the answer.
    Degraded,
}

/// A call that has ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Answered {
    /// The call, from 1.
    pub call: u64,
    /// When it was answered.
    pub at: Instant,
    /// How.
    pub answer: Answer,
    /// Its attempts, refused ones included.
    pub attempts: u32,
}

/// What passed through a layer so far.
#[derive(Clone, Debug, PartialEq)]
pub struct LayerSeen {
    /// Which layer it is.
    pub kind: Kind,
    /// Requests that came to it from outside.
    pub came: u64,
    /// Requests that it sent inward.
    pub sent: u64,
    /// What it did that only its kind does: a breaker's refusals, calls that a limit ended, failures that a fallback
    /// replaced, requests that a retry gave up.
    pub acted: u64,
    /// How long it waited, if it is a retry.
    pub waited: Duration,
}

/// The sums of a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Totals {
    /// Calls that have ended.
    pub calls: u64,
    /// Of these: answered by the service.
    pub full: u64,
    /// Of these: answered by the fallback.
    pub degraded: u64,
    /// Of these: ended with an error.
    pub errors: u64,
    /// Attempts that reached the service.
    pub attempts: u64,
    /// Of these: failed there.
    pub failed: u64,
    /// The most of one call.
    pub most_attempts: u64,
    /// Attempts that the breaker refused.
    pub refused: u64,
    /// Attempts that a limit ended.
    pub cut_off: u64,
    /// Failures that the breaker counted.
    pub breaker_failures: u64,
    /// How often the breaker opened.
    pub openings: u64,
    /// Waits of retries that have begun, less what limits cut off.
    pub waiting: Duration,
    /// Of these: in calls that got no full answer.
    pub for_nothing: Duration,
    /// From each call's start to its answer.
    pub held: Duration,
    /// Calls that are due and have not started.
    pub backlog: u64,
}

/// What can stand beside theory: calls that started since it has been this theory.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sample {
    /// Since when, if not from the start.
    pub since: Option<Instant>,
    /// Calls that have ended.
    pub calls: u64,
    /// The most attempts at the service of one of them.
    pub attempts: u64,
    /// The longest that one of them waited.
    pub waited: Duration,
    /// The longest that one of them was held.
    pub held: Duration,
}

/// A call that has not ended.
#[derive(Clone, Debug, PartialEq)]
struct Open {
    call: u64,
    started: Instant,
    /// Attempts that reached the service, and of these those that are there.
    attempts: u64,
    there: u32,
    waited: Duration,
    /// The place of the retry that waited last, and when that wait ends.
    wait: Option<(usize, Instant)>,
}

/// What the stack lab shows at one moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// The layers, outermost first.
    pub layers: Vec<LayerSeen>,
    /// The sums so far.
    pub totals: Totals,
    /// The call that started last.
    pub trace: Trace,
    /// The newest calls that have ended, oldest first.
    pub answered: VecDeque<Answered>,
    /// The breaker's state; nothing where there is none.
    pub state: Option<State>,
    /// While it is open: when the next call may be a probe.
    pub probe_at: Option<Instant>,
    /// How far it is from its next decision.
    pub progress: Option<Progress>,
    /// What can stand beside theory.
    pub sample: Sample,
    /// Whether the service is killed.
    pub killed: bool,
    /// Whether the run has come to its end.
    pub finished: bool,
    /// The whole run: calls by [`Answer`]; states of the breaker, where 0 is closed, 1 half-open and 2 open.
    course: Course,
    /// Changes of the breaker's state.
    transitions: u64,
    /// In the order of their numbers.
    open: Vec<Open>,
    /// The layer whose decision comes next, by its place from 1.
    deciding: usize,
}

impl Picture {
    /// The picture of a run with these settings at its start.
    pub fn new(settings: &Settings) -> Self {
        let layers = layers(settings);
        let state = layers.contains(&Kind::Breaker).then_some(State::Closed);
        let seen = |kind| LayerSeen { kind, came: 0, sent: 0, acted: 0, waited: Duration::ZERO };
        let mut course = Course::default();
        course.band(Instant::ZERO, 0);
        Self {
            layers: layers.into_iter().map(seen).collect(),
            totals: Totals::default(),
            trace: Trace::default(),
            answered: VecDeque::new(),
            state,
            probe_at: None,
            progress: None,
            sample: Sample::default(),
            killed: false,
            finished: false,
            course,
            transitions: 0,
            open: Vec::new(),
            deciding: 0,
        }
    }

    /// The layers' kinds, outermost first.
    pub fn kinds(&self) -> Vec<Kind> {
        self.layers.iter().map(|layer| layer.kind).collect()
    }

    /// How a call ended, as long as it is among the newest.
    pub fn answer_of(&self, call: u64) -> Option<&Answered> {
        self.answered.iter().rev().find(|answered| answered.call == call)
    }

    fn open_mut(&mut self, call: CallId) -> Option<&mut Open> {
        let index = self.open.binary_search_by_key(&call.number, |open| open.call).ok()?;
        self.open.get_mut(index)
    }

    /// The trace, if it is of this call.
    fn traced(&mut self, call: CallId) -> Option<&mut Trace> {
        Some(&mut self.trace).filter(|trace| trace.call == call.number)
    }

    fn at_layer(&mut self, at: Instant, call: CallId, place: usize, step: LayerStep) {
        let Some(layer) = place.checked_sub(1).and_then(|index| self.layers.get_mut(index)) else { return };
        let kind = layer.kind;
        match step {
            LayerStep::In => layer.came += 1,
            LayerStep::Out => layer.sent += 1,
            LayerStep::Decides => self.deciding = place,
            LayerStep::Back { outcome } => {
                let acts = match (kind, outcome) {
                    (Kind::Degrade, CallOutcome::FellBack { .. }) => true,
                    (Kind::Retry, CallOutcome::Failed { reason, .. }) => reason.is_some(),
                    _ => false,
                };
                layer.acted += u64::from(acts);
                if matches!(kind, Kind::Timeout | Kind::Deadline) {
                    self.cut(at, call);
                }
            }
        }
        if let Some(trace) = self.traced(call) {
            trace.step(at, (place, kind), step);
        }
    }

    /// The layer that has just said that it decides.
    fn decider(&mut self) -> Option<&mut LayerSeen> {
        self.layers.get_mut(self.deciding.checked_sub(1)?)
    }

    fn wait(&mut self, call: CallId, planned: Duration, until: Instant) {
        let place = self.deciding;
        let add = |sum: &mut Duration| *sum = sum.saturating_add(planned);
        add(&mut self.totals.waiting);
        if let Some(layer) = self.decider() {
            add(&mut layer.waited);
        }
        if let Some(open) = self.open_mut(call) {
            add(&mut open.waited);
            open.wait = Some((place, until));
        }
        if let Some(trace) = self.traced(call) {
            trace.wait(Wait { place, planned, until });
        }
    }

    /// A limit is over. Whether it ends anything, its answer says.
    fn expire(&mut self, call: CallId) {
        if let Some(layer) = self.decider() {
            layer.acted += 1;
        }
        let there = self.open_mut(call).is_some_and(|open| open.there > 0);
        self.totals.cut_off += u64::from(there);
    }

    /// A limit has answered. What it leaves of a wait is not waited.
    fn cut(&mut self, at: Instant, call: CallId) {
        let Some((place, until)) = self.open_mut(call).and_then(|open| open.wait.take()) else { return };
        let left = until.since(at);
        let less = |sum: &mut Duration| *sum = sum.saturating_sub(left);
        less(&mut self.totals.waiting);
        if let Some(layer) = place.checked_sub(1).and_then(|index| self.layers.get_mut(index)) {
            less(&mut layer.waited);
        }
        if let Some(open) = self.open_mut(call) {
            less(&mut open.waited);
        }
    }

    fn end(&mut self, at: Instant, call: CallId, attempts: u32, outcome: CallOutcome) {
        let answer = match outcome {
            CallOutcome::Success { .. } => Answer::Full,
            CallOutcome::Failed { .. } => Answer::Error,
            CallOutcome::Refused => Answer::Refused,
            CallOutcome::FellBack { .. } => Answer::Degraded,
        };
        self.course.mark(at, answer as u8);
        let totals = &mut self.totals;
        totals.calls += 1;
        totals.full += u64::from(answer == Answer::Full);
        totals.degraded += u64::from(answer == Answer::Degraded);
        totals.errors += u64::from(matches!(answer, Answer::Error | Answer::Refused));
        if self.answered.len() == KEPT {
            self.answered.pop_front();
        }
        self.answered.push_back(Answered { call: call.number, at, answer, attempts });
        let Ok(index) = self.open.binary_search_by_key(&call.number, |open| open.call) else { return };
        let open = self.open.remove(index);
        let held = at.since(open.started);
        totals.held = totals.held.saturating_add(held);
        totals.most_attempts = totals.most_attempts.max(open.attempts);
        if answer != Answer::Full {
            totals.for_nothing = totals.for_nothing.saturating_add(open.waited);
        }
        let sample = &mut self.sample;
        if sample.since.is_none_or(|since| open.started > since) {
            sample.calls += 1;
            sample.attempts = sample.attempts.max(open.attempts);
            sample.waited = sample.waited.max(open.waited);
            sample.held = sample.held.max(held);
        }
    }
}

impl crate::play::Picture for Picture {
    fn apply(&mut self, record: &Record) {
        let at = record.at;
        if changes_theory(&record.event) && at > Instant::ZERO {
            self.sample = Sample { since: Some(at), ..Sample::default() };
        }
        match record.event {
            Event::Due { backlog, .. } => self.totals.backlog = backlog,
            Event::CallStarted { call } => {
                self.totals.backlog = self.totals.backlog.saturating_sub(1);
                self.trace = Trace::begin(call.number, at, &self.kinds());
                let (attempts, there, waited) = (0, 0, Duration::ZERO);
                self.open.push(Open { call: call.number, started: at, attempts, there, waited, wait: None });
            }
            Event::AtLayer { call, place, step } => self.at_layer(at, call, place as usize, step),
            Event::AttemptStarted { call, attempt, .. } => {
                self.totals.attempts += 1;
                if let Some(open) = self.open_mut(call) {
                    open.attempts += 1;
                    open.there += 1;
                    let attempts = open.attempts;
                    self.totals.most_attempts = self.totals.most_attempts.max(attempts);
                }
                if let Some(trace) = self.traced(call) {
                    trace.arrive(at, attempt);
                }
            }
            Event::AttemptEnded { call, attempt, luck, .. } => {
                self.totals.failed += u64::from(luck.fails());
                if let Some(open) = self.open_mut(call) {
                    open.there = open.there.saturating_sub(1);
                }
                if let Some(trace) = self.traced(call) {
                    trace.end(attempt, luck);
                }
            }
            Event::AttemptCancelled { call, .. } => {
                if let Some(open) = self.open_mut(call) {
                    open.there = open.there.saturating_sub(1);
                }
            }
            Event::TimedOut { call, .. } => self.expire(call),
            Event::Waiting { call, delay, until, .. } => self.wait(call, delay.total, until),
            Event::Refused { call, attempt, .. } => {
                self.totals.refused += 1;
                let place = self.deciding;
                if let Some(layer) = self.decider() {
                    layer.acted += 1;
                }
                if let Some(trace) = self.traced(call) {
                    trace.refuse(place, attempt);
                }
            }
            Event::ProbeStarted { call, .. } => {
                if let Some(trace) = self.traced(call) {
                    trace.probe();
                }
            }
            Event::Counted { outcome, progress, .. } => {
                self.totals.breaker_failures += u64::from(outcome == Outcome::Failure);
                self.progress = Some(progress);
            }
            Event::Transition(transition) => {
                self.state = Some(transition.to);
                self.probe_at = transition.probe_at;
                self.transitions += 1;
                self.totals.openings += u64::from(transition.to == State::Open);
                if transition.to == State::Closed {
                    self.progress = None;
                }
                let shown = match transition.to {
                    State::Closed => 0,
                    State::HalfOpen => 1,
                    State::Open | State::ForcedOpen => 2,
                };
                self.course.band(at, shown);
            }
            Event::CallEnded { call, attempts, outcome } => self.end(at, call, attempts, outcome),
            Event::Applied(Input { action: Action::Kill { .. }, .. }) => self.killed = true,
            Event::Applied(Input { action: Action::Recover { .. }, .. }) => self.killed = false,
            Event::Finished => self.finished = true,
            _ => {}
        }
    }

    fn metrics(&self) -> Vec<Metric> {
        let Totals { calls, full, degraded, errors, attempts, most_attempts, .. } = self.totals;
        let Totals { refused, cut_off, breaker_failures, openings, backlog, .. } = self.totals;
        vec![
            Metric::count("calls", text::N_CALLS, calls),
            Metric::count("full", text::N_FULL, full),
            Metric::count("degraded", text::N_DEGRADED, degraded),
            Metric::count("errors", text::N_ERRORS, errors),
            Metric::count("attempts", text::N_ATTEMPTS, attempts),
            Metric::count("most-attempts", text::N_MOST, most_attempts),
            Metric::count("refused", text::N_REFUSED, refused),
            Metric::count("cut-off", text::N_CUT_OFF, cut_off),
            Metric::count("breaker-failures", text::N_SEEN, breaker_failures),
            Metric::count("openings", text::N_OPENINGS, openings),
            Metric::millis("waiting-ms", text::N_WAITING, self.totals.waiting),
            Metric::millis("for-nothing-ms", text::N_FOR_NOTHING, self.totals.for_nothing),
            Metric::millis("held-ms", text::N_HELD, self.totals.held),
            Metric::count("backlog", text::N_BACKLOG, backlog),
        ]
    }

    fn course(&self) -> &Course {
        &self.course
    }

    fn signs(&self, _: &Settings) -> &'static Signs {
        if self.state.is_some() { &SIGNS } else { &WITHOUT }
    }

    fn measures(&self) -> Vec<Measure> {
        measures(&self.totals)
    }

    fn facts(&self, settings: &Settings) -> Vec<Fact> {
        facts(&self.sample, settings)
    }

    fn turns(&self) -> u64 {
        self.transitions + self.totals.calls
    }

    fn state(&self) -> &'static str {
        match (self.state, self.finished) {
            (Some(state), _) => state.key(),
            (None, true) => "finished",
            (None, false) => "running",
        }
    }

    fn tells_turns(&self) -> bool {
        true
    }
}
