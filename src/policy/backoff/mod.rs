//! How long to wait before trying again: a growing delay, a cap and luck.
//!
//! A plain value without state. Growth is exact to the nanosecond (`base` 0.1 s and factor 2 give 0.1, 0.2, 0.4,
//! 0.8 s), everything saturates, and no delay is ever longer than the cap. [`schedule`] has what else libraries offer.

pub mod schedule;

use core::time::Duration;

use super::ConfigError;
use crate::decimal;
use crate::time::nanos;

/// How the delay grows from one retry to the next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Growth {
    /// Always the base.
    Constant,
    /// The base times the number of the retry: 1, 2, 3 ...
    Linear,
    /// The base times `factor` to the power of the retries before: 1, 2, 4 ... with a factor of 2.
    Exponential {
        /// From 1 to 5.
        factor: f64,
    },
}

/// How luck changes the delay, so that callers who failed together do not come back together.
///
/// Full, equal and decorrelated are those of Marc Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog,
/// 2015.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Jitter {
    /// No luck: callers who fail together come back together.
    None,
    /// A random number from 0 to `spread` is added before the cap, as the lecture does with a spread of 1 s. A spread
    /// much larger than the base hides the growth.
    Additive {
        /// The greatest addition.
        spread: Duration,
    },
    /// A random number from 0 to the capped delay.
    Full,
    /// Half of the capped delay, plus a random number from 0 to the other half.
    Equal,
    /// A random number from the base to three times the wait before, then the cap. The growth is not used.
    Decorrelated,
    /// The capped delay times a random number from `1 - part` to `1 + part`, kept within 0 and the cap. At the cap it
    /// can therefore only shorten.
    Share {
        /// The greatest change as a part of the delay, 0 or more.
        part: f64,
    },
}

/// The rule for the delays before retries.
///
/// The waits of 0.1 s that double up to a second, without luck:
///
/// ```
/// use core::time::Duration;
/// use half_open::policy::backoff::{Backoff, Growth, Jitter};
///
/// let tenth = Duration::from_millis(100);
/// let backoff = Backoff::new(Growth::Exponential { factor: 2.0 }, tenth, Duration::from_secs(1), Jitter::None)?;
/// let waits: Vec<u128> = (1..=5).map(|retry| backoff.delay(retry, None, 0.5).total.as_millis()).collect();
/// assert_eq!(waits, [100, 200, 400, 800, 1_000]);
/// # Ok::<(), half_open::policy::ConfigError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Backoff {
    growth: Growth,
    base: Duration,
    cap: Duration,
    jitter: Jitter,
    floor: Duration,
}

/// A delay and how it came about. Always `total == planned + jitter - shortened + raised`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delay {
    /// The time to wait, from 0 to the cap.
    pub total: Duration,
    /// What the growth asks for, after the cap and before luck. With [`Jitter::Decorrelated`] the base.
    pub planned: Duration,
    /// What luck added, after the cap.
    pub jitter: Duration,
    /// What luck took away.
    pub shortened: Duration,
    /// Whether the delay would have been longer without the cap.
    pub capped: bool,
    /// What a shortest wait, or the service's wish for a longer one, added at the end.
    pub raised: Duration,
}

impl Delay {
    /// The same, but at least so long.
    pub fn at_least(self, least: Duration) -> Self {
        if self.total >= least {
            return self;
        }
        Self { total: least, raised: self.raised + (least - self.total), ..self }
    }
}

impl Backoff {
    /// A backoff from `base` (0 or more) up to `cap` (more than 0). A base above the cap is the cap.
    ///
    /// # Errors
    /// `factor` outside of 1 to 5, a `cap` of 0, and a `spread` as a part (of [`Jitter::Share`]) that is negative or
    /// not finite.
    pub fn new(growth: Growth, base: Duration, cap: Duration, jitter: Jitter) -> Result<Self, ConfigError> {
        if let Growth::Exponential { factor } = growth
            && !(1.0..=5.0).contains(&factor)
        {
            return Err(ConfigError::new("factor", decimal::short(factor, 9), "a number from 1 to 5"));
        }
        if cap.is_zero() {
            return Err(ConfigError::new("cap", "0 s", "longer than 0 s"));
        }
        if let Jitter::Share { part } = jitter
            && !(part >= 0.0 && part.is_finite())
        {
            return Err(ConfigError::new("spread", decimal::short(part, 9), "a number from 0 up"));
        }
        Ok(Self { growth, base, cap, jitter, floor: Duration::ZERO })
    }

    /// The same with delays of at least `floor`, whatever luck does. A floor above the cap is the cap.
    pub fn with_floor(self, floor: Duration) -> Self {
        Self { floor: floor.min(self.cap), ..self }
    }

    /// How the delay grows.
    pub const fn growth(&self) -> Growth {
        self.growth
    }

    /// The first delay before luck and cap.
    pub const fn base(&self) -> Duration {
        self.base
    }

    /// The longest delay.
    pub const fn cap(&self) -> Duration {
        self.cap
    }

    /// The shortest delay.
    pub const fn floor(&self) -> Duration {
        self.floor
    }

    /// What luck does.
    pub const fn jitter(&self) -> Jitter {
        self.jitter
    }

    /// The delay before retry number `retry`, counted from 1 (0 reads as 1).
    ///
    /// `previous` is the total of the delay before, nothing at the first retry; only [`Jitter::Decorrelated`] looks
    /// at it. `random` is a random number, in [0, 1); anything else is brought into that range.
    pub fn delay(&self, retry: u32, previous: Option<Duration>, random: f64) -> Delay {
        self.lucky(retry, previous, random).at_least(self.floor) // rule: floor; reads: floor
    }

    /// The delay that growth, cap and luck give.
    fn lucky(&self, retry: u32, previous: Option<Duration>, random: f64) -> Delay {
        let random = if random >= 0.0 { random.min(1.0) } else { 0.0 };
        let grown = self.grown(retry);
        let planned = self.capped(grown);
        // reads: jitter, spread
        match self.jitter {
            Jitter::None => self.longer(grown, Duration::ZERO), // rule: jitter-none
            Jitter::Additive { spread } => self.longer(grown, part_of(spread, random)), // rule: jitter-additive
            Jitter::Full => self.shorter(grown, planned - part_of(planned, random)), // rule: jitter-full
            Jitter::Equal => {
                let half = planned / 2;
                self.shorter(grown, planned - half - part_of(planned - half, random)) // rule: jitter-equal
            }
            Jitter::Decorrelated => {
                let greatest = previous.unwrap_or(self.base).saturating_mul(3);
                self.longer(self.base, part_of(greatest.saturating_sub(self.base), random)) // rule: jitter-decorrelated
            }
            Jitter::Share { part } => {
                // From -1 to 1: below 0 luck shortens, above it lengthens.
                let turn = 2.0 * random - 1.0; // rule: jitter-share
                if turn < 0.0 {
                    self.shorter(grown, part_of(planned, -turn * part))
                } else {
                    let mut delay = self.longer(planned, part_of(planned, turn * part));
                    delay.capped |= grown > self.cap;
                    delay
                }
            }
        }
    }

    /// The least and the greatest delay that luck can give before retry number `retry`, counted from 1.
    ///
    /// For [`Jitter::Decorrelated`] the greatest is the one after a series of greatest delays.
    pub fn band(&self, retry: u32) -> (Duration, Duration) {
        if self.jitter == Jitter::Decorrelated {
            // Three to the power of 64 nanoseconds is beyond any cap, so further steps would change nothing.
            let greatest = (0..retry.clamp(1, 64)).fold(self.base, |greatest, _| greatest.saturating_mul(3));
            return (self.capped(self.base).max(self.floor), self.capped(greatest).max(self.floor));
        }
        (self.delay(retry, None, 0.0).total, self.delay(retry, None, 1.0).total)
    }

    /// What the growth asks for, before the cap.
    fn grown(&self, retry: u32) -> Duration {
        let retry = retry.max(1);
        let base = self.base; // reads: base
        // reads: kind, factor
        match self.growth {
            Growth::Constant => base,                     // rule: growth-constant
            Growth::Linear => base.saturating_mul(retry), // rule: growth-linear
            // Nothing grows from nothing, and zero times an infinite power would be no number.
            Growth::Exponential { .. } if base.is_zero() => Duration::ZERO, // rule: growth-of-nothing
            // rule: growth-exponential
            Growth::Exponential { factor } => span(nanos(base) as f64 * power(factor, retry - 1)),
        }
    }

    /// A wait that is no longer than the cap.
    fn capped(&self, wanted: Duration) -> Duration {
        wanted.min(self.cap) // rule: cap; reads: cap
    }

    /// The delay that is `luck` longer than `grown`, under the cap.
    fn longer(&self, grown: Duration, luck: Duration) -> Delay {
        let planned = self.capped(grown);
        let wanted = grown.saturating_add(luck);
        let total = self.capped(wanted);
        let (jitter, shortened, raised) = (total - planned, Duration::ZERO, Duration::ZERO);
        Delay { total, planned, jitter, shortened, capped: wanted > self.cap, raised }
    }

    /// The delay that is `luck` shorter than the capped `grown`, but not below 0.
    fn shorter(&self, grown: Duration, luck: Duration) -> Delay {
        let planned = self.capped(grown);
        let shortened = luck.min(planned);
        let (total, capped, none) = (planned - shortened, grown > self.cap, Duration::ZERO);
        Delay { total, planned, jitter: none, shortened, capped, raised: none }
    }
}

/// `base` to the power of `exponent` by repeated squaring: multiplications only, which every platform rounds alike.
fn power(mut base: f64, mut exponent: u32) -> f64 {
    let mut product = 1.0;
    while exponent > 0 {
        if exponent % 2 == 1 {
            product *= base;
        }
        base *= base;
        exponent /= 2;
    }
    product
}

/// `part` (0 or more) of `whole`, to the nearest nanosecond.
fn part_of(whole: Duration, part: f64) -> Duration {
    let amount = span(nanos(whole) as f64 * part);
    // A whole of more than 104 days is rounded on its way to f64, and must not come back longer than it was.
    if part <= 1.0 { amount.min(whole) } else { amount }
}

/// A span of `nanos` nanoseconds; the conversion to an integer saturates.
fn span(nanos: f64) -> Duration {
    Duration::from_nanos(nanos.round() as u64)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::*;

    /// The greatest random number below 1.
    const TOP: f64 = 1.0 - f64::EPSILON / 2.0;
    const DOUBLING: Growth = Growth::Exponential { factor: 2.0 };

    fn ms(millis: u64) -> Duration {
        Duration::from_millis(millis)
    }

    fn backoff(growth: Growth, base: u64, cap: u64, jitter: Jitter) -> Backoff {
        Backoff::new(growth, ms(base), ms(cap), jitter).unwrap()
    }

    /// The totals of the first six delays in whole milliseconds, to the nanosecond; each checks the sum.
    fn series(backoff: &Backoff, random: f64) -> [u64; 6] {
        let mut previous = None;
        core::array::from_fn(|index| {
            let delay = backoff.delay(index as u32 + 1, previous, random);
            assert_eq!(delay.total, delay.planned + delay.jitter - delay.shortened);
            previous = Some(delay.total);
            assert_eq!(delay.total.subsec_nanos() % 1_000_000, 0, "{delay:?}");
            delay.total.as_millis() as u64
        })
    }

    #[test]
    fn each_growth_gives_its_exact_series() {
        assert_eq!(series(&backoff(Growth::Constant, 100, 1_000, Jitter::None), 0.5), [100; 6]);
        assert_eq!(series(&backoff(Growth::Linear, 100, 450, Jitter::None), 0.5), [100, 200, 300, 400, 450, 450]);
        let doubling = backoff(DOUBLING, 100, 1_000, Jitter::None);
        assert_eq!(series(&doubling, 0.5), [100, 200, 400, 800, 1_000, 1_000]);
        let exact = [1, 2, 3, 4].map(|retry| doubling.delay(retry, None, 0.0).total);
        assert_eq!(exact, [ms(100), ms(200), ms(400), ms(800)]);
        let half_more = backoff(Growth::Exponential { factor: 1.5 }, 1_000, 30_000, Jitter::None);
        assert_eq!(half_more.delay(4, None, 0.0).total, Duration::from_nanos(3_375_000_000));
        assert_eq!(series(&backoff(Growth::Exponential { factor: 1.0 }, 70, 1_000, Jitter::None), 0.0), [70; 6]);
    }

    #[test]
    fn each_jitter_gives_its_exact_series_at_the_least_the_middle_and_the_greatest_draw() {
        let of = |jitter| [0.0, 0.5, TOP].map(|random| series(&backoff(DOUBLING, 100, 900, jitter), random));
        let plain = [100, 200, 400, 800, 900, 900];
        assert_eq!(of(Jitter::None), [plain; 3]);
        let spread = Duration::from_millis(300);
        assert_eq!(
            of(Jitter::Additive { spread }),
            [plain, [250, 350, 550, 900, 900, 900], [400, 500, 700, 900, 900, 900]]
        );
        assert_eq!(of(Jitter::Full), [[0; 6], [50, 100, 200, 400, 450, 450], plain]);
        assert_eq!(of(Jitter::Equal), [[50, 100, 200, 400, 450, 450], [75, 150, 300, 600, 675, 675], plain]);
        assert_eq!(
            of(Jitter::Decorrelated),
            [[100; 6], [200, 350, 575, 900, 900, 900], [300, 900, 900, 900, 900, 900]]
        );
        assert_eq!(
            of(Jitter::Share { part: 0.1 }),
            [[90, 180, 360, 720, 810, 810], plain, [110, 220, 440, 880, 900, 900]]
        );
    }

    #[test]
    fn the_lecture_adds_up_to_a_second_before_the_cap() {
        let lecture = backoff(DOUBLING, 1_000, 30_000, Jitter::Additive { spread: ms(1_000) });
        assert_eq!(series(&lecture, 0.43), [1_430, 2_430, 4_430, 8_430, 16_430, 30_000]);
        let swamped = backoff(DOUBLING, 100, 30_000, Jitter::Additive { spread: ms(1_000) }).delay(1, None, 0.43);
        assert_eq!(
            swamped,
            Delay { total: ms(530), planned: ms(100), jitter: ms(430), shortened: ms(0), capped: false, raised: ms(0) }
        );
    }

    #[test]
    fn a_delay_tells_what_luck_and_the_cap_did() {
        let cut = backoff(DOUBLING, 900, 1_000, Jitter::Additive { spread: ms(300) }).delay(1, None, 0.5);
        assert_eq!(
            cut,
            Delay {
                total: ms(1_000),
                planned: ms(900),
                jitter: ms(100),
                shortened: ms(0),
                capped: true,
                raised: ms(0)
            }
        );
        let full = backoff(DOUBLING, 100, 1_000, Jitter::Full).delay(9, None, 0.25);
        assert_eq!(
            full,
            Delay {
                total: ms(250),
                planned: ms(1_000),
                jitter: ms(0),
                shortened: ms(750),
                capped: true,
                raised: ms(0)
            }
        );
        let level = backoff(DOUBLING, 100, 1_000, Jitter::Share { part: 0.1 });
        assert!(level.delay(5, None, 0.5).capped, "the cap cut the growth before luck changed nothing");
        assert!(!backoff(DOUBLING, 500, 1_000, Jitter::None).delay(2, None, 0.5).capped, "the cap itself is not cut");
        let wandering = backoff(DOUBLING, 100, 1_000, Jitter::Decorrelated).delay(2, Some(ms(200)), 0.5);
        assert_eq!(
            wandering,
            Delay { total: ms(350), planned: ms(100), jitter: ms(250), shortened: ms(0), capped: false, raised: ms(0) }
        );
    }

    #[test]
    fn a_share_larger_than_the_whole_stays_between_zero_and_the_cap() {
        let wild = backoff(DOUBLING, 100, 1_000, Jitter::Share { part: 10.0 });
        assert_eq!(series(&wild, 0.0), [0; 6]);
        assert_eq!(series(&wild, TOP), [1_000; 6]);
    }

    #[test]
    fn jitter_at_the_cap_is_still_random_except_where_it_only_adds() {
        for jitter in [Jitter::Full, Jitter::Equal, Jitter::Decorrelated, Jitter::Share { part: 0.5 }] {
            let backoff = backoff(DOUBLING, 100, 1_000, jitter);
            let at = |random| backoff.delay(50, Some(ms(600)), random).total;
            assert_ne!(at(0.1), at(0.4), "{jitter:?}");
        }
    }

    #[test]
    fn point_7_attempt_ten_thousand_saturates_at_the_cap() {
        for growth in [DOUBLING, Growth::Exponential { factor: 5.0 }, Growth::Linear] {
            for jitter in [Jitter::None, Jitter::Additive { spread: Duration::MAX }] {
                let delay = backoff(growth, 100, 30_000, jitter).delay(10_000, None, 0.7);
                assert_eq!((delay.total, delay.capped), (ms(30_000), true));
            }
        }
        let least_base = Backoff::new(DOUBLING, Duration::ZERO, ms(1), Jitter::None).unwrap();
        assert_eq!(least_base.delay(10_000, None, 0.0).total, Duration::ZERO);
        let widest = Backoff::new(Growth::Linear, Duration::MAX, Duration::MAX, Jitter::Decorrelated).unwrap();
        assert_eq!(widest.delay(u32::MAX, Some(Duration::MAX), TOP).total, Duration::MAX);
    }

    #[test]
    fn a_draw_outside_its_range_is_brought_into_it() {
        let full = backoff(DOUBLING, 100, 1_000, Jitter::Full);
        let at = |random| full.delay(1, None, random).total;
        assert_eq!([at(-1.0), at(f64::NAN), at(7.0)], [ms(0), ms(0), ms(100)]);
    }

    #[test]
    fn the_band_holds_the_least_and_the_greatest_delay() {
        let of = |jitter, retry| backoff(DOUBLING, 100, 1_000, jitter).band(retry);
        assert_eq!(of(Jitter::None, 3), (ms(400), ms(400)));
        assert_eq!(of(Jitter::Additive { spread: ms(300) }, 4), (ms(800), ms(1_000)));
        assert_eq!(of(Jitter::Full, 3), (ms(0), ms(400)));
        assert_eq!(of(Jitter::Equal, 3), (ms(200), ms(400)));
        assert_eq!(of(Jitter::Decorrelated, 2), (ms(100), ms(900)));
        assert_eq!(of(Jitter::Decorrelated, 10_000), (ms(100), ms(1_000)));
        assert_eq!(of(Jitter::Share { part: 0.5 }, 2), (ms(100), ms(300)));
    }

    #[test]
    fn point_9_a_meaningless_setting_is_refused_by_name() {
        let refused = |growth, cap, jitter| Backoff::new(growth, ms(100), ms(cap), jitter).unwrap_err().field;
        for factor in [0.9, 5.1, f64::NAN, f64::INFINITY] {
            assert_eq!(refused(Growth::Exponential { factor }, 1, Jitter::None), "factor");
        }
        assert_eq!(refused(DOUBLING, 0, Jitter::None), "cap");
        for part in [-0.1, f64::NAN, f64::INFINITY] {
            assert_eq!(refused(DOUBLING, 1, Jitter::Share { part }), "spread");
        }
    }
}
