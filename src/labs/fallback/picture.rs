//! The fallback lab's picture: everything its stage shows, folded from the events.

use core::time::Duration;
use std::collections::VecDeque;

use super::compare::measures;
use super::facts::facts;
use super::{REPLICA, SERVICE, is_on};
use crate::play::compare::Measure;
use crate::play::signs::{Look, MarkSign, Signs, StateSign};
use crate::play::{Course, Fact, Metric, Settings, changes_theory};
use crate::sim::event::{Decided, Event, Record};
use crate::sim::input::{Action, Input, Value};
use crate::sim::layer::steps::LADDER;
use crate::text::fallback as text;
use crate::time::Instant;

/// The steps, the best first, by the names of their numbers.
pub const STEPS: [&str; 5] = ["full", "degraded", "cached", "fixed", "errors"];
/// The index of each step.
const FULL: usize = 0;
const DEGRADED: usize = 1;
const CACHED: usize = 2;
const FIXED: usize = 3;
const ERRORS: usize = 4;
/// Calls are counted in slots of this length by where they landed.
pub const SLOT: Duration = Duration::from_secs(10);
/// Slots that are kept.
pub const KEPT: usize = 60;
/// The monitoring looks at so many of the last calls, and rings when half of them are known to be below full.
pub const WINDOW: u32 = 10;
/// Turning points that are kept.
const TOLD: usize = 60;

static SIGNS: Signs = Signs {
    marks: &[MarkSign::Success, MarkSign::Degraded, MarkSign::Stale, MarkSign::Fixed, MarkSign::Failure],
    states: &[
        StateSign { look: Look::Plain, word: text::STATE_UP, counted: None },
        StateSign { look: Look::Broken, word: text::STATE_REPLICA_DOWN, counted: None },
        StateSign { look: Look::Hatched, word: text::STATE_DOWN, counted: None },
        StateSign { look: Look::Hatched, word: text::STATE_BOTH_DOWN, counted: None },
    ],
    least: 90.0,
    bursts: false,
};

/// What the fallback lab shows at one moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// Calls by the step that ended them.
    pub counts: [u64; 5],
    /// Of the degraded: answers of the service itself that are a part of what was asked for.
    pub partial: u64,
    /// Answers below full that do not say so.
    pub unflagged: u64,
    /// Writes that wait, the oldest first.
    pub letters: VecDeque<Letter>,
    /// Calls that wrote, whatever came of them.
    pub writes: u64,
    /// Writes that were done after all.
    pub replayed: u64,
    /// Writes that found no room.
    pub lost: u64,
    /// Tries of letters that failed.
    pub came_back: u64,
    /// Whether service and replica are in trouble, as their last attempts told.
    pub down: [bool; 2],
    /// When both were in trouble for the first time.
    pub both_down: Option<Instant>,
    /// Whether they are killed.
    pub killed: [bool; 2],
    /// The last call.
    pub last: Option<Answered>,
    /// When the answer in the cache came.
    pub stored: Option<Instant>,
    /// Calls by the step that ended them, in each of the last slots, the oldest first.
    pub slots: VecDeque<[u32; 5]>,
    /// The number of the newest slot.
    pub slot: u64,
    /// What the monitoring knows of the last calls: a bit for each that is known to be below full, the newest lowest.
    window: u32,
    /// Calls that it has seen.
    watched: u32,
    /// When it rang for the first time.
    pub rang: Option<Instant>,
    /// When a default value was served for the first time, and how long before the last good answer had come.
    pub first_fixed: Option<(Instant, Option<Duration>)>,
    /// The oldest answer that the cache has given.
    pub oldest: Option<Duration>,
    /// Turning points, the newest last.
    pub turned: VecDeque<Turned>,
    /// The whole run: calls, and whether service and replica are up.
    pub course: Course,
    /// How often the step that answers has changed.
    pub turns: u64,
    /// What can stand beside theory.
    pub sample: Sample,
    /// Whether writes that failed are kept, and how long an answer is fresh and may be stale beyond that.
    keeps: bool,
    fresh: [Duration; 2],
    /// The steps that gave nothing for the present call.
    missed: Vec<Miss>,
    /// What is told with the next event, because this one has its line.
    to_tell: Option<Turn>,
    /// All events so far.
    events: u64,
}

/// Counts since the last change of a setting, of the weather or by Kill and Recover.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sample {
    /// When the last change was; nothing if there was none since the start.
    pub since: Option<Instant>,
    /// Attempts at the service that met no trouble, and those of them that failed.
    pub attempts: [u64; 2],
    /// The same at the replica.
    pub replica: [u64; 2],
    /// Batches of reads that the service was asked for while it was up, and those of them that were whole.
    pub batches: [u64; 2],
    /// The oldest answer of the cache.
    pub oldest: Option<Duration>,
}

/// A write that waits to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The number of its call.
    pub number: u64,
    /// Since when it waits.
    pub since: Instant,
    /// Whether the replica was in trouble, too.
    pub both: bool,
}

/// A step that gave nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Miss {
    /// The service: whether it is in trouble.
    Service(bool),
    /// The replica.
    Replica(bool),
    /// The cache has nothing.
    Empty,
    /// What the cache has is too old.
    TooOld(Duration),
}

/// A call that has ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Answered {
    /// When.
    pub at: Instant,
    /// Its number.
    pub number: u64,
    /// Whether it writes.
    pub write: bool,
    /// The step that ended it.
    pub step: usize,
    /// How old the answer is, if it is from the cache.
    pub age: Option<Duration>,
    /// Parts that came, and parts that were asked for.
    pub parts: (u32, u32),
    /// The steps that gave nothing.
    pub missed: Vec<Miss>,
}

/// Something that happened, as Why tells it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Turned {
    /// When.
    pub at: Instant,
    /// The number of the event among all of the run.
    pub id: u64,
    /// The call that it is about.
    pub call: u64,
    /// What.
    pub turn: Turn,
    /// How often in a row.
    pub count: u64,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Turn {
    /// A call was answered in full.
    Full {
        /// Whether it wrote.
        write: bool,
    },
    /// A batch came in part, and that is enough.
    Partial {
        /// Parts that came.
        parts: u32,
        /// Parts that were asked for.
        of: u32,
    },
    /// The replica answered.
    Degraded {
        /// Whether the call wrote.
        write: bool,
        /// Parts that came, if fewer than were asked for.
        parts: (u32, u32),
    },
    /// The cache answered.
    Cached {
        /// How old the answer is.
        age: Duration,
        /// How much of that is beyond its time.
        stale: Duration,
        /// Whether the cache was asked before the service.
        first: bool,
    },
    /// A default value was served.
    Fixed,
    /// A read came to nothing.
    Failed,
    /// A write came to nothing and is not kept.
    WriteFailed,
    /// A write waits as a letter.
    Kept {
        /// How many wait.
        waiting: u64,
        /// Whether the replica was in trouble, too.
        both: bool,
    },
    /// A write found no room.
    NoRoom {
        /// How many letters there may be.
        room: u64,
    },
    /// The service gave nothing.
    ServiceMissed {
        /// Whether it is in trouble; by chance otherwise.
        down: bool,
        /// Parts that came, and parts that were asked for.
        parts: (u32, u32),
    },
    /// The replica gave nothing.
    ReplicaMissed {
        /// Whether it is in trouble; by chance otherwise.
        down: bool,
        /// Parts that came, and parts that were asked for.
        parts: (u32, u32),
    },
    /// The cache has nothing.
    Empty,
    /// What the cache has is too old.
    TooOld {
        /// How old.
        age: Duration,
    },
    /// Letters are tried again.
    Replay {
        /// How many.
        letters: u64,
    },
    /// A letter was done.
    Replayed {
        /// How long it had waited.
        waited: Duration,
    },
    /// A letter failed again.
    CameBack,
    /// The monitoring rings.
    Rings {
        /// Calls below full.
        below: u32,
    },
    /// It has stopped.
    Quiet,
}

impl Turn {
    /// Whether it is the same as another but for its numbers.
    fn is_like(self, other: Self) -> bool {
        let beyond = |stale: Duration| stale.is_zero();
        match (self, other) {
            (Self::Cached { stale: a, first: b, .. }, Self::Cached { stale: c, first: d, .. }) => {
                beyond(a) == beyond(c) && b == d
            }
            (Self::Kept { both: a, .. }, Self::Kept { both: b, .. })
            | (Self::ServiceMissed { down: a, .. }, Self::ServiceMissed { down: b, .. })
            | (Self::ReplicaMissed { down: a, .. }, Self::ReplicaMissed { down: b, .. }) => a == b,
            (Self::Rings { .. }, _) | (Self::Replay { .. }, _) => false,
            _ => core::mem::discriminant(&self) == core::mem::discriminant(&other),
        }
    }
}

impl Picture {
    /// The picture at the start of a run with these settings.
    pub fn new(settings: &Settings) -> Self {
        let mut course = Course::default();
        course.band(Instant::ZERO, 0);
        Self {
            counts: [0; 5],
            partial: 0,
            unflagged: 0,
            letters: VecDeque::new(),
            writes: 0,
            replayed: 0,
            lost: 0,
            came_back: 0,
            down: [false; 2],
            both_down: None,
            killed: [false; 2],
            last: None,
            stored: None,
            slots: VecDeque::new(),
            slot: 0,
            window: 0,
            watched: 0,
            rang: None,
            first_fixed: None,
            oldest: None,
            turned: VecDeque::new(),
            course,
            turns: 0,
            sample: Sample::default(),
            keeps: is_on(settings, "letters"),
            fresh: [settings.span("ttl"), settings.span("stale")],
            missed: Vec::new(),
            to_tell: None,
            events: 0,
        }
    }

    /// Calls that have ended.
    pub fn calls(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// How long an answer in the cache is fresh, and how long it may be stale beyond that.
    pub const fn fresh(&self) -> [Duration; 2] {
        self.fresh
    }

    /// How many of the last calls the monitoring knows to be below full, and how many it looks at.
    pub fn watched(&self) -> (u32, u32) {
        (self.window.count_ones(), self.watched.min(WINDOW))
    }

    /// Whether the monitoring rings.
    pub fn rings(&self) -> bool {
        self.window.count_ones() * 2 >= WINDOW
    }

    /// Calls that the monitoring takes for answers in full.
    pub fn seen_full(&self) -> u64 {
        self.counts[FULL] + self.unflagged
    }

    /// How long the oldest letter has waited.
    pub fn oldest_letter(&self, now: Instant) -> Duration {
        // One that came back stands behind younger ones.
        self.letters.iter().map(|letter| now.since(letter.since)).max().unwrap_or_default()
    }

    fn turned(&mut self, at: Instant, call: u64, turn: Turn) {
        let id = self.events;
        // The same again is one line, even if what led to it came between.
        if let Some(index) = self.turned.iter().rev().take(4).position(|last| last.turn.is_like(turn)) {
            let place = self.turned.len() - 1 - index;
            let count = self.turned.remove(place).map_or(0, |last| last.count);
            return self.turned.push_back(Turned { at, id, call, turn, count: count + 1 });
        }
        if self.turned.len() == TOLD {
            self.turned.pop_front();
        }
        self.turned.push_back(Turned { at, id, call, turn, count: 1 });
    }

    /// The slots up to a moment are over.
    fn slots_to(&mut self, at: Instant) {
        let slot = at.nanos() / SLOT.as_nanos() as u64;
        let passed = if self.slots.is_empty() { slot + 1 } else { slot - self.slot };
        for _ in 0..passed.min(KEPT as u64) {
            if self.slots.len() == KEPT {
                self.slots.pop_front();
            }
            self.slots.push_back([0; 5]);
        }
        self.slot = slot;
    }

    /// A call has ended on a step.
    fn end(&mut self, at: Instant, decided: &Decided, step: usize) {
        let number = |name: &str| of(decided, name);
        self.counts[step] += 1;
        self.slots_to(at);
        if let Some(count) = self.slots.back_mut().and_then(|slot| slot.get_mut(step)) {
            *count += 1;
        }
        self.course.mark(at, step as u8);
        // A cache that is asked first is no step down.
        let is_below = step > FULL && decided.rule != "fresh_first";
        let is_hidden = is_below && step < ERRORS && number("flagged") == 0.0;
        self.unflagged += u64::from(is_hidden);
        let was_ringing = self.rings();
        let is_known = is_below && !is_hidden;
        self.window = (self.window << 1 | u32::from(is_known)) & ((1 << WINDOW) - 1);
        self.watched = self.watched.saturating_add(1);
        let age = (step == CACHED).then(|| span(decided, "age_ms"));
        self.oldest = self.oldest.max(age);
        self.sample.oldest = self.sample.oldest.max(age);
        if step == FIXED && self.first_fixed.is_none() {
            self.first_fixed = Some((at, self.stored.map(|stored| at.since(stored))));
        }
        if self.last.as_ref().is_none_or(|last| last.step != step) {
            self.turns += 1;
        }
        let call = decided.call.number;
        let parts = (number("parts") as u32, number("of") as u32);
        let write = number("write") > 0.0;
        self.writes += u64::from(write);
        let missed = core::mem::take(&mut self.missed);
        self.last = Some(Answered { at, number: call, write, step, age, parts, missed });
        let turn = match decided.rule {
            "full" => Some(Turn::Full { write }),
            "partial" => Some(Turn::Partial { parts: parts.0, of: parts.1 }),
            "degraded" => Some(Turn::Degraded { write, parts }),
            "fresh" | "stale" | "fresh_first" => Some(Turn::Cached {
                age: span(decided, "age_ms"),
                stale: span(decided, "stale_ms"),
                first: decided.rule == "fresh_first",
            }),
            "default" => Some(Turn::Fixed),
            // A write that is kept has a line of its own.
            _ if write => (!self.keeps).then_some(Turn::WriteFailed),
            _ => Some(Turn::Failed),
        };
        if let Some(turn) = turn {
            self.turned(at, call, turn);
        }
        if self.rings() != was_ringing {
            let below = self.window.count_ones();
            self.to_tell = Some(if was_ringing { Turn::Quiet } else { Turn::Rings { below } });
            self.rang = self.rang.or_else(|| (!was_ringing).then_some(at));
        }
    }

    fn on_ladder(&mut self, at: Instant, decided: &Decided) {
        let call = decided.call.number;
        let parts = (of(decided, "parts") as u32, of(decided, "of") as u32);
        let miss = match decided.rule {
            "full_missed" => {
                let down = self.down[SERVICE];
                self.turned(at, call, Turn::ServiceMissed { down, parts });
                Miss::Service(down)
            }
            "degraded_missed" => {
                let down = self.down[REPLICA];
                self.turned(at, call, Turn::ReplicaMissed { down, parts });
                Miss::Replica(down)
            }
            "cache_empty" => {
                self.turned(at, call, Turn::Empty);
                Miss::Empty
            }
            "cache_too_old" => {
                let age = span(decided, "age_ms");
                self.turned(at, call, Turn::TooOld { age });
                Miss::TooOld(age)
            }
            "full" => {
                self.stored = Some(at);
                return self.end(at, decided, FULL);
            }
            "partial" => {
                self.partial += 1;
                return self.end(at, decided, DEGRADED);
            }
            "degraded" => {
                if parts.0 == parts.1 {
                    self.stored = Some(at);
                }
                return self.end(at, decided, DEGRADED);
            }
            "fresh" | "stale" | "fresh_first" => return self.end(at, decided, CACHED),
            "default" => return self.end(at, decided, FIXED),
            _ => return self.end(at, decided, ERRORS),
        };
        if decided.rule == "full_missed" && parts.1 > 1 && !self.down[SERVICE] {
            self.sample.batches[0] += 1;
        }
        self.missed.push(miss);
    }

    fn on_letters(&mut self, at: Instant, decided: &Decided) {
        let call = decided.call.number;
        let take = |letters: &mut VecDeque<Letter>| {
            let place = letters.iter().position(|letter| letter.number == call);
            place.and_then(|place| letters.remove(place))
        };
        let turn = match decided.rule {
            "kept" => {
                let both = self.down == [true; 2];
                self.letters.push_back(Letter { number: call, since: at, both });
                Turn::Kept { waiting: self.letters.len() as u64, both }
            }
            "no_room" => {
                take(&mut self.letters);
                self.lost += 1;
                Turn::NoRoom { room: of(decided, "room") as u64 }
            }
            "replay" => Turn::Replay { letters: of(decided, "letters") as u64 },
            "replayed" => {
                take(&mut self.letters);
                self.replayed += 1;
                Turn::Replayed { waited: span(decided, "waited_ms") }
            }
            "came_back" => {
                // It goes to the end of the queue, and waits since when it waited before.
                if let Some(letter) = take(&mut self.letters) {
                    self.letters.push_back(letter);
                }
                self.came_back += 1;
                Turn::CameBack
            }
            _ => return,
        };
        self.turned(at, call, turn);
    }

    fn sees(&mut self, at: Instant, service: usize, trouble: bool, failed: bool) {
        let counts = if service == SERVICE { &mut self.sample.attempts } else { &mut self.sample.replica };
        if !trouble {
            counts[0] += 1;
            counts[1] += u64::from(failed);
        }
        if self.down.get(service) == Some(&trouble) {
            return;
        }
        if let Some(down) = self.down.get_mut(service) {
            *down = trouble;
        }
        if self.down == [true; 2] {
            self.both_down.get_or_insert(at);
        }
        let state = match self.down {
            [false, false] => 0,
            [false, true] => 1,
            [true, false] => 2,
            [true, true] => 3,
        };
        self.course.band(at, state);
    }
}

/// A number of a decision; 0 if it has none of that name.
pub(super) fn of(decided: &Decided, name: &str) -> f64 {
    decided.numbers.iter().find(|(one, _)| *one == name).map_or(0.0, |(_, value)| *value)
}

/// A number of milliseconds as a span.
pub(super) fn span(decided: &Decided, name: &str) -> Duration {
    crate::time::span_from_seconds(of(decided, name) / 1e3).unwrap_or_default()
}

impl crate::play::Picture for Picture {
    fn apply(&mut self, record: &Record) {
        self.events += 1;
        let at = record.at;
        if changes_theory(&record.event) {
            let since = (at > Instant::ZERO).then_some(at);
            self.sample = Sample { since, ..Sample::default() };
        }
        match record.event {
            Event::AttemptEnded { service, luck, .. } => {
                self.sees(at, service as usize, luck.trouble.is_some(), luck.fails());
            }
            Event::Decided(decided) if decided.policy == LADDER => {
                if matches!(decided.rule, "full" | "partial") && of(&decided, "of") > 1.0 {
                    self.sample.batches[0] += 1;
                    self.sample.batches[1] += u64::from(decided.rule == "full");
                }
                self.on_ladder(at, &decided);
            }
            Event::Decided(decided) => self.on_letters(at, &decided),
            Event::CallEnded { call, .. } => {
                if let Some(turn) = self.to_tell.take() {
                    self.turned(at, call.number, turn);
                }
            }
            Event::Applied(Input { action, .. }) => match action {
                Action::Kill { service } | Action::Recover { service } => {
                    if let Some(killed) = self.killed.get_mut(service as usize) {
                        *killed = matches!(action, Action::Kill { .. });
                    }
                }
                Action::Set { key: "letters", value: Value::Choice(choice) } => self.keeps = choice == 1,
                Action::Set { key, value: Value::Number(number) } => {
                    let place = ["ttl", "stale"].iter().position(|one| *one == key);
                    if let Some(fresh) = place.and_then(|place| self.fresh.get_mut(place)) {
                        *fresh = crate::time::span_from_seconds(number).unwrap_or_default();
                    }
                }
                Action::Set { .. } | Action::Command(_) => {}
            },
            _ => {}
        }
    }

    fn metrics(&self) -> Vec<Metric> {
        self.metrics_at(Instant::ZERO, None)
    }

    fn metrics_at(&self, now: Instant, _: Option<&dyn crate::play::Picture>) -> Vec<Metric> {
        let [full, degraded, cached, fixed, errors] = self.counts;
        vec![
            Metric::count("calls", text::CALLS, self.calls()),
            Metric::count("full", text::FULL, full),
            Metric::count("degraded", text::BY_REPLICA, degraded),
            Metric::count("cached", text::FROM_CACHE, cached),
            Metric::count("fixed", text::BY_DEFAULT, fixed),
            Metric::count("errors", text::ERRORS, errors),
            Metric::count("letters", text::LETTERS_WAIT, self.letters.len() as u64),
            Metric::count("replayed", text::REPLAYED, self.replayed),
            Metric::count("lost", text::LOST, self.lost),
            Metric::millis("oldest-ms", text::OLDEST, self.oldest_letter(now)),
            Metric::count("unflagged", text::UNFLAGGED, self.unflagged),
            Metric::count("partial", text::IN_PART, self.partial),
            Metric::count("seen-full", text::SEEN_FULL, self.seen_full()),
            Metric::millis("alarm-ms", text::RANG, self.rang.map_or(Duration::ZERO, |at| at.since(Instant::ZERO))),
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
        self.last.as_ref().and_then(|last| STEPS.get(last.step)).copied().unwrap_or("idle")
    }
}
