//! Giving the focus to an element.

use js_sys::{Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Gives the focus to the first element of a selector, if it is on the page, and scrolls nothing.
pub(crate) fn take(selector: &str) {
    give(selector, false);
}

/// The same, and if it `scrolls`, the page does so as far as the element is out of sight. A frame would scroll its host.
pub(crate) fn give(selector: &str, scrolls: bool) {
    let take = || -> Option<()> {
        let document = web_sys::window()?.document()?;
        let element = document.query_selector(selector).ok()??;
        let options = Object::new();
        Reflect::set(&options, &"preventScroll".into(), &JsValue::from_bool(!scrolls)).ok()?;
        let focus: Function = Reflect::get(&element, &"focus".into()).ok()?.dyn_into().ok()?;
        focus.call1(&element, &options).ok().map(drop)
    };
    take();
}
