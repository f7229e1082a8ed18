//! The bulkhead lab's settings as configuration for libraries: the wall and the limiter where the library has them, and
//! what is said of the rest in comments.

use super::{ORDERS, REPORTS, has_wall, limit, share};
use crate::copy_as::Target;
use crate::copy_as::page::Page;
use crate::decimal::short;
use crate::play::Settings;
use crate::text::bulkhead::copies as text;

pub(super) fn write(target: Target, settings: &Settings, heading: &str) -> String {
    let mut page = Page::new(target.mark(), settings);
    page.note(heading);
    let (has_wall, has_limiter) = (has_wall(settings), settings.choice("limiter") != "off");
    if !has_wall && !has_limiter && settings.count("pool") == 0 && settings.number("timeout") == 0.0 {
        page.note(text::NOTHING);
        return page.done();
    }
    if has_wall {
        page.about("isolation", isolation(settings.choice("isolation")));
        page.about("own", text::OWN);
        page.about("queue", text::QUEUE);
        if settings.choice("queueing") == "documented" {
            page.about("queueing", text::QUEUEING);
        }
    }
    if has_limiter {
        page.about("limiter", if settings.choice("limiter") == "gcra" { text::GCRA } else { text::BUCKET });
        page.about("tokens", text::TOKENS);
        page.about("burst", text::BURST);
    }
    if settings.count("pool") > 0 {
        page.about("pool", text::POOL);
    }
    if settings.number("timeout") > 0.0 {
        page.about("timeout", text::TIMEOUT);
    }
    match target {
        Target::Cockatiel if has_wall => cockatiel(&mut page),
        Target::Resilience4j if has_wall || has_limiter => resilience4j(&mut page, has_wall, has_limiter),
        Target::Polly if has_wall => polly(&mut page),
        Target::HalfOpen if has_wall => half_open(&mut page),
        _ => page.note(text::NO_MECHANISM),
    }
    page.done()
}

fn isolation(choice: &str) -> &'static str {
    match choice {
        "shared" => text::SHARED,
        "adaptive" => text::ADAPTIVE,
        _ => text::STRICT,
    }
}

/// The limit and the places in the queue of each kind.
fn walls(settings: &Settings) -> [(&'static str, u32, u32); 2] {
    let queue = if settings.choice("queueing") == "documented" { 0 } else { settings.count("queue") };
    [("orders", limit(settings, ORDERS), queue), ("reports", limit(settings, REPORTS), queue)]
}

fn cockatiel(page: &mut Page<'_>) {
    page.line("");
    page.line("import { bulkhead } from \"cockatiel\";");
    page.line("");
    for (name, limit, queue) in walls(page.settings) {
        page.put(format_args!("export const {name} = bulkhead({limit}, {queue});"));
    }
}

fn polly(page: &mut Page<'_>) {
    page.line("");
    page.line("using Polly;");
    page.line("");
    for (name, limit, queue) in walls(page.settings) {
        page.put(format_args!(
            "var {name} = new ResiliencePipelineBuilder()\n    .AddConcurrencyLimiter(permitLimit: {limit}, queueLimit: \
             {queue})\n    .Build();"
        ));
    }
}

fn resilience4j(page: &mut Page<'_>, has_wall: bool, has_limiter: bool) {
    if has_wall {
        page.note(text::NO_QUEUE);
    }
    if has_limiter {
        page.note(text::WINDOW);
    }
    page.line("\nresilience4j:");
    if has_wall {
        page.line("  bulkhead:\n    instances:");
        for (name, limit, _) in walls(page.settings) {
            page.put(format_args!("      {name}:\n        maxConcurrentCalls: {limit}\n        maxWaitDuration: 0ms"));
        }
    }
    if has_limiter {
        // The shortest period with a whole number of permits.
        let tokens = page.settings.number("tokens");
        let is_whole = |number: f64| (number - number.round()).abs() < 1e-9;
        let (permits, period) = if is_whole(tokens) {
            (tokens, "1s")
        } else if is_whole(tokens * 10.0) {
            (tokens * 10.0, "10s")
        } else {
            (tokens * 1e3, "1000s")
        };
        page.put(format_args!(
            "  ratelimiter:\n    instances:\n      reports:\n        limitForPeriod: {}\n        limitRefreshPeriod: \
             {period}\n        timeoutDuration: 0ms",
            short(permits, 0)
        ));
    }
}

fn half_open(page: &mut Page<'_>) {
    let settings = page.settings;
    let level = match settings.choice("isolation") {
        "shared" => "Isolation::Shared",
        "adaptive" => "Isolation::Adaptive(JudgedBy::Rejections)",
        _ => "Isolation::Strict",
    };
    let documented = settings.choice("queueing") == "documented";
    let queueing = if documented { "Queueing::AsDocumented" } else { "Queueing::Bounded" };
    let judged = if level.contains("JudgedBy") { "JudgedBy, " } else { "" };
    page.line("");
    page.line("use half_open::policy::ConfigError;");
    page.put(format_args!("use half_open::policy::bulkhead::{{Bulkhead, Isolation, {judged}Queueing, Settings}};"));
    for (name, kind) in [("orders", ORDERS), ("reports", REPORTS)] {
        page.put(format_args!(
            "\npub fn {name}() -> Result<Bulkhead, ConfigError> {{\n    Bulkhead::new(Settings {{\n        limit: {},\n        \
             queue: {},\n        isolation: {level},\n        queueing: {queueing},\n        ..Settings::default()\n    }})\n}}",
            share(settings, kind),
            settings.count("queue"),
        ));
    }
}
