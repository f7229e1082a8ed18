//! The dashboard lab's stage: eight services, the worst first, beside them the alerts, and below the three questions that one
//! asks of all of them. What a monitor reads stands in drawers.

mod alerts;
mod asked;
mod drawers;
mod measures;
mod rows;
pub(super) mod thumb;
mod words;

use yew::{Callback, Html};

use self::measures::Layout;
use crate::app::component::drawn::drawn;
use crate::app::component::glyph::{Glyph, glyph};
use crate::app::component::tag::{row, tag};
use crate::app::plot::draw::{Print, group, part, text};
use crate::app::stage::{Scene, Stage, stage_class};
use crate::labs::dashboard::{MEMBERS, Picture, SERVICES};
use crate::policy::health::Serving;
use crate::sim::input::Action;
use crate::text::dashboard::stage as says;

/// The registry's row.
pub(super) const STAGE: Stage = Stage {
    lab: "dashboard",
    view,
    frame: |drawing| &measures::of(drawing).frame,
    over: |drawing| measures::of(drawing).over(),
};

/// The whole content of the stage card.
fn view(scene: &Scene<'_>) -> Html {
    let Some(picture) = scene.picture.of::<Picture>() else { return Html::default() };
    let layout = measures::of(scene.drawing);
    let order = words::worst_first(picture);
    let drawing = layout
        .frame
        .svg(None, words::spoken(scene, picture, &order))
        .child(part(Print::new(10).text(layout.frame.class), move || layout.frame.ground().html()))
        .child(headline(picture, layout))
        .child(rows::heads(scene, layout))
        .children(rows::view(scene, picture, &order, layout))
        .child(alerts::view(scene, picture, layout))
        .child(asked::view(scene, picture, layout));
    let seen = Seen { killed: core::array::from_fn(|index| picture.rows[index].killed), act: scene.act.clone() };
    let buttons = layout.buttons.is_some().then(|| drawn(seen, buttons));
    let drawers = layout.has_drawers().then(|| drawers::view(scene, picture));
    tag("div", "")
        .attr("class", stage_class("das", &layout.frame, scene))
        .child(tag("div", "das-art").child(drawing).children(buttons.into_iter().collect()))
        .children(drawers.into_iter().collect())
        .html()
}

/// The mean of the scores, and how many breakers are in which state.
fn headline(picture: &Picture, layout: &'static Layout) -> Html {
    let (health, states, serving) = (picture.health(), picture.states(), picture.serving());
    let counts = [
        (Glyph::SwitchOpen, states.open, says::OPEN),
        (Glyph::SwitchHalf, states.half_open, says::HALF_OPEN),
        (Glyph::SwitchClosed, states.closed, says::CLOSED),
    ];
    let print = counts.iter().fold(Print::new(11).text(layout.frame.class), |print, (_, count, _)| print.add(*count));
    part(print.add(health.into()), move || {
        let tone = match serving {
            Serving::Healthy => "k-ok",
            Serving::Degraded => "k-wait",
            Serving::Unhealthy => "k-bad",
        };
        let words = layout.frame.headline(0.0, says::health(health), says::OF_100.to_owned());
        let mut all = group("").child(group(tone).children(words));
        for ((kind, count, word), x) in counts.into_iter().zip(layout.counts) {
            let (y, size) = (layout.frame.headline.1, layout.sign);
            let number = tag("tspan", layout.small.count).text(count.to_string());
            let word = tag("tspan", "").attr("dx", "5").text(if layout.says_states { word } else { "" });
            all = all
                .child(glyph(kind, x + size / 2.0, y - size * 0.32, size))
                .child(text(layout.small.word, (x + size + 7.0, y)).child(number).child(word));
        }
        all.html()
    })
}

/// What the buttons depend on.
#[derive(PartialEq)]
struct Seen {
    killed: [bool; SERVICES],
    act: Callback<Action>,
}

/// Kill or Recover of each service, by its name.
fn buttons(seen: &Seen) -> Html {
    let button = |(index, killed): (usize, &bool)| {
        let (service, name) = (index as u32, MEMBERS[index].name);
        let (action, label) = if *killed {
            (Action::Recover { service }, says::recover(name))
        } else {
            (Action::Kill { service }, says::kill(name))
        };
        let pressed = if *killed { "true" } else { "false" };
        let button = tag("button", "btn sm").key(name).attr("type", "button").attr("aria-label", label);
        button.attr("data-killed", pressed).on_click(&seen.act, action).text(name).html()
    };
    let label = tag("span", "das-kill").attr("aria-hidden", "true").text(says::KILL).html();
    let buttons = seen.killed.iter().enumerate().map(button);
    row(vec![tag("div", "over das-act").children([label].into_iter().chain(buttons).collect()).html()])
}
