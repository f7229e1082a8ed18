//! The first settings of a lab as large buttons, for the full-width view.

use yew::{Callback, Html};

use crate::app::component::setting::{Message, words};
use crate::app::component::tag::{Tag, button, tag};
use crate::app::panel::controls::jitter_is_a_part;
use crate::play::spec::{Kind, Place, Settings, Spec, Value};
use crate::text::page::controls as text;

/// The first three settings that are numbers; of two lanes, of the one that is chosen. `more` stands behind them.
pub(crate) fn view(settings: &Settings, choice: Option<Tag>, more: Tag, dispatch: &Callback<Message>) -> Html {
    let part = jitter_is_a_part(settings);
    let first = settings.iter().filter(|(spec, _)| spec.place == Place::First && settings.applies(spec));
    let rows = first.filter_map(|(spec, value)| stepper(spec, value, part, dispatch)).take(3);
    let steppers = tag("div", "steppers").attr("role", "group").attr("aria-label", text::SETTINGS);
    steppers.child_opt(choice).children(rows.collect()).child(more).html()
}

fn stepper(spec: &'static Spec, value: Value, part: bool, dispatch: &Callback<Message>) -> Option<Html> {
    let (Kind::Number { min, max, step, .. }, Value::Number(number)) = (&spec.kind, value) else { return None };
    // A tenth of the range is too coarse and a hundredth too fine for a talk: five hundredths, on the control's grid.
    let stride = (((max - min) * 0.05 / step).round() * step).max(*step);
    let stride = if *step >= 0.5 { *step } else { stride };
    let to = |number: f64| {
        let snapped = ((number / step).round() * step).max(*min).min(*max);
        // Nine decimals wash out what the binary fraction added.
        let tidy = (snapped * 1e9).round() / 1e9;
        Message::Chosen(spec.key, Value::Number(tidy))
    };
    let (text, unit) = words(spec, value, part);
    let press = |word: &str, sign, to, ended| {
        let label = format!("{word}: {}", spec.label);
        button("round", dispatch, to).attr("aria-label", label).attr_bool("disabled", ended).text(sign)
    };
    let buttons = tag("div", "").child(press(text::LESS, "−", to(number - stride), number <= *min)).child(press(
        text::MORE_OF_IT,
        "+",
        to(number + stride),
        number >= *max,
    ));
    let stepper = tag("div", "stepper")
        .key(spec.key)
        .attr("role", "group")
        .attr("aria-label", spec.label)
        .child(tag("span", "").text(spec.label))
        .child(tag("output", "").text(text).child(tag("small", "").text(unit)))
        .child(buttons);
    Some(stepper.html())
}
