//! What the browser remembers between visits: the theme, whether shortcuts are on, and answers to questions; and what a
//! tab remembers: a run that waits while a question is asked.
//!
//! Storage may be missing, full or forbidden (a sandboxed frame throws at the mere look at it). Then nothing is
//! remembered and everything else works.

use serde::Serialize;
use serde::de::DeserializeOwned;
use web_sys::Storage;

const PREFIX: &str = "half-open:";

/// What was remembered under `name`, if anything.
pub(crate) fn recall(name: &str) -> Option<String> {
    get(false, name)
}

/// Remembers `value` under `name` if the browser lets us.
pub(crate) fn remember(name: &str, value: &str) {
    // A full or forbidden storage is no reason to trouble the reader.
    set(false, name, value);
}

/// Data that was remembered under `name`; nothing if there is none, or if it cannot be read.
pub(crate) fn recall_data<T: DeserializeOwned>(name: &str) -> Option<T> {
    serde_json::from_str(&recall(name)?).ok()
}

/// Remembers data under `name` if the browser lets us.
pub(crate) fn remember_data(name: &str, data: &impl Serialize) {
    if let Ok(text) = serde_json::to_string(data) {
        remember(name, &text);
    }
}

/// What this tab remembered under `name` until it is closed, if anything.
pub(crate) fn recall_here(name: &str) -> Option<String> {
    get(true, name)
}

/// Remembers `value` under `name` until the tab is closed. Returns whether the browser lets us.
pub(crate) fn remember_here(name: &str, value: &str) -> bool {
    set(true, name, value)
}

/// Forgets what this tab remembered under `name`.
pub(crate) fn forget_here(name: &str) {
    if let Some(storage) = storage(true) {
        drop(storage.remove_item(&format!("{PREFIX}{name}")));
    }
}

/// The tab's storage, or the one that stays.
fn storage(of_tab: bool) -> Option<Storage> {
    let window = web_sys::window()?;
    if of_tab { window.session_storage() } else { window.local_storage() }.ok().flatten()
}

fn get(of_tab: bool, name: &str) -> Option<String> {
    storage(of_tab)?.get_item(&format!("{PREFIX}{name}")).ok().flatten()
}

fn set(of_tab: bool, name: &str, value: &str) -> bool {
    storage(of_tab).is_some_and(|storage| storage.set_item(&format!("{PREFIX}{name}"), value).is_ok())
}
