//! Retries, budgets, hedges and timeouts.

use std::fmt::Write as _;
use std::time::Duration;

use half_open::policy::FailureKind;
use half_open::policy::backoff::schedule::{Growth, Jitter, LONGEST, Schedule, Settings as Delays};
use half_open::policy::breaker::{self, IgnoredCounts, Late as BreakerLate, Probes, Trip};
use half_open::policy::chaos::{Burst, Chaos, Outage, Settings as ChaosSettings};
use half_open::policy::hedge::{After, Hedge, Settings as HedgeSettings, Wins};
use half_open::policy::retry::plan::{Kinds, Operation, Plan, RetryAfter, Settings};
use half_open::policy::retry::presets;
use half_open::policy::retry::selection::{Learning, OperationType};
use half_open::policy::retry_budget::{self, RetryBudget};
use half_open::policy::retry_quota::{self, RetryQuota};
use half_open::policy::timeout::{Hierarchy, Late, OperationKind, Timeout};
use half_open::policy::token_retry::{self, TokenRetry};
use half_open::sim::event::{CallId, CallOutcome, Event, Record};
use half_open::sim::layer::Layer;
use half_open::sim::layer::allowance::Allowance;
use half_open::sim::layer::breaker::BreakerLayer;
use half_open::sim::layer::chaos::ChaosLayer;
use half_open::sim::layer::deadline::DeadlineLayer;
use half_open::sim::layer::hedge::HedgeLayer;
use half_open::sim::layer::plan::PlanLayer;
use half_open::sim::layer::selection::SelectionLayer;
use half_open::sim::service::ServiceConfig;
use half_open::sim::workload::Callers;
use half_open::sim::{Simulation, World};
use half_open::time::{Instant, seconds_text};

use super::play::has_a_sentence;
use crate::golden;

fn ms(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

/// A service that fails at a rate and takes a time, and who calls it.
#[derive(Clone, Copy)]
struct Scene {
    failure: f64,
    latency: u64,
    callers: u32,
    pause: u64,
    calls: u64,
}

const CALM: Scene = Scene { failure: 0.0, latency: 100, callers: 1, pause: 500, calls: 4 };

/// All events of a scene with these layers, outermost first.
fn play(scene: Scene, layers: Vec<Box<dyn Layer>>) -> Vec<Record> {
    let service = ServiceConfig::new(1, "S1", scene.failure, ms(scene.latency));
    let workload = Box::new(Callers::new(scene.callers, ms(scene.pause), scene.calls));
    let mut simulation = Simulation::new(39, World { stacks: vec![(service, layers)], workload });
    let mut records = Vec::new();
    while simulation.step(&mut records) {
        assert!(records.len() < 10_000, "it never ends");
    }
    records
}

fn call(call: CallId) -> String {
    format!("{}.{}", call.caller + 1, call.number)
}

/// A number with at most three decimals.
fn short(number: f64) -> String {
    let text = format!("{number:.3}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

fn told(event: &Event) -> Option<(String, String)> {
    Some(match event {
        Event::CallStarted { call: id } => (call(*id), "starts".to_owned()),
        Event::AttemptStarted { call: id, attempt, .. } => (call(*id), format!("attempt {attempt} sets out")),
        Event::AttemptEnded { call: id, attempt, value, .. } => {
            (call(*id), format!("attempt {attempt} {}", if value.is_some() { "answers" } else { "fails" }))
        }
        Event::AttemptCancelled { call: id, attempt, .. } => (call(*id), format!("attempt {attempt} is cancelled")),
        Event::TimedOut { call: id, attempt, limit } => {
            (call(*id), format!("attempt {attempt} is out of time after {} s", seconds_text(*limit)))
        }
        Event::Waiting { call: id, attempt, delay, .. } => {
            let (planned, capped) = (seconds_text(delay.planned), if delay.capped { ", capped" } else { "" });
            let total = seconds_text(delay.total);
            (call(*id), format!("waits {total} s before attempt {attempt} ({planned} s planned{capped})"))
        }
        Event::Decided(decided) => {
            has_a_sentence(decided);
            let numbers: Vec<String> =
                decided.numbers.iter().map(|(name, number)| format!("{name} {}", short(*number))).collect();
            (call(decided.call), format!("{}: {} {}", decided.policy, decided.rule, numbers.join(", ")))
        }
        Event::Counted { call: id, outcome, .. } => (call(*id), format!("breaker counts {outcome:?}")),
        Event::Transition(transition) => ("-".to_owned(), format!("breaker {:?}", transition.to)),
        Event::Refused { call: id, .. } => (call(*id), "breaker refuses".to_owned()),
        Event::CallEnded { call: id, attempts, outcome } => {
            let how = match outcome {
                CallOutcome::Success { .. } => "succeeds".to_owned(),
                CallOutcome::Failed { kind, reason: Some(reason) } => format!("fails: {kind:?}, {reason:?}"),
                CallOutcome::Failed { kind, reason: None } => format!("fails: {kind:?}"),
                CallOutcome::Refused => "is refused".to_owned(),
                CallOutcome::FellBack { .. } => "falls back".to_owned(),
            };
            (call(*id), format!("{how}, {attempts} attempts"))
        }
        _ => return None,
    })
}

/// The events of a scene as a table, and what came of it.
fn table(title: &str, records: &[Record]) -> String {
    let mut text = format!("# {title}\n     time  call  what\n");
    for Record { at, event } in records {
        if let Some((call, what)) = told(event) {
            let _ = writeln!(text, "{:>9.3}  {call:<4}  {}", at.seconds(), what.trim_end());
        }
    }
    text + &summary(records) + "\n"
}

fn summary(records: &[Record]) -> String {
    let count = |wanted: fn(&Event) -> bool| records.iter().filter(|record| wanted(&record.event)).count();
    let waited: Duration = records
        .iter()
        .filter_map(|record| match record.event {
            Event::Waiting { delay, .. } => Some(delay.total),
            _ => None,
        })
        .sum();
    format!(
        "= {} calls, {} succeeded, {} attempts, {} s waited, over at {} s\n",
        count(|event| matches!(event, Event::CallEnded { .. })),
        count(|event| matches!(event, Event::CallEnded { outcome: CallOutcome::Success { .. }, .. })),
        count(|event| matches!(event, Event::AttemptStarted { .. })),
        seconds_text(waited),
        seconds_text(records.last().map_or(Duration::ZERO, |record| record.at.since(Instant::ZERO))),
    )
}

/// Four attempts, 0.2 s and its doubles apart.
fn settings() -> Settings {
    let growth = Growth::Exponential { initial: ms(200), factor: 2.0 };
    Settings {
        attempts: 4,
        schedule: Schedule::new(Delays::plain(growth)).expect("a valid schedule"),
        kinds: Kinds::TRANSIENT,
        operation: Operation::Idempotent,
        retry_after: RetryAfter::AtLeast { longest: ms(5_000) },
        attempt_limit: None,
        total_limit: None,
    }
}

fn plan(settings: Settings, allowance: Allowance, asks: Option<Duration>) -> Box<dyn Layer> {
    Box::new(PlanLayer::new(Plan::new(settings).expect("a valid plan"), allowance, asks))
}

fn chaos(settings: ChaosSettings) -> Box<dyn Layer> {
    Box::new(ChaosLayer::new(Chaos::new(settings).expect("valid chaos")))
}

/// An outage that starts with the run.
fn outage(until: u64, kind: FailureKind) -> Box<dyn Layer> {
    let outages = vec![Outage { from: Instant::ZERO, until: Instant::from_millis(until), kind }];
    chaos(ChaosSettings { outages, ..ChaosSettings::calm() })
}

fn breaker(threshold: u32) -> Box<dyn Layer> {
    let settings = breaker::Settings {
        trip: Trip::Row { threshold },
        reset: ms(1_000),
        probes: Probes::AtOnce(1),
        successes: 1,
        lease: ms(30_000),
        late: BreakerLate::Drop,
        ignored: IgnoredCounts::Neutral,
    };
    Box::new(BreakerLayer::new(settings).expect("a valid breaker"))
}

/// The first delays of a schedule at a random number, in milliseconds, until it ends.
fn series(settings: &Delays, random: f64) -> String {
    let schedule = Schedule::new(settings.clone()).expect("a valid schedule");
    let mut position = schedule.begin();
    let mut text = String::new();
    for _ in 0..8 {
        let Ok(delay) = schedule.next(&mut position, random) else {
            return text + "     end";
        };
        let _ = write!(text, "{:>8}", short(delay.total.as_secs_f64() * 1e3));
    }
    text
}

#[test]
fn delays_by_every_rule() {
    let exponential = Growth::Exponential { initial: ms(100), factor: 2.0 };
    let plain = Delays { cap: ms(2_000), ..Delays::plain(exponential.clone()) };
    let with = |jitter| Delays { jitter, ..plain.clone() };
    let grown = |growth| Delays { cap: ms(2_000), ..Delays::plain(growth) };
    let delays = vec![ms(100), ms(500), ms(300)];
    let rules = [
        ("constant", grown(Growth::Constant { delay: ms(100) })),
        ("linear", grown(Growth::Linear { step: ms(100) })),
        ("exponential", plain.clone()),
        ("listed", grown(Growth::Listed { delays })),
        ("decorrelated", grown(Growth::Decorrelated { base: ms(100) })),
        ("decorrelated v2", grown(Growth::DecorrelatedV2 { base: ms(100) })),
        ("added 1 s", with(Jitter::Added { spread: ms(1_000) })),
        ("full", with(Jitter::Full)),
        ("equal", with(Jitter::Equal)),
        ("+- 10 % after cap", with(Jitter::PlusMinus { part: 0.1 })),
        ("+- 25 %, then cap", with(Jitter::PlusMinusThenCap { part: 0.25 })),
        ("0.5 to 1.5 times", with(Jitter::Scaled { least: 0.5, greatest: 1.5 })),
        ("floor of 300 ms", Delays { min: ms(300), ..plain.clone() }),
        ("four times", Delays { max_times: Some(4), ..plain.clone() }),
        ("1 s in total", Delays { total: Some(ms(1_000)), ..plain.clone() }),
        ("without a cap", Delays { cap: LONGEST, ..Delays::plain(exponential) }),
    ];
    let mut text = String::from("# the first eight delays in milliseconds; base 100 ms, factor 2, cap 2 s\n");
    for (name, settings) in rules {
        for random in [0.0, 0.5, 1.0] {
            let _ = writeln!(text, "{name:<18} random {random:<3} {}", series(&settings, random));
        }
    }
    golden("backoff_schedules", &text);
}

#[test]
fn presets_of_the_documents() {
    let mut text = String::from("# the waits in milliseconds of each named plan, at three random numbers\n");
    let plans = [
        ("lecture", presets::lecture()),
        ("skill", presets::skill()),
        ("guide", presets::guide()),
        ("SysManage network", presets::sysmanage_network()),
        ("SysManage database", presets::sysmanage_database()),
        ("SysManage api", presets::sysmanage_api()),
        ("SysManage linear", presets::sysmanage_linear()),
        ("AWS standard", presets::aws_standard()),
    ];
    for (name, plan) in plans {
        let plan = plan.expect("a valid plan");
        let delays = plan.settings().schedule.settings();
        let limited = Delays { max_times: Some(plan.settings().attempts - 1), ..delays.clone() };
        for random in [0.0, 0.5, 1.0] {
            let _ = writeln!(text, "{name:<18} random {random:<3} {}", series(&limited, random));
        }
    }
    golden("retry_presets", &text);
}

#[test]
fn what_ends_a_retry() {
    let scene = Scene { calls: 1, ..CALM };
    let limited = FailureKind::RateLimited;
    let mut text = table(
        "the service is rate-limited until 0.9 s and asks to come back after 0.7 s",
        &play(scene, vec![plan(settings(), Allowance::Unlimited, Some(ms(700))), outage(900, limited)]),
    );
    text += &table(
        "it asks for 6 s, more than the 5 s that are respected",
        &play(scene, vec![plan(settings(), Allowance::Unlimited, Some(ms(6_000))), outage(900, limited)]),
    );
    let once = Settings { operation: Operation::NotIdempotent, ..settings() };
    text += &table(
        "an operation that must not be done twice",
        &play(scene, vec![plan(once, Allowance::Unlimited, None), outage(900, FailureKind::Timeout)]),
    );
    text += &table(
        "a wrong request",
        &play(scene, vec![plan(settings(), Allowance::Unlimited, None), outage(900, FailureKind::ClientError)]),
    );
    let hurried = Settings { attempt_limit: Some(ms(300)), total_limit: Some(ms(1_300)), ..settings() };
    text += &table(
        "0.3 s for an attempt, 1.3 s for the call, and a service that takes 0.4 s",
        &play(Scene { latency: 400, ..scene }, vec![plan(hurried, Allowance::Unlimited, None)]),
    );
    golden("retry_plan", &text);
}

#[test]
fn what_all_retries_share() {
    let scene = Scene { failure: 1.0, calls: 6, callers: 2, pause: 400, ..CALM };
    let budget = retry_budget::Settings { ttl: ms(2_000), min_per_second: 1, share: 0.5 };
    let budget = RetryBudget::new(budget).expect("a valid budget");
    let budget = table(
        "half of the requests of 2 s and one a second may be retried; every attempt fails",
        &play(scene, vec![plan(settings(), Allowance::Budget(budget), None)]),
    );
    golden("retry_budget", &budget);

    let quota = retry_quota::Settings { capacity: 22, ..retry_quota::Settings::default() };
    let quota = RetryQuota::new(quota).expect("a valid quota");
    let scene = Scene { callers: 1, ..scene };
    let quota = table(
        "22 tokens, 5 for a retry; the service is out until 4 s",
        &play(
            Scene { failure: 0.0, ..scene },
            vec![plan(settings(), Allowance::Quota(quota), None), outage(4_000, FailureKind::Unavailable)],
        ),
    );
    golden("retry_quota", &quota);

    let mut tokens = String::new();
    for filled in [token_retry::Filled::BySuccess, token_retry::Filled::ByCall] {
        let settings_of = token_retry::Settings { capacity: 2, deposit: 0.4, filled };
        let bucket = TokenRetry::new(settings_of).expect("a valid bucket");
        tokens += &table(
            &format!("a bucket of 2 tokens, 0.4 more {filled:?}; seven in ten attempts fail"),
            &play(Scene { failure: 0.7, ..scene }, vec![plan(settings(), Allowance::Tokens(bucket), None)]),
        );
    }
    golden("retry_tokens", &tokens);
}

#[test]
fn a_strategy_is_chosen_by_what_was_recorded() {
    let mut text = String::new();
    for learning in [Learning::TryEach { operations: 1 }, Learning::FirstForEver] {
        let layer = SelectionLayer::new(learning, OperationType::Api).expect("a valid selection");
        text += &table(
            &format!("{learning:?}; half of the attempts fail"),
            &play(Scene { failure: 0.5, calls: 8, ..CALM }, vec![Box::new(layer)]),
        );
    }
    golden("retry_strategies", &text);
}

#[test]
fn a_second_copy_cuts_the_tail() {
    let slow = || {
        let settings = ChaosSettings { slow: 0.7, least: ms(900), greatest: ms(1_900), ..ChaosSettings::calm() };
        chaos(settings)
    };
    let hedge = |wins| {
        let settings = HedgeSettings { extra: 2, after: After::Fixed(ms(200)), wins };
        Hedge::new(settings).expect("a valid hedge")
    };
    let scene = Scene { calls: 6, ..CALM };
    let mut text = table("no hedge; seven in ten attempts take 0.9 to 1.9 s more", &play(scene, vec![slow()]));
    let hedged = HedgeLayer::new(hedge(Wins::FirstSuccess), None);
    text +=
        &table("two more copies, 0.2 s apart; the first success wins", &play(scene, vec![Box::new(hedged), slow()]));
    let none = retry_budget::Settings { ttl: ms(1_000), min_per_second: 0, share: 0.5 };
    let budget = RetryBudget::new(none).expect("a valid budget");
    let hedged = HedgeLayer::new(hedge(Wins::FirstSuccess), Some(budget));
    text += &table("the same with a budget of one copy for two requests", &play(scene, vec![Box::new(hedged), slow()]));
    let failing = Scene { failure: 0.6, calls: 3, ..CALM };
    for wins in [Wins::FirstSuccess, Wins::FirstResult] {
        let hedged = HedgeLayer::new(hedge(wins), None);
        text += &table(&format!("six in ten attempts fail; {wins:?} wins"), &play(failing, vec![Box::new(hedged)]));
    }
    golden("hedge", &text);
}

#[test]
fn an_overall_timeout_cancels_or_leaves_running() {
    let mut text = String::from("# the guide's limits\n");
    let guide = Hierarchy::guide().expect("valid limits");
    for name in ["health_check", "standard_request", "long_operation", "batch_operation", "anything"] {
        let limit = guide.timeout(OperationKind::named(name), None).limit();
        let _ = writeln!(text, "{name:<18} {:>4} s", limit.as_secs());
    }
    text.push('\n');
    for late in [Late::Cancelled, Late::Counted] {
        let timeout = Timeout::new(ms(300)).expect("a valid timeout");
        let deadline = DeadlineLayer::new(timeout, late);
        text += &table(
            &format!("0.3 s for the call, 0.5 s for the service; late results are {late:?}"),
            &play(Scene { latency: 500, calls: 2, ..CALM }, vec![Box::new(deadline), breaker(3)]),
        );
    }
    let deadline = DeadlineLayer::new(Timeout::new(ms(300)).expect("a valid timeout"), Late::Counted);
    text += &table(
        "the user gives up after 0.3 s, the retry continues",
        &play(
            Scene { failure: 1.0, calls: 2, pause: 2_000, ..CALM },
            vec![Box::new(deadline), plan(settings(), Allowance::Unlimited, None)],
        ),
    );
    golden("timeout", &text);
}

#[test]
fn chaos_is_the_same_each_time() {
    let settings = ChaosSettings {
        failure: (0.2, FailureKind::Connection),
        slow: 0.2,
        least: ms(200),
        greatest: ms(400),
        outages: vec![Outage {
            from: Instant::from_millis(2_000),
            until: Instant::from_millis(3_000),
            kind: FailureKind::Unavailable,
        }],
        bursts: vec![Burst { at: Instant::from_millis(4_500), failures: 3, kind: FailureKind::Timeout }],
    };
    let scene = Scene { calls: 14, ..CALM };
    let mut text = table(
        "a fifth fails, a fifth is slow, an outage from 2 to 3 s, and a breaker (3 in a row) forced open at 4.5 s",
        &play(scene, vec![breaker(3), chaos(settings)]),
    );
    let dead = Scene { failure: 1.0, calls: 3, ..CALM };
    text += &table(
        "in the wrong place, outside of a breaker (1 in a row): an outage leaves a refusal alone",
        &play(dead, vec![outage(9_000, FailureKind::Unavailable), breaker(1)]),
    );
    golden("chaos", &text);
}
