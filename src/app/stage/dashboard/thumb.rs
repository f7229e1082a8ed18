//! The lab's picture in the overview: rows with a state, a line and a score.

use crate::app::component::tag::Tag;
use crate::app::plot::draw::{Area, dot, group, path, rect};

/// Draws it.
pub(in crate::app::stage) fn thumb(frame: Tag) -> Tag {
    let row = |y: f64, tone: &'static str, share: f64, line: &'static str| {
        group(tone)
            .child(dot("fillf", (12.0, y), 5.0))
            .child(path("spark", line, &[26.0, y + 4.0]))
            .child(rect("trk", Area::new(76.0, y - 3.0, 38.0, 6.0)))
            .child(rect("filli", Area::new(76.0, y - 3.0, 38.0 * share, 6.0)))
    };
    frame
        .child(row(12.0, "k-bad", 0.25, "M# #h10l6 -7l6 5l6 -6h8"))
        .child(row(33.0, "k-half", 0.5, "M# #l6 -6l6 6l6 -6l6 6l6 -6l6 6"))
        .child(row(54.0, "k-ok", 1.0, "M# #h36"))
}
