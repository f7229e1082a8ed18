//! What the settings amount to, as far as the checklist asks: a breaker for each of eight services or one for all, and
//! alerts. The numbers of breakers and retries are those of the documents, of which the guide's defaults stand for all.

use crate::play::Settings;
use crate::play::practice::{Alerting, By, Guard, Layer, Order, Part, Practice, Retrying, Switch, Trip};
use crate::policy::{FailureKind, Kinds};

/// What the guide's retry leaves alone: see [`presets::guide`](crate::policy::retry::presets::guide).
const CLIENTS: [FailureKind; 3] = [FailureKind::ClientError, FailureKind::Authentication, FailureKind::RateLimited];

/// The lab's practice.
pub(super) fn practice(settings: &Settings) -> Practice {
    let retry = Part::On(Retrying {
        attempts: By::fixed(Some(3)),
        layers: 1,
        kinds: By::fixed(Kinds::ALL.without(&CLIENTS)),
        leaves_refused: Switch::fixed(true),
        grows: Switch::fixed(true),
        factor: By::fixed(Some(2.0)),
        first: By::fixed(1.0),
        cap: By::fixed(30.0),
        jitter: Switch::fixed(true),
    });
    let breaker = Part::On(Guard {
        trip: Trip::Failures(By::fixed(5)),
        reset: By::fixed(60.0),
        probes: By::fixed(Some(3)),
        can_close: Switch::fixed(true),
        selects: Switch::fixed(true),
        mistakes: None,
        own: Switch::at(settings.choice("shared") == "0", "shared", "0"),
    });
    let alerts = Part::On(Alerting { quiet: By::at(settings.number("suppress"), "suppress") });
    let order = Order::fixed(&[(Layer::Breaker, true), (Layer::Retry, true)]);
    Practice { retry, breaker, alerts, order, several: true, ..Practice::none(settings) }
}
