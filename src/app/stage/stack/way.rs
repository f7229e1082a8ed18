//! The way of the newest call: a column for each attempt, from the layer that sent it to where it ended.

use yew::Html;

use super::layout::Layout;
use super::words;
use crate::app::component::glyph::{Glyph, glyph};
use crate::app::component::tag::fixed;
use crate::app::plot::draw::{Area, Path, Point, dot, group, rect, text};
use crate::labs::stack::{Column, Mark, Picture, Trace, Wait};
use crate::text::stack::stage as said;

/// What a way is drawn from.
#[derive(PartialEq)]
pub(super) struct Way {
    layout: &'static Layout,
    trace: Trace,
    /// How many layers there are.
    count: usize,
    /// Whether the call has been answered, so that nothing is to come.
    ended: bool,
}

/// The least and the greatest distance of two columns, in sizes of small text.
const NARROWEST: f64 = 2.0;
const WIDEST: f64 = 3.6;

impl Way {
    pub(super) fn new(picture: &Picture, layout: &'static Layout) -> Self {
        let ended = picture.answer_of(picture.trace.call).is_some();
        Self { layout, trace: picture.trace.clone(), count: picture.layers.len(), ended }
    }

    /// The columns that there is room for, the newest ones, and how many came before.
    fn shown(&self) -> (Vec<&Column>, u32) {
        let (from, to) = self.layout.columns;
        let most = ((to - from) / (NARROWEST * self.layout.frame.small)) as usize + 1;
        let hidden = self.trace.columns.len().saturating_sub(most);
        let hidden_too = u32::try_from(hidden).unwrap_or(u32::MAX);
        (self.trace.columns.iter().skip(hidden).collect(), self.trace.before + hidden_too)
    }

    pub(super) fn view(&self) -> Html {
        let (columns, before) = self.shown();
        let (from, to) = self.layout.columns;
        let small = self.layout.frame.small;
        let step = ((to - from) / (columns.len().max(2) - 1) as f64).min(WIDEST * small);
        let at = |index: usize| from + step * index as f64;
        let size = (small * 1.75).min(self.layout.card(0, self.count).height - 4.0);
        let (mut lines, mut beyond) = (Path::default(), Path::default());
        let mut parts = Vec::new();
        for (index, column) in columns.iter().enumerate() {
            let x = at(index);
            let begin = self.row(column.from);
            lines.to(x, begin).down(self.row(column.reach));
            if let Mark::Refused(place) = column.mark {
                beyond.to(x, self.row(place) + size * 0.6).down(self.row(self.count + 1) - size * 0.6);
            }
            if let Some(wait) = column.wait.filter(|_| index > 0) {
                let before = columns.get(index - 1).copied();
                parts.push(self.wait(wait, (Self::begin(wait, before, at(index - 1), size), x), size));
            }
            for (place, number) in &column.tries {
                parts.push(self.knob((x, self.row(*place)), *number, size));
            }
            parts.extend(self.marks(column, x, size));
        }
        if let Some(wait) = self.trace.waiting.filter(|_| !columns.is_empty()) {
            let x = at(columns.len() - 1);
            let from = Self::begin(wait, columns.last().copied(), x, size);
            parts.push(self.wait(wait, (from, x + step.min(to + step - x)), size));
        }
        parts.extend(self.replaced(from, size));
        parts.extend(self.remark(&columns, at(columns.len().saturating_sub(1)), size));
        if before > 0 {
            let quiet = [self.layout.small, "i2 halo"].join(" ");
            let y = self.row(0) + if self.layout.caller.is_some() { -8.0 } else { 2.0 };
            parts.push(text(quiet, (from - size / 2.0, y)).text(said::attempts_before(before)).html());
        }
        group("stk-way").child(beyond.tag("stk-beyond")).child(lines.tag("rule2")).children(parts).html()
    }

    fn row(&self, place: usize) -> f64 {
        self.layout.row(place, self.count)
    }

    /// A retry's own attempt, by its number.
    fn knob(&self, (x, y): Point, number: u32, size: f64) -> Html {
        let words = text("b mid oninv stk-knob", (x, y + size * 0.2)).attr("font-size", fixed(size * 0.58));
        group("").child(dot("filli", (x, y), size / 2.0)).child(words.text(number.to_string())).html()
    }

    /// Where a wait begins behind a column: beside the retry's own number, if that stands there.
    fn begin(wait: Wait, before: Option<&Column>, x: f64, size: f64) -> f64 {
        let has_number = before.is_some_and(|column| column.tries.iter().any(|(place, _)| *place == wait.place));
        if has_number { x + size / 2.0 + 1.0 } else { x }
    }

    /// A wait between two columns, with its length where there is room.
    fn wait(&self, wait: Wait, (from, to): Point, size: f64) -> Html {
        let y = self.row(wait.place);
        let (left, right) = (from, to - size / 2.0 - 1.0);
        let bar = Area::new(left, y - size * 0.22, (right - left).max(2.0), size * 0.44);
        let card = self.layout.card(wait.place.saturating_sub(1), self.count);
        let long = crate::decimal::short(wait.planned.as_secs_f64(), 2);
        let roomy =
            card.height >= size * 2.0 + 4.0 && right - left >= self.layout.frame.small * 0.55 * long.len() as f64;
        let words = roomy.then(|| {
            let class = [self.layout.small, "i2 mid"].join(" ");
            text(class, ((left + right) / 2.0, y + size * 0.5 + self.layout.frame.small * 0.62)).text(long)
        });
        group("").child(rect("", bar).attr("fill", "url(#h-wait)")).child_opt(words).html()
    }

    /// What became of an attempt, where it did.
    fn marks(&self, column: &Column, x: f64, size: f64) -> Vec<Html> {
        let at = |kind, place| glyph(kind, x, self.row(place), size);
        let service = self.count + 1;
        let mut marks = Vec::new();
        if let Some(place) = column.probe.then(|| self.probe_place(column)).flatten() {
            marks.push(at(Glyph::Half, place));
        }
        match column.mark {
            Mark::UnderWay if column.reach == service => marks.push(at(Glyph::InFlight, service)),
            Mark::UnderWay => {}
            Mark::Succeeded => marks.push(at(Glyph::Success, service)),
            Mark::Failed(_) => marks.push(at(Glyph::Failure, service)),
            Mark::Refused(place) => marks.push(at(Glyph::FastFail, place)),
            Mark::CutOff(place) => {
                marks.push(at(Glyph::Stale, place));
                if column.reach == service {
                    marks.push(at(Glyph::Unavailable, service));
                }
            }
        }
        marks
    }

    /// The breaker's place, if the column passed it.
    fn probe_place(&self, column: &Column) -> Option<usize> {
        self.trace.breaker.filter(|place| (column.from + 1..=column.reach).contains(place))
    }

    /// The fallback's answer, and the way from there to the caller.
    fn replaced(&self, x: f64, size: f64) -> Option<Html> {
        let place = self.trace.replaced?;
        let (x, y) = (x + size * 1.5, self.row(place));
        let mut up = Path::default();
        up.to(x, y - size / 2.0).down(self.row(place - 1).max(self.row(0)));
        let line = up.tag("stk-answer");
        Some(group("k-wait").child(line).child(glyph(Glyph::Degraded, x, y, size * 1.1)).html())
    }

    /// Why the newest attempt came out as it did, behind it.
    fn remark(&self, columns: &[&Column], x: f64, size: f64) -> Option<Html> {
        let last = columns.last()?;
        let words = words::at_service(last.mark).filter(|_| self.ended || self.trace.waiting.is_some())?;
        let room = self.layout.passed.map_or_else(|| self.layout.service.right() - 120.0, |(came, _)| came - 24.0);
        let at = (x + size * 0.8, self.row(self.count + 1) + self.layout.frame.small * 0.38);
        let fits = at.0 + crate::app::plot::scale::text_width(words, self.layout.frame.small, true) < room;
        let class = [self.layout.small, "b ct"].join(" ");
        fits.then(|| group("k-bad").child(text(class, at).text(words)).html())
    }
}
