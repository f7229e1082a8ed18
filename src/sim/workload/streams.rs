//! Several kinds of calls side by side, each coming by a clock of its own whatever became of the others.

use super::{Turn, Wish, Workload, of_kind};
use crate::sim::event::{CallId, CallOutcome};
use crate::time::{Instant, span_from_seconds};

/// Calls of one kind: they are of one caller and go to one stack.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Stream {
    /// Calls a second; 0 for none.
    rate: f64,
    /// From when the present rate counts, and how many calls were due before.
    origin: (Instant, u64),
    /// How many have come.
    started: u64,
}

impl Stream {
    const fn new(rate: f64) -> Self {
        Self { rate, origin: (Instant::ZERO, 0), started: 0 }
    }

    /// When a call is due, by its number from 0. A rate is not added up, so it stays exact for any number of calls.
    fn due(&self, number: u64) -> Option<Instant> {
        let (from, before) = self.origin;
        if self.rate <= 0.0 {
            return None;
        }
        span_from_seconds(number.saturating_sub(before) as f64 / self.rate).map(|span| from.after(span))
    }

    /// Takes another rate: the next call is due one new spacing after the last one, or at once.
    fn turn_to(&mut self, rate: f64, now: Instant) {
        if self.rate == rate {
            return;
        }
        let last = self.started.checked_sub(1).and_then(|last| Some((self.due(last)?, last)));
        self.origin = last.unwrap_or((now, self.started));
        self.rate = rate;
        // So long a pause has been that it is over: the clock begins anew.
        if self.due(self.started).is_some_and(|due| due < now) {
            self.origin = (now, self.started);
        }
    }
}

/// Open arrivals of several kinds. Call n of a kind starts at (n - 1) / rate; the stream's place is its caller and its stack.
/// Those that are due together start in the order of the streams. There is no end.
#[derive(Clone, Debug)]
pub struct Streams {
    streams: Vec<Stream>,
    /// The turn that waits, which is that of the next call.
    waits: Option<Instant>,
}

impl Streams {
    /// A stream of so many calls a second for each stack, in their order.
    pub fn new(rates: &[f64]) -> Self {
        Self { streams: rates.iter().map(|rate| Stream::new(*rate)).collect(), waits: None }
    }

    fn next(&self) -> Option<Instant> {
        self.streams.iter().filter_map(|stream| stream.due(stream.started)).min()
    }
}

impl Workload for Streams {
    fn begin(&mut self, _: usize, wishes: &mut Vec<Wish>) {
        self.waits = self.next();
        wishes.extend(self.waits.map(|at| Wish::MovableTurn { at, turn: 0 }));
    }

    fn on_turn(&mut self, now: Instant, _: Turn, wishes: &mut Vec<Wish>) {
        let mut calls = Vec::new();
        for (index, stream) in self.streams.iter_mut().enumerate() {
            while stream.due(stream.started).is_some_and(|due| due <= now) {
                stream.started += 1;
                let caller = u32::try_from(index).unwrap_or(u32::MAX);
                calls.push(Wish::Call { call: CallId { caller, number: stream.started }, stack: index });
            }
        }
        // The next is asked for first: what comes of a call may take long, and the turn is the one that can be moved.
        self.waits = self.next();
        wishes.extend(self.waits.map(|at| Wish::MovableTurn { at, turn: 0 }));
        wishes.append(&mut calls);
    }

    fn on_end(&mut self, _: Instant, _: CallId, _: CallOutcome, _: &mut Vec<Wish>) {}

    fn adopt(&mut self, now: Instant, other: &dyn Workload, wishes: &mut Vec<Wish>) {
        let Some(other) = of_kind::<Self>(other) else { return };
        for (stream, new) in self.streams.iter_mut().zip(&other.streams) {
            stream.turn_to(new.rate, now);
        }
        let next = self.next().map(|at| at.max(now));
        match (self.waits, next) {
            (Some(before), Some(at)) if before != at => wishes.push(Wish::Move { at, turn: 0 }),
            (None, Some(at)) => wishes.push(Wish::MovableTurn { at, turn: 0 }),
            // A turn at which nothing is due does nothing.
            _ => return,
        }
        self.waits = next;
    }

    fn fork(&self) -> Box<dyn Workload> {
        Box::new(self.clone())
    }
}
