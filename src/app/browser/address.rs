//! The address bar: reading the link in it, and keeping it a link to the present run.
//!
//! The address follows changes of the scenario and inputs, not the clock, and at most a few times a second because
//! browsers refuse more. It is replaced, not pushed, so the back button leads to the lab before and not to the slider's
//! last position.

use gloo_timers::callback::Timeout;

use crate::decimal;

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

/// The link to a lab as it opens, which its tab has.
pub(crate) fn of_lab(key: &str) -> String {
    format!("#{key}")
}

/// Puts `link` into the address bar without adding to the history. The browser keeps the number of its run with it.
pub(crate) fn write(link: &str, number: u32) {
    replace(number, Some(link));
}

/// The browser keeps the number of the present run with the address as it is.
pub(crate) fn mark(number: u32) {
    replace(number, None);
}

fn replace(number: u32, link: Option<&str>) {
    if let Some(history) = history() {
        // A browser that refuses (too often, or an opaque origin) leaves an older link in the bar; Share has it.
        drop(history.replace_state_with_url(&format!("{}{number}", document()).into(), "", link));
    }
}

/// The number of the run that the browser keeps with the address, if this document gave it.
pub(crate) fn number() -> Option<u32> {
    history()?.state().ok()?.as_string()?.strip_prefix(&document())?.parse().ok()
}

fn history() -> Option<web_sys::History> {
    web_sys::window()?.history().ok()
}

/// What stands before the numbers of this document: when it began.
fn document() -> String {
    let began = web_sys::window().and_then(|window| window.performance()).map_or(0.0, |clock| clock.time_origin());
    format!("half-open {} ", decimal::short(began, 3))
}
