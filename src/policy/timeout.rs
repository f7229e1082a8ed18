//! Timeout: how long to wait for an answer.

use core::time::Duration;

use super::ConfigError;
use crate::time::Instant;

/// A limit on the time of an attempt, or of whatever is inside. Valid by construction.
///
/// What comes at or after the deadline is late: the caller has been told of the timeout, and the result is dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeout {
    limit: Duration,
}

/// The end of one wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// When the wait began.
    pub started: Instant,
    /// When it is over.
    pub at: Instant,
}

/// A wait that is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expired {
    /// How long was allowed.
    pub limit: Duration,
    /// How long it was.
    pub waited: Duration,
}

impl Timeout {
    /// A timeout. The error names a limit of nothing, which no answer could meet.
    pub fn new(limit: Duration) -> Result<Self, ConfigError> {
        if limit.is_zero() { Err(ConfigError::new("timeout", "0 s", "more than 0 s")) } else { Ok(Self { limit }) }
    }

    /// The deadline of a wait that begins now.
    pub fn start(&self, now: Instant) -> Deadline {
        Deadline { started: now, at: now.after(self.limit) }
    }
}

impl Deadline {
    /// What there is to say once the wait is over; nothing before.
    pub fn expired(&self, now: Instant) -> Option<Expired> {
        (now >= self.at).then(|| Expired { limit: self.at.since(self.started), waited: now.since(self.started) })
    }
}
