//! The numbers beside a line of code.

/// Of an attempt without a wait.
pub const NO_WAIT: &str = "no wait";

/// Which attempt it is.
pub fn attempt_of(attempt: u32, attempts: u32) -> String {
    format!("attempt {attempt} of {attempts}")
}

/// How many probes there are, without a lease.
pub fn no_lease(under_way: u32) -> String {
    format!("{under_way} under way, no lease")
}

/// How many probes there are, and when they must answer.
pub fn lease_until(under_way: u32, until: &str) -> String {
    format!("{under_way} under way, until {until}")
}

/// How many calls wait.
pub fn waiting(waiting: u32) -> String {
    format!("{waiting} waiting")
}

/// Why a call is refused.
pub const NO_PLACE: &str = "no place free";

/// Why a call is refused.
pub const NONE_LEFT: &str = "none left";

/// How far it is.
pub fn of(part: u64, whole: u64) -> String {
    format!("{part} of {whole}")
}

/// How far it is, of all calls asked for.
pub fn fired(failures: u64, calls: u64) -> String {
    format!("{failures} to {calls} fired")
}

/// How far it is.
pub fn failed(failures: u64, calls: u64) -> String {
    format!("{failures} of {calls} failed")
}

/// What opened it.
pub fn fired_limit(failures: u64, calls: u64, limit: &str) -> String {
    format!("{failures} to {calls} fired, limit {limit}")
}

/// What opened it.
pub fn failed_limit(failures: u64, calls: u64, limit: &str) -> String {
    format!("{failures} of {calls} failed, limit {limit}")
}

/// What opened it.
pub fn slow_limit(slow: u64, calls: u64, limit: &str) -> String {
    format!("{slow} of {calls} were slow, limit {limit}")
}

/// What opened it.
pub fn below(limit: &str) -> String {
    format!("below {limit}")
}

/// What closed it.
pub fn succeeded(successes: u32) -> String {
    format!("{successes} succeeded")
}

/// When it half-opens.
pub fn open_until(moment: &str) -> String {
    format!("open until {moment}")
}

/// The longest wait.
pub fn at_most(wait: &str) -> String {
    format!("{wait} at most")
}

/// A wait that the cap shortened.
pub fn or_more(wait: &str) -> String {
    format!("{wait} or more")
}

/// Which attempt it is.
pub fn attempt(attempt: u32) -> String {
    format!("attempt {attempt}")
}

/// Which call it is.
pub fn call(call: u64) -> String {
    format!("call {call}")
}
