//! Settings of any kind that the general breaker accepts.

use half_open::policy::backoff::{Backoff, Growth, Jitter};
use half_open::policy::breaker::Late;
use half_open::policy::breaker::general::{
    AfterClosing, Begin, Boundary, Close, Compare, HalfOpen, Ignored, JudgedOn, LateProbe, Lease, MeasuredFrom, Of,
    Others, Rate, Reopen, Settings, Slow, Trip, Turn, Wait,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::breaker_calls::{probes, share};
use super::strategies::{number, span};

fn slow() -> impl Strategy<Value = Option<Slow>> {
    proptest::option::of((span(), share()).prop_map(|(longer_than, rate)| Slow { longer_than, rate }))
}

fn compare() -> impl Strategy<Value = Compare> {
    select(vec![Compare::AtLeast, Compare::Above])
}

fn rate() -> impl Strategy<Value = Rate> {
    let judged_on = select(vec![JudgedOn::Any, JudgedOn::Failure, JudgedOn::Snapshot]);
    let of = select(vec![Of::Results, Of::Fired]);
    (share(), compare(), of, number(), judged_on, slow()).prop_map(|(rate, compare, of, min_calls, judged_on, slow)| {
        Rate { rate, compare, of, min_calls, judged_on, slow }
    })
}

fn begin() -> impl Strategy<Value = Begin> {
    select(vec![Begin::WithClock, Begin::WithWindow, Begin::AfterIdle, Begin::WithResult])
}

pub(super) fn trip() -> impl Strategy<Value = Trip> {
    prop_oneof![
        number().prop_map(|failures| Trip::Consecutive { failures }),
        (number(), any::<bool>(), rate()).prop_map(|(size, only_when_full, rate)| Trip::CountWindow {
            size,
            only_when_full,
            rate
        }),
        (span(), span(), begin(), rate()).prop_map(|(window, bucket, begin, rate)| Trip::TimeWindow {
            window,
            bucket,
            begin,
            rate
        }),
        (span(), rate()).prop_map(|(interval, rate)| Trip::Tumbling { interval, rate }),
        (number(), number()).prop_map(|(failures, of)| Trip::LastResults { failures, of }),
        (number(), span(), span()).prop_map(|(errors, window, lumping)| Trip::ErrorsWithin { errors, window, lumping }),
        (number(), span()).prop_map(|(errors, gap)| Trip::ErrorGap { errors, gap }),
        (span(), share(), number()).prop_map(|(window, required, min_calls)| Trip::SuccessRate {
            window,
            required,
            min_calls
        }),
    ]
    .prop_filter("an accepted rule", |trip| trip.check().is_ok())
}

fn wait() -> impl Strategy<Value = Wait> {
    let jitter =
        select(vec![Jitter::None, Jitter::Full, Jitter::Equal, Jitter::Decorrelated, Jitter::Share { part: 0.5 }]);
    let growth = select(vec![Growth::Constant, Growth::Linear, Growth::Exponential { factor: 2.0 }]);
    prop_oneof![
        span().prop_map(Wait::Constant),
        vec(span(), 1..4).prop_map(Wait::List),
        (growth, span(), span(), jitter).prop_filter_map("an accepted backoff", |(growth, base, cap, jitter)| {
            Backoff::new(growth, base, cap, jitter).ok().map(Wait::Backoff)
        }),
    ]
}

fn half_open() -> impl Strategy<Value = HalfOpen> {
    let of = || proptest::option::of(number());
    let close =
        prop_oneof![
            number().prop_map(Close::ConsecutiveSuccesses),
            (number(), of()).prop_map(|(needed, of)| Close::Successes { needed, of }),
            (number(), of(), share(), compare(), slow())
                .prop_map(|(size, window, rate, compare, slow)| Close::Sample { size, window, rate, compare, slow }),
            (number(), number()).prop_map(|(size, most)| Close::FewFailures { size, most }),
        ];
    let reopen = prop_oneof![number().prop_map(Reopen::Failures), Just(Reopen::SampleFailed)];
    let lease = prop_oneof![3 => span().prop_map(Lease::For), 1 => Just(Lease::EndlessEvenIfStuck)];
    let others = select(vec![Others::AreRefused, Others::Wait]);
    let late = select(vec![LateProbe::AsProbe, LateProbe::ForTripRule]);
    (probes(), close, reopen, lease, any::<bool>(), others, late)
        .prop_map(|(probes, close, reopen, lease, carry, others, late)| HalfOpen {
            probes,
            close,
            reopen,
            lease,
            carry,
            others,
            late,
        })
        .prop_filter("accepted rules", |rules| rules.check().is_ok())
}

/// Settings of any kind that the constructor accepts.
pub(super) fn settings() -> impl Strategy<Value = Settings> {
    let open = (
        wait(),
        select(vec![Boundary::AtWait, Boundary::AfterWait]),
        select(vec![Turn::WithCall, Turn::WithCallOrResult, Turn::ByTimer]),
        select(vec![MeasuredFrom::Opened, MeasuredFrom::LastFailure, MeasuredFrom::CallStart]),
    );
    let ignored =
        select(vec![Ignored::Neutral, Ignored::ReleasePermit, Ignored::Success, Ignored::KeepPermitEvenIfStuck]);
    let late = select(vec![Late::Drop, Late::Apply]);
    let after_closing = select(vec![AfterClosing::Nothing, AfterClosing::LastResult, AfterClosing::Windows]);
    (vec(trip(), 1..4), after_closing, open, half_open(), ignored, late, any::<bool>())
        .prop_map(|(trips, after_closing, open, half_open, ignored, late, success_closes_open)| {
            let (wait, boundary, turn, measured_from) = open;
            Settings {
                trips,
                after_closing,
                wait,
                boundary,
                turn,
                measured_from,
                half_open,
                ignored,
                late,
                success_closes_open,
            }
        })
        .prop_filter("an accepted configuration", |settings| settings.check().is_ok())
}
