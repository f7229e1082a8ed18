//! Lit lines of the general breaker, which behaves like that of a document or a library.

use half_open::labs::breaker;
use half_open::play::code::Rule;

use crate::check;

/// The only line that refuses while half-open, whatever is used up.
const PROBES_REFUSED: &str =
    "probe.map(Some).map_err(|refused| Rejection { state, reason: refused.reason, retry_at: None, waits })";
/// A verdict has one line, whether the result that brought it was late or not.
const PASSED: &str = "Verdict::Pass => (State::Closed, Cause::ProbesPassed { results: trial.all, late }),";
const FAILED: &str = "Verdict::Fail => (State::Open, Cause::ProbesFailed { results: trial.all, late }),";

/// A late result in the half-open state. No wait is shorter than the longest call, so this is a matter of one instant:
/// the probes of two openings set two callers apart from the others; then a call that starts just before the third
/// opening, and takes as long as Polly's wait, ends just after the probe has begun.
macro_rules! late {
    ($more:literal) => {
        concat!(
            "#breaker?like=polly&callers=20&latency=0.5&pause=0.5&failure=1&seed=1&in=9.3~latency~0.7;9.4~failure~0;",
            "9.6~latency~0.5;15.4~failure~1;20.8~failure~0;20.9~latency~0.9;21.1~latency~0.5;28.6~pause~5.8;",
            "28.8~pause~0.6;28.95~failure~1;29.2~latency~5",
            $more
        )
    };
}

#[test]
fn decisions_of_the_general_breaker_light_its_own_lines() {
    let (change, trip, whole) = ("breaker/general/change.rs", "breaker/general/trip.rs", "breaker/general/mod.rs");
    check(
        &breaker::code::GENERAL,
        &[
            (
                "#breaker?like=lecture&failure=1&seed=1",
                Rule::ADMITTED,
                "call 1",
                whole,
                "Phase::Closed | Phase::Disabled | Phase::MetricsOnly => Ok(None),",
            ),
            (
                "#breaker?failure=1&mix=connection:0.5,client:0.5&counts=service&ignored=open&seed=1",
                Rule::IGNORED_OPENS,
                "open until 35.8",
                whole,
                "transitions.push(self.open(self.seen, Cause::ProbeIgnored));",
            ),
            (
                "#breaker?like=lecture&failure=1&seed=1",
                Rule::ROW_COUNT,
                "1 of 3",
                trip,
                "self.run = if failed { self.run.saturating_add(1) } else { 0 };",
            ),
            (
                "#breaker?like=polly&failure=0&seed=1",
                Rule::WINDOW_COUNT,
                "0 of 1 failed",
                trip,
                "self.full = self.window.record(at, one);",
            ),
            (
                "#breaker?like=hystrix&failure=1&seed=1&pause=0",
                Rule::RATE_THRESHOLD,
                "21 of 21 failed, limit 0.5",
                trip,
                "if self.compare.met(self.rate, found.err, calls) {",
            ),
            (
                "#breaker?like=hystrix&failure=1&seed=1&pause=0",
                Rule::SNAPSHOT,
                "21 of 21 failed, limit 0.5",
                trip,
                "ends.find_map(|(at, complete)| rate.verdict(complete, u64::MAX).map(|cause| (at, cause)))",
            ),
            (
                "#breaker?like=opossum&failure=0&seed=1",
                Rule::FIRED_COUNT,
                "0 to 1 fired",
                trip,
                "Of::Fired => found.fired,",
            ),
            (
                "#breaker?like=cockatiel&failure=1&seed=1&callers=3&latency=2",
                Rule::PROBE_AWAITED,
                "2 waiting",
                whole,
                "let waits = rules.others == Others::Wait;",
            ),
            (
                "#breaker?like=cockatiel&failure=1&seed=1&callers=8&latency=2&pause=0",
                Rule::LATE_FOR_TRIP_RULE,
                "call 1",
                whole,
                "(true, Some(_)) if told && applied => Effect::LateForTripRule,",
            ),
            (
                "#breaker?like=gobreaker&failure=1&seed=1",
                Rule::ROW_THRESHOLD,
                "6 >= 6",
                trip,
                "(self.run >= u64::from(failures)).then_some(Cause::Row { failures: self.run, threshold: failures })",
            ),
            (
                "#breaker?like=failsafe-go&failure=1&seed=1",
                Rule::SEVERAL_OF_THE_LAST,
                "1 >= 1",
                trip,
                "Trip::LastResults { failures, of } => (found.err >= u64::from(failures)).then_some(Cause::Among {",
            ),
            (
                "#breaker?like=semian&failure=1&seed=1",
                Rule::SEVERAL_WITHIN,
                "3 >= 3",
                trip,
                "(failed && errors >= u64::from(most)).then_some(Cause::Within { errors, window })",
            ),
            (
                "#breaker?like=gobreaker&failure=1&seed=1",
                Rule::WAIT_OVER,
                "64.8 - 4.3 >= 60",
                change,
                "Phase::Open { since, wait, .. } => Cause::WaitOver { since: *since, wait: *wait },",
            ),
            (
                "#breaker?like=lecture&failure=1&seed=1",
                Rule::OPEN,
                "2.4 < 6.9",
                whole,
                "Err(Rejection { state, reason: RejectReason::Open, retry_at, waits: false })",
            ),
            (
                "#breaker?like=lecture&failure=1&seed=1&callers=2",
                Rule::PROBE,
                "2 under way, no lease",
                whole,
                "let probe = trial.probing.admit(rules.probes, self.seen, rules.lease());",
            ),
            (
                "#breaker?like=opossum&failure=1&seed=1&callers=3&latency=2",
                Rule::PROBES_BUSY,
                "no place free",
                whole,
                PROBES_REFUSED,
            ),
            (
                "#breaker?like=gobreaker&failure=1&seed=1&callers=3&latency=2",
                Rule::PROBES_USED,
                "none left",
                whole,
                PROBES_REFUSED,
            ),
            (
                "#breaker?like=sysmanage&seed=1&failure=1&in=50~failure~0",
                Rule::PROBE_COUNTED,
                "1 of 3",
                change,
                "Phase::HalfOpen(trial) => trial.record(one),",
            ),
            (
                "#breaker?like=sysmanage&seed=1&failure=1&in=50~failure~0",
                Rule::PROBES_SUCCEEDED,
                "3 succeeded",
                change,
                PASSED,
            ),
            ("#breaker?like=lecture&failure=1&seed=1", Rule::PROBE_FAILED, "open until 12.2", change, FAILED),
            (
                "#breaker?like=gobreaker&failure=1&seed=1&callers=5&latency=2",
                Rule::LATE_DROPPED,
                "call 2",
                whole,
                "let dropped = late && (self.settings.late == Late::Drop || unheard);",
            ),
            (
                "#breaker?like=lecture&failure=1&seed=1&callers=4&latency=2",
                Rule::LATE_APPLIED,
                "call 1",
                whole,
                "(true, _) => Effect::Late { applied: applied && counted.is_some() },",
            ),
            (
                "#breaker?like=skill&callers=5&latency=2&pause=0.2&failure=0.8&seed=1",
                Rule::SUCCESS_WHILE_OPEN,
                "",
                change,
                "Some((State::Closed, Cause::SuccessWhileOpen))",
            ),
            (late!(";29.2~failure~0"), Rule::LATE_SUCCESS, "1 succeeded", change, PASSED),
            (late!(""), Rule::LATE_FAILURE, "open until 39.5", change, FAILED),
        ],
    );
}
