//! A sensor: its card, the way into the tray and its slot; or one row of the narrow drawing.

use yew::Html;

use super::layout::Layout;
use crate::app::component::glyph::{Glyph, glyph};
use crate::app::component::tag::{Tag, tag};
use crate::app::plot::pen::{boxed, dot, fill, path, text};
use crate::app::stage::Scene;
use crate::decimal;
use crate::lab::batch::{FAILURES, NAMES, Picture, Sensor, Status};

/// How long a value falls from its card into its slot, in real milliseconds, and how much later each next one begins.
const FALL: f64 = 280.0;
const FALL_APART: f64 = 40.0;

/// Where a sensor's read stands: its shape, its words, and the contract's word.
pub(super) fn words(sensor: &Sensor) -> (Glyph, String, &'static str) {
    match sensor.status {
        Status::Waiting if sensor.flight.is_some() => (Glyph::InFlight, "reading".to_owned(), "waiting"),
        Status::Waiting => (Glyph::InFlight, "waiting".to_owned(), "waiting"),
        Status::Ok { .. } => (Glyph::Success, "ok".to_owned(), "ok"),
        Status::Retrying { attempt } => (Glyph::Waiting, format!("attempt {attempt}"), "retrying"),
        Status::Unavailable => (Glyph::Unavailable, "unavailable".to_owned(), "unavailable"),
        Status::Stale { age, .. } => (Glyph::Stale, format!("stale, {age} old"), "stale"),
    }
}

/// The value that a card shows, and whether it is of the present read.
fn value(sensor: &Sensor) -> (String, bool) {
    match sensor.status {
        Status::Ok { value } => (decimal::fixed(value, 1), true),
        Status::Stale { value, .. } => (decimal::fixed(value, 1), false),
        Status::Waiting | Status::Retrying { .. } => ("…".to_owned(), false),
        Status::Unavailable => ("–".to_owned(), false),
    }
}

/// The failure rate in words, and their class.
fn rate(scene: &Scene<'_>, sensor: &Sensor, index: usize) -> (String, &'static str) {
    if sensor.killed {
        return ("killed".to_owned(), "k-bad ct b");
    }
    let rate = FAILURES.get(index).map_or(0.0, |key| scene.settings.number(key));
    (fill("# % fail", &[rate * 100.0]), "i3")
}

/// The contract's element of a sensor, with its outline.
fn outlined(sensor: &Sensor, index: usize, place: (f64, f64), size: (f64, f64)) -> Tag {
    let class = if sensor.killed { "box killed" } else { "box" };
    let status = words(sensor).2;
    tag("g", "").is("data-sensor", NAMES[index]).is("data-status", status).has(boxed(class, place, size, 9.0))
}

/// A sensor's card, the way into the tray, and its slot.
pub(super) fn card(scene: &Scene<'_>, picture: &Picture, layout: &Layout, index: usize) -> Html {
    let sensor = &picture.sensors[index];
    let (kind, word, status) = words(sensor);
    let (x, y, w, h) = (layout.card_x(index), layout.cards.1, layout.card.0, layout.card.1);
    let (shown, fresh) = value(sensor);
    let (rate, rate_class) = rate(scene, sensor, index);
    let middle = y + h - layout.foot / 2.0;
    let foot = path(
        "foot",
        "M# #H#V#a9 9 0 0 1-9 9H#a9 9 0 0 1-9-9Z",
        &[x + 1.0, y + h - layout.foot, x + w - 1.0, y + h - 10.0, x + 10.0],
    );
    let state = tag("g", kind.tone()).has(foot).put(glyph(kind, x + 17.0, middle, layout.mark)).has(text(
        (x + 20.0 + layout.mark / 2.0, middle + 4.5),
        [layout.state, "m ct"],
        word,
    ));
    let spark = layout.spark.map(|top| spark(sensor, x + 10.0, y + top, w - 20.0, 34.0));
    outlined(sensor, index, (x, y), (w, h))
        .has(text((x + 10.0, y + layout.name), [layout.label, "b"], NAMES[index].to_owned()))
        .has(text((x + w - 8.0, y + layout.name), [layout.tiny, ["end ", rate_class].concat().as_str()], rate))
        .has(text((x + 10.0, y + layout.value), [layout.figure, if fresh { "b" } else { "b i3" }], shown))
        .put_if(spark)
        .has(state)
        .has(slot(scene, sensor, layout, index, status))
        .done()
}

/// How far a value has fallen from its card into its slot, 0 to 1.
fn fallen(scene: &Scene<'_>, sensor: &Sensor, index: usize) -> f64 {
    let Some(ended) = sensor.ended.filter(|_| scene.playing && !scene.still && scene.speed <= 4.0) else { return 1.0 };
    let real = scene.now.since(ended).as_secs_f64() * 1_000.0 / scene.speed.max(0.01);
    let part = ((real - FALL_APART * index as f64) / FALL).max(0.0).min(1.0);
    1.0 - (1.0 - part) * (1.0 - part)
}

fn slot(scene: &Scene<'_>, sensor: &Sensor, layout: &Layout, index: usize, status: &str) -> Tag {
    let (x, w) = (layout.card_x(index), layout.card.0);
    let (top, height) = (layout.tray.0 + 6.0, layout.tray.1 - 14.0);
    let (start, middle) = (layout.cards.1 + layout.card.1, x + w / 2.0);
    let arrives = status == "ok";
    let part = if arrives { fallen(scene, sensor, index) } else { 1.0 };
    let center = top + height / 2.0;
    let (way, full) = if arrives {
        let arrow = "M# #V#M# #h12l-6 8Z";
        let tip = layout.tray.0 - 8.0;
        (path("way", arrow, &[middle, start, tip, middle - 6.0, tip - 1.0]), part >= 1.0)
    } else {
        (path("wire dead w4", "M# #V#", &[middle, start + 5.0, layout.tray.0 - 2.0]), false)
    };
    let (shape, word, class) = match status {
        "ok" => (Some(Glyph::Success), value(sensor).0, [layout.sub, "b"]),
        "unavailable" | "stale" => (Some(Glyph::Unavailable), "no value".to_owned(), [layout.state, "m ct"]),
        _ => (None, "not yet".to_owned(), [layout.state, "i3"]),
    };
    let text_x = if shape.is_some() { x + 26.0 + layout.mark / 2.0 } else { x + 12.0 };
    let mark = shape.map_or_else(Html::default, |kind| glyph(kind, x + 20.0, center, layout.mark));
    let falling = tag("g", shape.map_or("k-ink", Glyph::tone))
        .set("transform", fill("translate(0 #)", &[(part - 1.0) * (center - start + 20.0)]))
        .put(mark)
        .has(text((text_x, center + 5.5), class, word));
    tag("g", "")
        .has(way)
        .has(boxed(if full { "k-ok slot full" } else { "slot" }, (x, top), (w, height), 8.0))
        .has(falling)
}

/// The last readings as a line with gaps; a reading between two gaps is a dot, and so is the last.
fn spark(sensor: &Sensor, x: f64, y: f64, w: f64, h: f64) -> Tag {
    let step = w / 23.0;
    let offset = 24_usize.saturating_sub(sensor.history.len());
    let (mut line, mut dots, mut pen) = (String::new(), Vec::new(), false);
    for (index, reading) in sensor.history.iter().enumerate() {
        let Some(value) = reading else {
            pen = false;
            continue;
        };
        let at = (x + (index + offset) as f64 * step, y + h * (1.0 - ((value - 20.0) / 60.0).max(0.0).min(1.0)));
        line += &fill(if pen { "L# #" } else { "M# #" }, &[at.0, at.1]);
        let next = sensor.history.get(index + 1).is_some_and(Option::is_some);
        if !next && (!pen || index + 1 == sensor.history.len()) {
            dots.push(dot("dot", at, 3.0).done());
        }
        pen = true;
    }
    let ground = path("hair", "M# #h#", &[x, y + h + 3.0, w]);
    tag("g", "").has(ground).has(tag("path", "spark").set("d", line)).put_all(dots)
}

/// A sensor as one row of the narrow drawing.
pub(super) fn row(scene: &Scene<'_>, picture: &Picture, layout: &Layout, index: usize) -> Html {
    let sensor = &picture.sensors[index];
    let (kind, word, _) = words(sensor);
    let (x, (w, h)) = (layout.cards.0, layout.card);
    let y = layout.cards.1 + index as f64 * (h + 6.0);
    let (shown, fresh) = value(sensor);
    let (rate, rate_class) = rate(scene, sensor, index);
    let middle = y + h / 2.0;
    let state = tag("g", kind.tone()).put(glyph(kind, x + 84.0, middle + 10.0, 13.0)).has(text(
        (x + 95.0, middle + 14.0),
        ["t2", "m ct"],
        word,
    ));
    outlined(sensor, index, (x, y), (w, h))
        .has(text((x + 10.0, middle - 4.0), ["t4", "b"], NAMES[index].to_owned()))
        .has(text((x + 10.0, middle + 14.0), ["t2", rate_class], rate))
        .has(text((x + 78.0, middle - 3.0), ["t5", if fresh { "b" } else { "b i3" }], shown))
        .has(state)
        .done()
}
