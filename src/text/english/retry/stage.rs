//! The retry lab's stage, for eyes and screen readers.

/// That the service is killed, with a space before it.
pub const SENSOR_KILLED: &str = " The sensor is killed.";

/// How many attempts start together, for a screen reader.
pub fn storm_alone(with: u32, attempts: &str, slot: &str) -> String {
    format!("At most {with} {attempts} start within {slot}.")
}

/// The same beside a run without jitter.
pub fn storm_beside(with: u32, attempts: &str, slot: &str, without: u32) -> String {
    format!("At most {with} {attempts} start within {slot}, without jitter {without}.")
}

/// The whole picture, for a screen reader.
pub fn picture(title: &str, clause: &str, killed: &str, storm: &str, expected: &str) -> String {
    format!("{title}: {clause}{killed} {storm} {expected}")
}

/// What jitter does.
pub const NO_JITTER: &str = "no jitter";

/// What jitter does.
pub fn additive(spread: &str) -> String {
    format!("+ jitter, 0 to {spread}")
}

/// What jitter does.
pub const FULL: &str = "full jitter, 0 to all";

/// What jitter does.
pub const EQUAL: &str = "equal jitter, half to all";

/// What jitter does.
pub const DECORRELATED: &str = "base to 3 × last wait";

/// What jitter does.
pub fn share(part: &str) -> String {
    format!("± {part} % jitter")
}

/// A heading.
pub const WAITS: &str = "Wait before each retry";

/// Why there are no waits.
pub const ONE_ATTEMPT: &str = "One attempt only: there is no retry.";

/// An axis.
pub const RETRY_NUMBER: &str = "retry number";

/// How many reads fail, for a screen reader.
pub fn expected(expected: &str) -> String {
    format!("Expected to fail permanently: {expected}.")
}

/// The same with what was seen.
pub fn expected_and_seen(expected: &str, failed: u64, ended: u64) -> String {
    format!("Expected to fail permanently: {expected}; seen: {failed} of {ended}.")
}

/// How a share begins that is too small for a number.
pub const UNDER: &str = "under";

/// How many failed of those that ended.
pub fn of(failed: u64, ended: u64) -> String {
    format!("{failed} of {ended}")
}

/// That nothing was seen yet.
pub const NONE_ENDED: &str = "none has ended yet";

/// What chance alone may give.
pub fn by_chance(range: &str) -> String {
    format!("seen; by chance {range}")
}

/// The same while reads are under way.
pub fn up_to(most: &str) -> String {
    format!("so far; up to {most} %")
}

/// A heading.
pub const LOST: &str = "Reads that fail permanently";

/// A mark.
pub const EXPECTED: &str = "expected";

/// What a formula is of, with a space before it.
pub const EXPECTED_TO_FAIL: &str = " expected to fail permanently";

/// The same with what was seen, with a space before it.
pub fn expected_failed(failed: u64, ended: u64) -> String {
    format!(" expected, {failed} of {ended} failed permanently")
}

/// How many reads there are, in words.
pub fn these(number: &str, reads: &str) -> String {
    format!("{number} {reads}")
}

/// How reads did.
pub const SUCCEEDED: &str = "succeeded";

/// How reads did.
pub const TO_COME: &str = "to come";

/// How reads did.
pub const FAILED_PERMANENTLY: &str = "failed permanently";

/// How reads did.
pub const STILL_TRYING: &str = "still trying";

/// How reads did, where there is little room.
pub const FAILED: &str = "failed";

/// How reads did, where there is little room.
pub const TRYING: &str = "trying";

/// What a wait is made of.
pub const BASE: &str = "base";

/// What a wait is made of.
pub const BACKOFF: &str = "backoff";

/// What a wait is made of.
pub const LESS_JITTER: &str = "backoff − jitter";

/// What a wait is made of.
pub const CUT: &str = "cut at the cap";

/// What a wait is made of.
pub const BASE_AND_JITTER: &str = "base + jitter";

/// What a wait is made of.
pub const BACKOFF_AND_JITTER: &str = "backoff + jitter";

/// What a wait is.
pub const LONGEST: &str = "longest wait";

/// A read.
pub fn succeeded(number: u64, attempt: u32) -> String {
    format!("Read {number}: succeeded on attempt {attempt}")
}

/// A read.
pub fn failed(number: u64, attempts: &str) -> String {
    format!("Read {number}: failed permanently, {attempts}")
}

/// A read.
pub fn waits(number: u64, sum: &str, what: &str) -> String {
    format!("Read {number} waits {sum} ({what})")
}

/// A read.
pub fn killed(number: u64, attempt: u32) -> String {
    format!("Read {number}: attempt {attempt}, the sensor is killed")
}

/// A read.
pub fn under_way(number: u64, attempt: u32) -> String {
    format!("Read {number}: attempt {attempt} under way")
}

/// An axis.
pub const SINCE_ITS_START: &str = "since its start";

/// An axis.
pub const SINCE_START: &str = "since start";

/// How many reads are drawn.
pub fn drawn_of(drawn: u64, reads: u64) -> String {
    format!("{drawn} of {reads}")
}

/// What is counted.
pub const ATTEMPTS: &str = "attempts";

/// What is counted.
pub const RETRIES: &str = "retries";

/// A heading.
pub fn started_in_run(slot: &str, to: &str) -> String {
    format!("Attempts started in each {slot} of the run, 0 to {to}")
}

/// A heading.
pub fn per_slot_in_run(slot: &str, to: &str) -> String {
    format!("Attempts per {slot}, 0 to {to}")
}

/// A heading.
pub fn started_in(slot: &str) -> String {
    format!("Attempts started in each {slot}")
}

/// A heading.
pub fn per_slot(slot: &str) -> String {
    format!("Attempts per {slot}")
}

/// A peak.
pub const BUSIEST: &str = "busiest slot";

/// A peak.
pub const PEAK: &str = "peak of retries";

/// A peak, before its number.
pub const BUSIEST_IS: &str = "busiest slot: ";

/// A peak, before its number.
pub const PEAK_IS: &str = "peak of retries: ";

/// A peak without jitter.
pub fn no_jitter(busiest: &str, with: u32) -> String {
    format!("{busiest}{with}, no jitter")
}

/// A peak with jitter.
pub fn with_jitter(busiest: &str, with: u32) -> String {
    format!("{busiest}{with} with jitter")
}

/// The peak without it.
pub fn without(without: u32) -> String {
    format!("{without} without")
}

/// Why a read has no wait.
pub const NO_WAIT_YET: &str = "no wait yet";

/// Why a read has no wait.
pub const SUCCEEDED_AT_ONCE: &str = "succeeded at once, so there is no wait";

/// Why a read has no wait.
pub const NO_ATTEMPT_LEFT: &str = "no attempt is left, so there is no wait";

/// Small numbers at the beginning of a sentence, from none on.
pub const NUMBERS: [&str; 13] =
    ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"];
