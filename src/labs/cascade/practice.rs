//! What the settings amount to, as far as the checklist asks: a timeout at each step, breakers before C, a bulkhead in A.

use super::{FAILURES, RESET};
use crate::play::Settings;
use crate::play::practice::{By, Guard, Layer, Limit, Order, Part, Pool, Practice, Switch, Trip};

/// The lab's practice.
pub(super) fn practice(settings: &Settings) -> Practice {
    let (limit, bulkhead) = (settings.number("timeout"), settings.count("bulkhead"));
    let budgeted = || Switch::at(settings.choice("budgeted") == "1", "budgeted", "1");
    let timeout = if limit > 0.0 {
        Part::On(Limit {
            seconds: By::at(limit, "timeout"),
            frees: Switch::fixed(true),
            levels: Some(Switch::fixed(true)),
            passed_on: Some(budgeted()),
            answers: false,
        })
    } else {
        // A timeout that is not passed on would leave work for callers who have gone.
        Part::Off(vec![("timeout", "1".to_owned()), ("budgeted", "1".to_owned())])
    };
    let breaker = if settings.choice("breaker") == "1" {
        Part::On(Guard {
            trip: Trip::Failures(By::fixed(FAILURES)),
            reset: By::fixed(RESET.as_secs_f64()),
            probes: By::fixed(Some(1)),
            can_close: Switch::fixed(true),
            selects: Switch::fixed(true),
            mistakes: None,
            own: Switch::fixed(true),
        })
    } else {
        Part::off("breaker", "1")
    };
    // A worker of A waits for two services, each with its own work; a third of the requests goes each way.
    let wanted = settings.number("rate") / 3.0 * 2.0 * settings.number("latency");
    let pool = if bulkhead > 0 {
        // Without a timeout nobody goes before the answer.
        let returns = if timeout.is_on() { budgeted() } else { Switch::fixed(true) };
        Part::On(Pool { limit: By::at(bulkhead, "bulkhead"), wanted, returns })
    } else {
        Part::off("bulkhead", "8")
    };
    let order = Order::fixed(&[(Layer::Breaker, breaker.is_on()), (Layer::Timeout, timeout.is_on())]);
    Practice { breaker, timeout, pool, order, several: true, ..Practice::none(settings) }
}
