//! The cascade lab's stage: four services with their workers and queues, once without protection and once with it, and how
//! it climbs from one to the next.
//!
//! The drawing is made from the pictures of both runs, the settings and the time, and from nothing else.

mod boxes;
mod climb;
mod measures;
pub(super) mod thumb;
mod words;

use yew::{Callback, Html};

use self::measures::Layout;
use crate::app::component::drawn::drawn;
use crate::app::component::glyph::glyph;
use crate::app::component::tag::{row, tag};
use crate::app::plot::draw::{Print, group, part, text};
use crate::app::stage::{Scene, Stage, stage_class};
use crate::labs::cascade::{C, Picture, SERVICES};
use crate::sim::input::Action;
use crate::text::cascade as says;

/// The registry's row.
pub(super) const STAGE: Stage = Stage {
    lab: "cascade",
    view,
    frame: |drawing| &measures::of(drawing).frame,
    over: |drawing| measures::of(drawing).over(),
};

/// One of the two sides of the stage.
#[derive(Clone, Copy)]
struct Side<'a> {
    picture: &'a Picture,
    /// Whether it has the protections that are chosen.
    is_protected: bool,
}

/// The whole content of the stage card.
fn view(scene: &Scene<'_>) -> Html {
    let Some(picture) = scene.picture.of::<Picture>() else { return Html::default() };
    let layout = measures::of(scene.drawing);
    let without = scene.baseline.and_then(|picture| picture.of::<Picture>()).unwrap_or(picture);
    let sides = [Side { picture: without, is_protected: false }, Side { picture, is_protected: true }];
    let mut drawing = layout
        .frame
        .svg(None, words::spoken(scene, picture))
        .child(ground(layout))
        .child(headline(scene, picture, layout));
    for (place, side) in layout.sides.iter().zip(shown(layout, sides)) {
        drawing = drawing.child(boxes::view(scene, side, *place, layout));
    }
    for (place, side) in layout.climbs.iter().zip(shown(layout, sides)) {
        drawing = drawing.child(climb::view(scene, side, *place, layout));
    }
    drawing = drawing.children(layout.status.iter().zip(sides).map(|(at, side)| status(side, *at, layout)).collect());
    let seen = Seen { killed: picture.hosts.map(|host| host.killed), act: scene.act.clone() };
    let buttons = layout.buttons.is_some().then(|| drawn(seen, buttons));
    tag("div", "")
        .attr("class", stage_class("cas", &layout.frame, scene))
        .child(drawing)
        .children(buttons.into_iter().collect())
        .html()
}

/// Both sides where both have a place, otherwise the run itself.
fn shown<'a>(layout: &Layout, sides: [Side<'a>; 2]) -> Vec<Side<'a>> {
    sides.into_iter().skip(2 - layout.sides.len()).collect()
}

fn ground(layout: &'static Layout) -> Html {
    part(Print::new(10).text(layout.frame.class), move || layout.frame.ground().html())
}

/// How A does, and why.
fn headline(scene: &Scene<'_>, picture: &Picture, layout: &'static Layout) -> Html {
    let (kind, title, clause) = words::headline(scene, picture, layout.brief);
    let print = Print::new(11).text(layout.frame.class).text(&title).text(&clause);
    part(print, move || {
        let (x, y) = layout.frame.headline;
        let size = layout.sign;
        let sign = glyph(kind, x + size / 2.0, y - size * 0.35, size);
        let words = layout.frame.headline(size + 10.0, title.clone(), clause.clone());
        group(kind.tone()).child(sign).children(words).html()
    })
}

/// How many asked for status and were answered on one side, where it has no head of its own.
fn status(side: Side<'_>, at: (f64, f64), layout: &'static Layout) -> Html {
    let (told, tone) = (words::status(side.picture), words::tone(side.picture));
    let is_protected = side.is_protected;
    part(Print::new(12).text(layout.frame.class).text(&told).add(is_protected.into()), move || {
        let name = if is_protected { says::PROTECTED_SIDE } else { says::BARE_SIDE };
        let words = text(layout.small.plain, at).text([name, ": "].concat());
        let number = tag("tspan", "b ct").text(told.clone());
        group(tone).child(words.child(number)).html()
    })
}

/// What the buttons depend on.
#[derive(PartialEq)]
struct Seen {
    killed: [bool; 4],
    act: Callback<Action>,
}

/// Kill or Recover of each service.
fn buttons(seen: &Seen) -> Html {
    let button = |(index, name): (usize, &'static str)| {
        let service = index as u32;
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
    row(SERVICES.into_iter().enumerate().map(button).collect())
}

/// The classes by which the style sheet knows the places of the buttons.
const PLACES: [&str; 4] = ["over cas-act c0", "over cas-act c1", "over cas-act c2", "over cas-act c3"];

/// Whether C is in its outage at the moment that is shown. Who is killed fails at once and does not hang.
fn is_out(scene: &Scene<'_>, picture: &Picture) -> bool {
    !picture.hosts[C].killed && picture.outage.0 <= scene.now && scene.now < picture.outage.1
}
