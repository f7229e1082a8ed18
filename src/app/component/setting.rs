//! One setting: its label, its native control, its value in words, a way back to the default.

use yew::Callback;
use yew::virtual_dom::AttrValue;

use super::icon::Icon;
use super::tag::{Tag, button, fixed, option, row, tag};
use super::term::{self, Open, Place, Spot};
use crate::decimal;
use crate::play::kinds;
use crate::play::spec::{Kind, Spec, Unit, Value, Widget, spell_order};
use crate::play::terms::of_setting;
use crate::policy::FailureKind;
use crate::sim::mix::Mix;
use crate::text::page::setting as text;

/// What the settings look like while one of them is in the reader's hand.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Hand {
    /// The slider that is held, and what it says; the run may be a little behind it.
    pub(crate) held: Option<(&'static str, Value)>,
    /// The field with a value that is not allowed, and what was typed.
    pub(crate) wrong: Option<(&'static str, String)>,
}

/// What the control of a setting says.
#[derive(Clone, Debug)]
pub(crate) enum Message {
    /// A slider is being dragged and says this; its last word will come as [`Message::Typed`].
    Dragged(&'static str, String),
    /// It was set to this text, which may not be allowed.
    Typed(&'static str, String),
    /// It was given a value.
    Chosen(&'static str, Value),
    /// The word of the setting was looked at.
    Term(term::Message),
}

/// One setting. `part` says whether an amount of jitter is a part of the wait, `offered` which choices there are where that
/// depends on other settings.
pub(crate) fn view(
    spec: &'static Spec,
    value: Value,
    (part, offered): (bool, Option<Vec<(usize, String)>>),
    (hand, open): &(Hand, Open),
    dispatch: &Callback<Message>,
) -> Tag {
    let value = hand.held.filter(|(key, _)| *key == spec.key).map_or(value, |(_, held)| held);
    let wrong = hand.wrong.as_ref().filter(|(key, _)| *key == spec.key).map(|(_, text)| text.as_str());
    let id = format!("set-{}", spec.key);
    let hint = (!spec.hint_for(value).is_empty()).then(|| format!("{id}-hint"));
    let control = Control { spec, value, part, offered, wrong, id: id.clone(), hint: hint.clone(), dispatch };
    let complaint = wrong.map(|text| {
        let text = text::not_allowed(text, &spec.allowed());
        tag("p", "wrong").attr("role", "alert").text(text)
    });
    let hint = hint.map(|id| tag("p", "hint").attr("id", id).text(spec.hint_for(value)));
    let label = tag("label", "").attr("for", id).text(spec.label);
    let term = of_setting(spec.key).map(|term| {
        let sign = tag("span", "").attr("aria-hidden", "true").text("?").html();
        let about = tag("span", "sr").text(text::what_is(term.word)).html();
        term::view(
            Spot { place: Place::Setting(spec.key), term },
            row(vec![sign, about]),
            *open,
            &dispatch.reform(Message::Term),
        )
    });
    let label = tag("span", "named").child(label).child_opt(term);
    control.onto(tag("div", "ctl").key(spec.key).child(label)).child_opt(complaint).child_opt(hint)
}

/// The native control of a setting.
struct Control<'a> {
    spec: &'static Spec,
    value: Value,
    part: bool,
    offered: Option<Vec<(usize, String)>>,
    wrong: Option<&'a str>,
    id: String,
    hint: Option<String>,
    dispatch: &'a Callback<Message>,
}

impl Control<'_> {
    /// Puts the value in words, the way back to the default and the control itself into `onto`.
    fn onto(self, onto: Tag) -> Tag {
        let (number, unit) = words(self.spec, self.value, self.part);
        match &self.spec.kind {
            Kind::Choice { options, .. } => self.choice(onto, options),
            Kind::Mix | Kind::Kinds => {
                onto.child(tag("span", "")).child_opt(self.undo()).child(self.kinds()).child(self.text())
            }
            Kind::Order { .. } => onto.child(tag("span", "")).child_opt(self.undo()).child(self.text()),
            Kind::Number { widget: Widget::Field, min, max, step, .. } => {
                let field = self.field((*min, *max, *step));
                onto.child(tag("span", "unit").child(field).text(" ").text(unit)).child_opt(self.undo())
            }
            Kind::Number { widget: Widget::Both { hand }, min, max, step, .. } => {
                let field = self.field((*min, *max, *step));
                let slider = self.slide((*min, *hand, *step)).attr("aria-label", self.spec.label);
                let slider = slider.attr("aria-valuetext", format!("{number} {unit}")).on_change(
                    self.dispatch,
                    self.spec.key,
                    Message::Typed,
                );
                onto.child(tag("span", "unit").child(field).text(" ").text(unit))
                    .child_opt(self.undo())
                    .child(slider_of(slider, self.filled(*min, *hand)))
            }
            Kind::Number { widget: Widget::Slider, min, max, step, .. } => {
                let slider = self.named(self.slide((*min, *max, *step)));
                let slider = slider.attr("aria-valuetext", format!("{number} {unit}"));
                let filled = self.filled(*min, *max);
                let number = tag("b", "").text(number);
                let output = tag("output", "").attr("for", self.id.clone()).child(number);
                onto.child(output.child(tag("small", "").text(unit)))
                    .child_opt(self.undo())
                    .child(slider_of(slider, filled))
            }
        }
    }

    /// A text field, for what a link writes as words.
    fn text(&self) -> Tag {
        let field = self.named(tag("input", "text wide").attr("type", "text")).attr("autocomplete", "off");
        field
            .attr_opt("aria-invalid", self.wrong.map(|_| "true".to_owned()))
            .value(self.wrong.map_or_else(|| self.spec.write(self.value), str::to_owned))
    }

    /// A box for each kind of failure: whether there are such, and the text beside them says how many.
    fn kinds(&self) -> Tag {
        let one = |kind: FailureKind| {
            let (checked, toggled) = match self.value {
                Value::Mix(mix) => (mix.share(kind) > 0.0, Value::Mix(mix.toggled(kind))),
                Value::Kinds(set) => (set.includes(kind), Value::Kinds(set.toggled(kind))),
                other => (false, other),
            };
            let input = tag("input", "").attr("type", "checkbox").checked(checked);
            let input = input.on_click(self.dispatch, Message::Chosen(self.spec.key, toggled));
            tag("label", "").child(input).text(kinds::name(kind)).html()
        };
        let group = tag("span", "kinds").attr("role", "group").attr("aria-label", self.spec.label);
        group.children(Mix::KINDS.into_iter().map(one).collect())
    }

    /// The number field of the whole range.
    fn field(&self, (min, max, step): (f64, f64, f64)) -> Tag {
        self.named(ranged("number", "text", (min, max, step_of(self.value, min, step))))
            .attr("inputmode", "decimal")
            .attr_opt("aria-invalid", self.wrong.map(|_| "true".to_owned()))
            .value(self.wrong.map_or_else(|| self.spec.write(self.value), str::to_owned))
    }

    /// A slider, which tells while it is dragged and when it is let go.
    fn slide(&self, (min, max, step): (f64, f64, f64)) -> Tag {
        ranged("range", "", (min, max, step_of(self.value, min, step))).value(self.spec.write(self.value)).on_input(
            self.dispatch,
            self.spec.key,
            Message::Dragged,
        )
    }

    /// How much of a slider lies behind its knob.
    fn filled(&self, min: f64, max: f64) -> f64 {
        if let Value::Number(number) = self.value { ((number - min) / (max - min)).min(1.0) } else { 0.0 }
    }

    /// The way back to the default, where that is not where we are.
    fn undo(&self) -> Option<Tag> {
        let spec = self.spec;
        if self.value == spec.default() && self.wrong.is_none() {
            return None;
        }
        let (number, unit) = words(spec, spec.default(), self.part);
        let back = button("undo", self.dispatch, Message::Chosen(spec.key, spec.default()))
            .attr("aria-label", text::reset(spec.label))
            .attr("title", text::back_to(&number, unit));
        Some(back.child(Icon::Undo.view()))
    }

    /// What all controls have.
    fn named(&self, control: Tag) -> Tag {
        control
            .attr("name", self.spec.key)
            .attr("id", self.id.clone())
            .attr_opt("aria-describedby", self.hint.clone())
            .on_change(self.dispatch, self.spec.key, Message::Typed)
    }

    fn choice(self, onto: Tag, options: &[(&'static str, &'static str)]) -> Tag {
        let one = |index: usize, label: AttrValue| {
            let key = options.get(index).map_or("", |(key, _)| key);
            option(key.to_owned(), label, self.value == Value::Choice(index)).html()
        };
        let all = || options.iter().enumerate().map(|(index, (_, label))| one(index, (*label).into())).collect();
        let some = |offered: &Vec<(usize, String)>| {
            offered.iter().map(|(index, label)| one(*index, label.clone().into())).collect()
        };
        let options = self.offered.as_ref().map_or_else(all, some);
        let select = self.named(tag("select", "")).value(self.spec.write(self.value)).children(options);
        onto.child(tag("span", "")).child_opt(self.undo()).child(tag("span", "pick").child(select))
    }
}

/// An input for a number of a range.
fn ranged(kind: &'static str, class: &'static str, (min, max, step): (f64, f64, String)) -> Tag {
    let ends = |tag: Tag| tag.attr("min", decimal::short(min, 9)).attr("max", decimal::short(max, 9));
    ends(tag("input", class).attr("type", kind)).attr("step", step)
}

/// A slider with the track behind it.
fn slider_of(slider: Tag, filled: f64) -> Tag {
    let rect = tag("rect", "").attr("width", format!("{}%", fixed(filled * 100.0))).attr("height", "6");
    tag("span", "slider").child(tag("svg", "").attr("aria-hidden", "true").child(rect)).child(slider)
}

/// The control's step. A value from a link may lie between the steps; a browser would move it to the nearest one, so
/// then any value is allowed.
pub(crate) fn step_of(value: Value, min: f64, step: f64) -> String {
    let on_step = match value {
        Value::Number(number) => {
            let steps = (number - min) / step;
            (steps - steps.round()).abs() < 1e-6
        }
        _ => true,
    };
    if on_step { decimal::short(step, 9) } else { "any".to_owned() }
}

/// A value as the page writes it: the number and its unit. `part` says what an amount of jitter is an amount of.
pub(crate) fn words(spec: &Spec, value: Value, part: bool) -> (String, &'static str) {
    match (value, &spec.kind) {
        (Value::Choice(index), Kind::Choice { options, .. }) => {
            (options.get(index).map_or_else(String::new, |(_, label)| (*label).to_owned()), "")
        }
        (Value::Number(number), Kind::Number { step, unit, .. }) => match unit {
            Unit::Rate => (decimals(number * 100.0, 0), "%"),
            Unit::Spread if part => (decimals(number * 100.0, 0), text::PART_OF_THE_WAIT),
            Unit::Seconds | Unit::Spread => (decimals(number, places(*step)), "s"),
            Unit::Count(noun) => (crate::words::decimal(number, 0), noun.form(number as u64)),
            Unit::Times => (decimals(number, places(*step)), "×"),
        },
        (Value::Mix(mix), _) => (kinds::spell_mix(&mix), ""),
        (Value::Kinds(set), _) => (kinds::spell_kinds(set), ""),
        (Value::Order(order), kind) => (spell_order(kind, order), ""),
        _ => (String::new(), ""),
    }
}

/// The decimals that a step needs, at most three.
fn places(step: f64) -> u32 {
    (0..3).find(|&places| exact(step, places)).unwrap_or(3)
}

fn exact(number: f64, places: u32) -> bool {
    let scaled = number * f64::from(10_u32.pow(places));
    (scaled - scaled.round()).abs() < 1e-6
}

/// A number with at least `least` decimals, and as many more as it needs, up to three.
fn decimals(number: f64, least: u32) -> String {
    let places = (least..3).find(|&places| exact(number, places)).unwrap_or(3);
    decimal::fixed(number, places)
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::labs::named;

    #[test]
    fn values_read_as_people_write_them() {
        let of = |key: &str, number: f64| {
            let spec = named("breaker").specs.iter().find(|spec| spec.key == key);
            let (number, unit) = spec.map(|spec| words(spec, Value::Number(number), false)).unwrap_or_default();
            format!("{number} {unit}")
        };
        assert_eq!(of("failure", 0.7), "70 %");
        assert_eq!(of("failure", 0.07), "7 %");
        assert_eq!(of("reset", 5.0), "5.0 s");
        assert_eq!(of("reset", 0.25), "0.25 s");
        assert_eq!(of("threshold", 3.0), "3 failures");
    }

    #[test]
    fn a_value_between_the_steps_is_kept() {
        assert_eq!(step_of(Value::Number(5.0), 0.0, 0.5), "0.5");
        assert_eq!(step_of(Value::Number(5.3), 0.0, 0.5), "any");
        assert_eq!(step_of(Value::Number(0.29), 0.0, 0.01), "0.01");
    }
}
