//! Events and numbers as JSON.

use serde_json::{Map, Value};

use super::fields::{Field, fields, kind};
use crate::play::Metric;
use crate::sim::event::Record;

/// An event as an object: `t_ns`, `kind` and its fields.
pub fn event(record: &Record) -> Value {
    let mut object = Map::new();
    object.insert("t_ns".to_owned(), record.at.nanos().into());
    object.insert("kind".to_owned(), kind(&record.event).into());
    object.extend(fields(record).into_iter().map(|(name, field)| (name.to_owned(), value(field))));
    Value::Object(object)
}

/// The numbers of the page contract as an object.
pub fn metrics(metrics: &[Metric]) -> Value {
    Value::Object(metrics.iter().map(|metric| (metric.name.to_owned(), metric.value.into())).collect())
}

fn value(field: Field) -> Value {
    match field {
        Field::Whole(number) => number.into(),
        // A number that JSON cannot write, such as an infinity, reads as null.
        Field::Real(number) => number.into(),
        Field::Flag(flag) => flag.into(),
        Field::Word(word) => word.into(),
        Field::Services(services) => services.iter().collect(),
        Field::Places(places) => places.into(),
        Field::Numbers(numbers) => {
            Value::Object(numbers.into_iter().map(|(name, field)| (name.to_owned(), value(field))).collect())
        }
    }
}
