//! The dashboard lab's picture: what a monitor knows of eight services, folded from the events.

use core::time::Duration;
use std::collections::VecDeque;

use super::compare::measures;
use super::facts::facts;
use super::{FIRST_READER, MEMBERS, READS, SENSORS, SERVICES, alarms, breaker_of, is_shared, limits, row_of};
use crate::order;
use crate::play::compare::Measure;
use crate::play::observed::LastHour;
use crate::play::signs::{Look, MarkSign, Signs, StateSign};
use crate::play::tally::{Tally, Told, circuit};
use crate::play::{self, Course, Fact, Metric, Settings, changes_theory};
use crate::policy::breaker::{Outcome, State};
use crate::policy::health::{Breakers, Circuit, Results, Score, Serving, Watch, availability, score};
use crate::sim::event::breaker::{Cause, Transition};
use crate::sim::event::{CallOutcome, Event, Record, Services};
use crate::sim::input::{Action, Input};
use crate::text::dashboard as text;
use crate::time::Instant;

/// Minutes that a row keeps for its line of the last hour.
pub const MINUTES: usize = 60;
const MINUTE: u64 = 60_000_000_000;
/// Turning points that are kept.
const TOLD: usize = 60;
/// Breakers that there can be.
const GATES: usize = SENSORS + READS;
/// Openings of which it is known when they were.
const OPENINGS: usize = 200;

static SIGNS: Signs = Signs {
    marks: &[MarkSign::Failure, MarkSign::Degraded],
    states: &[
        StateSign { look: Look::Plain, word: text::STATE_HEALTHY, counted: None },
        StateSign { look: Look::Broken, word: text::STATE_DEGRADED, counted: Some(0) },
        StateSign { look: Look::Hatched, word: text::STATE_UNHEALTHY, counted: Some(0) },
    ],
    least: 60.0,
    bursts: false,
};

/// What the dashboard lab shows at one moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// The services, by their numbers.
    pub rows: [Row; SERVICES],
    /// What reports and metrics are made of.
    pub tally: Tally,
    /// The whole run: openings and degraded batches, and how the system is.
    pub course: Course,
    /// Turning points, the newest last.
    pub turned: VecDeque<Turned>,
    /// Changes of breakers.
    pub turns: u64,
    /// The last openings: when, and of which row.
    pub openings: VecDeque<(Instant, usize)>,
    /// Calls and reads that a breaker refused.
    pub refused: u64,
    /// Of these: what the service would have answered.
    pub refused_well: u64,
    /// Sensors that the last batch lacks.
    pub lacking: Services,
    /// What can stand beside theory.
    pub sample: Sample,
    settings: Settings,
    gates: [Circuit; GATES],
    events: u64,
    /// How the system was when its state changed last, as the timeline has it.
    judged: u8,
    /// Health, second by second where it changed, for the curve.
    healths: VecDeque<(Instant, u32)>,
}

/// A service as the monitor sees it: the five sensors together are one, which is as bad as the worst of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Its breaker's state, and its own results.
    pub watch: Watch,
    /// Results by minutes, the newest last.
    pub minutes: VecDeque<Minute>,
    /// Openings of its breakers.
    pub openings: LastHour,
    /// When it opened first.
    pub opened: Option<Instant>,
    /// Calls that came to it.
    pub calls: u64,
    /// Of these: refused by the breaker.
    pub refused: u64,
    /// Whether it is killed.
    pub killed: bool,
}

/// The results of a minute.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Minute {
    /// Which, from the start.
    pub number: u64,
    /// Its results.
    pub results: Results,
}

impl Row {
    /// The guide's score.
    pub fn score(&self) -> Score {
        score(&self.watch)
    }

    /// The results of the last five minutes.
    pub fn recent(&self, now: Instant) -> Results {
        self.watch.recent(now)
    }

    fn report(&mut self, at: Instant, failed: bool) {
        self.watch.report(at, failed);
        let number = at.nanos() / MINUTE;
        match self.minutes.back_mut() {
            Some(minute) if minute.number == number => minute.results.count(failed),
            _ => {
                if self.minutes.len() == MINUTES {
                    self.minutes.pop_front();
                }
                let mut minute = Minute { number, ..Minute::default() };
                minute.results.count(failed);
                self.minutes.push_back(minute);
            }
        }
    }
}

/// Counts since the last change of a setting, of the weather or by Kill and Recover.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sample {
    /// When the last change was; nothing if there was none since the start.
    pub since: Option<Instant>,
    /// Finished batches.
    pub batches: u64,
    /// Of these: batches with all values.
    pub whole: u64,
    /// Reads that failed at first and were tried again.
    pub retried: u64,
    /// Of these: reads that got a value.
    pub saved: u64,
    /// The newest batch that had begun then.
    old: u64,
}

/// A turning point, or several of one kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Turned {
    /// When the newest of them was.
    pub at: Instant,
    /// The number of its event.
    pub id: u64,
    /// What it was.
    pub turn: Turn,
    /// How many.
    pub count: u64,
}

/// What turned.
#[derive(Clone, Debug, PartialEq)]
pub enum Turn {
    /// A breaker changed its state.
    Breaker {
        /// Its name.
        name: &'static str,
        /// Its state now.
        to: State,
        /// Why.
        cause: Cause,
        /// The first call after it that may be a probe.
        probe_at: Option<Instant>,
    },
    /// An alert was sent.
    Sent(Told),
    /// An alert was held back.
    Held {
        /// About whom.
        subject: String,
        /// Its rule.
        rule: &'static str,
    },
    /// A batch lacks values.
    Degraded {
        /// The batch.
        batch: u64,
        /// Values that arrived.
        available: u32,
        /// The sensors that gave none.
        lacking: Services,
    },
    /// Calls were refused although the service would have answered.
    RefusedWell {
        /// The service.
        row: usize,
    },
}

impl Turn {
    /// Whether it is the same as another but for its numbers.
    fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Held { subject: a, rule: b }, Self::Held { subject: c, rule: d }) => (a, b) == (c, d),
            (Self::RefusedWell { row: a }, Self::RefusedWell { row: b }) => a == b,
            (Self::Degraded { lacking: a, .. }, Self::Degraded { lacking: b, .. }) => a == b,
            _ => false,
        }
    }
}

impl Picture {
    /// The picture at the start of a run with these settings.
    pub fn new(settings: &Settings) -> Self {
        let mut course = Course::default();
        course.band(Instant::ZERO, 0);
        Self {
            rows: Default::default(),
            tally: Tally::watching(super::ID, settings, alarms(settings)),
            course,
            turned: VecDeque::new(),
            turns: 0,
            openings: VecDeque::new(),
            refused: 0,
            refused_well: 0,
            lacking: Services::default(),
            sample: Sample::default(),
            settings: settings.clone(),
            gates: [Circuit::Closed; GATES],
            events: 0,
            judged: 0,
            healths: VecDeque::from([(Instant::ZERO, 100)]),
        }
    }

    /// The mean of the scores.
    pub fn health(&self) -> u32 {
        let all: u32 = self.rows.iter().map(|row| row.score().points).sum();
        (all + SERVICES as u32 / 2) / SERVICES as u32
    }

    /// The health at a moment that has passed, if that is still known.
    pub fn health_at(&self, at: Instant) -> Option<u32> {
        self.healths.iter().rev().find(|(from, _)| *from <= at).map(|(_, health)| *health)
    }

    /// How many of the services are in which state.
    pub fn states(&self) -> Breakers {
        let mut states = Breakers::default();
        for row in &self.rows {
            match row.watch.circuit() {
                Circuit::Closed => states.closed += 1,
                Circuit::Open => states.open += 1,
                Circuit::HalfOpen => states.half_open += 1,
            }
        }
        states
    }

    /// The alerts that were sent and still apply, or were sent within the last ten minutes: the most urgent first, and of
    /// those the newest.
    pub fn alerts(&self, now: Instant) -> Vec<&Told> {
        const SHOWN: Duration = Duration::from_secs(600);
        let looked = self.tally.alarms.looked();
        let sent = self.tally.alarms.sent();
        let mut shown: Vec<&Told> = Vec::new();
        for told in sent.iter().rev() {
            let alert = &told.raised.alert;
            let known = shown.iter().any(|other| {
                let other = &other.raised.alert;
                other.subject == alert.subject && other.rule.is_like(alert.rule)
            });
            if !known && (told.last >= looked || now.since(told.last) < SHOWN) {
                shown.push(told);
            }
        }
        let rank = |told: &Told| (told.last >= looked, told.raised.alert.rule.severity(), told.at);
        order::sort(&mut shown, |one, other| rank(one) > rank(other));
        shown
    }

    /// Whether an alert's rule applied when the monitor looked last.
    pub fn applies(&self, told: &Told) -> bool {
        told.last >= self.tally.alarms.looked()
    }

    /// The system in the guide's words, by its rows.
    pub fn serving(&self) -> Serving {
        availability(self.states(), None).serving
    }

    fn turned(&mut self, at: Instant, turn: Turn) {
        // One event may turn several things; each has a number of its own.
        let id = self.turned.back().map_or(0, |last| last.id + 1).max(self.events - 1);
        if let Some(index) = self.turned.iter().rev().take(6).position(|last| last.turn.is_like(&turn)) {
            let place = self.turned.len() - 1 - index;
            let count = self.turned.remove(place).map_or(0, |last| last.count);
            return self.turned.push_back(Turned { at, id, turn, count: count + 1 });
        }
        if self.turned.len() == TOLD {
            self.turned.pop_front();
        }
        self.turned.push_back(Turned { at, id, turn, count: 1 });
    }

    fn change(&mut self, transition: &Transition) {
        let (at, to) = (transition.at, circuit(transition.to));
        let caller = transition.call.map_or(0, |call| call.caller);
        let shared = is_shared(&self.settings);
        let name = breaker_of(&self.settings, caller).unwrap_or_default();
        self.turns += 1;
        let (cause, probe_at) = (transition.cause, transition.probe_at);
        self.turned(at, Turn::Breaker { name, to: transition.to, cause, probe_at });
        if let Some(gate) = self.gates.get_mut(gate_of(caller)) {
            *gate = to;
        }
        let changed = if shared { 0..SERVICES } else { row_of(caller)..row_of(caller) + 1 };
        for index in changed {
            let state = if index == SENSORS && !shared { worst(&self.gates[SENSORS..]) } else { to };
            let row = &mut self.rows[index];
            row.watch.on_change(at, state);
            if to == Circuit::Open {
                row.openings.count(at);
                row.opened.get_or_insert(at);
            }
        }
        if to == Circuit::Open {
            self.course.mark(at, 0);
            if self.openings.len() == OPENINGS {
                self.openings.pop_front();
            }
            self.openings.push_back((at, row_of(caller)));
        }
    }

    /// How the system is now may be another than before.
    fn judge(&mut self, at: Instant) {
        let state = match self.serving() {
            Serving::Healthy => 0,
            Serving::Degraded => 1,
            Serving::Unhealthy => 2,
        };
        if self.judged != state {
            self.judged = state;
            self.course.band(at, state);
        }
    }

    /// Whether a read is one of a batch that began under the present theory.
    fn counts(&self, caller: u32, batch: u64) -> bool {
        caller >= FIRST_READER && (batch > self.sample.old || self.sample.since.is_none())
    }

    fn note_health(&mut self, at: Instant) {
        let health = self.health();
        match self.healths.back_mut() {
            Some((_, last)) if *last == health => {}
            Some((known, last)) if *known == at => *last = health,
            _ => {
                if self.healths.len() == 512 {
                    self.healths.pop_front();
                }
                self.healths.push_back((at, health));
            }
        }
    }

    fn alert(&mut self, at: Instant, before: (u64, u64)) {
        let (all, held) = (self.tally.alarms.all(), self.tally.alarms.suppressed());
        let news = (all - before.0) as usize;
        let sent: Vec<Told> = self.tally.alarms.sent().iter().rev().take(news).cloned().collect();
        for told in sent.into_iter().rev() {
            self.turned(at, Turn::Sent(told));
        }
        if held > before.1 {
            let last = self.tally.alarms.sent().iter().rev().find(|told| told.held > 0 && told.last == at).cloned();
            let last = last.or_else(|| self.tally.alarms.sent().iter().rev().find(|told| told.held > 0).cloned());
            if let Some(told) = last {
                let alert = &told.raised.alert;
                let turn = Turn::Held { subject: alert.subject.to_string(), rule: alert.rule.name() };
                self.turned(at, turn);
            }
        }
    }
}

const fn gate_of(caller: u32) -> usize {
    if caller < SENSORS as u32 { caller as usize } else { SENSORS + caller.saturating_sub(FIRST_READER) as usize }
}

/// The state that matters most.
fn worst(gates: &[Circuit]) -> Circuit {
    if gates.contains(&Circuit::Open) {
        Circuit::Open
    } else if gates.contains(&Circuit::HalfOpen) {
        Circuit::HalfOpen
    } else {
        Circuit::Closed
    }
}

impl play::Picture for Picture {
    fn apply(&mut self, record: &Record) {
        self.events += 1;
        let at = record.at;
        let before = (self.tally.alarms.all(), self.tally.alarms.suppressed());
        self.tally.apply(record);
        if changes_theory(&record.event) {
            let since = (at > Instant::ZERO).then_some(at);
            self.sample = Sample { since, old: self.tally.observed.batches.all + 1, ..Sample::default() };
        }
        match &record.event {
            Event::CallStarted { call } => self.rows[row_of(call.caller)].calls += 1,
            Event::Counted { call, outcome, .. }
            | Event::Late { call, outcome, .. }
            | Event::LateForTripRule { call, outcome }
                if *outcome != Outcome::Ignored =>
            {
                self.rows[row_of(call.caller)].report(at, *outcome == Outcome::Failure);
                self.note_health(at);
            }
            Event::Refused { call, luck, .. } => {
                let row = row_of(call.caller);
                self.rows[row].refused += 1;
                self.refused += 1;
                if !luck.fails() {
                    self.refused_well += 1;
                    if is_shared(&self.settings) {
                        self.turned(at, Turn::RefusedWell { row });
                    }
                }
            }
            Event::Transition(transition) => {
                self.change(transition);
                self.note_health(at);
                self.judge(at);
            }
            Event::CallEnded { call, attempts: 2.., outcome } if self.counts(call.caller, call.number) => {
                self.sample.retried += 1;
                self.sample.saved += u64::from(matches!(outcome, CallOutcome::Success { .. }));
            }
            Event::BatchEnded { batch, available, total, unavailable, .. } => {
                self.lacking = *unavailable;
                if self.counts(FIRST_READER, *batch) {
                    self.sample.batches += 1;
                    self.sample.whole += u64::from(available == total);
                }
                if available < total {
                    self.course.mark(at, 1);
                    let (batch, available, lacking) = (*batch, *available, *unavailable);
                    self.turned(at, Turn::Degraded { batch, available, lacking });
                }
            }
            Event::Applied(Input { action, .. }) => match action {
                Action::Kill { service } | Action::Recover { service } => {
                    if let Some(row) = self.rows.get_mut(*service as usize) {
                        row.killed = matches!(action, Action::Kill { .. });
                    }
                }
                Action::Set { key, value } => {
                    self.settings.set(key, *value);
                    // The limits are those of settings, which are valid.
                    let _ = self.tally.alarms.configure(limits(&self.settings));
                }
                Action::Command(_) => {}
            },
            _ => {}
        }
        self.alert(at, before);
    }

    fn metrics(&self) -> Vec<Metric> {
        self.metrics_at(self.tally.at, None)
    }

    fn metrics_at(&self, now: Instant, _: Option<&dyn play::Picture>) -> Vec<Metric> {
        let observed = &self.tally.observed;
        vec![
            Metric::count("openings", text::OPENINGS, observed.openings.all),
            Metric::count("retries", text::RETRIES, observed.again),
            Metric::count("retried-well", text::RETRIED_WELL, observed.saved.all),
            Metric::level("batches", text::BATCHES, observed.batches.of_late(now)),
            Metric::level("degraded", text::DEGRADED, observed.degraded.of_late(now)),
            Metric::level("health", text::HEALTH, self.health().into()),
            Metric::count("alerts", text::ALERTS_SENT, self.tally.alarms.all()),
            Metric::count("held-back", text::HELD_BACK, self.tally.alarms.suppressed()),
            Metric::level("open-now", text::OPEN_NOW, self.states().open),
            Metric::count("refused", text::REFUSED, self.refused),
            Metric::count("good-refused", text::GOOD_REFUSED, self.refused_well),
        ]
    }

    fn tally(&self) -> Option<&Tally> {
        Some(&self.tally)
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
        match self.serving() {
            Serving::Healthy => "healthy",
            Serving::Degraded => "degraded",
            Serving::Unhealthy => "unhealthy",
        }
    }
}

/// The name of a row.
pub(super) fn name(row: usize) -> &'static str {
    MEMBERS.get(row).map_or("", |member| member.name)
}
