//! The breaker lab's picture: everything its stage shows, folded from the events.

use super::compare::measures;
use super::sample::Sample;
use super::{facts, is_without};
use crate::play::compare::Measure;
use crate::play::course::Course;
use crate::play::signs::{Look, MarkSign, Signs, StateSign};
use crate::play::{Fact, Metric, Settings};
use crate::policy::breaker::{Outcome, State};
use crate::sim::event::breaker::Progress;
use crate::sim::event::{CallId, CallOutcome, Event, Record};
use crate::sim::input::{Action, Input};
use crate::text::breaker as text;
use crate::time::Instant;
use core::time::Duration;

/// At least this many of the newest calls are kept, which the stage draws from; the timeline has its own record of the
/// whole run.
pub const KEPT: usize = 400;

/// Calls by [`MarkKind`], and the breaker's states.
static SIGNS: Signs = signs(&[
    StateSign { look: Look::Plain, word: text::CLOSED, counted: None },
    StateSign { look: Look::Fine, word: "", counted: None },
    StateSign { look: Look::Hatched, word: text::OPEN, counted: Some(MarkKind::FastFail as u8) },
]);
/// The same where nothing stops a call.
static WITHOUT: Signs = signs(&[StateSign { look: Look::Plain, word: text::NO_BREAKER, counted: None }]);

const fn signs(states: &'static [StateSign]) -> Signs {
    Signs { marks: &[MarkSign::Success, MarkSign::Failure, MarkSign::FastFail], states, least: 20.0, bursts: false }
}

/// What the breaker lab shows at one moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// The breaker's state.
    pub state: State,
    /// When that state began.
    pub since: Instant,
    /// The state before it; nothing before the first change.
    pub before: Option<State>,
    /// While open: when the next call may be a probe.
    pub probe_at: Option<Instant>,
    /// State changes so far.
    pub transitions: u64,
    /// How far the breaker is from its next decision, as of the last result; `None` before the first.
    pub progress: Option<Progress>,
    /// Counted results of the present closed phase, newest last, at most 200; true is a failure.
    pub boxes: Vec<bool>,
    /// When the failures of the present closed phase came that count, newest last, at most 20.
    pub failed_at: Vec<Instant>,
    /// Attempts under way, oldest first.
    pub flights: Vec<Flight>,
    /// Calls that were let through as probes and have not set out yet.
    probes: Vec<CallId>,
    /// Calls that wait until a probe has answered, oldest first; only some libraries let them.
    pub waiting: Vec<CallId>,
    /// The newest calls that have ended, oldest first.
    pub marks: Vec<Mark>,
    /// The whole run: calls by [`MarkKind`]; states, where 0 is closed, 1 half-open and 2 open.
    pub course: Course,
    /// The call that was started last.
    pub last_call: Option<CallId>,
    /// Whether the service is killed.
    pub killed: bool,
    /// Whether the run has come to its end.
    pub finished: bool,
    /// Calls that have ended.
    pub calls: u64,
    /// Of these: successes.
    pub successes: u64,
    /// Of these: failures of the service.
    pub failures: u64,
    /// Of these: refused by the breaker.
    pub fast_fails: u64,
    /// Of the refused ones: those that the service would have answered at their moment.
    pub good_refused: u64,
    /// Times that the breaker opened.
    pub openings: u64,
    /// Of these: by a half-open breaker.
    pub reopenings: u64,
    /// Results that came in a later generation than their call.
    pub late: u64,
    /// The service's latency at each fast fail, summed.
    pub time_saved: Duration,
    /// How long callers waited for attempts that failed, summed.
    pub lost: Duration,
    /// What can stand beside theory.
    pub sample: Sample,
}

/// An attempt on its way to the service and back.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flight {
    /// The call.
    pub call: CallId,
    /// When it set out.
    pub started: Instant,
    /// When its result comes.
    pub ends: Instant,
    /// Whether it is a half-open breaker's probe.
    pub probe: bool,
}

/// A call that has ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    /// When it ended.
    pub at: Instant,
    /// The call.
    pub call: CallId,
    /// How it ended.
    pub kind: MarkKind,
}

/// How a call ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// The service answered.
    Success,
    /// The service failed.
    Failure,
    /// The breaker refused the call.
    FastFail,
}

impl Default for Picture {
    fn default() -> Self {
        let mut course = Course::default();
        course.band(Instant::ZERO, shown(State::Closed));
        Self {
            state: State::Closed,
            since: Instant::ZERO,
            before: None,
            probe_at: None,
            transitions: 0,
            progress: None,
            boxes: Vec::new(),
            failed_at: Vec::new(),
            flights: Vec::new(),
            probes: Vec::new(),
            waiting: Vec::new(),
            marks: Vec::new(),
            course,
            last_call: None,
            killed: false,
            finished: false,
            calls: 0,
            successes: 0,
            failures: 0,
            fast_fails: 0,
            good_refused: 0,
            openings: 0,
            reopenings: 0,
            late: 0,
            time_saved: Duration::ZERO,
            lost: Duration::ZERO,
            sample: Sample::default(),
        }
    }
}

impl Picture {
    fn count(&mut self, at: Instant, outcome: Outcome, progress: Progress) {
        self.progress = Some(progress);
        if self.state == State::Closed && outcome != Outcome::Ignored {
            if self.boxes.len() == 200 {
                self.boxes.remove(0);
            }
            self.boxes.push(outcome == Outcome::Failure);
            if outcome == Outcome::Failure {
                if self.failed_at.len() == 20 {
                    self.failed_at.remove(0);
                }
                self.failed_at.push(at);
            }
        }
    }

    fn end(&mut self, at: Instant, call: CallId, outcome: CallOutcome) {
        self.calls += 1;
        let kind = match outcome {
            CallOutcome::Success { .. } => MarkKind::Success,
            CallOutcome::Refused => MarkKind::FastFail,
            CallOutcome::Failed { .. } | CallOutcome::FellBack { .. } => MarkKind::Failure,
        };
        match kind {
            MarkKind::Success => self.successes += 1,
            MarkKind::Failure => self.failures += 1,
            MarkKind::FastFail => self.fast_fails += 1,
        }
        self.course.mark(at, kind as u8);
        if self.marks.len() == 2 * KEPT {
            self.marks.drain(..KEPT);
        }
        self.marks.push(Mark { at, call, kind });
    }
}

impl Picture {
    /// When the breaker opened first, if it has.
    pub fn first_opening(&self) -> Option<Instant> {
        self.course.bands(0).iter().find(|band| band.state == shown(State::Open)).map(|band| band.from)
    }
}

impl crate::play::Picture for Picture {
    fn apply(&mut self, record: &Record) {
        self.sample.apply(record, self.state, &self.flights);
        match &record.event {
            Event::CallStarted { call } => self.last_call = Some(*call),
            Event::ProbeStarted { call, .. } => self.probes.push(*call),
            Event::Held { call, .. } => {
                self.waiting.retain(|waiting| waiting != call);
                self.waiting.push(*call);
            }
            Event::AttemptStarted { call, ends, .. } => {
                let probe = self.probes.contains(call);
                self.probes.retain(|waiting| waiting != call);
                self.waiting.retain(|waiting| waiting != call);
                self.flights.push(Flight { call: *call, started: record.at, ends: *ends, probe });
            }
            Event::AttemptEnded { call, luck, .. } => {
                if let Some(flight) = self.flights.iter().find(|flight| flight.call == *call && luck.fails()) {
                    self.lost = self.lost.saturating_add(record.at.since(flight.started));
                }
                self.flights.retain(|flight| flight.call != *call);
            }
            Event::AttemptCancelled { call, .. } => self.flights.retain(|flight| flight.call != *call),
            Event::Counted { outcome, progress, .. } => self.count(record.at, *outcome, *progress),
            Event::Late { .. } | Event::LateForTripRule { .. } => self.late += 1,
            Event::Refused { call, saved, luck, .. } => {
                self.waiting.retain(|waiting| waiting != call);
                self.time_saved = self.time_saved.saturating_add(*saved);
                self.good_refused += u64::from(!luck.fails());
            }
            Event::Transition(transition) => {
                self.state = transition.to;
                self.since = transition.at;
                self.before = Some(transition.from);
                self.probe_at = transition.probe_at;
                self.transitions += 1;
                self.openings += u64::from(transition.opens());
                self.reopenings += u64::from(transition.from == State::HalfOpen && transition.opens());
                self.course.band(transition.at, shown(transition.to));
                if transition.to == State::Closed {
                    self.boxes.clear();
                    self.failed_at.clear();
                    self.progress = None;
                }
            }
            Event::CallEnded { call, outcome, .. } => self.end(record.at, *call, *outcome),
            Event::Applied(Input { action: Action::Kill { .. }, .. }) => self.killed = true,
            Event::Applied(Input { action: Action::Recover { .. }, .. }) => self.killed = false,
            Event::Finished => self.finished = true,
            _ => {}
        }
    }

    fn metrics(&self) -> Vec<Metric> {
        vec![
            Metric::count("calls", text::FINISHED, self.calls),
            Metric::count("successes", text::SUCCEEDED, self.successes),
            Metric::count("failures", text::FAILED, self.failures),
            Metric::count("fast-fails", text::FAST_FAILS, self.fast_fails),
            Metric::count("openings", text::OPENINGS, self.openings),
            Metric::count("reopenings", text::REOPENINGS, self.reopenings),
            Metric::count("good-refused", text::GOOD_REFUSED, self.good_refused),
            Metric::count("bad-through", text::BAD_THROUGH, self.failures),
            Metric::count("late", text::LATE_RESULTS, self.late),
            Metric::millis("time-saved-ms", text::WAITING_AVOIDED, self.time_saved),
        ]
    }

    fn course(&self) -> &Course {
        &self.course
    }

    fn signs(&self, settings: &Settings) -> &'static Signs {
        if is_without(settings) { &WITHOUT } else { &SIGNS }
    }

    fn measures(&self) -> Vec<Measure> {
        measures(self)
    }

    fn facts(&self, settings: &Settings) -> Vec<Fact> {
        facts(self, settings)
    }

    fn turns(&self) -> u64 {
        self.transitions
    }

    fn state(&self) -> &'static str {
        self.state.key()
    }

    fn tells_turns(&self) -> bool {
        true
    }

    /// A half-open phase, which is as long as its longest probe.
    fn fleeting(&self) -> Option<Duration> {
        let probes = self.flights.iter().filter(|flight| flight.probe).map(|flight| flight.ends.since(flight.started));
        probes.max().filter(|_| self.state == State::HalfOpen)
    }
}

/// A state's number in the course: what matters most is the highest.
const fn shown(state: State) -> u8 {
    match state {
        State::Closed => 0,
        State::HalfOpen => 1,
        State::Open | State::ForcedOpen => 2,
    }
}
