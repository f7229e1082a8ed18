//! What theory expects of the sensors, beside what was seen.

use super::{FAILURES, Picture, attempts, is_on};
use crate::play::{Fact, Settings, power};
use crate::text::pipeline as text;
use crate::words::{percent, share};

/// The chance that each sensor gives a value. Nothing where a breaker stands before the sensors, whose refusals depend on
/// what came before.
fn chances(picture: &Picture, settings: &Settings) -> Option<Vec<f64>> {
    if is_on(settings, "breaker") && settings.choice("own") != "0" {
        return None;
    }
    let attempts = attempts(settings);
    let chance = |(key, sensor): (&&str, &super::Sensor)| {
        if sensor.killed { 0.0 } else { 1.0 - power(settings.number(key), attempts) }
    };
    Some(FAILURES.iter().zip(&picture.sensors).map(chance).collect())
}

/// Theory beside what was seen since it has been this theory.
pub(super) fn facts(picture: &Picture, settings: &Settings) -> Vec<Fact> {
    // What crashes loses batches by the clock as well, of which the rates say nothing.
    let chances = chances(picture, settings).filter(|_| is_on(settings, "degrade"));
    let (whole, kept) = match &chances {
        Some(chances) => {
            let mean = chances.iter().sum::<f64>() / chances.len().max(1) as f64;
            (Some(chances.iter().product()), Some(mean))
        }
        None => (None, None),
    };
    let sample = &picture.sample;
    let fact = |label: &str, expected: Option<f64>, seen: String| Fact {
        label: label.to_owned(),
        expected: expected.map_or_else(|| "–".to_owned(), percent),
        seen,
        since: sample.since,
    };
    vec![
        fact(text::ALL_FIVE, whole, share(sample.whole, sample.batches)),
        fact(text::KEPT, kept, share(sample.kept, sample.values)),
    ]
}
