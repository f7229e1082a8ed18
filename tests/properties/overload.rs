//! What holds for throttles, and for doors that shed load.

use half_open::policy::share::Share;
use half_open::policy::shed::{self, Criticality, Shedder};
use half_open::policy::throttle::{self, Throttle};
use proptest::collection::vec;
use proptest::prelude::*;

use super::strategies::{config, instant, number, span};

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_throttle_rejects_within_its_cap_and_never_while_all_is_well(
        window in span(), k in 1.0..10.0_f64, cap in 0.0..=1.0_f64,
        steps in vec((instant(), 0.0..1.0_f64, any::<bool>()), 0..80), well in any::<bool>()
    ) {
        let Ok(settings) = throttle::Settings::new(window, k, cap) else { return Ok(()) };
        let mut throttle = Throttle::new(settings);
        for (at, random, accepted) in steps {
            let decision = throttle.admit(at, random);
            prop_assert!((0.0..=cap).contains(&decision.probability));
            prop_assert_eq!(decision.admitted, random >= decision.probability);
            if decision.admitted {
                throttle.report(at, accepted || well);
            }
            prop_assert!(!well || decision.probability == 0.0);
        }
    }

    #[test]
    fn a_door_never_holds_more_than_its_room_and_prefers_the_important(
        capacity in number(), mut from in [0..=20_u32, 0..=20_u32, 0..=20_u32, 0..=20_u32],
        steps in vec((0..4_usize, any::<bool>()), 0..80)
    ) {
        from.sort_unstable();
        let Ok(mut door) = Shedder::new(capacity, from.map(|part| Share::new(f64::from(part) / 20.0).unwrap()))
        else { return Ok(()) };
        for (criticality, done) in steps {
            if done { door.release() }
            let criticality = Criticality::ALL[criticality];
            let mut tried = door.clone();
            let admitted = |decision| matches!(decision, shed::Decision::Admitted { .. });
            let important = admitted(tried.admit(Criticality::CriticalPlus));
            prop_assert!(!admitted(door.admit(criticality)) || important);
            prop_assert!(door.active() <= capacity);
        }
    }
}
