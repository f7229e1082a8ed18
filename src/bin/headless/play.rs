//! Plays a link, and prints what came of it.

use std::io::Write;

use half_open::copy_as;
use half_open::export::{csv, fields, json, metrics as prometheus, report as health};
use half_open::lab::{LabId, Metric, Run, Tape};
use half_open::link::{self, Complaint};
use half_open::sim::event::Record;
use half_open::sim::input::Lane;
use half_open::time::Instant;
use serde_json::{Map, Value, json};

use crate::args::{self, Format, Played, RunFormat};
use crate::bar::Bar;
use crate::show::table;
use crate::{Trouble, Verdict};

/// The moment up to which a link is played that says nothing about it.
const UNTIL: Instant = Instant::from_millis(60_000);
/// Steps between two looks at the clock.
const STEPS: usize = 100_000;
/// The most events that are printed.
const EVENTS: usize = 1_000_000;

/// `headless run`.
pub(crate) fn run(arguments: &args::Run, out: &mut impl Write) -> Result<Verdict, Trouble> {
    let (run, records) = play(&arguments.played, arguments.events)?;
    let unknown: Vec<String> = arguments.expect.iter().filter_map(|(name, _)| unknown_metric(&run, name)).collect();
    if !unknown.is_empty() {
        return Err(Trouble::Usage(unknown));
    }
    match arguments.format {
        RunFormat::Json => {
            let mut object = summary(&run, &arguments.played.link);
            if arguments.events {
                object.insert("events".to_owned(), records.iter().map(json::event).collect());
            }
            if let Some(lane) = run.lane(Lane::B) {
                let mut object_b = standing(lane);
                if arguments.events {
                    // Lane B is the run of its own tape, to the event.
                    let (_, records) = advanced(run.tape().of_lane(Lane::B), run.now(), true)?;
                    object_b.insert("events".to_owned(), records.iter().map(json::event).collect());
                }
                object.insert(Lane::B.key().to_owned(), Value::Object(object_b));
            }
            writeln!(out, "{}", Value::Object(object))?;
        }
        RunFormat::Csv if arguments.events => written(csv::write(&records, &mut *out))?,
        RunFormat::Csv => written(csv::metrics(&run.metrics(), &mut *out))?,
        RunFormat::Table => {
            writeln!(out, "{}", heading(&run))?;
            writeln!(out, "{}", numbers(&run))?;
            if let Some(lane) = run.lane(Lane::B) {
                writeln!(out, "\nLane B: {}", lane.state())?;
                writeln!(out, "{}", numbers(lane))?;
            }
            if arguments.events {
                writeln!(out, "\n{}", events(&records))?;
            }
        }
    }
    let mut verdict = Verdict::Good;
    for (name, expected) in &arguments.expect {
        let (lane, metric) = of_lane(&run, name);
        let found = lane.metrics().iter().find(|known| known.name == metric).map_or(0, |known| known.value);
        if found != *expected {
            verdict = Verdict::Failed;
            // A failed check is no part of what was asked to be printed.
            drop(writeln!(std::io::stderr(), "check failed: {name} is {found}, expected {expected}"));
        }
    }
    Ok(verdict)
}

/// `headless report`.
pub(crate) fn report(arguments: &args::Report, out: &mut impl Write) -> Result<Verdict, Trouble> {
    let (run, _) = play(&arguments.played, false)?;
    let report = health::report(&run);
    match arguments.format {
        Format::Table => write!(out, "{report}")?,
        Format::Json => {
            serde_json::to_writer(&mut *out, &report).map_err(|error| Trouble::Output(error.into()))?;
            writeln!(out)?;
        }
    }
    Ok(Verdict::Good)
}

/// `headless metrics`.
pub(crate) fn metrics(arguments: &args::Metrics, out: &mut impl Write) -> Result<Verdict, Trouble> {
    let (run, _) = play(&arguments.played, false)?;
    write!(out, "{}", prometheus::text(&run, arguments.dialect))?;
    Ok(Verdict::Good)
}

/// `headless config`.
pub(crate) fn config(arguments: &args::Config, out: &mut impl Write) -> Result<Verdict, Trouble> {
    let (run, _) = play(&arguments.played, false)?;
    write!(out, "{}", copy_as::text(arguments.target, run.lab(), run.settings()))?;
    Ok(Verdict::Good)
}

/// Plays a link, and keeps its events if that is wanted.
fn play(played: &Played, keep: bool) -> Result<(Run, Vec<Record>), Trouble> {
    let parsed = link::parse(&played.link);
    let mut complaints: Vec<String> = parsed.complaints.iter().map(complaint).collect();
    // The page shows the breaker lab where a link names none; here a link says what it means.
    let name = played.link.trim_start_matches('#').split('?').next().unwrap_or_default();
    if complaints.is_empty() && name.trim_matches('/').is_empty() {
        complaints.push(format!("the link names no lab; the labs are {}", labs()));
    }
    if !complaints.is_empty() {
        return Err(Trouble::Usage(complaints));
    }
    let until = played.until.or(parsed.view.t).unwrap_or(UNTIL);
    advanced(parsed.tape, until, keep)
}

/// Plays a tape, and keeps its events if that is wanted.
fn advanced(tape: Tape, until: Instant, keep: bool) -> Result<(Run, Vec<Record>), Trouble> {
    let mut run = Run::replay(tape).map_err(|error| Trouble::usage(format!("the link's {error}")))?;
    let (mut records, mut total) = (Vec::new(), 0);
    let mut bar = Bar::new(format!("{} lab", run.lab().key()));
    while !run.advance_with(until, STEPS, &mut |record| {
        total += 1;
        if keep && records.len() < EVENTS {
            records.push(record.clone());
        }
    }) {
        bar.show(run.now().millis(), until.millis());
    }
    if keep && total > EVENTS {
        let most = format!("there are {total} events, but at most {EVENTS} are printed; give an earlier --until");
        return Err(Trouble::usage(most));
    }
    Ok((run, records))
}

fn labs() -> String {
    LabId::ALL.map(LabId::key).join(", ")
}

/// What is wrong with a link, in words that promise no default.
fn complaint(complaint: &Complaint) -> String {
    match complaint {
        Complaint::TooLong { characters } => {
            format!("the link has {characters} characters, but at most {} are allowed", link::MAX_CHARACTERS)
        }
        Complaint::UnknownLab { name } => format!("there is no lab “{name}”; the labs are {}", labs()),
        Complaint::OtherVersion { version } => {
            format!("the link's v is “{version}”, but must be {}", link::VERSION)
        }
        Complaint::UnknownKey { key, known } => {
            format!("“{key}” is not a key of this lab; its keys are {known}")
        }
        Complaint::Twice { key } => format!("“{key}” stands twice in the link"),
        Complaint::BadValue { lane, error, .. } => {
            let (lane, field) = (link::own(*lane), error.field);
            format!("the link's {lane}{field} is “{}”, but must be {}", error.value, error.allowed)
        }
        Complaint::BadInput { text, why } => format!("the link's input “{text}” cannot be read: {why}"),
        Complaint::BadStroke { text, why } => format!("the link's painted stroke “{text}” cannot be read: {why}"),
        Complaint::BadFile { why } => (*why).to_owned(),
        Complaint::BadEscape { text } => format!("“{text}” has a broken percent escape"),
    }
}

/// The lane that a metric's name is about (`b.openings` is lane B's), and the name without that.
fn of_lane<'a>(run: &'a Run, name: &'a str) -> (&'a Run, &'a str) {
    run.lane(Lane::B).zip(name.strip_prefix(Lane::B.prefix())).unwrap_or((run, name))
}

fn unknown_metric(run: &Run, name: &str) -> Option<String> {
    let metrics = run.metrics();
    let known: Vec<&str> = metrics.iter().map(|metric| metric.name).collect();
    (!known.contains(&of_lane(run, name).1))
        .then(|| format!("--expect names “{name}”, but the metrics of this lab are {}", known.join(", ")))
}

/// The object of the contract, without events.
fn summary(run: &Run, link: &str) -> Map<String, Value> {
    let link = if link.starts_with('#') { link.to_owned() } else { format!("#{link}") };
    let mut object = members(json!({
        "v": link::VERSION,
        "lab": run.lab().key(),
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

fn members(object: Value) -> Map<String, Value> {
    match object {
        Value::Object(object) => object,
        _ => Map::new(),
    }
}

fn heading(run: &Run) -> String {
    let finished = if run.finished() { ", finished" } else { "" };
    format!("{} lab, seed {}, at {}: {}{finished}", run.lab().title(), run.seed(), run.now(), run.state())
}

/// The numbers, and theory beside what was seen.
fn numbers(run: &Run) -> String {
    let row = |metric: Metric| vec![metric.name.to_owned(), metric.value.to_string(), metric.label.to_owned()];
    let rows = run.metrics().into_iter().map(row);
    let mut text = table(&["metric", "value", "what"], &[1], rows.collect()).to_string();
    let facts = run.facts();
    if !facts.is_empty() {
        let rows = facts.into_iter().map(|fact| vec![fact.label, fact.expected, fact.seen]).collect();
        text.push_str(&format!("\n\n{}", table(&["fact", "expected", "seen"], &[1, 2], rows)));
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

/// What goes wrong with CSV is the writing.
fn written(result: Result<(), ::csv::Error>) -> Result<(), Trouble> {
    result.map_err(|error| match error.into_kind() {
        ::csv::ErrorKind::Io(error) => Trouble::Output(error),
        other => Trouble::Output(std::io::Error::other(format!("{other:?}"))),
    })
}
