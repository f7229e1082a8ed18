//! Dead letter queue: what could not be done is kept, with the reason, and can be tried again later.
//!
//! The queue is bounded and loses nothing silently: whatever it cannot keep comes back to the caller as a value.
//! [`DeadLetters::put`] keeps a letter, [`DeadLetters::replay`] hands the oldest ones out to be tried again, and
//! [`DeadLetters::put_back`] takes one that failed again.

use std::collections::VecDeque;

use super::{ConfigError, FailureKind};
use crate::time::Instant;

/// Something that could not be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Letter<T> {
    /// What.
    pub item: T,
    /// Its last failure.
    pub kind: FailureKind,
    /// When it came.
    pub since: Instant,
    /// How often it has been tried again since.
    pub replays: u32,
}

/// What gives way when the queue is full.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WhenFull {
    /// The new letter is not taken. The default: what was promised to be kept is kept.
    #[default]
    RefuseNew,
    /// The oldest letter leaves.
    DropOldest,
}

/// What happened to a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "what the queue does not keep is here"]
pub enum Put<T> {
    /// It is kept.
    Kept,
    /// It is kept, and the oldest one had to leave for it.
    KeptInsteadOf(Letter<T>),
    /// It is not taken: the queue is full.
    Refused(Letter<T>),
    /// It has been tried again as often as it may be, and needs a person.
    GivenUp(Letter<T>),
}

/// What has gone through the queue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Letters that came, each counted once.
    pub came: u64,
    /// Letters handed out to be tried again.
    pub replayed: u64,
    /// Letters that came back from it.
    pub came_back: u64,
    /// Letters refused, because the queue was full.
    pub refused: u64,
    /// Letters pushed out by newer ones.
    pub dropped: u64,
    /// Letters given up.
    pub given_up: u64,
}

/// A bounded queue of letters, the oldest first.
///
/// ```
/// use half_open::policy::FailureKind;
/// use half_open::policy::dead_letter::{DeadLetters, Put, WhenFull};
/// use half_open::time::Instant;
///
/// let mut letters = DeadLetters::new(100, 1, WhenFull::RefuseNew)?;
/// assert_eq!(letters.put(Instant::ZERO, "reading 7", FailureKind::Timeout), Put::Kept);
/// let letter = letters.replay(10).remove(0);
/// // It failed again, and was allowed one more try.
/// assert!(matches!(letters.put_back(letter, FailureKind::Timeout), Put::GivenUp(_)));
/// # Ok::<(), half_open::policy::ConfigError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadLetters<T> {
    capacity: usize,
    max_replays: u32,
    when_full: WhenFull,
    letters: VecDeque<Letter<T>>,
    counts: Counts,
}

impl<T> DeadLetters<T> {
    /// An empty queue of at most `capacity` letters, each tried again at most `max_replays` times.
    ///
    /// # Errors
    /// `capacity` or `max_replays` of 0.
    pub fn new(capacity: usize, max_replays: u32, when_full: WhenFull) -> Result<Self, ConfigError> {
        if capacity == 0 {
            return Err(ConfigError::new("capacity", capacity, "a whole number from 1 up"));
        }
        if max_replays == 0 {
            return Err(ConfigError::new("max_replays", max_replays, "a whole number from 1 up"));
        }
        Ok(Self { capacity, max_replays, when_full, letters: VecDeque::new(), counts: Counts::default() })
    }

    /// From now on at most so many letters wait; 0 takes none. Those that wait stay.
    pub const fn resize(&mut self, capacity: usize) {
        self.capacity = capacity; // reads: room
    }

    /// How many letters wait.
    pub fn len(&self) -> usize {
        self.letters.len()
    }

    /// Whether none waits.
    pub fn is_empty(&self) -> bool {
        self.letters.is_empty()
    }

    /// The letters that wait, the oldest first.
    pub fn letters(&self) -> impl Iterator<Item = &Letter<T>> {
        self.letters.iter()
    }

    /// What has gone through.
    pub const fn counts(&self) -> Counts {
        self.counts
    }

    /// Keeps what could not be done.
    pub fn put(&mut self, now: Instant, item: T, kind: FailureKind) -> Put<T> {
        count(&mut self.counts.came);
        self.keep(Letter { item, kind, since: now, replays: 0 })
    }

    /// Hands out the oldest letters, at most this many, to be tried again.
    pub fn replay(&mut self, at_most: usize) -> Vec<Letter<T>> {
        let handed: Vec<_> = self.letters.drain(..at_most.min(self.letters.len())).collect(); // rule: replay
        self.counts.replayed = self.counts.replayed.saturating_add(handed.len() as u64);
        handed
    }

    /// A letter that was handed out has failed again, with `kind`. It goes to the end of the queue.
    pub fn put_back(&mut self, letter: Letter<T>, kind: FailureKind) -> Put<T> {
        count(&mut self.counts.came_back); // rule: came-back
        let letter = Letter { kind, replays: letter.replays.saturating_add(1), ..letter };
        if letter.replays >= self.max_replays {
            count(&mut self.counts.given_up);
            return Put::GivenUp(letter);
        }
        self.keep(letter)
    }

    fn keep(&mut self, letter: Letter<T>) -> Put<T> {
        let full = self.letters.len() >= self.capacity;
        if full && self.when_full == WhenFull::RefuseNew {
            count(&mut self.counts.refused);
            return Put::Refused(letter); // rule: no-room
        }
        let oldest = if full { self.letters.pop_front() } else { None };
        self.letters.push_back(letter); // rule: kept
        oldest.map_or(Put::Kept, |oldest| {
            count(&mut self.counts.dropped);
            Put::KeptInsteadOf(oldest)
        })
    }
}

const fn count(counter: &mut u64) {
    *counter = counter.saturating_add(1);
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::*;

    const WHY: FailureKind = FailureKind::Unavailable;

    fn queue(when_full: WhenFull) -> DeadLetters<u32> {
        let mut queue = DeadLetters::new(2, 2, when_full).unwrap();
        for item in [1, 2] {
            assert_eq!(queue.put(Instant::from_millis(u64::from(item)), item, WHY), Put::Kept);
        }
        queue
    }

    fn letter(item: u32, replays: u32) -> Letter<u32> {
        Letter { item, kind: WHY, since: Instant::from_millis(u64::from(item)), replays }
    }

    #[test]
    fn a_full_queue_hands_back_what_it_does_not_keep() {
        let third = Instant::from_millis(3);
        assert_eq!(queue(WhenFull::RefuseNew).put(third, 3, WHY), Put::Refused(letter(3, 0)));
        let mut dropping = queue(WhenFull::DropOldest);
        assert_eq!(dropping.put(third, 3, WHY), Put::KeptInsteadOf(letter(1, 0)));
        assert_eq!(dropping.letters().map(|letter| letter.item).collect::<Vec<_>>(), [2, 3]);
        assert_eq!(dropping.counts(), Counts { came: 3, dropped: 1, ..Counts::default() });
    }

    #[test]
    fn a_replay_takes_the_oldest_and_what_fails_too_often_is_given_up() {
        let mut queue = queue(WhenFull::RefuseNew);
        let handed = queue.replay(1);
        assert_eq!(handed, [letter(1, 0)]);
        assert_eq!(queue.put_back(handed[0], WHY), Put::Kept);
        let handed = queue.replay(9);
        assert_eq!(handed, [letter(2, 0), letter(1, 1)]);
        assert_eq!(queue.put_back(handed[1], WHY), Put::GivenUp(letter(1, 2)));
        assert!(queue.is_empty());
        let counts = Counts { came: 2, replayed: 3, came_back: 2, given_up: 1, ..Counts::default() };
        assert_eq!(queue.counts(), counts);
    }

    #[test]
    fn what_makes_no_sense_is_refused_by_name() {
        assert_eq!(DeadLetters::<()>::new(0, 1, WhenFull::RefuseNew).unwrap_err().field, "capacity");
        assert_eq!(DeadLetters::<()>::new(1, 0, WhenFull::RefuseNew).unwrap_err().field, "max_replays");
    }
}
