//! What holds for what retries are paid from: budgets, quotas and token buckets.

use core::time::Duration;

use half_open::policy::FailureKind;
use half_open::policy::retry_budget::{self, RetryBudget};
use half_open::policy::retry_quota::{self, RetryQuota};
use half_open::policy::token_retry::{self, Filled, TokenRetry};
use half_open::time::Instant;
use proptest::collection::vec;
use proptest::prelude::*;

use super::strategies::{config, times};

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_budget_grants_exactly_what_was_put_in_and_is_never_overspent(
        ttl in 1_000..=60_000_u64, min in 0..5_u32, share in prop_oneof![Just(0.0), 0.001..3.0, 0.0..=1_000.0],
        steps in vec((0..9_000_u64, any::<bool>()), 1..200),
    ) {
        let ttl = Duration::from_millis(ttl);
        let mut budget = RetryBudget::new(retry_budget::Settings { ttl, min_per_second: min, share }).unwrap();
        let (deposit, cost) = if share > 0.0 { (1_000, (1_000.0 / share) as i128) } else { (0, 1) };
        let reserve = i128::from(min) * i128::from(ttl.as_secs()) * cost;
        let slice = |now: Instant| i128::from(now.nanos() / (ttl.as_nanos() as u64 / 10));
        let mut now = Instant::ZERO;
        let mut entries: Vec<(i128, i128)> = Vec::new();
        for (wait, asks) in steps {
            // Most steps follow closely on one another.
            now = now.after(Duration::from_millis(wait / 100));
            let present = slice(now);
            if asks {
                let lasting = entries.iter().filter(|(slice, _)| *slice > present - 10).map(|(_, amount)| amount);
                let balance = reserve + lasting.sum::<i128>();
                let granted = budget.admit(now).is_ok();
                prop_assert_eq!(granted, balance >= cost);
                if granted {
                    entries.push((present, -cost));
                }
            } else {
                budget.on_call(now);
                entries.push((present, deposit));
            }
        }
    }

    #[test]
    fn a_budget_bears_any_time(share in 0.0..=1_000.0, min in any::<u32>(), times in times()) {
        let settings = retry_budget::Settings { min_per_second: min, share, ..retry_budget::Settings::default() };
        let mut budget = RetryBudget::new(settings).unwrap();
        for now in times {
            budget.on_call(now);
            let before = budget.balance(now);
            prop_assert_eq!(budget.admit(now).is_ok(), before > 0);
            prop_assert_eq!(budget.balance(now), before.saturating_sub(1));
        }
    }

    #[test]
    fn a_quota_is_never_above_its_capacity_nor_below_nothing(
        capacity in prop_oneof![1..50_u64, Just(u64::MAX)], cost in 1..9_u64, steps in vec((0..4_u8, any::<u64>()), 0..100),
    ) {
        let settings = retry_quota::Settings { capacity, cost, timeout_cost: 2 * cost, refund: 1 };
        let mut quota = RetryQuota::new(settings).unwrap();
        let mut last = None;
        for (step, tokens) in steps {
            let before = quota.left();
            let taken = match step {
                0 => quota.acquire(tokens),
                1 => quota.admit(FailureKind::Timeout),
                2 => quota.admit(FailureKind::Unavailable),
                _ => {
                    quota.on_success(last.take());
                    prop_assert!(quota.left() <= capacity && quota.left() >= before);
                    continue;
                }
            };
            prop_assert_eq!(taken.map_or(before, |taken| before - taken.tokens), quota.left());
            last = taken.ok();
        }
    }

    #[test]
    fn a_bucket_pays_no_more_retries_than_were_put_in(
        capacity in 1..20_u32, deposit in 0.0..=1.0, by_call in any::<bool>(), steps in vec(0..3_u8, 0..200),
    ) {
        let filled = if by_call { Filled::ByCall } else { Filled::BySuccess };
        let mut bucket = TokenRetry::new(token_retry::Settings { capacity, deposit, filled }).unwrap();
        let (mut put_in, mut paid) = (f64::from(capacity), 0.0);
        for step in steps {
            match step {
                0 => {
                    bucket.on_call();
                    put_in += if by_call { deposit } else { 0.0 };
                }
                1 => {
                    bucket.on_success();
                    put_in += if by_call { 0.0 } else { deposit };
                }
                _ => paid += if bucket.admit().is_ok() { 1.0 } else { 0.0 },
            }
            prop_assert!(bucket.tokens() >= 0.0 && bucket.tokens() <= f64::from(capacity));
            // A deposit is kept in millionths.
            prop_assert!(paid <= put_in + 200.0 * 1e-6, "{paid} of {put_in}");
        }
    }
}
