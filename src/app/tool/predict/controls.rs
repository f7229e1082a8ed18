//! The controls of a guess: native inputs, so that keys, touch and screen readers come with them.

use yew::Callback;

use super::draft::Draft;
use super::{Message, Model, curve};
use crate::app::component::tag::{Tag, fixed, tag};
use crate::decimal;
use crate::question::Kind;
use crate::question::verdict::moment;
use crate::time::Instant;
use crate::words::{self, Noun};

/// The controls of the question's guess.
pub(super) fn view(predict: &Model, tell: &Callback<Message>) -> Tag {
    let guess = tag("fieldset", "guess").has(tag("legend", "sr").say("Your guess"));
    match &predict.asked.kind {
        kind @ Kind::Choice { .. } => choice(guess, kind, &predict.draft, tell),
        Kind::Number { unit, min, max, step, .. } => number(guess, *unit, (*min, *max, *step), &predict.draft, tell),
        Kind::Moment { .. } => pointed(guess, predict, tell),
        Kind::Curve(axes) => guess.has(curve::drawn(axes, &predict.draft, tell)),
    }
}

fn choice(guess: Tag, kind: &Kind, draft: &Draft, tell: &Callback<Message>) -> Tag {
    let option = |(index, words): (usize, &str)| {
        let radio = tag("input", "")
            .is("type", "radio")
            .is("name", "guess")
            .value(index.to_string())
            .checked(*draft == Draft::Choice(index))
            .change(tell, "", |_, text| {
                Message::OptionChosen(decimal::read(&text).map_or(0, |number| number as usize))
            });
        tag("label", "option").has(radio).has(tag("span", "").write(words.to_owned())).done()
    };
    guess.put_all(kind.shown().into_iter().map(option).collect())
}

/// A field to type into and a slider to drag: both say the same.
fn number(guess: Tag, unit: Noun, range: (f64, f64, f64), draft: &Draft, tell: &Callback<Message>) -> Tag {
    let text = if let Draft::Text(text) = draft { text.clone() } else { String::new() };
    let ranged = |kind: &'static str, class: &'static str| {
        tag("input", class)
            .is("type", kind)
            .is("name", "guess")
            .at("min", range.0)
            .at("max", range.1)
            .at("step", range.2)
            .input(tell, "", |_, text| Message::NumberSaid(text))
    };
    let slid = decimal::read(&text).unwrap_or(range.0);
    let field = ranged("number", "text").is("aria-label", "Your guess").is("inputmode", "decimal").value(text.clone());
    let told = if text.is_empty() { "no guess yet".to_owned() } else { unit.of(slid) };
    let slider = ranged("range", "slide").is("aria-label", "Your guess, as a slider").value(fixed(slid));
    guess
        .has(tag("div", "number").has(field).has(tag("span", "").say(unit.1)))
        .has(slider.set("aria-valuetext", told))
        .has(ends(&fixed(range.0), &fixed(range.1)))
}

/// A moment, which can as well be pointed at on the timeline.
fn pointed(guess: Tag, predict: &Model, tell: &Callback<Message>) -> Tag {
    let until = predict.asked.until;
    let at = if let Draft::Moment(at) = predict.draft { Some(at) } else { None };
    let words = at.map_or_else(|| "– s".to_owned(), moment);
    let told = at.map_or_else(|| "no guess yet".to_owned(), moment);
    let slider = tag("input", "slide")
        .is("type", "range")
        .is("name", "guess")
        .is("min", "0")
        .at("max", until.seconds())
        .is("step", "0.1")
        .is("aria-label", "Your guess, a moment")
        .set("aria-valuetext", told)
        .value(fixed(at.map_or(0.0, Instant::seconds)))
        .input(tell, "", |_, text| Message::MomentSaid(text));
    let output = tag("div", "number").has(tag("output", "").has(tag("b", "").write(words)));
    guess
        .has(output)
        .has(slider)
        .has(ends("0", &words::moment(until)))
        .has(tag("p", "note").say("Or point at the timeline."))
}

/// What stands at the ends of a slider.
fn ends(from: &str, to: &str) -> Tag {
    let ends = tag("div", "ends").is("aria-hidden", "true");
    ends.has(tag("span", "").write(from.to_owned())).has(tag("span", "").write(to.to_owned()))
}
