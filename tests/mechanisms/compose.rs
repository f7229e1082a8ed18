//! Layers in the recommended order and in the wrong ones.

use std::fmt::Write as _;
use std::time::Duration;

use half_open::policy::backoff::{Backoff, Growth, Jitter};
use half_open::policy::breaker::{Outcome, State};
use half_open::policy::partial::Partial;
use half_open::policy::restart::Comeback;
use half_open::policy::retry::{Retried, Retry};
use half_open::policy::timeout::Timeout;
use half_open::sim::event::{CallOutcome, Event, Record};
use half_open::sim::input::Action;
use half_open::sim::layer::Layer;
use half_open::sim::layer::breaker::BreakerLayer;
use half_open::sim::layer::fallback::FallbackLayer;
use half_open::sim::layer::retry::RetryLayer;
use half_open::sim::layer::timeout::TimeoutLayer;
use half_open::sim::workload::Batches;

use super::play::{breaker, count, number, play, seconds, service, world};
use crate::golden;

/// The layer of a letter: degradation, breaker, retry, timeout.
fn layer(letter: char, retried: Retried) -> Box<dyn Layer> {
    match letter {
        'D' => Box::new(FallbackLayer),
        'B' => Box::new(BreakerLayer::new(breaker(3, 5.0, 1)).expect("valid settings")),
        'R' => {
            let growth = Growth::Exponential { factor: 2.0 };
            let backoff = Backoff::new(growth, seconds(0.2), seconds(5.0), Jitter::None).expect("a valid backoff");
            Box::new(RetryLayer::new(Retry::new(3, backoff, retried).expect("a valid retry")))
        }
        'T' => Box::new(TimeoutLayer::new(Timeout::new(seconds(0.5)).expect("a valid timeout"))),
        other => panic!("no layer {other}"),
    }
}

/// What is counted of a run.
#[derive(Debug, PartialEq)]
struct Counted {
    attempts: usize,
    successes: usize,
    fell_back: usize,
    failed: usize,
    refusals: usize,
    seen: usize,
    openings: usize,
    timeouts: usize,
    waited: Duration,
}

fn counted(records: &[Record]) -> Counted {
    let ended = |wanted: fn(&CallOutcome) -> bool| {
        count(records, |event| matches!(event, Event::CallEnded { outcome, .. } if wanted(outcome)))
    };
    Counted {
        attempts: count(records, |event| matches!(event, Event::AttemptStarted { .. })),
        successes: ended(|outcome| matches!(outcome, CallOutcome::Success { .. })),
        fell_back: ended(|outcome| matches!(outcome, CallOutcome::FellBack { .. })),
        failed: ended(|outcome| matches!(outcome, CallOutcome::Failed { .. } | CallOutcome::Refused)),
        refusals: count(records, |event| matches!(event, Event::Refused { .. })),
        seen: count(records, |event| matches!(event, Event::Counted { outcome: Outcome::Failure, .. })),
        openings: count(records, |event| matches!(event, Event::Transition(change) if change.to == State::Open)),
        timeouts: count(records, |event| matches!(event, Event::TimedOut { .. })),
        waited: records
            .iter()
            .filter_map(|record| match &record.event {
                Event::Waiting { delay, .. } => Some(delay.total),
                _ => None,
            })
            .sum(),
    }
}

/// Two hundred calls, one each 2 s whatever became of the one before; the service fails 20 % of the time and is down
/// for two minutes in the middle. An attempt takes 0.3 s, so that a timeout of 0.5 s around the retry cuts its second
/// attempt off.
fn run(order: &str, retried: Retried) -> Counted {
    let layers = order.chars().map(|letter| layer(letter, retried)).collect();
    let workload = Box::new(Batches::new(seconds(2.0), 200, Partial::ANY, Comeback::ByHand));
    let inputs = [(120.0, Action::Kill { service: 1 }), (240.0, Action::Recover { service: 1 })];
    counted(&play(42, &world(service(0.2, 0.3), layers, workload), &inputs, 3_600.0))
}

const ORDERS: [(&str, Retried, &str); 9] = [
    ("", Retried::Transient, "nothing"),
    ("DBRT", Retried::Transient, "recommended: degradation, breaker, retry, timeout"),
    ("DRBT", Retried::Transient, "breaker inside the retry"),
    ("DRBT", Retried::TransientAndRefused, "the same, and refusals are retried"),
    ("DBTR", Retried::Transient, "timeout around the retry"),
    ("DTBR", Retried::Transient, "timeout around the breaker"),
    ("BDRT", Retried::Transient, "degradation inside the breaker"),
    ("BRDT", Retried::Transient, "degradation inside the retry"),
    ("DBRRT", Retried::Transient, "retry inside retry"),
];

#[test]
fn the_recommended_order_and_the_wrong_ones_on_the_same_luck() {
    let mut text = String::from(
        "200 calls, one each 2 s; an attempt takes 0.3 s, fails 20 % of the time, and always from 120 s to 240 s.\n\
         Outermost first: D a fallback, B a breaker (3 in a row, 5 s), R 3 attempts (0.2 s, doubled), T a timeout of\n\
         0.5 s. The breaker counts what reaches it from inside.\n\n\
         order  attempts  good  fell back  failed  refused  seen by B  openings  timeouts  waiting, s\n",
    );
    for (order, retried, what) in ORDERS {
        let Counted { attempts, successes, fell_back, failed, refusals, seen, openings, timeouts, waited } =
            run(order, retried);
        writeln!(
            text,
            "{order:<5}  {attempts:8}  {successes:4}  {fell_back:9}  {failed:6}  {refusals:7}  {seen:9}  {openings:8}  \
             {timeouts:8}  {:>10}  {what}",
            number(waited.as_secs_f64())
        )
        .expect("a string takes all");
    }
    golden("compose", &text);
}

#[test]
fn each_wrong_order_costs_what_its_name_says() {
    let of = |order| run(order, Retried::Transient);
    let right = of("DBRT");
    // Nothing fails outside a fallback, and every call comes to something.
    assert_eq!((right.failed, right.successes + right.fell_back), (0, 200));
    // Inside the retry the breaker sees every attempt, and opens within a call.
    let inside = of("DRBT");
    assert!(inside.seen > right.seen && inside.openings > right.openings);
    // Where refusals are retried, the caller waits although the breaker knows better.
    assert!(run("DRBT", Retried::TransientAndRefused).waited > inside.waited);
    // A timeout around the retry leaves no time for it.
    let cut = of("DBTR");
    assert!(cut.timeouts > 0 && cut.successes < right.successes);
    // Around the breaker it takes the permit back uncounted: a call that is cut off is never seen as a failure.
    assert!(of("DTBR").seen < cut.seen);
    // A fallback inside hides every failure: the breaker never opens, the retry never retries.
    let (hidden, early) = (of("BDRT"), of("BRDT"));
    assert_eq!((hidden.seen, hidden.openings), (0, 0));
    assert_eq!((early.seen, early.openings, early.waited), (0, 0, Duration::ZERO));
    assert!(hidden.attempts > right.attempts);
    // Retries multiply.
    assert!(of("DBRRT").attempts > right.attempts);
}
