//! Cache: the last good answers, for a while and, after a failure, for a while longer.
//!
//! Up to its time to live an answer is fresh. After that it may still stand in for a failed call for as long as
//! `stale_if_error` says (RFC 5861), and the caller is told its age: stale data is never passed off as fresh.
//! [`Cache::fresh`] is asked to spare a call, [`Cache::after_failure`] when one has failed.
//!
//! SysManage's fallback cache is asked after failures only, for 300 s: here a time to live with no stale time. The
//! guide's has no end at all, and takes an answer that is empty or zero for none.

use core::time::Duration;
use std::collections::BTreeMap;

use super::ConfigError;
use crate::time::Instant;

/// SysManage's `cache_ttl`, and that of the guide's user cache: 300 s.
pub const TIME_TO_LIVE: Duration = Duration::from_secs(300);

/// An answer from the cache.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found<V> {
    /// What was stored.
    pub value: V,
    /// How long ago.
    pub age: Duration,
    /// How much of that is beyond the time to live; nothing if it is fresh.
    pub stale: Option<Duration>,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Nothing was stored, or it has been pushed out.
    Absent,
    /// It is too old to be served.
    TooOld {
        /// How old.
        age: Duration,
        /// The oldest that may be served.
        limit: Duration,
    },
}

/// How often what was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Fresh answers.
    pub fresh: u64,
    /// Stale ones, each after a failure.
    pub stale: u64,
    /// None.
    pub missing: u64,
    /// Answers pushed out by newer ones.
    pub evicted: u64,
}

/// A bounded cache.
///
/// A value is fresh for ten seconds, and good enough for a minute more when the service fails:
///
/// ```
/// use core::time::Duration;
/// use half_open::policy::cache::Cache;
/// use half_open::time::Instant;
///
/// let mut cache = Cache::new(Duration::from_secs(10), Duration::from_secs(60), 100)?;
/// cache.store(Instant::ZERO, "S1", 20.5);
/// let later = Instant::from_millis(30_000);
/// assert!(cache.fresh(later, &"S1").is_err());
/// assert_eq!(cache.after_failure(later, &"S1").map(|found| *found.value), Ok(20.5));
/// # Ok::<(), half_open::policy::ConfigError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cache<K, V> {
    time_to_live: Duration,
    stale_if_error: Duration,
    capacity: usize,
    now: Instant,
    entries: BTreeMap<K, (Instant, V)>,
    counts: Counts,
}

impl<K: Ord + Clone, V> Cache<K, V> {
    /// A cache of at most `capacity` answers, fresh up to `time_to_live` (inclusive) and served after a failure for
    /// `stale_if_error` beyond it.
    ///
    /// # Errors
    /// `capacity` of 0.
    pub fn new(time_to_live: Duration, stale_if_error: Duration, capacity: usize) -> Result<Self, ConfigError> {
        if capacity == 0 {
            return Err(ConfigError::new("capacity", capacity, "a whole number from 1 up"));
        }
        let (now, entries, counts) = (Instant::ZERO, BTreeMap::new(), Counts::default());
        Ok(Self { time_to_live, stale_if_error, capacity, now, entries, counts })
    }

    /// How long an answer is fresh.
    pub const fn time_to_live(&self) -> Duration {
        self.time_to_live
    }

    /// How long after that it may stand in for a failure.
    pub const fn stale_if_error(&self) -> Duration {
        self.stale_if_error
    }

    /// How often what was found.
    pub const fn counts(&self) -> Counts {
        self.counts
    }

    /// How many answers are stored, too old ones included.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether nothing is stored.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Takes the times of another cache from the next lookup on.
    pub fn configure(&mut self, other: &Self) {
        (self.time_to_live, self.stale_if_error) = (other.time_to_live, other.stale_if_error);
    }

    /// Stores a good answer. In a full cache it takes the place of the oldest.
    pub fn store(&mut self, now: Instant, key: K, value: V) {
        self.now = self.now.max(now);
        if self.entries.len() >= self.capacity && !self.entries.contains_key(&key) {
            let oldest = self.entries.iter().min_by_key(|(_, (stored, _))| *stored).map(|(key, _)| key.clone());
            if let Some(oldest) = oldest {
                self.entries.remove(&oldest);
                self.counts.evicted = self.counts.evicted.saturating_add(1);
            }
        }
        self.entries.insert(key, (self.now, value)); // rule: stored
    }

    /// A fresh answer, which spares a call.
    ///
    /// # Errors
    /// Why there is none.
    pub fn fresh(&mut self, now: Instant, key: &K) -> Result<Found<&V>, Missing> {
        self.look(now, key, self.time_to_live) // rule: fresh-first
    }

    /// An answer in the place of a call that has failed: fresh or stale, and it says which.
    ///
    /// # Errors
    /// Why there is none.
    pub fn after_failure(&mut self, now: Instant, key: &K) -> Result<Found<&V>, Missing> {
        self.look(now, key, self.time_to_live.saturating_add(self.stale_if_error)) // reads: ttl, stale
    }

    /// Forgets an answer, or all.
    pub fn clear(&mut self, key: Option<&K>) {
        match key {
            Some(key) => drop(self.entries.remove(key)),
            None => self.entries.clear(),
        }
    }

    fn look(&mut self, now: Instant, key: &K, limit: Duration) -> Result<Found<&V>, Missing> {
        self.now = self.now.max(now);
        let found = match self.entries.get(key) {
            None => Err(Missing::Absent), // rule: cache-empty
            Some((stored, value)) => {
                let age = self.now.since(*stored);
                let stale = age.checked_sub(self.time_to_live).filter(|beyond| !beyond.is_zero());
                if age <= limit {
                    Ok(Found { value, age, stale }) // rule: found
                } else {
                    Err(Missing::TooOld { age, limit }) // rule: too-old
                }
            }
        };
        let count = match &found {
            Ok(Found { stale: None, .. }) => &mut self.counts.fresh,
            Ok(_) => &mut self.counts.stale,
            Err(_) => &mut self.counts.missing,
        };
        *count = count.saturating_add(1);
        found
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::*;

    fn at(seconds: u64) -> Instant {
        Instant::from_millis(seconds * 1_000)
    }

    const fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    fn cache(capacity: usize) -> Cache<u32, &'static str> {
        Cache::new(TIME_TO_LIVE, seconds(60), capacity).unwrap()
    }

    #[test]
    fn fresh_to_its_time_then_stale_after_a_failure_only_then_nothing() {
        let mut cache = cache(2);
        cache.store(at(0), 1, "a");
        assert_eq!(cache.fresh(at(300), &1), Ok(Found { value: &"a", age: seconds(300), stale: None }));
        let old = |age, limit| Missing::TooOld { age: seconds(age), limit: seconds(limit) };
        assert_eq!(cache.fresh(at(301), &1), Err(old(301, 300)));
        let stale = Found { value: &"a", age: seconds(301), stale: Some(seconds(1)) };
        assert_eq!(cache.after_failure(at(301), &1), Ok(stale));
        assert!(cache.after_failure(at(360), &1).is_ok());
        assert_eq!(cache.after_failure(at(361), &1), Err(old(361, 360)));
        assert_eq!(cache.after_failure(at(361), &2), Err(Missing::Absent));
        assert_eq!(cache.counts(), Counts { fresh: 1, stale: 2, missing: 3, evicted: 0 });
        // An answer that comes again is as new as its last coming.
        cache.store(at(400), 1, "b");
        assert_eq!(cache.fresh(at(401), &1), Ok(Found { value: &"b", age: seconds(1), stale: None }));
    }

    #[test]
    fn the_oldest_makes_room_and_what_is_cleared_is_gone() {
        let mut cache = cache(2);
        for (second, key) in [(0, 1), (1, 2), (2, 1), (3, 3)] {
            cache.store(at(second), key, "value");
        }
        assert_eq!(cache.fresh(at(3), &2), Err(Missing::Absent));
        assert_eq!((cache.len(), cache.counts().evicted), (2, 1));
        cache.clear(Some(&1));
        assert_eq!(cache.len(), 1);
        cache.clear(None);
        assert!(cache.is_empty());
    }

    #[test]
    fn no_room_at_all_is_refused_by_name() {
        assert_eq!(Cache::<u32, ()>::new(TIME_TO_LIVE, Duration::ZERO, 0).unwrap_err().field, "capacity");
    }
}
