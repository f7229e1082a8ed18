//! The exact behaviour of bulkheads, after SysManage's figures.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use super::*;

fn at(seconds: u64) -> Instant {
    Instant::from_millis(seconds * 1_000)
}

fn bulkhead(limit: u32, queue: u32, isolation: Isolation, queueing: Queueing) -> Bulkhead {
    let max_wait = Duration::from_secs(5);
    Bulkhead::new(Settings { limit, queue, max_wait, isolation, queueing, ..Settings::default() }).unwrap()
}

/// Asks this many times at the start: how many run, wait and are rejected.
fn crowd(bulkhead: &mut Bulkhead, count: u32) -> (u32, u32, u32) {
    let mut came = (0, 0, 0);
    for _ in 0..count {
        match bulkhead.admit(Instant::ZERO).1 {
            Decision::Runs(_) => came.0 += 1,
            Decision::Waits { .. } => came.1 += 1,
            Decision::Rejected(_) => came.2 += 1,
        }
    }
    came
}

fn runs(bulkhead: &mut Bulkhead, now: Instant) -> Started {
    match bulkhead.admit(now).1 {
        Decision::Runs(started) => started,
        other => panic!("{other:?}"),
    }
}

fn waits(bulkhead: &mut Bulkhead, now: Instant) -> Ticket {
    match bulkhead.admit(now).1 {
        Decision::Waits { ticket, .. } => ticket,
        other => panic!("{other:?}"),
    }
}

#[test]
fn each_level_has_its_limit_and_the_queue_takes_the_rest() {
    let well = Isolation::Adaptive(JudgedBy::Results { last: 20 });
    for (isolation, at_once) in [(Isolation::Strict, 10), (Isolation::Shared, 12), (well, 11)] {
        let mut bulkhead = bulkhead(10, 5, isolation, Queueing::Bounded);
        assert_eq!(crowd(&mut bulkhead, 30), (at_once, 5, 30 - 5 - at_once), "{isolation:?}");
        let full = Full { active: at_once, limit: at_once, waiting: 5, queue: 5 };
        assert_eq!(bulkhead.admit(Instant::ZERO).1, Decision::Rejected(full));
    }
}

#[test]
fn the_documented_code_never_uses_its_queue() {
    let documented = |isolation| bulkhead(10, 100, isolation, Queueing::AsDocumented);
    assert_eq!(crowd(&mut documented(Isolation::Strict), 200), (10, 0, 190));
    assert_eq!(crowd(&mut documented(Isolation::Shared), 200), (10, 190, 0));
    assert_eq!(crowd(&mut documented(Isolation::Adaptive(JudgedBy::Rejections)), 200), (10, 190, 0));
    assert_eq!(crowd(&mut bulkhead(10, 0, Isolation::Strict, Queueing::AsDocumented), 5), (0, 0, 5));
    let mut shared = documented(Isolation::Shared);
    crowd(&mut shared, 11);
    assert_eq!((shared.next_deadline(), shared.poll(Instant::MAX)), (None, Changes::default()));
}

#[test]
fn who_waits_comes_first_in_first_out_and_nobody_passes() {
    let mut bulkhead = bulkhead(1, 3, Isolation::Strict, Queueing::Bounded);
    let first = runs(&mut bulkhead, at(0)).ticket;
    let (second, third) = (waits(&mut bulkhead, at(1)), waits(&mut bulkhead, at(2)));
    let changes = bulkhead.release(at(3), first, Outcome::Success);
    let started = Started { ticket: second, waited: Duration::from_secs(2), until: at(33), active: 1, limit: 1 };
    assert_eq!(changes.started, [started]);
    let changes = bulkhead.release(at(4), second, Outcome::Failure);
    assert_eq!(changes.started[0].ticket, third);
    assert_eq!(bulkhead.release(at(4), second, Outcome::Failure), Changes::default());
}

#[test]
fn a_wait_ends_at_its_limit_and_one_who_gives_up_leaves_the_queue() {
    let mut bulkhead = bulkhead(1, 3, Isolation::Strict, Queueing::Bounded);
    let first = runs(&mut bulkhead, at(0)).ticket;
    let (second, third) = (waits(&mut bulkhead, at(1)), waits(&mut bulkhead, at(2)));
    assert_eq!(bulkhead.next_deadline(), Some(at(6)));
    assert_eq!(bulkhead.release(at(3), third, Outcome::Cancelled), Changes::default());
    // At the very moment of its limit the place comes too late for it.
    let changes = bulkhead.release(at(6), first, Outcome::Success);
    let expired = Expired { ticket: second, waited: Duration::from_secs(5) };
    assert_eq!(changes, Changes { expired: vec![expired], started: vec![] });
    let stats = bulkhead.stats();
    assert_eq!((stats.total, stats.expired, stats.active, stats.waiting), (3, 1, 0, 0));
    assert!((stats.rejection_rate() - 1.0 / 3.0).abs() < 1e-12);
}

#[test]
fn an_adaptive_one_takes_less_after_failures_and_more_again_after_successes() {
    let isolation = Isolation::Adaptive(JudgedBy::Results { last: 10 });
    let mut bulkhead = bulkhead(10, 0, isolation, Queueing::Bounded);
    assert_eq!(bulkhead.limit(), 11);
    let one = |bulkhead: &mut Bulkhead, outcome| {
        let ticket = runs(bulkhead, at(0)).ticket;
        let _ = bulkhead.release(at(0), ticket, outcome);
    };
    one(&mut bulkhead, Outcome::Cancelled);
    assert_eq!(bulkhead.limit(), 11);
    one(&mut bulkhead, Outcome::Failure);
    assert_eq!(bulkhead.limit(), 8);
    (0..9).for_each(|_| one(&mut bulkhead, Outcome::Success));
    assert_eq!(bulkhead.limit(), 8, "nine of ten is not more than 90 %");
    one(&mut bulkhead, Outcome::Success);
    assert_eq!(bulkhead.limit(), 11);
}

#[test]
fn judged_by_rejections_it_stays_low_after_the_load_has_gone() {
    let isolation = Isolation::Adaptive(JudgedBy::Rejections);
    let mut bulkhead = bulkhead(10, 0, isolation, Queueing::Bounded);
    assert_eq!(crowd(&mut bulkhead, 20), (11, 0, 9));
    assert_eq!(bulkhead.limit(), 8);
    for number in 0..11 {
        let _ = bulkhead.release(at(1), Ticket(number), Outcome::Success);
    }
    // Nine rejections need more than ninety calls in total before the limit is high again.
    for calls in 21..=91 {
        assert_eq!(bulkhead.limit(), 8, "{calls}");
        let ticket = runs(&mut bulkhead, at(2)).ticket;
        let _ = bulkhead.release(at(2), ticket, Outcome::Success);
    }
    assert_eq!(bulkhead.limit(), 11);
}

#[test]
fn a_higher_limit_lets_those_who_wait_run_at_the_next_decision() {
    let mut bulkhead = bulkhead(1, 3, Isolation::Strict, Queueing::Bounded);
    let _ = runs(&mut bulkhead, at(0));
    let second = waits(&mut bulkhead, at(0));
    let wider = Settings { limit: 2, ..*bulkhead.settings() };
    bulkhead.configure(wider).unwrap();
    let changes = bulkhead.poll(at(1));
    assert_eq!(changes.started.iter().map(|started| started.ticket).collect::<Vec<_>>(), [second]);
}

#[test]
fn what_makes_no_sense_is_refused_by_name() {
    let good = Settings::default();
    for (settings, field) in [
        (Settings { limit: 0, ..good }, "limit"),
        (Settings { run_limit: Duration::ZERO, ..good }, "run_limit"),
        (Settings { max_wait: Duration::ZERO, ..good }, "max_wait"),
        (Settings { isolation: Isolation::Adaptive(JudgedBy::Results { last: 0 }), ..good }, "last"),
    ] {
        assert_eq!(Bulkhead::new(settings).unwrap_err().field, field);
    }
    assert!(Bulkhead::new(Settings { max_wait: Duration::ZERO, queue: 0, ..good }).is_ok());
}
