//! What holds for every share.

use half_open::policy::share::Share;
use proptest::prelude::*;

use super::strategies::config;

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_share_agrees_with_exact_fractions(millionths in 0..=1_000_000_u32, part: u32, whole: u32) {
        let share = Share::new(f64::from(millionths) / 1e6).unwrap();
        let reached = whole > 0 && u128::from(part) * 1_000_000 >= u128::from(millionths) * u128::from(whole);
        prop_assert_eq!(share.reached_by(part.into(), whole.into()), reached);
    }
}
