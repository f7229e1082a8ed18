//! Results that come after the state they were asked for in: dropped, or applied as a setting (point 3).

use super::*;

#[test]
fn point_3_a_late_success_in_half_open_is_dropped_or_closes() {
    for late in [Late::Drop, Late::Apply] {
        let (mut breaker, mut before) = opened(Settings { late, ..lecture() }, 1);
        let probe = start(&mut breaker, 5_000);
        let recorded = breaker.report(at(5_100), before.remove(0), Outcome::Success);
        assert_eq!(breaker.late(), 1);
        if late == Late::Drop {
            assert_eq!((recorded.effect, recorded.transitions), (Effect::Late { applied: false }, Changes::new()));
            assert_eq!(breaker.progress(at(5_100)), Progress::Probing { successes: 0, needed: 1, under_way: 1 });
        } else {
            assert_eq!(recorded.effect, Effect::Late { applied: true });
            assert_eq!(recorded.transitions[0].cause, Cause::LateSuccess { successes: 1 });
            assert_eq!(breaker.state(), State::Closed);
            // The probe is now the late one.
            assert_eq!(breaker.report(at(5_200), probe, Outcome::Success).effect, Effect::Late { applied: true });
            assert_eq!(breaker.late(), 2);
        }
    }
}

#[test]
fn point_3_a_late_failure_in_half_open_is_dropped_or_reopens() {
    for late in [Late::Drop, Late::Apply] {
        let (mut breaker, mut before) = opened(Settings { late, ..lecture() }, 1);
        let _probe = start(&mut breaker, 5_000);
        let recorded = breaker.report(at(5_100), before.remove(0), Outcome::Failure);
        let causes: Vec<_> = recorded.transitions.iter().map(|transition| transition.cause).collect();
        match late {
            Late::Drop => assert_eq!((causes, breaker.state()), (vec![], State::HalfOpen)),
            Late::Apply => assert_eq!((causes, breaker.state()), (vec![Cause::LateFailure], State::Open)),
        }
    }
}

#[test]
fn point_3_a_late_failure_while_open_neither_counts_nor_lengthens_the_wait() {
    for late in [Late::Drop, Late::Apply] {
        let (mut breaker, mut before) = opened(Settings { late, ..lecture() }, 1);
        let recorded = breaker.report(at(4_000), before.remove(0), Outcome::Failure);
        assert_eq!((recorded.effect, recorded.transitions), (Effect::Late { applied: false }, Changes::new()));
        assert_eq!(breaker.late(), 1);
        assert_eq!(breaker.next_deadline(), Some(Deadline::ProbeDue(at(5_000))));
    }
}

#[test]
fn point_3_a_late_failure_after_closing_counts_only_when_it_is_applied() {
    for (late, failures) in [(Late::Drop, 0), (Late::Apply, 1)] {
        let (mut breaker, mut before) = opened(Settings { late, ..lecture() }, 1);
        calls(&mut breaker, 5_000, ".");
        assert_eq!(breaker.state(), State::Closed);
        let recorded = breaker.report(at(5_100), before.remove(0), Outcome::Failure);
        assert_eq!(recorded.effect, Effect::Late { applied: late == Late::Apply });
        assert_eq!(recorded.progress, Progress::Row { failures, threshold: 3 });
    }
}

#[test]
fn point_3_a_probe_of_an_earlier_half_open_state_is_late_in_the_next_one() {
    let (mut breaker, _) = opened(Settings { probes: Probes::AtOnce(2), ..lecture() }, 0);
    let (first, second) = (start(&mut breaker, 5_000), start(&mut breaker, 5_000));
    let _ = breaker.report(at(5_100), first, Outcome::Failure);
    let _probe = start(&mut breaker, 10_100);
    assert_eq!(breaker.report(at(10_200), second, Outcome::Success).effect, Effect::Late { applied: false });
    assert_eq!(breaker.progress(at(10_200)), Progress::Probing { successes: 0, needed: 1, under_way: 1 });
}
