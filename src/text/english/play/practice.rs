//! The checklist: what good practice asks for, and what is said of the present settings.

use crate::words::{Noun, decimal, grouped, percent, seconds};

/// What the checklist is called.
pub const CHECKLIST: &str = "Checklist";
/// The sentence below the heading.
pub const ABOUT: &str = "Points that the documents ask for, judged on the present settings. What no setting decides \
says where it is seen, or that it does not apply.";
/// What the button in the settings says of itself.
pub const OPENS: &str = "The settings judged by checklists (C)";
/// Beside the button in the overview.
pub const OF_THIS_LAB: &str = "judges the settings of the lab that is open.";
/// What key C does.
pub const KEY: &str = "checklist";
/// The button that sets what a point asks for.
pub const MEND: &str = "Mend it";
/// The button that takes this back.
pub const UNDO: &str = "Undo";
/// Which lane is judged.
pub fn of_lane(title: &str, lane: &str) -> String {
    format!("{title}, lane {lane}")
}
/// In the place of a setting: nothing can be set otherwise.
pub const ALWAYS: &str = "always so";
/// In the place of a setting: it is no setting.
pub const NO_SETTING: &str = "no setting";
/// A verdict.
pub const MET: &str = "met";
/// A verdict.
pub const NOT_MET: &str = "not met";
/// A verdict.
pub const DOES_NOT_APPLY: &str = "does not apply";
/// The large words of the headline.
pub fn of_all(met: usize, all: usize) -> String {
    format!("{met} of {all} met")
}
/// The rest of the headline; nothing where all is met.
pub fn rest(not: usize, none: usize) -> String {
    let verb = if none == 1 { DOES_NOT_APPLY } else { "do not apply" };
    match (not, none) {
        (0, 0) => String::new(),
        (not, 0) => format!("{not} not met"),
        (0, none) => format!("{none} {verb}"),
        (not, none) => format!("{not} not met, {none} {verb}"),
    }
}
/// A group's count.
pub fn counts(of_all: &str, rest: &str) -> String {
    if rest.is_empty() { of_all.to_owned() } else { format!("{of_all}, {rest}") }
}
/// A group's line in text: its title and its count.
pub fn line(title: &str, counts: &str) -> String {
    format!("{title}: {counts}")
}
/// A point in text.
pub fn point(place: usize, title: &str, verdict: &str, reason: &str, decides: &str) -> String {
    format!("{place:>3}. {verdict:<14}  {title}. {reason} [{decides}]")
}
/// What mends it, in text.
pub fn mend(settings: &str) -> String {
    format!("     mend it: {settings}")
}
/// What a mend sets, on the page: each setting with its value.
pub fn mend_sets(settings: &str) -> String {
    format!("Mend it sets {settings}.")
}
/// A setting and its value.
pub fn set_to(setting: &str, value: &str) -> String {
    format!("“{setting}”: {value}")
}
/// Whose settings are judged.
pub fn judged(title: &str) -> String {
    format!("The present settings of {title}")
}

// Groups and their points.

/// The first group.
pub const TEN: &str = "The skill's ten points";
/// Its points.
pub const TEN_POINTS: [&str; 10] = [
    "Only transient errors are retried",
    "Exponential backoff with a cap",
    "A finite number of attempts",
    "Every retry is logged",
    "A breaker before what is known to fail",
    "A timeout on every call",
    "Degrade what is not critical",
    "Degraded answers are flagged",
    "Success, failure and exhaustion are tested",
    "Composed in the right order",
];
/// The second group.
pub const PAIRS: &str = "The guide's do and don't, in pairs";
/// Its points.
pub const PAIR_POINTS: [&str; 8] = [
    "A breaker for each service, none shared",
    "Safe for many threads",
    "All three states, half-open among them",
    "Changes of state are watched",
    "A refused call is handled, not a crash",
    "The breaker's behaviour is tested",
    "It stays open 30 s to 5 min",
    "Only the service's failures count",
];
/// A group.
pub const BREAKER: &str = "Best practice: the breaker";
/// Its points.
pub const BREAKER_POINTS: [&str; 5] = [
    "A threshold of 5 to 10 failures",
    "Health checks wait less: 10 s",
    "3 to 5 probes",
    "Changes of state are watched",
    "Numbers that fit the service",
];
/// A group.
pub const RETRY: &str = "Best practice: retries";
/// Its points.
pub const RETRY_POINTS: [&str; 5] = [
    "Waits grow exponentially",
    "Jitter, against crowds",
    "3 to 5 attempts",
    "Only transient errors are retried",
    "Every retry is logged",
];
/// A group.
pub const TIMEOUTS: &str = "Best practice: timeouts";
/// Its points.
pub const TIMEOUT_POINTS: [&str; 5] = [
    "Timeouts on more than one level",
    "Health checks: 10 s",
    "Usual requests: 30 s at most",
    "Long operations: 2 to 5 min",
    "A timeout is handled",
];
/// A group.
pub const POOLS: &str = "Best practice: pools";
/// Its points.
pub const POOL_POINTS: [&str; 5] = [
    "Separate pools",
    "A pool's state is watched",
    "Old connections are cleared away",
    "Limits that fit",
    "Connections are used again",
];
/// A group.
pub const GUIDELINES: &str = "SysManage's guidelines";
/// Its points.
pub const GUIDELINE_POINTS: [&str; 12] = [
    "Safe to do twice (idempotency)",
    "Exponential backoff with jitter",
    "Breakers before what is outside",
    "Timeouts for all operations",
    "Retry what is transient, nothing else",
    "Retries and failure rates are watched",
    "A fallback",
    "Failure and recovery are tested",
    "Alerts for the mechanisms themselves",
    "Capacity for the load of retries",
    "Retries and fallbacks are documented",
    "The cost of the mechanisms is watched",
];
/// A group.
pub const MONITORING: &str = "Monitoring";
/// Its points.
pub const MONITORING_POINTS: [&str; 7] = [
    "Begin with a few numbers",
    "Use the tools that are there",
    "Alerts that mean something",
    "Look at trends",
    "Say where, when and what",
    "Test the monitoring",
    "A runbook for each alert",
];
/// A group.
pub const QUESTIONS: &str = "When something is wrong: ask";
/// Its points.
pub const QUESTION_POINTS: [&str; 5] = [
    "When did it open first?",
    "How often has it opened?",
    "All at once, or bit by bit?",
    "Are other services hit, too?",
    "Which errors are there?",
];
/// A group.
pub const WONT_CLOSE: &str = "When a breaker does not close";
/// Its points.
pub const WONT_CLOSE_POINTS: [&str; 4] =
    ["Its reset timeout", "Whether the service works again", "Errors that stay", "What its probes bring"];
/// A group.
pub const TOO_MANY: &str = "When there are too many retries";
/// Its points.
pub const TOO_MANY_POINTS: [&str; 4] =
    ["The number of attempts", "Whether the errors may pass", "Retries that run out", "A breaker with the retries"];
/// A group.
pub const EXHAUSTION: &str = "When a pool is exhausted";
/// Its points.
pub const EXHAUSTION_POINTS: [&str; 4] =
    ["Room for the usual load", "Places that are held in vain", "The pool's numbers", "Clearing away"];
/// A group.
pub const CASCADES: &str = "When one failure brings the next";
/// Its points.
pub const CASCADE_POINTS: [&str; 4] =
    ["Breakers are in place", "The time left is passed on", "Who depends on whom", "Fallbacks"];

// What is said of a mechanism that is not there.

/// There is none in this lab.
pub const NO_RETRY: &str = "This lab has no retry.";
/// It is off.
pub const RETRY_OFF: &str = "Nothing is tried again here.";
/// There is none in this lab.
pub const NO_BREAKER: &str = "This lab has no breaker.";
/// It is off, where it is asked for.
pub const BREAKER_OFF: &str = "No breaker stands before the service: each call waits for it.";
/// It is off, where something is asked of it.
pub const NO_BREAKER_NOW: &str = "There is no breaker at present.";
/// There is none in this lab.
pub const NO_TIMEOUT: &str = "This lab has no timeout.";
/// It is off.
pub const TIMEOUT_OFF: &str = "A call waits as long as the service takes.";
/// It is off, where something is asked of it.
pub const NO_TIMEOUT_NOW: &str = "There is no timeout at present.";
/// There is none in this lab.
pub const NO_DEGRADATION: &str = "This lab has no fallback.";
/// It is off.
pub const DEGRADATION_OFF: &str = "A failure is the caller's answer: nothing takes its place.";
/// It is off, where something is asked of it.
pub const NO_DEGRADATION_NOW: &str = "There is no fallback at present.";
/// There is none in this lab.
pub const NO_POOL: &str = "This lab has no pool.";
/// It is off.
pub const POOL_OFF: &str = "All calls share one pool: one slow service can take every place.";
/// It is off, where something is asked of it.
pub const NO_POOL_NOW: &str = "There is no limit of its own at present.";
/// There are none in this lab.
pub const NO_ALERTS: &str = "This lab sends no alerts.";
/// They are off.
pub const ALERTS_OFF: &str = "No alert is sent.";

// Retries.

/// What is retried.
pub const TRANSIENT: &str = "What may pass is tried again; a caller's own mistake is not.";
/// What is retried.
pub fn too_much_retried(kinds: &str) -> String {
    format!("Tried again although it does not pass by itself: {kinds}.")
}
/// What is retried.
pub const NONE_RETRIED: &str = "No kind of failure is tried again, so the retry does nothing.";
/// What is retried.
pub fn refusal_retried(attempts: u32) -> String {
    let again = Noun("more time", "more times").count(attempts.saturating_sub(1).into());
    format!("What the open breaker refuses is asked up to {again}.")
}
/// How waits grow.
pub fn grows(factor: f64, first: f64, cap: f64) -> String {
    let times = if factor == 2.0 { "Doubles".to_owned() } else { format!("Grows {} times", decimal(factor, 2)) };
    format!("{times} from {}, and never above {}.", seconds(first), seconds(cap))
}
/// How waits grow, where no cap is asked for.
pub fn grows_by(factor: f64, first: f64) -> String {
    let times = if factor == 2.0 { "twice".to_owned() } else { format!("{} times", decimal(factor, 2)) };
    format!("From {} on, each wait is {times} the one before.", seconds(first))
}
/// How waits grow where chance decides.
pub fn grows_by_chance(first: f64, cap: f64) -> String {
    format!("Up to three times the last wait, from {} on and never above {}.", seconds(first), seconds(cap))
}
/// Waits that do not grow.
pub const NO_WAIT: &str = "There is no wait before the next attempt.";
/// Waits that do not grow.
pub fn does_not_grow(first: f64) -> String {
    format!("From {} on, waits do not grow exponentially.", seconds(first))
}
/// Waits that do not grow.
pub fn stays(first: f64) -> String {
    format!("With a factor of 1 each wait is {}.", seconds(first))
}
/// A cap that is none.
pub fn high_cap(cap: f64) -> String {
    format!("A single wait may take {}.", seconds(cap))
}
/// The number of attempts.
pub fn attempts(each: u32) -> String {
    format!("{} a call.", Noun("attempt", "attempts").count(each.into()))
}
/// The number of attempts, where retries stand inside retries.
pub fn nested(each: u32, layers: usize, total: u64) -> String {
    format!(
        "{} in each of {layers} retries, one inside the other: up to {} a call.",
        grouped(each.into()),
        grouped(total)
    )
}
/// The number of attempts.
pub const ENDLESS: &str = "Tried until it succeeds: this world has no limit.";
/// The number of attempts.
pub fn few(attempts: u32) -> String {
    format!("{} a call leave little chance.", Noun("attempt", "attempts").count(attempts.into()))
}
/// The number of attempts.
pub fn many(attempts: u64) -> String {
    format!(
        "{} a call: that is {} the load while all fail.",
        Noun("attempt", "attempts").count(attempts),
        times(attempts)
    )
}
fn times(number: u64) -> String {
    format!("{} times", grouped(number))
}
/// Jitter.
pub const JITTER: &str = "Chance changes each wait, so callers do not come back together.";
/// No jitter.
pub const NO_JITTER: &str = "All wait alike, so all come back in the same moment.";
/// Where retries are seen.
pub const LOGGED: &str = "Why tells of retries and their waits; headless run --events has each with its number.";
/// Limits for retries.
pub const WITH_BREAKER: &str = "A breaker stops retries while the service is down.";
/// Limits for retries.
pub const WITH_BUDGET: &str = "One limit for the retries of all callers together.";
/// Limits for retries.
pub const WITHOUT_LIMIT: &str = "Nothing stops the retries while the service is down.";
/// Limits for retries.
pub const NO_LIMIT_HERE: &str = "This lab has nothing that limits the retries of all callers.";

// The breaker.

/// When it opens.
pub fn opens_at(failures: u32, reset: f64) -> String {
    format!("Opens at {}, for {}.", Noun("failure", "failures").count(failures.into()), seconds(reset))
}
/// When it opens.
pub fn opens_at_share(share: f64, least: u32, reset: f64) -> String {
    let least = Noun("call", "calls").count(least.into());
    format!("Opens at {} of at least {least}, for {}.", percent(share), seconds(reset))
}
/// A threshold.
pub fn threshold(failures: u32) -> String {
    format!("It opens at {}.", Noun("failure", "failures").count(failures.into()))
}
/// A threshold.
pub fn low_threshold(failures: u32) -> String {
    let failures = Noun("failure", "failures").count(failures.into());
    format!("{failures} can be chance; fine for a demonstration.")
}
/// A threshold.
pub fn high_threshold(failures: u32) -> String {
    format!("It waits for {} before it helps.", Noun("failure", "failures").count(failures.into()))
}
/// A threshold.
pub const SHARE: &str = "It judges a share of calls, not a number of failures.";
/// The three states.
pub fn states(probes: &str) -> String {
    format!("Closed, open, half-open with {probes}.")
}
/// How many probes.
pub fn probes(number: Option<u32>) -> String {
    number.map_or_else(|| "any number of probes".to_owned(), |number| Noun("probe", "probes").count(number.into()))
}
/// Probes.
pub fn probes_fit(number: u32) -> String {
    format!("Half-open lets {} go.", probes(Some(number)))
}
/// Probes.
pub fn few_probes(number: u32) -> String {
    format!("{} decides alone, good or bad.", probes(Some(number)))
}
/// Probes.
pub fn two_probes(number: u32) -> String {
    format!("Only {} decide.", probes(Some(number)))
}
/// Probes.
pub fn many_probes(number: Option<u32>) -> String {
    format!("Half-open lets {} at a service that is just back.", probes(number))
}
/// No open state.
pub const NEVER_OPEN: &str = "Open for no time: the next call is a probe already.";
/// Where changes are seen.
pub const CHANGES: &str = "The timeline marks each change, Why tells its cause, headless metrics counts them.";
/// How long it is open.
pub fn open_for(reset: f64) -> String {
    format!("Open for {}.", seconds(reset))
}
/// How long it is open.
pub fn open_short(reset: f64) -> String {
    format!("Open for {}: too short for most services, good to watch.", seconds(reset))
}
/// How long it is open.
pub fn open_long(reset: f64) -> String {
    format!("Open for {}: calls are refused long after the service is back.", seconds(reset))
}
/// What it counts.
pub const COUNTS_SERVICE: &str = "A caller's own mistakes do not count.";
/// What it counts.
pub fn counts_all(own: f64) -> String {
    if own > 0.0 {
        format!("{} of the failures are callers' own mistakes, and they open it.", percent(own))
    } else {
        "A caller's own mistakes would open it; none occur at present.".to_owned()
    }
}
/// What it counts.
pub const COUNTS_HARMLESS: &str = "In this lab only the service itself fails.";
/// Whose breaker it is.
pub const OWN_BREAKER: &str = "What is behind the breaker is one service.";
/// Whose breaker it is.
pub const SHARED_BREAKER: &str = "Several services share one breaker: one that is dead shuts out the others.";
/// Threads.
pub const THREADS: &str = "The simulation has one thread; each breaker changes in one step at a time.";
/// Tests.
pub const TESTS: &str = "Only you can tell. Play failure rates of 0 %, 50 % and 100 %, or Kill and Recover.";
/// Tests.
pub const BREAKER_TESTS: &str = "Only you can tell. Kill, wait for half-open, Recover; Predict asks what follows.";
/// Health checks.
pub const NO_HEALTH_CHECKS: &str = "No health checks here: a probe is a real call.";
/// What fits a service.
pub const FITS: &str = "Only you know the service; two lanes compare two settings.";
/// Persistent errors.
pub const NO_OWN_MISTAKES: &str = "Only the service's own failures can open it again.";
/// Persistent errors.
pub fn mistakes_keep_open(own: f64) -> String {
    format!("Errors that never pass are {} of the failures, and each can open it again.", percent(own))
}
/// Probes that can close it.
pub const CAN_CLOSE: &str = "The probes can bring the successes that close it.";
/// Probes that cannot.
pub const CANNOT_CLOSE: &str = "More successes are asked for than probes may go: it stays half-open.";
/// Whether the service is healthy.
pub const HEALTHY: &str = "The stage shows what each probe met; Recover mends a service that was killed.";
/// How long it is open.
pub fn not_long(reset: f64) -> String {
    format!("The next probe may go after {}.", seconds(reset))
}

// Timeouts.

/// How long is waited.
pub fn limit(limit: f64) -> String {
    format!("No call waits longer than {}.", seconds(limit))
}
/// How long is waited.
pub fn long_limit(limit: f64) -> String {
    format!("A call may wait {}.", seconds(limit))
}
/// A timeout that ends nothing.
pub const WAITED_ALL_THE_SAME: &str = "The caller waits for the late work all the same, so the timeout saves nothing.";
/// Levels.
pub const LEVELS: &str = "There is a limit on more than one level.";
/// Levels.
pub const ONE_LEVEL: &str = "There is a limit on one level only.";
/// Levels.
pub const ONE_LEVEL_HERE: &str = "This lab has one level.";
/// Long operations.
pub const NO_LONG: &str = "No operation here is meant to take minutes.";
/// What follows a timeout.
pub const TIMEOUT_RETRIED: &str = "What ends by timeout is tried again.";
/// What follows a timeout.
pub const TIMEOUT_DEGRADED: &str = "A fallback takes the place of what ends by timeout.";
/// What follows a timeout.
pub const TIMEOUT_FREES: &str = "A timeout frees the caller's worker and is counted as a failure.";
/// What follows a timeout.
pub const TIMEOUT_UNHANDLED: &str = "Neither a retry nor a fallback stands around the timeout.";
/// Whether the time left is passed on.
pub const PASSED_ON: &str = "Who is called knows how much time is left.";
/// Whether the time left is passed on.
pub const NOT_PASSED_ON: &str = "Who is called works on for a caller who has gone.";
/// Whether the time left is passed on.
pub const ONE_HOP: &str = "A call here goes to one service, no further.";

// Degradation.

/// It is there.
pub const DEGRADES: &str = "Something else takes the place of a failure.";
/// Flags.
pub const FLAGGED: &str = "Each answer below full says so, on the stage and in the numbers.";
/// No flags.
pub const SILENT: &str = "What stands around the fallback takes its answer for a full one, so nobody notices.";
/// A refusal.
pub const REFUSAL_DEGRADED: &str = "The fallback takes the place of what the breaker refuses.";
/// A refusal.
pub const REFUSAL_PASSES: &str = "What the breaker refuses reaches the caller as an error.";
/// A refusal.
pub const REFUSAL_COUNTED: &str = "The caller is told at once and goes on; refusals are counted apart.";

// The order.

/// The order.
pub const ORDER: &str = "From the outside: fallback, breaker, retry, timeout, as far as they are there.";
/// The order.
pub const ONE_LAYER: &str = "One layer at most: there is no order to keep.";
/// The order.
pub fn retries_nested(layers: usize) -> String {
    format!("{layers} retries, one inside the other, multiply their attempts.")
}
/// The order.
pub fn breaker_inside(attempts: u32) -> String {
    let again = Noun("time", "times").count(attempts.saturating_sub(1).into());
    format!("The retry is outside the breaker and may ask it {again} more while it is open.")
}
/// The order.
pub const FALLBACK_INSIDE: &str = "The fallback is not outermost: what is around it never sees a failure.";
/// The order.
pub const TIMEOUT_OUTSIDE: &str = "The timeout is not innermost: it ends more than an attempt.";

// Pools.

/// Separate pools.
pub fn separate(limit: u32) -> String {
    format!("Each service may hold {}, so the others stay free.", Noun("place", "places").count(limit.into()))
}
/// Limits.
pub fn room(limit: u32, wanted: f64) -> String {
    format!("{} places; the usual load holds {} on average.", grouped(limit.into()), decimal(wanted, 1))
}
/// Limits.
pub fn no_room(limit: u32, wanted: f64) -> String {
    let places = Noun("place", "places").count(limit.into());
    format!("{places}, but the usual load holds {} on average.", decimal(wanted, 1))
}
/// Leaks.
pub const NO_LEAK: &str = "A place is given back when the caller has gone.";
/// Leaks.
pub const LEAK: &str = "Work for callers who have gone goes on and holds places.";
/// Where it is seen.
pub const POOL_SEEN: &str = "The stage draws each place; Numbers counts what found none.";
/// Connections.
pub const NO_CONNECTIONS: &str = "No connections are drawn here, only places.";

// What else is asked.

/// Idempotency.
pub const READS: &str = "Calls here do nothing that a second one could spoil.";
/// Where it is seen.
pub const RETRIES_SEEN: &str = "Numbers has what the retries came to; headless metrics has them by service.";
/// Documentation.
pub const DOCUMENTED: &str = "Share gives a link that has all of it; Copy as writes it down for a library.";
/// Cost.
pub const COST: &str = "Numbers has what the mechanisms cost and what they save.";
/// Monitoring.
pub const SIMPLE: &str = "Numbers counts successes and failures; the stage has the state.";
/// Monitoring.
pub const TOOLS: &str = "headless metrics prints Prometheus text.";
/// Monitoring.
pub fn alerts_held_back(quiet: f64) -> String {
    format!("The same alert is not sent again for {}.", seconds(quiet))
}
/// Monitoring.
pub const ALERTS_FLOOD: &str = "The same alert is sent again and again.";
/// Monitoring.
pub const TRENDS: &str = "The timeline has the whole run; reports have the last hour.";
/// Monitoring.
pub const CONTEXT: &str = "Each line of Why has its moment, its service and the kind of failure.";
/// Monitoring.
pub const ALERTS_TESTED: &str = "Kill a service and see which alert comes.";
/// Monitoring.
pub const RUNBOOKS: &str = "A runbook is written by people; the last four lists here are a beginning.";
/// Questions.
pub const FIRST_OPENED: &str = "From the start, key > leads to the first change of state.";
/// Questions.
pub const HOW_OFTEN: &str = "The timeline marks each opening; headless report counts those of the last hour.";
/// Questions.
pub const PATTERN: &str = "The timeline shows whether failures come all at once or bit by bit.";
/// Questions.
pub const OTHERS: &str = "The stage shows every service with its state.";
/// Questions.
pub const ONE_SERVICE: &str = "There is one service here.";
/// Questions.
pub const ERRORS: &str = "Why names the kind of each failure; headless report counts them.";
/// Exhaustion.
pub const EXHAUSTED: &str = "Numbers counts what failed with all its attempts.";
/// Dependencies.
pub const DEPENDENCIES: &str = "The stage draws who calls whom.";
