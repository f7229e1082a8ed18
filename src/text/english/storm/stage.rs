//! What the storm lab's stage says.

use crate::words::{count, grouped};

// Buttons.

/// Kills the server.
pub const KILL: &str = "Kill server";
/// Takes that back.
pub const RECOVER: &str = "Recover server";

// The two sides.

/// No jitter.
pub const NO_JITTER: &str = "No jitter";
/// No wait at all.
pub const NO_WAIT: &str = "No backoff";
/// Full jitter.
pub const FULL: &str = "Full jitter";
/// Equal jitter.
pub const EQUAL: &str = "Equal jitter";
/// Decorrelated jitter.
pub const DECORRELATED: &str = "Decorrelated jitter";
/// Additive jitter.
pub const ADDITIVE: &str = "Additive jitter";
/// A share of jitter.
pub const SHARE: &str = "A share of jitter";
/// No limit for retries.
pub const NO_BUDGET: &str = "No budget";
/// A retry budget.
pub const RETRY_BUDGET: &str = "Retry budget";
/// A retry quota.
pub const RETRY_QUOTA: &str = "Retry quota";
/// Retry tokens.
pub const RETRY_TOKENS: &str = "Retry tokens";
/// A retry breaker.
pub const RETRY_BREAKER: &str = "Retry breaker";
/// Both sides have the same settings.
pub const ALIKE: &str = "the same settings, the same run";
/// No wait, and so no jitter.
pub const NOTHING_TO_SPREAD: &str = "without a wait there is nothing to spread";
/// Before the first retry.
pub const NOBODY_BACK: &str = "nobody is back yet";
/// What a number of calls a second is.
pub const ANSWERED_IN_TIME: &str = "answered in time";

/// Refusals of a side.
pub fn refused_of(refused: u64, retries: u64) -> String {
    format!("{} of {} refused", grouped(refused), count(retries, "retry", "retries"))
}

/// Work of a side that nobody waited for.
pub fn for_nobody(calls: u64) -> String {
    format!("{} done for nobody", count(calls, "attempt", "attempts"))
}

/// Conflicts of a side.
pub fn too_late(refused: u64, writes: u64) -> String {
    format!("{} of {} too late", grouped(refused), count(writes, "write", "writes"))
}

/// What is answered at present.
pub fn a_second(calls: u64) -> String {
    format!("{} a second", grouped(calls))
}

/// A side is over.
pub fn all_done(after: &str) -> String {
    format!("all done at {after}")
}

/// A side is over, and not all were served.
pub fn gave_up(clients: u64) -> String {
    format!("{} gave up", grouped(clients))
}

/// When it was.
pub fn over_at(after: &str) -> String {
    format!("over at {after}")
}

/// A side goes on.
pub fn served_of(served: u64, clients: u64) -> String {
    format!("{} of {} served", grouped(served), grouped(clients))
}

// Legend.

/// Attempts that were served.
pub const SERVED: &str = "served";
/// Attempts for which there was no room.
pub const REFUSED: &str = "refused";
/// Attempts that failed in the blip.
pub const FAILED: &str = "failed in the blip";
/// The capacity.
pub const CAPACITY: &str = "fits in 0.1 s";
/// Attempts that were answered in time.
pub const IN_TIME: &str = "answered in time";
/// All attempts.
pub const ALL: &str = "all attempts";
/// Writes that count.
pub const WRITTEN: &str = "written";
/// All writes.
pub const ALL_WRITES: &str = "all writes in 0.1 s";
/// The time in which the server is slow.
pub const CAUSE: &str = "cause";

// What it costs.

/// The title.
pub const COSTS: &str = "What it costs";
/// What the numbers are of, where there is one of each.
pub const AS_SET: &str = "as set";
/// The peak after the blip.
pub const BUSIEST: &str = "most in 0.1 s, after the blip";
/// Refusals.
pub const TURNED_AWAY: &str = "refused";
/// Attempts.
pub const MADE: &str = "attempts";
/// Clients that gave up.
pub const LOST: &str = "gave up";
/// The end.
pub const OVER_AFTER: &str = "over after";
/// Goodput.
pub const ANSWERED: &str = "answered a second";
/// Wasted work.
pub const FOR_NOBODY: &str = "done for nobody";
/// The queue's length.
pub const IN_QUEUE: &str = "in the queue";
/// The title in contention.
pub const PUBLISHED: &str = "Writes until all are done";

/// What the two numbers of a row are.
pub fn as_set_and(second: &str) -> String {
    format!("as set  :  {}", second.to_ascii_lowercase())
}

/// Whose numbers they are.
pub fn model_of(clients: u64) -> String {
    format!("published model, {}", count(clients, "client", "clients"))
}

/// Whose numbers they are, where there are none for the run's clients.
pub fn other_model(known: u64, clients: u64) -> String {
    format!("published for {}; here {}", grouped(known), grouped(clients))
}

/// A published row.
pub fn calls_and_time((calls, time): &(String, String)) -> String {
    format!("{calls} in {time}")
}

/// What is known beside the run's own row.
pub fn known((calls, time): &(String, String)) -> String {
    format!("published: {calls} in {time}")
}

/// A run that agrees.
pub fn agrees((calls, time): &(String, String)) -> String {
    format!("As published: {calls} in {time}.")
}

/// A run that does not.
pub fn differs((calls, time): &(String, String)) -> String {
    format!("Unlike published: {calls} in {time}.")
}

/// What is to come.
pub fn published((calls, time): &(String, String)) -> String {
    format!("Published: {calls} in {time}.")
}

// Headlines.

/// While the server is killed.
pub const KILLED: &str = "Killed";
/// What that does.
pub const ALL_FAIL: &str = "Who comes now fails.";
/// Before the first retry.
pub const NOBODY_BACK_YET: &str = "Nobody has come back yet.";
/// In the time of slowness.
pub const IS_SLOW: &str = "The server works at a tenth of its capacity.";
/// After it.
pub const IS_BACK: &str = "The server is back.";
/// Before it.
pub const KEEPS_UP: &str = "The server keeps up with all that comes.";

/// In the blip.
pub fn all_failed(clients: u64) -> String {
    format!("{} fail at once", grouped(clients))
}

/// The peak beside what fits.
pub fn times_capacity(times: &str) -> String {
    format!("{times} × capacity")
}

/// No jitter, at the beginning of a sentence.
pub const WITHOUT_JITTER: &str = "Without jitter";

/// A jitter, at the beginning of a sentence.
pub fn with(jitter: &str) -> String {
    format!("With {jitter}")
}

/// What makes the peak.
pub fn within_a_slot(with: &str, peak: u64, clients: u64) -> String {
    if peak == clients {
        return format!("{with} all {} clients come back within the same 0.1 s.", grouped(clients));
    }
    format!("{with} {} of {} clients come back within the same 0.1 s.", grouped(peak), grouped(clients))
}

/// The same in fewer words.
pub fn within_a_slot_short(peak: u64, clients: u64) -> String {
    format!("{} of {} come back at the same time", grouped(peak), grouped(clients))
}

/// Goodput beside the rate.
pub fn answered_of(goodput: u64, rate: u64) -> String {
    format!("{} of {} a second", grouped(goodput), grouped(rate))
}

/// The load stays.
pub fn stays(after: &str) -> String {
    format!("{after} after the cause is gone the load is still there.")
}

/// The same in fewer words.
pub fn stays_short(after: &str) -> String {
    format!("{after} after the cause is gone")
}

/// Writes in contention.
pub fn writes(writes: u64) -> String {
    count(writes, "write", "writes")
}

/// All have written.
pub fn writes_done(clients: u64, after: &str) -> String {
    format!("until {} had written, in {after}", count(clients, "client", "clients"))
}

/// Some have.
pub fn writes_so_far(served: u64, clients: u64) -> String {
    format!("{} of {} have written", grouped(served), count(clients, "client", "clients"))
}

// For those who cannot see it.

/// Headline and clause.
pub fn spoken(title: &str, clause: &str) -> String {
    format!("{title}: {}.", clause.trim_end_matches('.'))
}

/// A side.
pub fn side(name: &str, says: &str, first: &str, second: &str) -> String {
    let note = [first, second].join(" ");
    format!("{name}: {says}; {}.", note.trim_end())
}
