//! The retry lab's stage: reads as lanes of attempts and waits, the backoff curve, the odds of failing permanently, and
//! the storm of attempts with jitter and without.
//!
//! The drawing is made from the picture, the settings and the time, and from nothing else. What changes seldom is drawn
//! anew only when its fingerprint has changed; a frame moves the playhead and what is under way.

mod course;
mod curve;
mod lane;
mod lanes;
mod layout;
mod storm;
mod tally;
pub(super) mod thumb;
mod words;

use yew::Html;

use self::lanes::Lanes;
use self::layout::Layout;
use self::storm::Storm;
use self::tally::Odds;
use crate::app::component::tag::{row, tag};
use crate::app::plot::draw::{Path, Print, part};
use crate::app::plot::scale::Scale;
use crate::app::stage::{Scene, Stage, stage_class};
use crate::labs::retry::Picture;
use crate::text::retry::stage as says;

/// The registry's row.
pub(super) const STAGE: Stage =
    Stage { lab: "retry", view, frame: |drawing| &Layout::of(drawing).frame, over: |_| Vec::new() };

/// The whole content of the stage card.
fn view(scene: &Scene<'_>) -> Html {
    let Some(picture) = scene.picture.of::<Picture>() else { return Html::default() };
    let layout = Layout::of(scene.drawing);
    let reads = u64::from(scene.settings.count("reads")).max(picture.reads.len() as u64);
    let in_turn = scene.settings.choice("start") == "in-turn";
    let now = course::shown(picture, scene.now);
    let mut length = course::length(picture, scene.settings, in_turn);
    if let Some((beside, settings)) = scene.beside
        && let Some(beside) = beside.of()
    {
        length = length.max(course::length(beside, settings, settings.choice("start") == "in-turn"));
    }
    let chosen = course::chosen(reads);
    let lanes = Lanes {
        layout,
        picture,
        scale: Scale { from: 0.0, to: length, left: layout.lanes.x, right: layout.lanes.right() },
        in_turn,
        chosen: &chosen,
        reads,
        focus: course::focus(picture, &chosen, now),
        now,
    };
    let storm = Storm::new(scene, picture, layout, length, in_turn);
    let odds = Odds::new(scene, picture, reads, in_turn);
    let expected = odds.spoken();
    let expected = if scene.guessed { expected } else { String::new() };
    let spoken = spoken(picture, reads, &storm, &expected);
    // The storm below the lanes shares their axis and their playhead.
    let shares = !in_turn && storm.scale() == lanes.scale;
    let to = if shares { layout.storm.bottom() + 2.0 } else { lanes.bottom() + 2.0 };
    let apart = (!shares).then(|| Storm::playhead(&storm.scale(), layout, now.seconds()));
    layout
        .frame
        .svg(Some(stage_class("ret", &layout.frame, scene)), spoken)
        .child(ground(layout))
        .child(headline(layout, picture, reads))
        .child(curve::view(scene, picture, layout))
        .child(odds.view(layout))
        .child(tally::marks(picture, layout, reads, &chosen))
        .child(lanes.axis())
        .child(lanes.playhead(to))
        .child(apart.unwrap_or_default())
        .child(storm.view(layout))
        .child(lanes.view(scene))
        .child(lanes.knob())
        .child_opt(lanes::told(&lanes, scene))
        .html()
}

/// What never changes in a drawing.
fn ground(layout: &'static Layout) -> Html {
    part(Print::new(0).text(layout.frame.class), move || {
        let mut line = Path::default();
        if let Some((x, from, to)) = layout.divider {
            line.to(x, from).down(to);
        }
        tag("g", "").child(layout.frame.ground()).child(line.tag("hair")).html()
    })
}

fn headline(layout: &'static Layout, picture: &Picture, reads: u64) -> Html {
    let mut clause = words::clause(picture, reads);
    if picture.killed {
        clause.push_str(says::SENSOR_KILLED);
    }
    let title = words::title(reads);
    part(Print::new(9).text(layout.frame.class).text(&title).text(&clause), move || {
        row(layout.frame.headline(0.0, title.clone(), clause.clone()))
    })
}

/// The whole drawing in three sentences, for those who cannot see it.
fn spoken(picture: &Picture, reads: u64, storm: &Storm, expected: &str) -> String {
    let (with, without) = storm.peaks();
    let storm = if storm.plain() {
        says::storm_alone(with, storm.counted(), &storm.slot_text())
    } else {
        says::storm_beside(with, storm.counted(), &storm.slot_text(), without)
    };
    let killed = if picture.killed { says::SENSOR_KILLED } else { "" };
    says::picture(&words::title(reads), &words::clause(picture, reads), killed, &storm, expected)
}
