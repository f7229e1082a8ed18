//! Pure geometry: windows of time, round ticks, grids that fit, and how wide a text will be.

use crate::words::IN_MINUTES;

/// Lengths of the window, in seconds, up to a day.
const LENGTHS: [u32; 25] = [
    5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300, 450, 600, 900, 1_200, 1_800, 2_700, 3_600, 5_400, 7_200, 10_800,
    18_000, 28_800, 43_200, 86_400,
];

/// Between two ticks of a window of minutes or hours, in seconds.
const MINUTES: [f64; 16] = [
    5.0, 10.0, 20.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1_200.0, 1_800.0, 3_600.0, 7_200.0, 10_800.0, 14_400.0, 21_600.0,
    43_200.0,
];

/// A stretch of virtual time in seconds, laid over a stretch of the drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Scale {
    /// The first moment shown.
    pub(crate) from: f64,
    /// The last moment shown.
    pub(crate) to: f64,
    /// Where the first moment lies.
    pub(crate) left: f64,
    /// Where the last moment lies.
    pub(crate) right: f64,
}

impl Scale {
    /// The window of a whole run that is known up to `known` seconds: the next round length, at least `least`.
    pub(crate) fn whole(known: f64, least: f64, left: f64, right: f64) -> Self {
        let to = LENGTHS.into_iter().map(f64::from).find(|&length| length >= known.max(least)).unwrap_or(known);
        Self { from: 0.0, to, left, right }
    }

    /// Where a moment lies; moments outside the window lie outside the drawing.
    pub(crate) fn x(&self, seconds: f64) -> f64 {
        self.left + (seconds - self.from) * self.per_second()
    }

    /// Where a moment lies, held within the window.
    pub(crate) fn held(&self, seconds: f64) -> f64 {
        self.x(seconds.max(self.from).min(self.to))
    }

    /// Units a second.
    pub(crate) fn per_second(&self) -> f64 {
        (self.right - self.left) / (self.to - self.from).max(1e-9)
    }

    /// Round moments within the window, at least `apart` units from each other.
    pub(crate) fn ticks(&self, apart: f64) -> Vec<f64> {
        let least = apart / self.per_second();
        // Where times are read in minutes, ticks are at round ones.
        let step = if self.to < IN_MINUTES {
            nice(least)
        } else {
            MINUTES.into_iter().find(|&step| step >= least).unwrap_or(86_400.0)
        };
        let first = (self.from / step - 1e-9).ceil();
        let count = ((self.to / step + 1e-9).floor() - first).max(0.0) as usize;
        (0..=count.min(60)).map(|index| (first + index as f64) * step).collect()
    }
}

/// The smallest round number that is at least `least`: 1, 2 or 5 times a power of ten.
pub(crate) fn nice(least: f64) -> f64 {
    let mut power = 1e-3;
    while power < 1e9 {
        for factor in [1.0, 2.0, 5.0] {
            if power * factor >= least * (1.0 - 1e-9) {
                return power * factor;
            }
        }
        power *= 10.0;
    }
    power
}

/// About how wide a text is set in `size`; a little more than in the common system fonts, so what fits by it fits.
pub(crate) fn text_width(text: &str, size: f64, bold: bool) -> f64 {
    let em = if bold { 0.6 } else { 0.54 };
    text.chars().count() as f64 * size * em
}

/// Squares in rows, as large as an area allows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Grid {
    /// From one square's middle to the next.
    pub(crate) pitch: f64,
    /// Squares in a full row.
    pub(crate) columns: usize,
    /// Rows.
    pub(crate) rows: usize,
}

impl Grid {
    /// A grid of `count` squares in an area, with a pitch of at most `most`.
    pub(crate) fn fitting(count: usize, width: f64, height: f64, most: f64) -> Self {
        let count = count.max(1);
        let mut best = Self { pitch: 0.0, columns: count, rows: 1 };
        for rows in 1..=count {
            let columns = count.div_ceil(rows);
            let pitch = (width / columns as f64).min(height / rows as f64).min(most);
            if pitch > best.pitch + 1e-9 {
                best = Self { pitch, columns, rows };
            }
            if height / (rows as f64) < best.pitch {
                break;
            }
        }
        best
    }

    /// The middle of a square, when the grid is centred on a point.
    pub(crate) fn place(&self, index: usize, (x, y): (f64, f64)) -> (f64, f64) {
        let (column, row) = ((index % self.columns) as f64, (index / self.columns) as f64);
        let across = (self.columns - 1) as f64 / 2.0;
        let down = (self.rows - 1) as f64 / 2.0;
        (x + (column - across) * self.pitch, y + (row - down) * self.pitch)
    }
}

/// The point at a part of the way along straight lines.
pub(crate) fn along(points: &[(f64, f64)], part: f64) -> (f64, f64) {
    let length = |pair: &[(f64, f64)]| {
        let (across, down) = (pair[1].0 - pair[0].0, pair[1].1 - pair[0].1);
        (across * across + down * down).sqrt()
    };
    let mut rest = points.windows(2).map(length).sum::<f64>() * part.clamp(0.0, 1.0);
    for pair in points.windows(2) {
        let this = length(pair);
        if rest <= this && this > 0.0 {
            let t = rest / this;
            return (pair[0].0 + (pair[1].0 - pair[0].0) * t, pair[0].1 + (pair[1].1 - pair[0].1) * t);
        }
        rest -= this;
    }
    points.last().copied().unwrap_or_default()
}

/// The point at a part of a cubic Bézier curve.
pub(crate) fn on_curve(points: [(f64, f64); 4], part: f64) -> (f64, f64) {
    let (t, s) = (part, 1.0 - part);
    let weights = [s * s * s, 3.0 * s * s * t, 3.0 * s * t * t, t * t * t];
    let sum =
        |pick: fn((f64, f64)) -> f64| points.iter().zip(weights).map(|(&point, weight)| pick(point) * weight).sum();
    (sum(|point| point.0), sum(|point| point.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_holds_the_whole_run_in_round_lengths() {
        let window = |known| Scale::whole(known, 20.0, 0.0, 200.0);
        assert_eq!((window(12.0).from, window(12.0).to), (0.0, 20.0));
        assert_eq!((window(20.0).to, window(20.1).to, window(3_000.0).to), (20.0, 30.0, 3_600.0));
        assert_eq!(window(12.0).x(12.0), 120.0);
        assert_eq!(window(86_400.0).held(100_000.0), 200.0);
    }

    #[test]
    fn ticks_are_round_and_inside() {
        let scale = Scale { from: 82.0, to: 102.0, left: 20.0, right: 900.0 };
        assert_eq!(scale.ticks(60.0), [82.0, 84.0, 86.0, 88.0, 90.0, 92.0, 94.0, 96.0, 98.0, 100.0, 102.0]);
        assert_eq!(Scale::whole(0.0, 60.0, 0.0, 900.0).ticks(80.0), [0.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0]);
        assert_eq!(Scale::whole(0.0, 150.0, 0.0, 900.0).ticks(64.0).last(), Some(&180.0));
        assert_eq!(Scale::whole(0.0, 3_600.0, 0.0, 900.0).ticks(64.0)[..3], [0.0, 300.0, 600.0]);
        assert_eq!(nice(0.3), 0.5);
        assert_eq!(nice(5.0), 5.0);
        assert_eq!(nice(5.1), 10.0);
    }

    #[test]
    fn a_grid_keeps_within_its_area() {
        for (count, width, height) in [(1, 262.0, 26.0), (10, 262.0, 26.0), (20, 114.0, 36.0), (200, 262.0, 26.0)] {
            let grid = Grid::fitting(count, width, height, 24.0);
            assert!(grid.columns * grid.rows >= count);
            assert!(grid.pitch * grid.columns as f64 <= width + 1e-6 && grid.pitch * grid.rows as f64 <= height + 1e-6);
        }
        assert_eq!(Grid::fitting(10, 262.0, 26.0, 24.0).rows, 1);
        assert!(Grid::fitting(200, 262.0, 26.0, 24.0).pitch > 5.0);
        let row = Grid::fitting(3, 262.0, 26.0, 24.0);
        assert_eq!(row.place(1, (100.0, 50.0)), (100.0, 50.0));
        assert_eq!(row.place(0, (100.0, 50.0)), (76.0, 50.0));
    }

    #[test]
    fn ways_are_walked_at_an_even_pace() {
        let way = [(0.0, 0.0), (100.0, 0.0), (100.0, 50.0)];
        assert_eq!(along(&way, 0.0), (0.0, 0.0));
        assert_eq!(along(&way, 0.5), (75.0, 0.0));
        assert_eq!(along(&way, 1.0), (100.0, 50.0));
        assert_eq!(along(&[], 0.5), (0.0, 0.0));
        let curve = [(0.0, 0.0), (0.0, 10.0), (10.0, 10.0), (10.0, 0.0)];
        assert_eq!(on_curve(curve, 0.5), (5.0, 7.5));
        assert_eq!(on_curve(curve, 1.0), (10.0, 0.0));
    }

    #[test]
    fn text_is_taken_to_be_wide() {
        assert!(text_width("Half-open", 12.0, true) > 60.0);
        assert!(text_width("Half-open", 12.0, false) < text_width("Half-open", 12.0, true));
    }
}
