//! What Why says in the retry lab beside the words of the policies.

use super::{SERVICE, shown};
use crate::play::explain::{Ended, Telling, Told, Tone};
use crate::policy::retry::Reason;
use crate::sim::event::CallOutcome;
use crate::text::retry as text;

/// A call is a read.
pub(super) const TELLING: Telling = Telling { call: text::CALL, ended, ..Telling::NONE };

fn ended(end: &Ended<'_>) -> Option<Told> {
    let (number, attempts, luck) = (end.call.number, end.attempts, end.luck(SERVICE));
    Some(match end.outcome {
        CallOutcome::Success { .. } => {
            let body = text::by_attempt(attempts, shown(end.settings).count("attempts"), &luck);
            (Tone::Ok, text::succeeded(number), body, false)
        }
        CallOutcome::Failed { reason: Some(Reason::NotRetried { .. }), .. } => {
            (Tone::Bad, text::failed_for_good(number), text::not_of_a_kind(attempts, &luck), true)
        }
        _ => (Tone::Bad, text::failed_for_good(number), text::no_attempts_left(attempts, &luck), true),
    })
}
