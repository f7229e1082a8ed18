//! The lab's picture in the overview: the three states, and how they follow each other.

use crate::app::component::glyph::{Glyph, glyph};
use crate::app::component::tag::Tag;
use crate::app::plot::draw::path;

const SIZE: f64 = 26.0;
const Y: f64 = 40.0;

/// Draws it.
pub(in crate::app::stage) fn thumb(frame: Tag) -> Tag {
    frame
        // To open, to half-open, and in an arc back to closed.
        .child(path("arrow", "M34 #H43M76 #H85M103 23C96 6 24 6 17 21", &[Y, Y]))
        .child(path("ah", "M42 #l6 3.5l-6 3.5zM84 #l6 3.5l-6 3.5zM13 18l8 0l-4 7z", &[Y - 3.5, Y - 3.5]))
        .child(glyph(Glyph::SwitchClosed, 17.0, Y, SIZE))
        .child(glyph(Glyph::SwitchOpen, 62.0, Y, SIZE))
        .child(glyph(Glyph::SwitchHalf, 104.0, Y, SIZE))
}
