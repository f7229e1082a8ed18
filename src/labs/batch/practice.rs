//! What the settings amount to, as far as the checklist asks: a fallback for each sensor, and retries without a wait.

use crate::play::Settings;
use crate::play::practice::{By, Degrading, Layer, Order, Part, Practice, Retrying, Switch};
use crate::policy::Kinds;

/// The lab's practice.
pub(super) fn practice(settings: &Settings) -> Practice {
    let attempts = settings.count("attempts");
    let retry = if attempts < 2 {
        Part::off("attempts", "3")
    } else {
        Part::On(Retrying {
            attempts: By::at(Some(attempts), "attempts"),
            layers: 1,
            kinds: By::fixed(Kinds::TRANSIENT),
            leaves_refused: Switch::fixed(true),
            grows: Switch::fixed(false),
            factor: By::fixed(None),
            first: By::fixed(0.0),
            cap: By::fixed(0.0),
            jitter: Switch::fixed(false),
        })
    };
    // All or nothing is no degradation.
    let degrade = if settings.number("share") >= 1.0 {
        Part::off("share", "0")
    } else {
        Part::On(Degrading { key: Some("share"), flagged: Switch::fixed(true), catches: Switch::fixed(true) })
    };
    let order = Order::fixed(&[(Layer::Degrade, degrade.is_on()), (Layer::Retry, retry.is_on())]);
    Practice { retry, degrade, order, several: true, ..Practice::none(settings) }
}
