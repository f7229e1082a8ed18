//! What holds for every plan of retries.

use core::time::Duration;

use half_open::policy::FailureKind;
use half_open::policy::backoff::schedule::{self, Growth, Schedule};
use half_open::policy::retry::plan::{Failure, Kinds, Next, Operation, Plan, RetryAfter, Settings};
use half_open::policy::{backoff, retry};
use half_open::time::Instant;
use proptest::collection::vec;
use proptest::prelude::*;

use super::schedule::schedule;
use super::strategies::{config, kind, number, random, span, times};

pub(super) fn plan_settings() -> impl Strategy<Value = Settings> {
    let retry_after = prop_oneof![
        Just(RetryAfter::Ignored),
        span().prop_map(|longest| RetryAfter::AtLeast { longest }),
        span().prop_map(|longest| RetryAfter::Instead { longest }),
    ];
    let operation = prop_oneof![3 => Just(Operation::Idempotent), 1 => Just(Operation::NotIdempotent)];
    let kinds = vec(kind(), 0..8).prop_map(|kinds| Kinds::of(&kinds));
    let limits = (proptest::option::of(span()), proptest::option::of(span()));
    (number(), schedule(), kinds, operation, retry_after, limits).prop_map(
        |(attempts, schedule, kinds, operation, retry_after, (attempt_limit, total_limit))| Settings {
            attempts,
            schedule,
            kinds,
            operation,
            retry_after,
            attempt_limit,
            total_limit,
        },
    )
}

/// Every plan that the constructor accepts.
fn plan() -> impl Strategy<Value = Plan> {
    plan_settings().prop_filter_map("accepted", |settings| Plan::new(settings).ok())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_plan_starts_no_attempt_beyond_its_limits(
        plan in plan(), started in 0..2_000_u64, times in times(), failures in vec((kind(), proptest::option::of(span())), 60),
        numbers in vec(random(), 60),
    ) {
        let started = Instant::from_millis(started);
        let settings = plan.settings();
        let mut course = plan.begin(started);
        let (mut latest, mut attempts) = (started, 1);
        for ((now, (kind, retry_after)), random) in times.into_iter().zip(failures).zip(numbers) {
            latest = latest.max(now);
            if let Some(deadline) = plan.deadline(&mut course, now) {
                prop_assert!(settings.total_limit.is_none_or(|limit| deadline.at <= started.after(limit)));
            }
            let next = plan.on_failure(&mut course, now, Failure { kind, retry_after }, random);
            let Next::Again { attempt, delay, at, asked } = next else {
                prop_assert_eq!(course.attempt(), attempts, "giving up changes nothing");
                continue;
            };
            attempts += 1;
            prop_assert_eq!((attempt, course.attempt()), (attempts, attempts));
            prop_assert!(attempts <= settings.attempts);
            prop_assert!(settings.kinds.includes(kind));
            prop_assert!(settings.operation == Operation::Idempotent || kind == FailureKind::Refused);
            prop_assert_eq!(at, latest.after(delay.total));
            prop_assert!(settings.total_limit.is_none_or(|limit| at < started.after(limit)));
            if let (RetryAfter::AtLeast { longest }, Some(wish)) = (settings.retry_after, retry_after) {
                prop_assert!(delay.total >= wish && wish <= longest);
            }
            prop_assert!(asked.is_none_or(|asked| asked == delay.total && Some(asked) == retry_after));
        }
    }

    #[test]
    fn a_plan_without_its_extras_is_the_pages_retry(attempts in 1..6_u32, kinds in vec(kind(), 8), random in 0.0..1.0) {
        let second = Duration::from_secs(1);
        let growth = Growth::Exponential { initial: second, factor: 2.0 };
        let settings = Settings {
            attempts,
            schedule: Schedule::new(schedule::Settings { cap: 5 * second, ..schedule::Settings::plain(growth) }).unwrap(),
            kinds: Kinds::TRANSIENT,
            operation: Operation::Idempotent,
            retry_after: RetryAfter::Ignored,
            attempt_limit: None,
            total_limit: None,
        };
        let plan = Plan::new(settings).unwrap();
        let growth = backoff::Growth::Exponential { factor: 2.0 };
        let plain = backoff::Backoff::new(growth, second, 5 * second, backoff::Jitter::None).unwrap();
        let plain = retry::Retry::new(attempts, plain, retry::Retried::Transient).unwrap();
        let (mut course, mut plain_course) = (plan.begin(Instant::ZERO), plain.begin());
        for kind in kinds {
            let next = plan.on_failure(&mut course, Instant::ZERO, Failure { kind, retry_after: None }, random);
            match (next, plain.on_failure(&mut plain_course, kind, random)) {
                (Next::Again { attempt, delay, .. }, retry::Next::Again { attempt: plain, delay: wanted }) => {
                    prop_assert_eq!((attempt, delay), (plain, wanted));
                }
                (Next::GiveUp(_), retry::Next::GiveUp(_)) => {}
                (found, wanted) => prop_assert!(false, "{found:?}, but {wanted:?}"),
            }
        }
    }
}
