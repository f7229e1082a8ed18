//! The lab's picture in the overview: reads that fail and try again, waiting longer each time.

use crate::app::component::glyph::{Glyph, glyphs};
use crate::app::component::tag::Tag;
use crate::app::plot::draw::{Path, Point, group};

/// Where each read's attempts are; the last one succeeds.
const READS: [(f64, &[f64]); 3] =
    [(13.0, &[12.0, 36.0, 72.0, 108.0]), (34.0, &[12.0, 46.0]), (55.0, &[12.0, 30.0, 84.0])];
const SIZE: f64 = 14.0;
/// The wait that is drawn, up to the middle of the attempt before and after it.
const ASIDE: f64 = 9.0;

/// Draws it.
pub(in crate::app::stage) fn thumb(frame: Tag) -> Tag {
    let (mut failed, mut succeeded): (Vec<Point>, Vec<Point>) = Default::default();
    let (mut hatch, mut edge) = (Path::default(), Path::default());
    for (y, attempts) in READS {
        for pair in attempts.windows(2) {
            let (from, width) = (pair[0] + ASIDE, pair[1] - pair[0] - 2.0 * ASIDE);
            hatch.rect(from, y - 4.0, width, 8.0);
            edge.rect(from, y - 4.0, width, 8.0);
            failed.push((pair[0], y));
        }
        succeeded.extend(attempts.last().map(|x| (*x, y)));
    }
    let waits = group("k-wait")
        .child(hatch.tag("").attr("fill", "url(#h-wait)"))
        .child(edge.tag("sf").attr("stroke-width", "1"));
    frame.child(waits).child(glyphs(Glyph::Failure, &failed, SIZE)).child(glyphs(Glyph::Success, &succeeded, SIZE))
}
