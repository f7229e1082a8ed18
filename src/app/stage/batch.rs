//! The batch lab's stage: five sensors over the five slots of one tray, the last batches as a grid, and the
//! all-or-nothing twin on the same luck.
//!
//! The drawing is made from the picture, the settings and the time, and from nothing else. What changes seldom is drawn
//! anew only when its fingerprint has changed; a frame moves what falls and what is under way.

mod cards;
mod grid;
mod layout;
mod measures;
mod twin;
mod words;

use yew::{Callback, Html, Properties, classes, component, html};

use self::layout::Layout;
use crate::app::component::glyph::{Glyph, glyph};
use crate::app::component::tag::tag;
use crate::app::stage::Scene;
use crate::app::stage::retry::draw::{Print, group, part, text};
use crate::lab::Picture as AnyPicture;
use crate::lab::batch::{NAMES, Picture, SENSORS};
use crate::sim::input::Action;

/// Columns of the grid.
const COLUMNS: usize = 24;

/// The whole content of the stage card.
pub(crate) fn view(scene: &Scene<'_>) -> Html {
    let AnyPicture::Batch(picture) = scene.picture else { return Html::default() };
    let layout = Layout::of(scene.drawing, scene.width);
    let killed = core::array::from_fn(|index| picture.sensors[index].killed);
    let down = picture.twin.down && scene.settings.choice("restart") != "1";
    let state = classes!("bat", layout.class, scene.still.then_some("still"), (scene.width < 345.0).then_some("tiny"));
    html! {
        <div class={state}>
            <svg viewBox={layout.view_box} role="img" aria-label={words::spoken(scene, picture)}>
                { ground(layout) }
                { headline(scene, picture, layout) }
                { cards::view(scene, picture, layout) }
                { grid::view(picture, layout) }
                { twin::view(scene, picture, layout) }
            </svg>
            <Buttons {killed} {down} act={scene.act.clone()}/>
        </div>
    }
}

fn ground(layout: &'static Layout) -> Html {
    part(Print::new(10).text(layout.class), move || {
        tag("rect", "").at("width", layout.width).at("height", layout.height).is("fill", "url(#dots)").done()
    })
}

/// The last verdict, what is missing, and which batch it is about.
fn headline(scene: &Scene<'_>, picture: &Picture, layout: &'static Layout) -> Html {
    let (kind, verdict) = words::verdict(picture);
    let (clause, number) = (words::clause(picture), words::number(scene, picture));
    let print = Print::new(11).text(layout.class).text(&verdict).text(&clause).text(&number);
    part(print, move || {
        let (x, y) = layout.headline;
        let middle = y - layout.sign * if kind == Glyph::Degraded { 0.38 } else { 0.35 };
        let start = x + layout.sign + 10.0;
        let sign = glyph(kind, x + layout.sign / 2.0, middle, layout.sign);
        let batch = text(layout.small.quiet_end, layout.number.0, layout.number.1).write(number.clone());
        let all = group(kind.tone()).put(sign).has(batch);
        if let Some(second) = layout.second_line {
            let first = text(layout.title, start, y).write(verdict.clone());
            return all.has(first).has(text(layout.clause, x, second).write(clause.clone())).done();
        }
        let rest = tag("tspan", layout.clause).is("dx", "14").write(clause.clone());
        all.has(text("", start, y).has(tag("tspan", layout.title).write(verdict.clone())).has(rest)).done()
    })
}

#[derive(Properties, PartialEq)]
struct ButtonsProps {
    killed: [bool; SENSORS],
    /// Whether the twin waits to be started again.
    down: bool,
    act: Callback<Action>,
}

/// Kill and Recover of each sensor, of which one applies and is seen, and the twin's Restart.
#[component]
fn Buttons(props: &ButtonsProps) -> Html {
    let press = |action: Action| props.act.reform(move |_| action);
    html! { <>
        { for (0_u32..).zip(NAMES).zip(props.killed).map(|((service, name), killed)| html! {
            <div key={name} class={classes!("over", "bat-act", PLACES[service as usize % SENSORS])}>
                <button type="button" class="btn sm" disabled={killed} aria-label={format!("Kill {name}")}
                    onclick={press(Action::Kill { service })}>{ "Kill" }</button>
                <button type="button" class="btn sm" disabled={!killed} aria-label={format!("Recover {name}")}
                    onclick={press(Action::Recover { service })}>{ "Recover" }</button>
            </div>
        }) }
        <div key="twin" class="over bat-twin">
            <button type="button" class="btn sm" disabled={!props.down} onclick={press(Action::RestartTwin)}>
                { "Restart twin" }
            </button>
        </div>
    </> }
}

/// The classes that place a sensor's buttons.
const PLACES: [&str; SENSORS] = ["s0", "s1", "s2", "s3", "s4"];
