//! The lab's picture in the overview: places that have to be filled, and a wall before the last ones.

use crate::app::component::glyph::{Glyph, glyph};
use crate::app::component::tag::Tag;
use crate::app::plot::draw::{Area, group, rect};

/// Draws it.
pub(in crate::app::stage) fn thumb(frame: Tag) -> Tag {
    let place = |index: usize| {
        let area = Area::new(6.0 + 23.0 * index as f64 + if index > 2 { 3.0 } else { 0.0 }, 24.0, 18.0, 18.0);
        let shape = rect("box", area).attr("rx", "4");
        let sign = (index < 3).then(|| glyph(Glyph::Success, area.middle(), area.y + 9.0, 11.0));
        group("k-ok").child(shape).children(sign.into_iter().collect()).html()
    };
    frame.children((0..5).map(place).collect()).child(rect("filli", Area::new(73.0, 16.0, 3.0, 34.0)))
}
