//! The all-or-nothing twin, which reads with the same random numbers and has no fallbacks, and what each of the two
//! keeps.

use core::cmp::Ordering;

use yew::Html;

use super::COLUMNS;
use super::layout::{Layout, Twin};
use super::words;
use crate::app::component::glyph::{Glyph, glyph};
use crate::app::component::tag::tag;
use crate::app::plot::draw::{Area, Path, Print, group, part, rect, text};
use crate::app::plot::scale::text_width;
use crate::app::stage::Scene;
use crate::labs::batch::{NAMES, Picture, Sample, has_minimum, odds};
use crate::sim::event::TwinFate;
use crate::text::batch::stage as says;
use crate::words::percent;

/// The divider, the twin and the comparison.
pub(super) fn view(scene: &Scene<'_>, picture: &Picture, layout: &'static Layout) -> Html {
    group("")
        .child(divider(layout))
        .child(story(words::story(scene, picture), layout))
        .child(rows(picture, layout))
        .child(fates(picture, layout))
        .child(kept(picture, layout))
        .child(theory(scene, picture, layout))
        .html()
}

fn divider(layout: &'static Layout) -> Html {
    part(Print::new(40).text(layout.frame.class), move || {
        let [from, to] = layout.divider;
        let mut line = Path::default();
        line.to(from.0, from.1).line(to.0, to.1);
        let twin = layout.twin;
        group("")
            .child(line.tag("hair"))
            .child(text(twin.heading, (twin.x, twin.title)).text(says::ALL_OR_NOTHING))
            .html()
    })
}

fn story(says: String, layout: &'static Layout) -> Html {
    part(Print::new(41).text(layout.frame.class).text(&says), move || {
        // Only the widest drawing has room for the verb.
        let says = if layout.twin.rows.is_some() { &says } else { says.trim_end_matches(says::FAILED) };
        text(layout.small.plain, (layout.twin.x, layout.twin.story)).text(says.to_owned()).html()
    })
}

/// What it made of each read: of the last batch, or of the one in which it crashed if it is still down.
fn row_fate(picture: &Picture, sensor: usize) -> (Option<Glyph>, &'static str) {
    let twin = picture.twin;
    match (twin.last, twin.crash) {
        (Some(TwinFate::Kept { .. }), _) => (Some(Glyph::Success), says::KEPT),
        (Some(_), Some((_, crashed))) if twin.down => match sensor.cmp(&(crashed as usize)) {
            Ordering::Less => (Some(Glyph::Success), says::LOST_WITH_BATCH),
            Ordering::Equal => (Some(Glyph::Failure), says::CRASHED_HERE),
            Ordering::Greater => (None, says::NEVER_USED),
        },
        (Some(_), Some(_)) => (None, says::FROM_NEXT),
        _ => (None, says::NOT_READ),
    }
}

fn rows(picture: &Picture, layout: &'static Layout) -> Html {
    let Some((top, step, height)) = layout.twin.rows else { return Html::default() };
    let fates: Vec<(Option<Glyph>, &'static str)> = (0..NAMES.len()).map(|sensor| row_fate(picture, sensor)).collect();
    let print = fates.iter().fold(Print::new(42).text(layout.frame.class), |print, (_, says)| print.text(says));
    part(print, move || {
        let (twin, small) = (layout.twin, layout.small);
        let mut all = group("");
        for (index, (kind, says)) in fates.iter().enumerate() {
            let y = top + step * index as f64;
            let (middle, base) = (y + height / 2.0, y + height / 2.0 + layout.frame.small * 0.36);
            let crashed = *kind == Some(Glyph::Failure);
            let class = match kind {
                Some(Glyph::Failure) => "crash",
                Some(_) => "box",
                None => "place",
            };
            let mut row = group(if crashed { "k-bad" } else { "" });
            row = row.child(rect(class, Area::new(twin.x, y, twin.right - twin.x, height)).attr("rx", "6"));
            row = match kind {
                Some(kind) => row.child(glyph(*kind, twin.x + 15.0, middle, layout.frame.small * 1.1)),
                None => {
                    let mut dash = Path::default();
                    dash.to(twin.x + 10.0, middle).across(twin.x + 20.0);
                    row.child(dash.tag("rule"))
                }
            };
            row = row.child(
                text(if kind.is_some() { small.bold } else { small.quiet }, (twin.x + 30.0, base)).text(NAMES[index]),
            );
            let class = if crashed { small.tone_end } else { small.plain_end };
            all = all.child(row.child(text(class, (twin.right - 10.0, base)).text(*says)));
        }
        all.html()
    })
}

/// Its last batches: kept, crashed, and a dash where it was down.
fn fates(picture: &Picture, layout: &'static Layout) -> Html {
    let fates: Vec<Option<TwinFate>> = words::newest(picture).map(|batch| batch.twin).collect();
    let code = |fate: &Option<TwinFate>| match fate {
        Some(TwinFate::Kept { .. }) => 1,
        Some(TwinFate::Crashed { .. }) => 2,
        Some(_) => 3,
        None => 4,
    };
    let print = fates.iter().fold(Print::new(43).text(layout.frame.class), |print, fate| print.add(code(fate)));
    part(print, move || {
        let twin = layout.twin;
        // On a phone they stand below the batches that they belong to.
        let aligned = layout.frame.width < 500.0;
        let step = if aligned { layout.grid.step } else { (twin.right - twin.x) / COLUMNS as f64 };
        let first = if aligned { layout.grid.first } else { twin.x + step / 2.0 };
        let size = (step * 0.88).min(12.0);
        let (mut discs, mut squares, mut crosses, mut dashes, mut places) =
            (Path::default(), Path::default(), Path::default(), Path::default(), Path::default());
        for index in 0..COLUMNS {
            let (x, y, half) = (first + step * index as f64, twin.fates, size / 2.0);
            match fates.get(index) {
                Some(Some(TwinFate::Kept { .. })) => {
                    discs.disc(x, y, half);
                }
                Some(Some(TwinFate::Crashed { .. })) => {
                    squares.round(x - half, y - half, size, size, 1.5);
                    crosses.cross(x, y, half * 0.42);
                }
                Some(_) => {
                    dashes.to(x - half * 0.7, y).across(x + half * 0.7);
                }
                None => {
                    places.disc(x, y, 1.25);
                }
            }
        }
        group("")
            .child(places.tag("trk"))
            .child(dashes.tag("rule"))
            .child(group("k-ok").child(discs.tag("fillf")))
            .child(group("k-bad").child(squares.tag("fillf")).child(crosses.tag("son").attr("stroke-width", "1.5")))
            .html()
    })
}

/// The share of all values that each of the two keeps.
fn kept(picture: &Picture, layout: &'static Layout) -> Html {
    let (kept, twin_kept, values) = (picture.values_kept, picture.twin_kept, picture.values);
    let print = Print::new(44).text(layout.frame.class).add(kept).add(twin_kept).add(values);
    part(print, move || {
        let (twin, small) = (layout.twin, layout.small);
        let (x, right, y) = twin.kept;
        let heading = if layout.frame.small > 12.0 { twin.heading } else { "t3 b" };
        // The narrowest column has no room for the noun in the projector's large type.
        let whole = if right - x < 200.0 { says::of(values) } else { says::of_values(values) };
        group("")
            .child(text(heading, (x, y)).text(says::DATA_KEPT))
            .child(text(small.plain_end, (right, y)).text(whole))
            .child(bar(layout, (x, right, y + 9.0), (kept, values), (says::KEEP_WHAT_WORKS, "k-ok")))
            .child(bar(layout, (x, right, y + 9.0 + twin.bars), (twin_kept, values), (says::NOTHING_OR_ALL, "k-stale")))
            .html()
    })
}

fn bar(
    layout: &Layout,
    (x, right, y): (f64, f64, f64),
    (count, whole): (u64, u64),
    (says, tone): (&'static str, &'static str),
) -> Html {
    let Twin { share, share_size, .. } = layout.twin;
    let (small, part) = (layout.small, count as f64 / whole.max(1) as f64);
    let base = y + 12.0 + share_size * 0.9;
    let percent = if whole == 0 { "–".to_owned() } else { format!("{} %", (part * 100.0 + 0.5) as u64) };
    let width = right - x;
    // A narrow column says less, and at last leaves the count out: the share and the whole are there.
    let (start, count) = (x + share_size * 3.75, count.to_string());
    let fits = |says: &str| start + text_width(says, layout.frame.small, false) + 6.0 <= right;
    let says = if fits(&format!("{says}{count}")) { says } else { says.strip_prefix(says::KEEP).unwrap_or(says) };
    let count = if fits(&format!("{says}{count}")) { count } else { String::new() };
    group(tone)
        .child(rect("trk", Area::new(x, y, width, 7.0)).attr("rx", "3.5"))
        .child(rect("fillf", Area::new(x, y, width * part, 7.0)).attr("rx", "3.5"))
        .child(text(share, (x, base)).text(percent))
        .child(text(small.plain, (start, base)).text(says))
        .child(text(small.plain_end, (right, base)).text(count))
        .html()
}

/// How many batches were whole, or with a minimum an answer, of those that can stand beside theory.
fn seen(Sample { since, batches, degraded, unanswered, .. }: Sample, minimum: bool) -> String {
    let part = batches - if minimum { unanswered } else { degraded };
    says::seen_of(part, batches, if since.is_some() { says::SINCE } else { "" })
}

/// How many batches were degraded, and how many theory expects to be whole; with a minimum, how many are an answer.
fn theory(scene: &Scene<'_>, picture: &Picture, layout: &'static Layout) -> Html {
    let (odds, sample, batches) = (odds(picture, scene.settings), picture.sample, picture.batches);
    let minimum = has_minimum(scene.settings);
    let expected = percent(if minimum { odds.answered } else { odds.whole });
    let (degraded, sign, names) = if minimum {
        (picture.unanswered, Glyph::Failure, [says::BATCHES_NO_ANSWER, says::NO_ANSWER])
    } else {
        (picture.degraded, Glyph::Degraded, [says::BATCHES_DEGRADED, says::DEGRADED])
    };
    let print = Print::new(45).text(layout.frame.class).text(&expected).add(degraded).add(batches);
    let print = print.add(sample.degraded).add(sample.unanswered).add(sample.batches).add(minimum.into());
    part(print, move || {
        let (twin, small) = (layout.twin, layout.small);
        let (x, y, class) = twin.degraded;
        let mut all = group("theory");
        if !class.is_empty() {
            let count = if batches == 0 { "–".to_owned() } else { format!("{degraded}/{batches}") };
            let room = twin.right - x - 40.0 - text_width(&count, 22.0, true);
            let fits = |says: &&str| text_width(says, layout.frame.small, false) <= room;
            let says = names.into_iter().find(fits).unwrap_or_default();
            let count = text(class, (x + 31.0, y)).text(count);
            let words = tag("tspan", "").attr("dx", "9").attr("class", format!("{} reg", small.plain)).text(says);
            all = all.child(glyph(sign, x + 11.0, y - 7.0, 22.0)).child(count.child(words));
        }
        let (x, y) = twin.theory;
        let (first, rest) =
            (says::expected(if minimum { says::ANSWERS } else { says::ALL_FIVE }, &expected), seen(sample, minimum));
        match twin.theory_rest {
            Some(second) => {
                all.child(text(small.plain, (x, y)).text(first)).child(text(small.plain, (x, second)).text(rest))
            }
            None => all.child(text(small.plain, (x, y)).text(format!("{first} {rest}"))),
        }
        .html()
    })
}
