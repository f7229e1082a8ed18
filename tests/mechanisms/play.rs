//! Plays a world and writes what happened as a table.

use std::fmt::Write as _;
use std::time::Duration;

use half_open::play::explain;
use half_open::policy::breaker::{IgnoredCounts, Late, Probes, Settings, Trip};
use half_open::sim::event::{CallOutcome, Decided, Event, Record};
use half_open::sim::input::{Action, Input, Lanes};
use half_open::sim::layer::Layer;
use half_open::sim::service::ServiceConfig;
use half_open::sim::workload::{Callers, Workload};
use half_open::sim::{Simulation, World};
use half_open::time::Instant;

pub(crate) fn seconds(seconds: f64) -> Duration {
    Duration::from_secs_f64(seconds)
}

pub(crate) fn service(failure: f64, latency: f64) -> ServiceConfig {
    ServiceConfig::new(1, "S1", failure, seconds(latency))
}

/// A breaker that opens after `threshold` failures in a row and closes after `successes` probes, one at a time.
pub(crate) fn breaker(threshold: u32, reset: f64, successes: u32) -> Settings {
    Settings {
        trip: Trip::Row { threshold },
        reset: seconds(reset),
        probes: Probes::AtOnce(1),
        successes,
        lease: seconds(30.0),
        late: Late::Drop,
        ignored: IgnoredCounts::Neutral,
    }
}

/// `callers` callers that make `calls` calls in total, each `pause` seconds after its last outcome.
pub(crate) fn callers(callers: u32, pause: f64, calls: u64) -> Box<dyn Workload> {
    Box::new(Callers::new(callers, seconds(pause), calls))
}

/// One service behind the layers, outermost first.
pub(crate) fn world(service: ServiceConfig, layers: Vec<Box<dyn Layer>>, workload: Box<dyn Workload>) -> World {
    World { stacks: vec![(service, layers)], workload }
}

/// All events of a world up to `until` seconds, or to its end. `inputs` are in order of time.
pub(crate) fn play(seed: u64, world: &World, inputs: &[(f64, Action)], until: f64) -> Vec<Record> {
    let mut simulation = Simulation::new(seed, world.clone());
    let mut records = Vec::new();
    let until = Instant::ZERO.after(seconds(until));
    let mut inputs = inputs.iter().map(|(at, action)| (Instant::ZERO.after(seconds(*at)), *action)).peekable();
    loop {
        let next = simulation.next_at().filter(|at| *at <= until);
        if let Some((at, action)) = inputs.next_if(|(at, _)| next.is_none_or(|next| *at < next)) {
            simulation.handle_input(Input { at, lanes: Lanes::Both, action }, world, &mut records);
        } else if next.is_none() || !simulation.step(&mut records) {
            return records;
        }
    }
}

pub(crate) fn outcome(outcome: CallOutcome) -> String {
    match outcome {
        CallOutcome::Success { .. } => "success".to_owned(),
        CallOutcome::Failed { kind, .. } => format!("failed: {kind:?}"),
        CallOutcome::Refused => "refused".to_owned(),
        CallOutcome::FellBack { kind } => format!("fell back after: {kind:?}"),
    }
}

/// A number with at most three decimals.
pub(crate) fn number(number: f64) -> String {
    let text = format!("{number:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// An event in words: the call it is about, and what happened. Nothing for those that say nothing here.
fn words(event: &Event) -> Option<(String, String)> {
    let (call, text) = match event {
        Event::CallStarted { call } => (*call, "call".to_owned()),
        Event::AttemptStarted { call, attempt, .. } => (*call, format!("attempt {attempt} sets out")),
        Event::AttemptEnded { call, attempt, value, .. } => {
            (*call, format!("attempt {attempt} {}", if value.is_some() { "succeeds" } else { "fails" }))
        }
        Event::AttemptCancelled { call, attempt, .. } => (*call, format!("attempt {attempt} is given up")),
        Event::TimedOut { call, attempt, limit } => {
            (*call, format!("attempt {attempt} times out after {} s", number(limit.as_secs_f64())))
        }
        Event::Refused { call, attempt, .. } => (*call, format!("attempt {attempt} is refused by the breaker")),
        Event::Waiting { call, attempt, delay, .. } => {
            (*call, format!("waits {} ms before attempt {attempt}", delay.total.as_millis()))
        }
        Event::CallEnded { call, outcome: came, .. } => (*call, format!("ends, {}", outcome(*came))),
        Event::Decided(decided) => {
            has_a_sentence(decided);
            let mut text = format!("{} {}", decided.policy, decided.rule);
            for (name, value) in decided.numbers.iter() {
                write!(text, " {name}={}", number(*value)).expect("a string takes all");
            }
            (decided.call, text)
        }
        Event::Transition(change) => {
            return Some((String::new(), format!("breaker {:?} -> {:?}", change.from, change.to)));
        }
        Event::Applied(Input { action: Action::Kill { .. }, .. }) => {
            return Some((String::new(), "the service is killed".to_owned()));
        }
        Event::Applied(Input { action: Action::Recover { .. }, .. }) => {
            return Some((String::new(), "the service recovers".to_owned()));
        }
        _ => return None,
    };
    Some((format!("{}.{}", call.caller, call.number), text))
}

/// The events as lines of time in seconds, call and words.
pub(crate) fn table(records: &[Record]) -> String {
    let mut text = String::from("      s  call   what\n");
    for record in records {
        if let Some((call, what)) = words(&record.event) {
            writeln!(text, "{:7.3}  {call:<5}  {what}", record.at.seconds()).expect("a string takes all");
        }
    }
    text
}

/// Whatever a policy decides, Why has a sentence for it, about its call.
pub(crate) fn has_a_sentence(decided: &Decided) {
    let told = explain::decided::decided(decided, "Call 1");
    let whole = told.is_some_and(|(_, head, body, _)| head.starts_with("Call 1") && body.ends_with('.'));
    assert!(whole, "{} {} has no sentence", decided.policy, decided.rule);
}

/// How often each outcome and each decision came, in the order of their names.
pub(crate) fn summary(records: &[Record]) -> String {
    let mut counts = std::collections::BTreeMap::<String, u64>::new();
    for record in records {
        let name = match &record.event {
            Event::CallEnded { outcome: came, .. } => format!("call {}", outcome(*came)),
            Event::Decided(decided) => {
                has_a_sentence(decided);
                format!("{} {}", decided.policy, decided.rule)
            }
            Event::AttemptStarted { .. } => "attempts".to_owned(),
            _ => continue,
        };
        *counts.entry(name).or_default() += 1;
    }
    let mut text = String::new();
    for (name, count) in counts {
        writeln!(text, "{count:7}  {name}").expect("a string takes all");
    }
    text
}

pub(crate) fn count(records: &[Record], wanted: impl Fn(&Event) -> bool) -> usize {
    records.iter().filter(|record| wanted(&record.event)).count()
}

/// Whether an event is this decision.
pub(crate) fn decided(event: &Event, policy: &str, rule: &str) -> bool {
    matches!(event, Event::Decided(decided) if decided.policy == policy && decided.rule == rule)
}
