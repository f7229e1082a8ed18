//! What must hold in a browser as it does natively. Run by `cargo xtask test` in headless Chromium.
#![cfg(target_arch = "wasm32")]

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
