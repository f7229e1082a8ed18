//! The words of hedging: when a copy is sent, and which answer is taken.

/// The head of a line about a copy; the call itself is request 1.
pub fn copy(call: &str, request: u64) -> String {
    format!("{call}, request {request} sent:")
}

/// Why: an attempt failed.
pub fn after_failure(waited: &str) -> String {
    format!("an attempt failed {waited} after the start.")
}

/// Why: no answer yet.
pub fn after_wait(waited: &str) -> String {
    format!("no answer within {waited}.")
}

/// The head of a line about a copy that is not sent.
pub fn held_back(call: &str) -> String {
    format!("{call}, no copy sent:")
}

/// Why: the budget does not allow it.
pub fn too_dear(cost: &str, balance: &str) -> String {
    format!("it costs {cost}, and the budget has {balance}.")
}

/// The head of a line about a call that has an answer.
pub fn won(call: &str) -> String {
    format!("{call}, first answer taken:")
}

/// The head of a line about a call without one.
pub fn lost(call: &str) -> String {
    format!("{call}, all copies failed:")
}

/// How many were sent and how many were given up.
pub fn race(took: &str, sent: u64, cancelled: u64) -> String {
    format!("after {took}; {sent} were sent, {cancelled} of them given up.")
}
