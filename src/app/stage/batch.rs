//! The batch lab's stage: five sensors over the five slots of one tray, the last batches as a grid, and the
//! all-or-nothing twin on the same luck.
//!
//! The drawing is made from the picture, the settings and the time, and from nothing else.

mod grid;
mod layout;
mod sensor;
mod twin;

use yew::Html;

use self::layout::Layout;
use crate::app::component::glyph::{Glyph, glyph};
use crate::app::component::tag::tag;
use crate::app::plot::pen::{fill, path, text};
use crate::app::stage::{Drawing, Scene};
use crate::lab::Picture as AnyPicture;
use crate::lab::batch::{NAMES, Picture, SENSORS};
use crate::sim::input::Action;

/// The whole content of the stage card.
pub(crate) fn view(scene: &Scene<'_>) -> Html {
    let AnyPicture::Batch(picture) = scene.picture else { return Html::default() };
    let layout = Layout::of(scene.drawing);
    let phone = scene.drawing == Drawing::Phone;
    let tray = (!phone).then(|| {
        let (x, right) = (layout.cards.0 - 10.0, layout.card_x(SENSORS - 1) + layout.card.0 + 10.0);
        let (top, height) = layout.tray;
        path("tray", "M# #V#a8 8 0 0 0 8 8H#a8 8 0 0 0 8-8V#", &[x, top, top + height - 8.0, right - 8.0, top])
    });
    let sensors = (0..SENSORS).map(|index| {
        if phone { sensor::row(scene, picture, layout, index) } else { sensor::card(scene, picture, layout, index) }
    });
    let drawing = tag("svg", "")
        .is("viewBox", layout.view_box)
        .is("role", "img")
        .set("aria-label", spoken(picture))
        .put(headline(picture, layout))
        .put_if(tray)
        .put_all(sensors.collect())
        .put(grid::view(picture, layout))
        .put(twin::view(scene, picture, layout));
    let buttons = (0..SENSORS).map(|index| buttons(scene, index)).collect();
    let art = tag("div", "art").has(drawing).put_all(buttons).put(twin::button(scene, picture));
    tag("div", layout.class).has(art).done()
}

/// The stage in words.
fn spoken(picture: &Picture) -> String {
    let mut words = [verdict(picture).1, clause(picture)].join(", ");
    for (sensor, name) in picture.sensors.iter().zip(NAMES) {
        words = [&words, ". ", name, ": ", &sensor::words(sensor).1].concat();
    }
    words
}

/// The last finished batch in two words.
fn verdict(picture: &Picture) -> (Option<Glyph>, String) {
    let Some(batch) = picture.finished_batches.back() else { return (None, "Reading".to_owned()) };
    let (sign, word) = if batch.degraded() { (Glyph::Degraded, "Degraded") } else { (Glyph::Success, "Healthy") };
    (Some(sign), format!("{word} {}/{}", batch.available, batch.total))
}

/// What is missing from it.
fn clause(picture: &Picture) -> String {
    match picture.finished_batches.back() {
        None => "five sensors at once, the first batch".to_owned(),
        Some(batch) if batch.degraded() => {
            let missing: Vec<String> = batch.unavailable.iter().map(|sensor| format!("S{sensor}")).collect();
            format!("unavailable: {}", missing.join(", "))
        }
        Some(_) => "nothing is missing".to_owned(),
    }
}

fn headline(picture: &Picture, layout: &Layout) -> Html {
    let (sign, title) = verdict(picture);
    let (x, y) = layout.headline;
    let text_x = if sign.is_some() { x + layout.sign + 10.0 } else { x };
    let number = match (picture.current, picture.finished_batches.back()) {
        (Some(batch), Some(_)) => format!("reading batch {batch}"),
        (Some(batch), None) => format!("batch {batch}"),
        (None, last) => last.map_or_else(String::new, |batch| format!("batch {}", batch.number)),
    };
    let mut title = tag("text", "")
        .at("x", text_x)
        .at("y", y)
        .has(tag("tspan", "").set("class", [layout.title, "b ct"].join(" ")).write(title));
    let mut second = None;
    match layout.clause {
        Some(place) => second = Some(text(place, [layout.sub, "i2"], clause(picture))),
        None => {
            let words = tag("tspan", "").set("class", [layout.sub, "i2"].join(" ")).is("dx", "14");
            title = title.has(words.write(clause(picture)));
        }
    }
    let mark =
        sign.map_or_else(Html::default, |kind| glyph(kind, x + layout.sign / 2.0, y - layout.sign * 0.36, layout.sign));
    tag("g", sign.map_or("k-ink", Glyph::tone))
        .put(mark)
        .has(title)
        .put_if(second)
        .has(text(layout.number, [layout.small, "i3 end"], number))
        .done()
}

/// Kill and Recover of a sensor, laid over the drawing.
fn buttons(scene: &Scene<'_>, index: usize) -> Html {
    const PLACES: [&str; SENSORS] =
        ["over bat-act s0", "over bat-act s1", "over bat-act s2", "over bat-act s3", "over bat-act s4"];
    let service = u32::try_from(index).unwrap_or(0);
    let button = |word: &'static str, action: Action| {
        press(scene, action).set("aria-label", fill(&[word, " S#"].concat(), &[index as f64])).say(word)
    };
    let kill = button("Kill", Action::Kill { service });
    tag("div", PLACES[index]).has(kill).has(button("Recover", Action::Recover { service })).done()
}

/// A small button on the stage.
fn press(scene: &Scene<'_>, action: Action) -> crate::app::component::tag::Tag {
    tag("button", "btn sm").is("type", "button").act(scene.act, action)
}
