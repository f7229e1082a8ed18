//! The batch lab's stage: five sensors over the five slots of one tray, the last batches as a grid, and the
//! all-or-nothing twin with the same random numbers.
//!
//! The drawing is made from the picture, the settings and the time, and from nothing else. What changes seldom is drawn
//! anew only when its fingerprint has changed; a frame moves what falls and what is under way.

mod layout;
mod measures;
pub(super) mod thumb;
mod twin;
mod words;

use yew::{Callback, Html};

use crate::app::component::drawn::drawn;
use crate::app::component::glyph::{Glyph, glyph};
use crate::app::component::tag::{row, tag};
use crate::app::plot::draw::{Print, group, part, text};
use crate::app::stage::sensors::{self, Legend, Rack};
use crate::app::stage::{Drawing, Scene, Stage, stage_class};
use crate::labs::batch::{Picture, SENSORS, has_minimum};
use crate::sim::input::Action;
use crate::sim::workload::RESTART_TWIN;
use crate::text::batch::stage as says;

/// What the grid's shapes mean.
const LEGEND: Legend = &[
    (Some(Glyph::Unavailable), says::UNAVAILABLE, 82.0),
    (Some(Glyph::Success), says::KEPT, 39.0),
    (Some(Glyph::Degraded), says::DEGRADED, 68.0),
];
/// The same where batches can be no answer: what one kept is told by what one lost, as there is room for three.
const WITH_MINIMUM: Legend = &[
    (Some(Glyph::Unavailable), says::UNAVAILABLE, 82.0),
    (None, says::ARRIVED_LOST, 80.0),
    (Some(Glyph::Failure), says::NO_ANSWER, 72.0),
];

/// The registry's row.
pub(super) const STAGE: Stage = Stage {
    lab: "batch",
    view,
    frame: |drawing| &measures::of(drawing).rack.frame,
    over: |drawing| measures::of(drawing).over(),
};

/// The whole content of the stage card.
fn view(scene: &Scene<'_>) -> Html {
    let Some(picture) = scene.picture.of::<Picture>() else { return Html::default() };
    let layout = measures::of(scene.drawing);
    let rack = &layout.rack;
    let minimum = has_minimum(scene.settings);
    let drawing = rack
        .frame
        .svg(None, words::spoken(scene, picture))
        .child(ground(rack))
        .child(headline(scene, picture, rack))
        .child(sensors::cards(scene, &words::reads(scene, picture), rack))
        .child(sensors::grid(words::columns(picture), if minimum { WITH_MINIMUM } else { LEGEND }, None, rack))
        .child(twin::view(scene, picture, layout));
    let seen = Seen {
        killed: core::array::from_fn(|index| picture.sensors[index].killed),
        restart: layout.twin.beside.restart.is_some(),
        down: picture.twin.down && scene.settings.choice("restart") != "1",
        act: scene.act.clone(),
    };
    tag("div", "")
        .attr("class", stage_class("bat", &rack.frame, scene))
        .child(drawing)
        .child(drawn(seen, buttons))
        .html()
}

fn ground(layout: &'static Rack) -> Html {
    part(Print::new(10).text(layout.frame.class), move || layout.frame.ground().html())
}

/// The last verdict, what is missing, and which batch it is about.
fn headline(scene: &Scene<'_>, picture: &Picture, layout: &'static Rack) -> Html {
    let (kind, verdict) = words::verdict(picture);
    // Names of three sensors would run into the twin's heading.
    let brief = matches!(scene.drawing, Drawing::Low | Drawing::Embed);
    let (clause, number) = (words::clause(picture, brief), words::number(scene, picture));
    let print = Print::new(11).text(layout.frame.class).text(&verdict).text(&clause).text(&number);
    part(print, move || {
        let (x, y) = layout.frame.headline;
        let middle = y - layout.sign * if kind == Glyph::Degraded { 0.38 } else { 0.35 };
        let sign = glyph(kind, x + layout.sign / 2.0, middle, layout.sign);
        let batch = text(layout.small.quiet_end, (layout.number.0, layout.number.1)).text(number.clone());
        let all = group(kind.tone()).child(sign).child(batch);
        all.children(layout.frame.headline(layout.sign + 10.0, verdict.clone(), clause.clone())).html()
    })
}

/// What the buttons depend on.
#[derive(PartialEq)]
struct Seen {
    killed: [bool; SENSORS],
    /// Whether the twin's button has a place in this drawing.
    restart: bool,
    /// Whether the twin waits to be started again.
    down: bool,
    act: Callback<Action>,
}

/// Kill and Recover of each sensor, and the twin's Restart.
fn buttons(seen: &Seen) -> Html {
    let restart = seen.restart.then(|| {
        let once = says::ONCE;
        let restart = sensors::button(&seen.act, Action::Command(RESTART_TWIN), seen.down);
        tag("div", "over bat-twin").key("twin").child(restart.attr("title", once).text(says::RESTART_TWIN)).html()
    });
    row(sensors::buttons(&seen.act, seen.killed).chain(restart).collect())
}
