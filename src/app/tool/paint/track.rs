//! The drawing of one track, on the time axis of the timeline.

use yew::Html;

use super::update::EDGE;
use super::{Brush, per};
use crate::app::component::tag::tag;
use crate::app::plot::board::Board;
use crate::app::plot::draw::{Area, Point, fill, path, rect, text};
use crate::app::plot::scale::Scale;
use crate::app::plot::strip::{self, Edge};
use crate::decimal::short;
use crate::sim::paint::{Stroke, Track, What};
use crate::sim::service::Spell;

/// The height of a track in the units of its board, so that a finger finds it.
const HEIGHT: f64 = 50.0;
const LARGE: f64 = 60.0;
/// The least width of the frame around the span, in the same units.
const LEAST: f64 = 9.0;

/// What all tracks of a board share.
pub(super) struct Sheet<'a> {
    pub(super) board: Board,
    pub(super) scale: Scale,
    pub(super) brush: &'a Brush,
    /// The present moment, in seconds.
    pub(super) now: f64,
}

impl Sheet<'_> {
    /// A track with its paint, the span that is worked on, and the line under the hand. `set` is what applies where
    /// nothing is painted, once or for each service, and its weather.
    pub(super) fn view(
        &self,
        track: Track,
        title: String,
        strokes: &[Stroke],
        (set, weather): (&[f64], &[Spell]),
    ) -> Html {
        let (board, scale) = (&self.board, &self.scale);
        let height = if board.size > 12.0 { LARGE } else { HEIGHT };
        let rows = (height * EDGE, height * (1.0 - EDGE));
        let what = track.what;
        let ground =
            rect("fills2", Area::at((board.left, 0.0), (board.right() - board.left, height))).attr_num("rx", 5.0);
        let strokes: Vec<&Stroke> = strokes.iter().collect();
        let x = scale.held(self.now);
        let mut parts = vec![ground.html()];
        parts.extend(set.iter().map(|set| strip::level(board, what, *set, rows)));
        parts.extend(self.weather(what, weather, rows));
        parts.extend([
            strip::area(scale, what, &strokes, rows, Edge::Bottom),
            path("play-line", "M# 0V#", &[x, height]).html(),
        ]);
        parts.extend(self.line(track, rows));
        if self.brush.track == track {
            parts.push(self.span(what, height, rows));
        }
        let label = |place: Point, class, words| text([board.text, class].join(" "), place).text(words).html();
        parts.push(label((board.left + 6.0, board.size + 1.0), "m halo", title));
        let most = [short(what.most() * per(what), 0).as_str(), unit(what)].join(" ");
        parts.push(label((board.right() - 4.0, board.size + 1.0), "i3 end halo", most));
        tag("svg", "timeline")
            .attr("viewBox", fill("0 0 # #", &[board.width, height]))
            .attr("aria-hidden", "true")
            .children(parts)
            .html()
    }

    /// What a service does by itself, as far as it is in sight.
    fn weather(&self, what: What, weather: &[Spell], (top, bottom): (f64, f64)) -> Option<Html> {
        let mut d = String::new();
        for spell in weather.iter().filter(|spell| f64::from(spell.from) < self.scale.to) {
            let (from, to) = (self.scale.held(spell.from.into()), self.scale.held(spell.until.into()));
            let y = bottom - (bottom - top) * spell.rate / what.most();
            d.push_str(&fill("M# #V#H#V#", &[from, bottom, y, to, bottom]));
        }
        (!d.is_empty()).then(|| tag("path", "weather").attr("d", d).html())
    }

    /// The line under the hand, with its value beside it.
    fn line(&self, track: Track, rows: (f64, f64)) -> Option<Html> {
        let drawn = self.brush.drawn.as_ref().filter(|drawn| drawn.track == track)?;
        let what = track.what;
        let (mut d, mut x) = (String::new(), 0.0);
        for (from, to, value) in drawn.cells() {
            x = self.scale.held(to);
            let y = rows.1 - (rows.1 - rows.0) * value / what.most();
            d.push_str(&if d.is_empty() {
                fill("M# #H#", &[self.scale.held(from), y, x])
            } else {
                fill("V#H#", &[y, x])
            });
        }
        let value = [short(drawn.value() * per(what), 1).as_str(), unit(what)].join(" ");
        let label =
            text([self.board.text, "b end halo"].join(" "), (x.max(self.board.left + 60.0) - 6.0, rows.1 - 4.0))
                .text(value);
        Some(tag("g", "drawn").child(tag("path", "").attr("d", d)).child(label).html())
    }

    /// The span that is worked on, and the values that would be painted over it.
    fn span(&self, what: What, height: f64, rows: (f64, f64)) -> Html {
        let (from, to) = self.brush.span(self.scale.to);
        let (from, to) = (self.scale.held(from.seconds()), self.scale.held(to.seconds()));
        let y = |value: f64| rows.1 - (rows.1 - rows.0) * value / what.most();
        let (start, end) = self.brush.values();
        // In a window of hours a span can be narrower than its own frame, and lie under the playhead.
        let width = (to - from).max(LEAST);
        let frame = rect("span", Area::at((from.min(self.board.right() - width), 1.0), (width, height - 2.0)))
            .attr_num("rx", 3.0);
        let values = path("next", "M# #L# #", &[from, y(start), to, y(end)]);
        tag("g", "").child(frame).child(values).html()
    }
}

/// The unit of a value.
pub(super) const fn unit(what: What) -> &'static str {
    match what {
        What::Failure => "%",
        What::Latency => "s",
    }
}
