//! Elements built by calls instead of by the `html!` macro: drawings, and what the first look shows.
//!
//! A drawing has hundreds of elements, and the macro writes each one's construction out in place: 200 to 400 bytes of
//! program apiece. Here each attribute is one call of a few bytes. Numbers are written to two decimals. What comes later,
//! dialogs and cards, is written with the macro.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::html::{onchange, onclick, onclose, oninput};
use yew::virtual_dom::{AttrValue, Key, Listener, VList, VNode, VTag, VText};
use yew::{Callback, Event, Html, InputEvent, MouseEvent, NodeRef};

use crate::decimal;

/// An element under construction.
pub(crate) struct Tag(Box<VTag>);

/// An element, with its class if that is not empty.
#[inline(never)]
pub(crate) fn tag(name: &'static str, class: &'static str) -> Tag {
    let tag = Tag(Box::new(VTag::new(name)));
    if class.is_empty() { tag } else { tag.attr("class", class) }
}

/// A button of a class, that says `message` when it is pressed.
#[inline(never)]
pub(crate) fn button<M: Clone + 'static>(class: &'static str, dispatch: &Callback<M>, message: M) -> Tag {
    tag("button", class).attr("type", "button").on_click(dispatch, message)
}

/// An option of a choice.
#[inline(never)]
pub(crate) fn option(value: String, label: impl Into<AttrValue>, chosen: bool) -> Tag {
    tag("option", "").attr("value", value).attr_bool("selected", chosen).text(label)
}

/// Several nodes in a row.
#[inline(never)]
pub(crate) fn row(nodes: Vec<Html>) -> Html {
    VNode::from(VList::with_children(nodes, None))
}

/// Text of which only digits change while time runs. It lies over an unseen text of the same shape, which keeps its place,
/// so other digits move nothing and are all that is laid out anew.
#[inline(never)]
pub(crate) fn steady(text: String) -> Tag {
    let shape = text.replace(|each: char| each.is_ascii_digit(), "0");
    tag("span", "steady").attr("data-shape", shape).child(tag("span", "").text(text))
}

/// What makes a message of a control's key and of what it says.
pub(crate) type Heard<M> = fn(&'static str, String) -> M;

/// Says `message` each time it is called. What follows is the same program for messages of all kinds.
fn again<M: Clone + 'static>(dispatch: &Callback<M>, message: M) -> Rc<dyn Fn()> {
    let dispatch = dispatch.clone();
    Rc::new(move || dispatch.emit(message.clone()))
}

/// Tells what the control of an event says.
fn hearing<M: 'static>(dispatch: &Callback<M>, key: &'static str, heard: Heard<M>) -> Rc<dyn Fn(&Event)> {
    let dispatch = dispatch.clone();
    Rc::new(move |event| dispatch.emit(heard(key, value_of(event))))
}

/// Says `message` when an element of the `html!` macro is pressed.
pub(crate) fn pressed<M: Clone + 'static>(dispatch: &Callback<M>, message: M) -> Callback<MouseEvent> {
    let said = again(dispatch, message);
    Callback::from(move |_| said())
}

impl Tag {
    /// With an attribute.
    #[inline(never)]
    pub(crate) fn attr(mut self, key: &'static str, value: impl Into<AttrValue>) -> Self {
        self.0.add_attribute(key, value);
        self
    }

    /// With an attribute that has no value, if `on`.
    #[inline(never)]
    pub(crate) fn attr_bool(self, key: &'static str, on: bool) -> Self {
        if on { self.attr(key, "") } else { self }
    }

    /// With an attribute that is a number, to two decimals.
    #[inline(never)]
    pub(crate) fn attr_num(self, key: &'static str, value: f64) -> Self {
        self.attr(key, fixed(value))
    }

    /// With an attribute, if there is a value for it.
    #[inline(never)]
    pub(crate) fn attr_opt(self, key: &'static str, value: Option<String>) -> Self {
        match value {
            Some(value) => self.attr(key, value),
            None => self,
        }
    }

    /// With what a field or a choice says; the page writes it there again when it differs.
    #[inline(never)]
    pub(crate) fn value(mut self, value: String) -> Self {
        if self.0.tag() == "select" {
            self.0.add_property("value", value);
        } else {
            self.0.set_value(AttrValue::from(value));
        }
        self
    }

    /// Checked or not.
    #[inline(never)]
    pub(crate) fn checked(mut self, checked: bool) -> Self {
        self.0.set_checked(checked);
        self
    }

    /// With a key that tells it from its siblings.
    #[inline(never)]
    pub(crate) fn key(mut self, key: &str) -> Self {
        self.0.key = Some(Key::from(key));
        self
    }

    /// With a place where its element can be found.
    #[inline(never)]
    pub(crate) fn node_ref(mut self, place: &NodeRef) -> Self {
        self.0.node_ref = place.clone();
        self
    }

    /// With a child.
    #[inline(never)]
    pub(crate) fn child(mut self, child: impl Into<Html>) -> Self {
        self.0.add_child(child.into());
        self
    }

    /// With a child, if there is one. Its place is kept, so that what follows stays the same element.
    #[inline(never)]
    pub(crate) fn child_opt(self, child: Option<Self>) -> Self {
        self.child(child.map_or_else(Html::default, Self::html))
    }

    /// With children.
    #[inline(never)]
    pub(crate) fn children(mut self, children: Vec<Html>) -> Self {
        self.0.add_children(children);
        self
    }

    /// With text.
    #[inline(never)]
    pub(crate) fn text(self, text: impl Into<AttrValue>) -> Self {
        self.child(VNode::from(VText::new(text)))
    }

    /// That says `message` when it is pressed.
    #[inline(never)]
    pub(crate) fn on_click<M: Clone + 'static>(self, dispatch: &Callback<M>, message: M) -> Self {
        let said = again(dispatch, message);
        self.listener(Rc::new(onclick::Wrapper::new(Callback::from(move |_| said()))))
    }

    /// That says `message` when it is closed.
    #[inline(never)]
    pub(crate) fn on_close<M: Clone + 'static>(self, dispatch: &Callback<M>, message: M) -> Self {
        let said = again(dispatch, message);
        self.listener(Rc::new(onclose::Wrapper::new(Callback::from(move |_| said()))))
    }

    /// A control that tells what it says once the reader has done with it.
    #[inline(never)]
    pub(crate) fn on_change<M: 'static>(self, dispatch: &Callback<M>, key: &'static str, heard: Heard<M>) -> Self {
        let heard = hearing(dispatch, key, heard);
        self.listener(Rc::new(onchange::Wrapper::new(Callback::from(move |event: Event| heard(&event)))))
    }

    /// A control that tells what it says while it is being moved.
    #[inline(never)]
    pub(crate) fn on_input<M: 'static>(self, dispatch: &Callback<M>, key: &'static str, heard: Heard<M>) -> Self {
        let heard = hearing(dispatch, key, heard);
        self.listener(Rc::new(oninput::Wrapper::new(Callback::from(move |event: InputEvent| heard(&event)))))
    }

    /// With a listener of another kind.
    pub(crate) fn listener(mut self, listener: Rc<dyn Listener>) -> Self {
        self.0.add_listener(listener);
        self
    }

    /// The element.
    #[inline(never)]
    pub(crate) fn html(self) -> Html {
        VNode::from(*self.0)
    }
}

impl From<Tag> for Html {
    fn from(tag: Tag) -> Self {
        tag.html()
    }
}

/// What the control of an event says: its value, or `on` or nothing for a box that is checked or not.
pub(crate) fn value_of(event: &Event) -> String {
    let Some(target) = event.target() else { return String::new() };
    match target.dyn_into::<HtmlInputElement>() {
        Ok(input) if input.type_() == "checkbox" => if input.checked() { "on" } else { "" }.to_owned(),
        Ok(input) => input.value(),
        Err(target) => target.dyn_into::<HtmlSelectElement>().map(|select| select.value()).unwrap_or_default(),
    }
}

/// A number as a drawing writes it: at most two decimals.
pub(crate) fn fixed(number: f64) -> String {
    decimal::short(number, 2)
}

#[cfg(test)]
mod tests {
    use super::fixed;

    #[test]
    fn numbers_are_written_to_two_decimals() {
        let written = [0.0, 1.0, 1.5, -2.25, 0.004, -0.004, 99.999, 10.05, 940.0].map(fixed);
        assert_eq!(written, ["0", "1", "1.5", "-2.25", "0", "0", "100", "10.05", "940"]);
    }
}
