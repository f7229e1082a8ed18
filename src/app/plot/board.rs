//! The board that timelines are drawn on: its measures, its axis, bands of states, and the playhead.

use yew::Html;

use super::draw::{Area, Point, dot, fill, group, path, rect, text};
use super::scale::{Scale, text_width};
use crate::app::component::glyph::{Glyph, glyph};
use crate::app::component::tag::{row, tag};
use crate::app::stage::Drawing;
use crate::play::signs::Look;
use crate::words::{self, grouped};

/// A projector's theme sets text larger by this much at most, so what must fit is measured with it.
const SLACK: f64 = 1.17;
/// The share of the width at which time begins, on a wide board and on a narrow one, and at which it ends.
const LEFT: f64 = 0.03;
const NARROW: f64 = 0.05;
const RIGHT: f64 = 0.995;
/// The height of a board that is beside the point.
pub(crate) const STRIP: f64 = 34.0;

/// The measures of a timeline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Board {
    pub(crate) width: f64,
    pub(crate) height: f64,
    /// Where time begins, right of the glyphs that name the rows of marks. It and the right edge are a fixed share of
    /// the width, so that the slider that lies over the board can be placed by class.
    pub(crate) left: f64,
    /// Whether the narrow share is left free there.
    pub(crate) narrow: bool,
    /// The room for marks, from the top.
    pub(crate) marks: f64,
    /// Size of a mark that is drawn as a glyph.
    pub(crate) glyph: f64,
    /// The band: its top and its height.
    pub(crate) band: f64,
    pub(crate) depth: f64,
    /// Class and size of text.
    pub(crate) text: &'static str,
    pub(crate) size: f64,
    /// The least distance of ticks.
    pub(crate) apart: f64,
}

impl Board {
    /// The board for a drawing. On a phone it is as wide as on screen, elsewhere it scales with the stage.
    pub(crate) fn of(drawing: Drawing, width: f64) -> Self {
        let large = Self {
            width: 924.0,
            height: 86.0,
            left: 924.0 * LEFT,
            narrow: false,
            marks: 30.0,
            glyph: 17.0,
            band: 33.0,
            depth: 28.0,
            text: "t4",
            size: 15.0,
            apart: 80.0,
        };
        let phone = (width - 30.0).clamp(270.0, 530.0).round();
        match drawing {
            Drawing::Wide => Self {
                width: 900.0,
                height: 70.0,
                left: 900.0 * LEFT,
                marks: 24.0,
                glyph: 13.0,
                band: 27.0,
                depth: 22.0,
                text: "t2",
                size: 12.0,
                apart: 64.0,
                ..large
            },
            Drawing::Present => Self { width: 1110.0, left: 1110.0 * LEFT, text: "t3", size: 13.0, ..large },
            Drawing::Embed => large,
            Drawing::Compact => Self { width: 640.0, left: 640.0 * NARROW, narrow: true, ..large },
            // Those of places, which a timeline is not asked for.
            Drawing::Low | Drawing::Small => Self::of(Drawing::of_width(width, true, false), width),
            Drawing::Phone => Self {
                width: phone,
                height: 74.0,
                left: phone * NARROW,
                narrow: true,
                marks: 26.0,
                glyph: 14.0,
                band: 29.0,
                depth: 24.0,
                text: "t2",
                size: 12.0,
                apart: 56.0,
            },
        }
    }

    /// A lower board of the same width, for what is beside the point.
    pub(crate) fn strip(self) -> Self {
        Self { height: STRIP, marks: 11.0, glyph: 10.0, band: 12.0, depth: 17.0, text: "t1", size: 11.0, ..self }
    }

    /// Where time ends.
    pub(crate) fn right(&self) -> f64 {
        self.width * RIGHT
    }

    /// The band's lower edge.
    pub(crate) fn floor(&self) -> f64 {
        self.band + self.depth
    }

    /// The ground of the band.
    pub(crate) fn ground(&self) -> Html {
        rect("fills2", Area::at((self.left, self.band), (self.right() - self.left, self.depth)))
            .attr_num("rx", 5.0)
            .html()
    }

    /// Ticks and their numbers, so much further down than usual; the last one names the unit.
    pub(crate) fn axis(&self, scale: &Scale, down: f64) -> Html {
        let ticks = scale.ticks(self.apart);
        let (top, baseline, last) =
            (self.floor() + down + 1.5, self.height + down - 3.5, ticks.len().saturating_sub(1));
        let (labels, unit) = words::axis(&ticks);
        let mut lines = String::new();
        let mut parts = Vec::new();
        for (index, &at) in ticks.iter().enumerate() {
            let x = scale.x(at);
            lines.push_str(&fill("M# #v3.5", &[x, top]));
            let (class, x) = if x > self.right() - 14.0 {
                ("i3 end", self.right() + 2.0)
            } else if x < self.left + 8.0 && scale.from < 1e-9 {
                ("i3", self.left - 2.0)
            } else {
                ("i3 mid", x)
            };
            let number = if index == last { format!("{} {unit}", labels[index]) } else { labels[index].clone() };
            parts.push(text([self.text, class].join(" "), (x, baseline)).text(number).html());
        }
        parts.push(tag("path", "rule").attr("d", lines).html());
        row(parts)
    }

    /// The line at the present moment, with its knob.
    pub(crate) fn playhead(&self, x: f64, down: f64) -> Html {
        let line = path("play-line", "M# 0V#", &[x, self.floor() + down + 4.0]);
        row(vec![line.html(), dot("filli", (x, self.floor() + down + 2.0), self.size * 0.45).html()])
    }

    /// Whether a text fits into this many units.
    pub(crate) fn fits(&self, text: &str, bold: bool, room: f64) -> bool {
        text_width(text, self.size, bold) * SLACK <= room
    }

    /// Bands of one look, as two paths: the tint and its edge. `stretches` are in units of the drawing.
    pub(crate) fn bands(&self, look: Look, stretches: &[Point]) -> Html {
        let boxes = |top: f64, depth: f64| {
            let mut d = String::new();
            for &(from, to) in stretches {
                d.push_str(&fill("M# #H#v#H#z", &[from, top, to, depth, from]));
            }
            tag("path", "").attr("d", d)
        };
        let edge = boxes(self.floor() - 5.0, 5.0);
        let edge = match pattern(look) {
            Some(pattern) => edge.attr("fill", pattern),
            None => edge.attr("class", "fillf"),
        };
        group(tone(look)).children(vec![boxes(self.band, self.depth).attr("class", "fillt").html(), edge.html()]).html()
    }

    /// A band's label, and the number of something in it, each if it fits.
    pub(crate) fn band_label(&self, look: Look, (from, to): Point, words: &str, more: Option<(Glyph, usize)>) -> Html {
        let (inset, room) = (7.0, to - from - 11.0);
        if !self.fits(words, true, room) {
            return Html::default();
        }
        let baseline = self.band + (self.depth - 5.0) / 2.0 + self.size * 0.36;
        let label = text([self.text, "b ct"].join(" "), (from + inset, baseline)).text(words.to_owned());
        let mut parts = vec![group(tone(look)).children(vec![label.html()]).html()];
        let behind = from + inset + text_width(words, self.size, true) * SLACK + 8.0;
        if let Some((kind, count)) = more.filter(|more| more.1 > 0) {
            let count = grouped(count as u64);
            if self.fits(&count, false, to - behind - self.size - 8.0) {
                parts.push(glyph(kind, behind + self.size * 0.4, baseline - self.size * 0.36, self.size));
                parts.push(text([self.text, ""].join(" "), (behind + self.size * 1.05, baseline)).text(count).html());
            }
        }
        row(parts)
    }
}

/// The class that sets a look's tone.
fn tone(look: Look) -> &'static str {
    match look {
        Look::Plain => "k-ok",
        Look::Hatched => "k-bad",
        Look::Fine => "k-half",
        Look::Broken => "k-wait",
    }
}

/// The pattern of a look's edge, by which a band without a label is known without its colour.
fn pattern(look: Look) -> Option<&'static str> {
    match look {
        Look::Plain => None,
        Look::Hatched => Some("url(#h-bad)"),
        Look::Fine => Some("url(#h-half)"),
        Look::Broken => Some("url(#h-wait)"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boards_keep_their_parts_in_order_and_their_text_readable() {
        let cases = [
            (Drawing::Wide, 860.0, 28.0),
            (Drawing::Compact, 560.0, 36.0),
            (Drawing::Embed, 720.0, 36.0),
            (Drawing::Present, 1000.0, 36.0),
            (Drawing::Phone, 304.0, 26.0),
            (Drawing::Phone, 374.0, 26.0),
        ];
        for (drawing, width, padding) in cases {
            let board = Board::of(drawing, width);
            assert!(board.marks <= board.band && board.floor() < board.height - board.size * 0.8);
            assert!(board.size * (width - padding) / board.width >= 11.0, "{drawing:?} {width}");
        }
    }
}
