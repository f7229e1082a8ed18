//! The waits of a retry from the settings that labs have alike: `kind`, `base`, `factor`, `cap`, `jitter`, `spread` and
//! `floor`.

use crate::play::Settings;
use crate::play::practice::{By, Retrying, Switch};
use crate::policy::backoff::{Backoff, Growth, Jitter};
use crate::policy::{ConfigError, Kinds};

/// The backoff of the settings.
pub fn backoff(settings: &Settings) -> Result<Backoff, ConfigError> {
    let growth = match settings.choice("kind") {
        "constant" => Growth::Constant,
        "linear" => Growth::Linear,
        _ => Growth::Exponential { factor: settings.number("factor") },
    };
    let jitter = match settings.choice("jitter") {
        "none" => Jitter::None,
        "full" => Jitter::Full,
        "equal" => Jitter::Equal,
        "decorrelated" => Jitter::Decorrelated,
        "share" => Jitter::Share { part: settings.number("spread") },
        _ => Jitter::Additive { spread: settings.span("spread") },
    };
    let backoff = Backoff::new(growth, settings.span("base"), settings.span("cap"), jitter)?;
    Ok(backoff.with_floor(settings.span("floor")))
}

/// What the settings of a retry amount to, as far as the checklist asks; `through` is the setting that has put a document's
/// numbers in the place of the lab's own.
pub(super) fn retrying(
    settings: &Settings,
    attempts: By<Option<u32>>,
    kinds: By<Kinds>,
    through: Option<&'static str>,
) -> Retrying {
    let (jitter, spread) = (settings.choice("jitter"), settings.number("spread"));
    let is_spread = match jitter {
        "none" => false,
        "additive" | "share" => spread > 0.0,
        _ => true,
    };
    let by_chance = jitter == "decorrelated";
    let grows = by_chance || !matches!(settings.choice("kind"), "constant" | "linear");
    let factor = By::at((!by_chance).then(|| settings.number("factor")), "factor");
    let kind =
        if settings.spec("kind").is_some() { Switch::at(grows, "kind", "exponential") } else { Switch::fixed(grows) };
    Retrying {
        attempts: attempts.through(through),
        layers: 1,
        kinds: kinds.through(through),
        leaves_refused: Switch::fixed(true),
        grows: kind.through(through),
        factor: factor.through(through),
        first: By::at(settings.number("base"), "base").through(through),
        cap: By::at(settings.number("cap"), "cap").through(through),
        jitter: Switch::at(is_spread, "jitter", "full").through(through),
    }
}
