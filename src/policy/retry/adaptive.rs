//! Adaptive backoff: shorter delays while operations mostly succeed, longer ones while they mostly fail.
//!
//! `SysManage`'s `AdaptiveBackoffStrategy`: the delay of the growth times 0.7 above a success rate of 90 %, 1 above
//! 70 %, 1.5 above 50 % and else 2; then plus or minus 5 %; then the cap. The rate is that of the last 100 operations,
//! and 80 % before there is any.

use core::time::Duration;
use std::collections::VecDeque;

use crate::policy::ConfigError;
use crate::policy::backoff::schedule::LONGEST;
use crate::policy::backoff::{Backoff, Delay, Growth, Jitter};
use crate::time::nanos;

/// The factor in hundredths for each success rate in hundredths that is passed; the last is for all others.
const FACTORS: [(u64, u32); 3] = [(90, 70), (70, 100), (50, 150)];
/// The factor in hundredths at a success rate of 50 % or less.
const SLOWEST: u32 = 200;
/// The success rate before the first operation: 8 of 10.
const ASSUMED: (u64, u64) = (8, 10);
/// How much luck changes a delay, up and down.
const PART: f64 = 0.05;

/// A backoff that learns.
///
/// The first delay is 0.7 s while all operations succeed and 2 s while all fail, because a service in trouble needs
/// more time:
///
/// ```
/// use core::time::Duration;
/// use half_open::policy::backoff::Growth;
/// use half_open::policy::retry::adaptive::Adaptive;
///
/// let (base, cap) = (Duration::from_secs(1), Duration::from_secs(30));
/// let mut adaptive = Adaptive::new(Growth::Exponential { factor: 2.0 }, base, cap, false, 20)?;
/// (0..20).for_each(|_| adaptive.report(true));
/// assert_eq!(adaptive.delay(1, 0.5).delay.total, Duration::from_millis(700));
/// (0..20).for_each(|_| adaptive.report(false));
/// assert_eq!(adaptive.delay(1, 0.5).delay.total, Duration::from_secs(2));
/// # Ok::<(), half_open::policy::ConfigError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Adaptive {
    growth: Backoff,
    cap: Duration,
    jitter: bool,
    window: usize,
    results: VecDeque<bool>,
    successes: u64,
}

/// A delay and the rate that led to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Adapted {
    /// The delay. Planned is what the growth asks for after the factor.
    pub delay: Delay,
    /// The factor in hundredths.
    pub percent: u32,
    /// Successes among the operations that were judged.
    pub successes: u64,
    /// The operations that were judged: 8 of 10 are assumed before the first.
    pub operations: u64,
}

impl Adaptive {
    /// A backoff that adapts the delays of `growth` to the results of the last `window` operations (1 to 10,000; 100 in
    /// `SysManage`).
    ///
    /// # Errors
    /// What [`Backoff::new`] refuses, and a `window` out of range.
    pub fn new(
        growth: Growth,
        base: Duration,
        cap: Duration,
        jitter: bool,
        window: usize,
    ) -> Result<Self, ConfigError> {
        if !(1..=10_000).contains(&window) {
            return Err(ConfigError::new("window", window, "a whole number from 1 to 10,000"));
        }
        Backoff::new(growth, base, cap, Jitter::None)?;
        let growth = Backoff::new(growth, base, LONGEST, Jitter::None)?;
        Ok(Self { growth, cap, jitter, window, results: VecDeque::new(), successes: 0 })
    }

    /// `SysManage`'s, around its network policy: 1 s and its doubles up to 30 s.
    ///
    /// # Errors
    /// None: the settings are valid.
    pub fn sysmanage() -> Result<Self, ConfigError> {
        let growth = Growth::Exponential { factor: 2.0 };
        Self::new(growth, Duration::from_secs(1), Duration::from_secs(30), true, 100)
    }

    /// An operation, with all its attempts, has ended.
    pub fn report(&mut self, success: bool) {
        self.results.push_back(success);
        self.successes += u64::from(success);
        if self.results.len() > self.window
            && let Some(oldest) = self.results.pop_front()
        {
            self.successes -= u64::from(oldest);
        }
    }

    /// The delay before retry number `retry`, counted from 1. `random` is a random number, in [0, 1).
    pub fn delay(&self, retry: u32, random: f64) -> Adapted {
        let (successes, operations) =
            if self.results.is_empty() { ASSUMED } else { (self.successes, self.results.len() as u64) };
        let passed = FACTORS.iter().find(|(rate, _)| successes * 100 > rate * operations);
        let percent = passed.map_or(SLOWEST, |(_, percent)| *percent);
        let grown = self.growth.delay(retry, None, 0.0).total;
        let adapted = grown.checked_mul(percent).map_or(LONGEST, |hundredfold| hundredfold / 100);
        // The jitter's rule is that of a share, on a base which changes with the rate.
        let part = if self.jitter { PART } else { 0.0 };
        let random = if random >= 0.0 { random.min(1.0) } else { 0.0 };
        let wanted = scaled(adapted, 1.0 + part * (2.0 * random - 1.0));
        let (planned, total) = (adapted.min(self.cap), wanted.min(self.cap));
        let delay = Delay {
            total,
            planned,
            jitter: total.saturating_sub(planned),
            shortened: planned.saturating_sub(total),
            capped: wanted > self.cap,
            raised: Duration::ZERO,
        };
        Adapted { delay, percent, successes, operations }
    }
}

/// A span times a factor near 1, to the nearest nanosecond.
fn scaled(span: Duration, factor: f64) -> Duration {
    Duration::from_nanos((nanos(span) as f64 * factor).round() as u64)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::*;

    /// The first delay in milliseconds, and the factor, after some successes among some operations.
    fn after(successes: usize, operations: usize, random: f64) -> (u128, u32) {
        let mut adaptive = Adaptive::sysmanage().unwrap();
        (0..operations).for_each(|operation| adaptive.report(operation < successes));
        let adapted = adaptive.delay(1, random);
        let delay = adapted.delay;
        assert_eq!(delay.total, delay.planned + delay.jitter - delay.shortened);
        (delay.total.as_millis(), adapted.percent)
    }

    #[test]
    fn the_factor_follows_the_success_rate_strictly() {
        assert_eq!(after(0, 0, 0.5), (1_000, 100), "80 % are assumed");
        assert_eq!(after(91, 100, 0.5), (700, 70));
        assert_eq!(after(90, 100, 0.5), (1_000, 100));
        assert_eq!(after(70, 100, 0.5), (1_500, 150));
        assert_eq!(after(50, 100, 0.5), (2_000, 200));
        assert_eq!(after(0, 1, 0.5), (2_000, 200));
    }

    #[test]
    fn luck_changes_it_by_a_twentieth_and_the_cap_comes_last() {
        assert_eq!(after(0, 1, 0.0), (1_900, 200));
        assert_eq!(after(0, 1, 1.0), (2_100, 200));
        let adapted = Adaptive::sysmanage().unwrap().delay(9, 0.0).delay;
        assert_eq!((adapted.total, adapted.capped), (Duration::from_secs(30), true));
        assert_eq!(Adaptive::sysmanage().unwrap().delay(u32::MAX, 0.5).delay.total, Duration::from_secs(30));
    }

    #[test]
    fn only_the_last_hundred_operations_count() {
        let mut adaptive = Adaptive::sysmanage().unwrap();
        (0..1_000).for_each(|_| adaptive.report(false));
        (0..95).for_each(|_| adaptive.report(true));
        let adapted = adaptive.delay(1, 0.5);
        assert_eq!((adapted.successes, adapted.operations, adapted.percent), (95, 100, 70));
    }

    #[test]
    fn point_9_a_meaningless_setting_is_refused_by_name() {
        let new = |cap, window| Adaptive::new(Growth::Constant, Duration::ZERO, cap, true, window).unwrap_err().field;
        assert_eq!((new(Duration::ZERO, 1), new(Duration::MAX, 0)), ("cap", "window"));
    }
}
