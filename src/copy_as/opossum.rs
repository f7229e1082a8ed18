//! opossum: a breaker around an action, in JavaScript.
//!
//! It judges a share over a time, at failures, that must be passed; refused calls count in it, and closing forgets
//! nothing. Its events tell of each outcome, which is enough to count failures in a row.

use super::Writer;
use super::page::{OWN_MISTAKE, Page, millis, number};
use super::rules::{Breaker, Rate, Trip};
use super::wait::{RETRY_KEYS, note_minimum, note_stale};
use crate::policy::breaker::general::Over;

pub(super) const WRITER: Writer = Writer { breaker, retry, batch };

/// A share that cannot be passed.
const NEVER: &str = "100, // never by a share";

fn breaker(page: &mut Page<'_>, rules: &Breaker) {
    let mut options = vec![format!("resetTimeout: {},", millis(rules.reset))];
    match rules.trip {
        Trip::Row(_) => {
            let those = match rules.within {
                Some(Over::All) => "failures since the last closing",
                Some(Over::Span(_)) => "failures within a time",
                _ => {
                    rules.note_within(page);
                    "those in a row"
                }
            };
            page.tell(
                "threshold",
                format_args!("opossum opens by a share of failures only; its events count {those}."),
            );
            options.push(format!("errorThresholdPercentage: {NEVER}"));
        }
        Trip::Calls(_, rate) | Trip::Time(_, rate) => by_share(page, rules, &mut options, rate),
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
    rules.note_late(page, "opossum", "half-open, a late success closes it and a late failure opens it");
    rules.note_succeeds(page, "opossum");
    page.line(
        "
import CircuitBreaker from \"opossum\";
",
    );
    if rules.mistakes.is_some() {
        options.push("errorFilter: (error) => error instanceof OwnMistake,".to_owned());
        page.line(OWN_MISTAKE);
    }
    page.line(
        "\
/** Puts an action that returns a promise behind a breaker. Times are in ms. */
export function guarded(action) {
  const breaker = new CircuitBreaker(action, {",
    );
    for option in options {
        page.put(format_args!("    {option}"));
    }
    page.line("  });");
    if let Trip::Row(threshold) = rules.trip {
        count_failures(page, threshold, rules.within);
    }
    page.line(
        "  return breaker;
}

// const value = await guarded(read).fire();",
    );
}

/// What counts failures by the breaker's events.
fn count_failures(page: &mut Page<'_>, threshold: u32, within: Option<Over>) {
    if let Some(Over::Span(span)) = within {
        page.put(format_args!(
            "  let failures = [];
  breaker.on(\"close\", () => {{
    failures = [];
  }});
  breaker.on(\"failure\", () => {{
    failures = [...failures.filter((at) => Date.now() - at <= {}), Date.now()];
    if (failures.length >= {threshold}) breaker.open();
  }});",
            millis(span)
        ));
        return;
    }
    let forgets = if within == Some(Over::All) { "close" } else { "success" };
    page.put(format_args!(
        "  let failures = 0;
  breaker.on(\"{forgets}\", () => {{
    failures = 0;
  }});
  breaker.on(\"failure\", () => {{
    failures += 1;
    if (failures >= {threshold}) breaker.open();
  }});"
    ));
}

fn by_share(page: &mut Page<'_>, rules: &Breaker, options: &mut Vec<String>, rate: Rate) {
    let time = rules.bucketed(rate);
    rules.note_time(page, time, rate.min);
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
    note_minimum(page);
    page.line(
        "
import CircuitBreaker from \"opossum\";

/** A breaker that never opens, for its fallback: a read that failed is null. */
export function sensor(read) {
  const breaker = new CircuitBreaker(read, { timeout: false, errorThresholdPercentage: 100 });
  return breaker.fallback(() => null);
}

/** One round: the values, null where one is missing, and which are. */
export async function round(sensors) {
  const values = await Promise.all(sensors.map((sensor) => sensor.fire()));
  const missing = values.flatMap((value, index) => (value === null ? [index] : []));
  return { values, missing };
}",
    );
}
