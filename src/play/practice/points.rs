//! The points, in the documents' order.

use super::{Judged, Practice, judge};
use crate::text::play::practice as text;

/// Some points that belong together.
#[derive(Debug)]
pub struct Group {
    /// Its name for scripts.
    pub key: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// How each of its points is judged.
    pub points: &'static [Point],
}

/// A point.
#[derive(Debug)]
pub struct Point {
    /// What it asks for.
    pub title: &'static str,
    /// How it is judged.
    pub judge: fn(&Practice) -> Judged,
}

type Judge = fn(&Practice) -> Judged;

/// Points by their titles and how they are judged.
const fn points<const N: usize>(titles: [&'static str; N], judges: [Judge; N]) -> [Point; N] {
    let mut points = [const { Point { title: "", judge: judge::tested } }; N];
    let mut at = 0;
    while at < N {
        points[at] = Point { title: titles[at], judge: judges[at] };
        at += 1;
    }
    points
}

static TEN: [Point; 10] = points(
    text::TEN_POINTS,
    [
        judge::transient,
        judge::backoff_with_cap,
        judge::finite,
        judge::logged,
        judge::guarded,
        judge::timed,
        judge::degrades,
        judge::flagged,
        judge::tested,
        judge::order,
    ],
);

static PAIRS: [Point; 8] = points(
    text::PAIR_POINTS,
    [
        judge::own_breaker,
        judge::threads,
        judge::states,
        judge::watched,
        judge::refusal,
        judge::breaker_tested,
        judge::open_time,
        judge::selective,
    ],
);

static BREAKER: [Point; 5] =
    points(text::BREAKER_POINTS, [judge::threshold, judge::health_checks, judge::probes, judge::watched, judge::fits]);

static RETRY: [Point; 5] = points(
    text::RETRY_POINTS,
    [judge::backoff_alone, judge::jitter, judge::few_attempts, judge::transient, judge::logged],
);

static TIMEOUTS: [Point; 5] = points(
    text::TIMEOUT_POINTS,
    [judge::levels, judge::health_checks, judge::usual_request, judge::long_operations, judge::timeout_handled],
);

static POOLS: [Point; 5] =
    points(text::POOL_POINTS, [judge::separate, judge::pool_seen, judge::connections, judge::room, judge::connections]);

static GUIDELINES: [Point; 12] = points(
    text::GUIDELINE_POINTS,
    [
        judge::idempotent,
        judge::backoff_with_jitter,
        judge::guarded,
        judge::timed,
        judge::transient,
        judge::retries_seen,
        judge::degrades,
        judge::tested,
        judge::alerts_mean_something,
        judge::limited,
        judge::documented,
        judge::cost,
    ],
);

static MONITORING: [Point; 7] = points(
    text::MONITORING_POINTS,
    [
        judge::simple,
        judge::tools,
        judge::alerts_mean_something,
        judge::trends,
        judge::context,
        judge::alerts_tested,
        judge::runbooks,
    ],
);

static QUESTIONS: [Point; 5] = points(
    text::QUESTION_POINTS,
    [judge::first_opened, judge::how_often, judge::pattern, judge::others, judge::errors],
);

static WONT_CLOSE: [Point; 4] = points(
    text::WONT_CLOSE_POINTS,
    [judge::open_not_long, judge::healthy, judge::nothing_keeps_it_open, judge::can_close],
);

static TOO_MANY: [Point; 4] =
    points(text::TOO_MANY_POINTS, [judge::few_attempts, judge::transient, judge::exhausted, judge::limited]);

static EXHAUSTION: [Point; 4] =
    points(text::EXHAUSTION_POINTS, [judge::room, judge::no_leak, judge::pool_seen, judge::connections]);

static CASCADES: [Point; 4] =
    points(text::CASCADE_POINTS, [judge::guarded, judge::passed_on, judge::dependencies, judge::degrades]);

const fn group(key: &'static str, title: &'static str, points: &'static [Point]) -> Group {
    Group { key, title, points }
}

/// All points, the ten of the skill first.
pub static GROUPS: [Group; 13] = [
    group("ten", text::TEN, &TEN),
    group("pairs", text::PAIRS, &PAIRS),
    group("breaker", text::BREAKER, &BREAKER),
    group("retry", text::RETRY, &RETRY),
    group("timeouts", text::TIMEOUTS, &TIMEOUTS),
    group("pools", text::POOLS, &POOLS),
    group("guidelines", text::GUIDELINES, &GUIDELINES),
    group("monitoring", text::MONITORING, &MONITORING),
    group("questions", text::QUESTIONS, &QUESTIONS),
    group("wont-close", text::WONT_CLOSE, &WONT_CLOSE),
    group("too-many", text::TOO_MANY, &TOO_MANY),
    group("exhaustion", text::EXHAUSTION, &EXHAUSTION),
    group("cascades", text::CASCADES, &CASCADES),
];
