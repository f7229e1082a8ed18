//! The newest slots one by one, for those who read the page: what came in each, what was served and what was refused.

use yew::Html;

use crate::app::component::tag::{Tag, tag};
use crate::app::plot::draw::{Print, group, part};
use crate::labs::storm::{Picture, Slot};
use crate::time::Instant;

/// Slots of a group that is drawn anew as one.
const TOGETHER: u64 = 10;

/// An element for each of the newest slots.
pub(super) fn view(picture: &Picture, now: Instant) -> Html {
    let slots: Vec<(u64, Slot)> = picture.slots(now).collect();
    let groups = slots.chunk_by(|one, other| one.0 / TOGETHER == other.0 / TOGETHER);
    groups.map(|slots| of_group(slots.to_vec())).fold(group(""), Tag::child).html()
}

fn of_group(slots: Vec<(u64, Slot)>) -> Html {
    let print = slots.iter().fold(Print::new(28), |print, (number, slot)| {
        print.add(*number).add(slot.arrived.into()).add(slot.served.into()).add(slot.refused.into())
    });
    part(print, move || slots.iter().map(|(number, slot)| element(*number, slot)).fold(group(""), Tag::child).html())
}

fn element(number: u64, slot: &Slot) -> Tag {
    tag("g", "")
        .attr("data-slot", number.to_string())
        .attr("data-arrived", slot.arrived.to_string())
        .attr("data-served", slot.served.to_string())
        .attr("data-refused", slot.refused.to_string())
}
