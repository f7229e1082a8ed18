//! What the page listens to. Each listener lives as long as the page; dropping it ends it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::callback::Timeout;
use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{
    Element, Event, HtmlElement, HtmlInputElement, IntersectionObserver, IntersectionObserverEntry,
    IntersectionObserverInit, KeyboardEvent, MediaQueryList, MessageEvent, ResizeObserver, Window,
};
use yew::{Callback, NodeRef};

use super::embed;
use super::key::{Focus, Held, Key};
use super::window::is_fullscreen;
use crate::app::message::Message;
use crate::decimal;

/// How much of the window the strip of a stage takes at the top, as a margin to be left out there. The style sheet has
/// its width.
const STRIP: &str = "-190px 0px 0px 0px";

type Observed = Closure<dyn FnMut(Array)>;

/// The page's listeners.
#[derive(Default)]
pub(crate) struct Watches {
    listeners: Vec<EventListener>,
    resize: Option<(ResizeObserver, Observed)>,
    sight: Option<(IntersectionObserver, Observed)>,
    motion: Option<MediaQueryList>,
    /// Who keys are for. The answer is due at once, before any message.
    keys: Rc<Cell<Keys>>,
    touch: Rc<Touch>,
}

/// Who keys are for that no control uses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Keys {
    /// The page, as shortcuts, so that Space must not scroll it.
    Shortcuts,
    /// The embedding page.
    HandedUp,
    /// Nobody but the browser; a dialog, for example, is closed by Escape.
    #[default]
    Others,
}

/// What is known of pointers.
#[derive(Debug, Default)]
struct Touch {
    /// One is down, or has made no click of it yet.
    pressing: Cell<bool>,
    /// The focus came by one.
    focused: Cell<bool>,
}

impl Watches {
    /// Listens to the window and the document.
    pub(crate) fn page(dispatch: &Callback<Message>) -> Self {
        let mut watches = Self::default();
        let Some(window) = web_sys::window() else { return watches };
        watches.window(&window, dispatch);
        if let Some(document) = window.document() {
            let target: &web_sys::EventTarget = &document;
            watches.on(target, "visibilitychange", dispatch, |_| Some(Message::SeenChanged));
            watches.on(target, "fullscreenchange", dispatch, |_| (!is_fullscreen()).then_some(Message::FullscreenLeft));
        }
        watches
    }

    fn window(&mut self, window: &Window, dispatch: &Callback<Message>) {
        self.on(window, "popstate", dispatch, |_| Some(Message::AddressChanged));
        let heard = |event: &MessageEvent| embed::command(&embed::unpack(event)?).map(Message::Heard);
        self.on(window, "message", dispatch, move |event| heard(event.dyn_ref()?));
        embed::said_before().iter().filter_map(heard).for_each(|message| dispatch.emit(message));
        if let Ok(Some(motion)) = window.match_media("(prefers-reduced-motion: reduce)") {
            let query = motion.clone();
            self.on(&motion, "change", dispatch, move |_| Some(Message::MotionChanged(query.matches())));
            self.motion = Some(motion);
        }
        self.touches(window);
        self.keys(window, dispatch);
    }

    /// Tells a focus that came by pointer from one that came by key or script: it came between a press and the click
    /// that ends it, or the press was on it.
    fn touches(&mut self, window: &Window) {
        let mut hear = |name: &'static str, heard: fn(&Touch, &Event)| {
            let touch = Rc::clone(&self.touch);
            let early = EventListenerOptions::run_in_capture_phase();
            self.listeners
                .push(EventListener::new_with_options(window, name, early, move |event| heard(&touch, event)));
        };
        hear("pointerdown", |touch, event| {
            touch.pressing.set(true);
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            if target.is_some() && target == focused() {
                touch.focused.set(true);
            }
        });
        hear("focusin", |touch, _| touch.focused.set(touch.pressing.get()));
        hear("keydown", |touch, _| touch.pressing.set(false));
        hear("pointercancel", |touch, _| touch.pressing.set(false));
        let touch = Rc::clone(&self.touch);
        self.listeners.push(EventListener::new(window, "click", move |_| {
            // A label gives its control the focus only once everybody has heard the click.
            let released = Rc::clone(&touch);
            Timeout::new(0, move || released.pressing.set(false)).forget();
        }));
    }

    fn keys(&mut self, window: &Window, dispatch: &Callback<Message>) {
        let options = EventListenerOptions::enable_prevent_default();
        let (keys, touch, told) = (Rc::clone(&self.keys), Rc::clone(&self.touch), dispatch.clone());
        let taken = Rc::new(Cell::new(false));
        let pressed = Rc::clone(&taken);
        self.listeners.push(EventListener::new_with_options(window, "keydown", options, move |event| {
            let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
            if keys.get() == Keys::HandedUp || event.default_prevented() || event.is_composing() {
                return;
            }
            let mut key = key_of(event, &touch);
            let held = key.held.ctrl || key.held.meta;
            let undo = held && matches!(key.name.as_str(), "z" | "Z" | "y");
            if (held && !undo) || key.held.alt {
                return;
            }
            if undo {
                key.name = if key.name == "y" || key.held.shift { "^y" } else { "^z" }.to_owned();
            }
            let taken = if undo { key.focus != Focus::Field } else { key.plays() };
            let taken = taken && keys.get() == Keys::Shortcuts;
            if taken {
                event.prevent_default();
            }
            pressed.set(taken && key.name == " ");
            if !(key.name == " " && event.repeat()) {
                told.emit(Message::KeyPressed(key));
            }
        }));
        // Firefox presses a button at the end of Space.
        let options = EventListenerOptions::enable_prevent_default();
        self.listeners.push(EventListener::new_with_options(window, "keyup", options, move |event| {
            if event.dyn_ref::<KeyboardEvent>().is_some_and(|event| event.key() == " ") && taken.take() {
                event.prevent_default();
            }
        }));
        // What goes to the embedding page does nothing here, whatever has the focus; a button would hear the end of Space.
        for name in ["keydown", "keyup"] {
            let (keys, touch, dispatch) = (Rc::clone(&self.keys), Rc::clone(&self.touch), dispatch.clone());
            let options = EventListenerOptions { passive: false, ..EventListenerOptions::run_in_capture_phase() };
            self.listeners.push(EventListener::new_with_options(window, name, options, move |event| {
                let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
                if keys.get() != Keys::HandedUp || event.is_composing() {
                    return;
                }
                let key = key_of(event, &touch);
                if !key.goes_up() {
                    return;
                }
                event.stop_propagation();
                if !key.held.is_browsers() {
                    event.prevent_default();
                }
                if event.type_() == "keydown" && !(key.name == " " && event.repeat()) {
                    dispatch.emit(Message::KeyPressed(key));
                }
            }));
        }
    }

    fn on(
        &mut self,
        target: &web_sys::EventTarget,
        name: &'static str,
        dispatch: &Callback<Message>,
        message: impl Fn(&Event) -> Option<Message> + 'static,
    ) {
        let dispatch = dispatch.clone();
        self.listeners.push(EventListener::new(target, name, move |event| {
            if let Some(message) = message(event) {
                dispatch.emit(message);
            }
        }));
    }

    /// Measures the stage now and whenever its size changes, and watches whether it is in sight.
    pub(crate) fn stage(&mut self, stage: &NodeRef, dispatch: &Callback<Message>) {
        let Some(element) = stage.cast::<HtmlElement>() else { return };
        dispatch.emit(measured(&element));
        let (told, measured_element) = (dispatch.clone(), element.clone());
        let later: Rc<RefCell<Option<Timeout>>> = Rc::default();
        let resized = Observed::new(move |_| {
            // Not at once: a layout that changes while it is being observed is reported as an error.
            let (dispatch, element) = (told.clone(), measured_element.clone());
            *later.borrow_mut() = Some(Timeout::new(0, move || dispatch.emit(measured(&element))));
        });
        if let Ok(observer) = ResizeObserver::new(resized.as_ref().unchecked_ref()) {
            observer.observe(&element);
            self.resize = Some((observer, resized));
        }
        self.sight(element, dispatch);
    }

    /// In a frame of another site nothing else tells that it was scrolled or switched out of sight. On a page of its own
    /// the stage is passed when less of it is left at the top of the window than its strip takes there.
    fn sight(&mut self, stage: HtmlElement, dispatch: &Callback<Message>) {
        let (dispatch, framed, element) = (dispatch.clone(), embed::parent().is_some(), stage.clone());
        let seen = Observed::new(move |entries: Array| {
            let Ok(entry) = entries.pop().dyn_into::<IntersectionObserverEntry>() else { return };
            let seen = entry.is_intersecting();
            if framed {
                return dispatch.emit(Message::InSightChanged(seen));
            }
            let place = Element::get_bounding_client_rect(&element);
            // What follows must not move when the stage is drawn in its strip.
            drop(element.style().set_property("--stage", &(decimal::short(place.height(), 2) + "px")));
            dispatch.emit(Message::StagePassed(!seen && place.top() < 0.0));
        });
        let options = IntersectionObserverInit::new();
        options.set_root_margin(if framed { "0px" } else { STRIP });
        if let Ok(observer) = IntersectionObserver::new_with_options(seen.as_ref().unchecked_ref(), &options) {
            observer.observe(&stage);
            self.sight = Some((observer, seen));
        }
    }

    /// From now on keys are for somebody else.
    pub(crate) fn take_keys(&self, keys: Keys) {
        self.keys.set(keys);
    }

    /// Whether the system asks for reduced motion.
    pub(crate) fn still(&self) -> bool {
        self.motion.as_ref().is_some_and(MediaQueryList::matches)
    }
}

impl Drop for Watches {
    fn drop(&mut self) {
        if let Some((observer, _)) = &self.resize {
            observer.disconnect();
        }
        if let Some((observer, _)) = &self.sight {
            observer.disconnect();
        }
    }
}

fn measured(stage: &HtmlElement) -> Message {
    Message::StageMeasured(f64::from(stage.client_width()), f64::from(stage.client_height()))
}

fn focused() -> Option<Element> {
    web_sys::window()?.document()?.active_element()
}

fn key_of(event: &KeyboardEvent, touch: &Touch) -> Key {
    let held = Held { shift: event.shift_key(), ctrl: event.ctrl_key(), alt: event.alt_key(), meta: event.meta_key() };
    let (focus, pointed) = (focus_of(event), touch.focused.get());
    Key { name: event.key(), code: event.code(), number: event.key_code(), held, focus, pointed }
}

/// What has the focus, by what it does with keys itself.
fn focus_of(event: &KeyboardEvent) -> Focus {
    let Some(element) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return Focus::Page };
    match element.tag_name().as_str() {
        "INPUT" => {
            let Some(input) = element.dyn_ref::<HtmlInputElement>() else { return Focus::Field };
            match input.type_().as_str() {
                "range" => Focus::Slider,
                "radio" => Focus::Radio { chosen: input.checked() },
                "checkbox" | "button" => Focus::Button,
                _ => Focus::Field,
            }
        }
        "TEXTAREA" => Focus::Field,
        "SELECT" => Focus::Choice,
        "BUTTON" | "A" | "SUMMARY" => Focus::Button,
        _ if element.dyn_ref::<HtmlElement>().is_some_and(HtmlElement::is_content_editable) => Focus::Field,
        // A heading can be given the focus, but does nothing with keys.
        _ if element.get_attribute("tabindex").is_some_and(|index| index != "-1") => Focus::Slider,
        _ => Focus::Page,
    }
}
