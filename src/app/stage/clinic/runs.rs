//! The two runs: each with its calls, the states of its breaker, and how many calls were lost.

use yew::Html;

use super::measures::Layout;
use crate::app::component::glyph::{Glyph, glyph};
use crate::app::plot::draw::{Area, Path, Print, group, part, path, rect, text};
use crate::app::plot::scale::text_width;
use crate::app::stage::Scene;
use crate::labs::clinic::plan::{LENGTH, SERVICES};
use crate::labs::clinic::{ANSWERED, LOST, Picture, REFUSED};
use crate::play::course::{Band, Mark};
use crate::play::signs::{Look, Signs};
use crate::text::clinic::stage as says;
use crate::time::Instant;
use crate::words::grouped;

/// The tone and the pattern of a state.
const fn look(look: Look) -> (&'static str, Option<&'static str>) {
    match look {
        Look::Plain => ("k-ok", None),
        Look::Hatched => ("k-bad", Some("url(#h-bad)")),
        Look::Fine => ("k-half", None),
        Look::Broken => ("k-wait", Some("url(#h-wait)")),
    }
}

/// A run below its name.
pub(super) fn view(
    scene: &Scene<'_>,
    picture: &Picture,
    name: &'static str,
    place: Area,
    layout: &'static Layout,
) -> Html {
    let homes = picture.plan.homes;
    let lost = picture.all.ended.saturating_sub(picture.all.answered);
    let is_bad = picture.finished && !picture.reached();
    let tone = match (picture.finished, picture.reached()) {
        (true, true) => "k-ok",
        (true, false) => "k-bad",
        _ => "k-ink",
    };
    let small_words = layout.runs[0].width < 480.0;
    let told = if small_words {
        says::lost(&grouped(lost), &grouped(picture.all.asked))
    } else {
        says::not_answered(&grouped(lost), &grouped(picture.all.asked))
    };
    let rows: Vec<(Vec<Mark>, Vec<Band>)> = if homes == 1 {
        vec![(picture.course.marks().to_vec(), picture.course.bands(0))]
    } else {
        let lanes = picture.lanes.iter().take(homes);
        lanes.map(|lane| (lane.course.marks().to_vec(), lane.course.bands(0))).collect()
    };
    let now = scene.now.min(end());
    let trouble = picture.plan.trouble();
    let signs = crate::play::Picture::signs(picture, scene.settings);
    let print = Print::new(20).text(layout.frame.class).text(name).text(&told).add(now.nanos()).add(is_bad.into());
    let print = print.number(place.y).add(homes as u64).add(trouble.1.nanos()).add(picture.turns);
    part(print, move || {
        let small = layout.frame.small;
        let head = small * 1.3;
        let title = text(layout.small.head, (place.x, place.y + head * 0.85)).text(name);
        let count = text([layout.small.bold, " ct end"].concat(), (place.right(), place.y + head * 0.85));
        let mut all = group("").child(title).child(group(tone).child(count.text(told.clone())));
        let left = inset(rows.len(), layout);
        let time = Area::new(place.x + left, place.y, place.width - left, place.height);
        all = all.child(outage(trouble, time, head, layout));
        let (top, height) = (place.y + head + 6.0, place.height - head - 6.0);
        let step = height / rows.len() as f64;
        for (index, (marks, bands)) in rows.iter().enumerate() {
            let area = Area::new(place.x + left, top + step * index as f64, place.width - left, step - 2.0);
            if left > 0.0 {
                let name = text(layout.small.quiet, (place.x, area.y + area.height / 2.0 + small * 0.35));
                all = all.child(name.text(SERVICES[index]));
            }
            all = all.child(row(marks, bands, area, (now, signs), layout));
        }
        all.html()
    })
}

/// How much a row's name takes where there are several.
fn inset(rows: usize, layout: &Layout) -> f64 {
    if rows > 1 { layout.frame.small * 1.9 } else { 0.0 }
}

/// The end of each run.
fn end() -> Instant {
    Instant::from_millis((LENGTH * 1e3) as u64)
}

fn x(area: &Area, at: Instant) -> f64 {
    area.x + area.width * (at.seconds() / LENGTH).min(1.0)
}

/// When S1 is in trouble, between the name and the count.
fn outage((from, until): (Instant, Instant), place: Area, head: f64, layout: &'static Layout) -> Html {
    if until <= from || !layout.marks {
        return Html::default();
    }
    let (left, right) = (x(&place, from), x(&place, until));
    let line = Area::new(left, place.y + head + 1.0, right - left, 4.0);
    rect("", line).attr("fill", "url(#h-bad)").html()
}

/// One service's calls above the states of its breaker.
fn row(
    marks: &[Mark],
    bands: &[Band],
    area: Area,
    (now, signs): (Instant, &'static Signs),
    layout: &'static Layout,
) -> Html {
    let has_room = layout.marks && area.height > 40.0;
    // Where there is little room, calls stand on the states.
    let (above, depth) = match (layout.marks, has_room) {
        (true, true) => (area.height * 0.46, area.height * 0.5),
        (true, false) => (area.height, area.height),
        _ => (0.0, area.height),
    };
    let band_top = area.bottom() - depth;
    let edge = (depth * 0.18).min(5.0);
    let mut all = group("");
    let mut badges = Vec::new();
    for (index, band) in bands.iter().enumerate() {
        let from = x(&area, band.from);
        let until = bands.get(index + 1).map_or(now, |next| next.from.min(now));
        let to = x(&area, until);
        if to - from < 0.05 {
            continue;
        }
        let Some(sign) = signs.states.get(usize::from(band.state)) else { continue };
        let (tone, pattern) = look(sign.look);
        let foot = Area::new(from, area.bottom() - edge, to - from, edge);
        let foot = match pattern {
            Some(pattern) => rect("", foot).attr("fill", pattern),
            None => rect("fillf", foot),
        };
        let tint = rect("fillt", Area::new(from, band_top, to - from, depth - edge));
        let mut shown = group(tone).child(tint).child(foot);
        let size = layout.frame.small;
        // Behind a probe there is its sign first.
        let is_behind = index > 0 && bands.get(index - 1).is_some_and(|before| before.state == 2);
        let sign_size = (depth - edge).min(20.0) * 0.9;
        let indent = if is_behind { sign_size + 4.0 } else { 6.0 };
        let is_narrow = text_width(sign.word, size, true) * 1.1 + indent + 8.0 > to - from;
        if sign.look == Look::Fine {
            badges.push((from, band_top + (depth - edge) / 2.0));
        } else if !is_narrow && depth > size * 1.3 && (has_room || !layout.marks) {
            let baseline = band_top + (depth - edge) / 2.0 + size * 0.36;
            let word = text([layout.small.bold, " ct"].concat(), (from + indent, baseline)).text(sign.word);
            shown = shown.child(word);
        }
        if sign.look == Look::Fine && !is_narrow && (has_room || !layout.marks) {
            let baseline = band_top + (depth - edge) / 2.0 + size * 0.36;
            let word = text([layout.small.bold, " ct"].concat(), (from + sign_size + 4.0, baseline)).text(sign.word);
            shown = shown.child(word);
        }
        all = all.child(shown);
    }
    if layout.marks {
        let room = if has_room { above } else { depth - edge };
        let top = if has_room { area.y } else { band_top };
        all = all.child(calls(marks, &area, (top, room), now));
    }
    // Many short ones are one look: a badge each would hide what is between them.
    let size = (depth - edge).min(20.0) * 0.9;
    let mut last = f64::NEG_INFINITY;
    for (at, y) in badges {
        if at - last > size * 0.9 && has_room | !layout.marks {
            all = all.child(glyph(Glyph::Half, at + size * 0.4, y, size));
            last = at;
        }
    }
    all.html()
}

/// A sign for each call: above what was answered, in the middle what was lost, below what was refused.
fn calls(marks: &[Mark], area: &Area, (top, room): (f64, f64), now: Instant) -> Html {
    let mut paths = [Path::default(), Path::default(), Path::default(), Path::default()];
    let level = |share: f64| top + room * share;
    for mark in marks.iter().filter(|mark| mark.at <= now) {
        let x = x(area, mark.at);
        let [answered, refused, lost, stood_in] = &mut paths;
        match mark.kind {
            ANSWERED => drop(answered.disc(x, level(0.18), 1.7)),
            REFUSED => drop(refused.rect(x - 0.7, level(0.72), 1.4, room * 0.26)),
            LOST => drop(lost.rect(x - 1.6, level(0.36), 3.2, room * 0.26)),
            _ => drop(stood_in.to(x, level(0.04)).line(x + 2.4, level(0.3)).line(x - 2.4, level(0.3)).close()),
        }
    }
    let [answered, refused, lost, stood_in] = paths;
    let of = |tone: &'static str, path: Path| group(tone).child(path.tag("fillf")).html();
    group("")
        .children(vec![of("k-ok", answered), of("k-fast", refused), of("k-bad", lost), of("k-wait", stood_in)])
        .html()
}

/// The axis below both.
pub(super) fn axis(picture: &Picture, layout: &'static Layout) -> Html {
    let homes = picture.plan.homes;
    let Some(y) = layout.axis else { return Html::default() };
    part(Print::new(21).text(layout.frame.class).add(homes as u64), move || {
        let place = layout.runs[1];
        let left = inset(homes, layout);
        let place = Area::new(place.x + left, place.y, place.width - left, place.height);
        let mut all = group("");
        for seconds in [0.0, 10.0, 20.0, 30.0, LENGTH] {
            let at = place.x + place.width * seconds / LENGTH;
            let (end, words) = match seconds {
                0.0 => ("", "0"),
                10.0 => (" mid", "10"),
                20.0 => (" mid", "20"),
                30.0 => (" mid", "30"),
                _ => (" end", "40 s"),
            };
            let tick = path("rule", "M# #v4", &[at, place.bottom()]);
            let word = text([layout.small.quiet, end].concat(), (at, y)).text(words);
            all = all.child(tick).child(word);
        }
        all.html()
    })
}

/// What stands above the trouble of S1, where there is room.
pub(super) fn trouble(picture: &Picture, layout: &'static Layout) -> Html {
    let (from, until) = picture.plan.trouble();
    if until <= from || !layout.marks {
        return Html::default();
    }
    let homes = picture.plan.homes;
    let print = Print::new(22).text(layout.frame.class).add(from.nanos()).add(until.nanos()).add(homes as u64);
    part(print, move || {
        let place = layout.runs[0];
        let left = inset(homes, layout);
        let place = Area::new(place.x + left, place.y, place.width - left, place.height);
        // At the right stands how many calls were lost.
        let half = text_width(says::TROUBLE, layout.frame.small, false) / 2.0 + 4.0;
        let most = place.right() - layout.frame.small * 20.5 - half;
        let middle = ((x(&place, from) + x(&place, until)) / 2.0).min(most);
        let y = place.y + layout.frame.small * 1.3 * 0.62;
        text([layout.small.quiet, " mid"].concat(), (middle, y)).text(says::TROUBLE).html()
    })
}
