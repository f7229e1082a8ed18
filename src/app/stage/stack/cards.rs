//! The caller, the layers and the service as cards, each with what passed through it.

use yew::Html;

use super::layout::Layout;
use super::words;
use crate::app::component::glyph::{Glyph, glyph};
use crate::app::component::tag::{Tag, row};
use crate::app::plot::draw::{Area, group, rect, text};
use crate::app::plot::scale::text_width;
use crate::app::stage::Scene;
use crate::labs::stack::{Kind, LayerSeen, Picture, name};
use crate::policy::breaker::State;
use crate::text::stack as lab;
use crate::text::stack::stage as said;
use crate::words::{grouped, moment};

/// What the cards are drawn from.
#[derive(PartialEq)]
pub(super) struct Cards {
    layout: &'static Layout,
    layers: Vec<Card>,
    /// The caller: its call, and when that was answered.
    caller: (String, String),
    /// Whether the service is in trouble, what it is like, and what it came to.
    service: (bool, String, String),
}

#[derive(PartialEq)]
struct Card {
    seen: LayerSeen,
    name: String,
    below: String,
    sum: String,
    sign: Glyph,
    /// Whether it is what decides at present: it waits, or refuses.
    acts: bool,
}

impl Cards {
    pub(super) fn new(scene: &Scene<'_>, picture: &Picture, layout: &'static Layout) -> Self {
        let kinds = picture.kinds();
        let trace = &picture.trace;
        let answered = picture.answer_of(trace.call);
        let waiting = trace.waiting.filter(|_| answered.is_none()).map_or(0, |wait| wait.place);
        let card = |(index, seen): (usize, &LayerSeen)| Card {
            name: name(&kinds, index).unwrap_or_default(),
            below: words::below(seen.kind, picture, scene.settings, scene.now),
            sum: words::sum(seen.kind, seen.acted, seen.waited),
            sign: sign(seen.kind, picture.state),
            acts: waiting == index + 1 || (seen.kind == Kind::Breaker && picture.state != Some(State::Closed)),
            seen: seen.clone(),
        };
        let calls = u64::from(scene.settings.count("calls"));
        let call = if trace.call == 0 { String::new() } else { said::call_of(trace.call, calls) };
        let at = answered.map_or_else(String::new, |answered| said::answered_at(&moment(answered.at)));
        let (troubled, like) = words::service(picture, scene.settings, scene.now);
        let failed = said::n_failed(picture.totals.failed, picture.totals.attempts);
        Self {
            layout,
            layers: picture.layers.iter().enumerate().map(card).collect(),
            caller: (call, at),
            service: (troubled, like, failed),
        }
    }

    pub(super) fn view(&self) -> Html {
        let cards = self.layers.iter().enumerate().map(|(index, card)| self.card(index, card)).collect();
        row(vec![self.caller(), row(cards), self.service()])
    }

    fn caller(&self) -> Html {
        let Some(area) = self.layout.caller else { return Html::default() };
        let (x, y) = (area.x + 18.0, area.y + area.height / 2.0 + 5.0);
        let quiet = [self.layout.small, "i3"].join(" ");
        let (call, at) = &self.caller;
        let mut all = group("").child(frame("stk-end", area));
        all = all.child(text(self.layout.name, (x, y)).text(said::CALLER));
        all = all.child(text(quiet.clone(), (x + 62.0, y)).text(call.clone()));
        all = all.child(text([self.layout.small, "i2"].join(" "), (x + 158.0, y)).text(at.clone()));
        if let Some((came, sent)) = self.layout.passed {
            let head = |x: f64, word: &'static str| text([&quiet, " end"].concat(), (x, y)).text(word);
            all = all.child(head(came, said::IN)).child(head(sent, said::OUT));
        }
        all.html()
    }

    fn card(&self, index: usize, card: &Card) -> Html {
        let Layout { sign: x, .. } = *self.layout;
        let area = self.layout.card(index, self.layers.len());
        let middle = area.y + area.height / 2.0;
        let tall = Layout::is_tall(area);
        let size = (area.height - 6.0).min(self.layout.frame.small * 1.9);
        let up = if tall { middle - 3.0 } else { middle + self.layout.frame.small * 0.38 };
        let down = middle + self.layout.frame.small * 1.16;
        let tone = tone(card.seen.kind);
        let mut all = group("")
            .attr("data-layer", card.seen.kind.thing().key)
            .attr("data-place", (index + 1).to_string())
            .attr("data-in", card.seen.came.to_string())
            .attr("data-out", card.seen.sent.to_string())
            .child(frame(if card.acts { "stk-acts" } else { "stk-card" }, area))
            .child(glyph(card.sign, x, middle, size))
            .child(text(self.layout.name, (x + size / 2.0 + 7.0, up)).text(card.name.clone()));
        if tall {
            let quiet = [self.layout.small, "i3"].join(" ");
            let narrow = self.layout.columns.0 - x < 160.0;
            let (words, class) = if narrow { (&card.sum, "b ct") } else { (&card.below, "i3") };
            let class = if narrow { [self.layout.small, class].join(" ") } else { quiet };
            let below = text(class, (x + size / 2.0 + 7.0, down)).text(words.clone());
            all = all.child(group(tone).child(below));
            if narrow {
                return all.html();
            }
        }
        if let Some((came, sent)) = self.layout.passed {
            let number = [self.layout.number, "end"].join(" ");
            let at = |x: f64, number: &str, count: u64| text(number.to_owned(), (x, up)).text(grouped(count));
            all = all.child(at(came, &number, card.seen.came)).child(at(sent, &number, card.seen.sent));
        }
        if tall || self.layout.passed.is_none() {
            let y = if self.layout.passed.is_some() { down } else { middle + self.layout.frame.small * 0.38 };
            let class = [if tall { self.layout.small } else { "t2" }, "b ct end"].join(" ");
            let sum = text(class, (area.right() - 14.0, y)).text(card.sum.clone());
            all = all.child(group(tone).child(sum));
        }
        all.html()
    }

    fn service(&self) -> Html {
        let area = self.layout.service;
        let (troubled, like, failed) = &self.service;
        // Beside the button there may be room for no more than that it hangs.
        let room = self.layout.kill.map_or(f64::INFINITY, |kill| kill - area.x - 20.0);
        let fits = text_width(like, self.layout.frame.small, *troubled) < room;
        let like = if fits { like.as_str() } else { said::HANGS };
        let middle = area.y + area.height / 2.0;
        let x = area.x + 18.0;
        let narrow = self.layout.columns.0 - self.layout.sign < 160.0;
        let class = [self.layout.small, if *troubled { "b ct" } else { "i3" }].join(" ");
        let sum = [self.layout.small, "b ct end"].join(" ");
        let down = middle + self.layout.frame.small * 1.16;
        let mut all = group("k-bad")
            .child(frame(if *troubled { "stk-troubled" } else { "stk-end" }, area))
            .child(text(self.layout.name, (x, middle - 3.0)).text(lab::SERVICE))
            .child(text(class, (x, down)).text(like.to_owned()));
        if !narrow {
            let right = area.right() - 14.0;
            all = all.child(text(sum, (right, down)).text(failed.clone()));
        }
        if let Some((came, _)) = self.layout.passed {
            let came_to = self.layers.last().map(|card| card.seen.sent);
            let number = came_to
                .map(|count| text([self.layout.number, "end"].join(" "), (came, middle - 3.0)).text(grouped(count)));
            all = all.child_opt(number);
        }
        all.html()
    }
}

fn frame(class: &'static str, area: Area) -> Tag {
    rect(class, area).attr("rx", "9")
}

/// The sign of a layer; a breaker's is its state's.
fn sign(kind: Kind, state: Option<State>) -> Glyph {
    match (kind, state) {
        (Kind::Degrade, _) => Glyph::Degraded,
        (Kind::Retry, _) => Glyph::Waiting,
        (Kind::Timeout | Kind::Deadline, _) => Glyph::Stale,
        (Kind::Breaker, Some(State::Open | State::ForcedOpen)) => Glyph::SwitchOpen,
        (Kind::Breaker, Some(State::HalfOpen)) => Glyph::SwitchHalf,
        (Kind::Breaker, _) => Glyph::SwitchClosed,
    }
}

/// The tone of a layer's sum: what it does is the same in all states of a breaker.
const fn tone(kind: Kind) -> &'static str {
    match kind {
        Kind::Degrade | Kind::Retry => "k-wait",
        Kind::Breaker => "k-fast",
        Kind::Timeout | Kind::Deadline => "k-bad",
    }
}
