//! The pipeline's policies as configuration for libraries: the breaker and the retry as those of their labs, a part each,
//! and what is said of the rest in comments.

use super::{attempts, is_on};
use crate::copy_as::page::Page;
use crate::copy_as::rules::Breaker;
use crate::copy_as::{Target, parts};
use crate::play::spec::Unit::{Count, Seconds, Times};
use crate::play::{Settings, Spec, Value};
use crate::text::noun;
use crate::text::pipeline as text;

/// The retry as its own lab has it: what the writers read of it, with what is fixed here.
static RETRY: [Spec; 5] = [
    Spec::number("attempts", text::ATTEMPTS, (1.0, 12.0), 1.0, 3.0, Count(noun::ATTEMPTS)),
    Spec::number("base", text::BASE, (0.0, 10.0), 0.1, 0.1, Seconds),
    Spec::number("factor", text::FACTOR, (1.0, 5.0), 0.1, 2.0, Times),
    Spec::number("cap", text::CAP, (0.1, 600.0), 0.1, 30.0, Seconds),
    Spec::choice("jitter", text::JITTER, &[("none", "none")], 0),
];

pub(super) fn write(target: Target, settings: &Settings, heading: &str) -> String {
    let mut page = Page::new(target.mark(), settings);
    page.note(heading);
    page.note(text::COPIED_ORDER);
    page.about("own", text::COPIED_OWN);
    page.about("degrade", text::COPIED_DEGRADE);
    let mut written = Vec::new();
    if is_on(settings, "breaker") {
        written.push(part(target, settings, text::BREAKER, |page| (target.writer().breaker)(page, &breaker(settings))));
    }
    let mut retry = Settings::new(&RETRY);
    retry.set("attempts", Value::Number(f64::from(attempts(settings))));
    retry.set("base", Value::Number(settings.number("base")));
    if is_on(settings, "retry") {
        written.push(part(target, &retry, text::RETRY, |page| (target.writer().retry)(page)));
    }
    if written.is_empty() {
        page.note(text::COPIED_NOTHING);
    }
    parts(&mut page, &written);
    page.done()
}

/// What a library's writer makes of one policy, under its name.
fn part(target: Target, settings: &Settings, name: &str, write: impl FnOnce(&mut Page<'_>)) -> String {
    let mut page = Page::new(target.mark(), settings);
    page.line("");
    page.note(&text::copied_part(name));
    write(&mut page);
    page.done()
}

/// The breaker of the settings, as the targets read it.
fn breaker(settings: &Settings) -> Breaker {
    let rule = (settings.count("threshold"), settings.span("reset"));
    Breaker::in_a_row(settings, rule, settings.span("every"))
}
