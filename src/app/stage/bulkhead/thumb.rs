//! The lab's picture in the overview: a hull with a wall; one side is full, the other has room.

use crate::app::component::tag::Tag;
use crate::app::plot::draw::{Path, group, path};

/// Draws it.
pub(in crate::app::stage) fn thumb(frame: Tag) -> Tag {
    let hull = path("bul-hull", "M10 8H110V52A10 10 0 0 1 100 62H20A10 10 0 0 1 10 52z", &[]);
    let (mut free, mut quick, mut slow) = (Path::default(), Path::default(), Path::default());
    for index in 0..5 {
        let x = 18.0 + 17.5 * f64::from(index);
        slow.round(x, 42.0, 13.0, 13.0, 2.5);
        let pen = if index < 2 { &mut quick } else { &mut free };
        pen.round(x, 14.0, 13.0, 13.0, 2.5);
    }
    frame
        .child(hull)
        .child(path("bul-wall", "M10 32H110V37H10z", &[]))
        .child(free.tag("pip0"))
        .child(group("k-ok").child(quick.tag("bul-cell")))
        .child(group("k-bad").child(slow.tag("fillf")))
}
