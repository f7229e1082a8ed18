//! What became of a batch and of its twin, as sentences.

use super::{Told, Tone};
use crate::policy::partial::Lack;
use crate::sim::event::{Services, TwinFate};
use crate::words::{count, grouped, span};

/// What a batch came to.
pub(super) fn ended(batch: u64, available: u32, total: u32, missing: Services, lack: Option<Lack>) -> Told {
    if missing.is_empty() {
        let body = format!("all {total} values arrived.");
        return (Tone::Ok, format!("Batch {} healthy:", grouped(batch)), body, true);
    }
    let names = missing.names(", ");
    if let Some(lack) = lack {
        let needs = match lack {
            Lack::Share { needed } => format!("it needs {} and has", count(needed.into(), "value", "values")),
            Lack::Critical { part } => format!("it needs S{part}, which is missing; it has"),
        };
        let lost = if available == 0 { "" } else { " What arrived is lost." };
        let body = format!("{needs} {available} of {total}. Unavailable: {names}.{lost}");
        return (Tone::Bad, format!("Batch {} is no answer:", grouped(batch)), body, true);
    }
    let body = format!("{available} of {total} values. Unavailable: {names}.");
    (Tone::Degraded, format!("Batch {} degraded:", grouped(batch)), body, true)
}

/// What the all-or-nothing twin made of it.
pub(super) fn twin(batch: u64, fate: TwinFate) -> Told {
    match fate {
        TwinFate::Kept { values } => {
            let body = format!("all {values} values arrived, so it kept them.");
            (Tone::Ok, format!("Twin kept batch {}:", grouped(batch)), body, false)
        }
        TwinFate::Crashed { sensor } => {
            let body = format!("in batch {}; without fallbacks the whole batch is lost.", grouped(batch));
            (Tone::Bad, format!("Twin crashed at S{sensor}"), body, false)
        }
        TwinFate::Back { after } => {
            let body = format!("its restart took {}. It reads batch {}.", span(after), grouped(batch));
            (Tone::Ink, "Twin is up again:".to_owned(), body, false)
        }
        TwinFate::Down | TwinFate::Restarted => (Tone::Bad, "Twin".to_owned(), format!("in batch {batch}."), false),
    }
}
