//! The batch lab's timeline: one mark a batch, and runs of healthy and degraded batches as bands.

use yew::Html;

use super::marks::{self, Mark};
use super::pen::{Point, fill};
use super::scale::Scale;
use super::timeline::{Board, Look, now};
use crate::app::component::glyph::Glyph;
use crate::app::component::tag::row;
use crate::app::stage::{Drawing, Scene};
use crate::lab::Picture as AnyPicture;
use crate::lab::batch::Picture;

/// The kinds of marks, in the order of their rows.
const KINDS: [Glyph; 2] = [Glyph::Success, Glyph::Degraded];
/// The most labels on bands.
const LABELS: usize = 16;

/// The timeline of the last batches.
pub(crate) fn timeline(scene: &Scene<'_>) -> Html {
    let AnyPicture::Batch(picture) = scene.picture else { return Html::default() };
    let board = Board::of(scene.drawing, scene.width);
    let length = if scene.drawing == Drawing::Phone { 30.0 } else { 60.0 };
    let scale = Scale::rolling(now(scene), length, board.left, board.right());
    let first = picture.finished_batches.partition_point(|batch| batch.ended.seconds() < scale.from);
    let shown = picture.finished_batches.range(first..);
    let marks: Vec<Mark> = shown.map(|batch| (batch.ended.seconds(), usize::from(batch.degraded()))).collect();
    let style = marks::style(&board, &scale, &marks);
    let content = vec![
        marks::draw(&board, &scale, &KINDS, &marks, style),
        bands(&board, &runs(picture, &scale)),
        board.axis(&scale),
        board.playhead(&scale, now(scene)),
    ];
    board.frame(label(picture, &scale, now(scene)), content)
}

/// A run of batches with the same verdict, in units of the drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Stretch {
    degraded: bool,
    place: Point,
}

/// Runs of batches with the same verdict. A batch reaches from the end of the one before to its own, where its mark is.
fn runs(picture: &Picture, scale: &Scale) -> Vec<Stretch> {
    let mut runs: Vec<Stretch> = Vec::new();
    // Where older batches have fallen off, the first one that is kept begins with its own start.
    let mut before = picture.finished_batches.front().map_or(0.0, |batch| batch.started.seconds());
    for batch in &picture.finished_batches {
        let (from, to) = (before, batch.ended.seconds());
        before = to;
        if to < scale.from {
            continue;
        }
        let place = (scale.held(from), scale.held(to));
        match runs.last_mut().filter(|last| last.degraded == batch.degraded()) {
            Some(last) => last.place.1 = place.1,
            None => runs.push(Stretch { degraded: batch.degraded(), place }),
        }
    }
    runs
}

fn bands(board: &Board, runs: &[Stretch]) -> Html {
    let of = |degraded: bool| -> Vec<Point> {
        runs.iter().filter(|run| run.degraded == degraded).map(|run| run.place).collect()
    };
    let labelled = runs.iter().filter(|run| run.place.1 - run.place.0 > board.size * 5.0).take(LABELS);
    let mut parts = vec![board.bands(Look::Plain, &of(false)), board.bands(Look::Broken, &of(true))];
    for run in labelled {
        let (look, words) = if run.degraded { (Look::Broken, "Degraded") } else { (Look::Plain, "Healthy") };
        parts.push(board.band_label(look, run.place, words, None));
    }
    row(parts)
}

fn label(picture: &Picture, scale: &Scale, now: f64) -> String {
    fill(
        "Timeline of batches, # to # s. Now # s, # of # batches degraded so far.",
        &[scale.from.round(), scale.to.round(), now.round(), picture.degraded as f64, picture.batches as f64],
    )
}
