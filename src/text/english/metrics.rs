//! The help of metrics, as a scrape has it.

/// A unit.
pub const IN_MILLISECONDS: &str = ", in milliseconds";

/// A counter of a lab.
pub fn counter(lab: &str, label: &str, unit: &str) -> String {
    format!("In the {lab} lab: {label}{unit}.")
}

/// A gauge.
pub const VIRTUAL: &str = "Virtual time of the run.";

/// A gauge.
pub const OPENINGS: &str = "Openings of the breaker an hour, as of the last hour.";

/// A gauge.
pub const RATIO: &str = "The share of calls tried again that got a value.";

/// A counter.
pub const DECISIONS: &str = "Decisions of policies, by policy and rule.";

/// A gauge.
pub const DEGRADED: &str = "Degraded batches an hour, as of the last hour.";

/// A gauge.
pub const MISSING: &str = "Batches an hour that lack the sensor, as of the last hour.";

/// A gauge.
pub const STATE: &str = "Circuit breaker state: 1 for the present one.";

/// A counter.
pub const ATTEMPTS: &str = "Attempts by their number within a call.";

/// A counter.
pub const RETRIED: &str = "Calls that succeeded after a retry.";

/// A histogram.
pub const DURATION: &str = "Duration of calls, their retries and waits included.";

/// A gauge.
pub const ACTIVE: &str = "Calls under way in the bulkhead.";

/// A counter.
pub const REJECTED: &str = "Calls that the bulkhead rejected.";

/// A gauge.
pub const UTILIZATION: &str = "Calls under way as a part of those that may be.";

/// A gauge.
pub const STATES: &str = "Circuit breaker state: 0 closed, 1 half-open, 2 open.";

/// A counter.
pub const SUCCESSES: &str = "Successes that the breaker was told of.";

/// A histogram.
pub const REACHED: &str = "Duration of the calls that reached the service.";

/// A counter.
pub const FAILURES: &str = "Failures that the breaker was told of.";

/// Openings of the last hour.
pub const OPENINGS_LAST_HOUR: &str = "Openings of the breakers in the last hour.";

/// Calls of the last hour that were tried again.
pub const RETRIED_LAST_HOUR: &str = "Calls of the last hour that failed at first and were tried again.";

/// Those of them that got a value.
pub const SAVED_LAST_HOUR: &str = "Of these: calls that got a value.";

/// Degraded batches of the last hour.
pub const DEGRADED_LAST_HOUR: &str = "Degraded batches of the last hour.";

/// Sensors that were missing in the last hour.
pub const MISSING_LAST_HOUR: &str = "Batches of the last hour that lack the sensor, the most often missing first.";
