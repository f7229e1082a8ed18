//! What Why says in the batch lab beside the words of the policies.

use super::NAMES;
use crate::play::explain::{Ended, Telling, Told, Tone};
use crate::sim::event::CallOutcome;
use crate::text::batch as text;

/// A call is a sensor's read. One that gives its value is told of with its batch.
pub(super) const TELLING: Telling = Telling { ended, ..Telling::NONE };

fn ended(end: &Ended<'_>) -> Option<Told> {
    if !matches!(end.outcome, CallOutcome::FellBack { .. }) {
        return None;
    }
    let name = NAMES.get(end.call.caller as usize).copied().unwrap_or(text::A_SENSOR);
    let tried = match end.attempts {
        1 => text::ONLY_ATTEMPT.to_owned(),
        2 => text::BOTH_ATTEMPTS.to_owned(),
        attempts => text::all_attempts(attempts),
    };
    let body = text::tried(&tried, &end.luck(end.call.caller));
    Some((Tone::Unavailable, text::unavailable(name), body, false))
}
