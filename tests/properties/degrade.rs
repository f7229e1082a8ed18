//! What holds for a batch, and for the verdict over a part of one.

use half_open::policy::FailureKind;
use half_open::policy::degrade::{Batch, Kept};
use half_open::policy::partial::{Counts, Partial, Verdict};
use half_open::policy::share::Share;
use proptest::collection::vec;
use proptest::prelude::*;

use super::strategies::config;

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_batch_accounts_for_every_read(total in 0..12_usize, reports in vec((0..14_usize, any::<bool>()), 0..30)) {
        let mut batch = Batch::new(total);
        let mut first: Vec<Option<bool>> = vec![None; total];
        for (index, works) in reports {
            let kept = batch.report(index, if works { Ok(index) } else { Err(FailureKind::Connection) });
            match first.get_mut(index) {
                None => prop_assert_eq!(kept, Kept::OutOfRange),
                Some(Some(_)) => prop_assert_eq!(kept, Kept::Duplicate),
                Some(place) => {
                    prop_assert_eq!(kept, Kept::First);
                    *place = Some(works);
                }
            }
        }
        prop_assert_eq!(batch.is_complete(), first.iter().all(Option::is_some));
        prop_assert_eq!(batch.missing().count(), first.iter().filter(|read| read.is_none()).count());
        let result = batch.finish();
        prop_assert_eq!(result.available + result.unavailable.len(), result.total);
        prop_assert_eq!((result.total, result.available), (total, result.readings.len()));
        prop_assert_eq!(result.degraded, result.available < total);
        prop_assert!(result.readings.iter().all(|(index, value)| index == value && first[*index] == Some(true)));
        prop_assert!(result.unavailable.iter().all(|index| first[*index] != Some(true)));
    }

    #[test]
    fn a_partial_verdict_once_certain_never_changes(least in 0.0..=1.0_f64, results in vec(any::<bool>(), 0..20)) {
        let rule = Partial::new(least).unwrap();
        let total = u32::try_from(results.len()).unwrap();
        let (mut succeeded, mut failed, mut before) = (0, 0, Verdict::Pending);
        let share = Share::new(least).unwrap();
        for good in results {
            if good { succeeded += 1 } else { failed += 1 }
            let verdict = rule.judge(Counts { succeeded, failed, total });
            match (before, verdict) {
                (Verdict::Failed { .. }, _) => prop_assert_eq!(verdict, before),
                (Verdict::Degraded { .. }, _) => {
                    let stays = matches!(verdict, Verdict::Degraded { .. });
                    prop_assert!(stays);
                }
                _ => {}
            }
            before = verdict;
        }
        if total > 0 {
            prop_assert!(before != Verdict::Pending);
            let failed = matches!(before, Verdict::Failed { .. });
            prop_assert_eq!(failed, !share.reached_by(u64::from(succeeded), u64::from(total)));
        }
    }
}
