//! What the batch lab's stage says, and how a sensor looks. Pure, from the picture, the settings and the time.

use crate::app::component::glyph::Glyph;
use crate::app::stage::Scene;
use crate::labs::batch::{Batch, FAILURES, NAMES, Picture, Sensor, Status, critical};
use crate::play::paint;
use crate::policy::partial::Lack;
use crate::sim::paint::{Track, What};
use crate::text::batch::stage as says;
use crate::text::noun;
use crate::words::{grouped, moment};

/// Batches that follow each other faster than this are drawn by their results, or the stage would flicker.
const CALM: f64 = 0.5;
/// How long a value falls from its card into its slot, and how much later each next one begins, in real seconds.
const FALL: (f64, f64) = (0.28, 0.04);

/// How a sensor is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Look {
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
    pub(super) fn glyph(self) -> Glyph {
        match self {
            Self::Waiting => Glyph::InFlight,
            Self::Retrying(_) => Glyph::Waiting,
            Self::Ok(_) => Glyph::Success,
            Self::Unavailable => Glyph::Unavailable,
            Self::Stale(..) => Glyph::Stale,
        }
    }

    /// Its words; `attempts` is how many there may be.
    pub(super) fn words(self, attempts: u32) -> String {
        match self {
            Self::Waiting => says::WAITING.to_owned(),
            Self::Retrying(attempt) => says::retrying(attempt, attempts.max(attempt)),
            Self::Ok(_) => "ok".to_owned(),
            Self::Unavailable => says::UNAVAILABLE.to_owned(),
            Self::Stale(_, age) => says::stale_for(age),
        }
    }

    /// Its word where there is no room for more.
    pub(super) fn brief(self) -> &'static str {
        match self {
            Self::Waiting => says::WAITING,
            Self::Retrying(_) => says::RETRYING,
            Self::Ok(_) => "ok",
            Self::Unavailable => says::NO_VALUE,
            Self::Stale(..) => says::STALE,
        }
    }

    /// The value that it shows, and whether that is a fresh one.
    pub(super) fn value(self) -> (String, bool) {
        match self {
            Self::Ok(value) => (reading(value), true),
            Self::Stale(value, _) => (reading(value), false),
            Self::Waiting | Self::Retrying(_) => ("…".to_owned(), false),
            Self::Unavailable => ("–".to_owned(), false),
        }
    }

    /// Whether the batch has its answer from it.
    pub(super) fn settled(self) -> bool {
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
pub(super) fn status(status: Status) -> &'static str {
    match status {
        Status::Waiting => "waiting",
        Status::Ok { .. } => "ok",
        Status::Retrying { .. } => "retrying",
        Status::Unavailable => "unavailable",
        Status::Stale { .. } => "stale",
    }
}

/// Whether batches follow each other so fast that only their results are drawn.
pub(super) fn rushes(scene: &Scene<'_>) -> bool {
    let settings = scene.settings;
    let real = settings.number("every").max(settings.number("latency")) / scene.speed.max(0.01);
    scene.playing && real < CALM
}

/// How a sensor is drawn at the moment.
pub(super) fn look(sensor: &Sensor, picture: &Picture, rushing: bool) -> Look {
    match sensor.status {
        Status::Ok { value } => Look::Ok(value),
        Status::Unavailable => Look::Unavailable,
        Status::Stale { value, age } => Look::Stale(value, age),
        Status::Waiting | Status::Retrying { .. } if rushing => last(sensor, picture),
        Status::Waiting => Look::Waiting,
        Status::Retrying { attempt } => Look::Retrying(attempt),
    }
}

/// How the last batch left a sensor whose next read is under way.
fn last(sensor: &Sensor, picture: &Picture) -> Look {
    match (sensor.history.last(), sensor.last_good) {
        (Some(Some(value)), _) => Look::Ok(*value),
        (Some(None), Some((batch, value)))
            if picture.batches - batch.min(picture.batches) <= picture.stale_limit.into() =>
        {
            Look::Stale(value, picture.batches - batch.min(picture.batches))
        }
        (Some(None), _) => Look::Unavailable,
        (None, _) => Look::Waiting,
    }
}

/// How far a sensor's value has fallen into its slot, from 0 to 1.
pub(super) fn fallen(scene: &Scene<'_>, sensor: &Sensor, index: usize) -> f64 {
    let Some(ended) = sensor.ended else { return 1.0 };
    if !scene.playing || scene.still || scene.speed > 4.0 || rushes(scene) {
        return 1.0;
    }
    let real = scene.now.since(ended).as_secs_f64() / scene.speed.max(0.01);
    let part = ((real - FALL.1 * index as f64) / FALL.0).clamp(0.0, 1.0);
    1.0 - (1.0 - part) * (1.0 - part)
}

/// `10 % fail`, or that it is killed.
pub(super) fn rate(scene: &Scene<'_>, index: usize) -> String {
    let rate = FAILURES.get(index).map_or(0.0, |key| scene.settings.number(key));
    says::fail((rate * 100.0 + 0.5) as u64)
}

/// How long a sensor takes to answer, `2 s`, where that is painted now.
pub(super) fn latency(scene: &Scene<'_>, index: usize) -> Option<String> {
    let track = Track { service: u32::try_from(index).ok()?, what: What::Latency };
    Some(paint::value(What::Latency, scene.paint.value(track, scene.now)?))
}

/// The last verdict: its shape, and in words.
pub(super) fn verdict(picture: &Picture) -> (Glyph, String) {
    match picture.finished_batches.last() {
        None => (Glyph::InFlight, says::FIRST_BATCH.to_owned()),
        Some(batch) => {
            let (sign, word) = judged(batch);
            (sign, says::batch_is(&grouped(batch.number), word, batch.available, batch.total))
        }
    }
}

/// A batch's verdict: its shape and its word.
pub(super) fn judged(batch: &Batch) -> (Glyph, &'static str) {
    match batch.lack {
        Some(_) => (Glyph::Failure, says::NO_ANSWER),
        None if batch.degraded() => (Glyph::Degraded, says::DEGRADED),
        None => (Glyph::Success, says::HEALTHY),
    }
}

/// What is missing from the last batch; how many sensors alone, where there is no room for their names.
pub(super) fn clause(picture: &Picture, brief: bool) -> String {
    match picture.finished_batches.last() {
        None => says::FIVE_SENSORS.to_owned(),
        Some(batch) if batch.degraded() && batch.available == 0 => says::NO_SENSOR.to_owned(),
        // The cards show which are missing; the headline has room for one of both.
        Some(Batch { lack: Some(Lack::Share { needed }), .. }) => says::needs(*needed),
        Some(Batch { lack: Some(Lack::Critical { part }), .. }) => says::needs_one(*part),
        Some(batch) if batch.degraded() && brief => says::some_missing(batch.unavailable.len()),
        Some(batch) if batch.degraded() => says::unavailable(&batch.unavailable.names(", ")),
        Some(_) => says::NOTHING_MISSING.to_owned(),
    }
}

/// That the next batch is being read, where that is not over in a moment.
pub(super) fn number(scene: &Scene<'_>, picture: &Picture) -> String {
    match picture.current {
        Some(batch) if !rushes(scene) => says::reading(&grouped(batch)),
        _ => String::new(),
    }
}

/// Whether what the sensors show belongs to a batch that is no answer, so that what arrived is lost.
pub(super) fn lost(picture: &Picture, rushing: bool) -> bool {
    let last = picture.finished_batches.last().filter(|_| rushing || picture.current.is_none());
    last.is_some_and(|batch| batch.lack.is_some())
}

/// How it stands with the twin.
pub(super) fn story(scene: &Scene<'_>, picture: &Picture) -> String {
    let twin = picture.twin;
    let restart = scene.settings.choice("restart");
    match twin.crash {
        Some((batch, sensor)) if twin.down && restart == "1" => says::crashed_restarts(sensor, batch),
        Some((_, sensor)) if twin.down && restart == "2" => {
            let back = twin.crashed.after(scene.settings.span("restart-after"));
            if back > scene.now { says::down_until(&moment(back), sensor) } else { says::RUNNING_FROM_NEXT.to_owned() }
        }
        Some((batch, sensor)) if twin.down => says::down_since(batch, sensor),
        Some(_) if twin.crashes == 1 => says::CRASHED_ONCE.to_owned(),
        Some(_) => says::crashed(&grouped(twin.crashes)),
        None => says::RUNNING.to_owned(),
    }
}

/// The whole drawing in a few sentences, for those who cannot see it.
pub(super) fn spoken(scene: &Scene<'_>, picture: &Picture) -> String {
    let attempts = scene.settings.count("attempts");
    let critical = critical(scene.settings).and_then(|index| NAMES.get(index)).copied();
    let sensor = |(sensor, name): (&Sensor, &'static str)| {
        let killed = if sensor.killed { says::AND_KILLED } else { "" };
        let critical = if critical == Some(name) { says::AND_CRITICAL } else { "" };
        let look = look(sensor, picture, true);
        says::sensor(
            name,
            &if let Look::Ok(value) = look { reading(value) } else { String::new() },
            &look.words(attempts),
            killed,
            critical,
        )
    };
    let sensors: Vec<String> = picture.sensors.iter().zip(NAMES).map(sensor).collect();
    let story = story(scene, picture);
    let lost = match picture.unanswered {
        0 => String::new(),
        lost => says::unanswered(&grouped(lost)),
    };
    says::picture(
        &verdict(picture).1,
        &clause(picture, false),
        &sensors.join("; "),
        &grouped(picture.degraded),
        &noun::BATCHES.count(picture.batches),
        &lost,
        &story,
    )
}

/// The newest batches that the grid shows.
pub(super) fn newest(picture: &Picture) -> impl Iterator<Item = &Batch> {
    let skip = picture.finished_batches.len().saturating_sub(super::COLUMNS);
    picture.finished_batches[skip..].iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_have_one_decimal() {
        assert_eq!([43.46, 0.04, -3.25, 50.0].map(reading), ["43.5", "0.0", "−3.3", "50.0"]);
    }

    #[test]
    fn a_rush_shows_how_the_last_batch_ended() {
        let mut picture = Picture::new(3);
        picture.batches = 5;
        let mut sensor = Sensor::default();
        assert_eq!(look(&sensor, &picture, true), Look::Waiting);
        sensor.history.push(Some(44.0));
        assert_eq!(look(&sensor, &picture, true), Look::Ok(44.0));
        assert_eq!(look(&sensor, &picture, false), Look::Waiting);
        sensor.history.push(None);
        assert_eq!(look(&sensor, &picture, true), Look::Unavailable);
        sensor.last_good = Some((3, 44.0));
        assert_eq!(look(&sensor, &picture, true), Look::Stale(44.0, 2));
        sensor.last_good = Some((1, 44.0));
        assert_eq!(look(&sensor, &picture, true), Look::Unavailable);
    }

    #[test]
    fn states_have_their_number() {
        assert_eq!(Look::Retrying(2).words(3), "retrying 2/3");
        assert_eq!(Look::Stale(1.0, 2).words(1), "stale, 2 old");
    }
}
