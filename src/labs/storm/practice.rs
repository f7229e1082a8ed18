//! What the settings amount to, as far as the checklist asks: a retry, a limit for all retries, under load a timeout.

use super::{World, backoff};
use crate::labs::waits::retrying;
use crate::play::Settings;
use crate::play::practice::{By, Layer, Limit, Order, Part, Practice, Switch};
use crate::policy::Kinds;

/// The lab's practice.
pub(super) fn practice(settings: &Settings) -> Practice {
    let world = World::of(settings);
    let kinds = By::fixed(Kinds::TRANSIENT);
    let retry = match (world, settings.count("attempts")) {
        // Who contends tries until it has written.
        (World::Contention, _) => {
            let mut retry = retrying(settings, By::fixed(None).through(Some("world")), kinds, None);
            // Its first wait is a step further.
            retry.first.is = backoff(settings).map_or(retry.first.is, |backoff| backoff.base().as_secs_f64());
            Part::On(retry)
        }
        (_, 1) => Part::off("attempts", "5"),
        (_, attempts) => Part::On(retrying(settings, By::at(Some(attempts), "attempts"), kinds, None)),
    };
    let budget = if settings.choice("budget") == "none" { Part::off("budget", "budget") } else { Part::On("budget") };
    let timeout = if world == World::Load {
        Part::On(Limit {
            seconds: By::at(settings.number("patience"), "patience"),
            frees: Switch::fixed(true),
            levels: None,
            passed_on: None,
            answers: false,
        })
    } else {
        Part::Absent
    };
    let order = Order::fixed(&[(Layer::Retry, retry.is_on()), (Layer::Timeout, timeout.is_on())]);
    Practice { retry, budget, timeout, order, ..Practice::none(settings) }
}
