//! What is going to happen, in order of (time, sequence).

use core::cmp::Ordering;
use std::collections::{BinaryHeap, VecDeque};

use crate::time::Instant;

/// Where an entry stands in the queue; entries of the same instant come in the order in which they were made. It is one
/// number, the instant above the sequence, because a heap compares little else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place(u128);

impl Place {
    const fn new(at: Instant, sequence: u64) -> Self {
        Self((at.nanos() as u128) << 64 | sequence as u128)
    }

    /// When it is due.
    const fn at(self) -> Instant {
        Instant::from_nanos((self.0 >> 64) as u64)
    }
}

/// A queue of things that are due at an instant.
///
/// A heap, so an entry comes and goes in a time that grows with the logarithm of how many there are; beside it a line for
/// entries that come in the order in which they are due. What nobody waits for any more stays in the heap until its turn
/// comes, or until there is as much of it as of all else: see [`Queue::settle`].
#[derive(Clone, Debug)]
pub struct Queue<T> {
    heap: BinaryHeap<Entry<T>>,
    line: VecDeque<Entry<T>>,
    next_sequence: u64,
    /// How many entries nobody waits for any more.
    idle: usize,
}

impl<T> Queue<T> {
    /// An empty queue.
    pub const fn new() -> Self {
        Self { heap: BinaryHeap::new(), line: VecDeque::new(), next_sequence: 0, idle: 0 }
    }

    fn entry(&mut self, at: Instant, entry: T) -> Entry<T> {
        let place = Place::new(at, self.next_sequence);
        self.next_sequence += 1;
        Entry { place, entry }
    }

    /// Puts `entry` in, due at `at`, behind everything already due then.
    pub fn push(&mut self, at: Instant, entry: T) -> Place {
        let entry = self.entry(at, entry);
        let place = entry.place;
        self.heap.push(entry);
        place
    }

    /// As [`Queue::push`], for one of many entries that are mostly due in the order in which they are made, such as results
    /// of a service that always takes the same time: they stand in a line and cost the same however many there are.
    pub fn push_in_line(&mut self, at: Instant, entry: T) {
        let entry = self.entry(at, entry);
        if self.line.back().is_none_or(|last| last.place < entry.place) {
            self.line.push_back(entry);
        } else {
            self.heap.push(entry);
        }
    }

    /// Takes an entry out before it is due, which takes as long as there are entries. Returns whether it was still there;
    /// one that stands in the line is not looked for.
    pub fn remove(&mut self, place: Place) -> bool {
        let before = self.heap.len();
        self.heap.retain(|entry| entry.place != place);
        self.heap.len() < before
    }

    /// Nobody waits any more for this many of the entries; [`Queue::settle`] is told which.
    pub fn give_up(&mut self, entries: usize) {
        self.idle += entries;
    }

    /// Takes out the next entries that nobody waits for, so that the first one is due, and all of them when they are more
    /// than half.
    pub fn settle(&mut self, is_awaited: impl Fn(&T) -> bool) {
        if self.idle == 0 {
            return;
        }
        while self.peek().is_some_and(|next| !is_awaited(&next.entry)) {
            self.pop();
            self.idle = self.idle.saturating_sub(1);
        }
        if self.idle * 2 > self.heap.len() + self.line.len() {
            self.heap.retain(|next| is_awaited(&next.entry));
            self.line.retain(|next| is_awaited(&next.entry));
            self.idle = 0;
        }
    }

    /// Whether the next entry stands in the line.
    fn is_in_line(&self) -> bool {
        // The greatest entry is the next.
        self.line.front() > self.heap.peek()
    }

    fn peek(&self) -> Option<&Entry<T>> {
        if self.is_in_line() { self.line.front() } else { self.heap.peek() }
    }

    /// When the next entry is due.
    pub fn next_at(&self) -> Option<Instant> {
        self.peek().map(|next| next.place.at())
    }

    /// Takes the next entry out.
    pub fn pop(&mut self) -> Option<(Instant, T)> {
        let next = if self.is_in_line() { self.line.pop_front() } else { self.heap.pop() };
        next.map(|next| (next.place.at(), next.entry))
    }
}

impl<T> Default for Queue<T> {
    fn default() -> Self {
        Self::new()
    }
}

/// An entry, of which the greatest is the next: the order of a heap.
#[derive(Clone, Debug)]
struct Entry<T> {
    place: Place,
    entry: T,
}

impl<T> Ord for Entry<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        other.place.cmp(&self.place)
    }
}

impl<T> PartialOrd for Entry<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> PartialEq for Entry<T> {
    fn eq(&self, other: &Self) -> bool {
        self.place == other.place
    }
}

impl<T> Eq for Entry<T> {}

#[cfg(test)]
mod tests {
    use super::*;

    fn rest<T>(queue: &mut Queue<T>) -> Vec<T> {
        core::iter::from_fn(|| queue.pop()).map(|(_, entry)| entry).collect()
    }

    #[test]
    fn entries_come_by_time_and_then_in_the_order_made() {
        let mut queue = Queue::new();
        let at = Instant::from_millis;
        queue.push(at(2), "third");
        queue.push(at(1), "first");
        queue.push_in_line(at(1), "second");
        queue.push_in_line(at(3), "sixth");
        queue.push_in_line(at(2), "fourth");
        queue.push(at(2), "fifth");
        let gone = queue.push(at(1), "removed");
        queue.remove(gone);
        assert_eq!(queue.next_at(), Some(at(1)));
        assert_eq!(rest(&mut queue), ["first", "second", "third", "fourth", "fifth", "sixth"]);
    }

    #[test]
    fn what_nobody_waits_for_is_never_next_and_never_more_than_the_half() {
        let mut queue = Queue::new();
        for number in 0..100_u64 {
            let at = Instant::from_millis(number * 7 % 100);
            if number.is_multiple_of(2) {
                queue.push_in_line(at, number);
            } else {
                queue.push(at, number);
            }
        }
        let is_awaited = |number: &u64| number.is_multiple_of(3);
        queue.give_up(66);
        queue.settle(is_awaited);
        assert_eq!((queue.heap.len() + queue.line.len(), queue.idle), (34, 0));
        // Of these, the first ten.
        let is_awaited = |number: &u64| number.is_multiple_of(3) && number * 7 % 100 >= 30;
        queue.give_up(11);
        queue.settle(is_awaited);
        assert_eq!(queue.next_at(), Some(Instant::from_millis(30)));
        assert!(rest(&mut queue).iter().all(is_awaited));
    }
}
