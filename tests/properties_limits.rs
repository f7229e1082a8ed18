//! What holds for every limit, whatever its settings, its calls and their times.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

#[path = "common/strategies.rs"]
mod strategies;

use core::time::Duration;
use std::collections::BTreeMap;

use half_open::policy::FailureKind;
use half_open::policy::backoff::{Backoff, Growth, Jitter};
use half_open::policy::batch_processor::{self, Losing, Processor};
use half_open::policy::breaker;
use half_open::policy::bulkhead::{
    self, Bulkhead, Changes, Decision, Isolation, JudgedBy, Queueing, Settings, Started, Ticket,
};
use half_open::policy::cache::{Cache, Missing};
use half_open::policy::dead_letter::{DeadLetters, Letter, Put, WhenFull};
use half_open::policy::fallback::{Covers, Ladder, Step, Why};
use half_open::policy::partial::{Counts, Partial, Verdict};
use half_open::policy::pool::{self, Acquired, Condition, Key, Pool};
use half_open::policy::rate_limit::{self, Gcra, Limited, Rate, Refill, TokenBucket};
use half_open::policy::retry::{Retried, Retry};
use half_open::policy::share::Share;
use half_open::policy::shed::{self, Criticality, Shedder};
use half_open::policy::throttle::{self, Throttle};
use half_open::policy::timeout::Timeout;
use half_open::sim::caller::WorkloadConfig;
use half_open::sim::event::{Event, Record};
use half_open::sim::layer::Layer;
use half_open::sim::layer::breaker::BreakerLayer;
use half_open::sim::layer::bulkhead::BulkheadLayer;
use half_open::sim::layer::fallback::FallbackLayer;
use half_open::sim::layer::ladder::LadderLayer;
use half_open::sim::layer::rate_limit::{Limiter, RateLimitLayer};
use half_open::sim::layer::retry::RetryLayer;
use half_open::sim::layer::shed::ShedLayer;
use half_open::sim::layer::throttle::ThrottleLayer;
use half_open::sim::layer::timeout::TimeoutLayer;
use half_open::sim::service::ServiceConfig;
use half_open::sim::{Simulation, World};
use half_open::time::Instant;
use proptest::collection::vec;
use proptest::prelude::*;
use strategies::{config, number, span};

/// Points in time, mostly close together, now and then back in time or at its ends.
fn instant() -> impl Strategy<Value = Instant> {
    prop_oneof![
        12 => (0..10_000_u64).prop_map(Instant::from_millis),
        2 => (0..3_000_000_000_u64).prop_map(Instant::from_nanos),
        1 => any::<u64>().prop_map(Instant::from_nanos),
    ]
}

/// Times in order, mostly everyday ones.
fn times() -> impl Strategy<Value = Vec<Instant>> {
    vec(instant(), 1..60).prop_map(|mut times| {
        times.sort();
        times
    })
}

fn kind() -> impl Strategy<Value = FailureKind> {
    prop_oneof![
        Just(FailureKind::Connection),
        Just(FailureKind::Timeout),
        Just(FailureKind::Refused),
        Just(FailureKind::ClientError),
        Just(FailureKind::Bug),
    ]
}

fn bulkhead_settings() -> impl Strategy<Value = Settings> {
    let isolation = prop_oneof![
        Just(Isolation::Strict),
        Just(Isolation::Shared),
        Just(Isolation::Adaptive(JudgedBy::Rejections)),
        (1..20_u32).prop_map(|last| Isolation::Adaptive(JudgedBy::Results { last })),
    ];
    let queueing = prop_oneof![4 => Just(Queueing::Bounded), 1 => Just(Queueing::AsDocumented)];
    (number(), number(), span(), span(), isolation, queueing)
        .prop_map(|(limit, queue, max_wait, run_limit, isolation, queueing)| Settings {
            limit,
            queue,
            max_wait,
            run_limit,
            isolation,
            queueing,
        })
        .prop_filter("an accepted configuration", |settings| settings.check().is_ok())
}

#[derive(Clone, Debug)]
enum Move {
    Ask,
    End { which: usize, outcome: bulkhead::Outcome },
    Poll,
    Configure(Settings),
}

fn bulkhead_step() -> impl Strategy<Value = Move> {
    let outcome = prop_oneof![
        2 => Just(bulkhead::Outcome::Success),
        2 => Just(bulkhead::Outcome::Failure),
        1 => Just(bulkhead::Outcome::Cancelled),
    ];
    prop_oneof![
        6 => Just(Move::Ask),
        4 => (any::<usize>(), outcome).prop_map(|(which, outcome)| Move::End { which, outcome }),
        1 => Just(Move::Poll),
        1 => bulkhead_settings().prop_map(Move::Configure),
    ]
}

/// What an observer knows of a bulkhead from its answers alone.
#[derive(Default)]
struct Observer {
    now: Instant,
    running: Vec<Ticket>,
    waiting: Vec<Ticket>,
    ended: u64,
}

impl Observer {
    fn take(&mut self, changes: &Changes) {
        for expired in &changes.expired {
            let place = self.waiting.iter().position(|ticket| *ticket == expired.ticket);
            self.waiting.remove(place.expect("only one who waits can wait too long"));
            self.ended += 1;
        }
        for started in &changes.started {
            assert_eq!(self.waiting.remove(0), started.ticket, "first in, first out");
            self.run(started);
        }
    }

    fn run(&mut self, started: &Started) {
        self.running.push(started.ticket);
        assert!(started.until >= self.now);
        assert!(started.active <= started.limit);
        assert_eq!(started.active as usize, self.running.len());
    }
}

/// The most that may ever run with these settings.
fn most(settings: &Settings) -> u64 {
    let limit = u64::from(settings.limit);
    match (settings.queueing, settings.isolation) {
        (Queueing::Bounded, Isolation::Shared) => (limit * 12).div_ceil(10),
        (Queueing::Bounded, Isolation::Adaptive(_)) => (limit * 11).div_ceil(10),
        _ => limit,
    }
}

fn rate() -> impl Strategy<Value = Rate> {
    (number(), span()).prop_filter_map("an accepted rate", |(calls, period)| Rate::new(calls, period).ok())
}

fn limited(decision: rate_limit::Decision) -> Option<Limited> {
    match decision {
        rate_limit::Decision::Admitted { .. } => None,
        rate_limit::Decision::Rejected(limited) => Some(limited),
    }
}

/// A layer of any kind, with everyday settings that make it act often.
fn any_layer() -> impl Strategy<Value = Box<dyn Layer>> {
    let ms = Duration::from_millis;
    (0..9_u32, 1..4_u32, 0..3_u32, 1..6_u64).prop_map(move |(kind, few, none, tenths)| -> Box<dyn Layer> {
        match kind {
            0 => Box::new(BreakerLayer::new(breaker_settings(few)).unwrap()),
            1 => {
                let backoff = Backoff::new(Growth::Constant, ms(50), ms(500), Jitter::Full).unwrap();
                Box::new(RetryLayer::new(Retry::new(few, backoff, Retried::TransientAndRefused).unwrap()))
            }
            2 => Box::new(TimeoutLayer::new(Timeout::new(ms(tenths * 100)).unwrap())),
            3 => Box::new(FallbackLayer),
            4 => {
                let (max_wait, run_limit) = (ms(tenths * 40), ms(tenths * 90));
                let settings = Settings { limit: few, queue: none, max_wait, run_limit, ..Settings::default() };
                Box::new(BulkheadLayer::new(settings).unwrap())
            }
            5 => {
                let gcra = Gcra::new(Rate::per_second(few * 3).unwrap(), few).unwrap();
                Box::new(RateLimitLayer::new(Limiter::Gcra(gcra)))
            }
            6 => Box::new(ThrottleLayer::new(throttle::Settings::new(ms(2_000), 1.5, 0.9).unwrap())),
            7 => {
                let door = Shedder::new(few, [0.3, 0.6, 1.0, 1.0].map(|share| Share::new(share).unwrap())).unwrap();
                Box::new(ShedLayer::new(door, Criticality::ALL.to_vec()).unwrap())
            }
            _ => {
                let ladder = Ladder::new(ms(tenths * 80)).unwrap().with_degraded(vec!["other"], ms(120)).unwrap();
                let ladder = if none == 0 { ladder } else { ladder.with_cache() };
                let ways = vec![ServiceConfig { id: 9, name: "other", failure: 0.5, latency: ms(tenths * 40) }];
                Box::new(LadderLayer::new(ladder, ways, Cache::new(ms(300), ms(300), 4).unwrap(), 0.0).unwrap())
            }
        }
    })
}

fn breaker_settings(threshold: u32) -> breaker::Settings {
    breaker::Settings {
        trip: breaker::Trip::Row { threshold },
        reset: Duration::from_millis(700),
        probes: breaker::Probes::AtOnce(1),
        successes: 1,
        lease: Duration::from_secs(30),
        late: breaker::Late::Drop,
        ignored: breaker::IgnoredCounts::Neutral,
    }
}

/// Plays to the end, which has to come.
fn to_the_end(simulation: &mut Simulation) -> Vec<Record> {
    let mut records = Vec::new();
    for _ in 0..100_000 {
        if !simulation.step(&mut records) {
            return records;
        }
    }
    panic!("it never ends");
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn layers_in_any_order_end_every_call_and_a_fork_goes_on_alike(
        layers in vec(any_layer(), 0..6), seed in any::<u64>(), callers in 1..7_u32, failure in 0.0..=1.0_f64,
        latency in 0..400_u64, fork_at in 0..300_usize
    ) {
        let service = ServiceConfig { id: 1, name: "S1", failure, latency: Duration::from_millis(latency) };
        let workload = WorkloadConfig::Callers { callers, pause: Duration::from_millis(60), calls: 60 };
        let mut simulation = Simulation::new(seed, World { stacks: vec![(service, layers)], workload });
        let mut before = Vec::new();
        for _ in 0..fork_at {
            simulation.step(&mut before);
        }
        let mut fork = simulation.clone();
        let after = to_the_end(&mut simulation);
        prop_assert_eq!(&after, &to_the_end(&mut fork));
        let all = || before.iter().chain(&after).map(|record| &record.event);
        prop_assert_eq!(all().filter(|event| matches!(event, Event::CallEnded { .. })).count(), 60);
        let set_out = all().filter(|event| matches!(event, Event::AttemptStarted { .. })).count();
        let came_back = |event: &Event| matches!(event, Event::AttemptEnded { .. } | Event::AttemptCancelled { .. });
        prop_assert_eq!(set_out, all().filter(|event| came_back(event)).count());
        prop_assert!(before.iter().chain(&after).is_sorted_by_key(|record| record.at));
    }

    #[test]
    fn a_bulkhead_never_runs_more_than_its_limit_and_serves_in_order(
        settings in bulkhead_settings(), steps in vec((instant(), bulkhead_step()), 0..120)
    ) {
        let mut bulkhead = Bulkhead::new(settings).unwrap();
        let mut observer = Observer::default();
        let (mut limits, mut queues) = (most(&settings), u64::from(settings.queue));
        let mut documented = settings.queueing == Queueing::AsDocumented;
        for (at, step) in steps {
            observer.now = observer.now.max(at);
            match step {
                Move::Ask => {
                    let (changes, decision) = bulkhead.ask(at);
                    observer.take(&changes);
                    match decision {
                        Decision::Runs(started) => {
                            prop_assert!(observer.waiting.is_empty(), "nobody passes those who wait");
                            prop_assert_eq!(started.waited, Duration::ZERO);
                            observer.run(&started);
                        }
                        Decision::Waits { ticket, place, .. } => {
                            observer.waiting.push(ticket);
                            prop_assert_eq!(place as usize, observer.waiting.len());
                        }
                        Decision::Rejected(_) => observer.ended += 1,
                    }
                }
                Move::End { which, outcome } => {
                    let known: Vec<Ticket> = observer.running.iter().chain(&observer.waiting).copied().collect();
                    let Some(ticket) = known.get(which % known.len().max(1)).copied() else {
                        observer.take(&bulkhead.poll(at));
                        continue;
                    };
                    let changes = bulkhead.end(at, ticket, outcome);
                    // One whose time is up at this very moment has waited too long rather than given up.
                    let expired = changes.expired.iter().any(|expired| expired.ticket == ticket);
                    if !expired {
                        observer.running.retain(|other| *other != ticket);
                        observer.waiting.retain(|other| *other != ticket);
                        observer.ended += 1;
                    }
                    observer.take(&changes);
                }
                Move::Poll => observer.take(&bulkhead.poll(at)),
                Move::Configure(settings) => {
                    limits = limits.max(most(&settings));
                    queues = queues.max(u64::from(settings.queue));
                    documented |= settings.queueing == Queueing::AsDocumented;
                    bulkhead.configure(settings).unwrap();
                    observer.take(&bulkhead.poll(at));
                }
            }
            let stats = bulkhead.stats();
            prop_assert_eq!(stats.active as usize, observer.running.len());
            prop_assert_eq!(stats.waiting as usize, observer.waiting.len());
            prop_assert!(u64::from(stats.active) <= limits);
            prop_assert!(documented || u64::from(stats.waiting) <= queues);
            prop_assert_eq!(stats.total, observer.ended + u64::from(stats.active) + u64::from(stats.waiting));
            prop_assert!(bulkhead.next_deadline().is_none_or(|deadline| deadline > observer.now));
        }
    }

    #[test]
    fn a_rate_limit_lets_no_more_through_than_its_burst_and_its_rate(
        rate in rate(), burst in 1..=6_u32, times in times()
    ) {
        let mut gcra = Gcra::new(rate, burst).unwrap();
        let through: Vec<Instant> = times.into_iter().filter(|at| limited(gcra.admit(*at)).is_none()).collect();
        for first in 0..through.len() {
            for last in first..through.len() {
                let span = u128::from(through[last].nanos() - through[first].nanos());
                // calls <= burst + rate x time, in whole numbers
                let earned = span * u128::from(rate.calls()) / rate.period().as_nanos();
                prop_assert!((last - first + 1) as u128 <= u128::from(burst) + earned);
            }
        }
    }

    #[test]
    fn the_next_permission_is_right_to_the_nanosecond(
        rate in rate(), burst in 1..=6_u32, times in times(), stepped in any::<bool>()
    ) {
        let mut gcra = Gcra::new(rate, burst).unwrap();
        let refill = if stepped { Refill::EachPeriod } else { Refill::Smooth };
        let mut bucket = TokenBucket::new(rate, burst, burst, refill).unwrap();
        for at in times {
            if let Some(limited) = limited(gcra.admit(at)) {
                prop_assert!(limited.next_at > at && limited.next_at.since(at) == limited.wait);
                let before = Instant::from_nanos(limited.next_at.nanos() - 1);
                prop_assert!(self::limited(gcra.clone().admit(before)).is_some());
                prop_assert!(limited.next_at == Instant::MAX || self::limited(gcra.clone().admit(limited.next_at)).is_none());
            }
            if let Some(limited) = limited(bucket.admit(at)) {
                prop_assert!(limited.next_at > at || at == Instant::MAX);
                let before = Instant::from_nanos(limited.next_at.nanos() - 1);
                prop_assert!(self::limited(bucket.clone().admit(before)).is_some());
                prop_assert!(limited.next_at == Instant::MAX || self::limited(bucket.clone().admit(limited.next_at)).is_none());
            }
        }
    }

    #[test]
    fn a_full_smooth_bucket_decides_as_gcra_does(rate in rate(), burst in number().prop_map(|burst| burst.max(1)), times in vec(instant(), 1..60)) {
        let mut gcra = Gcra::new(rate, burst).unwrap();
        let mut bucket = TokenBucket::new(rate, burst, burst, Refill::Smooth).unwrap();
        for at in times {
            prop_assert_eq!(gcra.admit(at), bucket.admit(at));
        }
    }

    #[test]
    fn a_throttle_rejects_within_its_cap_and_never_while_all_is_well(
        window in span(), k in 1.0..10.0_f64, cap in 0.0..=1.0_f64,
        steps in vec((instant(), 0.0..1.0_f64, any::<bool>()), 0..80), well in any::<bool>()
    ) {
        let Ok(settings) = throttle::Settings::new(window, k, cap) else { return Ok(()) };
        let mut throttle = Throttle::new(settings);
        for (at, draw, accepted) in steps {
            let decision = throttle.admit(at, draw);
            prop_assert!((0.0..=cap).contains(&decision.probability));
            prop_assert_eq!(decision.admitted, draw >= decision.probability);
            if decision.admitted {
                throttle.report(at, accepted || well);
            }
            prop_assert!(!well || decision.probability == 0.0);
        }
    }

    #[test]
    fn a_door_never_holds_more_than_its_room_and_prefers_the_important(
        capacity in number(), mut from in [0..=20_u32, 0..=20_u32, 0..=20_u32, 0..=20_u32],
        steps in vec((0..4_usize, any::<bool>()), 0..80)
    ) {
        from.sort_unstable();
        let Ok(mut door) = Shedder::new(capacity, from.map(|part| Share::new(f64::from(part) / 20.0).unwrap()))
        else { return Ok(()) };
        for (criticality, done) in steps {
            if done { door.done() }
            let criticality = Criticality::ALL[criticality];
            let mut tried = door.clone();
            let admitted = |decision| matches!(decision, shed::Decision::Admitted { .. });
            let important = admitted(tried.admit(Criticality::CriticalPlus));
            prop_assert!(!admitted(door.admit(criticality)) || important);
            prop_assert!(door.active() <= capacity);
        }
    }

    #[test]
    fn a_pool_keeps_its_limits_and_lends_no_connection_twice(
        (total, per_key, max_uses, threshold) in (1..8_u32, 1..8_u32, number(), number()), keep_alive in span(),
        steps in vec((instant(), 0..4_u64, 0..6_u32), 0..120)
    ) {
        let settings = pool::Settings { total, per_key, keep_alive, max_uses, cleanup_threshold: threshold };
        let Ok(mut pool) = Pool::new(settings) else { return Ok(()) };
        let mut lent: BTreeMap<u64, Key> = BTreeMap::new();
        for (at, host, what) in steps {
            let key = Key { host: (host % 2).to_string(), timeout: Duration::from_secs(host) };
            match what {
                0..=2 => match pool.acquire(at, &key) {
                    Acquired::Reused { id, .. } | Acquired::Opened { id, .. } => {
                        prop_assert!(lent.insert(id, key.clone()).is_none(), "lent twice");
                    }
                    Acquired::Exhausted { in_use, limit, .. } => prop_assert_eq!(in_use, limit),
                },
                3 | 4 => {
                    let condition = if what == 3 { Condition::Good } else { Condition::Closed };
                    if let Some((id, _)) = lent.pop_first() {
                        prop_assert!(pool.release(at, id, condition) != pool::Released::Unknown);
                        prop_assert_eq!(pool.release(at, id, condition), pool::Released::Unknown);
                    }
                }
                _ => drop(pool.sweep(at)),
            }
            let (all, of_key) = (pool.usage(), pool.usage_of(&key));
            prop_assert_eq!(all.in_use as usize, lent.len());
            prop_assert!(all.in_use + all.idle <= total);
            prop_assert!(of_key.in_use + of_key.idle <= per_key);
        }
    }

    #[test]
    fn a_cache_serves_nothing_beyond_its_times_and_flags_what_is_stale(
        (ttl, stale, capacity) in (span(), span(), 1..4_usize),
        steps in vec((instant(), 0..5_u32, 0..3_u32), 0..80)
    ) {
        let mut cache = Cache::new(ttl, stale, capacity).unwrap();
        let mut now = Instant::ZERO;
        let mut stored: BTreeMap<u32, Instant> = BTreeMap::new();
        for (at, key, what) in steps {
            now = now.max(at);
            if what == 0 {
                cache.store(at, key, now);
                stored.insert(key, now);
                prop_assert!(cache.len() <= capacity);
                continue;
            }
            let limit = if what == 1 { ttl } else { ttl.saturating_add(stale) };
            match if what == 1 { cache.fresh(at, &key) } else { cache.after_failure(at, &key) } {
                Ok(found) => {
                    prop_assert_eq!(*found.value, stored[&key]);
                    prop_assert_eq!(found.age, now.since(stored[&key]));
                    prop_assert!(found.age <= limit);
                    prop_assert_eq!(found.stale.is_some(), found.age > ttl);
                    prop_assert!(what == 2 || found.stale.is_none());
                }
                Err(Missing::TooOld { age, .. }) => prop_assert!(age > limit),
                Err(Missing::Absent) => {}
            }
        }
    }

    #[test]
    fn a_dead_letter_queue_is_bounded_and_loses_nothing_silently(
        (capacity, replays) in (1..5_usize, 1..4_u32), drop_oldest in any::<bool>(), steps in vec((0..4_u32, kind()), 0..80)
    ) {
        let when_full = if drop_oldest { WhenFull::DropOldest } else { WhenFull::RefuseNew };
        let mut queue = DeadLetters::new(capacity, replays, when_full).unwrap();
        let mut out: Vec<Letter<u32>> = Vec::new();
        let (mut came, mut gone, mut done) = (0_u32, Vec::new(), Vec::new());
        for (what, kind) in steps {
            let put = match what {
                0 | 1 => {
                    came += 1;
                    queue.put(Instant::ZERO, came, kind)
                }
                2 => {
                    out.extend(queue.replay(2));
                    continue;
                }
                _ => match out.pop() {
                    // A replay of an even item works, of an odd one fails again.
                    Some(letter) if letter.item % 2 == 0 => {
                        done.push(letter.item);
                        continue;
                    }
                    Some(letter) => queue.put_back(letter, kind),
                    None => continue,
                },
            };
            match put {
                Put::Kept => {}
                Put::KeptInsteadOf(letter) | Put::Refused(letter) | Put::GivenUp(letter) => gone.push(letter.item),
            }
            prop_assert!(queue.len() <= capacity);
            let mut all: Vec<u32> = queue.letters().chain(&out).map(|letter| letter.item).collect();
            all.extend(gone.iter().chain(&done));
            all.sort_unstable();
            prop_assert_eq!(all, (1..=came).collect::<Vec<_>>(), "each item is in exactly one place");
        }
        let counts = queue.counts();
        prop_assert_eq!(counts.refused + counts.dropped + counts.given_up, gone.len() as u64);
    }

    #[test]
    fn a_batch_processor_processes_or_saves_all_that_it_was_given(
        size in 1..30_usize, items in 0..120_u32, outcomes in vec((0..5_u32, vec(0..30_usize, 0..5)), 1..12)
    ) {
        let mut processor = Processor::new(size, Losing::Nothing).unwrap();
        let mut outcomes = outcomes.into_iter().cycle();
        let mut done: Vec<u32> = Vec::new();
        processor.begin((0..items).collect());
        for run in 0..4 {
            let most = if run == 0 { size } else { processor.retried_size() };
            while let Some(batch) = processor.next_batch() {
                prop_assert!(!batch.is_empty() && batch.len() <= most);
                let batch = batch.to_vec();
                let outcome = match outcomes.next().unwrap() {
                    (0, _) => batch_processor::Outcome::CircuitOpen,
                    (1, _) => batch_processor::Outcome::Error,
                    (_, failed) => {
                        let good = batch.iter().enumerate().filter(|(place, _)| !failed.contains(place));
                        done.extend(good.map(|(_, item)| *item));
                        batch_processor::Outcome::Worked { failed }
                    }
                };
                processor.record(&outcome);
            }
            let report = processor.report();
            prop_assert_eq!((report.processed + report.saved, report.lost), (report.given, 0));
            let mut all: Vec<u32> = done.iter().chain(processor.saved()).copied().collect();
            all.sort_unstable();
            prop_assert_eq!(all, (0..items).collect::<Vec<_>>(), "each item is done once or saved");
            let _ = processor.retry(false);
        }
    }

    #[test]
    fn a_ladder_only_goes_down_and_ends(
        (full, degraded) in (span(), span()), ways in 0..4_usize, cached in any::<bool>(), default in any::<bool>(),
        every in any::<bool>(), kinds in vec(kind(), 12)
    ) {
        let Ok(ladder) = Ladder::new(full) else { return Ok(()) };
        let Ok(mut ladder) = ladder.with_degraded(vec!["way"; ways], degraded) else { return Ok(()) };
        if cached { ladder = ladder.with_cache() }
        if default { ladder = ladder.with_default() }
        if every { ladder = ladder.covering(Covers::Every) }
        let mut descent = ladder.begin();
        for kind in kinds {
            let (before, missed) = (descent.step(), descent.missed().len());
            let next = ladder.on_miss(&mut descent, Why::Failed(kind));
            prop_assert!(next > before || before == Step::Error);
            prop_assert_eq!(descent.missed().len(), missed + usize::from(before != Step::Error));
        }
        prop_assert_eq!(descent.step(), Step::Error);
        let served = descent.serve();
        prop_assert!(served.degraded && served.missed.len() <= ways + 3);
    }

    #[test]
    fn a_partial_verdict_once_certain_never_changes(least in 0.0..=1.0_f64, results in vec(any::<bool>(), 0..20)) {
        let rule = Partial::new(least).unwrap();
        let total = u32::try_from(results.len()).unwrap();
        let (mut succeeded, mut failed, mut before) = (0, 0, Verdict::Pending);
        let share = Share::new(least).unwrap();
        for good in results {
            if good { succeeded += 1 } else { failed += 1 }
            let verdict = rule.judge(Counts { succeeded, failed, total });
            match (before, verdict) {
                (Verdict::Failed { .. }, _) => prop_assert_eq!(verdict, before),
                (Verdict::Degraded { .. }, _) => {
                    let stays = matches!(verdict, Verdict::Degraded { .. });
                    prop_assert!(stays);
                }
                _ => {}
            }
            before = verdict;
        }
        if total > 0 {
            prop_assert!(before != Verdict::Pending);
            let failed = matches!(before, Verdict::Failed { .. });
            prop_assert_eq!(failed, !share.reached_by(u64::from(succeeded), u64::from(total)));
        }
    }
}
