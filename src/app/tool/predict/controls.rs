//! The controls of a guess: native inputs, so that keys, touch and screen readers come with them.

use yew::{Callback, Event, Html, InputEvent, html};

use super::draft::Draft;
use super::{Message, Model, curve};
use crate::app::component::tag::{fixed, value_of};
use crate::decimal;
use crate::question::Kind;
use crate::question::verdict::moment;
use crate::text::page::predict as text;
use crate::time::Instant;
use crate::words::{self, Noun};

/// The controls of the question's guess.
pub(super) fn view(predict: &Model, dispatch: &Callback<Message>) -> Html {
    let controls = match &predict.asked.kind {
        kind @ Kind::Choice { .. } => choice(kind, &predict.draft, dispatch),
        Kind::Number { unit, min, max, step, .. } => number(*unit, (*min, *max, *step), &predict.draft, dispatch),
        Kind::Moment { .. } => pointed(predict, dispatch),
        Kind::Curve(axes) => curve::drawn(axes, &predict.draft, dispatch).html(),
    };
    html! { <fieldset class="guess"><legend class="sr">{ text::YOUR_GUESS }</legend>{ controls }</fieldset> }
}

fn choice(kind: &Kind, draft: &Draft, dispatch: &Callback<Message>) -> Html {
    let option = |(index, words): (usize, &str)| {
        let (value, checked) = (index.to_string(), *draft == Draft::Choice(index));
        let onchange = dispatch.reform(move |_: Event| Message::OptionChosen(index));
        html! {
            <label class="option">
                <input type="radio" name="guess" {value} {checked} {onchange} />
                <span>{ words.to_owned() }</span>
            </label>
        }
    };
    html! { <>{ for kind.shown().into_iter().map(option) }</> }
}

/// A field to type into and a slider to drag: both say the same.
fn number(unit: Noun, range: (f64, f64, f64), draft: &Draft, dispatch: &Callback<Message>) -> Html {
    let text = if let Draft::Text(text) = draft { text.clone() } else { String::new() };
    let slid = decimal::read(&text).unwrap_or(range.0);
    let told = if text.is_empty() { text::NO_GUESS.to_owned() } else { unit.of(slid) };
    let [min, max, step] = [range.0, range.1, range.2].map(fixed);
    let oninput = dispatch.reform(|event: InputEvent| Message::NumberSaid(value_of(&event)));
    html! {
        <>
            <div class="number">
                <input
                    class="text"
                    type="number"
                    name="guess"
                    min={min.clone()}
                    max={max.clone()}
                    step={step.clone()}
                    aria-label={text::YOUR_GUESS}
                    inputmode="decimal"
                    value={text}
                    oninput={oninput.clone()}
                />
                <span>{ unit.1 }</span>
            </div>
            <input
                class="slide"
                type="range"
                name="guess"
                min={min.clone()}
                max={max.clone()}
                {step}
                aria-label={text::GUESS_AS_SLIDER}
                aria-valuetext={told}
                value={fixed(slid)}
                {oninput}
            />
            { ends(min, max) }
        </>
    }
}

/// A moment, which can as well be pointed at on the timeline.
fn pointed(predict: &Model, dispatch: &Callback<Message>) -> Html {
    let until = predict.asked.until;
    let at = if let Draft::Moment(at) = predict.draft { Some(at) } else { None };
    let words = at.map_or_else(|| "– s".to_owned(), moment);
    let told = at.map_or_else(|| text::NO_GUESS.to_owned(), moment);
    let oninput = dispatch.reform(|event: InputEvent| Message::MomentSaid(value_of(&event)));
    html! {
        <>
            <div class="number"><output><b>{ words }</b></output></div>
            <input
                class="slide"
                type="range"
                name="guess"
                min="0"
                max={fixed(until.seconds())}
                step="0.1"
                aria-label={text::GUESS_A_MOMENT}
                aria-valuetext={told}
                value={fixed(at.map_or(0.0, Instant::seconds))}
                {oninput}
            />
            { ends("0".to_owned(), words::moment(until)) }
            <p class="note">{ text::OR_POINT }</p>
        </>
    }
}

/// What stands at the ends of a slider.
fn ends(from: String, to: String) -> Html {
    html! { <div class="ends" aria-hidden="true"><span>{ from }</span><span>{ to }</span></div> }
}
