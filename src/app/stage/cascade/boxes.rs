//! The services of one side: a box each with its workers and its queue.

use yew::Html;

use super::measures::{Layout, Shape};
use super::{Side, is_out, words};
use crate::app::component::tag::{Tag, tag};
use crate::app::plot::draw::{Area, Path, Print, group, part, path, rect, text};
use crate::app::stage::Scene;
use crate::labs::cascade::{A, B, C, D, Host, SERVICES};
use crate::policy::breaker::State;
use crate::text::cascade as says;

/// Cells smaller than this can't be told apart; a bar stands for them.
const LEAST: f64 = 7.0;
/// Places of a queue that are drawn one by one.
const PLACES: u32 = 10;

/// What one box shows.
#[derive(Clone, Copy)]
struct Shown {
    service: usize,
    host: Host,
    /// Workers who wait for a service behind, or hang themselves.
    stuck: u32,
    /// Whether it is C, and in its outage.
    is_out: bool,
    /// Places in its queue.
    queue: u32,
}

/// A side, with its title and how many asked for status and were answered.
pub(super) fn view(scene: &Scene<'_>, side: Side<'_>, place: Area, layout: &'static Layout) -> Html {
    let picture = side.picture;
    let is_out = is_out(scene, picture);
    let queue = scene.settings.count("queue");
    let awaited = |service: usize| picture.hosts[service].awaited;
    let hanging = u32::try_from(picture.hanging.len()).unwrap_or(u32::MAX);
    let stuck = [awaited(B) + awaited(D), picture.waiting[0], hanging, picture.waiting[1]];
    let shown = [A, B, C, D].map(|service| {
        let host = picture.hosts[service];
        let stuck = stuck[service].min(host.busy);
        Shown { service, host, stuck, is_out: service == C && is_out, queue }
    });
    let breakers = picture.breakers.map(|(state, _)| state);
    let has_breakers = side.is_protected && scene.settings.choice("breaker") == "1";
    let title = words::title(scene, side.is_protected);
    let status = layout.status.is_empty().then(|| (words::status(picture), words::tone(picture)));
    let mut print = Print::new(20).text(layout.frame.class).text(title).number(place.y).add(has_breakers.into());
    for box_of in &shown {
        let Host { busy, workers, queued, .. } = box_of.host;
        print = print
            .add(u64::from(busy) << 32 | u64::from(workers))
            .add(u64::from(queued) << 32 | u64::from(box_of.stuck));
        print = print.add(u64::from(box_of.is_out) << 1 | u64::from(box_of.host.killed)).add(queue.into());
    }
    for state in breakers {
        print = print.add(state as u64);
    }
    if let Some((told, _)) = &status {
        print = print.text(told);
    }
    let is_protected = side.is_protected;
    part(print, move || {
        let head = layout.frame.small * 1.25;
        let mut all = group("").attr("data-side", if is_protected { "with" } else { "without" });
        all = all.child(text(layout.small.head, (place.x, place.y + head * 0.8)).text(title));
        if let Some((told, tone)) = &status {
            let told = text(layout.small.bold_end, (place.right(), place.y + head * 0.8)).text(told.clone());
            all = all.child(group(tone).child(told));
        }
        let room = Area { y: place.y + head + 4.0, height: place.height - head - 4.0, ..place };
        let areas = areas(layout.shape, room);
        if layout.shape == Shape::Across {
            all = all.child(wires(areas));
            if has_breakers {
                all = all.child(switches(areas, breakers));
            }
        }
        let boxes = shown.iter().map(|shown| {
            let area = areas[shown.service];
            if layout.shape == Shape::Rows { line(shown, area, layout) } else { service(shown, area, layout) }.html()
        });
        all.children(boxes.collect()).html()
    })
}

/// Where the four stand, A to D.
fn areas(shape: Shape, room: Area) -> [Area; 4] {
    let Area { x, y, width, height } = room;
    match shape {
        Shape::Across => {
            let (a, gap, middle, far) = (width * 0.33, width * 0.045, width * 0.29, width * 0.06);
            let half = (height - 8.0) / 2.0;
            let behind = x + a + gap;
            let last = behind + middle + far;
            let low = height * 0.6;
            [
                Area::new(x, y, a, height),
                Area::new(behind, y, middle, half),
                Area::new(last, y + (height - low) / 2.0, x + width - last, low),
                Area::new(behind, y + half + 8.0, middle, half),
            ]
        }
        Shape::Down => {
            let gap = 10.0;
            let (high, each) = ((height - 2.0 * gap) * 0.4, (height - 2.0 * gap) * 0.3);
            let half = (width - gap) / 2.0;
            let middle = y + high + gap;
            [
                Area::new(x, y, width, high),
                Area::new(x, middle, half, each),
                Area::new(x, middle + each + gap, width, each),
                Area::new(x + half + gap, middle, half, each),
            ]
        }
        Shape::Rows => {
            let step = height / 4.0;
            // In the order in which it climbs.
            [0.0, 1.0, 3.0, 2.0].map(|row| Area::new(x, y + step * row, width, step - 5.0))
        }
    }
}

/// From A to B and D, and from both to C.
fn wires([a, b, c, d]: [Area; 4]) -> Tag {
    let middle = |area: Area| area.y + area.height / 2.0;
    let template = "M# #H#M# #H#M# #C# # # # # #M# #C# # # # # #";
    let (half, from, to) = ((b.right() + c.x) / 2.0, b.right(), c.x);
    let (up, down) = (c.y + c.height * 0.35, c.y + c.height * 0.65);
    let (of_b, of_d) = (middle(b), middle(d));
    let straight = [a.right(), of_b, b.x, a.right(), of_d, d.x];
    let of_b = [from, of_b, half, of_b, half, up, to, up];
    let of_d = [from, of_d, half, of_d, half, down, to, down];
    let numbers = [straight.as_slice(), &of_b, &of_d];
    path("wire w4", template, &numbers.concat())
}

/// The breakers before C, as switches on the wires.
fn switches([_, b, c, d]: [Area; 4], states: [State; 2]) -> Tag {
    let x = (b.right() + c.x) / 2.0;
    let switch = |area: Area, state: State, toward: f64| {
        let y = area.y + area.height / 2.0 + toward;
        let (tone, lift) = match state {
            State::Open | State::ForcedOpen => ("k-bad", 7.0),
            State::HalfOpen => ("k-half", 3.5),
            _ => ("k-ok", 0.0),
        };
        let plate = rect("box", Area::new(x - 13.0, y - 10.0, 26.0, 20.0)).attr("rx", "5");
        let blade = path("sf", "M# #L# #", &[x - 8.0, y + 3.0, x + 8.0, y + 3.0 - lift]).attr("stroke-width", "3");
        group(tone).child(plate).child(blade)
    };
    group("").child(switch(b, states[0], 8.0)).child(switch(d, states[1], -8.0))
}

/// The attributes of the page contract.
fn told(shown: &Shown) -> Tag {
    let Host { busy, workers, queued, full_since, killed, .. } = shown.host;
    let tone = if full_since.is_some() || killed { "k-bad" } else { "k-ink" };
    group(tone)
        .attr("data-service", SERVICES[shown.service])
        .attr("data-busy", busy.to_string())
        .attr("data-workers", workers.to_string())
        .attr("data-queued", queued.to_string())
}

/// How many workers are busy.
fn count(shown: &Shown) -> String {
    if shown.host.killed { says::KILLED.to_owned() } else { says::busy_of(shown.host.busy, shown.host.workers) }
}

/// A service as a box.
fn service(shown: &Shown, area: Area, layout: &Layout) -> Tag {
    let small = layout.frame.small;
    let (left, right) = (area.x + 10.0, area.right() - 10.0);
    let top = area.y + small * 1.45;
    let full = shown.host.full_since.is_some();
    let frame = rect(if full { "cas-full" } else { "box" }, area).attr("rx", "10");
    let name = text(layout.small.name, (left, top)).text(SERVICES[shown.service]);
    let role = tag("tspan", layout.small.quiet).attr("dx", "6").text(says::ROLES[shown.service]);
    let mut all = told(shown).child(frame);
    if shown.is_out {
        // Its outage is a hatch along its upper edge.
        all = all
            .child(rect("", Area::new(area.x + 8.0, area.y - 5.0, area.width - 16.0, 6.0)).attr("fill", "url(#h-bad)"));
    }
    all = all.child(name.child(role)).child(text(layout.small.bold_end, (right, top)).text(count(shown)));
    let foot = area.bottom() - small * 0.6;
    let cells = Area::new(left, top + small * 0.55, right - left, foot - small * 1.05 - top - small * 0.55);
    all.child(workers(shown, cells)).child(queue(shown, (left, foot), right, layout))
}

/// A service as a row: its name, a bar of its workers, and the counts.
fn line(shown: &Shown, area: Area, layout: &Layout) -> Tag {
    let small = layout.frame.small;
    let base = area.y + area.height / 2.0 + small * 0.35;
    let name = text(layout.small.name, (area.x, base)).text(SERVICES[shown.service]);
    let queued = says::queued(shown.host.queued);
    let counts = text(layout.small.bold_end, (area.right(), base)).text(count(shown));
    let waits = text(layout.small.quiet, (area.right() - small * 14.5, base)).text(queued);
    let bar = Area::new(area.x + small * 2.0, area.y + 3.0, area.width - small * 17.5, area.height - 6.0);
    let mut all = told(shown).child(name).child(bars(shown, bar)).child(waits).child(counts);
    if shown.is_out {
        all = all.child(rect("", Area { y: bar.bottom() - 1.0, height: 4.0, ..bar }).attr("fill", "url(#h-bad)"));
    }
    all
}

/// Workers one by one: those who wait with an hourglass, those who work filled, those who are free as an outline. Where
/// they are too many, a bar.
fn workers(shown: &Shown, area: Area) -> Tag {
    let many = f64::from(shown.host.workers.max(shown.host.busy).max(1));
    let mut pitch = 24.0_f64.min(area.height);
    let fits = |pitch: f64| (area.width / pitch + 0.01).floor() * (area.height / pitch + 0.01).floor() >= many;
    while pitch >= LEAST && !fits(pitch) {
        pitch -= 0.5;
    }
    if pitch < LEAST {
        return bars(shown, Area { height: area.height.min(16.0), ..area });
    }
    let columns = ((area.width / pitch + 0.01).floor() as u32).max(1);
    let (mut free, mut busy, mut waits, mut glass) =
        (Path::default(), Path::default(), Path::default(), Path::default());
    let size = pitch - 3.0;
    for worker in 0..shown.host.workers.max(shown.host.busy) {
        let (x, y) = (area.x + f64::from(worker % columns) * pitch, area.y + f64::from(worker / columns) * pitch);
        if worker < shown.stuck {
            waits.round(x, y, size, size, 2.5);
            let (a, b) = (size * 0.28, size * 0.72);
            glass.to(x + a, y + a).line(x + b, y + a).line(x + a, y + b).line(x + b, y + b).close();
        } else if worker < shown.host.busy {
            busy.round(x, y, size, size, 2.5);
        } else {
            free.round(x, y, size, size, 2.5);
        }
    }
    group("")
        .child(free.tag("pip0"))
        .child(group("k-ok").child(busy.tag("fillf")))
        .child(group("k-bad").child(waits.tag("cas-waits")).child(glass.tag("fillf")))
}

/// The same as a bar.
fn bars(shown: &Shown, area: Area) -> Tag {
    let share = |part: u32| area.width * f64::from(part) / f64::from(shown.host.workers.max(shown.host.busy).max(1));
    let stuck = share(shown.stuck);
    let busy = share(shown.host.busy);
    let filled = |from: f64, to: f64| Area { x: area.x + from, width: (to - from).max(0.0), ..area };
    group("")
        .child(rect("pip0", area).attr("rx", "3"))
        .child(group("k-ok").child(rect("fillf", filled(stuck, busy))))
        .child(group("k-bad").child(rect("fillf", filled(0.0, stuck)).attr("rx", "3")))
}

/// The queue: places one by one, or a number where they are many.
fn queue(shown: &Shown, (x, y): (f64, f64), right: f64, layout: &Layout) -> Tag {
    let small = layout.frame.small;
    let label = text(layout.small.quiet, (x, y)).text(says::QUEUE_LABEL);
    if shown.queue > PLACES {
        let told = text(layout.small.bold_end, (right, y)).text(says::of_places(shown.host.queued, shown.queue));
        return group("").child(label).child(told);
    }
    let from = x + small * 3.9;
    let pitch = ((right - from) / f64::from(PLACES)).min(small);
    let (mut taken, mut free) = (Path::default(), Path::default());
    for place in 0..shown.queue.max(shown.host.queued.min(PLACES)) {
        let center = from + pitch * (f64::from(place) + 0.5);
        let pen = if place < shown.host.queued { &mut taken } else { &mut free };
        pen.disc(center, y - small * 0.33, pitch * 0.33);
    }
    group("").child(label).child(free.tag("pip0")).child(taken.tag("filli"))
}
