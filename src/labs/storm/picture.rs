//! The storm lab's picture: everything its stage shows, folded from the events. However many clients there are and however
//! long it goes on, its size has a limit.

use core::time::Duration;
use std::collections::VecDeque;

use super::compare::measures;
use super::facts::facts;
use super::{World, blip};
use crate::play::compare::Measure;
use crate::play::course::Course;
use crate::play::signs::{Look, MarkSign, Signs, StateSign};
use crate::play::{Fact, Metric, Settings, changes_theory};
use crate::sim::event::{CallId, CallOutcome, Decided, Event, Luck, Record, Trouble};
use crate::sim::input::{Action, Input};
use crate::sim::layer::optimistic;
use crate::text::storm as text;
use crate::time::{Instant, nanos};

/// The width of a slot of time.
pub const SLOT: Duration = Duration::from_millis(100);
/// The newest slots, which are told one by one.
pub const KEPT: usize = 100;
/// The most columns of the whole run; beyond, two and two of them become one.
const COLUMNS: usize = 2_048;
/// The newest bursts, which Why tells.
const BURSTS: usize = 40;
/// What the last second is.
const LATELY: Duration = Duration::from_secs(1);

static SIGNS: Signs = Signs {
    marks: &[MarkSign::Success, MarkSign::Failure, MarkSign::FastFail],
    states: &[
        StateSign { look: Look::Plain, word: text::CALM, counted: None },
        StateSign { look: Look::Broken, word: text::STORM, counted: None },
        StateSign { look: Look::Hatched, word: text::BLIP, counted: None },
    ],
    least: 10.0,
    bursts: false,
};

/// What happened at the server within a time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Slot {
    /// Attempts that came.
    pub arrived: u32,
    /// Attempts that got what they wanted.
    pub served: u32,
    /// Attempts that the server had no room for; in contention, writes that came too late.
    pub refused: u32,
    /// Attempts that failed by themselves: in the blip, or while the server is killed.
    pub failed: u32,
    /// Attempts that their caller gave up.
    pub late: u32,
}

impl Slot {
    /// Several as one.
    pub fn sum(slots: &[Self]) -> Self {
        let mut sum = Self::default();
        slots.iter().for_each(|slot| sum.add(*slot));
        sum
    }

    fn add(&mut self, other: Self) {
        self.arrived = self.arrived.saturating_add(other.arrived);
        self.served = self.served.saturating_add(other.served);
        self.refused = self.refused.saturating_add(other.refused);
        self.failed = self.failed.saturating_add(other.failed);
        self.late = self.late.saturating_add(other.late);
    }
}

/// How it goes for the clients.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// All that comes is served.
    Calm,
    /// More comes than can be served.
    Storm,
    /// The server fails, or is slow.
    Blip,
}

/// Slots in a row that went alike.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Burst {
    /// When the first thing in it happened.
    pub from: Instant,
    /// When the last did.
    pub at: Instant,
    /// What happened.
    pub sum: Slot,
    /// Clients that were served, and those that gave up.
    pub served: u32,
    /// Clients that gave up.
    pub gave_up: u32,
    /// The number of its last event among all events.
    pub event: u64,
    /// The first and the last of its units of time.
    units: (u64, u64),
    /// Whether it lies in the blip.
    troubled: bool,
}

impl Burst {
    /// How it goes in it.
    pub fn mood(&self) -> Mood {
        if self.troubled || self.sum.failed > 0 {
            Mood::Blip
        } else if self.sum.refused + self.sum.late > 0 {
            Mood::Storm
        } else {
            Mood::Calm
        }
    }
}

/// A client, or under load a call.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Caller {
    /// When it began.
    pub started: Instant,
    /// When it ended, and whether it was served.
    pub ended: Option<(Instant, bool)>,
    /// Its attempts.
    pub attempts: u32,
}

/// What the storm lab shows at one moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// What the clients meet.
    pub world: World,
    /// When the server is in trouble.
    pub blip: (Instant, Instant),
    /// Clients that have begun.
    pub clients: u64,
    /// Clients that were served.
    pub served: u64,
    /// Clients that gave up.
    pub gave_up: u64,
    /// Attempts that reached the server.
    pub attempts: u64,
    /// Of these the further ones of a client.
    pub retries: u64,
    /// Attempts that the server had no room for; in contention, writes that came too late.
    pub refused: u64,
    /// Attempts that were worked on for nobody, and what that took.
    pub wasted: (u64, Duration),
    /// Retries that were not allowed.
    pub held_back: u64,
    /// Attempts in the server's queue.
    pub queued: u32,
    /// The most attempts within one slot after the blip.
    pub peak: u32,
    /// Slots of the whole run, `joined` to a column.
    pub columns: Vec<Slot>,
    /// Slots in a column.
    pub joined: usize,
    /// When the last client was served, if all were.
    pub done: Option<Instant>,
    /// When the run came to its end.
    pub finished: Option<Instant>,
    /// Whether the server is killed.
    pub killed: bool,
    /// When theory last changed, if it has since the start.
    pub since: Option<Instant>,
    /// Until they were served: all clients' times summed.
    pub took: Duration,
    /// The whole run for the timeline.
    pub course: Course,
    /// What has happened in slots that went alike, the newest last.
    pub bursts: VecDeque<Burst>,
    /// The clients from the first on; under load, from the first that has not ended.
    pub callers: VecDeque<Caller>,
    /// The newest slots, and the number of the last one.
    recent: (VecDeque<Slot>, u64),
    /// When clients were served lately.
    lately: VecDeque<Instant>,
    /// The number of the first of the callers.
    first: u64,
    mood: Option<Mood>,
    /// How often that has changed.
    turns: u64,
    /// Events so far.
    events: u64,
}

impl Picture {
    /// The picture at the start of a run.
    pub fn new(settings: &Settings) -> Self {
        Self {
            world: World::of(settings),
            blip: blip(settings),
            clients: 0,
            served: 0,
            gave_up: 0,
            attempts: 0,
            retries: 0,
            refused: 0,
            wasted: (0, Duration::ZERO),
            held_back: 0,
            queued: 0,
            peak: 0,
            columns: Vec::new(),
            joined: 1,
            done: None,
            finished: None,
            killed: false,
            since: None,
            took: Duration::ZERO,
            course: Course::default(),
            bursts: VecDeque::new(),
            callers: VecDeque::new(),
            recent: (VecDeque::new(), 0),
            lately: VecDeque::new(),
            first: 1,
            mood: None,
            turns: 0,
            events: 0,
        }
    }

    /// Whether all that comes is served.
    pub fn now_calm(&self) -> bool {
        self.mood == Some(Mood::Calm)
    }

    /// Clients that were served within the second up to a moment.
    pub fn goodput(&self, now: Instant) -> u64 {
        self.lately.iter().filter(|at| now.since(**at) < LATELY).count() as u64
    }

    /// The newest slots up to a moment with their numbers, the oldest first; at most [`KEPT`].
    pub fn slots(&self, now: Instant) -> impl Iterator<Item = (u64, Slot)> {
        let (recent, last) = &self.recent;
        let present = slot_of(now).max(*last);
        let from = (present + 1).saturating_sub(KEPT as u64);
        let first = (last + 1).saturating_sub(recent.len() as u64);
        (from..=present).map(move |number| {
            let index = number.checked_sub(first).and_then(|index| usize::try_from(index).ok());
            (number, index.and_then(|index| recent.get(index)).copied().unwrap_or_default())
        })
    }

    /// Whether a slot begins after the blip.
    fn is_after_blip(&self, slot: u64) -> bool {
        slot.saturating_mul(nanos(SLOT)) >= self.blip.1.nanos()
    }

    /// How long a unit is of what Why tells.
    fn unit(&self) -> u64 {
        match self.world {
            World::Blip => nanos(SLOT),
            World::Load | World::Contention => nanos(LATELY),
        }
    }

    /// Puts something into the slot of a moment, and into all that is made of slots.
    fn put(&mut self, at: Instant, what: Slot) {
        let slot = slot_of(at);
        self.put_recent(slot, what);
        self.put_column(slot, what);
        let burst = self.burst(at);
        burst.sum.add(what);
        let mood = burst.mood();
        // Whether all that comes in a unit is served is known at its end.
        if mood != Mood::Calm || self.mood.is_none() {
            self.turn(at, mood);
        }
    }

    fn put_recent(&mut self, slot: u64, what: Slot) {
        let (recent, last) = &mut self.recent;
        if recent.is_empty() {
            *last = slot;
            recent.push_back(Slot::default());
        }
        let skipped = slot.saturating_sub(*last).min(KEPT as u64);
        recent.extend((0..skipped).map(|_| Slot::default()));
        recent.drain(..recent.len().saturating_sub(KEPT));
        *last = slot.max(*last);
        let Some(newest) = recent.back_mut() else { return };
        newest.add(what);
        let arrived = newest.arrived;
        if self.is_after_blip(slot) {
            self.peak = self.peak.max(arrived);
        }
    }

    fn put_column(&mut self, slot: u64, what: Slot) {
        let index = |joined: usize| usize::try_from(slot).unwrap_or(usize::MAX) / joined;
        while index(self.joined) >= COLUMNS {
            self.columns = self.columns.chunks(2).map(Slot::sum).collect();
            self.joined *= 2;
        }
        let index = index(self.joined);
        if self.columns.len() <= index {
            self.columns.resize(index + 1, Slot::default());
        }
        if let Some(column) = self.columns.get_mut(index) {
            column.add(what);
        }
    }

    /// The burst of a moment.
    fn burst(&mut self, at: Instant) -> &mut Burst {
        let unit = at.nanos() / self.unit();
        if self.bursts.back().is_none_or(|burst| burst.units.1 != unit) {
            if let Some(before) = self.bursts.back().copied() {
                if before.mood() == Mood::Calm {
                    self.turn(before.from, Mood::Calm);
                } else if self.world == World::Blip && before.at < self.blip.1 && self.blip.1 < at {
                    // Nobody may come for a while after the blip.
                    self.turn(self.blip.1, Mood::Calm);
                }
            }
            self.join_bursts();
            let troubled = self.blip.0 <= at && at < self.blip.1;
            let (sum, units) = (Slot::default(), (unit, unit));
            let fresh = Burst { from: at, at, sum, served: 0, gave_up: 0, event: 0, units, troubled };
            self.bursts.push_back(fresh);
            self.bursts.drain(..self.bursts.len().saturating_sub(BURSTS));
        }
        let (event, last) = (self.events, self.bursts.len().saturating_sub(1));
        let burst = &mut self.bursts[last];
        (burst.at, burst.event) = (at, event);
        burst
    }

    /// Makes one of the last two bursts if they lie side by side and went alike.
    fn join_bursts(&mut self) {
        join(&mut self.bursts);
    }

    /// The bursts as they can be told, the newest last. That all that comes is served is known at the end of a unit.
    pub fn told(&self) -> VecDeque<Burst> {
        let mut told = self.bursts.clone();
        if self.finished.is_none() && told.back().is_some_and(|last| last.mood() == Mood::Calm) {
            told.pop_back();
        } else {
            join(&mut told);
        }
        told
    }

    /// It goes in this way from a moment on.
    fn turn(&mut self, at: Instant, mood: Mood) {
        if self.mood.replace(mood) != Some(mood) {
            self.turns += 1;
            self.course.band(at, mood as u8);
        }
    }

    /// The number of a client, from 1.
    const fn number(&self, call: CallId) -> u64 {
        match self.world {
            World::Load => call.number,
            World::Blip | World::Contention => call.caller as u64 + 1,
        }
    }

    fn caller(&mut self, call: CallId) -> Option<&mut Caller> {
        let index = self.number(call).checked_sub(self.first)?;
        self.callers.get_mut(usize::try_from(index).ok()?)
    }

    fn on_attempt_ended(&mut self, at: Instant, luck: Luck, succeeded: bool) {
        // In contention the row decides what a write is worth, and tells it itself.
        if succeeded && self.world == World::Contention {
            return;
        }
        let what = verdict(luck, succeeded);
        self.refused += u64::from(what.refused);
        self.course.mark(at, if succeeded { 0 } else { 1 + what.refused as u8 });
        self.put(at, what);
    }

    fn on_decided(&mut self, at: Instant, decided: &Decided) {
        match (decided.policy, decided.rule) {
            (optimistic::NAME, optimistic::WRITTEN) => {
                self.course.mark(at, 0);
                self.put(at, Slot { served: 1, ..Slot::default() });
            }
            (optimistic::NAME, _) => {
                self.refused += 1;
                self.course.mark(at, 2);
                self.put(at, Slot { refused: 1, ..Slot::default() });
            }
            (_, "refused") => self.held_back += 1,
            _ => {}
        }
    }

    fn on_ended(&mut self, at: Instant, call: CallId, served: bool) {
        let Some(caller) = self.caller(call) else { return };
        caller.ended = Some((at, served));
        let took = at.since(caller.started);
        if served {
            self.served += 1;
            self.took = self.took.saturating_add(took);
            while self.lately.front().is_some_and(|before| at.since(*before) >= LATELY) {
                self.lately.pop_front();
            }
            self.lately.push_back(at);
        } else {
            self.gave_up += 1;
        }
        let burst = self.burst(at);
        burst.served += u32::from(served);
        burst.gave_up += u32::from(!served);
        while self.world == World::Load && self.callers.front().is_some_and(|caller| caller.ended.is_some()) {
            self.callers.pop_front();
            self.first += 1;
        }
    }

    fn on_finished(&mut self, at: Instant) {
        self.finished = Some(at);
        self.done = (self.gave_up == 0).then_some(at);
        self.join_bursts();
        let last = self.bursts.back().filter(|last| last.mood() == Mood::Calm);
        self.turn(last.map_or(at, |last| last.from), Mood::Calm);
    }
}

/// Makes one of the last two bursts if they lie side by side and went alike.
fn join(bursts: &mut VecDeque<Burst>) {
    let Some(last) = bursts.pop_back() else { return };
    match bursts.back_mut() {
        Some(before) if before.mood() == last.mood() && before.units.1 + 1 == last.units.0 => {
            before.sum.add(last.sum);
            before.served += last.served;
            before.gave_up += last.gave_up;
            (before.at, before.event, before.units.1) = (last.at, last.event, last.units.1);
        }
        _ => bursts.push_back(last),
    }
}

/// What an attempt's result counts as.
fn verdict(luck: Luck, succeeded: bool) -> Slot {
    let none = Slot::default();
    match luck.trouble {
        _ if succeeded => Slot { served: 1, ..none },
        Some(Trouble::Full) => Slot { refused: 1, ..none },
        _ => Slot { failed: 1, ..none },
    }
}

const fn slot_of(at: Instant) -> u64 {
    at.nanos() / SLOT.as_nanos() as u64
}

impl crate::play::Picture for Picture {
    fn apply(&mut self, record: &Record) {
        let at = record.at;
        if changes_theory(&record.event) && at > Instant::ZERO {
            self.since = Some(at);
        }
        match &record.event {
            Event::CallStarted { .. } => {
                self.clients += 1;
                self.callers.push_back(Caller { started: at, ended: None, attempts: 0 });
            }
            Event::AttemptStarted { call, attempt, .. } => {
                self.attempts += 1;
                self.retries += u64::from(*attempt > 1);
                if let Some(caller) = self.caller(*call) {
                    caller.attempts = *attempt;
                }
                self.put(at, Slot { arrived: 1, ..Slot::default() });
            }
            Event::AttemptEnded { luck, value, .. } => self.on_attempt_ended(at, *luck, value.is_some()),
            Event::TimedOut { .. } => {
                self.course.mark(at, 1);
                self.put(at, Slot { late: 1, ..Slot::default() });
            }
            Event::Queued { queued, .. } | Event::WorkStarted { queued, .. } => self.queued = *queued,
            Event::WorkEnded { wasted: Some(wasted), .. } => {
                self.wasted = (self.wasted.0 + 1, self.wasted.1.saturating_add(*wasted));
            }
            Event::Decided(decided) => self.on_decided(at, decided),
            Event::CallEnded { call, outcome, .. } => {
                self.on_ended(at, *call, matches!(outcome, CallOutcome::Success { .. }));
            }
            Event::Applied(Input { action: Action::Kill { .. }, .. }) => self.killed = true,
            Event::Applied(Input { action: Action::Recover { .. }, .. }) => self.killed = false,
            Event::Finished => self.on_finished(at),
            _ => {}
        }
        self.events += 1;
    }

    fn metrics(&self) -> Vec<Metric> {
        let last = self.lately.back().copied().unwrap_or_default();
        self.metrics_at(last, None)
    }

    fn metrics_at(&self, now: Instant, _: Option<&dyn crate::play::Picture>) -> Vec<Metric> {
        let calls = (self.world == World::Contention).then(|| Metric::count("calls", text::CALLS, self.attempts));
        let done = self.done.unwrap_or_default().since(Instant::ZERO);
        let all = [
            Metric::count("clients", text::CLIENTS, self.clients),
            Metric::count("served", text::SERVED, self.served),
            Metric::count("gave-up", text::GAVE_UP, self.gave_up),
            Metric::count("attempts", text::ATTEMPTS, self.attempts),
            Metric::count("retries", text::RETRIES, self.retries),
            Metric::count("refused", text::refused(self.world == World::Contention), self.refused),
            Metric::count("held-back", text::HELD_BACK, self.held_back),
            Metric::count("wasted", text::WASTED, self.wasted.0),
            Metric::count("peak", text::PEAK, u64::from(self.peak)),
            Metric::millis("done-ms", text::DONE, done),
            Metric::count("goodput", text::GOODPUT, self.goodput(now)),
        ];
        calls.into_iter().chain(all).collect()
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
        match self.mood {
            _ if self.finished.is_some() => "finished",
            Some(Mood::Blip) => "blip",
            Some(Mood::Storm) => "storm",
            Some(Mood::Calm) | None => "calm",
        }
    }
}
