//! The retry lab.

/// A call as Why names it, at the beginning of a sentence.
pub const CALL: &str = "Read";

/// The head of a line about a read that succeeded.
pub fn succeeded(read: u64) -> String {
    format!("Read {read} succeeded:")
}

/// Which attempt did it, with its luck in brackets.
pub fn by_attempt(attempt: u32, of: u32, luck: &str) -> String {
    format!("attempt {attempt} of {of}{luck}.")
}

/// The head of a line about a read that failed for good.
pub fn failed_for_good(read: u64) -> String {
    format!("Read {read} failed permanently:")
}

/// Why there is no further attempt: the failure is of a kind that is not tried again.
pub fn not_of_a_kind(attempt: u32, luck: &str) -> String {
    format!("attempt {attempt} failed{luck}. A failure of this kind is not tried again.")
}

/// Why there is no further attempt: it was the last.
pub fn no_attempts_left(attempts: u32, luck: &str) -> String {
    format!("attempt {attempts} of {attempts} failed{luck}. No attempts left.")
}
