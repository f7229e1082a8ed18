//! What must hold in a browser as it does natively. Run by `cargo xtask test` in headless Chromium.
#![cfg(target_arch = "wasm32")]
#![cfg_attr(feature = "app", expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking"))]

#[path = "common/digest.rs"]
mod digest;
#[path = "common/links.rs"]
mod links;

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// The golden was recorded natively, so this is the proof that native and browser runs are identical to the bit.
#[wasm_bindgen_test]
fn every_link_gives_the_events_of_a_native_run() {
    let table = digest::table();
    for (ours, theirs) in table.lines().zip(digest::GOLDEN.lines()) {
        assert_eq!(ours, theirs);
    }
    assert_eq!(table.lines().count(), digest::GOLDEN.lines().count());
}

/// The page itself, mounted as `main.rs` does it.
#[cfg(feature = "app")]
mod page {
    use wasm_bindgen::JsCast;
    use wasm_bindgen_test::wasm_bindgen_test;
    use web_sys::{Document, Element, HtmlInputElement};

    fn document() -> Document {
        web_sys::window().and_then(|window| window.document()).expect("a document")
    }

    #[track_caller]
    fn find(selector: &str) -> Element {
        let found = document().query_selector(selector).expect("a valid selector");
        found.unwrap_or_else(|| panic!("nothing on the page is {selector}"))
    }

    fn attribute(selector: &str, name: &str) -> String {
        find(selector).get_attribute(name).unwrap_or_default()
    }

    #[wasm_bindgen_test]
    async fn the_page_mounts_and_keeps_its_contract() {
        let location = document().location().expect("a location");
        location.set_hash("#breaker?seed=7&t=12.4").expect("a hash");
        let root = document().create_element("div").expect("an element");
        root.set_id("app");
        document().body().expect("a body").append_child(&root).expect("a place");
        half_open::app::run();
        yew::scheduler::flush().await;
        let shown = ["data-lab", "data-playing", "data-time-ms", "data-seed"].map(|name| attribute("main", name));
        assert_eq!(shown, ["breaker", "false", "12400", "7"]);
        let state = attribute("[data-breaker-state]", "data-breaker-state");
        assert!(["closed", "open", "half-open"].contains(&state.as_str()), "{state}");
        for metric in ["calls", "successes", "failures", "fast-fails", "openings", "late", "time-saved-ms"] {
            let value = attribute(&format!("[data-metric='{metric}']"), "data-value");
            assert!(value.parse::<u64>().is_ok(), "{metric} is {value}");
        }
        let failure: HtmlInputElement = find("input[name=failure]").dyn_into().expect("an input");
        assert_eq!(
            (failure.value(), failure.min(), failure.max(), failure.step()),
            ("0.7".into(), "0".into(), "1".into(), "0.01".into())
        );
    }
}
