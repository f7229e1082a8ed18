//! What the breaker lab asks, and why it comes out as it does.

/// A rule: there is none.
pub const NO_BREAKER: &str = "There is no breaker.";

/// A rule: how many failures open it.
pub fn its_threshold(threshold: &str) -> String {
    format!("The breaker's threshold is {threshold}.")
}

/// A rule: what opens it.
pub fn opens_when(trips: &str) -> String {
    format!("The breaker opens when {trips}.")
}

/// From how many calls on a share counts.
pub fn from_calls_on(least: u32) -> String {
    format!(", counted from {least} calls on")
}

/// A share of the last calls fails.
pub fn rate_of_calls(rate: &str, calls: u32, least: &str) -> String {
    format!("{rate} of its last {calls} calls fail{least}")
}

/// A share of the calls of a time fails.
pub fn rate_of_time(rate: &str, time: &str, least: &str) -> String {
    format!("{rate} of the calls of {time} fail{least}")
}

/// A single call fails.
pub const ONE_FAILS: &str = "a call fails";

/// Calls in a row fail.
pub fn row_fails(calls: u32) -> String {
    format!("{calls} calls in a row fail")
}

/// Some of the last calls fail.
pub fn several_fail(calls: u32, of: u32) -> String {
    format!("{calls} of its last {of} calls fail")
}

/// Calls fail within a time.
pub fn fail_within(calls: u32, time: &str) -> String {
    format!("{calls} calls fail within {time}")
}

/// Calls fail, whatever succeeds between them.
pub fn fail_in_total(calls: u32) -> String {
    format!("{calls} calls have failed since it was closed")
}

/// A threshold of 1.
pub const ONE_FAILURE: &str = "1 failure";

/// A threshold of failures in a row.
pub fn row(threshold: u32) -> String {
    format!("{threshold} failures in a row")
}

/// A threshold among the last calls.
pub fn among(threshold: u32, calls: u32) -> String {
    format!("{threshold} failures among {calls} calls")
}

/// A threshold within a time.
pub fn within(threshold: u32, time: &str) -> String {
    format!("{threshold} failures in {time}")
}

/// A threshold of all failures.
pub fn in_total(threshold: u32) -> String {
    format!("{threshold} failures in total")
}

/// That calls fail at other times, too.
pub fn besides(rate: &str) -> String {
    format!(", and besides {rate}")
}

/// When the service is down.
pub fn down_between(from: &str, to: &str, besides: &str) -> String {
    format!("The service is down from {from} to {to}{besides}")
}

/// That it is down all the time.
pub const DOWN: &str = "The service is down: every call fails";

/// How calls fail.
pub const BY_CHANCE: &str = ", by chance";

/// What happens to a call after three failures.
pub fn fourth(weather: &str, rule: &str) -> String {
    format!("{weather}. {rule} What happens to the fourth call?")
}

/// An option.
pub const FOURTH_TRIED: &str = "It is tried, like those before";

/// An option.
pub const FOURTH_WAITS: &str = "It waits until the service is back";

/// An option.
pub const FOURTH_REFUSED: &str = "It is refused at once";

/// How many calls reach the service.
pub fn how_many_of(calls: &str) -> String {
    format!("How many of {calls} reach the service?")
}

/// The same of a time.
pub fn how_many_in(time: &str) -> String {
    format!("How many calls reach the service in {time}?")
}

/// How many calls reach a service, with what there is to know.
pub fn load(weather: &str, rule: &str, reset: &str, asks: &str) -> String {
    format!("{weather}. {rule} Its reset timeout is {reset}. {asks}")
}

/// A service that comes back unwell.
pub fn comes_back(at: &str, fails: &str) -> String {
    format!("comes back at {at}, where {fails}")
}

/// A service that works again.
pub fn works_again(at: &str) -> String {
    format!("works again at {at}")
}

/// When a call succeeds after an outage.
pub fn first_success(at: &str, back: &str, reset: &str) -> String {
    format!(
        "The service dies at {at} and {back}. The reset timeout is {reset}. When does the first call succeed again?"
    )
}

/// When a call succeeds after a refusal.
pub fn success_after_refusal(weather: &str, reset: &str) -> String {
    format!(
        "{weather}. The reset timeout is {reset}. After the breaker's first refusal, when does a call succeed again?"
    )
}

/// Who calls.
pub const ONE_CALLER: &str = "A caller makes";

/// Who calls.
pub fn several_callers(callers: u32) -> String {
    format!("{callers} callers make")
}

/// To draw how many calls reach the service.
pub fn draw_load(who: &str, calls: &str, time: &str, weather: &str, reset: &str) -> String {
    format!(
        "{who} up to {calls} in {time}. {weather}; the reset timeout is {reset}. Draw how many calls reach the service."
    )
}

/// What the drawing goes along.
pub const ACROSS: &str = "from second";

/// One place of it.
pub const AT: &str = "in the 2 s from";

/// What is drawn.
pub const UP: &str = "calls that reach it in 2 s";

/// When it opens.
pub fn opens(weather: &str, rule: &str) -> String {
    format!("{weather}. {rule} When does it open within a minute?")
}

/// An option.
pub const OPENS_SOON: &str = "Within the first 10 s";

/// An option.
pub const OPENS_LATER: &str = "Later in that minute";

/// An option.
pub const OPENS_NEVER: &str = "Not at all";

/// A service with few failures.
pub fn healthy(fails: &str) -> String {
    format!("Now the service is nearly healthy: {fails}")
}

/// What the breaker is set to.
pub fn threshold_set(threshold: u32) -> String {
    format!("Someone has set the threshold to {threshold}.")
}

/// How many calls it refuses.
pub fn refused_of(calls: &str) -> String {
    format!("How many of {calls} does the breaker refuse?")
}

/// The same of a time.
pub fn refused_in(time: &str) -> String {
    format!("How many calls does the breaker refuse in {time}?")
}

/// The question with what there is to know.
pub fn refused(health: &str, rule: &str, asks: &str) -> String {
    format!("{health}. {rule} {asks}")
}

/// Why a call went through.
pub const RULE_NOT_MET: &str = "Its rule was not met";

/// Why a call went through.
pub fn no_row(threshold: u32) -> String {
    format!("There were no {threshold} failures in a row")
}

/// What happened to the fourth call, and why.
pub fn let_through(what: &str) -> String {
    format!("{what}, so the breaker let the fourth call through. An open breaker would have refused it.")
}

/// What happened to the fourth call, and why.
pub fn opened_later(at: &str, reset: &str) -> String {
    format!(
        "The fourth call was tried, because the breaker first opened at {at}. From then on it refuses every call, until \
                 its reset timeout of {reset} is over."
    )
}

/// What opened the breaker.
pub const ITS_RULE: &str = "Its rule";

/// What opened the breaker.
pub fn nth_failure(threshold: u32) -> String {
    format!("Failure {threshold} in a row")
}

/// What happened to the fourth call, and why.
pub fn refused_at_once(what: &str, at: &str, wait: &str, reset: &str) -> String {
    format!(
        "{what} opened the breaker at {at}, so the fourth call failed at once instead of after {wait}. The rule: an open \
             breaker refuses every call without asking the service, until its reset timeout of {reset} is over."
    )
}

/// How many calls reached the service, and why.
pub fn all_reached(calls: &str, trips: &str) -> String {
    format!("All of {calls} reached the service, because the breaker never opened. It opens as soon as {trips}.")
}

/// How many calls reached the service, and why.
pub fn only_reached(
    reached: &str,
    all: &str,
    refused: &str,
    openings: &str,
    probes: &str,
    reset: &str,
    trips: &str,
) -> String {
    format!(
        "Only {reached} of {all} reached the service, and {refused} were refused in {openings}. Open, the breaker lets {probes} through every {reset}; \
             a closed one opens again as soon as {trips}."
    )
}

/// What an open breaker lets through.
pub const SINGLE_PROBE: &str = "a single probe";

/// What an open breaker lets through.
pub const SEVERAL_PROBES: &str = "probes";

/// When a call succeeded: never.
pub const NONE_SUCCEEDED: &str =
    "In this run no call succeeded after the service had recovered. A breaker learns of it only from a probe.";

/// When a call succeeded, and why so late.
pub fn learned(back: &str, refused: &str, at: &str, reset: &str) -> String {
    format!(
        "The service was back at {back}, but another {refused} were refused before a call succeeded at {at}. An open breaker \
             learns nothing by itself: a failed probe costs another reset timeout of {reset}."
    )
}

/// What came of a drawing where the service was not down.
pub const NO_OUTAGE: &str =
    "In this run the service was not down for one time alone. A closed breaker lets every call through.";

/// How the load looked, and why.
pub fn load_while_down(from: &str, to: &str, reached: &str, refused: &str, reset: &str) -> String {
    format!(
        "From {from} to {to} only {reached} reached the dead service, while {refused} were refused. The open breaker keeps the load away \
             except for one probe every {reset}, and a probe that succeeds lets it back."
    )
}

/// When it opened: never.
pub const NEVER_OPENED: &str = "it never opened";

/// When it opened.
pub fn opened_at(at: &str) -> String {
    format!("it opened at {at}")
}

/// When it opened by a share, and why.
pub fn rate_sees(failures: &str, all: &str, opened: &str, trips: &str) -> String {
    format!(
        "{failures} of {all} failed, and {opened}. It opens when {trips}: once enough calls were counted, that sees \
                 a steady share of failures, too."
    )
}

/// When it opened, at the end of a sentence.
pub fn so_opened(at: &str) -> String {
    format!("so it opened at {at}")
}

/// That it did not open, at the end of a sentence.
pub fn never_reached(threshold: u32) -> String {
    format!("so a threshold of {threshold} was never reached")
}

/// When it opened by failures in a row, and why.
pub fn row_sees(failures: &str, all: &str, longest: u64, opened: &str) -> String {
    format!(
        "{failures} of {all} failed, at most {longest} in a row, {opened}. Each success sets the count back to 0: an \
                 outage is seen at once, a steady share of failures only by chance."
    )
}

/// The same, with the chance of it.
pub fn row_by_chance(failures: &str, all: &str, longest: u64, opened: &str, chance: &str) -> String {
    format!(
        "{failures} of {all} failed, but at most {longest} in a row, {opened}. Each success sets the count back to 0: an \
         outage is seen at once, a steady share of failures only by chance, {chance}; a rate over a window sees both."
    )
}

/// How likely a row of failures is among as many calls.
pub fn chance_of_a_row(failure: &str, threshold: u32, share: &str, calls: &str) -> String {
    format!("{failure}^{threshold} = {share} % for any {calls}")
}

/// How many of the refused would have been answered.
pub fn of_which_good(good: &str) -> String {
    format!(", of which {good} would have been answered")
}

/// How many it refused, and why.
pub fn refused_nothing(failures: &str, trips: &str) -> String {
    format!("The breaker met {failures} and never opened, so it refused nothing. It opens as soon as {trips}.")
}

/// How many it refused, and why.
pub fn refused_for_few(failures: &str, openings: &str, refused: &str, good: &str) -> String {
    format!(
        "{failures} led to {openings}, and it refused {refused}{good}. The fewer failures open a breaker, the more often bad \
                 luck looks to it like an outage."
    )
}

/// How many it refused at a threshold of 1, and why.
pub fn refused_for_one(failures: &str, refused: &str, good: &str, share: &str) -> String {
    format!(
        "Each of {failures} opened the breaker, and it refused {refused}{good}. With a threshold of 1 every single failure counts as an outage; three in a row would come by chance only in {share} \
             of cases."
    )
}
