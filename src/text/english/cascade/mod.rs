//! The cascade lab.

use crate::words::Noun;

/// What it is called.
pub const TITLE: &str = "Cascade";
/// What it shows.
pub const ABOUT: &str =
    "One service at the end of the chain hangs. Those that wait for it have no worker left for anything else.";
/// Why one wants the thing at all.
pub const WHY: &str = "A service that hangs is worse than one that is down: those who wait for it fill up, and then those who \
                       wait for them. A timeout or a bulkhead keeps the trouble where it began.";

/// When to use it: when it helps, when it harms, what instead.
pub const WHEN: [&str; 3] = [
    "Where one service waits for another: a timeout gives the worker back, a bulkhead keeps workers free for all other requests, a breaker spares the wait.",
    "A timeout that is too short cuts off good answers, a bulkhead that is too narrow refuses work while workers are idle, and a breaker without a timeout learns of a call that hangs only when it ends.",
    "Where an answer can wait, take it from a queue later; where it may be old, from a cache. What is local needs none of it.",
];

/// The question that the next lab answers.
pub const NEXT: &str = "How wide a bulkhead, and what does it cost those behind it?";

/// A preset: a timeout.
pub const TIMEOUT_PRESET: &str = "A timeout of 1 s";
/// What it shows.
pub const TIMEOUT_NOTE: &str = "Each call gives up after a second, so A always has workers. The calls to C still fail.";
/// A preset: a bulkhead.
pub const BULKHEAD_PRESET: &str = "A bulkhead in A";
/// What it shows.
pub const BULKHEAD_NOTE: &str =
    "Eight workers of A for calls to B, eight for calls to D: the others stay free for the rest.";
/// A preset: breakers without a timeout.
pub const BREAKER_PRESET: &str = "Breakers alone";
/// What it shows.
pub const BREAKER_NOTE: &str = "A call that hangs has not failed yet. So the breakers before C learn nothing for 30 s, and do not \
                                help at all.";
/// A preset: both.
pub const BOTH_PRESET: &str = "Timeout and breakers";
/// What it shows.
pub const BOTH_NOTE: &str = "The timeout tells the breakers. From the third failure on, nobody waits for C.";
/// A preset: budgets.
pub const BUDGET_PRESET: &str = "A timeout that is passed on";
/// What it shows.
pub const BUDGET_NOTE: &str = "When A gives up, B and C learn of it: nobody works for a caller who has gone.";

/// A setting.
pub const TIMEOUT: &str = "Timeout";
/// What it means.
pub const TIMEOUT_HINT: &str = "for a call to the next service; 0 for none";
/// A setting.
pub const BREAKER: &str = "Breakers before C";
/// What it means.
pub const BREAKER_HINT: &str = "one in B, one in D: 3 failures in a row, 5 s";
/// A choice.
pub const OFF: &str = "off";
/// A choice.
pub const ON: &str = "on";
/// A setting.
pub const BULKHEAD: &str = "Bulkhead in A";
/// What it means.
pub const BULKHEAD_HINT: &str = "workers of A that calls to B may hold, and as many for D; 0 for none";
/// A setting.
pub const BUDGETED: &str = "After a timeout";
/// A choice.
pub const BUDGETED_OFF: &str = "the others work on";
/// A choice.
pub const BUDGETED_ON: &str = "all of them stop";
/// What it means.
pub const BUDGETED_HINT: &str =
    "whether the time that is left is passed on, so that nobody works for a caller who has gone";
/// A setting.
pub const RATE: &str = "Requests a second";
/// What it means.
pub const RATE_HINT: &str = "a third each goes on to B, to D, and nowhere: status";
/// A setting.
pub const FRONT: &str = "Workers of A";
/// What it means.
pub const FRONT_HINT: &str = "each holds one request until it is answered";
/// A setting.
pub const WORKERS: &str = "Workers of B, C and D";
/// What it means.
pub const WORKERS_HINT: &str = "of each of them";
/// A setting.
pub const QUEUE: &str = "Queue";
/// What it means.
pub const QUEUE_HINT: &str = "places before each service; what finds none is refused";
/// What is counted.
pub const PLACES: Noun = Noun("place", "places");
/// A setting.
pub const LATENCY: &str = "Own work";
/// What it means.
pub const LATENCY_HINT: &str = "of each service, before it calls the next one";
/// A setting.
pub const HANG: &str = "C hangs for";
/// What it means.
pub const HANG_HINT: &str = "how long a call takes to fail while C is out";
/// A setting.
pub const OUTAGE: &str = "C is out from";
/// What it means.
pub const OUTAGE_HINT: &str = "seconds from the start";
/// A setting.
pub const OUTAGE_FOR: &str = "C is out for";
/// What it means.
pub const OUTAGE_FOR_HINT: &str = "0 for no outage";

/// On the timeline: A has room.
pub const STATE_FREE: &str = "A has room";
/// On the timeline: A is full.
pub const STATE_FULL: &str = "A is full";

/// A number.
pub const REQUESTS: &str = "requests";
/// A number.
pub const SERVED: &str = "answered";
/// A number.
pub const REFUSED: &str = "refused at once";
/// A number.
pub const FAILED: &str = "failed later";
/// A number.
pub const STATUS_ASKED: &str = "asked for status";
/// A number.
pub const STATUS_SERVED: &str = "status answered";
/// A number.
pub const WASTED: &str = "worked for callers who had gone";
/// A number.
pub const FULL: &str = "time in which A was full";
/// A number.
pub const PROTECTED_SERVED: &str = "answered with protection";
/// A number.
pub const PROTECTED_STATUS: &str = "status answered with protection";

/// What lanes are compared by.
pub const COMPARED_SERVED: &str = "Requests answered";
/// What lanes are compared by.
pub const COMPARED_STATUS: &str = "Status answered";
/// What lanes are compared by.
pub const COMPARED_REFUSED: &str = "Refused at once";
/// What lanes are compared by.
pub const COMPARED_FAILED: &str = "Failed later";
/// What lanes are compared by.
pub const COMPARED_WASTED: &str = "Work for callers who had gone";

/// Theory: how many workers of A wait while C hangs.
pub const FACT_WANTED: &str = "Workers of A that wait while C hangs";
/// Theory: when A is full.
pub const FACT_FILLS: &str = "A is full, after C begins to hang";
/// Theory: status requests.
pub const FACT_STATUS: &str = "Status answered";
/// It does not come to that.
pub const NEVER: &str = "never";
/// It has not come to that.
pub const NOT_YET: &str = "not yet";
/// What was seen says nothing of it.
pub const UNKNOWN: &str = "–";
/// Each of them.
pub const ALL: &str = "all";
/// Few of them, in the outage.
pub const FEW: &str = "few while A is full";

/// A time that is about right.
pub fn about(time: &str) -> String {
    format!("about {time}")
}

/// The most that were busy.
pub fn most_of(most: u64, workers: u64) -> String {
    format!("{most} of {workers} at most")
}

/// How many were answered.
pub fn of_asked(served: &str, asked: &str) -> String {
    format!("{served} of {asked}")
}

/// A call as Why names it.
pub const REQUEST: &str = "Request";
/// A request that goes on to B.
pub const TO_B: &str = "A request for B";
/// A request that goes on to D.
pub const TO_D: &str = "A request for D";
/// A request that needs nobody but A.
pub const TO_STATUS: &str = "Status";

/// The head of a line: a service has no free worker.
pub fn is_full(service: &str) -> String {
    format!("{service} is full:")
}

/// Why A is full.
pub fn a_is_full(workers: u32, b: u32, d: u32) -> String {
    format!("{workers} of {workers} workers are busy; {b} wait for B, {d} for D.")
}

/// Why C is full.
pub fn c_is_full(workers: u32, calls: u32) -> String {
    format!("{workers} of {workers} workers are busy, and {calls} calls of B and D wait for them.")
}

/// Why B or D is full.
pub fn between_is_full(service: &str, workers: u32, waiting: u32) -> String {
    format!("{workers} of {workers} workers are busy; {waiting} calls of {service} wait for C.")
}

/// The head of a line: a service has a worker again.
pub fn is_free(service: &str) -> String {
    format!("{service} has room again:")
}

/// How long it had none.
pub fn was_full(after: &str) -> String {
    format!("it was full for {after}.")
}

/// The head of a line: a request was refused.
pub fn refused(request: &str) -> String {
    format!("{request} was refused:")
}

/// Why: a service has no room.
pub fn no_room(service: &str, workers: u32, queued: u32) -> String {
    format!("all {workers} workers of {service} are busy, and {queued} calls wait already.")
}

/// Why: the wall.
pub fn walled(service: &str) -> String {
    format!("calls to {service} hold as many workers of A as the bulkhead allows.")
}

/// Why: a breaker.
pub fn fast_fail(service: &str) -> String {
    format!("the breaker in {service} is not closed, so C is not called.")
}

/// The head of a line: a call took too long.
pub fn timed_out(service: &str) -> String {
    format!("A call to {service} timed out:")
}

/// Why.
pub fn no_answer(limit: &str) -> String {
    format!("no answer within {limit}; the worker who waited is free again.")
}

/// The head of a line: a breaker opened.
pub fn breaker_open(service: &str) -> String {
    format!("The breaker in {service} opened:")
}

/// Why.
pub fn in_a_row(failures: u32) -> String {
    format!("{failures} calls to C failed in a row.")
}

/// The head of a line: a breaker is half-open.
pub fn breaker_half_open(service: &str) -> String {
    format!("The breaker in {service} half-opened:")
}

/// Why.
pub fn one_probe(reset: &str) -> String {
    format!("{reset} have passed, and one call may try C.")
}

/// The head of a line: a breaker closed.
pub fn breaker_closed(service: &str) -> String {
    format!("The breaker in {service} closed:")
}

/// Why.
pub const PROBE_FAILED: &str = "the probe failed.";
/// Why.
pub const PROBE_ANSWERED: &str = "the probe was answered.";

/// The head of a line: a request failed.
pub fn failed(request: &str) -> String {
    format!("{request} failed:")
}

/// Why.
pub const FAILED_BEHIND: &str = "the service behind gave no answer in time, or an error.";

/// What each service is, A to D.
pub const ROLES: [&str; 4] = ["front", "orders", "stock", "prices"];
/// The side without protection.
pub const BARE_SIDE: &str = "No protection";
/// The side with protection.
pub const PROTECTED_SIDE: &str = "With protection";
/// The same where nothing is chosen.
pub const NOTHING_CHOSEN: &str = "With protection: none chosen yet";
/// The title of the plots.
pub const CLIMB_TITLE: &str = "Workers busy";
/// Before the places of a queue.
pub const QUEUE_LABEL: &str = "queue";
/// In the place of a count.
pub const KILLED: &str = "killed";

/// How many workers are busy.
pub fn busy_of(busy: u32, workers: u32) -> String {
    format!("{busy} of {workers}")
}

/// How many places of a queue are taken.
pub fn of_places(queued: u32, places: u32) -> String {
    format!("{queued} of {places}")
}

/// How many wait in a queue.
pub fn queued(queued: u32) -> String {
    format!("queue {queued}")
}

/// When a service was full for the first time.
pub fn full_at(moment: &str) -> String {
    format!("full at {moment}")
}

/// A button.
pub fn kill(service: &str) -> String {
    format!("Kill {service}")
}

/// A button.
pub fn recover(service: &str) -> String {
    format!("Recover {service}")
}

/// The headline: A is full.
pub const TITLE_FULL: &str = "A is full";
/// The headline: C hangs.
pub const TITLE_HANGS: &str = "C hangs";
/// The headline: a service is killed.
pub fn title_killed(service: &str) -> String {
    format!("{service} is killed")
}

/// Its clause.
pub const CLAUSE_KILLED: &str = "Requests that need it fail.";
/// The headline: all is well.
pub const TITLE_WELL: &str = "All answer";
/// Its clause.
pub const CLAUSE_WELL: &str = "A calls B and D, and both call C.";
/// Its clause after an outage.
pub const CLAUSE_HEALED: &str = "C is back, and everything has healed by itself.";

/// What happens to those who need only A: they stand in its queue.
pub const STATUS_WAITS: &str = "waits";
/// The queue is full, too.
pub const STATUS_REFUSED: &str = "is refused";

/// The clause: who waits, and what that means for status.
pub fn clause_full(busy: u32, workers: u32, waiting: u32, status: &str) -> String {
    format!("{busy} of {workers} workers are busy, {waiting} wait for B and D. Status {status}, too.")
}

/// The same in few words.
pub fn brief_full(busy: u32, workers: u32, status: &str) -> String {
    format!("{busy} of {workers} are busy; status {status}")
}

/// Its clause while calls of the outage still hang.
pub const CLAUSE_CLEARS: &str = "C is back; the calls that still hang in it end by themselves.";

/// The clause: A fills.
pub fn clause_filling(busy: u32, workers: u32) -> String {
    format!("A fills: {busy} of {workers} workers are busy.")
}

/// The clause: A keeps its workers.
pub fn clause_kept(served: &str, asked: &str) -> String {
    format!("A has room: status answered {served} of {asked}.")
}

/// How many asked for status and were answered.
pub fn status_answered(served: &str, asked: &str) -> String {
    format!("status {served} of {asked}")
}

/// The drawing for those who cannot see it.
pub fn spoken(title: &str, clause: &str) -> String {
    format!("{title}. {clause} ")
}

/// One service of it.
pub fn spoken_service(service: &str, busy: u32, workers: u32, queued: u32) -> String {
    format!("{service}: {busy} of {workers} workers busy, {queued} in the queue. ")
}

/// How full a bulkhead was.
pub fn of_limit_in_code(active: u64, limit: u64) -> String {
    format!("{active} of {limit}")
}

/// In a configuration.
pub const COPIED_TIMEOUT: &str = "a limit for each call to the next service; set it where the call is made.";
/// In a configuration.
pub const COPIED_BUDGETED: &str = "pass the time that is left on with the call (a deadline), and cancel what is late.";
/// In a configuration.
pub const COPIED_BULKHEAD: &str = "calls to one service that may be under way at once; more are refused, none waits.";
/// In a configuration.
pub const NOTHING_TO_COPY: &str = "nothing protects, so there is nothing to configure.";

pub mod questions;
pub mod tries;
