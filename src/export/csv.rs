//! Events and numbers as CSV.

use std::io::Write;

use csv::{Error, Writer};

use super::fields::{Field, NAMES, fields, kind};
use crate::lab::Metric;
use crate::sim::event::Record;

/// Writes events as a table: a header and a row each, with a column for every field that an event may have. What does
/// not apply is empty, services stand as `S1 S3`, and the numbers of a decision as `failures=3 threshold=3`.
///
/// # Errors
/// Those of `out`.
pub fn write<'a>(records: impl IntoIterator<Item = &'a Record>, out: impl Write) -> Result<(), Error> {
    let mut table = Writer::from_writer(out);
    table.write_record(["t_ns", "kind"].iter().chain(&NAMES))?;
    for record in records {
        let mut row = vec![String::new(); NAMES.len() + 2];
        row[0] = record.at.nanos().to_string();
        row[1] = kind(&record.event).to_owned();
        for (name, field) in fields(record) {
            if let Some(column) = NAMES.iter().position(|column| *column == name) {
                row[column + 2] = text(&field);
            }
        }
        table.write_record(row)?;
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

fn text(field: &Field) -> String {
    match field {
        Field::Whole(number) => number.to_string(),
        Field::Real(number) => number.to_string(),
        Field::Flag(flag) => flag.to_string(),
        Field::Word(word) => (*word).to_owned(),
        Field::Services(services) => services.iter().map(|id| format!("S{id}")).collect::<Vec<_>>().join(" "),
        Field::Numbers(numbers) => {
            let all: Vec<String> = numbers.iter().map(|(name, field)| format!("{name}={}", text(field))).collect();
            all.join(" ")
        }
    }
}
