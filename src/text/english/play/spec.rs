//! What settings and inputs may be. A complaint names it behind “must be”.

/// How many inputs a run may have.
pub fn inputs_allowed(most: usize) -> String {
    format!("at most {most} in one run; Restart keeps the settings and begins a new one")
}

/// What a time may be.
pub fn seconds(min: &str, max: &str) -> String {
    format!("{min} to {max} s")
}

/// What a count may be.
pub fn whole(min: &str, max: &str) -> String {
    format!("a whole number from {min} to {max}")
}

/// What a number may be.
pub fn in_steps(min: &str, max: &str, step: &str) -> String {
    format!("{min} to {max} in steps of {step}")
}

/// What a number may be.
pub fn range(min: &str, max: &str) -> String {
    format!("{min} to {max}")
}

/// What a choice may be.
pub fn one_of(keys: &str) -> String {
    format!("one of {keys}")
}

/// How often a thing may stand in an order.
pub fn once(key: &str) -> String {
    format!("{key} once")
}

/// How often a thing may stand in an order.
pub fn up_to(key: &str, times: usize) -> String {
    format!("{key} up to {times} times")
}

/// What an order may be.
pub fn order(names: &str) -> String {
    format!("none, or in an order, separated by commas, at most: {names}")
}
