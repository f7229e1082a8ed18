//! Runs of links.

use std::io::Write;

use comfy_table::{CellAlignment, Table, presets};
use half_open::export::{csv, json, metrics, report};
use half_open::lab::{MetricUnit, Run};
use half_open::link::{self, Complaint, MAX_CHARACTERS, View};
use half_open::sim::event::Record;
use half_open::time::{Instant, seconds_text};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};

use crate::Failure;
use crate::arguments::{Format, Metrics, Plain, Played, Report, Run as Asked};

/// Where a run stops if nobody says.
const UNTIL: Instant = Instant::from_millis(60_000);
/// Steps of the engine between two looks at the progress bar.
const STEPS: usize = 200_000;

/// Runs a link and prints what came of it.
pub(crate) fn run(asked: &Asked) -> Result<(), Failure> {
    let mut events = Vec::new();
    let run = play(&asked.played, |record| {
        if asked.events {
            events.push(record.clone());
        }
    })?;
    let mut out = std::io::stdout().lock();
    match asked.format {
        Format::Table => write_table(&run, asked.events.then_some(&events), &mut out)?,
        Format::Json => writeln!(out, "{}", object(&run, asked.events.then_some(&events)))?,
        Format::Csv if asked.events => csv::write(&events, &mut out)?,
        Format::Csv => csv::metrics(&run.metrics(), &mut out)?,
    }
    Ok(())
}

/// Prints the health report of a run.
pub(crate) fn report(asked: &Report) -> Result<(), Failure> {
    let report = report::report(&play(&asked.played, |_| {})?);
    let mut out = std::io::stdout().lock();
    match asked.format {
        Plain::Table => write!(out, "{report}")?,
        Plain::Json => {
            let text = serde_json::to_string(&report).map_err(|error| Failure::Output(error.to_string()))?;
            writeln!(out, "{text}")?;
        }
    }
    Ok(())
}

/// Prints a run's numbers as Prometheus text.
pub(crate) fn metrics(asked: &Metrics) -> Result<(), Failure> {
    let run = play(&asked.played, |_| {})?;
    Ok(write!(std::io::stdout().lock(), "{}", metrics::text(&run, asked.dialect))?)
}

/// Plays a link to its moment and shows every event on the way.
fn play(played: &Played, mut observer: impl FnMut(&Record)) -> Result<Run, Failure> {
    let parsed = link::parse(&played.link);
    if !parsed.complaints.is_empty() {
        let all: Vec<String> = parsed.complaints.iter().map(complaint).collect();
        return Err(Failure::Wrong(format!("the link {}: {}", played.link, all.join(" "))));
    }
    let until = played.until.or(parsed.view.t).unwrap_or(UNTIL);
    let mut run = Run::replay(parsed.tape).map_err(|error| Failure::Wrong(format!("the link: {error}")))?;
    let bar = progress(until.millis());
    while !run.advance_with(until, STEPS, &mut observer) {
        bar.set_position(run.now().millis());
    }
    bar.finish_and_clear();
    Ok(run)
}

/// What is wrong with a link. The page's words tell what it used instead; here nothing is.
fn complaint(complaint: &Complaint) -> String {
    match complaint {
        Complaint::BadValue { error, .. } => format!("{error}."),
        Complaint::UnknownLab { name } => format!("there is no lab “{name}”; the labs are retry, breaker and batch."),
        Complaint::TooLong { characters } => {
            format!("it has {characters} characters, but at most {MAX_CHARACTERS} are allowed.")
        }
        other => other.to_string(),
    }
}

/// A bar that shows itself after a second, on a terminal only.
pub(crate) fn progress(whole: u64) -> ProgressBar {
    let bar = ProgressBar::new(whole);
    let style = ProgressStyle::with_template("{bar:40} {percent} %, {eta} left");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar
}

/// The object of the contract.
fn object(run: &Run, events: Option<&Vec<Record>>) -> Value {
    let mut object = json!({
        "v": link::VERSION,
        "lab": run.lab().key(),
        "link": link::write(run.tape(), &View::default()),
        "seed": run.seed(),
        "time_ms": run.now().millis(),
        "finished": run.finished(),
        "state": run.state(),
        "metrics": json::metrics(&run.metrics()),
    });
    if let (Some(events), Some(members)) = (events, object.as_object_mut()) {
        members.insert("events".to_owned(), events.iter().map(json::event).collect());
    }
    object
}

fn write_table(run: &Run, events: Option<&Vec<Record>>, out: &mut impl Write) -> Result<(), Failure> {
    writeln!(out, "{} lab, {}", run.lab().title(), link::write(run.tape(), &View::default()))?;
    let end = if run.finished() { ", finished" } else { "" };
    writeln!(out, "seed {}, t = {} s, {}{end}", run.seed(), seconds_text(run.now().since(Instant::ZERO)), run.state())?;
    let mut numbers = plain_table(&["metric", "value", ""]);
    for metric in run.metrics() {
        let unit = if metric.unit == MetricUnit::Millis { "ms" } else { "" };
        numbers.add_row([metric.label, &metric.value.to_string(), unit]);
    }
    align_right(&mut numbers, 1);
    writeln!(out, "\n{numbers}")?;
    let facts = run.facts();
    if !facts.is_empty() {
        let mut table = plain_table(&["theory and run", "expected", "seen"]);
        for fact in facts {
            table.add_row([fact.label, fact.expected, fact.seen]);
        }
        writeln!(out, "\n{table}")?;
    }
    if let Some(events) = events {
        writeln!(out)?;
        for record in events {
            writeln!(out, "{:>12} s  {}", seconds_text(record.at.since(Instant::ZERO)), line(record))?;
        }
    }
    Ok(())
}

/// An event's kind and fields in a line.
fn line(record: &Record) -> String {
    let Value::Object(members) = json::event(record) else { return String::new() };
    let mut words: Vec<String> = Vec::new();
    for (name, value) in members {
        match (name.as_str(), value) {
            ("t_ns", _) => {}
            ("kind", Value::String(kind)) => words.push(kind),
            (_, Value::String(word)) => words.push(format!("{name}={word}")),
            (_, value) => words.push(format!("{name}={value}")),
        }
    }
    words.join(" ")
}

/// A table with rules but without a frame.
pub(crate) fn plain_table(heads: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_BORDERS_ONLY).set_header(heads);
    table
}

/// Sets a column's numbers below each other.
pub(crate) fn align_right(table: &mut Table, column: usize) {
    if let Some(column) = table.column_mut(column) {
        column.set_cell_alignment(CellAlignment::Right);
    }
}
