//! The small pictures of the labs in the overview, in the shapes of their stages: 120 by 68 units, without words.

use yew::Html;

use super::THUMBS;
use crate::app::component::tag::{Tag, tag};
use crate::app::plot::draw::{Area, Path, rect};
use crate::play::LabId;

/// Draws a picture into the frame that all have.
pub(crate) type Thumb = fn(Tag) -> Tag;

/// The picture of a lab. It is decoration: the title beside it says which lab it is.
pub(crate) fn view(lab: LabId) -> Html {
    let draw = THUMBS.iter().find(|(key, _)| *key == lab.key).map_or(plain as Thumb, |(_, draw)| *draw);
    let frame = tag("svg", "thumb").attr("viewBox", "0 0 120 68").attr("aria-hidden", "true");
    draw(frame).html()
}

/// A lab without a picture of its own: a caller, a layer, a service.
fn plain(frame: Tag) -> Tag {
    let mut wire = Path::default();
    wire.to(28.0, 34.0).across(92.0);
    let mut ends = Path::default();
    ends.disc(20.0, 34.0, 8.0).disc(100.0, 34.0, 8.0);
    frame
        .child(wire.tag("rule2"))
        .child(rect("plate", Area::new(50.0, 16.0, 20.0, 36.0)).attr("rx", "4"))
        .child(ends.tag("box"))
}
