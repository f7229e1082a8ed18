//! A lab's parameters: one table a lab, from which the link, the controls and the README's tables all come.

use core::time::Duration;

use crate::decimal;
use crate::play::kinds;
use crate::policy::{ConfigError, Kinds};
pub use crate::sim::input::Value;
use crate::sim::mix::Mix;
use crate::sim::order::Order;
use crate::text::play::spec as text;
use crate::time::span_from_seconds;
use crate::words::Noun;

/// One parameter: its key in the link, its words on the page, and what it may be.
#[derive(Debug)]
pub struct Spec {
    /// The link key, also the control's name.
    pub key: &'static str,
    /// What the control is called.
    pub label: &'static str,
    /// What it may be.
    pub kind: Kind,
    /// Where its control stands.
    pub place: Place,
    /// What it means, in a few words under the control.
    pub hint: &'static str,
    /// Whether a change starts the run anew instead of being an input to it.
    pub restarts: bool,
    /// What each choice means, where that differs from choice to choice; the hint otherwise.
    pub notes: Option<fn(usize) -> &'static str>,
    /// Whether it is about the services that are called, which are the same for two lanes.
    pub of_service: bool,
    /// On what its effect depends; it is hidden where it has none.
    pub when: [Option<When>; 2],
    /// Which of many choices are offered with the present settings, and what each is called then; all of them otherwise.
    pub offered: Option<Offered>,
    /// Parameters that go back to their defaults with a change of this one, which starts the run anew.
    pub clears: &'static [&'static str],
}

/// The choices that are offered with some settings, each by its index, and what it is called.
pub type Offered = fn(&Settings) -> Vec<(usize, String)>;

/// A condition on another parameter.
#[derive(Clone, Copy, Debug)]
pub struct When {
    /// The other parameter.
    pub key: &'static str,
    /// Values as a link writes them.
    pub values: &'static [&'static str],
    /// Whether it must have one of these values, or none of them.
    pub one_of: bool,
}

/// What a parameter may be.
#[derive(Debug)]
pub enum Kind {
    /// A number.
    Number {
        /// The least allowed.
        min: f64,
        /// The greatest allowed.
        max: f64,
        /// The control's step; values from a link may lie between, unless `grid`.
        step: f64,
        /// Whether only multiples of `step` are allowed.
        grid: bool,
        /// The value where nothing is said.
        default: f64,
        /// What it counts.
        unit: Unit,
        /// The control that fits.
        widget: Widget,
    },
    /// Kinds of failure with shares that add up to 1; connections alone where nothing is said.
    Mix,
    /// Some kinds of failure; those that may pass by themselves where nothing is said.
    Kinds,
    /// Some of several things in an order, as layers from the outside in.
    Order {
        /// The things.
        things: &'static [Thing],
        /// Their indices where nothing is said.
        default: &'static [usize],
    },
    /// One of several named choices.
    Choice {
        /// Link value and label of each.
        options: &'static [(&'static str, &'static str)],
        /// The option where nothing is said.
        default: usize,
    },
}

/// A thing that can stand in an order.
#[derive(Debug)]
pub struct Thing {
    /// Its name in a link.
    pub key: &'static str,
    /// Its name on the page.
    pub label: &'static str,
    /// How often it may stand in the order.
    pub most: usize,
}

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A part of one, shown in per cent.
    Rate,
    /// Seconds.
    Seconds,
    /// Things: one of them, and several. The second may be a phrase: `failure`, but `in a row`.
    Count(Noun),
    /// A bare factor.
    Times,
    /// The amount of jitter: seconds, or with the choice `share` a part of the wait.
    Spread,
}

/// The native control that fits a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Widget {
    /// A slider, for ranges that a hand can hit.
    Slider,
    /// A number field, for ranges over several orders of magnitude.
    Field,
    /// A number field, and a slider for its lower end.
    Both {
        /// Where the slider ends.
        hand: f64,
    },
}

/// Where a control stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Always in sight.
    First,
    /// Behind "More settings".
    More,
}

/// Table rows are built by these, so that a row says only what is particular to it.
impl Spec {
    /// A number with a slider, always in sight.
    pub const fn number(
        key: &'static str,
        label: &'static str,
        (min, max): (f64, f64),
        step: f64,
        default: f64,
        unit: Unit,
    ) -> Self {
        let grid = matches!(unit, Unit::Count(_));
        let kind = Kind::Number { min, max, step, grid, default, unit, widget: Widget::Slider };
        Self {
            key,
            label,
            kind,
            place: Place::First,
            hint: "",
            restarts: false,
            notes: None,
            of_service: false,
            when: [None; 2],
            offered: None,
            clears: &[],
        }
    }

    /// A choice, behind "More settings".
    pub const fn choice(
        key: &'static str,
        label: &'static str,
        options: &'static [(&'static str, &'static str)],
        default: usize,
    ) -> Self {
        let kind = Kind::Choice { options, default };
        Self {
            key,
            label,
            kind,
            place: Place::More,
            hint: "",
            restarts: false,
            notes: None,
            of_service: false,
            when: [None; 2],
            offered: None,
            clears: &[],
        }
    }

    /// Of which kinds failures are, behind "More settings".
    pub const fn mix(key: &'static str, label: &'static str) -> Self {
        Self { kind: Kind::Mix, ..Self::choice(key, label, &[], 0) }
    }

    /// Some kinds of failure, behind "More settings".
    pub const fn kinds(key: &'static str, label: &'static str) -> Self {
        Self { kind: Kind::Kinds, ..Self::choice(key, label, &[], 0) }
    }

    /// About the services that are called, which are the same for two lanes.
    pub const fn of_service(mut self) -> Self {
        self.of_service = true;
        self
    }

    /// An order of things, always in sight.
    pub const fn order(
        key: &'static str,
        label: &'static str,
        things: &'static [Thing],
        default: &'static [usize],
    ) -> Self {
        Self { kind: Kind::Order { things, default }, ..Self::choice(key, label, &[], 0) }.first()
    }

    /// With a few words on what it means.
    pub const fn hint(mut self, hint: &'static str) -> Self {
        self.hint = hint;
        self
    }

    /// With a note on each choice.
    pub const fn notes(mut self, notes: fn(usize) -> &'static str) -> Self {
        self.notes = Some(notes);
        self
    }

    /// Always in sight.
    pub const fn first(mut self) -> Self {
        self.place = Place::First;
        self
    }

    /// Behind "More settings".
    pub const fn more(mut self) -> Self {
        self.place = Place::More;
        self
    }

    /// A change starts the run anew.
    pub const fn restarting(mut self) -> Self {
        self.restarts = true;
        self
    }

    /// Of whose choices some are offered at a time.
    pub const fn offering(mut self, offered: Offered) -> Self {
        self.offered = Some(offered);
        self
    }

    /// With which others go back to their defaults.
    pub const fn clearing(mut self, keys: &'static [&'static str]) -> Self {
        self.clears = keys;
        self
    }

    /// Of effect only while another parameter has one of these values. At most two conditions in total.
    pub const fn only(self, key: &'static str, values: &'static [&'static str]) -> Self {
        self.when(When { key, values, one_of: true })
    }

    /// Of no effect while another parameter has one of these values.
    pub const fn unless(self, key: &'static str, values: &'static [&'static str]) -> Self {
        self.when(When { key, values, one_of: false })
    }

    const fn when(mut self, when: When) -> Self {
        let [first, _] = self.when;
        self.when = if first.is_none() { [Some(when), None] } else { [first, Some(when)] };
        self
    }

    /// With a slider that ends at `hand`, and a number field for all that is allowed: for a range over several orders
    /// of magnitude of which the lower end is played with.
    pub const fn reaching(mut self, hand: f64) -> Self {
        if let Kind::Number { ref mut widget, .. } = self.kind {
            *widget = Widget::Both { hand };
        }
        self
    }

    /// With a number field instead of a slider.
    pub const fn field(mut self) -> Self {
        if let Kind::Number { ref mut widget, .. } = self.kind {
            *widget = Widget::Field;
        }
        self
    }

    /// Where only multiples of the step are allowed.
    pub const fn on_grid(mut self) -> Self {
        if let Kind::Number { ref mut grid, .. } = self.kind {
            *grid = true;
        }
        self
    }

    /// What it means at present.
    pub fn hint_for(&self, value: Value) -> &'static str {
        match (self.notes, value) {
            (Some(notes), Value::Choice(index)) if !notes(index).is_empty() => notes(index),
            _ => self.hint,
        }
    }

    /// The value where nothing is said.
    pub fn default(&self) -> Value {
        match self.kind {
            Kind::Number { default, .. } => Value::Number(default),
            Kind::Choice { default, .. } => Value::Choice(default),
            Kind::Mix => Value::Mix(Mix::default()),
            Kind::Kinds => Value::Kinds(Kinds::TRANSIENT),
            Kind::Order { default, .. } => Value::Order(Order::new(default).unwrap_or_default()),
        }
    }

    /// Reads a value as a link writes it: to nine decimals. The error names the key, the text and what is allowed.
    pub fn parse(&self, text: &str) -> Result<Value, ConfigError> {
        let refused = || ConfigError::new(self.key, text, self.allowed());
        match &self.kind {
            Kind::Number { min, max, step, grid, .. } => {
                let number = decimal::read(text).ok_or_else(refused)?;
                let on_grid = !grid || decimal::rounded((number / step).round() * step) == number;
                if number >= *min && number <= *max && on_grid {
                    // Adding zero turns -0 into 0.
                    Ok(Value::Number(number + 0.0))
                } else {
                    Err(refused())
                }
            }
            Kind::Choice { options, .. } => {
                options.iter().position(|(key, _)| *key == text).map(Value::Choice).ok_or_else(refused)
            }
            Kind::Mix => kinds::read_mix(text).map(Value::Mix).ok_or_else(refused),
            Kind::Kinds => kinds::read_kinds(text).map(Value::Kinds).ok_or_else(refused),
            Kind::Order { things, .. } => read_order(things, text).map(Value::Order).ok_or_else(refused),
        }
    }

    /// A value as a link writes it.
    pub fn write(&self, value: Value) -> String {
        match (value, &self.kind) {
            (Value::Choice(index), Kind::Choice { options, .. }) => {
                options.get(index).map_or_else(String::new, |(key, _)| (*key).to_owned())
            }
            (Value::Number(number), _) => decimal::short(number, 9),
            (Value::Choice(index), _) => index.to_string(),
            (Value::Mix(mix), _) => kinds::write_mix(&mix),
            (Value::Kinds(set), _) => kinds::write_kinds(set),
            (Value::Order(order), kind) => listed(kind, order, |thing| thing.key, ","),
        }
    }

    /// What is allowed, as it reads in a sentence.
    pub fn allowed(&self) -> String {
        match &self.kind {
            Kind::Number { min, max, step, grid, unit, .. } => {
                let [min, max, step] = [min, max, step].map(|number| decimal::short(*number, 9));
                match (unit, grid) {
                    (Unit::Seconds, _) => text::seconds(&min, &max),
                    (Unit::Count(_), _) => text::whole(&min, &max),
                    (_, true) => text::in_steps(&min, &max, &step),
                    (_, false) => text::range(&min, &max),
                }
            }
            Kind::Mix => kinds::allowed_mix(),
            Kind::Kinds => kinds::allowed_kinds(),
            Kind::Order { things, .. } => allowed_order(things),
            Kind::Choice { options, .. } => {
                let keys: Vec<&str> = options.iter().map(|(key, _)| *key).collect();
                text::one_of(&keys.join(", "))
            }
        }
    }
}

/// Reads `retry,breaker`, or `none`.
fn read_order(things: &[Thing], text: &str) -> Option<Order> {
    if text == "none" {
        return Some(Order::default());
    }
    let names = text.split(',').map(str::trim);
    let order: Vec<usize> =
        names.map(|name| things.iter().position(|thing| thing.key == name)).collect::<Option<_>>()?;
    let often = |(index, thing): (usize, &Thing)| order.iter().filter(|one| **one == index).count() <= thing.most;
    if things.iter().enumerate().all(often) { Order::new(&order) } else { None }
}

/// The things of an order, or `none`.
fn listed(kind: &Kind, order: Order, name: fn(&Thing) -> &'static str, between: &str) -> String {
    let Kind::Order { things, .. } = kind else { return String::new() };
    let names: Vec<&str> = order.iter().filter_map(|index| things.get(index)).map(name).collect();
    if names.is_empty() { "none".to_owned() } else { names.join(between) }
}

/// An order for reading.
pub fn spell_order(kind: &Kind, order: Order) -> String {
    listed(kind, order, |thing| thing.label, ", ")
}

/// What an order may be, as it reads in a sentence.
fn allowed_order(things: &[Thing]) -> String {
    let often = |thing: &Thing| match thing.most {
        1 => text::once(thing.key),
        most => text::up_to(thing.key, most),
    };
    let names: Vec<String> = things.iter().map(often).collect();
    text::order(&names.join(", "))
}

/// The present values of a lab's parameters, in the order of its table.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    specs: &'static [Spec],
    values: Vec<Value>,
}

impl PartialEq for Spec {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Settings {
    /// The defaults of a table.
    pub fn new(specs: &'static [Spec]) -> Self {
        Self { specs, values: specs.iter().map(Spec::default).collect() }
    }

    /// The table.
    pub fn specs(&self) -> &'static [Spec] {
        self.specs
    }

    /// Table rows with their present values.
    pub fn iter(&self) -> impl Iterator<Item = (&'static Spec, Value)> {
        self.specs.iter().zip(self.values.iter().copied())
    }

    /// The row of a key.
    pub fn spec(&self, key: &str) -> Option<&'static Spec> {
        self.specs.iter().find(|spec| spec.key == key)
    }

    /// The present value of a key.
    pub fn get(&self, key: &str) -> Option<Value> {
        self.specs.iter().position(|spec| spec.key == key).map(|index| self.values[index])
    }

    /// Sets a key, to a value that a link can write; a key that the lab does not have changes nothing.
    pub fn set(&mut self, key: &str, value: Value) {
        if let Some(index) = self.specs.iter().position(|spec| spec.key == key) {
            self.values[index] = value.written();
        }
    }

    /// Sets a key, and what goes back to its default with that.
    pub fn set_anew(&mut self, key: &str, value: Value) {
        self.set(key, value);
        for cleared in self.spec(key).map_or(&[][..], |spec| spec.clears) {
            if let Some(default) = self.spec(cleared).map(Spec::default) {
                self.set(cleared, default);
            }
        }
    }

    /// Whether a parameter has an effect with the present values of the others.
    pub fn applies(&self, spec: &Spec) -> bool {
        spec.when.iter().flatten().all(|when| {
            self.spec(when.key).zip(self.get(when.key)).is_none_or(|(other, value)| {
                when.values.contains(&other.write(value).as_str()) == when.one_of && self.applies(other)
            })
        })
    }

    /// The number of a key; 0 if there is none, which a test over every lab rules out.
    pub fn number(&self, key: &str) -> f64 {
        match self.get(key) {
            Some(Value::Number(number)) => number,
            Some(Value::Choice(_) | Value::Mix(_) | Value::Kinds(_) | Value::Order(_)) | None => 0.0,
        }
    }

    /// The number of a key as a count.
    pub fn count(&self, key: &str) -> u32 {
        self.number(key) as u32
    }

    /// The number of a key as a span.
    pub fn span(&self, key: &str) -> Duration {
        span_from_seconds(self.number(key)).unwrap_or_default()
    }

    /// The mix of a key.
    pub fn mix(&self, key: &str) -> Mix {
        if let Some(Value::Mix(mix)) = self.get(key) { mix } else { Mix::default() }
    }

    /// The kinds of a key.
    pub fn kinds(&self, key: &str) -> Kinds {
        if let Some(Value::Kinds(kinds)) = self.get(key) { kinds } else { Kinds::TRANSIENT }
    }

    /// The order of a key: the things' names in a link, the first one first.
    pub fn order(&self, key: &str) -> Vec<&'static str> {
        let Some((Kind::Order { things, .. }, Some(Value::Order(order)))) =
            self.spec(key).map(|spec| (&spec.kind, self.get(key)))
        else {
            return Vec::new();
        };
        order.iter().filter_map(|index| Some(things.get(index)?.key)).collect()
    }

    /// The choice of a key, as the link writes it.
    pub fn choice(&self, key: &str) -> &'static str {
        match (self.spec(key).map(|spec| &spec.kind), self.get(key)) {
            (Some(Kind::Choice { options, .. }), Some(Value::Choice(index))) => {
                options.get(index).map_or("", |(key, _)| key)
            }
            _ => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static LAYERS: [Spec; 1] = [Spec::order(
        "order",
        "Layers",
        &[Thing { key: "retry", label: "Retry", most: 2 }, Thing { key: "breaker", label: "Breaker", most: 1 }],
        &[1, 0],
    )];

    #[test]
    fn an_order_is_written_as_it_is_read() {
        let mut settings = Settings::new(&LAYERS);
        let [spec] = &LAYERS;
        assert_eq!(settings.order("order"), ["breaker", "retry"]);
        for text in ["none", "retry", "retry,breaker,retry"] {
            let value = spec.parse(text);
            assert_eq!(value.as_ref().map(|value| spec.write(*value)), Ok(text.to_owned()));
            if let Ok(value) = value {
                settings.set("order", value);
            }
        }
        assert_eq!(settings.order("order"), ["retry", "breaker", "retry"]);
        assert_eq!(spec.parse(" breaker , retry").map(|value| spec.write(value)), Ok("breaker,retry".to_owned()));
        let order = Order::new(&[1, 0]).unwrap_or_default();
        assert_eq!(spell_order(&spec.kind, order), "Breaker, Retry");
        for wrong in ["", "retry,retry,retry", "breaker,breaker", "retry;breaker", "timeout", "retry,none"] {
            let refused = spec.parse(wrong).map_err(|error| error.to_string());
            let allowed = "in an order, separated by commas, at most: retry up to 2 times, breaker once";
            assert!(refused.is_err_and(|error| error.starts_with("order") && error.contains(allowed)), "{wrong}");
        }
    }
}
