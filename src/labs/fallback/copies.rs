//! The fallback lab's settings as configuration for libraries: the ladder in this crate's own terms, and elsewhere what is
//! to be said of each step.

use super::is_on;
use crate::copy_as::Target;
use crate::copy_as::page::{Page, seconds};
use crate::play::Settings;
use crate::text::fallback::copies as text;

pub(super) fn write(target: Target, settings: &Settings, heading: &str) -> String {
    let mut page = Page::new(target.mark(), settings);
    page.note(heading);
    if target == Target::HalfOpen {
        own(&mut page);
        return page.done();
    }
    page.note(match target {
        Target::Polly => text::POLLY,
        Target::Cockatiel => text::COCKATIEL,
        Target::Opossum => text::OPOSSUM,
        Target::Resilience4j => text::RESILIENCE4J,
        _ => text::NOTHING,
    });
    for (key, what) in [("degraded", text::DEGRADED), ("fixed", text::FIXED), ("silent", text::SILENT)] {
        page.about(key, what);
    }
    if is_on(settings, "cached") {
        page.about("ttl", text::TTL);
        page.about("stale", text::STALE);
    } else {
        page.about("cached", text::NO_CACHE);
    }
    page.about("letters", text::LETTERS);
    if is_on(settings, "letters") {
        page.about("room", text::ROOM);
        page.about("replay", text::REPLAY);
    }
    page.done()
}

/// The ladder, its cache and its letters as code of this crate.
fn own(page: &mut Page<'_>) {
    let settings = page.settings;
    let (ttl, stale) = (settings.span("ttl"), settings.span("stale"));
    let degraded = if is_on(settings, "degraded") {
        "\n        .with_degraded(vec![\"replica\"], Duration::from_secs(5))?"
    } else {
        ""
    };
    let cached = if is_on(settings, "cached") { "\n        .with_cache()" } else { "" };
    let fixed = if is_on(settings, "fixed") { "\n        .with_default()" } else { "" };
    let keeps = is_on(settings, "letters") && settings.count("room") > 0;
    let letters = if keeps { "use half_open::policy::dead_letter::{DeadLetters, WhenFull};\n" } else { "" };
    page.note(text::LIMITS);
    page.about("silent", text::SILENT);
    page.put(format_args!(
        "
use core::time::Duration;

use half_open::policy::ConfigError;
use half_open::policy::cache::Cache;
{letters}use half_open::policy::fallback::Ladder;

/// The steps of a read; a write has neither a cache nor a default value.
pub fn ladder() -> Result<Ladder, ConfigError> {{
    Ok(Ladder::new(Duration::from_secs(30))?{degraded}{cached}{fixed})
}}

/// The last good answer of each key.
pub fn cache<V>() -> Result<Cache<String, V>, ConfigError> {{
    Cache::new(Duration::from_secs_f64({ttl}), Duration::from_secs_f64({stale}), 1_000)
}}",
        ttl = float_seconds(ttl),
        stale = float_seconds(stale),
    ));
    page.line("");
    page.about("letters", text::LETTERS);
    page.about("replay", text::REPLAY);
    if keeps {
        page.put(format_args!(
            "
/// Writes that failed.
pub fn letters<T>() -> Result<DeadLetters<T>, ConfigError> {{
    DeadLetters::new({}, u32::MAX, WhenFull::RefuseNew)
}}",
            settings.count("room")
        ));
    }
}

/// A span in seconds that is read as a float.
fn float_seconds(span: core::time::Duration) -> String {
    let text = seconds(span);
    if text.contains('.') { text } else { text + ".0" }
}
