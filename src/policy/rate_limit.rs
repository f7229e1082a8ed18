//! Rate limit: how many calls may be made in a time, and when the next one may.
//!
//! Two classic forms, both with [`admit`](Gcra::admit): [`Gcra`] remembers one point in time, [`TokenBucket`] a number
//! of tokens. Started full and refilled smoothly, a bucket decides exactly as the other does. A rejection always says
//! when the next call would be let through, which is what a `Retry-After` header tells.

use core::time::Duration;

use super::ConfigError;
use crate::time::{Instant, nanos};

/// How often: this many calls in this much time, spread evenly.
///
/// It is kept as a fraction and never divided: 3 calls a second are one each 333,333,333.3 ns, and a limiter that
/// rounds this would lose or give away calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    calls: u32,
    period_ns: u64,
}

impl Rate {
    /// `calls` calls in each `period`.
    ///
    /// # Errors
    /// `calls` of 0 and a `period` of 0 or above 584 years.
    pub fn new(calls: u32, period: Duration) -> Result<Self, ConfigError> {
        if calls == 0 {
            return Err(ConfigError::new("calls", calls, "a whole number from 1 up"));
        }
        let period_ns = u64::try_from(period.as_nanos()).ok().filter(|&nanos| nanos > 0);
        let allowed = "longer than 0 s and at most 584 years";
        let period_ns = period_ns.ok_or_else(|| ConfigError::new("period", format!("{period:?}"), allowed))?;
        Ok(Self { calls, period_ns })
    }

    /// `calls` calls a second.
    ///
    /// # Errors
    /// As [`Rate::new`].
    pub fn per_second(calls: u32) -> Result<Self, ConfigError> {
        Self::new(calls, Duration::from_secs(1))
    }

    /// Calls in each period.
    pub const fn calls(self) -> u32 {
        self.calls
    }

    /// The period.
    pub const fn period(self) -> Duration {
        Duration::from_nanos(self.period_ns)
    }

    /// A point in time in parts of a nanosecond, of which each call's share of the period has a whole number.
    fn scaled(self, at: Instant) -> u128 {
        u128::from(at.nanos()) * u128::from(self.calls)
    }

    /// What one call uses up, in the same parts: a period divided by its calls.
    fn cell(self) -> u128 {
        u128::from(self.period_ns)
    }

    /// The first whole nanosecond at or after a scaled point; the end of time for any later one.
    fn unscaled(self, scaled: u128) -> Instant {
        Instant::from_nanos(u64::try_from(scaled.div_ceil(u128::from(self.calls))).unwrap_or(u64::MAX))
    }
}

/// The answer to a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Decision {
    /// It may be made.
    Admitted {
        /// How many more would be let through at this very moment.
        left: u32,
    },
    /// It may not.
    Rejected(Limited),
}

/// A rejection and the numbers that led to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limited {
    /// The rate.
    pub rate: Rate,
    /// The most calls at one moment.
    pub burst: u32,
    /// The earliest time at which a call is let through, if none is before.
    pub next_at: Instant,
    /// How long that is from now.
    pub wait: Duration,
}

fn burst_of_none(burst: u32) -> Result<(), ConfigError> {
    if burst == 0 { Err(ConfigError::new("burst", burst, "a whole number from 1 up")) } else { Ok(()) }
}

/// The generic cell rate algorithm (ITU-T I.371, as in `governor`, `gcra.rs`): a call is let through if it is not
/// earlier than its theoretical arrival time by more than the burst allows.
///
/// Two calls at once, and then one a second:
///
/// ```
/// use half_open::policy::rate_limit::{Decision, Gcra, Rate};
/// use half_open::time::Instant;
///
/// let mut limiter = Gcra::new(Rate::per_second(1)?, 2)?;
/// let mut passes = |millis| matches!(limiter.admit(Instant::from_millis(millis)), Decision::Admitted { .. });
/// assert_eq!([0, 0, 0, 999, 1_000].map(&mut passes), [true, true, false, false, true]);
/// # Ok::<(), half_open::policy::ConfigError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gcra {
    rate: Rate,
    burst: u32,
    /// When the next call is due if all come evenly, in the rate's parts of a nanosecond.
    due: u128,
    now: Instant,
}

impl Gcra {
    /// A limiter that lets `burst` calls through at once when it has rested, and `rate` in the long run.
    ///
    /// # Errors
    /// `burst` of 0.
    pub fn new(rate: Rate, burst: u32) -> Result<Self, ConfigError> {
        burst_of_none(burst)?;
        Ok(Self { rate, burst, due: 0, now: Instant::ZERO })
    }

    /// The rate.
    pub const fn rate(&self) -> Rate {
        self.rate
    }

    /// The most calls at one moment.
    pub const fn burst(&self) -> u32 {
        self.burst
    }

    /// Takes another rate and burst from the next decision on. Calls already let through keep their weight in time.
    pub fn configure(&mut self, other: &Self) {
        let due = self.rate.unscaled(self.due);
        self.due = other.rate.scaled(due);
        (self.rate, self.burst) = (other.rate, other.burst);
    }

    /// Lets a call through or says when the next one may come. A `now` in the past counts as the latest one.
    pub fn admit(&mut self, now: Instant) -> Decision {
        self.now = self.now.max(now);
        let (present, cell) = (self.rate.scaled(self.now), self.rate.cell());
        let allowance = cell * u128::from(self.burst - 1);
        let earliest = self.due.saturating_sub(allowance);
        if present < earliest {
            let next_at = self.rate.unscaled(earliest);
            let wait = next_at.since(self.now);
            // rule: too-early
            return Decision::Rejected(Limited { rate: self.rate, burst: self.burst, next_at, wait });
        }
        self.due = self.due.max(present).saturating_add(cell);
        // Each further call at this moment is due a cell later, and may come while that is within the allowance.
        let ahead = (present + allowance + cell).saturating_sub(self.due) / cell;
        Decision::Admitted { left: u32::try_from(ahead).unwrap_or(u32::MAX) } // rule: in-time
    }
}

/// How a bucket gets its tokens back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Refill {
    /// Evenly, as time passes. The default.
    #[default]
    Smooth,
    /// All of a period's tokens at its end, counted from the run's start. Around such a border twice the burst comes
    /// through within a moment: the known fault of fixed windows.
    EachPeriod,
}

/// The token bucket: a call takes a token, and time brings tokens back up to the bucket's size.
///
/// A call takes the only token. At two tokens a second the next one is there after half a second, and who comes too
/// early is told when to come again:
///
/// ```
/// use core::time::Duration;
/// use half_open::policy::rate_limit::{Decision, Rate, Refill, TokenBucket};
/// use half_open::time::Instant;
///
/// let mut bucket = TokenBucket::new(Rate::per_second(2)?, 5, 1, Refill::Smooth)?;
/// assert_eq!(bucket.admit(Instant::ZERO), Decision::Admitted { left: 0 });
/// let Decision::Rejected(limited) = bucket.admit(Instant::from_millis(100)) else { unreachable!() };
/// assert_eq!(limited.wait, Duration::from_millis(400));
/// assert_eq!(bucket.admit(limited.next_at), Decision::Admitted { left: 0 });
/// # Ok::<(), half_open::policy::ConfigError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenBucket {
    rate: Rate,
    burst: u32,
    refill: Refill,
    /// Tokens, each worth a period in nanoseconds, so that what a nanosecond brings is a whole number.
    level: u128,
    /// The latest time to which the bucket was refilled.
    now: Instant,
}

impl TokenBucket {
    /// A bucket of `burst` tokens, `tokens` of them in it at the start.
    ///
    /// # Errors
    /// `burst` of 0, and more `tokens` than the bucket holds.
    pub fn new(rate: Rate, burst: u32, tokens: u32, refill: Refill) -> Result<Self, ConfigError> {
        burst_of_none(burst)?;
        if tokens > burst {
            return Err(ConfigError::new("tokens", tokens, format!("at most the burst of {burst}")));
        }
        Ok(Self { rate, burst, refill, level: rate.cell() * u128::from(tokens), now: Instant::ZERO })
    }

    /// Whole tokens in the bucket at `now`.
    pub fn tokens(&mut self, now: Instant) -> u32 {
        self.refill(now);
        u32::try_from(self.level / self.rate.cell()).unwrap_or(u32::MAX)
    }

    /// Takes another rate, burst and way of refilling from the next decision on. Whole tokens stay, up to the burst.
    pub fn configure(&mut self, other: &Self) {
        let tokens = (self.level / self.rate.cell()).min(u128::from(other.burst));
        (self.rate, self.burst, self.refill) = (other.rate, other.burst, other.refill);
        self.level = self.rate.cell() * tokens;
    }

    /// Takes a token or says when there will be one. A `now` in the past counts as the latest one.
    pub fn admit(&mut self, now: Instant) -> Decision {
        self.refill(now);
        let cell = self.rate.cell();
        if let Some(level) = self.level.checked_sub(cell) {
            self.level = level; // rule: token-taken
            return Decision::Admitted { left: u32::try_from(level / cell).unwrap_or(u32::MAX) };
        }
        let next_at = match self.refill {
            Refill::Smooth => self.rate.unscaled(self.rate.scaled(self.now) + (cell - self.level)),
            Refill::EachPeriod => self.border(1),
        };
        let wait = next_at.since(self.now);
        // rule: no-token
        Decision::Rejected(Limited { rate: self.rate, burst: self.burst, next_at, wait })
    }

    /// The end of the present period and of this many less one after it.
    fn border(&self, ahead: u64) -> Instant {
        let passed = self.now.nanos() / self.rate.period_ns;
        Instant::from_nanos(passed.saturating_add(ahead).saturating_mul(self.rate.period_ns))
    }

    fn refill(&mut self, now: Instant) {
        let now = self.now.max(now);
        let brought = match self.refill {
            Refill::Smooth => u128::from(nanos(now.since(self.now))) * u128::from(self.rate.calls), // reads: tokens
            Refill::EachPeriod => {
                let ends = now.nanos() / self.rate.period_ns - self.now.nanos() / self.rate.period_ns;
                u128::from(ends).saturating_mul(u128::from(self.rate.calls)).saturating_mul(self.rate.cell())
            }
        };
        // reads: burst
        self.level = self.level.saturating_add(brought).min(self.rate.cell() * u128::from(self.burst));
        self.now = now;
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::*;

    fn gcra(per_second: u32, burst: u32) -> Gcra {
        Gcra::new(Rate::per_second(per_second).unwrap(), burst).unwrap()
    }

    fn bucket(per_second: u32, burst: u32, tokens: u32, refill: Refill) -> TokenBucket {
        TokenBucket::new(Rate::per_second(per_second).unwrap(), burst, tokens, refill).unwrap()
    }

    fn at(millis: u64) -> Instant {
        Instant::from_millis(millis)
    }

    fn let_through(decision: Decision) -> bool {
        matches!(decision, Decision::Admitted { .. })
    }

    #[test]
    fn a_burst_then_one_each_share_of_the_period() {
        let mut limit = gcra(2, 2);
        assert_eq!(limit.admit(at(0)), Decision::Admitted { left: 1 });
        assert_eq!(limit.admit(at(1)), Decision::Admitted { left: 0 });
        let rate = Rate::per_second(2).unwrap();
        let wait = Duration::from_millis(498);
        assert_eq!(limit.admit(at(2)), Decision::Rejected(Limited { rate, burst: 2, next_at: at(500), wait }));
        assert!(!let_through(limit.admit(at(499))) && let_through(limit.admit(at(500))));
    }

    #[test]
    fn three_a_second_are_three_after_exactly_a_second() {
        let mut limit = gcra(3, 3);
        for second in 0..50 {
            let now = at(second * 1_000);
            assert!((0..3).all(|_| let_through(limit.admit(now))), "second {second}");
            assert!(!let_through(limit.admit(now)));
        }
    }

    #[test]
    fn an_uneven_share_is_told_as_the_next_whole_nanosecond() {
        let mut limit = gcra(3, 1);
        assert!(let_through(limit.admit(at(0))));
        let Decision::Rejected(limited) = limit.admit(at(0)) else { unreachable!("no burst is left") };
        assert_eq!(limited.next_at, Instant::from_nanos(333_333_334));
        assert!(!let_through(limit.admit(Instant::from_nanos(333_333_333))));
        assert!(let_through(limit.admit(limited.next_at)));
    }

    #[test]
    fn a_bucket_may_start_empty() {
        let mut empty = bucket(2, 4, 0, Refill::Smooth);
        assert!(!let_through(empty.admit(at(0))));
        assert_eq!(empty.tokens(at(1_000)), 2);
        assert_eq!(empty.tokens(at(60_000)), 4);
    }

    #[test]
    fn a_window_refilled_at_its_border_lets_twice_the_burst_through_around_it() {
        let mut stepped = bucket(5, 5, 5, Refill::EachPeriod);
        let before = (0..9).filter(|_| let_through(stepped.admit(at(999)))).count();
        let after = (0..9).filter(|_| let_through(stepped.admit(at(1_000)))).count();
        assert_eq!((before, after), (5, 5));
        let Decision::Rejected(limited) = stepped.admit(at(1_400)) else { unreachable!("the window is used up") };
        assert_eq!((limited.next_at, limited.wait), (at(2_000), Duration::from_millis(600)));
    }

    #[test]
    fn another_rate_applies_at_the_next_call() {
        let mut limit = gcra(1, 1);
        assert!(let_through(limit.admit(at(0))));
        limit.configure(&gcra(10, 3));
        assert_eq!(
            limit.admit(at(500)),
            Decision::Rejected(Limited {
                rate: Rate::per_second(10).unwrap(),
                burst: 3,
                next_at: at(800),
                wait: Duration::from_millis(300),
            })
        );
    }

    #[test]
    fn another_rate_leaves_a_bucket_its_whole_tokens() {
        let mut bucket = bucket(1, 5, 3, Refill::Smooth);
        assert_eq!(bucket.tokens(at(500)), 3);
        bucket.configure(&self::bucket(10, 2, 0, Refill::Smooth));
        assert_eq!(bucket.tokens(at(500)), 2);
    }

    #[test]
    fn what_makes_no_sense_is_refused_by_name() {
        assert_eq!(Rate::per_second(0).unwrap_err().field, "calls");
        assert_eq!(Rate::new(1, Duration::ZERO).unwrap_err().field, "period");
        assert_eq!(Rate::new(1, Duration::MAX).unwrap_err().field, "period");
        let rate = Rate::per_second(1).unwrap();
        assert_eq!(Gcra::new(rate, 0).unwrap_err().field, "burst");
        assert_eq!(TokenBucket::new(rate, 0, 0, Refill::Smooth).unwrap_err().field, "burst");
        assert_eq!(TokenBucket::new(rate, 1, 2, Refill::Smooth).unwrap_err().field, "tokens");
    }
}
