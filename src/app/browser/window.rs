//! The window and the document: what they measure, and what fills the screen.

use js_sys::Object;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, VisibilityState};

/// Whether the tab is in front.
pub(crate) fn tab_in_front() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    document.is_none_or(|document| document.visibility_state() != VisibilityState::Hidden)
}

/// Whether the page fills the screen.
pub(crate) fn is_fullscreen() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    document.is_some_and(|document| document.fullscreen_element().is_some())
}

/// The window's width in CSS pixels, without its scroll bar.
pub(crate) fn width() -> f64 {
    let document = web_sys::window().and_then(|window| window.document());
    document.and_then(|document| document.document_element()).map_or(0.0, |root| f64::from(root.client_width()))
}

/// The window's height in CSS pixels; a usual one where there is none to ask.
pub(crate) fn height() -> f64 {
    let window = web_sys::window();
    window.and_then(|window| window.inner_height().ok()?.as_f64()).unwrap_or(800.0)
}

/// Whether any of an element is within the window.
pub(crate) fn is_in_window(element: Element) -> bool {
    let place = element.get_bounding_client_rect();
    place.top() < height() && place.bottom() > 0.0
}

/// Asks for the whole screen, or gives it back. A browser may refuse either; then the page simply fills its window.
pub(crate) fn fullscreen(wanted: bool) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    if wanted {
        if let Some(root) = document.document_element() {
            call_quietly(&root, "requestFullscreen");
        }
    } else if is_fullscreen() {
        call_quietly(&document, "exitFullscreen");
    }
}

/// Calls a method that may be missing, may throw, and may answer with a promise that fails.
fn call_quietly(object: &Object, method: &str) {
    let call = || -> Option<()> {
        let function: js_sys::Function = js_sys::Reflect::get(object, &method.into()).ok()?.dyn_into().ok()?;
        let promise: js_sys::Promise = function.call0(object).ok()?.dyn_into().ok()?;
        spawn_local(async { drop(JsFuture::from(promise).await) });
        Some(())
    };
    call();
}
