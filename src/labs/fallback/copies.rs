//! The fallback lab's settings as configuration for libraries: the ladder as code where the library has a fallback, and what
//! is to be said of the cache, the letters and the flags.

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
    if target == Target::Resilience4j {
        page.note(text::RESILIENCE4J);
    } else if !matches!(target, Target::Polly | Target::Cockatiel | Target::Opossum) {
        page.note(text::NOTHING);
    }
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
    let steps = ["fixed", "cached", "degraded"].map(|step| is_on(settings, step));
    match target {
        _ if steps == [false; 3] => {}
        Target::Polly => polly(&mut page, steps),
        Target::Cockatiel => cockatiel(&mut page, steps),
        Target::Opossum => opossum(&mut page, steps),
        _ => {}
    }
    page.done()
}

/// The lines of the steps in use, from the last step to the first.
fn used(steps: [bool; 3], lines: [&str; 3]) -> String {
    steps.into_iter().zip(lines).filter(|(is_used, _)| *is_used).map(|(_, line)| line).collect()
}

fn polly(page: &mut Page<'_>, steps: [bool; 3]) {
    let step = |action: &str| {
        format!(
            "    .AddFallback(new FallbackStrategyOptions<string>
    {{
        ShouldHandle = new PredicateBuilder<string>().Handle<Exception>(),
        FallbackAction = static _ => {action},
    }})
"
        )
    };
    let [fixed, cached, replica] = ["Outcome.FromResultAsValueTask(Fixed)", "Cached()", "Replica()"].map(step);
    page.put(format_args!(
        "
using Polly;
using Polly.Fallback;

// The last step stands outermost. Fixed, Cached and Replica are yours; Cached throws what is too old.
var ladder = new ResiliencePipelineBuilder<string>()
{}    .Build();",
        used(steps, [&fixed, &cached, &replica])
    ));
}

fn cockatiel(page: &mut Page<'_>, steps: [bool; 3]) {
    let lines = [
        "  fallback(handleAll, () => steps.fixed),\n",
        "  fallback(handleAll, () => steps.cached()),\n",
        "  fallback(handleAll, () => steps.replica()),\n",
    ];
    page.put(format_args!(
        "
import {{ fallback, handleAll, wrap }} from \"cockatiel\";

/** What stands in for the service; `cached` throws what is too old. */
export interface Steps<T> {{ replica: () => Promise<T>; cached: () => T; fixed: T }}

/** The last step stands outermost. */
export const ladder = <T>(steps: Steps<T>) => wrap(
{});",
        used(steps, lines)
    ));
}

fn opossum(page: &mut Page<'_>, steps: [bool; 3]) {
    let [fixed, cached, replica] = steps;
    let try_step = |is_used: bool, step: &str| {
        if is_used {
            format!("    try {{\n      return await {step}(...args);\n    }} catch {{\n      // A step down.\n    }}\n")
        } else {
            String::new()
        }
    };
    let last = if fixed { "    return fixed;\n" } else { "    throw new Error(\"no step is left\");\n" };
    page.put(format_args!(
        "
/** Where a call goes when the breaker refuses it or it fails; `cached` throws what is too old. */
export function ladder(breaker, {{ replica, cached, fixed }}) {{
  breaker.fallback(async (...args) => {{
{}{}{last}  }});
  return breaker;
}}",
        try_step(replica, "replica"),
        try_step(cached, "cached"),
    ));
}

/// The ladder, its cache and its letters as code of this crate.
fn own(page: &mut Page<'_>) {
    let settings = page.settings;
    let is_cached = is_on(settings, "cached");
    let keeps = is_on(settings, "letters") && settings.count("room") > 0;
    page.note(text::LIMITS);
    page.about("silent", text::SILENT);
    page.about("letters", text::LETTERS);
    if keeps {
        page.about("replay", text::REPLAY);
    }
    page.line("\nuse core::time::Duration;\n\nuse half_open::policy::ConfigError;");
    if is_cached {
        page.line("use half_open::policy::cache::Cache;");
    }
    if keeps {
        page.line("use half_open::policy::dead_letter::{DeadLetters, WhenFull};");
    }
    let steps = ["degraded", "cached", "fixed"].map(|step| is_on(settings, step));
    let lines = [
        "\n        .with_degraded(vec![\"replica\"], Duration::from_secs(5))?",
        "\n        .with_cache()",
        "\n        .with_default()",
    ];
    let below = used(steps, lines);
    let ladder = if below.is_empty() {
        "Ladder::new(Duration::from_secs(30))".to_owned()
    } else {
        ["Ok(Ladder::new(Duration::from_secs(30))?", &below, ")"].concat()
    };
    page.put(format_args!(
        "use half_open::policy::fallback::Ladder;

/// The steps of a read; a write has neither a cache nor a default value.
pub fn ladder() -> Result<Ladder, ConfigError> {{
    {ladder}
}}"
    ));
    if is_cached {
        page.put(format_args!(
            "
/// The last good answer of each key.
pub fn cache<V>() -> Result<Cache<String, V>, ConfigError> {{
    Cache::new(Duration::from_secs_f64({}), Duration::from_secs_f64({}), 1_000)
}}",
            float_seconds(settings, "ttl"),
            float_seconds(settings, "stale"),
        ));
    }
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

/// A time of the settings in seconds that is read as a float.
fn float_seconds(settings: &Settings, key: &str) -> String {
    let text = seconds(settings.span(key));
    if text.contains('.') { text } else { text + ".0" }
}
