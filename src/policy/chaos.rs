//! Chaos: failures and waits that are put in on purpose, to see whether the rest bears them.
//!
//! The guide's `ChaosMonkey` fails a share of the calls, makes a share of them as slow as a timeout, and forces a
//! breaker open. Scripted outages are added, for a drill that is the same each time. The decision is made when an
//! attempt starts. A breaker is forced open from where chaos stands, in the path: as many attempts in a row fail as its
//! threshold asks for. (The guide writes into the breaker and forgets its time of failure.)

use core::time::Duration;

use super::{ConfigError, FailureKind};
use crate::decimal;
use crate::time::{Instant, nanos, seconds_text};

/// A time during which every attempt fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outage {
    /// Its start, which belongs to it.
    pub from: Instant,
    /// Its end, which does not.
    pub until: Instant,
    /// How attempts fail.
    pub kind: FailureKind,
}

/// A number of attempts in a row that fail, from a moment on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Burst {
    /// The moment.
    pub at: Instant,
    /// How many attempts, 1 or more: a breaker's threshold trips it.
    pub failures: u32,
    /// How they fail.
    pub kind: FailureKind,
}

/// What chaos is made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The share of attempts that fail, from 0 to 1, and how.
    pub failure: (f64, FailureKind),
    /// The share of attempts that are slowed down, from 0 to 1.
    pub slow: f64,
    /// By how much these are slowed down at least.
    pub least: Duration,
    /// And at most.
    pub greatest: Duration,
    /// Times during which every attempt fails. Where they overlap the first of the list counts.
    pub outages: Vec<Outage>,
    /// Attempts that fail in a row, in the order of their moments.
    pub bursts: Vec<Burst>,
}

impl Settings {
    /// None at all, to be added to.
    pub const fn calm() -> Self {
        Self {
            failure: (0.0, FailureKind::Connection),
            slow: 0.0,
            least: Duration::ZERO,
            greatest: Duration::ZERO,
            outages: Vec::new(),
            bursts: Vec::new(),
        }
    }

    /// The guide's: a tenth fails like the network, a tenth takes 120 s more, "to force a timeout".
    pub fn guide() -> Self {
        let sleep = Duration::from_secs(120);
        Self { failure: (0.1, FailureKind::Connection), slow: 0.1, least: sleep, greatest: sleep, ..Self::calm() }
    }
}

/// Chaos, and how far its bursts have come.
///
/// From 1 s to 2 s every attempt fails. At any other time a tenth of them do, and the random number that is passed in
/// says which, so a drill can be repeated exactly:
///
/// ```
/// use half_open::policy::FailureKind;
/// use half_open::policy::chaos::{Chaos, Outage, Settings};
/// use half_open::time::Instant;
///
/// let (from, until) = (Instant::from_millis(1_000), Instant::from_millis(2_000));
/// let outages = vec![Outage { from, until, kind: FailureKind::Unavailable }];
/// let failure = (0.1, FailureKind::Timeout);
/// let mut chaos = Chaos::new(Settings { failure, outages, ..Settings::calm() })?;
/// let mut fails = |now, random| chaos.decide(now, random, 0.5).failure.map(|(kind, _)| kind);
/// assert_eq!(fails(Instant::ZERO, 0.5), None);
/// assert_eq!(fails(Instant::ZERO, 0.09), Some(FailureKind::Timeout));
/// assert_eq!(fails(from, 0.5), Some(FailureKind::Unavailable));
/// assert_eq!(fails(until, 0.5), None);
/// # Ok::<(), half_open::policy::ConfigError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Chaos {
    settings: Settings,
    latest: Instant,
    /// The burst that is next or under way, and how many of its attempts have failed.
    burst: (usize, u32),
}

/// What is done to an attempt.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Injected {
    /// How it fails, if it does, and why.
    pub failure: Option<(FailureKind, Rule)>,
    /// How much longer it takes.
    pub extra: Duration,
}

/// Why an attempt was made to fail.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rule {
    /// There is an outage.
    Outage {
        /// When it ends.
        until: Instant,
    },
    /// It belongs to a burst.
    Forced {
        /// How many more will fail.
        left: u32,
    },
    /// Luck fell below the share.
    Drawn {
        /// The random number.
        random: f64,
        /// The share.
        rate: f64,
    },
}

impl Chaos {
    /// Chaos of these settings.
    ///
    /// # Errors
    /// A share outside of 0 to 1, a `greatest` below the `least`, an outage that ends before it starts, a burst of no
    /// failures, and bursts that are not in order.
    pub fn new(settings: Settings) -> Result<Self, ConfigError> {
        for (field, rate) in [("failure", settings.failure.0), ("slow", settings.slow)] {
            if !(0.0..=1.0).contains(&rate) {
                return Err(ConfigError::new(field, decimal::short(rate, 9), "a number from 0 to 1"));
            }
        }
        if settings.greatest < settings.least {
            let greatest = format!("{} s", seconds_text(settings.greatest));
            return Err(ConfigError::new("greatest", greatest, "no shorter than the least"));
        }
        if let Some(outage) = settings.outages.iter().find(|outage| outage.until <= outage.from) {
            return Err(ConfigError::new("outages", format!("one until {}", outage.until), "later than their start"));
        }
        if settings.bursts.iter().any(|burst| burst.failures == 0) {
            return Err(ConfigError::new("bursts", "one of 0 failures", "of at least one failure"));
        }
        if !settings.bursts.is_sorted_by_key(|burst| burst.at) {
            return Err(ConfigError::new("bursts", "out of order", "in the order of their moments"));
        }
        Ok(Self { settings, latest: Instant::ZERO, burst: (0, 0) })
    }

    /// What it is made of.
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// What is done to an attempt that starts now. `failure` and `slow` are luck, in [0, 1).
    pub fn decide(&mut self, now: Instant, failure: f64, slow: f64) -> Injected {
        self.latest = self.latest.max(now);
        let now = self.latest;
        let rate = self.settings.slow;
        // Below the rate the random number is uniform there, so its part of the rate is luck for the length.
        let extra = if slow < rate { self.slowed(slow / rate) } else { Duration::ZERO };
        let outage = self.settings.outages.iter().find(|outage| outage.from <= now && now < outage.until);
        let outage = outage.map(|outage| (outage.kind, Rule::Outage { until: outage.until }));
        let failure = outage.or_else(|| self.forced(now)).or_else(|| {
            let (rate, kind) = self.settings.failure;
            (failure < rate).then_some((kind, Rule::Drawn { random: failure, rate }))
        });
        Injected { failure, extra }
    }

    /// The next failure of a burst that has begun.
    fn forced(&mut self, now: Instant) -> Option<(FailureKind, Rule)> {
        let (index, failed) = self.burst;
        let burst = self.settings.bursts.get(index).filter(|burst| burst.at <= now)?;
        let left = burst.failures - failed - 1;
        self.burst = if left == 0 { (index + 1, 0) } else { (index, failed + 1) };
        Some((burst.kind, Rule::Forced { left }))
    }

    fn slowed(&self, random: f64) -> Duration {
        let Settings { least, greatest, .. } = self.settings;
        let range = greatest - least;
        let part = Duration::from_nanos((nanos(range) as f64 * random.max(0.0)).round() as u64);
        least.saturating_add(part.min(range))
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::*;

    const KIND: FailureKind = FailureKind::Unavailable;

    fn at(millis: u64) -> Instant {
        Instant::from_millis(millis)
    }

    #[test]
    fn the_guides_monkey_fails_a_tenth_and_slows_a_tenth_down() {
        let mut chaos = Chaos::new(Settings::guide()).unwrap();
        let drawn = (FailureKind::Connection, Rule::Drawn { random: 0.09, rate: 0.1 });
        assert_eq!(chaos.decide(at(0), 0.09, 0.5), Injected { failure: Some(drawn), extra: Duration::ZERO });
        assert_eq!(chaos.decide(at(0), 0.1, 0.09), Injected { failure: None, extra: Duration::from_secs(120) });
        assert_eq!(chaos.decide(at(0), 0.1, 0.1), Injected::default());
    }

    #[test]
    fn the_extra_time_is_spread_between_its_ends() {
        let (least, greatest) = (Duration::from_millis(100), Duration::from_millis(300));
        let mut chaos = Chaos::new(Settings { slow: 0.5, least, greatest, ..Settings::calm() }).unwrap();
        let extra = [0.0, 0.25, 0.499, 0.5].map(|random| chaos.decide(at(0), 0.9, random).extra.as_millis());
        assert_eq!(extra, [100, 200, 299, 0]);
    }

    #[test]
    fn an_outage_has_its_start_and_not_its_end() {
        let outage = Outage { from: at(1_000), until: at(2_000), kind: KIND };
        let mut chaos = Chaos::new(Settings { outages: vec![outage], ..Settings::calm() }).unwrap();
        let mut failed = |millis| chaos.decide(at(millis), 0.0, 0.0).failure;
        let out = Some((KIND, Rule::Outage { until: at(2_000) }));
        assert_eq!([failed(999), failed(1_000), failed(1_999), failed(2_000)], [None, out, out, None]);
        assert_eq!(failed(1_500), None, "time does not go back");
    }

    #[test]
    fn a_burst_fails_as_many_attempts_as_trip_a_breaker() {
        let burst = |millis, failures| Burst { at: at(millis), failures, kind: KIND };
        let bursts = vec![burst(1_000, 3), burst(1_000, 1)];
        let mut chaos = Chaos::new(Settings { bursts, ..Settings::calm() }).unwrap();
        let mut left = |millis| match chaos.decide(at(millis), 0.0, 0.0).failure {
            Some((_, Rule::Forced { left })) => Some(left),
            _ => None,
        };
        let found = [left(999), left(5_000), left(5_000), left(9_000), left(9_000), left(9_000)];
        assert_eq!(found, [None, Some(2), Some(1), Some(0), Some(0), None]);
    }

    #[test]
    fn point_9_a_meaningless_setting_is_refused_by_name() {
        let refused = |settings| Chaos::new(settings).unwrap_err().field;
        assert_eq!(refused(Settings { failure: (1.1, KIND), ..Settings::calm() }), "failure");
        assert_eq!(refused(Settings { slow: f64::NAN, ..Settings::calm() }), "slow");
        assert_eq!(refused(Settings { least: Duration::from_secs(1), ..Settings::calm() }), "greatest");
        let outages = vec![Outage { from: at(1), until: at(1), kind: KIND }];
        assert_eq!(refused(Settings { outages, ..Settings::calm() }), "outages");
        let burst = |millis, failures| Burst { at: at(millis), failures, kind: KIND };
        assert_eq!(refused(Settings { bursts: vec![burst(1, 0)], ..Settings::calm() }), "bursts");
        assert_eq!(refused(Settings { bursts: vec![burst(2, 1), burst(1, 1)], ..Settings::calm() }), "bursts");
    }
}
