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
pub(super) fn view(predict: &Model, dispatch: &Callback<Message>) -> Tag {
    let guess = tag("fieldset", "guess").child(tag("legend", "sr").text("Your guess"));
    match &predict.asked.kind {
        kind @ Kind::Choice { .. } => choice(guess, kind, &predict.draft, dispatch),
        Kind::Number { unit, min, max, step, .. } => {
            number(guess, *unit, (*min, *max, *step), &predict.draft, dispatch)
        }
        Kind::Moment { .. } => pointed(guess, predict, dispatch),
        Kind::Curve(axes) => guess.child(curve::drawn(axes, &predict.draft, dispatch)),
    }
}

fn choice(guess: Tag, kind: &Kind, draft: &Draft, dispatch: &Callback<Message>) -> Tag {
    let option = |(index, words): (usize, &str)| {
        let radio = tag("input", "")
            .attr("type", "radio")
            .attr("name", "guess")
            .value(index.to_string())
            .checked(*draft == Draft::Choice(index))
            .on_change(dispatch, "", |_, text| {
                Message::OptionChosen(decimal::read(&text).map_or(0, |number| number as usize))
            });
        tag("label", "option").child(radio).child(tag("span", "").text(words.to_owned())).html()
    };
    guess.children(kind.shown().into_iter().map(option).collect())
}

/// A field to type into and a slider to drag: both say the same.
fn number(guess: Tag, unit: Noun, range: (f64, f64, f64), draft: &Draft, dispatch: &Callback<Message>) -> Tag {
    let text = if let Draft::Text(text) = draft { text.clone() } else { String::new() };
    let ranged = |kind: &'static str, class: &'static str| {
        tag("input", class)
            .attr("type", kind)
            .attr("name", "guess")
            .attr_num("min", range.0)
            .attr_num("max", range.1)
            .attr_num("step", range.2)
            .on_input(dispatch, "", |_, text| Message::NumberSaid(text))
    };
    let slid = decimal::read(&text).unwrap_or(range.0);
    let field =
        ranged("number", "text").attr("aria-label", "Your guess").attr("inputmode", "decimal").value(text.clone());
    let told = if text.is_empty() { "no guess yet".to_owned() } else { unit.of(slid) };
    let slider = ranged("range", "slide").attr("aria-label", "Your guess, as a slider").value(fixed(slid));
    guess
        .child(tag("div", "number").child(field).child(tag("span", "").text(unit.1)))
        .child(slider.attr("aria-valuetext", told))
        .child(ends(&fixed(range.0), &fixed(range.1)))
}

/// A moment, which can as well be pointed at on the timeline.
fn pointed(guess: Tag, predict: &Model, dispatch: &Callback<Message>) -> Tag {
    let until = predict.asked.until;
    let at = if let Draft::Moment(at) = predict.draft { Some(at) } else { None };
    let words = at.map_or_else(|| "– s".to_owned(), moment);
    let told = at.map_or_else(|| "no guess yet".to_owned(), moment);
    let slider = tag("input", "slide")
        .attr("type", "range")
        .attr("name", "guess")
        .attr("min", "0")
        .attr_num("max", until.seconds())
        .attr("step", "0.1")
        .attr("aria-label", "Your guess, a moment")
        .attr("aria-valuetext", told)
        .value(fixed(at.map_or(0.0, Instant::seconds)))
        .on_input(dispatch, "", |_, text| Message::MomentSaid(text));
    let output = tag("div", "number").child(tag("output", "").child(tag("b", "").text(words)));
    guess
        .child(output)
        .child(slider)
        .child(ends("0", &words::moment(until)))
        .child(tag("p", "note").text("Or point at the timeline."))
}

/// What stands at the ends of a slider.
fn ends(from: &str, to: &str) -> Tag {
    let ends = tag("div", "ends").attr("aria-hidden", "true");
    ends.child(tag("span", "").text(from.to_owned())).child(tag("span", "").text(to.to_owned()))
}
