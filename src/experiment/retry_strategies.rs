//! Four ways to retry, from a few failures to nothing but failures: what the clients get and what the service sees.
//!
//! Settings of the published simulation (mbrooker/simulator_example, `retry_sim`): open clients call at random times;
//! the bucket holds 5 tokens, each call puts a tenth in, a retry takes one; the retry breaker allows three retries
//! while at most a tenth as many attempts have failed as calls were made. Each client judges alone.

use core::time::Duration;

use super::arrivals::Arrivals;
use super::measure::{ERRORS, EXACT, Sample, play, share_tolerance};
use super::retry_arithmetic::attempts_deviation;
use super::{Experiment, Knob, Progress, Provenance, Row, Setup};
use crate::decimal::short;
use crate::play::power;
use crate::policy::ConfigError;
use crate::policy::backoff::schedule::{self, Schedule};
use crate::policy::backoff::{Backoff, Growth, Jitter};
use crate::policy::retry::plan::{self, Kinds, Operation, Plan, RetryAfter};
use crate::policy::retry::{Retried, Retry};
use crate::policy::retry_breaker::RetryBreaker;
use crate::policy::token_retry::{Filled, Settings, TokenRetry};
use crate::random::{Address, Purpose, draw};
use crate::sim::World;
use crate::sim::event::{CallOutcome, Event};
use crate::sim::layer::Layer;
use crate::sim::layer::allowance::Allowance;
use crate::sim::layer::plan::PlanLayer;
use crate::sim::layer::retry::RetryLayer;
use crate::sim::service::ServiceConfig;
use crate::sim::workload::Reads;
use crate::text::experiment::retry_strategies as text;
use crate::time::{Instant, span_from_seconds};

/// The registry's row.
pub(super) const EXPERIMENT: Experiment = Experiment {
    name: "retry-strategies",
    about: text::ABOUT,
    source: text::SOURCE,
    clients: Some(Knob { default: 100, most: 2_000, of: text::CLIENTS }),
    runs: Some(Knob { default: 3, most: 1_000, of: text::RUNS }),
    measure,
};

/// Retries after the first try.
const RETRIES: u32 = 3;
/// An attempt's time: two legs of the simulator, 10 ms each on average.
const LATENCY: Duration = Duration::from_millis(20);
/// The simulator was run once for each of its rows and printed three decimals.
const ROUNDING: f64 = 0.0005;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Strategy {
    None,
    Three,
    Tokens,
    Breaker,
}

const STRATEGIES: [(Strategy, &str); 4] = [
    (Strategy::None, "none"),
    (Strategy::Three, text::THREE),
    (Strategy::Tokens, text::TOKENS),
    (Strategy::Breaker, text::BREAKER),
];

/// The failure rate, and for each strategy success and load a call: 100 clients with 10 calls a second, 10 s, seed 7.
const TABLE: [(f64, [(f64, f64); 4]); 6] = [
    (0.01, [(0.990, 1.0), (1.0, 1.011), (1.0, 1.009), (0.999, 1.009)]),
    (0.05, [(0.951, 1.0), (1.0, 1.051), (1.0, 1.056), (0.989, 1.037)]),
    (0.10, [(0.901, 1.0), (1.0, 1.114), (0.992, 1.104), (0.936, 1.035)]),
    (0.20, [(0.795, 1.0), (0.998, 1.250), (0.913, 1.135), (0.798, 1.002)]),
    (0.50, [(0.497, 1.0), (0.940, 1.870), (0.577, 1.141), (0.500, 1.0)]),
    (1.00, [(0.0, 1.0), (0.0, 4.0), (0.0, 1.143), (0.0, 1.0)]),
];

/// The same calls from few or many clients, 100 a second in total, 100 s, f = 0.05: clients, then success and load of
/// the bucket and of the breaker.
const CROWDS: [(u32, [(f64, f64); 2]); 2] =
    [(10, [(0.9995, 1.054), (0.999, 1.046)]), (1_000, [(1.0, 1.058), (0.954, 1.006)])];

/// Clients and what they do.
#[derive(Clone, Copy, Debug)]
struct Crowd {
    clients: u32,
    per_second: f64,
    seconds: f64,
    failure: f64,
}

/// What a crowd got and cost, a call, each with the spread of one run.
#[derive(Clone, Copy, Debug)]
struct Outcome {
    /// Clients of all runs.
    clients: u32,
    /// Their calls.
    calls: f64,
    success: (f64, f64),
    load: (f64, f64),
}

fn measure(setup: Setup, progress: &mut Progress<'_>) -> Result<Vec<Row>, ConfigError> {
    let steps = (TABLE.len() * STRATEGIES.len() + CROWDS.len() * 2) as u32;
    let mut done = 0;
    let mut step = || {
        done += 1;
        progress(done, steps);
    };
    let mut rows = Vec::new();
    for (failure, known) in TABLE {
        for ((strategy, name), known) in STRATEGIES.into_iter().zip(known) {
            let crowd = Crowd { clients: setup.clients, per_second: 10.0, seconds: 10.0, failure };
            let outcome = simulate(setup, crowd, strategy)?;
            let what = text::case(&short(failure, 2), name);
            if setup.clients == 100 {
                rows.extend(beside(&what, setup, outcome, known));
            } else {
                rows.extend(derived(&what, crowd, strategy, outcome));
            }
            step();
        }
    }
    for (clients, known) in CROWDS {
        for ((strategy, name), known) in STRATEGIES.into_iter().skip(2).zip(known) {
            let crowd = Crowd { clients, per_second: 100.0 / f64::from(clients), seconds: 100.0, failure: 0.05 };
            let outcome = simulate(setup, crowd, strategy)?;
            rows.extend(beside(&text::case_of(name, clients), setup, outcome, known));
            step();
        }
    }
    Ok(rows)
}

/// An outcome beside the simulator's, which is one run as well.
fn beside(what: &str, setup: Setup, outcome: Outcome, (success, load): (f64, f64)) -> [Row; 2] {
    let tolerance = |deviation: f64| ERRORS * deviation * libm::sqrt(1.0 / f64::from(setup.runs) + 1.0) + ROUNDING;
    let row = |of: &str, value, (measured, deviation): (f64, f64)| {
        Row::near(text::row(what, of), Provenance::ReRun, value, tolerance(deviation), measured)
    };
    [row(text::SUCCEED, success, outcome.success), row(text::ATTEMPTS, load, outcome.load)]
}

/// An outcome for any number of clients, beside what follows from the rules: closed forms for a fixed number of
/// retries, bounds for the others.
fn derived(what: &str, crowd: Crowd, strategy: Strategy, outcome: Outcome) -> [Row; 2] {
    let (failure, calls) = (crowd.failure, outcome.calls.max(1.0));
    let lost = power(failure, RETRIES + 1);
    let most = if failure < 1.0 { (1.0 - lost) / (1.0 - failure) } else { f64::from(RETRIES + 1) };
    let luck = ERRORS * attempts_deviation(failure, RETRIES + 1) / libm::sqrt(calls) + EXACT;
    let least = 1.0 - failure - share_tolerance(failure, calls);
    let (success, load) = (outcome.success.0, outcome.load.0);
    let near = |of: &str, value, tolerance, measured| {
        Row::near(text::row(what, of), Provenance::Derived, value, tolerance, measured)
    };
    let kept = || Row::at_least(text::succeed(what), Provenance::Derived, least, success);
    let tries = |most| Row::at_most(text::attempts(what), Provenance::Derived, most, load);
    match strategy {
        Strategy::None => [
            near(text::SUCCEED, 1.0 - failure, share_tolerance(failure, calls), success),
            near(text::ATTEMPTS, 1.0, EXACT, load),
        ],
        Strategy::Three => [
            near(text::SUCCEED, 1.0 - lost, share_tolerance(lost, calls), success),
            near(text::ATTEMPTS, most, luck, load),
        ],
        // Each client starts with 5 tokens and each call brings a tenth.
        Strategy::Tokens => {
            let first = 5.0 * f64::from(outcome.clients) / calls;
            [kept(), tries(1.1 + first + EXACT)]
        }
        Strategy::Breaker => [kept(), tries(most + luck)],
    }
}

fn simulate(setup: Setup, crowd: Crowd, strategy: Strategy) -> Result<Outcome, ConfigError> {
    let mut clients: Vec<[f64; 3]> = Vec::new();
    for number in 0..setup.runs * crowd.clients {
        clients.push(client(setup.seed_of(number), crowd, strategy)?);
    }
    let [calls, successes, attempts] =
        clients.iter().fold([0.0; 3], |sum, client| core::array::from_fn(|index| sum[index] + client[index]));
    if calls == 0.0 {
        return Ok(Outcome { clients: 0, calls, success: (0.0, 0.0), load: (0.0, 0.0) });
    }
    // The spread of a ratio of sums: each client's distance from what the ratio predicts for its calls.
    let spread = |index: usize, ratio: f64| {
        let mut sample = Sample::default();
        clients.iter().for_each(|client| sample.push(client[index] - ratio * client[0]));
        let mean = calls / clients.len() as f64;
        sample.deviation() / mean / libm::sqrt(f64::from(crowd.clients)) + EXACT
    };
    let (success, load) = (successes / calls, attempts / calls);
    let (success, load) = ((success, spread(1, success)), (load, spread(2, load)));
    Ok(Outcome { clients: setup.runs * crowd.clients, calls, success, load })
}

/// One client's calls, successes and attempts.
fn client(seed: u64, crowd: Crowd, strategy: Strategy) -> Result<[f64; 3], ConfigError> {
    let times = arrivals(seed, crowd);
    let service = ServiceConfig::new(1, "S1", crowd.failure, LATENCY);
    let reads = times.len() as u64;
    if reads == 0 {
        return Ok([0.0; 3]);
    }
    let layers = vec![Box::new(Arrivals::new(times)) as Box<dyn Layer>, layer(strategy)?];
    let world = World { stacks: vec![(service, layers)], workload: Box::new(Reads::new(reads, false)) };
    let (mut successes, mut attempts) = (0_u32, 0_u32);
    play(seed, world, Instant::MAX, &mut |record| match record.event {
        Event::AttemptStarted { .. } => attempts += 1,
        Event::CallEnded { outcome: CallOutcome::Success { .. }, .. } => successes += 1,
        _ => {}
    });
    Ok([reads as f64, f64::from(successes), f64::from(attempts)])
}

/// When a client calls: gaps drawn from an exponential distribution.
fn arrivals(seed: u64, crowd: Crowd) -> Vec<Instant> {
    let end = Instant::ZERO.after(span_from_seconds(crowd.seconds).unwrap_or(Duration::ZERO));
    let mut times = Vec::new();
    let mut at = Instant::ZERO;
    for call in 1.. {
        let luck = draw(seed, Purpose::Latency, Address { service: 0, caller: 0, call, attempt: 0 });
        let gap = -libm::log(1.0 - luck) / crowd.per_second;
        at = at.after(span_from_seconds(gap).unwrap_or(Duration::MAX));
        if at > end {
            break;
        }
        times.push(at);
    }
    times
}

fn layer(strategy: Strategy) -> Result<Box<dyn Layer>, ConfigError> {
    let fixed = |attempts| -> Result<Box<dyn Layer>, ConfigError> {
        Ok(Box::new(RetryLayer::new(Retry::new(attempts, at_once()?, Retried::Transient)?)))
    };
    match strategy {
        Strategy::None => fixed(1),
        Strategy::Three => fixed(RETRIES + 1),
        Strategy::Tokens => {
            let none = schedule::Settings::plain(schedule::Growth::Constant { delay: Duration::ZERO });
            let plan = Plan::new(plan::Settings {
                attempts: u32::MAX,
                schedule: Schedule::new(none)?,
                kinds: Kinds::TRANSIENT,
                operation: Operation::Idempotent,
                retry_after: RetryAfter::Ignored,
                attempt_limit: None,
                total_limit: None,
            })?;
            let bucket = TokenRetry::new(Settings { filled: Filled::ByCall, ..Settings::default() })?;
            Ok(Box::new(PlanLayer::new(plan, Allowance::Tokens(bucket), None)))
        }
        Strategy::Breaker => {
            let retry = Retry::new(RETRIES + 1, at_once()?, Retried::Transient)?;
            Ok(Box::new(RetryLayer::new(retry).within(Allowance::Breaker(RetryBreaker::new(0.1)?))))
        }
    }
}

/// No wait before a retry.
fn at_once() -> Result<Backoff, ConfigError> {
    Backoff::new(Growth::Constant, Duration::ZERO, Duration::from_secs(1), Jitter::None)
}
