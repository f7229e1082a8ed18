//! The numbers of a decision, as the comment at the end of the line that decided.

use super::Rule;
use crate::decimal::short;
use crate::play::Settings;
use crate::policy::backoff::Delay;
use crate::policy::breaker::{Outcome, RejectReason};
use crate::sim::event::breaker::{Cause, Over, Progress, Transition};
use crate::sim::event::{CallId, CallOutcome, Event, Record};
use crate::text::play::note as text;
use crate::time::{Instant, nanos};
use core::time::Duration;

/// The numbers with which `rule` decided; empty if there are none to tell.
pub(super) fn note(record: &Record, rule: Rule, settings: &Settings) -> String {
    match &record.event {
        Event::AttemptStarted { call, attempt, .. } => match rule {
            Rule::AT_ONCE => text::NO_WAIT.to_owned(),
            Rule::AGAIN => text::attempt_of(*attempt, settings.count("attempts")),
            _ => of_call(*call),
        },
        // A library without a lease waits for a probe until the end of time, which is no number to tell.
        Event::ProbeStarted { under_way, lease_until: Instant::MAX, .. } => text::no_lease(*under_way),
        Event::ProbeStarted { under_way, lease_until, .. } => text::lease_until(*under_way, &clock(*lease_until)),
        Event::Counted { outcome, progress, .. } => counted(*outcome, *progress),
        Event::Late { call, .. } | Event::LateForTripRule { call, .. } => of_call(*call),
        Event::Held { waiting, .. } => text::waiting(*waiting),
        Event::Transition(transition) => caused(transition),
        Event::Refused { rejection, .. } => match rejection.reason {
            RejectReason::Open => {
                let until = rejection.retry_at.map_or_else(String::new, clock);
                format!("{} < {until}", clock(record.at))
            }
            RejectReason::ProbesBusy => text::NO_PLACE.to_owned(),
            RejectReason::ProbesUsed => text::NONE_LEFT.to_owned(),
            RejectReason::ForcedOpen => String::new(),
        },
        Event::Waiting { attempt, delay, .. } => waited(rule, *attempt, delay, settings),
        Event::CallEnded { attempts, outcome, .. } => ended(rule, *attempts, *outcome, settings),
        _ => String::new(),
    }
}

fn counted(outcome: Outcome, progress: Progress) -> String {
    match progress {
        Progress::Row { failures, threshold } => text::of(failures, threshold.into()),
        Progress::Several { failures, threshold, .. } => text::of(failures, threshold),
        Progress::Rate { failures, calls, over: Over::Fired(_), .. } => text::fired(failures, calls),
        Progress::Rate { failures, calls, .. } => text::failed(failures, calls),
        Progress::Probing { successes, needed, .. } if outcome == Outcome::Success => {
            text::of(successes.into(), needed.into())
        }
        Progress::Probing { .. } | Progress::Waiting { .. } | Progress::Forced => String::new(),
    }
}

fn caused(transition: &Transition) -> String {
    match transition.cause {
        Cause::Row { failures, threshold } => format!("{failures} >= {threshold}"),
        Cause::Several { failures, threshold, .. } => format!("{failures} >= {threshold}"),
        Cause::Rate { failures, calls, rate, over: Over::Fired(_) } => {
            text::fired_limit(failures, calls, &short(rate.fraction(), 3))
        }
        Cause::Rate { failures, calls, rate, .. } => text::failed_limit(failures, calls, &short(rate.fraction(), 3)),
        Cause::Slow { slow, calls, rate } => text::slow_limit(slow, calls, &short(rate.fraction(), 3)),
        Cause::Faded { required } => text::below(&short(required.fraction(), 3)),
        Cause::WaitOver { opened, wait } => {
            format!("{} - {} >= {}", clock(transition.at), clock(opened), seconds(wait))
        }
        Cause::ProbesSucceeded { successes } | Cause::LateSuccess { successes } => text::succeeded(successes),
        Cause::LeaseExpired { issued, lease } => {
            format!("{} + {} <= {}", clock(issued), seconds(lease), clock(transition.at))
        }
        Cause::ProbeFailed | Cause::ProbeIgnored | Cause::LateFailure => {
            transition.probe_at.map_or_else(String::new, |at| text::open_until(&clock(at)))
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
        Rule::AGAIN => text::attempt_of(attempt, settings.count("attempts")),
        Rule::CAP => text::at_most(&short(settings.number("cap"), 3)),
        Rule::GROWTH_CONSTANT | Rule::GROWTH_LINEAR | Rule::GROWTH_EXPONENTIAL | Rule::GROWTH_OF_NOTHING => {
            if delay.capped { text::or_more(&planned) } else { planned }
        }
        _ if !delay.shortened.is_zero() => format!("{planned} - {shortened} = {total}"),
        _ if !delay.jitter.is_zero() => format!("{planned} + {jitter} = {total}"),
        _ => total,
    }
}

fn ended(rule: Rule, attempts: u32, outcome: CallOutcome, settings: &Settings) -> String {
    match (rule, outcome) {
        (Rule::NOT_RETRIED, CallOutcome::FellBack { kind } | CallOutcome::Failed { kind, .. }) => format!("{kind:?}"),
        (Rule::EXHAUSTED, _) => format!("{attempts} >= {}", settings.count("attempts")),
        _ => text::attempt(attempts),
    }
}

fn of_call(call: CallId) -> String {
    text::call(call.number)
}

/// A moment in seconds, to a hundredth.
fn clock(at: Instant) -> String {
    seconds(at.since(Instant::ZERO))
}

fn seconds(span: Duration) -> String {
    let seconds = nanos(span) as f64 / 1e9;
    short(seconds, if seconds < 0.1 { 3 } else { 2 })
}
