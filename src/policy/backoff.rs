//! Backoff: how long to wait before the n-th retry.
//!
//! A value type: it keeps no state, and the random part comes in as a draw.

use core::time::Duration;

use super::ConfigError;
use crate::time::nanos;

/// How the wait grows from retry to retry, before the cap and the jitter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Growth {
    /// Always the base.
    Constant,
    /// The base times the number of the retry.
    Linear,
    /// The base times `factor` to the power of the retries before.
    Exponential {
        /// At least 1; the lecture has 2.
        factor: f64,
    },
}

/// How luck changes a wait. `u` is the draw, in [0, 1).
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Jitter {
    /// Not at all.
    None,
    /// `u * spread` more, before the cap: the lecture's way.
    Additive {
        /// The most that is added.
        spread: Duration,
    },
    /// `u` times the capped wait (AWS, "Exponential Backoff And Jitter").
    Full,
    /// Half of the capped wait, and `u` times the other half (AWS).
    Equal,
    /// Between the base and three times the last wait, then capped (AWS). The growth plays no part.
    Decorrelated,
    /// The capped wait times `1 - part` to `1 + part`, kept within nothing and the cap.
    Share {
        /// At least 0; SysManage has 0.1.
        part: f64,
    },
}

/// How long to wait before each retry. Valid by construction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Backoff {
    growth: Growth,
    base: Duration,
    cap: Duration,
    jitter: Jitter,
}

/// A wait, and how it came about: `total = planned + jitter - shortened`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delay {
    /// How long to wait.
    pub total: Duration,
    /// What growth and cap alone would give; with decorrelated jitter the base, its certain part.
    pub planned: Duration,
    /// How much luck added.
    pub jitter: Duration,
    /// How much luck took away.
    pub shortened: Duration,
    /// Whether the cap held the wait down.
    pub capped: bool,
}

impl Backoff {
    /// A backoff. The error names a factor below 1 or above 5, a negative or infinite part, or a cap of nothing.
    pub fn new(growth: Growth, base: Duration, cap: Duration, jitter: Jitter) -> Result<Self, ConfigError> {
        if let Growth::Exponential { factor } = growth
            && !(1.0..=5.0).contains(&factor) {
                return Err(ConfigError::new("factor", factor, "1 to 5"));
            }
        if let Jitter::Share { part } = jitter
            && (!part.is_finite() || part < 0.0) {
                return Err(ConfigError::new("spread", part, "0 or more"));
            }
        if cap.is_zero() {
            return Err(ConfigError::new("cap", "0 s", "more than 0 s"));
        }
        Ok(Self { growth, base, cap, jitter })
    }

    /// The wait before a retry, counted from 1. `previous` is the wait before, `draw` is in [0, 1).
    pub fn delay(&self, retry: u32, previous: Option<Duration>, draw: f64) -> Delay {
        let grown = self.grown(retry);
        let (wished, planned) = match self.jitter {
            Jitter::None => (grown, grown),
            Jitter::Additive { spread } => (grown.saturating_add(times(spread, draw)), grown),
            Jitter::Full => (times(grown.min(self.cap), draw), grown),
            Jitter::Equal => {
                let half = grown.min(self.cap) / 2;
                (half.saturating_add(times(half, draw)), grown)
            }
            Jitter::Decorrelated => {
                let most = previous.unwrap_or(self.base).max(self.base).saturating_mul(3);
                (self.base.saturating_add(times(most.saturating_sub(self.base), draw)), self.base)
            }
            Jitter::Share { part } => {
                let factor = (1.0 + part * (2.0 * draw - 1.0)).max(0.0);
                (times(grown.min(self.cap), factor), grown)
            }
        };
        let (total, planned) = (wished.min(self.cap), planned.min(self.cap));
        Delay {
            total,
            planned,
            jitter: total.saturating_sub(planned),
            shortened: planned.saturating_sub(total),
            capped: grown > self.cap || wished > self.cap,
        }
    }

    /// The least and the greatest wait that any draw can give before a retry, counted from 1.
    pub fn band(&self, retry: u32) -> (Duration, Duration) {
        let plain = self.grown(retry).min(self.cap);
        match self.jitter {
            Jitter::None => (plain, plain),
            Jitter::Additive { spread } => (plain, self.grown(retry).saturating_add(spread).min(self.cap)),
            Jitter::Full => (Duration::ZERO, plain),
            Jitter::Equal => (plain / 2, plain),
            Jitter::Decorrelated => {
                let most = scaled(self.base, 3.0, retry).min(self.cap);
                (self.base.min(self.cap), most)
            }
            Jitter::Share { part } => (times(plain, (1.0 - part).max(0.0)), times(plain, 1.0 + part).min(self.cap)),
        }
    }

    /// The wait before cap and jitter, saturating.
    fn grown(&self, retry: u32) -> Duration {
        let before = retry.saturating_sub(1);
        match self.growth {
            Growth::Constant => self.base,
            Growth::Linear => self.base.saturating_mul(before.saturating_add(1)),
            Growth::Exponential { factor } => scaled(self.base, factor, before),
        }
    }
}

/// `span * factor^exponent` by squaring: multiplications only, so that every platform gives the same bits, and exact
/// while the factor's powers are (0.1, 0.2, 0.4 s for factor 2).
fn scaled(span: Duration, factor: f64, exponent: u32) -> Duration {
    let (mut result, mut square, mut left) = (1.0_f64, factor, exponent);
    while left > 0 {
        if left % 2 == 1 {
            result *= square;
        }
        square *= square;
        left /= 2;
    }
    times(span, result)
}

/// A span times a factor of 0 or more, to the nearest nanosecond, saturating.
fn times(span: Duration, factor: f64) -> Duration {
    // A float beyond u64 turns into its greatest value, and nothing times infinity, NaN, into 0.
    Duration::from_nanos((nanos(span) as f64 * factor).round() as u64)
}
