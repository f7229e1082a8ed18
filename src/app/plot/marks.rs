//! Marks on a timeline: one glyph each while there is room, rows of small signs when it gets narrow, then counts.
//!
//! Whatever their number, they cost a few dozen nodes: rows and counts are one path a kind.

use yew::Html;

use super::pen::{fill, group, path, text};
use super::scale::Scale;
use super::timeline::Board;
use crate::app::component::glyph::{Glyph, glyph};
use crate::app::component::tag::{row, tag};

/// Marks within so many units may stand together as one glyph with a number.
const ROOMY: f64 = 12.0;
/// Marks at least this far apart get a sign in a row each.
const NARROW: f64 = 4.0;
/// The most glyphs or groups of glyphs.
const MOST: usize = 72;
/// The width of a bucket in which marks are counted.
const BUCKET: f64 = 5.0;

/// Something that happened: when, in seconds, and its kind's index.
pub(crate) type Mark = (f64, usize);

/// How marks are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// A glyph each, and a number where several of a kind stand together.
    Glyphs,
    /// One row a kind: its place says what its shape is too small to say.
    Rows,
    /// One row a kind, with a bar for the number in each bucket of time.
    Counts,
}

/// The style that suits marks at these places, which are in order.
pub(crate) fn style(board: &Board, scale: &Scale, marks: &[Mark]) -> Style {
    let places: Vec<(f64, usize)> = marks.iter().map(|&(at, kind)| (scale.x(at), kind)).collect();
    let kinds = marks.iter().map(|mark| mark.1 + 1).max().unwrap_or(0);
    let clusters = clustered(&places, kinds, board);
    let wide = clusters.iter().filter(|cluster| cluster.last - cluster.from > ROOMY).count();
    if wide * 6 <= clusters.len() && clusters.len() <= MOST {
        return Style::Glyphs;
    }
    // Of the gaps between different moments, most must leave room for a sign.
    let (mut together, mut narrow, mut apart) = (0, 0, 0);
    for pair in places.windows(2) {
        match pair[1].0 - pair[0].0 {
            gap if gap <= 2.0 => together += 1,
            gap if gap < NARROW => narrow += 1,
            _ => apart += 1,
        }
    }
    if together * 10 > places.len() || narrow * 4 > apart { Style::Counts } else { Style::Rows }
}

/// The marks of a board, in the style given. Those drawn as glyphs are in order.
pub(crate) fn draw(board: &Board, scale: &Scale, kinds: &[Glyph], marks: &[Mark], style: Style) -> Html {
    if style == Style::Glyphs {
        return clusters(board, scale, kinds, marks);
    }
    let counted = Counted::new(scale, kinds.len(), if style == Style::Counts { marks } else { &[] });
    let mut parts = Vec::new();
    for (kind, &shape) in kinds.iter().enumerate() {
        // One row a kind, each with its glyph at the left edge.
        let y = board.marks * (kind as f64 + 0.5) / kinds.len() as f64;
        parts.push(glyph(shape, board.left * 0.36, y, board.marks / 3.0 + 0.6));
        parts.push(path("lane", "M# #H#", &[board.left, y, board.right()]).done());
        parts.push(match style {
            Style::Counts => counted.bars(board, scale, shape, kind, y),
            Style::Rows | Style::Glyphs => signs(board, scale, shape, marks, kind, y),
        });
    }
    row(parts)
}

/// Marks that stand together.
#[derive(Clone, Debug, PartialEq)]
struct Cluster {
    from: f64,
    last: f64,
    counts: Vec<usize>,
}

impl Cluster {
    /// How wide it is drawn.
    fn width(&self, board: &Board) -> f64 {
        let digits = |count: usize| if count > 1 { number_width(board, count) } else { 0.0 };
        self.counts.iter().filter(|count| **count > 0).map(|&count| board.glyph + 2.0 + digits(count)).sum()
    }

    /// Where it is drawn from: a single mark is centred on its moment, several begin with the first.
    fn start(&self, board: &Board) -> f64 {
        self.from - board.glyph / 2.0
    }
}

/// How wide the number beside a glyph is.
fn number_width(board: &Board, count: usize) -> f64 {
    2.0 + count.to_string().len() as f64 * board.size * 0.6
}

/// Puts marks together that would overlap. `places` are in order.
fn clustered(places: &[(f64, usize)], kinds: usize, board: &Board) -> Vec<Cluster> {
    let mut clusters: Vec<Cluster> = Vec::new();
    for &(x, kind) in places {
        let mut counts = vec![0; kinds];
        counts[kind] += 1;
        let mut new = Cluster { from: x, last: x, counts };
        while let Some(previous) = clusters.last() {
            if new.start(board) >= previous.start(board) + previous.width(board) - 3.0 {
                break;
            }
            let counts = previous.counts.iter().zip(&new.counts).map(|(a, b)| a + b).collect();
            new = Cluster { from: previous.from, last: new.last, counts };
            clusters.pop();
        }
        clusters.push(new);
    }
    clusters
}

fn clusters(board: &Board, scale: &Scale, kinds: &[Glyph], marks: &[Mark]) -> Html {
    let (side, size) = (board.glyph, board.size);
    let places: Vec<(f64, usize)> = marks.iter().map(|&(at, kind)| (scale.x(at), kind)).collect();
    let y = board.marks / 2.0 + 0.5;
    let mut parts = Vec::new();
    for cluster in clustered(&places, kinds.len(), board) {
        let mut x = cluster.start(board).max(0.0).min(board.width);
        for (&kind, &count) in kinds.iter().zip(&cluster.counts).filter(|(_, count)| **count > 0) {
            parts.push(glyph(kind, x + side / 2.0, y, side));
            x += side + 2.0;
            if count > 1 {
                parts.push(text((x, y + size * 0.36), [board.text, "b"], fill("#", &[count as f64])).done());
                x += number_width(board, count);
            }
        }
    }
    row(parts)
}

/// A kind's marks as small signs: discs, blocks, combs, triangles.
fn signs(board: &Board, scale: &Scale, shape: Glyph, marks: &[Mark], kind: usize, y: f64) -> Html {
    let high = board.marks / 3.0;
    let (class, width, template, up) = match shape {
        Glyph::Success => ("sf", high * 0.66, "M# #h0", 0.0),
        Glyph::Degraded => ("fillf", 0.0, "M# #l# #h-#z", high * 0.4),
        Glyph::Failure => ("sf butt", 3.6, "M# #v#", high * 0.38),
        _ => ("sf butt", 1.7, "M# #v#", high * 0.38),
    };
    let mut d = String::new();
    for mark in marks.iter().filter(|mark| mark.1 == kind) {
        let x = scale.x(mark.0);
        let numbers = match shape {
            Glyph::Degraded => [x, y - up, high * 0.42, high * 0.8, high * 0.84],
            _ => [x, y - up, up * 2.0, 0.0, 0.0],
        };
        d.push_str(&fill(template, &numbers));
    }
    group(shape.tone(), vec![tag("path", class).set("d", d).at("stroke-width", width).done()])
}

/// How many marks of each kind are in each bucket. Buckets are fixed in time, so they do not flicker as the window moves.
struct Counted {
    /// The first bucket's number since the run's start, and a bucket's length in seconds.
    first: f64,
    length: f64,
    kinds: usize,
    /// The counts, kind by kind, bucket by bucket.
    counts: Vec<u32>,
}

impl Counted {
    fn new(scale: &Scale, kinds: usize, marks: &[Mark]) -> Self {
        let length = BUCKET / scale.per_second();
        let first = (scale.from / length).floor();
        let buckets = ((scale.to - scale.from) / length).ceil() as usize + 2;
        let mut counts = vec![0; buckets * kinds];
        for &(at, kind) in marks {
            let bucket = (at / length).floor() - first;
            if let Some(count) = counts.get_mut(bucket.max(0.0) as usize * kinds + kind) {
                *count += 1;
            }
        }
        Self { first, length, kinds, counts }
    }

    /// A kind's marks as bars, the highest for the most of any kind. Heights grow with the root of the number, or one
    /// burst would make all others invisible.
    fn bars(&self, board: &Board, scale: &Scale, shape: Glyph, kind: usize, y: f64) -> Html {
        let high = board.marks / self.kinds as f64 - 1.0;
        let most = f64::from(self.counts.iter().copied().max().unwrap_or(1).max(1));
        let mut d = String::new();
        for (bucket, &count) in self.counts.iter().skip(kind).step_by(self.kinds).enumerate() {
            if count > 0 {
                let x =
                    scale.x((self.first + bucket as f64 + 0.5) * self.length).max(board.left + 2.0).min(board.right());
                let height = (high * (f64::from(count) / most).sqrt()).max(1.5);
                d.push_str(&fill("M# #v#", &[x, y + high / 2.0, -height]));
            }
        }
        group(shape.tone(), vec![tag("path", "sf butt").set("d", d).is("stroke-width", "4").done()])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::stage::Drawing;

    #[test]
    fn the_style_follows_the_room_between_marks() {
        let board = Board::of(Drawing::Wide, 936.0);
        let scale = Scale { from: 0.0, to: 888.0, left: 20.0, right: 908.0 };
        let every =
            |pitch: f64| (0..40).map(|index| (f64::from(index) * pitch, index as usize % 3)).collect::<Vec<Mark>>();
        assert_eq!(style(&board, &scale, &every(22.0)), Style::Glyphs);
        assert_eq!(style(&board, &scale, &every(6.0)), Style::Rows);
        assert_eq!(style(&board, &scale, &every(3.0)), Style::Counts);
        assert_eq!(style(&board, &scale, &[]), Style::Glyphs);
        // Eight callers at the same instants: a glyph with a number each, while there is room for it.
        let together = |pitch: f64| (0..80).map(|index| (f64::from(index / 8) * pitch, 0)).collect::<Vec<Mark>>();
        assert_eq!(style(&board, &scale, &together(40.0)), Style::Glyphs);
        assert_eq!(style(&board, &scale, &together(10.0)), Style::Counts);
    }

    #[test]
    fn what_would_overlap_stands_together_with_a_number() {
        let board = Board::of(Drawing::Wide, 936.0);
        assert_eq!(clustered(&[(10.0, 0), (40.0, 1)], 2, &board).len(), 2);
        let close = clustered(&[(10.0, 0), (10.0, 0), (12.0, 1)], 2, &board);
        assert_eq!(close.len(), 1);
        assert_eq!(close[0].counts, [2, 1]);
    }

    #[test]
    fn every_mark_is_in_one_bucket() {
        let scale = Scale::rolling(50.0, 20.0, 20.0, 900.0);
        let marks: Vec<Mark> = (0..500).map(|index| (32.0 + f64::from(index) * 0.036, index as usize % 3)).collect();
        let counted = Counted::new(&scale, 3, &marks);
        let total: u32 = counted.counts.iter().sum();
        let second: u32 = counted.counts.iter().skip(1).step_by(3).sum();
        assert_eq!((total, second), (500, 167));
    }
}
