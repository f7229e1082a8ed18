//! What the settings amount to, as far as the checklist asks: the layers in their order, each with its numbers.

use super::{Kind, layers};
use crate::labs::waits::retrying;
use crate::play::Settings;
use crate::play::practice::{By, Degrading, Guard, Layer, Limit, Order, Part, Practice, Switch, Trip};
use crate::policy::Kinds;

const ORDER: &str = "order";

const fn layer(kind: Kind) -> Layer {
    match kind {
        Kind::Degrade => Layer::Degrade,
        Kind::Breaker => Layer::Breaker,
        Kind::Retry => Layer::Retry,
        Kind::Timeout => Layer::Timeout,
        Kind::Deadline => Layer::Deadline,
    }
}

/// The lab's practice.
pub(super) fn practice(settings: &Settings) -> Practice {
    let order = Order { layers: layers(settings).into_iter().map(layer).collect(), key: Some(ORDER) };
    let has = |layer| order.count(layer) > 0;
    // A layer that is missing comes in with the others in the right order.
    let absent = |layer| order.mend(&[layer]);
    let with = |layer| order.right(&[layer]);
    let retry = match settings.count("attempts") {
        _ if !has(Layer::Retry) => Part::Off(absent(Layer::Retry)),
        1 => Part::off("attempts", "3"),
        attempts => {
            let asks_again = order.is_around(Layer::Retry, Layer::Breaker) && settings.choice("refusals") == "retry";
            let attempts = By::at(Some(attempts), "attempts");
            let mut retry = retrying(settings, attempts, By::fixed(Kinds::TRANSIENT), None);
            retry.layers = order.count(Layer::Retry);
            retry.leaves_refused = Switch::at(!asks_again, "refusals", "final");
            Part::On(retry)
        }
    };
    let breaker = if has(Layer::Breaker) {
        Part::On(Guard {
            trip: Trip::Failures(By::at(settings.count("threshold"), "threshold")),
            reset: By::at(settings.number("reset"), "reset"),
            probes: By::at(Some(settings.count("probes")), "probes"),
            can_close: Switch::fixed(true),
            selects: Switch::fixed(true),
            mistakes: None,
            own: Switch::fixed(true),
        })
    } else {
        Part::Off(absent(Layer::Breaker))
    };
    let (each, whole) = (has(Layer::Timeout), has(Layer::Deadline));
    let timeout = if each || whole {
        let key = if each { "timeout" } else { "deadline" };
        let other = if each { Layer::Deadline } else { Layer::Timeout };
        Part::On(Limit {
            seconds: By::at(settings.number(key), key),
            frees: Switch::at(settings.choice("expired") != "await", "expired", "cancel"),
            levels: Some(Switch::at(each && whole, ORDER, with(other))),
            passed_on: None,
            answers: true,
        })
    } else {
        Part::Off(absent(Layer::Timeout))
    };
    let degrade = if has(Layer::Degrade) {
        let hides = [Layer::Breaker, Layer::Retry].into_iter().any(|outer| order.is_around(outer, Layer::Degrade));
        let misses = order.is_around(Layer::Breaker, Layer::Degrade);
        Part::On(Degrading {
            key: Some(ORDER),
            flagged: Switch::at(!hides, ORDER, order.right(&[])),
            catches: Switch::at(!misses, ORDER, order.right(&[])),
        })
    } else {
        Part::Off(absent(Layer::Degrade))
    };
    Practice { retry, breaker, timeout, degrade, order, ..Practice::none(settings) }
}
