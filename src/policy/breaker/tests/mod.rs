//! The breaker's reference semantics, point by point (DESIGN.md, section 3), with the cases that other libraries leave
//! untested: late results in half-open, lost probes, clocks that go back, zero waits.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod half_open;
mod late;
mod rules;

use super::*;
use crate::policy::share::Share;

const SECOND: Duration = Duration::from_secs(1);

fn at(millis: u64) -> Instant {
    Instant::from_millis(millis)
}

fn share(fraction: f64) -> Share {
    Share::new(fraction).unwrap()
}

/// The lecture's breaker: 3 failures in a row, 5 s, one probe at a time.
fn lecture() -> Settings {
    Settings {
        trip: Trip::Row { threshold: 3 },
        reset: 5 * SECOND,
        probes: Probes::AtOnce(1),
        successes: 1,
        lease: 30 * SECOND,
        late: Late::Drop,
        ignored: IgnoredCounts::Neutral,
    }
}

fn breaker(settings: Settings) -> Breaker {
    Breaker::new(settings).unwrap()
}

fn count(window: u32, rate: f64, min: u32) -> Settings {
    Settings { trip: Trip::Count { window, rate: share(rate), min }, ..lecture() }
}

fn time(span: Duration, rate: f64, min: u32) -> Settings {
    Settings { trip: Trip::Time { span, rate: share(rate), min }, ..lecture() }
}

/// Asks for admission and expects it.
fn start(breaker: &mut Breaker, millis: u64) -> Permit {
    match breaker.admit(at(millis)).decision {
        Decision::Admitted(permit) => permit,
        Decision::Rejected(rejection) => panic!("at {millis} ms: {rejection:?}"),
    }
}

/// Asks for admission and expects a refusal.
fn refused(breaker: &mut Breaker, millis: u64) -> Rejection {
    match breaker.admit(at(millis)).decision {
        Decision::Rejected(rejection) => rejection,
        Decision::Admitted(permit) => panic!("at {millis} ms: {permit:?}"),
    }
}

/// Makes a call that ends at once.
fn call(breaker: &mut Breaker, millis: u64, outcome: Outcome) -> Recorded {
    let permit = start(breaker, millis);
    breaker.report(at(millis), permit, outcome)
}

/// Makes `calls` calls that end at once, one for each outcome: `x` a failure, `.` a success.
fn calls(breaker: &mut Breaker, millis: u64, outcomes: &str) {
    for outcome in outcomes.chars() {
        let _ = call(breaker, millis, if outcome == 'x' { Outcome::Failure } else { Outcome::Success });
    }
}

/// A breaker that opened at 0, with its permits from before.
fn opened(settings: Settings, before: usize) -> (Breaker, Vec<Permit>) {
    let mut breaker = breaker(settings);
    let permits = (0..before).map(|_| start(&mut breaker, 0)).collect();
    calls(&mut breaker, 0, "xxx");
    assert_eq!(breaker.state(), State::Open);
    (breaker, permits)
}

#[test]
fn the_lectures_three_outcomes_success_failure_and_fast_fail() {
    let mut breaker = breaker(lecture());
    let succeeded = call(&mut breaker, 0, Outcome::Success);
    assert_eq!((succeeded.effect, succeeded.transitions), (Effect::Counted, Changes::new()));
    let failed = call(&mut breaker, 100, Outcome::Failure);
    assert_eq!((failed.effect, failed.progress), (Effect::Counted, Progress::Row { failures: 1, threshold: 3 }));
    calls(&mut breaker, 200, "xx");
    let rejection = refused(&mut breaker, 300);
    assert_eq!(rejection, Rejection { reason: RejectReason::Open, retry_at: Some(at(5_200)) });
}

#[test]
fn the_lectures_cycle_opens_probes_reopens_and_closes() {
    let mut breaker = breaker(lecture());
    calls(&mut breaker, 0, "xx.xxx");
    assert_eq!(breaker.state(), State::Open);
    assert_eq!(breaker.admit(at(5_000)).transitions.len(), 1);
    assert_eq!(breaker.state(), State::HalfOpen);

    let (mut breaker, _) = opened(lecture(), 0);
    let failed = call(&mut breaker, 5_000, Outcome::Failure).transitions;
    assert_eq!((failed[0].from, failed[0].to), (State::HalfOpen, State::Open));
    assert_eq!(refused(&mut breaker, 9_999).retry_at, Some(at(10_000)));
    let succeeded = call(&mut breaker, 10_000, Outcome::Success).transitions;
    assert_eq!((succeeded[0].from, succeeded[0].to), (State::HalfOpen, State::Closed));
    // Closing forgets the failures before: two more do not open.
    calls(&mut breaker, 10_000, "xx");
    assert_eq!(breaker.state(), State::Closed);
}

#[test]
fn point_1_a_permit_cannot_be_copied_and_carries_its_generation_and_a_probes_lease() {
    // Compiles only as long as one of the two implementations applies: `Permit` must not be `Clone`.
    trait NotClone<Which> {
        fn holds() {}
    }
    struct IfClone;
    impl<T> NotClone<()> for T {}
    impl<T: Clone> NotClone<IfClone> for T {}
    <Permit as NotClone<_>>::holds();

    let (mut breaker, before) = opened(lecture(), 1);
    assert_eq!((before[0].generation(), before[0].is_probe(), before[0].lease_until()), (0, false, None));
    let probe = start(&mut breaker, 6_000);
    assert_eq!((probe.generation(), probe.is_probe()), (2, true));
    assert_eq!((probe.issued(), probe.lease_until()), (at(6_000), Some(at(36_000))));
}

#[test]
fn point_1_a_cancelled_call_counts_for_nothing() {
    let mut breaker = breaker(lecture());
    calls(&mut breaker, 0, "xx");
    let permit = start(&mut breaker, 0);
    assert_eq!(breaker.cancel(at(1), permit), Changes::new());
    assert_eq!(breaker.progress(at(1)), Progress::Row { failures: 2, threshold: 3 });
}

#[test]
fn point_2_every_transition_says_its_rule_and_its_numbers() {
    let (mut breaker, _) = opened(lecture(), 0);
    let mut again = breaker.clone();
    let half_open = breaker.admit(at(5_500));
    assert_eq!(
        half_open.transitions[..],
        [Transition {
            at: at(5_500),
            from: State::Open,
            to: State::HalfOpen,
            cause: Cause::WaitOver { opened: at(0), wait: 5 * SECOND },
            probe_at: None,
        }]
    );
    assert_eq!(call(&mut again, 5_500, Outcome::Success).transitions[0].cause, Cause::ProbesSucceeded { successes: 1 });
    let Decision::Admitted(probe) = half_open.decision else { panic!("a probe") };
    let reopened = breaker.report(at(5_800), probe, Outcome::Failure).transitions;
    assert_eq!((reopened[0].cause, reopened[0].probe_at), (Cause::ProbeFailed, Some(at(10_800))));
    assert_eq!(breaker.force_open(at(6_000))[0].cause, Cause::Forced);
    assert_eq!(breaker.reset(at(6_000))[0].cause, Cause::Reset);
}

#[test]
fn point_2_an_opening_says_the_third_failure_in_a_row_and_when_the_next_probe_is() {
    let mut breaker = breaker(lecture());
    calls(&mut breaker, 12_000, "xx");
    let third = call(&mut breaker, 12_400, Outcome::Failure);
    assert_eq!(third.progress, Progress::Row { failures: 3, threshold: 3 });
    assert_eq!(
        third.transitions[..],
        [Transition {
            at: at(12_400),
            from: State::Closed,
            to: State::Open,
            cause: Cause::Row { failures: 3, threshold: 3 },
            probe_at: Some(at(17_400)),
        }]
    );
    assert_eq!(breaker.progress(at(13_000)), Progress::Waiting { probe_at: at(17_400) });
}

#[test]
fn point_7_the_end_of_time_and_endless_spans_saturate() {
    let settings = Settings { reset: Duration::MAX, lease: Duration::MAX, ..lecture() };
    let (mut breaker, _) = opened(settings.clone(), 0);
    assert_eq!(breaker.next_deadline(), Some(Deadline::ProbeDue(Instant::MAX)));
    assert!(matches!(breaker.admit(Instant::MAX).decision, Decision::Rejected(_)), "the wait is longer than time");
    let (mut breaker, _) = opened(Settings { reset: Duration::ZERO, ..settings }, 0);
    assert_eq!(start(&mut breaker, 1).lease_until(), Some(Instant::MAX));
}

#[test]
fn point_7_a_clock_that_goes_back_is_held_at_the_latest_time_seen() {
    let mut breaker = breaker(lecture());
    calls(&mut breaker, 10_000, "xx");
    let third = call(&mut breaker, 4_000, Outcome::Failure);
    assert_eq!((third.transitions[0].at, third.transitions[0].probe_at), (at(10_000), Some(at(15_000))));
    assert_eq!(refused(&mut breaker, 0).retry_at, Some(at(15_000)));
    let half_open = breaker.admit(at(15_000));
    assert_eq!(half_open.transitions[0].at, at(15_000));
    let Decision::Admitted(probe) = half_open.decision else { panic!("a probe") };
    assert_eq!(breaker.report(at(3), probe, Outcome::Failure).transitions[0].at, at(15_000));
}

#[test]
fn point_7_more_results_than_32_bits_hold_are_counted() {
    let mut breaker = breaker(Settings { trip: Trip::Row { threshold: u32::MAX }, ..lecture() });
    let before = u64::from(u32::MAX) + 9;
    breaker.phase = Phase::Closed(Window::Row(before));
    let failed = call(&mut breaker, 0, Outcome::Failure);
    let cause = Cause::Row { failures: before + 1, threshold: u32::MAX };
    assert_eq!(failed.transitions[0].cause, cause);
}

#[test]
fn point_8_the_next_deadline_is_what_time_alone_would_bring() {
    let mut breaker = breaker(lecture());
    assert_eq!(breaker.next_deadline(), None);
    calls(&mut breaker, 1_000, "xxx");
    assert_eq!(breaker.next_deadline(), Some(Deadline::ProbeDue(at(6_000))));
    // The wait being over changes nothing before a call comes.
    assert_eq!(breaker.poll(at(8_000)), Changes::new());
    assert_eq!((breaker.state(), breaker.next_deadline()), (State::Open, Some(Deadline::ProbeDue(at(6_000)))));
    let probe = start(&mut breaker, 8_000);
    assert_eq!(breaker.next_deadline(), Some(Deadline::LeaseEnds(at(38_000))));
    breaker.cancel(at(8_100), probe);
    assert_eq!(breaker.next_deadline(), None);
    breaker.force_open(at(9_000));
    assert_eq!(breaker.next_deadline(), None);
}

#[test]
fn point_9_each_meaningless_setting_is_refused_by_name_and_changes_nothing() {
    let mut breaker = breaker(lecture());
    let row = |threshold| Settings { trip: Trip::Row { threshold }, ..lecture() };
    for (field, settings) in [
        ("threshold", row(0)),
        ("window", count(0, 0.5, 1)),
        ("rate", count(5, 0.0, 1)),
        ("min", count(5, 0.5, 0)),
        ("span", time(Duration::ZERO, 0.5, 1)),
        ("rate", time(SECOND, 0.0, 1)),
        ("min", time(SECOND, 0.5, 0)),
        ("probes", Settings { probes: Probes::AtOnce(0), ..lecture() }),
        ("probes", Settings { probes: Probes::InAll(0), ..lecture() }),
        ("probes", Settings { probes: Probes::InAllEvenIfStuck(0), ..lecture() }),
        ("successes", Settings { successes: 0, ..lecture() }),
        ("successes", Settings { probes: Probes::InAll(1), successes: 2, ..lecture() }),
        ("lease", Settings { lease: Duration::ZERO, ..lecture() }),
    ] {
        let error = Breaker::new(settings.clone()).unwrap_err();
        assert_eq!(error.field, field, "{settings:?}");
        assert!(!error.value.is_empty() && !error.allowed.is_empty());
        assert_eq!(breaker.configure(settings), Err(error));
        assert_eq!(breaker.settings(), &lecture());
    }
}

#[test]
fn a_lower_threshold_is_judged_at_the_next_result() {
    let row = |threshold| Settings { trip: Trip::Row { threshold }, ..lecture() };
    let mut breaker = breaker(row(5));
    calls(&mut breaker, 0, "xxx");
    breaker.configure(row(2)).unwrap();
    assert_eq!(breaker.state(), State::Closed);
    let mut lucky = breaker.clone();
    let fourth = call(&mut breaker, 0, Outcome::Failure);
    assert_eq!(fourth.transitions[0].cause, Cause::Row { failures: 4, threshold: 2 });
    calls(&mut lucky, 0, ".x");
    assert_eq!(lucky.state(), State::Closed);
}

#[test]
fn a_new_wait_holds_from_the_next_opening() {
    let (mut breaker, _) = opened(lecture(), 0);
    breaker.configure(Settings { reset: SECOND, ..lecture() }).unwrap();
    assert_eq!(breaker.next_deadline(), Some(Deadline::ProbeDue(at(5_000))));
    let _ = call(&mut breaker, 5_000, Outcome::Failure);
    assert_eq!(breaker.next_deadline(), Some(Deadline::ProbeDue(at(6_000))));
}

#[test]
fn results_stay_counted_until_another_kind_of_rule_takes_over() {
    let mut breaker = breaker(count(10, 1.0, 5));
    let seen = |breaker: &Breaker| match breaker.progress(at(0)) {
        Progress::Rate { calls, .. } => calls,
        Progress::Row { failures, .. } => failures,
        other => panic!("{other:?}"),
    };
    calls(&mut breaker, 0, "xxxx");
    breaker.configure(count(2, 1.0, 5)).unwrap();
    assert_eq!(seen(&breaker), 2);
    breaker.configure(count(20, 1.0, 5)).unwrap();
    assert_eq!(seen(&breaker), 4, "no result came while the window was smaller");
    for other in [lecture(), time(SECOND, 1.0, 5), count(10, 1.0, 5)] {
        breaker.configure(other).unwrap();
        assert_eq!(seen(&breaker), 0);
        calls(&mut breaker, 0, "x");
        assert_eq!(seen(&breaker), 1);
    }
}

#[test]
fn a_breaker_forced_open_stays_so_until_it_is_reset() {
    let mut breaker = breaker(lecture());
    let under_way = start(&mut breaker, 0);
    assert_eq!(breaker.force_open(at(10))[0].to, State::ForcedOpen);
    assert_eq!(breaker.force_open(at(20)), Changes::new());
    assert_eq!(refused(&mut breaker, 99_999), Rejection { reason: RejectReason::ForcedOpen, retry_at: None });
    assert_eq!(breaker.progress(at(99_999)), Progress::Forced);
    assert_eq!(breaker.report(at(99_999), under_way, Outcome::Success).effect, Effect::Late { applied: false });
    assert_eq!(breaker.reset(at(99_999))[0].to, State::Closed);
    calls(&mut breaker, 99_999, "xx");
    assert_eq!(breaker.reset(at(99_999)), Changes::new());
    assert_eq!(breaker.progress(at(99_999)), Progress::Row { failures: 0, threshold: 3 });
    assert_eq!(breaker.generation(), 2);
}

#[test]
fn a_fork_takes_its_permits_along() {
    let (mut breaker, _) = opened(lecture(), 0);
    let probe = start(&mut breaker, 5_000);
    let (mut other, other_probe) = (breaker.clone(), probe.fork());
    let _ = breaker.report(at(5_100), probe, Outcome::Failure);
    let _ = other.report(at(5_100), other_probe, Outcome::Success);
    assert_eq!((breaker.state(), other.state()), (State::Open, State::Closed));
}

#[test]
fn a_clock_is_asked_only_where_the_answer_depends_on_the_time() {
    let never = || -> Instant { panic!("it was asked") };
    let mut breaker = breaker(lecture());
    let admitted = |breaker: &mut Breaker| match breaker.admit_asking(never).decision {
        Decision::Admitted(permit) => permit,
        Decision::Rejected(_) => panic!("it is closed"),
    };
    for millis in [1_000, 1_100, 1_200] {
        let permit = admitted(&mut breaker);
        let recorded = breaker.report_asking(never, permit, Outcome::Success);
        assert_eq!(recorded.progress, Progress::Row { failures: 0, threshold: 3 });
        for _ in 0..2 {
            let permit = admitted(&mut breaker);
            assert_eq!(breaker.report_asking(|| at(millis), permit, Outcome::Failure).effect, Effect::Counted);
        }
    }
    let permit = admitted(&mut breaker);
    let opened = breaker.report_asking(|| at(2_000), permit, Outcome::Failure).transitions;
    assert_eq!((opened[0].at, opened[0].probe_at), (at(2_000), Some(at(7_000))));
    let Decision::Rejected(rejection) = breaker.admit_asking(|| at(3_000)).decision else { panic!("it is open") };
    assert_eq!(rejection, Rejection { reason: RejectReason::Open, retry_at: Some(at(7_000)) });
    assert!(matches!(breaker.admit_asking(|| at(7_000)).decision, Decision::Admitted(probe) if probe.is_probe()));
}
