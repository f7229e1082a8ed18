//! The lab's picture in the overview: waves that come back together, and the capacity that they pass.

use crate::app::component::tag::Tag;
use crate::app::plot::draw::{Path, group};

/// The waves: where, how high, and how much of that is served.
const WAVES: [(f64, f64); 5] = [(10.0, 54.0), (34.0, 42.0), (58.0, 31.0), (82.0, 22.0), (104.0, 13.0)];
const SERVED: f64 = 13.0;
const WIDTH: f64 = 9.0;
/// The line on which they stand.
const GROUND: f64 = 62.0;

/// Draws it.
pub(in crate::app::stage) fn thumb(frame: Tag) -> Tag {
    let (mut served, mut refused, mut capacity) = (Path::default(), Path::default(), Path::default());
    for (x, height) in WAVES {
        served.rect(x, GROUND - SERVED, WIDTH, SERVED);
        if height > SERVED {
            refused.rect(x, GROUND - height, WIDTH, height - SERVED);
        }
    }
    capacity.to(4.0, GROUND - SERVED).across(116.0);
    frame
        .child(group("k-fast").child(refused.tag("sf").attr("stroke-width", "1.5")))
        .child(group("k-ok").child(served.tag("fillf")))
        .child(capacity.tag("rule2").attr("stroke-dasharray", "6 4"))
}
