//! The lab's picture in the overview: stairs, with a call on its way down.

use crate::app::component::tag::Tag;
use crate::app::plot::draw::{Area, dot, group, path, rect};

/// Draws it.
pub(in crate::app::stage) fn thumb(frame: Tag) -> Tag {
    let step = |index: usize| {
        let (x, y) = (6.0 + 22.0 * index as f64, 12.0 + 10.0 * index as f64);
        rect("box", Area::new(x, y, 22.0, 60.0 - y)).attr("rx", "2").html()
    };
    let way = path("sf", "M10 6Q34 2 46 20T70 28", &[]).attr("stroke-width", "1.8").attr("stroke-dasharray", "4 3");
    frame.children((0..5).map(step).collect()).child(group("k-bad").child(way)).child(group("k-stale").child(dot(
        "fillf",
        (61.0, 25.0),
        5.0,
    )))
}
