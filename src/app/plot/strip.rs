//! What is painted, as slim rows under the band of the timeline: they stay when the tool is closed.

use yew::Html;

use super::board::Board;
use super::draw::{fill, group, path, text};
use super::scale::Scale;
use crate::app::component::tag::{row, tag};
use crate::play::{Run, paint};
use crate::sim::paint::{Stroke, Track, What};
use crate::text::page::timeline as text;

/// The height of a row while there are few, and with more than three.
const ROOMY: f64 = 15.0;
const TIGHT: f64 = 12.0;
const FEW: usize = 3;
/// The width of an edge at the side.
const SIDE: f64 = 5.0;
/// The part of the greatest value from which on there is room for words under the line.
const HIGH: f64 = 0.8;

/// The tracks that have rows.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Strip(Vec<Track>);

impl Strip {
    /// The tracks of a run that have paint, except for those that are `shown` elsewhere.
    pub(crate) fn new(run: &Run, shown: impl Fn(Track) -> bool) -> Self {
        let painting = &run.tape().scenario.paint;
        let wanted = |track: &Track| !shown(*track) && painting.on(*track).next().is_some();
        Self(paint::tracks(run.lab()).filter(wanted).collect())
    }

    /// The height of the rows together.
    pub(crate) fn height(&self) -> f64 {
        if self.0.is_empty() { 0.0 } else { self.0.len() as f64 * self.pitch() + 2.0 }
    }

    fn pitch(&self) -> f64 {
        if self.0.len() > FEW { TIGHT } else { ROOMY }
    }

    /// The rows, below the floor of a board.
    pub(crate) fn view(&self, board: &Board, scale: &Scale, run: &Run, floor: f64) -> Html {
        let (pitch, ceiling) = (self.pitch(), floor + 2.0);
        let rows = self.0.iter().enumerate().map(|(index, track)| {
            let strokes: Vec<&Stroke> = run.tape().scenario.paint.on(*track).collect();
            let (top, bottom) = (ceiling + index as f64 * pitch + 2.0, ceiling + (index + 1) as f64 * pitch);
            let name = paint::name(run.lab(), track.service).to_owned();
            let name = text("t1 i3 end", (board.left - 4.0, bottom - 2.5)).text(name).html();
            let area = area(scale, track.what, &strokes, (top, bottom), Edge::Side);
            row(vec![name, area, words(board, scale, &strokes, bottom)])
        });
        tag("g", "strip").children(rows.collect()).html()
    }
}

/// Where the edge of an area is whose pattern says what is painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Edge {
    /// Where each stroke begins, so that there is room for words.
    Side,
    /// Along the bottom.
    Bottom,
}

/// The values of strokes as an area: a tint under a line, with an edge.
pub(crate) fn area(scale: &Scale, what: What, strokes: &[&Stroke], (top, bottom): (f64, f64), place: Edge) -> Html {
    let (mut under, mut line, mut edge) = (String::new(), String::new(), String::new());
    for stroke in strokes {
        let (from, to) = (scale.held(stroke.from().seconds()), scale.held(stroke.to().seconds()));
        let height = |value: f64| bottom - (bottom - top) * value / what.most();
        let (start, end) = (height(stroke.start()), height(stroke.end()));
        under.push_str(&fill("M# #V#L# #V#z", &[from, bottom, start, to, end, bottom]));
        line.push_str(&fill("M# #V#L# #V#", &[from, bottom, start, to, end, bottom]));
        edge.push_str(&match place {
            Edge::Side => fill("M# #H#V#H#z", &[from, top, from + SIDE, bottom, from]),
            Edge::Bottom => fill("M# #H#v#H#z", &[from, bottom - 4.0, to, 4.0, from]),
        });
    }
    let (tone, pattern) = match what {
        What::Failure => ("k-bad", "url(#h-bad)"),
        What::Latency => ("k-wait", "url(#h-jit)"),
    };
    let under = tag("path", "fillt").attr("d", under);
    let edge = tag("path", "").attr("d", edge).attr("fill", pattern);
    group(tone)
        .children(vec![under.html(), edge.html(), tag("path", "sf").attr("d", line).attr("stroke-width", "1.6").html()])
        .html()
}

/// The value of each stroke that has room for it under its line, and behind or before them all what is painted; with
/// the value of a single one that has no room.
fn words(board: &Board, scale: &Scale, strokes: &[&Stroke], bottom: f64) -> Html {
    let (Some(first), Some(last)) = (strokes.first(), strokes.last()) else { return Html::default() };
    let what = first.track().what;
    let place = |stroke: &Stroke| (scale.held(stroke.from().seconds()), scale.held(stroke.to().seconds()));
    let (verb, tone, name) = match what {
        What::Failure => (text::FAILS, "k-bad", text::PAINTED_FAILURE),
        What::Latency => (text::TAKES, "k-wait", text::PAINTED_LATENCY),
    };
    let mut parts = Vec::new();
    for stroke in strokes.iter().filter(|stroke| stroke.start().min(stroke.end()) >= HIGH * what.most()) {
        let ((from, to), value) = (place(stroke), said(stroke));
        let says = [format!("{verb}{value}"), value];
        if let Some(value) = says.into_iter().find(|says| board.fits(says, true, to - from - SIDE - 6.0)) {
            let label = text("t1 b ct halo", (from + SIDE + 4.0, bottom - 3.0)).text(value);
            parts.push(group(tone).children(vec![label.html()]).html());
        }
    }
    let name = if strokes.len() == 1 && parts.is_empty() { format!("{name} {}", said(first)) } else { name.to_owned() };
    let (before, behind) = (place(first).0, place(last).1);
    let (x, class) = if board.fits(&name, false, board.right() - behind - 6.0) {
        (behind + 6.0, "i3")
    } else if board.fits(&name, false, before - board.left - 6.0) {
        (before - 6.0, "i3 end")
    } else {
        return row(parts);
    };
    parts.push(text(["t1", class].join(" "), (x, bottom - 3.0)).text(name).html());
    row(parts)
}

/// `100 %`, or `100 % → 10 %`.
pub(crate) fn said(stroke: &Stroke) -> String {
    let value = |value| paint::value(stroke.track().what, value);
    if stroke.is_level() { value(stroke.start()) } else { [value(stroke.start()), value(stroke.end())].join(" → ") }
}

/// A line across a row at a height, for what applies where nothing is painted.
pub(crate) fn level(board: &Board, what: What, value: f64, (top, bottom): (f64, f64)) -> Html {
    let y = bottom - (bottom - top) * value / what.most();
    path("as-set", "M# #H#", &[board.left, y, board.right()]).html()
}
