//! gobreaker: a breaker in Go that counts by generations, and asks a function of ours when to trip.

use core::time::Duration;

use super::Writer;
use super::page::{Page, number, seconds};
use super::rules::{Breaker, Rate, Trip};
use super::wait::{RETRY_KEYS, note_minimum};
use crate::policy::breaker::general::{Ignored, Over};
use crate::time::nanos;

/// An error for a caller's own mistakes.
const OWN_MISTAKE: &str = "
// errOwnMistake is a caller's own mistake. Wrap it, or name your errors below.
var errOwnMistake = errors.New(\"the caller's own mistake\")
";

pub(super) const WRITER: Writer = Writer { breaker, retry, batch };

fn breaker(page: &mut Page<'_>, rules: &Breaker) {
    let (time, trips) = match (rules.trip, rules.within) {
        (Trip::Row(threshold), Some(Over::All)) => (None, format!("counts.TotalFailures >= {threshold}")),
        (Trip::Row(threshold), Some(Over::Span(within))) => {
            // A call that takes long is soon too old, as it is counted from its beginning.
            let time = within.max(rules.bucketed(Rate { share: 1.0, min: threshold, strict: false }));
            page.tell(
                "threshold",
                format_args!(
                    "failures within {} s are written, in ten buckets by when a call was let through; so one counts for \
                     nine to ten tenths of that.",
                    seconds(time)
                ),
            );
            (Some(time), format!("counts.TotalFailures >= {threshold}"))
        }
        (Trip::Row(threshold), _) => {
            rules.note_within(page);
            (None, format!("counts.ConsecutiveFailures >= {threshold}"))
        }
        (Trip::Calls(_, rate) | Trip::Time(_, rate), _) => {
            let excludes = rules.mistakes.is_some_and(|ignored| ignored != Ignored::Success);
            (Some(rules.bucketed(rate)), by_share(rate, excludes))
        }
    };
    if let (Some(time), Trip::Calls(_, rate) | Trip::Time(_, rate)) = (time, rules.trip) {
        rules.note_time(page, time, rate.min);
        page.about("min", "Requests counts calls under way, too, by when they were let through.");
    }
    rules.note_judged(page);
    if rules.reset.is_zero() {
        page.about("reset", "a Timeout of 0 means its default of 60 s; the shortest one is written.");
    }
    if rules.probes != rules.successes {
        page.about(
            "probes",
            "MaxRequests says both how many calls half-open admits, in total, and how many must succeed.",
        );
    }
    if rules.successes > 1 {
        page.about("successes", "MaxRequests: half-open admits this many calls in total, and they must all succeed.");
    }
    rules.note_no_lease(page, "give the call a context with a deadline");
    if rules.late_counts {
        page.about("late", "gobreaker drops a result of a call from before the last change of state.");
    }
    let succeeds = rules.note_left_out(page, "gobreaker");
    let (import, own) = match succeeds {
        None => ("\t\"time\"", ""),
        Some(_) => ("\t\"errors\"\n\t\"time\"", OWN_MISTAKE),
    };
    page.put(format_args!(
        "
package sensors

import (
{import}

\t\"github.com/sony/gobreaker/v2\"
)
{own}
func newBreaker() *gobreaker.CircuitBreaker[float64] {{
\tvar settings gobreaker.Settings
\tsettings.Name = \"sensors\"
\tsettings.MaxRequests = {}
\tsettings.Timeout = {}",
        rules.successes,
        span(rules.reset.max(Duration::from_nanos(1)))
    ));
    if let Some(time) = time {
        page.put(format_args!(
            "\
\tsettings.Interval = {}
\tsettings.BucketPeriod = settings.Interval / 10",
            span(time)
        ));
    }
    page.put(format_args!(
        "\
\tsettings.ReadyToTrip = func(counts gobreaker.Counts) bool {{
\t\treturn {trips}
\t}}"
    ));
    if let Some(succeeds) = succeeds {
        page.line(match succeeds {
            true => {
                "\
\tsettings.IsSuccessful = func(err error) bool {
\t\treturn err == nil || errors.Is(err, errOwnMistake)
\t}"
            }
            false => {
                "\
\tsettings.IsExcluded = func(err error) bool {
\t\treturn errors.Is(err, errOwnMistake)
\t}"
            }
        });
    }
    page.line(
        "\
\treturn gobreaker.NewCircuitBreaker[float64](settings)
}",
    );
}

/// The rule that judges a share. Requests has the calls that are left out of the counts, too.
fn by_share(Rate { share, min, strict }: Rate, excludes: bool) -> String {
    let calls = if excludes { "counts.Requests-counts.TotalExclusions" } else { "counts.Requests" };
    let compare = if strict { ">" } else { ">=" };
    let share = number(share);
    // A quotient is rounded to the same float as the share that it equals; a product of the share may be an ulp above.
    format!("{calls} >= {min} && float64(counts.TotalFailures)/float64({calls}) {compare} {share}")
}

fn retry(page: &mut Page<'_>) {
    page.nothing("gobreaker has no retry. Take failsafe-go's retrypolicy, or cenkalti/backoff.", &RETRY_KEYS);
}

fn batch(page: &mut Page<'_>) {
    page.nothing(
        "gobreaker has neither retry nor fallback. Take failsafe-go's retrypolicy and fallback for each read, and an \
         errgroup that keeps what came.",
        &["attempts", "stale"],
    );
    note_minimum(page);
}

fn span(span: Duration) -> String {
    let nanos = nanos(span);
    match nanos {
        _ if nanos.is_multiple_of(1_000_000_000) => format!("{} * time.Second", nanos / 1_000_000_000),
        _ if nanos.is_multiple_of(1_000_000) => format!("{} * time.Millisecond", nanos / 1_000_000),
        _ => format!("{nanos} * time.Nanosecond"),
    }
}
