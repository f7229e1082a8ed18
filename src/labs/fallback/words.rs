//! What Why says in the fallback lab: which step answered, why those above it did not, and what becomes of writes.

use super::picture::{Picture, Turn, Turned};
use crate::play::Run;
use crate::play::explain::{Line, Telling, Tone};
use crate::text::fallback as text;
use crate::words::{grouped, span};

/// Steps tell more than calls.
pub(super) const TELLING: Telling = Telling { call: text::CALL, together: Some(lines), ..Telling::NONE };

fn lines(run: &Run) -> Vec<Line> {
    let Some(picture) = run.picture().of::<Picture>() else { return Vec::new() };
    picture.turned.iter().rev().map(|turned| line(turned, picture)).collect()
}

fn line(turned: &Turned, picture: &Picture) -> Line {
    let (tone, head, body, spoken) = told(turned, picture);
    Line { at: turned.at, tone, head, body, count: turned.count, spoken, id: turned.id }
}

/// Which parts came, where a batch was asked for.
fn of_parts((came, of): (u32, u32)) -> String {
    if of > 1 { text::only_parts(came, of) } else { String::new() }
}

fn told(turned: &Turned, picture: &Picture) -> (Tone, String, String, bool) {
    let call = grouped(turned.call);
    let plain = |tone, head: &str, body: String| (tone, head.to_owned(), body, false);
    match turned.turn {
        Turn::Full { write: false } => plain(Tone::Ok, text::FULL_HEAD, text::FULL_BODY.to_owned()),
        Turn::Full { write: true } => plain(Tone::Ok, text::WRITTEN_HEAD, text::FULL_BODY.to_owned()),
        Turn::Partial { parts, of } => {
            (Tone::Degraded, text::PARTIAL_HEAD.to_owned(), text::partial_body(parts, of), true)
        }
        Turn::Degraded { write: false, parts: (came, of) } if came < of => {
            (Tone::Degraded, text::DEGRADED_HEAD.to_owned(), text::degraded_part(came, of), true)
        }
        Turn::Degraded { write: false, .. } => {
            (Tone::Degraded, text::DEGRADED_HEAD.to_owned(), text::DEGRADED_BODY.to_owned(), true)
        }
        Turn::Degraded { write: true, .. } => {
            plain(Tone::Degraded, text::DEGRADED_WRITE_HEAD, text::DEGRADED_WRITE_BODY.to_owned())
        }
        Turn::Cached { age, first: true, .. } => {
            plain(Tone::Stale, text::CACHED_HEAD, text::cached_first(&span(age), &span(picture.fresh()[0])))
        }
        Turn::Cached { age, stale, .. } => {
            let [fresh, allowed] = picture.fresh();
            let body = if stale.is_zero() {
                text::cached_fresh(&span(age), &span(fresh))
            } else {
                text::cached_stale(&span(age), &span(fresh), &span(allowed))
            };
            (Tone::Stale, text::CACHED_HEAD.to_owned(), body, true)
        }
        Turn::Fixed => (Tone::Degraded, text::FIXED_HEAD.to_owned(), text::FIXED_BODY.to_owned(), true),
        Turn::Failed => (Tone::Bad, text::failed_head(&call), text::FAILED_BODY.to_owned(), true),
        Turn::WriteFailed => (Tone::Bad, text::write_failed_head(&call), text::WRITE_FAILED_BODY.to_owned(), true),
        Turn::Kept { waiting, .. } => (Tone::Bad, text::kept_head(&call), text::kept_body(&grouped(waiting)), true),
        Turn::NoRoom { room } => (Tone::Bad, text::lost_head(&call), text::lost_body(&grouped(room)), true),
        Turn::ServiceMissed { down, parts } => {
            let body = if down { text::SERVICE_DOWN.to_owned() } else { text::by_chance(&of_parts(parts)) };
            plain(Tone::Bad, text::SERVICE_MISSED, body)
        }
        Turn::ReplicaMissed { down, parts } => {
            let body = if down { text::REPLICA_DOWN.to_owned() } else { text::by_chance(&of_parts(parts)) };
            plain(Tone::Bad, text::REPLICA_MISSED, body)
        }
        Turn::Empty => plain(Tone::Unavailable, text::EMPTY_HEAD, text::EMPTY_BODY.to_owned()),
        Turn::TooOld { age } => {
            let [fresh, stale] = picture.fresh();
            let limit = span(fresh.saturating_add(stale));
            plain(Tone::Unavailable, text::TOO_OLD_HEAD, text::too_old(&span(age), &limit))
        }
        Turn::Replay { letters } => (Tone::Ink, text::REPLAY_HEAD.to_owned(), text::replay_body(letters), true),
        Turn::Replayed { waited } => plain(Tone::Ok, &text::replayed_head(&call), text::replayed_body(&span(waited))),
        Turn::CameBack => plain(Tone::Bad, &text::came_back_head(&call), text::CAME_BACK_BODY.to_owned()),
        Turn::Rings { below } => (Tone::Bad, text::RINGS_HEAD.to_owned(), text::rings_body(below), true),
        Turn::Quiet => (Tone::Ok, text::QUIET_HEAD.to_owned(), text::QUIET_BODY.to_owned(), true),
    }
}
