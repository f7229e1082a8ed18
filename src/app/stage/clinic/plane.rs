//! The scores: both runs on one plane, calls answered across and load avoided up, with the goal; and in numbers.

use yew::Html;

use super::measures::{Layout, Scores};
use super::words::percent;
use crate::app::component::glyph::{Glyph, glyph};
use crate::app::component::tag::tag;
use crate::app::plot::draw::{Area, Point, Print, group, part, path, rect, text};
use crate::labs::clinic::Picture;
use crate::labs::clinic::plan::{Kind, LENGTH, Place, Pool};
use crate::text::clinic::stage as says;
use crate::words::seconds;

/// What the scores are drawn of.
#[derive(Clone, Copy)]
struct Seen {
    broken: (u64, u64),
    repaired: (u64, u64),
    goal: (u64, u64),
    changes: usize,
    finished: bool,
    cured: bool,
    reached: bool,
    /// Without a breaker, where that can be told from the first attempts.
    bare: Option<u64>,
}

fn seen(broken: &Picture, picture: &Picture) -> Seen {
    let plan = broken.plan;
    let plain = plan.pool == Pool::Unlimited && plan.crash == 0.0 && plan.fallback.place == Place::Nowhere;
    let tells = plain && plan.guard.kind != Kind::Off && plan.again.layers == 0 && plan.patience == 0.0 && !plan.alert;
    let (answered, all) = broken.bare;
    let score = |picture: &Picture| (picture.answered(), picture.avoided());
    Seen {
        broken: score(broken),
        repaired: score(picture),
        goal: picture.goal,
        changes: picture.changes,
        finished: picture.finished,
        cured: picture.cured(),
        reached: picture.reached(),
        bare: (tells && all > 0).then(|| answered * 1_000 / all),
    }
}

fn print(kind: u64, seen: Seen, layout: &Layout) -> Print {
    let numbers = [seen.broken.0, seen.broken.1, seen.repaired.0, seen.repaired.1, seen.goal.0, seen.goal.1];
    let flags = [seen.finished, seen.cured, seen.reached].map(u64::from);
    let print = Print::new(kind).text(layout.frame.class).add(seen.changes as u64).add(seen.bare.unwrap_or(9_999));
    numbers.into_iter().chain(flags).fold(print, Print::add)
}

/// The plane.
pub(super) fn plane(broken: &Picture, picture: &Picture, place: Area, layout: &'static Layout) -> Html {
    let seen = seen(broken, picture);
    part(print(50, seen, layout), move || {
        let size = layout.frame.small;
        let x = |permille: u64| place.x + place.width * permille as f64 / 1e3;
        let y = |permille: u64| place.bottom() - place.height * permille as f64 / 1e3;
        let at = |(answered, avoided): (u64, u64)| (x(answered), y(avoided));
        let (gx, gy) = at(seen.goal);
        let goal = Area::new(gx, place.y, place.right() - gx, gy - place.y);
        let frame = path("rule", "M# #V#H#", &[place.x, place.y, place.bottom(), place.right()]);
        let words = says::goal(&percent(seen.goal.0), &percent(seen.goal.1));
        let mut all = group("")
            .child(text(layout.small.head, (place.x - 24.0, place.y - 32.0)).text(says::SCORE))
            .child(label(layout, (place.right(), place.y - 32.0), " end", says::BOTH))
            .child(label(layout, (place.x - 24.0, place.y - 13.0), "", says::UP))
            .child(label(layout, (place.right(), place.bottom() + size * 2.5), " end", says::ACROSS))
            .child(frame)
            .child(group("k-ok").child(rect("cli-goal", goal)))
            .child(
                group("k-ok")
                    .child(text([layout.small.bold, " ct end"].concat(), (place.right(), place.y - 10.0)).text(words)),
            );
        for permille in [0, 500, 1_000] {
            let across = label(layout, (x(permille), place.bottom() + size * 1.2), " mid", percent(permille));
            let up = label(layout, (place.x - 5.0, y(permille) + size * 0.35), " end", percent(permille));
            all = all.child(across);
            // The corner has one number.
            if permille > 0 {
                all = all.child(up);
            }
        }
        if let Some(answered) = seen.bare {
            let (x, y) = at((answered, 0));
            let is_left = answered > 500;
            let end = if is_left { " end" } else { "" };
            all = all.child(tag("circle", "cli-bare").attr_num("cx", x).attr_num("cy", y).attr_num("r", 5.0));
            // Where another point lies close by, its name has the place.
            let points = [at(seen.broken), at(seen.repaired)];
            if points.iter().all(|point| point.1 < y - size * 3.2) {
                all =
                    all.child(label(layout, (if is_left { x + 6.0 } else { x - 6.0 }, y - 9.0), end, says::PLANE_BARE));
            }
        }
        let from = at(seen.broken);
        all = all.child(glyph(Glyph::Failure, from.0, from.1, 17.0));
        if seen.changes > 0 {
            let to = at(seen.repaired);
            all = all.child(arrow(from, to));
            let sign = if seen.reached { Glyph::Success } else { Glyph::Degraded };
            all = all.child(glyph(sign, to.0, to.1, 17.0)).child(name(layout, place, to, from, says::PLANE_REPAIRED));
            all = all.child(name(layout, place, from, to, says::PLANE_BROKEN));
        } else {
            all = all.child(name(layout, place, from, (0.0, -1e3), says::PLANE_BROKEN));
        }
        all.html()
    })
}

fn label(layout: &Layout, place: Point, end: &'static str, words: impl Into<String>) -> Html {
    text([layout.small.quiet, end].concat(), place).text(words.into()).html()
}

/// The name of a point, on the side that leads away from the other one.
fn name(layout: &Layout, place: Area, (x, y): Point, other: Point, words: &'static str) -> Html {
    let size = layout.frame.small;
    let is_near = (x - other.0).abs() < size * 5.5 && (y - other.1).abs() < size * 3.0;
    let is_low = y > place.bottom() - size * 2.6;
    let above = is_low || (y < other.1 - 1.0 && y > place.y + size * 2.0);
    // Of two that lie close together at the bottom, one name stands above the other.
    let lift = if is_near && is_low && words == says::PLANE_REPAIRED { size * 1.2 } else { 0.0 };
    let y = if above { y - 13.0 - lift } else { y + 13.0 + size * 0.6 };
    let x = x.clamp(place.x + size * 2.4, place.right() - size * 2.2);
    text([layout.small.bold, " mid halo"].concat(), (x, y)).text(words).html()
}

/// From the broken run to the repaired one, as far as there is room between their signs.
fn arrow(from: Point, to: Point) -> Html {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = (dx * dx + dy * dy).sqrt();
    if length < 30.0 {
        return Html::default();
    }
    let (ux, uy) = (dx / length, dy / length);
    let start = (from.0 + ux * 12.0, from.1 + uy * 12.0);
    let tip = (to.0 - ux * 12.0, to.1 - uy * 12.0);
    let wing = |side: f64| (tip.0 - ux * 7.0 - uy * 4.5 * side, tip.1 - uy * 7.0 + ux * 4.5 * side);
    let (left, right) = (wing(1.0), wing(-1.0));
    let numbers = [start.0, start.1, tip.0, tip.1, left.0, left.1, tip.0, tip.1, right.0, right.1];
    path("cli-arrow", "M# #L# #M# #L# #L# #", &numbers).html()
}

/// The verdict: its tone, sign, word, and what is behind it.
fn verdict(seen: Seen) -> (&'static str, Glyph, &'static str, String) {
    let changes = says::with_changes(seen.changes);
    match (seen.finished, seen.cured) {
        (true, true) => ("k-ok", Glyph::Success, says::CURED, changes),
        (true, false) => ("k-bad", Glyph::Failure, says::NOT_CURED, changes),
        _ => ("k-ink", Glyph::InFlight, says::RUNNING, says::judged_at(&seconds_of())),
    }
}

fn seconds_of() -> String {
    seconds(LENGTH).trim_end_matches(" s").to_owned()
}

/// The scores in numbers.
pub(super) fn scores(broken: &Picture, picture: &Picture, changes: Vec<String>, layout: &'static Layout) -> Html {
    let seen = seen(broken, picture);
    let print = changes.iter().fold(print(51, seen, layout), |print, words| print.text(words));
    part(print, move || match layout.scores {
        Scores::Row(place) => row(seen, place, layout),
        Scores::Pairs(place) => pairs(seen, &changes, place, layout),
    })
}

fn row(seen: Seen, place: Area, layout: &'static Layout) -> Html {
    let size = layout.frame.small;
    let (number, word) = (place.y + place.height * 0.5, place.y + place.height * 0.5 + size * 1.35);
    let step = place.width * 0.31;
    let of = |x: f64, permille: u64, is_enough: bool, words: &'static str| {
        let tone = if is_enough { "k-ok" } else { "k-bad" };
        let value = text([layout.small.number, " ct"].concat(), (x, number)).text(says::percent(&percent(permille)));
        group("").child(group(tone).child(value)).child(label(layout, (x, word), "", words)).html()
    };
    let (tone, sign, told, behind) = verdict(seen);
    let x = place.x + step * 2.0;
    let told = text([layout.small.head, " ct"].concat(), (x + size * 2.0, number)).text(told);
    group("")
        .child(of(place.x, seen.repaired.0, seen.repaired.0 >= seen.goal.0, says::ANSWERED))
        .child(of(place.x + step, seen.repaired.1, seen.repaired.1 >= seen.goal.1, says::AVOIDED))
        .child(glyph(sign, x + size * 0.8, number - size * 0.5, size * 1.6))
        .child(group(tone).child(told))
        .child(label(layout, (x, word), "", behind))
        .html()
}

fn pairs(seen: Seen, changes: &[String], place: Area, layout: &'static Layout) -> Html {
    let size = layout.frame.small;
    let step = place.height / 3.0;
    let of = |index: f64, before: u64, after: u64, goal: u64, words: &'static str| {
        let y = place.y + step * index + step * 0.42;
        let middle = place.x + size * 5.2;
        let tone = if after >= goal { "k-ok" } else { "k-bad" };
        let was = text([layout.small.number, " i2"].concat(), (place.x, y)).text(percent(before));
        let is = text([layout.small.number, " ct"].concat(), (middle + size * 2.6, y));
        let goal = says::percent(&percent(goal));
        group("")
            .child(was)
            .child(path("cli-arrow", "M# #h#m-6 -5l6 5l-6 5", &[middle - size, y - size * 0.6, size * 2.6]))
            .child(group(tone).child(is.text(says::percent(&percent(after)))))
            .child(label(layout, (place.x, y + size * 1.5), "", [words, " (≥ ", &goal, ")"].concat()))
            .html()
    };
    let (tone, sign, told, behind) = verdict(seen);
    let y = place.y + step * 2.0 + step * 0.5;
    let verdict = text([layout.small.head, " ct"].concat(), (place.x + size * 2.2, y)).text(told);
    let line = |(index, words): (usize, &String)| {
        let y = y + size * (3.0 + 1.35 * index as f64);
        text(layout.small.quiet, (place.x, y)).text(words.clone()).html()
    };
    let told = changes.iter().enumerate().map(line).collect();
    group("")
        .child(of(0.0, seen.broken.0, seen.repaired.0, seen.goal.0, says::ANSWERED))
        .child(of(1.0, seen.broken.1, seen.repaired.1, seen.goal.1, says::AVOIDED))
        .child(path("hair", "M# #h#", &[place.x, y - size * 2.2, place.width]))
        .child(glyph(sign, place.x + size * 0.8, y - size * 0.5, size * 1.7))
        .child(group(tone).child(verdict))
        .child(label(layout, (place.x, y + size * 1.6), "", behind))
        .children(told)
        .html()
}
