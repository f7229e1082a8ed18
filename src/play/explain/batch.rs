//! What became of a batch and of its twin, as sentences.

use core::time::Duration;

use super::{LabId, Told, Tone};
use crate::policy::partial::Lack;
use crate::sim::event::{Event, Services, TwinFate};
use crate::text::noun;
use crate::text::policy::batch as text;
use crate::time::Instant;
use crate::words::{grouped, moment, span};

/// What an event says of a batch, of its twin or of a pipeline; a batch may have been flagged.
pub fn told(lab: LabId, event: &Event, flagged: bool) -> Option<Told> {
    Some(match *event {
        Event::BatchEnded { batch, available, total, unavailable, lack } => {
            let end = if flagged { self::flagged } else { ended };
            end(batch, available, total, unavailable, lack)
        }
        // A restart is told by what the user did; a twin that is down has nothing to tell.
        Event::Twin { fate: TwinFate::Down | TwinFate::Restarted, .. } => return None,
        Event::Twin { batch, fate } => twin(batch, fate),
        Event::Crashed { batch, service, back_at } => {
            crashed(lab.service(service).map_or("", |service| service.name), batch, back_at)
        }
        Event::Restarted { down } => restarted(down),
        _ => return None,
    })
}

/// What a batch came to.
fn ended(batch: u64, available: u32, total: u32, missing: Services, lack: Option<Lack>) -> Told {
    if missing.is_empty() {
        let body = text::all_arrived(total);
        return (Tone::Ok, text::healthy(&grouped(batch)), body, true);
    }
    let names = missing.names(", ");
    if let Some(lack) = lack {
        let needs = match lack {
            Lack::Share { needed } => text::needs_and_has(&noun::VALUES.count(needed.into())),
            Lack::Critical { part } => text::needs_one(part),
        };
        let lost = if available == 0 { "" } else { text::LOST };
        let body = text::lacks(&needs, available, total, &names, lost);
        return (Tone::Bad, text::no_answer(&grouped(batch)), body, true);
    }
    let body = text::without(available, total, &names);
    (Tone::Degraded, text::degraded(&grouped(batch)), body, true)
}

/// What the all-or-nothing twin made of it.
fn twin(batch: u64, fate: TwinFate) -> Told {
    match fate {
        TwinFate::Kept { values } => {
            let body = text::twin_kept(values);
            (Tone::Ok, text::twin_kept_batch(&grouped(batch)), body, false)
        }
        TwinFate::Crashed { sensor } => {
            let body = text::twin_lost(&grouped(batch));
            (Tone::Bad, text::twin_crashed(sensor), body, false)
        }
        TwinFate::Back { after } => {
            let body = text::twin_restarted(&span(after), &grouped(batch));
            (Tone::Ink, text::TWIN_UP.to_owned(), body, false)
        }
        TwinFate::Down | TwinFate::Restarted => (Tone::Bad, text::TWIN.to_owned(), text::in_batch(batch), false),
    }
}

/// A batch that left a pipeline without what the service behind its sensors does.
fn flagged(batch: u64, available: u32, total: u32, missing: Services, _: Option<Lack>) -> Told {
    let names = if missing.is_empty() { String::new() } else { text::and_unavailable(&missing.names(", ")) };
    (Tone::Degraded, text::flagged(&grouped(batch)), text::kept_as_it_is(available, total, &names), true)
}

/// A pipeline that its first failure stopped.
fn crashed(service: &str, batch: u64, back_at: Option<Instant>) -> Told {
    let back = back_at.map_or_else(|| text::BY_HAND.to_owned(), |at| text::up_again_at(&moment(at)));
    (Tone::Bad, text::pipeline_crashed(service), text::all_is_lost(&grouped(batch), &back), true)
}

/// A pipeline that is up again.
fn restarted(down: Duration) -> Told {
    (Tone::Ink, text::PIPELINE_UP.to_owned(), text::was_down(&span(down)), true)
}
