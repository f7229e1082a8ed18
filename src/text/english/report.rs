//! The health report.

use crate::words::Noun;

/// Its head.
pub fn health(lab: &str, at: &str) -> String {
    format!("Health of the {lab} lab at {at}")
}

/// A bulkhead.
pub fn bulkhead(name: Option<&str>, active: u64, limit: u64, used: &str, refused: &str) -> String {
    let name = name.map_or_else(String::new, |name| format!(" of {name}"));
    format!("\nBulkhead{name}: {active} of {limit} under way ({used}), {refused} of all calls rejected")
}

/// All together.
pub fn overall(score: &str, status: &str) -> String {
    format!("\nOverall: {score}, {status}")
}

/// What that is made of.
pub fn mean_of(breakers: &str, bulkheads: &str, retries: &str) -> String {
    format!("  the mean of breakers {breakers}, bulkheads {bulkheads}, retries {retries}")
}

/// Whether the service is up.
pub fn serving(serving: &str, status: u16) -> String {
    format!("Serving: {serving}, status {status}")
}

/// When to come again.
pub fn retry_after(seconds: u64) -> String {
    format!(", Retry-After: {seconds}")
}

/// A breaker.
pub fn breaker(name: &str, state: &str, since: &str) -> String {
    format!("\nBreaker {name}: {state} for {since}")
}

/// How it is.
pub fn health_of(points: u32, bar: &str) -> String {
    format!("  health {points} of 100 [{bar}]")
}

/// What that is made of.
pub fn less(state: u32, failures: u32, openings: u32) -> String {
    format!("  less {state} for the state, {failures} for failures, {openings} for openings")
}

/// How its calls went.
pub fn succeeded(success: &str, all: &str, failure: &str) -> String {
    format!("  {success} of {all} succeeded; {failure} failed in the last 5 minutes")
}

/// How often it opened.
pub fn openings(openings: &str, hourly: &str, again: &str, fast_fails: &str) -> String {
    format!("  openings: {openings}, {hourly} an hour, {again} of them after a probe; fast fails: {fast_fails}")
}

/// A change of its state.
pub fn change(to: &str, at: &str) -> String {
    format!("{to} at {at}")
}

/// Such changes.
pub fn last_changes(changes: &str) -> String {
    format!("  last changes: {changes}")
}

/// A heading.
pub const SERVICES: &str = "\nServices";

/// When a service was asked.
pub fn last_asked(at: &str) -> String {
    format!(", last asked at {at}")
}

/// How it failed.
pub fn in_a_row(failures: u64) -> String {
    format!(", failures in a row: {failures}")
}

/// Failures of a kind.
pub fn kind(kind: &str, calls: &str) -> String {
    format!("{kind} {calls}")
}

/// All kinds.
pub fn kinds(kinds: &str) -> String {
    format!("\nFailed calls by kind: {kinds}")
}

/// All decisions.
pub fn decisions(rules: &str) -> String {
    format!("\nDecisions: {rules}")
}

/// Retries.
pub fn retries(retries: &str, waiting: &str) -> String {
    format!("\nRetries: {retries}, after {waiting} of waiting")
}

/// How they went.
pub fn tried_again(calls: &str) -> String {
    format!("  calls tried again that got a value: {calls}")
}

/// Alerts.
pub fn alerts(sent: usize, suppressed: &str) -> String {
    format!("\nAlerts: {sent} sent, {suppressed} suppressed")
}

/// Batches.
pub fn last_batch(status: &str) -> String {
    format!("\nBatches: the last one {status}")
}

/// What the last one lacks.
pub fn lacking(sensors: &str) -> String {
    format!(", without {sensors}")
}

/// How many were degraded.
pub fn degraded(degraded: &str, late: &str, hourly: &str) -> String {
    format!("  degraded {degraded}; {late} in the last hour, {hourly} an hour")
}

/// How many were no answer.
pub fn no_answer(batches: &str) -> String {
    format!("  no answer {batches}")
}

/// How many values were kept.
pub fn kept(values: &str) -> String {
    format!("  values kept {values}")
}

/// How many the twin keeps.
pub fn twin_keeps(kept: &str, crashes: &str) -> String {
    format!("  crash and restart keeps {kept}, crashes: {crashes}")
}

/// How often a sensor was missing.
pub fn missing(sensor: &str, batches: &str, hourly: &str) -> String {
    format!("  {sensor} was missing {batches}, {hourly} an hour")
}

/// What a breaker was told.
pub const RESULTS: Noun = Noun("result", "results");

/// How often.
pub const TIMES: Noun = Noun("time", "times");
