//! Marks on a timeline: one glyph each while there is room, rows of small signs when it gets narrow, then counts.
//!
//! Whatever their number, they cost a few dozen nodes: rows and counts are one path a kind.

use yew::Html;

use super::board::Board;
use super::draw::{fill, group, path, text};
use crate::app::component::glyph::{Glyph, glyph};
use crate::app::component::tag::{row, tag};

/// Marks within this many units may stand together as one glyph with a number.
const ROOMY: f64 = 12.0;
/// Marks at least this far apart get a sign in a row each.
const NARROW: f64 = 4.0;
/// The most glyphs or groups of glyphs.
const MOST: usize = 72;
/// What is left free behind a number.
const APART: f64 = 7.0;
/// The width of a bucket in which marks are counted.
const BUCKET: f64 = 5.0;

/// Things that happened together: where they lie, their kind's index, and how many they are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Mark {
    pub(crate) x: f64,
    pub(crate) kind: usize,
    pub(crate) count: usize,
}

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

/// The style that suits marks, which are in order.
pub(crate) fn style(board: &Board, marks: &[Mark]) -> Style {
    let kinds = marks.iter().map(|mark| mark.kind + 1).max().unwrap_or(0);
    let clusters = clustered(marks, kinds, board);
    let wide = clusters.iter().filter(|cluster| cluster.last - cluster.from > ROOMY).count();
    if wide * 6 <= clusters.len() && clusters.len() <= MOST {
        return Style::Glyphs;
    }
    // Of the gaps between different moments, most must leave room for a sign.
    let (mut together, mut narrow, mut apart) = (0, 0, 0);
    for pair in marks.windows(2) {
        match pair[1].x - pair[0].x {
            gap if gap <= 2.0 => together += 1,
            gap if gap < NARROW => narrow += 1,
            _ => apart += 1,
        }
    }
    if together * 10 > marks.len() || narrow * 4 > apart { Style::Counts } else { Style::Rows }
}

/// The marks of a board, in the style given. Those drawn as glyphs are in order.
pub(crate) fn draw(board: &Board, kinds: &[Glyph], marks: &[Mark], style: Style) -> Html {
    if style == Style::Glyphs {
        return clusters(board, kinds, marks);
    }
    let counted = Counted::new(board, kinds.len(), if style == Style::Counts { marks } else { &[] });
    let mut parts = Vec::new();
    for (kind, &shape) in kinds.iter().enumerate() {
        // One row a kind, each with its glyph at the left edge.
        let y = board.marks * (kind as f64 + 0.5) / kinds.len() as f64;
        parts.push(glyph(shape, board.left * 0.36, y, board.marks / kinds.len().max(3) as f64 + 0.6));
        parts.push(path("lane", "M# #H#", &[board.left, y, board.right()]).html());
        parts.push(match style {
            Style::Counts => counted.bars(board, shape, kind, y),
            Style::Rows | Style::Glyphs => signs(board, shape, marks, kind, y),
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
        // A number that touches the next glyph would read as that one's.
        let digits = |count: usize| if count > 1 { number_width(board, count) + APART } else { 0.0 };
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

/// Puts marks together that would overlap; they are in order.
fn clustered(marks: &[Mark], kinds: usize, board: &Board) -> Vec<Cluster> {
    let mut clusters: Vec<Cluster> = Vec::new();
    for &Mark { x, kind, count } in marks {
        let mut counts = vec![0; kinds];
        counts[kind] += count;
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

fn clusters(board: &Board, kinds: &[Glyph], marks: &[Mark]) -> Html {
    let (side, size) = (board.glyph, board.size);
    let y = board.marks / 2.0 + 0.5;
    let mut parts = Vec::new();
    for cluster in clustered(marks, kinds.len(), board) {
        let mut x = cluster.start(board).max(0.0).min(board.width);
        for (&kind, &count) in kinds.iter().zip(&cluster.counts).filter(|(_, count)| **count > 0) {
            parts.push(glyph(kind, x + side / 2.0, y, side));
            x += side + 2.0;
            if count > 1 {
                parts.push(text([board.text, "b"].join(" "), (x, y + size * 0.36)).text(count.to_string()).html());
                x += number_width(board, count);
            }
        }
    }
    row(parts)
}

/// A kind's marks as small signs: discs, blocks, combs, triangles.
fn signs(board: &Board, shape: Glyph, marks: &[Mark], kind: usize, y: f64) -> Html {
    let high = board.marks / 3.0;
    let (class, width, template, up) = match shape {
        Glyph::Success => ("sf", high * 0.66, "M# #h0", 0.0),
        Glyph::Degraded => ("fillf", 0.0, "M# #l# #h-#z", high * 0.4),
        Glyph::Failure => ("sf butt", 3.6, "M# #v#", high * 0.38),
        _ => ("sf butt", 1.7, "M# #v#", high * 0.38),
    };
    let mut d = String::new();
    for mark in marks.iter().filter(|mark| mark.kind == kind) {
        let x = mark.x;
        let numbers = match shape {
            Glyph::Degraded => [x, y - up, high * 0.42, high * 0.8, high * 0.84],
            _ => [x, y - up, up * 2.0, 0.0, 0.0],
        };
        d.push_str(&fill(template, &numbers));
    }
    group(shape.tone()).children(vec![tag("path", class).attr("d", d).attr_num("stroke-width", width).html()]).html()
}

/// How many marks of each kind are in each bucket.
struct Counted {
    left: f64,
    kinds: usize,
    /// The counts, bucket by bucket, kind by kind.
    counts: Vec<usize>,
}

impl Counted {
    fn new(board: &Board, kinds: usize, marks: &[Mark]) -> Self {
        let buckets = ((board.right() - board.left) / BUCKET).ceil() as usize + 1;
        let mut counts = vec![0; buckets * kinds];
        for mark in marks {
            let bucket = ((mark.x - board.left) / BUCKET).max(0.0) as usize;
            if let Some(count) = counts.get_mut(bucket * kinds + mark.kind) {
                *count += mark.count;
            }
        }
        Self { left: board.left, kinds, counts }
    }

    /// A kind's marks as bars, the highest for the most of any kind. Heights grow with the root of the number, or one
    /// burst would make all others invisible.
    fn bars(&self, board: &Board, shape: Glyph, kind: usize, y: f64) -> Html {
        let high = board.marks / self.kinds as f64 - 1.0;
        let most = self.counts.iter().copied().max().unwrap_or(1).max(1) as f64;
        let mut d = String::new();
        for (bucket, &count) in self.counts.iter().skip(kind).step_by(self.kinds).enumerate() {
            if count > 0 {
                let x = self.left + (bucket as f64 + 0.5) * BUCKET;
                let height = (high * (count as f64 / most).sqrt()).max(1.5);
                d.push_str(&fill("M# #v#", &[x, y + high / 2.0, -height]));
            }
        }
        group(shape.tone()).children(vec![tag("path", "sf butt").attr("d", d).attr("stroke-width", "4").html()]).html()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::stage::Drawing;

    fn one(x: f64, kind: usize) -> Mark {
        Mark { x, kind, count: 1 }
    }

    #[test]
    fn the_style_follows_the_room_between_marks() {
        let board = Board::of(Drawing::Wide, 936.0);
        let every = |pitch: f64| {
            (0..40).map(|index| one(20.0 + f64::from(index) * pitch, index as usize % 3)).collect::<Vec<Mark>>()
        };
        assert_eq!(style(&board, &every(22.0)), Style::Glyphs);
        assert_eq!(style(&board, &every(6.0)), Style::Rows);
        assert_eq!(style(&board, &every(3.0)), Style::Counts);
        assert_eq!(style(&board, &[]), Style::Glyphs);
        // Eight callers at the same instants: a glyph with a number each, while there is room for it.
        let together =
            |pitch: f64| (0..80).map(|index| one(20.0 + f64::from(index / 8) * pitch, 0)).collect::<Vec<Mark>>();
        assert_eq!(style(&board, &together(40.0)), Style::Glyphs);
        assert_eq!(style(&board, &together(10.0)), Style::Counts);
    }

    #[test]
    fn what_would_overlap_stands_together_with_a_number() {
        let board = Board::of(Drawing::Wide, 936.0);
        assert_eq!(clustered(&[one(10.0, 0), one(40.0, 1)], 2, &board).len(), 2);
        let close = clustered(&[one(10.0, 0), one(10.0, 0), one(12.0, 1)], 2, &board);
        assert_eq!(close.len(), 1);
        assert_eq!(close[0].counts, [2, 1]);
    }

    #[test]
    fn every_mark_is_in_one_bucket() {
        let board = Board::of(Drawing::Wide, 936.0);
        let marks: Vec<Mark> = (0..500)
            .map(|index| Mark { x: board.left + f64::from(index) * 1.7, kind: index as usize % 3, count: 2 })
            .collect();
        let counted = Counted::new(&board, 3, &marks);
        let total: usize = counted.counts.iter().sum();
        let second: usize = counted.counts.iter().skip(1).step_by(3).sum();
        assert_eq!((total, second), (1_000, 334));
    }
}
