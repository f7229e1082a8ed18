//! What holds for every window of the general breaker.

use core::time::Duration;

use half_open::policy::breaker::general::{Begin, Reach, Tally, Window};
use half_open::time::Instant;
use proptest::collection::vec;
use proptest::prelude::*;

use super::general_breaker::config;

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_window_holds_what_a_plain_list_of_all_results_holds(
        kind in 0..4_u8,
        size in 1..6_u32,
        width in 1..2_000_u64,
        start in 0..5_000_u64,
        results in vec((0..1_500_u64, 0..3_u8, any::<bool>()), 0..60),
    ) {
        let width = Duration::from_millis(width);
        let reach = match kind {
            0 => Reach::All,
            1 => Reach::Last(size),
            2 => Reach::Tumbling(width),
            _ => Reach::Buckets { width, count: u64::from(size), begin: Begin::WithClock },
        };
        let (mut window, mut now) = (Window::new(reach, Instant::from_millis(start)), start);
        let (mut all, mut from): (Vec<(u64, Tally)>, u64) = (Vec::new(), start);
        for (later, outcome, slow) in results {
            now += later;
            let slow = u64::from(slow && outcome < 2);
            let is = |other| u64::from(outcome == other);
            let one = Tally { ok: is(0), err: is(1), ignored: is(2), slow, fired: 0 };
            window.advance(Instant::from_millis(now));
            window.record(Instant::from_millis(now), one);
            if u128::from(now - from) > width.as_millis() {
                from = now;
            }
            all.push((now, one));
            let mut kept: Vec<_> = match reach {
                Reach::All => all.clone(),
                Reach::Tumbling(_) => all.iter().copied().filter(|(at, _)| *at >= from).collect(),
                Reach::Buckets { .. } => {
                    let width = width.as_millis() as u64;
                    let number = |at: u64| at / width;
                    all.iter().copied().filter(|(at, _)| number(*at) + u64::from(size) > number(now)).collect()
                }
                Reach::Last(_) => {
                    let judged = all.iter().rev().filter(|(_, one)| one.ignored == 0).take(size as usize);
                    judged.chain(all.iter().filter(|(_, one)| one.ignored > 0)).copied().collect()
                }
            };
            // A tumbling window that starts anew just now holds only what came since; others of the same time, too.
            if matches!(reach, Reach::Tumbling(_)) && from == now {
                let first = all.len() - all.iter().rev().take_while(|(at, _)| *at == now).count();
                kept = all[first..].to_vec();
            }
            let sum = kept.iter().fold(Tally::default(), |sum, (_, one)| Tally {
                ok: sum.ok + one.ok,
                err: sum.err + one.err,
                ignored: sum.ignored + one.ignored,
                slow: sum.slow + one.slow,
                fired: 0,
            });
            prop_assert_eq!(window.sum(), sum);
        }
    }
}
