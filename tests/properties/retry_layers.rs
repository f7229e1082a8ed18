//! What holds in a run for retries, hedges, deadlines and chaos, in any order of layers.

use core::time::Duration;
use std::collections::BTreeMap;

use half_open::policy::FailureKind;
use half_open::policy::bulkhead;
use half_open::policy::chaos::{self, Chaos};
use half_open::policy::hedge::{self, After, Hedge, Wins};
use half_open::policy::retry::plan::{Plan, Settings};
use half_open::policy::retry::selection::{Learning, OperationType};
use half_open::policy::retry_budget::{self, RetryBudget};
use half_open::policy::retry_quota::{self, RetryQuota};
use half_open::policy::timeout::{Late, Timeout};
use half_open::policy::token_retry::{self, TokenRetry};
use half_open::sim::event::{Event, Record};
use half_open::sim::layer::Layer;
use half_open::sim::layer::allowance::Allowance;
use half_open::sim::layer::bulkhead::BulkheadLayer;
use half_open::sim::layer::chaos::ChaosLayer;
use half_open::sim::layer::deadline::DeadlineLayer;
use half_open::sim::layer::hedge::HedgeLayer;
use half_open::sim::layer::plan::PlanLayer;
use half_open::sim::layer::selection::SelectionLayer;
use half_open::sim::service::ServiceConfig;
use half_open::sim::workload::Callers;
use half_open::sim::{Simulation, World};
use half_open::time::Instant;
use proptest::collection::vec;
use proptest::prelude::*;

use super::layers::{breaker, play};
use super::plan::plan_settings;
use super::strategies::config;

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
        Built::Breaker(threshold) => breaker(*threshold, ms(300)),
        Built::Bulkhead(limit, queue) => {
            let (limit, queue, max_wait) = (*limit, *queue, ms(200));
            let settings = bulkhead::Settings { limit, queue, max_wait, ..bulkhead::Settings::default() };
            Box::new(BulkheadLayer::new(settings).unwrap())
        }
    }
}

fn simulation(seed: u64, failure: f64, latency: u64, layers: &[Built]) -> Simulation {
    let service = ServiceConfig::new(1, "S1", failure, Duration::from_millis(latency));
    let workload = Box::new(Callers::new(3, Duration::from_millis(50), 8));
    Simulation::new(seed, World { stacks: vec![(service, layers.iter().map(layer).collect())], workload })
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
