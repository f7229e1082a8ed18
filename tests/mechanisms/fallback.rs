//! Fallbacks, partial results and the dead letter queue.

use std::fmt::Write as _;

use half_open::policy::FailureKind;
use half_open::policy::backoff::{Backoff, Growth, Jitter};
use half_open::policy::batch_processor::{self, Losing, Processor};
use half_open::policy::breaker::{Breaker, Deadline, Decision, Outcome, State};
use half_open::policy::cache::Cache;
use half_open::policy::dead_letter::{DeadLetters, Letter, WhenFull};
use half_open::policy::degrade::Batch;
use half_open::policy::fallback::{Covers, Ladder};
use half_open::policy::partial::{Counts, Partial};
use half_open::policy::retry::{Next, Retried, Retry};
use half_open::random::{Address, Purpose, draw};
use half_open::sim::event::{CallOutcome, Event};
use half_open::sim::input::Action;
use half_open::sim::layer::Layer;
use half_open::sim::layer::ladder::LadderLayer;
use half_open::sim::service::ServiceConfig;
use half_open::time::Instant;

use super::play::{breaker, callers, count, decided, number, play, seconds, service, summary, table, world};
use crate::golden;

fn ladder(full: f64) -> Ladder {
    let ladder = Ladder::new(seconds(full)).expect("a valid limit");
    let ladder = ladder.with_degraded(vec!["replica"], seconds(0.2)).expect("a valid limit");
    ladder.with_cache().with_default().covering(Covers::Every)
}

fn layer(ladder: Ladder, replica_failure: f64, replica_latency: f64) -> Box<dyn Layer> {
    let latency = seconds(replica_latency);
    let replica = ServiceConfig::new(2, "S1 replica", replica_failure, latency);
    let cache = Cache::new(seconds(1.0), seconds(1.5), 8).expect("a valid cache");
    Box::new(LadderLayer::new(ladder, vec![replica], cache, 20.0).expect("as many ways"))
}

#[test]
fn every_step_of_the_ladder_is_visible_in_the_result() {
    let inputs = [(1.5, Action::Kill { service: 1 }), (6.0, Action::Recover { service: 1 })];
    let world = world(service(0.1, 0.1), vec![layer(ladder(1.0), 0.7, 0.05)], callers(1, 0.4, 0));
    let records = play(1, &world, &inputs, 7.0);
    for rule in ["served_degraded", "served_cached", "served_default"] {
        assert!(count(&records, |event| decided(event, "fallback", rule)) > 0, "{rule}");
    }
    let text = "A service that is down from 1.5 s to 6 s; its replica fails 70 % of the time. What was answered last is\n\
                fresh for 1 s and served after a failure for 1.5 s more; then the default value.\n\n";
    golden("fallback", &format!("{text}{}\n{}", table(&records), summary(&records)));
}

#[test]
fn full_service_is_given_up_at_its_limit_and_a_slow_replica_at_its_own() {
    let world = world(service(0.0, 0.5), vec![layer(ladder(0.3), 0.0, 0.25)], callers(1, 0.1, 3));
    let records = play(1, &world, &[], 60.0);
    assert_eq!(count(&records, |event| matches!(event, Event::AttemptCancelled { .. })), 3);
    assert_eq!(count(&records, |event| decided(event, "fallback", "degraded_missed")), 3);
    assert_eq!(count(&records, |event| decided(event, "fallback", "served_default")), 3);
    let fell_back = CallOutcome::FellBack { kind: FailureKind::Timeout };
    assert_eq!(count(&records, |event| matches!(event, Event::CallEnded { outcome, .. } if *outcome == fell_back)), 3);
    // 0.3 s of full service, 0.2 s of the replica.
    let ends = records.iter().find(|record| matches!(record.event, Event::CallEnded { .. })).map(|record| record.at);
    assert_eq!(ends, Some(Instant::from_millis(500)));
}

#[test]
fn a_failure_that_is_not_covered_or_has_no_step_below_stays_what_it_was() {
    let bare = Ladder::new(seconds(1.0)).expect("a valid limit");
    let cache = || Cache::new(seconds(1.0), seconds(1.0), 1).expect("a valid cache");
    for ladder in [bare.clone(), bare.with_default().covering(Covers::Refusals)] {
        let layer = LadderLayer::new(ladder, vec![], cache(), 0.0).expect("as many ways");
        let records = play(1, &world(service(1.0, 0.1), vec![Box::new(layer)], callers(1, 0.1, 3)), &[], 60.0);
        let failed = CallOutcome::Failed { kind: FailureKind::Connection, reason: None };
        assert_eq!(count(&records, |event| matches!(event, Event::CallEnded { outcome, .. } if *outcome == failed)), 3);
        assert_eq!(count(&records, |event| decided(event, "fallback", "error")), 3);
    }
    let refused = LadderLayer::new(ladder(1.0), vec![], cache(), 0.0).expect_err("a replica is missing");
    assert_eq!(refused.field, "ways");
}

#[test]
fn a_cache_serves_fresh_then_stale_after_a_failure_then_nothing() {
    let mut cache = Cache::new(seconds(300.0), seconds(60.0), 8).expect("a valid cache");
    let mut text = String::from(
        "Stored at 0 s; fresh for 300 s, after a failure served for 60 s more.\n\n\
         \x20     s  to spare a call                        after a failure\n",
    );
    cache.store(Instant::ZERO, "key", "answer");
    for millis in [0, 150_000, 300_000, 300_001, 330_000, 360_000, 360_001] {
        let at = Instant::from_millis(millis);
        let shown = |found: Result<half_open::policy::cache::Found<&&str>, _>| match found {
            Ok(found) => {
                let age = number(found.age.as_secs_f64());
                found.stale.map_or_else(
                    || format!("fresh, {age} s old"),
                    |stale| format!("stale by {} s, {age} s old", number(stale.as_secs_f64())),
                )
            }
            Err(half_open::policy::cache::Missing::Absent) => "absent".to_owned(),
            Err(half_open::policy::cache::Missing::TooOld { age, limit }) => {
                format!("too old: {} s of {} s", number(age.as_secs_f64()), number(limit.as_secs_f64()))
            }
        };
        let spared = shown(cache.fresh(at, &"key"));
        let after = shown(cache.after_failure(at, &"key"));
        writeln!(text, "{:>7}  {spared:<37}  {after}", number(at.seconds())).expect("a string takes all");
    }
    let counts = cache.counts();
    writeln!(text, "\nfresh {}, stale {}, missing {}", counts.fresh, counts.stale, counts.missing)
        .expect("a string takes all");
    golden("cache", &text);
}

#[test]
fn partial_results_need_enough_and_say_what_is_missing() {
    let rule = Partial::default();
    let mut text = String::from(
        "Batches of six reads, each failing 45 % of the time; half have to succeed. The verdict as the reads come in,\n\
         and what is missing in the end.\n\nbatch  reads   verdict after each read, from the third on\n",
    );
    for batch in 1..=6_u64 {
        let (mut parts, mut reads, mut verdicts) = (Batch::new(6), String::new(), Vec::new());
        let mut counts = Counts { succeeded: 0, failed: 0, total: 6 };
        for part in 0..6_u32 {
            let address = Address { service: part, caller: 0, call: batch, attempt: 1 };
            let fails = draw(1, Purpose::Failure, address) < 0.45;
            parts.report(part as usize, if fails { Err(FailureKind::Connection) } else { Ok(part) });
            if fails {
                counts.failed += 1;
            } else {
                counts.succeeded += 1;
            }
            reads.push(if fails { 'x' } else { '.' });
            verdicts.push(format!("{:?}", rule.judge(counts)));
        }
        writeln!(text, "{batch:5}  {reads}  {}", verdicts[2..].join(", ")).expect("a string takes all");
        let result = parts.finish();
        writeln!(text, "               {} of 6, missing {:?}", result.available, result.unavailable)
            .expect("a string takes all");
    }
    golden("partial", &text);
}

/// Commands to a service that is down from 4 s to 10 s, each tried twice; what fails goes into the queue, which is
/// replayed every 4 s.
#[test]
fn dead_letters_are_kept_replayed_and_never_lost_silently() {
    let backoff = Backoff::new(Growth::Constant, seconds(0.1), seconds(1.0), Jitter::None).expect("a valid backoff");
    let retry = Retry::new(2, backoff, Retried::Transient).expect("a valid retry");
    let mut queue = DeadLetters::new(3, 2, WhenFull::RefuseNew).expect("a valid queue");
    let down = |second: u64| (4..10).contains(&second);
    let mut text = String::from(
        "A command each second, tried twice; the service is down from 4 s to 10 s. The queue holds 3 and is replayed at\n\
         8 s, 12 s and 16 s; a letter is tried again at most twice.\n\n  s  what\n",
    );
    let mut done = 0;
    for second in 1..=16_u64 {
        let at = Instant::from_millis(second * 1_000);
        if second % 4 == 0 && second > 4 {
            for letter in queue.replay(2) {
                let Letter { item, replays, .. } = letter;
                let came = if down(second) {
                    format!("{:?}", queue.put_back(letter, FailureKind::Unavailable))
                } else {
                    done += 1;
                    "Done".to_owned()
                };
                writeln!(text, "{second:3}  command {item} again, replay {}: {came}", replays + 1)
                    .expect("it takes all");
            }
        }
        if second > 10 {
            continue;
        }
        let mut course = retry.begin();
        let failed = down(second)
            && loop {
                if let Next::GiveUp(_) = retry.on_failure(&mut course, FailureKind::Unavailable, 0.0) {
                    break true;
                }
            };
        if failed {
            let came = queue.put(at, second, FailureKind::Unavailable);
            writeln!(text, "{second:3}  command {second} fails {} times: {came:?}", course.attempt())
                .expect("it takes all");
        } else {
            done += 1;
            writeln!(text, "{second:3}  command {second} is done").expect("it takes all");
        }
    }
    let counts = queue.counts();
    writeln!(
        text,
        "\ndone {done}, came {}, replayed {}, came back {}, refused {}, given up {}, waiting {}",
        counts.came,
        counts.replayed,
        counts.came_back,
        counts.refused,
        counts.given_up,
        queue.len()
    )
    .expect("a string takes all");
    assert_eq!(done + counts.refused + counts.given_up + queue.len() as u64, 10);
    golden("dead_letter", &text);
}

/// The guide's example: 1000 items in batches of 50 behind a breaker that opens after two failed batches.
#[test]
fn a_batch_processor_saves_what_it_could_not_do_and_retries_in_smaller_batches() {
    let mut text = String::from(
        "1000 items in batches of 50. Each item fails 5 % of the time, 90 % from item 300 on in the first run; a batch\n\
         gives up when more than half of it has failed. The breaker opens after two failed batches, for 300 s.\n",
    );
    for (losing, name) in [(Losing::Nothing, "nothing is lost"), (Losing::PartlyFailed, "as in the guide's code")] {
        let mut breaker = Breaker::new(breaker(2, 300.0, 2)).expect("valid settings");
        let mut processor = Processor::new(50, losing).expect("a valid size");
        processor.begin((0..1_000_u32).collect());
        writeln!(text, "\n{name}\nat s  batch  size  status       processed  saved  lost").expect("a string takes all");
        for (run, start) in [(0_u32, 0_u64), (1, 60), (2, 310)] {
            let at = Instant::from_millis(start * 1_000);
            if run > 0 {
                let waits = matches!(breaker.next_deadline(), Some(Deadline::ProbeDue(due)) if due > at);
                let came = processor.retry(breaker.state() == State::Open && waits);
                writeln!(text, "{start:4}  retry: {came:?}").expect("a string takes all");
                if !matches!(came, batch_processor::Retry::Begun { .. }) {
                    continue;
                }
            }
            while let Some(batch) = processor.next_batch() {
                let items = batch.to_vec();
                let outcome = match breaker.admit(at).decision {
                    Decision::Rejected(_) => batch_processor::Outcome::CircuitOpen,
                    Decision::Admitted(permit) => {
                        let outcome = work(&items, run);
                        let good = matches!(outcome, batch_processor::Outcome::Worked { .. });
                        let _ = breaker.report(at, permit, if good { Outcome::Success } else { Outcome::Failure });
                        outcome
                    }
                };
                processor.report(&outcome);
                let told = |text: &mut String, detail: &batch_processor::Detail, size: usize| {
                    let status = format!("{:?}", detail.status);
                    let batch_processor::Detail { batch, processed, saved, lost, .. } = *detail;
                    writeln!(text, "{start:4}  {batch:5}  {size:4}  {status:<11}  {processed:9}  {saved:5}  {lost:4}")
                        .expect("a string takes all");
                };
                let details = &processor.totals().details;
                let new = if outcome == batch_processor::Outcome::CircuitOpen { 2 } else { 1 };
                for detail in &details[details.len().saturating_sub(new)..] {
                    let size = usize::try_from(detail.processed + detail.saved + detail.lost).expect("a small number");
                    told(&mut text, detail, size);
                }
            }
            let report = processor.totals();
            assert_eq!(report.processed + report.saved + report.lost, report.given);
            writeln!(
                text,
                "{start:4}  given {}, processed {}, failed {}, refusals {}, saved {}, lost {}",
                report.given, report.processed, report.failed, report.circuit_trips, report.saved, report.lost
            )
            .expect("a string takes all");
        }
    }
    golden("batch_processor", &text);
}

fn work(items: &[u32], run: u32) -> batch_processor::Outcome {
    let mut failed = Vec::new();
    for (place, &item) in items.iter().enumerate() {
        let rate = if run == 0 && item >= 300 { 0.9 } else { 0.05 };
        let address = Address { service: 1, caller: 0, call: u64::from(item), attempt: run };
        if draw(1, Purpose::Failure, address) < rate {
            failed.push(place);
            if batch_processor::gives_up(failed.len() as u64, items.len() as u64) {
                return batch_processor::Outcome::Error;
            }
        }
    }
    batch_processor::Outcome::Worked { failed }
}
