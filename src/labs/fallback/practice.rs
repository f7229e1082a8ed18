//! What the settings amount to, as far as the checklist asks: steps below the service, and whether they say so.

use crate::play::Settings;
use crate::play::practice::{Degrading, Part, Practice, Switch};

/// The lab's practice.
pub(super) fn practice(settings: &Settings) -> Practice {
    let step = ["degraded", "cached", "fixed"].into_iter().find(|step| settings.choice(step) == "1");
    let degrade = match step {
        Some(step) => Part::On(Degrading {
            key: Some(step),
            flagged: Switch::at(settings.choice("silent") == "0", "silent", "0"),
            catches: Switch::fixed(true),
        }),
        None => Part::off("degraded", "1"),
    };
    Practice { degrade, several: true, ..Practice::none(settings) }
}
