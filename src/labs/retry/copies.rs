//! The retry lab's settings as configuration for libraries.

use super::{plan, shown};
use crate::copy_as::page::Page;
use crate::copy_as::{Target, wait};
use crate::play::Settings;
use crate::text::retry::plan::copied;

pub(super) fn write(target: Target, settings: &Settings, heading: &str) -> String {
    let in_force = shown(settings);
    let mut page = Page::new(target.mark(), &in_force);
    page.note(heading);
    if let Some((_, note)) = plan::chosen(settings) {
        page.note(&copied(settings.choice("plan"), note));
    }
    // Those without a retry list its settings.
    if !matches!(target, Target::Pybreaker | Target::Opossum | Target::Gobreaker) {
        wait::note_beyond(&mut page, target);
    }
    (target.writer().retry)(&mut page);
    page.done()
}
