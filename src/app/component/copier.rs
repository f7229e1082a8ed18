//! A text to be copied. Where the clipboard refuses (no permission, a sandboxed frame), the text is selected instead and
//! the reader told which keys copy it.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, HtmlElement, HtmlTextAreaElement};
use yew::{Callback, Html};

use super::tag::{button, row, tag};
use crate::text::page::copier as text;

/// Which of the texts on the page is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Text {
    /// The link.
    Link,
    /// The frame.
    Frame,
    /// A configuration. It does not stand in a field.
    Config,
    /// The checklist.
    Check,
}

/// What happens to a text that is to be copied.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Message {
    /// Its button was pressed.
    Pressed(Text),
    /// Whether the clipboard took it.
    Copied(Text, bool),
}

impl Text {
    /// What it is called.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Link => text::LINK,
            Self::Frame => text::FRAME,
            Self::Config => text::CONFIGURATION,
            Self::Check => text::CHECKLIST,
        }
    }

    /// What its button is called.
    pub(crate) fn copy(self) -> &'static str {
        match self {
            Self::Link => text::COPY_LINK,
            Self::Frame => text::COPY_FRAME,
            Self::Config => text::COPY_CONFIGURATION,
            Self::Check => text::COPY_CHECKLIST,
        }
    }

    /// Where its element is found.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Link => "copy-link",
            Self::Frame => "copy-frame",
            Self::Config => "copy-config",
            Self::Check => "copy-check",
        }
    }
}

/// A text, its Copy button, and what came of pressing it: `copied` says whether the clipboard took it.
pub(crate) fn view(which: Text, text: String, copied: Option<bool>, dispatch: &Callback<Message>) -> Html {
    let told = match copied {
        None => "",
        Some(true) => text::COPIED,
        Some(false) => text::BY_HAND,
    };
    let rows = if which == Text::Link { "2" } else { "4" };
    let field = tag("textarea", "text")
        .attr("id", which.id())
        .attr("readonly", "")
        .attr("spellcheck", "false")
        .attr("aria-label", which.label())
        .attr("rows", rows)
        .value(text);
    let copy = button("btn", dispatch, Message::Pressed(which)).attr("aria-label", which.copy()).text(text::COPY);
    row(vec![
        tag("div", "field").child(field).child(copy).html(),
        tag("p", "told").attr("role", "status").text(told).html(),
    ])
}

/// Copies what is to be copied, or selects it where the clipboard refused. Returns which text the clipboard was asked to
/// take and whether it did, once that is known.
pub(crate) fn update(said: Message, dispatch: &Callback<Message>) -> Option<(Text, bool)> {
    match said {
        Message::Pressed(which) => {
            copy(which, dispatch);
            None
        }
        Message::Copied(which, done) => {
            if !done {
                select(which);
            }
            Some((which, done))
        }
    }
}

/// Copies a text of the page, and tells how it came out.
fn copy(which: Text, dispatch: &Callback<Message>) {
    let Some(text) = text(which) else { return };
    // Asked at once: a browser lets only a press do this.
    let (asked, dispatch) = (write(&text).map(JsFuture::from), dispatch.clone());
    spawn_local(async move {
        let done = match asked {
            Some(answer) => answer.await.is_ok(),
            None => false,
        };
        dispatch.emit(Message::Copied(which, done));
    });
}

/// Selects a text of the page.
fn select(which: Text) {
    if which == Text::Config {
        // Where even that fails, the reader can still select it by hand.
        select_element(which);
    } else if let Some(field) = field(which) {
        drop(field.focus());
        field.select();
    }
}

fn select_element(which: Text) -> Option<()> {
    let element: HtmlElement = element(which)?.dyn_into().ok()?;
    drop(element.focus());
    web_sys::window()?.get_selection().ok()??.select_all_children(&element).ok()
}

fn text(which: Text) -> Option<String> {
    if which == Text::Config { element(which)?.text_content() } else { Some(field(which)?.value()) }
}

fn field(which: Text) -> Option<HtmlTextAreaElement> {
    element(which)?.dyn_into().ok()
}

fn element(which: Text) -> Option<Element> {
    web_sys::window()?.document()?.get_element_by_id(which.id())
}

/// Asks the clipboard to take `text`; nothing if there is no clipboard, as in an insecure context.
fn write(text: &str) -> Option<Promise> {
    let navigator = web_sys::window()?.navigator();
    let clipboard = Reflect::get(&navigator, &"clipboard".into()).ok().filter(JsValue::is_object)?;
    let method: Function = Reflect::get(&clipboard, &"writeText".into()).ok()?.dyn_into().ok()?;
    method.call1(&clipboard, &text.into()).ok()?.dyn_into().ok()
}
