//! How the numbers and events of a run are written down.

use std::io::{self, Write};

use half_open::export::{csv, fields, json};
use half_open::link;
use half_open::play::{Fact, Metric, Run};
use half_open::sim::event::Record;
use half_open::sim::input::Lane;
use half_open::words;
use serde_json::{Map, Value, json};

use crate::show::table;
use half_open::text::headless as text;

/// A lane of what was played, with its events if they were kept.
pub(crate) struct Shown<'a> {
    pub(crate) lane: Lane,
    pub(crate) run: &'a Run,
    pub(crate) records: Vec<Record>,
}

/// The object of the contract; lane B stands in it as an object of its own.
pub(crate) fn object(lanes: &[Shown<'_>], link: &str, events: bool) -> Value {
    let mut object = Map::new();
    for Shown { lane, run, records } in lanes {
        let mut standing = if *lane == Lane::A { summary(run, link) } else { standing(run) };
        if events {
            standing.insert("events".to_owned(), records.iter().map(json::event).collect());
        }
        if *lane == Lane::A {
            object = standing;
        } else {
            object.insert(lane.key().to_owned(), Value::Object(standing));
        }
    }
    Value::Object(object)
}

/// The events alone, or the numbers alone; of two lanes with a column that says which.
pub(crate) fn as_csv<'a>(lanes: &'a [Shown<'a>], events: bool, out: &mut impl Write) -> Result<(), ::csv::Error> {
    match (lanes, events) {
        ([one], true) => csv::write(&one.records, out),
        ([one], false) => csv::metrics(&one.run.metrics(), out),
        (both, true) => {
            let of_lane = |shown: &'a Shown<'a>| shown.records.iter().map(move |record| (shown.lane, record));
            csv::write_lanes(both.iter().flat_map(of_lane), out)
        }
        (both, false) => {
            let metrics: Vec<(Lane, Vec<Metric>)> =
                both.iter().map(|shown| (shown.lane, shown.run.metrics())).collect();
            csv::metrics_of_lanes(&metrics, out)
        }
    }
}

/// Text to read: the numbers, then the events, of two lanes each under the lane's name.
pub(crate) fn as_table(lanes: &[Shown<'_>], with_events: bool, out: &mut impl Write) -> io::Result<()> {
    let two = lanes.len() > 1;
    for Shown { lane, run, .. } in lanes {
        if *lane == Lane::A {
            writeln!(out, "{}", heading(run, two))?;
        }
        if two {
            writeln!(out, "{}", text::lane(lane.name(), run.state()))?;
        }
        writeln!(out, "{}", numbers(run))?;
    }
    for Shown { lane, records, .. } in lanes.iter().filter(|_| with_events) {
        writeln!(out)?;
        if two {
            writeln!(out, "{}", text::events_of_lane(lane.name()))?;
        }
        writeln!(out, "{}", events(records))?;
    }
    Ok(())
}

/// The object of the contract, without events.
fn summary(run: &Run, link: &str) -> Map<String, Value> {
    let link = if link.starts_with('#') { link.to_owned() } else { format!("#{link}") };
    let mut object = members(json!({
        "v": link::VERSION,
        "lab": run.lab().key,
        "link": link,
        "seed": run.seed(),
        "time_ms": run.now().millis(),
    }));
    object.extend(standing(run));
    object
}

/// How a lane stands.
fn standing(run: &Run) -> Map<String, Value> {
    members(json!({
        "finished": run.finished(),
        "state": run.state(),
        "metrics": json::metrics(&run.metrics()),
    }))
}

pub(crate) fn members(object: Value) -> Map<String, Value> {
    match object {
        Value::Object(object) => object,
        _ => Map::new(),
    }
}

/// What was played, and how it stands; of two lanes each says how it stands itself.
fn heading(run: &Run, two: bool) -> String {
    let finished = if run.finished() { text::FINISHED } else { "" };
    let state = if two { String::new() } else { format!(": {}", run.state()) };
    text::run(run.lab().title, run.seed(), &words::moment(run.now()), &state, finished)
}

/// The numbers, and theory beside what was seen.
fn numbers(run: &Run) -> String {
    let row = |metric: Metric| vec![metric.name.to_owned(), metric.value.to_string(), metric.label.to_owned()];
    let rows = run.metrics().into_iter().map(row);
    let mut text = table(&["metric", "value", "what"], &[1], rows.collect()).to_string();
    let facts = run.facts();
    if !facts.is_empty() {
        let seen = Fact::seen_since(&facts);
        let rows = facts.into_iter().map(|fact| vec![fact.label, fact.expected, fact.seen]).collect();
        text.push_str(&format!("\n\n{}", table(&[text::THEORY, "expected", &seen], &[1, 2], rows)));
    }
    text
}

/// The events as lines of time, kind and values.
fn events(records: &[Record]) -> String {
    let rows = records.iter().map(|record| {
        let Value::Object(object) = json::event(record) else { return Vec::new() };
        let values = object.iter().filter(|(name, _)| !matches!(name.as_str(), "t_ns" | "kind"));
        let values: Vec<String> = values
            .map(|(name, value)| format!("{name}={}", value.as_str().map_or_else(|| value.to_string(), str::to_owned)))
            .collect();
        vec![format!("{:.3}", record.at.seconds()), fields::kind(&record.event).to_owned(), values.join(" ")]
    });
    table(&["s", "kind", "values"], &[0], rows.collect()).to_string()
}
