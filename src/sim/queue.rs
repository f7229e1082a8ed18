//! What is going to happen, in order of (time, sequence).

use crate::time::Instant;

/// Where an entry stands in the queue; entries of the same instant come in the order in which they were made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// When it is due.
    pub at: Instant,
    sequence: u64,
}

/// A queue of things that are due at an instant.
///
/// A list with the next entry at its end: there are a few hundred entries at most, most of them due soon.
#[derive(Clone, Debug)]
pub struct Queue<T> {
    entries: Vec<(Place, T)>,
    next_sequence: u64,
}

impl<T> Queue<T> {
    /// An empty queue.
    pub const fn new() -> Self {
        Self { entries: Vec::new(), next_sequence: 0 }
    }

    fn find(&self, place: Place) -> Result<usize, usize> {
        self.entries.binary_search_by(|(other, _)| place.cmp(other))
    }

    /// Puts `entry` in, due at `at`, behind everything already due then.
    pub fn push(&mut self, at: Instant, entry: T) -> Place {
        let place = Place { at, sequence: self.next_sequence };
        self.next_sequence += 1;
        // Each place is given once, so it is not found and the entry goes where it belongs.
        let (Ok(index) | Err(index)) = self.find(place);
        self.entries.insert(index, (place, entry));
        place
    }

    /// Takes an entry out before it is due.
    pub fn remove(&mut self, place: Place) -> Option<T> {
        self.find(place).ok().map(|index| self.entries.remove(index).1)
    }

    /// When the next entry is due.
    pub fn next_at(&self) -> Option<Instant> {
        self.entries.last().map(|(place, _)| place.at)
    }

    /// Takes the next entry out.
    pub fn pop(&mut self) -> Option<(Instant, T)> {
        self.entries.pop().map(|(place, entry)| (place.at, entry))
    }
}

impl<T> Default for Queue<T> {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_come_by_time_and_then_in_the_order_made() {
        let mut queue = Queue::new();
        let at = Instant::from_millis;
        queue.push(at(2), "third");
        queue.push(at(1), "first");
        queue.push(at(1), "second");
        let gone = queue.push(at(1), "removed");
        assert_eq!(queue.remove(gone), Some("removed"));
        assert_eq!(queue.next_at(), Some(at(1)));
        let order: Vec<_> = core::iter::from_fn(|| queue.pop()).map(|(_, entry)| entry).collect();
        assert_eq!(order, ["first", "second", "third"]);
    }
}
