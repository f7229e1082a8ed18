//! The steps of the ladder: how many calls ended on each, and how the last one came down.

use core::time::Duration;

use yew::Html;

use super::measures::{Layout, Shape};
use super::{SIGNS, words};
use crate::app::component::glyph::{Glyph, glyph};
use crate::app::component::tag::{Tag, tag};
use crate::app::plot::draw::{Area, Path, Print, group, part, path, rect, text};
use crate::app::stage::Scene;
use crate::labs::fallback::{Miss, Picture, STEPS, is_on};
use crate::text::fallback::stage as says;
use crate::words::{grouped, span, whole_percent};

/// What one step shows.
#[derive(Clone)]
struct Shown {
    index: usize,
    count: u64,
    calls: u64,
    /// Whether the last call ended here.
    is_last: bool,
    is_used: bool,
    /// Whether it failed for the last call.
    missed: Option<Miss>,
    role: &'static str,
}

/// The age of what is in the cache, how long it is fresh, and how long it may be stale.
#[derive(Clone, Copy)]
struct Age {
    age: Option<Duration>,
    fresh: Duration,
    stale: Duration,
}

/// All steps, the way of the last call, and the age of the cache.
pub(super) fn view(scene: &Scene<'_>, picture: &Picture, layout: &'static Layout) -> Html {
    let settings = scene.settings;
    let last = picture.last.as_ref();
    let missed = last.map(|last| last.missed.clone()).unwrap_or_default();
    let (replica, parts) = (is_on(settings, "degraded"), settings.number("min-share") > 0.0);
    let is_used = [true, replica || parts, is_on(settings, "cached"), is_on(settings, "fixed"), true];
    let steps: Vec<Shown> = (0..5)
        .map(|index| {
            let of_step = |miss: &&Miss| match miss {
                Miss::Service(_) => index == 0,
                Miss::Replica(_) => index == 1,
                Miss::Empty | Miss::TooOld(_) => index == 2,
            };
            let role = if !is_used[index] {
                says::NOT_USED
            } else if index == 1 && parts {
                if replica { says::REPLICA_OR_PART } else { says::PART }
            } else if index == 4 && is_used[3] {
                says::WRITES_ONLY
            } else {
                says::ROLES[index]
            };
            Shown {
                index,
                count: picture.counts[index],
                calls: picture.calls(),
                is_last: last.is_some_and(|last| last.step == index),
                is_used: is_used[index],
                missed: missed.iter().find(of_step).copied(),
                role,
            }
        })
        .collect();
    let [fresh, stale] = picture.fresh();
    // A drawing is still when nothing happens; the age goes on in steps of half a second.
    let age = picture.stored.map(|stored| {
        let age = scene.now.since(stored).as_millis() as u64;
        Duration::from_millis(age / 500 * 500)
    });
    let age = Age { age: age.filter(|_| is_used[2]), fresh, stale };
    let name = last.map_or_else(String::new, |last| {
        let number = grouped(last.number);
        if last.write { says::write(&number) } else { says::read(&number) }
    });
    let mut print = Print::new(20).text(layout.frame.class).text(&name).add(picture.calls());
    for step in &steps {
        let miss = step.missed.map_or(0, |miss| 1 + words::reason(miss).len() as u64);
        print = print.add(step.count).add(u64::from(step.is_last) << 1 | u64::from(step.is_used)).add(miss);
        print = print.text(step.role);
    }
    print = print.add(age.age.map_or(u64::MAX, |age| age.as_millis() as u64));
    print = print.add(fresh.as_millis() as u64).add(stale.as_millis() as u64);
    part(print, move || {
        let mut all = group("");
        for step in &steps {
            all = all.child(match layout.shape {
                Shape::Stairs(drop) => stair(step, area(layout.steps, drop, step.index), age, layout),
                Shape::Rows(indent) => line(step, row(layout.steps, indent, step.index), age, layout),
            });
        }
        if let Shape::Rows(indent) = layout.shape {
            all = all.child(links(layout.steps, indent));
        }
        if let Shape::Stairs(drop) = layout.shape {
            // Each leads to the next step that was tried; a write passes over the cache.
            for step in steps.iter().filter(|step| step.missed.is_some()) {
                let next = steps.iter().find(|next| next.index > step.index && (next.missed.is_some() || next.is_last));
                let next = next.map_or(step.index + 1, |next| next.index).min(4);
                let places = [step.index, next].map(|index| area(layout.steps, drop, index));
                all = all.child(arc(step, places, layout));
            }
            if let Some(here) = steps.iter().find(|step| step.is_last) {
                all = all.child(token(&name, area(layout.steps, drop, here.index), layout));
            }
        }
        all.html()
    })
}

/// Where a stair stands.
fn area(steps: Area, drop: f64, index: usize) -> Area {
    let width = steps.width / 5.0;
    let down = drop * index as f64;
    Area::new(steps.x + width * index as f64, steps.y + down, width, steps.height - down)
}

/// Where a row stands.
fn row(steps: Area, indent: f64, index: usize) -> Area {
    let (height, left) = (steps.height / 5.0, indent * index as f64);
    Area::new(steps.x + left, steps.y + height * index as f64, steps.width - left, height - 6.0)
}

/// From each row down to the next one.
fn links(steps: Area, indent: f64) -> Tag {
    let mut pen = Path::default();
    for index in 0..4 {
        let (above, below) = (row(steps, indent, index), row(steps, indent, index + 1));
        pen.to(above.x + indent / 2.0, above.bottom()).down(below.y + below.height / 2.0).across(below.x);
    }
    pen.tag("rule")
}

/// The attributes of the page contract.
fn told(step: &Shown) -> Tag {
    group(SIGNS[step.index].tone()).attr("data-step", STEPS[step.index]).attr("data-count", step.count.to_string())
}

fn look(step: &Shown) -> &'static str {
    match (step.is_last, step.is_used) {
        (true, _) => "fal-here",
        (false, true) => "fal-step",
        (false, false) => "fal-off",
    }
}

/// The share of all calls that ended here.
fn share(step: &Shown) -> String {
    if step.calls == 0 { "–".to_owned() } else { whole_percent(step.count as f64 / step.calls as f64) }
}

/// A step as a stair, with its name below.
fn stair(step: &Shown, area: Area, age: Age, layout: &Layout) -> Tag {
    let (small, classes) = (layout.frame.small, &layout.small);
    let (left, right) = (area.x + small * 0.9, area.right() - small * 0.9);
    let large = if classes.share.starts_with("t8") { small * 2.35 } else { small * 2.3 };
    let mut all = told(step).child(rect(look(step), area).attr("rx", "7"));
    all = all.child(text(classes.share, (left, area.y + large)).text(share(step)));
    let count = grouped(step.count);
    all = all.child(if classes.below {
        let told = says::of(&count, &grouped(step.calls));
        text(classes.quiet, (left, area.y + large + small * 1.45)).text(told)
    } else {
        text(classes.quiet_end, (right, area.y + large)).text(count)
    });
    if step.index == 2 && step.is_used {
        let top = area.y + large + small * if classes.below { 2.4 } else { 0.9 };
        all = all.child(bar(age, Area::new(left, top, right - left, small * 0.75), layout, true));
    }
    let foot = area.bottom() + small * 1.6;
    let size = small * 1.35;
    let sign = glyph(SIGNS[step.index], area.x + size * 0.6, foot - small * 0.36, size);
    let name = text(classes.name, (area.x + size * 1.4, foot)).text(says::STEPS[step.index]);
    let role = text(classes.quiet, (area.x, foot + small * 1.45)).text(step.role);
    all.child(sign).child(name).child(role)
}

/// A step as a row.
fn line(step: &Shown, area: Area, age: Age, layout: &Layout) -> Tag {
    let (small, classes) = (layout.frame.small, &layout.small);
    let middle = area.y + area.height / 2.0;
    let size = (area.height * 0.5).min(small * 1.7);
    let mut all = told(step).child(rect(look(step), area).attr("rx", "7"));
    all = all.child(glyph(SIGNS[step.index], area.x + size, middle, size));
    let (left, right) = (area.x + size * 1.9, area.right() - small);
    // Two lines where there is room for them.
    let two = area.height > small * 3.2;
    let (name, role) = (says::STEPS[step.index], step.role);
    all = all.child(if two {
        let name = text(classes.name, (left, middle - small * 0.25)).text(name);
        group("").child(name).child(text(classes.quiet, (left, middle + small * 1.05)).text(role))
    } else {
        let name = tag("tspan", classes.name).text(name);
        let role = tag("tspan", classes.quiet).attr("dx", "8").text(role);
        text("", (left, middle + small * 0.4)).child(name).child(role)
    });
    all = all.child(text(classes.share, (right, middle + small * 0.5)).text(share(step)));
    let before = right - small * if two { 6.0 } else { 5.2 };
    if step.missed.is_some() {
        all = all.child(glyph(Glyph::Failure, before, middle, small * 1.2));
    } else if step.index == 2 && step.is_used {
        let width = small * 6.0;
        let place = Area::new(before - width + small * 0.4, middle - small * 0.35, width, small * 0.7);
        all = all.child(bar(age, place, layout, false));
    }
    all
}

/// How old the answer in the cache is, on a bar of how old it may be.
fn bar(age: Age, area: Area, layout: &Layout, labels: bool) -> Tag {
    let (small, quiet) = (layout.frame.small, layout.small.quiet);
    let limit = age.fresh.saturating_add(age.stale);
    let part = |span: Duration| {
        if limit.is_zero() { 0.0 } else { (span.as_secs_f64() / limit.as_secs_f64()).min(1.0) * area.width }
    };
    let fresh = part(age.fresh);
    let mut all = group("").child(rect("fal-rail", area).attr("rx", "3"));
    if let Some(old) = age.age {
        let at = part(old);
        if fresh > 0.0 {
            let green = Area { width: fresh.min(at.max(1.0)), ..area };
            all = all.child(group("k-ok").child(rect("fillf", green).attr("rx", "3")));
        }
        if at > fresh {
            let stale = Area { x: area.x + fresh, width: at - fresh, ..area };
            all = all.child(rect("", stale).attr("fill", "url(#h-wait)"));
        }
        let x = area.x + at;
        let high = small * 0.4;
        all = all.child(path("fal-age", "M# #V#", &[x, area.y - high, area.bottom() + high]));
    }
    if !labels {
        return all;
    }
    let foot = area.bottom() + small * 1.5;
    all = all.child(text(quiet, (area.x, foot)).text("0"));
    if fresh > small * 2.0 && area.width - fresh > small * 3.0 {
        let label = text([quiet, " mid"].concat(), (area.x + fresh, foot));
        all = all.child(label.text(age.fresh.as_secs().to_string()));
    }
    all.child(text([quiet, " end"].concat(), (area.right(), foot)).text(span(limit)))
}

/// The way of the last call from a step that gave nothing to the next one.
fn arc(step: &Shown, [area, next]: [Area; 2], layout: &Layout) -> Tag {
    let small = layout.frame.small;
    let top = area.y;
    let (from, to) = (area.x + area.width * 0.2, next.x + area.width * 0.12);
    let turn = (from + to) / 2.0 - area.width * 0.1;
    let numbers = [from, top - small * 1.1, turn, top - small * 3.0, to, next.y - small * 0.8];
    let way = path("fal-way", "M# #Q# # # #", &numbers);
    let (x, y) = (area.middle() + area.width * 0.12, top - small * 1.5);
    let sign = glyph(Glyph::Failure, x, y, small * 1.35);
    let why = step.missed.map_or("", words::reason);
    let told = text([layout.small.tone, " halo"].concat(), (x + small * 1.1, y + small * 0.36)).text(why);
    group("k-bad").child(way).child(sign).child(told)
}

/// The last call on its step.
fn token(name: &str, area: Area, layout: &Layout) -> Tag {
    let small = layout.frame.small;
    let (x, y) = (area.x + area.width * 0.32, area.y - small * 0.85);
    let sign = glyph(Glyph::InFlight, x, y, small * 1.25);
    let told = text([layout.small.plain, " b"].concat(), (x + small, y + small * 0.36)).text(name.to_owned());
    group("").child(sign).child(told)
}
