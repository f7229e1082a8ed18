//! What Why says in the breaker lab beside the words of the policies.

use super::{ignored_succeeds, is_without};
use crate::play::Settings;
use crate::play::explain::Telling;
use crate::sim::event::breaker::Progress;
use crate::text::breaker as text;
use crate::words::percent;

/// A call has one attempt, whose end tells all.
pub(super) const TELLING: Telling = Telling { attempts: true, recovered, ignored, ..Telling::NONE };

/// If at least every other probe fails, the breaker may stay open although the service has recovered.
fn recovered(settings: &Settings) -> Option<String> {
    let failure = settings.number("failure");
    let may_fail = !is_without(settings) && failure >= 0.5;
    may_fail.then(|| text::may_fail(&percent(failure)))
}

fn ignored(settings: &Settings, made: Progress) -> &'static str {
    match (settings.choice("ignored"), made) {
        _ if ignored_succeeds(settings) => text::IGNORED_COUNTS,
        // The opening that follows says so.
        ("open", Progress::Probing { .. }) => "",
        _ => text::IGNORED_DROPPED,
    }
}
