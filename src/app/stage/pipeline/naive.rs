//! The naive pipeline: the same luck, and none of the three.

use core::cmp::Ordering;

use yew::Html;

use super::layout::Layout;
use super::words;
use crate::app::component::glyph::Glyph;
use crate::app::plot::draw::{Print, group, part, text};
use crate::app::stage::Scene;
use crate::app::stage::sensors::beside::{self, Row};
use crate::labs::pipeline::{Batch, ENRICH, Fate, Picture};
use crate::sim::event::ServiceId;
use crate::text::pipeline as says;
use crate::words::span;

/// The divider, the naive pipeline and the comparison.
pub(super) fn view(scene: &Scene<'_>, picture: &Picture, naive: Option<&Picture>, layout: &'static Layout) -> Html {
    let Some(naive) = naive else { return Html::default() };
    let (side, rack) = (&layout.beside, &layout.rack);
    let rows = (0..=ENRICH).map(|service| row(naive, service)).collect();
    let kept = [
        ((picture.values_kept, picture.values), says::THIS_ONE, "k-ok"),
        ((naive.values_kept, naive.values), says::NAIVE_SIDE, "k-stale"),
    ];
    group("")
        .child(beside::divider(says::NAIVE, side, rack))
        .child(beside::story(words::story(naive, scene.now), side, rack))
        .child(beside::rows(rows, side, rack))
        .child(beside::fates(words::newest(naive).map(fate).collect(), side, rack))
        .child(beside::kept(kept, side, rack))
        .child(down(scene, picture, naive, layout))
        .html()
}

/// What became of a batch: the one in which it crashed is lost otherwise than those that came while it was down.
fn fate(batch: &Batch) -> beside::Fate {
    match batch.fate {
        Fate::Enriched | Fate::Flagged => beside::Fate::Kept,
        Fate::Lost if batch.crashed => beside::Fate::Crashed,
        Fate::Lost => beside::Fate::Down,
    }
}

/// What it made of each service's answer: of the last batch, or of the one in which it crashed if it is still down.
fn row(naive: &Picture, service: ServiceId) -> Row {
    let (sign, says) = match (naive.down, naive.crash, naive.finished_batches.last()) {
        (Some(_), Some((_, crashed)), _) => match service.cmp(&crashed) {
            Ordering::Less => (Some(Glyph::Success), says::LOST_WITH_IT),
            Ordering::Equal => (Some(Glyph::Failure), says::CRASHED_HERE),
            Ordering::Greater => (None, says::NEVER_USED),
        },
        (_, _, Some(batch)) if batch.fate != Fate::Lost => {
            (Some(Glyph::Success), if service == ENRICH { says::ENRICHED_IT } else { says::KEPT_IT })
        }
        (_, Some(_), _) => (None, says::FROM_THE_NEXT),
        _ => (None, says::NOT_READ),
    };
    (sign, words::name(service), says)
}

/// How long each of the two was down.
fn down(scene: &Scene<'_>, picture: &Picture, naive: &Picture, layout: &'static Layout) -> Html {
    let Some(y) = layout.down else { return Html::default() };
    let (own, other) = (span(picture.down_for(scene.now)), span(naive.down_for(scene.now)));
    let words = says::down_for(&other, naive.crashes, &own, picture.crashes);
    let print = words.iter().fold(Print::new(54).text(layout.rack.frame.class), |print, line| print.text(line));
    part(print, move || {
        let (small, step) = (layout.rack.small, layout.rack.frame.small * 1.45);
        let x = layout.beside.kept.0;
        let mut all = group("");
        for (index, line) in words.iter().enumerate() {
            all = all.child(text(small.plain, (x, y + step * index as f64)).text(line.clone()));
        }
        all.html()
    })
}
