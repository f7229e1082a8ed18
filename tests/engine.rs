//! The engine: layers in any order, luck by address, and when a change takes effect.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "common/cases.rs"]
mod cases;

use std::collections::BTreeMap;
use std::time::Duration;

use cases::cases;
use half_open::link;
use half_open::play::{Run, Scenario, Value};
use half_open::policy::FailureKind;
use half_open::policy::backoff::{Backoff, Growth, Jitter};
use half_open::policy::breaker::general::{self, GeneralBreaker};
use half_open::policy::breaker::{self, IgnoredCounts, Late, Outcome, Probes, State, Trip};
use half_open::policy::retry::{Retried, Retry};
use half_open::policy::share::Share;
use half_open::policy::timeout::{self, Timeout};
use half_open::sim::event::breaker::{Cause, Over, Progress, Transition};
use half_open::sim::event::{CallOutcome, Event, Limit, Luck, Record, TwinFate};
use half_open::sim::input::{Action, Input, Lanes};
use half_open::sim::layer::Layer;
use half_open::sim::layer::breaker::BreakerLayer;
use half_open::sim::layer::deadline::DeadlineLayer;
use half_open::sim::layer::fallback::FallbackLayer;
use half_open::sim::layer::general_breaker::GeneralBreakerLayer;
use half_open::sim::layer::retry::RetryLayer;
use half_open::sim::layer::timeout::TimeoutLayer;
use half_open::sim::service::ServiceConfig;
use half_open::sim::workload::Callers;
use half_open::sim::{Simulation, World};
use half_open::time::Instant;
use proptest::prelude::*;

fn seconds(seconds: f64) -> Duration {
    Duration::from_secs_f64(seconds)
}

fn breaker() -> Box<dyn Layer> {
    let settings = breaker::Settings {
        trip: Trip::Row { threshold: 3 },
        reset: seconds(5.0),
        probes: Probes::AtOnce(1),
        successes: 1,
        lease: seconds(30.0),
        late: Late::Drop,
        ignored: IgnoredCounts::Neutral,
    };
    Box::new(BreakerLayer::new(settings).expect("a valid breaker"))
}

fn retry(attempts: u32) -> Box<dyn Layer> {
    let growth = Growth::Exponential { factor: 2.0 };
    let backoff = Backoff::new(growth, seconds(0.1), seconds(30.0), Jitter::Full).expect("a valid backoff");
    Box::new(RetryLayer::new(Retry::new(attempts, backoff, Retried::default()).expect("a valid retry")))
}

fn fallback() -> Box<dyn Layer> {
    Box::new(FallbackLayer)
}

fn timeout(limit: f64) -> Box<dyn Layer> {
    Box::new(TimeoutLayer::new(Timeout::new(seconds(limit)).expect("a valid timeout")))
}

/// `calls` calls, a tenth of a second apart, through the layers to a service.
fn world(layers: Vec<Box<dyn Layer>>, failure: f64, latency: f64, calls: u64) -> World {
    let service = ServiceConfig::new(1, "S1", failure, seconds(latency));
    let workload = Box::new(Callers::new(1, seconds(0.1), calls));
    World { stacks: vec![(service, layers)], workload }
}

/// All events of a world until nothing happens any more.
fn play(seed: u64, world: World) -> Vec<Record> {
    let mut simulation = Simulation::new(seed, world);
    let mut records = Vec::new();
    let mut steps = 0;
    while simulation.step(&mut records) {
        steps += 1;
        assert!(steps < 1_000_000, "it never ends");
    }
    records
}

fn outcomes(records: &[Record]) -> Vec<CallOutcome> {
    records
        .iter()
        .filter_map(|record| if let Event::CallEnded { outcome, .. } = record.event { Some(outcome) } else { None })
        .collect()
}

fn count(records: &[Record], wanted: impl Fn(&Event) -> bool) -> usize {
    records.iter().filter(|record| wanted(&record.event)).count()
}

/// The luck of each attempt by its address.
fn luck(records: &[Record]) -> BTreeMap<(u64, u32), Luck> {
    records
        .iter()
        .filter_map(|record| match record.event {
            Event::AttemptEnded { call, attempt, luck, .. } => Some(((call.number, attempt), luck)),
            _ => None,
        })
        .collect()
}

#[test]
fn two_stacks_meet_the_same_luck_whatever_each_lets_through() {
    let alone = luck(&play(1, world(vec![], 0.7, 0.3, 200)));
    let guarded = luck(&play(1, world(vec![breaker()], 0.7, 0.3, 200)));
    assert!(guarded.len() < alone.len(), "the breaker refused nothing");
    assert!(guarded.iter().all(|(address, luck)| alone[address] == *luck));
}

#[test]
fn raising_a_failure_rate_only_adds_failures() {
    let (low, high) = (luck(&play(1, world(vec![], 0.3, 0.1, 500))), luck(&play(1, world(vec![], 0.6, 0.1, 500))));
    assert!(low.iter().all(|(address, luck)| !luck.fails() || high[address].fails()));
    assert!(high.values().filter(|luck| luck.fails()).count() > low.values().filter(|luck| luck.fails()).count());
}

#[test]
fn a_timeout_cancels_what_is_inside_and_its_caller_goes_on() {
    let records = play(1, world(vec![timeout(0.2)], 0.0, 0.5, 5));
    assert_eq!(count(&records, |event| matches!(event, Event::TimedOut { .. })), 5);
    assert_eq!(count(&records, |event| matches!(event, Event::AttemptCancelled { .. })), 5);
    assert_eq!(count(&records, |event| matches!(event, Event::AttemptEnded { .. })), 0);
    let timed_out = CallOutcome::Failed { kind: FailureKind::Timeout, reason: None };
    assert!(outcomes(&records).iter().all(|outcome| *outcome == timed_out));
}

/// The skill's thread timeout: with a limit of 0.2 s around 1.5 s of work it raises after 1.5 s.
#[test]
fn a_timeout_that_waits_for_its_thread_shortens_no_wait() {
    let ended = |late| {
        let layer = DeadlineLayer::new(Timeout::new(seconds(0.2)).expect("a valid timeout"), late);
        let records = play(1, world(vec![Box::new(layer)], 0.0, 1.5, 3));
        let timed_out = count(&records, |event| matches!(event, Event::TimedOut { .. }));
        let first = records.iter().find_map(|record| match record.event {
            Event::CallEnded { outcome, .. } => Some((record.at.millis(), outcome)),
            _ => None,
        });
        (timed_out, first.expect("a call ended"))
    };
    let timeout = CallOutcome::Failed { kind: FailureKind::Timeout, reason: None };
    assert_eq!(ended(timeout::Late::AwaitedAllTheSame), (3, (1_500, timeout)));
    assert_eq!(ended(timeout::Late::Counted), (3, (200, timeout)));
    assert_eq!(ended(timeout::Late::Cancelled), (3, (200, timeout)));
}

/// A breaker inside a timeout gets its permit back uncounted; a breaker around it counts the timeout as a failure.
#[test]
fn where_the_timeout_stands_decides_what_the_breaker_sees() {
    let opened = |event: &Event| matches!(event, Event::Transition(change) if change.to == State::Open);
    let inside = play(1, world(vec![timeout(0.2), breaker()], 0.0, 0.5, 20));
    assert_eq!(count(&inside, opened), 0);
    let around = play(1, world(vec![breaker(), timeout(0.2)], 0.0, 0.5, 20));
    assert_eq!(count(&around, opened), 1);
}

/// A breaker around retries sees one failure a call; inside them it sees each attempt and opens within the first call.
#[test]
fn where_the_breaker_stands_decides_how_many_failures_it_sees() {
    let first_opening = |layers| {
        let records = play(1, world(layers, 1.0, 0.1, 10));
        let at = records.iter().position(|r| matches!(&r.event, Event::Transition(t) if t.to == State::Open));
        count(&records[..at.expect("it opens")], |event| matches!(event, Event::CallStarted { .. }))
    };
    assert_eq!(first_opening(vec![breaker(), retry(4)]), 3);
    assert_eq!(first_opening(vec![retry(4), breaker()]), 1);
}

#[test]
fn a_refused_attempt_is_counted_and_not_retried_by_default() {
    let records = play(1, world(vec![retry(4), breaker()], 1.0, 0.1, 3));
    let last = outcomes(&records)[2];
    assert!(matches!(last, CallOutcome::Failed { kind: FailureKind::Refused, .. }), "{last:?}");
}

#[test]
fn a_fallback_hides_every_failure() {
    let records = play(1, world(vec![fallback(), breaker(), timeout(0.2)], 0.5, 0.1, 200));
    let all = outcomes(&records);
    assert!(all.iter().all(|o| matches!(o, CallOutcome::Success { .. } | CallOutcome::FellBack { .. })));
    assert!(all.contains(&CallOutcome::FellBack { kind: FailureKind::Refused }));
}

fn layer() -> impl Strategy<Value = Box<dyn Layer>> {
    prop_oneof![
        Just(breaker()),
        (1_u32..4).prop_map(retry),
        (1_u32..20).prop_map(|tenths| timeout(f64::from(tenths) / 10.0)),
        Just(fallback()),
    ]
}

fn trip() -> impl Strategy<Value = Trip> {
    let rate = |tenths: u32| Share::new(f64::from(tenths) / 10.0).expect("a share");
    prop_oneof![
        (1_u32..5).prop_map(|threshold| Trip::Row { threshold }),
        (2_u32..9, 1_u32..10, 1_u32..6).prop_map(move |(window, tenths, min)| Trip::Count {
            window,
            rate: rate(tenths),
            min
        }),
        (1_u32..9, 1_u32..10, 1_u32..6).prop_map(move |(span, tenths, min)| Trip::Time {
            span: seconds(f64::from(span)),
            rate: rate(tenths),
            min
        }),
    ]
}

proptest! {
    #![proptest_config(cases(150))]

    /// The breaker of any library, told to behave like the plain one, tells the same story in a run.
    #[test]
    fn the_general_breaker_tells_what_the_plain_one_tells(
        trip in trip(),
        reset in 0_u32..8,
        (probes, successes) in (1_u32..4, 1_u32..4),
        late in prop_oneof![Just(Late::Drop), Just(Late::Apply)],
        failure in 0.0_f64..=1.0,
        latency in 0_u32..12,
        callers in 1_u32..6,
        seed: u64,
    ) {
        let settings = breaker::Settings {
            trip,
            reset: seconds(f64::from(reset) / 2.0),
            probes: Probes::AtOnce(probes),
            successes,
            lease: seconds(1.0),
            late,
            ignored: IgnoredCounts::Neutral,
        };
        let general = GeneralBreaker::new(general::Settings::from(&settings)).expect("valid settings");
        let plain = BreakerLayer::new(settings).expect("valid settings");
        let told = |layer: Box<dyn Layer>| {
            let mut world = world(vec![layer], failure, f64::from(latency) / 10.0, 60);
            world.workload = Box::new(Callers::new(callers, seconds(0.1), 60));
            play(seed, world)
        };
        let (plain, general) = (told(Box::new(plain)), told(Box::new(GeneralBreakerLayer::new(general))));
        for (plain, general) in plain.iter().zip(&general) {
            prop_assert_eq!(plain, general);
        }
        prop_assert_eq!(plain.len(), general.len());
    }
}

proptest! {
    #![proptest_config(cases(150))]

    /// A setting that the plain breaker has not may be asked for in the midst of a run. The general one then goes on
    /// where the plain one stands: with the same rules it tells the same story as if nothing had been changed.
    #[test]
    fn the_general_breaker_goes_on_where_the_plain_one_stands(
        trip in trip(),
        (probes, successes) in (1_u32..4, 1_u32..4),
        late in prop_oneof![Just(Late::Drop), Just(Late::Apply)],
        failure in 0.0_f64..=1.0,
        latency in 0_u32..12,
        callers in 1_u32..6,
        at in 0_u64..20_000,
        seed: u64,
    ) {
        let settings = breaker::Settings {
            trip,
            reset: seconds(1.0),
            probes: Probes::AtOnce(probes),
            successes,
            lease: seconds(1.0),
            late,
            ignored: IgnoredCounts::Neutral,
        };
        let general = || GeneralBreaker::new(general::Settings::from(&settings)).expect("valid settings");
        let with = |layer: Box<dyn Layer>| {
            let mut world = world(vec![layer], failure, f64::from(latency) / 10.0, 60);
            world.workload = Box::new(Callers::new(callers, seconds(0.1), 60));
            world
        };
        let plain = || with(Box::new(BreakerLayer::new(settings.clone()).expect("valid settings")));
        let turned = with(Box::new(GeneralBreakerLayer::new(general())));
        let (mut simulation, mut records) = (Simulation::new(seed, plain()), Vec::new());
        let at = Instant::from_millis(at);
        while simulation.next_at().is_some_and(|next| next <= at) {
            simulation.step(&mut records);
        }
        let input = Input { at, lanes: Lanes::Both, action: set("lease", 1.0) };
        simulation.handle_input(input, &turned, &mut records);
        while simulation.step(&mut records) {}
        records.retain(|record| !matches!(record.event, Event::Applied(_)));
        prop_assert_eq!(records, play(seed, plain()));
    }

    /// "3 failures in 5 seconds": the breaker opens with the failure that has two more no older than the span behind
    /// it, whatever succeeded between them, and with no other result.
    #[test]
    fn failures_within_a_time_open_and_nothing_else(
        (threshold, span) in (1_usize..6, 1_u64..9),
        failure in 0.05_f64..=0.9,
        seed in 0_u64..1_000_000,
    ) {
        let failure = (failure * 100.0).round() / 100.0;
        let link =
            format!("#breaker?trip=within&threshold={threshold}&span={span}&failure={failure}&pause=0.3&seed={seed}");
        let run = lab(&link, &[], 60_000);
        let (mut failed, mut opened) = (Vec::new(), 0);
        let records: Vec<&Record> = run.log().records().collect();
        for (record, next) in records.iter().zip(&records[1..]) {
            match &record.event {
                Event::Transition(change) if change.to == State::Closed => failed.clear(),
                Event::Counted { outcome, progress: Progress::Several { failures, .. }, .. } => {
                    if *outcome == Outcome::Failure {
                        failed.push(record.at);
                    }
                    let young = failed.iter().filter(|at| record.at.since(**at) <= seconds(span as f64)).count();
                    let opens = *outcome == Outcome::Failure && young >= threshold;
                    let opened_now = matches!(&next.event, Event::Transition(change) if change.to == State::Open);
                    prop_assert_eq!(opens, opened_now, "{} at {}", link, record.at);
                    prop_assert!(*outcome != Outcome::Failure || *failures == young.min(threshold) as u64);
                    opened += u32::from(opens);
                }
                _ => {}
            }
        }
        // Calls end 0.6 s apart, so this many fit into the span.
        let fits = (threshold as u64 - 1) * 6 <= span * 10;
        prop_assert!(opened > 0 || !fits || failure < 0.6 || threshold > 3, "{} never opens", link);
    }
}

/// The numbers of a run.
fn metric(run: &Run, name: &str) -> u64 {
    run.metrics().iter().find(|metric| metric.name == name).map_or(0, |metric| metric.value)
}

/// What Why says of a run.
fn explained(run: &Run) -> Vec<String> {
    half_open::play::explain::lines(run, 1_000).iter().map(|line| format!("{} {}", line.head, line.body)).collect()
}

/// The guide's mistake 7: a caller that asks nonsense opens the breaker for everybody, unless only failures of the
/// service count.
#[test]
fn a_clients_mistake_opens_no_breaker_that_counts_failures_of_the_service() {
    for kind in ["client", "authentication", "bug"] {
        for like in ["own", "lecture", "guide", "resilience4j"] {
            let openings = |counts: &str| {
                let link = format!("#breaker?failure=1&mix={kind}:1&counts={counts}&like={like}&pause=0.1&seed=1");
                metric(&lab(&link, &[], 60_000), "openings")
            };
            assert!(openings("all") > 0, "{kind} opens {like}");
            assert_eq!(openings("service"), 0, "{kind} does not open {like}");
        }
    }
    // What the service does wrong counts with either setting, HTTP 500 among it.
    for kind in ["connection", "timeout", "unavailable", "rate-limited", "server", "unknown"] {
        let link = format!("#breaker?failure=1&mix={kind}:1&counts=service&seed=1");
        assert!(metric(&lab(&link, &[], 60_000), "openings") > 0, "{kind}");
    }
}

#[test]
fn what_a_probe_that_does_not_count_does_is_a_setting() {
    // A healthy service is killed and comes back, but the caller that probes makes a mistake each time.
    let ends = |ignored: &str, more: &str| {
        let link = format!(
            "#breaker?failure=0&mix=client:1&counts=service&ignored={ignored}&seed=1{more}\
             &in=1~kill~S1;6~recover~S1;6~failure~1"
        );
        let run = lab(&link, &[], 20_000);
        (run.state(), metric(&run, "reopenings"))
    };
    assert_eq!(ends("success", "").0, "closed", "a mistake is taken as an answer");
    assert_eq!(ends("neutral", "").0, "half-open", "each mistake gives the place back, and the next call probes");
    let (state, reopenings) = ends("open", "");
    assert!(state != "closed" && reopenings > 0, "each mistake opens it again");
}

#[test]
fn kinds_come_as_often_as_the_mix_says_and_by_luck_of_their_own() {
    let failed = |mix: &str| -> Vec<(u64, FailureKind)> {
        let run = lab(&format!("#breaker?like=none&failure=0.5&latency=0&pause=0.1{mix}&seed=5"), &[], 60_000);
        let kinds = run.log().records().filter_map(|record| match record.event {
            Event::CallEnded { call, outcome: CallOutcome::Failed { kind, .. }, .. } => Some((call.number, kind)),
            _ => None,
        });
        kinds.collect()
    };
    let (plain, mixed) = (failed(""), failed("&mix=connection:0.6,client:0.4"));
    let numbers = |failed: &[(u64, FailureKind)]| failed.iter().map(|(number, _)| *number).collect::<Vec<_>>();
    assert_eq!(numbers(&plain), numbers(&mixed), "the kind changes nothing about who fails");
    assert!(plain.iter().all(|(_, kind)| *kind == FailureKind::Connection));
    let own = mixed.iter().filter(|(_, kind)| *kind == FailureKind::ClientError).count();
    let share = own as f64 / mixed.len() as f64;
    assert!((0.32..0.48).contains(&share), "{own} of {}", mixed.len());
    assert_eq!(own + mixed.iter().filter(|(_, kind)| *kind == FailureKind::Connection).count(), mixed.len());
}

#[test]
fn a_retry_tries_again_after_the_kinds_that_it_is_told_and_not_after_others() {
    let attempts = |more: &str| {
        let run = lab(&format!("#retry?failure=1&reads=5&jitter=none&base=0.1&seed=1{more}"), &[], 60_000);
        (metric(&run, "attempts"), metric(&run, "waiting-ms"))
    };
    assert_eq!(attempts(""), (20, 5 * 700));
    assert_eq!(attempts("&mix=client:1"), (5, 0), "a wrong request stays wrong");
    assert_eq!(attempts("&mix=client:1&retried=client"), (20, 5 * 700));
    assert_eq!(attempts("&mix=server:1"), (5, 0), "HTTP 500 is not retried by default");
    assert_eq!(attempts("&retried=none"), (5, 0));
    // A 429 asks for two seconds: each wait is at least that long.
    assert_eq!(attempts("&mix=rate-limited:1&after=2"), (20, 5 * 6_000));
    assert_eq!(attempts("&mix=timeout:1&after=2"), (20, 5 * 700), "only a 429 asks");
    assert_eq!(attempts("&floor=0.3"), (20, 5 * (300 + 300 + 400)), "no wait is shorter than the floor");
}

#[test]
fn failures_in_all_count_until_the_state_changes() {
    // Draws of the seed fail about every other call; a success between them resets nothing.
    let run = lab("#breaker?trip=total&threshold=4&failure=0.5&seed=3", &[], 60_000);
    let opened = run.log().records().find_map(|record| match record.event {
        Event::Transition(Transition { cause: Cause::Several { failures, threshold, over }, .. }) => {
            Some((record.at, failures, threshold, over))
        }
        _ => None,
    });
    let (at, failures, threshold, over) = opened.expect("it opens");
    assert_eq!((failures, threshold, over), (4, 4, Over::All));
    let before = |record: &&Record| record.at <= at;
    let counted = |wanted| {
        let is = |event: &Event| matches!(event, Event::Counted { outcome, .. } if *outcome == wanted);
        run.log().records().filter(before).filter(|record| is(&record.event)).count()
    };
    assert_eq!(counted(Outcome::Failure), 4, "exactly this many failures have been");
    assert!(counted(Outcome::Success) > 0, "successes between them change nothing");
}

/// What would have been cannot be seen in the run itself, but in the one without a breaker: luck is addressed.
#[test]
fn a_refused_call_is_good_if_it_succeeds_where_there_is_no_breaker() {
    let records = |like: &str| {
        let run = lab(&format!("#breaker?like={like}&latency=0&pause=0.5&failure=0.6&seed=12"), &[], 100_000);
        (run.log().records().copied().collect::<Vec<_>>(), run)
    };
    let ((with, run), (without, bare)) = (records("own"), records("none"));
    let succeeded = |number: u64| {
        without.iter().find_map(|record| match record.event {
            Event::AttemptEnded { call, value, .. } if call.number == number => Some(value.is_some()),
            _ => None,
        })
    };
    let refused = with.iter().filter_map(|record| match record.event {
        Event::Refused { call, .. } => Some(call.number),
        _ => None,
    });
    let good = refused.filter(|number| succeeded(*number) == Some(true)).count() as u64;
    assert!(good > 10, "{good}");
    assert_eq!(metric(&run, "good-refused"), good);
    assert_eq!(metric(&run, "bad-through"), metric(&run, "failures"));
    for (name, value) in [("fast-fails", 0), ("openings", 0), ("good-refused", 0), ("calls", 201)] {
        assert_eq!(metric(&bare, name), value, "{name}");
    }
}

proptest! {
    #![proptest_config(cases(150))]

    /// In any order of layers time goes forward, every call ends once, and every attempt that starts ends or is
    /// cancelled, once.
    #[test]
    fn layers_compose_in_any_order(
        layers in prop::collection::vec(layer(), 0..5),
        failure in 0.0_f64..=1.0,
        latency in 0_u32..12,
        seed: u64,
    ) {
        let records = play(seed, world(layers, failure, f64::from(latency) / 10.0, 30));
        prop_assert!(records.windows(2).all(|pair| pair[0].at <= pair[1].at));
        let mut open_calls = BTreeMap::new();
        let mut open_attempts = BTreeMap::new();
        for record in &records {
            match record.event {
                Event::CallStarted { call } => prop_assert!(open_calls.insert(call, ()).is_none()),
                Event::CallEnded { call, .. } => prop_assert!(open_calls.remove(&call).is_some()),
                Event::AttemptStarted { call, attempt, .. } => {
                    prop_assert!(open_attempts.insert((call, attempt), ()).is_none());
                }
                Event::AttemptEnded { call, attempt, .. } | Event::AttemptCancelled { call, attempt, .. } => {
                    prop_assert!(open_attempts.remove(&(call, attempt)).is_some());
                }
                _ => {}
            }
        }
        prop_assert!(open_calls.is_empty() && open_attempts.is_empty());
        prop_assert_eq!(count(&records, |event| matches!(event, Event::CallEnded { .. })), 30);
    }
}

/// A lab's run, told by the moments at which the user acts.
fn lab(text: &str, acts: &[(u64, Action)], until: u64) -> Run {
    let parsed = link::parse(text);
    assert!(parsed.complaints.is_empty(), "{:?}", parsed.complaints);
    let mut run = Run::replay(parsed.tape).expect("a valid link");
    for (millis, action) in acts {
        assert!(run.advance(Instant::from_millis(*millis), 1_000_000));
        run.act(*action).expect("a valid action");
    }
    assert!(run.advance(Instant::from_millis(until), 1_000_000));
    run
}

fn set(key: &'static str, number: f64) -> Action {
    Action::Set { key, value: Value::Number(number) }
}

/// The states of a breaker lab's run with the milliseconds at which they began.
fn states(run: &Run) -> Vec<(u64, State)> {
    let Some(picture) = run.picture().of::<half_open::labs::breaker::Picture>() else { panic!("not the breaker lab") };
    let state = |shown: u8| [State::Closed, State::HalfOpen, State::Open][usize::from(shown)];
    picture.course.bands(0).iter().map(|band| (band.from.millis(), state(band.state))).collect()
}

#[test]
fn a_breaker_turns_half_open_with_the_first_call_after_its_wait() {
    let run = lab("#breaker?failure=1&latency=0.3&pause=0.7&reset=2.5", &[], 9_000);
    use State::{Closed, HalfOpen, Open};
    // Calls end at 0.3, 1.3 and 2.3 s; refused ones come at 3.0, 3.7 and 4.4 s. The wait is over at 4.8 s, and the call
    // at 5.1 s is the probe.
    assert_eq!(states(&run)[..4], [(0, Closed), (2_300, Open), (5_100, HalfOpen), (5_400, Open)]);
}

#[test]
fn an_attempt_under_way_keeps_its_result() {
    // Both attempts start before the change and end after it.
    let run = lab("#breaker?failure=0&latency=1&pause=0", &[(500, Action::Kill { service: 1 })], 1_000);
    assert_eq!(run.metrics()[1].value, 1, "the first call succeeds although S1 is killed by then");
    let run = lab("#breaker?failure=0&latency=1&pause=0", &[(500, set("failure", 1.0))], 2_000);
    assert_eq!((run.metrics()[1].value, run.metrics()[2].value), (1, 1));
}

#[test]
fn recover_removes_only_the_kill() {
    let acts = [(0, Action::Kill { service: 1 }), (10_000, Action::Recover { service: 1 })];
    let run = lab("#breaker?failure=1&seed=1", &acts, 60_000);
    assert_eq!(run.metrics()[1].value, 0, "the failure rate still is 1");
    let run = lab("#breaker?failure=0&seed=1", &acts, 60_000);
    assert_eq!(run.state(), "closed");
    assert!(run.metrics()[4].value >= 1, "the kill opened it");
}

#[test]
fn a_lower_threshold_is_judged_at_the_next_result() {
    let run = lab("#breaker?failure=1&threshold=20", &[(2_500, set("threshold", 2.0))], 3_000);
    // Three failures by 1.9 s are above the new threshold, but it opens only with the fourth, at 2.7 s.
    assert_eq!(states(&run), [(0, State::Closed), (2_700, State::Open)]);
}

#[test]
fn a_new_reset_timeout_applies_at_the_next_opening() {
    let run = lab("#breaker?failure=1", &[(3_000, set("reset", 1.0))], 12_000);
    let began: Vec<u64> = states(&run).iter().filter(|(_, s)| *s == State::HalfOpen).map(|(at, _)| *at).collect();
    // Opened at 1.9 s with 5 s to wait; opened again at 7.2 s with 1 s.
    assert_eq!(began[..2], [6_900, 8_200]);
}

#[test]
fn an_input_comes_after_the_events_of_its_moment() {
    // The call of 0.8 s has started when the rate changes at 0.8 s.
    let run = lab("#breaker?failure=0&latency=0.3&pause=0.5", &[(800, set("failure", 1.0))], 1_200);
    assert_eq!(run.metrics()[1].value, 2);
}

#[test]
fn a_batch_starts_on_its_beat_or_when_the_one_before_has_ended() {
    let starts = |text: &str, acts: &[(u64, Action)]| -> Vec<u64> {
        let run = lab(text, acts, 20_000);
        run.log()
            .records()
            .filter(|record| matches!(record.event, Event::BatchStarted { .. }))
            .map(|record| record.at.millis())
            .take(5)
            .collect()
    };
    assert_eq!(starts("#batch?every=2&latency=0.5", &[]), [0, 2_000, 4_000, 6_000, 8_000]);
    assert_eq!(starts("#batch?every=2&latency=3", &[]), [0, 3_000, 6_000, 9_000, 12_000]);
    // Slow at first, then quick: it catches up with the beat.
    assert_eq!(starts("#batch?every=2&latency=5", &[(100, set("latency", 0.5))]), [0, 5_000, 5_500, 6_000, 8_000]);
    // A new beat moves the batch that is waiting.
    assert_eq!(starts("#batch?every=60&latency=0.5", &[(3_000, set("every", 4.0))])[..3], [0, 4_000, 8_000]);
}

#[test]
fn the_twin_stays_down_until_it_is_started_again() {
    let acts = [
        (3_000, Action::Command(half_open::sim::workload::RESTART_TWIN)),
        (4_900, set("failures.S1", 0.0)),
        (7_000, Action::Command(half_open::sim::workload::RESTART_TWIN)),
    ];
    let run = lab("#batch?failures=0,1,0,0,0", &acts, 13_000);
    let fates: Vec<TwinFate> = run
        .log()
        .records()
        .filter_map(|record| if let Event::Twin { fate, .. } = record.event { Some(fate) } else { None })
        .collect();
    use TwinFate::{Crashed, Down, Kept, Restarted};
    let crash = Crashed { sensor: 1 };
    // Batches end at 0.5, 2.5, 4.5, 6.5 s and so on.
    let kept = Kept { values: 5 };
    assert_eq!(fates, [crash, Down, Restarted, crash, Down, Restarted, kept, kept, kept]);
}

#[test]
fn a_caller_without_a_pause_takes_a_millisecond_from_call_to_call_and_says_so() {
    let run = lab("#breaker?latency=0&pause=0&failure=0", &[], 1_000);
    assert_eq!(run.metrics()[0].value, 1_001);
    let limit = run.log().records().find(|record| record.event == Event::LimitReached(Limit::CallerPace));
    // It is said once, at the start; by now the log has let go of it or holds it as the only one.
    assert!(limit.is_none_or(|record| record.at == Instant::ZERO));
}

#[test]
fn a_run_with_a_limit_finishes_and_its_numbers_are_final() {
    let mut run = lab("#breaker?calls=20&seed=5", &[], 60_000);
    assert!(run.finished());
    let metrics = run.metrics();
    assert_eq!(metrics[0].value, 20);
    assert_eq!(metrics[1].value + metrics[2].value + metrics[3].value, 20);
    assert!(run.advance(Instant::from_millis(600_000), 10), "the clock may be set beyond the end");
    assert_eq!((run.now(), run.metrics()), (Instant::from_millis(600_000), metrics));
}

#[test]
fn more_inputs_than_a_link_holds_are_refused_by_name() {
    let mut run = Run::new(Scenario::new(half_open::labs::breaker::ID)).expect("a valid scenario");
    for _ in 0..200 {
        run.act(Action::Kill { service: 1 }).expect("within the limit");
    }
    let error = run.act(Action::Recover { service: 1 }).expect_err("above the limit");
    assert!(error.to_string().contains("at most 200"), "{error}");
    run.advance(Instant::from_millis(5_000), 1_000);
    assert_eq!(run.tape().inputs.len(), 200);
}

#[test]
fn a_hand_forces_a_breaker_open_and_resets_it() {
    // Both breakers, the plain one and that of a library, do as they are told, and nothing that is done already.
    for like in ["own", "polly"] {
        let link = format!("#breaker?like={like}&failure=0&latency=0.1&pause=0.4&seed=1&in=");
        let run = |inputs: &str, until| lab(&format!("{link}{inputs}"), &[], until);
        let forced = run("5.2~breaker~open;6~breaker~open", 120_000);
        assert_eq!(forced.state(), "open", "{like}: no wait ends it");
        assert_eq!((metric(&forced, "successes"), metric(&forced, "failures")), (11, 0), "{like}");
        assert!(metric(&forced, "fast-fails") > 200, "{like}");
        let reset = run("5.2~breaker~open;9.9~breaker~reset;15~breaker~reset", 20_000);
        assert_eq!(reset.state(), "closed", "{like}");
        assert_eq!(metric(&reset, "fast-fails"), 12, "{like}: every 0.4 s from 5.5 s on, until 9.9 s");
        let told = explained(&reset);
        for says in ["Forced open: it refuses every call until it is reset.", "Reset: it is closed"] {
            assert_eq!(told.iter().filter(|line| line.starts_with(says)).count(), 1, "{like}: {says}: {told:?}");
        }
    }
}

/// The guide's mistake: three probes for five successes. Nothing gets it out of the half-open state but a hand.
#[test]
fn fewer_probes_than_successes_are_refused_by_name_or_stay_half_open_for_ever() {
    let read = link::parse("#breaker?total=3&successes=5&in=4~total~2;5~total~0;6~successes~9");
    let [complaint] = &read.complaints[..] else { panic!("{:?}", read.complaints) };
    assert!(complaint.to_string().contains("successes"), "{complaint}");
    assert_eq!(read.tape.inputs.len(), 3, "one success is asked for, so two probes are enough");
    let late = link::parse("#breaker?total=3&successes=2&in=4~total~1;5~total~0");
    assert_eq!((late.complaints.len(), late.tape.inputs.len()), (1, 1), "{:?}", late.complaints);
    let mut unfit = read.tape;
    unfit.scenario.settings.set("successes", Value::Number(5.0));
    let Err(refused) = Run::replay(unfit) else { panic!("it is built") };
    assert_eq!(
        (refused.field, refused.allowed.as_str()),
        ("successes", "a whole number from 1 to 3, the probes allowed in total")
    );
    let stuck = "#breaker?failure=0&total=3&successes=5&stuck=1&seed=1&in=1~kill~S1;6~recover~S1";
    let run = lab(stuck, &[], 600_000);
    assert_eq!(run.state(), "half-open");
    assert_eq!(lab(&format!("{stuck};100~breaker~reset"), &[], 600_000).state(), "closed");
    let enough = lab(&stuck.replace("successes=5", "successes=3"), &[], 600_000);
    assert_eq!(enough.state(), "closed");
}
