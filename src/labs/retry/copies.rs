//! The retry lab's settings as configuration for libraries.

use crate::copy_as::page::Page;
use crate::copy_as::{Target, wait};
use crate::play::Settings;

pub(super) fn write(target: Target, settings: &Settings, heading: &str) -> String {
    let mut page = Page::new(target.mark(), settings);
    page.note(heading);
    // Those without a retry list its settings.
    if !matches!(target, Target::Pybreaker | Target::Opossum | Target::Gobreaker) {
        wait::note_beyond(&mut page, target);
    }
    (target.writer().retry)(&mut page);
    page.done()
}
