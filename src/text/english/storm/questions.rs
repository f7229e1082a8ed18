//! The storm lab's questions.

use crate::words::{count, grouped};

/// No jitter.
pub const WITHOUT_JITTER: &str = "without jitter";
/// A share more or less.
pub const WITH_A_SHARE: &str = "with a jitter of a share more or less";
/// There is no retry.
pub const NO_RETRY: &str = "do not try again";
/// More happens than is said.
pub const MORE_TROUBLE: &str = " The server has other trouble, too.";
/// Without any wait.
pub const AT_ONCE: &str = "at once";
/// The side without a limit.
pub const NO_BUDGET: &str = "no budget";

/// A kind of jitter.
pub fn with_jitter(kind: &str) -> String {
    format!("with {kind} jitter")
}

/// The side with a limit of its own.
pub fn own_budget(kind: &str) -> String {
    format!("its own limit ({kind})")
}

/// What is asked about is not in the run: by the number of the world.
pub const fn elsewhere(world: usize) -> &'static str {
    match world {
        0 => "This run has no blip in which all clients fail, so it leaves the question open.",
        1 => "In this run no calls come by the clock, so it leaves the question open.",
        _ => "In this run nobody contends for a row, so it leaves the question open.",
    }
}

/// What they wait before the first retry.
pub fn wait(wait: &str, jitter: &str) -> String {
    format!("wait {wait} {jitter}")
}

/// What they wait before the next.
pub fn then(wait: &str) -> String {
    format!(" The second wait is {wait}.")
}

/// The clients and the server.
pub fn fail_together(clients: &str, again: &str, capacity: u64) -> String {
    format!("{clients} fail at the same moment and {again}. The server has room for {} in 0.1 s.", grouped(capacity))
}

/// The same clients with jitter.
pub fn the_same(clients: &str, jitter: &str, blip: &str) -> String {
    format!("{clients}, now {jitter}, fail in a blip of {blip}.")
}

/// What comes of the first retries?
pub const ASK_FIRST: &str = "What happens to their first retries?";
/// The answers.
pub const OF_FIRST: [&str; 3] = ["All are served", "Some are served", "None is served"];
/// When is it over?
pub const ASK_LAST: &str = "When is the last client served?";
/// The curve.
pub const DRAW_WAVES: &str = "Draw how many attempts come in each second.";
/// The curve's points.
pub const SECOND: &str = "second";
/// One of them.
pub const IN_SECOND: &str = "in second";
/// What is drawn upwards.
pub const ATTEMPTS_THAT_COME: &str = "attempts that come";
/// The peak.
pub const ASK_BUSIEST: &str = "After it, how many come in the busiest 0.1 s?";

/// Load and server.
pub fn load(rate: u64, capacity: u64, blip: &str, patience: &str) -> String {
    format!(
        "{} a second come to a server that can do {}. From 5 s on it is slow for {blip}. Callers give up after \
         {patience}.",
        count(rate, "call", "calls"),
        grouped(capacity),
    )
}

/// How often a call is tried.
pub fn tried(attempts: u64) -> String {
    format!(" Each call has up to {}.", count(attempts, "attempt", "attempts"))
}

/// Which side answers more?
pub fn ask_side(attempts: u64, until: &str) -> String {
    format!(
        "With up to {} a call, or with a budget for all retries: which has answered more by {until}?",
        count(attempts, "attempt", "attempts"),
    )
}

/// The answers.
pub const SIDES: [&str; 3] = [
    "As set: more retries, more answers",
    "Both alike: the cause is gone",
    "With the budget: fewer retries, more answers",
];

/// Goodput at a moment.
pub fn ask_goodput(until: &str) -> String {
    format!("How many are answered in the second before {until}?")
}

/// Contention.
pub fn contend(clients: &str, waits: &str) -> String {
    format!(
        "{clients} read a row and write it back. A write counts only if nobody wrote since the read; who is too late \
         tries again {waits}."
    )
}

/// A wait with its jitter.
pub fn waits_apart(wait: &str, jitter: &str) -> String {
    format!("after {wait} and more, {jitter}")
}

/// How many writes?
pub const ASK_WRITES: &str = "How many writes until each has written once?";
/// Who is first?
pub const ASK_WHO_IS_FIRST: &str = "Is it done sooner so, or with full jitter?";
/// Both at about the same time.
pub const BOTH_ALIKE: &str = "Both at about the same time";
/// The second side.
pub const BESIDE_FULL: &str = "The run beside it, with full jitter";

// Why.

/// Nobody has come back.
pub const NO_FIRST_RETRY: &str = "In this run no first retry has come. Without one nobody meets anybody.";

/// What became of the first retries.
pub fn first_retries((served, all): (u64, u64), capacity: u64, (plain, wait): (bool, &str)) -> String {
    let rule =
        if plain { "Who fails together and waits equally long comes back together" } else { "Jitter spreads them" };
    format!(
        "{} of {} were served; there is room for {} in 0.1 s. {rule}, here after {wait} or so.",
        grouped(served),
        count(all, "first retry", "first retries"),
        grouped(capacity),
    )
}

/// Some gave up.
pub const NOT_ALL_SERVED: &str =
    "In this run not all clients were served so far. A client without attempts left gives up.";

/// When it was over.
pub fn last_served(at: &str, slots: u64, clients: u64, plain: bool) -> String {
    let rule = if plain {
        "A wave that is refused comes back as a wave, and between the waves the server has nothing to do"
    } else {
        "Jitter lets the clients use the time between the waves"
    };
    format!(
        "The last of {} was served at {at}; somebody was in {}. {rule}.",
        count(clients, "client", "clients"),
        count(slots, "slot", "slots"),
    )
}

/// There was no retry.
pub const NO_WAVES: &str = "In this run nobody came back so far. Without retries there are no waves.";

/// The waves.
pub fn waves(waves: &str, plain: bool) -> String {
    let rule = if plain {
        "Those who fit are served, and the others wait equally long: nothing spreads them"
    } else {
        "Jitter spreads the waves, and each is smaller than the one before"
    };
    format!("Second by second there came {waves} attempts. {rule}.")
}

/// The peak.
pub fn spread(peak: u64, capacity: u64, jitter: &str, plain: bool) -> String {
    let rule = if plain {
        "Nothing spreads those who begin together"
    } else {
        "Jitter takes no attempt away, but seldom do many of them meet"
    };
    format!(
        "At most {} came at the same time {jitter}, and there is room for {}. {rule}.",
        grouped(peak),
        grouped(capacity),
    )
}

/// Which side answered more.
pub fn fewer(at: &str, (own, left): (&str, u64), (other, right): (&str, u64), fewer: bool) -> String {
    let rule = if fewer {
        "Each retry of a call that waits too long makes the queue longer for all, so more retries lower the success"
    } else {
        "Retries do no harm as long as the server keeps up with them"
    };
    format!("By {at} {} were answered with {own} and {} {other}. {rule}.", grouped(left), grouped(right))
}

/// Work in vain.
pub fn in_vain((goodput, rate): (u64, u64), wait: &str, patience: &str) -> String {
    let rule = if goodput < rate {
        "Its work comes too late for callers who gave up, and they ask again: the load stays though its cause is gone"
    } else {
        "What comes is less than it can do, so each call is answered at once"
    };
    format!(
        "Of {} a second {} were answered; the queue takes {wait}, and a caller waits {patience}. {rule}.",
        count(rate, "call", "calls"),
        grouped(goodput),
    )
}

/// The work of contention.
pub fn square(writes: u64, clients: u64, refused: u64) -> String {
    format!(
        "It took {} for {}, and {} came too late. Each write that counts makes the reads of all others old, so the work \
         grows with the square of the clients.",
        count(writes, "write", "writes"),
        count(clients, "client", "clients"),
        grouped(refused),
    )
}

/// A side is not done.
pub const NOT_YET: &str = "not yet";

/// A side is done.
pub fn done_after(after: &str) -> String {
    format!("after {after}")
}

/// Which side was first.
pub fn who_was_first((own, at, writes): (&str, &str, u64), (other, other_writes): (&str, u64)) -> String {
    format!(
        "All had written {own} {at}, with {}, and with full jitter {other}, with {}. Who waits equally long meets the \
         same others again, while a random wait finds a gap.",
        count(writes, "write", "writes"),
        grouped(other_writes),
    )
}
