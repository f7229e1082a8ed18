//! What Why says in the dashboard lab: what breakers did, which alerts were sent and held back, and what batches lack.

use super::picture::{Picture, Turn, Turned, name};
use crate::play::Run;
use crate::play::explain::{Line, Telling, Tone};
use crate::policy::alert::Rule;
use crate::policy::breaker::State;
use crate::sim::event::breaker::Cause;
use crate::text::dashboard as text;
use crate::words::{grouped, moment, percent, span};

/// Single calls are too many to be told.
pub(super) const TELLING: Telling =
    Telling { call: text::CALL, together: Some(lines), breakers: false, ..Telling::NONE };

fn lines(run: &Run) -> Vec<Line> {
    let Some(picture) = run.picture().of::<Picture>() else { return Vec::new() };
    picture.turned.iter().rev().map(line).collect()
}

fn line(turned: &Turned) -> Line {
    let (tone, head, body, spoken) = told(&turned.turn);
    Line { at: turned.at, tone, head, body, count: turned.count, spoken, id: turned.id }
}

fn told(turn: &Turn) -> (Tone, String, String, bool) {
    match turn {
        Turn::Breaker { name, to, cause, probe_at } => {
            let why = because(*cause);
            match to {
                State::Closed => (Tone::Closed, text::closed(name), why, true),
                State::HalfOpen => (Tone::HalfOpen, text::half_open(name), why, false),
                State::Open | State::ForcedOpen => {
                    let until = probe_at.map_or_else(String::new, |at| text::probe_from(&moment(at)));
                    (Tone::Open, text::opened(name), why + &until, true)
                }
            }
        }
        Turn::Sent(told) => {
            let alert = &told.raised.alert;
            let action = alert.rule.action();
            (
                Tone::Ink,
                text::alert_sent(&alert.rule.severity().to_string()),
                text::reason(&alert.to_string(), action),
                true,
            )
        }
        Turn::Held { subject, rule } => {
            (Tone::Stale, text::alert_held(subject), text::held_because(rule_words(rule)), false)
        }
        Turn::Degraded { batch, available, lacking } => {
            let head = text::batch_degraded(&grouped(*batch));
            (Tone::Degraded, head, text::batch_lacks(*available, &lacking.names(", ")), false)
        }
        Turn::RefusedWell { row } => (Tone::Fast, text::refused(name(*row)), text::REFUSED_WELL.to_owned(), false),
    }
}

/// A rule in a few words.
pub(super) fn rule_words(rule: &str) -> &'static str {
    match rule {
        "open_too_long" => text::RULE_OPEN_LONG,
        "flapping" => text::RULE_FLAPS,
        "batch_degraded" => text::RULE_BATCH,
        _ => text::RULE_FAILING,
    }
}

/// The key of a rule in attributes: that of its limit.
pub fn key(rule: Rule) -> &'static str {
    match rule {
        Rule::OpenTooLong { .. } => "open-long",
        Rule::Flapping { .. } => "flaps",
        Rule::BatchDegraded { .. } => "batch",
        Rule::FailureRateHigh { .. } | Rule::HighButClosed { .. } | Rule::OpenAgain { .. } => "failing",
    }
}

fn because(cause: Cause) -> String {
    match cause {
        Cause::Row { failures, .. } => text::in_a_row(failures),
        Cause::Rate { failures, calls, rate, .. } => text::share_failed(failures, calls, &percent(rate.fraction())),
        Cause::WaitOver { wait, .. } => text::wait_over(&span(wait)),
        Cause::ProbesSucceeded { successes } => text::probes_passed(successes),
        Cause::LateSuccess { .. } => text::LATE_SUCCESS.to_owned(),
        Cause::LateFailure => text::LATE_FAILURE.to_owned(),
        _ => text::PROBE_FAILED.to_owned(),
    }
}
