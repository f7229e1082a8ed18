//! Partial results: enough of several concurrent parts is an answer, and it says that it is not all.
//!
//! The rule is the guide's `with_partial_result`: it takes what came if at least half of the parts succeeded. Its code
//! waits for all, forgets which parts are missing and hands out a part as if it were the whole. Here the verdict is
//! known as soon as it is certain, carries its numbers, and a part is called one. To keep the values of the parts see
//! [`Batch`](super::degrade::Batch).

use super::ConfigError;
use super::share::Share;

/// Millionths in a whole.
const WHOLE: u32 = 1_000_000;

/// The rule: at least this share of the parts has to succeed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Partial {
    /// In millionths, as a [`Share`] is.
    least: u32,
}

/// How many parts there are and how they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Parts that succeeded.
    pub succeeded: u32,
    /// Parts that failed.
    pub failed: u32,
    /// All parts, those under way included.
    pub total: u32,
}

/// What the whole comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is not certain yet.
    Pending,
    /// All parts succeeded.
    Complete,
    /// Enough will have succeeded: a degraded answer, or one in the making. More may still come.
    Degraded {
        /// How many are missing permanently so far.
        missing: u32,
    },
    /// Too few can succeed now: the whole has failed.
    Failed {
        /// How many would have had to.
        needed: u32,
    },
}

impl Default for Partial {
    /// The guide's: half.
    fn default() -> Self {
        Self { least: WHOLE / 2 }
    }
}

impl Partial {
    /// A rule by which at least the share `least` of the parts has to succeed, in [0, 1].
    ///
    /// # Errors
    /// `least` outside 0 to 1.
    pub fn new(least: f64) -> Result<Self, ConfigError> {
        let share = Share::new(least).ok_or_else(|| ConfigError::new("least", least, "a number from 0 to 1"))?;
        Ok(Self { least: (share.fraction() * f64::from(WHOLE)).round() as u32 })
    }

    /// The fewest of `total` parts that have to succeed.
    pub fn needed(self, total: u32) -> u32 {
        let needed = (u64::from(self.least) * u64::from(total)).div_ceil(u64::from(WHOLE));
        u32::try_from(needed).unwrap_or(total)
    }

    /// The verdict on parts that stand so.
    pub fn judge(self, parts: Counts) -> Verdict {
        let Counts { succeeded, failed, total } = parts;
        let needed = self.needed(total);
        if total.saturating_sub(failed) < needed {
            Verdict::Failed { needed }
        } else if succeeded >= total {
            Verdict::Complete
        } else if failed > 0 && succeeded >= needed {
            Verdict::Degraded { missing: failed }
        } else {
            Verdict::Pending
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::*;

    fn judge(least: f64, succeeded: u32, failed: u32, total: u32) -> Verdict {
        Partial::new(least).unwrap().judge(Counts { succeeded, failed, total })
    }

    #[test]
    fn half_is_enough_by_default_and_a_part_is_called_one() {
        assert_eq!(
            Partial::default().judge(Counts { succeeded: 2, failed: 2, total: 4 }),
            Verdict::Degraded { missing: 2 }
        );
        assert_eq!(judge(0.5, 2, 3, 5), Verdict::Failed { needed: 3 });
        assert_eq!(judge(0.5, 5, 0, 5), Verdict::Complete);
    }

    #[test]
    fn the_verdict_comes_as_soon_as_it_is_certain() {
        assert_eq!(judge(0.6, 3, 0, 5), Verdict::Pending);
        assert_eq!(judge(0.6, 3, 1, 5), Verdict::Degraded { missing: 1 });
        assert_eq!(judge(0.6, 0, 3, 5), Verdict::Failed { needed: 3 });
        assert_eq!(judge(0.07, 7, 1, 100), Verdict::Degraded { missing: 1 });
    }

    #[test]
    fn the_ends_of_the_share() {
        assert_eq!(judge(0.0, 0, 5, 5), Verdict::Degraded { missing: 5 });
        assert_eq!(judge(1.0, 0, 1, 5), Verdict::Failed { needed: 5 });
        // The guide divides by the number of parts; nothing of nothing is simply complete.
        assert_eq!(judge(1.0, 0, 0, 0), Verdict::Complete);
        assert_eq!(Partial::new(1.5).unwrap_err().field, "least");
    }
}
