//! Plays a link, and prints what came of it.

use std::io::Write;

use half_open::export::metrics::Dialect;
use half_open::export::{metrics as prometheus, report as health};
use half_open::link;
use half_open::play::{Run, Tape};
use half_open::sim::event::Record;
use half_open::sim::input::Lane;
use half_open::time::Instant;
use serde_json::Value;

use crate::args::{self, Format, Played, RunFormat};
use crate::bar::Bar;
use crate::print::{Shown, as_csv, as_table, members, object};
use crate::{Trouble, Verdict};
use half_open::text::headless as text;

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
    let lanes = lanes(&run, records, arguments.events)?;
    match arguments.format {
        RunFormat::Json => writeln!(out, "{}", object(&lanes, &arguments.played.link, arguments.events))?,
        RunFormat::Csv => written(as_csv(&lanes, arguments.events, &mut *out))?,
        RunFormat::Table => as_table(&lanes, arguments.events, &mut *out)?,
    }
    let mut verdict = Verdict::Good;
    for (name, expected) in &arguments.expect {
        let (lane, metric) = of_lane(&run, name);
        let found = lane.metrics().iter().find(|known| known.name == metric).map_or(0, |known| known.value);
        if found != *expected {
            verdict = Verdict::Failed;
            // A failed check is no part of what was asked to be printed.
            drop(writeln!(
                std::io::stderr(),
                "{}",
                text::check_failed(name, &found.to_string(), &expected.to_string())
            ));
        }
    }
    Ok(verdict)
}

/// The lanes of a run: lane A, whose events are known, and lane B if there is one.
fn lanes(run: &Run, records: Vec<Record>, keep: bool) -> Result<Vec<Shown<'_>>, Trouble> {
    let mut lanes = vec![Shown { lane: Lane::A, run, records }];
    if let Some(other) = run.lane(Lane::B) {
        // Lane B is the run of its own tape, to the event.
        let records = if keep { advanced(run.tape().of_lane(Lane::B), run.now(), true)?.1 } else { Vec::new() };
        lanes.push(Shown { lane: Lane::B, run: other, records });
    }
    Ok(lanes)
}

/// `headless report`.
pub(crate) fn report(arguments: &args::Report, out: &mut impl Write) -> Result<Verdict, Trouble> {
    let (run, _) = play(&arguments.played, false)?;
    let report = health::report(&run);
    // Lane B stands where it stands in a run's own object.
    let other = run.lane(Lane::B).map(health::report);
    match (arguments.format, other) {
        (Format::Table, None) => write!(out, "{report}")?,
        (Format::Table, Some(other)) => write!(out, "{}", text::two_lanes(&report.to_string(), &other.to_string()))?,
        (Format::Json, None) => writeln!(out, "{}", as_json(&report)?)?,
        (Format::Json, Some(other)) => {
            let mut object = members(as_json(&report)?);
            object.insert(Lane::B.key().to_owned(), as_json(&other)?);
            writeln!(out, "{}", Value::Object(object))?;
        }
    }
    Ok(Verdict::Good)
}

fn as_json(report: &health::Report) -> Result<Value, Trouble> {
    serde_json::to_value(report).map_err(|error| Trouble::Output(error.into()))
}

/// `headless metrics`.
pub(crate) fn metrics(arguments: &args::Metrics, out: &mut impl Write) -> Result<Verdict, Trouble> {
    let (run, _) = play(&arguments.played, false)?;
    write!(out, "{}", prometheus::text(&run, arguments.dialect.unwrap_or_else(|| Dialect::of(&run))))?;
    Ok(Verdict::Good)
}

/// `headless config`.
pub(crate) fn config(arguments: &args::Config, out: &mut impl Write) -> Result<Verdict, Trouble> {
    let (run, _) = play(&arguments.played, false)?;
    let lane = run.lane(arguments.lane).ok_or_else(|| Trouble::usage(text::ONE_LANE))?;
    write!(out, "{}", link::config(arguments.target, run.lab(), lane.settings()))?;
    Ok(Verdict::Good)
}

/// Plays a link, and keeps its events if that is wanted.
pub(crate) fn play(played: &Played, keep: bool) -> Result<(Run, Vec<Record>), Trouble> {
    let parsed = link::parse_strictly(&played.link).map_err(Trouble::Usage)?;
    let until = played.until.or(parsed.view.t).unwrap_or(UNTIL);
    advanced(parsed.tape, until, keep)
}

/// Plays a tape, and keeps its events if that is wanted.
fn advanced(tape: Tape, until: Instant, keep: bool) -> Result<(Run, Vec<Record>), Trouble> {
    let mut run = Run::replay(tape).map_err(|error| Trouble::usage(text::links_error(&error.to_string())))?;
    let (mut records, mut total) = (Vec::new(), 0);
    let mut bar = Bar::new(text::lab_of(run.lab().key));
    while !run.advance_with(until, STEPS, &mut |record| {
        total += 1;
        if keep && records.len() < EVENTS {
            records.push(*record);
        }
    }) {
        bar.show(run.now().millis(), until.millis());
    }
    if keep && total > EVENTS {
        let most = text::too_many_events(&total.to_string(), &EVENTS.to_string());
        return Err(Trouble::usage(most));
    }
    Ok((run, records))
}

/// The lane that a metric's name is about (`b.openings` is lane B's), and the name without that.
fn of_lane<'a>(run: &'a Run, name: &'a str) -> (&'a Run, &'a str) {
    run.lane(Lane::B).zip(name.strip_prefix(Lane::B.prefix())).unwrap_or((run, name))
}

fn unknown_metric(run: &Run, name: &str) -> Option<String> {
    let metrics = run.metrics();
    let known: Vec<&str> = metrics.iter().map(|metric| metric.name).collect();
    (!known.contains(&of_lane(run, name).1)).then(|| text::no_such_metric(name, &known.join(", ")))
}

/// What goes wrong with CSV is the writing.
fn written(result: Result<(), ::csv::Error>) -> Result<(), Trouble> {
    result.map_err(|error| match error.into_kind() {
        ::csv::ErrorKind::Io(error) => Trouble::Output(error),
        other => Trouble::Output(std::io::Error::other(format!("{other:?}"))),
    })
}
