//! The experiment with clients that contend.

/// What it measures.
pub const ABOUT: &str = "Clients that contend for one row: write calls and completion time by kind of backoff.";

/// Where its values come from.
pub const SOURCE: &str = "Marc Brooker, Exponential Backoff And Jitter, AWS Architecture Blog, 2015, and its simulator";

/// What its size counts.
pub const CLIENTS: &str = "clients that contend";

/// What its size counts.
pub const RUNS: &str = "runs of each kind of backoff";

/// A row.
pub fn calls(kind: &str) -> String {
    format!("{kind}: write calls")
}

/// A row.
pub fn time(kind: &str) -> String {
    format!("{kind}: completion time, ms")
}

/// A row.
pub const ALONE_CALLS: &str = "a client alone: write calls";

/// A row.
pub const ALONE_TIME: &str = "a client alone: four legs of 10 ms, ms";

/// A row.
pub const CLEAR_LOSER: &str = "\"clear loser\": time without jitter over the slowest jittered";

/// A row.
pub const MORE_WORK: &str = "\"more work\": calls without jitter over the most jittered";

/// A row.
pub const NONE_COSTS: &str = "no backoff costs as many calls as exponential, or more";

/// A row.
pub const NONE_QUICKEST: &str = "no backoff is quickest: the next quickest over it";

/// A row.
pub const LESS_WORK: &str = "full does \"less work\" than decorrelated: calls, decorrelated over full";

/// A row.
pub const BY_HALF: &str = "\"call count by more than half\": without jitter over full";

/// A row.
pub const SLIGHTLY_MORE: &str = "equal does \"slightly more work than full\": calls";

/// A row.
pub const MUCH_LONGER: &str = "equal \"takes much longer\" than full: time";

/// A row.
pub const MORE_TIME: &str = "full takes \"slightly more time\" than decorrelated: time";
