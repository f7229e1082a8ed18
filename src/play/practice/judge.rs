//! How each point is judged. A function a question; several points may ask the same.

use super::{Alerting, Degrading, Guard, Judged, Layer, Limit, Part, Pool, Practice, Retrying, Set, Trip, Verdict};
use crate::decimal;
use crate::play::kinds;
use crate::policy::{FailureKind, Kinds};
use crate::sim::mix::Mix;
use crate::text::play::practice as text;

/// The longest wait that a cap may allow, in seconds: the longest that one of the documents has.
const CAP: f64 = 300.0;
/// How long a breaker should stay open, in seconds.
const OPEN: (f64, f64) = (30.0, 300.0);
/// How many failures should open a breaker.
const FAILURES: (u32, u32) = (5, 10);
/// How many probes there should be.
const PROBES: (u32, u32) = (3, 5);
/// How many attempts there should be.
const ATTEMPTS: (u32, u32) = (3, 5);
/// The longest that a usual request should wait, in seconds.
const REQUEST: f64 = 30.0;

type Key = Option<&'static str>;

fn met(reason: impl Into<String>, decides: Key) -> Judged {
    Judged { verdict: Verdict::Met, reason: reason.into(), decides, mend: None }
}

fn none(reason: impl Into<String>, decides: Key) -> Judged {
    Judged { verdict: Verdict::DoesNotApply, reason: reason.into(), decides, mend: None }
}

/// Always so, in any lab.
fn always(reason: &str) -> Judged {
    met(reason, None)
}

/// No setting says it.
fn no_setting(reason: &str) -> Judged {
    none(reason, None)
}

fn not_met(practice: &Practice, reason: impl Into<String>, decides: Key, sets: &[Set]) -> Judged {
    Judged { verdict: Verdict::NotMet, reason: reason.into(), decides, mend: practice.with(sets) }
}

/// Judges a mechanism that is on; one that is off or absent does not apply.
fn on<T>(part: &Part<T>, (absent, off): (&str, &str), judge: impl FnOnce(&T) -> Judged) -> Judged {
    match part {
        Part::Absent => no_setting(absent),
        Part::Off(sets) => none(off, sets.first().map(|(key, _)| *key)),
        Part::On(there) => judge(there),
    }
}

/// Judges a mechanism that should be on.
fn wanted<T>(
    practice: &Practice,
    part: &Part<T>,
    (absent, off): (&str, &str),
    judge: impl FnOnce(&T) -> Judged,
) -> Judged {
    match part {
        Part::Absent => no_setting(absent),
        Part::Off(sets) => not_met(practice, off, sets.first().map(|(key, _)| *key), sets),
        Part::On(there) => judge(there),
    }
}

fn retry(practice: &Practice, judge: impl FnOnce(&Retrying) -> Judged) -> Judged {
    on(&practice.retry, (text::NO_RETRY, text::RETRY_OFF), judge)
}

fn breaker(practice: &Practice, judge: impl FnOnce(&Guard) -> Judged) -> Judged {
    on(&practice.breaker, (text::NO_BREAKER, text::NO_BREAKER_NOW), judge)
}

fn timeout(practice: &Practice, judge: impl FnOnce(&Limit) -> Judged) -> Judged {
    on(&practice.timeout, (text::NO_TIMEOUT, text::NO_TIMEOUT_NOW), judge)
}

fn pool(practice: &Practice, judge: impl FnOnce(&Pool) -> Judged) -> Judged {
    on(&practice.pool, (text::NO_POOL, text::NO_POOL_NOW), judge)
}

fn alerts(practice: &Practice, judge: impl FnOnce(&Alerting) -> Judged) -> Judged {
    on(&practice.alerts, (text::NO_ALERTS, text::ALERTS_OFF), judge)
}

/// Only what may pass is tried again.
pub(super) fn transient(practice: &Practice) -> Judged {
    retry(practice, |retry| {
        let kinds = retry.kinds;
        let is = |kind: &FailureKind| kinds.is.includes(*kind);
        let wrong: Vec<&str> =
            Mix::KINDS.iter().filter(|kind| is(kind) && !kind.is_transient()).map(|kind| kinds::name(*kind)).collect();
        if !wrong.is_empty() {
            let reason = text::too_much_retried(&wrong.join(", "));
            let right: Vec<FailureKind> =
                FailureKind::ALL.into_iter().filter(|kind| is(kind) && kind.is_transient()).collect();
            let right = if right.is_empty() { Kinds::TRANSIENT } else { Kinds::of(&right) };
            return not_met(practice, reason, kinds.key, &kinds.to(kinds::write_kinds(right)));
        }
        if !Mix::KINDS.iter().any(is) {
            let sets = kinds.to(kinds::write_kinds(Kinds::TRANSIENT));
            return not_met(practice, text::NONE_RETRIED, kinds.key, &sets);
        }
        let refused = &retry.leaves_refused;
        if !refused.good {
            let reason = text::refusal_retried(retry.attempts.is.unwrap_or(u32::MAX));
            return not_met(practice, reason, refused.key, &refused.sets());
        }
        met(text::TRANSIENT, kinds.key)
    })
}

/// Waits grow, and end at a cap.
pub(super) fn backoff_with_cap(practice: &Practice) -> Judged {
    backoff(practice, true)
}

/// Waits grow.
pub(super) fn backoff_alone(practice: &Practice) -> Judged {
    backoff(practice, false)
}

fn backoff(practice: &Practice, capped: bool) -> Judged {
    retry(practice, |retry| {
        let (first, factor, cap) = (retry.first, retry.factor, retry.cap);
        let mut wrong: Vec<(String, Key, Vec<Set>)> = Vec::new();
        if first.is == 0.0 {
            wrong.push((text::NO_WAIT.to_owned(), first.key, first.to("0.1")));
        }
        if !retry.grows.good {
            wrong.push((text::does_not_grow(first.is), retry.grows.key, retry.grows.sets()));
        }
        if factor.is.is_some_and(|factor| factor <= 1.0) {
            wrong.push((text::stays(first.is), factor.key, factor.to("2")));
        }
        if capped && cap.is > CAP {
            wrong.push((text::high_cap(cap.is), cap.key, cap.to("30")));
        }
        if let Some((reason, key, _)) = wrong.first().cloned() {
            // A part that no setting decides cannot be mended, so the whole cannot.
            let can = wrong.iter().all(|(.., sets)| !sets.is_empty());
            let sets: Vec<Set> = wrong.into_iter().flat_map(|(.., sets)| sets).collect();
            return not_met(practice, reason, key, if can { &sets } else { &[] });
        }
        match (factor.is, capped) {
            (None, _) => met(text::grows_by_chance(first.is, cap.is), cap.key),
            (Some(factor), true) => met(text::grows(factor, first.is, cap.is), cap.key),
            (Some(times), false) => met(text::grows_by(times, first.is), retry.grows.key.or(factor.key)),
        }
    })
}

/// Attempts of a call, where retries stand inside retries.
fn total(retry: &Retrying) -> Option<u64> {
    let each = u64::from(retry.attempts.is?);
    Some((0..retry.layers).fold(1, |product: u64, _| product.saturating_mul(each)))
}

/// Attempts come to an end.
pub(super) fn finite(practice: &Practice) -> Judged {
    retry(practice, |retry| match (retry.attempts.is, total(retry)) {
        (Some(each), Some(total)) if retry.layers > 1 => {
            met(text::nested(each, retry.layers, total), retry.attempts.key)
        }
        (Some(each), _) => met(text::attempts(each), retry.attempts.key),
        (None, _) => not_met(practice, text::ENDLESS, retry.attempts.key, &retry.attempts.to(ATTEMPTS.1.to_string())),
    })
}

/// There are few attempts, but more than two.
pub(super) fn few_attempts(practice: &Practice) -> Judged {
    retry(practice, |retry| {
        let attempts = retry.attempts;
        let (Some(each), Some(total)) = (attempts.is, total(retry)) else {
            return not_met(practice, text::ENDLESS, attempts.key, &attempts.to(ATTEMPTS.1.to_string()));
        };
        let sets = attempts.to(each.clamp(ATTEMPTS.0, ATTEMPTS.1).to_string());
        if retry.layers > 1 {
            let sets = [practice.order.mend(&[]), sets].concat();
            return not_met(practice, text::nested(each, retry.layers, total), practice.order.key, &sets);
        }
        if each < ATTEMPTS.0 {
            not_met(practice, text::few(each), attempts.key, &sets)
        } else if each > ATTEMPTS.1 {
            not_met(practice, text::many(total), attempts.key, &sets)
        } else {
            met(text::attempts(each), attempts.key)
        }
    })
}

/// Chance changes the waits.
pub(super) fn jitter(practice: &Practice) -> Judged {
    retry(practice, |retry| {
        let jitter = &retry.jitter;
        if retry.first.is == 0.0 {
            not_met(practice, text::NO_WAIT, retry.first.key, &joined(retry.first.to("0.1"), jitter))
        } else if jitter.good {
            met(text::JITTER, jitter.key)
        } else {
            not_met(practice, text::NO_JITTER, jitter.key, &jitter.sets())
        }
    })
}

/// What sets a first wait, and jitter where there is none; nothing if one of them cannot be set.
fn joined(first: Vec<Set>, jitter: &super::Switch) -> Vec<Set> {
    if first.is_empty() || (!jitter.good && jitter.sets().is_empty()) {
        Vec::new()
    } else if jitter.good {
        first
    } else {
        [first, jitter.sets()].concat()
    }
}

/// Waits grow, and chance changes them.
pub(super) fn backoff_with_jitter(practice: &Practice) -> Judged {
    let (grows, spreads) = (backoff(practice, false), jitter(practice));
    match (grows.verdict, spreads.verdict) {
        (Verdict::NotMet, Verdict::NotMet) => {
            let Part::On(retry) = &practice.retry else { return grows };
            let mend = grows.mend.as_ref().zip(practice.with(&retry.jitter.sets())).map(|(grown, _)| {
                let from = Practice { from: grown.clone(), ..practice.clone() };
                from.with(&retry.jitter.sets()).unwrap_or_else(|| grown.clone())
            });
            Judged { mend, ..grows }
        }
        (Verdict::Met, _) => spreads,
        _ => grows,
    }
}

/// Retries are written down.
pub(super) fn logged(practice: &Practice) -> Judged {
    retry(practice, |_| always(text::LOGGED))
}

/// Something stops retries while the service is down.
pub(super) fn limited(practice: &Practice) -> Judged {
    retry(practice, |_| match (&practice.breaker, &practice.budget) {
        (Part::On(guard), _) => met(text::WITH_BREAKER, guard.reset.key),
        (_, Part::On(key)) => met(text::WITH_BUDGET, Some(*key)),
        (Part::Off(sets), _) | (_, Part::Off(sets)) => {
            not_met(practice, text::WITHOUT_LIMIT, sets.first().map(|(key, _)| *key), sets)
        }
        _ => no_setting(text::NO_LIMIT_HERE),
    })
}

/// A breaker stands before the service.
pub(super) fn guarded(practice: &Practice) -> Judged {
    wanted(practice, &practice.breaker, (text::NO_BREAKER, text::BREAKER_OFF), |guard| match guard.trip {
        Trip::Failures(failures) => met(text::opens_at(failures.is, guard.reset.is), failures.key),
        Trip::Share(share, least) => met(text::opens_at_share(share.is, least, guard.reset.is), share.key),
    })
}

/// A few failures open it, but more than may be chance.
pub(super) fn threshold(practice: &Practice) -> Judged {
    breaker(practice, |guard| match guard.trip {
        Trip::Share(share, _) => none(text::SHARE, share.key),
        Trip::Failures(failures) => {
            let sets = failures.to(failures.is.clamp(FAILURES.0, FAILURES.1).to_string());
            if failures.is < FAILURES.0 {
                not_met(practice, text::low_threshold(failures.is), failures.key, &sets)
            } else if failures.is > FAILURES.1 {
                not_met(practice, text::high_threshold(failures.is), failures.key, &sets)
            } else {
                met(text::threshold(failures.is), failures.key)
            }
        }
    })
}

/// Several probes decide, but not many.
pub(super) fn probes(practice: &Practice) -> Judged {
    breaker(practice, |guard| {
        let probes = guard.probes;
        let right = probes.is.map_or(PROBES.0, |number| number.clamp(PROBES.0, PROBES.1));
        let sets = probes.to(right.to_string());
        match probes.is {
            Some(1) => not_met(practice, text::few_probes(1), probes.key, &sets),
            Some(number) if number < PROBES.0 => not_met(practice, text::two_probes(number), probes.key, &sets),
            Some(number) if number <= PROBES.1 => met(text::probes_fit(number), probes.key),
            number => not_met(practice, text::many_probes(number), probes.key, &sets),
        }
    })
}

/// It has all three states.
pub(super) fn states(practice: &Practice) -> Judged {
    breaker(practice, |guard| {
        let reset = guard.reset;
        if reset.is > 0.0 {
            met(text::states(&text::probes(guard.probes.is)), guard.probes.key)
        } else {
            not_met(practice, text::NEVER_OPEN, reset.key, &reset.to(decimal::short(OPEN.0, 1)))
        }
    })
}

/// Its changes of state can be seen.
pub(super) fn watched(practice: &Practice) -> Judged {
    breaker(practice, |_| always(text::CHANGES))
}

/// It stays open for as long as the guide says.
pub(super) fn open_time(practice: &Practice) -> Judged {
    breaker(practice, |guard| {
        let reset = guard.reset;
        let sets = reset.to(decimal::short(reset.is.max(OPEN.0).min(OPEN.1), 1));
        if reset.is < OPEN.0 {
            not_met(practice, text::open_short(reset.is), reset.key, &sets)
        } else if reset.is > OPEN.1 {
            not_met(practice, text::open_long(reset.is), reset.key, &sets)
        } else {
            met(text::open_for(reset.is), reset.key)
        }
    })
}

/// It does not stay open for too long.
pub(super) fn open_not_long(practice: &Practice) -> Judged {
    breaker(practice, |guard| {
        let reset = guard.reset;
        if reset.is > OPEN.1 {
            not_met(practice, text::open_long(reset.is), reset.key, &reset.to(decimal::short(OPEN.0, 1)))
        } else {
            met(text::not_long(reset.is), reset.key)
        }
    })
}

/// A caller's own mistakes do not count.
pub(super) fn selective(practice: &Practice) -> Judged {
    breaker(practice, |guard| match (guard.mistakes, &guard.selects) {
        (None, _) => always(text::COUNTS_HARMLESS),
        (_, selects) if selects.good => met(text::COUNTS_SERVICE, selects.key),
        (Some(own), selects) => not_met(practice, text::counts_all(own), selects.key, &selects.sets()),
    })
}

/// No errors that stay keep it open.
pub(super) fn nothing_keeps_it_open(practice: &Practice) -> Judged {
    breaker(practice, |guard| match (guard.mistakes, &guard.selects) {
        (None, _) => always(text::COUNTS_HARMLESS),
        (Some(own), selects) if own > 0.0 && !selects.good => {
            not_met(practice, text::mistakes_keep_open(own), selects.key, &selects.sets())
        }
        (Some(_), selects) => met(text::NO_OWN_MISTAKES, selects.key),
    })
}

/// Its probes can close it.
pub(super) fn can_close(practice: &Practice) -> Judged {
    breaker(practice, |guard| {
        let can = &guard.can_close;
        if can.good {
            met(text::CAN_CLOSE, can.key)
        } else {
            not_met(practice, text::CANNOT_CLOSE, can.key, &can.sets())
        }
    })
}

/// Each service has its own.
pub(super) fn own_breaker(practice: &Practice) -> Judged {
    breaker(practice, |guard| {
        let own = &guard.own;
        if own.good {
            met(text::OWN_BREAKER, own.key)
        } else {
            not_met(practice, text::SHARED_BREAKER, own.key, &own.sets())
        }
    })
}

/// What it refuses is dealt with.
pub(super) fn refusal(practice: &Practice) -> Judged {
    breaker(practice, |_| {
        let missing = |_: &Degrading| always(text::REFUSAL_COUNTED);
        if practice.degrade == Part::Absent {
            return always(text::REFUSAL_COUNTED);
        }
        match &practice.degrade {
            Part::On(degrade) if degrade.catches.good => {
                met(text::REFUSAL_DEGRADED, degrade.catches.key.or(degrade.key))
            }
            Part::On(degrade) => not_met(practice, text::REFUSAL_PASSES, degrade.catches.key, &degrade.catches.sets()),
            off => wanted(practice, off, (text::REFUSAL_COUNTED, text::REFUSAL_PASSES), missing),
        }
    })
}

/// A call does not wait without an end.
pub(super) fn timed(practice: &Practice) -> Judged {
    wanted(practice, &practice.timeout, (text::NO_TIMEOUT, text::TIMEOUT_OFF), |limit| {
        if limit.frees.good {
            met(text::limit(limit.seconds.is), limit.seconds.key)
        } else {
            not_met(practice, text::WAITED_ALL_THE_SAME, limit.frees.key, &limit.frees.sets())
        }
    })
}

/// There is a limit on more than one level.
pub(super) fn levels(practice: &Practice) -> Judged {
    timeout(practice, |limit| match &limit.levels {
        None => no_setting(text::ONE_LEVEL_HERE),
        Some(levels) if levels.good => met(text::LEVELS, levels.key),
        Some(levels) => not_met(practice, text::ONE_LEVEL, levels.key, &levels.sets()),
    })
}

/// A usual request does not wait long.
pub(super) fn usual_request(practice: &Practice) -> Judged {
    timeout(practice, |limit| {
        let seconds = limit.seconds;
        if seconds.is <= REQUEST {
            met(text::limit(seconds.is), seconds.key)
        } else {
            let sets = seconds.to(decimal::short(REQUEST, 1));
            not_met(practice, text::long_limit(seconds.is), seconds.key, &sets)
        }
    })
}

/// Something follows a timeout.
pub(super) fn timeout_handled(practice: &Practice) -> Judged {
    timeout(practice, |limit| {
        let around =
            |layer| [Layer::Timeout, Layer::Deadline].iter().any(|inner| practice.order.is_around(layer, *inner));
        if around(Layer::Degrade) {
            return met(text::TIMEOUT_DEGRADED, practice.order.key);
        }
        if around(Layer::Retry) {
            return met(text::TIMEOUT_RETRIED, practice.order.key);
        }
        if !limit.answers {
            return always(text::TIMEOUT_FREES);
        }
        let sets = practice.order.mend(&[Layer::Degrade]);
        not_met(practice, text::TIMEOUT_UNHANDLED, practice.order.key, &sets)
    })
}

/// Who is called knows how much time is left.
pub(super) fn passed_on(practice: &Practice) -> Judged {
    timeout(practice, |limit| match &limit.passed_on {
        None => no_setting(text::ONE_HOP),
        Some(passed) if passed.good => met(text::PASSED_ON, passed.key),
        Some(passed) => not_met(practice, text::NOT_PASSED_ON, passed.key, &passed.sets()),
    })
}

/// Something takes the place of a failure.
pub(super) fn degrades(practice: &Practice) -> Judged {
    wanted(practice, &practice.degrade, (text::NO_DEGRADATION, text::DEGRADATION_OFF), |degrade| {
        met(text::DEGRADES, degrade.key)
    })
}

/// It is known for what it is.
pub(super) fn flagged(practice: &Practice) -> Judged {
    on(&practice.degrade, (text::NO_DEGRADATION, text::NO_DEGRADATION_NOW), |degrade| {
        let flagged = &degrade.flagged;
        if flagged.good {
            met(text::FLAGGED, flagged.key)
        } else {
            not_met(practice, text::SILENT, flagged.key, &flagged.sets())
        }
    })
}

/// The layers are in the right order.
pub(super) fn order(practice: &Practice) -> Judged {
    let order = &practice.order;
    let retries = order.count(Layer::Retry);
    if order.layers.len() < 2 {
        return none(text::ONE_LAYER, order.key);
    }
    let outer = |layer| order.layers.iter().any(|other| *other != layer && order.is_around(*other, layer));
    let inner = |layer| order.layers.iter().any(|other| *other != layer && order.is_around(layer, *other));
    let wrong = if retries > 1 {
        text::retries_nested(retries)
    } else if order.is_around(Layer::Retry, Layer::Breaker) {
        let attempts = match &practice.retry {
            Part::On(retry) => retry.attempts.is.unwrap_or(u32::MAX),
            _ => 1,
        };
        text::breaker_inside(attempts)
    } else if outer(Layer::Degrade) {
        text::FALLBACK_INSIDE.to_owned()
    } else if inner(Layer::Timeout) || order.is_around(Layer::Retry, Layer::Deadline) {
        text::TIMEOUT_OUTSIDE.to_owned()
    } else {
        return met(text::ORDER, order.key);
    };
    not_met(practice, wrong, order.key, &order.mend(&[]))
}

/// Each service has places of its own.
pub(super) fn separate(practice: &Practice) -> Judged {
    wanted(practice, &practice.pool, (text::NO_POOL, text::POOL_OFF), |pool| {
        met(text::separate(pool.limit.is), pool.limit.key)
    })
}

/// There is room for the usual load.
pub(super) fn room(practice: &Practice) -> Judged {
    pool(practice, |pool| {
        let limit = pool.limit;
        if f64::from(limit.is) >= pool.wanted {
            met(text::room(limit.is, pool.wanted), limit.key)
        } else {
            let sets = limit.to(decimal::short((2.0 * pool.wanted).ceil(), 0));
            not_met(practice, text::no_room(limit.is, pool.wanted), limit.key, &sets)
        }
    })
}

/// Places are given back.
pub(super) fn no_leak(practice: &Practice) -> Judged {
    pool(practice, |pool| {
        let returns = &pool.returns;
        if returns.good {
            met(text::NO_LEAK, returns.key)
        } else {
            not_met(practice, text::LEAK, returns.key, &returns.sets())
        }
    })
}

/// Its numbers are there.
pub(super) fn pool_seen(practice: &Practice) -> Judged {
    pool(practice, |_| always(text::POOL_SEEN))
}

/// There are no connections to speak of.
pub(super) fn connections(practice: &Practice) -> Judged {
    pool(practice, |_| no_setting(text::NO_CONNECTIONS))
}

/// Alerts are not repeated without an end.
pub(super) fn alerts_mean_something(practice: &Practice) -> Judged {
    alerts(practice, |alerts| {
        let quiet = alerts.quiet;
        if quiet.is > 0.0 {
            met(text::alerts_held_back(quiet.is), quiet.key)
        } else {
            not_met(practice, text::ALERTS_FLOOD, quiet.key, &quiet.to("600"))
        }
    })
}

/// Alerts can be tried.
pub(super) fn alerts_tested(practice: &Practice) -> Judged {
    alerts(practice, |_| always(text::ALERTS_TESTED))
}

/// Other services can be seen.
pub(super) fn others(practice: &Practice) -> Judged {
    if practice.several { always(text::OTHERS) } else { no_setting(text::ONE_SERVICE) }
}

/// Who depends on whom can be seen.
pub(super) fn dependencies(practice: &Practice) -> Judged {
    if practice.several { always(text::DEPENDENCIES) } else { no_setting(text::ONE_SERVICE) }
}

/// Retries that ran out are counted.
pub(super) fn exhausted(practice: &Practice) -> Judged {
    retry(practice, |_| always(text::EXHAUSTED))
}

/// Its numbers are there.
pub(super) fn retries_seen(practice: &Practice) -> Judged {
    retry(practice, |_| always(text::RETRIES_SEEN))
}

/// A repeated call does no harm.
pub(super) fn idempotent(practice: &Practice) -> Judged {
    retry(practice, |_| always(text::READS))
}

/// When it opened first can be seen.
pub(super) fn first_opened(practice: &Practice) -> Judged {
    breaker(practice, |_| always(text::FIRST_OPENED))
}

/// How often it opened can be seen.
pub(super) fn how_often(practice: &Practice) -> Judged {
    breaker(practice, |_| always(text::HOW_OFTEN))
}

/// Whether the service works again can be seen.
pub(super) fn healthy(practice: &Practice) -> Judged {
    breaker(practice, |_| always(text::HEALTHY))
}

/// Points that are the same in every lab.
macro_rules! says {
    ($($(#[$doc:meta])* $name:ident: $kind:ident $text:ident;)*) => {
        $($(#[$doc])* pub(super) fn $name(_: &Practice) -> Judged { $kind(text::$text) })*
    };
}

says! {
    /// Nobody but the reader knows what was tested.
    tested: no_setting TESTS;
    /// Nobody but the reader knows what was tested.
    breaker_tested: no_setting BREAKER_TESTS;
    /// There are no threads.
    threads: no_setting THREADS;
    /// There are no health checks.
    health_checks: no_setting NO_HEALTH_CHECKS;
    /// Nobody but the reader knows the service.
    fits: no_setting FITS;
    /// There are no long operations.
    long_operations: no_setting NO_LONG;
    /// Settings are written down.
    documented: always DOCUMENTED;
    /// The cost of mechanisms is counted.
    cost: always COST;
    /// There are numbers.
    simple: always SIMPLE;
    /// There is text for tools.
    tools: always TOOLS;
    /// There is a timeline.
    trends: always TRENDS;
    /// There is a context.
    context: always CONTEXT;
    /// A runbook is no setting.
    runbooks: no_setting RUNBOOKS;
    /// A pattern can be seen.
    pattern: always PATTERN;
    /// Errors can be seen.
    errors: always ERRORS;
}
