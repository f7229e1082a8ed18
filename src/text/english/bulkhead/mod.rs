//! The bulkhead lab.

use crate::words::{Noun, decimal};

pub mod copies;
pub mod questions;
pub mod stage;
pub mod tries;

/// What it is called.
pub const TITLE: &str = "Bulkhead";
/// What it shows.
pub const ABOUT: &str =
    "Quick orders and slow reports share an application's workers, or there is a wall between the two.";
/// Why one wants the thing at all.
pub const WHY: &str = "Calls that hang take one worker after the other, until none is left for anything else. A bulkhead \
                       gives each kind of work its own workers, so what is slow can fill no more than its own part.";

/// When to use it: when it helps, when it harms, what instead.
pub const WHEN: [&str; 3] = [
    "Where one application calls several others, and one of them may become slow: the workers of the rest stay free.",
    "A wall in the wrong place refuses work while workers next to it are idle, and the slow kind gets less done than before.",
    "A timeout makes slow calls short; a limiter keeps a rate, which protects only while each call is short.",
];

/// The question that the next lab answers.
pub const NEXT: &str = "What do those get who are refused?";

/// A preset.
pub const STRICT_PRESET: &str = "SysManage: strict";
/// What it shows.
pub const STRICT_NOTE: &str =
    "10 workers each and a queue of 100. Its code never puts anything into the queue: who finds no worker is refused.";
/// A preset.
pub const ADAPTIVE_PRESET: &str = "SysManage: adaptive";
/// What it shows.
pub const ADAPTIVE_NOTE: &str = "A tenth more while nine of ten find a place, a fifth less otherwise: the orders' side \
                                 grows to 6 workers, the reports' side shrinks to 4.";
/// A preset.
pub const LIMITER_PRESET: &str = "The limiter alone";
/// What it shows.
pub const LIMITER_NOTE: &str = "No wall. 3 reports a second for 10 s each want 30 workers, and there are 10: a limit of \
                                calls a second is no limit of calls at once.";
/// A preset.
pub const SHARED_PRESET: &str = "SysManage: shared";
/// What it shows.
pub const SHARED_NOTE: &str = "Its code compares the calls that run with a limit that they never reach. So nobody is \
                               refused, and the reports' queue grows without end.";
/// A preset.
pub const POOL_PRESET: &str = "A connection pool";
/// What it shows.
pub const POOL_NOTE: &str = "No wall, but 5 connections for reports. More than 5 never run at once, so the pool is a \
                             bulkhead.";
/// A preset.
pub const TIMEOUT_PRESET: &str = "Timeout and pool";
/// What it shows.
pub const TIMEOUT_NOTE: &str = "A report gives up after 1 s, so 3 workers are enough for all of them. Its connection is \
                                closed, and a new one takes its place.";
/// A preset.
pub const NARROW_PRESET: &str = "A wall in the wrong place";
/// What it shows.
pub const NARROW_NOTE: &str = "9 of 10 workers for reports. The one that is left does 10 orders a second, and 20 come.";

/// A setting.
pub const ISOLATION: &str = "Isolation";
/// Its choices.
pub const ISOLATIONS: [(&str, &str); 4] =
    [("strict", "strict"), ("shared", "shared"), ("adaptive", "adaptive"), ("none", "none")];

/// What a choice means.
pub fn isolation_note(choice: usize) -> &'static str {
    [
        "own workers and an own queue for each kind",
        "one pool with a limit for each kind, a fifth above its part",
        "the limits follow the load: a tenth above or a fifth below each part",
        "one pool, first come, first served",
    ]
    .get(choice)
    .copied()
    .unwrap_or_default()
}

/// A setting.
pub const OWN: &str = "Workers for reports";
/// What it means.
pub const OWN_HINT: &str = "the others are for orders, one at least";
/// A setting.
pub const REPORTS_TAKE: &str = "Reports take";
/// What it means.
pub const REPORTS_TAKE_HINT: &str = "healthy: 0.2 s";
/// A setting.
pub const WORKERS: &str = "Workers in all";
/// What it means.
pub const WORKERS_HINT: &str = "each holds one call until it is answered";
/// A setting.
pub const QUEUE: &str = "Queue";
/// What it means.
pub const QUEUE_HINT: &str = "places for each kind; what finds none is refused";
/// What is counted.
pub const PLACES: Noun = Noun("place", "places");
/// A setting.
pub const QUEUEING: &str = "What the queue does";
/// Its choices.
pub const QUEUEINGS: [(&str, &str); 2] = [("bounded", "it queues"), ("documented", "as in SysManage's code")];

/// What a choice means.
pub fn queueing_note(choice: usize) -> &'static str {
    if choice == 0 { "as many wait as there are places" } else { "strict never uses it, the others never end it" }
}

/// A setting.
pub const LIMITER: &str = "Limiter on reports";
/// Its choices.
pub const LIMITERS: [(&str, &str); 3] = [("off", "off"), ("bucket", "token bucket"), ("gcra", "GCRA")];

/// What a choice means.
pub fn limiter_note(choice: usize) -> &'static str {
    ["all reports come in", "a report takes a token, and time brings new ones", "a report may not come before its time"]
        .get(choice)
        .copied()
        .unwrap_or_default()
}

/// A setting.
pub const TOKENS: &str = "Reports a second let in";
/// What it means.
pub const TOKENS_HINT: &str = "tokens that come back in a second";
/// A setting.
pub const BURST: &str = "Burst";
/// What it means.
pub const BURST_HINT: &str = "tokens that the bucket holds";
/// What is counted.
pub const TOKEN: Noun = Noun("token", "tokens");
/// A setting.
pub const POOL: &str = "Connections for reports";
/// What it means.
pub const POOL_HINT: &str = "a report without one is refused; 0 for no pool";
/// What is counted.
pub const CONNECTION: Noun = Noun("connection", "connections");
/// A setting.
pub const TIMEOUT: &str = "Timeout for reports";
/// What it means.
pub const TIMEOUT_HINT: &str = "from when a report was let in; 0 for none";
/// A setting.
pub const ORDERS_RATE: &str = "Orders a second";
/// What it means.
pub const ORDERS_RATE_HINT: &str = "they come by the clock, whatever became of others";
/// A setting.
pub const ORDERS_TAKE: &str = "Orders take";
/// What it means.
pub const ORDERS_TAKE_HINT: &str = "how long an order holds its worker";
/// A setting.
pub const REPORTS_RATE: &str = "Reports a second";
/// What it means.
pub const REPORTS_RATE_HINT: &str = "before the limiter";

/// On the timeline: an order would find a worker.
pub const STATE_FREE: &str = "a worker for orders";
/// On the timeline: none.
pub const STATE_FULL: &str = "no worker for orders";

/// A number.
pub const ORDERS_ASKED: &str = "orders";
/// A number.
pub const ORDERS_SERVED: &str = "orders served";
/// A number.
pub const ORDERS_REFUSED: &str = "orders without a place";
/// A number.
pub const REPORTS_ASKED: &str = "reports";
/// A number.
pub const REPORTS_SERVED: &str = "reports served";
/// A number.
pub const REPORTS_REFUSED: &str = "reports without a place";
/// A number.
pub const LIMITED: &str = "refused by the limiter";
/// A number.
pub const FAILED: &str = "failed";
/// A number.
pub const QUEUED: &str = "time in queues";
/// A number.
pub const NONE_ORDERS: &str = "orders served from one pool";
/// A number.
pub const NONE_REPORTS: &str = "reports served from one pool";

/// What lanes are compared by.
pub const COMPARED_ORDERS: &str = "Orders served";
/// What lanes are compared by.
pub const COMPARED_REPORTS: &str = "Reports served";
/// What lanes are compared by.
pub const COMPARED_REFUSED: &str = "Without a place";
/// What lanes are compared by.
pub const COMPARED_LIMITED: &str = "Refused by the limiter";
/// What lanes are compared by.
pub const COMPARED_FAILED: &str = "Failed";
/// What lanes are compared by.
pub const COMPARED_QUEUED: &str = "Time in queues";

/// Theory: how many workers reports would keep busy.
pub const FACT_REPORTS: &str = "Workers that reports want";
/// Theory: how many workers orders would keep busy.
pub const FACT_ORDERS: &str = "Workers that orders want";
/// Theory: whether all orders are served.
pub const FACT_SERVED: &str = "Orders served";
/// Each of them.
pub const ALL: &str = "all";
/// Some find no worker.
pub const NOT_ALL: &str = "not all";

/// By Little's law.
pub fn wanted(rate: &f64, takes: &str, workers: &str) -> String {
    format!("{} a second × {takes} = {workers}", decimal(*rate, 1))
}

/// The most that were busy.
pub fn most_of(most: u32, workers: u32) -> String {
    format!("{most} of {workers} at most")
}

/// How many were served.
pub fn of_ended(served: &str, ended: &str) -> String {
    format!("{served} of {ended}")
}

/// A call as Why names it.
pub const CALL: &str = "Call";
/// A call at the beginning of a sentence.
pub const AN_ORDER: &str = "Order";
/// A call at the beginning of a sentence.
pub const A_REPORT: &str = "Report";
/// The kind.
pub const ORDERS: &str = "Orders";
/// The kind.
pub const REPORTS: &str = "Reports";
/// Of what is told of the run without a wall.
pub const IN_ONE_POOL: &str = " (one pool)";

/// The head of a line: a kind has no free worker.
pub fn are_full(kind: &str) -> String {
    format!("{kind} have no free worker:")
}

/// Why that is so of the reports.
pub fn reports_full(workers: u32) -> String {
    format!("{workers} of {workers} are busy. The wall keeps the others for orders.")
}

/// Why that is so of the orders.
pub fn orders_full(workers: u32) -> String {
    format!("{workers} of {workers} are busy with orders.")
}

/// The head of a line: no worker is free.
pub fn pool_is_full(place: &str) -> String {
    format!("No worker is free{place}:")
}

/// Why.
pub fn all_busy(workers: &str, reports: u32) -> String {
    format!("of {workers}, {reports} hold reports.")
}

/// The head of a line: a kind has a worker again.
pub fn have_room(kind: &str) -> String {
    format!("{kind} have a worker again:")
}

/// The head of a line: a worker is free again.
pub fn pool_has_room(place: &str) -> String {
    format!("A worker is free again{place}:")
}

/// How long none was.
pub fn was_full(after: &str) -> String {
    format!("for {after} all were busy.")
}

/// The head of a line: a call was answered.
pub fn served(call: &str) -> String {
    format!("{call} served:")
}

/// How many workers its kind needed.
pub fn held(held: u32, of: u32) -> String {
    format!("its kind held {held} of {of} workers.")
}

/// The head of a line: a call waits.
pub fn waits(call: &str) -> String {
    format!("{call} waits:")
}

/// Where.
pub fn in_the_queue(queued: u64) -> String {
    format!("{queued} of its kind in the queue.")
}

/// The head of a line: a call was refused.
pub fn refused(call: &str, place: &str) -> String {
    format!("{call} refused{place}:")
}

/// Why, behind a wall.
pub fn no_place_behind(kind: &str, busy: u32, queued: u32) -> String {
    format!("{kind} hold all {busy} workers of their side, {queued} wait already.")
}

/// Why, in one pool.
pub fn no_place(workers: &str, queued: u32) -> String {
    format!("{workers} busy, {queued} of its kind wait already.")
}

/// The head of a line: the limiter.
pub const LIMITED_HEAD: &str = "Report refused by the limiter:";

/// Why.
pub fn next_token(wait: &str) -> String {
    format!("no token is left, the next one comes in {wait}.")
}

/// The head of a line: an adaptive wall moved.
pub fn moved(kind: &str, before: u32, now: u32) -> String {
    format!("{kind} may hold {now} workers instead of {before}:")
}

/// Why.
pub const LOWERED: &str = "fewer than nine of ten found a place, so the limit is a fifth lower.";
/// Why.
pub const RAISED: &str = "more than nine of ten found a place, so the limit is a tenth higher.";

/// Why: no connection.
pub fn no_connection(in_use: u32) -> String {
    format!("all {in_use} connections are in use.")
}

/// The head of a line: a connection was opened.
pub const OPENED: &str = "Connection opened:";
/// How many there are.
pub fn now_in_use(in_use: u32) -> String {
    format!("none was idle; {in_use} in use.")
}

/// Another timeout is another pool.
pub const OTHER_KEY: &str = "those that idle have another timeout, and so another pool; one of them was closed.";
/// The head of a line: a connection was closed.
pub const CLOSED: &str = "Connection closed:";

/// Why.
pub fn will_be_replaced(in_use: u32) -> String {
    format!("its report failed, so nobody knows what comes next on it; {in_use} still in use.")
}

/// The head of a line: a report took too long.
pub const TIMED_OUT: &str = "Report timed out:";

/// What that is good for.
pub fn worker_is_free(limit: &str) -> String {
    format!("no answer within {limit}; its worker is free again.")
}

/// The head of a line: a call failed.
pub fn failed(call: &str) -> String {
    format!("{call} failed:")
}

/// Why.
pub const SERVICE_DOWN: &str = "what it calls is down.";

/// Beside a line of code.
pub fn of_limit_in_code(active: u64, limit: u64) -> String {
    format!("{active} of {limit}")
}

/// Beside a line of code.
pub fn place_in_code(place: u64) -> String {
    format!("place {place}")
}

/// Beside a line of code.
pub fn left_in_code(left: u64) -> String {
    format!("{left} left")
}

/// Beside a line of code.
pub fn wait_in_code(wait: &str) -> String {
    format!("next in {wait}")
}

/// Beside a line of code.
pub fn in_use_in_code(in_use: u64, limit: u64) -> String {
    format!("{in_use} of {limit} in use")
}
