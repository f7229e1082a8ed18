//! The batch lab's stage: five sensors over the five slots of one tray, the last batches as a grid, and the
//! all-or-nothing twin with the same random numbers.
//!
//! The drawing is made from the picture, the settings and the time, and from nothing else. What changes seldom is drawn
//! anew only when its fingerprint has changed; a frame moves what falls and what is under way.

mod cards;
mod grid;
mod layout;
mod measures;
pub(super) mod thumb;
mod twin;
mod words;

use yew::{Callback, Html};

use self::layout::Layout;
use crate::app::component::drawn::drawn;
use crate::app::component::glyph::{Glyph, glyph};
use crate::app::component::tag::{row, tag};
use crate::app::plot::draw::{Print, group, part, text};
use crate::app::stage::{Drawing, Scene, Stage, stage_class};
use crate::labs::batch::{NAMES, Picture, SENSORS};
use crate::sim::input::Action;
use crate::sim::workload::RESTART_TWIN;
use crate::text::batch::stage as says;

/// Columns of the grid.
const COLUMNS: usize = 24;

/// The registry's row.
pub(super) const STAGE: Stage = Stage {
    lab: "batch",
    view,
    frame: |drawing| &measures::of(drawing).frame,
    over: |drawing| measures::of(drawing).over(),
};

/// The whole content of the stage card.
fn view(scene: &Scene<'_>) -> Html {
    let Some(picture) = scene.picture.of::<Picture>() else { return Html::default() };
    let layout = measures::of(scene.drawing);
    let drawing = layout
        .frame
        .svg(None, words::spoken(scene, picture))
        .child(ground(layout))
        .child(headline(scene, picture, layout))
        .child(cards::view(scene, picture, layout))
        .child(grid::view(scene, picture, layout))
        .child(twin::view(scene, picture, layout));
    let seen = Seen {
        killed: core::array::from_fn(|index| picture.sensors[index].killed),
        restart: layout.twin.restart.is_some(),
        down: picture.twin.down && scene.settings.choice("restart") != "1",
        act: scene.act.clone(),
    };
    tag("div", "")
        .attr("class", stage_class("bat", &layout.frame, scene))
        .child(drawing)
        .child(drawn(seen, buttons))
        .html()
}

fn ground(layout: &'static Layout) -> Html {
    part(Print::new(10).text(layout.frame.class), move || layout.frame.ground().html())
}

/// The last verdict, what is missing, and which batch it is about.
fn headline(scene: &Scene<'_>, picture: &Picture, layout: &'static Layout) -> Html {
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

/// Kill and Recover of each sensor, of which one applies and is seen, and the twin's Restart.
fn buttons(seen: &Seen) -> Html {
    let button = |action: Action, enabled: bool| {
        tag("button", "btn sm").attr("type", "button").attr_bool("disabled", !enabled).on_click(&seen.act, action)
    };
    let sensor = |(service, name): (u32, &'static str)| {
        let index = service as usize % SENSORS;
        let killed = seen.killed[index];
        let kill = button(Action::Kill { service }, !killed).attr("aria-label", says::kill(name)).text(says::KILL);
        let recover = button(Action::Recover { service }, killed);
        let recover = recover.attr("aria-label", says::recover(name)).text(says::RECOVER);
        tag("div", PLACES[index]).key(name).child(kill).child(recover).html()
    };
    let restart = seen.restart.then(|| {
        let once = says::ONCE;
        let restart = button(Action::Command(RESTART_TWIN), seen.down).attr("title", once).text(says::RESTART_TWIN);
        tag("div", "over bat-twin").key("twin").child(restart).html()
    });
    row((0..).zip(NAMES).map(sensor).chain(restart).collect())
}

/// The classes by which the style sheet knows the place of a sensor's buttons.
const PLACES: [&str; SENSORS] =
    ["over bat-act s0", "over bat-act s1", "over bat-act s2", "over bat-act s3", "over bat-act s4"];
