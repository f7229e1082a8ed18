//! What the browser remembers between visits: the theme, whether shortcuts are on, and answers to questions.
//!
//! Storage may be missing, full or forbidden (a sandboxed frame throws at the mere look at it). Then nothing is
//! remembered and everything else works.

use web_sys::Storage;

const PREFIX: &str = "half-open:";

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

/// What this tab remembered under `name` until it is closed, if anything.
#[cfg(not(feature = "light"))]
pub(crate) fn recall_here(name: &str) -> Option<String> {
    of_tab()?.get_item(&[PREFIX, name].concat()).ok().flatten()
}

/// Remembers `value` under `name` until the tab is closed. Returns whether the browser lets us.
pub(crate) fn remember_here(name: &str, value: &str) -> bool {
    of_tab().is_some_and(|storage| storage.set_item(&[PREFIX, name].concat(), value).is_ok())
}

/// Forgets what this tab remembered under `name`.
pub(crate) fn forget_here(name: &str) {
    if let Some(storage) = of_tab() {
        drop(storage.remove_item(&[PREFIX, name].concat()));
    }
}

fn of_tab() -> Option<Storage> {
    web_sys::window()?.session_storage().ok().flatten()
}

/// What was remembered under `name`, if anything.
pub(crate) fn recall(name: &str) -> Option<String> {
    storage()?.get_item(&format!("{PREFIX}{name}")).ok().flatten()
}

/// Remembers `value` under `name` if the browser lets us.
pub(crate) fn remember(name: &str, value: &str) {
    if let Some(storage) = storage() {
        // A full or forbidden storage is no reason to trouble the reader.
        drop(storage.set_item(&format!("{PREFIX}{name}"), value));
    }
}
