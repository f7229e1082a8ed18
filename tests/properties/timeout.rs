//! What holds for every timeout.

use core::time::Duration;

use half_open::policy::timeout::{Arrived, Late, Timeout};
use half_open::time::Instant;
use proptest::prelude::*;

use super::strategies::{config, span, times};

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_timeout_expires_from_its_limit_on(limit in span(), start: u64, later: u64) {
        prop_assume!(!limit.is_zero());
        let (start, now) = (Instant::from_nanos(start), Instant::from_nanos(later));
        let deadline = Timeout::new(limit).unwrap().begin(start);
        match deadline.expired(now) {
            Some(expired) => prop_assert!(now >= deadline.at && expired.waited >= expired.limit),
            None => prop_assert!(now < deadline.at),
        }
    }

    #[test]
    fn a_result_is_in_time_or_late_and_never_both(limit in span(), started in 0..5_000_u64, times in times()) {
        let Ok(timeout) = Timeout::new(limit) else { return Ok(()) };
        let deadline = timeout.begin(Instant::from_millis(started));
        for now in times {
            match deadline.judge(now, Late::Counted) {
                Arrived::InTime { left } => prop_assert!(now < deadline.at && now.after(left) == deadline.at),
                Arrived::Late { expired, counted } => prop_assert!(now >= deadline.at && counted && expired.waited >= expired.limit),
            }
            let call = Timeout::new(Duration::from_secs(2)).unwrap().begin(Instant::ZERO);
            prop_assert!(deadline.within(call).at <= call.at);
        }
    }
}
