//! The questions of the clinic.

/// What a run is about.
pub fn situation(line: &str, changes: usize) -> String {
    match changes {
        0 => format!("{line} "),
        1 => format!("{line} One change is made. "),
        _ => format!("{line} Two changes are made. "),
    }
}

/// A question.
pub const HOW_MANY_PROBES: &str = "How many callers become the probe at the same moment?";
/// An option.
pub const ONE_PROBE: &str = "one: the first has turned the state";
/// An option.
pub const TWO_PROBES: &str = "both";
/// An option.
pub const NO_PROBE: &str = "neither";

/// A question.
pub const MOST_ATTEMPTS: &str = "How many attempts does one call make at most?";

/// A question.
pub const FIRST_CRASH: &str = "When does the caller crash for the first time?";

/// A question.
pub fn how_long_open(until: &str) -> String {
    format!("How long is the breaker not closed in the first {until}?")
}
/// An option.
pub const HARDLY: &str = "next to never";
/// An option.
pub const SOME: &str = "a tenth to a quarter of the time";
/// An option.
pub const MUCH: &str = "a third of the time or more";

/// A question.
pub fn how_many_others(until: &str) -> String {
    format!("How many calls to S2 and S3 are refused by {until}?")
}

/// A question.
pub const WHAT_CHANGES: &str = "What happens to calls answered and load avoided?";
/// An option.
pub const BOTH_RISE: &str = "both rise";
/// An option.
pub const ONE_FALLS: &str = "one rises, the other falls";
/// An option.
pub const BOTH_FALL: &str = "neither rises";

/// Across a curve.
pub const SECONDS: &str = "from second";
/// One point of it.
pub const AT_SECONDS: &str = "from second";
/// Upwards.
pub const ANSWERED: &str = "calls answered";
/// A question.
pub const DRAW_ANSWERED: &str = "Draw how many calls are answered in each stretch of the run.";

/// What was seen.
pub fn was_open(open: &str, of: &str, rule: &str) -> String {
    format!("The breaker was not closed for {open} s of {of}. {rule}")
}
/// A rule.
pub const RULE_NORMAL: &str = "A share that is always lost reaches a limit of the same height again and again.";
/// A rule.
pub const RULE_ABOVE: &str = "The limit lies above what is always lost, so it takes real trouble to reach it.";

/// What was seen.
pub fn were_probes(probes: &str, rule: &str) -> String {
    format!("There were {probes} at the same moment. {rule}")
}
/// A rule.
pub const RULE_RACE: &str = "Without a lock each caller reads the state before the other one has changed it.";
/// A rule.
pub const RULE_LOCK: &str = "Who comes later sees that the state has changed.";

/// What was seen.
pub fn made_attempts(attempts: &str, rule: &str) -> String {
    format!("A call made {attempts}. {rule}")
}
/// A rule.
pub fn rule_product(layers: u32, attempts: u32) -> String {
    format!("The attempts of {layers} layers multiply: each makes {attempts} for every one that comes from outside.")
}

/// What was seen.
pub fn crashed_at(at: &str, row: u32) -> String {
    format!(
        "The caller crashed at {at}. After {row} failures the breaker refuses, and a refusal is an error that nobody handles."
    )
}
/// What was seen.
pub const NO_CRASH: &str = "The caller did not crash. A refusal that is handled is an answer.";

/// What was seen.
pub fn answered_and_avoided(answered: (&str, &str), vain: (&str, &str)) -> String {
    format!(
        "{} calls were answered and not {}, and {} attempts were in vain and not {}. Who gives up sparing the service asks it all the more.",
        answered.0, answered.1, vain.0, vain.1
    )
}

/// What was seen.
pub fn were_answered(answered: &str, asked: &str, rule: &str) -> String {
    format!("{answered} of {asked} calls were answered. {rule}")
}
/// A rule.
pub fn rule_stuck(probes: u32, successes: u32) -> String {
    format!("Where {probes} probes are allowed in all and {successes} successes are needed, half-open has no end.")
}

/// What was seen.
pub fn were_refused(refused: &str, rule: &str) -> String {
    format!("{refused} calls to services that work were refused. {rule}")
}
/// A rule.
pub const RULE_SHARED: &str = "A breaker that all share refuses the healthy with the sick.";
/// A rule.
pub const RULE_OWN: &str = "With one each, nobody notices elsewhere.";
