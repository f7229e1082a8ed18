//! What a trip rule looks back on: the last results, those of a time, or all since a moment.

use core::time::Duration;
use std::collections::VecDeque;

use crate::order::sort;
use crate::time::{Instant, nanos};

/// Results by kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Successes.
    pub ok: u64,
    /// Failures.
    pub err: u64,
    /// Results that decide nothing.
    pub ignored: u64,
    /// Successes and failures that took longer than allowed.
    pub slow: u64,
    /// Calls that were asked for, where a share is taken of those.
    pub fired: u64,
}

impl Tally {
    /// Successes and failures: what a rate is taken of.
    pub const fn judged(&self) -> u64 {
        self.ok.saturating_add(self.err)
    }

    pub(super) fn add(&mut self, other: Self) {
        self.ok = self.ok.saturating_add(other.ok);
        self.err = self.err.saturating_add(other.err);
        self.ignored = self.ignored.saturating_add(other.ignored);
        self.slow = self.slow.saturating_add(other.slow);
        self.fired = self.fired.saturating_add(other.fired);
    }

    fn remove(&mut self, other: Self) {
        self.ok -= other.ok;
        self.err -= other.err;
        self.ignored -= other.ignored;
        self.slow -= other.slow;
        self.fired -= other.fired;
    }
}

/// How far a window reaches back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// To its start.
    All,
    /// To its start, which moves to the first look after more than such a time (gobreaker without bucket period).
    Tumbling(Duration),
    /// Over this many results.
    Last(u32),
    /// Over a time, in buckets which leave the window whole.
    Buckets {
        /// How wide one is, more than 0.
        width: Duration,
        /// How many there are, the present one included.
        count: u64,
        /// Where they begin.
        begin: Begin,
    },
}

/// Where the buckets of a time begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begin {
    /// At multiples of their width (resilience4j: whole seconds of the clock; opossum, whose timer starts with it).
    WithClock,
    /// At the window's start, one after the other (Hystrix).
    WithWindow,
    /// The same, but the window starts anew after more idle time than it holds (gobreaker, failsafe-go).
    AfterIdle,
    /// Each with the first result after the one before it is over (Polly).
    WithResult,
}

/// Results within a reach, with their sum kept up to date: every operation is constant in time except for what it
/// drops.
#[derive(Clone, Debug, PartialEq)]
pub struct Window {
    reach: Reach,
    start: Instant,
    /// The oldest first: one a result with [`Reach::Last`], one a bucket with [`Reach::Buckets`]; with its number, or
    /// with its beginning where a result begins it.
    parts: VecDeque<(u64, Tally)>,
    sum: Tally,
}

impl Window {
    /// An empty window.
    pub const fn new(reach: Reach, start: Instant) -> Self {
        Self { reach, start, parts: VecDeque::new(), sum: Tally { ok: 0, err: 0, ignored: 0, slow: 0, fired: 0 } }
    }

    /// Forgets what is out of reach at `now`; true if a tumbling window started anew.
    pub fn advance(&mut self, now: Instant) -> bool {
        match self.reach {
            Reach::Tumbling(interval) if now.since(self.start) > interval => {
                *self = Self::new(self.reach, now);
                return true;
            }
            Reach::Buckets { begin, .. } => {
                let reach = self.numbers();
                let present = if begin == Begin::WithResult { now.nanos() } else { self.number(now) };
                let idle = self.parts.back().is_some_and(|(number, _)| number.saturating_add(reach) < present);
                if idle && begin == Begin::AfterIdle {
                    *self = Self::new(self.reach, now);
                }
                while self.parts.front().is_some_and(|(number, _)| number.saturating_add(reach) <= present) {
                    self.forget();
                }
            }
            _ => {}
        }
        false
    }

    /// Counts one result of the time `at`, which [`advance`](Self::advance) has reached. True if it pushed an older
    /// one out of the last results.
    pub fn record(&mut self, at: Instant, one: Tally) -> bool {
        match self.reach {
            // What decides nothing takes no place among the last results.
            Reach::Last(size) if one.judged() > 0 => {
                self.parts.push_back((0, one));
                self.sum.add(one);
                let full = self.parts.len() > size as usize;
                while self.parts.len() > size as usize {
                    self.forget();
                }
                return full;
            }
            Reach::Buckets { .. } => {
                let number = self.number(at);
                let newest = self.parts.back().map_or(number, |(newest, _)| *newest);
                if number.saturating_add(self.numbers()) > newest {
                    self.bucket(number).add(one);
                    self.sum.add(one);
                }
            }
            _ => self.sum.add(one),
        }
        false
    }

    /// Counts a success where all results count and none leaves: as [`Window::record`].
    #[inline]
    pub(super) const fn count_success(&mut self) {
        self.sum.ok = self.sum.ok.saturating_add(1);
    }

    /// Takes another reach of the same kind. What it does not reach is forgotten with the next result.
    pub(super) const fn set_reach(&mut self, reach: Reach) {
        self.reach = reach;
    }

    /// The sum of what is in the window.
    pub const fn sum(&self) -> Tally {
        self.sum
    }

    /// The bucket of a number, made if there is none: nearly always the last.
    fn bucket(&mut self, number: u64) -> &mut Tally {
        let later = self.parts.iter().rev().take_while(|(other, _)| *other > number).count();
        let place = self.parts.len() - later;
        if place == 0 || self.parts[place - 1].0 != number {
            self.parts.insert(place, (number, Tally::default()));
            return &mut self.parts[place].1;
        }
        &mut self.parts[place - 1].1
    }

    fn forget(&mut self) {
        if let Some((_, old)) = self.parts.pop_front() {
            self.sum.remove(old);
        }
    }

    /// The ends of the buckets to come after a time, each with what the complete buckets will hold then if nothing is
    /// added, as long as that is anything. For [`Begin::WithWindow`].
    pub(super) fn ends_after(&self, looked: Instant) -> impl Iterator<Item = (Instant, Tally)> {
        let (width, count) = match self.reach {
            Reach::Buckets { width, count, .. } => (nanos(width).max(1), count),
            _ => (1, 0),
        };
        let first = self.number(looked).saturating_add(1);
        // What the complete buckets hold changes only as one becomes complete and as one leaves.
        let (comes, goes) = (|part: u64| part.saturating_add(1), move |part: u64| part.saturating_add(count));
        let mut ends: Vec<u64> = self.parts.iter().flat_map(|(part, _)| [comes(*part), comes(goes(*part))]).collect();
        ends.push(first);
        sort(&mut ends, |one, other| one < other);
        ends.dedup();
        ends.into_iter().filter(move |end| *end >= first).map_while(move |end| {
            let at = self.start.after(Duration::from_nanos(end.checked_mul(width)?));
            let mut complete = Tally::default();
            let within = |part: u64| part < end && goes(part) >= end;
            self.parts.iter().filter(|(part, _)| within(*part)).for_each(|(_, tally)| complete.add(*tally));
            (at < Instant::MAX).then_some((at, complete))
        })
    }

    /// How many numbers of buckets the window holds.
    fn numbers(&self) -> u64 {
        match self.reach {
            Reach::Buckets { width, count, begin: Begin::WithResult } => nanos(width).saturating_mul(count),
            Reach::Buckets { count, .. } => count,
            _ => 0,
        }
    }

    /// The number of the bucket of a time.
    fn number(&self, at: Instant) -> u64 {
        let Reach::Buckets { width, begin, .. } = self.reach else { return 0 };
        let width = nanos(width).max(1);
        match (begin, self.parts.back()) {
            (Begin::WithClock, _) => at.nanos() / width,
            (Begin::WithWindow | Begin::AfterIdle, _) => nanos(at.since(self.start)) / width,
            (Begin::WithResult, Some((begun, _))) if at.nanos() < begun.saturating_add(width) => *begun,
            (Begin::WithResult, _) => at.nanos(),
        }
    }
}
