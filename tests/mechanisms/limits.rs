//! Bulkheads, pools, rate limits, throttles and injected failures.

use std::fmt::Write as _;

use half_open::policy::bulkhead::{Bulkhead, Decision, Isolation, JudgedBy, Outcome, Queueing, Settings, Ticket};
use half_open::policy::pool::{self, Condition, Key, Pool};
use half_open::policy::rate_limit::{self, Gcra, Rate, Refill, TokenBucket};
use half_open::policy::share::Share;
use half_open::policy::shed::{Criticality, Shedder};
use half_open::policy::throttle;
use half_open::policy::timeout::Timeout;
use half_open::sim::event::{Event, Record};
use half_open::sim::input::Action;
use half_open::sim::layer::Layer;
use half_open::sim::layer::bulkhead::BulkheadLayer;
use half_open::sim::layer::rate_limit::{Limiter, RateLimitLayer};
use half_open::sim::layer::shed::ShedLayer;
use half_open::sim::layer::throttle::ThrottleLayer;
use half_open::sim::layer::timeout::TimeoutLayer;
use half_open::time::Instant;

use super::play::{callers, count, decided, number, play, seconds, service, summary, table, world};
use crate::golden;

fn bulkhead(limit: u32, queue: u32, max_wait: f64, run_limit: f64) -> Settings {
    let (max_wait, run_limit) = (seconds(max_wait), seconds(run_limit));
    Settings { limit, queue, max_wait, run_limit, ..Settings::default() }
}

fn layer(settings: Settings) -> Box<dyn Layer> {
    Box::new(BulkheadLayer::new(settings).expect("valid settings"))
}

#[test]
fn bulkhead_queues_and_lets_the_next_one_run_when_another_ends() {
    let world = world(service(0.2, 0.3), vec![layer(bulkhead(2, 2, 0.25, 30.0))], callers(6, 0.4, 14));
    let records = play(1, &world, &[], 60.0);
    let text = "Six callers, two at a time, two may wait, each at most 0.25 s; a call takes 0.3 s.\n\n";
    golden("bulkhead", &format!("{text}{}\n{}", table(&records), summary(&records)));
}

/// At most `limit` attempts are ever under way.
fn most_at_once(records: &[Record]) -> usize {
    let (mut now, mut most) = (0_usize, 0);
    for record in records {
        match record.event {
            Event::AttemptStarted { .. } => now += 1,
            Event::AttemptEnded { .. } | Event::AttemptCancelled { .. } => now -= 1,
            _ => {}
        }
        most = most.max(now);
    }
    most
}

#[test]
fn a_bulkhead_never_has_more_attempts_inside_and_serves_them_in_order() {
    for (limit, queue) in [(1, 0), (1, 5), (3, 2), (4, 40)] {
        let world = world(service(0.3, 0.3), vec![layer(bulkhead(limit, queue, 0.7, 30.0))], callers(20, 0.1, 300));
        let records = play(7, &world, &[], 600.0);
        assert_eq!(most_at_once(&records), limit as usize);
        let (mut queued, mut ended) = (Vec::new(), 0);
        for record in &records {
            match &record.event {
                Event::Decided(decided) if decided.rule == "queued" => queued.push(decided.call),
                Event::Decided(decided) if decided.rule == "waited_too_long" => {
                    queued.retain(|call| *call != decided.call);
                }
                Event::Decided(decided) if decided.rule == "admitted" && queued.contains(&decided.call) => {
                    assert_eq!(queued.remove(0), decided.call);
                }
                Event::CallEnded { .. } => ended += 1,
                _ => {}
            }
        }
        assert_eq!(ended, 300);
    }
}

#[test]
fn a_call_that_runs_too_long_or_is_given_up_leaves_its_place_to_the_next() {
    let slow = service(0.0, 0.3);
    let overrun = play(1, &world(slow.clone(), vec![layer(bulkhead(1, 9, 9.0, 0.2))], callers(3, 1.0, 6)), &[], 60.0);
    assert_eq!(count(&overrun, |event| decided(event, "bulkhead", "ran_too_long")), 6);
    assert_eq!(count(&overrun, |event| matches!(event, Event::AttemptCancelled { .. })), 6);
    assert_eq!(most_at_once(&overrun), 1);
    let timeout = Timeout::new(seconds(0.45)).expect("a valid timeout");
    let layers: Vec<Box<dyn Layer>> = vec![Box::new(TimeoutLayer::new(timeout)), layer(bulkhead(1, 9, 9.0, 9.0))];
    let given_up = play(1, &world(slow, layers, callers(3, 1.0, 6)), &[], 60.0);
    // The first is served in time, the second is not, and its end lets the third out at the moment of its own.
    assert_eq!(count(&given_up, |event| matches!(event, Event::AttemptCancelled { .. })), 4);
    assert_eq!(count(&given_up, |event| matches!(event, Event::TimedOut { .. })), 4);
    assert_eq!(count(&given_up, |event| matches!(event, Event::AttemptEnded { .. })), 2);
    assert_eq!(most_at_once(&given_up), 1);
}

/// What happens to a crowd: run, wait and are rejected at once; then nine tenths of those that run fail, and a second
/// crowd comes.
fn crowds(isolation: Isolation, queueing: Queueing) -> String {
    let settings = Settings { isolation, queueing, queue: 5, ..Settings::default() };
    let mut bulkhead = Bulkhead::new(settings).expect("valid settings");
    let mut line = String::new();
    for round in 0..2 {
        let (mut runs, mut waits, mut rejected) = (0, 0, 0);
        let mut running: Vec<Ticket> = Vec::new();
        for _ in 0..30 {
            match bulkhead.admit(Instant::from_millis(round * 100_000)).1 {
                Decision::Runs(started) => {
                    running.push(started.ticket);
                    runs += 1;
                }
                Decision::Waits { .. } => waits += 1,
                Decision::Rejected(_) => rejected += 1,
            }
        }
        write!(line, "  {runs:4} {waits:5} {rejected:8}").expect("a string takes all");
        let later = Instant::from_millis(round * 100_000 + 90_000);
        let mut turn = 0;
        while let Some(ticket) = running.pop() {
            let came = if turn % 10 == 0 { Outcome::Success } else { Outcome::Failure };
            running.extend(bulkhead.release(later, ticket, came).started.iter().map(|started| started.ticket));
            turn += 1;
        }
    }
    write!(line, "  {:>7}", number(100.0 * bulkhead.stats().rejection_rate())).expect("a string takes all");
    line
}

#[test]
fn the_levels_of_isolation_beside_each_other() {
    let mut text = String::from(
        "Ten at a time, five may wait. Thirty calls come at once; 90 s later all that ran end, nine of ten badly; then\n\
         thirty more.\n\n\
         isolation                 queue          runs waits rejected  runs waits rejected  rejected, %\n",
    );
    let levels = [
        ("strict", Isolation::Strict),
        ("shared", Isolation::Shared),
        ("adaptive, last 20 results", Isolation::Adaptive(JudgedBy::Results { last: 20 })),
        ("adaptive, rejections", Isolation::Adaptive(JudgedBy::Rejections)),
    ];
    for (queueing, name) in [(Queueing::Bounded, "queues"), (Queueing::AsDocumented, "as documented")] {
        for (level, isolation) in levels {
            writeln!(text, "{level:<25} {name:<13}{}", crowds(isolation, queueing)).expect("a string takes all");
        }
    }
    golden("bulkhead_levels", &text);
}

enum Do {
    Acquire(usize),
    Release(pool::Id, Condition),
    Sweep,
}

#[test]
fn a_pool_reuses_limits_ages_and_recycles() {
    let settings =
        pool::Settings { total: 3, per_key: 2, keep_alive: seconds(60.0), max_uses: 100, cleanup_threshold: 1 };
    let mut pool = Pool::new(settings).expect("valid settings");
    let key = |host: &str, limit: f64| Key { host: host.to_owned(), timeout: seconds(limit) };
    let keys = [("db, 30 s", key("db", 30.0)), ("db, 10 s", key("db", 10.0)), ("mail, 10 s", key("mail", 10.0))];
    let at = |seconds: u64| Instant::from_millis(seconds * 1_000);
    let mut text = String::from("At most 3 connections, 2 for a key; idle ones are kept for 60 s.\n\n  s  what\n");
    let mut tell = |second: u64, what: String, pool: &Pool| {
        let usage = pool.usage();
        writeln!(
            text,
            "{second:3}  {what:<86} {} in use, {} idle, {} %",
            usage.in_use,
            usage.idle,
            number(usage.percent())
        )
        .expect("a string takes all");
    };
    let acquired = [(0, 0), (0, 0), (0, 0), (1, 1), (1, 2)].map(|(second, which)| (second, Do::Acquire(which)));
    let rest = [
        (2, Do::Release(1, Condition::Good)),
        (2, Do::Acquire(2)),
        (3, Do::Release(2, Condition::Closed)),
        (4, Do::Acquire(0)),
        (5, Do::Release(5, Condition::Closed)),
        (6, Do::Acquire(0)),
        (7, Do::Release(6, Condition::Good)),
        (30, Do::Sweep),
        (31, Do::Release(3, Condition::Good)),
        (32, Do::Release(4, Condition::Good)),
        (32, Do::Release(4, Condition::Good)),
        (40, Do::Acquire(1)),
        (60, Do::Sweep),
        (90, Do::Sweep),
        (92, Do::Sweep),
    ];
    for (second, what) in acquired.into_iter().chain(rest) {
        let done = match what {
            Do::Acquire(which) => format!("acquire {}: {:?}", keys[which].0, pool.acquire(at(second), &keys[which].1)),
            Do::Release(id, condition) => {
                format!("release {id}, {condition:?}: {:?}", pool.release(at(second), id, condition))
            }
            Do::Sweep => format!("sweep: {:?}", pool.poll(at(second))),
        };
        tell(second, done, &pool);
    }
    golden("pool", &text);
}

#[test]
fn a_rate_limit_says_when_to_come_back() {
    let rate = Rate::per_second(2).expect("a valid rate");
    let gcra = Limiter::Gcra(Gcra::new(rate, 3).expect("a valid burst"));
    let world = world(service(0.0, 0.05), vec![Box::new(RateLimitLayer::new(gcra))], callers(1, 0.1, 16));
    let records = play(1, &world, &[], 60.0);
    let text = "Two calls a second, bursts of three; one caller asks 0.1 s after each outcome.\n\n";
    golden("rate_limit", &format!("{text}{}\n{}", table(&records), summary(&records)));
}

#[test]
fn a_bucket_and_gcra_decide_alike_and_a_window_lets_twice_the_burst_through() {
    let rate = Rate::per_second(5).expect("a valid rate");
    let mut gcra = Gcra::new(rate, 5).expect("a valid burst");
    let bucket = |refill| TokenBucket::new(rate, 5, 5, refill).expect("a valid bucket");
    let (mut smooth, mut stepped) = (bucket(Refill::Smooth), bucket(Refill::EachPeriod));
    let mut text = String::from("Five a second, bursts of five, one call each 50 ms: let through in each 200 ms.\n\n");
    writeln!(text, "   ms  gcra  bucket  window").expect("a string takes all");
    let through = |decision| u32::from(matches!(decision, rate_limit::Decision::Admitted { .. }));
    for start in (800..2_400).step_by(200) {
        let mut counts = [0; 3];
        for millis in (start..start + 200).step_by(50) {
            let at = Instant::from_millis(millis);
            counts[0] += through(gcra.admit(at));
            counts[1] += through(smooth.admit(at));
            counts[2] += through(stepped.admit(at));
        }
        writeln!(text, "{start:5}  {:4}  {:6}  {:6}", counts[0], counts[1], counts[2]).expect("a string takes all");
    }
    golden("token_bucket", &text);
}

#[test]
fn a_throttle_rejects_by_itself_while_the_service_rejects_much() {
    let inputs = [(30.0, Action::Kill { service: 1 }), (90.0, Action::Recover { service: 1 })];
    let runs = [1.0, 0.9].map(|cap| {
        let settings = throttle::Settings::new(seconds(30.0), 2.0, cap).expect("valid settings");
        let world = world(service(0.0, 0.01), vec![Box::new(ThrottleLayer::new(settings))], callers(10, 0.99, 0));
        play(1, &world, &inputs, 180.0)
    });
    let mut text = String::from(
        "Ten callers, about ten calls a second; K = 2 over 30 s. The service is down from 30 s to 90 s. Without a cap a\n\
         recovered service is hardly ever asked; with one of 0.9 a tenth of the calls finds it soon.\n\n\
         \x20              without a cap                            cap 0.9\n\
         from s  calls  sent  accepted  rejected  probability    sent  accepted  rejected  probability\n",
    );
    for start in (0..180).step_by(10) {
        let from = Instant::from_millis(start * 1_000);
        let span = from..from.after(seconds(10.0));
        write!(text, "{start:6}").expect("a string takes all");
        for (index, records) in runs.iter().enumerate() {
            let part: Vec<Record> = records.iter().filter(|record| span.contains(&record.at)).copied().collect();
            let of = |wanted: fn(&Event) -> bool| count(&part, wanted);
            if index == 0 {
                write!(text, "  {:5}", of(|event| matches!(event, Event::CallStarted { .. }))).expect("it takes all");
            }
            let last = part.iter().rev().find_map(|record| match &record.event {
                Event::Decided(decided) => decided.numbers.first().map(|(_, value)| *value),
                _ => None,
            });
            let numbers = [
                of(|event| matches!(event, Event::AttemptStarted { .. })),
                of(|event| matches!(event, Event::AttemptEnded { value: Some(_), .. })),
                of(|event| decided(event, "throttle", "too_few_accepted")),
            ];
            let probability = last.map_or_else(String::new, number);
            let [sent, accepted, rejected] = numbers;
            let gap = if index == 0 { "" } else { "  " };
            write!(text, "{gap}  {sent:4}  {accepted:8}  {rejected:8}  {probability:>11}").expect("it takes all");
        }
        text.push('\n');
    }
    golden("throttle", &format!("{text}\n{}", summary(&runs[0])));
}

#[test]
fn the_least_important_are_shed_first() {
    let from = [0.2, 0.4, 0.7, 1.0].map(|share| Share::new(share).expect("a share"));
    let door = Shedder::new(10, from).expect("a valid door");
    let shed = ShedLayer::new(door, Criticality::ALL.to_vec()).expect("valid callers");
    let mut text = String::from(
        "Room for ten, calls of 0.1 s, 0.02 s apart. Sheddable calls are shed from 20 % of the room in use, sheddable\n\
         plus from 40 %, critical from 70 %. Served, of those that came, in 2 s:\n\n\
         callers  sheddable      sheddable plus  critical       critical plus\n",
    );
    for callers_now in [4, 8, 16, 32] {
        let layers: Vec<Box<dyn Layer>> = vec![Box::new(shed.clone())];
        let records = play(1, &world(service(0.0, 0.1), layers, callers(callers_now, 0.02, 0)), &[], 2.0);
        write!(text, "{callers_now:7}").expect("a string takes all");
        for level in 0..4_u8 {
            let of_level = |rule: &str| {
                count(&records, |event| {
                    let Event::Decided(told) = event else { return false };
                    told.rule == rule && told.numbers[0].1 == f64::from(level)
                })
            };
            let (served, turned_away) = (of_level("admitted"), of_level("shed"));
            write!(text, "  {:<13}", format!("{served} of {}", served + turned_away)).expect("a string takes all");
        }
        let trimmed = text.trim_end().len();
        text.truncate(trimmed);
        text.push('\n');
    }
    golden("shed", &text);
}

/// Settings taken over in the middle of a run apply from the next decision on.
#[test]
fn layers_take_new_settings_and_keep_what_is_under_way() {
    let narrow = BulkheadLayer::new(bulkhead(1, 9, 9.0, 9.0)).expect("valid settings");
    let wide = BulkheadLayer::new(bulkhead(3, 9, 9.0, 9.0)).expect("valid settings");
    let mut boxed: Box<dyn Layer> = Box::new(narrow);
    boxed.adopt(&wide);
    let records = play(1, &world(service(0.0, 0.3), vec![boxed], callers(5, 0.1, 20)), &[], 60.0);
    assert_eq!(most_at_once(&records), 3);
}
