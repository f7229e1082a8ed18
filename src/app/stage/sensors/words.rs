//! How a sensor looks, and what is said of it.

use super::Reads;
use crate::app::component::glyph::Glyph;
use crate::app::stage::Scene;
use crate::labs::sensors::{FAILURES, Sensor, Status};
use crate::play::paint;
use crate::sim::paint::{Track, What};
use crate::text::batch::stage as says;

/// Batches that follow each other faster than this are drawn by their results, or the stage would flicker.
const CALM: f64 = 0.5;
/// How long a value falls from its card into its slot, and how much later each next one begins, in real seconds.
const FALL: (f64, f64) = (0.28, 0.04);

/// How a sensor is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::app::stage) enum Look {
    /// Nothing has come yet.
    Waiting,
    /// A further attempt is under way.
    Retrying(u32),
    /// A value.
    Ok(f64),
    /// No value.
    Unavailable,
    /// An old value, and how many batches old it is.
    Stale(f64, u64),
}

impl Look {
    /// Its shape.
    pub(in crate::app::stage) fn glyph(self) -> Glyph {
        match self {
            Self::Waiting => Glyph::InFlight,
            Self::Retrying(_) => Glyph::Waiting,
            Self::Ok(_) => Glyph::Success,
            Self::Unavailable => Glyph::Unavailable,
            Self::Stale(..) => Glyph::Stale,
        }
    }

    /// Its words; `attempts` is how many there may be.
    pub(in crate::app::stage) fn words(self, attempts: u32) -> String {
        match self {
            Self::Waiting => says::WAITING.to_owned(),
            Self::Retrying(attempt) => says::retrying(attempt, attempts.max(attempt)),
            Self::Ok(_) => "ok".to_owned(),
            Self::Unavailable => says::UNAVAILABLE.to_owned(),
            Self::Stale(_, age) => says::stale_for(age),
        }
    }

    /// Its word where there is no room for more.
    pub(in crate::app::stage) fn brief(self) -> &'static str {
        match self {
            Self::Waiting => says::WAITING,
            Self::Retrying(_) => says::RETRYING,
            Self::Ok(_) => "ok",
            Self::Unavailable => says::NO_VALUE,
            Self::Stale(..) => says::STALE,
        }
    }

    /// The value that it shows, and whether that is a fresh one.
    pub(in crate::app::stage) fn value(self) -> (String, bool) {
        match self {
            Self::Ok(value) => (reading(value), true),
            Self::Stale(value, _) => (reading(value), false),
            Self::Waiting | Self::Retrying(_) => ("…".to_owned(), false),
            Self::Unavailable => ("–".to_owned(), false),
        }
    }

    /// Whether the batch has its answer from it.
    pub(in crate::app::stage) fn settled(self) -> bool {
        !matches!(self, Self::Waiting | Self::Retrying(_))
    }
}

/// A reading with one decimal.
fn reading(value: f64) -> String {
    let tenths = (value.abs() * 10.0 + 0.5) as u64;
    let sign = if value < 0.0 && tenths > 0 { "−" } else { "" };
    format!("{sign}{}.{}", tenths / 10, tenths % 10)
}

/// The page contract's word for where a sensor's read stands.
pub(in crate::app::stage) fn status(status: Status) -> &'static str {
    match status {
        Status::Waiting => "waiting",
        Status::Ok { .. } => "ok",
        Status::Retrying { .. } => "retrying",
        Status::Unavailable => "unavailable",
        Status::Stale { .. } => "stale",
    }
}

/// Whether batches follow each other so fast that only their results are drawn.
pub(in crate::app::stage) fn rushes(scene: &Scene<'_>) -> bool {
    let settings = scene.settings;
    let real = settings.number("every").max(settings.number("latency")) / scene.speed.max(0.01);
    scene.playing && real < CALM
}

/// How a sensor is drawn at the moment.
pub(in crate::app::stage) fn look(sensor: &Sensor, reads: &Reads<'_>, rushing: bool) -> Look {
    match sensor.status {
        Status::Ok { value } => Look::Ok(value),
        Status::Unavailable => Look::Unavailable,
        Status::Stale { value, age } => Look::Stale(value, age),
        Status::Waiting | Status::Retrying { .. } if rushing => last(sensor, reads),
        Status::Waiting => Look::Waiting,
        Status::Retrying { attempt } => Look::Retrying(attempt),
    }
}

/// How the last batch left a sensor whose next read is under way.
fn last(sensor: &Sensor, reads: &Reads<'_>) -> Look {
    let age = |batch: u64| reads.batches.saturating_sub(batch);
    match (sensor.history.last(), sensor.last_good) {
        (Some(Some(value)), _) => Look::Ok(*value),
        (Some(None), Some((batch, value))) if age(batch) <= reads.stale.into() => Look::Stale(value, age(batch)),
        (Some(None), _) => Look::Unavailable,
        (None, _) => Look::Waiting,
    }
}

/// How far a sensor's value has fallen into its slot, from 0 to 1.
pub(in crate::app::stage) fn fallen(scene: &Scene<'_>, sensor: &Sensor, index: usize) -> f64 {
    let Some(ended) = sensor.ended else { return 1.0 };
    if !scene.playing || scene.still || scene.speed > 4.0 || rushes(scene) {
        return 1.0;
    }
    let real = scene.now.since(ended).as_secs_f64() / scene.speed.max(0.01);
    let part = ((real - FALL.1 * index as f64) / FALL.0).clamp(0.0, 1.0);
    1.0 - (1.0 - part) * (1.0 - part)
}

/// `10 % fail`, or that it is killed.
pub(in crate::app::stage) fn rate(scene: &Scene<'_>, index: usize) -> String {
    let rate = FAILURES.get(index).map_or(0.0, |key| scene.settings.number(key));
    says::fail((rate * 100.0 + 0.5) as u64)
}

/// How long a sensor takes to answer, `2 s`, where that is painted now.
pub(in crate::app::stage) fn latency(scene: &Scene<'_>, index: usize) -> Option<String> {
    let track = Track { service: u32::try_from(index).ok()?, what: What::Latency };
    Some(paint::value(What::Latency, scene.paint.value(track, scene.now)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labs::sensors::SENSORS;

    #[test]
    fn readings_have_one_decimal() {
        assert_eq!([43.46, 0.04, -3.25, 50.0].map(reading), ["43.5", "0.0", "−3.3", "50.0"]);
    }

    #[test]
    fn a_rush_shows_how_the_last_batch_ended() {
        let sensors: [Sensor; SENSORS] = Default::default();
        let reads = Reads { batches: 5, stale: 3, ..Reads::of(&sensors) };
        let mut sensor = Sensor::default();
        assert_eq!(look(&sensor, &reads, true), Look::Waiting);
        sensor.history.push(Some(44.0));
        assert_eq!(look(&sensor, &reads, true), Look::Ok(44.0));
        assert_eq!(look(&sensor, &reads, false), Look::Waiting);
        sensor.history.push(None);
        assert_eq!(look(&sensor, &reads, true), Look::Unavailable);
        sensor.last_good = Some((3, 44.0));
        assert_eq!(look(&sensor, &reads, true), Look::Stale(44.0, 2));
        sensor.last_good = Some((1, 44.0));
        assert_eq!(look(&sensor, &reads, true), Look::Unavailable);
    }

    #[test]
    fn states_have_their_number() {
        assert_eq!(Look::Retrying(2).words(3), "retrying 2/3");
        assert_eq!(Look::Stale(1.0, 2).words(1), "stale, 2 old");
    }
}
