//! What holds for the waits of every backoff.

use half_open::policy::backoff::{Backoff, Growth, Jitter};
use proptest::collection::vec;
use proptest::prelude::*;

use super::strategies::{config, span};

pub(super) fn backoff() -> impl Strategy<Value = Backoff> {
    let growth = prop_oneof![
        Just(Growth::Constant),
        Just(Growth::Linear),
        (1.0..=5.0_f64).prop_map(|factor| Growth::Exponential { factor })
    ];
    let jitter = prop_oneof![
        Just(Jitter::None),
        span().prop_map(|spread| Jitter::Additive { spread }),
        Just(Jitter::Full),
        Just(Jitter::Equal),
        Just(Jitter::Decorrelated),
        prop_oneof![0.0..2.0_f64, Just(f64::MAX)].prop_map(|part| Jitter::Share { part }),
    ];
    (growth, span(), span(), jitter)
        .prop_filter_map("a cap above zero", |(growth, base, cap, jitter)| Backoff::new(growth, base, cap, jitter).ok())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_delay_is_within_its_band_and_the_cap(backoff in backoff(), numbers in vec(0.0..1.0_f64, 1..40)) {
        let mut previous = None;
        for (retry, random) in (1_u32..).zip(numbers) {
            let delay = backoff.delay(retry, previous, random);
            let (least, greatest) = backoff.band(retry);
            prop_assert!(least <= delay.total && delay.total <= greatest && greatest <= backoff.cap());
            prop_assert_eq!(Some(delay.total), (delay.planned + delay.jitter).checked_sub(delay.shortened));
            prop_assert!(delay.planned <= backoff.cap());
            prop_assert!(delay.jitter.is_zero() || delay.shortened.is_zero());
            previous = Some(delay.total);
        }
    }

    #[test]
    fn any_retry_number_and_any_draw_give_a_delay(backoff in backoff(), retry: u32, previous in span(), random: f64) {
        prop_assert!(backoff.delay(retry, Some(previous), random).total <= backoff.cap());
        let (least, greatest) = backoff.band(retry);
        prop_assert!(least <= greatest && greatest <= backoff.cap());
    }

    #[test]
    fn the_plan_never_shrinks_from_one_retry_to_the_next(backoff in backoff(), retry in 1..10_000_u32) {
        let planned = |retry| backoff.delay(retry, None, 0.5).planned;
        prop_assert!(planned(retry) <= planned(retry + 1));
    }
}
