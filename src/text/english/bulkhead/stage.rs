//! What the bulkhead lab's stage says.

/// The side without a wall.
pub const POOL_SIDE: &str = "One shared pool";
/// The side with it.
pub const WALL_SIDE: &str = "With a bulkhead";
/// The same with limits that reach into each other.
pub const LIMITS_SIDE: &str = "With a limit each";
/// The same where none is chosen.
pub const NO_WALL_SIDE: &str = "With a bulkhead: none chosen";
/// A kind.
pub const ORDERS: &str = "Orders";
/// A kind.
pub const REPORTS: &str = "Reports";
/// Before the places of a queue.
pub const QUEUE: &str = "queue";
/// What became of calls.
pub const SERVED: &str = "served";
/// What became of calls.
pub const NO_PLACE: &str = "no place";
/// In the place of a rate.
pub const KILLED: &str = "killed";
/// The limiter.
pub const LIMITER: &str = "Rate limiter";
/// What it is on.
pub const ON_REPORTS: &str = "on reports";
/// It is off.
pub const LIMITER_OFF: &str = "off: all come in";
/// What it did.
pub const LET_IN: &str = "let in";
/// What it did.
pub const LIMITED: &str = "refused";
/// The head of the pool.
pub const CONNECTIONS: &str = "Connections";
/// The orders of each second, of the side without a wall.
pub const SECONDS_POOL: &str = "Orders, one pool";
/// And of the side with it.
pub const SECONDS_WALL: &str = "Orders, bulkhead";
/// The verdict: there are enough workers for the reports.
pub const ENOUGH: &str = "Enough";
/// The verdict: there are not.
pub const NOT_ENOUGH: &str = "Not enough";

/// A rate and a time.
pub fn rate(rate: &str, takes: &str) -> String {
    format!("{rate} per s, {takes}")
}

/// Workers.
pub fn workers(workers: &str, orders: u32, reports: u32) -> String {
    if orders == reports { format!("{orders} workers for each") } else { format!("{workers}: {orders} and {reports}") }
}

/// Limits that reach into each other.
pub fn limits(workers: &str, orders: u32, reports: u32) -> String {
    if orders == reports {
        format!("{workers}, {orders} at most for each")
    } else {
        format!("{workers}, at most {orders} and {reports}")
    }
}

/// How many are busy.
pub fn busy(busy: u32, workers: u32) -> String {
    format!("{busy} of {workers} busy")
}

/// How many a kind holds that may hold any.
pub fn held(busy: u32, workers: u32) -> String {
    format!("{busy} of {workers} held")
}

/// How many are busy, and how many of them with reports.
pub fn pool_busy(busy: u32, workers: u32, reports: u32) -> String {
    format!("{busy} of {workers} busy, {reports} with reports")
}

/// How many wait.
pub fn queued(queued: u32, places: u32) -> String {
    format!("{queued} of {places} queued")
}

/// The same, where places have no end or there are none.
pub fn waiting(queued: u32) -> String {
    format!("{queued} queued")
}

/// What is in the bucket.
pub fn tokens(left: u32, burst: u32) -> String {
    format!("{left} of {burst} tokens")
}

/// What is in use of the pool.
pub fn connections(in_use: u32, limit: u32) -> String {
    format!("{in_use} of {limit} in use")
}

/// What became of connections.
pub fn opened(opened: &str, closed: &str) -> String {
    format!("{opened} opened, {closed} closed")
}

/// Little's law.
pub fn little(rate: &str, takes: &str) -> String {
    format!("{rate} per s × {takes}")
}

/// Its result.
pub fn wanted(workers: &str) -> String {
    format!("= {workers}")
}

/// How many there are for it.
pub fn there(workers: u32) -> String {
    format!("{workers} there")
}

/// The headline, between two shares.
pub const OF_ORDERS_FROM_ONE_POOL: &str = "of the orders are served from one pool,";
/// The end of the headline.
pub const BEHIND_A_BULKHEAD: &str = "behind a bulkhead";
/// The same in few words.
pub const BRIEF_ONE_POOL: &str = "of orders from one pool,";
/// The same in few words.
pub const BRIEF_BULKHEAD: &str = "behind a wall";
/// The same in very few words.
pub const SHORT_ONE_POOL: &str = "of orders";
/// The same in very few words.
pub const SHORT_BULKHEAD: &str = "with a wall";
/// The headline where there is no wall.
pub const WITHOUT_A_WALL: &str = "of the orders are served. There is no wall.";
/// The same in few words.
pub const BRIEF_WITHOUT: &str = "of orders, no wall";
/// Before any order has ended.
pub const NO_SHARE: &str = "–";

/// A button.
pub fn kill(service: &str) -> String {
    format!("Kill {service}")
}

/// A button.
pub fn recover(service: &str) -> String {
    format!("Recover {service}")
}

/// The drawing for those who cannot see it.
pub fn spoken(headline: &str) -> String {
    format!("{headline} ")
}

/// One side of a wall, or the pool.
pub fn spoken_hull(name: &str, busy: u32, workers: u32, queued: u32) -> String {
    format!("{name}: {busy} of {workers} workers busy, {queued} in the queue. ")
}

/// What became of a kind, as a line.
pub fn results(side: &str, kind: &str, served: &str, no_place: &str) -> String {
    format!("{side}{kind}: {served} served, {no_place} no place")
}

/// Before such a line, of the side without a wall.
pub const LINE_POOL: &str = "One pool. ";
/// And of the other one.
pub const LINE_WALL: &str = "Bulkhead. ";
/// The limiter, as a line.
pub fn limiter(let_in: &str, refused: &str) -> String {
    format!("Limiter: {let_in} reports let in, {refused} refused.")
}

/// It is off.
pub const NOTE_LIMITER_OFF: &str = "Limiter: off.";

/// The pool, as a line.
pub fn pool(in_use: u32, limit: u32, opened: &str, closed: &str) -> String {
    format!("Connections: {in_use} of {limit} in use, {opened} opened, {closed} closed.")
}

/// How many failed.
pub fn failed(failed: &str) -> String {
    format!("{failed} failed")
}

/// The same at the end of a line.
pub fn and_failed(failed: &str) -> String {
    format!(", {failed} failed")
}
