//! What the settings amount to, as far as the checklist asks: a wall between two kinds of work, and a timeout for reports.

use crate::play::Settings;
use crate::play::practice::{By, Limit, Part, Pool, Practice, Switch};

/// The lab's practice.
pub(super) fn practice(settings: &Settings) -> Practice {
    let limit = settings.number("timeout");
    let timeout = if limit > 0.0 {
        Part::On(Limit {
            seconds: By::at(limit, "timeout"),
            frees: Switch::fixed(true),
            levels: None,
            passed_on: None,
            answers: false,
        })
    } else {
        Part::off("timeout", "5")
    };
    // Behind the wall the quick calls need room for their own load only.
    let orders = settings.count("workers").saturating_sub(settings.count("own")).max(1);
    let wanted = settings.number("orders") * settings.number("orders-take");
    let pool = match settings.choice("isolation") {
        "none" => Part::off("isolation", "strict"),
        _ => Part::On(Pool { limit: By::fixed(orders), wanted, returns: Switch::fixed(true) }),
    };
    Practice { timeout, pool, several: true, ..Practice::none(settings) }
}
