//! The breaker lab's stage, for eyes and screen readers.

/// A heading.
pub const NO_BREAKER: &str = "No breaker";

/// A button.
pub const KILL: &str = "Kill";

/// A button.
pub const RECOVER: &str = "Recover";

/// What half-opens it.
pub fn after(wait: &str) -> String {
    format!("after {wait}")
}

/// What opens it again.
pub const PROBE_FAILS: &str = "probe fails";

/// That there is no breaker.
pub const EVERY_CALL: &str = "Every call goes to the service.";

/// What opens it.
pub const NEXT_FAILURE: &str = "The next failure opens it.";

/// What opens it.
pub fn failures_open(left: u64, among: &str) -> String {
    format!("{left} failures {among} open it.")
}

/// What opens it.
pub fn more_failures(left: u64) -> String {
    format!("{left} more failures open it.")
}

/// Why nothing opens it.
pub fn too_few(min: &str, span: &str) -> String {
    format!("Too few calls to judge: it takes {min} in {span}.")
}

/// How a limit is met.
pub const ABOVE: &str = "above";

/// How a limit is met.
pub const AT: &str = "at";

/// What opens it.
pub fn opens_when(rate: &str, calls: &str) -> String {
    format!("Opens when {rate} of at least {calls} fail.")
}

/// From when on it opens.
pub fn judged_after(at: &str, rate: &str, calls: u64) -> String {
    format!("Opens {at} {rate}; judged after {calls} more.")
}

/// How far it is.
pub fn failed_of(failures: u64, calls: &str, at: &str, rate: &str) -> String {
    format!("{failures} of {calls} failed; opens {at} {rate}.")
}

/// What is counted: one.
pub const FAILURE: &str = " failure";

/// What is counted.
pub const FAILURES: &str = "failures ";

/// What was counted: nothing.
pub const CALLS_SO_FAR: &str = " calls so far";

/// What is counted, with a space before it.
pub fn failed_share(share: &str) -> String {
    format!(" failed, that is {share}")
}

/// The same where there is little room.
pub const FAILED_OF_CALLS: &str = " failed";

/// A part.
pub fn of(part: &str, whole: &str) -> String {
    format!("{part} of {whole}")
}

/// Among which calls.
pub const IN_A_ROW: &str = "in a row";

/// Among which calls.
pub fn of_the_last(calls: u32) -> String {
    format!("of the last {calls}")
}

/// Among which calls.
pub fn within(span: &str) -> String {
    format!("in {span}")
}

/// Among which calls.
pub const IN_TOTAL: &str = "in total";

/// Where the switch would be.
pub const NO_BREAKER_HERE: &str = "no breaker";

/// The callers: some wait.
pub fn wait(waiting: usize, callers: u32) -> String {
    format!("{waiting} of {callers} wait")
}

/// The callers.
pub fn callers(callers: u32) -> String {
    format!("{callers} callers")
}

/// The only caller.
pub const CALLER: &str = "Caller";

/// What callers do between calls.
pub fn pause(pause: &str) -> String {
    format!("pause {pause}")
}

/// How many reads fail, with a space before it.
pub const READS_FAIL: &str = " of reads fail";

/// The same where there is little room.
pub const FAIL: &str = " fail";

/// A service that is killed.
pub const KILLED: &str = "killed";

/// The service.
pub const SENSOR: &str = "Sensor S1";

/// A call.
pub fn call(number: &str) -> String {
    format!("call {number}")
}

/// Where no call passes.
pub const NO_TRAFFIC: &str = "no traffic";

/// A refusal.
pub const FAST_FAIL: &str = "fast fail";

/// A refusal.
pub const FAST_FAIL_AT_ONCE: &str = "fast fail in 0 s";

/// A number.
pub const SUCCESSES: &str = "successes";

/// A number.
pub const REAL_FAILURES: &str = "real failures";

/// A number, where there is little room.
pub const FAILED: &str = "failed";

/// A number.
pub const FAST_FAILS: &str = "fast fails";

/// A number.
pub const WAITING_AVOIDED: &str = "waiting avoided";

/// A number, where there is little room.
pub const AVOIDED: &str = "avoided";

/// A state.
pub const CLOSED: &str = "Closed";

/// A state.
pub const OPEN: &str = "Open";

/// A state.
pub const HALF_OPEN: &str = "Half-open";

/// What comes next.
pub const FORCED_OPEN: &str = "Forced open until it is reset.";

/// What comes next.
pub fn next_probe(fail_fast: &str, left: &str) -> String {
    format!("{fail_fast}Next probe in {left}.")
}

/// What comes now, with a space behind it.
pub const CALLS_FAIL_FAST: &str = "Calls fail fast. ";

/// What comes next.
pub const PROBE_DUE: &str = "Probe due with the next call.";

/// What comes next.
pub fn probes_succeeded(succeeded: u32, needed: u32) -> String {
    format!("{succeeded} of {needed} probes succeeded.")
}

/// What decides.
pub const FIRST_PROBE: &str = "The first probe to answer decides.";

/// What decides.
pub const ONE_PROBE: &str = "One probe decides.";

/// What is under way.
pub const NO_PROBE: &str = "no probe";

/// What is under way.
pub const PROBE: &str = "probe";

/// What is under way.
pub const PROBES: &str = "probes";

/// Which call is the probe.
pub const NEXT_CALL: &str = "next call";

/// How many probes there are.
pub fn under_way(under_way: usize, probes: u32) -> String {
    format!("{under_way} of {probes}")
}

/// Which probe it is.
pub fn nth_of(nth: u32, needed: u32) -> String {
    format!("{nth} of {needed}")
}

/// How many probes there are.
pub const ONLY_ONE: &str = "only one";

/// How a limit is met, with a space behind it.
pub const OVER: &str = "over ";

/// A limit.
pub fn rate(above: &str, rate: &str) -> String {
    format!("{above}{rate}")
}

/// A part of the last calls.
pub fn of_the(rate: &str) -> String {
    format!("{rate} of")
}

/// A part of the calls of a time.
pub fn of_calls(rate: &str) -> String {
    format!("{rate} of calls")
}

/// The time.
pub fn within_time(time: &str) -> String {
    format!("in {time}")
}

/// What closes it.
pub fn under_fail(share: &str, calls: u32) -> String {
    format!("under {share} of {calls} fail")
}

/// What closes it.
pub fn succeed(probes: u32) -> String {
    format!("{probes} probes succeed")
}

/// What closes it.
pub const ONE_SUCCEEDS: &str = "probe succeeds";

/// Who calls.
pub fn between_callers(callers: u32) -> String {
    format!("{callers} callers")
}

/// Who calls.
pub const A_CALLER: &str = "a caller";

/// What comes next.
pub fn fast_until(left: &str) -> String {
    format!("Calls fail fast. Next probe in {left}.")
}

/// That the service is killed, with a space before it.
pub const SENSOR_KILLED: &str = " The sensor is killed.";

/// The whole picture without a breaker, for a screen reader.
pub fn without(between: &str, says: &str, killed: &str) -> String {
    format!("No circuit breaker between {between} and sensor S1. {says}{killed}")
}

/// The whole picture, for a screen reader.
pub fn picture(between: &str, state: &str, says: &str, killed: &str) -> String {
    format!("Circuit breaker between {between} and sensor S1: {state}. {says}{killed}")
}
