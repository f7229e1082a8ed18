//! The stage of the lab for tests: two numbers.

use yew::Html;

use super::{Drawing, Scene, Stage, stage_class};
use crate::app::component::tag::tag;
use crate::app::plot::draw::{Point, text};
use crate::labs::fixture::Picture;

/// The registry's row.
pub(super) const STAGE: Stage = Stage { lab: "fixture", view, size };

/// All drawings are the same.
fn size(_: Drawing) -> (f64, Point, f64) {
    (14.0, (320.0, 120.0), 0.0)
}

fn view(scene: &Scene<'_>) -> Html {
    let Some(picture) = scene.picture.of::<Picture>() else { return Html::default() };
    let words = format!("{} succeeded, {} failed", picture.successes, picture.failures);
    let svg = tag("svg", "draw").attr("viewBox", "0 0 320 120").attr("role", "img").attr("aria-label", words.clone());
    tag("div", "")
        .attr("class", stage_class("fix", "", scene))
        .child(svg.child(text("t5", (20.0, 60.0)).text(words)))
        .html()
}
