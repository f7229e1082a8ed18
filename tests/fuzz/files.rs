//! Any file is opened, or refused with a reason.

use half_open::link;

use super::links::holds_of;
use super::text::{anything, near_file};
use crate::texts::texts;

fn holds(text: &str) {
    match link::open_file(text) {
        Ok(read) => holds_of(&read),
        Err(complaint) => {
            let told = complaint.to_string();
            assert!(told.starts_with("The file was not opened: ") && told.len() < 300, "{told}");
        }
    }
}

#[test]
fn any_text_is_opened_or_refused() {
    texts(file!(), 200, anything(), holds);
}

#[test]
fn any_file_is_opened_or_refused() {
    texts(file!(), 300, near_file(), holds);
}
