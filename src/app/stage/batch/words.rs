//! What the batch lab's stage says, and how a sensor looks. Pure, from the picture, the settings and the time.

use crate::app::component::glyph::Glyph;
use crate::app::stage::Scene;
use crate::app::stage::sensors::words::{look, rushes};
use crate::app::stage::sensors::{COLUMNS, Column, Reads};
use crate::labs::batch::{Batch, NAMES, Picture, Sensor, critical};
use crate::policy::partial::Lack;
use crate::text::batch::stage as says;
use crate::text::noun;
use crate::words::{grouped, moment};

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

/// What the sensors are drawn from.
pub(super) fn reads<'a>(scene: &Scene<'_>, picture: &'a Picture) -> Reads<'a> {
    Reads {
        batches: picture.batches,
        stale: picture.stale_limit,
        attempts: scene.settings.count("attempts"),
        critical: critical(scene.settings),
        lost: lost(picture, rushes(scene)),
        ..Reads::of(&picture.sensors)
    }
}

/// The newest batches as columns of the grid.
pub(super) fn columns(picture: &Picture) -> Vec<Column> {
    let column = |batch: &Batch| Column {
        number: batch.number,
        verdict: judged(batch).0,
        available: batch.available,
        total: batch.total,
        unavailable: batch.unavailable,
        degraded: batch.degraded(),
        behind: None,
        answer: batch.lack.is_none(),
    };
    newest(picture).map(column).collect()
}

/// Whether what the sensors show belongs to a batch that is no answer, so that what arrived is lost.
fn lost(picture: &Picture, rushing: bool) -> bool {
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
    let reads = reads(scene, picture);
    let critical = critical(scene.settings).and_then(|index| NAMES.get(index)).copied();
    let sensor = |(sensor, name): (&Sensor, &'static str)| {
        let killed = if sensor.killed { says::AND_KILLED } else { "" };
        let critical = if critical == Some(name) { says::AND_CRITICAL } else { "" };
        let look = look(sensor, &reads, true);
        let (value, fresh) = look.value();
        says::sensor(name, if fresh { &value } else { "" }, &look.words(reads.attempts), killed, critical)
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
    let skip = picture.finished_batches.len().saturating_sub(COLUMNS);
    picture.finished_batches[skip..].iter()
}
