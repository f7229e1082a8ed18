//! The sources that the panel shows: files of the site, fetched when they are first looked at.

use std::rc::Rc;

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AbortSignal, DomException, RequestCache, RequestInit, Response};
use yew::Callback;

use super::Message;
use crate::play::code::source::File;
use crate::play::code::{Line, Listing, lines};
use crate::text::page::code as text;

/// How long an answer is waited for, in milliseconds.
const PATIENCE: u32 = 15_000;

/// The sources of a run, read once.
#[derive(Clone)]
pub(super) struct Listed {
    pub(super) listing: &'static Listing,
    pub(super) lines: Rc<[Line]>,
}

impl PartialEq for Listed {
    fn eq(&self, other: &Self) -> bool {
        self.listing == other.listing
    }
}

/// The sources of a listing, as far as they have come.
#[derive(Clone, Default, PartialEq)]
pub(super) enum Sources {
    /// Nobody has looked at them yet.
    #[default]
    Unasked,
    /// They are on their way.
    Awaited,
    /// They are here.
    Here(Listed),
    /// There are none: no policy is at work.
    None,
    /// They could not be had, and why.
    Missing(String),
}

/// Fetches the files of a listing and tells when they are here, or why they are not.
pub(super) fn ask(listing: &'static Listing, dispatch: Callback<Message>) {
    spawn_local(async move {
        let sources = fetched(listing.files).await.map(|texts| lines(&texts).into());
        dispatch.emit(Message::SourcesCame(listing, sources));
    });
}

/// The texts of the files, in their order.
async fn fetched(files: &'static [File]) -> Result<Vec<String>, String> {
    // All are asked for before the first is waited for.
    let asked: Vec<_> = files.iter().map(|file| (file, request(file))).collect();
    let mut texts = Vec::new();
    for (file, answer) in asked {
        texts.push(text(file, answer).await.map_err(|why| text::of_file(file.name, &why))?);
    }
    Ok(texts)
}

fn request(file: &File) -> Option<JsFuture> {
    let options = RequestInit::new();
    // The site may have been renewed since the browser last asked.
    options.set_cache(RequestCache::NoCache);
    options.set_signal(Some(&AbortSignal::timeout_with_u32(PATIENCE)));
    let address = format!("src/{}", file.path);
    web_sys::window().map(|window| JsFuture::from(window.fetch_with_str_and_init(&address, &options)))
}

async fn text(file: &File, answer: Option<JsFuture>) -> Result<String, String> {
    let response: Response = answer.ok_or(text::NO_WINDOW)?.await.map_err(why)?.unchecked_into();
    if !response.ok() {
        return Err(text::answered(response.status()));
    }
    let text = JsFuture::from(response.text().map_err(why)?).await.map_err(why)?;
    let text = text.as_string().unwrap_or_default();
    if !file.is(&text) {
        return Err(text::OTHER_VERSION.to_owned());
    }
    Ok(text)
}

/// Why nothing came.
fn why(error: JsValue) -> String {
    let timed_out = error.dyn_ref::<DomException>().is_some_and(|error| error.name() == "TimeoutError");
    if timed_out { text::no_answer(PATIENCE / 1_000) } else { text::NO_CONNECTION.to_owned() }
}
