//! What Why says in the stack lab beside the words of the policies.

use super::{Kind, layers, name};
use crate::play::explain::{Ended, Telling, Told, Tone};
use crate::play::{Settings, kinds};
use crate::policy::FailureKind;
use crate::policy::retry::Reason;
use crate::sim::event::{CallId, CallOutcome};
use crate::text::noun;
use crate::text::stack as text;

/// Attempts have lines of their own, so a full answer needs none.
pub(super) const TELLING: Telling =
    Telling { attempts: true, subject: text::attempt_of, layer, answered, ended, ..Telling::NONE };

/// Which of several retries waits, and which limit it is whose time is over.
fn layer(settings: &Settings, place: u32) -> String {
    let kinds = layers(settings);
    let index = place as usize - 1;
    let is_told = kinds.get(index).is_some_and(|kind| match kind {
        Kind::Retry => is_one_of_several(&kinds, Kind::Retry),
        Kind::Timeout | Kind::Deadline => true,
        Kind::Degrade | Kind::Breaker => false,
    });
    name(&kinds, index).filter(|_| is_told).map_or_else(String::new, |name| text::at_layer(&name))
}

fn is_one_of_several(kinds: &[Kind], kind: Kind) -> bool {
    kinds.iter().filter(|one| **one == kind).count() > 1
}

/// What the layers outside do not see: a fallback inside them, and which of several retries has given up.
fn answered(settings: &Settings, call: CallId, place: u32, outcome: CallOutcome) -> Option<Told> {
    let kinds = layers(settings);
    let index = place as usize - 1;
    let own = name(&kinds, index)?;
    let outside = index.checked_sub(1).and_then(|index| name(&kinds, index));
    match (kinds.get(index)?, outcome) {
        (Kind::Degrade, CallOutcome::FellBack { kind }) => {
            let outside = outside?;
            let body = text::hidden(kinds::words(kind), &outside);
            Some((Tone::Degraded, text::replaced(call.number), body, false))
        }
        (Kind::Retry, CallOutcome::Failed { reason: Some(reason), .. }) => {
            let body = match reason {
                Reason::Exhausted { attempts } if is_one_of_several(&kinds, Kind::Retry) => {
                    text::exhausted(&noun::ATTEMPTS.count(u64::from(attempts)), outside.as_deref())
                }
                Reason::NotRetried { kind: FailureKind::Refused } => text::FINAL.to_owned(),
                _ => return None,
            };
            Some((Tone::Bad, text::gives_up(&own, call.number), body, false))
        }
        _ => None,
    }
}

fn ended(end: &Ended<'_>) -> Option<Told> {
    let (call, attempts) = (end.call.number, noun::ATTEMPTS.count(u64::from(end.attempts)));
    Some(match end.outcome {
        CallOutcome::Success { .. } => return None,
        CallOutcome::FellBack { kind } => {
            (Tone::Degraded, text::degraded(call), text::last_value(kinds::words(kind), &attempts), true)
        }
        CallOutcome::Failed { kind, .. } => {
            (Tone::Bad, text::failed(call), text::to_the_caller(kinds::words(kind), &attempts), true)
        }
        CallOutcome::Refused => (Tone::Fast, text::refused(call), text::REFUSED_TO_THE_CALLER.to_owned(), true),
    })
}
