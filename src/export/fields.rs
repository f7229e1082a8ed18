//! An event as a kind and named values, for every format alike.
//!
//! Names and texts are written `like_this`, times end in `_ns`, and what does not apply is left out. A decision has its
//! rule under `rule` (or `progress` where nothing is decided yet) and the numbers that led to it under `numbers`.

use core::time::Duration;

use serde::{Serialize, Serializer};

pub use crate::play::tally::failure;
use crate::policy::breaker::{Outcome, RejectReason, State};
use crate::policy::retry::Reason;
use crate::sim::event::breaker::{Cause, Over, Progress, Transition};
use crate::sim::event::{
    CallId, CallOutcome, Event, LayerStep, Limit, Luck, Record, ServiceId, Services, Trouble, TwinFate,
};
use crate::sim::input::{Action, Input, Value};
use crate::sim::mix::Mix;
use crate::sim::paint::{Stroke, Track, What};
use crate::time::{Instant, nanos};

/// A value with its name.
pub type Named = (&'static str, Field);

/// A value of an event. A format without infinities, such as JSON, has nothing in the place of one.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Field {
    /// A whole number.
    Whole(u64),
    /// Any number.
    Real(f64),
    /// Yes or no.
    Flag(bool),
    /// A word from a fixed list.
    Word(&'static str),
    /// Services by their numbers.
    Services(#[serde(serialize_with = "numbers_of")] Services),
    /// Places in a list, in an order.
    Places(Vec<u64>),
    /// The numbers of a decision.
    Numbers(#[serde(serialize_with = "as_map")] Vec<Named>),
}

/// An event as every format has it: `t_ns`, `kind` and its fields by their names.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a>(pub &'a Record);

impl Serialize for Told<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(record) = self;
        let first = [("t_ns", Field::Whole(record.at.nanos())), ("kind", Field::Word(kind(&record.event)))];
        serializer.collect_map(first.into_iter().chain(fields(record)))
    }
}

fn numbers_of<S: Serializer>(services: &Services, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(services.iter())
}

fn as_map<S: Serializer>(named: &[Named], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(named.iter().map(|(name, field)| (name, field)))
}

/// Every name that [`fields`] gives, in the order of the columns of a table.
#[rustfmt::skip]
pub const NAMES: [&str; 49] = [
    "service", "caller", "call", "attempt", "attempts", "batch",
    "policy", "rule", "progress", "numbers",
    "from", "to", "since_ns", "probe_at_ns",
    "outcome", "failure", "reason", "value", "draw", "rate", "killed", "ends_ns",
    "limit", "limit_ns", "retry_at_ns", "saved_ns", "would_fail", "under_way", "waiting", "lease_until_ns", "applied",
    "delay_ns", "planned_ns", "jitter_ns", "shortened_ns", "capped", "until_ns",
    "available", "total", "degraded", "unavailable", "fate", "values",
    "enriched", "late_ns", "down_ns",
    "action", "key", "place",
];

/// The kind of an event, such as `call_started`.
pub const fn kind(event: &Event) -> &'static str {
    match event {
        Event::Due { .. } => "due",
        Event::CallStarted { .. } => "call_started",
        Event::AttemptStarted { .. } => "attempt_started",
        Event::Queued { .. } => "queued",
        Event::WorkStarted { .. } => "work_started",
        Event::WorkEnded { .. } => "work_ended",
        Event::AttemptEnded { .. } => "attempt_ended",
        Event::AttemptCancelled { .. } => "attempt_cancelled",
        Event::TimedOut { .. } => "timed_out",
        Event::Refused { .. } => "refused",
        Event::ProbeStarted { .. } => "probe_started",
        Event::Counted { .. } => "counted",
        Event::Late { .. } => "late",
        Event::LateForTripRule { .. } => "late_for_trip_rule",
        Event::Held { .. } => "held",
        Event::Transition(_) => "transition",
        Event::Waiting { .. } => "waiting",
        Event::AtLayer { step: LayerStep::In, .. } => "layer_in",
        Event::AtLayer { step: LayerStep::Out, .. } => "layer_out",
        Event::AtLayer { step: LayerStep::Decides, .. } => "layer_decides",
        Event::AtLayer { step: LayerStep::Back { .. }, .. } => "layer_back",
        Event::CallEnded { .. } => "call_ended",
        Event::BatchStarted { .. } => "batch_started",
        Event::BatchEnded { .. } => "batch_ended",
        Event::Gathered { .. } => "gathered",
        Event::Delivered { .. } => "delivered",
        Event::Crashed { .. } => "crashed",
        Event::Lost { .. } => "lost",
        Event::Restarted { .. } => "restarted",
        Event::Twin { .. } => "twin",
        Event::Decided(_) => "decided",
        Event::Applied(_) => "applied",
        Event::Painted { stroke: Some(_), .. } => "painted",
        Event::Painted { stroke: None, .. } => "paint_ended",
        Event::LimitReached(_) => "limit_reached",
        Event::Finished => "finished",
    }
}

/// The values of an event, without its time and its kind.
pub fn fields(record: &Record) -> Vec<Named> {
    match &record.event {
        Event::Due { call, backlog } => call_fields(*call, [("waiting", Field::Whole(*backlog))]),
        Event::CallStarted { call } => call_fields(*call, []),
        Event::AttemptStarted { service, call, attempt, ends } => {
            attempt_fields(*service, *call, *attempt, [("ends_ns", time(*ends))])
        }
        Event::Queued { service, call, attempt, queued } => {
            attempt_fields(*service, *call, *attempt, [("waiting", whole(*queued))])
        }
        Event::WorkStarted { service, call, attempt, busy, queued } => {
            let counts = [("under_way", whole(*busy)), ("waiting", whole(*queued))];
            attempt_fields(*service, *call, *attempt, counts)
        }
        Event::WorkEnded { service, call, attempt, busy, wasted } => {
            let mut fields = attempt_fields(*service, *call, *attempt, [("under_way", whole(*busy))]);
            let wasted = wasted.map(|wasted| vec![("wasted_ms", Field::Real(nanos(wasted) as f64 / 1e6))]);
            fields.extend(wasted.map(|wasted| ("numbers", Field::Numbers(wasted))));
            fields
        }
        Event::AttemptEnded { service, call, attempt, luck, value } => {
            let mut fields = attempt_fields(*service, *call, *attempt, luck_fields(*luck));
            let trouble = match luck.trouble {
                None | Some(Trouble::Killed) => None,
                Some(Trouble::Outage) => Some("outage"),
                Some(Trouble::Full) => Some("full"),
                Some(Trouble::Behind) => Some("behind"),
            };
            fields.extend(trouble.map(|trouble| ("reason", Field::Word(trouble))));
            match value {
                Some(value) => fields.push(("value", Field::Real(*value))),
                None => fields.push(("failure", Field::Word(failure(luck.kind)))),
            }
            fields
        }
        Event::AttemptCancelled { service, call, attempt } => attempt_fields(*service, *call, *attempt, []),
        Event::TimedOut { call, attempt, limit } => {
            call_fields(*call, [("attempt", whole(*attempt)), ("limit_ns", span(*limit))])
        }
        Event::Refused { call, attempt, rejection, saved, luck } => {
            let reason = ("reason", Field::Word(reject_reason(rejection.reason)));
            let would_fail = ("would_fail", Field::Flag(luck.fails()));
            let saved = ("saved_ns", span(*saved));
            let mut fields = call_fields(*call, [("attempt", whole(*attempt)), reason, saved, would_fail]);
            fields.extend(rejection.retry_at.map(|at| ("retry_at_ns", time(at))));
            fields
        }
        Event::ProbeStarted { call, under_way, lease_until } => {
            call_fields(*call, [("under_way", whole(*under_way)), ("lease_until_ns", time(*lease_until))])
        }
        Event::Counted { call, outcome, progress } => {
            let (name, numbers) = progress_fields(*progress);
            let outcome = ("outcome", Field::Word(breaker_outcome(*outcome)));
            call_fields(*call, [outcome, ("progress", Field::Word(name)), ("numbers", Field::Numbers(numbers))])
        }
        Event::Late { call, outcome, applied } => {
            let outcome = ("outcome", Field::Word(breaker_outcome(*outcome)));
            call_fields(*call, [outcome, ("applied", Field::Flag(*applied))])
        }
        Event::LateForTripRule { call, outcome } => {
            call_fields(*call, [("outcome", Field::Word(breaker_outcome(*outcome)))])
        }
        Event::Held { call, waiting } => call_fields(*call, [("waiting", whole(*waiting))]),
        Event::Transition(transition) => transition_fields(transition),
        Event::Waiting { call, attempt, delay, until } => call_fields(
            *call,
            [
                ("attempt", whole(*attempt)),
                ("delay_ns", span(delay.total)),
                ("planned_ns", span(delay.planned)),
                ("jitter_ns", span(delay.jitter)),
                ("shortened_ns", span(delay.shortened)),
                ("capped", Field::Flag(delay.capped)),
                ("until_ns", time(*until)),
            ],
        ),
        Event::AtLayer { call, place, step } => {
            let mut fields = call_fields(*call, [("place", whole(*place))]);
            if let LayerStep::Back { outcome } = step {
                fields.extend(outcome_fields(*outcome));
            }
            fields
        }
        Event::CallEnded { call, attempts, outcome } => {
            let mut fields = call_fields(*call, [("attempts", whole(*attempts))]);
            fields.extend(outcome_fields(*outcome));
            fields
        }
        Event::BatchStarted { batch } => vec![("batch", Field::Whole(*batch))],
        Event::Gathered { batch, available, total, unavailable } => {
            batch_fields(*batch, (*available, *total), *unavailable)
        }
        Event::Delivered { batch, enriched, late } => {
            vec![("batch", Field::Whole(*batch)), ("enriched", Field::Flag(*enriched)), ("late_ns", span(*late))]
        }
        Event::Crashed { batch, service, back_at } => {
            let mut fields = vec![("service", whole(*service)), ("batch", Field::Whole(*batch))];
            fields.extend(back_at.map(|at| ("until_ns", time(at))));
            fields
        }
        Event::Lost { batch, values } => vec![("batch", Field::Whole(*batch)), ("values", whole(*values))],
        Event::Restarted { down } => vec![("down_ns", span(*down))],
        Event::BatchEnded { batch, available, total, unavailable, lack } => {
            let mut fields = batch_fields(*batch, (*available, *total), *unavailable);
            fields.extend(lack.map(|lack| ("reason", Field::Word(lack.key()))));
            fields
        }
        Event::Twin { batch, fate } => twin_fields(*batch, *fate),
        Event::Decided(decided) => {
            let numbers = decided.numbers.iter().map(|&(name, number)| (name, Field::Real(number))).collect();
            let rule = ("rule", Field::Word(decided.rule));
            let policy = ("policy", Field::Word(decided.policy));
            call_fields(decided.call, [policy, rule, ("numbers", Field::Numbers(numbers))])
        }
        Event::Applied(input) => action_fields(*input),
        Event::Painted { track, stroke } => painted_fields(*track, *stroke),
        Event::LimitReached(Limit::CallerPace) => vec![("limit", Field::Word("caller_pace"))],
        Event::Finished => Vec::new(),
    }
}

fn whole(number: u32) -> Field {
    Field::Whole(u64::from(number))
}

fn time(at: Instant) -> Field {
    Field::Whole(at.nanos())
}

fn span(span: Duration) -> Field {
    Field::Whole(nanos(span))
}

fn call_fields<const N: usize>(call: CallId, more: [Named; N]) -> Vec<Named> {
    let mut fields = vec![("caller", whole(call.caller)), ("call", Field::Whole(call.number))];
    fields.extend(more);
    fields
}

fn attempt_fields<const N: usize>(service: ServiceId, call: CallId, attempt: u32, more: [Named; N]) -> Vec<Named> {
    let mut fields = vec![("service", whole(service))];
    fields.extend(call_fields(call, [("attempt", whole(attempt))]));
    fields.extend(more);
    fields
}

fn painted_fields(track: Track, stroke: Option<Stroke>) -> Vec<Named> {
    let key = match track.what {
        What::Failure => "failure",
        What::Latency => "latency",
    };
    let mut fields = vec![("service", whole(track.service)), ("key", Field::Word(key))];
    if let Some(stroke) = stroke {
        let values = vec![("start", Field::Real(stroke.start())), ("end", Field::Real(stroke.end()))];
        fields.extend([("numbers", Field::Numbers(values)), ("until_ns", time(stroke.to()))]);
    }
    fields
}

fn luck_fields(luck: Luck) -> [Named; 4] {
    let outcome = if luck.fails() { "failure" } else { "success" };
    [
        ("outcome", Field::Word(outcome)),
        ("draw", Field::Real(luck.draw)),
        ("rate", Field::Real(luck.rate)),
        ("killed", Field::Flag(luck.killed())),
    ]
}

/// A batch and what it has.
fn batch_fields(batch: u64, (available, total): (u32, u32), unavailable: Services) -> Vec<Named> {
    vec![
        ("batch", Field::Whole(batch)),
        ("available", whole(available)),
        ("total", whole(total)),
        ("degraded", Field::Flag(available < total)),
        ("unavailable", Field::Services(unavailable)),
    ]
}

fn transition_fields(transition: &Transition) -> Vec<Named> {
    let (rule, numbers) = cause_fields(transition.cause);
    let mut fields = vec![
        ("from", Field::Word(state(transition.from))),
        ("to", Field::Word(state(transition.to))),
        ("since_ns", time(transition.at)),
        ("rule", Field::Word(rule)),
        ("numbers", Field::Numbers(numbers)),
    ];
    fields.extend(transition.probe_at.map(|at| ("probe_at_ns", time(at))));
    fields.extend(transition.call.into_iter().flat_map(|call| call_fields(call, [])));
    fields
}

fn over_field(over: Over) -> Named {
    match over {
        Over::Calls(calls) => ("window_calls", whole(calls)),
        Over::Span(length) => ("window_ns", span(length)),
        Over::All => ("window", Field::Word("all")),
        Over::Fired(length) => ("fired_within_ns", span(length)),
        Over::Snapshot { span: length, .. } => ("snapshot_of_ns", span(length)),
    }
}

/// The rule of a change of state and its numbers.
fn cause_fields(cause: Cause) -> (&'static str, Vec<Named>) {
    match cause {
        Cause::Row { failures, threshold } => {
            ("row", vec![("failures", Field::Whole(failures)), ("threshold", whole(threshold))])
        }
        Cause::Rate { failures, calls, rate, over } => (
            "rate",
            vec![
                ("failures", Field::Whole(failures)),
                ("calls", Field::Whole(calls)),
                ("rate", Field::Real(rate.fraction())),
                over_field(over),
            ],
        ),
        Cause::Several { failures, threshold, over } => (
            "several",
            vec![("failures", Field::Whole(failures)), ("threshold", Field::Whole(threshold)), over_field(over)],
        ),
        Cause::Slow { slow, calls, rate } => (
            "slow",
            vec![("slow", Field::Whole(slow)), ("calls", Field::Whole(calls)), ("rate", Field::Real(rate.fraction()))],
        ),
        Cause::Faded { required } => ("faded", vec![("required", Field::Real(required.fraction()))]),
        Cause::SuccessWhileOpen => ("success_while_open", Vec::new()),
        Cause::WaitOver { opened, wait } => ("wait_over", vec![("opened_ns", time(opened)), ("wait_ns", span(wait))]),
        Cause::ProbesSucceeded { successes } => ("probes_succeeded", vec![("successes", whole(successes))]),
        Cause::ProbeFailed => ("probe_failed", Vec::new()),
        Cause::ProbeIgnored => ("probe_ignored", Vec::new()),
        Cause::LeaseExpired { issued, lease } => {
            ("lease_expired", vec![("issued_ns", time(issued)), ("lease_ns", span(lease))])
        }
        Cause::LateSuccess { successes } => ("late_success", vec![("successes", whole(successes))]),
        Cause::LateFailure => ("late_failure", Vec::new()),
        Cause::Forced => ("forced", Vec::new()),
        Cause::Reset => ("reset", Vec::new()),
    }
}

/// What a breaker watches and how far it is.
fn progress_fields(progress: Progress) -> (&'static str, Vec<Named>) {
    match progress {
        Progress::Row { failures, threshold } => {
            ("row", vec![("failures", Field::Whole(failures)), ("threshold", whole(threshold))])
        }
        Progress::Rate { failures, calls, min, rate, over } => (
            "rate",
            vec![
                ("failures", Field::Whole(failures)),
                ("calls", Field::Whole(calls)),
                ("min", whole(min)),
                ("rate", Field::Real(rate.fraction())),
                over_field(over),
            ],
        ),
        Progress::Several { failures, threshold, over } => (
            "several",
            vec![("failures", Field::Whole(failures)), ("threshold", Field::Whole(threshold)), over_field(over)],
        ),
        Progress::Waiting { probe_at } => ("waiting", vec![("probe_at_ns", time(probe_at))]),
        Progress::Probing { successes, needed, under_way } => (
            "probing",
            vec![("successes", whole(successes)), ("needed", whole(needed)), ("under_way", whole(under_way))],
        ),
        Progress::Forced => ("forced", Vec::new()),
    }
}

fn outcome_fields(outcome: CallOutcome) -> Vec<Named> {
    match outcome {
        CallOutcome::Success { value } => vec![("outcome", Field::Word("success")), ("value", Field::Real(value))],
        CallOutcome::Failed { kind, reason } => {
            let mut fields = vec![("outcome", Field::Word("failed")), ("failure", Field::Word(failure(kind)))];
            let reason = reason.map(|reason| match reason {
                Reason::Exhausted { .. } => "exhausted",
                Reason::NotRetried { .. } => "not_retried",
            });
            fields.extend(reason.map(|reason| ("reason", Field::Word(reason))));
            fields
        }
        CallOutcome::Refused => vec![("outcome", Field::Word("refused"))],
        CallOutcome::FellBack { kind } => {
            vec![("outcome", Field::Word("fell_back")), ("failure", Field::Word(failure(kind)))]
        }
    }
}

fn twin_fields(batch: u64, fate: TwinFate) -> Vec<Named> {
    let (name, more) = match fate {
        TwinFate::Kept { values } => ("kept", Some(("values", whole(values)))),
        TwinFate::Crashed { sensor } => ("crashed", Some(("service", whole(sensor)))),
        TwinFate::Down => ("down", None),
        TwinFate::Restarted => ("restarted", None),
        TwinFate::Back { .. } => ("back", None),
    };
    let mut fields = vec![("batch", Field::Whole(batch)), ("fate", Field::Word(name))];
    fields.extend(more);
    fields
}

fn action_fields(input: Input) -> Vec<Named> {
    let service = |name, service| vec![("action", Field::Word(name)), ("service", whole(service))];
    match input.action {
        Action::Set { key, value } => {
            // A choice is told by its index, the number of its line in the parameter's list, from 0.
            let value = match value {
                Value::Number(number) => Field::Real(number),
                Value::Choice(index) => Field::Whole(index as u64),
                Value::Mix(mix) => {
                    Field::Numbers(mix.iter().map(|(kind, share)| (failure(kind), Field::Real(share))).collect())
                }
                Value::Kinds(kinds) => {
                    let named = Mix::KINDS.map(|kind| (failure(kind), Field::Flag(kinds.includes(kind))));
                    Field::Numbers(named.into())
                }
                Value::Order(order) => Field::Places(order.iter().map(|place| place as u64).collect()),
            };
            vec![("action", Field::Word("set")), ("key", Field::Word(key)), ("value", value)]
        }
        Action::Kill { service: killed } => service("kill", killed),
        Action::Recover { service: recovered } => service("recover", recovered),
        Action::Command(command) => vec![("action", Field::Word(command.exported))],
    }
}

/// A breaker's state, with the one by hand told apart.
pub const fn state(state: State) -> &'static str {
    match state {
        State::Closed => "closed",
        State::Open => "open",
        State::HalfOpen => "half_open",
        State::ForcedOpen => "forced_open",
    }
}

const fn breaker_outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Success => "success",
        Outcome::Failure => "failure",
        Outcome::Ignored => "ignored",
    }
}

const fn reject_reason(reason: RejectReason) -> &'static str {
    match reason {
        RejectReason::Open => "open",
        RejectReason::ProbesBusy => "probes_busy",
        RejectReason::ProbesUsed => "probes_used",
        RejectReason::ForcedOpen => "forced_open",
    }
}
