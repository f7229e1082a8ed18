//! What the stage of the clinic says.

/// One of the two runs.
pub const BROKEN: &str = "Broken";
/// The other one.
pub const REPAIRED: &str = "Repaired";
/// The other one, as long as nothing is changed.
pub const UNCHANGED: &str = "Not changed yet";
/// On the run: when S1 is in trouble.
pub const TROUBLE: &str = "S1 in trouble";

/// How many were not answered.
pub fn not_answered(count: &str, of: &str) -> String {
    format!("{count} of {of} calls not answered")
}

/// The same in few words.
pub fn lost(count: &str, of: &str) -> String {
    format!("{count} of {of} lost")
}

/// Above the cards.
pub const YOUR_CHANGES: &str = "Your changes";
/// How many were made.
pub fn used(count: usize) -> String {
    format!("{count} of 2 used")
}
/// A card that is free.
pub const ONE_ALLOWED: &str = "choose a change in the settings";
/// A card that is free, behind one that is used.
pub const ONE_MORE: &str = "one more is allowed";
/// A card with a change of another case.
pub const OTHER_CASE: &str = "is no change of this case";
/// A button: a change is taken back.
pub const UNDO: &str = "Undo";

/// The plane.
pub const SCORE: &str = "Score";
/// What it wants.
pub const BOTH: &str = "both must be high";
/// Across.
pub const ACROSS: &str = "calls answered, %";
/// Up.
pub const UP: &str = "load avoided, %";
/// The goal.
pub fn goal(answered: &str, avoided: &str) -> String {
    format!("goal: {answered} and {avoided}")
}
/// On the plane.
pub const PLANE_BROKEN: &str = "broken";
/// On the plane.
pub const PLANE_REPAIRED: &str = "repaired";
/// On the plane.
pub const PLANE_BARE: &str = "no breaker at all";
/// A number.
pub const ANSWERED: &str = "answered";
/// A number.
pub const AVOIDED: &str = "load avoided";
/// In per cent.
pub fn percent(number: &str) -> String {
    format!("{number} %")
}

/// The headline of a case that is cured.
pub fn cured(title: &str) -> String {
    format!("Cured: {title}")
}

/// The verdict.
pub const CURED: &str = "cured";
/// The verdict.
pub const NOT_CURED: &str = "not cured";
/// The verdict, as long as it runs.
pub const RUNNING: &str = "so far";
/// Behind the verdict.
pub fn with_changes(count: usize) -> String {
    match count {
        0 => "without a change".to_owned(),
        1 => "with 1 change".to_owned(),
        _ => format!("with {count} changes"),
    }
}
/// What is wanted in place of a verdict.
pub fn judged_at(seconds: &str) -> String {
    format!("judged at {seconds} s")
}

/// Kill a service.
pub fn kill(service: &str) -> String {
    format!("Kill {service}")
}
/// And let it recover.
pub fn recover(service: &str) -> String {
    format!("Recover {service}")
}

/// The hint, for those who have tried.
pub fn hint(text: &str) -> String {
    format!("Hint: {text}")
}

/// The drawing for those who cannot see it.
pub fn spoken(title: &str, headline: &str, line: &str) -> String {
    format!("Case {title}. {headline}. {line} ")
}
/// The scores for those who cannot see them.
pub fn spoken_scores(broken: (&str, &str), repaired: (&str, &str)) -> String {
    format!(
        "Broken: {} % answered, {} % of the load avoided. With the changes: {} % and {} %.",
        broken.0, broken.1, repaired.0, repaired.1
    )
}

/// Of so many.
pub fn of(count: u32, all: u32) -> String {
    format!("{count} of {all}")
}

/// Cause: the gate.
pub const CALLERS: &str = "two callers at the same moment";
/// Cause: the gate.
pub fn probes(count: u32) -> String {
    match count {
        0 => "no probe yet".to_owned(),
        1 => "1 probe at a time".to_owned(),
        _ => format!("{count} probes at once"),
    }
}
/// Cause: the states.
pub const CLOSED: &str = "closed";
/// Cause: the states.
pub const OPEN: &str = "open";
/// Cause: the states.
pub const HALF_OPEN: &str = "half-open";
/// Cause: the clock.
pub const OUTAGE: &str = "outage";
/// Cause: the clock.
pub const WAIT: &str = "wait";
/// Cause: the clock.
pub const PATIENCE: &str = "users wait";
/// Cause: the clock.
pub const ANSWER: &str = "answer";
/// Cause: the clock.
pub const TIMEOUT: &str = "timeout";
/// Cause: the clock.
pub const CALL: &str = "failed call";
/// Cause: the fall.
pub const CALLER: &str = "caller";
/// Cause: the fall.
pub const BREAKER: &str = "breaker";
/// Cause: the fall.
pub const NOBODY_CATCHES: &str = "nobody catches it";
/// Cause: the fall.
pub const LAST_VALUE: &str = "last value, flagged";
/// Cause: the lamp.
pub const NOBODY: &str = "nobody";
/// Cause: the lamp.
pub const SOMEBODY: &str = "alert, by hand";
/// Cause: the lamp.
pub const STANDBY: &str = "S2";
/// Cause: the sieve.
pub const WRONG: &str = "wrong requests";
/// Cause: the sieve.
pub const SERVICES_OWN: &str = "the service's failures";
/// Cause: the sieve.
pub const COUNTS: &str = "count";
/// Cause: the sieve.
pub const COUNTS_NOT: &str = "do not count";
/// Cause: the sieve.
pub const AGAIN: &str = "tried again";
/// Cause: the sieve.
pub const NOT_AGAIN: &str = "answered at once";
/// Cause: the fan.
pub fn attempts(count: &str) -> String {
    match count {
        "1" => "1 attempt".to_owned(),
        _ => format!("{count} attempts"),
    }
}
/// Cause: the fan.
pub const ONE_CALL: &str = "1 call";
/// Cause: the waits.
pub const ATTEMPTS: &str = "attempts";
/// Cause: the waits.
pub const STRATEGIES: [&str; 3] = ["linear", "exponential", "adaptive"];
/// Cause: the waits.
pub const USED_ALONE: &str = "used for ever";
/// Cause: the waits.
pub const COMPARED: &str = "compared";
/// Cause: the waits.
pub const NEVER_TRIED: &str = "never tried";
/// Cause: the mask.
pub const FALLBACK: &str = "fallback";
/// Cause: the mask.
pub const LOOKS_REAL: &str = "looks real";
/// Cause: the mask.
pub const FLAGGED: &str = "flagged";
/// Cause: the places.
pub fn taken(count: u32, of: u32) -> String {
    format!("{count} of {of} places taken")
}
/// Cause: the places.
pub fn gone(count: u32, of: u32) -> String {
    format!("{count} of {of} connections lost")
}
/// Cause: the wall.
pub fn wall(probes: u32) -> String {
    format!("a wall after {probes}")
}
/// Cause: the wall.
pub fn needed(successes: u32) -> String {
    format!("{successes} in a row are needed")
}
/// Cause: the share.
pub const NORMAL: &str = "normal";
/// Cause: the share.
pub const OPENS: &str = "opens";
/// Cause: the share.
pub fn judged_from(calls: u32) -> String {
    match calls {
        1 => "judged from the first call".to_owned(),
        _ => format!("judged from {calls} calls"),
    }
}
/// Cause: the queue.
pub fn waited(count: u32) -> String {
    format!("{count} have waited at once")
}
/// Cause: the queue.
pub const RUN: &str = "run";
/// Cause: the queue.
pub const QUEUE: &str = "queue";
