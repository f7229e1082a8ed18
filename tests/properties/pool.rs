//! What holds for every pool of connections.

use core::time::Duration;
use std::collections::BTreeMap;

use half_open::policy::pool::{self, Acquired, Condition, Key, Pool};
use proptest::collection::vec;
use proptest::prelude::*;

use super::strategies::{config, instant, number, span};

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_pool_keeps_its_limits_and_lends_no_connection_twice(
        (total, per_key, max_uses, threshold) in (1..8_u32, 1..8_u32, number(), number()), keep_alive in span(),
        steps in vec((instant(), 0..4_u64, 0..6_u32), 0..120)
    ) {
        let settings = pool::Settings { total, per_key, keep_alive, max_uses, cleanup_threshold: threshold };
        let Ok(mut pool) = Pool::new(settings) else { return Ok(()) };
        let mut lent: BTreeMap<u64, Key> = BTreeMap::new();
        for (at, host, what) in steps {
            let key = Key { host: (host % 2).to_string(), timeout: Duration::from_secs(host) };
            match what {
                0..=2 => match pool.acquire(at, &key) {
                    Acquired::Reused { id, .. } | Acquired::Opened { id, .. } => {
                        prop_assert!(lent.insert(id, key.clone()).is_none(), "lent twice");
                    }
                    Acquired::Exhausted { in_use, limit, .. } => prop_assert_eq!(in_use, limit),
                },
                3 | 4 => {
                    let condition = if what == 3 { Condition::Good } else { Condition::Closed };
                    if let Some((id, _)) = lent.pop_first() {
                        prop_assert!(pool.release(at, id, condition) != pool::Released::Unknown);
                        prop_assert_eq!(pool.release(at, id, condition), pool::Released::Unknown);
                    }
                }
                _ => drop(pool.poll(at)),
            }
            let (all, of_key) = (pool.usage(), pool.usage_of(&key));
            prop_assert_eq!(all.in_use as usize, lent.len());
            prop_assert!(all.in_use + all.idle <= total);
            prop_assert!(of_key.in_use + of_key.idle <= per_key);
        }
    }
}
