//! Marks on a timeline: one glyph each while there is room, rows of small signs when it gets narrow, then counts.
//!
//! Whatever their number, they cost a few dozen nodes: rows and counts are one path a kind.

use yew::{AttrValue, Html, classes, html};

use super::scale::Scale;
use super::timeline::Board;
use crate::app::component::glyph::{Glyph, glyph};

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
    let gaps: Vec<f64> = places.windows(2).map(|pair| pair[1].0 - pair[0].0).collect();
    let (mut apart, together): (Vec<f64>, Vec<f64>) = gaps.iter().partition(|gap| **gap > 2.0);
    apart.sort_by(f64::total_cmp);
    let pitch = apart.get(apart.len() / 5).copied().unwrap_or(0.0);
    if together.len() * 10 > gaps.len() || pitch < NARROW { Style::Counts } else { Style::Rows }
}

/// The marks of a board, in the style given.
pub(crate) fn draw(board: &Board, scale: &Scale, kinds: &[Glyph], marks: &[Mark], style: Style) -> Html {
    match style {
        Style::Glyphs => clusters(board, scale, kinds, marks),
        Style::Rows => rows(board, kinds, |kind, y| signs(board, scale, kinds, marks, kind, y)),
        Style::Counts => {
            let most = counts(scale, marks, None).into_iter().map(|(_, count)| count).max().unwrap_or(1);
            rows(board, kinds, |kind, y| bars(board, scale, kinds, marks, kind, y, most))
        }
    }
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
    let one = |cluster: Cluster| {
        let mut x = cluster.start(board).clamp(0.0, board.width);
        let parts = cluster.counts.iter().enumerate().filter(|(_, count)| **count > 0).map(|(kind, &count)| {
            let drawn = glyph(kinds[kind], x + side / 2.0, y, side);
            x += side + 2.0;
            let number = (count > 1).then(|| {
                let text = count.to_string();
                let at = x;
                x += number_width(board, count);
                html! { <text x={format!("{at:.1}")} y={format!("{:.1}", y + size * 0.36)} class={classes!(board.text, "b")}>{ text }</text> }
            });
            html! { <>{ drawn }{ number.unwrap_or_default() }</> }
        });
        parts.collect::<Html>()
    };
    clustered(&places, kinds.len(), board).into_iter().map(one).collect()
}

/// The middle of a kind's row.
fn row_y(board: &Board, kinds: usize, kind: usize) -> f64 {
    board.marks * (kind as f64 + 0.5) / kinds as f64
}

/// One row a kind, each with its glyph at the left edge.
fn rows(board: &Board, kinds: &[Glyph], row: impl Fn(usize, f64) -> Html) -> Html {
    let right = board.right();
    let one = |(index, &kind): (usize, &Glyph)| {
        let y = row_y(board, kinds.len(), index);
        html! { <>
            { glyph(kind, board.left * 0.36, y, board.marks / 3.0 + 0.6) }
            <path class="lane" d={format!("M{} {y:.1}H{right}", board.left)}/>
            { row(index, y) }
        </> }
    };
    kinds.iter().enumerate().map(one).collect()
}

/// A kind's marks as small signs: discs, blocks, combs, triangles.
fn signs(board: &Board, scale: &Scale, kinds: &[Glyph], marks: &[Mark], kind: usize, y: f64) -> Html {
    let high = board.marks / 3.0;
    let shape = kinds[kind];
    let mut d = String::new();
    for at in marks.iter().filter(|mark| mark.1 == kind).map(|mark| scale.x(mark.0)) {
        d.push_str(&match shape {
            Glyph::Success => format!("M{at:.1} {y:.1}h0"),
            Glyph::Degraded => {
                format!("M{at:.1} {:.1}l{:.1} {:.1}h-{:.1}z", y - high * 0.4, high * 0.42, high * 0.8, high * 0.84)
            }
            Glyph::Failure => format!("M{at:.1} {:.1}v{:.1}", y - high * 0.38, high * 0.76),
            _ => format!("M{at:.1} {:.1}v{:.1}", y - high * 0.36, high * 0.72),
        });
    }
    let (class, width) = match shape {
        Glyph::Success => ("sf", high * 0.66),
        Glyph::Degraded => ("fillf", 0.0),
        Glyph::Failure => ("sf butt", 3.6),
        _ => ("sf butt", 1.7),
    };
    html! { <g class={shape.tone()}><path {class} {d} stroke-width={format!("{width:.1}")}/></g> }
}

/// How many marks, of one kind or of any, are in each bucket. Buckets are fixed in time, so they do not flicker as the
/// window moves.
fn counts(scale: &Scale, marks: &[Mark], kind: Option<usize>) -> Vec<(f64, usize)> {
    let bucket = BUCKET / scale.per_second();
    let mut counted: Vec<(f64, usize)> = Vec::new();
    for mark in marks.iter().filter(|mark| kind.is_none_or(|kind| kind == mark.1)) {
        let middle = ((mark.0 / bucket).floor() + 0.5) * bucket;
        match counted.last_mut().filter(|last| (last.0 - middle).abs() < bucket / 2.0) {
            Some(last) => last.1 += 1,
            None => counted.push((middle, 1)),
        }
    }
    counted
}

/// A kind's marks as bars, the highest for the `most` of all kinds. Heights grow with the root of the number, or one burst
/// would make all others invisible.
fn bars(board: &Board, scale: &Scale, kinds: &[Glyph], marks: &[Mark], kind: usize, y: f64, most: usize) -> Html {
    let high = board.marks / kinds.len() as f64 - 1.0;
    let floor = y + high / 2.0;
    let one = |(at, count): (f64, usize)| {
        let height = (high * (count as f64 / most as f64).sqrt()).max(1.5);
        format!("M{:.1} {floor:.1}v-{height:.1}", scale.x(at).clamp(board.left + 1.5, board.right()))
    };
    let d: AttrValue = counts(scale, marks, Some(kind)).into_iter().map(one).collect::<String>().into();
    html! { <g class={kinds[kind].tone()}><path class="sf butt" {d} stroke-width="4"/></g> }
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
        let total: usize = counts(&scale, &marks, None).iter().map(|bucket| bucket.1).sum();
        let each: usize = (0..3).flat_map(|kind| counts(&scale, &marks, Some(kind))).map(|bucket| bucket.1).sum();
        assert_eq!((total, each), (500, 500));
    }
}
