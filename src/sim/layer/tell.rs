//! Decisions of policies as events.

use core::time::Duration;

use super::{Context, Effect};
use crate::sim::event::{Decided, Event};

/// The event of a decision about the present call.
pub(super) const fn decided(
    at: Context,
    policy: &'static str,
    rule: &'static str,
    numbers: Vec<(&'static str, f64)>,
) -> Effect {
    Effect::Emit(Event::Decided(Decided { policy, rule, call: at.call, numbers }))
}

/// A span in milliseconds, as a number of a decision.
pub(super) fn millis(span: Duration) -> f64 {
    span.as_secs_f64() * 1e3
}
