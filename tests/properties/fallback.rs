//! What holds for caches, and for ladders of fallbacks.

use std::collections::BTreeMap;

use half_open::policy::cache::{Cache, Missing};
use half_open::policy::fallback::{Covers, Ladder, Step, Why};
use half_open::time::Instant;
use proptest::collection::vec;
use proptest::prelude::*;

use super::strategies::{config, instant, kind, span};

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_cache_serves_nothing_beyond_its_times_and_flags_what_is_stale(
        (ttl, stale, capacity) in (span(), span(), 1..4_usize),
        steps in vec((instant(), 0..5_u32, 0..3_u32), 0..80)
    ) {
        let mut cache = Cache::new(ttl, stale, capacity).unwrap();
        let mut now = Instant::ZERO;
        let mut stored: BTreeMap<u32, Instant> = BTreeMap::new();
        for (at, key, what) in steps {
            now = now.max(at);
            if what == 0 {
                cache.store(at, key, now);
                stored.insert(key, now);
                prop_assert!(cache.len() <= capacity);
                continue;
            }
            let limit = if what == 1 { ttl } else { ttl.saturating_add(stale) };
            match if what == 1 { cache.fresh(at, &key) } else { cache.after_failure(at, &key) } {
                Ok(found) => {
                    prop_assert_eq!(*found.value, stored[&key]);
                    prop_assert_eq!(found.age, now.since(stored[&key]));
                    prop_assert!(found.age <= limit);
                    prop_assert_eq!(found.stale.is_some(), found.age > ttl);
                    prop_assert!(what == 2 || found.stale.is_none());
                }
                Err(Missing::TooOld { age, .. }) => prop_assert!(age > limit),
                Err(Missing::Absent) => {}
            }
        }
    }

    #[test]
    fn a_ladder_only_goes_down_and_ends(
        (full, degraded) in (span(), span()), ways in 0..4_usize, cached in any::<bool>(), default in any::<bool>(),
        every in any::<bool>(), kinds in vec(kind(), 12)
    ) {
        let Ok(ladder) = Ladder::new(full) else { return Ok(()) };
        let Ok(mut ladder) = ladder.with_degraded(vec!["way"; ways], degraded) else { return Ok(()) };
        if cached { ladder = ladder.with_cache() }
        if default { ladder = ladder.with_default() }
        if every { ladder = ladder.covering(Covers::Every) }
        let mut descent = ladder.begin();
        for kind in kinds {
            let (before, missed) = (descent.step(), descent.missed().len());
            let next = ladder.on_miss(&mut descent, Why::Failed(kind));
            prop_assert!(next > before || before == Step::Error);
            prop_assert_eq!(descent.missed().len(), missed + usize::from(before != Step::Error));
        }
        prop_assert_eq!(descent.step(), Step::Error);
        let served = descent.serve();
        prop_assert!(served.degraded && served.missed.len() <= ways + 3);
    }
}
