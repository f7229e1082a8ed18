//! A lab's load on its timeline: how many attempts are in flight at a time.

use yew::Html;

use super::board::Board;
use super::draw::{Point, fill, group, text};
use super::scale::Scale;
use crate::app::component::tag::{row, tag};
use crate::play::picture::Attempts;
use crate::text::page::timeline as text;

/// The width of a step of the load plot.
const STEP: f64 = 3.0;

/// The load right of `from` and up to `until`, and if wanted what it shows, where there is room for the words.
pub(crate) fn draw(board: &Board, scale: &Scale, attempts: Attempts<'_>, (from, until): Point, words: bool) -> Html {
    let mut load = load(attempts, scale, until);
    // Two futures are measured by the same scale: that of their common past.
    let most = load.iter().copied().max().unwrap_or(0);
    load.iter_mut().take(((from - board.left) / STEP) as usize).for_each(|count| *count = 0);
    let label = if words { load_label(board, scale, until, most) } else { Html::default() };
    row(vec![histogram(board, &load, most), label])
}

/// The most attempts in flight in each step of the window, up to `now`.
fn load(attempts: Attempts<'_>, scale: &Scale, now: f64) -> Vec<i32> {
    let steps = ((scale.held(now) - scale.left) / STEP).ceil().max(0.0) as usize;
    let step = |seconds: f64| ((scale.held(seconds) - scale.left) / STEP).floor() as usize;
    let mut changes = vec![0_i32; steps + 2];
    for (from, until) in attempts {
        let first = step(from.seconds()).min(steps);
        let last = step(until.seconds().min(now)).min(steps).max(first);
        changes[first] += 1;
        changes[last + 1] -= 1;
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
    group("k-stale").children(vec![tag("path", "fillf").attr("d", d).html()]).html()
}

/// What the plot below shows, right of the playhead where nothing is drawn yet.
fn load_label(board: &Board, scale: &Scale, now: f64, most: i32) -> Html {
    let x = scale.held(now) + 14.0;
    let long = text::load_at_most(most);
    let choice = [long, text::LOAD.to_owned(), text::IN_FLIGHT.to_owned()];
    let Some(words) = choice.into_iter().find(|words| board.fits(words, false, board.right() - x - 4.0)) else {
        return Html::default();
    };
    let y = board.band + board.depth / 2.0 + board.size * 0.36;
    text([board.text, "i2"].join(" "), (x, y)).text(words).html()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Instant;

    #[test]
    fn load_counts_attempts_in_flight_up_to_now() {
        let scale = Scale { from: 0.0, to: 10.0, left: 0.0, right: 300.0 };
        let attempts =
            [(0, 1_000), (500, 2_000)].map(|(from, until)| (Instant::from_millis(from), Instant::from_millis(until)));
        let load = load(Box::new(attempts.into_iter()), &scale, 1.0);
        assert_eq!(load.len(), 10);
        assert_eq!((load[0], load[7]), (1, 2));
    }
}
