//! The second side: the recommended order with the same luck, by a few sums.

use yew::Html;

use super::layout::{Layout, Side};
use super::words;
use crate::app::component::glyph::{Glyph, glyph};
use crate::app::component::tag::row;
use crate::app::plot::draw::{Area, Path, group, rect, text};
use crate::labs::stack::{Answer, Kind, Picture, RECOMMENDED, Totals, name};
use crate::text::stack as lab;
use crate::text::stack::stage as said;
use crate::words::{grouped, span};

/// What the second side is drawn from.
#[derive(PartialEq)]
pub(super) struct Sums {
    layout: &'static Layout,
    own: Vec<String>,
    sums: Vec<Sum>,
    there: Option<(Answer, String)>,
}

/// A sum on both sides.
#[derive(PartialEq)]
struct Sum {
    label: &'static str,
    short: &'static str,
    /// How much, and how it is written.
    values: [(f64, String); 2],
    /// What the values are parts of.
    of: String,
}

impl Sums {
    pub(super) fn new(picture: &Picture, beside: &Picture, layout: &'static Layout) -> Self {
        let totals = [&picture.totals, &beside.totals];
        let count = |label, short, of: fn(&Totals) -> u64| Sum {
            label,
            short,
            values: totals.map(|totals| (of(totals) as f64, grouped(of(totals)))),
            of: String::new(),
        };
        let full = count(lab::FULL_ANSWERS, said::FULL_SHORT, |totals| totals.full);
        let full = Sum { of: lab::of(picture.totals.calls), ..full };
        let waited = totals.map(|totals| (totals.for_nothing.as_secs_f64(), span(totals.for_nothing)));
        let kinds = picture.kinds();
        Self {
            layout,
            own: (0..kinds.len()).filter_map(|index| name(&kinds, index)).collect(),
            sums: vec![
                full,
                Sum { label: lab::FOR_NOTHING, short: said::FOR_NOTHING_SHORT, values: waited, of: String::new() },
                count(lab::LOAD, said::LOAD_SHORT, |totals| totals.attempts),
                count(lab::SEEN_BY_BREAKER, lab::SEEN_BY_BREAKER, |totals| totals.breaker_failures),
            ],
            there: words::there(picture, beside),
        }
    }

    pub(super) fn view(&self) -> Html {
        match self.layout.side {
            Side::Beside { area, orders, rows, told } => self.beside(area, orders, rows, told),
            Side::Below(area) => self.below(area),
            Side::None => Html::default(),
        }
    }

    fn beside(&self, area: Area, orders: f64, rows: usize, told: bool) -> Html {
        let small = self.layout.frame.small;
        let mut line = Path::default();
        line.to(area.x - 22.0, area.y - 10.0).down(area.bottom());
        let mut parts = vec![line.tag("hair").html()];
        let title = if orders > 0.0 { "t5 b" } else { "t6 b" };
        parts.push(text(title, (area.x, area.y + 4.0)).text(said::SAME_LUCK).html());
        let mut y = area.y + small * 2.0;
        if orders > 0.0 {
            parts.push(self.orders(Area::new(area.x, y - 4.0, area.width, orders)));
            y += orders + small * 1.7;
        } else {
            parts.push(self.legend(area.x, y));
            y += small * 1.9;
        }
        let end = area.bottom() - if told { small * 2.2 } else { 0.0 };
        let pitch = (end - y) / rows as f64;
        for (index, sum) in self.sums.iter().take(rows).enumerate() {
            parts.push(self.bars(
                sum,
                sum.label,
                Area::new(area.x, y + pitch * index as f64, area.width, pitch),
                orders > 0.0,
            ));
        }
        if let Some((answer, words)) = self.there.as_ref().filter(|_| told) {
            let kind = match answer {
                Answer::Full => Glyph::Success,
                Answer::Degraded => Glyph::Degraded,
                Answer::Error => Glyph::Failure,
                Answer::Refused => Glyph::FastFail,
            };
            let y = area.bottom() - small * 0.4;
            parts.push(glyph(kind, area.x + small * 0.7, y - small * 0.38, small * 1.4));
            parts.push(text([self.layout.small, "b"].join(" "), (area.x + small * 1.9, y)).text(words.clone()).html());
        }
        row(parts)
    }

    /// Both orders in small.
    fn orders(&self, area: Area) -> Html {
        let half = (area.width - 10.0) / 2.0;
        let list = |x: f64, head: &'static str, names: &[String]| {
            let pitch = ((area.height - 12.0) / names.len().max(4) as f64).min(20.0);
            let mut all = group("").child(text("t2 b", (x, area.y + 8.0)).text(head));
            for (index, name) in names.iter().enumerate() {
                let y = area.y + 14.0 + pitch * index as f64;
                let card = rect("stk-card", Area::new(x, y, half, pitch - 2.0)).attr("rx", "4");
                // Many layers are a shape; their names stand beside it, on the layers themselves.
                let words = (pitch >= 15.0).then(|| text("t2", (x + 8.0, y + pitch / 2.0 + 3.0)).text(name.clone()));
                all = all.child(card).child_opt(words);
            }
            all.html()
        };
        let theirs: Vec<String> =
            RECOMMENDED.iter().filter_map(|index| Kind::ALL.get(*index)).map(|kind| kind.label().to_owned()).collect();
        row(vec![list(area.x, said::YOURS, &self.own), list(area.x + half + 10.0, lab::RECOMMENDED, &theirs)])
    }

    /// Which bar is whose.
    fn legend(&self, x: f64, y: f64) -> Html {
        let small = self.layout.frame.small;
        let key = |x: f64, class: &'static str, words: &'static str| {
            let bar = rect(class, Area::new(x, y - small * 0.7, small * 1.6, small * 0.75)).attr("rx", "3");
            let class = [self.layout.small, "i2"].join(" ");
            group("").child(bar).child(text(class, (x + small * 2.1, y)).text(words)).html()
        };
        row(vec![key(x, "filli", said::YOURS), key(x + small * 6.5, "stk-other", lab::RECOMMENDED)])
    }

    /// A sum: its name, and a bar for each side with its value behind it.
    fn bars(&self, sum: &Sum, label: &'static str, area: Area, named: bool) -> Html {
        let small = self.layout.frame.small;
        let [own, other] = &sum.values;
        let most = own.0.max(other.0).max(1e-9);
        let left = if named { small * 5.4 } else { 0.0 };
        let room = small * 5.2;
        let width = (area.width - left - room).max(10.0);
        let pitch = (area.height - small * 1.3) / 2.0;
        let high = (pitch * 0.6).min(small * 0.95);
        let class = [self.layout.small, if named { "b" } else { "i2" }].join(" ");
        let mut all = group("").child(text(class, (area.x, area.y + small * 0.8)).text(label));
        for (index, (value, words)) in [own, other].into_iter().enumerate() {
            let y = area.y + small * 1.25 + pitch * (index as f64 + 0.5);
            let bar = Area::new(area.x + left, y - high / 2.0, (width * value / most).max(1.5), high);
            let class = if index == 0 { "filli" } else { "stk-other" };
            all = all.child(rect(class, bar).attr("rx", "3"));
            let base = y + small * 0.36;
            if named {
                let whose = if index == 0 { said::YOURS } else { said::RECOMMENDED_SHORT };
                all = all.child(text([self.layout.small, "i2"].join(" "), (area.x, base)).text(whose));
            }
            let number = text([self.layout.number, "end"].join(" "), (area.right(), base)).text(words.clone());
            let of = Some(&sum.of).filter(|of| index == 0 && !of.is_empty() && named);
            all = all.child(match of {
                Some(of) => {
                    let at = (area.right() - small * 0.6 * of.len() as f64, base);
                    let number = text([self.layout.number, "end"].join(" "), at).text(words.clone());
                    let part = text([self.layout.small, "i3 end"].join(" "), (area.right(), base)).text(of.clone());
                    group("").child(number).child(part)
                }
                None => number,
            });
        }
        all.html()
    }

    /// Three sums side by side, below the layers.
    fn below(&self, area: Area) -> Html {
        let width = area.width / 3.0;
        let sums = self.sums.iter().take(3).enumerate().map(|(index, sum)| {
            let place = Area::new(area.x + width * index as f64, area.y, width - 14.0, area.height);
            self.bars(sum, if width < 160.0 { sum.short } else { sum.label }, place, false)
        });
        row(sums.collect())
    }
}
