//! A connection pool's words.

/// The head of a line about a call that has a connection.
pub fn has_one(call: &str) -> String {
    format!("{call} has a connection:")
}

/// It was there.
pub fn reused(idle: &str, in_use: u64, limit: u64) -> String {
    format!("one that was idle for {idle}; {in_use} of {limit} are in use.")
}

/// It is new.
pub fn opened(in_use: u64, limit: u64) -> String {
    format!("a new one, as none was idle; {in_use} of {limit} are in use.")
}

/// It is new, in the place of one with another key.
pub fn opened_for_another(in_use: u64, limit: u64) -> String {
    format!("a new one, and one with another host or timeout was closed for it; {in_use} of {limit} are in use.")
}

/// The head of a line about a call that gets none.
pub fn refused(call: &str) -> String {
    format!("{call} refused:")
}

/// Why.
pub fn exhausted(limit: u64) -> String {
    format!("all {limit} connections are in use.")
}

/// The head of a line about a call whose connection comes back.
pub fn gives_back(call: &str) -> String {
    format!("{call} gives its connection back:")
}

/// It is ready for the next.
pub fn kept(in_use: u64, limit: u64) -> String {
    format!("it is kept for the next; {in_use} of {limit} are in use.")
}

/// It is broken.
pub fn closed(in_use: u64, limit: u64) -> String {
    format!("the call failed, so it is closed, and the next one opens another; {in_use} of {limit} are in use.")
}

/// It is not to be kept.
pub fn not_kept(in_use: u64, limit: u64) -> String {
    format!("it is old enough to go; {in_use} of {limit} are in use.")
}
