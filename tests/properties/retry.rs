//! What holds for every retry, and for what a failure is told by.

use half_open::policy::FailureKind;
use half_open::policy::retry::{Next, Reason, Retried, Retry, classify, presets};
use proptest::collection::vec;
use proptest::prelude::*;

use super::backoff::backoff;
use super::strategies::config;

fn kind() -> impl Strategy<Value = FailureKind> {
    prop_oneof![
        6 => Just(FailureKind::Connection),
        3 => Just(FailureKind::Timeout),
        1 => Just(FailureKind::Refused),
        1 => Just(FailureKind::Bug)
    ]
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_retry_never_exceeds_its_attempts(
        backoff in backoff(),
        failures in vec((1..12_u32, kind(), 0.0..1.0_f64), 1..40),
    ) {
        // Each failure meets the settings of its moment.
        let rule = |attempts| Retry::new(attempts, backoff.clone(), Retried::default()).unwrap();
        let mut course = rule(1).begin();
        let mut made = 1;
        for (attempts, kind, random) in failures {
            match rule(attempts).on_failure(&mut course, kind, random) {
                Next::Again { attempt, delay } => {
                    made += 1;
                    prop_assert_eq!(attempt, made);
                    prop_assert!(attempt <= attempts && kind.is_transient() && delay.total <= backoff.cap());
                }
                Next::GiveUp(Reason::Exhausted { attempts: tried }) => {
                    prop_assert!(tried == made && made >= attempts);
                }
                Next::GiveUp(Reason::NotRetried { kind: named }) => {
                    prop_assert!(named == kind && !kind.is_transient());
                }
            }
            prop_assert_eq!(course.attempt(), made);
        }
    }

    #[test]
    fn any_status_and_any_header_has_an_answer(status in any::<u16>(), header in ".{0,40}") {
        prop_assert_eq!(classify::kind_of_status(status).is_some(), (400..600).contains(&status));
        let _ = (classify::retry_after(&header), classify::kind_of_message(&header));
    }
}

#[test]
fn every_preset_is_valid() {
    let plans = [
        presets::lecture(),
        presets::skill(),
        presets::guide(),
        presets::sysmanage_network(),
        presets::sysmanage_database(),
        presets::sysmanage_api(),
        presets::sysmanage_linear(),
        presets::aws_standard(),
    ];
    assert!(plans.iter().all(Result::is_ok));
}
