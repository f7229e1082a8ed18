//! The timeline, for eyes and screen readers.

/// What a stroke of failures does, with a space behind it.
pub const FAILS: &str = "fails ";

/// A stroke.
pub const PAINTED_FAILURE: &str = "painted failure rate";

/// What a stroke of latency does, with a space behind it.
pub const TAKES: &str = "takes ";

/// A stroke.
pub const PAINTED_LATENCY: &str = "painted latency";

/// A button.
pub const DISMISS_OTHER: &str = "Dismiss the other future";

/// Where the playhead stands, with a comma and a space behind it.
pub fn now_of(now: &str, end: &str) -> String {
    format!("{now} of {end}, ")
}

/// Where it stands, with the states of two lanes.
pub fn both_lanes(says: &str, a: &str, b: &str) -> String {
    format!("{says}A {a}, B {b}")
}

/// The control's name.
pub const TIMELINE: &str = "Timeline";

/// What another future is called.
pub const OTHER_FUTURE: &str = "other future";

/// The plot of load, where there is room.
pub fn load_at_most(most: i32) -> String {
    format!("load: attempts in flight, {most} at most")
}

/// The same.
pub const LOAD: &str = "load: attempts in flight";

/// The same where there is none.
pub const IN_FLIGHT: &str = "in flight";
