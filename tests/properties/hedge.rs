//! What holds for every hedge.

use half_open::policy::hedge::{self, After, Hedge, Verdict, Wins};
use half_open::policy::share::Share;
use half_open::time::Instant;
use proptest::collection::vec;
use proptest::prelude::*;

use super::strategies::{config, span, times};

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_hedge_has_no_more_under_way_than_its_limit(
        extra in 1..6_u32, wait in span(), first_success in any::<bool>(), quantile in any::<bool>(),
        steps in vec((any::<bool>(), any::<bool>()), 0..80), times in times(),
    ) {
        let share = Share::new(0.95).unwrap();
        let after = if quantile { After::Quantile { share, window: 3, until_known: wait } } else { After::Fixed(wait) };
        let wins = if first_success { Wins::FirstSuccess } else { Wins::FirstResult };
        let mut hedge = Hedge::new(hedge::Settings { extra, after, wins }).unwrap();
        let mut race = hedge.begin(Instant::ZERO);
        for ((is_result, success), now) in steps.into_iter().zip(times.into_iter().cycle()) {
            if is_result && race.under_way() > 0 {
                if let Verdict::Ends { cancelled, .. } = hedge.report(&mut race, now, success) {
                    prop_assert_eq!(cancelled, race.under_way());
                    race = hedge.begin(now);
                }
            } else {
                let due = race.next_deadline();
                let before = race.launched();
                let launch = hedge.poll(&mut race, now);
                prop_assert_eq!(race.launched(), before + u32::from(launch.is_some()));
                prop_assert!(due.is_some() || launch.is_none());
            }
            prop_assert!(race.under_way() <= race.launched() && race.launched() <= extra + 1);
        }
    }
}
