//! The writes that wait: how many, since when, and each of them.

use yew::Html;

use super::measures::{Layout, Shape};
use super::words;
use crate::app::component::tag::{Tag, tag};
use crate::app::plot::draw::{Area, Point, Print, group, part, path, rect, text};
use crate::app::stage::Scene;
use crate::labs::fallback::{Letter, Picture};
use crate::text::fallback::stage as says;
use crate::words::grouped;

/// Letters that are drawn one by one, at most.
const MOST: usize = 100;

/// The count, the newest letters as rows where there is room, and all others as small squares.
pub(super) fn view(scene: &Scene<'_>, picture: &Picture, layout: &'static Layout) -> Html {
    let waiting = picture.letters.len() as u64;
    let oldest = words::whole(picture.oldest_letter(scene.now));
    // Only those that are drawn; the newest ones have rows.
    let newest: Vec<(Letter, String)> = picture
        .letters
        .iter()
        .rev()
        .take(layout.rows)
        .map(|letter| (*letter, words::whole(scene.now.since(letter.since))))
        .collect();
    let rest = picture.letters.iter().rev().skip(layout.rows).take(MOST);
    let rest: Vec<u64> = rest.map(|letter| letter.number).collect();
    let ended = (picture.replayed, picture.lost);
    let mut print = Print::new(40).text(layout.frame.class).add(waiting).text(&oldest).add(ended.0).add(ended.1);
    for (letter, age) in &newest {
        print = print.add(letter.number).text(age);
    }
    print = print.add(rest.first().copied().unwrap_or_default()).add(rest.last().copied().unwrap_or_default());
    part(print, move || {
        let small = layout.frame.small;
        let ((x, y), width) = layout.letters;
        let mut all = group(if waiting > 0 { "k-bad" } else { "k-stale" });
        let size = small * 1.7;
        all = all.child(envelope((x, y - small * 1.1), size));
        let count = tag("tspan", layout.small.count).text(grouped(waiting));
        let noun = if waiting == 1 { says::DEAD_LETTER } else { says::DEAD_LETTERS };
        let noun = tag("tspan", layout.small.plain).attr("dx", "7").text(noun);
        all = all.child(text("", (x + size + small * 0.7, y)).child(count).child(noun));
        if waiting > 0 && width > small * 18.0 {
            all = all.child(text(layout.small.quiet_end, (x + width, y)).text(says::oldest(&oldest)));
        } else if ended.0 + ended.1 > 0 && width > small * 18.0 {
            let told = says::replayed_and_lost(&grouped(ended.0), &grouped(ended.1));
            all = all.child(text(layout.small.quiet_end, (x + width, y)).text(told));
        }
        for (index, (letter, age)) in newest.iter().enumerate() {
            let area = Area::new(x, y + small * 0.8 + small * 2.3 * index as f64, width, small * 2.0);
            all = all.child(row(*letter, age, area, layout));
        }
        // In a line of their own below the rows, or behind the count where that is the only line.
        let below = y + small * 0.9 + small * 2.3 * newest.len() as f64;
        let pitch = small * 0.75;
        let columns = ((if layout.rows > 0 { width - small * 10.0 } else { width }) / pitch).floor().max(1.0) as usize;
        let lines = if matches!(layout.shape, Shape::Stairs(_)) { 2 } else { 1 };
        for (index, number) in rest.iter().enumerate() {
            let (column, line) = (index % columns, index / columns);
            let side = pitch * 0.72;
            let place = Area::new(x + pitch * column as f64, below + pitch * line as f64, side, side);
            // What has no place any more is still told of.
            let class = if line < lines { "fal-pip" } else { "fal-gone" };
            let place = if line < lines { place } else { Area { y: below, ..place } };
            all = all.child(rect(class, place).attr("data-letter", number.to_string()));
        }
        all.html()
    })
}

/// A letter as a row: which write, why it waits, since when.
fn row(letter: Letter, age: &str, area: Area, layout: &Layout) -> Tag {
    let small = layout.frame.small;
    let foot = area.y + area.height * 0.68;
    let why = if letter.both { says::BOTH_DOWN } else { says::BY_CHANCE };
    let name = text([layout.small.plain, " b"].concat(), (area.x + small * 2.6, foot));
    group("")
        .attr("data-letter", letter.number.to_string())
        .child(rect("box", area).attr("rx", "6"))
        .child(envelope((area.x + small * 0.8, foot - small * 0.8), small * 1.1))
        .child(name.text(says::write(&grouped(letter.number))))
        .child(text(layout.small.quiet, (area.x + area.width * 0.5, foot)).text(why))
        .child(text(layout.small.quiet_end, (area.right() - small * 0.6, foot)).text(says::ago(age)))
}

/// An envelope with its upper left corner at a point.
fn envelope((x, y): Point, size: f64) -> Tag {
    let high = size * 0.76;
    let body = rect("fal-letter", Area::new(x, y, size, high)).attr("rx", "2");
    let flap =
        path("fal-flap", "M# #L# #L# #", &[x + 1.0, y + 2.0, x + size / 2.0, y + high * 0.58, x + size - 1.0, y + 2.0]);
    group("").child(body).child(flap)
}
