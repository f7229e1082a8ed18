//! What holds for every bulkhead.

use core::time::Duration;

use half_open::policy::bulkhead::{
    self, Bulkhead, Changes, Decision, Isolation, JudgedBy, Queueing, Settings, Started, Ticket,
};
use half_open::time::Instant;
use proptest::collection::vec;
use proptest::prelude::*;

use super::strategies::{config, instant, number, span};

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

proptest! {
    #![proptest_config(config())]

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
                    let (changes, decision) = bulkhead.admit(at);
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
                    let changes = bulkhead.release(at, ticket, outcome);
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
}
