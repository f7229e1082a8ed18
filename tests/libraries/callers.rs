//! The playground's callers around a model: they ask again and again, each a pause after its last outcome, with the
//! luck that the playground draws. And what a run of the playground says, in the same form.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use half_open::play::kinds;
use half_open::policy::breaker::State;
use half_open::random::{Address, Purpose, draw};
use half_open::sim::event::{CallId, CallOutcome, Event, Record};
use half_open::sim::mix::Mix;

use super::{Answer, Call, Library};

/// A value over a stretch of time, in ms: from, to, what.
pub(crate) type Stroke<T> = (u64, u64, T);

/// Who calls, and what the service does.
#[derive(Clone, Debug, Default)]
pub(crate) struct Setting {
    pub(crate) seed: u64,
    pub(crate) callers: u32,
    /// In ms, as all times here.
    pub(crate) pause: u64,
    pub(crate) latency: u64,
    pub(crate) failure: f64,
    pub(crate) until: u64,
    pub(crate) failures: Vec<Stroke<f64>>,
    pub(crate) latencies: Vec<Stroke<u64>>,
    /// The kinds of failure.
    pub(crate) mix: Mix,
}

impl Setting {
    fn failure(&self, at: u64) -> f64 {
        present(&self.failures, at).unwrap_or(self.failure)
    }

    fn latency(&self, at: u64) -> u64 {
        present(&self.latencies, at).unwrap_or(self.latency)
    }

    /// The link of this setting, with what else is to be in it: `like=opossum`.
    pub(crate) fn link(&self, more: &str) -> String {
        let seconds = |millis: u64| millis as f64 / 1_000.0;
        let mut strokes: Vec<String> = Vec::new();
        for (from, to, rate) in &self.failures {
            strokes.push(format!("{}~{}~failure~{rate}", seconds(*from), seconds(*to)));
        }
        for (from, to, latency) in &self.latencies {
            strokes.push(format!("{}~{}~latency~{}", seconds(*from), seconds(*to), seconds(*latency)));
        }
        let paint = if strokes.is_empty() { String::new() } else { format!("&paint={}", strokes.join(";")) };
        let mix =
            if self.mix == Mix::default() { String::new() } else { format!("&mix={}", kinds::write_mix(&self.mix)) };
        let Self { seed, callers, failure, .. } = self;
        let (pause, latency) = (seconds(self.pause), seconds(self.latency));
        format!(
            "#breaker?{more}&seed={seed}&callers={callers}&failure={failure}&latency={latency}&pause={pause}{mix}{paint}"
        )
    }
}

fn present<T: Copy>(strokes: &[Stroke<T>], at: u64) -> Option<T> {
    strokes.iter().find(|(from, to, _)| (*from..*to).contains(&at)).map(|(.., value)| *value)
}

/// What happened to a call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Fate {
    pub(crate) asked: u64,
    /// When it was made, if it was.
    pub(crate) made: Option<u64>,
    pub(crate) refused: Option<u64>,
    /// When it ended, and whether it succeeded.
    pub(crate) ended: Option<(u64, bool)>,
}

/// What happened to all calls, and the changes of the state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Played {
    pub(crate) calls: BTreeMap<Call, Fate>,
    pub(crate) changes: Vec<(u64, &'static str)>,
}

impl Played {
    /// The first moment at which two runs differ, and how.
    pub(crate) fn difference(&self, other: &Self) -> Option<String> {
        let mut found: Vec<(u64, String)> = Vec::new();
        let [ours, theirs] = [self.changes.len(), other.changes.len()];
        let shorter = (ours != theirs).then_some(ours.min(theirs));
        let change = self.changes.iter().zip(&other.changes).position(|(one, two)| one != two).or(shorter);
        if let Some(place) = change {
            let [one, two] = [self, other].map(|run| run.changes.get(place));
            let at = one.into_iter().chain(two).map(|(at, _)| *at).min().unwrap_or_default();
            found.push((at, format!("change {}: {one:?} and {two:?}", place + 1)));
        }
        for call in self.calls.keys().chain(other.calls.keys()) {
            let [one, two] = [self, other].map(|run| run.calls.get(call));
            if one != two {
                let at = one.into_iter().chain(two).map(|fate| fate.asked).min().unwrap_or_default();
                found.push((at, format!("call {call:?}: {one:?} and {two:?}")));
            }
        }
        found.into_iter().min().map(|(at, what)| format!("from {at} ms on, {what}"))
    }
}

enum Due {
    Turn(u32),
    Result(Call, Result),
}

/// How a call comes out.
#[derive(Clone, Copy, PartialEq)]
enum Result {
    Success,
    Failure,
    /// A failure by its caller's own mistake.
    Mistake,
}

/// Callers at play.
struct Play<'a> {
    setting: &'a Setting,
    model: &'a mut dyn Library,
    /// By time, then in the order in which they were planned.
    queue: BinaryHeap<Reverse<(u64, u64)>>,
    due: BTreeMap<u64, Due>,
    planned: u64,
    numbers: BTreeMap<u32, u64>,
    state: &'static str,
    played: Played,
}

/// Plays the callers around a library.
pub(crate) fn play(model: &mut dyn Library, setting: &Setting) -> Played {
    let mut play = Play {
        setting,
        state: model.state(),
        model,
        queue: BinaryHeap::new(),
        due: BTreeMap::new(),
        planned: 0,
        numbers: BTreeMap::new(),
        played: Played::default(),
    };
    (0..setting.callers).for_each(|caller| play.plan(0, Due::Turn(caller)));
    loop {
        let next = play.queue.peek().map(|Reverse((at, _))| *at);
        let timer = play.model.timer();
        // A timer comes before what happens at the same moment.
        if let Some(at) = timer.filter(|timer| next.is_none_or(|next| *timer <= next)) {
            if at > setting.until {
                break;
            }
            play.model.ring(at);
            play.note(at);
            play.release(at);
            continue;
        }
        let Some(Reverse((at, place))) = play.queue.pop().filter(|Reverse((at, _))| *at <= setting.until) else {
            break;
        };
        match play.due.remove(&place) {
            Some(Due::Turn(caller)) => {
                let number = play.numbers.entry(caller).or_default();
                *number += 1;
                let call = (caller, *number);
                play.played.calls.insert(call, Fate { asked: at, ..Fate::default() });
                play.ask(at, call);
            }
            Some(Due::Result(call, result)) => {
                let good = result == Result::Success;
                match result {
                    Result::Mistake => play.model.mistaken(at, call),
                    _ => play.model.end(at, call, good),
                }
                play.note(at);
                play.end(at, call, good);
                play.release(at);
            }
            None => {}
        }
    }
    play.played
}

impl Play<'_> {
    fn plan(&mut self, at: u64, due: Due) {
        self.planned += 1;
        self.queue.push(Reverse((at, self.planned)));
        self.due.insert(self.planned, due);
    }

    /// Notes a change of the state.
    fn note(&mut self, at: u64) {
        if self.model.state() != self.state {
            self.state = self.model.state();
            self.played.changes.push((at, self.state));
        }
    }

    fn fate(&mut self, call: Call) -> &mut Fate {
        self.played.calls.entry(call).or_default()
    }

    fn ask(&mut self, at: u64, call: Call) {
        let answer = self.model.ask(at, call);
        self.note(at);
        match answer {
            Answer::Goes => {
                self.fate(call).made = Some(at);
                let address = Address { service: 1, caller: call.0, call: call.1, attempt: 1 };
                let good = draw(self.setting.seed, Purpose::Failure, address) >= self.setting.failure(at);
                let kind = self.setting.mix.pick(draw(self.setting.seed, Purpose::Kind, address));
                let latency = self.setting.latency(at);
                let limit = self.model.limit().filter(|limit| *limit <= latency);
                let result = match (limit, good) {
                    (None, true) => Result::Success,
                    (None, false) if kind.is_callers_own() => Result::Mistake,
                    _ => Result::Failure,
                };
                self.plan(at + limit.unwrap_or(latency), Due::Result(call, result));
            }
            Answer::Refused => {
                self.fate(call).refused = Some(at);
                self.end(at, call, false);
            }
            Answer::Waits => {}
        }
    }

    fn release(&mut self, at: u64) {
        for call in self.model.released() {
            self.ask(at, call);
        }
    }

    fn end(&mut self, at: u64, call: Call, good: bool) {
        let pause = self.setting.pause;
        let fate = self.fate(call);
        fate.ended = Some((at, good));
        // A caller takes at least a millisecond from call to call.
        let next = (at + pause).max(fate.asked + 1);
        self.plan(next, Due::Turn(call.0));
    }
}

/// A run of the playground from its events.
#[derive(Default)]
pub(crate) struct Told(pub(crate) Played);

impl Told {
    pub(crate) fn take(&mut self, record: &Record) {
        let at = record.at.millis();
        match &record.event {
            Event::CallStarted { call } => self.fate(*call).asked = at,
            Event::AttemptStarted { call, .. } => self.fate(*call).made = Some(at),
            Event::Refused { call, .. } => self.fate(*call).refused = Some(at),
            Event::CallEnded { call, outcome, .. } => {
                self.fate(*call).ended = Some((at, matches!(outcome, CallOutcome::Success { .. })));
            }
            Event::Transition(made) => {
                assert_eq!(made.at, record.at, "a change is told when it happens");
                let state = match made.to {
                    State::Closed => "closed",
                    State::HalfOpen => "half-open",
                    State::Open | State::ForcedOpen => "open",
                };
                self.0.changes.push((at, state));
            }
            _ => return,
        }
        assert_eq!(record.at.nanos() % 1_000_000, 0, "all times are whole milliseconds");
    }

    fn fate(&mut self, call: CallId) -> &mut Fate {
        self.0.calls.entry((call.caller, call.number)).or_default()
    }
}
