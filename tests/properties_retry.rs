//! What holds for retries, budgets, hedges, timeouts and chaos, whatever their settings, calls and times.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test may fail")]

#[path = "common/strategies.rs"]
mod strategies;

use core::time::Duration;
use std::collections::BTreeMap;

use half_open::policy::FailureKind;
use half_open::policy::backoff::schedule::{self, Growth, Jitter, Schedule};
use half_open::policy::chaos::{self, Burst, Chaos, Outage, Rule};
use half_open::policy::hedge::{self, After, Hedge, Verdict, Wins};
use half_open::policy::retry::adaptive::Adaptive;
use half_open::policy::retry::plan::{Failure, Kinds, Next, Operation, Plan, RetryAfter, Settings};
use half_open::policy::retry::selection::{Learning, OperationType, Selection, Strategy as Spacing};
use half_open::policy::retry::{classify, presets};
use half_open::policy::retry_budget::{self, RetryBudget};
use half_open::policy::retry_quota::{self, RetryQuota};
use half_open::policy::share::Share;
use half_open::policy::timeout::{Arrived, Late, Timeout};
use half_open::policy::token_retry::{self, Filled, TokenRetry};
use half_open::policy::{backoff, breaker, bulkhead, retry};
use half_open::sim::caller::WorkloadConfig;
use half_open::sim::event::{Event, Record};
use half_open::sim::layer::Layer;
use half_open::sim::layer::breaker::BreakerLayer;
use half_open::sim::layer::bulkhead::BulkheadLayer;
use half_open::sim::layer::chaos::ChaosLayer;
use half_open::sim::layer::deadline::DeadlineLayer;
use half_open::sim::layer::hedge::HedgeLayer;
use half_open::sim::layer::plan::{Allowance, PlanLayer};
use half_open::sim::layer::selection::SelectionLayer;
use half_open::sim::service::ServiceConfig;
use half_open::sim::{Simulation, World};
use half_open::time::Instant;
use proptest::collection::vec;
use proptest::prelude::*;
use strategies::{config, number, span};

const KINDS: [FailureKind; 8] = [
    FailureKind::Connection,
    FailureKind::Timeout,
    FailureKind::Unavailable,
    FailureKind::RateLimited,
    FailureKind::Refused,
    FailureKind::ClientError,
    FailureKind::Authentication,
    FailureKind::Bug,
];

fn part() -> impl Strategy<Value = f64> {
    prop_oneof![6 => 0.0..2.0, 1 => any::<f64>(), 1 => Just(0.0), 1 => Just(1e300)]
}

/// Luck, and what is none.
fn draw() -> impl Strategy<Value = f64> {
    prop_oneof![8 => 0.0..=1.0, 1 => any::<f64>()]
}

fn kind() -> impl Strategy<Value = FailureKind> {
    (0..KINDS.len()).prop_map(|index| KINDS[index])
}

/// Times in any order.
fn times() -> impl Strategy<Value = Vec<Instant>> {
    let time = prop_oneof![
        8 => (0..30_000_u64).prop_map(Instant::from_millis),
        1 => any::<u64>().prop_map(Instant::from_nanos),
    ];
    vec(time, 1..60)
}

fn growth() -> impl Strategy<Value = Growth> {
    prop_oneof![
        span().prop_map(|delay| Growth::Constant { delay }),
        span().prop_map(|step| Growth::Linear { step }),
        (span(), part()).prop_map(|(initial, factor)| Growth::Exponential { initial, factor }),
        span().prop_map(|base| Growth::Decorrelated { base }),
        span().prop_map(|base| Growth::DecorrelatedV2 { base }),
        vec(span(), 0..5).prop_map(|delays| Growth::Listed { delays }),
    ]
}

fn jitter() -> impl Strategy<Value = Jitter> {
    prop_oneof![
        3 => Just(Jitter::None),
        1 => span().prop_map(|spread| Jitter::Added { spread }),
        1 => Just(Jitter::Full),
        1 => Just(Jitter::Equal),
        1 => part().prop_map(|part| Jitter::PlusMinus { part }),
        1 => part().prop_map(|part| Jitter::PlusMinusThenCap { part }),
        1 => (part(), part()).prop_map(|(least, greatest)| Jitter::Scaled { least, greatest }),
    ]
}

/// Every schedule that the constructor accepts.
fn schedule() -> impl Strategy<Value = Schedule> {
    let ends = (proptest::option::of(number()), proptest::option::of(span()));
    (growth(), jitter(), span(), span(), ends).prop_filter_map(
        "accepted",
        |(growth, jitter, min, cap, (max_times, total))| {
            Schedule::new(schedule::Settings { growth, jitter, min, cap, max_times, total }).ok()
        },
    )
}

fn plan_settings() -> impl Strategy<Value = Settings> {
    let retry_after = prop_oneof![
        Just(RetryAfter::Ignored),
        span().prop_map(|longest| RetryAfter::AtLeast { longest }),
        span().prop_map(|longest| RetryAfter::Instead { longest }),
    ];
    let operation = prop_oneof![3 => Just(Operation::Idempotent), 1 => Just(Operation::NotIdempotent)];
    let kinds = vec(kind(), 0..8).prop_map(|kinds| Kinds::of(&kinds));
    let limits = (proptest::option::of(span()), proptest::option::of(span()));
    (number(), schedule(), kinds, operation, retry_after, limits).prop_map(
        |(attempts, schedule, kinds, operation, retry_after, (attempt_limit, total_limit))| Settings {
            attempts,
            schedule,
            kinds,
            operation,
            retry_after,
            attempt_limit,
            total_limit,
        },
    )
}

/// Every plan that the constructor accepts.
fn plan() -> impl Strategy<Value = Plan> {
    plan_settings().prop_filter_map("accepted", |settings| Plan::new(settings).ok())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_delay_stays_within_its_bounds_and_a_series_within_its_ends(schedule in schedule(), draws in vec(draw(), 1..60)) {
        let settings = schedule.settings().clone();
        let mut position = schedule.begin();
        let (mut count, mut sum) = (0_u32, Duration::ZERO);
        for draw in draws {
            let Ok(delay) = schedule.next(&mut position, draw) else {
                prop_assert!(settings.max_times.is_some() || settings.total.is_some());
                prop_assert!(schedule.next(&mut position, 0.0).is_err() || settings.total.is_some());
                break;
            };
            prop_assert_eq!(delay.total, delay.planned + delay.jitter - delay.shortened);
            prop_assert!(delay.jitter.is_zero() || delay.shortened.is_zero());
            prop_assert!(settings.min <= delay.total && delay.total <= schedule.longest(), "{delay:?}");
            let passes = matches!(settings.jitter, Jitter::PlusMinus { .. } | Jitter::Scaled { .. });
            prop_assert!(passes || delay.total <= settings.cap, "{delay:?}");
            count += 1;
            sum = sum.saturating_add(delay.total);
            prop_assert!(settings.max_times.is_none_or(|max| count <= max));
            prop_assert!(settings.total.is_none_or(|total| sum <= total));
        }
    }

    #[test]
    fn the_billionth_delay_is_like_any_other(schedule in schedule(), draw in draw(), retry in any::<u32>()) {
        for retry in [retry, 1_000_000_000, u32::MAX] {
            let Some(mut position) = schedule.jump(retry) else { continue };
            if let Ok(delay) = schedule.next(&mut position, draw) {
                prop_assert!(delay.total <= schedule.longest());
            }
            let _ = schedule.next(&mut position, draw);
        }
    }

    #[test]
    fn more_luck_never_makes_a_shorter_delay(schedule in schedule(), low in 0.0..=1.0, high in 0.0..=1.0) {
        let at = |draw: f64| schedule.next(&mut schedule.begin(), draw).map(|delay| delay.total);
        if let (Ok(less), Ok(more)) = (at(f64::min(low, high)), at(f64::max(low, high))) {
            prop_assert!(less <= more);
        }
    }

    #[test]
    fn a_schedule_without_its_extras_is_the_pages_backoff(
        base in span(), cap in span(), factor in 1.0..5.0, part in 0.0..3.0, draw in 0.0..1.0, which in 0..5_usize,
    ) {
        use backoff::{Backoff, Growth as Plain, Jitter as Luck};
        // Beyond virtual time the two saturate a little differently.
        let cap = cap.min(Duration::from_secs(1_000_000_000));
        let spread = Duration::from_millis(700);
        let (luck, jitter) = [
            (Luck::None, Jitter::None),
            (Luck::Additive { spread }, Jitter::Added { spread }),
            (Luck::Full, Jitter::Full),
            (Luck::Equal, Jitter::Equal),
            (Luck::Share { part }, Jitter::PlusMinus { part }),
        ][which];
        let growth = Growth::Exponential { initial: base, factor };
        let both = Schedule::new(schedule::Settings { jitter, cap, ..schedule::Settings::plain(growth) });
        let plain = Backoff::new(Plain::Exponential { factor }, base, cap, luck);
        prop_assert_eq!(both.is_ok(), plain.is_ok());
        let (Ok(schedule), Ok(plain)) = (both, plain) else { return Ok(()) };
        let mut position = schedule.begin();
        for retry in 1..8 {
            let delay = schedule.next(&mut position, draw).unwrap();
            // The page's share stays under the cap, SysManage's may pass it.
            prop_assert_eq!(delay.total.min(cap), plain.delay(retry, None, draw).total);
        }
    }

    #[test]
    fn a_budget_grants_exactly_what_was_put_in_and_is_never_overspent(
        ttl in 1_000..=60_000_u64, min in 0..5_u32, share in prop_oneof![Just(0.0), 0.001..3.0, 0.0..=1_000.0],
        steps in vec((0..9_000_u64, any::<bool>()), 1..200),
    ) {
        let ttl = Duration::from_millis(ttl);
        let mut budget = RetryBudget::new(retry_budget::Settings { ttl, min_per_second: min, share }).unwrap();
        let (deposit, cost) = if share > 0.0 { (1_000, (1_000.0 / share) as i128) } else { (0, 1) };
        let reserve = i128::from(min) * i128::from(ttl.as_secs()) * cost;
        let slice = |now: Instant| i128::from(now.nanos() / (ttl.as_nanos() as u64 / 10));
        let mut now = Instant::ZERO;
        let mut entries: Vec<(i128, i128)> = Vec::new();
        for (wait, asks) in steps {
            // Most steps follow closely on one another.
            now = now.after(Duration::from_millis(wait / 100));
            let present = slice(now);
            if asks {
                let lasting = entries.iter().filter(|(slice, _)| *slice > present - 10).map(|(_, amount)| amount);
                let balance = reserve + lasting.sum::<i128>();
                let granted = budget.withdraw(now).is_ok();
                prop_assert_eq!(granted, balance >= cost);
                if granted {
                    entries.push((present, -cost));
                }
            } else {
                budget.deposit(now);
                entries.push((present, deposit));
            }
        }
    }

    #[test]
    fn a_budget_bears_any_time(share in 0.0..=1_000.0, min in any::<u32>(), times in times()) {
        let settings = retry_budget::Settings { min_per_second: min, share, ..retry_budget::Settings::default() };
        let mut budget = RetryBudget::new(settings).unwrap();
        for now in times {
            budget.deposit(now);
            let before = budget.balance(now);
            prop_assert_eq!(budget.withdraw(now).is_ok(), before > 0);
            prop_assert_eq!(budget.balance(now), before.saturating_sub(1));
        }
    }

    #[test]
    fn a_quota_is_never_above_its_capacity_nor_below_nothing(
        capacity in prop_oneof![1..50_u64, Just(u64::MAX)], cost in 1..9_u64, steps in vec((0..4_u8, any::<u64>()), 0..100),
    ) {
        let settings = retry_quota::Settings { capacity, cost, timeout_cost: 2 * cost, refund: 1 };
        let mut quota = RetryQuota::new(settings).unwrap();
        let mut last = None;
        for (step, tokens) in steps {
            let before = quota.left();
            let taken = match step {
                0 => quota.acquire(tokens),
                1 => quota.retry(FailureKind::Timeout),
                2 => quota.retry(FailureKind::Unavailable),
                _ => {
                    quota.on_success(last.take());
                    prop_assert!(quota.left() <= capacity && quota.left() >= before);
                    continue;
                }
            };
            prop_assert_eq!(taken.map_or(before, |taken| before - taken.tokens), quota.left());
            last = taken.ok();
        }
    }

    #[test]
    fn a_bucket_pays_no_more_retries_than_were_put_in(
        capacity in 1..20_u32, deposit in 0.0..=1.0, by_call in any::<bool>(), steps in vec(0..3_u8, 0..200),
    ) {
        let filled = if by_call { Filled::ByCall } else { Filled::BySuccess };
        let mut bucket = TokenRetry::new(token_retry::Settings { capacity, deposit, filled }).unwrap();
        let (mut put_in, mut paid) = (f64::from(capacity), 0.0);
        for step in steps {
            match step {
                0 => {
                    bucket.on_call();
                    put_in += if by_call { deposit } else { 0.0 };
                }
                1 => {
                    bucket.on_success();
                    put_in += if by_call { 0.0 } else { deposit };
                }
                _ => paid += if bucket.retry().is_ok() { 1.0 } else { 0.0 },
            }
            prop_assert!(bucket.tokens() >= 0.0 && bucket.tokens() <= f64::from(capacity));
            // A deposit is kept in millionths.
            prop_assert!(paid <= put_in + 200.0 * 1e-6, "{paid} of {put_in}");
        }
    }

    #[test]
    fn a_plan_starts_no_attempt_beyond_its_limits(
        plan in plan(), started in 0..2_000_u64, times in times(), failures in vec((kind(), proptest::option::of(span())), 60),
        draws in vec(draw(), 60),
    ) {
        let started = Instant::from_millis(started);
        let settings = plan.settings();
        let mut course = plan.begin(started);
        let (mut latest, mut attempts) = (started, 1);
        for ((now, (kind, retry_after)), draw) in times.into_iter().zip(failures).zip(draws) {
            latest = latest.max(now);
            if let Some(deadline) = plan.deadline(&mut course, now) {
                prop_assert!(settings.total_limit.is_none_or(|limit| deadline.at <= started.after(limit)));
            }
            let next = plan.on_failure(&mut course, now, Failure { kind, retry_after }, draw);
            let Next::Again { attempt, delay, at, asked } = next else {
                prop_assert_eq!(course.attempt(), attempts, "giving up changes nothing");
                continue;
            };
            attempts += 1;
            prop_assert_eq!((attempt, course.attempt()), (attempts, attempts));
            prop_assert!(attempts <= settings.attempts);
            prop_assert!(settings.kinds.includes(kind));
            prop_assert!(settings.operation == Operation::Idempotent || kind == FailureKind::Refused);
            prop_assert_eq!(at, latest.after(delay.total));
            prop_assert!(settings.total_limit.is_none_or(|limit| at < started.after(limit)));
            if let (RetryAfter::AtLeast { longest }, Some(wish)) = (settings.retry_after, retry_after) {
                prop_assert!(delay.total >= wish && wish <= longest);
            }
            prop_assert!(asked.is_none_or(|asked| asked == delay.total && Some(asked) == retry_after));
        }
    }

    #[test]
    fn a_plan_without_its_extras_is_the_pages_retry(attempts in 1..6_u32, kinds in vec(kind(), 8), draw in 0.0..1.0) {
        let second = Duration::from_secs(1);
        let growth = Growth::Exponential { initial: second, factor: 2.0 };
        let settings = Settings {
            attempts,
            schedule: Schedule::new(schedule::Settings { cap: 5 * second, ..schedule::Settings::plain(growth) }).unwrap(),
            kinds: Kinds::TRANSIENT,
            operation: Operation::Idempotent,
            retry_after: RetryAfter::Ignored,
            attempt_limit: None,
            total_limit: None,
        };
        let plan = Plan::new(settings).unwrap();
        let growth = backoff::Growth::Exponential { factor: 2.0 };
        let plain = backoff::Backoff::new(growth, second, 5 * second, backoff::Jitter::None).unwrap();
        let plain = retry::Retry::new(attempts, plain, retry::Retried::Transient).unwrap();
        let (mut course, mut plain_course) = (plan.begin(Instant::ZERO), plain.begin());
        for kind in kinds {
            let next = plan.on_failure(&mut course, Instant::ZERO, Failure { kind, retry_after: None }, draw);
            match (next, plain.on_failure(&mut plain_course, kind, draw)) {
                (Next::Again { attempt, delay, .. }, retry::Next::Again { attempt: plain, delay: wanted }) => {
                    prop_assert_eq!((attempt, delay), (plain, wanted));
                }
                (Next::GiveUp(_), retry::Next::GiveUp(_)) => {}
                (found, wanted) => prop_assert!(false, "{found:?}, but {wanted:?}"),
            }
        }
    }

    #[test]
    fn an_adapted_delay_stays_under_the_cap(
        base in span(), cap in span(), factor in 1.0..5.0, window in 1..200_usize, results in vec(any::<bool>(), 0..300),
        retry in any::<u32>(), draw in draw(),
    ) {
        let growth = backoff::Growth::Exponential { factor };
        let Ok(mut adaptive) = Adaptive::new(growth, base, cap, true, window) else { return Ok(()) };
        for success in results {
            adaptive.record(success);
        }
        for retry in [retry, 0, 1, 1_000_000_000] {
            let adapted = adaptive.delay(retry, draw);
            prop_assert!(adapted.delay.total <= cap && (70..=200).contains(&adapted.percent));
            prop_assert_eq!(
                adapted.delay.total,
                adapted.delay.planned + adapted.delay.jitter - adapted.delay.shortened
            );
            prop_assert!(adapted.successes <= adapted.operations);
        }
    }

    #[test]
    fn a_strategy_that_is_chosen_for_its_speed_has_no_quicker_one(
        trials in 0..4_u32, ends in vec((0..3_usize, span(), any::<bool>()), 0..60),
    ) {
        let learning = if trials == 0 { Learning::FirstForEver } else { Learning::TryEach { operations: trials } };
        let mut selection = Selection::new(learning).unwrap();
        let kind = OperationType::Api;
        for (index, took, success) in ends {
            let choice = selection.choose(kind);
            let average = |strategy| selection.performance(kind, strategy).average();
            if trials == 0 || Spacing::ALL.iter().all(|&each| selection.performance(kind, each).operations >= trials.into()) {
                for other in Spacing::ALL.into_iter().filter_map(average) {
                    prop_assert!(average(choice.strategy).is_none_or(|chosen| chosen <= other));
                }
            } else {
                prop_assert!(selection.performance(kind, choice.strategy).operations < u64::from(trials));
            }
            let used = if trials == 0 { choice.strategy } else { Spacing::ALL[index] };
            selection.record(kind, used, took, success);
        }
    }

    #[test]
    fn a_hedge_has_no_more_under_way_than_its_limit(
        extra in 1..6_u32, wait in span(), first_success in any::<bool>(), quantile in any::<bool>(),
        steps in vec((any::<bool>(), any::<bool>()), 0..80), times in times(),
    ) {
        let share = Share::new(0.95).unwrap();
        let after = if quantile { After::Quantile { share, window: 3, until_known: wait } } else { After::Fixed(wait) };
        let wins = if first_success { Wins::FirstSuccess } else { Wins::FirstResult };
        let mut hedge = Hedge::new(hedge::Settings { extra, after, wins }).unwrap();
        let mut race = hedge.begin(Instant::ZERO);
        for ((is_result, success), now) in steps.into_iter().zip(times.into_iter().cycle()) {
            if is_result && race.under_way() > 0 {
                if let Verdict::Ends { cancelled, .. } = hedge.on_result(&mut race, now, success) {
                    prop_assert_eq!(cancelled, race.under_way());
                    race = hedge.begin(now);
                }
            } else {
                let due = race.due();
                let before = race.launched();
                let launch = hedge.on_timer(&mut race, now);
                prop_assert_eq!(race.launched(), before + u32::from(launch.is_some()));
                prop_assert!(due.is_some() || launch.is_none());
            }
            prop_assert!(race.under_way() <= race.launched() && race.launched() <= extra + 1);
        }
    }

    #[test]
    fn a_result_is_in_time_or_late_and_never_both(limit in span(), started in 0..5_000_u64, times in times()) {
        let Ok(timeout) = Timeout::new(limit) else { return Ok(()) };
        let deadline = timeout.start(Instant::from_millis(started));
        for now in times {
            match deadline.judge(now, Late::Counted) {
                Arrived::InTime { left } => prop_assert!(now < deadline.at && now.after(left) == deadline.at),
                Arrived::Late { expired, counted } => prop_assert!(now >= deadline.at && counted && expired.waited >= expired.limit),
            }
            let call = Timeout::new(Duration::from_secs(2)).unwrap().start(Instant::ZERO);
            prop_assert!(deadline.within(call).at <= call.at);
        }
    }

    #[test]
    fn chaos_fails_everything_in_an_outage_and_slows_nothing_beyond_its_range(
        rate in 0.0..=1.0, slow in 0.0..=1.0, least in span(), more in span(), times in times(), draws in vec((draw(), draw()), 60),
        failures in number(),
    ) {
        let kind = FailureKind::Unavailable;
        let settings = chaos::Settings {
            failure: (rate, FailureKind::Connection),
            slow,
            least,
            greatest: least.saturating_add(more),
            outages: vec![Outage { from: Instant::from_millis(5_000), until: Instant::from_millis(9_000), kind }],
            bursts: vec![Burst { at: Instant::from_millis(2_000), failures, kind: FailureKind::Timeout }],
        };
        let Ok(mut chaos) = Chaos::new(settings.clone()) else { return Ok(()) };
        let (mut latest, mut forced) = (Instant::ZERO, 0_u32);
        for (now, (failure, slow)) in times.into_iter().zip(draws) {
            latest = latest.max(now);
            let injected = chaos.decide(now, failure, slow);
            let out = latest >= settings.outages[0].from && latest < settings.outages[0].until;
            prop_assert_eq!(out, matches!(injected.failure, Some((FailureKind::Unavailable, Rule::Outage { .. }))));
            forced += u32::from(matches!(injected.failure, Some((_, Rule::Forced { .. }))));
            prop_assert!(forced <= failures);
            prop_assert!(injected.extra.is_zero() || (injected.extra >= least && injected.extra <= settings.greatest));
        }
    }

    #[test]
    fn any_status_and_any_header_has_an_answer(status in any::<u16>(), header in ".{0,40}") {
        prop_assert_eq!(classify::kind_of_status(status).is_some(), (400..600).contains(&status));
        let _ = (classify::retry_after(&header), classify::kind_of_message(&header));
    }
}

/// A layer of one of the kinds here.
#[derive(Clone, Debug)]
enum Built {
    Plan(Box<Settings>, u8),
    Hedge(u32, u64),
    Chaos(f64, f64, u64),
    Deadline(u64, bool),
    Selection(bool),
    Breaker(u32),
    Bulkhead(u32, u32),
}

fn built() -> impl Strategy<Value = Built> {
    let plan = (plan_settings(), 0..4_u8).prop_filter_map("a plan that ends soon", |(settings, allowance)| {
        let settings = Settings { attempts: settings.attempts.min(5), ..settings };
        Plan::new(settings.clone()).ok()?;
        Some(Built::Plan(Box::new(settings), allowance))
    });
    prop_oneof![
        3 => plan,
        1 => (1..4_u32, 0..400_u64).prop_map(|(extra, wait)| Built::Hedge(extra, wait)),
        1 => (0.0..=1.0, 0.0..=1.0, 0..900_u64).prop_map(|(failure, slow, extra)| Built::Chaos(failure, slow, extra)),
        1 => (1..2_000_u64, any::<bool>()).prop_map(|(limit, cancels)| Built::Deadline(limit, cancels)),
        1 => any::<bool>().prop_map(Built::Selection),
        1 => (1..4_u32).prop_map(Built::Breaker),
        1 => (1..3_u32, 0..3_u32).prop_map(|(limit, queue)| Built::Bulkhead(limit, queue)),
    ]
}

fn layer(built: &Built) -> Box<dyn Layer> {
    let ms = Duration::from_millis;
    match built {
        Built::Plan(settings, allowance) => {
            let allowance = match allowance {
                0 => Allowance::Unlimited,
                1 => Allowance::Budget(RetryBudget::new(retry_budget::Settings::default()).unwrap()),
                2 => Allowance::Quota(RetryQuota::new(retry_quota::Settings::default()).unwrap()),
                _ => Allowance::Tokens(TokenRetry::new(token_retry::Settings::default()).unwrap()),
            };
            Box::new(PlanLayer::new(Plan::new((**settings).clone()).unwrap(), allowance, Some(ms(100))))
        }
        Built::Hedge(extra, wait) => {
            let settings = hedge::Settings { extra: *extra, after: After::Fixed(ms(*wait)), wins: Wins::FirstSuccess };
            Box::new(HedgeLayer::new(Hedge::new(settings).unwrap(), None))
        }
        Built::Chaos(failure, slow, extra) => {
            let failure = (*failure, FailureKind::RateLimited);
            let settings = chaos::Settings { failure, slow: *slow, greatest: ms(*extra), ..chaos::Settings::calm() };
            Box::new(ChaosLayer::new(Chaos::new(settings).unwrap()))
        }
        Built::Deadline(limit, cancels) => {
            let late = if *cancels { Late::Cancelled } else { Late::Counted };
            Box::new(DeadlineLayer::new(Timeout::new(ms(*limit)).unwrap(), late))
        }
        Built::Selection(code) => {
            let learning = if *code { Learning::FirstForEver } else { Learning::TryEach { operations: 1 } };
            Box::new(SelectionLayer::new(learning, OperationType::Network).unwrap())
        }
        Built::Breaker(threshold) => {
            let settings = breaker::Settings {
                trip: breaker::Trip::Row { threshold: *threshold },
                reset: ms(300),
                probes: breaker::Probes::AtOnce(1),
                successes: 1,
                lease: Duration::from_secs(30),
                late: breaker::Late::Drop,
                ignored: breaker::IgnoredCounts::Neutral,
            };
            Box::new(BreakerLayer::new(settings).unwrap())
        }
        Built::Bulkhead(limit, queue) => {
            let (limit, queue, max_wait) = (*limit, *queue, ms(200));
            let settings = bulkhead::Settings { limit, queue, max_wait, ..bulkhead::Settings::default() };
            Box::new(BulkheadLayer::new(settings).unwrap())
        }
    }
}

fn simulation(seed: u64, failure: f64, latency: u64, layers: &[Built]) -> Simulation {
    let service = ServiceConfig { id: 1, name: "S1", failure, latency: Duration::from_millis(latency) };
    let workload = WorkloadConfig::Callers { callers: 3, pause: Duration::from_millis(50), calls: 8 };
    Simulation::new(seed, World { stacks: vec![(service, layers.iter().map(layer).collect())], workload })
}

/// Steps until the end or the limit; the events of a simulation.
fn play(simulation: &mut Simulation, steps: usize) -> Vec<Record> {
    let mut records = Vec::new();
    let taken = (0..steps).take_while(|_| simulation.step(&mut records)).count();
    assert!(taken < steps || steps < 1_000, "it never ends");
    records
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn in_any_order_of_layers_every_call_ends_once_and_a_fork_goes_the_same_way(
        seed in any::<u64>(), failure in 0.0..=1.0, latency in 0..500_u64, layers in vec(built(), 0..5), fork_after in 0..40_usize,
    ) {
        let mut first = simulation(seed, failure, latency, &layers);
        let mut records = play(&mut first, fork_after);
        let mut fork = first.clone();
        let rest = play(&mut first, 200_000);
        prop_assert_eq!(&rest, &play(&mut fork, 200_000));
        records.extend(rest);
        let mut open = BTreeMap::new();
        let mut latest = Instant::ZERO;
        for Record { at, event } in &records {
            prop_assert!(*at >= latest, "time goes back");
            latest = *at;
            match event {
                Event::CallStarted { call } => prop_assert!(open.insert(*call, ()).is_none()),
                Event::CallEnded { call, .. } => prop_assert!(open.remove(call).is_some(), "{call:?} ends twice"),
                _ => {}
            }
        }
        let ended = records.iter().filter(|record| matches!(record.event, Event::CallEnded { .. })).count();
        prop_assert_eq!(ended, 8);
    }

    #[test]
    fn in_a_run_no_attempt_starts_at_the_total_limit(
        seed in any::<u64>(), settings in plan_settings(), limit in 100..2_000_u64, inner in vec(built(), 0..2),
    ) {
        let limit = Duration::from_millis(limit);
        let settings = Settings { total_limit: Some(limit), attempts: settings.attempts.clamp(1, 5), ..settings };
        let Ok(_) = Plan::new(settings.clone()) else { return Ok(()) };
        // What is left running by a deadline inside would go on beyond it.
        let ends = inner.iter().all(|built| !matches!(built, Built::Deadline(_, false)));
        // A queue inside may let an attempt go at the very instant of the deadline, just before that cancels it.
        let queues = inner.iter().any(|built| matches!(built, Built::Bulkhead(..)));
        let layers: Vec<Built> = [Built::Plan(Box::new(settings), 0)].into_iter().chain(inner).collect();
        let mut started = BTreeMap::new();
        for Record { at, event } in play(&mut simulation(seed, 0.9, 150, &layers), 200_000) {
            match event {
                Event::CallStarted { call } => {
                    started.insert(call, at);
                }
                Event::AttemptStarted { call, .. } if ends => {
                    let end = started[&call].after(limit);
                    prop_assert!(at < end || (queues && at == end));
                }
                Event::CallEnded { call, .. } => prop_assert!(at <= started[&call].after(limit)),
                _ => {}
            }
        }
    }

    #[test]
    fn in_a_run_a_hedge_has_no_more_under_way_than_its_limit(
        seed in any::<u64>(), failure in 0.0..=1.0, extra in 1..4_u32, wait in 0..300_u64, inner in vec(built(), 0..2),
    ) {
        // A hedge inside multiplies, and a deadline inside leaves attempts running that no longer count.
        let inner: Vec<Built> = inner
            .into_iter()
            .filter(|built| !matches!(built, Built::Hedge(..) | Built::Deadline(_, false)))
            .collect();
        let layers: Vec<Built> = [Built::Hedge(extra, wait)].into_iter().chain(inner).collect();
        let mut under_way = BTreeMap::new();
        for Record { event, .. } in play(&mut simulation(seed, failure, 200, &layers), 200_000) {
            match event {
                Event::AttemptStarted { call, .. } => {
                    let count = under_way.entry(call).or_insert(0_u32);
                    *count += 1;
                    prop_assert!(*count <= extra + 1);
                }
                Event::AttemptEnded { call, .. } | Event::AttemptCancelled { call, .. } => {
                    *under_way.entry(call).or_insert(1) -= 1;
                }
                Event::CallEnded { call, .. } => prop_assert_eq!(under_way.get(&call).copied().unwrap_or(0), 0),
                _ => {}
            }
        }
    }
}

#[test]
fn every_preset_is_valid() {
    let plans = [
        presets::lecture(),
        presets::skill(),
        presets::guide(),
        presets::sysmanage_network(),
        presets::sysmanage_database(),
        presets::sysmanage_api(),
        presets::sysmanage_linear(),
        presets::aws_standard(),
    ];
    assert!(plans.iter().all(Result::is_ok));
}
