//! A timeout's words, where what is late is not cancelled.

/// The head of a line about work that goes on after its time.
pub fn left_running(call: &str) -> String {
    format!("{call} given up:")
}

/// Nothing inside is cancelled.
pub fn works_on(waited: &str) -> String {
    format!("after {waited}, but the service works on.")
}

/// The head of a line about a caller that learns late that its time is over.
pub fn awaited(call: &str) -> String {
    format!("{call} answered too late:")
}

/// The caller had to wait in spite of the timeout.
pub fn waited_all_the_same(waited: &str) -> String {
    format!("the caller waited {waited}, longer than the timeout, and gets a failure.")
}
