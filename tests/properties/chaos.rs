//! What holds for every injected failure and delay.

use half_open::policy::FailureKind;
use half_open::policy::chaos::{self, Burst, Chaos, Outage, Rule};
use half_open::time::Instant;
use proptest::collection::vec;
use proptest::prelude::*;

use super::strategies::{config, number, random, span, times};

proptest! {
    #![proptest_config(config())]

    #[test]
    fn chaos_fails_everything_in_an_outage_and_slows_nothing_beyond_its_range(
        rate in 0.0..=1.0, slow in 0.0..=1.0, least in span(), more in span(), times in times(), numbers in vec((random(), random()), 60),
        failures in number(),
    ) {
        let kind = FailureKind::Unavailable;
        let settings = chaos::Settings {
            failure: (rate, FailureKind::Connection),
            slow,
            least,
            greatest: least.saturating_add(more),
            outages: vec![Outage { from: Instant::from_millis(5_000), until: Instant::from_millis(9_000), kind }],
            bursts: vec![Burst { at: Instant::from_millis(2_000), failures, kind: FailureKind::Timeout }],
        };
        let Ok(mut chaos) = Chaos::new(settings.clone()) else { return Ok(()) };
        let (mut latest, mut forced) = (Instant::ZERO, 0_u32);
        for (now, (failure, slow)) in times.into_iter().zip(numbers) {
            latest = latest.max(now);
            let injected = chaos.decide(now, failure, slow);
            let out = latest >= settings.outages[0].from && latest < settings.outages[0].until;
            prop_assert_eq!(out, matches!(injected.failure, Some((FailureKind::Unavailable, Rule::Outage { .. }))));
            forced += u32::from(matches!(injected.failure, Some((_, Rule::Forced { .. }))));
            prop_assert!(forced <= failures);
            prop_assert!(injected.extra.is_zero() || (injected.extra >= least && injected.extra <= settings.greatest));
        }
    }
}
