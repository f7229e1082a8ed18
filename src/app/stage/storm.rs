//! The storm lab's stage: what comes to the server in each tenth of a second, as set and beside it the run with full jitter
//! (under load, with a retry budget), and what it costs; in contention, the published numbers.
//!
//! The drawing is made from the pictures of the two runs and from nothing else. However many clients there are, it is a few
//! paths.

mod chart;
mod layout;
mod ledger;
mod slots;
pub(super) mod thumb;
mod words;

use yew::Html;

use self::chart::{Chart, Ground};
use self::layout::Layout;
use crate::app::component::tag::{row, tag};
use crate::app::plot::draw::{Path, Print, group, part, text};
use crate::app::stage::{Scene, Stage, stage_class};
use crate::labs::storm::{Picture, SERVICE, second};
use crate::sim::input::Action;

/// The registry's row.
pub(super) const STAGE: Stage = Stage {
    lab: "storm",
    view,
    frame: |drawing| &Layout::of(drawing).frame,
    over: |drawing| vec![Layout::of(drawing).over],
};

/// The whole content of the stage card.
fn view(scene: &Scene<'_>) -> Html {
    let Some(picture) = scene.picture.of::<Picture>() else { return Html::default() };
    let layout = Layout::of(scene.drawing);
    let beside = scene.baseline.and_then(|picture| picture.of::<Picture>()).unwrap_or(picture);
    let sides = [picture, beside];
    let other = scene.beside.and_then(|(picture, _)| picture.of::<Picture>());
    let ground = Ground::new(scene, &sides, other);
    let charts = sides.into_iter().enumerate().map(|(place, side)| {
        let name = if place == 0 { words::as_set(scene.settings) } else { second(picture.world).to_owned() };
        let twin = words::alike(scene.settings).filter(|_| place == 1);
        Chart::new(scene, layout, ground, side, place, name, twin).view()
    });
    let (title, clause) = words::headline(scene, picture, layout.is_wordy());
    let spoken = words::spoken(scene, picture, beside, (&title, &clause));
    let svg = layout
        .frame
        .svg(None, spoken)
        .child(backdrop(layout))
        .child(headline(layout, title, clause))
        .children(charts.collect())
        .child(ledger::view(scene, layout, picture, beside))
        .child(legend(layout, picture))
        .child(told(scene, layout, picture))
        .child(slots::view(picture, scene.now));
    let art = tag("div", "art").child(svg).child(button(scene, picture));
    tag("div", "").attr("class", stage_class("sto", &layout.frame, scene)).child(art).html()
}

/// What never changes in a drawing.
fn backdrop(layout: &'static Layout) -> Html {
    part(Print::new(20).text(layout.frame.class), move || {
        let mut line = Path::default();
        if let Some((x, from, to)) = layout.divider {
            line.to(x, from).down(to);
        }
        group("").child(layout.frame.ground()).child(line.tag("hair")).html()
    })
}

fn headline(layout: &'static Layout, title: String, clause: String) -> Html {
    part(Print::new(21).text(layout.frame.class).text(&title).text(&clause), move || {
        row(layout.frame.headline(0.0, title.clone(), clause.clone()))
    })
}

/// What the colours mean.
fn legend(layout: &'static Layout, picture: &Picture) -> Html {
    let world = picture.world;
    part(Print::new(22).text(layout.frame.class).add(world as u64), move || chart::legend(layout, world))
}

/// A sentence below the charts, where there is no room for a ledger.
fn told(scene: &Scene<'_>, layout: &'static Layout, picture: &Picture) -> Html {
    let Some(place) = layout.told else { return Html::default() };
    let says = words::verdict(scene.settings, picture).unwrap_or_default();
    text(layout.small.bold, place).text(says).html()
}

/// Kill or Recover, whichever would change something: one button, so that it keeps the focus.
fn button(scene: &Scene<'_>, picture: &Picture) -> Html {
    let (name, action) = if picture.killed {
        (words::RECOVER, Action::Recover { service: SERVICE })
    } else {
        (words::KILL, Action::Kill { service: SERVICE })
    };
    let button = tag("button", "btn sm").attr("type", "button").on_click(scene.act, action).text(name);
    tag("div", "over sto-act").child(button).html()
}
