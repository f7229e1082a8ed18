//! What Why says in the retry lab beside the words of the policies.

use super::SERVICE;
use crate::play::explain::{Ended, Telling, Told, Tone};
use crate::policy::retry::Reason;
use crate::sim::event::CallOutcome;

/// A call is a read.
pub(super) const TELLING: Telling = Telling { call: "Read", ended, ..Telling::NONE };

fn ended(end: &Ended<'_>) -> Option<Told> {
    let (number, attempts, luck) = (end.call.number, end.attempts, end.luck(SERVICE));
    Some(match end.outcome {
        CallOutcome::Success { .. } => {
            let body = format!("attempt {attempts} of {}{luck}.", end.settings.count("attempts"));
            (Tone::Ok, format!("Read {number} succeeded:"), body, false)
        }
        CallOutcome::Failed { reason: Some(Reason::NotRetried { .. }), .. } => {
            let body = format!("attempt {attempts} failed{luck}. A failure of this kind is not tried again.");
            (Tone::Bad, format!("Read {number} failed permanently:"), body, true)
        }
        _ => {
            let body = format!("attempt {attempts} of {attempts} failed{luck}. No attempts left.");
            (Tone::Bad, format!("Read {number} failed permanently:"), body, true)
        }
    })
}
