//! The storm lab.

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

// Tries.

/// With jitter.
pub const TRY_JITTER: &str = "Choose full jitter and press Restart. How many come at the same time now?";
/// With a budget.
pub const TRY_BUDGET: &str =
    "Wait until the blip is over and nothing gets better. Then choose a budget. When is the server back?";
/// Which jitter is best.
pub const TRY_CONTENTION: &str = "Choose one jitter after the other. Which one makes the fewest attempts?";
/// Without retries.
pub const TRY_WITHOUT: &str = "Press “Without retries”. Who serves more clients?";

/// What its stage says.
pub mod stage {
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
    pub const FAILED: &str = "failed";
    /// The capacity.
    pub const CAPACITY: &str = "capacity in 0.1 s";
    /// Attempts that were answered in time.
    pub const IN_TIME: &str = "answered in time";
    /// All attempts.
    pub const ALL: &str = "all attempts";
    /// Writes that count.
    pub const WRITTEN: &str = "written";
    /// All writes.
    pub const ALL_WRITES: &str = "all writes in 0.1 s";
    /// The time in which all fail.
    pub const BLIP: &str = "blip";
    /// The time in which the server is slow.
    pub const SLOW: &str = "cause";

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

    /// The run's own row.
    pub fn beside_published(calls: &str, time: &str, known: &(String, String)) -> String {
        format!("{calls} in {time}, known {} in {}", known.0, known.1)
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
    pub const ALL_FAIL: &str = "Whoever comes now fails.";
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

    /// What makes the peak.
    pub fn within_a_slot(jitter: &str, peak: u64, clients: u64) -> String {
        format!("With {jitter}, {} of {} clients come back within the same 0.1 s.", grouped(peak), grouped(clients))
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
        format!("The cause is gone for {after}; the server still works for callers who gave up.")
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
}

/// Its questions.
pub mod questions {
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
        format!(
            "{clients} fail at the same moment and {again}. The server has room for {} in 0.1 s.",
            grouped(capacity)
        )
    }

    /// The same clients with jitter.
    pub fn the_same(clients: &str, jitter: &str, blip: &str) -> String {
        format!("{clients}, now {jitter}, fail in a blip of {blip}.")
    }

    /// What comes of the first retries?
    pub const ASK_FIRST: &str = "What becomes of their first retries?";
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
            "Left up to {}, right a budget for retries: who has answered more by {until}?",
            count(attempts, "attempt", "attempts"),
        )
    }

    /// The answers.
    pub const SIDES: [&str; 3] =
        ["Left: more retries, more answers", "Both alike: the cause is gone", "Right: fewer retries, more answers"];

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
    pub fn in_vain((goodput, rate): (u64, u64), queued: u64, patience: &str) -> String {
        let rule = if goodput < rate {
            "Its work comes too late for callers who gave up, and they ask again: the load stays though its cause is gone"
        } else {
            "What comes is less than it can do, so each call is answered at once"
        };
        format!(
            "Of {} a second {} were answered; {} stood in the queue, and a caller waits {patience}. {rule}.",
            count(rate, "call", "calls"),
            grouped(goodput),
            grouped(queued),
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
}

/// Beside its configurations.
pub mod copies {
    /// What is no configuration.
    pub const WORLD: &str = "Clients, server and blip are the lab's; what follows is how a client retries.";
    /// A retry without an end.
    pub const NO_LIMIT_OF_ATTEMPTS: &str =
        "In contention the lab tries until it has written; the number of attempts below is that of the other worlds.";
    /// The timeout around an attempt.
    pub const PATIENCE: &str = "the timeout of each attempt; put it inside the retry.";
    /// A limit for all retries.
    pub const NO_BUDGET: &str = "this library has no limit that all retries share. Count calls and retries beside it.";
}
