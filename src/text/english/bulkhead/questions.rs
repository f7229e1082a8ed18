//! The questions of the bulkhead lab.

use crate::text::noun;
use crate::words::Noun;

/// What is counted.
pub const ORDERS: Noun = Noun("order", "orders");

/// What a run is about: how many a second and how long each takes, of both kinds.
pub fn situation(
    (orders, order): &(String, String),
    (reports, report): &(String, String),
    limiter: &str,
    workers: &str,
    more: &str,
) -> String {
    format!("{orders} orders a second take {order} each, {reports} reports {report}.{limiter} {workers}{more} ")
}

/// A limiter.
pub fn limiter(tokens: &str) -> String {
    format!(" A limiter lets {tokens} reports a second in.")
}

/// No wall.
pub fn one_pool(workers: u64) -> String {
    format!("{workers} workers do both")
}

/// A wall.
pub fn walled(orders: u32, reports: u32) -> String {
    format!("A wall: {} for orders, {reports} for reports", noun::WORKERS.count(orders.into()))
}

/// A limit each.
pub fn at_most(orders: u32, reports: u32) -> String {
    format!("Orders hold {orders} workers at most, reports {reports}")
}

/// The places in the queue.
pub fn queue(places: u64) -> String {
    format!("; {places} of each may wait.")
}

/// The same in SysManage's code.
pub fn queue_as_documented(places: u64) -> String {
    format!("; SysManage's queue of {places} each.")
}

/// What else happens.
pub const MORE_HAPPENS: &str = " More happens on the way.";

/// How many orders.
pub fn how_many_orders(until: &str) -> String {
    format!("How many orders are served by {until}?")
}

/// An option.
pub const NEARLY_ALL: &str = "Nearly all, nine of ten at least";
/// An option.
pub const MOST: &str = "More than half of them";
/// An option.
pub const LESS_THAN_HALF: &str = "Fewer than half of them";

/// Who does more.
pub fn who_serves_more(until: &str) -> String {
    format!("Who serves more reports by {until}: this, or one pool?")
}

/// An option.
pub const THE_WALL: &str = "The side with the wall";
/// An option.
pub const BOTH_THE_SAME: &str = "Both the same";
/// An option.
pub const ONE_POOL_SERVES_MORE: &str = "One pool";

/// What happens to the queue.
pub fn what_of_the_queue(until: &str) -> String {
    format!("What happens to the reports' queue by {until}?")
}

/// An option.
pub const IT_FILLS: &str = "It fills, and the rest is refused";
/// An option.
pub const NOBODY_WAITS: &str = "Nobody ever stands in it";
/// An option.
pub const IT_GROWS: &str = "It grows beyond its places";

/// When the pool is full.
pub const WHEN_FULL: &str = "When are all workers busy for the first time?";
/// Across a curve.
pub const SECOND: &str = "second";
/// One point of it.
pub const AT_SECOND: &str = "at second";
/// Upwards.
pub const WITH_REPORTS: &str = "workers with reports";
/// A curve.
pub const CLIMB: &str = "Draw how many workers hold a report.";

/// The most workers.
pub fn most(until: &str) -> String {
    format!("How many workers do orders hold at most by {until}?")
}

/// How many were served.
pub fn were_served(served: &str, asked: &str, rule: &str) -> String {
    format!("{served} of {asked} orders were served. {rule}")
}

/// Little's law.
pub fn little(rate: &str, takes: &str, workers: &str) -> String {
    format!("{rate} a second × {takes} = {workers}")
}

/// Why the limiter does not help.
pub fn rule_limiter(little: &str, workers: &str) -> String {
    format!(
        "By Little's law the reports that are let in want {little}, and there are {workers}: the limiter limits calls a second, not calls at once."
    )
}

/// How many reports were served on both sides.
pub fn reports_served(here: &str, there: &str, rule: &str) -> String {
    format!("Behind the wall {here} reports were served, from one pool {there}. {rule}")
}

/// Why.
pub fn rule_throughput(limit: u32, workers: u32) -> String {
    format!("The wall leaves them {limit} instead of up to {workers} workers: that is its price.")
}

/// It has not come to that.
pub const NOT_FULL: &str = "There was always a free worker.";

/// When all were busy.
pub fn was_full_at(at: &str, rule: &str) -> String {
    format!("All were busy at {at}. {rule}")
}

/// Why then.
pub fn rule_full(reports: &str, orders: &str, held: &str) -> String {
    format!("{reports} reports a second take a worker each and keep it for {held}, and orders keep {orders} busy.")
}

/// How it climbed.
pub fn climbed(most: &str, rule: &str) -> String {
    format!("Reports held {most} at most. {rule}")
}

/// Why so.
pub fn rule_climb(reports: &str, held: &str) -> String {
    format!("{reports} a second come and stay for {held}, so they take worker after worker until the orders find none.")
}

/// The most that were busy.
pub fn at_most_busy(most: &str, little: &str) -> String {
    format!("Orders held {most} at most. By Little's law {little}.")
}

/// How many waited.
pub fn most_waited(most: &str, refused: &str, rule: &str) -> String {
    format!("At most {most} reports waited, and {refused} found no place. {rule}")
}

/// Why.
pub const RULE_QUEUE: &str = "A queue that is bounded fills while more come than are served, and the rest is refused.";
/// Why.
pub const RULE_NEVER_USED: &str = "The code counts a queue, but never puts anything into it.";

/// Why.
pub fn rule_never_reached(workers: u32) -> String {
    format!(
        "The code refuses when more than {workers} run, and its semaphore never lets more than {workers} run, so all others wait."
    )
}

/// Why so few.
pub fn rule_narrow(little: &str, workers: &str) -> String {
    format!("By Little's law they want {little}, and their side of the wall has {workers}.")
}
