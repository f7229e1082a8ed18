//! The pipeline lab's stage: five sensors over their tray as in the batch lab, behind it the queue, the breaker and the
//! enrichment, and beside it the naive pipeline with the same random numbers. Below stand the three questions that one asks
//! of a pipeline that runs.

mod asked;
mod layout;
mod measures;
mod naive;
mod station;
pub(super) mod thumb;
mod words;

use yew::{Callback, Html};

use crate::app::component::drawn::drawn;
use crate::app::component::glyph::{Glyph, glyph};
use crate::app::component::tag::{row, tag};
use crate::app::plot::draw::{Print, group, part};
use crate::app::stage::sensors::{self, Legend, Rack};
use crate::app::stage::{Drawing, Scene, Stage, stage_class};
use crate::labs::pipeline::{ENRICH, ENRICHMENT, Picture, SENSORS};
use crate::sim::input::Action;
use crate::sim::workload::RESTART_PIPELINE;
use crate::text::pipeline as says;

/// What the grid's shapes mean.
const LEGEND: Legend = &[
    (Some(Glyph::Unavailable), says::MISSING, 52.0),
    (Some(Glyph::Failure), says::LOST, 26.0),
    (Some(Glyph::Degraded), says::DEGRADED_OR_FLAGGED, 118.0),
];

/// The registry's row.
pub(super) const STAGE: Stage = Stage {
    lab: "pipeline",
    view,
    frame: |drawing| &measures::of(drawing).rack.frame,
    over: |drawing| measures::of(drawing).over(),
};

/// The whole content of the stage card.
fn view(scene: &Scene<'_>) -> Html {
    let Some(picture) = scene.picture.of::<Picture>() else { return Html::default() };
    let naive = scene.baseline.and_then(|beside| beside.of::<Picture>());
    let layout = measures::of(scene.drawing);
    let rack = &layout.rack;
    let drawing = rack
        .frame
        .svg(None, words::spoken(scene, picture, naive))
        .child(part(Print::new(10).text(rack.frame.class), move || rack.frame.ground().html()))
        .child(headline(scene, picture, rack))
        .child(sensors::cards(scene, &words::reads(scene, picture), rack))
        .child(station::view(scene, picture, layout))
        .child(sensors::grid(words::columns(picture), LEGEND, Some(ENRICHMENT), rack))
        .child(naive::view(scene, picture, naive, layout))
        .child(asked::view(scene, picture, layout));
    let seen = Seen {
        killed: core::array::from_fn(|index| picture.sensors[index].killed),
        enrich: picture.station.killed,
        restart: layout.beside.restart.is_some() && scene.settings.span("restart").is_zero(),
        down: [Some(picture), naive].into_iter().flatten().any(|side| side.down.is_some()),
        act: scene.act.clone(),
    };
    tag("div", "")
        .attr("class", stage_class("bat pip", &rack.frame, scene))
        .child(drawing)
        .child(drawn(seen, buttons))
        .html()
}

/// How the last batch came out, what is missing, and which batch is on its way.
fn headline(scene: &Scene<'_>, picture: &Picture, rack: &'static Rack) -> Html {
    let brief = !matches!(scene.drawing, Drawing::Wide | Drawing::Present | Drawing::Phone);
    let (kind, verdict) = words::verdict(picture);
    let clause = words::clause(picture, brief);
    let print = Print::new(11).text(rack.frame.class).text(&verdict).text(&clause);
    part(print, move || {
        let (x, y) = rack.frame.headline;
        let middle = y - rack.sign * if kind == Glyph::Degraded { 0.38 } else { 0.35 };
        let sign = glyph(kind, x + rack.sign / 2.0, middle, rack.sign);
        let all = group(kind.tone()).child(sign);
        all.children(rack.frame.headline(rack.sign + 10.0, verdict.clone(), clause.clone())).html()
    })
}

/// What the buttons depend on.
#[derive(PartialEq)]
struct Seen {
    killed: [bool; SENSORS],
    enrich: bool,
    /// Whether a hand is needed, and has a button in this drawing.
    restart: bool,
    /// Whether either side waits for it.
    down: bool,
    act: Callback<Action>,
}

/// Kill and Recover of each service, and Restart.
fn buttons(seen: &Seen) -> Html {
    let enrich = sensors::kill_and_recover(&seen.act, (ENRICH, ENRICHMENT), seen.enrich, "over bat-act s5");
    let restart = seen.restart.then(|| {
        let restart = sensors::button(&seen.act, Action::Command(RESTART_PIPELINE), seen.down);
        tag("div", "over bat-twin s6").key("restart").child(restart.text(says::RESTART)).html()
    });
    row(sensors::buttons(&seen.act, seen.killed).chain([enrich]).chain(restart).collect())
}
