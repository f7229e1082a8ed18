//! What the settings amount to, as far as the checklist asks: three switches, each with its numbers, in a fixed order.

use super::is_on;
use crate::play::Settings;
use crate::play::practice::{By, Degrading, Guard, Layer, Order, Part, Practice, Retrying, Switch, Trip};
use crate::policy::Kinds;

/// The lab's practice.
pub(super) fn practice(settings: &Settings) -> Practice {
    let on = |switch| is_on(settings, switch);
    let retry = match settings.count("attempts") {
        _ if !on("retry") => Part::off("retry", "1"),
        1 => Part::off("attempts", "3"),
        attempts => Part::On(Retrying {
            attempts: By::at(Some(attempts), "attempts"),
            layers: 1,
            kinds: By::fixed(Kinds::TRANSIENT),
            leaves_refused: Switch::fixed(true),
            grows: Switch::fixed(true),
            factor: By::fixed(Some(2.0)),
            first: By::at(settings.number("base"), "base"),
            cap: By::fixed(30.0),
            jitter: Switch::fixed(false),
        }),
    };
    let breaker = if on("breaker") {
        Part::On(Guard {
            trip: Trip::Failures(By::at(settings.count("threshold"), "threshold")),
            reset: By::at(settings.number("reset"), "reset"),
            probes: By::fixed(Some(1)),
            can_close: Switch::fixed(true),
            selects: Switch::fixed(true),
            mistakes: None,
            own: Switch::at(settings.choice("own") != "2", "own", "1"),
        })
    } else {
        Part::off("breaker", "1")
    };
    let degrade = if on("degrade") {
        Part::On(Degrading { key: Some("degrade"), flagged: Switch::fixed(true), catches: Switch::fixed(true) })
    } else {
        Part::off("degrade", "1")
    };
    let order = Order::fixed(&[
        (Layer::Degrade, degrade.is_on()),
        (Layer::Breaker, breaker.is_on()),
        (Layer::Retry, retry.is_on()),
    ]);
    Practice { retry, breaker, degrade, order, several: true, ..Practice::none(settings) }
}
