//! The cascade lab's settings as configuration for libraries: the breaker before C as that of its lab, and what is said of
//! the rest in comments.

use super::{FAILURES, RESET};
use crate::copy_as::Target;
use crate::copy_as::page::Page;
use crate::copy_as::rules::Breaker;
use crate::play::Settings;
use crate::text::cascade as text;

pub(super) fn write(target: Target, settings: &Settings, heading: &str) -> String {
    let mut page = Page::new(target.mark(), settings);
    page.note(heading);
    let (timeout, bulkhead) = (settings.number("timeout") > 0.0, settings.count("bulkhead") > 0);
    let breaker = settings.choice("breaker") == "1";
    if timeout {
        page.about("timeout", text::COPIED_TIMEOUT);
        page.about("budgeted", text::COPIED_BUDGETED);
    }
    if bulkhead {
        page.about("bulkhead", text::COPIED_BULKHEAD);
    }
    if breaker {
        let rate = settings.number("rate") / 3.0;
        let pace = crate::time::span_from_seconds(1.0 / rate).unwrap_or_default();
        let rules = Breaker::in_a_row(settings, (FAILURES, RESET), pace);
        (target.writer().breaker)(&mut page, &rules);
    } else if !timeout && !bulkhead {
        page.note(text::NOTHING_TO_COPY);
    }
    page.done()
}
