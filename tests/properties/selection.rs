//! What holds for waits that adapt and for strategies that are chosen by what they achieved.

use half_open::policy::backoff;
use half_open::policy::retry::adaptive::Adaptive;
use half_open::policy::retry::selection::{Learning, OperationType, Selection, Strategy as Spacing};
use proptest::collection::vec;
use proptest::prelude::*;

use super::strategies::{config, random, span};

proptest! {
    #![proptest_config(config())]

    #[test]
    fn an_adapted_delay_stays_under_the_cap(
        base in span(), cap in span(), factor in 1.0..5.0, window in 1..200_usize, results in vec(any::<bool>(), 0..300),
        retry in any::<u32>(), random in random(),
    ) {
        let growth = backoff::Growth::Exponential { factor };
        let Ok(mut adaptive) = Adaptive::new(growth, base, cap, true, window) else { return Ok(()) };
        for success in results {
            adaptive.report(success);
        }
        for retry in [retry, 0, 1, 1_000_000_000] {
            let adapted = adaptive.delay(retry, random);
            prop_assert!(adapted.delay.total <= cap && (70..=200).contains(&adapted.percent));
            prop_assert_eq!(
                adapted.delay.total,
                adapted.delay.planned + adapted.delay.jitter - adapted.delay.shortened
            );
            prop_assert!(adapted.successes <= adapted.operations);
        }
    }

    #[test]
    fn a_strategy_that_is_chosen_for_its_speed_has_no_quicker_one(
        trials in 0..4_u32, ends in vec((0..3_usize, span(), any::<bool>()), 0..60),
    ) {
        let learning = if trials == 0 { Learning::FirstForEver } else { Learning::TryEach { operations: trials } };
        let mut selection = Selection::new(learning).unwrap();
        let kind = OperationType::Api;
        for (index, took, success) in ends {
            let choice = selection.choose(kind);
            let average = |strategy| selection.performance(kind, strategy).average();
            if trials == 0 || Spacing::ALL.iter().all(|&each| selection.performance(kind, each).operations >= trials.into()) {
                for other in Spacing::ALL.into_iter().filter_map(average) {
                    prop_assert!(average(choice.strategy).is_none_or(|chosen| chosen <= other));
                }
            } else {
                prop_assert!(selection.performance(kind, choice.strategy).operations < u64::from(trials));
            }
            let used = if trials == 0 { choice.strategy } else { Spacing::ALL[index] };
            selection.report(kind, used, took, success);
        }
    }
}
