//! What Why says in the clinic: what the breakers do, what becomes of calls, and how it ended.

use super::picture::{Picture, Turn, Turned, name};
use crate::decimal::fixed;
use crate::play::Run;
use crate::play::explain::{Line, Telling, Tone};
use crate::policy::breaker::{RejectReason, State};
use crate::sim::event::breaker::Cause;
use crate::text::clinic as text;
use crate::words::span;

/// Single calls are too many to be told.
pub(super) const TELLING: Telling = Telling { call: text::CALL, together: Some(lines), ..Telling::NONE };

fn lines(run: &Run) -> Vec<Line> {
    let Some(picture) = run.picture().of::<Picture>() else { return Vec::new() };
    picture.turned.iter().rev().map(line).collect()
}

fn line(turned: &Turned) -> Line {
    let (tone, head, body, spoken) = told(turned.turn);
    Line { at: turned.at, tone, head, body, count: turned.count.into(), spoken, id: turned.id }
}

fn of_breaker(service: usize, to: State, cause: Cause) -> (Tone, String, String) {
    let name = name(service);
    let why = match cause {
        Cause::Row { failures, .. } => text::in_a_row(failures),
        Cause::Rate { failures, calls, .. } => text::by_share(failures, calls),
        Cause::ProbeFailed => text::PROBE_FAILED.to_owned(),
        Cause::ProbesSucceeded { successes } => text::successes(successes),
        Cause::WaitOver { wait, .. } if to == State::Closed => text::closed_untested(&span(wait)),
        Cause::WaitOver { wait, .. } => text::wait_over(&span(wait)),
        _ => text::BY_ITSELF.to_owned(),
    };
    match to {
        State::Closed => (Tone::Closed, text::closed(name), why),
        State::HalfOpen => (Tone::HalfOpen, text::half_open(name), why),
        State::Open | State::ForcedOpen => (Tone::Open, text::opened(name), why),
    }
}

/// A share of a thousand in per cent.
pub(super) fn percent(permille: u64) -> String {
    fixed(permille as f64 / 10.0, 0)
}

fn told(turn: Turn) -> (Tone, String, String, bool) {
    let (tone, head, body, spoken) = match turn {
        Turn::Breaker { service, to, cause } => {
            let (tone, head, body) = of_breaker(service, to, cause);
            return (tone, head, body, true);
        }
        Turn::SecondProbe => (Tone::Bad, text::SECOND_PROBE, text::SAME_MOMENT.to_owned(), false),
        Turn::Refused { service, reason } => {
            let why = match reason {
                RejectReason::ProbesBusy => text::PROBES_BUSY,
                RejectReason::ProbesUsed => text::PROBES_USED,
                RejectReason::Open | RejectReason::ForcedOpen => text::IS_OPEN,
            };
            return (Tone::Fast, text::call_refused(name(service)), why.to_owned(), false);
        }
        Turn::NoPlace { service, connection } => {
            let why = if connection { text::NO_CONNECTION } else { text::NO_PLACE };
            return (Tone::Fast, text::call_refused(name(service)), why.to_owned(), false);
        }
        Turn::Failed { service, attempts } => {
            return (Tone::Bad, text::call_failed(name(service)), text::after_attempts(attempts), false);
        }
        Turn::Late { after } => (Tone::Bad, text::CAME_LATE, text::nobody_waits(&span(after)), false),
        Turn::StoodIn { flagged: true } => (Tone::Ok, text::STOOD_IN, text::FLAGGED.to_owned(), false),
        Turn::StoodIn { flagged: false } => (Tone::Bad, text::STOOD_IN, text::UNFLAGGED.to_owned(), false),
        Turn::Crashed { down } => (Tone::Bad, text::CRASHED, text::down_for(&span(down)), true),
        Turn::Alerted { after } => (Tone::Open, text::ALERTED, text::open_for(&span(after)), true),
        Turn::Moved => (Tone::Ok, text::MOVED, text::BY_HAND.to_owned(), true),
        Turn::Leaked { leaked, of } => (Tone::Bad, text::LEAKED, text::lost(leaked, of), false),
        Turn::TimedOut { limit } => (Tone::Bad, text::TIMED_OUT, text::no_answer(&span(limit)), false),
        Turn::Ended { answered, avoided, reached } => {
            let head = if reached { text::REACHED } else { text::MISSED };
            let tone = if reached { Tone::Ok } else { Tone::Bad };
            (tone, head, text::score(&percent(answered), &percent(avoided)), true)
        }
    };
    (tone, head.to_owned(), body, spoken)
}
