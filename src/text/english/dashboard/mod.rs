//! The dashboard lab.

use crate::words::Noun;

/// What it is called.
pub const TITLE: &str = "Dashboard";
/// What it shows.
pub const ABOUT: &str =
    "Eight services with the settings of the documents, watched for an hour: who is open, who fails, and who is told.";
/// Why one wants the thing at all.
pub const WHY: &str = "A breaker that opens and that nobody hears of hides an outage. A dashboard answers three questions at a \
                       glance, and an alert says what to do, once.";

/// When to use it: when it helps, when it harms, what instead.
pub const WHEN: [&str; 3] = [
    "For everything that hides failures: breakers, retries and fallbacks keep users content while a service is down, so count what they do, and give each limit an alert that says what to do.",
    "An alert that comes again every half minute is soon read by nobody; one number for all services hides which of them is down; one breaker for all of them refuses the healthy with the sick.",
    "To learn why one call failed, read its trace or its log. To stop a release that fails, use a gate that decides by itself.",
];

/// The question that the next lab answers.
pub const NEXT: &str = "The numbers say that something is wrong. Which setting is it?";

/// A preset.
pub const CALM_PRESET: &str = "A calm hour";
/// What it shows.
pub const CALM_NOTE: &str =
    "Blips only: retries save almost all of them, no breaker opens, and now and then a batch lacks a value.";
/// A preset.
pub const STORM_PRESET: &str = "A storm";
/// What it shows.
pub const STORM_NOTE: &str =
    "Most services are down at the same time, twice. Half of the breakers open is 503 in the guide's words.";
/// A preset.
pub const SHARED_PRESET: &str = "One breaker for all";
/// What it shows.
pub const SHARED_NOTE: &str = "Only the sensors are down. In lane A all eight share a breaker, and seven healthy services are refused; \
                               in lane B each has its own.";
/// A preset.
pub const HIDDEN_PRESET: &str = "One for all, and payment is down";
/// What it shows.
pub const HIDDEN_NOTE: &str = "The successes of the others begin the row anew, so the shared breaker of lane A does not see that payment \
                               is down.";
/// A preset.
pub const NOISY_PRESET: &str = "Nothing is held back";
/// What it shows.
pub const NOISY_NOTE: &str = "Lane A sends each alert twice a minute for as long as it applies; lane B holds the same one back for \
                              10 min.";
/// A preset.
pub const NIGHT_PRESET: &str = "For the night";
/// What it shows.
pub const NIGHT_NOTE: &str = "Higher limits, and an hour between two alerts of a kind: only what lasts wakes somebody.";

/// A lane without breakers of their own.
pub const WITHOUT: &str = "Without own breakers";

/// A setting.
pub const SHARED: &str = "Breakers";
/// A choice.
pub const ONE_EACH: &str = "one each";
/// A choice.
pub const ONE_FOR_ALL: &str = "one for all";
/// What it means.
pub const SHARED_HINT: &str = "one for all opens after 5 failures in a row of whichever service, for 60 s";
/// A setting.
pub const WEATHER: &str = "Weather";
/// A choice.
pub const CALM: &str = "calm";
/// A choice.
pub const MIXED: &str = "mixed";
/// A choice.
pub const STORM: &str = "storm";
/// What it means.
pub const WEATHER_HINT: &str = "when which service fails, for an hour; what is painted stands in its place";
/// A setting.
pub const SUPPRESS: &str = "Hold back for";
/// What it means.
pub const SUPPRESS_HINT: &str = "how long the same alert is not sent again";
/// A setting.
pub const OPEN_LONG: &str = "Alert: open for";
/// What it means.
pub const OPEN_LONG_HINT: &str = "a breaker that has not been closed for longer";
/// A setting.
pub const FAILING: &str = "Alert: share failed";
/// What it means.
pub const FAILING_HINT: &str = "of the results of the last 5 min, while the breaker is closed";
/// A setting.
pub const FLAPS: &str = "Alert: changes an hour";
/// What it means.
pub const FLAPS_HINT: &str = "a breaker that changes its state more often; a monitor remembers ten";
/// What is counted.
pub const CHANGES: Noun = Noun("change", "changes");
/// A setting.
pub const DIALECT: &str = "Names of metrics";
/// A choice.
pub const DIALECT_OWN: &str = "half-open";
/// A choice.
pub const DIALECT_SYSMANAGE: &str = "SysManage";
/// A choice.
pub const DIALECT_GUIDE: &str = "guide";
/// What it means.
pub const DIALECT_HINT: &str = "whose names the Prometheus text has";
/// A setting.
pub const FAILURE: &str = "Failure rate";
/// What it means.
pub const FAILURE_HINT: &str = "of each service but the sensors, wherever the weather says nothing";
/// A setting.
pub const READS: &str = "Failure rate of a sensor";
/// What it means.
pub const READS_HINT: &str = "of each attempt of a read, wherever the weather says nothing";
/// A setting.
pub const LATENCY: &str = "Latency";
/// What it means.
pub const LATENCY_HINT: &str = "of each attempt";

/// On the timeline.
pub const STATE_HEALTHY: &str = "healthy";
/// On the timeline.
pub const STATE_DEGRADED: &str = "degraded";
/// On the timeline.
pub const STATE_UNHEALTHY: &str = "unhealthy";

/// A number.
pub const OPENINGS: &str = "openings";
/// A number.
pub const RETRIES: &str = "retries";
/// A number.
pub const RETRIED_WELL: &str = "calls that a retry saved";
/// A number.
pub const BATCHES: &str = "batches of the last hour";
/// A number.
pub const DEGRADED: &str = "of these degraded";
/// A number.
pub const HEALTH: &str = "health, mean of eight";
/// A number.
pub const ALERTS_SENT: &str = "alerts sent";
/// A number.
pub const HELD_BACK: &str = "alerts held back";
/// A number.
pub const OPEN_NOW: &str = "services open now";
/// A number.
pub const REFUSED: &str = "refused";
/// A number.
pub const GOOD_REFUSED: &str = "of these the service would have answered";

/// What lanes are compared by.
pub const COMPARED_REFUSED: &str = "Refused though well";
/// What lanes are compared by.
pub const COMPARED_WHOLE: &str = "Batches with all values";
/// What lanes are compared by.
pub const COMPARED_OPENINGS: &str = "Openings";
/// What lanes are compared by.
pub const COMPARED_ALERTS: &str = "Alerts sent";
/// What lanes are compared by.
pub const COMPARED_HELD: &str = "Alerts held back";

/// Theory.
pub const FACT_WHOLE: &str = "Batches with all five values";
/// Theory.
pub const FACT_SAVED: &str = "Reads that a retry saves";
/// Theory says nothing of it.
pub const UNKNOWN: &str = "–";

/// Where settings are from.
pub const SOURCE_PAYMENT: &str = "guide, registry: payment-api";
/// Where settings are from.
pub const SOURCE_USER: &str = "guide, registry: user-service";
/// Where settings are from.
pub const SOURCE_EMAIL: &str = "guide, registry: email-service";
/// Where settings are from.
pub const SOURCE_AGENTS: &str = "SysManage: agent_communication, NETWORK_RETRY_POLICY";
/// Where settings are from.
pub const SOURCE_HEALTH: &str = "guide: HealthChecker, without a retry";
/// Where settings are from.
pub const SOURCE_API: &str = "SysManage: external_api, API_RETRY_POLICY";
/// Where settings are from.
pub const SOURCE_DATABASE: &str = "guide: ResilientDatabaseClient; SysManage: DATABASE_RETRY_POLICY";
/// Where settings are from.
pub const SOURCE_SENSORS: &str = "guide: default breaker for each of five; SysManage: RetryPolicy()";
/// The waits of a retry.
pub const WAITS_GUIDE: &str = "1 s, 2 s";
/// The waits of a retry.
pub const WAITS_SYSMANAGE: &str = "1 s, 2 s, within 10 %";
/// The waits of a retry.
pub const WAITS_NETWORK: &str = "1, 2, 4, 8 s";
/// The waits of a retry.
pub const WAITS_API: &str = "2, 3, 4.5 s";
/// The waits of a retry.
pub const WAITS_DATABASE: &str = "0.5, 1 s";

/// A call as Why names it.
pub const CALL: &str = "Call";

/// The head of a line: a breaker opened.
pub fn opened(name: &str) -> String {
    format!("{name} opened:")
}

/// The head of a line: a breaker is half-open.
pub fn half_open(name: &str) -> String {
    format!("{name} half-opened:")
}

/// The head of a line: a breaker closed.
pub fn closed(name: &str) -> String {
    format!("{name} closed:")
}

/// Why.
pub fn in_a_row(failures: u64) -> String {
    format!("{failures} calls failed in a row.")
}

/// Why.
pub fn share_failed(failures: u64, calls: u64, rate: &str) -> String {
    format!("{failures} of {calls} calls failed, more than {rate}.")
}

/// Why.
pub fn wait_over(wait: &str) -> String {
    format!("its wait of {wait} is over, and a call came.")
}

/// Why.
pub fn probes_passed(successes: u32) -> String {
    if successes == 1 { "a probe was answered.".to_owned() } else { format!("{successes} probes were answered.") }
}

/// Why.
pub const PROBE_FAILED: &str = "a probe failed.";
/// Why.
pub const LATE_SUCCESS: &str = "a call from before was answered late.";
/// Why.
pub const LATE_FAILURE: &str = "a call from before failed late.";

/// When it may be tried again.
pub fn probe_from(at: &str) -> String {
    format!(" A probe may go from {at} on.")
}

/// The head of a line: an alert was sent.
pub fn alert_sent(severity: &str) -> String {
    format!("Alert ({severity}):")
}

/// What it says and what to do.
pub fn reason(message: &str, action: &str) -> String {
    format!("{message}. {action}")
}

/// The head of a line: an alert was held back.
pub fn alert_held(subject: &str) -> String {
    format!("An alert about {subject} was held back:")
}

/// Why.
pub fn held_because(rule: &str) -> String {
    format!("the same has just been sent ({rule}).")
}

/// The head of a line: a batch lacks values.
pub fn batch_degraded(batch: &str) -> String {
    format!("Batch {batch} is degraded:")
}

/// What it lacks.
pub fn batch_lacks(available: u32, lacking: &str) -> String {
    format!("{available} of 5 values arrived, without {lacking}.")
}

/// The head of a line: a healthy service was refused.
pub fn refused(name: &str) -> String {
    format!("A call to {name} was refused:")
}

/// Why.
pub const REFUSED_WELL: &str = "the breaker that all share is not closed. The service would have answered.";

/// A rule of alerts.
pub const RULE_OPEN_LONG: &str = "open too long";
/// A rule of alerts.
pub const RULE_FAILING: &str = "fails, closed";
/// A rule of alerts.
pub const RULE_FLAPS: &str = "flapping";
/// A rule of alerts.
pub const RULE_BATCH: &str = "batch degraded";

/// In a configuration.
pub const COPIED_SHARED: &str = "one breaker for all services is a mistake: give each its own.";
/// In a configuration.
pub const COPIED_EACH: &str = "a breaker for each service, by its name; below is that of payment, the others likewise:";
/// In a configuration.
pub const COPIED_ALERTS: &str = "alerts belong to the monitor, which reads the breakers' metrics:";
/// In a configuration.
pub const COPIED_OPEN_LONG: &str = "a breaker that has not been closed for longer is an alert.";
/// In a configuration.
pub const COPIED_FAILING: &str = "a closed breaker of which more of the last 5 min fails is an alert.";
/// In a configuration.
pub const COPIED_FLAPS: &str = "a breaker that changes its state more often in an hour is an alert.";
/// In a configuration.
pub const COPIED_SUPPRESS: &str = "how long the same alert is held back.";

/// Probes of a breaker.
pub fn probes_in_all(probes: u32) -> String {
    Noun("probe in all", "probes in all").count(u64::from(probes))
}

/// Probes of a breaker.
pub const ANY_PROBES: &str = "any number of probes";

/// The settings of a service, in a configuration.
pub fn copied_member(name: &str, failures: u32, wait: u64, probes: &str, successes: u32) -> String {
    let closes = Noun("success closes it", "successes close it").count(u64::from(successes));
    format!("{name}: {failures} failures in a row, {wait} s, {probes}, {closes}.")
}

pub mod questions;
pub mod stage;
pub mod tries;
