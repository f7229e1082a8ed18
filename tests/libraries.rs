//! "Behave like ...": each preset plays as its library does, to the millisecond.
//!
//! `tests/libraries/` has a model of each library, written from its source. The same callers with the same random
//! numbers are played around the model and, by a link, in the playground; what happens to each call and when the state
//! changes must be the same. `cargo test --test libraries -- --nocapture` prints how many runs were equal.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::expect_used, clippy::print_stdout, reason = "a test fails by panicking and reports")]

#[path = "libraries/mod.rs"]
mod libraries;

use half_open::labs::breaker;
use half_open::link;
use half_open::play::Run;
use half_open::random::{Address, Purpose, draw};
use half_open::sim::Simulation;
use half_open::sim::input::{Action, Input, Lanes, Value};
use half_open::time::Instant;
use libraries::Library;
use libraries::callers::{Played, Setting, Stroke, Told, play};
use libraries::cockatiel::Cockatiel;
use libraries::documents::{Guide, Lecture, Skill, SysManage};
use libraries::gobreaker::Gobreaker;
use libraries::hystrix::Hystrix;
use libraries::opossum::Opossum;
use libraries::others::{FailsafeGo, Semian};
use libraries::polly::Polly;
use libraries::resilience4j::Resilience4j;

const SEEDS: u64 = 100;
const PLENTY: usize = 10_000_000;

/// A preset: its word in a link, the wait of its open state in s, and its model.
type Row = (&'static str, u64, fn() -> Box<dyn Library>);

const ROWS: [Row; 12] = [
    ("lecture", 5, || Box::new(Lecture::new(3, 5_000))),
    ("skill", 30, || Box::new(Skill::new(5, 30_000))),
    ("sysmanage", 60, || Box::new(SysManage::new(5, 60_000, 3))),
    ("guide", 60, || Box::new(Guide::new(5, 60_000, 3, 1))),
    ("resilience4j", 60, || Box::new(Resilience4j::new(Default::default()))),
    ("polly", 5, || Box::new(Polly::new(Default::default()))),
    ("failsafe-go", 60, || Box::new(FailsafeGo::new())),
    ("cockatiel", 10, || Box::new(Cockatiel::new(5, 10_000))),
    ("opossum", 30, || Box::new(Opossum::new(Default::default()))),
    ("gobreaker", 60, || Box::new(Gobreaker::new(Default::default()))),
    ("semian", 10, || Box::new(Semian::new())),
    ("hystrix", 5, || Box::new(Hystrix::new())),
];

/// The how manieth draw of a setting's weather, from `low` to `high`.
struct Weather(u64, u64);

impl Weather {
    fn draw(&mut self, low: f64, high: f64) -> f64 {
        self.1 += 1;
        let address = Address { service: 99, caller: 0, call: self.1, attempt: 1 };
        low + (high - low) * draw(self.0, Purpose::Injected, address)
    }

    /// Strokes one after the other over a time, in tenths of a second.
    fn strokes<T>(&mut self, until: u64, (low, high): (f64, f64), value: impl Fn(&mut Self) -> T) -> Vec<Stroke<T>> {
        let (mut strokes, mut at) = (Vec::new(), 0);
        while strokes.len() < 16 {
            let from = at + self.draw(low, high) as u64 * 100;
            let to = from + 100 + self.draw(low, high) as u64 * 100;
            if to >= until {
                break;
            }
            strokes.push((from, to, value(self)));
            at = to;
        }
        strokes
    }
}

/// Three sets of callers, and the weather of a seed: one caller; a few whose calls overlap with each change of state;
/// a crowd.
fn setting(set: usize, wait: u64, seed: u64) -> Setting {
    let mut weather = Weather(seed, set as u64 * 1_000);
    let until = 40_000 + 4_000 * wait;
    let often = (2.0, 8.0 * wait.min(20) as f64);
    // Where the wait is long, fewer calls are refused in it.
    let rarely = 1 + wait / 20;
    let failures = weather.strokes(until, often, |weather| [0.3, 0.8, 1.0, 1.0][weather.draw(0.0, 4.0) as usize]);
    let slow = |weather: &mut Weather| 100 * weather.draw(3.0, 50.0) as u64;
    let setting = Setting { seed, until, failures, ..Setting::default() };
    match set {
        0 => Setting { callers: 1, pause: 200 * rarely, latency: 100, failure: 0.1, ..setting },
        1 => {
            let latencies = weather.strokes(until, (2.0, 60.0), slow);
            Setting { callers: 5, pause: 300 * rarely, latency: 700, failure: 0.2, latencies, ..setting }
        }
        _ => {
            let latencies = weather.strokes(until, (20.0, 200.0), slow);
            Setting { callers: 12, pause: 400 * rarely, latency: 250, failure: 0.05, latencies, ..setting }
        }
    }
}

/// The playground's run of a setting.
fn played(like: &str, setting: &Setting) -> Played {
    let text = setting.link(&format!("like={like}"));
    let parsed = link::parse(&text);
    assert!(parsed.complaints.is_empty(), "{text}: {:?}", parsed.complaints);
    let mut run = Run::replay(parsed.tape).expect("a valid link");
    let mut told = Told::default();
    assert!(run.advance_with(Instant::from_millis(setting.until), PLENTY, &mut |record| told.take(record)));
    told.0
}

/// The same with latencies of any length, which an input sets and no link can paint.
fn slowly(like: &str, setting: &Setting) -> Played {
    let plain = Setting { latencies: Vec::new(), latency: 0, ..setting.clone() };
    let scenario = link::parse(&plain.link(&format!("like={like}"))).tape.scenario;
    let world = |latency| {
        let mut world = (breaker::LAB.world)(&scenario.settings).expect("valid settings");
        world.stacks[0].0.latency = std::time::Duration::from_millis(latency);
        world
    };
    let mut simulation = Simulation::painted(setting.seed, world(setting.latency), scenario.paint.clone());
    let (mut told, mut records) = (Told::default(), Vec::new());
    let mut changes: Vec<(u64, u64)> = Vec::new();
    for (from, to, latency) in &setting.latencies {
        changes.extend([(*from, *latency), (*to, setting.latency)]);
    }
    changes.push((setting.until, 0));
    for (at, latency) in changes {
        // An input comes after what happens at its moment; a stroke's first moment is in it.
        let before = Instant::from_millis(at).before(std::time::Duration::from_nanos(u64::from(at < setting.until)));
        while simulation.next_at().is_some_and(|next| next <= before) {
            simulation.step(&mut records);
        }
        let set = Action::Set { key: "latency", value: Value::Number(0.0) };
        let input = Input { at: before, lanes: Lanes::Both, action: set };
        simulation.handle_input(input, &world(latency), &mut records);
    }
    records.iter().for_each(|record| told.take(record));
    told.0
}

#[test]
fn each_preset_plays_as_its_library_does_to_the_millisecond() {
    let mut complaints = Vec::new();
    println!("{:<14} {:>8} {:>9} {:>7} {:>8} {:>8}", "like", "runs", "equal", "calls", "refused", "changes");
    for (like, wait, model) in ROWS {
        let (mut runs, mut equal, mut calls, mut refused, mut changes) = (0, 0, 0, 0, 0);
        for set in 0..4 {
            let mut changed = 0;
            for seed in 1..=SEEDS {
                let setting = if set < 3 { setting(set, wait, seed) } else { slow(wait, seed) };
                let ours = if set < 3 { played(like, &setting) } else { slowly(like, &setting) };
                let theirs = play(&mut *model(), &setting);
                runs += 1;
                calls += theirs.calls.len();
                refused += theirs.calls.values().filter(|fate| fate.refused.is_some()).count();
                changed += theirs.changes.len();
                match ours.difference(&theirs) {
                    None => equal += 1,
                    Some(what) => complaints.push(format!("{like}, set {set}, seed {seed}: {what}")),
                }
            }
            changes += changed;
            if changed == 0 {
                complaints.push(format!("{like}, set {set}: no run changes the state"));
            }
        }
        println!("{like:<14} {runs:>8} {equal:>9} {calls:>7} {refused:>8} {changes:>8}");
    }
    complaints.truncate(12);
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

/// Calls that take as long as the breaker waits, so that results come late into half-open and later states.
fn slow(wait: u64, seed: u64) -> Setting {
    let mut weather = Weather(seed, 9_000);
    let until = 60_000 + 5_000 * wait;
    let far = |weather: &mut Weather| 100 * weather.draw(1.0, 13.0 * wait as f64) as u64;
    let failures = weather.strokes(until, (5.0, 10.0 * wait as f64), |_| 1.0);
    let latencies = weather.strokes(until, (5.0, 10.0 * wait as f64), far);
    Setting {
        seed,
        until,
        callers: 8,
        pause: 700 * (1 + wait / 20),
        latency: 400,
        failure: 0.1,
        failures,
        latencies,
        ..Setting::default()
    }
}
