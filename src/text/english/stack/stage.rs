//! What the stack lab's stage says.

use crate::text::noun;
use crate::words::grouped;

/// The order of the second side.
pub const RECOMMENDED_ORDER: &str = "The recommended order";
/// A fallback that is not outermost.
pub const FALLBACK_INSIDE: &str = "A fallback inside";
/// A retry around a breaker.
pub const RETRY_OUTSIDE: &str = "Retry outside the breaker";
/// A breaker around a retry.
pub const BREAKER_OUTSIDE: &str = "Breaker outside the retry";
/// None of these.
pub const OWN_ORDER: &str = "Your order";

/// A single layer.
pub fn alone(layer: &str) -> String {
    format!("{layer} alone")
}

/// Before the first call.
pub const NO_CALL: &str = "No call yet.";

fn nth(call: u64) -> String {
    format!("Call {}", grouped(call))
}

fn attempts_of(attempts: u32) -> String {
    noun::ATTEMPTS.count(u64::from(attempts))
}

/// A call that has just begun.
pub fn call_begins(call: u64) -> String {
    format!("{} sets out.", nth(call))
}

/// A call with an attempt under way.
pub fn call_under_way(call: u64, attempt: u32) -> String {
    format!("{}: attempt {attempt} is under way.", nth(call))
}

/// A call that waits for its next attempt.
pub fn call_waits(call: u64, retry: &str, left: &str) -> String {
    format!("{}: {retry} waits another {left}.", nth(call))
}

/// A call with its value.
pub fn call_full(call: u64, attempt: u32) -> String {
    match attempt {
        1 => format!("{} got its value at once.", nth(call)),
        _ => format!("{} got its value on attempt {attempt}.", nth(call)),
    }
}

/// A call whose waits led to refusals.
pub fn call_refused(call: u64, refused: usize, attempts: u32, waited: &str) -> String {
    format!("{}: {refused} of {} refused, {waited} waited for nothing.", nth(call), attempts_of(attempts))
}

/// A call with a fallback's answer.
pub fn call_degraded(call: u64, attempts: u32) -> String {
    format!("{} got the last value, after {}.", nth(call), attempts_of(attempts))
}

/// A call that ended with an error.
pub fn call_failed(call: u64, attempts: u32) -> String {
    format!("{} got an error, after {}.", nth(call), attempts_of(attempts))
}

/// A call that the breaker refused for good.
pub fn call_turned_away(call: u64) -> String {
    format!("{} was refused at once.", nth(call))
}

/// What a fallback answers with.
pub const LAST_VALUE: &str = "else the last value";

/// How a retry tries.
pub fn retry_rule(attempts: u32, base: &str, factor: &str) -> String {
    format!("{}, {base} × {factor}", attempts_of(attempts))
}

/// How long an open breaker refuses.
pub fn open_for(left: &str) -> String {
    format!("open, probe in {left}")
}

/// An open breaker whose wait is over.
pub const PROBE_DUE: &str = "open, probe is due";
/// A half-open breaker.
pub const PROBING: &str = "half-open: a probe";

/// Of a fallback.
pub fn n_degraded(calls: u64) -> String {
    format!("{} degraded", grouped(calls))
}

/// Of a breaker.
pub fn n_refused(attempts: u64) -> String {
    format!("{} refused", grouped(attempts))
}

/// Of a limit.
pub fn n_cut_off(calls: u64) -> String {
    format!("{} cut off", grouped(calls))
}

/// Of the service.
pub fn n_failed(failed: u64, attempts: u64) -> String {
    format!("{} of {} failed", grouped(failed), grouped(attempts))
}

/// The caller.
pub const CALLER: &str = "Caller";
/// Requests that come to a layer, and that it sends inward.
pub const IN: &str = "in";
/// The other way.
pub const OUT: &str = "out";
/// The service under the user's hand.
pub const KILLED: &str = "killed";

/// The same where there is little room.
pub const HANGS: &str = "hangs";

/// The newest call at its caller.
pub fn call_of(call: u64, of: u64) -> String {
    if of == 0 { format!("call {}", grouped(call)) } else { format!("call {} of {}", grouped(call), grouped(of)) }
}

/// When the caller got its answer.
pub fn answered_at(at: &str) -> String {
    format!("answered at {at}")
}

/// Attempts that are not drawn.
pub fn attempts_before(before: u32) -> String {
    format!("{} before", attempts_of(before))
}

/// Why the newest attempt failed at the service.
pub const HUNG: &str = "hung in the outage";
/// It was killed.
pub const IS_KILLED: &str = "killed";
/// Its random number.
pub const UNLUCKY: &str = "failed by its luck";
/// A limit ended it.
pub const NOT_AWAITED: &str = "no longer awaited";
/// The second side.
pub const SAME_LUCK: &str = "Same luck, two orders";
/// This side.
pub const YOURS: &str = "yours";
/// The same in short.
pub const RECOMMENDED_SHORT: &str = "recomm.";
/// The rows in few words.
pub const LOAD_SHORT: &str = "Attempts";
/// The same of waits.
pub const FOR_NOTHING_SHORT: &str = "For nothing";
/// The same of answers.
pub const FULL_SHORT: &str = "Full";

/// The same call on the other side.
pub fn there_full(call: u64, attempt: u32) -> String {
    format!("{} there: full on attempt {attempt}", nth(call))
}

/// It got the last value.
pub fn there_degraded(call: u64, attempts: u32) -> String {
    format!("{} there: last value, {}", nth(call), attempts_of(attempts))
}

/// It got an error.
pub fn there_failed(call: u64) -> String {
    format!("{} there: an error", nth(call))
}

/// It was refused.
pub fn there_refused(call: u64) -> String {
    format!("{} there: refused", nth(call))
}

/// Where a layer stands.
pub fn handle(place: usize, of: usize) -> String {
    format!("layer {place} of {of}")
}

/// What becomes of a layer that is let go beside the others.
pub fn let_go_outside(layer: &str) -> String {
    format!("{layer}: off")
}

/// What a handle does.
pub const HANDLE_HINT: &str = "Drag it, or press an arrow key to move it; Delete switches it off.";

/// Moves a layer outward.
pub fn outward(layer: &str) -> String {
    format!("Move {layer} outward")
}

/// Switches a layer off.
pub fn switch_off(layer: &str) -> String {
    format!("Switch off {layer}")
}

/// Switches a layer on.
pub fn switch_on(layer: &str) -> String {
    format!("Switch on {layer}")
}

/// What the layers' handles are together.
pub const LAYERS: &str = "Layers, outermost first";
/// Kill and Recover.
pub const KILL: &str = "Kill";
/// The other.
pub const RECOVER: &str = "Recover";
