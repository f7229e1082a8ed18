//! Bulkhead: how many calls may run at a time, so that one slow dependency cannot take all of a service's room.
//!
//! A call asks with [`Bulkhead::admit`]: it runs, it waits in a bounded queue, or it is rejected. Whatever becomes of it,
//! [`Bulkhead::release`] gives its place back, and the answer says who comes next: first in, first out. Nobody waits
//! longer than the limit; [`Bulkhead::poll`] says whose time is up and [`Bulkhead::next_deadline`] when to ask.
//!
//! The three isolation levels and their figures are SysManage's. Its code has a queue, but never puts anything into it:
//! see [`Queueing::AsDocumented`].

pub mod resources;
mod settings;

use core::time::Duration;
use std::collections::{BTreeMap, VecDeque};

pub use settings::{Isolation, JudgedBy, Queueing, Settings};

use super::ConfigError;
use crate::time::Instant;

/// A call's number at its bulkhead, in the order of asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ticket(u64);

impl Ticket {
    /// The number.
    pub const fn number(self) -> u64 {
        self.0
    }
}

/// The answer to a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Decision {
    /// It runs.
    Runs(Started),
    /// It waits.
    Waits {
        /// Its number.
        ticket: Ticket,
        /// Its place in the queue; 1 comes next.
        place: u32,
        /// When it has waited too long; nothing if it may wait for ever.
        until: Option<Instant>,
    },
    /// There is no room.
    Rejected(Full),
}

/// A call that runs now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Started {
    /// Its number.
    pub ticket: Ticket,
    /// How long it waited.
    pub waited: Duration,
    /// When it has run too long. The caller keeps this time and ends the call.
    pub until: Instant,
    /// Calls that run, this one included.
    pub active: u32,
    /// The most that may, at present.
    pub limit: u32,
}

/// A call that waited too long and has left the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expired {
    /// Its number.
    pub ticket: Ticket,
    /// How long it was to wait at most.
    pub waited: Duration,
}

/// A rejection and the numbers that led to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Full {
    /// Calls that run.
    pub active: u32,
    /// The most that may, at present.
    pub limit: u32,
    /// Calls that wait.
    pub waiting: u32,
    /// The most that may.
    pub queue: u32,
}

/// What happened to calls that waited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct Changes {
    /// Those whose time is up, in order.
    pub expired: Vec<Expired>,
    /// Those that run now, in order; after the expired ones.
    pub started: Vec<Started>,
}

/// How a call that ran came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Well.
    Success,
    /// Badly.
    Failure,
    /// It was given up, which says nothing about what it called.
    Cancelled,
}

/// Counts since the start, and the present. SysManage's `get_stats`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Calls that asked.
    pub total: u64,
    /// Of these: rejected at once.
    pub rejected: u64,
    /// Of these: waited too long.
    pub expired: u64,
    /// Calls that run.
    pub active: u32,
    /// Calls that wait.
    pub waiting: u32,
    /// The configured limit.
    pub limit: u32,
}

impl Stats {
    /// Rejected calls by all, 0 to 1; those that waited in vain are rejections too.
    pub fn rejection_rate(&self) -> f64 {
        self.rejected.saturating_add(self.expired) as f64 / self.total.max(1) as f64
    }

    /// Calls that run by the configured limit; above 1 while a shared or adaptive bulkhead is in its overflow.
    pub fn utilization(&self) -> f64 {
        f64::from(self.active) / f64::from(self.limit)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Waiting {
    ticket: Ticket,
    since: Instant,
    until: Option<Instant>,
}

/// A bulkhead around one resource.
///
/// One call runs, one waits for it, and a third is turned away:
///
/// ```
/// use core::time::Duration;
/// use half_open::policy::bulkhead::{Bulkhead, Decision, Isolation, Queueing, Settings};
/// use half_open::time::Instant;
///
/// let mut bulkhead = Bulkhead::new(Settings {
///     limit: 1,
///     queue: 1,
///     max_wait: Duration::from_secs(1),
///     run_limit: Duration::from_secs(10),
///     isolation: Isolation::Strict,
///     queueing: Queueing::Bounded,
/// })?;
/// let mut admit = || bulkhead.admit(Instant::ZERO).1;
/// assert!(matches!(admit(), Decision::Runs(_)));
/// assert!(matches!(admit(), Decision::Waits { .. }));
/// assert!(matches!(admit(), Decision::Rejected(_)));
/// # Ok::<(), half_open::policy::ConfigError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bulkhead {
    settings: Settings,
    now: Instant,
    next: u64,
    /// The calls that run, with the time at which they started.
    running: BTreeMap<Ticket, Instant>,
    waiting: VecDeque<Waiting>,
    /// The last results, the newest last, where they are what an adaptive bulkhead judges by.
    results: VecDeque<bool>,
    total: u64,
    rejected: u64,
    expired: u64,
}

impl Bulkhead {
    /// An empty bulkhead.
    ///
    /// # Errors
    /// What [`Settings::check`] refuses.
    pub fn new(settings: Settings) -> Result<Self, ConfigError> {
        settings.check()?;
        Ok(Self {
            settings,
            now: Instant::ZERO,
            next: 0,
            running: BTreeMap::new(),
            waiting: VecDeque::new(),
            results: VecDeque::new(),
            total: 0,
            rejected: 0,
            expired: 0,
        })
    }

    /// How it is set.
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Takes other settings, which apply from the next decision on: with a higher limit it lets more of those who wait
    /// run. Calls that run and the times of those that wait stay.
    ///
    /// # Errors
    /// What [`Settings::check`] refuses; nothing has changed then.
    pub fn configure(&mut self, settings: Settings) -> Result<(), ConfigError> {
        settings.check()?;
        self.settings = settings;
        Ok(())
    }

    /// Asks whether a call may run. A `now` in the past counts as the latest one.
    pub fn admit(&mut self, now: Instant) -> (Changes, Decision) {
        let changes = self.move_on(now);
        self.total = self.total.saturating_add(1);
        let (limit, active, ticket) = (self.limit(), self.active(), Ticket(self.next));
        self.next = self.next.saturating_add(1);
        let decision = if !self.accepts(limit) {
            // rule: no-room; reads: bulkhead
            self.rejected = self.rejected.saturating_add(1);
            Decision::Rejected(Full { active, limit, waiting: self.queued(), queue: self.settings.queue })
        } else if active < self.at_once(limit) && self.waiting.is_empty() {
            Decision::Runs(self.start(ticket, Duration::ZERO)) // rule: runs
        } else {
            let until = (self.settings.queueing == Queueing::Bounded).then(|| self.now.after(self.settings.max_wait));
            self.waiting.push_back(Waiting { ticket, since: self.now, until });
            Decision::Waits { ticket, place: self.queued(), until } // rule: waits
        };
        (changes, decision)
    }

    /// A call has ended, or one that waited has given up. An unknown number, for example one that was ended before,
    /// changes nothing.
    pub fn release(&mut self, now: Instant, ticket: Ticket, outcome: Outcome) -> Changes {
        let expired = self.expire(now);
        if self.running.remove(&ticket).is_none() {
            self.waiting.retain(|waiting| waiting.ticket != ticket);
        } else if let Isolation::Adaptive(JudgedBy::Results { last }) = self.settings.isolation
            && outcome != Outcome::Cancelled
        {
            self.results.push_back(outcome == Outcome::Success);
            while self.results.len() > last as usize {
                self.results.pop_front();
            }
        }
        Changes { expired, started: self.fill() }
    }

    /// Whose time is up by now.
    pub fn poll(&mut self, now: Instant) -> Changes {
        self.move_on(now)
    }

    /// When the next call that waits has waited too long.
    pub fn next_deadline(&self) -> Option<Instant> {
        self.waiting.iter().filter_map(|waiting| waiting.until).min()
    }

    /// The most calls that may run at present, by the isolation level.
    pub fn limit(&self) -> u32 {
        // reads: isolation
        let tenths = match self.settings.isolation {
            Isolation::Strict => 10,
            Isolation::Shared => 12,
            Isolation::Adaptive(_) if self.goes_well() => 11,
            Isolation::Adaptive(_) => 8,
        };
        // One more runs while fewer than this many tenths do, so a broken limit is rounded up.
        let limit = (u64::from(self.settings.limit) * tenths).div_ceil(10);
        u32::try_from(limit).unwrap_or(u32::MAX)
    }

    /// Counts and present figures.
    pub fn stats(&self) -> Stats {
        Stats {
            total: self.total,
            rejected: self.rejected,
            expired: self.expired,
            active: self.active(),
            waiting: self.queued(),
            limit: self.settings.limit,
        }
    }

    /// Whether more than nine tenths went well. Nothing known goes well.
    fn goes_well(&self) -> bool {
        let (good, all) = match self.settings.isolation {
            Isolation::Adaptive(JudgedBy::Rejections) => (self.total.saturating_sub(self.rejected), self.total),
            _ => (self.results.iter().filter(|result| **result).count() as u64, self.results.len() as u64),
        };
        all == 0 || u128::from(good) * 10 > u128::from(all) * 9
    }

    fn active(&self) -> u32 {
        u32::try_from(self.running.len()).unwrap_or(u32::MAX)
    }

    fn queued(&self) -> u32 {
        u32::try_from(self.waiting.len()).unwrap_or(u32::MAX)
    }

    /// Whether there is room for one more, running or waiting.
    fn accepts(&self, limit: u32) -> bool {
        match (self.settings.queueing, self.settings.isolation) {
            (Queueing::Bounded, _) => {
                (self.active() < limit && self.waiting.is_empty()) || self.queued() < self.settings.queue
            }
            // The documented code counts nobody in its queue, so that a queue of none takes nobody at all.
            (Queueing::AsDocumented, Isolation::Strict) => self.active() < limit && self.settings.queue > 0,
            (Queueing::AsDocumented, _) => self.active() < limit,
        }
    }

    /// The most that run at once: the documented code's semaphore stays at the configured limit whatever the level.
    fn at_once(&self, limit: u32) -> u32 {
        match self.settings.queueing {
            Queueing::Bounded => limit,
            Queueing::AsDocumented => self.settings.limit,
        }
    }

    fn move_on(&mut self, now: Instant) -> Changes {
        Changes { expired: self.expire(now), started: self.fill() }
    }

    fn expire(&mut self, now: Instant) -> Vec<Expired> {
        self.now = self.now.max(now);
        let now = self.now;
        let mut expired = Vec::new();
        self.waiting.retain(|waiting| {
            let Some(until) = waiting.until.filter(|until| *until <= now) else { return true };
            expired.push(Expired { ticket: waiting.ticket, waited: until.since(waiting.since) });
            false
        });
        self.expired = self.expired.saturating_add(expired.len() as u64);
        expired
    }

    /// Lets those that wait run, in order, while there is room.
    fn fill(&mut self) -> Vec<Started> {
        let mut started = Vec::new();
        while self.active() < self.at_once(self.limit()) {
            let Some(next) = self.waiting.pop_front() else { break };
            started.push(self.start(next.ticket, self.now.since(next.since)));
        }
        started
    }

    fn start(&mut self, ticket: Ticket, waited: Duration) -> Started {
        self.running.insert(ticket, self.now);
        let until = self.now.after(self.settings.run_limit);
        Started { ticket, waited, until, active: self.active(), limit: self.at_once(self.limit()) }
    }
}

#[cfg(test)]
mod tests;
