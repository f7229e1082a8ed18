//! The lab's picture in the overview: four services, the last of which hangs.

use crate::app::component::tag::Tag;
use crate::app::plot::draw::{Area, group, path, rect};

const A: Area = Area::new(4.0, 14.0, 26.0, 40.0);
const B: Area = Area::new(46.0, 6.0, 24.0, 24.0);
const D: Area = Area::new(46.0, 38.0, 24.0, 24.0);
const C: Area = Area::new(90.0, 20.0, 26.0, 28.0);

/// Draws it.
pub(in crate::app::stage) fn thumb(frame: Tag) -> Tag {
    let wires = path("rule2", "M30 18H46M30 50H46M70 18L90 28M70 50L90 40", &[]);
    let service = |area| rect("box", area).attr("rx", "4");
    let full = |area: Area, share: f64| {
        let height = area.height * share;
        rect("fillf", Area { y: area.bottom() - height, height, ..area }).attr("rx", "4")
    };
    frame
        .child(wires)
        .children([A, B, D, C].map(|area| service(area).html()).into())
        .child(group("k-bad").child(full(A, 0.75)).child(full(B, 0.85)).child(full(D, 0.6)))
        .child(group("k-bad").child(rect("", C).attr("rx", "4").attr("fill", "url(#h-bad)")))
}
