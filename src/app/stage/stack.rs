//! The stack lab's stage: the layers from the outside in, the way of the newest call through them, and the recommended
//! order with the same luck.
//!
//! The drawing is made from the picture, the settings and the time, and from nothing else. What changes with an event is
//! drawn anew with the next one; a frame moves no more than a countdown.

mod cards;
mod hands;
mod layout;
mod side;
pub(super) mod thumb;
mod way;
mod words;

use yew::Html;

use self::cards::Cards;
use self::hands::Hand;
use self::layout::Layout;
use self::side::Sums;
use self::way::Way;
use crate::app::component::drawn::drawn;
use crate::app::component::tag::{row, tag};
use crate::app::plot::draw::{Print, part};
use crate::app::stage::{Scene, Stage, stage_class};
use crate::labs::stack::Picture;

/// The registry's row.
pub(super) const STAGE: Stage = Stage {
    lab: "stack",
    view,
    frame: |drawing| &Layout::of(drawing).frame,
    over: |drawing| Layout::of(drawing).over(),
};

/// The whole content of the stage card.
fn view(scene: &Scene<'_>) -> Html {
    let Some(picture) = scene.picture.of::<Picture>() else { return Html::default() };
    let layout = Layout::of(scene.drawing);
    let beside = scene.baseline.and_then(|picture| picture.of::<Picture>());
    let title = words::title(&picture.kinds());
    let clause = words::clause(picture, scene.now);
    let spoken = words::spoken(&title, &clause, picture, beside);
    let svg = layout
        .frame
        .svg(None, spoken)
        .child(headline(layout, title, clause))
        .child(drawn(Cards::new(scene, picture, layout), Cards::view))
        .child(drawn(Way::new(picture, layout), Way::view))
        .child(beside.map_or_else(Html::default, |beside| drawn(Sums::new(picture, beside, layout), Sums::view)));
    tag("div", "")
        .attr("class", stage_class("stk", &layout.frame, scene))
        .child(svg)
        .child(drawn(Hand::new(scene, picture, layout), Hand::view))
        .html()
}

fn headline(layout: &'static Layout, title: String, clause: String) -> Html {
    let print = Print::new(30).text(layout.frame.class).text(&title).text(&clause);
    part(print, move || {
        let headline = layout.frame.headline(0.0, title.clone(), clause.clone());
        tag("g", "").child(layout.frame.ground()).child(row(headline)).html()
    })
}
