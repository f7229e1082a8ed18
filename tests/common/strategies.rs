//! What the property tests of all policies draw from.

use core::time::Duration;

use proptest::prelude::*;

/// Nothing is written into the checkout: a failure prints its smallest case, which becomes a test of its own.
pub(crate) fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::default() }
}

/// Mostly everyday values, sometimes the ends of the range.
pub(crate) fn number() -> impl Strategy<Value = u32> {
    prop_oneof![8 => 0..=6_u32, 1 => any::<u32>(), 1 => Just(u32::MAX)]
}

/// Mostly a few seconds, sometimes the ends of the range.
pub(crate) fn span() -> impl Strategy<Value = Duration> {
    prop_oneof![
        8 => (0..3_000_u64).prop_map(Duration::from_millis),
        1 => any::<u64>().prop_map(Duration::from_nanos),
        1 => Just(Duration::MAX),
    ]
}
