//! The address bar: reading the link in it, and keeping it a link to the present run.
//!
//! The address follows changes of the scenario and inputs, not the clock, and at most a few times a second because
//! browsers refuse more. It is replaced, not pushed, so the back button leads to the lab before and not to the slider's
//! last position.

use gloo_timers::callback::Timeout;
use wasm_bindgen::JsValue;

/// The least time between two changes of the address, in milliseconds.
const PATIENCE: u32 = 400;

/// The link in the address bar, `#` included; empty if there is none.
pub(crate) fn hash() -> String {
    web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// The page's address without its link.
pub(crate) fn page() -> String {
    let href = web_sys::window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    href.split('#').next().unwrap_or_default().to_owned()
}

/// Where the page lies, without link and query: a second document to the browser, so that it may be framed here.
pub(crate) fn page_for_preview() -> String {
    let page = page();
    format!("{}?preview", page.split('?').next().unwrap_or_default())
}

/// Keeps the address up to date.
#[derive(Default)]
pub(crate) struct Address {
    /// Runs while the address has just been written.
    resting: Option<Timeout>,
    /// Whether the run has changed meanwhile.
    stale: bool,
}

impl Address {
    /// The run has changed. Returns whether the address is to be written now; otherwise `rested` is called in a moment,
    /// and should ask [`Address::rested`].
    pub(crate) fn changed(&mut self, rested: impl FnOnce() + 'static) -> bool {
        self.stale = self.resting.is_some();
        if !self.stale {
            self.resting = Some(Timeout::new(PATIENCE, rested));
        }
        !self.stale
    }

    /// The rest is over. Returns whether the address is to be written now.
    pub(crate) fn rested(&mut self) -> bool {
        self.resting = None;
        core::mem::take(&mut self.stale)
    }

    /// Another link was loaded: what was waiting to be written is of no interest any more.
    pub(crate) fn forget(&mut self) {
        *self = Self::default();
    }
}

/// Puts `link` into the address bar without adding to the history.
pub(crate) fn write(link: &str) {
    if link == hash() {
        return;
    }
    if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
        // A browser that refuses (too often, or an opaque origin) leaves an older link in the bar; Share has it.
        drop(history.replace_state_with_url(&JsValue::NULL, "", Some(link)));
    }
}
