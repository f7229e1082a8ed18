//! The clinic's stage: the symptom, what its cause looks like, the run as it was above the run with the changes, and both
//! scores on one plane.
//!
//! The drawing is made from the pictures of both runs, the settings, the time, and what has been tried before.

mod cards;
mod cause;
mod measures;
mod plane;
mod runs;
pub(super) mod thumb;
mod words;

use yew::{Callback, Html};

use self::measures::Layout;
use crate::app::component::drawn::drawn;
use crate::app::component::glyph::glyph;
use crate::app::component::tag::{row, tag};
use crate::app::plot::draw::{Print, group, part};
use crate::app::stage::{Scene, Stage, stage_class};
use crate::labs::clinic::plan::SERVICES;
use crate::labs::clinic::{Picture, case, changes};
use crate::play::Value;
use crate::sim::input::Action;
use crate::text::clinic::stage as says;

/// The registry's row.
pub(super) const STAGE: Stage = Stage {
    lab: "clinic",
    view,
    frame: |drawing| &measures::of(drawing).frame,
    over: |drawing| measures::of(drawing).over(),
};

/// The whole content of the stage card.
fn view(scene: &Scene<'_>) -> Html {
    let Some(picture) = scene.picture.of::<Picture>() else { return Html::default() };
    let layout = measures::of(scene.drawing);
    let broken = scene.baseline.and_then(|picture| picture.of::<Picture>()).unwrap_or(picture);
    let mut drawing = layout
        .frame
        .svg(None, words::spoken(scene, broken, picture))
        .child(ground(layout))
        .child(headline(scene, picture, layout));
    // As it was beside as it is, where there is room for both and something was changed.
    let sides = [(broken, ["none"; 2]), (picture, changes(scene.settings))];
    let shown = if picture.changes == 0 || layout.causes.len() < 2 { &sides[1..] } else { &sides[..] };
    let (case, _) = case(scene.settings);
    for (place, side) in layout.causes.iter().zip(shown) {
        drawing = drawing.child(cause::view(case.scene, *side, is_in_trouble(scene, side.0), *place, layout));
    }
    let second = if picture.changes == 0 { says::UNCHANGED } else { says::REPAIRED };
    drawing = drawing
        .child(runs::view(scene, broken, says::BROKEN, layout.runs[0], layout))
        .child(runs::view(scene, picture, second, layout.runs[1], layout))
        .child(runs::trouble(picture, layout))
        .child(runs::axis(picture, layout));
    if let Some(cards) = layout.cards {
        drawing = drawing.child(cards::view(scene, picture.changes, cards, layout));
    }
    if let Some(place) = layout.plane {
        drawing = drawing.child(plane::plane(broken, picture, place, layout));
    }
    drawing = drawing.child(plane::scores(broken, picture, cards::told(scene), layout));
    let homes = if picture.plan.alert || broken.plan.alert { 2 } else { picture.plan.homes };
    let seen = Seen {
        killed: picture.lanes.each_ref().map(|lane| lane.killed),
        homes,
        chosen: cards::chosen(scene),
        has: (layout.buttons.is_some(), layout.cards.is_some()),
        act: scene.act.clone(),
    };
    tag("div", "")
        .attr("class", stage_class("cli", &layout.frame, scene))
        .attr("data-case", picture.number.to_string())
        .attr("data-cured", if picture.cured() { "1" } else { "0" })
        .child(drawing)
        .child(drawn(seen, buttons))
        .html()
}

/// Whether S1 is in its trouble at the moment that is shown.
fn is_in_trouble(scene: &Scene<'_>, picture: &Picture) -> bool {
    let (from, until) = picture.plan.trouble();
    from <= scene.now && scene.now < until
}

fn ground(layout: &'static Layout) -> Html {
    part(Print::new(10).text(layout.frame.class), move || layout.frame.ground().html())
}

/// The symptom, and what is seen of it.
fn headline(scene: &Scene<'_>, picture: &Picture, layout: &'static Layout) -> Html {
    let (kind, title, clause) = words::headline(scene, picture);
    let print = Print::new(11).text(layout.frame.class).text(&title).text(&clause).add(picture.cured().into());
    part(print, move || {
        let (x, y) = layout.frame.headline;
        let size = layout.sign;
        let sign = glyph(kind, x + size / 2.0, y - size * 0.35, size);
        let words = layout.headline(size + 10.0, title.clone(), &clause);
        group(kind.tone()).child(sign).children(words).html()
    })
}

/// What the buttons depend on.
#[derive(PartialEq)]
struct Seen {
    killed: [bool; 3],
    homes: usize,
    chosen: [bool; 2],
    has: (bool, bool),
    act: Callback<Action>,
}

/// Kill or Recover of each service that the case uses, and Undo of each change.
fn buttons(seen: &Seen) -> Html {
    let button = |(index, name): (usize, &'static str)| {
        let service = index as u32 + 1;
        let killed = seen.killed[index];
        let (action, label) = if killed {
            (Action::Recover { service }, says::recover(name))
        } else {
            (Action::Kill { service }, says::kill(name))
        };
        let pressed = if killed { "true" } else { "false" };
        let button = tag("button", "btn sm").attr("type", "button").on_click(&seen.act, action).text(label);
        tag("div", PLACES[index]).key(name).child(button.attr("data-killed", pressed)).html()
    };
    let undo = |(index, key): (usize, &'static str)| {
        let action = Action::Set { key, value: Value::Choice(0) };
        let button = tag("button", "btn sm").attr("type", "button").on_click(&seen.act, action).text(says::UNDO);
        tag("div", UNDOES[index]).key(key).child(button).html()
    };
    let (has_services, has_cards) = seen.has;
    let services = SERVICES.into_iter().enumerate().take(if has_services { seen.homes } else { 0 });
    let changes = ["first", "second"].into_iter().enumerate().filter(|(index, _)| has_cards && seen.chosen[*index]);
    row(services.map(button).chain(changes.map(undo)).collect())
}

/// The classes by which the style sheet knows the places of the buttons.
const PLACES: [&str; 3] = ["over cli-act l0", "over cli-act l1", "over cli-act l2"];
const UNDOES: [&str; 2] = ["over cli-act l3", "over cli-act l4"];
