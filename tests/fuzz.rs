//! What holds for any text that comes from outside: links, files, and the runs and questions that they lead to. A
//! case is the text itself, so what a search finds is kept in a readable line.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::expect_used, clippy::panic, reason = "a test may fail")]

#[path = "common/cases.rs"]
mod cases;
#[path = "common/same_run.rs"]
mod same_run;
#[path = "common/texts.rs"]
mod texts;

mod fuzz {
    mod files;
    mod links;
    mod questions;
    mod runs;
    mod text;
}
