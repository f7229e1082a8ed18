//! The batch lab's settings as configuration for libraries.

use crate::copy_as::Target;
use crate::copy_as::page::Page;
use crate::play::Settings;

pub(super) fn write(target: Target, settings: &Settings, heading: &str) -> String {
    let mut page = Page::new(target.mark(), settings);
    page.note(heading);
    (target.writer().batch)(&mut page);
    page.done()
}
