//! The surface of a track: what a pointer and keys do on it.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, PointerEvent};
use yew::Callback;
use yew::html::{onfocus, onkeydown, onpointercancel, onpointerdown, onpointermove, onpointerup};

use super::{Message, Press};
use crate::app::component::tag::Tag;
use crate::app::plot::draw::Point;
use crate::sim::paint::Track;

/// Steps of the values that the page keys take at once.
const PAGE: f64 = 5.0;

/// With pointer and keys heard.
pub(super) fn heard(pad: Tag, track: Track, dispatch: &Callback<Message>) -> Tag {
    let on = |what: fn(Track, PointerEvent) -> Option<Message>| {
        let dispatch = dispatch.clone();
        Callback::from(move |event: PointerEvent| {
            if let Some(message) = what(track, event) {
                dispatch.emit(message);
            }
        })
    };
    let keys = dispatch.clone();
    let pressed = Callback::from(move |event: KeyboardEvent| {
        if let Some(press) = press(&event) {
            // What the track takes is no shortcut of the page, and scrolls nothing.
            event.prevent_default();
            keys.emit(Message::Keyed(press));
        }
    });
    let focused = dispatch.reform(move |_| Message::Focused(track));
    pad.listener(Rc::new(onpointerdown::Wrapper::new(on(down))))
        .listener(Rc::new(onpointermove::Wrapper::new(on(moved))))
        .listener(Rc::new(onpointerup::Wrapper::new(on(|_, event| event.is_primary().then_some(Message::Lifted)))))
        .listener(Rc::new(onpointercancel::Wrapper::new(on(|_, _| Some(Message::Cancelled)))))
        .listener(Rc::new(onkeydown::Wrapper::new(pressed)))
        .listener(Rc::new(onfocus::Wrapper::new(focused)))
}

/// A finger, a pen or the main button went down; from now on the track hears of it wherever it goes.
fn down(track: Track, event: PointerEvent) -> Option<Message> {
    if event.button() != 0 || !event.is_primary() {
        return None;
    }
    let pad: Element = event.target()?.dyn_into().ok()?;
    // Without it a line ends at the track's edge, and nothing else is lost.
    drop(pad.set_pointer_capture(event.pointer_id()));
    Some(Message::Pressed(track, place(&event)?))
}

/// It moves on. One that only hovers, or that was lifted unseen, draws nothing.
fn moved(_: Track, event: PointerEvent) -> Option<Message> {
    if event.buttons() & 1 == 0 {
        return None;
    }
    Some(Message::Moved(place(&event)?))
}

/// Where the pointer is, as parts of the track's width and height.
fn place(event: &PointerEvent) -> Option<Point> {
    if !event.is_primary() {
        return None;
    }
    let pad: Element = event.target()?.dyn_into().ok()?;
    let area = pad.get_bounding_client_rect();
    let part = |at: i32, from: f64, length: f64| ((f64::from(at) - from) / length.max(1.0)).clamp(0.0, 1.0);
    Some((part(event.client_x(), area.left(), area.width()), part(event.client_y(), area.top(), area.height())))
}

/// What a key asks for.
fn press(event: &KeyboardEvent) -> Option<Press> {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return None;
    }
    let along = |steps| if event.shift_key() { Press::Stretch(steps) } else { Press::Shift(steps) };
    Some(match event.key().as_str() {
        "ArrowLeft" => along(-1),
        "ArrowRight" => along(1),
        "ArrowUp" => Press::Raise(1.0),
        "ArrowDown" => Press::Raise(-1.0),
        "PageUp" => Press::Raise(PAGE),
        "PageDown" => Press::Raise(-PAGE),
        "Enter" => Press::Set,
        "Delete" | "Backspace" => Press::Erase,
        "Escape" => Press::Escape,
        _ => return None,
    })
}
