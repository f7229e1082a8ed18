//! What Why says in the pipeline lab beside the words of the policies.

use super::{ENRICH, ENRICHMENT};
use crate::labs::sensors;
use crate::play::explain::{Ended, Telling, Told, Tone, batch, reason_of};
use crate::policy::FailureKind;
use crate::sim::event::CallOutcome;
use crate::text::batch::tried;
use crate::text::pipeline as text;
use crate::words::grouped;

/// A call is a sensor's read or an enrichment. One that gives its value is told of with its batch, and one that a breaker
/// refused is told of as a fast fail.
pub(super) const TELLING: Telling = Telling { ended, batches: batch::told, ..Telling::NONE };

fn ended(end: &Ended<'_>) -> Option<Told> {
    match end.outcome {
        CallOutcome::FellBack { kind: FailureKind::Refused } => None,
        CallOutcome::FellBack { .. } if end.call.caller == ENRICH => {
            let luck = end.luck.map_or_else(String::new, |luck| format!(" ({})", reason_of(luck, ENRICHMENT)));
            let body = tried(&sensors::tried(end.attempts), &luck);
            Some((Tone::Bad, text::enrichment_failed(&grouped(end.call.number)), body, false))
        }
        _ => sensors::told(end),
    }
}
