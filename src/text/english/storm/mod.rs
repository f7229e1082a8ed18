//! The storm lab.

pub mod copies;
pub mod questions;
pub mod settings;
pub mod stage;
pub mod tries;

use crate::words::{count, grouped};

/// A call as Why names it, at the beginning of a sentence.
pub const CALL: &str = "Client";

// States on the timeline.

/// All that comes is served.
pub const CALM: &str = "calm";
/// More comes than can be served.
pub const STORM: &str = "storm";
/// The server fails, or is slow.
pub const BLIP: &str = "blip";

// The second side.

/// The same with full jitter.
pub const FULL_JITTER: &str = "Full jitter";
/// Under load: with a budget for retries.
pub const WITH_BUDGET: &str = "With a retry budget";

// Numbers.

/// Writes in contention.
pub const CALLS: &str = "write calls";
/// How many began.
pub const CLIENTS: &str = "clients";
/// How many were served.
pub const SERVED: &str = "served";
/// How many gave up.
pub const GAVE_UP: &str = "gave up";
/// Attempts at the server.
pub const ATTEMPTS: &str = "attempts";
/// All but the first of each client.
pub const RETRIES: &str = "retries";
/// Retries that a budget did not allow.
pub const HELD_BACK: &str = "retries not allowed";
/// Work for callers who had gone.
pub const WASTED: &str = "done for nobody";
/// The busiest slot after the blip.
pub const PEAK: &str = "most within 0.1 s, after the blip";
/// When all were served.
pub const DONE: &str = "until all were served";
/// Served in the last second.
pub const GOODPUT: &str = "served in the last second";

/// Attempts for which there was no room; in contention, writes that came too late.
pub const fn refused(contention: bool) -> &'static str {
    if contention { "writes too late" } else { "refused" }
}

// The table of two lanes.

/// All attempts.
pub const LOAD: &str = "Load on the server";
/// Attempts that were refused.
pub const REFUSED: &str = "Attempts refused";
/// The share of those that ended.
pub const SHARE_SERVED: &str = "Clients served";
/// The mean time.
pub const UNTIL_SERVED: &str = "Mean time until served";
/// What is beside the counts under load.
pub const WASTED_WORK: &str =
    "Served and given up do not add up to the load: the server also works for callers who have gone.";
/// What the counts leave out before the end.
pub const ONLY_ENDED: &str = "Only clients that have ended count so far; those who meet the storm end last.";

// Theory.

/// How many come at once.
pub const COME_BACK: &str = "Clients that come back within 0.1 s";
/// How many slots all clients need.
pub const SLOTS_NEEDED: &str = "Slots of 0.1 s that serve all";
/// When it is over.
pub const ALL_SERVED: &str = "All are served after";
/// Not all are.
pub const NEVER_ALL: &str = "some give up before";
/// Calls without retries.
pub const WHEN_CALM: &str = "Attempts a second while all is well";
/// Calls with all their retries.
pub const WHEN_ALL_FAIL: &str = "Attempts a second if all of them fail";
/// The wait in a full queue.
pub const BEHIND_THE_QUEUE: &str = "Wait behind a full queue";

/// Without jitter.
pub fn all_of(clients: u64) -> String {
    format!("all {}", grouped(clients))
}

/// With jitter.
pub fn on_average(clients: &str) -> String {
    format!("{clients} on average at first")
}

/// A bound from above.
pub fn at_most(number: u64) -> String {
    format!("{} at most", grouped(number))
}

/// A bound from below.
pub fn at_least(number: u64) -> String {
    format!("{} or more", grouped(number))
}

/// How many gave up.
pub fn gave_up(clients: u64) -> String {
    format!("{} gave up", grouped(clients))
}

/// A load beside what the server can do.
pub fn of_capacity(calls: &str, share: &str) -> String {
    format!("{calls}, {share} of the capacity")
}

/// A wait beside the patience of who waits.
pub fn beside_patience(wait: &str, patience: &str) -> String {
    format!("{wait}; patience ends after {patience}")
}

/// The present wait.
pub fn waits_now(wait: &str, queued: u64) -> String {
    format!("{wait} now, behind {}", grouped(queued))
}

/// A published mean with the deviation of a run.
pub fn give_or_take(mean: &str, deviation: &str) -> String {
    format!("{mean}, give or take {deviation}")
}

/// A number of a run that is not over.
pub fn so_far(seen: &str) -> String {
    format!("{seen} so far")
}

/// A run that agrees.
pub fn as_published(seen: &str) -> String {
    format!("{seen}: as published")
}

/// A run that does not.
pub fn unlike_published(seen: &str) -> String {
    format!("{seen}: further off than chance")
}

// Why.

/// The head of a line about the blip.
pub const BLIP_HEAD: &str = "Blip:";
/// The head of a line about failures after it.
pub const FAILED_HEAD: &str = "Failed:";
/// The head of a line about the slow server.
pub const SLOW_HEAD: &str = "Slow:";
/// The head of a line about the end.
pub const OVER_HEAD: &str = "Storm over:";
/// The head of a line about calls that are answered.
pub const ALL_ANSWERED: &str = "All answered:";
/// Clients without jitter.
pub const SHARE_A_CLOCK: &str = "they share a clock from now on";
/// Clients with jitter.
pub const WAIT_APART: &str = "each waits for a time of its own";
/// Why it happens again.
pub const SAME_SLOT_AGAIN: &str = "same wait, so the same slot again.";
/// The end in contention.
pub const ALL_WRITTEN: &str = "every client has written.";

/// What failed in the blip.
pub fn failed_together(calls: u64, share: &str) -> String {
    format!("{} failed; {share}.", count(calls, "call", "calls"))
}

/// What failed at another time.
pub fn failed_of(failed: u64, arrived: u64) -> String {
    format!("{} of {}.", grouped(failed), count(arrived, "attempt", "attempts"))
}

/// The head of a line about refusals.
pub fn refused_of(refused: u64, arrived: u64) -> String {
    format!("{} of {} refused:", grouped(refused), grouped(arrived))
}

/// Why the first wave meets a full server.
pub fn all_waited(wait: &str, capacity: u64) -> String {
    format!("everyone waited {wait}, and the capacity is {} a slot.", grouped(capacity))
}

/// Why some are refused although they wait apart.
pub fn more_than_fits(capacity: u64) -> String {
    format!("more than {} came within 0.1 s.", grouped(capacity))
}

/// The head of a line about a slot with room.
pub fn served_head(served: u64) -> String {
    format!("{} served:", grouped(served))
}

/// Why they were.
pub fn fits(capacity: u64) -> String {
    format!("never more than the capacity of {} at a time.", grouped(capacity))
}

/// How it ended.
pub fn the_last(clients: u64, capacity: u64) -> String {
    match clients {
        1 => format!("the last client fits the capacity of {}.", grouped(capacity)),
        _ => format!("the last {} clients fit the capacity of {}.", grouped(clients), grouped(capacity)),
    }
}

/// Who gave up in it.
pub fn more_gave_up(clients: u64) -> String {
    format!(" {} gave up: no attempts left.", count(clients, "client", "clients"))
}

/// The slow server.
pub fn slow(since: &str, attempts: u64, served: u64) -> String {
    format!(
        "since {since} the server works at a tenth of its capacity; it answered {} of {} in time.",
        grouped(served),
        count(attempts, "attempt", "attempts"),
    )
}

/// The head of a line about calls that get no answer.
pub fn answered_of(served: u64, ended: u64) -> String {
    format!("{} of {} answered:", grouped(served), count(ended, "call", "calls"))
}

/// Why they get none.
pub fn in_vain(since: &str, patience: &str, queue: &str) -> String {
    format!("since {since} the server works for callers who gave up after {patience}, and they ask again.{queue}")
}

/// How long the queue is.
pub fn queue_of(queued: u64) -> String {
    format!(" {} wait.", grouped(queued))
}

/// How many are answered, and since when.
pub fn since(served: u64, since: &str) -> String {
    format!("{} since {since}, none had to be given up.", count(served, "call", "calls"))
}

/// The head of a line about conflicts.
pub fn too_late(refused: u64, writes: u64) -> String {
    format!("{} of {} too late:", grouped(refused), count(writes, "write", "writes"))
}

/// What they do then.
pub fn reads_again(since: &str) -> String {
    format!("since {since}; somebody else had written, so each reads again and tries again.")
}

/// The head of a line about writes that count.
pub fn written(writes: u64) -> String {
    format!("{}:", count(writes, "write", "writes"))
}

/// Why they do.
pub fn without_conflict(since: &str) -> String {
    format!("since {since} nobody got in the way of another.")
}
