//! A bulkhead's words: who has a place, who waits for one, and who is refused.

/// The head of a line about a call that has a place.
pub fn runs(call: &str) -> String {
    format!("{call} has a place:")
}

/// How many places are taken.
pub fn taken(active: u64, limit: u64) -> String {
    format!("{active} of {limit} are taken.")
}

/// The same after a wait in the queue.
pub fn taken_after(waited: &str, active: u64, limit: u64) -> String {
    format!("after {waited} in the queue; {active} of {limit} are taken.")
}

/// The head of a line about a call that waits for a place.
pub fn waits(call: &str) -> String {
    format!("{call} waits:")
}

/// Where it stands in the queue.
pub fn in_the_queue(place: &str) -> String {
    format!("no place is free; it is the {place} in the queue.")
}

/// The same, with the longest wait.
pub fn in_the_queue_for(place: &str, at_most: &str) -> String {
    format!("no place is free; it is the {place} in the queue, for at most {at_most}.")
}

/// The head of a line about a call that is refused.
pub fn refused(call: &str) -> String {
    format!("{call} refused:")
}

/// Why: no place, and nowhere to wait.
pub fn full(limit: u64) -> String {
    format!("all {limit} places are taken, and there is no queue.")
}

/// Why: no place, and the queue is full.
pub fn full_with_queue(limit: u64, waiting: u64, queue: u64) -> String {
    format!("all {limit} places are taken, and {waiting} of {queue} wait in the queue.")
}

/// Why: the wait was too long.
pub fn waited_too_long(waited: &str) -> String {
    format!("no place became free within {waited}.")
}

/// The head of a line about a call that loses its place.
pub fn given_up(call: &str) -> String {
    format!("{call} given up:")
}

/// Why: it had its place for too long.
pub fn ran_too_long(limit: &str) -> String {
    format!("it had its place for {limit}, the longest time allowed.")
}

/// The head of a line about a call that gives its place back.
pub fn left(call: &str) -> String {
    format!("{call} gives its place back:")
}

/// Who is left.
pub fn remain(active: u64, waiting: u64) -> String {
    format!("{active} under way, {waiting} in the queue.")
}
