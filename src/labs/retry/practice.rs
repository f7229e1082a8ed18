//! What the settings amount to, as far as the checklist asks: a retry and nothing else.

use super::plan;
use crate::labs::waits::retrying;
use crate::play::Settings;
use crate::play::practice::{By, Layer, Order, Part, Practice};

/// The lab's practice.
pub(super) fn practice(settings: &Settings) -> Practice {
    let from = plan::shown(settings);
    let through = plan::chosen(settings).map(|_| "plan");
    let attempts = from.count("attempts");
    let retry = if attempts < 2 {
        Part::off("attempts", "3")
    } else {
        let attempts = By::at(Some(attempts), "attempts");
        Part::On(retrying(&from, attempts, By::at(from.kinds("retried"), "retried"), through))
    };
    let order = Order::fixed(&[(Layer::Retry, retry.is_on())]);
    Practice { retry, order, from, ..Practice::none(settings) }
}
