//! What the settings amount to, as far as the checklist asks: a breaker, and with one library's a timeout.

use super::{is_without, own_share, preset, shown};
use crate::play::practice::{By, Guard, Layer, Limit, Order, Part, Practice, Switch, Trip};
use crate::play::{Settings, Value};
use crate::policy::breaker::Probes;
use crate::policy::breaker::presets::Preset;

/// The lab's practice.
pub(super) fn practice(settings: &Settings) -> Practice {
    let none = Practice::none(settings);
    if is_without(settings) {
        return Practice { breaker: Part::off("like", "own"), ..none };
    }
    let library = preset(settings);
    let through = library.map(|_| "like");
    let mut from = shown(settings);
    let probes = library.map(|library| library.settings().half_open.probes);
    if through.is_some() {
        from.set("like", Value::Choice(0));
        from.set("total", Value::Number(0.0));
    }
    let probes = match probes {
        Some(Probes::AtOnce(u32::MAX)) => By::at(None, "probes"),
        Some(Probes::AtOnce(number) | Probes::InAll(number) | Probes::InAllEvenIfStuck(number)) => {
            By::at(Some(number), "probes")
        }
        None => match settings.count("total") {
            0 => By::at(Some(settings.count("probes")), "probes"),
            total => By::at(Some(total), "total"),
        },
    };
    if let Some(number) = probes.is.filter(|_| through.is_some()) {
        from.set("probes", Value::Number(f64::from(number)));
    }
    let trip = match from.choice("trip") {
        "count" | "time" => Trip::Share(By::at(from.number("rate"), "rate").through(through), from.count("min")),
        _ => Trip::Failures(By::at(from.count("threshold"), "threshold").through(through)),
    };
    let (total, successes) = (settings.count("total"), settings.count("successes"));
    let is_stuck = library.is_none() && total > 0 && successes > total;
    let selects = settings.choice("counts") == "service";
    let guard = Guard {
        trip,
        reset: By::at(from.number("reset"), "reset").through(through),
        probes: probes.through(through),
        can_close: Switch::at(!is_stuck, "successes", total.max(1).to_string()).through(through),
        selects: Switch::at(selects, "counts", "service"),
        mistakes: Some(own_share(settings)),
        own: Switch::fixed(true),
    };
    let limit = library.and_then(Preset::limit);
    let timeout = limit.map_or(Part::Absent, |limit| {
        Part::On(Limit {
            seconds: By::fixed(limit.as_secs_f64()).through(through),
            frees: Switch::fixed(true),
            levels: None,
            passed_on: None,
            answers: false,
        })
    });
    let order = Order::fixed(&[(Layer::Breaker, true), (Layer::Timeout, timeout.is_on())]);
    Practice { breaker: Part::On(guard), timeout, order, from, ..none }
}
