//! `aws-backoff` with 100 clients, here and by the published simulator's method in Python, on the same machine.
//!
//! The Python program is `contention.py`; without Python only ours is measured. It takes no harness: one side is another
//! process, and both are measured by the seconds that the same work takes. Ours uses all cores that it may; for one
//! core against one, `taskset -c 0 cargo bench --bench contention`.

use std::process::Command;
use std::time::Instant;

use half_open::experiment::{Experiment, Options};

const CLIENTS: u32 = 100;

/// Seconds for a run of each kind of backoff, the best of five measurements.
fn ours(runs: u32) -> f64 {
    let experiment = Experiment::of("aws-backoff").unwrap();
    let options = Options { clients: Some(CLIENTS), runs: Some(runs), seed: None };
    let once = || {
        let started = Instant::now();
        experiment.run(options, &mut |_, _| {}).unwrap();
        started.elapsed().as_secs_f64() / f64::from(runs)
    };
    (0..5).map(|_| once()).fold(f64::INFINITY, f64::min)
}

/// The same of the Python program, which prints how long it took.
fn python(runs: u32) -> Option<f64> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/contention.py");
    let once = || {
        let output = Command::new("python3").args([script, &CLIENTS.to_string(), &runs.to_string()]).output().ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        let seconds: f64 = text.trim_end().strip_suffix(" s")?.rsplit(' ').next()?.parse().ok()?;
        Some(seconds / f64::from(runs))
    };
    (0..3).map(|_| once()).collect::<Option<Vec<f64>>>()?.into_iter().reduce(f64::min)
}

fn main() {
    // What criterion takes as arguments is of no use here.
    let ours = ours(100);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    println!("aws-backoff, {CLIENTS} clients, a run of each of the five kinds on {cores} cores: {:.3} ms", ours * 1e3);
    match python(20) {
        Some(python) => {
            println!("the published method in Python 3: {:.3} ms, so {:.1} times as long", python * 1e3, python / ours);
        }
        None => println!("python3 did not run, so there is nothing to compare with"),
    }
}
