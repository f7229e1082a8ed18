//! Retry budget: a client may retry a share of what it asked lately, and a few times a second in any case.
//!
//! Each request makes a deposit that expires after a time to live; each retry makes a withdrawal. A reserve of the
//! least retries a second over that time is always there. Numbers: Finagle, `RetryBudget.scala` (`TokenRetryBudget`):
//! a deposit of 1,000, a withdrawal of 1,000 divided by the share, ten slices in the time to live.

use core::time::Duration;

use super::ConfigError;
use crate::decimal;
use crate::time::{Instant, nanos, seconds_text};

/// Slices in which deposits and withdrawals expire.
const SLICES: usize = 10;
/// What a request puts in.
const DEPOSIT: u64 = 1_000;

/// What a budget is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// How long a deposit lasts, from 1 to 60 s. Whole seconds of it count for the reserve.
    pub ttl: Duration,
    /// The retries a second that are allowed however few requests there are.
    pub min_per_second: u32,
    /// Retries for each request, from 0 to 1,000: 0.2 allows one for five.
    pub share: f64,
}

impl Default for Settings {
    /// A fifth of the requests of the last 10 s, and 10 a second.
    fn default() -> Self {
        Self { ttl: Duration::from_secs(10), min_per_second: 10, share: 0.2 }
    }
}

/// A budget and what was put in and taken out lately.
///
/// Five requests pay for one retry:
///
/// ```
/// use half_open::policy::retry_budget::{RetryBudget, Settings};
/// use half_open::time::Instant;
///
/// let mut budget = RetryBudget::new(Settings { min_per_second: 0, ..Settings::default() })?;
/// assert!(budget.admit(Instant::ZERO).is_err());
/// (0..5).for_each(|_| budget.on_call(Instant::ZERO));
/// assert!(budget.admit(Instant::ZERO).is_ok());
/// assert!(budget.admit(Instant::ZERO).is_err());
/// # Ok::<(), half_open::policy::ConfigError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct RetryBudget {
    settings: Settings,
    deposit: u64,
    withdrawal: u64,
    reserve: u64,
    /// Deposits and withdrawals of each slice, the present one at its number modulo their count.
    slices: [(u64, u64); SLICES],
    /// The number of the present slice.
    present: u64,
}

/// A retry that the budget allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Withdrawn {
    /// How many more retries it would allow now.
    pub left: u64,
}

/// A retry that the budget does not allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused {
    /// What is there, in thousandths of a request.
    pub balance: u64,
    /// What a retry takes, which is more.
    pub withdrawal: u64,
}

impl RetryBudget {
    /// A budget with its reserve and no deposit.
    ///
    /// # Errors
    /// `ttl` outside of 1 to 60 s and `share` outside of 0 to 1,000.
    pub fn new(settings: Settings) -> Result<Self, ConfigError> {
        let Settings { ttl, min_per_second, share } = settings;
        if ttl < Duration::from_secs(1) || ttl > Duration::from_secs(60) {
            return Err(ConfigError::new("ttl", format!("{} s", seconds_text(ttl)), "from 1 to 60 s"));
        }
        if !(0.0..=1_000.0).contains(&share) {
            return Err(ConfigError::new("share", decimal::short(share, 9), "a number from 0 to 1,000"));
        }
        // Without a share requests put nothing in, and all that there is comes from the reserve.
        let (deposit, withdrawal) = if share > 0.0 { (DEPOSIT, (DEPOSIT as f64 / share) as u64) } else { (0, 1) };
        let reserve = (u64::from(min_per_second) * ttl.as_secs()).saturating_mul(withdrawal);
        Ok(Self { settings, deposit, withdrawal, reserve, slices: [(0, 0); SLICES], present: 0 })
    }

    /// What it is made of.
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// A request was made: it allows for a part of a retry.
    pub fn on_call(&mut self, now: Instant) {
        let deposit = self.deposit;
        let slice = self.slice(now);
        slice.0 = slice.0.saturating_add(deposit);
    }

    /// Asks for a retry, and takes out what it costs.
    ///
    /// # Errors
    /// There is less; then nothing is taken out.
    pub fn admit(&mut self, now: Instant) -> Result<Withdrawn, Refused> {
        let withdrawal = self.withdrawal;
        self.slice(now);
        let balance = self.present_balance();
        if balance < withdrawal {
            return Err(Refused { balance, withdrawal }); // rule: budget-refused
        }
        let slice = self.slice(now);
        slice.1 = slice.1.saturating_add(withdrawal);
        Ok(Withdrawn { left: (balance - withdrawal) / withdrawal }) // rule: budget-granted
    }

    /// How many retries it would allow now.
    pub fn balance(&mut self, now: Instant) -> u64 {
        self.slice(now);
        self.present_balance() / self.withdrawal
    }

    fn present_balance(&self) -> u64 {
        let deposits = self.slices.iter().fold(self.reserve, |sum, (deposits, _)| sum.saturating_add(*deposits));
        let withdrawals = self.slices.iter().fold(0_u64, |sum, (_, withdrawals)| sum.saturating_add(*withdrawals));
        deposits.saturating_sub(withdrawals)
    }

    /// The present slice, after those that have expired were emptied. A time before it counts as its time.
    fn slice(&mut self, now: Instant) -> &mut (u64, u64) {
        let number = (now.nanos() / (nanos(self.settings.ttl) / SLICES as u64)).max(self.present);
        for passed in (self.present + 1..=number).take(SLICES) {
            // More than a whole round empties all of them, in whatever order.
            self.slices[(passed % SLICES as u64) as usize] = (0, 0);
        }
        self.present = number;
        &mut self.slices[(number % SLICES as u64) as usize]
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::*;

    fn budget(ttl: u64, min_per_second: u32, share: f64) -> RetryBudget {
        RetryBudget::new(Settings { ttl: Duration::from_secs(ttl), min_per_second, share }).unwrap()
    }

    fn granted(budget: &mut RetryBudget, at: u64) -> u64 {
        (0..).take_while(|_| budget.admit(Instant::from_millis(at)).is_ok()).count() as u64
    }

    #[test]
    fn a_fifth_of_the_requests_and_the_reserve_may_be_retried() {
        let mut budget = budget(10, 10, 0.2);
        (0..1_000).for_each(|_| budget.on_call(Instant::ZERO));
        assert_eq!(budget.balance(Instant::ZERO), 300);
        assert_eq!(budget.admit(Instant::ZERO), Ok(Withdrawn { left: 299 }));
        assert_eq!(granted(&mut budget, 0), 299);
        assert_eq!(budget.admit(Instant::ZERO), Err(Refused { balance: 0, withdrawal: 5_000 }));
    }

    #[test]
    fn a_deposit_expires_after_the_time_to_live_and_so_does_a_withdrawal() {
        let mut budget = budget(10, 1, 0.5);
        (0..20).for_each(|_| budget.on_call(Instant::from_millis(500)));
        assert_eq!(granted(&mut budget, 9_999), 20);
        assert_eq!(budget.balance(Instant::from_millis(10_000)), 0, "the deposits are gone, the withdrawals stay");
        assert_eq!(budget.balance(Instant::from_millis(19_000)), 10, "both are gone, the reserve is back");
        assert_eq!(budget.balance(Instant::MAX), 10);
        assert_eq!(budget.balance(Instant::ZERO), 10, "a clock that goes back changes nothing");
    }

    #[test]
    fn without_a_share_only_time_gives_retries_and_without_both_there_is_none() {
        let mut reserve = budget(1, 10, 0.0);
        (0..100).for_each(|_| reserve.on_call(Instant::ZERO));
        assert_eq!(granted(&mut reserve, 0), 10);
        assert_eq!(granted(&mut reserve, 1_000), 10);
        assert_eq!(granted(&mut budget(60, 0, 0.0), 0), 0);
    }

    #[test]
    fn point_9_a_setting_out_of_range_is_refused_by_name() {
        let refused = |ttl, share| {
            RetryBudget::new(Settings { ttl: Duration::from_millis(ttl), min_per_second: 1, share }).unwrap_err().field
        };
        assert_eq!((refused(999, 0.2), refused(60_001, 0.2)), ("ttl", "ttl"));
        assert_eq!(
            (refused(1_000, -0.1), refused(1_000, f64::NAN), refused(1_000, 1_001.0)),
            ("share", "share", "share")
        );
    }
}
