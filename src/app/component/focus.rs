//! Giving the focus to an element.

use js_sys::{Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Gives the focus to the first element of a selector, if it is on the page, and scrolls nothing: a frame would scroll
/// its host.
pub(crate) fn take(selector: &str) {
    let take = || -> Option<()> {
        let document = web_sys::window()?.document()?;
        let element = document.query_selector(selector).ok()??;
        let options = Object::new();
        Reflect::set(&options, &"preventScroll".into(), &JsValue::TRUE).ok()?;
        let focus: Function = Reflect::get(&element, &"focus".into()).ok()?.dyn_into().ok()?;
        focus.call1(&element, &options).ok().map(drop)
    };
    take();
}
