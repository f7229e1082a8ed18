//! What holds in a run for limits and fallbacks, in any order of layers.

use core::time::Duration;

use half_open::policy::backoff::{Backoff, Growth, Jitter};
use half_open::policy::bulkhead::Settings;
use half_open::policy::cache::Cache;
use half_open::policy::fallback::Ladder;
use half_open::policy::rate_limit::{Gcra, Rate};
use half_open::policy::retry::{Retried, Retry};
use half_open::policy::share::Share;
use half_open::policy::shed::{Criticality, Shedder};
use half_open::policy::throttle::{self};
use half_open::policy::timeout::Timeout;
use half_open::sim::event::Event;
use half_open::sim::layer::Layer;
use half_open::sim::layer::bulkhead::BulkheadLayer;
use half_open::sim::layer::fallback::FallbackLayer;
use half_open::sim::layer::ladder::LadderLayer;
use half_open::sim::layer::rate_limit::{Limiter, RateLimitLayer};
use half_open::sim::layer::retry::RetryLayer;
use half_open::sim::layer::shed::ShedLayer;
use half_open::sim::layer::throttle::ThrottleLayer;
use half_open::sim::layer::timeout::TimeoutLayer;
use half_open::sim::service::ServiceConfig;
use half_open::sim::workload::Callers;
use half_open::sim::{Simulation, World};
use proptest::collection::vec;
use proptest::prelude::*;

use super::layers::{breaker, play};
use super::strategies::config;

/// A layer of any kind, with everyday settings that make it act often.
fn any_layer() -> impl Strategy<Value = Box<dyn Layer>> {
    let ms = Duration::from_millis;
    (0..9_u32, 1..4_u32, 0..3_u32, 1..6_u64).prop_map(move |(kind, few, none, tenths)| -> Box<dyn Layer> {
        match kind {
            0 => breaker(few, ms(700)),
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
                let ways = vec![ServiceConfig::new(9, "other", 0.5, ms(tenths * 40))];
                Box::new(LadderLayer::new(ladder, ways, Cache::new(ms(300), ms(300), 4).unwrap(), 0.0).unwrap())
            }
        }
    })
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn layers_in_any_order_end_every_call_and_a_fork_goes_on_alike(
        layers in vec(any_layer(), 0..6), seed in any::<u64>(), callers in 1..7_u32, failure in 0.0..=1.0_f64,
        latency in 0..400_u64, fork_at in 0..300_usize
    ) {
        let service = ServiceConfig::new(1, "S1", failure, Duration::from_millis(latency));
        let workload = Box::new(Callers::new(callers, Duration::from_millis(60), 60));
        let mut simulation = Simulation::new(seed, World { stacks: vec![(service, layers)], workload });
        let before = play(&mut simulation, fork_at);
        let mut fork = simulation.clone();
        let after = play(&mut simulation, 100_000);
        prop_assert_eq!(&after, &play(&mut fork, 100_000));
        let all = || before.iter().chain(&after).map(|record| &record.event);
        prop_assert_eq!(all().filter(|event| matches!(event, Event::CallEnded { .. })).count(), 60);
        let set_out = all().filter(|event| matches!(event, Event::AttemptStarted { .. })).count();
        let came_back = |event: &Event| matches!(event, Event::AttemptEnded { .. } | Event::AttemptCancelled { .. });
        prop_assert_eq!(set_out, all().filter(|event| came_back(event)).count());
        prop_assert!(before.iter().chain(&after).is_sorted_by_key(|record| record.at));
    }
}
