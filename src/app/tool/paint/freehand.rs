//! A line drawn by hand, and the few strokes that say the same.

use super::{step, tidy};
use crate::order::sort;
use crate::sim::paint::{Stroke, Track};
use crate::time::Instant;

/// The most strokes of one line; a livelier one is told more coarsely.
pub(super) const MOST: usize = 12;

/// A line under the hand: one value a cell of time, without gaps.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Freehand {
    /// The track that it is drawn on.
    pub(crate) track: Track,
    /// The length of a cell in milliseconds.
    grid: u64,
    /// The first cell, and the one that the hand is over.
    first: u64,
    last: u64,
    values: Vec<f64>,
}

impl Freehand {
    /// The hand went down at a moment, in milliseconds, and at a value.
    pub(super) fn new(track: Track, grid: u64, (at, value): (u64, f64)) -> Self {
        let cell = at / grid;
        Self { track, grid, first: cell, last: cell, values: vec![snapped(track, value)] }
    }

    /// The hand went to a moment and a value, in a straight line.
    pub(super) fn go(&mut self, (at, value): (u64, f64)) {
        let (cell, value) = (at / self.grid, snapped(self.track, value));
        let Some(&held) = self.values.get((self.last - self.first) as usize) else { return };
        if cell < self.first {
            let missing = (self.first - cell) as usize;
            self.values.splice(0..0, core::iter::repeat_n(value, missing));
            self.first = cell;
        }
        let needed = (cell - self.first) as usize + 1;
        if needed > self.values.len() {
            self.values.resize(needed, value);
        }
        let (from, to) = (self.last.min(cell), self.last.max(cell));
        for between in from..=to {
            let part = if from == to { 1.0 } else { between.abs_diff(self.last) as f64 / (to - from) as f64 };
            if let Some(place) = self.values.get_mut((between - self.first) as usize) {
                *place = snapped(self.track, held + (value - held) * part);
            }
        }
        self.last = cell;
    }

    /// The span that it covers, in milliseconds.
    pub(super) fn span(&self) -> (u64, u64) {
        (self.first * self.grid, (self.first + self.values.len() as u64) * self.grid)
    }

    /// Its cells: from, to, in seconds, and the value.
    pub(super) fn cells(&self) -> impl Iterator<Item = (f64, f64, f64)> {
        let seconds = |cell: u64| (cell * self.grid) as f64 / 1e3;
        (self.first..).zip(&self.values).map(move |(cell, value)| (seconds(cell), seconds(cell + 1), *value))
    }

    /// The values at its ends.
    pub(super) fn ends(&self) -> (f64, f64) {
        let end = |value: Option<&f64>| value.copied().unwrap_or_default();
        (end(self.values.first()), end(self.values.last()))
    }

    /// The value under the hand.
    pub(super) fn value(&self) -> f64 {
        self.values.get((self.last - self.first) as usize).copied().unwrap_or_default()
    }

    /// The strokes that say the same, this many at most: levels where the hand was about level, slopes elsewhere.
    pub(super) fn strokes(&self, most: usize) -> Vec<Stroke> {
        let mut slack = step(self.track.what);
        let mut pieces = pieces(&self.values, slack);
        while pieces.len() > most {
            slack *= 2.0;
            pieces = self::pieces(&self.values, slack);
        }
        let at = |cell: usize| Instant::from_millis((self.first + cell as u64) * self.grid);
        let stroke = |piece: &Piece| {
            let (from, to) = piece.cells;
            Stroke::new(self.track, (at(from), at(to)), piece.values).ok()
        };
        pieces.iter().filter_map(stroke).collect()
    }
}

/// A value on the grid of what is drawn by hand.
fn snapped(track: Track, value: f64) -> f64 {
    let step = step(track.what);
    tidy((value / step).round() * step).max(0.0).min(track.what.most())
}

/// A stretch of cells, the first and the one behind the last, with the values at its ends.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Piece {
    cells: (usize, usize),
    values: (f64, f64),
}

/// Levels that miss no cell's value by more than `slack`, and slopes by no more than twice that, each as long as it can
/// be.
fn pieces(values: &[f64], slack: f64) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = values;
    let mut from = 0;
    while !rest.is_empty() {
        let (level, value) = level(rest, slack);
        // A slope is drawn less surely than a level, and its values lie on a grid.
        let slope = slope(rest, 2.0 * slack);
        let (length, ends) = match (rest.first(), rest.get(slope - 1)) {
            (Some(&start), Some(&end)) if slope > level => (slope, (start, end)),
            _ => (level, (value, value)),
        };
        pieces.push(Piece { cells: (from, from + length), values: ends });
        from += length;
        rest = &rest[length..];
    }
    pieces
}

/// How many cells lie within `slack` of each other, at least one, and the middle one of their values.
fn level(values: &[f64], slack: f64) -> (usize, f64) {
    let (mut least, mut most) = (f64::INFINITY, f64::NEG_INFINITY);
    let within = |value: &&f64| {
        (least, most) = (least.min(**value), most.max(**value));
        most - least <= slack + 1e-9
    };
    let mut level: Vec<f64> = values.iter().take_while(within).copied().collect();
    sort(&mut level, |one, other| one < other);
    (level.len().max(1), level.get(level.len() / 2).copied().unwrap_or_default())
}

/// How many cells lie within `slack` of a straight line from the first to the last of them, at least one.
fn slope(values: &[f64], slack: f64) -> usize {
    let fits = |length: &usize| {
        let (Some(start), Some(end)) = (values.first(), values.get(length - 1)) else { return false };
        let rise = (end - start) / (length - 1).max(1) as f64;
        let on_line = |(cell, value): (usize, &f64)| (start + rise * cell as f64 - value).abs() <= slack + 1e-9;
        values.iter().take(*length).enumerate().all(on_line)
    };
    (1..=values.len()).rev().find(fits).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::paint::What;

    const TRACK: Track = Track { service: 1, what: What::Failure };

    fn drawn(points: &[(u64, f64)]) -> Vec<(u64, u64, f64, f64)> {
        let mut line = Freehand::new(TRACK, 500, points[0]);
        for &point in &points[1..] {
            line.go(point);
        }
        let dispatch = |stroke: &Stroke| (stroke.from().millis(), stroke.to().millis(), stroke.start(), stroke.end());
        line.strokes(MOST).iter().map(dispatch).collect()
    }

    #[test]
    fn a_press_paints_one_cell_and_a_level_hand_one_stroke() {
        assert_eq!(drawn(&[(2_700, 0.52)]), [(2_500, 3_000, 0.5, 0.5)]);
        assert_eq!(drawn(&[(2_000, 0.8), (6_900, 0.8)]), [(2_000, 7_000, 0.8, 0.8)]);
        // A hand trembles.
        let wobble: Vec<_> = (4..14).map(|cell| (cell * 500, if cell % 3 == 0 { 0.84 } else { 0.79 })).collect();
        assert_eq!(drawn(&wobble), [(2_000, 7_000, 0.8, 0.8)]);
    }

    #[test]
    fn a_slope_is_one_stroke_in_either_direction() {
        assert_eq!(drawn(&[(0, 0.0), (10_000, 1.0)]), [(0, 10_500, 0.0, 1.0)]);
        assert_eq!(drawn(&[(10_000, 1.0), (0, 0.0)]), [(0, 10_500, 0.0, 1.0)]);
        // A browser tells of a hand a few times on its way, in whole pixels.
        let told = [(8_100, 1.0), (8_800, 0.88), (9_600, 0.76), (10_300, 0.61), (11_700, 0.38), (13_900, 0.0)];
        assert_eq!(drawn(&told), [(8_000, 14_000, 1.0, 0.0)]);
        let steps: Vec<_> = (0..=10).map(|n| (n * 1_000, n as f64 / 10.0)).collect();
        assert_eq!(drawn(&steps), [(0, 10_500, 0.0, 1.0)]);
    }

    #[test]
    fn going_back_draws_over_what_was_drawn() {
        let back = drawn(&[(0, 1.0), (10_000, 1.0), (10_000, 0.0), (5_000, 0.0)]);
        assert_eq!(back, [(0, 5_000, 1.0, 1.0), (5_000, 10_500, 0.0, 0.0)]);
    }

    #[test]
    fn a_lively_line_is_told_in_few_strokes() {
        let lively: Vec<_> = (0..80_u64).map(|n| (n * 500, ((n * 37) % 21) as f64 / 20.0)).collect();
        let strokes = drawn(&lively);
        assert!(strokes.len() <= MOST && !strokes.is_empty(), "{}", strokes.len());
        assert!(strokes.windows(2).all(|pair| pair[0].1 == pair[1].0), "without gaps");
        assert_eq!((strokes[0].0, strokes[strokes.len() - 1].1), (0, 40_000));
    }
}
