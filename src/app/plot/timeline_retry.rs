//! The retry lab's timeline: results of attempts above, how many attempts are in flight below.

use yew::Html;

use super::marks::{self, Mark, Style};
use super::pen::{fill, group, text};
use super::scale::Scale;
use super::timeline::{Board, now};
use crate::app::component::glyph::Glyph;
use crate::app::component::tag::tag;
use crate::app::stage::Scene;
use crate::lab::Picture as AnyPicture;
use crate::lab::retry::{Picture, Span};

/// The kinds of marks, in the order of their rows.
const KINDS: [Glyph; 2] = [Glyph::Success, Glyph::Failure];
/// Up to so many results are drawn one by one or in small groups.
const FEW: usize = 60;
/// Lengths of the window, in seconds; the run always fits.
const LENGTHS: [f64; 13] =
    [5.0, 10.0, 20.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1_800.0, 3_600.0, 7_200.0, 21_600.0, 90_000.0];
/// The width of a step of the load plot.
const STEP: f64 = 3.0;

/// The timeline of the whole run.
pub(crate) fn timeline(scene: &Scene<'_>) -> Html {
    let AnyPicture::Retry(picture) = scene.picture else { return Html::default() };
    let board = Board::of(scene.drawing, scene.width);
    let now = now(scene);
    let scale = Scale { from: 0.0, to: length(picture, now), left: board.left, right: board.right() };
    let marks = results(picture);
    let style = match marks.len() {
        0..=FEW => Style::Glyphs,
        _ => Style::Counts,
    };
    let load = load(picture, &scale, now);
    let most = load.iter().copied().max().unwrap_or(0);
    let content = vec![
        marks::draw(&board, &scale, &KINDS, &marks, style),
        histogram(&board, &load, most),
        load_label(&board, &scale, now, most),
        board.axis(&scale),
        board.playhead(&scale, now),
    ];
    board.frame(label(picture, &scale, now, most), content)
}

/// The window that fits the run as far as it is known.
fn length(picture: &Picture, now: f64) -> f64 {
    let last = |span: Option<&Span>| match span {
        Some(Span::Attempt { until, .. } | Span::Wait { until, .. }) => until.seconds(),
        None => 0.0,
    };
    let known = picture.reads.iter().map(|read| last(read.spans.last())).fold(now, f64::max);
    LENGTHS.into_iter().find(|length| known <= *length).unwrap_or(known)
}

/// The attempts that have ended: in order as long as they are few enough to be drawn as glyphs.
fn results(picture: &Picture) -> Vec<Mark> {
    let mut results: Vec<Mark> = Vec::new();
    for span in picture.reads.iter().flat_map(|read| &read.spans) {
        if let Span::Attempt { until, failed: Some(failed), .. } = span {
            let mark = (until.seconds(), usize::from(*failed));
            let later = |result: &&Mark| result.0 > mark.0;
            let behind = if results.len() > FEW { 0 } else { results.iter().rev().take_while(later).count() };
            results.insert(results.len() - behind, mark);
        }
    }
    results
}

/// The most attempts in flight in each step of the window, up to `now`.
fn load(picture: &Picture, scale: &Scale, now: f64) -> Vec<i32> {
    let steps = ((scale.held(now) - scale.left) / STEP).ceil().max(0.0) as usize;
    let step = |seconds: f64| ((scale.held(seconds) - scale.left) / STEP).floor() as usize;
    let mut changes = vec![0_i32; steps + 2];
    for span in picture.reads.iter().flat_map(|read| &read.spans) {
        if let Span::Attempt { from, until, .. } = span {
            let first = step(from.seconds()).min(steps);
            let last = step(until.seconds().min(now)).min(steps).max(first);
            changes[first] += 1;
            changes[last + 1] -= 1;
        }
    }
    let mut flying = 0;
    let total = |change: i32| {
        flying += change;
        flying
    };
    changes.into_iter().take(steps).map(total).collect()
}

fn histogram(board: &Board, load: &[i32], most: i32) -> Html {
    let (floor, high) = (board.floor(), board.depth - 2.0);
    let mut d = fill("M# #", &[board.left, floor]);
    let mut before = 0;
    for (index, &count) in load.iter().enumerate() {
        if count != before {
            let height = high * f64::from(count) / f64::from(most.max(1));
            d.push_str(&fill("H#V#", &[board.left + index as f64 * STEP, floor - height]));
            before = count;
        }
    }
    d.push_str(&fill("H#V#z", &[board.left + load.len() as f64 * STEP, floor]));
    group("k-stale", vec![tag("path", "fillf").set("d", d).done()])
}

/// What the plot below shows, right of the playhead where nothing is drawn yet.
fn load_label(board: &Board, scale: &Scale, now: f64, most: i32) -> Html {
    let x = scale.held(now) + 14.0;
    let long = fill("load: attempts in flight, # at most", &[f64::from(most)]);
    let choice = [long, "load: attempts in flight".to_owned(), "in flight".to_owned()];
    let Some(words) = choice.into_iter().find(|words| board.fits(words, false, board.right() - x - 4.0)) else {
        return Html::default();
    };
    let y = board.band + board.depth / 2.0 + board.size * 0.36;
    text((x, y), [board.text, "i2"], words).done()
}

fn label(picture: &Picture, scale: &Scale, now: f64, most: i32) -> String {
    fill(
        "Timeline of attempts, 0 to # s. Now # s, # attempts so far, at most # in flight at a time.",
        &[scale.to, now, picture.attempts as f64, f64::from(most)],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::retry::{Read, ReadOutcome};
    use crate::time::Instant;

    fn picture(spans: &[(u64, u64)]) -> Picture {
        let read = |&(from, until): &(u64, u64)| Read {
            number: 1,
            outcome: ReadOutcome::Running,
            started: Instant::from_millis(from),
            ended: None,
            attempts: 1,
            spans: vec![Span::Attempt {
                attempt: 1,
                from: Instant::from_millis(from),
                until: Instant::from_millis(until),
                failed: None,
            }],
        };
        Picture { reads: spans.iter().map(read).collect(), ..Picture::default() }
    }

    #[test]
    fn the_window_holds_the_run_in_nice_steps() {
        assert_eq!(length(&picture(&[(0, 300)]), 0.2), 5.0);
        assert_eq!(length(&picture(&[(0, 300)]), 5.1), 10.0);
        assert_eq!(length(&picture(&[(0, 12_000)]), 1.0), 20.0);
    }

    #[test]
    fn load_counts_attempts_in_flight_up_to_now() {
        let scale = Scale { from: 0.0, to: 10.0, left: 0.0, right: 300.0 };
        let load = load(&picture(&[(0, 1_000), (500, 2_000)]), &scale, 1.0);
        assert_eq!(load.len(), 10);
        assert_eq!((load[0], load[7]), (1, 2));
    }
}
