//! The resilience policies: one pure state machine a file, each readable alone.
//!
//! The clock and the luck come in as arguments, decisions go out as values. Nothing here sleeps, spawns, logs or calls
//! back, and a configuration that exists is valid: its constructor refused everything else.
//!
//! The same act has the same name in all of them. `begin` starts the way of one piece of work. `admit` asks to be let in,
//! be it a call or a retry. `report` says how something came out, whatever it came to; `on_success`, `on_failure` and
//! their like say that this one thing happened. `release` gives back a place, or what was lent; what is lent is asked for
//! with `acquire`. `poll` lets time pass and says what that has changed, and `next_deadline` says when to ask.
//! `configure` takes other settings.

pub mod alert;
pub mod backoff;
pub mod batch_processor;
pub mod breaker;
pub mod bulkhead;
pub mod cache;
pub mod chaos;
pub mod dead_letter;
pub mod degrade;
pub mod fallback;
pub mod health;
pub mod hedge;
pub mod optimistic;
pub mod partial;
pub mod pool;
pub mod rate_limit;
pub mod restart;
pub mod retry;
pub mod retry_breaker;
pub mod retry_budget;
pub mod retry_quota;
pub mod share;
pub mod shed;
pub mod throttle;
pub mod timeout;
pub mod token_retry;

use core::fmt;

use crate::words::quoted;

/// Why an attempt did not succeed, as far as a policy needs to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// The connection broke or could not be made: transient.
    Connection,
    /// No answer in time: transient.
    Timeout,
    /// The service says that it cannot serve now: transient.
    Unavailable,
    /// The service asks its callers to slow down: transient.
    RateLimited,
    /// A circuit breaker refused the attempt; the service was not called.
    Refused,
    /// The request itself is wrong; trying again cannot help.
    ClientError,
    /// The caller is not allowed to ask; trying again cannot help.
    Authentication,
    /// The service broke down over the request: HTTP 500, an error in its own program. It may be as broken for the
    /// next one, so it is not transient; but it is the service's failure, and a breaker counts it.
    ServerError,
    /// An error in the caller's own program; trying again cannot help.
    Bug,
    /// Nobody can say what it was.
    Unknown,
}

impl FailureKind {
    /// All kinds.
    pub const ALL: [Self; 10] = [
        Self::Connection,
        Self::Timeout,
        Self::Unavailable,
        Self::RateLimited,
        Self::Refused,
        Self::ClientError,
        Self::Authentication,
        Self::ServerError,
        Self::Bug,
        Self::Unknown,
    ];

    /// Whether the service failed in a way that may pass by itself.
    ///
    /// [`FailureKind::Refused`] is not transient: it is the answer of a policy, which knows how long it will refuse.
    pub const fn is_transient(self) -> bool {
        matches!(self, Self::Connection | Self::Timeout | Self::Unavailable | Self::RateLimited)
    }

    /// Whether the caller made a mistake: the failure says nothing about the service.
    pub const fn is_callers_own(self) -> bool {
        matches!(self, Self::ClientError | Self::Authentication | Self::Bug)
    }
}

/// A set of kinds of failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kinds(u16);

impl Kinds {
    /// Those that may pass by themselves.
    pub const TRANSIENT: Self =
        Self::of(&[FailureKind::Connection, FailureKind::Timeout, FailureKind::Unavailable, FailureKind::RateLimited]);
    /// All of them.
    pub const ALL: Self = Self(u16::MAX);

    /// The set of these kinds.
    pub const fn of(kinds: &[FailureKind]) -> Self {
        let (mut bits, mut index) = (0, 0);
        while index < kinds.len() {
            bits |= 1 << kinds[index] as u16;
            index += 1;
        }
        Self(bits)
    }

    /// The set without these kinds.
    pub const fn without(self, kinds: &[FailureKind]) -> Self {
        Self(self.0 & !Self::of(kinds).0)
    }

    /// The set with this kind, or without it if it is there.
    pub const fn toggled(self, kind: FailureKind) -> Self {
        Self(self.0 ^ 1 << kind as u16)
    }

    /// Whether a kind is in the set.
    pub const fn includes(self, kind: FailureKind) -> bool {
        self.0 & 1 << kind as u16 != 0
    }
}

/// A setting that a constructor refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// The setting's name.
    pub field: &'static str,
    /// What was given; of a long text only the beginning.
    pub value: String,
    /// What is allowed, as it reads in a sentence: `a whole number from 1 to 20`.
    pub allowed: String,
}

impl ConfigError {
    /// A refusal of `value` for `field`.
    pub fn new(field: &'static str, value: impl ToString, allowed: impl Into<String>) -> Self {
        Self { field, value: quoted(&value.to_string()), allowed: allowed.into() }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is {}, but must be {}", self.field, self.value, self.allowed)
    }
}

impl core::error::Error for ConfigError {}
