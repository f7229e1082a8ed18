//! What the dashboard lab's stage says.

use crate::words::Noun;

/// The headline.
pub fn health(points: u32) -> String {
    format!("Health {points}")
}

/// Behind it.
pub const OF_100: &str = "of 100";
/// At its right.
pub const MEAN_OF_EIGHT: &str = "mean of the eight scores";
/// At its right, where there is little room.
pub const WORST_FIRST: &str = "worst first";
/// A state, beside a count.
pub const OPEN: &str = "open";
/// A state, beside a count.
pub const HALF_OPEN: &str = "half-open";
/// A state, beside a count.
pub const CLOSED: &str = "closed";
/// A state of a row.
pub const IS_OPEN: &str = "Open";
/// A state of a row.
pub const IS_HALF_OPEN: &str = "Half-open";
/// A state of a row.
pub const IS_CLOSED: &str = "Closed";
/// In the place of a state.
pub const KILLED: &str = "killed";

/// The head of a column.
pub const HEAD_SERVICE: &str = "service";
/// The head of a column.
pub const HEAD_STATE: &str = "state";
/// The head of a column.
pub fn head_failed(limit: &str) -> String {
    format!("failed, limit {limit}")
}
/// The head of a column.
pub const HEAD_HOUR: &str = "last hour";
/// The head of a column.
pub const HEAD_OPENED: &str = "opened";
/// The head of a column.
pub const HEAD_SCORE: &str = "score";
/// The head of a column with what was taken off.
pub const HEAD_SCORE_AND_LESS: &str = "score, less";
/// The head of a column, where there is little room.
pub const HEAD_FAILED: &str = "failed";

/// A share, without a result in the last five minutes.
pub const NO_RESULT: &str = "–";

/// A share that failed.
pub fn failed(share: &str) -> String {
    format!("{share} failed")
}

/// What was taken off a score: a part of it.
pub fn less_open(points: u32) -> String {
    format!("open {points}")
}

/// A part of it.
pub fn less_half_open(points: u32) -> String {
    format!("half-open {points}")
}

/// A part of it.
pub fn less_failing(points: u32) -> String {
    format!("failing {points}")
}

/// A part of it.
pub fn less_opened(points: u32) -> String {
    format!("opened {points}")
}

/// The rows that have no room, as one line.
pub fn more(names: &str) -> String {
    format!("Better off: {names}")
}

/// The heading of the alerts.
pub const ALERTS: &str = "Alerts";
/// Where there are none.
pub const NO_ALERT: &str = "None: no limit is passed.";

/// How many were sent and held back.
pub fn sent_and_held(sent: &str, held: &str) -> String {
    format!("{sent} sent, {held} held back")
}

/// The title of an alert.
pub fn open_too_long(name: &str) -> String {
    format!("{name} open too long")
}

/// The title of an alert.
pub fn flapping(name: &str) -> String {
    format!("{name} is flapping")
}

/// The title of an alert.
pub fn fails_closed(name: &str) -> String {
    format!("{name} fails, closed")
}

/// The title of an alert.
pub const BATCH_DEGRADED: &str = "Batch degraded";

/// The numbers of an alert.
pub fn open_for(open: &str, limit: &str) -> String {
    format!("{open}, limit {limit}")
}

/// The numbers of an alert.
pub fn changes(changes: u64, limit: u64) -> String {
    format!("{changes} changes in 1 h, limit {limit}")
}

/// The numbers of an alert.
pub fn fail(share: &str, limit: &str) -> String {
    format!("{share} fail, limit {limit}")
}

/// The numbers of an alert.
pub fn lacks(missing: u64, total: u64) -> String {
    format!("{missing} of {total} values are missing")
}

/// What to do.
pub const DO_OPEN_LONG: &str = "Check its health and logs.";
/// What to do.
pub const DO_FLAPS: &str = "It may fail on and off.";
/// What to do.
pub const DO_FAILING: &str = "It may open soon.";
/// What to do.
pub const DO_BATCH: &str = "See which sensors are missing.";

/// When it was sent, and what was held back.
pub fn sent_at(at: &str, held: u64, applies: bool) -> String {
    let held = if held > 0 { format!("; {} held back", Noun("repeat", "repeats").count(held)) } else { String::new() };
    let over = if applies { "" } else { "; over" };
    format!("sent at {at}{held}{over}")
}

/// More alerts than there is room for.
pub fn more_alerts(count: usize) -> String {
    Noun("more alert", "more alerts").count(count as u64)
}

/// One of the three numbers: openings, with a heading.
pub const ASKED_OPENED: &str = "How often did breakers open?";
/// One of the three numbers.
pub const ASKED_RETRIED: &str = "What is the retry success rate?";
/// One of the three numbers.
pub const ASKED_BATCHES: &str = "How many batches are degraded, by whom?";

/// A word behind the number.
pub const BRIEF_OPENED: &str = "opened, last hour";
/// A word behind the number.
pub const BRIEF_RETRIED: &str = "retried well";
/// A word behind the number.
pub const BRIEF_BATCHES: &str = "degraded";

/// An answer.
pub fn opened_times(times: u64) -> String {
    Noun("time", "times").count(times)
}

/// Behind an answer.
pub fn by_whom(ranked: &str) -> String {
    format!("by {ranked}")
}

/// Behind an answer.
pub fn of_retried(saved: &str, retried: &str) -> String {
    format!("{saved} of {retried} calls that failed at first")
}

/// An answer.
pub fn of_batches(degraded: &str, batches: &str) -> String {
    format!("{degraded} of {batches}")
}

/// Behind an answer.
pub fn without(ranked: &str) -> String {
    format!("without {ranked}")
}

/// One of several, with its number.
pub fn ranked(name: &str, count: u64) -> String {
    format!("{name} {count}")
}

/// Behind an answer: nobody.
pub const NOBODY: &str = "none so far";

/// A drawer.
pub const DRAWER_METRICS: &str = "Prometheus text";
/// A drawer.
pub const DRAWER_REPORT: &str = "Health report";
/// A drawer.
pub const DRAWER_SERVICES: &str = "The eight services";

/// The overall status in both vocabularies.
pub fn overall(guide: &str, code: u16, retry_after: Option<u64>, sysmanage: &str, score: &str) -> String {
    let after = retry_after.map_or_else(String::new, |seconds| format!(", Retry-After {seconds} s"));
    format!("Guide: {guide}, HTTP {code}{after}. SysManage: {sysmanage}, {score} of 1.")
}

/// The head of the table of services.
pub const TABLE: [&str; 6] = ["service", "opens", "waits", "closes", "retry", "from"];

/// When a breaker opens.
pub fn opens(failures: u32, by_share: bool) -> String {
    let share = if by_share { ", or more than half of 5 min" } else { "" };
    format!("{failures} in a row{share}")
}

/// How long it waits.
pub fn waits(seconds: u64) -> String {
    format!("{seconds} s")
}

/// What closes it.
pub fn closes(successes: u32, probes: &str) -> String {
    format!("{} of {probes}", Noun("success", "successes").count(u64::from(successes)))
}

/// How a call is tried again.
pub fn tries(attempts: u32, waits: &str) -> String {
    format!("{attempts} attempts, {waits}")
}

/// It is not tried again.
pub const NO_RETRY: &str = "none";

/// Before the buttons.
pub const KILL: &str = "Kill";

/// A button.
pub fn kill(name: &str) -> String {
    format!("Kill {name}")
}

/// A button.
pub fn recover(name: &str) -> String {
    format!("Recover {name}")
}

/// The drawing for those who cannot see it.
pub fn spoken(health: u32, rows: &str, alerts: &str) -> String {
    format!("Health {health} of 100. {rows}{alerts}")
}

/// A row of it.
pub fn spoken_row(name: &str, state: &str, failed: &str, score: u32) -> String {
    format!("{name}: {state}, {failed} failed, score {score}. ")
}

/// The alerts of it.
pub fn spoken_alerts(count: usize) -> String {
    format!("{}.", Noun("alert", "alerts").count(count as u64))
}
