//! Throttle: a client that rejects some of its own calls while the service rejects many of them.
//!
//! From the SRE book, "Handling Overload": over the last two minutes a client knows how many `requests` it wanted to
//! make and how many of them the service accepted. It rejects each new one by itself with the probability
//! `max(0, (requests - K x accepts) / (requests + 1))`. A service in trouble is then asked at most about K times as
//! much as it accepts, and even a rejection costs it nothing.
//!
//! Ask [`Throttle::admit`] with a random number, then tell [`Throttle::report`] what came of each call that was let
//! through. A request counts once it is known whether it was accepted: one under way says nothing yet, and counted at
//! its start the first few of a healthy client would look like rejections.

use core::time::Duration;
use std::collections::VecDeque;

use super::ConfigError;
use crate::decimal;
use crate::time::{Instant, nanos};

/// The SRE book's window: two minutes.
pub const WINDOW: Duration = Duration::from_secs(120);
/// The SRE book's K of 2, as the share of accepted requests below which it rejects.
const THRESHOLD: f64 = 0.5;
/// How many parts the window has; it moves by one part at a time.
const PARTS: u64 = 60;

/// How a throttle is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    window: Duration,
    /// The share of accepted requests below which it rejects: 1 / K.
    threshold: f64,
    cap: f64,
}

impl Settings {
    /// A throttle that looks back over `window`, allows `multiplier` (K) times what is accepted, and never rejects
    /// with a probability above `cap`. With a cap below 1 some calls always go out and find a service that is back.
    ///
    /// # Errors
    /// `window` below 60 ns, `multiplier` below 1 (it would reject where nothing is wrong) or not finite, `cap` outside
    /// 0 to 1.
    pub fn new(window: Duration, multiplier: f64, cap: f64) -> Result<Self, ConfigError> {
        if !(1.0..=1e9).contains(&multiplier) {
            return Err(ConfigError::new(
                "multiplier",
                decimal::short(multiplier, 9),
                "a number from 1 to 1,000,000,000",
            ));
        }
        Self::with_success_threshold(window, (1.0 / multiplier).max(1e-9), cap)
    }

    /// A throttle that starts to reject when fewer than the share `threshold` succeed, as failsafe-go's adaptive
    /// throttler puts it: K is 1 / `threshold`.
    ///
    /// # Errors
    /// `threshold` outside 0.000000001 to 1; else as [`Settings::new`].
    pub fn with_success_threshold(window: Duration, threshold: f64, cap: f64) -> Result<Self, ConfigError> {
        if !(1e-9..=1.0).contains(&threshold) {
            return Err(ConfigError::new("threshold", decimal::short(threshold, 9), "a number from 0.000000001 to 1"));
        }
        if nanos(window) < PARTS {
            return Err(ConfigError::new("window", format!("{window:?}"), "60 ns or longer"));
        }
        if !(0.0..=1.0).contains(&cap) {
            return Err(ConfigError::new("cap", decimal::short(cap, 9), "a number from 0 to 1"));
        }
        Ok(Self { window, threshold, cap })
    }

    /// How far back it looks.
    pub const fn window(&self) -> Duration {
        self.window
    }

    /// K.
    pub const fn multiplier(&self) -> f64 {
        1.0 / self.threshold
    }

    /// The highest probability.
    pub const fn cap(&self) -> f64 {
        self.cap
    }

    /// The probability of a rejection after this many requests and accepts.
    pub fn probability(&self, requests: u64, accepts: u64) -> f64 {
        let (requests, accepts) = (requests as f64, accepts as f64);
        ((requests - accepts / self.threshold) / (requests + 1.0)).clamp(0.0, self.cap)
    }
}

impl Default for Settings {
    /// The SRE book's: two minutes, K = 2, no cap.
    fn default() -> Self {
        Self { window: WINDOW, threshold: THRESHOLD, cap: 1.0 }
    }
}

/// The answer to a request, and the numbers that led to it.
#[derive(Clone, Copy, Debug, PartialEq)]
#[must_use]
pub struct Decision {
    /// Whether it may go out: the random number is not below the probability.
    pub admitted: bool,
    /// The probability of a rejection.
    pub probability: f64,
    /// The random number.
    pub random: f64,
    /// Requests in the window that have come to something, those rejected here included.
    pub requests: u64,
    /// How many of them the service accepted.
    pub accepts: u64,
}

/// A client's throttle for one service.
///
/// A client whose calls are all accepted is never held back:
///
/// ```
/// use core::time::Duration;
/// use half_open::policy::throttle::{Settings, Throttle};
/// use half_open::time::Instant;
///
/// let mut throttle = Throttle::new(Settings::new(Duration::from_secs(120), 2.0, 0.9)?);
/// for second in 0..10 {
///     let now = Instant::from_millis(second * 1_000);
///     assert!(throttle.admit(now, 0.0).admitted);
///     throttle.report(now, true);
/// }
/// # Ok::<(), half_open::policy::ConfigError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Throttle {
    settings: Settings,
    /// The window's parts that have any: their number since the run's start, requests and accepts.
    parts: VecDeque<(u64, u64, u64)>,
    now: Instant,
}

impl Throttle {
    /// A throttle that knows nothing yet and so lets everything through.
    pub const fn new(settings: Settings) -> Self {
        Self { settings, parts: VecDeque::new(), now: Instant::ZERO }
    }

    /// How it is set.
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Takes other settings from the next decision on. Another window forgets what was counted.
    pub fn configure(&mut self, settings: Settings) {
        if settings.window != self.settings.window {
            self.parts.clear();
        }
        self.settings = settings;
    }

    /// Requests and accepts in the window at `now`.
    pub fn counts(&mut self, now: Instant) -> (u64, u64) {
        self.move_on(now);
        let sum = |total: u64, part: u64| total.saturating_add(part);
        self.parts.iter().fold((0, 0), |(requests, accepts), part| (sum(requests, part.1), sum(accepts, part.2)))
    }

    /// Whether a request may go out. `random` is a random number, in [0, 1). One that may not counts as a request not
    /// accepted.
    pub fn admit(&mut self, now: Instant, random: f64) -> Decision {
        let (requests, accepts) = self.counts(now);
        let probability = self.settings.probability(requests, accepts);
        let admitted = random >= probability;
        if !admitted {
            self.record(false);
        }
        Decision { admitted, probability, random, requests, accepts }
    }

    /// The service accepted a request that was let through, or it did not.
    pub fn report(&mut self, now: Instant, accepted: bool) {
        self.move_on(now);
        self.record(accepted);
    }

    /// The number of the window's part at the present time.
    fn number(&self) -> u64 {
        self.now.nanos() / (nanos(self.settings.window) / PARTS)
    }

    fn move_on(&mut self, now: Instant) {
        self.now = self.now.max(now);
        let oldest = self.number().saturating_sub(PARTS - 1);
        while self.parts.front().is_some_and(|part| part.0 < oldest) {
            self.parts.pop_front();
        }
    }

    fn record(&mut self, accepted: bool) {
        let number = self.number();
        if self.parts.back().is_none_or(|part| part.0 != number) {
            self.parts.push_back((number, 0, 0));
        }
        if let Some(part) = self.parts.back_mut() {
            part.1 = part.1.saturating_add(1);
            part.2 = part.2.saturating_add(u64::from(accepted));
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::*;

    #[test]
    fn the_sre_books_formula() {
        let book = Settings::default();
        for (accepts, probability) in [(1_000, 0.0), (500, 0.0), (400, 0.200), (250, 0.500), (100, 0.799), (0, 0.999)] {
            let found = book.probability(1_000, accepts);
            assert!((found - probability).abs() < 0.0005, "{accepts}: {found}");
        }
        assert_eq!(book.probability(0, 0), 0.0);
    }

    #[test]
    fn a_success_threshold_is_the_multipliers_inverse_and_a_cap_holds() {
        let settings = Settings::with_success_threshold(WINDOW, 0.9, 0.8).unwrap();
        assert!((settings.probability(120, 90) - 20.0 / 121.0).abs() < 1e-12);
        assert_eq!(settings.probability(1_000, 10), 0.8);
        assert_eq!(settings.probability(100, 95), 0.0);
    }

    #[test]
    fn own_rejections_count_as_requests_and_old_ones_leave_the_window() {
        let mut throttle = Throttle::new(Settings::default());
        for _ in 0..9 {
            assert!(throttle.admit(Instant::ZERO, 0.0).admitted, "nothing is known of those under way");
        }
        (0..9).for_each(|_| throttle.report(Instant::ZERO, false));
        let refused = throttle.admit(Instant::ZERO, 0.5);
        assert_eq!((refused.admitted, refused.requests, refused.accepts, refused.probability), (false, 9, 0, 0.9));
        throttle.report(Instant::from_millis(2_000), true);
        assert_eq!(throttle.counts(Instant::from_millis(119_999)), (11, 1));
        assert_eq!(throttle.counts(Instant::from_millis(120_000)), (1, 1));
        assert_eq!(throttle.counts(Instant::from_millis(130_000)), (0, 0));
    }

    #[test]
    fn what_makes_no_sense_is_refused_by_name() {
        for multiplier in [0.5, f64::NAN, f64::INFINITY] {
            assert_eq!(Settings::new(WINDOW, multiplier, 1.0).unwrap_err().field, "multiplier");
        }
        assert_eq!(Settings::new(Duration::ZERO, 2.0, 1.0).unwrap_err().field, "window");
        assert_eq!(Settings::new(WINDOW, 2.0, 1.5).unwrap_err().field, "cap");
        assert_eq!(Settings::with_success_threshold(WINDOW, 0.0, 1.0).unwrap_err().field, "threshold");
    }
}
