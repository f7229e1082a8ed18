//! A short form of what came of a link, to compare runs on different machines.

use std::fmt::Write as _;
use std::hash::Hasher as _;

use half_open::link;
use half_open::play::Run;
use half_open::sim::event::{Event, Record};
use half_open::sim::input::{Action, Input};
use half_open::time::Instant;

use crate::links::LINKS;

/// A run to a second: how many events, a hash of all of them, the clock and the numbers. A number that came to the lab
/// later is left out where it is 0.
pub(crate) fn digest(text: &str, seconds: u64) -> String {
    let parsed = link::parse(text);
    assert!(parsed.complaints.is_empty(), "{text}: {:?}", parsed.complaints);
    let Ok(mut run) = Run::replay(parsed.tape) else { return format!("{text}: refused") };
    let (mut hash, mut events) = (fnv::FnvHasher::default(), 0_u64);
    let reached = run.advance_with(Instant::from_millis(seconds * 1_000), 10_000_000, &mut |record| {
        events += 1;
        hash.write(as_recorded(record).as_bytes());
    });
    assert!(reached, "{text} takes too many steps");
    let mut line = format!("{events:>6} {:016x} {:<9} ", hash.finish(), run.state());
    for metric in run.metrics().iter().filter(|metric| metric.name != "unanswered" || metric.value > 0) {
        let _ = write!(line, " {}={}", metric.name, metric.value);
    }
    line
}

/// An event as it was told when the table was recorded first. What events say beyond that since then is left out, so
/// that a hash which is still the same proves that the run is.
fn as_recorded(record: &Record) -> String {
    let text = format!("{record:?}\n");
    let text = text.replace("trouble: None", "killed: false");
    let mut text = text.replace("trouble: Some(Killed)", "killed: true");
    match record.event {
        Event::Refused { luck, .. } => {
            let luck = format!(
                ", luck: Luck {{ draw: {:?}, rate: {:?}, killed: {:?}, kind: {:?} }}",
                luck.draw,
                luck.rate,
                luck.killed(),
                luck.kind
            );
            text = text.replace(&luck, "");
        }
        Event::BatchEnded { lack: None, .. } => text = text.replace(", lack: None }", " }"),
        Event::Transition(made) => text = text.replace(&format!(", call: {:?} }}", made.call), " }"),
        Event::AttemptEnded { luck, .. } => text = text.replace(&format!(", kind: {:?} }}", luck.kind), " }"),
        Event::Waiting { delay, .. } if delay.raised.is_zero() => text = text.replace(", raised: 0ns }", " }"),
        Event::Applied(Input { action: Action::Command(command), .. }) => {
            text = text.replace(&format!("{:?}", Action::Command(command)), "RestartTwin");
        }
        _ => {}
    }
    text
}

/// The table of all links' digests.
pub(crate) fn table() -> String {
    let mut table = String::from("# events, hash of the events, state and metrics of each link at the given second\n");
    for (link, seconds) in LINKS {
        let _ = writeln!(table, "{link} @{seconds}\n    {}", digest(link, *seconds));
    }
    table
}

/// The table as it was recorded natively.
pub(crate) const GOLDEN: &str = include_str!("../goldens/runs.txt");
