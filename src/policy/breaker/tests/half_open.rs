//! Probes: how many may go, what decides, and why no breaker stays half-open (points 4 and 5).

use super::*;

#[test]
fn point_4_as_many_probes_at_once_as_allowed_and_a_place_for_each_that_ends() {
    let (mut breaker, _) = opened(Settings { probes: Probes::AtOnce(2), successes: 3, ..lecture() }, 0);
    let (first, second) = (start(&mut breaker, 5_000), start(&mut breaker, 5_000));
    assert_eq!(refused(&mut breaker, 5_100), Rejection { reason: RejectReason::ProbesBusy, retry_at: None });
    let _ = breaker.report(at(5_200), first, Outcome::Success);
    let third = start(&mut breaker, 5_200);
    let _ = breaker.report(at(5_300), second, Outcome::Success);
    assert_eq!(breaker.progress(at(5_300)), Progress::Probing { successes: 2, needed: 3, under_way: 1 });
    let closed = breaker.report(at(5_400), third, Outcome::Success);
    assert_eq!(closed.progress, Progress::Probing { successes: 3, needed: 3, under_way: 0 });
    assert_eq!(closed.transitions[0].cause, Cause::ProbesSucceeded { successes: 3 });
}

#[test]
fn point_4_the_verdict_falls_while_other_probes_are_under_way() {
    let settings = Settings { probes: Probes::AtOnce(3), successes: 2, ..lecture() };
    for (outcomes, state) in
        [(&[Outcome::Success, Outcome::Success][..], State::Closed), (&[Outcome::Failure][..], State::Open)]
    {
        let (mut breaker, _) = opened(settings.clone(), 0);
        let mut probes: Vec<_> = (0..3).map(|_| start(&mut breaker, 5_000)).collect();
        for outcome in outcomes {
            let _ = breaker.report(at(5_100), probes.remove(0), *outcome);
        }
        assert_eq!(breaker.state(), state);
        assert_eq!(
            breaker.report(at(5_200), probes.remove(0), Outcome::Failure).effect,
            Effect::Late { applied: false }
        );
    }
}

#[test]
fn point_4_probes_in_all_are_used_up() {
    let (mut breaker, _) = opened(Settings { probes: Probes::InAll(2), successes: 2, ..lecture() }, 0);
    calls(&mut breaker, 5_000, ".");
    let last = start(&mut breaker, 5_000);
    assert_eq!(refused(&mut breaker, 5_100), Rejection { reason: RejectReason::ProbesUsed, retry_at: None });
    let _ = breaker.report(at(5_200), last, Outcome::Success);
    assert_eq!(breaker.state(), State::Closed);
}

#[test]
fn point_4_a_probe_that_never_returns_reopens_the_breaker_at_its_leases_end() {
    let (mut breaker, _) = opened(lecture(), 0);
    let lost = start(&mut breaker, 6_000);
    assert_eq!(breaker.next_deadline(), Some(Deadline::LeaseEnds(at(36_000))));
    assert_eq!(breaker.poll(Instant::from_nanos(35_999_999_999)), Changes::new());
    let expired = breaker.poll(at(37_000));
    let cause = Cause::LeaseExpired { issued: at(6_000), lease: 30 * SECOND };
    assert_eq!((expired[0].at, expired[0].cause, expired[0].probe_at), (at(36_000), cause, Some(at(41_000))));
    assert_eq!(breaker.report(at(37_000), lost, Outcome::Success).effect, Effect::Late { applied: false });
    assert_eq!(refused(&mut breaker, 40_999).retry_at, Some(at(41_000)));
    assert!(start(&mut breaker, 41_000).is_probe());
}

#[test]
fn point_4_a_lost_probe_is_found_out_without_polling() {
    for probes in [Probes::AtOnce(1), Probes::InAll(1), Probes::InAllEvenIfStuck(1)] {
        let (mut breaker, _) = opened(Settings { probes, ..lecture() }, 0);
        let _lost = start(&mut breaker, 6_000);
        let admission = breaker.admit(at(60_000));
        let states: Vec<_> = admission.transitions.iter().map(|made| (made.at, made.to)).collect();
        assert_eq!(states, [(at(36_000), State::Open), (at(60_000), State::HalfOpen)]);
        assert!(matches!(admission.decision, Decision::Admitted(permit) if permit.is_probe()));
    }
}

#[test]
fn point_4_a_result_at_the_very_end_of_its_lease_is_late() {
    let (mut breaker, _) = opened(lecture(), 0);
    let probe = start(&mut breaker, 5_000);
    let recorded = breaker.report(at(35_000), probe, Outcome::Success);
    assert_eq!((recorded.effect, breaker.state()), (Effect::Late { applied: false }, State::Open));
    assert!(matches!(recorded.transitions[0].cause, Cause::LeaseExpired { .. }));
}

#[test]
fn point_4_the_first_lease_to_end_decides() {
    let (mut breaker, _) = opened(Settings { probes: Probes::AtOnce(2), ..lecture() }, 0);
    let _long = start(&mut breaker, 5_000);
    breaker.configure(Settings { probes: Probes::AtOnce(2), lease: SECOND, ..lecture() }).unwrap();
    let _short = start(&mut breaker, 5_500);
    assert_eq!(breaker.next_deadline(), Some(Deadline::LeaseEnds(at(6_500))));
    assert_eq!(breaker.poll(at(60_000))[0].at, at(6_500));
}

#[test]
fn point_4_a_cancelled_probe_gives_its_place_back() {
    for probes in [Probes::AtOnce(1), Probes::InAll(1)] {
        let (mut breaker, _) = opened(Settings { probes, ..lecture() }, 0);
        for _ in 0..3 {
            let probe = start(&mut breaker, 5_000);
            assert_eq!(breaker.cancel(at(5_000), probe), Changes::new());
            assert_eq!(breaker.progress(at(5_000)), Progress::Probing { successes: 0, needed: 1, under_way: 0 });
        }
        assert_eq!(breaker.next_deadline(), None);
        calls(&mut breaker, 5_000, ".");
        assert_eq!(breaker.state(), State::Closed);
    }
}

#[test]
fn point_4_a_probe_cancelled_too_late_changes_nothing() {
    let (mut breaker, _) = opened(Settings { probes: Probes::InAll(1), ..lecture() }, 0);
    let old = start(&mut breaker, 5_000);
    breaker.poll(at(35_000));
    let _probe = start(&mut breaker, 40_000);
    assert_eq!(breaker.cancel(at(40_000), old), Changes::new());
    assert_eq!(refused(&mut breaker, 40_000).reason, RejectReason::ProbesUsed);
    assert_eq!(breaker.late(), 0);
}

#[test]
fn point_4_a_setting_that_could_stay_half_open_is_refused_unless_asked_for_by_name() {
    let settings = |probes| Settings { probes, successes: 5, ..lecture() };
    let error = Breaker::new(settings(Probes::InAll(3))).unwrap_err();
    assert_eq!(
        error.to_string(),
        "successes is 5, but must be a whole number from 1 to 3, the probes allowed in total"
    );

    let (mut breaker, _) = opened(settings(Probes::InAllEvenIfStuck(3)), 0);
    calls(&mut breaker, 5_000, "...");
    assert_eq!((breaker.state(), breaker.next_deadline()), (State::HalfOpen, None));
    let days = 90 * 86_400_000;
    assert_eq!(refused(&mut breaker, days), Rejection { reason: RejectReason::ProbesUsed, retry_at: None });
    assert_eq!(breaker.reset(at(days))[0].to, State::Closed);
}

#[test]
fn point_4_fewer_successes_and_probes_set_while_half_open_leave_it_nowhere_to_be_stuck() {
    let (mut breaker, _) = opened(Settings { probes: Probes::AtOnce(1), successes: 2, ..lecture() }, 0);
    calls(&mut breaker, 5_000, ".");
    breaker.configure(Settings { probes: Probes::InAll(1), ..lecture() }).unwrap();
    assert_eq!(breaker.state(), State::HalfOpen);
    let admission = breaker.admit(at(5_100));
    assert_eq!(admission.transitions[0].cause, Cause::ProbesSucceeded { successes: 1 });
    assert!(matches!(admission.decision, Decision::Admitted(permit) if !permit.is_probe()));
}

#[test]
fn point_5_an_ignored_outcome_is_neutral_and_gives_the_place_back() {
    let mut breaker = breaker(lecture());
    calls(&mut breaker, 0, "xx");
    let ignored = call(&mut breaker, 0, Outcome::Ignored);
    assert_eq!((ignored.effect, ignored.progress), (Effect::Ignored, Progress::Row { failures: 2, threshold: 3 }));
    for probes in [Probes::AtOnce(1), Probes::InAll(1)] {
        let (mut breaker, _) = opened(Settings { probes, ..lecture() }, 0);
        for _ in 0..3 {
            let ignored = call(&mut breaker, 5_000, Outcome::Ignored);
            assert_eq!((ignored.effect, ignored.transitions), (Effect::Ignored, Changes::new()));
        }
        assert_eq!(breaker.state(), State::HalfOpen);
    }
}

#[test]
fn point_5_an_ignored_outcome_counts_as_success_when_set_so() {
    let settings = Settings { ignored: IgnoredCounts::Success, ..lecture() };
    let mut breaker = breaker(settings.clone());
    calls(&mut breaker, 0, "xx");
    let ignored = call(&mut breaker, 0, Outcome::Ignored);
    assert_eq!((ignored.effect, ignored.progress), (Effect::Counted, Progress::Row { failures: 0, threshold: 3 }));
    let (mut breaker, _) = opened(settings, 0);
    let _ = call(&mut breaker, 5_000, Outcome::Ignored);
    assert_eq!(breaker.state(), State::Closed);
}
