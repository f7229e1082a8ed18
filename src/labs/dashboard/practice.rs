//! What the settings amount to, as far as the checklist asks: a breaker for each of eight services or one for all, and
//! alerts. The numbers of breakers and retries are those of the documents, of which the guide's defaults stand for all.

use super::services::DEFAULT;
use crate::play::Settings;
use crate::play::practice::{Alerting, By, Guard, Layer, Order, Part, Practice, Retrying, Switch, Trip};
use crate::policy::retry::presets;

/// The lab's practice.
pub(super) fn practice(settings: &Settings) -> Practice {
    let Ok(plan) = presets::guide() else { return Practice::none(settings) };
    let retry = Part::On(Retrying {
        attempts: By::fixed(Some(plan.settings().attempts)),
        layers: 1,
        kinds: By::fixed(plan.settings().kinds),
        leaves_refused: Switch::fixed(true),
        grows: Switch::fixed(true),
        factor: By::fixed(Some(2.0)),
        first: By::fixed(1.0),
        cap: By::fixed(30.0),
        jitter: Switch::fixed(true),
    });
    let (failures, wait, probes, _) = DEFAULT;
    let breaker = Part::On(Guard {
        trip: Trip::Failures(By::fixed(failures)),
        reset: By::fixed(wait as f64),
        probes: By::fixed(Some(probes)),
        can_close: Switch::fixed(true),
        selects: Switch::fixed(true),
        mistakes: None,
        own: Switch::at(settings.choice("shared") == "0", "shared", "0"),
    });
    let alerts = Part::On(Alerting { quiet: By::at(settings.number("suppress"), "suppress") });
    let order = Order::fixed(&[(Layer::Breaker, true), (Layer::Retry, true)]);
    Practice { retry, breaker, alerts, order, several: true, ..Practice::none(settings) }
}
