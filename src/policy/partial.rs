//! Partial results: enough of several concurrent parts is an answer, and it says that it is not all.
//!
//! The rule is the guide's `with_partial_result`: it takes what came if at least half of the parts succeeded. Its code
//! waits for all, forgets which parts are missing and hands out a part as if it were the whole. Here the verdict is
//! known as soon as it is certain, carries its numbers, and a part is called one. Beyond the guide, one part may be
//! critical: without it the others are no answer, however many they are. To keep the values of the parts see
//! [`Batch`](super::degrade::Batch).

use super::ConfigError;
use super::share::Share;
use crate::decimal;

/// Millionths in a whole.
const WHOLE: u32 = 1_000_000;

/// The rule: at least this share of the parts has to succeed, and one of them in any case if it is critical.
///
/// Half of five parts, rounded up, is three. As long as the parts under way may still make them up nothing is certain,
/// and a critical part is needed in any case, because without it the others are no answer:
///
/// ```
/// use half_open::policy::partial::{Counts, Lack, Partial, Verdict};
///
/// let rule = Partial::new(0.5)?;
/// let judge = |succeeded, failed| rule.judge(Counts { succeeded, failed, total: 5 });
/// assert_eq!(judge(2, 2), Verdict::Pending);
/// assert_eq!(judge(3, 2), Verdict::Degraded { missing: 2 });
/// assert_eq!(judge(2, 3), Verdict::Failed { needed: 3 });
/// // All parts have ended and one has failed: it depends on which one.
/// assert_eq!(rule.with_critical(0).lack(5, &[4]), None);
/// assert_eq!(rule.with_critical(0).lack(5, &[0]), Some(Lack::Critical { part: 0 }));
/// # Ok::<(), half_open::policy::ConfigError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Partial {
    /// In millionths, as a [`Share`] is.
    least: u32,
    /// The critical part, counted from 0.
    critical: Option<usize>,
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

/// What parts that have all ended lack to be an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// The critical part is missing.
    Critical {
        /// Which, counted from 0.
        part: usize,
    },
    /// Too few succeeded.
    Share {
        /// How many would have had to.
        needed: u32,
    },
}

impl Lack {
    /// Its name in exports.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Critical { .. } => "critical",
            Self::Share { .. } => "share",
        }
    }
}

impl Default for Partial {
    /// The guide's: half.
    fn default() -> Self {
        Self { least: WHOLE / 2, ..Self::ANY }
    }
}

impl Partial {
    /// Whatever came is an answer, even if it is nothing.
    pub const ANY: Self = Self { least: 0, critical: None };

    /// A rule by which at least the share `least` of the parts has to succeed, in [0, 1].
    ///
    /// # Errors
    /// `least` outside 0 to 1.
    pub fn new(least: f64) -> Result<Self, ConfigError> {
        let share = Share::new(least)
            .ok_or_else(|| ConfigError::new("least", decimal::short(least, 9), "a number from 0 to 1"))?;
        Ok(Self { least: (share.fraction() * f64::from(WHOLE)).round() as u32, ..Self::ANY })
    }

    /// The same rule with a critical part, counted from 0: without it there is no answer.
    pub const fn with_critical(self, part: usize) -> Self {
        Self { critical: Some(part), ..self }
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

    /// What `total` parts that have all ended lack to be an answer, if the ones in `missing` failed; nothing if they are
    /// one.
    pub fn lack(self, total: usize, missing: &[usize]) -> Option<Lack> {
        // reads: critical
        if let Some(part) = self.critical.filter(|part| missing.contains(part)) {
            return Some(Lack::Critical { part }); // rule: critical-missing
        }
        let count = |parts: usize| u32::try_from(parts).unwrap_or(u32::MAX);
        let (total, failed) = (count(total), count(missing.len()));
        // reads: share
        match self.judge(Counts { succeeded: total.saturating_sub(failed), failed, total }) {
            Verdict::Failed { needed } => Some(Lack::Share { needed }), // rule: too-few
            Verdict::Pending | Verdict::Complete | Verdict::Degraded { .. } => None,
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

    #[test]
    fn without_its_critical_part_it_is_no_answer_however_many_the_others_are() {
        let rule = Partial::ANY.with_critical(2);
        assert_eq!(rule.lack(5, &[0, 1, 3, 4]), None);
        assert_eq!(rule.lack(5, &[2]), Some(Lack::Critical { part: 2 }));
        let both = Partial::new(0.5).unwrap().with_critical(2);
        assert_eq!(both.lack(5, &[0, 1, 3]), Some(Lack::Share { needed: 3 }));
        assert_eq!(both.lack(5, &[0, 1, 2]), Some(Lack::Critical { part: 2 }), "that is the graver one");
    }

    #[test]
    fn what_has_ended_is_judged_by_its_share() {
        assert_eq!(Partial::ANY.lack(5, &[0, 1, 2, 3, 4]), None);
        assert_eq!(Partial::default().lack(4, &[0, 1]), None);
        assert_eq!(Partial::default().lack(5, &[0, 1, 2]), Some(Lack::Share { needed: 3 }));
        assert_eq!(Partial::new(1.0).unwrap().lack(5, &[4]), Some(Lack::Share { needed: 5 }));
    }
}
