//! When the probe may go and when a rate trips (point 6).

use super::*;

#[test]
fn point_6_the_probe_may_go_when_just_the_wait_has_passed() {
    let (mut breaker, _) = opened(lecture(), 0);
    assert!(matches!(breaker.admit(Instant::from_nanos(4_999_999_999)).decision, Decision::Rejected(_)));
    assert!(start(&mut breaker, 5_000).is_probe());
}

#[test]
fn point_6_after_a_wait_of_zero_the_next_call_is_the_probe() {
    let (mut breaker, _) = opened(Settings { reset: Duration::ZERO, ..lecture() }, 0);
    assert_eq!(breaker.next_deadline(), Some(Deadline::ProbeDue(at(0))));
    let failed = call(&mut breaker, 0, Outcome::Failure).transitions;
    assert_eq!((failed[0].to, failed[0].probe_at), (State::Open, Some(at(0))));
    assert!(start(&mut breaker, 0).is_probe());
}

#[test]
fn point_6_a_rate_trips_at_its_value_and_not_before_its_minimum() {
    for settings in [count(10, 0.5, 4), time(10 * SECOND, 0.5, 4)] {
        let mut early = breaker(settings.clone());
        calls(&mut early, 0, "xxx");
        assert_eq!(early.state(), State::Closed, "three calls are below the minimum of four");
        let mut exact = breaker(settings.clone());
        calls(&mut exact, 0, "..xx");
        assert_eq!(exact.state(), State::Open, "two of four are one half");
        let mut below = breaker(settings);
        calls(&mut below, 0, "...xx");
        assert_eq!(below.state(), State::Closed, "two of five are less than one half");
        calls(&mut below, 0, "x");
        assert_eq!(below.state(), State::Open);
    }
}

#[test]
fn point_6_the_success_that_completes_the_minimum_shows_the_share() {
    let mut breaker = breaker(count(10, 0.5, 4));
    calls(&mut breaker, 0, "xxx");
    let completed = call(&mut breaker, 0, Outcome::Success);
    let cause = Cause::Rate { failures: 3, calls: 4, rate: share(0.5), over: Over::Calls(10) };
    assert_eq!(completed.transitions[0].cause, cause);
}

#[test]
fn point_6_a_minimum_above_the_window_acts_as_its_size() {
    let mut breaker = breaker(count(3, 1.0, 50));
    calls(&mut breaker, 0, "xx");
    let over = Over::Calls(3);
    assert_eq!(breaker.progress(at(0)), Progress::Rate { failures: 2, calls: 2, min: 3, rate: share(1.0), over });
    calls(&mut breaker, 0, "x");
    assert_eq!(breaker.state(), State::Open);
}

#[test]
fn point_6_a_rate_with_no_calls_opens_nothing() {
    let mut breaker = breaker(time(SECOND, 0.01, 1));
    let over = Over::Span(SECOND);
    let empty = Progress::Rate { failures: 0, calls: 0, min: 1, rate: share(0.01), over };
    assert_eq!(breaker.progress(at(0)), empty);
    assert_eq!(breaker.poll(at(5_000)), Changes::new());
    let ignored = call(&mut breaker, 5_000, Outcome::Ignored);
    assert_eq!((ignored.progress, breaker.state()), (empty, State::Closed));
}

#[test]
fn point_6_a_window_of_calls_forgets_the_oldest() {
    let mut breaker = breaker(count(4, 0.75, 4));
    calls(&mut breaker, 0, "xx...xx");
    assert_eq!(breaker.state(), State::Closed, "the last four are two of each");
    let over = Over::Calls(4);
    assert_eq!(breaker.progress(at(0)), Progress::Rate { failures: 2, calls: 4, min: 4, rate: share(0.75), over });
    calls(&mut breaker, 0, "x");
    assert_eq!(breaker.state(), State::Open);
}

#[test]
fn point_6_a_window_of_time_forgets_what_is_as_old_as_its_span() {
    let counts = |breaker: &Breaker, now| match breaker.progress(now) {
        Progress::Rate { failures, calls, .. } => (failures, calls),
        other => panic!("{other:?}"),
    };
    let mut breaker = breaker(time(SECOND, 1.0, 3));
    calls(&mut breaker, 100, "x");
    calls(&mut breaker, 600, "x.");
    assert_eq!(counts(&breaker, Instant::from_nanos(1_099_999_999)), (2, 3));
    assert_eq!(counts(&breaker, at(1_100)), (1, 2));
    assert_eq!(counts(&breaker, at(1_600)), (0, 0));
    calls(&mut breaker, 1_600, "xxx");
    assert_eq!(breaker.state(), State::Open, "nothing of before is left to lower the share");
}

#[test]
fn point_6_results_of_one_millisecond_share_a_bucket() {
    let mut breaker = breaker(time(SECOND, 1.0, u32::MAX));
    for nanos in 0..5_000 {
        let permit = start(&mut breaker, 0);
        let _ = breaker.report(Instant::from_nanos(nanos * 400), permit, Outcome::Failure);
    }
    let Phase::Closed(window) = &breaker.phase else { panic!("closed") };
    assert_eq!(window.memory(), 2);
    let Progress::Rate { calls, .. } = breaker.progress(at(1)) else { panic!("a rate") };
    assert_eq!(calls, 5_000);
}
