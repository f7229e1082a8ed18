//! A part of a whole, compared exactly.

/// Millionths in a whole.
const WHOLE: u32 = 1_000_000;

/// A part of a whole, in parts per million: from 0 (nothing) to 1,000,000 (all of it).
///
/// A rate that decides something is compared by cross-multiplication of integers. A quotient of floats would make
/// "half of the calls" depend on how a division rounds.
///
/// Seven of a hundred calls are exactly 7 %, which a comparison of floats would miss:
///
/// ```
/// use half_open::policy::share::Share;
///
/// let limit = Share::percent(7);
/// assert!(7.0 < 0.07 * 100.0, "in floats seven calls are too few");
/// assert!(limit.reached_by(7, 100) && !limit.reached_by(6, 100));
/// assert!(limit.passed_by(8, 100) && !limit.passed_by(7, 100));
/// // Nobody has called yet, so no share is reached, not even one of 0 %.
/// assert!(!Share::percent(0).reached_by(0, 0));
/// assert_eq!(Share::new(1.5), None);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Share(u32);

impl Share {
    /// The share `fraction`, in [0, 1], rounded to the nearest millionth. Nothing for any other value and for NaN.
    pub fn new(fraction: f64) -> Option<Self> {
        (0.0..=1.0).contains(&fraction).then(|| Self((fraction * f64::from(WHOLE)).round() as u32))
    }

    /// The share `of_100`, in hundredths; more than 100 is all of it.
    pub const fn percent(of_100: u32) -> Self {
        Self(if of_100 < 100 { of_100 * (WHOLE / 100) } else { WHOLE })
    }

    /// Whether `part` of `whole` is this share or more. Nothing of nothing is no share at all, so a `whole` of 0
    /// reaches none.
    pub fn reached_by(self, part: u64, whole: u64) -> bool {
        whole > 0
            && match (part.checked_mul(WHOLE.into()), whole.checked_mul(self.0.into())) {
                (Some(part), Some(needed)) => part >= needed,
                _ => u128::from(part) * u128::from(WHOLE) >= u128::from(self.0) * u128::from(whole),
            }
    }

    /// Whether `part` of `whole` is more than this share.
    pub fn passed_by(self, part: u64, whole: u64) -> bool {
        u128::from(part) * u128::from(WHOLE) > u128::from(self.0) * u128::from(whole)
    }

    /// The share as a fraction in [0, 1], for drawing and text only.
    pub fn fraction(self) -> f64 {
        f64::from(self.0) / f64::from(WHOLE)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::*;

    #[test]
    fn only_fractions_are_shares() {
        assert_eq!(Share::new(0.3).unwrap().fraction(), 0.3);
        assert_eq!(Share::new(0.0).unwrap().fraction(), 0.0);
        assert_eq!((Share::percent(7), Share::percent(101)), (Share::new(0.07).unwrap(), Share::new(1.0).unwrap()));
        assert_eq!(Share::new(1.0).unwrap().fraction(), 1.0);
        for none in [-0.01, 1.01, f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(Share::new(none), None);
        }
    }

    #[test]
    fn a_share_is_reached_at_exactly_its_value_and_never_by_nothing() {
        let half = Share::new(0.5).unwrap();
        assert!(half.reached_by(5, 10) && !half.reached_by(4, 10) && half.reached_by(6, 10));
        assert!(!half.passed_by(5, 10) && half.passed_by(6, 10) && !half.passed_by(0, 0));
        assert!(!half.reached_by(0, 0) && !Share::new(0.0).unwrap().reached_by(0, 0));
        // 0.07 x 100 is 7.000000000000001 in floats, so a float comparison would miss this one.
        assert!(Share::new(0.07).unwrap().reached_by(7, 100));
    }

    #[test]
    fn counts_beyond_32_bits_do_not_overflow() {
        let half = Share::new(0.5).unwrap();
        assert!(half.reached_by(u64::MAX / 2 + 1, u64::MAX));
        assert!(!half.reached_by(u64::MAX / 2 - 1, u64::MAX));
    }
}
