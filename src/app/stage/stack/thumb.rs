//! The stack lab in small: layers, and attempts that end at one of them.

use crate::app::component::glyph::{Glyph, glyphs};
use crate::app::component::tag::Tag;
use crate::app::plot::draw::{Area, Path, Point, rect};

/// The columns of the attempts.
const COLUMNS: [f64; 3] = [44.0, 64.0, 84.0];
/// The middles of the layers.
const ROWS: [f64; 3] = [15.0, 34.0, 53.0];

/// Draws the picture into its frame.
pub(in crate::app::stage) fn thumb(frame: Tag) -> Tag {
    let [top, middle, bottom] = ROWS;
    let (mut wire, mut knobs) = (Path::default(), Path::default());
    for x in COLUMNS {
        wire.to(x, top).down(if x > COLUMNS[0] { middle } else { bottom });
        knobs.disc(x, top, 4.5);
    }
    let card = |frame: Tag, y: f64| frame.child(rect("plate", Area::new(14.0, y - 8.0, 92.0, 16.0)).attr("rx", "4"));
    let refused: Vec<Point> = COLUMNS.iter().skip(1).map(|x| (*x, middle)).collect();
    ROWS.into_iter()
        .fold(frame, card)
        .child(wire.tag("rule2"))
        .child(knobs.tag("filli"))
        .child(glyphs(Glyph::FastFail, &refused, 12.0))
        .child(glyphs(Glyph::Failure, &[(COLUMNS[0], bottom)], 12.0))
}
