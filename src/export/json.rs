//! Events and numbers as JSON.

use serde_json::Value;

use super::fields::Told;
use crate::play::Metric;
use crate::sim::event::Record;

/// An event as an object: `t_ns`, `kind` and its fields. A number that JSON cannot write, such as an infinity, reads as
/// null.
pub fn event(record: &Record) -> Value {
    // Names are texts and no value is refused, so there is always an object.
    serde_json::to_value(Told(record)).unwrap_or_default()
}

/// The numbers of the page contract as an object.
pub fn metrics(metrics: &[Metric]) -> Value {
    Value::Object(metrics.iter().map(|metric| (metric.name.to_owned(), metric.value.into())).collect())
}
