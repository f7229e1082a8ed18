//! The four numbers of a run: in the drawing, or as a strip of text below it.

use yew::Html;

use super::layout::{Counters, Layout};
use super::slow::Seen;
use crate::app::component::glyph::{Glyph, glyph, icon};
use crate::app::component::tag::{Tag, fixed, row, tag};
use crate::app::plot::pen::{Point, fill, path, text};

/// One number. The one without a glyph is a time and has a clock.
struct Row {
    glyph: Option<Glyph>,
    label: &'static str,
    short: &'static str,
    value: String,
}

impl Row {
    fn all(seen: &Seen) -> [Self; 4] {
        let count = |glyph: Glyph, label, short, value: u64| Self {
            glyph: Some(glyph),
            label,
            short,
            value: value.to_string(),
        };
        let [successes, failures, fast_fails, saved] = seen.numbers;
        [
            count(Glyph::Success, "successes", "ok", successes),
            count(Glyph::Failure, "real failures", "failed", failures),
            count(Glyph::FastFail, "fast fails", "fast fails", fast_fails),
            Self { glyph: None, label: "time saved", short: "saved", value: saved_text(saved) },
        ]
    }

    fn tone(&self) -> &'static str {
        self.glyph.map_or("k-ink", Glyph::tone)
    }

    fn sign(&self, (x, y): Point, size: f64) -> Html {
        match self.glyph {
            Some(kind) => glyph(kind, x, y, size),
            None => clock(tag("g", "").set("transform", fill("translate(# #) scale(#)", &[x, y, size / 21.0]))).done(),
        }
    }

    /// The number's text, with a small unit if it is a time.
    fn number(&self, at: Point, class: [&str; 2], unit: &'static str) -> Html {
        let unit = self.glyph.is_none().then(|| tag("tspan", unit).is("dx", "3").say("s"));
        text(at, class, self.value.clone()).put_if(unit).done()
    }
}

fn clock(onto: Tag) -> Tag {
    onto.has(tag("circle", "rule2").is("r", "9")).has(tag("path", "rule2").is("d", "M0-5v5h4.5"))
}

/// Milliseconds as seconds, with the decimals that there is room for.
fn saved_text(millis: u64) -> String {
    let seconds = millis as f64 / 1e3;
    if millis >= 100_000 {
        return fixed(seconds.round());
    }
    let number = fixed(seconds);
    if number.contains('.') { number } else { number + ".0" }
}

/// The counters in the drawing.
pub(super) fn view(seen: &Seen) -> Html {
    let layout = seen.layout;
    let rows = Row::all(seen);
    let one = |(index, row): (usize, &Row)| match layout.counters {
        Counters::Below => Html::default(),
        Counters::Square { x, y, across, down } => {
            square(layout, row, (x + across * (index % 2) as f64, y + down * (index / 2) as f64))
        }
        Counters::Row { x, y, across } => in_row(row, (x + across * index as f64, y)),
    };
    row(rows.iter().enumerate().map(one).collect())
}

fn square(layout: &Layout, row: &Row, (x, y): Point) -> Html {
    tag("g", row.tone())
        .has(path("sf", "M# #v50", &[x, y]).is("stroke-width", "3"))
        .put(row.number((x + 12.0, y + 24.0), ["t7", "b"], "t4 i3"))
        .put(row.sign((x + 20.0, y + 41.0), layout.small_size * 1.2))
        .has(text((x + 20.0 + layout.small_size, y + 45.5), [layout.small, "i2"], row.label.to_owned()))
        .done()
}

fn in_row(row: &Row, (x, y): Point) -> Html {
    let size = match row.value.len() {
        0..=4 => "t8",
        5..=6 => "t7",
        _ => "t6",
    };
    tag("g", row.tone())
        .put(row.sign((x + 10.0, y), 21.0))
        .put(row.number((x + 28.0, y + 11.0), [size, "b"], "t5 i3"))
        .has(text((x, y + 42.0), ["t4", "i2"], row.label.to_owned()))
        .done()
}

/// The counters as a strip below a phone's drawing.
pub(super) fn strip(seen: &Seen) -> Html {
    let one = |row: &Row| {
        let sign = match row.glyph {
            Some(kind) => icon(kind),
            None => clock(tag("svg", "ic").is("viewBox", "-12 -12 24 24").is("aria-hidden", "true")).done(),
        };
        let unit = if row.glyph.is_none() { " s" } else { "" };
        let value = tag("b", "").write([&row.value, unit].concat());
        tag("div", "").put(sign).has(value).has(tag("span", "").say(row.short)).done()
    };
    tag("div", "brk-strip").put_all(Row::all(seen).iter().map(one).collect()).done()
}

#[cfg(test)]
mod tests {
    use super::saved_text;

    #[test]
    fn saved_time_has_the_decimals_that_there_is_room_for() {
        assert_eq!([0, 4_200, 4_250, 30_000, 123_456].map(saved_text), ["0.0", "4.2", "4.25", "30.0", "123"]);
    }
}
