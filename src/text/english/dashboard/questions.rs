//! The questions of the dashboard lab.

use crate::words::Noun;

/// What is counted.
pub const CALLS: Noun = Noun("call", "calls");
/// What is counted.
pub const ALERTS: Noun = Noun("alert", "alerts");
/// What is counted.
pub const POINTS: Noun = Noun("point", "points");

/// The breakers.
pub const ONE_EACH: &str = "Each of eight services has its own breaker. ";
/// The breakers.
pub const ONE_FOR_ALL: &str = "Eight services share one breaker (5 in a row, 60 s). ";
/// The weather.
pub const CALM: &str = "All is calm. ";
/// The weather.
pub const MIXED: &str = "external-api is down from 20 s on. ";
/// The weather.
pub const STORM: &str = "external-api is down from 20 s on, most others soon after. ";
/// Something else.
pub const MORE_IS_DONE: &str = "More is done to them. ";

/// A service is killed.
pub fn killed(name: &str, at: &str) -> String {
    format!("At {at} somebody kills {name}. ")
}

/// A service is recovered.
pub fn recovered(name: &str, at: &str) -> String {
    format!("At {at} {name} is back. ")
}

/// How many calls are refused.
pub fn how_many_refused(name: &str, until: &str) -> String {
    format!("{name} is called once a second. How many of its calls are refused by {until}?")
}

/// How often it opens.
pub fn does_it_open(until: &str) -> String {
    format!("How often does the breaker open by {until}?")
}

/// An answer.
pub const NEVER: &str = "never";
/// An answer.
pub const ONCE: &str = "once";
/// An answer.
pub const MORE_THAN_ONCE: &str = "more than once";

/// How many alerts are sent.
pub fn how_many_alerts(until: &str, rule: &str) -> String {
    format!("A monitor looks twice a minute. {rule} How many alerts are sent by {until}?")
}

/// The rule of suppression.
pub const NOTHING_HELD: &str = "Nothing is held back.";

/// The rule of suppression.
pub fn held_for(span: &str) -> String {
    format!("The same alert is held back for {span}.")
}

/// When a breaker opens.
pub fn when_opened(name: &str) -> String {
    format!(
        "Each call to {name} is tried 4 times, 2, 3 and 4.5 s apart. When does its breaker open, after 5 failed calls?"
    )
}

/// The axis of a curve.
pub const SECOND: &str = "second";
/// A point of it.
pub const AT_SECOND: &str = "at second";
/// What is drawn.
pub const HEALTH: &str = "health, 0 to 100";
/// The health.
pub const HOW_HEALTHY: &str = "How does the mean of the eight health scores go?";

/// Whose words say what.
pub fn which_words(until: &str) -> String {
    format!("What do the two documents call the whole system at {until}: the guide and SysManage?")
}

/// An answer.
pub const BOTH_WELL: &str = "both call it healthy";
/// An answer.
pub const THEY_DIFFER: &str = "one calls it healthy, the other does not";
/// An answer.
pub const BOTH_ILL: &str = "neither calls it healthy";

/// What came of it.
pub fn were_refused(share: &str, name: &str, openings: &str, rule: &str) -> String {
    format!("{share} of the calls to {name} were refused, in {openings}. {rule}")
}

/// The rule.
pub const RULE_SHARED: &str = "Five sensors that fail together are five failures in a row, a success of any other service closes the breaker again, and the next batch opens it once more.";
/// The rule.
pub const RULE_SHARED_ANY: &str = "A breaker that all share refuses all of them, no matter which of them failed.";
/// The rule.
pub const RULE_NOT_REFUSED: &str = "Its breaker did not open.";
/// The rule.
pub const RULE_OWN: &str = "Its own breaker opened, because it failed itself.";

/// What came of it.
pub fn opened_so_often(openings: &str, retries: &str, rule: &str) -> String {
    format!("There were {openings} and {retries} further attempts. {rule}")
}

/// The rule.
pub const RULE_MIXED_IN: &str =
    "Between two failures of one service the others succeed, so the row begins anew each time.";
/// The rule.
pub const RULE_IN_A_ROW: &str = "Results of all services stand in one row, so those that come together decide.";

/// When it opened.
pub fn opened_at(name: &str, at: &str, failures: u32) -> String {
    format!(
        "{name} opened at {at}. A call has failed only when its last attempt has, so a retry inside a breaker makes it slow to \
         learn that {failures} calls in a row have."
    )
}

/// It did not open.
pub fn not_opened(name: &str) -> String {
    format!("The breaker of {name} did not open. It did not fail often enough in a row.")
}

/// What came of it.
pub fn were_sent(sent: &str, held: &str, rule: &str) -> String {
    format!("{sent} were sent and {held} held back. {rule}")
}

/// The rule.
pub const RULE_HELD: &str = "What is still so half a minute later is no news.";
/// The rule.
pub const RULE_NONE_HELD: &str = "People who get the same alert twice a minute read none of them.";

/// How it was in the end.
pub fn health_was(health: u32, open: u64, half_open: u64) -> String {
    format!(
        "It ends at {health}, with {open} open and {half_open} half-open. An open breaker costs its service 50 points, many \
         failures up to 25, and each opening 5 for as long as it is among the last ten changes, so health comes back later \
         than the service."
    )
}

/// A word.
pub const HEALTHY: &str = "healthy";
/// A word.
pub const DEGRADED: &str = "degraded";
/// A word.
pub const UNHEALTHY: &str = "unhealthy";
/// A word.
pub const CRITICAL: &str = "critical";

/// What the words were.
pub fn words_were(open: u64, guide: &str, score: &str, sysmanage: &str) -> String {
    format!(
        "With {open} of 8 open the guide says {guide}, because it counts open breakers. SysManage says {sysmanage}: the mean \
         of its three shares (breakers, bulkheads, retries) is {score}, and above 0.8 all is well."
    )
}
