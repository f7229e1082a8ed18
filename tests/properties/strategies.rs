//! What the property tests of all policies choose from.

use core::time::Duration;

use half_open::policy::FailureKind;
use half_open::time::Instant;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::cases::cases;

/// As many cases as a property of one policy has.
pub(super) fn config() -> ProptestConfig {
    cases(256)
}

/// Mostly everyday values, sometimes the ends of the range.
pub(super) fn number() -> impl Strategy<Value = u32> {
    prop_oneof![8 => 0..=6_u32, 1 => any::<u32>(), 1 => Just(u32::MAX)]
}

/// Mostly a few seconds, sometimes the ends of the range.
pub(super) fn span() -> impl Strategy<Value = Duration> {
    prop_oneof![
        8 => (0..3_000_u64).prop_map(Duration::from_millis),
        1 => any::<u64>().prop_map(Duration::from_nanos),
        1 => Just(Duration::MAX),
    ]
}

/// Luck, and what is none.
pub(super) fn random() -> impl Strategy<Value = f64> {
    prop_oneof![8 => 0.0..=1.0, 1 => any::<f64>()]
}

/// Any way to fail.
pub(super) fn kind() -> impl Strategy<Value = FailureKind> {
    select(FailureKind::ALL.to_vec())
}

/// Points in time, mostly close together, now and then back in time or at its ends.
pub(super) fn instant() -> impl Strategy<Value = Instant> {
    prop_oneof![
        12 => (0..10_000_u64).prop_map(Instant::from_millis),
        2 => (0..3_000_000_000_u64).prop_map(Instant::from_nanos),
        1 => any::<u64>().prop_map(Instant::from_nanos),
    ]
}

/// Times in any order.
pub(super) fn times() -> impl Strategy<Value = Vec<Instant>> {
    let time = prop_oneof![
        8 => (0..30_000_u64).prop_map(Instant::from_millis),
        1 => any::<u64>().prop_map(Instant::from_nanos),
    ];
    vec(time, 1..60)
}

/// The instants of a walk whose steps go on or back by nanoseconds.
pub(super) fn walk(steps: impl IntoIterator<Item = i64>) -> impl Iterator<Item = Instant> {
    steps.into_iter().scan(0_i64, |now, step| {
        *now = now.saturating_add(step).max(0);
        Some(Instant::from_nanos(now.unsigned_abs()))
    })
}
