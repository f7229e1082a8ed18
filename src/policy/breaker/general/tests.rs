//! Every choice of the general breaker, one at a time.
#![expect(clippy::unwrap_used, reason = "a test may fail")]

use super::*;
use crate::policy::backoff::{Backoff, Growth, Jitter};
use crate::policy::breaker::Probes;
use crate::policy::share::Share;

fn at(millis: u64) -> Instant {
    Instant::from_millis(millis)
}

fn ms(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

/// Opens at the second failure in a row for a second; one probe at a time decides.
fn plain() -> Settings {
    Settings {
        trips: vec![Trip::Consecutive { failures: 2 }],
        after_closing: AfterClosing::Nothing,
        wait: Wait::Constant(ms(1_000)),
        boundary: Boundary::AtWait,
        turn: Turn::WithCall,
        measured_from: MeasuredFrom::Opened,
        half_open: HalfOpen {
            probes: Probes::AtOnce(1),
            close: Close::ConsecutiveSuccesses(1),
            reopen: Reopen::Failures(1),
            lease: Lease::For(ms(500)),
            carry: false,
            others: Others::AreRefused,
            late: LateProbe::AsProbe,
        },
        ignored: Ignored::Neutral,
        late: Late::Apply,
        success_closes_open: false,
    }
}

fn breaker(settings: Settings) -> GeneralBreaker {
    GeneralBreaker::new(settings).unwrap()
}

fn with_trip(trip: Trip) -> GeneralBreaker {
    breaker(Settings { trips: vec![trip], ..plain() })
}

fn start(breaker: &mut GeneralBreaker, millis: u64) -> Permit {
    breaker.admit(at(millis)).decision.unwrap()
}

/// A call a letter, each answered at once: `.` a success, `x` a failure, `o` ignored. The state after the last.
fn calls(breaker: &mut GeneralBreaker, millis: u64, outcomes: &str) -> State {
    for outcome in outcomes.chars() {
        let permit = start(breaker, millis);
        let outcome = match outcome {
            '.' => Outcome::Success,
            'x' => Outcome::Failure,
            _ => Outcome::Ignored,
        };
        let _ = breaker.report(at(millis), permit, outcome);
    }
    breaker.state()
}

fn rate(percent: u32) -> Rate {
    let rate = Share::percent(percent);
    Rate { rate, compare: Compare::AtLeast, of: Of::Results, min_calls: 1, judged_on: JudgedOn::Any, slow: None }
}

#[test]
fn any_of_several_rules_opens_and_the_first_that_is_met_is_the_cause() {
    let row = Trip::Consecutive { failures: 3 };
    let share = Trip::CountWindow { size: 10, only_when_full: false, rate: Rate { min_calls: 5, ..rate(60) } };
    let mut breaker = breaker(Settings { trips: vec![row, share], ..plain() });
    assert_eq!(calls(&mut breaker, 0, "x.xx"), State::Closed);
    let permit = start(&mut breaker, 0);
    let opened = breaker.report(at(0), permit, Outcome::Failure).transitions[0];
    assert_eq!(opened.cause, Cause::Row { failures: 3, threshold: 3 });
    breaker.reset(at(0));
    assert_eq!(calls(&mut breaker, 0, "x.x.x"), State::Open);
}

#[test]
fn a_ring_may_be_judged_only_when_it_is_full() {
    let ring = |only_when_full| Trip::CountWindow { size: 2, only_when_full, rate: Rate { min_calls: 2, ..rate(50) } };
    assert_eq!(calls(&mut with_trip(ring(false)), 0, "xx"), State::Open);
    let mut breaker = with_trip(ring(true));
    assert_eq!(calls(&mut breaker, 0, "xx"), State::Closed);
    assert_eq!(calls(&mut breaker, 0, "x"), State::Open);
}

#[test]
fn a_success_may_open_only_where_each_result_is_judged() {
    let trip = |judged_on| Trip::CountWindow {
        size: 9,
        only_when_full: false,
        rate: Rate { min_calls: 3, judged_on, ..rate(50) },
    };
    assert_eq!(calls(&mut with_trip(trip(JudgedOn::Any)), 0, "xx."), State::Open);
    assert_eq!(calls(&mut with_trip(trip(JudgedOn::Failure)), 0, "xx."), State::Closed);
}

#[test]
fn buckets_leave_a_window_whole_and_begin_where_they_are_told_to() {
    let count = |begin, settle: u64| {
        let reach = Reach::Buckets { width: ms(1_000), count: 2, begin };
        let mut window = Window::new(reach, at(500));
        for time in [900, 1_100] {
            window.advance(at(time));
            window.record(at(time), Tally { err: 1, ..Tally::default() });
        }
        window.advance(at(settle));
        window.sum().err
    };
    assert_eq!([1_999, 2_000, 2_999, 3_000].map(|time| count(Begin::WithClock, time)), [2, 1, 1, 0]);
    for begin in [Begin::WithWindow, Begin::AfterIdle] {
        assert_eq!([2_499, 2_500].map(|time| count(begin, time)), [2, 0]);
    }
    assert_eq!([2_899, 2_900].map(|time| count(Begin::WithResult, time)), [2, 0]);
}

#[test]
fn a_tumbling_window_starts_anew_and_with_it_a_generation_where_late_results_are_dropped() {
    let trip = Trip::Tumbling { interval: ms(1_000), rate: Rate { min_calls: 2, ..rate(100) } };
    let mut breaker = breaker(Settings { trips: vec![trip], late: Late::Drop, ..plain() });
    let late = start(&mut breaker, 0);
    let counts = |breaker: &GeneralBreaker| (breaker.counts().requests, breaker.counts().err);
    assert_eq!(calls(&mut breaker, 1_000, "x"), State::Closed);
    assert_eq!(counts(&breaker), (2, 1));
    assert_eq!(breaker.evaluate(at(1_001)), []);
    assert_eq!((counts(&breaker), breaker.generation()), ((0, 0), 1));
    assert_eq!(breaker.report(at(1_001), late, Outcome::Failure).effect, Effect::Late { applied: false });
    assert_eq!((counts(&breaker), breaker.late()), ((0, 0), 1));
}

#[test]
fn failures_among_the_last_results_need_not_be_in_a_row_nor_the_window_full() {
    let trip = Trip::LastResults { failures: 2, of: 3 };
    assert_eq!(calls(&mut with_trip(trip), 0, "xx"), State::Open);
    assert_eq!(calls(&mut with_trip(trip), 0, "x.x"), State::Open);
    assert_eq!(calls(&mut with_trip(trip), 0, "x..x..x"), State::Closed);
}

#[test]
fn failures_within_a_time_count_whatever_succeeds_and_a_burst_is_one() {
    let within = |lumping| Trip::ErrorsWithin { errors: 3, window: ms(5_000), lumping: ms(lumping) };
    let mut breaker = with_trip(within(0));
    calls(&mut breaker, 0, "x.");
    calls(&mut breaker, 2_500, "x.");
    assert_eq!(calls(&mut breaker, 5_000, "x"), State::Open);
    let mut breaker = with_trip(within(0));
    calls(&mut breaker, 0, "x");
    calls(&mut breaker, 2_500, "x");
    assert_eq!(calls(&mut breaker, 5_001, "x"), State::Closed);
    let mut breaker = with_trip(within(2_000));
    calls(&mut breaker, 0, "xxxxxx");
    calls(&mut breaker, 1_999, "x");
    assert_eq!(calls(&mut breaker, 2_000, "xxx"), State::Closed);
    assert_eq!(calls(&mut breaker, 4_000, "x"), State::Open);
}

#[test]
fn failures_without_a_longer_gap_may_be_far_apart_in_all() {
    let mut breaker = with_trip(Trip::ErrorGap { errors: 3, gap: ms(1_000) });
    calls(&mut breaker, 0, "x.");
    calls(&mut breaker, 1_000, "x.");
    assert_eq!(breaker.clone().counts().err, 2);
    assert_eq!(calls(&mut breaker.clone(), 2_001, "x"), State::Closed);
    assert_eq!(calls(&mut breaker, 2_000, "x"), State::Open);
}

#[test]
fn a_failure_that_no_longer_counts_is_not_told_after_a_success() {
    let told = |trip, after| {
        let mut breaker = with_trip(trip);
        calls(&mut breaker, 0, "x");
        calls(&mut breaker, 1_000, "x");
        calls(&mut breaker, after, ".");
        let Progress::Several { failures, .. } = breaker.progress() else { return None };
        Some(failures)
    };
    let within = Trip::ErrorsWithin { errors: 3, window: ms(4_000), lumping: ms(0) };
    assert_eq!([4_000, 4_001, 5_000, 5_001].map(|at| told(within, at)), [2, 1, 1, 0].map(Some));
    let gap = Trip::ErrorGap { errors: 3, gap: ms(1_000) };
    assert_eq!([2_000, 2_001].map(|at| told(gap, at)), [2, 0].map(Some));
}

#[test]
fn a_success_rate_that_fades_is_below_a_half_after_70_seconds_of_failures() {
    let trip = Trip::SuccessRate { window: ms(100_000), required: Share::percent(50), min_calls: 1 };
    let mut breaker = with_trip(trip);
    for second in 1..=100 {
        calls(&mut breaker, second * 1_000, ".");
    }
    // 100 s times the natural logarithm of 2 is 69.3 s.
    let failures = (101..).take_while(|second| calls(&mut breaker, second * 1_000, "x") == State::Closed).count();
    assert_eq!(failures + 1, 70);
}

#[test]
fn slow_calls_alone_open_and_their_time_may_be_told() {
    let slow = Some(Slow { longer_than: ms(100), rate: Share::percent(50) });
    let trip = Trip::CountWindow { size: 4, only_when_full: false, rate: Rate { slow, min_calls: 2, ..rate(50) } };
    let mut breaker = with_trip(trip);
    calls(&mut breaker, 0, ".");
    let permit = start(&mut breaker, 0);
    let cause = Cause::SlowRate { slow: 1, calls: 2, rate: Share::percent(50), compare: Compare::AtLeast };
    assert_eq!(breaker.clone().report(at(100), permit.fork(), Outcome::Success).transitions, []);
    assert_eq!(breaker.clone().report(at(101), permit.fork(), Outcome::Success).transitions[0].cause, cause);
    assert_eq!(breaker.report_after(at(0), permit, Outcome::Success, ms(101)).transitions[0].cause, cause);
}

/// The waits of the first openings, each probe failing at once.
fn waits(wait: Wait, luck: f64) -> Vec<u64> {
    let mut breaker = breaker(Settings { trips: vec![Trip::Consecutive { failures: 1 }], wait, ..plain() });
    let mut now = Instant::ZERO;
    (0..5)
        .map(|_| {
            let permit = breaker.admit(now).decision.unwrap();
            let opening =
                breaker.report(Now { at: now, luck }, permit, Outcome::Failure).transitions[0].opening.unwrap();
            now = opening.probe_at.unwrap();
            opening.wait.as_millis() as u64
        })
        .collect()
}

#[test]
fn waits_are_constant_listed_growing_or_jittered() {
    assert_eq!(waits(Wait::Constant(ms(7)), 0.5), [7; 5]);
    assert_eq!(waits(Wait::List(vec![ms(3), ms(1), ms(4)]), 0.5), [3, 1, 4, 4, 4]);
    let doubling = |jitter| {
        Wait::Backoff(Backoff::new(Growth::Exponential { factor: 2.0 }, ms(1_000), ms(6_000), jitter).unwrap())
    };
    assert_eq!(waits(doubling(Jitter::None), 0.5), [1_000, 2_000, 4_000, 6_000, 6_000]);
    assert_eq!(waits(doubling(Jitter::Equal), 0.5), [750, 1_500, 3_000, 4_500, 4_500]);
    assert_eq!(waits(doubling(Jitter::Decorrelated), 0.5), [2_000, 3_500, 5_750, 6_000, 6_000]);
}

#[test]
fn the_count_of_openings_starts_again_when_the_breaker_closes() {
    let mut breaker = breaker(Settings { wait: Wait::List(vec![ms(10), ms(1_000)]), ..plain() });
    calls(&mut breaker, 0, "xx");
    calls(&mut breaker, 10, "x");
    assert_eq!(breaker.evaluate(at(1_009)), []);
    assert_eq!(calls(&mut breaker, 1_010, ".xx"), State::Open);
    assert_eq!(breaker.evaluate(at(1_020))[0].to, State::HalfOpen);
}

#[test]
fn a_probe_goes_at_the_end_of_the_wait_or_only_after_it() {
    for (boundary, first) in [(Boundary::AtWait, 1_000_000_000), (Boundary::AfterWait, 1_000_000_001)] {
        let mut breaker = breaker(Settings { boundary, ..plain() });
        calls(&mut breaker, 0, "xx");
        let first = Instant::from_nanos(first);
        assert_eq!(breaker.next_deadline(), Some(Deadline::ProbeDue(first)));
        let early = breaker.admit(first.before(Duration::from_nanos(1))).decision.unwrap_err();
        let reason = RejectReason::Open;
        assert_eq!(early, Rejection { state: State::Open, reason, retry_at: Some(first), waits: false });
        assert!(breaker.admit(first).decision.unwrap().is_probe());
    }
}

#[test]
fn a_timer_turns_by_itself_a_call_turns_lazily_and_a_result_does_not() {
    for (turn, polled) in [(Turn::WithCall, State::Open), (Turn::ByTimer, State::HalfOpen)] {
        let mut breaker = breaker(Settings { turn, ..plain() });
        let late = start(&mut breaker, 0);
        calls(&mut breaker, 0, "xx");
        assert_eq!(breaker.clone().report(at(5_000), late, Outcome::Success).transitions, []);
        breaker.poll(at(5_000));
        assert_eq!(breaker.state(), polled);
        breaker.evaluate(at(5_000));
        assert_eq!(breaker.state(), State::HalfOpen);
    }
}

#[test]
fn the_wait_is_measured_from_the_opening_the_last_failure_or_the_failing_calls_start() {
    let probe_at = |measured_from| {
        let mut breaker = breaker(Settings { measured_from, ..plain() });
        let (first, second, late) = (start(&mut breaker, 0), start(&mut breaker, 100), start(&mut breaker, 150));
        let _ = breaker.report(at(400), first, Outcome::Failure);
        let _ = breaker.report(at(500), second, Outcome::Failure);
        let opened = breaker.probe_at().unwrap().millis();
        let _ = breaker.report(at(700), late, Outcome::Failure);
        (opened, breaker.probe_at().unwrap().millis())
    };
    assert_eq!(probe_at(MeasuredFrom::Opened), (1_500, 1_500));
    assert_eq!(probe_at(MeasuredFrom::LastFailure), (1_500, 1_700));
    assert_eq!(probe_at(MeasuredFrom::CallStart), (1_100, 1_150));
}

#[test]
fn a_late_result_is_dropped_or_decides_in_half_open() {
    for (outcome, applied) in [(Outcome::Success, State::Closed), (Outcome::Failure, State::Open)] {
        for (late, state) in [(Late::Apply, applied), (Late::Drop, State::HalfOpen)] {
            let mut breaker = breaker(Settings { late, ..plain() });
            let old = start(&mut breaker, 0);
            calls(&mut breaker, 0, "xx");
            breaker.evaluate(at(1_000));
            let _ = breaker.report(at(1_000), old, outcome);
            assert_eq!((breaker.state(), breaker.late()), (state, 1));
        }
    }
}

/// What comes of the results of probes, from half-open.
fn probed(close: Close, reopen: Reopen, outcomes: &str) -> State {
    let half_open = HalfOpen { probes: Probes::AtOnce(u32::MAX), close, reopen, ..plain().half_open };
    let mut breaker = breaker(Settings { half_open, ..plain() });
    breaker.force_half_open(at(0));
    calls(&mut breaker, 0, outcomes)
}

#[test]
fn every_way_to_close_and_to_open_again() {
    use State::{Closed, HalfOpen, Open};
    let row = Close::ConsecutiveSuccesses(2);
    assert_eq!([".", "..", "x"].map(|results| probed(row, Reopen::Failures(1), results)), [HalfOpen, Closed, Open]);
    assert_eq!([".x.", ".x.."].map(|results| probed(row, Reopen::Failures(9), results)), [HalfOpen, Closed]);
    let some = Close::Successes { needed: 2, of: None };
    assert_eq!([".x", ".x."].map(|results| probed(some, Reopen::Failures(2), results)), [HalfOpen, Closed]);
    // Three successes of the last four; one failure more than leaves room for them opens.
    let of = Close::Successes { needed: 3, of: Some(4) };
    assert_eq!([".x..", ".x.x"].map(|results| probed(of, Reopen::Failures(2), results)), [Closed, Open]);
    let few = Close::FewFailures { size: 4, most: 1 };
    assert_eq!(
        ["...", "x...", "xx"].map(|results| probed(few, Reopen::Failures(2), results)),
        [HalfOpen, Closed, Open]
    );
    let sample = |compare| Close::Sample { size: 4, window: None, rate: Share::percent(50), compare, slow: None };
    let below = sample(Compare::AtLeast);
    assert_eq!(
        ["xxx", "x...", "xx.."].map(|results| probed(below, Reopen::SampleFailed, results)),
        [HalfOpen, Closed, Open]
    );
    assert_eq!(probed(sample(Compare::Above), Reopen::SampleFailed, "xx.."), Closed);
    let ring =
        Close::Sample { size: 3, window: Some(2), rate: Share::percent(50), compare: Compare::Above, slow: None };
    assert_eq!(
        ["x.", "x..", ".xx"].map(|results| probed(ring, Reopen::SampleFailed, results)),
        [HalfOpen, Closed, Open]
    );
}

#[test]
fn a_probe_that_never_answers_opens_at_its_leases_end_unless_the_mistake_is_asked_for() {
    let mut breaker = breaker(plain());
    breaker.force_half_open(at(0));
    let _lost = start(&mut breaker, 0);
    let expired = breaker.poll(at(2_000));
    assert_eq!((expired[0].at, expired[0].to), (at(500), State::Open));
    assert_eq!(expired[0].opening.unwrap().probe_at, Some(at(1_500)));

    let half_open = HalfOpen { lease: Lease::EndlessEvenIfStuck, ..plain().half_open };
    let mut breaker = GeneralBreaker::new(Settings { half_open, ..plain() }).unwrap();
    breaker.force_half_open(at(0));
    let _lost = start(&mut breaker, 0);
    assert_eq!(breaker.poll(Instant::MAX.before(Duration::from_nanos(1))), []);
    assert_eq!(breaker.state(), State::HalfOpen);
}

#[test]
fn a_timer_and_a_lease_that_ran_out_long_ago_are_told_in_order() {
    let mut breaker = breaker(Settings { turn: Turn::ByTimer, ..plain() });
    breaker.force_half_open(at(0));
    let _lost = start(&mut breaker, 0);
    let told: Vec<_> = breaker.poll(at(9_000)).iter().map(|made| (made.at.millis(), made.to)).collect();
    assert_eq!(told, [(500, State::Open), (1_500, State::HalfOpen)]);
}

#[test]
fn what_is_ignored_counts_for_nothing_or_as_a_success_and_may_keep_its_place() {
    use Ignored::{KeepPermitEvenIfStuck, Neutral, ReleasePermit, Success};
    for (ignored, shown, free) in
        [(Neutral, 1, true), (ReleasePermit, 0, true), (Success, 0, true), (KeepPermitEvenIfStuck, 0, false)]
    {
        let half_open = HalfOpen { probes: Probes::InAll(1), ..plain().half_open };
        let mut breaker = breaker(Settings { ignored, half_open, ..plain() });
        assert_eq!(calls(&mut breaker, 0, "xo"), State::Closed);
        assert_eq!(breaker.counts().ignored, shown);
        // Only as a success does it end the run.
        assert_eq!(calls(&mut breaker, 0, "x"), if ignored == Success { State::Closed } else { State::Open });
        breaker.force_half_open(at(0));
        calls(&mut breaker, 0, "o");
        assert_eq!(breaker.admit(at(0)).decision.is_ok(), free, "{ignored:?}");
    }
}

#[test]
fn forced_states_admit_refuse_and_count_as_told() {
    let mut breaker = breaker(plain());
    breaker.force_open(at(0));
    assert_eq!(breaker.admit(at(99_000)).decision.unwrap_err().retry_at, None);
    assert_eq!(breaker.force_open_timed(at(99_000))[0].opening.unwrap().probe_at, Some(at(100_000)));
    assert_eq!(breaker.force_open_timed(at(99_500)), []);
    assert_eq!(breaker.reset(at(99_500))[0].to, State::Closed);

    breaker.disable(at(99_500));
    assert_eq!(calls(&mut breaker, 99_500, "xxxx"), State::Disabled);
    assert_eq!(breaker.counts(), Counts::default());
    let permit = start(&mut breaker, 99_500);
    assert_eq!(breaker.report(at(99_500), permit, Outcome::Failure).effect, Effect::Ignored);

    breaker.only_measure(at(99_500));
    assert_eq!(calls(&mut breaker, 99_500, "x"), State::MetricsOnly);
    let permit = start(&mut breaker, 99_500);
    let recorded = breaker.report(at(99_500), permit, Outcome::Failure);
    assert_eq!(recorded.would_open, Some(Cause::Row { failures: 2, threshold: 2 }));
    assert_eq!((breaker.state(), breaker.counts().err), (State::MetricsOnly, 2));
    // What was only measured is not held against the breaker afterwards.
    breaker.reset(at(99_500));
    assert_eq!(calls(&mut breaker, 99_500, "x"), State::Closed);
}

#[test]
fn isolation_ends_when_each_holder_has_released() {
    let mut breaker = breaker(plain());
    assert_eq!(breaker.isolate(at(0)).len(), 1);
    assert_eq!(breaker.isolate(at(0)).len(), 0);
    assert_eq!(breaker.release(at(0)), []);
    assert_eq!(breaker.admit(at(9_000)).decision.unwrap_err().state, State::Isolated);
    assert_eq!(breaker.release(at(9_000))[0].to, State::Closed);
    assert_eq!(breaker.release(at(9_000)), []);
}

#[test]
fn new_trip_rules_start_to_count_anew() {
    let mut breaker = breaker(plain());
    calls(&mut breaker, 0, "x");
    breaker.configure_trip(at(0), vec![Trip::Consecutive { failures: 2 }]).unwrap();
    assert_eq!(calls(&mut breaker, 0, "x"), State::Closed);
    let error = breaker.configure_trip(at(0), Vec::new()).unwrap_err();
    assert_eq!(error.to_string(), "trips is an empty list, but must be a list with one rule or more");
    assert_eq!(calls(&mut breaker, 0, "x"), State::Open);
}

#[test]
fn settings_that_make_no_sense_are_refused_by_name() {
    let refused = |settings: Settings| GeneralBreaker::new(settings).unwrap_err().field;
    let trip = |trip| Settings { trips: vec![trip], ..plain() };
    assert_eq!(refused(trip(Trip::Consecutive { failures: 0 })), "failures");
    assert_eq!(refused(trip(Trip::LastResults { failures: 4, of: 3 })), "failures");
    assert_eq!(refused(trip(Trip::Tumbling { interval: Duration::ZERO, rate: rate(50) })), "interval");
    assert_eq!(refused(trip(Trip::Tumbling { interval: ms(1), rate: rate(0) })), "rate");
    assert_eq!(refused(Settings { wait: Wait::List(Vec::new()), ..plain() }), "wait");
    let half_open = |half_open| refused(Settings { half_open, ..plain() });
    let rules = plain().half_open;
    assert_eq!(half_open(HalfOpen { reopen: Reopen::SampleFailed, ..rules }), "reopen");
    assert_eq!(half_open(HalfOpen { lease: Lease::For(Duration::ZERO), ..rules }), "lease");
    assert_eq!(half_open(HalfOpen { close: Close::ConsecutiveSuccesses(0), ..rules }), "successes");
    // Two successes and two failures of four decide nothing, and no fifth probe may go.
    let close = Close::Successes { needed: 3, of: None };
    let undecided = HalfOpen { probes: Probes::InAll(4), close, reopen: Reopen::Failures(3), ..rules };
    assert_eq!(half_open(undecided), "close");
    for accepted in [Probes::InAll(5), Probes::InAllEvenIfStuck(4), Probes::AtOnce(1)] {
        assert_eq!(HalfOpen { probes: accepted, ..undecided }.check(), Ok(()));
    }
}
