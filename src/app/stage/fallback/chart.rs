//! Where calls landed: a column for each ten seconds.

use yew::Html;

use super::measures::Layout;
use super::words;
use crate::app::component::tag::Tag;
use crate::app::plot::draw::{Area, Path, Print, group, part, path, rect, text};
use crate::app::stage::Scene;
use crate::labs::fallback::{Picture, SLOT};
use crate::text::fallback::stage as says;

/// Columns in sight.
const COLUMNS: usize = 18;

/// The chart with its title and its legend.
pub(super) fn view(_: &Scene<'_>, picture: &Picture, place: Area, layout: &'static Layout) -> Html {
    let slots: Vec<[u32; 5]> = picture.slots.iter().copied().collect();
    let skipped = slots.len().saturating_sub(COLUMNS);
    let shown: Vec<[u32; 5]> = slots.into_iter().skip(skipped).collect();
    let newest = picture.slot;
    let mut print = Print::new(30).text(layout.frame.class).add(newest);
    for count in shown.last().into_iter().flatten() {
        print = print.add((*count).into());
    }
    part(print, move || {
        let small = layout.frame.small;
        let title = text(layout.small.head, (place.x, place.y + small * 0.2)).text(says::CHART);
        let per = text(layout.small.quiet_end, (place.right(), place.y + small * 0.2)).text(says::PER_SLOT);
        let legend_height = small * 4.6;
        let top = place.y + small * 1.2;
        let plot = Area::new(place.x, top, place.width, place.bottom() - top - legend_height);
        let most = shown.iter().map(|slot| slot.iter().sum::<u32>()).max().unwrap_or_default().max(1);
        let step = plot.width / COLUMNS as f64;
        let mut pens: [Path; 5] = Default::default();
        for (column, slot) in shown.iter().enumerate() {
            let x = plot.x + step * column as f64;
            let mut y = plot.bottom();
            for (pen, count) in pens.iter_mut().zip(slot) {
                let height = plot.height * f64::from(*count) / f64::from(most);
                if *count > 0 {
                    y -= height;
                    pen.rect(x + 1.0, y, step - 2.0, height);
                }
            }
        }
        let left = place.x - small * 1.6;
        let divider = path("hair", "M# #V#", &[left, place.y - small, layout.frame.height - small * 2.0]);
        let mut all = group("").child(divider).child(title).child(per);
        for (kind, pen) in pens.into_iter().enumerate() {
            if !pen.is_empty() {
                all = all.child(filled(kind, pen.tag(class(kind))));
            }
        }
        all = all.child(path("rule", "M# #H#", &[plot.x, plot.bottom() + 0.5, plot.right()]));
        let first = (newest + 1).saturating_sub(shown.len() as u64) * SLOT.as_secs();
        let foot = plot.bottom() + small * 1.2;
        let seconds = |slots: u64| core::time::Duration::from_secs(first + slots * SLOT.as_secs());
        let ends =
            [(plot.x, "", 0), (plot.middle(), " mid", COLUMNS as u64 / 2), (plot.right(), " end", COLUMNS as u64)];
        for (x, end, slots) in ends {
            let label = text([layout.small.quiet, end].concat(), (x, foot)).text(words::whole(seconds(slots)));
            all = all.child(label);
        }
        for kind in 0..5 {
            let (column, row) = (kind % 3, kind / 3);
            let (x, y) = (plot.x + place.width * [0.0, 0.28, 0.64][column], foot + small * 1.5 * (row as f64 + 1.0));
            let mark = rect(class(kind), Area::new(x + 0.5, y - small * 0.75, small * 0.8, small * 0.8));
            let name = text(layout.small.quiet, (x + small * 1.25, y)).text(says::STEPS[kind].to_ascii_lowercase());
            all = all.child(filled(kind, mark)).child(name);
        }
        all.html()
    })
}

const fn class(kind: usize) -> &'static str {
    match kind {
        0 | 2 => "fillf",
        3 => "fal-hollow",
        _ => "",
    }
}

/// In the tone and the pattern of a step.
fn filled(kind: usize, shape: Tag) -> Tag {
    match kind {
        0 => group("k-ok").child(shape),
        1 => group("k-wait").child(shape.attr("fill", "url(#h-wait)")),
        2 | 3 => group("k-stale").child(shape),
        _ => group("k-bad").child(shape.attr("fill", "url(#h-bad)")),
    }
}
