//! The all-or-nothing twin: the same reads without fallbacks, so that the first failed one loses the whole batch.

use core::cmp::Ordering;

use yew::Html;

use super::layout::Layout;
use crate::app::component::glyph::{Glyph, glyph};
use crate::app::component::tag::{Tag, tag};
use crate::app::plot::pen::{boxed, path, text};
use crate::app::stage::{Drawing, Scene};
use crate::decimal;
use crate::lab::batch::{NAMES, Picture, facts};
use crate::sim::event::TwinFate;
use crate::sim::input::Action;

/// The twin beside the tray.
pub(super) fn view(scene: &Scene<'_>, picture: &Picture, layout: &Layout) -> Html {
    let (left, right, top) = layout.twin;
    let (wide, phone) = (scene.drawing == Drawing::Wide, scene.drawing == Drawing::Phone);
    let note = if wide || phone { "t2" } else { "t4" };
    let bars = if wide { top + 196.0 } else { top + 52.0 };
    let divider = (!phone).then(|| path("hair", "M# 24V#", &[left - 22.0, if wide { 424.0 } else { 388.0 }]));
    let rows = wide.then(|| rows(picture, left, right, top + 36.0));
    let verdicts = match scene.drawing {
        Drawing::Phone => None,
        Drawing::Wide => Some(verdicts(scene, picture, left, bars + 124.0, note)),
        Drawing::Embed | Drawing::Present => Some(verdicts(scene, picture, left, bars + 150.0, note)),
    };
    tag("g", "")
        .put_if(divider)
        .has(text((left, top - 2.0), ["t5", "b"], "All-or-nothing twin".to_owned()))
        .has(text((left, top + 20.0), [note, "i2"], story(picture)))
        .put_if(rows)
        .has(kept(picture, (left, right), bars, note))
        .put_if(verdicts)
        .done()
}

/// What has become of it.
fn story(picture: &Picture) -> String {
    match (picture.twin.last, picture.twin.crash) {
        (None, _) => "Same luck, no fallbacks.".to_owned(),
        (_, Some((batch, sensor))) if picture.twin.down => {
            format!("Crashed at S{sensor} in batch {batch}, still down.")
        }
        (Some(TwinFate::Kept { .. }), _) => "Kept the last batch whole.".to_owned(),
        (_, Some((batch, sensor))) => format!("Crashed at S{sensor} in batch {batch}; starts again."),
        (Some(_), None) => "Starts again.".to_owned(),
    }
}

/// What it made of each read of the batch that it last read.
fn rows(picture: &Picture, left: f64, right: f64, top: f64) -> Tag {
    let fate = |index: usize| match (picture.twin.last, picture.twin.crash) {
        (Some(TwinFate::Kept { .. }), _) => (Some(Glyph::Success), "kept"),
        (Some(_), Some((_, sensor))) => match (sensor as usize).cmp(&index) {
            Ordering::Equal => (Some(Glyph::Failure), "crashed here"),
            Ordering::Greater => (Some(Glyph::Success), "lost with the batch"),
            Ordering::Less => (None, "never used"),
        },
        _ => (None, "not read yet"),
    };
    let row = |(index, name): (usize, &&'static str)| {
        let (kind, word) = fate(index);
        let y = top + index as f64 * 25.0;
        let crashed = kind == Some(Glyph::Failure);
        let class = if crashed {
            "crash"
        } else if kind.is_some() {
            "box"
        } else {
            "slot"
        };
        let mark = kind.map_or_else(Html::default, |kind| glyph(kind, left + 15.0, y + 10.5, 12.0));
        tag("g", if crashed { "k-bad" } else { "k-ink" })
            .has(boxed(class, (left, y), (right - left, 21.0), 5.0))
            .put(mark)
            .has(text((left + 28.0, y + 15.0), ["t2", "b"], (*name).to_owned()))
            .has(text((right - 8.0, y + 15.0), ["t2 end", if crashed { "b ct" } else { "i2" }], word.to_owned()))
            .done()
    };
    tag("g", "").put_all(NAMES.iter().enumerate().map(row).collect())
}

/// The share of values that each keeps, as two bars.
fn kept(picture: &Picture, (left, right): (f64, f64), top: f64, note: &'static str) -> Tag {
    let bar = |y: f64, count: u64, word: &'static str, tone: &'static str| {
        let share = count as f64 / picture.values.max(1) as f64;
        let size = |part: f64| ((right - left) * part, 9.0);
        tag("g", tone)
            .has(boxed("trk", (left, y), size(1.0), 4.0))
            .has(boxed("fillf", (left, y), size(share), 4.0))
            .has(text((left, y + 31.0), ["t5", "b"], decimal::fixed(share * 100.0, 0) + " %"))
            .has(text((left + 62.0, y + 31.0), [note, "i2"], word.to_owned()))
            .has(text((right, y + 31.0), [note, "i2 end"], count.to_string()))
    };
    tag("g", "")
        .has(text((left, top), [note, "m"], "Data kept".to_owned()))
        .has(text((right, top), [note, "i2 end"], format!("of {} values", picture.values)))
        .has(bar(top + 10.0, picture.values_kept, "keep what works", "k-ok"))
        .has(bar(top + 54.0, picture.twin_kept, "all or nothing", "k-bad"))
}

/// How many batches were degraded, and how many theory expects to be whole.
fn verdicts(scene: &Scene<'_>, picture: &Picture, left: f64, y: f64, note: &'static str) -> Tag {
    let whole = picture.batches - picture.degraded;
    let expected = facts(picture, scene.settings).into_iter().next().map(|fact| fact.expected).unwrap_or_default();
    let words = tag("tspan", "").set("class", [note, "i2 reg"].join(" ")).is("dx", "8").say("batches degraded");
    let count = text((left + 28.0, y), ["t5", "b"], format!("{}/{}", picture.degraded, picture.batches));
    tag("g", "")
        .put(glyph(Glyph::Degraded, left + 10.0, y - 5.0, 20.0))
        .has(count.has(words))
        .put(glyph(Glyph::Success, left + 10.0, y + 21.0, 15.0))
        .has(text((left + 28.0, y + 26.0), [note, "i2"], format!("all five: {whole}, {expected} expected")))
}

/// The twin's button, laid over the drawing.
pub(super) fn button(scene: &Scene<'_>, picture: &Picture) -> Html {
    let button = super::press(scene, Action::RestartTwin).is("aria-label", "Restart twin").say("Restart twin");
    tag("div", "over bat-twin").has(button.flag("disabled", !picture.twin.down)).done()
}
