//! The experiment with layers that all retry.

/// What it measures.
pub const ABOUT: &str = "One call through layers that all retry, down to a service that is down.";

/// Where its values come from.
pub const SOURCE: &str = "Site Reliability Engineering, Addressing Cascading Failures: 64 = 4^3; \
             Amazon Builders' Library, Timeouts, retries and backoff with jitter: 243 = 3^5";

/// A row.
pub const THREE_LAYERS: &str = "three layers of 3 retries each: 4^3";

/// A row.
pub const FIVE_LAYERS: &str = "five layers of 3 tries each: 3^5";

/// A row.
pub const ONE_RETRIES: &str = "five layers of which one retries: 3";

/// A row.
pub fn attempts(what: &str) -> String {
    format!("attempts at the service, {what}")
}
