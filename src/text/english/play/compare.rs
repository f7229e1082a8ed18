//! Which of two lanes is better.

/// A verdict.
pub const TOO_FEW: &str = "too few to tell";

/// A verdict.
pub const TOO_CLOSE: &str = "too close to tell";

/// Since when lanes are compared.
pub const THE_START: &str = "the start";

/// Since when lanes are compared.
pub fn last_change(at: &str) -> String {
    format!("the last change of a setting, at {at}")
}

/// How they are compared.
pub fn stretches(length: &str, since: &str) -> String {
    format!("Both lanes are compared in stretches of {length} since {since}.")
}

/// What “better” means.
pub const RULE: &str = "A lane is better if it won so much more often than the other that chance alone does that in less than \
                one of 20 runs, however often you look (a sign test with Robbins' bound). Two numbers like 5 : 4 say \
                how often A and B won. “Chance alone” beside a share is the 95 % interval after Wilson.";

/// How they are compared, and what “better” means.
pub fn method(cases: &str, rule: &str) -> String {
    format!("{cases} {rule}")
}
