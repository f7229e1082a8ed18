//! This crate: all that the labs have, it has.

use core::time::Duration;

use super::Writer;
use super::page::{Page, float};
use super::rules::{Breaker, Rate, Trip};
use super::wait::{Growth, Jitter, Retry, note_stale};
use crate::policy::breaker::general;
use crate::policy::share::Share;
use crate::time::nanos;

pub(super) const WRITER: Writer = Writer { breaker, retry, batch };

fn breaker(page: &mut Page<'_>, rules: &Breaker) {
    if let Some(preset) = rules.like {
        page.put(format_args!(
            "
use half_open::policy::breaker::general::GeneralBreaker;
use half_open::policy::breaker::presets::Preset;

/// The breaker of the playground.
pub fn breaker() -> GeneralBreaker {{
    GeneralBreaker::like(Preset::{preset:?})
}}"
        ));
        outcome(page, rules);
        return;
    }
    let (trip, shares) = match rules.trip {
        Trip::Row(threshold) => (format!("Trip::Row {{ threshold: {threshold} }}"), false),
        Trip::Calls(window, rate) => (format!("Trip::Count {{ window: {window}, {} }}", judged(rate)), true),
        Trip::Time(time, rate) => (format!("Trip::Time {{ span: {}, {} }}", span(time), judged(rate)), true),
    };
    let ignored = if page.settings.choice("ignored") == "success" { "Success" } else { "Neutral" };
    page.line(
        "
use core::time::Duration;

use half_open::policy::ConfigError;",
    );
    let (given, begins) = match rules.beyond {
        None => ("Breaker", "    Breaker::new(Settings {"),
        Some(_) => {
            page.line("use half_open::policy::breaker::general::{self, GeneralBreaker};");
            ("GeneralBreaker", "    let plain = Settings {")
        }
    };
    let plain = if rules.beyond.is_none() { "Breaker, " } else { "" };
    page.put(format_args!("use half_open::policy::breaker::{{{plain}IgnoredCounts, Late, Probes, Settings, Trip}};"));
    if shares {
        page.line("use half_open::policy::share::Share;");
    }
    page.put(format_args!(
        "
/// The breaker of the playground.
pub fn breaker() -> Result<{given}, ConfigError> {{
{begins}
        trip: {trip},
        reset: {},
        probes: Probes::{},
        successes: {},
        lease: {},
{}
        ignored: IgnoredCounts::{ignored},",
        span(rules.reset),
        match (rules.shown.count("total"), rules.shown.choice("stuck")) {
            (0, _) => format!("AtOnce({})", rules.probes),
            (total, "1") => format!("InAllEvenIfStuck({total})"),
            (total, _) => format!("InAll({total})"),
        },
        rules.successes,
        rules.lease.map_or_else(|| "Duration::MAX".to_owned(), span),
        if rules.late_counts { "        late: Late::Apply," } else { "        late: Late::Drop," }
    ));
    match &rules.beyond {
        None => page.line(
            "    })
}",
        ),
        Some(beyond) => {
            page.line(
                "    };
    let mut rules = general::Settings::from(&plain);",
            );
            beyond_plain(page, beyond);
            page.line(
                "    GeneralBreaker::new(rules)
}",
            );
        }
    }
    outcome(page, rules);
}

/// What is reported of a failure, where a caller's own mistakes do not count.
fn outcome(page: &mut Page<'_>, rules: &Breaker) {
    if rules.mistakes.is_some() {
        page.line(
            "
/// What to report of a failure: nothing of a caller's own mistake.
pub fn outcome(kind: half_open::policy::FailureKind) -> half_open::policy::breaker::Outcome {
    half_open::policy::breaker::Counts::Service.outcome(kind)
}",
        );
    }
}

/// What the general breaker has beyond the plain one.
fn beyond_plain(page: &mut Page<'_>, rules: &general::Settings) {
    match rules.trips.first() {
        Some(general::Trip::ErrorsWithin { errors, window, lumping }) => {
            let (window, lumping) = (span(*window), span(*lumping));
            page.put(format_args!(
                "    rules.trips = vec![general::Trip::ErrorsWithin {{
        errors: {errors},
        window: {window},
        lumping: {lumping},
    }}];"
            ));
        }
        Some(general::Trip::CountWindow { rate, .. } | general::Trip::TimeWindow { rate, .. })
            if *rate != general::Rate { compare: general::Compare::AtLeast, slow: None, ..*rate } =>
        {
            page.put(format_args!(
                "    for trip in &mut rules.trips {{
        if let general::Trip::CountWindow {{ rate, .. }} | general::Trip::TimeWindow {{ rate, .. }} = trip {{
            rate.compare = general::Compare::{:?};",
                rate.compare
            ));
            if let Some(slow) = rate.slow {
                let (longer_than, share) = (span(slow.longer_than), share(slow.rate.fraction()));
                page.put(format_args!(
                    "            rate.slow = Some(general::Slow {{ longer_than: {longer_than}, rate: {share} }});"
                ));
            }
            page.line(
                "        }
    }",
            );
        }
        _ => {}
    }
    if rules.half_open.lease == general::Lease::EndlessEvenIfStuck {
        page.line("    rules.half_open.lease = general::Lease::EndlessEvenIfStuck;");
    }
    if rules.ignored == general::Ignored::Open {
        page.line("    rules.ignored = general::Ignored::Open;");
    }
    if rules.measured_from != general::MeasuredFrom::Opened {
        page.put(format_args!("    rules.measured_from = general::MeasuredFrom::{:?};", rules.measured_from));
    }
}

fn judged(rate: Rate) -> String {
    format!("rate: {}, min: {}", share(rate.share), rate.min)
}

/// A share as code. It is kept in millionths; whole per cents read better.
fn share(share: f64) -> String {
    let whole = (share * 100.0).round();
    if Share::new(share) == Some(Share::percent(whole as u32)) {
        format!("Share::percent({})", whole as u32)
    } else {
        format!("Share::new({}).unwrap_or_default()", float(share))
    }
}

fn retry(page: &mut Page<'_>) {
    let Retry { attempts, base, cap, floor, growth, jitter } = Retry::new(page.settings);
    let growth = match growth {
        Growth::Constant => "Growth::Constant".to_owned(),
        Growth::Linear => "Growth::Linear".to_owned(),
        Growth::Exponential(factor) => format!("Growth::Exponential {{ factor: {} }}", float(factor)),
    };
    let jitter = match jitter {
        Jitter::None => "Jitter::None".to_owned(),
        Jitter::Additive(spread) => format!("Jitter::Additive {{ spread: {} }}", span(spread)),
        Jitter::Full => "Jitter::Full".to_owned(),
        Jitter::Equal => "Jitter::Equal".to_owned(),
        Jitter::Decorrelated => "Jitter::Decorrelated".to_owned(),
        Jitter::Share(part) => format!("Jitter::Share {{ part: {} }}", float(part)),
    };
    let floor = match floor {
        Duration::ZERO => String::new(),
        floor => format!(".with_floor({})", span(floor)),
    };
    let asked = page.settings.number("after") > 0.0;
    if asked {
        page.about("after", "a 429 says it in its answer. `wait` takes it, and None after any other failure.");
    }
    page.put(format_args!(
        "
use core::time::Duration;

use half_open::policy::ConfigError;
use half_open::policy::backoff::{{Backoff, Growth, Jitter}};
use half_open::policy::retry::{{Retried, Retry}};

/// The retry of the playground.
pub fn retry() -> Result<Retry, ConfigError> {{
    let growth = {growth};
    let jitter = {jitter};
    let backoff = Backoff::new(growth, {}, {}, jitter)?{floor};
    Retry::new({attempts}, backoff, Retried::Transient)
}}",
        span(base),
        span(cap)
    ));
    if asked {
        page.line(
            "
/// How long to wait for a retry after an answer with this Retry-After.
pub fn wait(delay: half_open::policy::backoff::Delay, asked: Option<Duration>) -> Duration {
    delay.at_least(asked.unwrap_or_default()).total
}",
        );
    }
}

fn batch(page: &mut Page<'_>) {
    note_stale(page);
    let settings = page.settings;
    let attempts = settings.count("attempts");
    let critical = settings.choice("critical").strip_prefix('S');
    let minimum = settings.number("share") > 0.0 || critical.is_some();
    page.line(
        "
use core::time::Duration;

use half_open::policy::backoff::{Backoff, Growth, Jitter};
use half_open::policy::degrade::{Batch, BatchResult};",
    );
    if minimum {
        page.line("use half_open::policy::partial::Partial;");
    }
    page.put(format_args!(
        "\
use half_open::policy::retry::{{Retried, Retry}};
use half_open::policy::{{ConfigError, FailureKind}};

/// The retry of each read, with no wait between attempts.
pub fn retry() -> Result<Retry, ConfigError> {{
    let backoff = Backoff::new(Growth::Constant, Duration::ZERO, Duration::from_secs(1), Jitter::None)?;
    Retry::new({attempts}, backoff, Retried::Transient)
}}

/// One round: a read that failed permanently is a gap, and the batch goes on.
pub fn round<V>(reads: impl ExactSizeIterator<Item = Result<V, FailureKind>>) -> BatchResult<V> {{
    let mut batch = Batch::new(reads.len());
    for (index, read) in reads.enumerate() {{
        batch.report(index, read);
    }}
    batch.finish()
}}"
    ));
    if minimum {
        let critical = critical.map_or_else(String::new, |part| format!(".with_critical({part})"));
        page.put(format_args!(
            "
/// Whether a round is an answer; otherwise its values are not to be used.
pub fn is_answer<V>(round: &BatchResult<V>) -> Result<bool, ConfigError> {{
    let minimum = Partial::new({})?{critical};
    Ok(minimum.lack(round.total, &round.unavailable).is_none())
}}",
            float(settings.number("share"))
        ));
    }
}

/// A span as code.
fn span(span: Duration) -> String {
    if span == Duration::MAX {
        return "Duration::MAX".to_owned();
    }
    let nanos = nanos(span);
    match nanos {
        0 => "Duration::ZERO".to_owned(),
        _ if nanos.is_multiple_of(1_000_000_000) => format!("Duration::from_secs({})", nanos / 1_000_000_000),
        _ if nanos.is_multiple_of(1_000_000) => format!("Duration::from_millis({})", nanos / 1_000_000),
        _ => format!("Duration::from_nanos({nanos})"),
    }
}
