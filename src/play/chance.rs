//! What chance alone does: the interval of a share, and whether one of two lanes is better more often than a coin would
//! have it.

use crate::sim::input::Lane;

/// The interval that holds the true share with 95 % confidence, for cases that do not depend on each other (Wilson,
/// "Probable inference, the law of succession, and statistical inference", 1927). Of no case it is from 0 to 1.
pub fn interval(part: u64, whole: u64) -> (f64, f64) {
    if whole == 0 {
        return (0.0, 1.0);
    }
    const Z: f64 = 1.96;
    let (n, p) = (whole as f64, part as f64 / whole as f64);
    let centre = p + Z * Z / (2.0 * n);
    let reach = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + Z * Z / n;
    (((centre - reach) / scale).max(0.0), ((centre + reach) / scale).min(1.0))
}

/// How often each of two lanes was the better one, of cases that both met with the same random numbers. Cases in which they were
/// equal say nothing and are not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wins {
    /// Cases in which lane A was better.
    pub a: u64,
    /// Cases in which lane B was.
    pub b: u64,
}

impl Wins {
    /// One chance in this many is left that lanes which are equal in effect are ever told apart.
    pub const ODDS: f64 = 20.0;

    /// With fewer cases than this none is told apart, whatever came of them: 2^8 / 9 exceeds the odds, 2^7 / 8 does not.
    pub const LEAST: u64 = 8;

    /// Another case, if a lane was better in it.
    pub fn count(&mut self, better: Option<Lane>) {
        match better {
            Some(Lane::A) => self.a += 1,
            Some(Lane::B) => self.b += 1,
            None => {}
        }
    }

    /// The lane that is better more often than by chance, by a sign test on pairs.
    ///
    /// The page looks at it again and again, and a test with a fixed level would be fooled some day. So the odds are
    /// those of a coin of any bias against a fair one: with k of n cases, 2^n / ((n + 1) (n over k)). They exceed
    /// [`Wins::ODDS`] at any time in a run of whatever length in at most one of that many runs, if the coin is fair
    /// (Ville's inequality; Robbins, "Statistical methods related to the law of the iterated logarithm", 1970).
    pub fn better(self) -> Option<Lane> {
        let (cases, fewer) = (self.a + self.b, self.a.min(self.b));
        let mut odds = 1.0 / (cases + 1) as f64;
        let mut doubled = 0;
        for chosen in 1..=fewer {
            odds *= chosen as f64 / (cases - fewer + chosen) as f64;
            // Two at a time keep the number in its range.
            while odds < 1.0 && doubled < cases {
                odds *= 2.0;
                doubled += 1;
            }
        }
        while odds < Self::ODDS && doubled < cases {
            odds *= 2.0;
            doubled += 1;
        }
        (odds >= Self::ODDS).then_some(if self.a > self.b { Lane::A } else { Lane::B })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_is_wilsons() {
        let (low, high) = interval(1, 10);
        assert!((low - 0.0179).abs() < 1e-3 && (high - 0.4042).abs() < 1e-3, "{low} {high}");
        assert_eq!(interval(0, 0), (0.0, 1.0));
        assert!(interval(0, 10).0 < 1e-12 && interval(0, 10).1 < 0.3);
    }

    #[test]
    fn a_lane_is_better_when_a_coin_would_hardly_do_that() {
        let better = |a, b| Wins { a, b }.better();
        // 2^7 / 8 = 16 and 2^8 / 9 = 28.4; 2^12 / (13 * 12) = 26.3 and 2^12 / (13 * 66) = 4.8.
        assert_eq!((better(7, 0), better(8, 0), better(0, 8)), (None, Some(Lane::A), Some(Lane::B)));
        assert_eq!((better(Wins::LEAST - 1, 0), better(Wins::LEAST, 0)), (None, Some(Lane::A)));
        assert_eq!((better(11, 1), better(10, 2), better(1, 11)), (Some(Lane::A), None, Some(Lane::B)));
        assert_eq!((better(0, 0), better(1, 0), better(5_000, 5_000)), (None, None, None));
        assert_eq!(
            (better(5_250, 4_750), better(5_100, 4_900), better(20_000, 0)),
            (Some(Lane::A), None, Some(Lane::A))
        );
    }

    #[test]
    fn fair_coins_are_hardly_ever_told_apart_however_often_one_looks() {
        let mut state = 7_u64;
        let mut fooled = 0;
        for _ in 0..1_000 {
            let mut wins = Wins::default();
            let mut ever = false;
            for _ in 0..400 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                wins.count(Some(if state >> 63 == 0 { Lane::A } else { Lane::B }));
                ever |= wins.better().is_some();
            }
            fooled += u32::from(ever);
        }
        assert!(fooled <= 50, "{fooled} of 1,000 runs, where at most one in {} is allowed", Wins::ODDS);
    }
}
