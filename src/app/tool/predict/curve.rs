//! A curve: drawn with the pen or moved point by point, and compared with what came out.
//!
//! Under the pen lies one native range input a point, which the keyboard moves. The guess is a broken line with hollow
//! squares, the outcome a full line with dots, so neither needs its colour.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, PointerEvent};
use yew::html::{onpointerdown, onpointermove};
use yew::{Callback, Html};

use super::Message;
use super::draft::Draft;
use crate::app::component::tag::{Tag, fixed, tag};
use crate::app::plot::draw::{Area, Point, dot, fill, path, rect, text};
use crate::question::Axes;
use crate::text::page::predict as text;

/// The drawing: its size, and the area of the curve in it. The style sheet lays the inputs over that area by the same
/// numbers, in per cent.
const SIZE: Point = (248.0, 144.0);
const LEFT: f64 = 32.0;
const TOP: f64 = 8.0;
const BOTTOM: f64 = 104.0;

/// The places of the points, as their inputs name them.
const PLACES: [&str; 8] = ["0", "1", "2", "3", "4", "5", "6", "7"];

/// A plot's geometry.
struct Plot<'a>(&'a Axes);

impl Plot<'_> {
    fn x(&self, index: usize) -> f64 {
        LEFT + (SIZE.0 - LEFT) * (index as f64 + 0.5) / self.0.points.len().max(1) as f64
    }

    fn y(&self, value: f64) -> f64 {
        BOTTOM - (BOTTOM - TOP) * (value / self.0.max).clamp(0.0, 1.0)
    }

    /// The ground: lines at nothing, half and all, names below.
    fn ground(&self) -> Tag {
        let mut parts = Vec::new();
        for part in [0.0, 0.5, 1.0] {
            let y = self.y(self.0.max * part);
            parts.push(path("hair", "M# #H#", &[LEFT, y, SIZE.0]).html());
            parts.push(text("t2 i2 end", (LEFT - 5.0, y + 4.0)).text(fixed(self.0.max * part)).html());
        }
        for (index, name) in self.0.points.iter().enumerate() {
            parts.push(text("t2 i2 mid", (self.x(index), BOTTOM + 18.0)).text(name.clone()).html());
        }
        let across = text("t2 i2 mid", ((LEFT + SIZE.0) / 2.0, BOTTOM + 35.0)).text(self.0.across.to_owned());
        tag("svg", "plot").attr("viewBox", fill("0 0 # #", &[SIZE.0, SIZE.1])).children(parts).child(across)
    }

    fn line(&self, class: &'static str, values: &[f64]) -> Html {
        let mut d = String::new();
        for (index, value) in values.iter().enumerate() {
            d.push_str(&fill(if index == 0 { "M# #" } else { "L# #" }, &[self.x(index), self.y(*value)]));
        }
        tag("path", class).attr("d", d).html()
    }

    /// The guess: a broken line with hollow squares.
    fn guess(&self, values: &[f64]) -> Html {
        let square = |(index, value): (usize, &f64)| {
            rect("guess-point", Area::at((self.x(index) - 4.0, self.y(*value) - 4.0), (8.0, 8.0)))
                .attr_num("rx", 1.0)
                .html()
        };
        let points = values.iter().enumerate().map(square).collect();
        tag("g", "").child(self.line("guess-line", values)).children(points).html()
    }

    /// What came out: a full line with dots.
    fn outcome(&self, values: &[f64]) -> Html {
        let point = |(index, value): (usize, &f64)| dot("filli", (self.x(index), self.y(*value)), 4.0).html();
        let points = values.iter().enumerate().map(point).collect();
        tag("g", "").child(self.line("was-line", values)).children(points).html()
    }
}

/// The plot to draw on.
pub(super) fn drawn(axes: &Axes, draft: &Draft, dispatch: &Callback<Message>) -> Tag {
    let plot = Plot(axes);
    let Draft::Curve { values, drawn, .. } = draft else { return tag("div", "") };
    let input = |((place, name), value): ((&'static str, &String), &f64)| {
        let point = tag("input", "")
            .attr("type", "range")
            .attr("name", "guess")
            .attr("min", "0")
            .attr_num("max", axes.max)
            .attr_num("step", axes.step)
            .attr("aria-label", text::point(axes.at, name, axes.up))
            .attr("aria-valuetext", axes.unit.of(*value))
            .value(fixed(*value));
        point.on_input(dispatch, place, Message::PointSaid).html()
    };
    let inputs = PLACES.into_iter().zip(&axes.points).zip(values).map(input).collect();
    let hint = (!drawn).then(|| {
        let middle = ((LEFT + SIZE.0) / 2.0, (TOP + BOTTOM) / 2.0);
        text("t3 halo i2 mid", middle).text(text::DRAW_HERE)
    });
    let art = plot.ground().attr("aria-hidden", "true").child(plot.guess(values)).child_opt(hint);
    tag("div", "curve").child(tag("p", "note").text(axes.up)).child(
        tag("div", "paper")
            .child(art)
            .child(tag("div", "points").children(inputs))
            .child(pen(tag("div", "pen").attr("aria-hidden", "true"), dispatch)),
    )
}

/// Lies over the plot and tells where the pen is.
fn pen(pad: Tag, dispatch: &Callback<Message>) -> Tag {
    let drawn = |event: &PointerEvent, begun: bool| -> Option<Message> {
        let pad = event.target()?.dyn_into::<HtmlElement>().ok()?;
        let place = Element::get_bounding_client_rect(&pad);
        let across = (f64::from(event.client_x()) - place.left()) / place.width().max(1.0);
        let up = (place.bottom() - f64::from(event.client_y())) / place.height().max(1.0);
        if begun {
            // The stroke goes on outside of the plot. Without a capture it only ends there.
            drop(pad.set_pointer_capture(event.pointer_id()));
        }
        Some(Message::Drawn(across, up, begun))
    };
    let (down, moved) = (dispatch.clone(), dispatch.clone());
    let down = Callback::from(move |event: PointerEvent| {
        if let Some(message) = drawn(&event, true).filter(|_| event.button() == 0) {
            down.emit(message);
        }
    });
    let moved = Callback::from(move |event: PointerEvent| {
        if let Some(message) = drawn(&event, false).filter(|_| event.buttons() & 1 == 1) {
            moved.emit(message);
        }
    });
    pad.listener(Rc::new(onpointerdown::Wrapper::new(down))).listener(Rc::new(onpointermove::Wrapper::new(moved)))
}

/// Guess and outcome in one plot.
pub(super) fn compared(axes: &Axes, said: Option<&[f64]>, was: &[f64]) -> Tag {
    let plot = Plot(axes);
    let words = |values: &[f64]| values.iter().map(|value| fixed(*value)).collect::<Vec<_>>().join(", ");
    let mut label = text::it_was(axes.up, axes.across, &words(was));
    if let Some(said) = said {
        label.push_str(&text::you_drew(&words(said)));
    }
    let art = plot.ground().attr("role", "img").attr("aria-label", label);
    let art = art.child(plot.outcome(was)).child(said.map_or_else(Html::default, |said| plot.guess(said)));
    let key = |class: &'static str, words: &'static str, guess: bool| {
        let sign = tag("svg", "").attr("viewBox", "0 0 28 12").attr("aria-hidden", "true");
        let line = path(if guess { "guess-line" } else { "was-line" }, "M0 6H28", &[]);
        let point = if guess {
            rect("guess-point", Area::at((10.0, 2.0), (8.0, 8.0))).attr_num("rx", 1.0)
        } else {
            dot("filli", (14.0, 6.0), 4.0)
        };
        tag("span", class).child(sign.child(line).child(point)).text(words)
    };
    let keys =
        tag("div", "keys2").child_opt(said.map(|_| key("", text::YOU_DREW, true))).child(key("", text::IT_WAS, false));
    tag("div", "curve").child(tag("p", "note").text(axes.up.to_owned())).child(art).child(keys)
}
