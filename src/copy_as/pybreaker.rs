//! pybreaker: a breaker on failures in a row, in Python. It holds a lock while a call runs.

use super::Writer;
use super::page::{Page, counted, seconds};
use super::rules::{Breaker, Rate, Trip};
use super::wait::{RETRY_KEYS, note_minimum};
use crate::policy::share::Share;

pub(super) const WRITER: Writer = Writer { breaker, retry, batch };

fn breaker(page: &mut Page<'_>, rules: &Breaker) {
    let failures = match rules.trip {
        Trip::Row(threshold) => threshold,
        Trip::Calls(_, rate) => {
            let failures = fewest(rate);
            no_rate(page, "window", failures);
            failures
        }
        Trip::Time(_, rate) => {
            let failures = fewest(rate);
            no_rate(page, "span", failures);
            failures
        }
    };
    page.about(
        "probes",
        "pybreaker holds a lock during each call, so the callers of a process go one at a time, probes and all others.",
    );
    rules.note_no_lease(page, "give the call a timeout of its own");
    if rules.late_counts {
        page.about("late", "calls do not overlap, so no result is late.");
    } else {
        page.about("late", "calls do not overlap, so no result is late and none is dropped.");
    }
    rules.note_succeeds(page, "pybreaker");
    page.put(format_args!(
        "
import pybreaker

breaker = pybreaker.CircuitBreaker(
    fail_max={failures},
    reset_timeout={},
    success_threshold={},
    throw_new_error_on_trip=False,  # the call that opens it fails with its own error",
        seconds(rules.reset),
        rules.successes
    ));
    if rules.mistakes.is_some() {
        page.line("    exclude=[ValueError, PermissionError, TypeError],  # client, authentication, bug");
    }
    page.line(
        "\
)

# value = breaker.call(read)",
    );
}

/// The fewest failures at which a share of at least `min` calls is reached, or passed.
fn fewest(Rate { share, min, strict }: Rate) -> u32 {
    let share = Share::new(share).unwrap_or_default();
    let opens = |failures: u32| {
        let (part, whole) = (u64::from(failures), u64::from(min));
        if strict { share.passed_by(part, whole) } else { share.reached_by(part, whole) }
    };
    (1..=min).find(|failures| opens(*failures)).unwrap_or(min + 1)
}

fn no_rate(page: &mut Page<'_>, window: &str, failures: u32) {
    page.about("rate", "there is no share of failures; pybreaker counts failures in a row.");
    page.about(window, "left out; a success makes it forget, and nothing else.");
    let failures = counted(failures, "failure");
    page.tell("min", format_args!("written: {failures} in a row, the fewest at which the share can open the breaker."));
}

fn retry(page: &mut Page<'_>) {
    page.nothing("pybreaker has no retry. Take tenacity, outside or inside the breaker.", &RETRY_KEYS);
}

fn batch(page: &mut Page<'_>) {
    page.nothing(
        "pybreaker has neither retry nor fallback. Take tenacity, whose retry_error_callback gives the gap in a batch.",
        &["attempts", "stale"],
    );
    note_minimum(page);
}
