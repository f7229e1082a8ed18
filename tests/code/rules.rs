//! Which rules have their place in which listing.

use half_open::labs::batch::code as batch;
use half_open::labs::bulkhead::code as bulkhead;
use half_open::labs::cascade::code as cascade;
use half_open::labs::clinic::code as clinic;
use half_open::labs::fallback::code as fallback;
use half_open::labs::pipeline::code as pipeline;
use half_open::labs::stack::code as stack;
use half_open::labs::storm::code as storm;
use half_open::play::code::{Listing, Rule};

/// What both breakers have.
const EITHER_BREAKER: [Rule; 21] = [
    Rule::ADMITTED,
    Rule::ROW_COUNT,
    Rule::ROW_THRESHOLD,
    Rule::RATE_THRESHOLD,
    Rule::OPEN,
    Rule::FORCED_OPEN,
    Rule::WAIT_OVER,
    Rule::PROBE,
    Rule::PROBES_BUSY,
    Rule::PROBES_USED,
    Rule::PROBE_COUNTED,
    Rule::PROBES_SUCCEEDED,
    Rule::PROBE_FAILED,
    Rule::LEASE_ENDED,
    Rule::LATE_DROPPED,
    Rule::LATE_APPLIED,
    Rule::LATE_SUCCESS,
    Rule::LATE_FAILURE,
    Rule::IGNORED,
    Rule::FORCED,
    Rule::RESET,
];

/// What the plain breaker has besides.
const PLAIN: [Rule; 2] = [Rule::CALLS_COUNT, Rule::SPAN_COUNT];

/// What the breaker of every library has besides.
const GENERAL: [Rule; 11] = [
    Rule::WINDOW_COUNT,
    Rule::FIRED_COUNT,
    Rule::SNAPSHOT,
    Rule::SLOW_RATE,
    Rule::SEVERAL_OF_THE_LAST,
    Rule::SEVERAL_WITHIN,
    Rule::SUCCESS_RATE,
    Rule::IGNORED_OPENS,
    Rule::SUCCESS_WHILE_OPEN,
    Rule::PROBE_AWAITED,
    Rule::LATE_FOR_TRIP_RULE,
];

/// What a retry has, whatever its waits.
const RETRY: [Rule; 6] = [Rule::AGAIN, Rule::AT_ONCE, Rule::EXHAUSTED, Rule::NOT_RETRIED, Rule::SUCCESS, Rule::ASKED];

/// What its backoff has.
const BACKOFF: [Rule; 12] = [
    Rule::GROWTH_CONSTANT,
    Rule::GROWTH_LINEAR,
    Rule::GROWTH_EXPONENTIAL,
    Rule::GROWTH_OF_NOTHING,
    Rule::JITTER_NONE,
    Rule::JITTER_ADDITIVE,
    Rule::JITTER_FULL,
    Rule::JITTER_EQUAL,
    Rule::JITTER_DECORRELATED,
    Rule::JITTER_SHARE,
    Rule::FLOOR,
    Rule::CAP,
];

/// What a batch and its twin have.
const BATCH: [Rule; 14] = [
    batch::VALUE,
    batch::FALLBACK,
    batch::STALE,
    batch::NOTHING_TO_SHOW,
    batch::AVAILABLE,
    batch::UNAVAILABLE,
    batch::CRITICAL_MISSING,
    batch::TOO_FEW,
    batch::VERDICT,
    batch::TWIN_KEPT,
    batch::TWIN_CRASHED,
    batch::TWIN_DOWN,
    batch::TWIN_RESTARTED,
    batch::TWIN_BACK,
];

/// What limits of time and fallbacks have, wherever they stand among layers.
const STACK: [Rule; 5] = [stack::EXPIRED, stack::CANCELLED, stack::LEFT_RUNNING, stack::AWAITED, stack::REPLACED];

/// What a pipeline has.
const PIPELINE: [Rule; 9] = [
    pipeline::DELIVERED,
    pipeline::CRASH,
    pipeline::LOST,
    pipeline::UP_AGAIN,
    batch::VALUE,
    batch::FALLBACK,
    batch::AVAILABLE,
    batch::UNAVAILABLE,
    batch::VERDICT,
];

/// What may stand between a call and its worker.
const BULKHEAD: [Rule; 13] = [
    bulkhead::RUNS,
    bulkhead::WAITS,
    bulkhead::NO_ROOM,
    bulkhead::TOKEN_TAKEN,
    bulkhead::NO_TOKEN,
    bulkhead::IN_TIME,
    bulkhead::TOO_EARLY,
    bulkhead::REUSED,
    bulkhead::OPENED,
    bulkhead::EXHAUSTED,
    bulkhead::KEPT,
    bulkhead::CLOSED,
    bulkhead::EXPIRED,
];

/// What the steps of a ladder have.
const FALLBACK: [Rule; 15] = [
    fallback::SERVED,
    fallback::MISSED,
    fallback::TO_DEGRADED,
    fallback::TO_CACHED,
    fallback::TO_DEFAULT,
    fallback::TO_ERROR,
    fallback::STORED,
    fallback::FRESH_FIRST,
    fallback::FOUND,
    fallback::CACHE_EMPTY,
    fallback::TOO_OLD,
    fallback::KEPT,
    fallback::NO_ROOM,
    fallback::REPLAY,
    fallback::CAME_BACK,
];

/// What the mistakes of the clinic have.
const CLINIC: [Rule; 13] = [
    clinic::ADMITTED,
    clinic::NO_LOCK,
    clinic::NO_HALF_OPEN,
    clinic::NEVER_REOPENS,
    clinic::COUNTED,
    clinic::OPENED,
    clinic::REFUSED,
    clinic::PROBE,
    clinic::CLOSED,
    clinic::REOPENED,
    clinic::CRASHED,
    clinic::EXHAUSTED,
    clinic::LEAKED,
];

/// The rules of a listing.
pub(crate) fn of(listing: &Listing) -> Vec<Rule> {
    let groups: &[&[Rule]] = match listing.key {
        "breaker" => &[&EITHER_BREAKER, &PLAIN],
        "general-breaker" | "dashboard" => &[&EITHER_BREAKER, &GENERAL],
        "retry" | "storm" => &[&RETRY, &BACKOFF],
        "batch" => &[&RETRY, &BATCH],
        "stack" => &[&EITHER_BREAKER, &PLAIN, &RETRY, &BACKOFF, &STACK],
        "storm-budget" => &[&RETRY, &BACKOFF, &[storm::BUDGET_GRANTED, storm::BUDGET_REFUSED]],
        "storm-quota" => &[&RETRY, &BACKOFF, &[storm::QUOTA_GRANTED, storm::QUOTA_REFUSED]],
        "storm-tokens" => &[&RETRY, &BACKOFF, &[storm::TOKENS_GRANTED, storm::TOKENS_REFUSED]],
        "storm-breaker" => &[&RETRY, &BACKOFF, &[storm::BREAKER_GRANTED, storm::BREAKER_REFUSED]],
        "storm-contention" => &[&RETRY, &BACKOFF, &[storm::WRITTEN, storm::CONFLICT]],
        "pipeline" => &[&EITHER_BREAKER, &PLAIN, &RETRY, &BACKOFF, &PIPELINE],
        // A cascade's walls say nothing of those whom they let in.
        "cascade" => &[&[cascade::EXPIRED, cascade::NO_ROOM, bulkhead::RUNS, bulkhead::WAITS]],
        "bulkhead" => &[&BULKHEAD],
        "fallback" => &[&FALLBACK],
        "clinic" => &[&CLINIC],
        "clinic-breaker" => &[&EITHER_BREAKER, &PLAIN, &[clinic::ALERTED, clinic::MOVED]],
        "clinic-retry" => &[&RETRY],
        _ => &[],
    };
    groups.concat()
}
