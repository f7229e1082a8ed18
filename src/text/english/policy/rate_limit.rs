//! A rate limit's words.

/// The head of a line about a call within the rate.
pub fn admitted(call: &str) -> String {
    format!("{call} within the rate:")
}

/// How many more may come at this moment.
pub fn left(calls: &str) -> String {
    format!("{calls} more may come at this moment.")
}

/// The head of a line about a call over the rate.
pub fn refused(call: &str) -> String {
    format!("{call} over the rate:")
}

/// What the rate is, and when the next call may come.
pub fn over_rate(calls: &str, period: &str, burst: &str, wait: &str, next: &str) -> String {
    format!("the limit is {calls} in {period}, {burst} at once. The next may come in {wait}, at {next}.")
}
