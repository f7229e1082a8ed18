//! Lit lines of the plain breaker, whose settings are the lab's own.

use half_open::labs::breaker;
use half_open::play::code::Rule;

use crate::check;

const LATE: &str = "#breaker?callers=2&latency=2&pause=0.2&reset=0&late=apply&threshold=1&failure=0.3&seed=1&in=2~latency~0.5;4~latency~3";

#[test]
fn each_decision_of_the_breaker_lights_its_line() {
    let (breaker, trip, probing) = ("breaker/mod.rs", "breaker/trip.rs", "breaker/probing.rs");
    check(
        &breaker::code::PLAIN,
        &[
            ("#breaker?failure=1&seed=1", Rule::ADMITTED, "call 1", breaker, "Phase::Closed(_) => Ok(None),"),
            (
                "#breaker?failure=1&seed=1",
                Rule::ROW_COUNT,
                "1 of 3",
                trip,
                "(Self::Row(failures), _) => *failures = if failed { failures.saturating_add(1) } else { 0 },",
            ),
            (
                "#breaker?failure=1&seed=1",
                Rule::ROW_THRESHOLD,
                "3 >= 3",
                trip,
                "Progress::Row { failures, threshold } if failures >= u64::from(threshold) => {",
            ),
            (
                "#breaker?failure=1&seed=1",
                Rule::OPEN,
                "2.4 < 6.9",
                breaker,
                "Err(Rejection { reason: RejectReason::Open, retry_at: Some(*until) })",
            ),
            (
                "#breaker?failure=1&seed=1",
                Rule::WAIT_OVER,
                "6.9 - 1.9 >= 5",
                breaker,
                "Phase::Open { since, wait, .. } if now.since(*since) >= *wait => {",
            ),
            (
                "#breaker?failure=1&seed=1",
                Rule::PROBE_FAILED,
                "open until 12.2",
                breaker,
                "Phase::HalfOpen(_) if failed => Some(self.open(now, Cause::ProbeFailed)),",
            ),
            (
                "#breaker?failure=1&seed=1&probes=2&callers=2&reset=1",
                Rule::PROBE,
                "2 under way, until 32.1",
                probing,
                "let probe = Probe { number: self.next, lease_until: now.after(lease) };",
            ),
            (
                "#breaker?trip=count&failure=1&seed=1&min=2",
                Rule::CALLS_COUNT,
                "1 of 1 failed",
                trip,
                "(Self::Calls(ring), Trip::Count { window, .. }) => ring.push(now, failed, *window as usize),",
            ),
            (
                "#breaker?trip=time&failure=1&seed=1&min=2",
                Rule::SPAN_COUNT,
                "1 of 1 failed",
                trip,
                "(Self::Span(buckets), Trip::Time { span, .. }) => buckets.push(now, failed, *span),",
            ),
            (
                "#breaker?trip=count&failure=1&seed=1&min=2",
                Rule::RATE_THRESHOLD,
                "2 of 2 failed, limit 0.5",
                trip,
                "Progress::Rate { failures, calls, rate, over, .. } if rate.reached_by(failures, calls) => {",
            ),
            (
                "#breaker?seed=7&in=4~failure~1;6~failure~0",
                Rule::PROBES_SUCCEEDED,
                "1 succeeded",
                probing,
                "self.successes >= needed",
            ),
            (
                "#breaker?successes=2&seed=7&in=4~failure~1;6~failure~0",
                Rule::PROBE_COUNTED,
                "1 of 2",
                probing,
                "self.successes = self.successes.saturating_add(1);",
            ),
            (
                "#breaker?callers=3&failure=1&latency=2&reset=1&seed=1",
                Rule::PROBES_BUSY,
                "no place free",
                probing,
                "Probes::AtOnce(_) => (self.under_way.len() as u64, RejectReason::ProbesBusy),",
            ),
            (
                "#breaker?latency=5&lease=0.1&reset=1&failure=0.9&seed=8",
                Rule::LEASE_ENDED,
                "17 + 0.1 <= 17.1",
                breaker,
                "let ended = |lease: &Lease| lease.until <= now;",
            ),
            (
                "#breaker?callers=5&latency=2&seed=6&failure=1",
                Rule::LATE_DROPPED,
                "call 1",
                breaker,
                "self.late = self.late.saturating_add(1);",
            ),
            (
                LATE,
                Rule::LATE_APPLIED,
                "call 9",
                breaker,
                "let counted = (!late || self.settings.late == Late::Apply) && self.count(now, failed);",
            ),
            (
                LATE,
                Rule::LATE_FAILURE,
                "open until 14.1",
                breaker,
                "Phase::HalfOpen(_) if failed && late => Some(self.open(now, Cause::LateFailure)),",
            ),
            (LATE, Rule::LATE_SUCCESS, "1 succeeded", breaker, "true => Cause::LateSuccess { successes },"),
        ],
    );
}
