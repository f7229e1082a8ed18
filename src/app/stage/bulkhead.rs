//! The bulkhead lab's stage: the workers of one pool, and the same workers with a wall between orders and reports; what
//! became of both kinds of work, the limiter before the reports, and their connections.
//!
//! The drawing is made from the pictures of both runs, the settings and the time, and from nothing else.

mod cells;
mod hulls;
mod limiter;
mod measures;
mod seconds;
pub(super) mod thumb;
mod words;

use yew::{Callback, Html};

use self::measures::Layout;
use crate::app::component::drawn::drawn;
use crate::app::component::tag::{row, tag};
use crate::app::plot::draw::{Print, group, part, text};
use crate::app::stage::{Scene, Stage, stage_class};
use crate::labs::bulkhead::{KINDS, ORDERS, Picture, REPORTS};
use crate::sim::input::Action;
use crate::text::bulkhead::stage as says;

/// The registry's row.
pub(super) const STAGE: Stage = Stage {
    lab: "bulkhead",
    view,
    frame: |drawing| &measures::of(drawing).frame,
    over: |drawing| measures::of(drawing).over(),
};

/// The whole content of the stage card.
fn view(scene: &Scene<'_>) -> Html {
    let Some(picture) = scene.picture.of::<Picture>() else { return Html::default() };
    let layout = measures::of(scene.drawing);
    let bare = scene.baseline.and_then(|picture| picture.of::<Picture>()).unwrap_or(picture);
    let mut drawing = layout
        .frame
        .svg(None, words::spoken(scene, bare, picture))
        .child(ground(layout))
        .child(headline(bare, picture, layout))
        .child(hulls::pool(scene, bare, layout))
        .child(hulls::wall(scene, picture, layout));
    for (place, (side, kind)) in layout.lines.iter().zip([(0, ORDERS), (1, ORDERS), (0, REPORTS), (1, REPORTS)]) {
        let of = if side == 0 { bare } else { picture };
        drawing = drawing.child(line(words::results(of, kind, side == 1, layout), *place, layout));
    }
    let notes = words::notes(scene, picture, layout.notes.len());
    for (place, note) in layout.notes.iter().zip(notes) {
        drawing = drawing.child(line(note, *place, layout));
    }
    if let Some(area) = layout.limiter {
        drawing = drawing.child(limiter::view(scene, picture, area, layout));
    }
    if let Some(area) = layout.seconds {
        drawing = drawing.child(seconds::view(scene, [bare, picture], area, layout));
    }
    let seen = Seen { killed: [ORDERS, REPORTS].map(|kind| picture.kinds[kind].killed), act: scene.act.clone() };
    let buttons = layout.buttons.is_some().then(|| drawn(seen, buttons));
    tag("div", "")
        .attr("class", stage_class("bul", &layout.frame, scene))
        .child(drawing)
        .children(buttons.into_iter().collect())
        .html()
}

fn ground(layout: &'static Layout) -> Html {
    part(Print::new(10).text(layout.frame.class), move || layout.frame.ground().html())
}

/// The orders that are served on both sides, in per cent.
fn headline(bare: &Picture, picture: &Picture, layout: &'static Layout) -> Html {
    let shares = words::headline(bare, picture, layout.words);
    let mut print = Print::new(11).text(layout.frame.class);
    for (share, tone, clause) in &shares {
        print = print.text(share).text(tone).text(clause);
    }
    part(print, move || {
        let mut line = text("", layout.frame.headline);
        for (index, (share, tone, clause)) in shares.iter().enumerate() {
            let class = [tone, " ", layout.frame.title].concat();
            let share = tag("tspan", "").attr("class", class).text(share.clone());
            let share = if index > 0 { share.attr("dx", "16") } else { share };
            line = line.child(share).child(tag("tspan", layout.frame.clause).attr("dx", "8").text(*clause));
        }
        line.html()
    })
}

/// A line of small text.
fn line(told: String, at: (f64, f64), layout: &'static Layout) -> Html {
    part(Print::new(12).text(layout.frame.class).text(&told).number(at.1), move || {
        group("").child(text(layout.small.plain, at).text(told.clone())).html()
    })
}

/// What the buttons depend on.
#[derive(PartialEq)]
struct Seen {
    killed: [bool; 2],
    act: Callback<Action>,
}

/// Kill or Recover of each kind's service.
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
    row(KINDS.into_iter().enumerate().map(button).collect())
}

/// The classes by which the style sheet knows the places of the buttons.
const PLACES: [&str; 2] = ["over bul-act u0", "over bul-act u1"];
