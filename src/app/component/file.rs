//! A choice of a file whose text is read.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::HtmlInputElement;
use yew::html::onchange;
use yew::{Callback, Event};

use super::tag::{Tag, tag};
use crate::link::{self, Complaint};

/// The text of a file, or why it was not read.
pub(crate) type Read = Result<String, Complaint>;

/// The choice of a file with this ending. Where there is no file, or no way to read it, nothing is told.
pub(crate) fn view(ending: &'static str, dispatch: Callback<Read>) -> Tag {
    let chosen = Callback::from(move |event: Event| {
        text_of_file(&event, dispatch.clone());
    });
    let input = tag("input", "").attr("type", "file").attr("accept", ending);
    input.listener(Rc::new(onchange::Wrapper::new(chosen)))
}

/// Asks for the text of the file that was chosen, unless it is too large, and tells it once it has come.
fn text_of_file(event: &Event, dispatch: Callback<Read>) -> Option<()> {
    let input: HtmlInputElement = event.target()?.dyn_into().ok()?;
    let file = input.files()?.get(0)?;
    // The same file can be chosen again, once it has been changed.
    input.set_value("");
    if let Err(complaint) = link::check_file(file.size()) {
        dispatch.emit(Err(complaint));
        return Some(());
    }
    let text = JsFuture::from(file.text());
    spawn_local(async move {
        let text = text.await.ok().and_then(|text| text.as_string()).unwrap_or_default();
        dispatch.emit(Ok(text));
    });
    Some(())
}
