//! Load shedding's words.

/// How important a call is, the least important first.
pub const LEVELS: [&str; 4] = ["sheddable", "sheddable plus", "critical", "critical plus"];

/// The head of a line about a call that is let in.
pub fn admitted(call: &str) -> String {
    format!("{call} let in:")
}

/// Why: there is room for its level.
pub fn room(level: &str, active: u64, capacity: u64) -> String {
    format!("it is {level}, and {active} of {capacity} are under way.")
}

/// The head of a line about a call that is shed.
pub fn shed(call: &str) -> String {
    format!("{call} shed:")
}

/// Why: its level is refused at this load.
pub fn no_room(level: &str, from: &str, active: u64, capacity: u64) -> String {
    format!("{level} calls are refused from {from} of the capacity on; {active} of {capacity} are under way.")
}
