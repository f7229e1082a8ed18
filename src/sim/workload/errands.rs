//! Calls by the clock that read or write, and what becomes of writes that failed: dead letters, which can be replayed.

use super::arrivals::Arrivals;
use super::{Turn, Wish, Workload, of_kind};
use crate::policy::FailureKind;
use crate::policy::dead_letter::{DeadLetters, Letter, Put};
use crate::random::{Address, Purpose, draw};
use crate::sim::event::{CallId, CallOutcome, Decided, Event, Numbers};
use crate::sim::input::Command;
use crate::sim::layer::failure_kind;
use crate::time::Instant;

/// Tries all dead letters again.
pub const REPLAY_LETTERS: Command = Command { word: "letters", argument: "replay", exported: "replay_letters" };

/// The policy that decisions about letters name.
const NAME: &str = "dead_letters";

/// The caller of a letter's first try; a further try is one more. No service of a world with letters has such a number.
const FIRST_TRY: u32 = 2;

/// Whether a call writes, by luck of its own; a greater share only adds writes.
pub fn is_write(seed: u64, call: CallId, share: f64) -> bool {
    let address = Address { service: 0, caller: call.caller, call: call.number, attempt: 0 };
    draw(seed, Purpose::Write, address) < share
}

/// When dead letters are tried again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replay {
    /// When somebody says so.
    Hand,
    /// When a call is answered in full: the oldest first, and once that is through, all others.
    Auto,
    /// Never.
    Never,
}

/// What becomes of writes that failed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Letters {
    /// The share of calls that write, 0 to 1.
    pub writes: f64,
    /// Whether writes that failed are kept.
    pub keeps: bool,
    /// How many there may be.
    pub room: usize,
    /// When they are tried again.
    pub replay: Replay,
    /// The stack before the service that they are tried at again, by its index.
    pub stack: usize,
}

/// Calls that come by the clock, and the letters that are left of them.
#[derive(Clone, Debug)]
pub struct Errands {
    calls: Arrivals,
    rules: Letters,
    seed: u64,
    /// Whether the call under way writes.
    writing: bool,
    /// The writes that wait, by the numbers of their calls.
    letters: DeadLetters<u64>,
    /// Those that are being tried again.
    replayed: Vec<Letter<u64>>,
}

impl Errands {
    /// These calls, which come in turn, and what becomes of their writes. `letters` is an empty queue.
    pub const fn new(calls: Arrivals, rules: Letters, letters: DeadLetters<u64>) -> Self {
        Self { calls, rules, seed: 0, writing: false, letters, replayed: Vec::new() }
    }

    /// Takes note of whether a call that has started writes.
    fn note_start(&mut self, wishes: &[Wish]) {
        for wish in wishes {
            if let Wish::Call { call, .. } = wish {
                self.writing = is_write(self.seed, *call, self.rules.writes);
            }
        }
    }

    /// Keeps a write that failed, if there is room.
    fn keep(&mut self, now: Instant, number: u64, kind: FailureKind, wishes: &mut Vec<Wish>) {
        // The places of those that are being tried again are theirs.
        self.letters.resize(self.rules.room.saturating_sub(self.replayed.len()));
        let rule = match self.letters.put(now, number, kind) {
            Put::Kept => "kept",
            Put::KeptInsteadOf(_) | Put::Refused(_) | Put::GivenUp(_) => "no_room",
        };
        let waiting = (self.letters.len() + self.replayed.len()) as f64;
        wishes.push(told(rule, number, &[("waiting", waiting), ("room", self.rules.room as f64)]));
    }

    /// Tries letters again, the oldest first.
    fn replay(&mut self, at_most: usize, wishes: &mut Vec<Wish>) {
        let letters = self.letters.replay(at_most);
        if let Some(first) = letters.first() {
            wishes.push(told("replay", first.item, &[("letters", letters.len() as f64)]));
        }
        for letter in letters {
            // Each try has luck of its own.
            let call = CallId { caller: FIRST_TRY.saturating_add(letter.replays), number: letter.item };
            self.replayed.push(letter);
            wishes.push(Wish::Call { call, stack: self.rules.stack });
        }
    }

    /// A letter that was tried again has come to something.
    fn on_replayed(&mut self, now: Instant, call: CallId, outcome: CallOutcome, wishes: &mut Vec<Wish>) {
        let Some(index) = self.replayed.iter().position(|letter| letter.item == call.number) else { return };
        let letter = self.replayed.remove(index);
        let waited = crate::time::nanos(now.since(letter.since)) as f64 / 1e6;
        let numbers = [("waited_ms", waited), ("replays", f64::from(letter.replays.saturating_add(1)))];
        let Some(kind) = failure_kind(outcome) else {
            wishes.push(told("replayed", letter.item, &numbers));
            if self.rules.replay == Replay::Auto && self.replayed.is_empty() {
                self.replay(usize::MAX, wishes);
            }
            return;
        };
        self.letters.resize(usize::MAX);
        let number = letter.item;
        let rule = match self.letters.put_back(letter, kind) {
            Put::Kept => "came_back",
            Put::KeptInsteadOf(_) | Put::Refused(_) | Put::GivenUp(_) => "no_room",
        };
        wishes.push(told(rule, number, &numbers));
    }
}

/// A decision about a letter.
fn told(rule: &'static str, number: u64, numbers: &[(&'static str, f64)]) -> Wish {
    let call = CallId { caller: 0, number };
    Wish::Emit(Event::Decided(Decided { policy: NAME, rule, call, numbers: Numbers::new(numbers) }))
}

impl Workload for Errands {
    fn take_seed(&mut self, seed: u64) {
        self.seed = seed;
    }

    fn begin(&mut self, stacks: usize, wishes: &mut Vec<Wish>) {
        self.calls.begin(stacks, wishes);
    }

    fn on_turn(&mut self, now: Instant, turn: Turn, wishes: &mut Vec<Wish>) {
        let from = wishes.len();
        self.calls.on_turn(now, turn, wishes);
        self.note_start(wishes.get(from..).unwrap_or_default());
    }

    fn on_end(&mut self, now: Instant, call: CallId, outcome: CallOutcome, wishes: &mut Vec<Wish>) {
        if call.caller > 0 {
            return self.on_replayed(now, call, outcome, wishes);
        }
        match failure_kind(outcome) {
            Some(kind) if self.writing && self.rules.keeps => self.keep(now, call.number, kind, wishes),
            _ => {}
        }
        // Only what is told as full can be taken for an answer of the service.
        let answers = matches!(outcome, CallOutcome::Success { .. });
        if answers && self.rules.replay == Replay::Auto && self.replayed.is_empty() {
            self.replay(1, wishes);
        }
        let from = wishes.len();
        self.calls.on_end(now, call, outcome, wishes);
        self.note_start(wishes.get(from..).unwrap_or_default());
    }

    fn adopt(&mut self, now: Instant, other: &dyn Workload, wishes: &mut Vec<Wish>) {
        let Some(other) = of_kind::<Self>(other) else { return };
        self.calls.adopt(now, &other.calls, wishes);
        self.rules = other.rules;
    }

    fn fork(&self) -> Box<dyn Workload> {
        Box::new(self.clone())
    }

    fn obeys(&self, command: Command) -> bool {
        command == REPLAY_LETTERS && self.rules.replay != Replay::Never && !self.letters.is_empty()
    }

    fn on_command(&mut self, _: Instant, _: Command, wishes: &mut Vec<Wish>) {
        self.replay(usize::MAX, wishes);
    }
}
