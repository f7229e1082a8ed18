//! The stage of the lab for tests: two numbers.

use yew::Html;

use super::frame::Frame;
use super::{Scene, Stage, stage_class};
use crate::app::component::tag::tag;
use crate::app::plot::draw::text;
use crate::labs::fixture::Picture;

/// The registry's row.
pub(super) const STAGE: Stage = Stage { lab: "fixture", view, frame: |_| &FRAME, over: |_| Vec::new() };

/// All drawings are the same.
static FRAME: Frame = Frame {
    class: "",
    width: 320.0,
    height: 120.0,
    small: 14.0,
    headline: (20.0, 60.0),
    second_line: None,
    title: "t5",
    clause: "t5",
    below: 0.0,
};

fn view(scene: &Scene<'_>) -> Html {
    let Some(picture) = scene.picture.of::<Picture>() else { return Html::default() };
    let words = format!("{} succeeded, {} failed", picture.successes, picture.failures);
    let svg = FRAME.svg(Some("draw".to_owned()), words.clone());
    tag("div", "")
        .attr("class", stage_class("fix", &FRAME, scene))
        .child(svg.child(text(FRAME.title, FRAME.headline).text(words)))
        .html()
}
