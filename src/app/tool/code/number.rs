//! A setting beside the line that reads it.

use yew::{Callback, Html};

use super::Message;
use crate::app::component::drawn::drawn;
use crate::app::component::setting::{self, Hand, step_of};
use crate::app::component::tag::{Tag, option, tag};
use crate::decimal;
use crate::play::spec::{Kind, Spec, Unit, Value};
use crate::text::page::code as text;
use crate::text::page::setting::not_allowed;

/// A setting with its value, the complaint about what was typed last, and who is told of a change.
type Seen = (&'static Spec, Value, Option<String>, Callback<Message>);

/// A small native control for a setting. It says what the one in the settings panel says; only its name differs, as
/// the link key is the name of the other. It is drawn anew only when it has another value: while a run lights the lines
/// around it, what is being typed stays.
pub(super) fn view(spec: &'static Spec, value: Value, hand: &Hand, dispatch: &Callback<Message>) -> Html {
    let value = hand.held.filter(|(key, _)| *key == spec.key).map_or(value, |(_, held)| held);
    let wrong = hand.wrong.as_ref().filter(|(key, _)| *key == spec.key).map(|(_, text)| text.clone());
    drawn((spec, value, wrong, dispatch.clone()), control)
}

fn control((spec, value, wrong, dispatch): &Seen) -> Html {
    let value = *value;
    let named = |control: Tag| {
        control
            .attr("name", format!("code.{}", spec.key))
            .attr("aria-label", text::in_the_code(spec.label))
            .attr_opt("aria-invalid", wrong.as_ref().map(|_| "true".to_owned()))
            .on_change(dispatch, spec.key, |key, text| Message::Setting(setting::Message::Typed(key, text)))
    };
    let control = match &spec.kind {
        Kind::Choice { options, .. } => {
            let option = |(index, (key, _)): (usize, &(&'static str, &'static str))| {
                option((*key).to_owned(), *key, value == Value::Choice(index)).html()
            };
            let options = options.iter().enumerate().map(option).collect();
            named(tag("select", "")).value(spec.write(value)).children(options)
        }
        Kind::Mix | Kind::Kinds | Kind::Order { .. } => {
            named(tag("input", "text").attr("type", "text")).value(wrong.clone().unwrap_or_else(|| spec.write(value)))
        }
        Kind::Number { min, max, step, .. } => named(tag("input", "text").attr("type", "number"))
            .attr("inputmode", "decimal")
            .attr("min", decimal::short(*min, 9))
            .attr("max", decimal::short(*max, 9))
            .attr("step", step_of(value, *min, *step))
            .value(wrong.clone().unwrap_or_else(|| spec.write(value))),
    };
    let unit = if matches!(spec.kind, Kind::Number { unit: Unit::Seconds, .. }) { " s" } else { "" };
    let complaint = wrong.as_ref().map(|text| tag("span", "wrong").text(not_allowed(text, &spec.allowed())));
    let name = tag("span", "").attr("aria-hidden", "true").text(spec.key).text(" = ");
    tag("span", "reads").child(name).child(control).text(unit).child_opt(complaint).html()
}
