//! What the stack's stage says.

use crate::labs::stack::{Answer, Kind, Mark, Picture, Trace, is_recommended, name};
use crate::play::Settings;
use crate::policy::breaker::State;
use crate::sim::event::breaker::Progress;
use crate::text::stack as lab;
use crate::text::stack::stage as text;
use crate::time::Instant;
use crate::words::{moment, seconds_in_tenths, span};

/// What is to be said of an order before anything else.
pub(super) fn title(kinds: &[Kind]) -> String {
    let first = |kind: Kind| kinds.iter().position(|one| *one == kind);
    let retries = kinds.iter().filter(|kind| **kind == Kind::Retry).count();
    match (first(Kind::Breaker), first(Kind::Retry)) {
        _ if kinds.is_empty() => lab::NO_LAYER,
        _ if is_recommended(kinds) => text::RECOMMENDED_ORDER,
        _ if first(Kind::Degrade).is_some_and(|place| place > 0) => text::FALLBACK_INSIDE,
        _ if retries > 1 => lab::RETRY_INSIDE_RETRY,
        (Some(breaker), Some(retry)) if retry < breaker => text::RETRY_OUTSIDE,
        (Some(_), Some(_)) => text::BREAKER_OUTSIDE,
        _ if first(Kind::Deadline) == Some(0) => lab::ONE_DEADLINE,
        _ => {
            return kinds
                .first()
                .filter(|_| kinds.len() == 1)
                .map_or_else(|| text::OWN_ORDER.to_owned(), |one| text::alone(one.label()));
        }
    }
    .to_owned()
}

/// What has become of the newest call.
pub(super) fn clause(picture: &Picture, now: Instant) -> String {
    let Trace { call, .. } = picture.trace;
    if call == 0 {
        return text::NO_CALL.to_owned();
    }
    let trace = &picture.trace;
    let (attempts, refused, waited) = (trace.attempts(), trace.refused(), span(trace.waited()));
    if let Some(answered) = picture.answer_of(call) {
        return match answered.answer {
            Answer::Full => text::call_full(call, answered.attempts),
            _ if refused > 0 && !trace.waited().is_zero() => text::call_refused(call, refused, attempts, &waited),
            Answer::Degraded => text::call_degraded(call, attempts),
            Answer::Error => text::call_failed(call, attempts),
            Answer::Refused => text::call_turned_away(call),
        };
    }
    match (trace.is_under_way(), trace.waiting) {
        (true, _) => text::call_under_way(call, attempts),
        (false, Some(wait)) => {
            let kinds = picture.kinds();
            let retry = wait.place.checked_sub(1).and_then(|index| name(&kinds, index)).unwrap_or_default();
            // In tenths, so that it does not change with each frame.
            let left = (wait.until.since(now).as_secs_f64() * 10.0).ceil() / 10.0;
            text::call_waits(call, &retry, &seconds_in_tenths(left))
        }
        (false, None) => text::call_begins(call),
    }
}

/// The whole drawing in a few sentences, for those who cannot see it.
pub(super) fn spoken(title: &str, clause: &str, picture: &Picture, beside: Option<&Picture>) -> String {
    let kinds = picture.kinds();
    let names: Vec<String> = (0..kinds.len()).filter_map(|index| name(&kinds, index)).collect();
    let beside = beside.map_or_else(String::new, |beside| {
        lab::both(picture.totals.full, beside.totals.full, picture.totals.attempts, beside.totals.attempts)
    });
    lab::stage(title, clause, &names.join(", "), &beside)
}

/// What stands below a layer's name.
pub(super) fn below(kind: Kind, picture: &Picture, settings: &Settings, now: Instant) -> String {
    match kind {
        Kind::Degrade => text::LAST_VALUE.to_owned(),
        Kind::Retry => {
            let (base, factor) = (settings.span("base"), settings.number("factor"));
            text::retry_rule(settings.count("attempts"), &span(base), &crate::decimal::short(factor, 1))
        }
        Kind::Timeout => lab::limit(&span(settings.span("timeout"))),
        Kind::Deadline => lab::limit(&span(settings.span("deadline"))),
        Kind::Breaker => match picture.state {
            Some(State::Open) => {
                let left = picture.probe_at.map_or(0.0, |at| at.since(now).as_secs_f64());
                if left > 0.0 {
                    text::open_for(&seconds_in_tenths((left * 10.0).ceil() / 10.0))
                } else {
                    text::PROBE_DUE.to_owned()
                }
            }
            Some(State::HalfOpen) => text::PROBING.to_owned(),
            _ => {
                let failures = if let Some(Progress::Row { failures, .. }) = picture.progress { failures } else { 0 };
                lab::in_a_row(failures, settings.count("threshold"))
            }
        },
    }
}

/// The sum that is a layer's own; nothing before it has done anything.
pub(super) fn sum(kind: Kind, acted: u64, waited: core::time::Duration) -> String {
    match kind {
        Kind::Retry => lab::waited(&span(waited)),
        Kind::Degrade => text::n_degraded(acted),
        Kind::Breaker => text::n_refused(acted),
        Kind::Timeout | Kind::Deadline => text::n_cut_off(acted),
    }
}

/// What the service is like at a moment.
pub(super) fn service(picture: &Picture, settings: &Settings, now: Instant) -> (bool, String) {
    let from = Instant::ZERO.after(settings.span("outage"));
    let until = from.after(settings.span("outage-for"));
    if picture.killed {
        (true, text::KILLED.to_owned())
    } else if from <= now && now < until {
        (true, lab::hangs(&moment(until)))
    } else {
        (false, lab::fails(&crate::words::whole_percent(settings.number("failure"))))
    }
}

/// What stands at the service behind the newest attempt.
pub(super) fn at_service(mark: Mark) -> Option<&'static str> {
    match mark {
        Mark::Failed(luck) => Some(match luck.trouble {
            Some(crate::sim::event::Trouble::Outage) => text::HUNG,
            Some(_) => text::IS_KILLED,
            None => text::UNLUCKY,
        }),
        Mark::CutOff(_) => Some(text::NOT_AWAITED),
        Mark::UnderWay | Mark::Succeeded | Mark::Refused(_) => None,
    }
}

/// How the same call went on the other side.
pub(super) fn there(picture: &Picture, beside: &Picture) -> Option<(Answer, String)> {
    let call = picture.trace.call;
    let answered = beside.answer_of(call)?;
    Some((
        answered.answer,
        match answered.answer {
            Answer::Full => text::there_full(call, answered.attempts),
            Answer::Degraded => text::there_degraded(call, answered.attempts),
            Answer::Error => text::there_failed(call),
            Answer::Refused => text::there_refused(call),
        },
    ))
}
