//! What is telling about each preset, by a short scenario.
#![expect(clippy::unwrap_used, reason = "a test may fail")]

use super::*;
use crate::policy::breaker::general::{Cause, Deadline, GeneralBreaker, State};
use crate::policy::breaker::{Outcome, Permit, RejectReason};
use crate::time::Instant;

struct Played(GeneralBreaker);

impl Played {
    fn of(preset: Preset) -> Self {
        Self::with(preset.settings())
    }

    fn with(settings: Settings) -> Self {
        Self(GeneralBreaker::new(settings).unwrap())
    }

    fn start(&mut self, millis: u64) -> Option<Permit> {
        self.0.admit(Instant::from_millis(millis)).decision.ok()
    }

    fn end(&mut self, millis: u64, permit: Option<Permit>, outcome: Outcome) -> State {
        let _ = self.0.report(Instant::from_millis(millis), permit.unwrap(), outcome);
        self.0.state()
    }

    /// A call a letter, each answered at once: `.` a success, `x` a failure, `o` ignored. The state after the last.
    fn calls(&mut self, millis: u64, outcomes: &str) -> State {
        for outcome in outcomes.chars() {
            let outcome = match outcome {
                '.' => Outcome::Success,
                'x' => Outcome::Failure,
                _ => Outcome::Ignored,
            };
            let permit = self.start(millis);
            self.end(millis, permit, outcome);
        }
        self.0.state()
    }
}

#[test]
fn every_preset_has_settings_that_are_accepted_a_name_and_a_sentence() {
    for preset in Preset::ALL {
        assert_eq!(preset.settings().check(), Ok(()), "{}", preset.name());
        assert!(preset.difference().ends_with('.') && !preset.difference().contains("  "), "{}", preset.difference());
    }
    assert!(Preset::ALL.is_sorted());
}

/// The guide's batch processor: 2 failures, 300 s, one probe in total, and two successes needed. After the first good
/// batch it refuses for ever, so the items are saved again and again.
#[test]
fn the_guides_batch_processor_never_closes_after_its_first_good_batch() {
    let mut breaker = Played::with(guide(2, 300, 1, 2));
    assert_eq!(breaker.calls(0, "xx"), State::Open);
    assert_eq!(breaker.calls(300_001, "."), State::HalfOpen);
    for hour in 1..=24 {
        assert!(breaker.start(300_001 + hour * 3_600_000).is_none(), "after {hour} hours");
    }
}

/// SysManage's settings for commands to agents: 3 failures, 30 s, 2 successes.
#[test]
fn sysmanages_agents_open_at_three_failures_and_close_after_two_successes() {
    let mut breaker = Played::with(sysmanage(3, 30, 2));
    // Good calls before, so that its other rule, more than half of 300 s, stays unmet.
    assert_eq!(breaker.calls(0, "....xx"), State::Closed);
    assert_eq!(breaker.calls(0, "x"), State::Open);
    assert!(breaker.start(29_999).is_none());
    assert_eq!(breaker.calls(30_000, "."), State::HalfOpen);
    assert_eq!(breaker.calls(30_000, "."), State::Closed);
}

/// The guide's `ResilientDatabaseClient`: 3 failures, 60 s, one probe that decides; a violated constraint is no
/// failure of the database and uses the probe up.
#[test]
fn the_guides_database_client_has_one_probe_and_an_excluded_error_takes_it() {
    let mut breaker = Played::with(guide(3, 60, 1, 1));
    assert_eq!(breaker.calls(0, "xxoo"), State::Closed);
    assert_eq!(breaker.calls(0, "x"), State::Open);
    assert_eq!(breaker.calls(60_001, "."), State::Closed);
    assert_eq!(breaker.calls(60_001, "xxx"), State::Open);
    assert_eq!(breaker.calls(120_002, "o"), State::HalfOpen);
    assert!(breaker.start(999_000).is_none(), "its only probe is gone");
}

#[test]
fn the_lecture_lets_any_number_probe_and_a_late_failure_makes_the_wait_longer() {
    let mut breaker = Played::of(Preset::Lecture);
    let late = breaker.start(0);
    assert_eq!(breaker.calls(0, "xxx"), State::Open);
    breaker.end(4_000, late, Outcome::Failure);
    assert!(breaker.start(8_999).is_none());
    let probes: Vec<_> = (0..5).map(|_| breaker.start(9_000)).collect();
    assert!(probes.iter().all(Option::is_some));
}

#[test]
fn with_the_skill_a_success_from_before_the_opening_ends_the_wait_at_once() {
    let mut breaker = Played::of(Preset::Skill);
    let late = breaker.start(0);
    assert_eq!(breaker.calls(0, "xxxxx"), State::Open);
    assert_eq!(breaker.end(100, late, Outcome::Success), State::Closed);
    // With the lecture it changes nothing.
    let mut breaker = Played::of(Preset::Lecture);
    let late = breaker.start(0);
    breaker.calls(0, "xxx");
    assert_eq!(breaker.end(100, late, Outcome::Success), State::Open);
}

#[test]
fn with_sysmanage_the_very_first_failure_of_all_opens() {
    let mut breaker = Played::of(Preset::SysManage);
    let permit = breaker.start(0).unwrap();
    let recorded = breaker.0.report(Instant::ZERO, permit, Outcome::Failure);
    let cause = Cause::Rate { failures: 1, calls: 1, rate: Share::percent(50), compare: Compare::Above };
    assert_eq!(recorded.transitions[0].cause, cause);
    // After one success the share of a failure is exactly a half, which is not above it.
    assert_eq!(Played::of(Preset::SysManage).calls(0, ".x"), State::Closed);
}

#[test]
fn sysmanage_measures_its_wait_from_the_start_of_the_call_that_failed() {
    let mut breaker = Played::of(Preset::SysManage);
    let slow = breaker.start(0);
    assert_eq!(breaker.end(60_000, slow, Outcome::Failure), State::Open);
    // The call took as long as the wait: no wait is left.
    assert!(breaker.start(60_000).is_some());
}

#[test]
fn sysmanages_window_outlasts_the_closing() {
    let mut breaker = Played::of(Preset::SysManage);
    assert_eq!(breaker.calls(0, "x"), State::Open);
    assert_eq!(breaker.calls(60_000, "..."), State::Closed);
    // 2 of 5 are not above a half, 3 of 6 neither; the fourth of seven is, though only the third in a row.
    assert_eq!(breaker.calls(60_000, "xx"), State::Closed);
    assert_eq!(breaker.calls(60_000, "x"), State::Open);
    // The probes count in the window too. Exactly 300 s later a result still counts, a moment after it does not.
    let mut breaker = Played::of(Preset::SysManage);
    breaker.calls(0, "..");
    assert_eq!(breaker.calls(300_000, "xx"), State::Closed);
    let mut breaker = Played::of(Preset::SysManage);
    breaker.calls(0, "..");
    assert_eq!(breaker.calls(300_001, "x"), State::Open);
}

#[test]
fn the_guide_never_recovers_with_more_successes_needed_than_probes_unless_one_fails_before() {
    let stuck = || {
        let mut breaker = Played::with(guide(1, 60, 3, 5));
        breaker.calls(0, "x");
        breaker
    };
    let mut breaker = stuck();
    assert_eq!(breaker.calls(60_001, "..."), State::HalfOpen);
    let month = 30 * 86_400_000;
    assert!(breaker.start(month).is_none());
    assert_eq!((breaker.0.state(), breaker.0.next_deadline()), (State::HalfOpen, None));

    // Its successes are counted on when it opens again.
    let mut breaker = stuck();
    assert_eq!(breaker.calls(60_001, "..x"), State::Open);
    assert_eq!(breaker.calls(120_002, "..."), State::Closed);
}

#[test]
fn the_guides_excluded_errors_use_up_its_probes() {
    let mut breaker = Played::of(Preset::Guide);
    breaker.calls(0, "xxxxx");
    assert!(breaker.start(60_000).is_none());
    assert_eq!(breaker.calls(60_001, "ooo"), State::HalfOpen);
    assert!(breaker.start(1_000_000).is_none());
}

#[test]
fn resilience4j_judges_nothing_before_100_calls_and_then_successes_too() {
    let mut breaker = Played::of(Preset::Resilience4j);
    assert_eq!(breaker.calls(0, &"x".repeat(99)), State::Closed);
    assert_eq!(breaker.calls(0, "."), State::Open);
    assert!(breaker.start(60_000).is_none());
    // Five of the ten probes are too many, but only the tenth decides.
    assert_eq!(breaker.calls(60_001, "xxxxx...."), State::HalfOpen);
    assert_eq!(breaker.calls(60_001, "."), State::Open);
}

#[test]
fn resilience4j_opens_for_slow_calls_alone() {
    let mut breaker = Played::of(Preset::Resilience4j);
    let slow: Vec<_> = (0..100).map(|_| breaker.start(0)).collect();
    for permit in slow {
        breaker.end(60_001, permit, Outcome::Success);
    }
    assert_eq!(breaker.0.state(), State::Open);
}

#[test]
fn polly_needs_a_tenth_of_100_calls_and_closes_after_an_outcome_that_it_does_not_handle() {
    let mut breaker = Played::of(Preset::Polly);
    assert_eq!(breaker.calls(0, &"x".repeat(99)), State::Closed);
    assert_eq!(breaker.calls(0, "x"), State::Open);
    assert_eq!(breaker.calls(5_000, "o"), State::Closed);
    let mut breaker = Played::of(Preset::Polly);
    assert_eq!(breaker.calls(0, &(".".repeat(90) + "xxxxxxxxx")), State::Closed);
    assert_eq!(breaker.calls(0, "x"), State::Open);
}

#[test]
fn failsafe_go_opens_at_one_failure_and_closes_at_one_success() {
    let mut breaker = Played::of(Preset::FailsafeGo);
    assert_eq!(breaker.calls(0, "....x"), State::Open);
    assert!(breaker.start(59_999).is_none());
    assert_eq!(breaker.calls(60_000, "."), State::Closed);
}

#[test]
fn cockatiel_stays_isolated_until_the_last_has_let_go() {
    let mut breaker = Played::of(Preset::Cockatiel);
    assert_eq!(breaker.calls(0, "xxxx"), State::Closed);
    breaker.0.isolate(Instant::ZERO);
    breaker.0.isolate(Instant::ZERO);
    breaker.0.release(Instant::ZERO);
    assert!(breaker.start(100_000).is_none());
    breaker.0.release(Instant::ZERO);
    assert_eq!(breaker.calls(100_000, "xxxx"), State::Closed);
    assert_eq!(breaker.calls(100_000, "x"), State::Open);
}

#[test]
fn opossum_opens_at_the_first_failure_turns_by_timer_and_keeps_its_window() {
    let mut breaker = Played::of(Preset::Opossum);
    assert_eq!(breaker.calls(0, "x"), State::Open);
    let turned = breaker.0.poll(Instant::from_millis(40_000));
    assert_eq!((turned[0].to, turned[0].at), (State::HalfOpen, Instant::from_millis(30_000)));
    // The failure that opened it is long out of the window; one that is in it still counts after closing.
    assert_eq!(breaker.calls(40_000, "."), State::Closed);
    assert_eq!(breaker.calls(40_000, "x"), State::Closed);
    assert_eq!(breaker.calls(40_000, "x"), State::Open);
}

#[test]
fn gobreaker_opens_at_the_sixth_failure_and_drops_results_of_another_generation() {
    let mut breaker = Played::of(Preset::Gobreaker);
    let late = breaker.start(0);
    assert_eq!(breaker.calls(0, "xxxxx"), State::Closed);
    assert_eq!(breaker.calls(0, "x"), State::Open);
    assert!(breaker.start(60_000).is_none());
    let probe = breaker.start(60_001);
    assert_eq!(breaker.end(60_001, late, Outcome::Success), State::HalfOpen);
    assert_eq!(breaker.end(60_001, probe, Outcome::Success), State::Closed);
}

#[test]
fn semian_counts_failures_whatever_succeeds_between_them() {
    let mut breaker = Played::of(Preset::Semian);
    let late = breaker.start(0);
    assert_eq!(breaker.calls(0, "x.....x.....x"), State::Open);
    breaker.end(9_000, late, Outcome::Failure);
    assert!(breaker.start(19_000).is_none());
    assert_eq!(breaker.calls(19_001, "."), State::Closed);
}

#[test]
fn hystrix_does_not_open_for_19_failures_of_19() {
    let mut breaker = Played::of(Preset::Hystrix);
    assert_eq!(breaker.calls(0, &"x".repeat(19)), State::Closed);
    assert_eq!(breaker.calls(400, "."), State::Closed, "it looks every half second");
    assert_eq!(breaker.0.next_deadline(), Some(Deadline::Opens(Instant::from_millis(500))));
    let opened = breaker.0.poll(Instant::from_millis(700));
    assert_eq!((opened[0].to, opened[0].at), (State::Open, Instant::from_millis(500)));
    assert!(breaker.start(5_500).is_none());
    assert_eq!(breaker.calls(5_501, "."), State::Closed);
    // The probe that closed it is the first call of the new window: 18 more do not make 20.
    assert_eq!(breaker.calls(5_600, &"x".repeat(18)), State::Closed);
    assert_eq!(breaker.0.next_deadline(), None);
    breaker.calls(5_600, "x");
    assert_eq!(breaker.0.next_deadline(), Some(Deadline::Opens(Instant::from_millis(6_001))), "from the closing on");
}

#[test]
fn hystrix_opens_without_a_further_call_as_old_successes_leave_its_window() {
    let mut breaker = Played::of(Preset::Hystrix);
    breaker.calls(100, &".".repeat(30));
    breaker.calls(9_000, &"x".repeat(25));
    // The successes are in the first bucket, which the look at 10.5 s no longer sees.
    assert_eq!(breaker.0.next_deadline(), Some(Deadline::Opens(Instant::from_millis(10_500))));
}

#[test]
fn opossum_divides_by_the_calls_fired_so_refused_ones_thin_out_the_next_failures() {
    let mut breaker = Played::of(Preset::Opossum);
    assert_eq!(breaker.calls(0, "x"), State::Open);
    for refused in 0..40 {
        assert!(breaker.start(20_000 + refused * 245).is_none());
    }
    breaker.0.poll(Instant::from_millis(30_000));
    assert_eq!(breaker.calls(30_000, "."), State::Closed);
    assert_eq!(breaker.calls(30_100, &"x".repeat(20)), State::Closed, "20 failures to 61 calls");
    // Calls under way are fired, too; and with the buckets of the refused ones gone, the next failure is too many.
    assert!(breaker.start(39_000).is_some());
    assert_eq!(breaker.calls(39_000, "x"), State::Open);
}

#[test]
fn pollys_slices_begin_with_a_result() {
    let played = |last: u64| {
        let mut breaker = Played::of(Preset::Polly);
        breaker.calls(1_000, &"x".repeat(99));
        breaker.calls(last, "x")
    };
    // The first slice began at 1 s, so it leaves the window at 31 s.
    assert_eq!((played(30_999), played(31_000)), (State::Open, State::Closed));
}

#[test]
fn cockatiels_late_results_tell_the_rule_alone_and_others_wait_for_its_probe() {
    let mut breaker = Played::of(Preset::Cockatiel);
    let (good, bad) = (breaker.start(0), breaker.start(0));
    assert_eq!(breaker.calls(1, "xxxxx"), State::Open);
    let probe = breaker.start(10_002);
    let waiting = breaker.0.admit(Instant::from_millis(10_002)).decision.unwrap_err();
    assert!(waiting.waits && waiting.reason == RejectReason::ProbesBusy);
    assert_eq!(breaker.end(10_003, good, Outcome::Success), State::HalfOpen);
    // The late success ended the row, so a late failure is the first of a new one; without it, the sixth would open.
    assert_eq!(breaker.end(10_004, bad, Outcome::Failure), State::HalfOpen);
    assert_eq!(breaker.end(15_002, probe, Outcome::Success), State::Closed);

    let mut breaker = Played::of(Preset::Cockatiel);
    let bad = breaker.start(0);
    breaker.calls(1, "xxxxx");
    let probe = breaker.start(10_002);
    assert_eq!(breaker.end(10_004, bad, Outcome::Failure), State::Open);
    // The probe decides nothing any more.
    assert_eq!(breaker.end(10_005, probe, Outcome::Success), State::Open);
}

#[test]
fn a_result_makes_gobreaker_half_open_too() {
    let mut breaker = Played::of(Preset::Gobreaker);
    let late = breaker.start(0);
    breaker.calls(0, "xxxxxx");
    assert_eq!(breaker.end(60_001, late, Outcome::Success), State::HalfOpen);
}

#[test]
fn sysmanages_window_reaches_back_from_the_start_of_the_call_that_is_counted() {
    let mut breaker = Played::of(Preset::SysManage);
    breaker.calls(0, "..");
    let slow = breaker.start(300_000);
    breaker.start(300_900);
    // Two successes of just 300 s ago still count for the call that started then.
    assert_eq!(breaker.end(301_000, slow, Outcome::Failure), State::Closed);
}

#[test]
fn probes_that_are_used_up_and_probes_under_way_are_told_apart() {
    for (preset, opening, millis, probes, reason) in [
        (Preset::Guide, "xxxxx", 60_001, 3, RejectReason::ProbesUsed),
        (Preset::Polly, &"x".repeat(100), 5_000, 1, RejectReason::ProbesBusy),
    ] {
        let mut breaker = Played::of(preset);
        assert_eq!(breaker.calls(0, opening), State::Open);
        for _ in 0..probes {
            assert!(breaker.start(millis).is_some());
        }
        let refused = breaker.0.admit(Instant::from_millis(millis)).decision.unwrap_err();
        assert_eq!(refused.reason, reason, "{}", preset.name());
    }
}
