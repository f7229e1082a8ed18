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

    /// A lab that leaves out all that can be left out goes through the page: each tool says so, and nothing of another lab
    /// stands in its place.
    #[cfg(feature = "fixture")]
    async fn a_lab_that_supplies_the_least_goes_through_the_page() {
        let location = document().location().expect("a location");
        let go = async |link: &str| {
            location.set_hash(link).expect("a hash");
            let changed = web_sys::Event::new("hashchange").expect("an event");
            web_sys::window().expect("a window").dispatch_event(&changed).expect("a dispatch");
            yew::scheduler::flush().await;
        };
        go("#fixture?seed=7&t=9").await;
        assert_eq!(["data-lab", "data-seed"].map(|name| attribute("main", name)), ["fixture", "7"]);
        let text = || find("main").text_content().unwrap_or_default();
        let count = |metric: &str| attribute(&format!("[data-metric='{metric}']"), "data-value");
        assert!(text().contains(&format!("{} succeeded, {} failed", count("successes"), count("failures"))));
        go("#fixture?seed=7&t=9&open=code").await;
        assert_eq!(attribute(".code", "data-source"), "none");
        go("#fixture?seed=7&t=9&open=predict").await;
        assert!(text().contains("There are no questions about this lab."));
        go("#fixture?seed=7&t=9&open=paint&paint=2~6~failure~1").await;
        let tracks = document().query_selector_all("[data-track]").expect("a valid selector");
        assert_eq!(tracks.length(), 1, "its latency is no setting");
        go("#fixture?lanes=2&b.failure=0&seed=7&t=9").await;
        assert_eq!(attribute("[data-compare='success-share']", "data-b"), "1000");
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
        // There is one page, and it goes on.
        #[cfg(feature = "fixture")]
        a_lab_that_supplies_the_least_goes_through_the_page().await;
    }
}
