//! What a breaker made of a call, and why it changed its state, as sentences.

use core::time::Duration;

use super::{Draft, LabId, Settings, Told, Tone, call_of};
use crate::policy::breaker::{Outcome, RejectReason, Rejection, State};
use crate::sim::event::CallId;
use crate::sim::event::breaker::{Cause, Over, Progress, Transition};
use crate::text::noun;
use crate::text::policy::breaker as text;
use crate::time::Instant;
use crate::words::{grouped, moment, ordinal, percent, span};

impl Draft<'_> {
    pub(super) fn refused(&self, lab: LabId, at: Instant, rejection: Rejection, saved: Duration) -> (String, String) {
        let why = match rejection.reason {
            RejectReason::Open => rejection.retry_at.map_or_else(
                || text::IS_OPEN.to_owned(),
                // A library that wants its wait exceeded refuses a call that comes when it ends.
                |until| match until.since(at) {
                    left if left < Duration::from_millis(1) => text::OPEN_UNTIL_NOW.to_owned(),
                    left => text::open_for(&span(left)),
                },
            ),
            RejectReason::ProbesBusy => text::PROBE_BUSY.to_owned(),
            RejectReason::ProbesUsed => text::PROBES_USED.to_owned(),
            RejectReason::ForcedOpen => text::FORCED_OPEN.to_owned(),
        };
        if self.count == 1 {
            let service = call_of(&self.newest.event).and_then(|call| lab.service_of(call));
            let head = service.map_or_else(|| text::FAST_FAIL.to_owned(), |service| text::fast_fail_at(service.name));
            return (head, text::avoided(&why, &span(saved)));
        }
        let times = u32::try_from(self.count).unwrap_or(u32::MAX);
        let body = text::avoided_since(&moment(self.oldest.at), &why, &span(saved.saturating_mul(times)));
        (noun::FAST_FAILS.count(self.count), body)
    }

    pub(super) fn transition(&self, lab: LabId, settings: &Settings, transition: &Transition) -> Told {
        let next = transition.probe_at.map_or_else(String::new, |at| text::next_probe(&moment(at)));
        let again = if transition.from == State::HalfOpen { text::AGAIN } else { "" };
        let (tone, head) = match transition.to {
            State::Open | State::ForcedOpen => (Tone::Open, text::opened(again)),
            State::HalfOpen => (Tone::HalfOpen, text::HALF_OPEN.to_owned()),
            State::Closed => (Tone::Closed, text::CLOSED.to_owned()),
        };
        let breaker = lab.breaker.zip(transition.call).and_then(|(name, call)| name(settings, call.caller));
        let head = breaker.map_or_else(|| head.clone(), |name| text::of_several_breakers(name, &head));
        let body = match &transition.cause {
            Cause::Row { failures, threshold } => {
                // A single one is no row.
                let row = if *failures == 1 { "" } else { text::IN_A_ROW };
                text::row(&ordinal(*failures), row, *threshold, &next)
            }
            Cause::Rate { failures, calls, rate, over } => {
                let (share, limit) = (percent(*failures as f64 / (*calls).max(1) as f64), percent(rate.fraction()));
                let calls = noun::CALLS.count(*calls);
                let found = match over {
                    Over::Calls(_) | Over::All => text::failed_of(*failures, &calls),
                    Over::Span(window) => text::failed_within(*failures, &calls, &span(*window)),
                    Over::Fired(window) => {
                        let failures = noun::FAILURES.count(*failures);
                        text::failed_of_fired(&failures, &calls, &span(*window))
                    }
                    Over::Snapshot { span: window, every } => {
                        let (window, every) = (span(*window), span(*every));
                        text::failed_by_a_look(*failures, &calls, &window, &every)
                    }
                };
                text::rate(&found, &share, &limit, &next)
            }
            Cause::WaitOver { opened, wait } => text::wait_over(&span(*wait), &moment(*opened)),
            Cause::Several { failures, threshold, over } => {
                let failures = noun::FAILURES.count(*failures);
                text::several(&failures, &among(*over), *threshold, &next)
            }
            Cause::Slow { slow, calls, rate } => {
                text::slow(*slow, &noun::CALLS.count(*calls), &percent(rate.fraction()), &next)
            }
            Cause::Faded { required } => text::faded(&percent(required.fraction()), &next),
            Cause::SuccessWhileOpen => text::SUCCESS_WHILE_OPEN.to_owned(),
            Cause::ProbesSucceeded { successes: 1 } => text::PROBE_SUCCEEDED.to_owned(),
            Cause::ProbesSucceeded { successes } => text::probes_succeeded(*successes),
            Cause::ProbeIgnored => text::probe_ignored(&next),
            // A rule that looks at several probes may be met by one that succeeded.
            Cause::ProbeFailed if matches!(self.progress, Some((Outcome::Success, _))) => text::too_many_failed(&next),
            Cause::ProbeFailed => text::probe_failed(&next),
            Cause::LeaseExpired { lease, .. } => text::lease_expired(&span(*lease), &next),
            Cause::LateSuccess { .. } => text::LATE_SUCCESS.to_owned(),
            Cause::LateFailure => text::late_failure(&next),
            Cause::Forced => text::WAS_FORCED.to_owned(),
            Cause::Reset => text::WAS_RESET.to_owned(),
        };
        (tone, head, body, true)
    }
}

/// What a breaker made of a result.
pub(super) fn progress(progress: Progress) -> String {
    match progress {
        // Where one probe is enough, the closing says so.
        Progress::Row { failures: 0, .. }
        | Progress::Several { failures: 0, .. }
        | Progress::Probing { needed: 1, .. }
        | Progress::Waiting { .. }
        | Progress::Forced => String::new(),
        Progress::Row { failures, threshold } => {
            let nth =
                if failures == 1 { text::FIRST_FAILURE.to_owned() } else { text::nth_in_a_row(&ordinal(failures)) };
            text::of_a_row(&nth, threshold)
        }
        Progress::Several { failures, threshold, over } => text::of_several(failures, threshold, &among(over)),
        Progress::Rate { failures, calls, min, rate, .. } if calls < u64::from(min) => {
            text::before_the_minimum(failures, calls, &percent(rate.fraction()), min)
        }
        Progress::Rate { failures, calls, rate, over: Over::Fired(_), .. } => {
            let limit = percent(rate.fraction());
            let (failures, calls) = (noun::FAILURES.count(failures), noun::CALLS.count(calls));
            text::of_fired(&failures, &calls, &limit)
        }
        Progress::Rate { failures, calls, rate, .. } => text::of_a_rate(failures, calls, &percent(rate.fraction())),
        Progress::Probing { successes, needed, .. } => text::of_probes(successes, needed),
    }
}

pub(super) fn late(call: CallId, outcome: Outcome, fate: &str) -> Told {
    let result = match outcome {
        Outcome::Success => text::SUCCESS,
        Outcome::Failure => text::FAILURE,
        Outcome::Ignored => text::RESULT,
    };
    let body = text::late(result, &grouped(call.number), fate);
    (Tone::Stale, text::LATE.to_owned(), body, false)
}

/// Among which calls failures are counted.
fn among(over: Over) -> String {
    match over {
        Over::Calls(1) => text::IN_THE_LAST.to_owned(),
        Over::Calls(of) => text::among_the_last(of),
        Over::Span(window) | Over::Fired(window) | Over::Snapshot { span: window, .. } => text::within(&span(window)),
        Over::All => text::IN_TOTAL.to_owned(),
    }
}
