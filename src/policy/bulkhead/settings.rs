//! How a bulkhead is set.

use core::time::Duration;

use crate::policy::ConfigError;

/// How a bulkhead is set. The defaults are SysManage's `BulkheadConfig`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// How many calls may run at a time, before the isolation level has its say; from 1 up.
    pub limit: u32,
    /// How many may wait; 0 rejects whatever cannot run at once.
    pub queue: u32,
    /// How long each may wait; 0 s lets nobody wait, which a queue of 0 says better, so it is refused with a queue.
    pub max_wait: Duration,
    /// How long each may run; longer than 0 s.
    pub run_limit: Duration,
    /// What happens to the limit.
    pub isolation: Isolation,
    /// What the queue does.
    pub queueing: Queueing,
}

/// What happens to the configured limit. Figures: SysManage's `ResourceBulkhead._can_accept_call`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Isolation {
    /// It holds always.
    #[default]
    Strict,
    /// A fifth more may run: some overflow into room that others share.
    Shared,
    /// A tenth more may run while more than 90 % go well, and only eight tenths otherwise.
    Adaptive(JudgedBy),
}

/// What an adaptive bulkhead takes for "going well".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JudgedBy {
    /// This many of the last results of calls that ran, as the documentation means it; at least 1.
    Results {
        /// How many.
        last: u32,
    },
    /// The share of calls not rejected since the start, as its code has it. Rejections lower the limit, which makes
    /// more rejections: a lowered limit stays low long after the load has gone.
    Rejections,
}

/// What the queue does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Queueing {
    /// It queues: at most this many calls, each at most this long. The default.
    #[default]
    Bounded,
    /// As SysManage's code: nothing is ever put into its queue. "Strict" rejects what cannot run at once. "Shared", and
    /// "adaptive" while it goes well, compare the calls that run with a limit that these never pass, because a
    /// semaphore holds them at the configured one: everybody waits there, however many and however long.
    AsDocumented,
}

impl Default for Settings {
    fn default() -> Self {
        let (max_wait, run_limit) = (Duration::from_secs(30), Duration::from_secs(30));
        let (isolation, queueing) = (Isolation::Strict, Queueing::Bounded);
        Self { limit: 10, queue: 100, max_wait, run_limit, isolation, queueing }
    }
}

impl Settings {
    /// Whether the settings make sense.
    ///
    /// # Errors
    /// `limit` of 0, `run_limit` of 0 s, `max_wait` of 0 s with a queue that waits, no results to judge by.
    pub fn check(&self) -> Result<(), ConfigError> {
        if self.limit == 0 {
            return Err(ConfigError::new("limit", self.limit, "a whole number from 1 up"));
        }
        if self.run_limit.is_zero() {
            return Err(ConfigError::new("run_limit", "0 s", "longer than 0 s"));
        }
        if self.max_wait.is_zero() && self.queue > 0 && self.queueing == Queueing::Bounded {
            return Err(ConfigError::new("max_wait", "0 s", "longer than 0 s, or the queue 0"));
        }
        if self.isolation == Isolation::Adaptive(JudgedBy::Results { last: 0 }) {
            return Err(ConfigError::new("last", 0, "a whole number from 1 up"));
        }
        Ok(())
    }
}
