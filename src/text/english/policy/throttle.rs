//! A client-side throttle's words.

/// The head of a line about a call that is sent.
pub fn admitted(call: &str) -> String {
    format!("{call} sent:")
}

/// The head of a line about a call that is not sent.
pub fn refused(call: &str) -> String {
    format!("{call} not sent:")
}

/// What decided: how many were accepted, the chance of a refusal that follows, and the random number. `sign` stands
/// between number and chance.
pub fn decided(accepts: &str, requests: &str, draw: &str, sign: &str, chance: &str) -> String {
    format!(
        "{accepts} of the last {requests} were accepted; random number {draw} {sign} {chance}, the chance of a refusal."
    )
}
