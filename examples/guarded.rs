//! A real call behind a breaker, in real time: `cargo run --no-default-features --example guarded`.
//!
//! Nobody listens at first, so three calls fail and the breaker opens. While it is open no call is made. Then somebody
//! listens; the first call after the wait is a probe, succeeds and closes it.
#![expect(clippy::print_stdout, reason = "an example tells what happens")]

use std::error::Error;
use std::net::{TcpListener, TcpStream};
use std::thread::sleep;
use std::time::{Duration, Instant as Clock};

use half_open::policy::breaker::{Breaker, Decision, IgnoredCounts, Late, Outcome, Probes, Settings, Transition, Trip};
use half_open::time::Instant;

const BETWEEN: Duration = Duration::from_millis(100);

fn main() -> Result<(), Box<dyn Error>> {
    let start = Clock::now();
    // The breaker has no clock: it is given the time, or a way to ask for it.
    let now = || Instant::ZERO.after(start.elapsed());
    let mut breaker = Breaker::new(Settings {
        trip: Trip::Row { threshold: 3 },
        reset: 5 * BETWEEN,
        probes: Probes::AtOnce(1),
        successes: 1,
        lease: Duration::from_secs(1),
        late: Late::Drop,
        ignored: IgnoredCounts::Neutral,
    })?;
    // An address that is free: it was listened at, and is not any more.
    let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
    let mut service = None;
    for call in 1..=12 {
        if call == 6 {
            service = Some(TcpListener::bind(address)?);
        }
        let admission = breaker.admit_asking(now);
        admission.transitions.iter().for_each(tell);
        match admission.decision {
            Decision::Admitted(permit) => {
                let result = TcpStream::connect_timeout(&address, BETWEEN);
                let outcome = if result.is_ok() { Outcome::Success } else { Outcome::Failure };
                let recorded = breaker.report_asking(now, permit, outcome);
                println!(
                    "call {call:>2}: {}",
                    result.map_or_else(|error| error.to_string(), |_| "connected".to_owned())
                );
                recorded.transitions.iter().for_each(tell);
            }
            Decision::Rejected(rejection) => println!("call {call:>2}: not made, {:?}", rejection.reason),
        }
        sleep(BETWEEN);
    }
    drop(service);
    Ok(())
}

fn tell(made: &Transition) {
    println!("         {:?} -> {:?}: {:?}", made.from, made.to, made.cause);
}
