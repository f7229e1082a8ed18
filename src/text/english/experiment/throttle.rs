//! The experiment with the client-side throttle.

/// What it measures.
pub const ABOUT: &str =
    "The client-side throttle: its rejections after 1,000 requests, and in the long run before a full service.";

/// Where its values come from.
pub const SOURCE: &str =
    "Site Reliability Engineering, Handling Overload: max(0, (requests - 2 accepts) / (requests + 1)), two minutes";

/// What its size counts.
pub const DRAWS: &str = "thousand random numbers of each row, and windows of the long run";

/// A row.
pub fn rejected(accepts: u64, requests: u64) -> String {
    format!("{accepts} of {requests} requests accepted: rejected here")
}

/// A row.
pub fn in_the_long_run(capacity: u32, requests: u64) -> String {
    format!("a service that takes {capacity} of {requests}, in the long run: rejected here")
}
