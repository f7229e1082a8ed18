//! The fallback lab's stage: the steps of the ladder, how many calls ended on each, where the last one went down, and the
//! writes that wait.
//!
//! The drawing is made from the picture, the settings and the time, and from nothing else.

mod chart;
mod letters;
mod measures;
mod steps;
pub(super) mod thumb;
mod words;

use yew::{Callback, Html};

use self::measures::Layout;
use crate::app::component::drawn::drawn;
use crate::app::component::glyph::{Glyph, glyph};
use crate::app::component::tag::{row, tag};
use crate::app::plot::draw::{Print, group, part, text};
use crate::app::stage::{Scene, Stage, stage_class};
use crate::labs::fallback::{Picture, REPLICA, SERVICE, SERVICES};
use crate::sim::input::Action;
use crate::sim::workload::REPLAY_LETTERS;
use crate::text::fallback::stage as says;

/// The registry's row.
pub(super) const STAGE: Stage = Stage {
    lab: "fallback",
    view,
    frame: |drawing| &measures::of(drawing).frame,
    over: |drawing| measures::of(drawing).over(),
};

/// The sign of each step.
const SIGNS: [Glyph; 5] = [Glyph::Success, Glyph::Degraded, Glyph::Stale, Glyph::Fixed, Glyph::Failure];

/// The whole content of the stage card.
fn view(scene: &Scene<'_>) -> Html {
    let Some(picture) = scene.picture.of::<Picture>() else { return Html::default() };
    let layout = measures::of(scene.drawing);
    let drawing = layout
        .frame
        .svg(None, words::spoken(scene, picture))
        .child(part(Print::new(10).text(layout.frame.class), move || layout.frame.ground().html()))
        .child(headline(scene, picture, layout))
        .child(steps::view(scene, picture, layout))
        .child(monitoring(scene, picture, layout))
        .children(layout.chart.iter().map(|area| chart::view(scene, picture, *area, layout)).collect())
        .child(letters::view(scene, picture, layout));
    let seen = Seen {
        killed: picture.killed,
        letters: !picture.letters.is_empty() && scene.settings.choice("replay") != "never",
        act: scene.act.clone(),
    };
    let buttons = layout.buttons.is_some().then(|| drawn(seen, buttons));
    tag("div", "")
        .attr("class", stage_class("fal", &layout.frame, scene))
        .child(drawing)
        .children(buttons.into_iter().collect())
        .html()
}

/// How the last call was answered, and what that means.
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

/// What the monitoring knows.
fn monitoring(scene: &Scene<'_>, picture: &Picture, layout: &'static Layout) -> Html {
    let Some(at) = layout.monitoring else { return Html::default() };
    let (told, verdict, tone) = words::monitoring(scene, picture);
    part(Print::new(12).text(layout.frame.class).text(&told).text(verdict), move || {
        let verdict = tag("tspan", "b ct").text(verdict);
        let told = text(layout.small.plain, at).text([told.as_str(), ": "].concat());
        group(tone).child(told.child(verdict)).html()
    })
}

/// What the buttons depend on.
#[derive(PartialEq)]
struct Seen {
    killed: [bool; 2],
    /// Whether there is something to replay.
    letters: bool,
    act: Callback<Action>,
}

/// Kill or Recover of service and replica, and Replay all.
fn buttons(seen: &Seen) -> Html {
    let kill = |index: usize, place: &'static str| {
        let (service, name, killed) = (index as u32, SERVICES[index], seen.killed[index]);
        let (action, label) = if killed {
            (Action::Recover { service }, says::recover(name))
        } else {
            (Action::Kill { service }, says::kill(name))
        };
        let pressed = if killed { "true" } else { "false" };
        let button = tag("button", "btn sm").attr("type", "button").on_click(&seen.act, action).text(label);
        tag("div", place).key(name).child(button.attr("data-killed", pressed)).html()
    };
    let replay = tag("button", "btn sm").attr("type", "button").attr_bool("disabled", !seen.letters);
    let replay = replay.on_click(&seen.act, Action::Command(REPLAY_LETTERS)).text(says::REPLAY_ALL);
    row(vec![
        kill(SERVICE, "over fal-act f0"),
        kill(REPLICA, "over fal-act f1"),
        tag("div", "over fal-act f2").key("replay").child(replay).html(),
    ])
}
