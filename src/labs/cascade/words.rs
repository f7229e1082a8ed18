//! What Why says in the cascade lab: how it climbs from service to service, and what protects.

use super::picture::{Picture, Turn, Turned, name};
use super::{A, B, C, D, FAILURES, RESET};
use crate::play::Run;
use crate::play::explain::{Line, Telling, Tone};
use crate::policy::breaker::State;
use crate::text::cascade as text;
use crate::words::span;

/// Single requests are too many to be told.
pub(super) const TELLING: Telling = Telling { call: text::REQUEST, together: Some(lines), ..Telling::NONE };

fn lines(run: &Run) -> Vec<Line> {
    let Some(picture) = run.picture().of::<Picture>() else { return Vec::new() };
    picture.turned.iter().rev().map(line).collect()
}

fn line(turned: &Turned) -> Line {
    let (tone, head, body, spoken) = told(turned.turn);
    Line { at: turned.at, tone, head, body, count: turned.count, spoken, id: turned.id }
}

/// Where a request was going, as it is called.
fn request(route: usize) -> &'static str {
    [text::TO_B, text::TO_D, text::TO_STATUS].get(route).copied().unwrap_or_default()
}

/// B or D.
const fn between(route: usize) -> usize {
    if route == 0 { B } else { D }
}

fn told(turn: Turn) -> (Tone, String, String, bool) {
    match turn {
        Turn::Full { service, workers, waiting: [b, d] } => {
            let body = match service {
                A => text::a_is_full(workers, b, d),
                C => text::c_is_full(workers, b + d),
                _ => text::between_is_full(name(service), workers, if service == B { b } else { d }),
            };
            (Tone::Bad, text::is_full(name(service)), body, service == A)
        }
        Turn::Free { service, after } => {
            (Tone::Ok, text::is_free(name(service)), text::was_full(&span(after)), service == A)
        }
        Turn::NoRoom { service, route, taken: (workers, queued) } => {
            let body = text::no_room(name(service), workers, queued);
            (Tone::Fast, text::refused(request(route)), body, false)
        }
        Turn::Walled { route } => {
            (Tone::Fast, text::refused(request(route)), text::walled(name(between(route))), false)
        }
        Turn::FastFail { route } => {
            (Tone::Fast, text::refused(request(route)), text::fast_fail(name(between(route))), false)
        }
        Turn::TimedOut { service, limit } => {
            (Tone::Bad, text::timed_out(name(service)), text::no_answer(&span(limit)), false)
        }
        Turn::Breaker { route, from, to } => {
            let (tone, head, body) = match to {
                State::Closed => {
                    (Tone::Closed, text::breaker_closed(name(between(route))), text::PROBE_ANSWERED.to_owned())
                }
                State::HalfOpen => {
                    (Tone::HalfOpen, text::breaker_half_open(name(between(route))), text::one_probe(&span(RESET)))
                }
                State::Open | State::ForcedOpen => {
                    let why =
                        if from == State::HalfOpen { text::PROBE_FAILED.to_owned() } else { text::in_a_row(FAILURES) };
                    (Tone::Open, text::breaker_open(name(between(route))), why)
                }
            };
            (tone, head, body, true)
        }
        Turn::Failed { route } => (Tone::Bad, text::failed(request(route)), text::FAILED_BEHIND.to_owned(), false),
    }
}
