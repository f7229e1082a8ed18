//! The plain breaker and the general one, set alike, do the same. Each has types of its own, which read alike.

use core::fmt::Debug;
use core::time::Duration;

use half_open::policy::breaker::general::{GeneralBreaker, Settings, State};
use half_open::policy::breaker::{self as plain, Late, Permit, Probes};
use half_open::policy::share::Share;
use half_open::time::Instant;
use proptest::collection::vec;
use proptest::prelude::*;

use super::breaker_calls::outcome;
use super::general_breaker::config;

fn read(value: &impl Debug) -> String {
    format!("{value:?}")
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn set_like_the_plain_breaker_the_general_one_does_the_same(
        trip in 0..3_u8,
        (threshold, size, min, percent) in (1..5_u32, 1..6_u32, 1..6_u32, 1..=100_u32),
        (reset, lease) in (0..3_000_u64, 1..3_000_u64),
        (most, in_all, successes) in (1..4_u32, any::<bool>(), 1..4_u32),
        (drops, success) in (any::<bool>(), any::<bool>()),
        moves in vec((0..900_u64, 0..8_u8, any::<usize>(), outcome()), 0..80),
    ) {
        let ms = Duration::from_millis;
        let share = Share::percent(percent);
        let probes = if in_all { Probes::InAllEvenIfStuck(most) } else { Probes::AtOnce(most) };
        let late = if drops { Late::Drop } else { Late::Apply };
        let span = ms(u64::from(size) * 500);
        let trip = match trip {
            0 => plain::Trip::Row { threshold },
            1 => plain::Trip::Count { window: size, rate: share, min },
            _ => plain::Trip::Time { span, rate: share, min },
        };
        let ignored = if success { plain::IgnoredCounts::Success } else { plain::IgnoredCounts::Neutral };
        let settings = plain::Settings {
            trip,
            reset: ms(reset),
            probes,
            successes,
            lease: ms(lease),
            late,
            ignored,
        };
        let mut other = GeneralBreaker::new(Settings::from(&settings)).unwrap();
        let mut one = plain::Breaker::new(settings).unwrap();
        let (mut now, mut held): (u64, Vec<(Permit, Permit)>) = (0, Vec::new());
        for (later, what, index, outcome) in moves {
            now += later;
            let at = Instant::from_millis(now);
            match what {
                0 => {
                    one.poll(at);
                    other.poll(at);
                }
                1 if index % 8 == 0 => {
                    one.reset(at);
                    other.reset(at);
                }
                2 if index % 8 == 0 => {
                    one.force_open(at);
                    other.force_open(at);
                }
                3..=5 if !held.is_empty() => {
                    let (first, second) = held.remove(index % held.len());
                    let (first, second) = (one.report(at, first, outcome), other.report(at, second, outcome));
                    prop_assert_eq!(read(&first.effect), read(&second.effect));
                    prop_assert_eq!(read(&first.progress), read(&second.progress));
                    let first: Vec<_> = first.transitions.iter().map(|made| (made.at, made.probe_at)).collect();
                    let second: Vec<_> =
                        second.transitions.iter().map(|made| (made.at, made.opening.and_then(|it| it.probe_at))).collect();
                    prop_assert_eq!(first, second);
                }
                _ => match (one.admit(at).decision, other.admit(at).decision) {
                    (plain::Decision::Admitted(first), Ok(second)) => {
                        prop_assert_eq!(first.lease_until(), second.lease_until());
                        held.push((first, second));
                    }
                    (plain::Decision::Rejected(first), Err(second)) => prop_assert_eq!(first.retry_at, second.retry_at),
                    (first, second) => panic!("{first:?} but {second:?}"),
                },
            }
            let state = match one.state() {
                plain::State::Closed => State::Closed,
                plain::State::Open => State::Open,
                plain::State::HalfOpen => State::HalfOpen,
                plain::State::ForcedOpen => State::ForcedOpen,
            };
            prop_assert_eq!((state, one.late(), one.generation()), (other.state(), other.late(), other.generation()));
            prop_assert_eq!(read(&one.next_deadline()), read(&other.next_deadline()));
        }
    }
}
