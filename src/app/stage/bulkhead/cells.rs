//! Workers and places: cells one by one with what is in them, or a bar where they are too many.

use crate::app::component::glyph::{Glyph, glyphs};
use crate::app::component::tag::Tag;
use crate::app::plot::draw::{Area, Path, Point, group, rect};
use crate::labs::bulkhead::{ORDERS, REPORTS};

/// Cells smaller than this can't be told apart; a bar stands for them.
const LEAST: f64 = 9.0;
/// The largest cell, with the gap to the next.
const LARGEST: f64 = 46.0;
/// Places of a queue that are drawn one by one.
pub(super) const PLACES: u32 = 12;

/// Workers with reports, with orders, and all of them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Workers {
    pub(super) reports: u32,
    pub(super) orders: u32,
    pub(super) all: u32,
}

impl Workers {
    /// Those that are to be drawn: after a limit was lowered more may be busy than there are.
    fn drawn(self) -> u32 {
        self.all.max(self.reports.saturating_add(self.orders)).max(1)
    }
}

/// The workers in rows; says where the first row ends.
pub(super) fn workers(of: Workers, area: Area) -> (Tag, f64) {
    let many = f64::from(of.drawn());
    let mut pitch = LARGEST.min(area.height + 4.0);
    let fits =
        |pitch: f64| ((area.width + 4.0) / pitch + 0.01).floor() * ((area.height + 4.0) / pitch + 0.01).floor() >= many;
    while pitch >= LEAST && !fits(pitch) {
        pitch -= 0.5;
    }
    if pitch < LEAST {
        return (bars(of, Area { height: area.height.min(22.0), ..area }), area.right());
    }
    let most = (((area.width + 4.0) / pitch + 0.01).floor() as u32).max(1);
    // Rows of equal length.
    let columns = of.drawn().div_ceil(of.drawn().div_ceil(most));
    let size = pitch - pitch.min(24.0) / 6.0;
    // What is left of the height is above and below.
    let rows = of.drawn().div_ceil(columns);
    let top = area.y + (area.height + 4.0 - pitch * f64::from(rows)).max(0.0) / 2.0;
    let (mut free, mut quick, mut slow) = (Path::default(), Path::default(), Path::default());
    let (mut arrows, mut glasses) = (Vec::new(), Path::default());
    for worker in 0..of.drawn() {
        let (x, y) = (area.x + f64::from(worker % columns) * pitch, top + f64::from(worker / columns) * pitch);
        let middle = (x + size / 2.0, y + size / 2.0);
        if worker < of.reports {
            slow.round(x, y, size, size, size * 0.16);
            hourglass(&mut glasses, middle, size * 0.6);
        } else if worker < of.reports.saturating_add(of.orders) {
            quick.round(x, y, size, size, size * 0.16);
            arrows.push(middle);
        } else {
            free.round(x, y, size, size, size * 0.16);
        }
    }
    let all = group("")
        .child(free.tag("pip0"))
        .child(group("k-ok").child(quick.tag("bul-cell")))
        .child(glyphs(Glyph::InFlight, &arrows, size * 0.5))
        .child(group("k-bad").child(slow.tag("bul-cell")).child(glasses.tag("fillf")));
    (all, area.x + pitch * f64::from(of.drawn().min(columns)))
}

/// The same as a bar.
fn bars(of: Workers, area: Area) -> Tag {
    let share = |part: u32| area.width * f64::from(part) / f64::from(of.drawn());
    let (slow, busy) = (share(of.reports), share(of.reports.saturating_add(of.orders)));
    let filled = |from: f64, to: f64| Area { x: area.x + from, width: (to - from).max(0.0), ..area };
    group("")
        .child(rect("pip0", area).attr("rx", "3"))
        .child(group("k-ok").child(rect("fillf", filled(slow, busy))))
        .child(group("k-bad").child(rect("fillf", filled(0.0, slow)).attr("rx", "3")))
}

/// Those that wait, in their order, and the places that are free: as many as there is room for.
pub(super) fn queue(waiting: &[usize], free: u32, (x, y): Point, right: f64, pitch: f64) -> Tag {
    let room = ((right - x) / pitch).floor().max(0.0) as usize;
    let (mut arrows, mut glasses, mut places) = (Vec::new(), Path::default(), Path::default());
    let line = waiting.iter().map(|kind| Some(*kind)).chain((0..free.min(PLACES)).map(|_| None));
    for (index, kind) in line.take(room).enumerate() {
        let center = (x + pitch * (index as f64 + 0.5), y);
        match kind {
            Some(ORDERS) => arrows.push(center),
            Some(REPORTS) => hourglass(&mut glasses, center, pitch * 0.72),
            _ => drop(places.disc(center.0, y, pitch * 0.32)),
        }
    }
    group("")
        .child(places.tag("pip0"))
        .child(glyphs(Glyph::InFlight, &arrows, pitch * 0.72))
        .child(group("k-bad").child(glasses.tag("fillf")))
}

/// An hourglass, as wide as two thirds of its size: two triangles between two bars.
fn hourglass(onto: &mut Path, (x, y): Point, size: f64) {
    let (half, wide, bar) = (size / 2.0, size * 0.36, size * 0.13);
    onto.rect(x - wide, y - half, 2.0 * wide, bar).rect(x - wide, y + half - bar, 2.0 * wide, bar);
    let inner = wide * 0.78;
    onto.to(x - inner, y - half + bar).line(x + inner, y - half + bar).line(x + size * 0.05, y);
    onto.line(x + inner, y + half - bar).line(x - inner, y + half - bar).line(x - size * 0.05, y).close();
}
