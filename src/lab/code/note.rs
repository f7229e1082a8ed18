//! The numbers of a decision, as the comment at the end of the line that decided.

use super::Rule;
use crate::decimal::short;
use crate::lab::Settings;
use crate::policy::backoff::Delay;
use crate::policy::breaker::{Cause, Outcome, Over, Progress, RejectReason, Transition};
use crate::policy::partial::Lack;
use crate::sim::event::{CallId, CallOutcome, Event, Record, ServiceId, TwinFate};
use crate::time::{Instant, nanos};
use core::time::Duration;

/// The numbers with which `rule` decided; empty if there are none to tell.
pub(super) fn note(record: &Record, rule: Rule, settings: &Settings) -> String {
    match &record.event {
        Event::AttemptStarted { call, attempt, .. } => match rule {
            Rule::AtOnce => "no wait".to_owned(),
            Rule::Again => format!("attempt {attempt} of {}", settings.count("attempts")),
            _ => of_call(*call),
        },
        // A library without a lease waits for a probe until the end of time, which is no number to tell.
        Event::ProbeStarted { under_way, lease_until: Instant::MAX, .. } => format!("{under_way} under way, no lease"),
        Event::ProbeStarted { under_way, lease_until, .. } => {
            format!("{under_way} under way, until {}", clock(*lease_until))
        }
        Event::Counted { outcome, progress, .. } => counted(*outcome, *progress),
        Event::Late { call, .. } | Event::LateForTripRule { call, .. } => of_call(*call),
        Event::Held { waiting, .. } => format!("{waiting} waiting"),
        Event::Transition(transition) => caused(transition),
        Event::Refused { rejection, .. } => match rejection.reason {
            RejectReason::Open => {
                let until = rejection.retry_at.map_or_else(String::new, clock);
                format!("{} < {until}", clock(record.at))
            }
            RejectReason::ProbesBusy => "no place free".to_owned(),
            RejectReason::ProbesUsed => "none left".to_owned(),
            RejectReason::ForcedOpen => String::new(),
        },
        Event::Waiting { attempt, delay, .. } => waited(rule, *attempt, delay, settings),
        Event::CallEnded { call, attempts, outcome } => ended(rule, *call, *attempts, *outcome, settings),
        Event::BatchEnded { available, total, unavailable, lack, .. } => match rule {
            Rule::TooFew | Rule::CriticalMissing => lack.map_or_else(String::new, |lack| match lack {
                Lack::Share { needed } => format!("{available} < {needed}"),
                Lack::Critical { part } => format!("S{part}"),
            }),
            Rule::Available => format!("{available} of {total}"),
            _ if unavailable.is_empty() => format!("all {total} are there"),
            Rule::Unavailable => names(unavailable),
            _ => format!("missing: {}", names(unavailable)),
        },
        Event::Twin { fate, .. } => match fate {
            TwinFate::Kept { values } => format!("{values} values"),
            TwinFate::Crashed { sensor } => format!("S{sensor}"),
            TwinFate::Back { after } => crate::words::span(*after),
            TwinFate::Down | TwinFate::Restarted => String::new(),
        },
        _ => String::new(),
    }
}

fn counted(outcome: Outcome, progress: Progress) -> String {
    match progress {
        Progress::Row { failures, threshold } => format!("{failures} of {threshold}"),
        Progress::Several { failures, threshold, .. } => format!("{failures} of {threshold}"),
        Progress::Rate { failures, calls, over: Over::Fired(_), .. } => format!("{failures} to {calls} fired"),
        Progress::Rate { failures, calls, .. } => format!("{failures} of {calls} failed"),
        Progress::Probing { successes, needed, .. } if outcome == Outcome::Success => {
            format!("{successes} of {needed}")
        }
        Progress::Probing { .. } | Progress::Waiting { .. } | Progress::Forced => String::new(),
    }
}

fn caused(transition: &Transition) -> String {
    match transition.cause {
        Cause::Row { failures, threshold } => format!("{failures} >= {threshold}"),
        Cause::Several { failures, threshold, .. } => format!("{failures} >= {threshold}"),
        Cause::Rate { failures, calls, rate, over: Over::Fired(_) } => {
            format!("{failures} to {calls} fired, limit {}", short(rate.fraction(), 3))
        }
        Cause::Rate { failures, calls, rate, .. } => {
            format!("{failures} of {calls} failed, limit {}", short(rate.fraction(), 3))
        }
        Cause::Slow { slow, calls, rate } => {
            format!("{slow} of {calls} were slow, limit {}", short(rate.fraction(), 3))
        }
        Cause::Faded { required } => format!("below {}", short(required.fraction(), 3)),
        Cause::WaitOver { opened, wait } => {
            format!("{} - {} >= {}", clock(transition.at), clock(opened), seconds(wait))
        }
        Cause::ProbesSucceeded { successes } | Cause::LateSuccess { successes } => format!("{successes} succeeded"),
        Cause::LeaseExpired { issued, lease } => {
            format!("{} + {} <= {}", clock(issued), seconds(lease), clock(transition.at))
        }
        Cause::ProbeFailed | Cause::ProbeIgnored | Cause::LateFailure => {
            transition.probe_at.map_or_else(String::new, |at| format!("open until {}", clock(at)))
        }
        Cause::SuccessWhileOpen | Cause::Forced | Cause::Reset => String::new(),
    }
}

/// A wait, in the steps in which it comes about.
fn waited(rule: Rule, attempt: u32, delay: &Delay, settings: &Settings) -> String {
    // To a millisecond, so that the sum can be checked.
    let spans = [delay.total, delay.planned, delay.jitter, delay.shortened];
    let [total, planned, jitter, shortened] = spans.map(|span| short(nanos(span) as f64 / 1e9, 3));
    match rule {
        Rule::Again => format!("attempt {attempt} of {}", settings.count("attempts")),
        Rule::Cap => format!("{} at most", short(settings.number("cap"), 3)),
        Rule::GrowthConstant | Rule::GrowthLinear | Rule::GrowthExponential | Rule::GrowthOfNothing => {
            if delay.capped {
                format!("{planned} or more")
            } else {
                planned
            }
        }
        _ if !delay.shortened.is_zero() => format!("{planned} - {shortened} = {total}"),
        _ if !delay.jitter.is_zero() => format!("{planned} + {jitter} = {total}"),
        _ => total,
    }
}

fn ended(rule: Rule, call: CallId, attempts: u32, outcome: CallOutcome, settings: &Settings) -> String {
    match (rule, outcome) {
        (Rule::Value, CallOutcome::Success { value }) => format!("S{}: {}", call.caller, short(value, 1)),
        (Rule::Fallback, CallOutcome::FellBack { kind }) => format!("S{}: {kind:?}", call.caller),
        (Rule::NotRetried, CallOutcome::FellBack { kind } | CallOutcome::Failed { kind, .. }) => format!("{kind:?}"),
        (Rule::Stale | Rule::NothingToShow, _) => format!("S{}", call.caller),
        (Rule::Exhausted, _) => format!("{attempts} >= {}", settings.count("attempts")),
        _ => format!("attempt {attempts}"),
    }
}

fn of_call(call: CallId) -> String {
    format!("call {}", call.number)
}

fn names(sensors: &[ServiceId]) -> String {
    sensors.iter().map(|sensor| format!("S{sensor}")).collect::<Vec<_>>().join(", ")
}

/// A moment in seconds, to a hundredth.
fn clock(at: Instant) -> String {
    seconds(at.since(Instant::ZERO))
}

fn seconds(span: Duration) -> String {
    let seconds = nanos(span) as f64 / 1e9;
    short(seconds, if seconds < 0.1 { 3 } else { 2 })
}
