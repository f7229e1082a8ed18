//! The stack's layers as configuration for libraries: the breaker and the retry as those of their labs, a part each, and
//! what is said of the rest in comments.

use super::{Kind, layers};
use crate::copy_as::page::Page;
use crate::copy_as::rules::Breaker;
use crate::copy_as::{Target, parts as composed, wait};
use crate::play::Settings;
use crate::text::stack as text;
use crate::text::stack::copies as copied;

pub(super) fn write(target: Target, settings: &Settings, heading: &str) -> String {
    let kinds = layers(settings);
    let has = |kind: Kind| kinds.contains(&kind);
    let mut page = Page::new(target.mark(), settings);
    page.note(heading);
    let names: Vec<&str> = kinds.iter().map(|kind| kind.thing().key).collect();
    page.note(&copied::copied_order(&names.join(", ")));
    if target == Target::Resilience4j && has(Kind::Breaker) && has(Kind::Retry) {
        page.note(copied::ASPECTS);
    }
    for (kind, key) in [(Kind::Timeout, "timeout"), (Kind::Deadline, "deadline")] {
        if has(kind) {
            page.about(key, copied::COPIED_LIMIT);
        }
    }
    if has(Kind::Timeout) || has(Kind::Deadline) {
        page.about("expired", copied::COPIED_EXPIRED);
    }
    if has(Kind::Breaker) && has(Kind::Retry) {
        page.about("refusals", copied::COPIED_REFUSALS);
    }
    if has(Kind::Breaker) && settings.choice("counts") == "service" {
        page.about("counts", copied::COPIED_COUNTS);
    }
    if has(Kind::Retry) {
        wait::note_beyond(&mut page, target);
    }
    let mut parts = Vec::new();
    if has(Kind::Breaker) {
        parts.push(part(target, settings, text::BREAKER, |page| (target.writer().breaker)(page, &breaker(settings))));
    }
    if has(Kind::Retry) {
        parts.push(part(target, settings, text::RETRY, |page| (target.writer().retry)(page)));
    }
    if parts.is_empty() {
        page.note(copied::NOTHING_TO_COPY);
    }
    composed(&mut page, &parts);
    page.done()
}

/// What a library's writer makes of one layer, under its name.
fn part(target: Target, settings: &Settings, name: &str, write: impl FnOnce(&mut Page<'_>)) -> String {
    let mut page = Page::new(target.mark(), settings);
    page.line("");
    page.note(&copied::copied_part(name));
    write(&mut page);
    page.done()
}

/// The breaker of the settings, as the targets read it.
fn breaker(settings: &Settings) -> Breaker {
    let rule = (settings.count("threshold"), settings.span("reset"));
    let probes = settings.count("probes");
    Breaker { probes, ..Breaker::in_a_row(settings, rule, settings.span("every")) }
}
