//! What Why says in the bulkhead lab: who found a worker, who waits, and who is turned away by what. Behind a wall, what
//! happens in the one pool beside it is told, too.

use super::picture::{Picture, Turn, Turned};
use super::{ORDERS, REPORTS};
use crate::play::Run;
use crate::play::explain::{Line, Telling, Tone};
use crate::text::bulkhead as text;
use crate::text::noun;
use crate::words::span;

/// Single calls are too many to be told.
pub(super) const TELLING: Telling = Telling { call: text::CALL, together: Some(lines), ..Telling::NONE };

/// Lines have numbers from here on, which no run has events for: those of the run, and those of the run beside it.
const OWN: u64 = 1 << 48;
const BESIDE: u64 = 1 << 49;

fn lines(run: &Run) -> Vec<Line> {
    let Some(picture) = run.picture().of::<Picture>() else { return Vec::new() };
    let own = picture.turned.iter().rev().map(|turned| line(turned, OWN, ""));
    let beside = run.baseline().and_then(|picture| picture.of::<Picture>()).filter(|_| picture.has_wall());
    let beside = beside.into_iter().flat_map(|picture| picture.turned.iter().rev());
    // What the limiter does is the same on both sides.
    let beside =
        beside.filter(|turned| tells_of_the_pool(turned.turn)).map(|turned| line(turned, BESIDE, text::IN_ONE_POOL));
    let mut all: Vec<Line> = own.chain(beside).collect();
    all.sort_by_key(|line| core::cmp::Reverse((line.at, line.id)));
    all
}

const fn tells_of_the_pool(turn: Turn) -> bool {
    matches!(turn, Turn::AllBusy { .. } | Turn::Free { .. } | Turn::NoPlace { kind: ORDERS, .. })
}

fn line(turned: &Turned, from: u64, place: &str) -> Line {
    let (tone, head, body, spoken) = told(turned.turn, place);
    let Turned { at, count, id, .. } = *turned;
    Line { at, tone, head, body, count, spoken: spoken && from == OWN, id: id + from }
}

/// A call of a kind at the beginning of a sentence.
const fn call(kind: usize) -> &'static str {
    if kind == ORDERS { text::AN_ORDER } else { text::A_REPORT }
}

/// The kind at the beginning of a sentence.
const fn all(kind: usize) -> &'static str {
    if kind == ORDERS { text::ORDERS } else { text::REPORTS }
}

fn told(turn: Turn, place: &str) -> (Tone, String, String, bool) {
    match turn {
        Turn::Full { kind, workers } => {
            let tone = if kind == REPORTS { Tone::Wait } else { Tone::Bad };
            let body = if kind == REPORTS { text::reports_full(workers) } else { text::orders_full(workers) };
            (tone, text::are_full(all(kind)), body, true)
        }
        Turn::AllBusy { workers, reports } => {
            let body = text::all_busy(&noun::WORKERS.count(workers.into()), reports);
            (Tone::Bad, text::pool_is_full(place), body, true)
        }
        Turn::Free { kind, after } => {
            let head = kind.map_or_else(|| text::pool_has_room(place), |kind| text::have_room(all(kind)));
            (Tone::Ok, head, text::was_full(&span(after)), kind != Some(REPORTS))
        }
        Turn::Served { kind, held: (held, of) } => (Tone::Ok, text::served(call(kind)), text::held(held, of), false),
        Turn::Waits { kind, queued } => (Tone::Wait, text::waits(call(kind)), text::in_the_queue(queued.into()), false),
        Turn::NoPlace { kind, taken: (busy, queued), walled } => {
            let body = if walled {
                text::no_place_behind(all(kind), busy, queued)
            } else {
                text::no_place(&noun::WORKERS.count(busy.into()), queued)
            };
            (Tone::Fast, text::refused(call(kind), place), body, false)
        }
        Turn::Limited { wait } => (Tone::Fast, text::LIMITED_HEAD.to_owned(), text::next_token(&span(wait)), false),
        Turn::Moved { kind, limits: (before, now) } => {
            let body = if now < before { text::LOWERED } else { text::RAISED };
            (Tone::Ink, text::moved(all(kind), before, now), body.to_owned(), true)
        }
        Turn::NoConnection { in_use } => {
            (Tone::Fast, text::refused(text::A_REPORT, ""), text::no_connection(in_use), false)
        }
        Turn::Opened { in_use, evicted } => {
            let body = if evicted { text::OTHER_KEY.to_owned() } else { text::now_in_use(in_use) };
            (Tone::Ink, text::OPENED.to_owned(), body, false)
        }
        Turn::Closed { in_use } => (Tone::Bad, text::CLOSED.to_owned(), text::will_be_replaced(in_use), false),
        Turn::TimedOut { limit } => (Tone::Bad, text::TIMED_OUT.to_owned(), text::worker_is_free(&span(limit)), false),
        Turn::Failed { kind } => (Tone::Bad, text::failed(call(kind)), text::SERVICE_DOWN.to_owned(), false),
    }
}
