//! The two hulls: all workers in one pool, and the same with a wall between the kinds.

use yew::Html;

use super::cells::{self, Workers};
use super::measures::{Layout, Shape};
use super::words;
use crate::app::component::glyph::{Glyph, glyph};
use crate::app::component::tag::{Tag, tag};
use crate::app::plot::draw::{Area, Path, Print, group, part, path, rect, text};
use crate::app::stage::Scene;
use crate::labs::bulkhead::{KINDS, ORDERS, Picture, REPORTS};
use crate::text::bulkhead::stage as says;
use crate::words::grouped;

/// How thick the wall is.
const THICK: f64 = 12.0;

/// How the wall is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wall {
    Solid,
    /// Limits that reach into each other.
    Open,
    None,
}

impl Wall {
    fn of(isolation: &str) -> Self {
        match isolation {
            "strict" => Self::Solid,
            "none" => Self::None,
            _ => Self::Open,
        }
    }
}

/// What is drawn of one kind.
#[derive(Clone, Copy, Debug)]
struct Shown {
    kind: usize,
    busy: u32,
    limit: u32,
    queued: u32,
    /// Places in the queue, where they are bounded.
    places: u32,
    /// Whether it may hold any worker.
    is_free: bool,
    served: u64,
    refused: u64,
    failed: u64,
    is_full: bool,
}

impl Shown {
    fn of(scene: &Scene<'_>, picture: &Picture, kind: usize) -> Self {
        let of = &picture.kinds[kind];
        Self {
            kind,
            busy: of.hull.busy,
            limit: of.hull.workers,
            queued: of.queued(),
            places: words::places(scene.settings),
            is_free: !picture.has_wall(),
            served: of.served,
            refused: of.refused,
            failed: of.failed,
            is_full: of.hull.full_since.is_some(),
        }
    }

    fn print(&self, print: Print) -> Print {
        print
            .add(u64::from(self.busy) << 32 | u64::from(self.limit))
            .add(u64::from(self.queued) << 32 | u64::from(self.places))
            .add(self.served)
            .add(self.failed)
            .add(self.refused << 2 | u64::from(self.is_full) << 1 | u64::from(self.is_free))
    }

    fn workers(&self) -> Workers {
        let (reports, orders) = if self.kind == REPORTS { (self.busy, 0) } else { (0, self.busy) };
        Workers { reports, orders, all: self.limit }
    }

    fn counts(&self) -> String {
        if self.is_free { says::held(self.busy, self.limit) } else { says::busy(self.busy, self.limit) }
    }

    fn name(&self) -> &'static str {
        words::name(self.kind)
    }

    fn told(&self) -> Tag {
        told(KINDS[self.kind], (self.busy, self.limit), self.queued, self.is_full)
    }
}

/// The attributes of the page contract.
fn told(hull: &'static str, (busy, workers): (u32, u32), queued: u32, is_full: bool) -> Tag {
    group(if is_full { "k-bad" } else { "k-ink" })
        .attr("data-hull", hull)
        .attr("data-busy", busy.to_string())
        .attr("data-workers", workers.to_string())
        .attr("data-queued", queued.to_string())
}

/// The side without a wall.
pub(super) fn pool(scene: &Scene<'_>, picture: &Picture, layout: &'static Layout) -> Html {
    let kinds = [ORDERS, REPORTS].map(|kind| Shown::of(scene, picture, kind));
    let all = picture.workers.workers;
    let places = scene.settings.count("queue").saturating_mul(2);
    let line: Vec<usize> = picture.line.iter().map(|call| (call.caller as usize).min(REPORTS)).collect();
    let rates = words::rates(scene.settings);
    let title = words::pool_title(all);
    let mut print = Print::new(20).text(layout.frame.class).add(all.into()).add(places.into()).text(&title);
    for of in &kinds {
        print = of.print(print).text(&rates[of.kind]);
    }
    for kind in &line {
        print = print.add(*kind as u64);
    }
    part(print, move || {
        let [orders, reports] = &kinds;
        let busy = orders.busy + reports.busy;
        let of = Workers { reports: reports.busy, orders: orders.busy, all };
        let queued = u32::try_from(line.len()).unwrap_or(u32::MAX);
        let hull = told("none", (busy, all), queued, busy >= all);
        let small = layout.frame.small;
        if layout.shape == Shape::Rows {
            let counts = [says::busy(busy, all), says::queued(queued, places)];
            return row(hull, says::POOL_SIDE, of, counts, layout.pool, layout).html();
        }
        let area = layout.pool;
        let is_narrow = area.width < small * 32.0;
        let told = if is_narrow { says::busy(busy, all) } else { says::pool_busy(busy, all, reports.busy) };
        let mut side = hull.child(title_of(area, says::POOL_SIDE, &title, layout)).child(body(area));
        if layout.shape == Shape::Across {
            side = side
                .children(kinds.iter().map(|of| before(of, &rates[of.kind], rows(area)[of.kind], layout)).collect());
            side = side.children(kinds.iter().filter_map(|of| behind(of, rows(area)[of.kind], layout)).collect());
            side = side.child_opt(heads(area, layout));
        }
        let foot = area.bottom() - small * 0.85;
        let cells = Area::new(area.x + 14.0, area.y + 9.0, area.width - 28.0, area.height - small * 1.7 - 16.0);
        let (workers, _) = cells::workers(of, cells);
        let label = text(layout.small.quiet, (area.x + 14.0, foot)).text(says::QUEUE);
        let from = area.x + 14.0 + small * 4.0;
        let end = area.right() - 14.0;
        let until = end - small * 0.62 * told.len() as f64;
        let queue = cells::queue(&line, places.saturating_sub(queued), (from, foot - small * 0.34), until, small * 1.3);
        let counts = text(layout.small.bold_end, (end, foot)).text(told);
        side.child(workers).child(label).child(queue).child(counts).html()
    })
}

/// The side with the wall.
pub(super) fn wall(scene: &Scene<'_>, picture: &Picture, layout: &'static Layout) -> Html {
    let kinds = [ORDERS, REPORTS].map(|kind| Shown::of(scene, picture, kind));
    let kind_of_wall = Wall::of(scene.settings.choice("isolation"));
    let rates = words::rates(scene.settings);
    let (name, title) = words::wall_title(scene.settings, picture);
    let mut print = Print::new(21).text(layout.frame.class).text(name).text(&title).add(kind_of_wall as u64);
    for of in &kinds {
        print = of.print(print).text(&rates[of.kind]);
    }
    part(print, move || {
        let area = layout.wall;
        if layout.shape == Shape::Rows {
            let step = area.height / 2.0;
            let rows = kinds.iter().map(|of| {
                let place = Area { y: area.y + step * of.kind as f64, height: step - 4.0, ..area };
                let counts = [of.counts(), queued(of)];
                row(of.told(), of.name(), of.workers(), counts, place, layout).html()
            });
            return group("").children(rows.collect()).html();
        }
        let mut side = group("").child(title_of(area, name, &title, layout)).child(body(area));
        side = side.child(partition(kind_of_wall, area, layout.shape));
        for of in &kinds {
            side = side.child(compartment(of, area, layout));
        }
        if layout.shape == Shape::Across {
            side = side
                .children(kinds.iter().map(|of| before(of, &rates[of.kind], rows(area)[of.kind], layout)).collect());
            side = side.children(kinds.iter().filter_map(|of| behind(of, rows(area)[of.kind], layout)).collect());
        }
        side.html()
    })
}

fn queued(of: &Shown) -> String {
    // Where it has no end, or more wait than there are places, places say nothing.
    if of.places == 0 || of.queued > of.places { says::waiting(of.queued) } else { says::queued(of.queued, of.places) }
}

/// The title above a hull.
fn title_of(area: Area, name: &'static str, more: &str, layout: &Layout) -> Tag {
    let more = tag("tspan", layout.small.more).attr("dx", "12").text(more.to_owned());
    text(layout.small.head, (area.x, area.y - layout.frame.small * 0.75)).text(name).child(more)
}

/// The hull itself: flat above, round below.
fn body(area: Area) -> Tag {
    let Area { x, y, width, height } = area;
    let r = 16.0;
    let template = "M# #H#V#a# # 0 0 1 # #H#a# # 0 0 1 # #z";
    let numbers = [x, y, x + width, y + height - r, r, r, -r, r, x + r, r, r, -r, -r];
    path("bul-hull", template, &numbers)
}

/// What stands between the kinds.
fn partition(wall: Wall, area: Area, shape: Shape) -> Tag {
    let (middle, along) = (area.y + area.height / 2.0, area.middle());
    let place = if shape == Shape::Upright {
        Area::new(along - THICK / 2.0, area.y, THICK, area.height)
    } else {
        Area::new(area.x, middle - THICK / 2.0, area.width, THICK)
    };
    if wall == Wall::None {
        return group("");
    }
    if wall == Wall::Open {
        return rect("bul-open", place);
    }
    let mut screws = Path::default();
    let many = if shape == Shape::Upright { 5 } else { 9 };
    for index in 0..many {
        let share = (f64::from(index) + 0.5) / f64::from(many);
        if shape == Shape::Upright {
            screws.disc(along, area.y + area.height * share, 2.2);
        } else {
            screws.disc(area.x + area.width * share, middle, 2.2);
        }
    }
    group("").child(rect("bul-wall", place)).child(screws.tag("screw"))
}

/// The rows of orders and reports in a hull.
fn rows(area: Area) -> [Area; 2] {
    let half = area.height / 2.0;
    [area.y, area.y + half].map(|y| Area { y, height: half, ..area })
}

/// What comes to a hull, and how fast.
fn before(of: &Shown, rate: &str, area: Area, layout: &Layout) -> Html {
    let small = layout.frame.small;
    let base = area.y + area.height / 2.0 - small * 0.15;
    let name = text(layout.small.name, (layout.names, base)).text(of.name());
    // Where two lines have no room for each kind, the other hull tells the rate.
    let has_room = area.height > small * 3.2;
    let rate = has_room.then(|| text(layout.small.quiet, (layout.names, base + small * 1.25)).text(rate.to_owned()));
    let wire = path("wire w4", "M# #H#", &[area.x - 15.0, base - small * 0.3, area.x - 3.0]);
    group("").child(name).child_opt(rate).child(wire).html()
}

/// What became of it.
fn behind(of: &Shown, area: Area, layout: &Layout) -> Option<Html> {
    let (served, refused) = layout.results?;
    let small = layout.frame.small;
    let base = area.y + area.height / 2.0 + small * 0.4;
    let wire = path("wire w4", "M# #H#", &[area.right() + 3.0, base - small * 0.4, area.right() + 14.0]);
    let count = |sign, x: f64, number: u64| {
        let sign = glyph(sign, x + small * 0.6, base - small * 0.4, small * 1.25);
        let number = text(layout.small.bold, (x + small * 1.6, base)).text(grouped(number));
        group("").child(sign).child(number)
    };
    let all = group("").child(wire).child(count(Glyph::Success, served, of.served));
    let all = all.child(count(Glyph::FastFail, refused, of.refused));
    // What failed is seldom; it has a line of its own below.
    let failed = (of.failed > 0).then(|| {
        let told = tag("tspan", "ct").text(says::failed(&grouped(of.failed)));
        group("k-bad").child(text(layout.small.quiet, (served, base + small * 1.35)).child(told))
    });
    Some(all.child_opt(failed).html())
}

/// The heads of what became of calls.
fn heads(area: Area, layout: &Layout) -> Option<Tag> {
    let (served, refused) = layout.results?;
    let y = area.y - layout.frame.small * 0.4;
    let head = |x, told: &'static str| text(layout.small.quiet, (x, y)).text(told);
    Some(group("").child(head(served, says::SERVED)).child(head(refused, says::NO_PLACE)))
}

/// The part of a hull that is one kind's.
fn compartment(of: &Shown, area: Area, layout: &Layout) -> Tag {
    let small = layout.frame.small;
    let waiting = vec![of.kind; of.queued.min(cells::PLACES) as usize];
    let free = of.places.saturating_sub(of.queued);
    if layout.shape == Shape::Upright {
        let half = (area.width - THICK) / 2.0;
        let place = Area { x: area.x + (half + THICK) * of.kind as f64, width: half, ..area };
        let (left, right) = (place.x + 10.0, place.right() - 10.0);
        let head = place.y + small * 1.6;
        let name = text(layout.small.plain, (left, head)).child(tag("tspan", "b").text(of.name()));
        let busy = text(layout.small.bold_end, (right, head)).text(of.counts());
        let cells = Area::new(left, head + small * 0.6, right - left, place.height - small * 4.9);
        let (workers, _) = cells::workers(of.workers(), cells);
        let foot = place.bottom() - small * 0.95;
        let queue = cells::queue(&waiting, free, (left, foot - small * 0.34), left + small * 4.0, small * 1.3);
        let told = text(layout.small.quiet_end, (right, foot)).text(queued(of));
        return of.told().child(name).child(busy).child(workers).child(queue).child(told);
    }
    let place = rows(area)[of.kind];
    let inner = if of.kind == ORDERS { place.y } else { place.y + THICK / 2.0 };
    let height = place.height - THICK / 2.0;
    let end = place.right() - 14.0;
    let room = place.width - 28.0 - layout.counts;
    // The places of the queue stand behind the workers, and leave them two thirds at least.
    let cells = Area::new(place.x + 14.0, inner + 6.0, room * 0.7, height - 12.0);
    let (workers, ends) = cells::workers(of.workers(), cells);
    let middle = inner + height / 2.0;
    let pitch = (small * 1.45).min(height * 0.5);
    let queue = cells::queue(&waiting, free, (ends + 8.0, middle), end - layout.counts, pitch);
    let busy = text(layout.small.bold_end, (end, middle - small * 0.15)).text(of.counts());
    let told = text(layout.small.quiet_end, (end, middle + small * 1.1)).text(queued(of));
    of.told().child(workers).child(queue).child(busy).child(told)
}

/// Workers as a row: their name, the cells, and the counts.
fn row(onto: Tag, name: &'static str, of: Workers, [busy, queued]: [String; 2], area: Area, layout: &Layout) -> Tag {
    let small = layout.frame.small;
    let base = area.y + area.height / 2.0;
    let name = text(layout.small.plain, (area.x, base + small * 0.35)).child(tag("tspan", "b").text(name));
    let from = area.x + small * 9.4;
    let cells = Area::new(from, area.y + 3.0, area.right() - layout.counts - from, area.height - 6.0);
    let (workers, _) = cells::workers(of, cells);
    let busy = text(layout.small.bold_end, (area.right(), base - small * 0.15)).text(busy);
    let queued = text(layout.small.quiet_end, (area.right(), base + small * 1.1)).text(queued);
    onto.child(name).child(workers).child(busy).child(queued)
}
