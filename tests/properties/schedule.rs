//! What holds for every schedule of waits.

use core::time::Duration;

use half_open::policy::backoff;
use half_open::policy::backoff::schedule::{self, Growth, Jitter, Schedule};
use proptest::collection::vec;
use proptest::prelude::*;

use super::strategies::{config, number, random, span};

fn part() -> impl Strategy<Value = f64> {
    prop_oneof![6 => 0.0..2.0, 1 => any::<f64>(), 1 => Just(0.0), 1 => Just(1e300)]
}

fn growth() -> impl Strategy<Value = Growth> {
    prop_oneof![
        span().prop_map(|delay| Growth::Constant { delay }),
        span().prop_map(|step| Growth::Linear { step }),
        (span(), part()).prop_map(|(initial, factor)| Growth::Exponential { initial, factor }),
        span().prop_map(|base| Growth::Decorrelated { base }),
        span().prop_map(|base| Growth::DecorrelatedV2 { base }),
        vec(span(), 0..5).prop_map(|delays| Growth::Listed { delays }),
    ]
}

fn jitter() -> impl Strategy<Value = Jitter> {
    prop_oneof![
        3 => Just(Jitter::None),
        1 => span().prop_map(|spread| Jitter::Added { spread }),
        1 => Just(Jitter::Full),
        1 => Just(Jitter::Equal),
        1 => part().prop_map(|part| Jitter::PlusMinus { part }),
        1 => part().prop_map(|part| Jitter::PlusMinusThenCap { part }),
        1 => (part(), part()).prop_map(|(least, greatest)| Jitter::Scaled { least, greatest }),
    ]
}

/// Every schedule that the constructor accepts.
pub(super) fn schedule() -> impl Strategy<Value = Schedule> {
    let ends = (proptest::option::of(number()), proptest::option::of(span()));
    (growth(), jitter(), span(), span(), ends).prop_filter_map(
        "accepted",
        |(growth, jitter, min, cap, (max_times, total))| {
            Schedule::new(schedule::Settings { growth, jitter, min, cap, max_times, total }).ok()
        },
    )
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_delay_stays_within_its_bounds_and_a_series_within_its_ends(schedule in schedule(), numbers in vec(random(), 1..60)) {
        let settings = schedule.settings().clone();
        let mut position = schedule.begin();
        let (mut count, mut sum) = (0_u32, Duration::ZERO);
        for random in numbers {
            let Ok(delay) = schedule.next(&mut position, random) else {
                prop_assert!(settings.max_times.is_some() || settings.total.is_some());
                prop_assert!(schedule.next(&mut position, 0.0).is_err() || settings.total.is_some());
                break;
            };
            prop_assert_eq!(delay.total, delay.planned + delay.jitter - delay.shortened);
            prop_assert!(delay.jitter.is_zero() || delay.shortened.is_zero());
            prop_assert!(settings.min <= delay.total && delay.total <= schedule.longest(), "{delay:?}");
            let passes = matches!(settings.jitter, Jitter::PlusMinus { .. } | Jitter::Scaled { .. });
            prop_assert!(passes || delay.total <= settings.cap, "{delay:?}");
            count += 1;
            sum = sum.saturating_add(delay.total);
            prop_assert!(settings.max_times.is_none_or(|max| count <= max));
            prop_assert!(settings.total.is_none_or(|total| sum <= total));
        }
    }

    #[test]
    fn the_billionth_delay_is_like_any_other(schedule in schedule(), random in random(), retry in any::<u32>()) {
        for retry in [retry, 1_000_000_000, u32::MAX] {
            let Some(mut position) = schedule.jump(retry) else { continue };
            if let Ok(delay) = schedule.next(&mut position, random) {
                prop_assert!(delay.total <= schedule.longest());
            }
            let _ = schedule.next(&mut position, random);
        }
    }

    #[test]
    fn more_luck_never_makes_a_shorter_delay(schedule in schedule(), low in 0.0..=1.0, high in 0.0..=1.0) {
        let at = |random: f64| schedule.next(&mut schedule.begin(), random).map(|delay| delay.total);
        if let (Ok(less), Ok(more)) = (at(f64::min(low, high)), at(f64::max(low, high))) {
            prop_assert!(less <= more);
        }
    }

    #[test]
    fn a_schedule_without_its_extras_is_the_pages_backoff(
        base in span(), cap in span(), factor in 1.0..5.0, part in 0.0..3.0, random in 0.0..1.0, which in 0..5_usize,
    ) {
        use backoff::{Backoff, Growth as Plain, Jitter as Luck};
        // Beyond virtual time the two saturate a little differently.
        let cap = cap.min(Duration::from_secs(1_000_000_000));
        let spread = Duration::from_millis(700);
        let (luck, jitter) = [
            (Luck::None, Jitter::None),
            (Luck::Additive { spread }, Jitter::Added { spread }),
            (Luck::Full, Jitter::Full),
            (Luck::Equal, Jitter::Equal),
            (Luck::Share { part }, Jitter::PlusMinus { part }),
        ][which];
        let growth = Growth::Exponential { initial: base, factor };
        let both = Schedule::new(schedule::Settings { jitter, cap, ..schedule::Settings::plain(growth) });
        let plain = Backoff::new(Plain::Exponential { factor }, base, cap, luck);
        prop_assert_eq!(both.is_ok(), plain.is_ok());
        let (Ok(schedule), Ok(plain)) = (both, plain) else { return Ok(()) };
        let mut position = schedule.begin();
        for retry in 1..8 {
            let delay = schedule.next(&mut position, random).unwrap();
            // The page's share stays under the cap, SysManage's may pass it.
            prop_assert_eq!(delay.total.min(cap), plain.delay(retry, None, random).total);
        }
    }
}
