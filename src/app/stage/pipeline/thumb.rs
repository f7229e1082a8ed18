//! The pipeline lab in small: five values in a tray, a breaker, and the service behind it.

use crate::app::component::glyph::{Glyph, glyphs};
use crate::app::component::tag::Tag;
use crate::app::plot::draw::{Area, Path, Point, group, rect};

/// The middles of the places in the tray.
const PLACES: [f64; 5] = [18.0, 39.0, 60.0, 81.0, 102.0];
const TRAY: f64 = 18.0;
const BEHIND: f64 = 51.0;

/// Draws the picture into its frame.
pub(in crate::app::stage) fn thumb(frame: Tag) -> Tag {
    let (mut kept, mut tray, mut wire) = (Path::default(), Path::default(), Path::default());
    for x in PLACES {
        kept.round(x - 8.5, TRAY - 9.0, 17.0, 18.0, 3.0);
    }
    tray.to(5.0, 20.0).down(31.0).across(115.0).down(20.0);
    wire.to(18.0, 31.0).down(BEHIND).across(72.0);
    let places: Vec<Point> = PLACES.into_iter().map(|x| (x, TRAY)).collect();
    frame
        .child(tray.tag("rule2"))
        .child(group("k-ok").child(kept.tag("fillt")))
        .child(glyphs(Glyph::Success, &places, 10.0))
        .child(wire.tag("rule2"))
        .child(rect("plate", Area::new(72.0, BEHIND - 11.0, 40.0, 22.0)).attr("rx", "4"))
        .child(glyphs(Glyph::SwitchOpen, &[(45.0, BEHIND)], 17.0))
        .child(glyphs(Glyph::Failure, &[(92.0, BEHIND)], 12.0))
}
