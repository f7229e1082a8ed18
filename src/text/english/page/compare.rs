//! The tool Compare.

/// A lane.
pub const LANE_A: &str = "Lane A";

/// A lane.
pub const LANE_B: &str = "Lane B";

/// What two lanes differ in: nothing.
pub const SAME_SETTINGS: &str = "same settings";

/// The choice of a lane.
pub const LANE_OF_SETTINGS: &str = "Lane of the settings";

/// A heading.
pub const WHY_A: &str = "Why, lane A";

/// A heading.
pub const WHY_B: &str = "Why, lane B";

/// A sentence of one lane, for a screen reader.
pub fn of_lane(lane: &str, head: &str, body: &str) -> String {
    format!("{lane}: {head} {body}")
}

/// Who says the same.
pub const BOTH: &str = "A and B";

/// What the table shows.
pub fn caption(differs: &str) -> String {
    format!("A and B with the same random numbers. {differs}")
}

/// The heading of what is compared.
pub const SAME_LUCK: &str = "With the same random numbers";

/// The heading of which lane is better.
pub const BETTER: &str = "Better";

/// The table, for a screen reader.
pub const COMPARISON: &str = "Comparison";

/// Its heading.
pub const A_AND_B: &str = "A and B";

/// A button.
pub const SWAP: &str = "Swap";

/// A button.
pub const COPY_A: &str = "Copy A to B";

/// A button.
pub const COPY_B: &str = "Copy B to A";

/// A button.
pub const CLOSE_B: &str = "Close B";

/// The heading of what follows.
pub const HOW_JUDGED: &str = "How “better” is judged";

/// What an interval is.
pub const CHANCE_MORE: &str = "Shares from which chance alone may give what is seen: the 95 % interval after Wilson, as if each case were by itself";

/// What two numbers are.
pub const WINS_MORE: &str = "How often A and B were better than the other";

/// Which lane is better, behind its name.
pub const IS_BETTER: &str = " is better";

/// A line of the table, for a screen reader.
pub fn row(label: &str, a: &str, b: &str, words: &str, better: &str) -> String {
    format!("{label}: A {a}, B {b}: {words}{better}")
}

/// What chance alone may give.
pub fn by_chance(low: &str, high: &str) -> String {
    format!("chance alone: {low} to {high} %")
}

/// The heading of numbers.
pub const THIS_RUN: &str = "This run so far";

/// What was seen.
pub const SINCE_THE_LAST_CHANGE: &str = "seen since the last change";
