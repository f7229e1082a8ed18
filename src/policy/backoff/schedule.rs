//! Every other rule for delays that libraries offer: lists, floors, ends, and jitter in all its places.
//!
//! [`Backoff`](super::Backoff) is the rule to read first. A [`Schedule`] is a series with a memory: begin a
//! [`Position`] with the call and ask [`Schedule::next`] for each delay, until it says that the series has ended.

use core::time::Duration;

use super::{Delay, part_of, power, span};
use crate::decimal;
use crate::policy::ConfigError;
use crate::time::{nanos, seconds_text};

/// The longest span that virtual time can hold, about 584 years: what a delay without a cap saturates at.
pub const LONGEST: Duration = Duration::from_nanos(u64::MAX);

/// How the delays grow.
#[derive(Clone, Debug, PartialEq)]
pub enum Growth {
    /// Always the same.
    Constant {
        /// The delay.
        delay: Duration,
    },
    /// The step times the number of the retry: 1, 2, 3 ...
    Linear {
        /// The first delay and the difference to each next one.
        step: Duration,
    },
    /// The initial delay times `factor` to the power of the retries before.
    Exponential {
        /// The first delay.
        initial: Duration,
        /// More than 0. Below 1 the delays shrink.
        factor: f64,
    },
    /// A random number from the base to three times the delay before: Marc Brooker, "Exponential Backoff And Jitter",
    /// AWS Architecture Blog, 2015.
    Decorrelated {
        /// The least delay.
        base: Duration,
    },
    /// Smooth decorrelated jitter, version 2: with `t` the retries before plus a random number, `n = 2^t tanh(sqrt(4
    /// t))`, the delay is `(n - n of the delay before) / 1.4` times the base. Polly,
    /// `src/Polly.Core/Retry/RetryHelper.cs`; cockatiel, `src/backoff/ExponentialBackoffGenerators.ts`. A random number
    /// of 0 makes the first delay 0.
    DecorrelatedV2 {
        /// About the median of the first delay.
        base: Duration,
    },
    /// One after the other; the last repeats.
    Listed {
        /// At least one.
        delays: Vec<Duration>,
    },
}

/// Where luck comes in. The decorrelated growths have their own luck and take no other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Jitter {
    /// Nowhere.
    None,
    /// A random number from 0 to `spread` is added before the cap: the lecture.
    Added {
        /// The greatest addition.
        spread: Duration,
    },
    /// A random number from 0 to the capped delay: AWS.
    Full,
    /// Half of the capped delay and a random number from 0 to the other half: AWS.
    Equal,
    /// The capped delay, plus or minus a random number up to `part` of it. It may pass the cap: `SysManage`, with 0.1.
    PlusMinus {
        /// 0 or more; above 1 the delay stops at 0.
        part: f64,
    },
    /// The delay, plus or minus a random number up to `part` of it, and then the cap: Polly, with 0.25.
    PlusMinusThenCap {
        /// 0 or more; above 1 the delay stops at 0.
        part: f64,
    },
    /// The capped delay times a random number from `least` to `greatest`. It may pass the cap: the guide, with 0.5 to
    /// 1.5.
    Scaled {
        /// From 0 to `greatest`.
        least: f64,
        /// From `least` up.
        greatest: f64,
    },
}

/// What a schedule is made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// How the delays grow.
    pub growth: Growth,
    /// Where luck comes in.
    pub jitter: Jitter,
    /// No delay is shorter: applied last, as in tenacity's `wait_exponential`.
    pub min: Duration,
    /// No delay is longer, except for the jitters which say that they may pass it. [`LONGEST`] for no cap.
    pub cap: Duration,
    /// How many delays there are; nothing for no end.
    pub max_times: Option<u32>,
    /// The series ends when the sum of its delays would be longer: `total_delay` of backon. Nothing for no end.
    pub total: Option<Duration>,
}

/// A series of delays by any rule.
///
/// Three delays, of which the last repeats, until their sum would be longer than five seconds. The end says why there
/// is no further one:
///
/// ```
/// use core::time::Duration;
/// use half_open::policy::backoff::schedule::{Ended, Growth, Schedule, Settings};
///
/// let ms = Duration::from_millis;
/// let growth = Growth::Listed { delays: vec![ms(100), ms(500), ms(2_000)] };
/// let schedule = Schedule::new(Settings { total: Some(ms(5_000)), ..Settings::plain(growth) })?;
/// let mut position = schedule.begin();
/// for wait in [100, 500, 2_000, 2_000] {
///     assert_eq!(schedule.next(&mut position, 0.5).map(|delay| delay.total), Ok(ms(wait)));
/// }
/// let ended = Ended::Total { limit: ms(5_000), spent: ms(4_600), next: ms(2_000) };
/// assert_eq!(schedule.next(&mut position, 0.5), Err(ended));
/// # Ok::<(), half_open::policy::ConfigError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Schedule {
    settings: Settings,
}

/// Where a series stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Position {
    given: u32,
    previous: Option<Duration>,
    /// The `n` of the delay before, of [`Growth::DecorrelatedV2`].
    height: f64,
    spent: Duration,
}

/// Why there is no further delay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// As many as there may be were given.
    Times {
        /// How many.
        max: u32,
    },
    /// The sum would be longer than allowed.
    Total {
        /// What is allowed.
        limit: Duration,
        /// The sum so far.
        spent: Duration,
        /// The delay that does not fit.
        next: Duration,
    },
}

impl Settings {
    /// A growth alone: no luck, no floor, no cap, no end.
    pub const fn plain(growth: Growth) -> Self {
        Self { growth, jitter: Jitter::None, min: Duration::ZERO, cap: LONGEST, max_times: None, total: None }
    }
}

impl Schedule {
    /// A schedule of these settings.
    ///
    /// # Errors
    /// A `factor` that is not a number above 0, an empty list of `delays`, a `cap` of 0, a `min` above the cap, a
    /// `part` or a scale that is negative or not finite, a `least` above the `greatest`, and a jitter beside a
    /// decorrelated growth.
    pub fn new(settings: Settings) -> Result<Self, ConfigError> {
        let refused = |field, value: f64, allowed| Err(ConfigError::new(field, decimal::short(value, 9), allowed));
        match &settings.growth {
            Growth::Exponential { factor, .. } if !(*factor > 0.0 && factor.is_finite()) => {
                return refused("factor", *factor, "a number above 0");
            }
            Growth::Listed { delays } if delays.is_empty() => {
                return Err(ConfigError::new("delays", "an empty list", "a list of at least one"));
            }
            Growth::Decorrelated { .. } | Growth::DecorrelatedV2 { .. } if settings.jitter != Jitter::None => {
                return Err(ConfigError::new("jitter", "set", "none beside a growth that has its own luck"));
            }
            _ => {}
        }
        match settings.jitter {
            Jitter::PlusMinus { part } | Jitter::PlusMinusThenCap { part } if !(part >= 0.0 && part.is_finite()) => {
                return refused("part", part, "a number from 0 up");
            }
            Jitter::Scaled { least, .. } if !(least >= 0.0 && least.is_finite()) => {
                return refused("least", least, "a number from 0 up");
            }
            Jitter::Scaled { least, greatest } if !(greatest >= least && greatest.is_finite()) => {
                return refused("greatest", greatest, "a number from the least up");
            }
            _ => {}
        }
        if settings.cap.is_zero() {
            return Err(ConfigError::new("cap", "0 s", "longer than 0 s"));
        }
        if settings.min > settings.cap {
            let min = format!("{} s", seconds_text(settings.min));
            return Err(ConfigError::new("min", min, "no longer than the cap"));
        }
        Ok(Self { settings })
    }

    /// What it is made of.
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The start of a series.
    pub const fn begin(&self) -> Position {
        Position { given: 0, previous: None, height: 0.0, spent: Duration::ZERO }
    }

    /// The position before retry number `retry`, counted from 1, for a growth whose delays do not depend on those
    /// before: nothing for the others and where the sum is limited.
    pub const fn jump(&self, retry: u32) -> Option<Position> {
        let remembers = matches!(self.settings.growth, Growth::Decorrelated { .. } | Growth::DecorrelatedV2 { .. });
        if remembers || self.settings.total.is_some() {
            return None;
        }
        Some(Position { given: retry.saturating_sub(1), ..self.begin() })
    }

    /// The next delay. `random` is a random number, in [0, 1]; anything else is brought into that range.
    ///
    /// # Errors
    /// Why the series has ended. It stays where it is, so the next answer is the same.
    pub fn next(&self, position: &mut Position, random: f64) -> Result<Delay, Ended> {
        let random = if random >= 0.0 { random.min(1.0) } else { 0.0 };
        if let Some(max) = self.settings.max_times
            && position.given >= max
        {
            return Err(Ended::Times { max });
        }
        let (delay, height) = self.delay(*position, random);
        let spent = position.spent.saturating_add(delay.total);
        if let Some(limit) = self.settings.total
            && spent > limit
        {
            return Err(Ended::Total { limit, spent: position.spent, next: delay.total });
        }
        *position = Position { given: position.given.saturating_add(1), previous: Some(delay.total), height, spent };
        Ok(delay)
    }

    /// The longest delay that luck can make of these settings.
    pub fn longest(&self) -> Duration {
        let cap = self.settings.cap;
        match self.settings.jitter {
            Jitter::PlusMinus { part } => turned(cap, part),
            // A cap beyond virtual time is longer than any product.
            Jitter::Scaled { greatest, .. } => part_of(cap, greatest).max(cap),
            _ => cap,
        }
    }

    /// The delay after `position`, and the height that [`Growth::DecorrelatedV2`] remembers of it.
    fn delay(&self, position: Position, random: f64) -> (Delay, f64) {
        let retry = position.given.saturating_add(1);
        let (delay, height) = match &self.settings.growth {
            Growth::Decorrelated { base } => {
                let greatest = position.previous.unwrap_or(*base).saturating_mul(3);
                (self.to(*base, base.saturating_add(part_of(greatest.saturating_sub(*base), random))), 0.0)
            }
            Growth::DecorrelatedV2 { base } => {
                let height = height_v2(f64::from(retry - 1) + random);
                let times = (height - position.height) / 1.4;
                // Beyond 2 to the power of 1,023 the difference is no number; zero of it would be none either.
                let wanted = match *base {
                    Duration::ZERO => Duration::ZERO,
                    base if times.is_finite() => span(nanos(base) as f64 * times.max(0.0)),
                    _ => LONGEST,
                };
                (self.to(*base, wanted), height)
            }
            Growth::Constant { delay } => (self.jittered(*delay, random), 0.0),
            Growth::Linear { step } => (self.jittered(step.saturating_mul(retry), random), 0.0),
            Growth::Exponential { initial, .. } if initial.is_zero() => (self.jittered(Duration::ZERO, random), 0.0),
            Growth::Exponential { initial, factor } => {
                (self.jittered(span(nanos(*initial) as f64 * power(*factor, retry - 1)), random), 0.0)
            }
            Growth::Listed { delays } => {
                let index = (retry as usize - 1).min(delays.len() - 1);
                (self.jittered(delays[index], random), 0.0)
            }
        };
        (self.floored(delay), height)
    }

    /// The delay that luck makes of `grown`, before the floor.
    fn jittered(&self, grown: Duration, random: f64) -> Delay {
        let planned = grown.min(self.settings.cap);
        // From -1 to 1: below 0 luck shortens, above it lengthens.
        let turn = 2.0 * random - 1.0;
        match self.settings.jitter {
            Jitter::None => self.to(grown, grown),
            Jitter::Added { spread } => self.to(grown, grown.saturating_add(part_of(spread, random))),
            Jitter::Full => self.past_cap(grown, part_of(planned, random)),
            Jitter::Equal => {
                let half = planned / 2;
                self.past_cap(grown, half + part_of(planned - half, random))
            }
            Jitter::PlusMinus { part } => self.past_cap(grown, turned(planned, turn * part)),
            Jitter::PlusMinusThenCap { part } => self.to(grown, turned(grown, turn * part)),
            Jitter::Scaled { least, greatest } => {
                self.past_cap(grown, part_of(planned, (least + (greatest - least) * random).min(greatest)))
            }
        }
    }

    /// A delay that growth planned as `grown` and luck wants to be `wanted`, both before the cap.
    fn to(&self, grown: Duration, wanted: Duration) -> Delay {
        let mut delay = self.past_cap(grown, wanted.min(self.settings.cap));
        delay.capped = wanted > self.settings.cap;
        delay
    }

    /// A delay that growth planned as `grown` before the cap, and that luck made `total` after it.
    fn past_cap(&self, grown: Duration, total: Duration) -> Delay {
        let planned = grown.min(self.settings.cap);
        let (jitter, shortened) = (total.saturating_sub(planned), planned.saturating_sub(total));
        Delay { total, planned, jitter, shortened, capped: grown > self.settings.cap, raised: Duration::ZERO }
    }

    /// The delay, no shorter than the floor.
    fn floored(&self, delay: Delay) -> Delay {
        let min = self.settings.min;
        if delay.total >= min {
            return delay;
        }
        let planned = delay.planned.max(min);
        Delay { total: min, planned, jitter: Duration::ZERO, shortened: planned - min, ..delay }
    }
}

/// `whole` plus `change` times itself, at least 0.
fn turned(whole: Duration, change: f64) -> Duration {
    let amount = part_of(whole, if change < 0.0 { -change } else { change });
    if change < 0.0 { whole.saturating_sub(amount) } else { whole.saturating_add(amount).min(LONGEST.max(whole)) }
}

/// `2^t tanh(sqrt(4 t))`.
fn height_v2(t: f64) -> f64 {
    libm::exp2(t) * libm::tanh(libm::sqrt(4.0 * t))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::*;

    fn ms(millis: u64) -> Duration {
        Duration::from_millis(millis)
    }

    fn doubling(initial: u64) -> Settings {
        Settings::plain(Growth::Exponential { initial: ms(initial), factor: 2.0 })
    }

    /// The first five delays in milliseconds at one random number, until the series ends; each checks the sum.
    fn series(settings: Settings, random: f64) -> Vec<u128> {
        let schedule = Schedule::new(settings).unwrap();
        let mut position = schedule.begin();
        let delays = core::iter::from_fn(|| schedule.next(&mut position, random).ok());
        delays
            .take(5)
            .map(|delay| {
                assert_eq!(delay.total, delay.planned + delay.jitter - delay.shortened);
                delay.total.as_millis()
            })
            .collect()
    }

    #[test]
    fn a_list_repeats_its_last_delay() {
        let delays = vec![ms(100), ms(700), ms(300)];
        assert_eq!(series(Settings::plain(Growth::Listed { delays }), 0.5), [100, 700, 300, 300, 300]);
    }

    #[test]
    fn a_series_ends_after_its_times_or_before_its_sum_is_passed() {
        assert_eq!(series(Settings { max_times: Some(3), ..doubling(100) }, 0.0), [100, 200, 400]);
        assert_eq!(series(Settings { max_times: Some(0), ..doubling(100) }, 0.0), []);
        assert_eq!(series(Settings { total: Some(ms(700)), ..doubling(100) }, 0.0), [100, 200, 400]);
        let schedule = Schedule::new(Settings { total: Some(ms(699)), ..doubling(100) }).unwrap();
        let mut position = schedule.begin();
        schedule.next(&mut position, 0.0).unwrap();
        schedule.next(&mut position, 0.0).unwrap();
        let ended = Ended::Total { limit: ms(699), spent: ms(300), next: ms(400) };
        assert_eq!(schedule.next(&mut position, 0.0), Err(ended));
        assert_eq!(schedule.next(&mut position, 0.0), Err(ended));
    }

    #[test]
    fn the_floor_is_applied_last_and_tells_what_it_changed() {
        assert_eq!(series(Settings { min: ms(300), ..doubling(100) }, 0.0), [300, 300, 400, 800, 1_600]);
        let floored = Settings { min: ms(300), jitter: Jitter::Full, ..doubling(1_000) };
        let schedule = Schedule::new(floored).unwrap();
        let delay = schedule.next(&mut schedule.begin(), 0.1).unwrap();
        assert_eq!(
            delay,
            Delay {
                total: ms(300),
                planned: ms(1_000),
                jitter: ms(0),
                shortened: ms(700),
                capped: false,
                raised: ms(0)
            }
        );
    }

    #[test]
    fn each_jitter_stands_in_its_own_place_to_the_cap() {
        let of = |jitter, random| series(Settings { jitter, cap: ms(500), ..doubling(100) }, random);
        assert_eq!(of(Jitter::Added { spread: ms(200) }, 0.5), [200, 300, 500, 500, 500]);
        assert_eq!(of(Jitter::Full, 0.5), [50, 100, 200, 250, 250]);
        assert_eq!(of(Jitter::Equal, 0.5), [75, 150, 300, 375, 375]);
        assert_eq!(of(Jitter::PlusMinus { part: 0.1 }, 1.0), [110, 220, 440, 550, 550]);
        assert_eq!(of(Jitter::PlusMinus { part: 0.1 }, 0.0), [90, 180, 360, 450, 450]);
        assert_eq!(of(Jitter::PlusMinusThenCap { part: 0.25 }, 1.0), [125, 250, 500, 500, 500]);
        assert_eq!(of(Jitter::PlusMinusThenCap { part: 0.25 }, 0.0), [75, 150, 300, 500, 500]);
        assert_eq!(of(Jitter::PlusMinus { part: 3.0 }, 0.0), [0; 5]);
        assert_eq!(of(Jitter::Scaled { least: 0.5, greatest: 1.5 }, 1.0), [150, 300, 600, 750, 750]);
    }

    #[test]
    fn the_decorrelated_growths_follow_their_formulas() {
        let aws = Settings { cap: ms(900), ..Settings::plain(Growth::Decorrelated { base: ms(100) }) };
        assert_eq!(series(aws, 0.5), [200, 350, 575, 900, 900]);
        let v2 = Settings::plain(Growth::DecorrelatedV2 { base: ms(1_000) });
        assert_eq!(series(v2.clone(), 0.5), [897, 1_093, 2_035, 4_045, 8_083]);
        assert_eq!(series(Settings { cap: ms(2_000), ..v2 }, 0.5), [897, 1_093, 2_000, 2_000, 2_000]);
    }

    #[test]
    fn a_billion_retries_saturate() {
        let at = |settings: Settings| {
            let schedule = Schedule::new(settings).unwrap();
            schedule.next(&mut schedule.jump(1_000_000_000).unwrap(), 1.0).unwrap().total
        };
        assert_eq!(at(doubling(86_400_000)), LONGEST);
        assert_eq!(at(Settings { cap: ms(5), ..doubling(86_400_000) }), ms(5));
        assert_eq!(at(doubling(0)), Duration::ZERO);
        let v2 = Schedule::new(Settings::plain(Growth::DecorrelatedV2 { base: ms(1) })).unwrap();
        let mut position = v2.begin();
        let last = (0..1_200).map(|_| v2.next(&mut position, 0.5).unwrap().total).last();
        assert_eq!(last, Some(LONGEST), "the formula's numbers end at 2 to the power of 1,024");
        assert_eq!(v2.jump(7), None);
    }

    #[test]
    fn point_9_a_meaningless_setting_is_refused_by_name() {
        let refused = |settings| Schedule::new(settings).unwrap_err().field;
        for factor in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(refused(Settings::plain(Growth::Exponential { initial: ms(1), factor })), "factor");
        }
        assert_eq!(refused(Settings::plain(Growth::Listed { delays: vec![] })), "delays");
        assert_eq!(refused(Settings { cap: ms(0), ..doubling(1) }), "cap");
        assert_eq!(refused(Settings { cap: ms(5), min: ms(6), ..doubling(1) }), "min");
        assert_eq!(refused(Settings { jitter: Jitter::PlusMinus { part: -0.1 }, ..doubling(1) }), "part");
        let scaled = |least, greatest| Settings { jitter: Jitter::Scaled { least, greatest }, ..doubling(1) };
        assert_eq!((refused(scaled(-1.0, 1.0)), refused(scaled(1.0, 0.5))), ("least", "greatest"));
        let twice = Settings { jitter: Jitter::Full, ..Settings::plain(Growth::Decorrelated { base: ms(1) }) };
        assert_eq!(refused(twice), "jitter");
    }
}
