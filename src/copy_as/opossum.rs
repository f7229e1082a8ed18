//! opossum: a breaker around an action, in JavaScript.
//!
//! It judges a share over a time, at failures, that must be passed; refused calls count in it, and closing forgets
//! nothing. Its events tell of each outcome, which is enough to count failures in a row.

use super::Writer;
use super::page::{Page, millis, number};
use super::rules::{Breaker, Rate, Trip};
use super::wait::{RETRY_KEYS, note_stale};

pub(super) const WRITER: Writer = Writer { breaker, retry, batch };

/// A share that cannot be passed.
const NEVER: &str = "100, // never by a share";

fn breaker(page: &mut Page<'_>, rules: &Breaker) {
    let mut options = vec![format!("resetTimeout: {},", millis(rules.reset))];
    match rules.trip {
        Trip::Row(_) => {
            page.about("threshold", "opossum opens by a share of failures only; its events count those in a row.");
            options.push(format!("errorThresholdPercentage: {NEVER}"));
        }
        Trip::Calls(window, rate) => by_share(page, rules, &mut options, (rules.time_of(window), rate)),
        Trip::Time(span, rate) => by_share(page, rules, &mut options, (span, rate)),
    }
    rules.note_one_probe(page, "the other calls are refused meanwhile");
    match rules.lease {
        Some(lease) => {
            page.about("lease", "opossum limits every call by its timeout, not probes alone; a timeout is a failure.");
            options.push(format!("timeout: {},", millis(lease)));
        }
        None => {
            page.note("A probe that never ends blocks the breaker for ever: timeout is off.");
            options.push("timeout: false,".to_owned());
        }
    }
    rules.note_late(page, "opossum");
    page.code(&[
        "import CircuitBreaker from \"opossum\";",
        "",
        "/** Puts an action that returns a promise behind a breaker. Times are in ms. */",
        "export function guarded(action) {",
        "  const breaker = new CircuitBreaker(action, {",
    ]);
    for option in options {
        page.line(&format!("    {option}"));
    }
    page.line("  });");
    if let Trip::Row(threshold) = rules.trip {
        page.lines(&[
            "  let row = 0;",
            "  breaker.on(\"success\", () => {",
            "    row = 0;",
            "  });",
            "  breaker.on(\"failure\", () => {",
            "    row += 1;",
            &format!("    if (row >= {threshold}) breaker.open();"),
            "  });",
        ]);
    }
    page.lines(&["  return breaker;", "}", "", "// const value = await guarded(read).fire();"]);
}

fn by_share(
    page: &mut Page<'_>,
    rules: &Breaker,
    options: &mut Vec<String>,
    (time, rate): (core::time::Duration, Rate),
) {
    rules.note_window(page);
    let percent = rate.share * 100.0;
    let threshold = if rate.strict {
        number(percent)
    } else {
        page.about("rate", "the share must be passed, not only reached; so a hundredth of a per cent less is written.");
        number(percent - 0.01)
    };
    page.about(
        "min",
        "refused calls and calls under way count as calls, and failures from before a closing still count.",
    );
    rules.note_judged(page);
    options.extend([
        format!("errorThresholdPercentage: {threshold},"),
        format!("volumeThreshold: {},", rate.min),
        format!("rollingCountTimeout: {},", millis(time)),
        "rollingCountBuckets: 10,".to_owned(),
    ]);
}

fn retry(page: &mut Page<'_>) {
    page.nothing("opossum has no retry. Take cockatiel, or p-retry inside the action.", &RETRY_KEYS);
}

fn batch(page: &mut Page<'_>) {
    page.about("attempts", "opossum has no retry; each read is tried once. Take cockatiel for more.");
    note_stale(page);
    page.code(&[
        "import CircuitBreaker from \"opossum\";",
        "",
        "/** A breaker that never opens, for its fallback: a read that failed is null. */",
        "export function sensor(read) {",
        "  const breaker = new CircuitBreaker(read, { timeout: false, errorThresholdPercentage: 100 });",
        "  return breaker.fallback(() => null);",
        "}",
        "",
        "/** One round: the values, null where one is missing, and which are. */",
        "export async function round(sensors) {",
        "  const values = await Promise.all(sensors.map((sensor) => sensor.fire()));",
        "  const missing = values.flatMap((value, index) => (value === null ? [index] : []));",
        "  return { values, missing };",
        "}",
    ]);
}
