//! The all-or-nothing twin, which reads with the same random numbers and has no fallbacks, and what each of the two
//! keeps.

use core::cmp::Ordering;

use yew::Html;

use super::layout::Layout;
use super::words;
use crate::app::component::glyph::{Glyph, glyph};
use crate::app::component::tag::tag;
use crate::app::plot::draw::{Print, group, part, text};
use crate::app::plot::scale::text_width;
use crate::app::stage::Scene;
use crate::app::stage::sensors::beside::{self, Fate};
use crate::labs::batch::{NAMES, Picture, Sample, has_minimum, odds};
use crate::sim::event::TwinFate;
use crate::text::batch::stage as says;
use crate::words::percent;

/// The divider, the twin and the comparison.
pub(super) fn view(scene: &Scene<'_>, picture: &Picture, layout: &'static Layout) -> Html {
    let (side, rack) = (&layout.twin.beside, &layout.rack);
    let rows = NAMES.iter().enumerate().map(|(index, name)| {
        let (kind, says) = row_fate(picture, index);
        (kind, *name, says)
    });
    let values = picture.values;
    let kept = [
        ((picture.values_kept, values), says::KEEP_WHAT_WORKS, "k-ok"),
        ((picture.twin_kept, values), says::NOTHING_OR_ALL, "k-stale"),
    ];
    group("")
        .child(beside::divider(says::ALL_OR_NOTHING, side, rack))
        .child(beside::story(words::story(scene, picture), side, rack))
        .child(beside::rows(rows.collect(), side, rack))
        .child(beside::fates(words::newest(picture).map(|batch| fate(batch.twin)).collect(), side, rack))
        .child(beside::kept(kept, side, rack))
        .child(theory(scene, picture, layout))
        .html()
}

fn fate(fate: Option<TwinFate>) -> Fate {
    match fate {
        Some(TwinFate::Kept { .. }) => Fate::Kept,
        Some(TwinFate::Crashed { .. }) => Fate::Crashed,
        Some(_) => Fate::Down,
        None => Fate::Unknown,
    }
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
    let print = Print::new(45).text(layout.rack.frame.class).text(&expected).add(degraded).add(batches);
    let print = print.add(sample.degraded).add(sample.unanswered).add(sample.batches).add(minimum.into());
    part(print, move || {
        let (twin, small) = (layout.twin, layout.rack.small);
        let (x, y, class) = twin.degraded;
        let mut all = group("theory");
        if !class.is_empty() {
            let count = if batches == 0 { "–".to_owned() } else { format!("{degraded}/{batches}") };
            let room = twin.beside.right - x - 40.0 - text_width(&count, 22.0, true);
            let fits = |says: &&str| text_width(says, layout.rack.frame.small, false) <= room;
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
