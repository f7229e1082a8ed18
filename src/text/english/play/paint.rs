//! What is painted.

/// A track with its service.
pub fn with_name(what: &str, name: &str) -> String {
    format!("{what}.{name}")
}

/// Paint is over.
pub fn failure_as_set(name: &str) -> String {
    format!("{name}'s failure rate is as set again.")
}

/// Paint is over.
pub fn latency_as_set(name: &str) -> String {
    format!("{name}'s latency is as set again.")
}

/// Paint begins.
pub fn fails(name: &str, share: &str, until: &str) -> String {
    format!("{name} fails {share} until {until}.")
}

/// Paint begins.
pub fn takes(name: &str, time: &str, until: &str) -> String {
    format!("{name} takes {time} to answer, until {until}.")
}

/// Paint begins.
pub fn failure_goes(name: &str, start: &str, end: &str, until: &str) -> String {
    format!("{name}'s failure rate goes from {start} to {end} until {until}.")
}

/// Paint begins.
pub fn latency_goes(name: &str, start: &str, end: &str, until: &str) -> String {
    format!("{name}'s latency goes from {start} to {end} until {until}.")
}
