//! Events and numbers as CSV.

use std::io::Write;

use csv::{Error, Writer};

use super::fields::{Field, NAMES, fields, kind};
use crate::play::Metric;
use crate::sim::event::Record;
use crate::sim::input::Lane;

/// Writes events as a table: a header and a row each, with a column for every field that an event may have. What does
/// not apply is empty, services stand as `S1 S3`, and the numbers of a decision as `failures=3 threshold=3`.
///
/// # Errors
/// Those of `out`.
pub fn write<'a>(records: impl IntoIterator<Item = &'a Record>, out: impl Write) -> Result<(), Error> {
    let mut table = Writer::from_writer(out);
    table.write_record(["t_ns", "kind"].iter().chain(&NAMES))?;
    for record in records {
        table.write_record(row(record))?;
    }
    Ok(table.flush()?)
}

/// As [`write()`], for the events of two lanes: the column `lane` comes first. What a user did in both lanes is an event
/// of each.
///
/// # Errors
/// Those of `out`.
pub fn write_lanes<'a>(records: impl IntoIterator<Item = (Lane, &'a Record)>, out: impl Write) -> Result<(), Error> {
    let mut table = Writer::from_writer(out);
    table.write_record(["lane", "t_ns", "kind"].iter().chain(&NAMES))?;
    for (lane, record) in records {
        table.write_field(lane.key())?;
        table.write_record(row(record))?;
    }
    Ok(table.flush()?)
}

/// Writes the numbers of the page contract as a table of `metric` and `value`.
///
/// # Errors
/// Those of `out`.
pub fn metrics(metrics: &[Metric], out: impl Write) -> Result<(), Error> {
    let mut table = Writer::from_writer(out);
    table.write_record(["metric", "value"])?;
    for metric in metrics {
        table.write_record([metric.name, &metric.value.to_string()])?;
    }
    Ok(table.flush()?)
}

/// As [`metrics`], for the numbers of two lanes: the column `lane` comes first.
///
/// # Errors
/// Those of `out`.
pub fn metrics_of_lanes(metrics: &[(Lane, Vec<Metric>)], out: impl Write) -> Result<(), Error> {
    let mut table = Writer::from_writer(out);
    table.write_record(["lane", "metric", "value"])?;
    for (lane, metrics) in metrics {
        for metric in metrics {
            table.write_record([lane.key(), metric.name, &metric.value.to_string()])?;
        }
    }
    Ok(table.flush()?)
}

/// A record's time, kind and fields, in the order of the columns.
fn row(record: &Record) -> Vec<String> {
    let mut row = vec![String::new(); NAMES.len() + 2];
    row[0] = record.at.nanos().to_string();
    row[1] = kind(&record.event).to_owned();
    for (name, field) in fields(record) {
        if let Some(column) = NAMES.iter().position(|column| *column == name) {
            row[column + 2] = text(&field);
        }
    }
    row
}

fn text(field: &Field) -> String {
    match field {
        Field::Whole(number) => number.to_string(),
        Field::Real(number) => number.to_string(),
        Field::Flag(flag) => flag.to_string(),
        Field::Word(word) => (*word).to_owned(),
        Field::Services(services) => services.names(" "),
        Field::Places(places) => places.iter().map(u64::to_string).collect::<Vec<_>>().join(" "),
        Field::Numbers(numbers) => {
            let all: Vec<String> = numbers.iter().map(|(name, field)| format!("{name}={}", text(field))).collect();
            all.join(" ")
        }
    }
}
