//! Token-bucket retries: every success (or every call) puts a part of a token in, every retry takes a whole one out.
//!
//! While few calls fail it allows as many retries as are wanted; while many fail, only a share of the calls. Marc
//! Brooker, "Fixing retries with token buckets and circuit breakers", 2022. His text fills the bucket at each success,
//! his simulator at the start of each call; there a bucket of 5 tokens starts full and each call puts in 0.1.

use super::ConfigError;
use crate::decimal;

/// Parts of a token, so that ten tenths are exactly one.
const PARTS: u64 = 1_000_000;

/// When the bucket is filled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Filled {
    /// At each success: the text. The default.
    #[default]
    BySuccess,
    /// At the start of each call, whatever comes of it: the simulator.
    ByCall,
}

/// What a bucket is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// The tokens at the start, and the most there ever are. At least 1.
    pub capacity: u32,
    /// What is put in at once, in tokens, from 0 to 1.
    pub deposit: f64,
    /// When it is put in.
    pub filled: Filled,
}

impl Default for Settings {
    /// 5 tokens, a tenth for each success.
    fn default() -> Self {
        Self { capacity: 5, deposit: 0.1, filled: Filled::BySuccess }
    }
}

/// A bucket and what is in it.
///
/// When the bucket is empty it takes ten successes to pay for the next retry, so a service that answers nobody is not
/// burdened with retries as well:
///
/// ```
/// use half_open::policy::token_retry::{Refused, Settings, TokenRetry};
///
/// let mut bucket = TokenRetry::new(Settings { capacity: 1, ..Settings::default() })?;
/// assert_eq!(bucket.admit(), Ok(0.0));
/// assert_eq!(bucket.admit(), Err(Refused { tokens: 0.0 }));
/// (0..9).for_each(|_| bucket.on_success());
/// assert_eq!(bucket.admit(), Err(Refused { tokens: 0.9 }));
/// bucket.on_success();
/// assert_eq!(bucket.admit(), Ok(0.0));
/// # Ok::<(), half_open::policy::ConfigError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct TokenRetry {
    settings: Settings,
    parts: u64,
    deposit: u64,
}

/// A retry for which there is no whole token.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Refused {
    /// The tokens that are there, less than 1.
    pub tokens: f64,
}

impl TokenRetry {
    /// A full bucket.
    ///
    /// # Errors
    /// `capacity` of 0, which would never allow a retry, and a `deposit` outside of 0 to 1.
    pub fn new(settings: Settings) -> Result<Self, ConfigError> {
        if settings.capacity == 0 {
            return Err(ConfigError::new("capacity", settings.capacity, "a whole number from 1 up"));
        }
        if !(0.0..=1.0).contains(&settings.deposit) {
            return Err(ConfigError::new("deposit", decimal::short(settings.deposit, 9), "a number from 0 to 1"));
        }
        let deposit = (settings.deposit * PARTS as f64).round() as u64;
        Ok(Self { settings, parts: u64::from(settings.capacity) * PARTS, deposit })
    }

    /// What it is made of.
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// What is in it.
    pub fn tokens(&self) -> f64 {
        self.parts as f64 / PARTS as f64
    }

    /// A call starts.
    pub fn on_call(&mut self) {
        if self.settings.filled == Filled::ByCall {
            self.fill();
        }
    }

    /// An attempt has succeeded.
    pub fn on_success(&mut self) {
        if self.settings.filled == Filled::BySuccess {
            self.fill();
        }
    }

    /// Asks for a retry, takes a token for it and returns what is left.
    ///
    /// # Errors
    /// There is less than one; then nothing is taken.
    pub fn admit(&mut self) -> Result<f64, Refused> {
        match self.parts.checked_sub(PARTS) {
            Some(left) => {
                self.parts = left; // rule: tokens-granted
                Ok(self.tokens())
            }
            None => Err(Refused { tokens: self.tokens() }), // rule: tokens-refused
        }
    }

    fn fill(&mut self) {
        self.parts = (self.parts + self.deposit).min(u64::from(self.settings.capacity) * PARTS);
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::*;

    fn empty(filled: Filled) -> TokenRetry {
        let mut bucket = TokenRetry::new(Settings { filled, ..Settings::default() }).unwrap();
        assert!((0..5).all(|_| bucket.admit().is_ok()));
        bucket
    }

    #[test]
    fn ten_tenths_are_one_retry() {
        let mut bucket = empty(Filled::BySuccess);
        (0..9).for_each(|_| bucket.on_success());
        assert_eq!(bucket.admit(), Err(Refused { tokens: 0.9 }));
        bucket.on_success();
        assert_eq!(bucket.admit(), Ok(0.0));
    }

    #[test]
    fn the_text_fills_it_by_successes_and_the_simulator_by_calls() {
        let mut text = empty(Filled::BySuccess);
        let mut simulator = empty(Filled::ByCall);
        (0..10).for_each(|_| (text.on_call(), simulator.on_call()).1);
        assert_eq!((text.tokens(), simulator.tokens()), (0.0, 1.0));
        (0..10).for_each(|_| (text.on_success(), simulator.on_success()).1);
        assert_eq!((text.tokens(), simulator.tokens()), (1.0, 1.0));
    }

    #[test]
    fn it_never_holds_more_than_its_capacity() {
        let mut bucket = TokenRetry::new(Settings { deposit: 1.0, ..Settings::default() }).unwrap();
        bucket.on_success();
        assert_eq!(bucket.tokens(), 5.0);
    }

    #[test]
    fn point_9_a_setting_out_of_range_is_refused_by_name() {
        let refused = |capacity, deposit| {
            TokenRetry::new(Settings { capacity, deposit, filled: Filled::ByCall }).unwrap_err().field
        };
        assert_eq!((refused(0, 0.1), refused(1, 1.1), refused(1, f64::NAN)), ("capacity", "deposit", "deposit"));
    }
}
