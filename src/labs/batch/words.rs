//! What Why says in the batch lab beside the words of the policies.

use super::NAMES;
use crate::play::explain::{Ended, Telling, Told, Tone};
use crate::sim::event::CallOutcome;

/// A call is a sensor's read. One that gives its value is told of with its batch.
pub(super) const TELLING: Telling = Telling { ended, ..Telling::NONE };

fn ended(end: &Ended<'_>) -> Option<Told> {
    if !matches!(end.outcome, CallOutcome::FellBack { .. }) {
        return None;
    }
    let name = NAMES.get(end.call.caller as usize).copied().unwrap_or("sensor");
    let tried = match end.attempts {
        1 => "its only attempt failed".to_owned(),
        2 => "both attempts failed".to_owned(),
        attempts => format!("all {attempts} attempts failed"),
    };
    let body = format!("{tried}{}.", end.luck(end.call.caller));
    Some((Tone::Unavailable, format!("{name} unavailable:"), body, false))
}
