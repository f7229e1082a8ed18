//! The breaker lab: what it is about, its settings and its numbers.

pub mod like;
pub mod questions;
pub mod stage;
pub mod tries;

use crate::words::Noun;

/// Its tab.
pub const TITLE: &str = "Breaker";

/// What it is about.
pub const ABOUT: &str =
    "A circuit breaker stops calling a service that keeps failing, and probes whether it has recovered.";

/// What the pattern is good for.
pub const WHY: &str = "A circuit breaker stops calling a service that is down, where each call would cost a wait and fail all the same. \
          That saves the callers the wait and the service the load, until a probe finds that it works again.";

/// When to use it: when it helps, when it harms, what instead.
pub const WHEN: [&str; 3] = [
    "Where calls go over a network to a service that may be down for a while, and each would wait long for its failure.",
    "Where few calls fail, it refuses good ones with the bad. Before a local file or database it has nothing to protect.",
    "Retries for failures that are soon over; a fallback for what is refused. Each service has a breaker of its own, never one for all.",
];

/// A preset: the run that the page opens with.
pub const OPENING: &str = "Opening run";

/// What it shows.
pub const OPENING_NOTE: &str = "A healthy service that fails at 4 s and works again at 12 s.";

/// A preset.
pub const LECTURE: &str = "As in the lecture";

/// What it shows.
pub const LECTURE_NOTE: &str = "Twenty calls a tenth of a second apart; the breaker stays open for 2 s.";

/// A preset.
pub const WITHIN: &str = "3 failures in 5 seconds";

/// What it shows.
pub const WITHIN_NOTE: &str = "The lecture's words: failures within a span, whatever succeeds between them.";

/// A preset.
pub const HALF: &str = "Half of the last ten";

/// What it shows.
pub const HALF_NOTE: &str = "A failure rate over a window of calls, as most libraries count.";

/// A preset.
pub const CROWD: &str = "A crowd of callers";

/// What it shows.
pub const CROWD_NOTE: &str = "Eight callers share one breaker; only one of them may probe.";

/// The button for a lane without the pattern.
pub const WITHOUT: &str = "Without a breaker";

/// The setting `failure`.
pub const FAILURE: &str = "Failure rate";

/// What it means.
pub const FAILURE_HINT: &str = "of all attempts at the service fail";

/// The setting `threshold`.
pub const THRESHOLD: &str = "Failure threshold";

/// What it means.
pub const THRESHOLD_HINT: &str = "this many failures open the breaker";

/// The setting `rate`.
pub const RATE: &str = "Failure rate that opens";

/// What it means.
pub const RATE_HINT: &str = "this share of failures opens the breaker";

/// The setting `reset`.
pub const RESET: &str = "Reset timeout";

/// What it means.
pub const RESET_HINT: &str = "open this long, then a probe";

/// The setting `like`.
pub const LIKE: &str = "Behave like";

/// What it means.
pub const LIKE_HINT: &str = "a known breaker in the place of these settings; changing it restarts the run";

/// The setting `trip`.
pub const TRIP: &str = "Opens on";

/// One of its options.
pub const TRIP_ROW: &str = "failures in a row";

/// One of its options.
pub const TRIP_COUNT: &str = "failure rate over the last calls";

/// One of its options.
pub const TRIP_TIME: &str = "failure rate over a time";

/// One of its options.
pub const TRIP_WITHIN: &str = "failures within a time";

/// One of its options.
pub const TRIP_TOTAL: &str = "failures in total";

/// What it means.
pub const TRIP_HINT: &str = "what the breaker counts while it is closed";

/// The setting `window`.
pub const WINDOW: &str = "Window";

/// What it means.
pub const WINDOW_HINT: &str = "the rate is taken over this many last calls";

/// The setting `span`.
pub const SPAN: &str = "Time window";

/// What it means.
pub const SPAN_HINT: &str = "the calls of this time are looked at";

/// The setting `min`.
pub const MIN: &str = "Minimum calls";

/// What it means.
pub const MIN_HINT: &str = "no rate is judged before this many calls";

/// The setting `above`.
pub const ABOVE: &str = "The rate opens";

/// One of its options.
pub const ABOVE_REACHED: &str = "when it is reached";

/// One of its options.
pub const ABOVE_PASSED: &str = "when it is passed";

/// What it means.
pub const ABOVE_HINT: &str = "whether exactly this share is enough";

/// The setting `slow`.
pub const SLOW: &str = "Slow from";

/// What it means.
pub const SLOW_HINT: &str = "a call that takes longer is slow, however it ends; 0 for off";

/// The setting `slow-share`.
pub const SLOW_SHARE: &str = "Slow calls that open";

/// What it means.
pub const SLOW_SHARE_HINT: &str = "this share of slow calls opens the breaker, too";

/// The setting `probes`.
pub const PROBES: &str = "Probes at the same time";

/// What it counts.
pub const AT_ONCE: Noun = Noun("at once", "at once");

/// What it means.
pub const PROBES_HINT: &str = "a half-open breaker lets this many through";
/// The probes that may go in all.
pub const TOTAL: &str = "Probes in all";
/// What is counted.
pub const IN_ALL: Noun = Noun("in all", "in all");
/// What it means.
pub const TOTAL_HINT: &str = "in one half-open state, in the place of a limit at the same time; 0: no limit";
/// More successes asked for than probes allowed.
pub const STUCK: &str = "More successes than probes";
/// That is an error.
pub const STUCK_REFUSED: &str = "refused";
/// It is built all the same.
pub const STUCK_ALLOWED: &str = "allowed: the guide's mistake";
/// What it means.
pub const STUCK_HINT: &str = "it stays half-open until it is reset";
/// The button that forces the breaker open.
pub const FORCE_OPEN: &str = "Force open";
/// The button that resets it.
pub const RESET_NOW: &str = "Reset breaker";
/// What happened.
pub const FORCED_OPEN: (&str, &str) = ("Forced open:", "it refuses every call until it is reset.");
/// What happened.
pub const WAS_RESET: (&str, &str) = ("Reset:", "it is closed, and has forgotten what it counted.");

/// The setting `successes`.
pub const SUCCESSES: &str = "Successes to close";

/// What it means.
pub const SUCCESSES_HINT: &str = "this many probes must succeed";

/// The setting `lease`.
pub const LEASE: &str = "Time for a probe to answer";

/// What it means.
pub const LEASE_HINT: &str = "a probe without an answer then counts as failed; 0 for no limit";

/// The setting `measured`.
pub const MEASURED: &str = "The reset timeout runs from";

/// One of its options.
pub const MEASURED_OPENING: &str = "the opening";

/// One of its options.
pub const MEASURED_FAILURE: &str = "the last failure";

/// One of its options.
pub const MEASURED_START: &str = "the start of the call that failed last";

/// What it means.
pub const MEASURED_HINT: &str = "a late failure while open makes the wait longer, except for the first";

/// The setting `late`.
pub const LATE: &str = "Late results";

/// One of its options.
pub const LATE_DROP: &str = "are dropped and counted";

/// One of its options.
pub const LATE_APPLY: &str = "count in the present state";

/// What it means.
pub const LATE_HINT: &str = "results of calls that started before the last change of state";

/// The setting `counts`.
pub const COUNTS: &str = "Failures that count";

/// One of its options.
pub const COUNTS_ALL: &str = "all";

/// One of its options.
pub const COUNTS_SERVICE: &str = "those of the service";

/// What it means.
pub const COUNTS_HINT: &str =
    "a caller's own mistakes say nothing about the service: a wrong request, a missing right, a bug";

/// The setting `ignored`.
pub const IGNORED: &str = "A probe that does not count";

/// One of its options.
pub const IGNORED_NEUTRAL: &str = "decides nothing";

/// One of its options.
pub const IGNORED_SUCCESS: &str = "is a success";

/// One of its options.
pub const IGNORED_OPEN: &str = "opens it again";

/// What it means.
pub const IGNORED_HINT: &str = "what a caller's own mistake does while the breaker is half-open";

/// The setting `mix`.
pub const MIX: &str = "Kinds of failure";

/// What it means.
pub const MIX_HINT: &str = "what goes wrong when an attempt fails, and how often it is that";

/// The setting `latency`.
pub const LATENCY: &str = "Latency";

/// What it means.
pub const LATENCY_HINT: &str = "each fast fail avoids this much waiting";

/// The setting `pause`.
pub const PAUSE: &str = "Pause between calls";

/// What it means.
pub const PAUSE_HINT: &str = "each caller waits this long after an outcome";

/// The setting `callers`.
pub const CALLERS: &str = "Callers";

/// What it counts.
pub const CALLER: Noun = Noun("caller", "callers");

/// What it means.
pub const CALLERS_HINT: &str = "all share the breaker; changing it restarts the run";

/// The setting `calls`.
pub const CALLS: &str = "Number of calls";

/// What it means.
pub const CALLS_HINT: &str = "0 = endless; changing it restarts the run";

/// A number: how many calls succeed.
pub const SUCCEED: &str = "Calls that succeed";

/// That a breaker never opens.
pub const NEVER: &str = "never";

/// Which openings are counted, with a space before it.
pub const FROM_CLOSED: &str = " from closed";

/// In which calls the way to an opening is told.
pub const IN_CALLS_THAT_COUNT: &str = ", in calls that count";

/// A number: how many calls it takes to open.
pub fn until_it_opens(in_what: &str) -> String {
    format!("Closed until it opens, on average{in_what}")
}

/// A number: how many refused calls would have succeeded.
pub const REFUSED_GOOD: &str = "Refused calls that would have succeeded";

/// A number: how many probes succeed.
pub const PROBES_SUCCEED: &str = "Probes that succeed";

/// A number of calls, and how long that takes.
pub fn calls_about(calls: &str, took: &str) -> String {
    format!("{calls}, about {took}")
}

/// What a recovery means where probes still fail.
pub fn may_fail(rate: &str) -> String {
    format!("It is {rate} at present, so a probe may fail.")
}

/// What a breaker makes of a caller's own mistake, with a space before it.
pub const IGNORED_COUNTS: &str = " The caller's own mistake: it counts as a success.";

/// The same where it makes nothing of it.
pub const IGNORED_DROPPED: &str = " The caller's own mistake: it does not count.";

/// The state on the timeline.
pub const CLOSED: &str = "Closed";

/// The state on the timeline.
pub const OPEN: &str = "Open";

/// The state on the timeline.
pub const NO_BREAKER: &str = "No breaker";

/// A number.
pub const FINISHED: &str = "calls finished";

/// A number.
pub const SUCCEEDED: &str = "successes";

/// A number.
pub const FAILED: &str = "real failures";

/// A number.
pub const FAST_FAILS: &str = "fast fails";

/// A number.
pub const OPENINGS: &str = "openings";

/// A number, below the one before.
pub const REOPENINGS: &str = "of these after a probe";

/// A number.
pub const GOOD_REFUSED: &str = "good calls refused";

/// A number.
pub const BAD_THROUGH: &str = "bad calls let through";

/// A number.
pub const LATE_RESULTS: &str = "late results";

/// A number.
pub const WAITING_AVOIDED: &str = "waiting avoided";

/// What two lanes are compared by.
pub const COMPARED_LOAD: &str = "Load on the service";

/// What two lanes are compared by.
pub const COMPARED_WAITING: &str = "Waiting for calls that failed";

/// What two lanes are compared by.
pub const COMPARED_SUCCESS: &str = "Calls that succeeded";

/// What two lanes are compared by.
pub const COMPARED_GOOD_REFUSED: &str = "Good calls refused";

/// What two lanes are compared by.
pub const COMPARED_BAD_THROUGH: &str = "Bad calls let through";

/// What two lanes are compared by.
pub const COMPARED_FAST_FAILS: &str = "Fast fails";

/// What two lanes are compared by.
pub const COMPARED_OPENINGS: &str = "Openings";

/// What two lanes are compared by, below the one before.
pub const COMPARED_REOPENINGS: &str = "Of these after a probe";

/// What two lanes are compared by.
pub const COMPARED_AVOIDED: &str = "Waiting avoided";

/// Why one lane made more calls.
pub const ASKS_MORE_OFTEN: &str = ": refusals are quicker, so it asks more often";

/// That two lanes made different numbers of calls.
pub fn calls_differ(more: &str, calls: &str, fewer: &str, why: &str) -> String {
    format!("Calls made differ. {more} made {calls} and the other lane {fewer}{why}.")
}
