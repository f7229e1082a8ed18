//! The experiment with calls that are tried again.

/// What it measures.
pub const ABOUT: &str =
    "With n retries after the first try: how many calls succeed, and how much load the service sees.";

/// Where its values come from.
pub const SOURCE: &str = "success 1 - f^(n+1), load (1 - f^(n+1)) / (1 - f): closed form of independent failures";

/// What its size counts.
pub const RUNS: &str = "runs of 1,000 calls for each row";

/// A case.
pub fn case(retries: u32, failure: &str) -> String {
    format!("n = {retries}, f = {failure}")
}

/// A row.
pub fn succeed(case: &str) -> String {
    format!("{case}: calls that succeed")
}

/// A row.
pub fn attempts(case: &str) -> String {
    format!("{case}: attempts a call")
}
