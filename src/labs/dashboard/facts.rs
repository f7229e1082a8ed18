//! What theory expects of the sensors in calm weather, beside what was seen.

use super::{Picture, READS, SENSORS};
use crate::play::{Fact, Settings, power};
use crate::text::dashboard as text;
use crate::words::{percent, share};

/// Attempts of a read.
const ATTEMPTS: u32 = 3;

pub(super) fn facts(picture: &Picture, settings: &Settings) -> Vec<Fact> {
    // In other weather the sensors fail at other rates for a while, and a sensor that is killed always.
    let is_calm = settings.choice("weather") == "calm" && !picture.rows[SENSORS].killed;
    let fails = settings.number("reads");
    // A breaker that opens refuses reads, of which the rate says nothing.
    let is_calm = is_calm && picture.rows[SENSORS].openings.all == 0;
    let whole = power(1.0 - power(fails, ATTEMPTS), READS as u32);
    let saved = 1.0 - power(fails, ATTEMPTS - 1);
    let fact = |label: &str, expected: f64, seen: String| Fact {
        label: label.to_owned(),
        expected: if is_calm { percent(expected) } else { text::UNKNOWN.to_owned() },
        seen,
        since: picture.sample.since,
    };
    let sample = &picture.sample;
    vec![
        fact(text::FACT_WHOLE, whole, share(sample.whole, sample.batches)),
        fact(text::FACT_SAVED, saved, share(sample.saved, sample.retried)),
    ]
}
