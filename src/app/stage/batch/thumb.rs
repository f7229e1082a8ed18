//! The lab's picture in the overview: five places in a tray, one of them empty.

use crate::app::component::glyph::{Glyph, glyphs};
use crate::app::component::tag::Tag;
use crate::app::plot::draw::{Path, Point, group};

/// The middles of the places; the missing one is the fourth.
const KEPT: [f64; 4] = [16.0, 38.0, 60.0, 104.0];
const MISSING: f64 = 82.0;
const Y: f64 = 31.0;

/// Draws it.
pub(in crate::app::stage) fn thumb(frame: Tag) -> Tag {
    let place = |onto: &mut Path, x: f64| {
        onto.round(x - 9.0, Y - 16.0, 18.0, 32.0, 3.0);
    };
    let [mut kept, mut rims, mut missing, mut edge, mut tray] = [(); 5].map(|()| Path::default());
    KEPT.into_iter().for_each(|x| place(&mut kept, x));
    KEPT.into_iter().for_each(|x| place(&mut rims, x));
    place(&mut missing, MISSING);
    place(&mut edge, MISSING);
    tray.to(4.0, 44.0).down(56.0).across(116.0).down(44.0);
    let places: Vec<Point> = KEPT.into_iter().map(|x| (x, Y)).collect();
    frame
        .child(tray.tag("rule2"))
        .child(group("k-ok").child(kept.tag("fillt")).child(rims.tag("sf").attr("stroke-width", "1.5")))
        .child(
            group("k-bad")
                .child(missing.tag("").attr("fill", "url(#h-bad)"))
                .child(edge.tag("sf").attr("stroke-width", "1.5")),
        )
        .child(glyphs(Glyph::Success, &places, 13.0))
}
