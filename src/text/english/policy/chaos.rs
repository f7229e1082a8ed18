//! The words of injected failures and waits.

/// The head of a line about an injected failure or wait.
pub fn injected(call: &str) -> String {
    format!("{call} disturbed:")
}

/// It fails in an outage.
pub fn outage(until: &str) -> String {
    format!("an injected outage lasts until {until}.")
}

/// It is one of the next calls, which all fail.
pub fn forced(left: &str) -> String {
    format!("this failure was ordered; {left} more to come.")
}

/// It fails at random.
pub fn drawn(draw: &str, rate: &str) -> String {
    format!("an injected failure; random number {draw} < rate {rate}.")
}

/// Its answer comes later.
pub fn slower(extra: &str) -> String {
    format!("its answer comes {extra} later.")
}
