//! What holds for every rate limit.

use half_open::policy::rate_limit::{self, Gcra, Limited, Rate, Refill, TokenBucket};
use half_open::time::Instant;
use proptest::collection::vec;
use proptest::prelude::*;

use super::strategies::{config, instant, number, span};

/// Times in order, mostly everyday ones.
fn in_order() -> impl Strategy<Value = Vec<Instant>> {
    vec(instant(), 1..60).prop_map(|mut times| {
        times.sort();
        times
    })
}

fn rate() -> impl Strategy<Value = Rate> {
    (number(), span()).prop_filter_map("an accepted rate", |(calls, period)| Rate::new(calls, period).ok())
}

fn limited(decision: rate_limit::Decision) -> Option<Limited> {
    match decision {
        rate_limit::Decision::Admitted { .. } => None,
        rate_limit::Decision::Rejected(limited) => Some(limited),
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_rate_limit_lets_no_more_through_than_its_burst_and_its_rate(
        rate in rate(), burst in 1..=6_u32, times in in_order()
    ) {
        let mut gcra = Gcra::new(rate, burst).unwrap();
        let through: Vec<Instant> = times.into_iter().filter(|at| limited(gcra.admit(*at)).is_none()).collect();
        for first in 0..through.len() {
            for last in first..through.len() {
                let span = u128::from(through[last].nanos() - through[first].nanos());
                // calls <= burst + rate x time, in whole numbers
                let earned = span * u128::from(rate.calls()) / rate.period().as_nanos();
                prop_assert!((last - first + 1) as u128 <= u128::from(burst) + earned);
            }
        }
    }

    #[test]
    fn the_next_permission_is_right_to_the_nanosecond(
        rate in rate(), burst in 1..=6_u32, times in in_order(), stepped in any::<bool>()
    ) {
        let mut gcra = Gcra::new(rate, burst).unwrap();
        let refill = if stepped { Refill::EachPeriod } else { Refill::Smooth };
        let mut bucket = TokenBucket::new(rate, burst, burst, refill).unwrap();
        for at in times {
            if let Some(limited) = limited(gcra.admit(at)) {
                prop_assert!(limited.next_at > at && limited.next_at.since(at) == limited.wait);
                let before = Instant::from_nanos(limited.next_at.nanos() - 1);
                prop_assert!(self::limited(gcra.clone().admit(before)).is_some());
                prop_assert!(limited.next_at == Instant::MAX || self::limited(gcra.clone().admit(limited.next_at)).is_none());
            }
            if let Some(limited) = limited(bucket.admit(at)) {
                prop_assert!(limited.next_at > at || at == Instant::MAX);
                let before = Instant::from_nanos(limited.next_at.nanos() - 1);
                prop_assert!(self::limited(bucket.clone().admit(before)).is_some());
                prop_assert!(limited.next_at == Instant::MAX || self::limited(bucket.clone().admit(limited.next_at)).is_none());
            }
        }
    }

    #[test]
    fn a_full_smooth_bucket_decides_as_gcra_does(rate in rate(), burst in number().prop_map(|burst| burst.max(1)), times in vec(instant(), 1..60)) {
        let mut gcra = Gcra::new(rate, burst).unwrap();
        let mut bucket = TokenBucket::new(rate, burst, burst, Refill::Smooth).unwrap();
        for at in times {
            prop_assert_eq!(gcra.admit(at), bucket.admit(at));
        }
    }
}
