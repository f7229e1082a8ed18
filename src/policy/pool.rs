//! Connection pool: connections kept for their next use, this many for each key and this many in total.
//!
//! The key is the host and the timeout, as in the guide: "separate pools by timeout values". [`Pool::acquire`] hands
//! out a connection, [`Pool::release`] takes it back, and [`Pool::poll`], from time to time (the guide: each 30 s),
//! closes those that have idled too long and recycles a key of which too many connections were found closed.

use core::time::Duration;
use std::collections::{BTreeMap, VecDeque};

use super::ConfigError;
use crate::time::Instant;

/// How often the guide looks after its pools (`_ensure_pool_health`).
pub const POLL_EVERY: Duration = Duration::from_secs(30);

/// What a connection is for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// The host.
    pub host: String,
    /// The timeout of its calls. One with another timeout is another pool, or a call would get a connection that waits
    /// longer or shorter than it asked for.
    pub timeout: Duration,
}

impl Key {
    /// How long a new connection may take: a third of the timeout, 10 s at most (the guide's `get_session`).
    pub fn connect_timeout(&self) -> Duration {
        (self.timeout / 3).min(Duration::from_secs(10))
    }
}

/// How a pool is set. The defaults for the limits and lives are those of the guide's examples.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The most connections in total, in use or idle; from 1 up.
    pub total: u32,
    /// The most for one key; from 1 to `total`.
    pub per_key: u32,
    /// How long an idle connection is kept; 0 s keeps none, which is what the guide's `force_close` does beside a
    /// keep-alive that it makes void.
    pub keep_alive: Duration,
    /// How often a connection is used before it is replaced (asyncpg's `max_queries`); from 1 up.
    pub max_uses: u32,
    /// A key is recycled when more than this many of its connections were found closed since it was made.
    pub cleanup_threshold: u32,
}

impl Default for Settings {
    fn default() -> Self {
        let keep_alive = Duration::from_secs(300);
        Self { total: 20, per_key: 5, keep_alive, max_uses: 50_000, cleanup_threshold: 10 }
    }
}

impl Settings {
    /// Whether the settings make sense.
    ///
    /// # Errors
    /// `total`, `per_key` or `max_uses` of 0, and a `per_key` above `total`.
    pub fn check(&self) -> Result<(), ConfigError> {
        for (field, value) in [("total", self.total), ("per_key", self.per_key), ("max_uses", self.max_uses)] {
            if value == 0 {
                return Err(ConfigError::new(field, value, "a whole number from 1 up"));
            }
        }
        if self.per_key > self.total {
            return Err(ConfigError::new("per_key", self.per_key, format!("at most the total of {}", self.total)));
        }
        Ok(())
    }
}

/// A connection's number.
pub type Id = u64;

/// The answer to who wants a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub enum Acquired {
    /// One that was idle.
    Reused {
        /// Its number.
        id: Id,
        /// How long it was idle.
        idle: Duration,
    },
    /// A new one, to be opened within the key's [`connect_timeout`](Key::connect_timeout).
    Opened {
        /// Its number.
        id: Id,
        /// The idle connection of another key that was closed to make room for it.
        evicted: Option<Id>,
    },
    /// There is none. The guide: raise the limits, or look for connections that are never given back.
    Exhausted {
        /// Whether the key has as many as it may; otherwise all keys together have.
        by_key: bool,
        /// Connections in use, of the key or in total.
        in_use: u32,
        /// The limit that is reached.
        limit: u32,
    },
}

/// In which state a connection comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition {
    /// It works.
    Good,
    /// The other side has closed it, or it broke.
    Closed,
}

/// What happened to a connection that came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Released {
    /// It idles, ready for the next.
    Kept,
    /// It is gone: it was closed.
    FoundClosed,
    /// It is gone: it was used as often as it may be.
    WornOut,
    /// It is gone: nothing is kept alive, or its key has been recycled since.
    NotKept,
    /// The pool has not lent this number, or has it back already: nothing changed.
    Unknown,
}

/// Why a connection went as time passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Removed {
    /// It idled as long as it may.
    Idle,
    /// Its key had too many closed connections.
    Recycled,
}

/// A pool's use at a time, as on the guide's dashboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Usage {
    /// Connections in use.
    pub in_use: u32,
    /// Connections that idle.
    pub idle: u32,
    /// The limit.
    pub limit: u32,
}

impl Usage {
    /// Connections in use, in percent of the limit.
    pub fn percent(&self) -> f64 {
        100.0 * f64::from(self.in_use) / f64::from(self.limit)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Lent {
    key: Key,
    since: Instant,
    uses: u32,
    made: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Idle {
    id: Id,
    since: Instant,
    uses: u32,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Host {
    /// Those that idle, the longest first. The next use takes the last one, so that the others may age out.
    idle: VecDeque<Idle>,
    in_use: u32,
    closed: u32,
    /// How often the key has been recycled.
    made: u64,
}

/// A pool of connections.
///
/// A connection that comes back serves the next call with its key, because opening another one takes time. While the
/// key has as many as it may, a further call gets none:
///
/// ```
/// use core::time::Duration;
/// use half_open::policy::pool::{Acquired, Condition, Key, Pool, Settings};
/// use half_open::time::Instant;
///
/// let mut pool = Pool::new(Settings { per_key: 1, ..Settings::default() })?;
/// let key = Key { host: "db".to_owned(), timeout: Duration::from_secs(30) };
/// let Acquired::Opened { id, .. } = pool.acquire(Instant::ZERO, &key) else { unreachable!() };
/// let second = pool.acquire(Instant::ZERO, &key);
/// assert_eq!(second, Acquired::Exhausted { by_key: true, in_use: 1, limit: 1 });
/// pool.release(Instant::from_millis(200), id, Condition::Good);
/// let third = pool.acquire(Instant::from_millis(500), &key);
/// assert_eq!(third, Acquired::Reused { id, idle: Duration::from_millis(300) });
/// # Ok::<(), half_open::policy::ConfigError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pool {
    settings: Settings,
    now: Instant,
    next: Id,
    hosts: BTreeMap<Key, Host>,
    lent: BTreeMap<Id, Lent>,
}

impl Pool {
    /// An empty pool.
    ///
    /// # Errors
    /// What [`Settings::check`] refuses.
    pub fn new(settings: Settings) -> Result<Self, ConfigError> {
        settings.check()?;
        Ok(Self { settings, now: Instant::ZERO, next: 1, hosts: BTreeMap::new(), lent: BTreeMap::new() })
    }

    /// How it is set.
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Takes other settings from the next decision on. Of connections that idle those beyond the new limits are closed, the
    /// longest first; those in use stay until they come back.
    ///
    /// # Errors
    /// What [`Settings::check`] refuses; nothing has changed then.
    pub fn configure(&mut self, settings: Settings) -> Result<(), ConfigError> {
        settings.check()?;
        self.settings = settings;
        for host in self.hosts.values_mut() {
            let room = settings.per_key.saturating_sub(host.in_use) as usize;
            host.idle.drain(..host.idle.len().saturating_sub(room));
        }
        loop {
            let all = self.usage();
            if all.in_use.saturating_add(all.idle) <= all.limit || self.evict().is_none() {
                return Ok(());
            }
        }
    }

    /// Wants a connection for `key`. A `now` in the past counts as the latest one.
    pub fn acquire(&mut self, now: Instant, key: &Key) -> Acquired {
        let _ = self.drop_idle(now);
        let (idle, in_use) = self.hosts.get(key).map_or((None, 0), |host| (host.idle.back().copied(), host.in_use));
        if let Some(found) = idle {
            if let Some(host) = self.hosts.get_mut(key) {
                host.idle.pop_back();
            }
            self.lend(found.id, key, found.uses + 1); // rule: connection-reused
            return Acquired::Reused { id: found.id, idle: self.now.since(found.since) };
        }
        if in_use >= self.settings.per_key {
            // rule: connections-exhausted; reads: pool
            return Acquired::Exhausted { by_key: true, in_use, limit: self.settings.per_key };
        }
        let all = self.usage();
        let evicted = if all.in_use + all.idle >= self.settings.total { self.evict() } else { None };
        if all.in_use >= self.settings.total {
            return Acquired::Exhausted { by_key: false, in_use: all.in_use, limit: all.limit };
        }
        let id = self.next;
        self.next = self.next.saturating_add(1);
        self.lend(id, key, 1); // rule: connection-opened
        Acquired::Opened { id, evicted }
    }

    /// Takes a connection back.
    pub fn release(&mut self, now: Instant, id: Id, condition: Condition) -> Released {
        self.now = self.now.max(now);
        let Some(lent) = self.lent.remove(&id) else { return Released::Unknown };
        let Some(host) = self.hosts.get_mut(&lent.key) else { return Released::Unknown };
        host.in_use = host.in_use.saturating_sub(1);
        if host.made != lent.made {
            return Released::NotKept;
        }
        if condition == Condition::Closed {
            host.closed = host.closed.saturating_add(1);
            return Released::FoundClosed; // rule: connection-closed
        }
        if lent.uses >= self.settings.max_uses {
            return Released::WornOut;
        }
        if self.settings.keep_alive.is_zero() {
            return Released::NotKept;
        }
        host.idle.push_back(Idle { id, since: self.now, uses: lent.uses });
        Released::Kept // rule: connection-kept
    }

    /// Closes what idled too long and recycles keys with too many closed connections: what went, and why, in the order
    /// of the keys. Connections in use stay; those of a recycled key are closed when they come back.
    pub fn poll(&mut self, now: Instant) -> Vec<(Id, Removed)> {
        let mut removed = self.drop_idle(now);
        for host in self.hosts.values_mut().filter(|host| host.closed > self.settings.cleanup_threshold) {
            removed.extend(host.idle.drain(..).map(|idle| (idle.id, Removed::Recycled)));
            (host.closed, host.made) = (0, host.made.saturating_add(1));
        }
        self.hosts.retain(|_, host| host.in_use > 0 || host.closed > 0 || !host.idle.is_empty());
        removed
    }

    /// The use of the whole pool.
    pub fn usage(&self) -> Usage {
        let idle = self.hosts.values().map(|host| host.idle.len()).sum::<usize>();
        Usage { in_use: small(self.lent.len()), idle: small(idle), limit: self.settings.total }
    }

    /// The use of one key.
    pub fn usage_of(&self, key: &Key) -> Usage {
        let (in_use, idle) = self.hosts.get(key).map_or((0, 0), |host| (host.in_use, small(host.idle.len())));
        Usage { in_use, idle, limit: self.settings.per_key }
    }

    /// Connections that have been in use for `span` or longer: perhaps leaks.
    pub fn in_use_for(&self, span: Duration) -> impl Iterator<Item = (Id, &Key)> {
        let since = self.now;
        self.lent.iter().filter(move |(_, lent)| since.since(lent.since) >= span).map(|(id, lent)| (*id, &lent.key))
    }

    fn lend(&mut self, id: Id, key: &Key, uses: u32) {
        let host = self.hosts.entry(key.clone()).or_default();
        host.in_use += 1;
        let made = host.made;
        self.lent.insert(id, Lent { key: key.clone(), since: self.now, uses, made });
    }

    /// Closes the connection that has idled longest.
    fn evict(&mut self) -> Option<Id> {
        let longest = self.hosts.values_mut().filter(|host| !host.idle.is_empty());
        let host = longest.min_by_key(|host| host.idle.front().map(|idle| (idle.since, idle.id)))?;
        host.idle.pop_front().map(|idle| idle.id)
    }

    fn drop_idle(&mut self, now: Instant) -> Vec<(Id, Removed)> {
        self.now = self.now.max(now);
        let (now, keep_alive) = (self.now, self.settings.keep_alive);
        let mut removed = Vec::new();
        for host in self.hosts.values_mut() {
            while host.idle.front().is_some_and(|idle| now.since(idle.since) >= keep_alive) {
                removed.extend(host.idle.pop_front().map(|idle| (idle.id, Removed::Idle)));
            }
        }
        removed
    }
}

fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::*;

    fn key(host: &str, seconds: u64) -> Key {
        Key { host: host.to_owned(), timeout: Duration::from_secs(seconds) }
    }

    fn at(seconds: u64) -> Instant {
        Instant::from_millis(seconds * 1_000)
    }

    fn pool(total: u32, per_key: u32) -> Pool {
        Pool::new(Settings { total, per_key, cleanup_threshold: 1, ..Settings::default() }).unwrap()
    }

    fn open(pool: &mut Pool, now: Instant, key: &Key) -> Id {
        let Acquired::Opened { id, .. } = pool.acquire(now, key) else { unreachable!("there is room") };
        id
    }

    #[test]
    fn a_connection_serves_only_its_own_host_and_timeout() {
        let mut pool = pool(10, 5);
        let id = open(&mut pool, at(0), &key("a", 30));
        assert_eq!(pool.release(at(1), id, Condition::Good), Released::Kept);
        assert!(matches!(pool.acquire(at(2), &key("a", 10)), Acquired::Opened { .. }));
        let again = Acquired::Reused { id, idle: Duration::from_secs(1) };
        assert_eq!(pool.acquire(at(2), &key("a", 30)), again);
        assert_eq!(key("a", 30).connect_timeout(), Duration::from_secs(10));
        assert_eq!(key("a", 9).connect_timeout(), Duration::from_secs(3));
    }

    #[test]
    fn both_limits_hold_and_an_idle_one_makes_room() {
        let mut pool = pool(3, 2);
        let first = open(&mut pool, at(0), &key("a", 1));
        let _ = open(&mut pool, at(0), &key("a", 1));
        let by_key = Acquired::Exhausted { by_key: true, in_use: 2, limit: 2 };
        assert_eq!(pool.acquire(at(0), &key("a", 1)), by_key);
        let _ = open(&mut pool, at(0), &key("b", 1));
        let in_all = Acquired::Exhausted { by_key: false, in_use: 3, limit: 3 };
        assert_eq!(pool.acquire(at(0), &key("c", 1)), in_all);
        assert_eq!(pool.usage().percent(), 100.0);
        pool.release(at(1), first, Condition::Good);
        assert_eq!(pool.acquire(at(2), &key("c", 1)), Acquired::Opened { id: 4, evicted: Some(first) });
        assert_eq!(pool.in_use_for(Duration::from_secs(2)).map(|(id, _)| id).collect::<Vec<_>>(), [2, 3]);
    }

    #[test]
    fn closed_connections_are_not_kept_and_too_many_recycle_the_key() {
        let mut pool = pool(10, 5);
        let a = key("a", 1);
        let ids: Vec<Id> = (0..5).map(|_| open(&mut pool, at(0), &a)).collect();
        assert_eq!(pool.release(at(1), ids[0], Condition::Closed), Released::FoundClosed);
        pool.release(at(1), ids[1], Condition::Good);
        assert_eq!(pool.poll(at(2)), []);
        assert_eq!(pool.release(at(3), ids[2], Condition::Closed), Released::FoundClosed);
        assert_eq!(pool.poll(at(4)), [(ids[1], Removed::Recycled)]);
        assert_eq!(pool.release(at(5), ids[3], Condition::Good), Released::NotKept);
        assert_eq!(pool.release(at(5), ids[3], Condition::Good), Released::Unknown);
        assert_eq!(pool.usage_of(&a), Usage { in_use: 1, idle: 0, limit: 5 });
    }

    #[test]
    fn connections_age_by_idling_and_by_use() {
        let settings = Settings { keep_alive: Duration::from_secs(10), max_uses: 2, ..Settings::default() };
        let mut pool = Pool::new(settings).unwrap();
        let a = key("a", 1);
        let first = open(&mut pool, at(0), &a);
        pool.release(at(0), first, Condition::Good);
        assert_eq!(pool.poll(at(9)), []);
        assert_eq!(pool.poll(at(10)), [(first, Removed::Idle)]);
        let second = open(&mut pool, at(20), &a);
        assert_eq!(pool.release(at(20), second, Condition::Good), Released::Kept);
        let _ = pool.acquire(at(20), &a);
        assert_eq!(pool.release(at(20), second, Condition::Good), Released::WornOut);
        let mut closing = Pool::new(Settings { keep_alive: Duration::ZERO, ..settings }).unwrap();
        let id = open(&mut closing, at(0), &a);
        assert_eq!(closing.release(at(0), id, Condition::Good), Released::NotKept);
    }

    #[test]
    fn what_makes_no_sense_is_refused_by_name() {
        let good = Settings::default();
        for (settings, field) in [
            (Settings { total: 0, ..good }, "total"),
            (Settings { per_key: 0, ..good }, "per_key"),
            (Settings { per_key: 21, ..good }, "per_key"),
            (Settings { max_uses: 0, ..good }, "max_uses"),
        ] {
            assert_eq!(Pool::new(settings).unwrap_err().field, field);
        }
    }
}
