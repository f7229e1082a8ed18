//! Theory of a stack: what one call can cost at most, whatever the luck.

use core::time::Duration;

use super::picture::Sample;
use super::{Kind, layers};
use crate::labs::waits::backoff;
use crate::play::{Fact, Settings};
use crate::policy::FailureKind;
use crate::text::noun;
use crate::text::stack as text;
use crate::words::{grouped, span};

/// What one call can cost at most. Luck and a breaker can only spare it some of that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Attempts at the service.
    pub attempts: u64,
    /// Waits of its retries.
    pub waited: Duration,
    /// From its start to its answer.
    pub held: Duration,
}

/// The bounds of an order, from the service outwards: a retry asks what is inside it again and again and waits between,
/// so each multiplies; a limit ends what takes longer, if it ends anything.
pub fn bounds(kinds: &[Kind], settings: &Settings) -> Bounds {
    let hang = if settings.number("outage-for") > 0.0 { settings.span("hang") } else { Duration::ZERO };
    let attempts = settings.count("attempts");
    let service = Bounds { attempts: 1, waited: Duration::ZERO, held: settings.span("latency").max(hang) };
    let ends = settings.choice("expired") != "await";
    kinds.iter().rev().fold(service, |inside, kind| match kind {
        Kind::Retry => {
            let own = waits(settings);
            let again = |once: Duration| once.saturating_mul(attempts).saturating_add(own);
            Bounds {
                attempts: inside.attempts.saturating_mul(u64::from(attempts)),
                waited: again(inside.waited),
                held: again(inside.held),
            }
        }
        Kind::Timeout | Kind::Deadline if ends => {
            let limit = settings.span(if *kind == Kind::Timeout { "timeout" } else { "deadline" });
            Bounds { waited: inside.waited.min(limit), held: inside.held.min(limit), ..inside }
        }
        Kind::Degrade | Kind::Breaker | Kind::Timeout | Kind::Deadline => inside,
    })
}

/// All waits of a retry that gives up, at their longest. There is none after the last attempt.
fn waits(settings: &Settings) -> Duration {
    let Ok(backoff) = backoff(settings) else { return Duration::ZERO };
    let asked = settings.mix("mix").share(FailureKind::RateLimited) > 0.0;
    let after = if asked { settings.span("after") } else { Duration::ZERO };
    let longest = (1..settings.count("attempts")).map(|retry| backoff.band(retry).1.max(after));
    longest.fold(Duration::ZERO, Duration::saturating_add)
}

/// The bounds beside the most that was seen since they have been these.
pub(super) fn facts(sample: &Sample, settings: &Settings) -> Vec<Fact> {
    let bounds = bounds(&layers(settings), settings);
    let calls = noun::CALLS.count(sample.calls);
    let seen = |most: String| if sample.calls == 0 { "–".to_owned() } else { text::of_calls(&most, &calls) };
    let fact =
        |label: &str, expected, most| Fact { label: label.to_owned(), expected, seen: seen(most), since: sample.since };
    vec![
        fact(text::MOST_ATTEMPTS, grouped(bounds.attempts), grouped(sample.attempts)),
        fact(text::LONGEST_WAIT, span(bounds.waited), span(sample.waited)),
        fact(text::LONGEST_HELD, span(bounds.held), span(sample.held)),
    ]
}
