//! The experiment with ways to limit retries.

/// What it measures.
pub const ABOUT: &str = "None, three retries, a token bucket and a retry breaker over the failure rate.";

/// Where its values come from.
pub const SOURCE: &str =
    "Marc Brooker, Fixing retries with token buckets and circuit breakers, 2022, and its simulator";

/// What its size counts.
pub const CLIENTS: &str = "clients, each with 10 calls a second";

/// What its size counts.
pub const RUNS: &str = "runs of each row";

/// A way.
pub const THREE: &str = "three retries";

/// A way.
pub const TOKENS: &str = "token bucket";

/// A way.
pub const BREAKER: &str = "retry breaker";

/// A case.
pub fn case(failure: &str, name: &str) -> String {
    format!("f = {failure}, {name}")
}

/// A case with several clients.
pub fn case_of(name: &str, clients: u32) -> String {
    format!("f = 0.05, {name}, {clients} clients")
}

/// A row.
pub fn row(what: &str, of: &str) -> String {
    format!("{what}: {of}")
}

/// What a row counts.
pub const SUCCEED: &str = "calls that succeed";

/// What a row counts.
pub const ATTEMPTS: &str = "attempts a call";

/// A row.
pub fn succeed(what: &str) -> String {
    format!("{what}: calls that succeed")
}

/// A row.
pub fn attempts(what: &str) -> String {
    format!("{what}: attempts a call")
}
