//! The four numbers of a run: in the drawing, or as a strip of text below it.

use yew::Html;

use super::layout::{Counters, Layout};
use super::slow::Seen;
use crate::app::component::glyph::{Glyph, glyph, icon};
use crate::app::component::tag::{Tag, row, tag};
use crate::app::plot::draw::{Point, fill, path, text};
use crate::app::plot::scale::text_width;
use crate::text::breaker::stage as says;
use crate::words::{grouped, sum};

/// One number. The one without a glyph is a time and has a clock.
struct Row {
    glyph: Option<Glyph>,
    label: &'static str,
    short: &'static str,
    value: String,
    unit: &'static str,
}

impl Row {
    fn all(seen: &Seen) -> [Self; 4] {
        let count = |glyph: Glyph, label, short, value: u64| Self {
            glyph: Some(glyph),
            label,
            short,
            value: grouped(value),
            unit: "",
        };
        let [successes, failures, fast_fails, avoided] = seen.numbers;
        let (value, unit) = time(avoided);
        [
            count(Glyph::Success, says::SUCCESSES, "ok", successes),
            count(Glyph::Failure, says::REAL_FAILURES, says::FAILED, failures),
            count(Glyph::FastFail, says::FAST_FAILS, says::FAST_FAILS, fast_fails),
            Self { glyph: None, label: says::WAITING_AVOIDED, short: says::AVOIDED, value, unit },
        ]
    }

    fn tone(&self) -> &'static str {
        self.glyph.map_or("k-ink", Glyph::tone)
    }

    fn sign(&self, (x, y): Point, size: f64) -> Html {
        match self.glyph {
            Some(kind) => glyph(kind, x, y, size),
            None => clock(tag("g", "").attr("transform", fill("translate(# #) scale(#)", &[x, y, size / 21.0]))).html(),
        }
    }

    /// The number's text, with a small unit if it is a time.
    fn number(&self, at: Point, class: [&str; 2], small: &'static str) -> Html {
        let unit = self.glyph.is_none().then(|| tag("tspan", small).attr("dx", "3").text(self.unit));
        text(class.join(" "), at).text(self.value.clone()).child_opt(unit).html()
    }
}

fn clock(onto: Tag) -> Tag {
    onto.child(tag("circle", "rule2").attr("r", "9")).child(tag("path", "rule2").attr("d", "M0-5v5h4.5"))
}

/// A sum of milliseconds and its unit, with the decimals that there is room for.
fn time(millis: u64) -> (String, &'static str) {
    let (text, unit) = sum(millis, if millis < 100_000 { 2 } else { 0 });
    (text.strip_suffix('0').filter(|rest| !rest.ends_with('.') && rest.contains('.')).unwrap_or(&text).to_owned(), unit)
}

/// The counters in the drawing.
pub(super) fn view(seen: &Seen) -> Html {
    let layout = seen.layout;
    let rows = Row::all(seen);
    let one = |(index, row): (usize, &Row)| match layout.counters {
        Counters::Below | Counters::Left => Html::default(),
        Counters::Square { x, y, across, down } => {
            square(layout, row, (x + across * (index % 2) as f64, y + down * (index / 2) as f64), across)
        }
        Counters::Row { x, y, across } => in_row(row, (x + across * index as f64, y)),
    };
    row(rows.iter().enumerate().map(one).collect())
}

fn square(layout: &Layout, row: &Row, (x, y): Point, across: f64) -> Html {
    let room = across - 20.0 - layout.frame.small;
    let label = if text_width(row.label, layout.frame.small, false) > room { row.short } else { row.label };
    tag("g", row.tone())
        .child(path("sf", "M# #v50", &[x, y]).attr("stroke-width", "3"))
        .child(row.number((x + 12.0, y + 24.0), ["t7", "b"], "t4 i3"))
        .child(row.sign((x + 20.0, y + 41.0), layout.frame.small * 1.2))
        .child(text([layout.small, "i2"].join(" "), (x + 20.0 + layout.frame.small, y + 45.5)).text(label.to_owned()))
        .html()
}

fn in_row(row: &Row, (x, y): Point) -> Html {
    let size = match row.value.len() {
        0..=4 => "t8",
        5..=6 => "t7",
        _ => "t6",
    };
    tag("g", row.tone())
        .child(row.sign((x + 10.0, y), 21.0))
        .child(row.number((x + 28.0, y + 11.0), [size, "b"], "t5 i3"))
        .child(text("t4 i2", (x, y + 42.0)).text(row.label.to_owned()))
        .html()
}

/// The counters as a strip below a phone's drawing.
pub(super) fn strip(seen: &Seen) -> Html {
    let one = |row: &Row| {
        let sign = match row.glyph {
            Some(kind) => icon(kind),
            None => clock(tag("svg", "ic").attr("viewBox", "-12 -12 24 24").attr("aria-hidden", "true")).html(),
        };
        let value = tag("b", "").text(format!("{} {}", row.value, row.unit).trim_end().to_owned());
        tag("div", "").child(sign).child(value).child(tag("span", "").text(row.short)).html()
    };
    tag("div", "brk-strip").children(Row::all(seen).iter().map(one).collect()).html()
}

#[cfg(test)]
mod tests {
    use super::time;

    #[test]
    fn a_time_has_the_decimals_that_there_is_room_for() {
        let words = |millis| time(millis).0 + " " + time(millis).1;
        assert_eq!([0, 4_200, 4_250, 30_000, 101_500].map(words), ["0.0 s", "4.2 s", "4.25 s", "30.0 s", "101 s"]);
        assert_eq!([123_456, 1_436_400, 8_000_000].map(words), ["2:03 min", "23:56 min", "2:13:20 h"]);
    }
}
